//! A client that speaks HTTP/1.1 byte by byte, so that a test can stop in the middle of a word. It knows answers with a length
//! and in chunks, and tells one that broke off from one that never began.
use std::{net::SocketAddr, time::Duration};
use tokio::{
    io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader},
    net::TcpStream,
    time::timeout,
};

/// Nothing here takes long; a test that waits this long has failed.
pub const PATIENCE: Duration = Duration::from_secs(60);

/// One connection.
pub struct Wire(BufReader<TcpStream>);

/// A whole answer.
#[derive(Debug)]
pub struct Seen {
    pub status: u16,
    pub head: String,
    pub body: Vec<u8>,
}

/// Why there is no whole answer.
#[derive(Debug, PartialEq, Eq)]
pub enum Cut {
    /// Not a byte of it came.
    Never,
    /// It broke off.
    Midway,
}

impl Seen {
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    pub fn json(&self) -> serde_json::Value {
        serde_json::from_slice(&self.body).unwrap_or_default()
    }

    pub fn code(&self) -> String {
        self.json()["code"].as_str().unwrap_or_default().to_owned()
    }

    /// The value of a header; names are small.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.head.lines().filter_map(|line| line.split_once(": ")).find(|(n, _)| *n == name).map(|(_, v)| v)
    }

    pub fn is_last(&self) -> bool {
        self.header("connection") == Some("close")
    }
}

/// A request as bytes.
pub fn request(method: &str, path: &str, token: &str, more: &str, body: &str) -> String {
    let length = body.len();
    format!(
        "{method} {path} HTTP/1.1\r\nhost: ledger\r\nauthorization: Bearer {token}\r\ncontent-type: application/json\r\n\
         content-length: {length}\r\n{more}\r\n{body}"
    )
}

impl Wire {
    pub async fn to(address: SocketAddr) -> std::io::Result<Wire> {
        Ok(Wire(BufReader::new(TcpStream::connect(address).await?)))
    }

    pub async fn send(&mut self, text: &str) -> std::io::Result<()> {
        self.0.write_all(text.as_bytes()).await
    }

    /// Asks and hears.
    pub async fn get(&mut self, path: &str, token: &str) -> Result<Seen, Cut> {
        self.send(&request("GET", path, token, "", "")).await.map_err(|_| Cut::Never)?;
        self.answer().await
    }

    /// Begins a command and stops before its body, once the service waits for it: from there the request is in its hands.
    pub async fn begin(address: SocketAddr, path: &str, token: &str, body: &str) -> Wire {
        let mut wire = Wire::to(address).await.expect("it listens");
        let whole = request("POST", path, token, "expect: 100-continue\r\n", body);
        wire.send(&whole[..whole.len() - body.len()]).await.expect("the head is taken");
        let told = wire.head().await.expect("the service asks for the body");
        assert!(told.starts_with("HTTP/1.1 100 "), "{told}");
        wire
    }

    /// Waits until something has come, and leaves it there.
    pub async fn peek(&mut self) {
        let come = timeout(PATIENCE, self.0.fill_buf()).await.expect("something comes in time");
        assert!(!come.expect("the connection is open").is_empty(), "the connection has ended");
    }

    /// The next answer, whole.
    pub async fn answer(&mut self) -> Result<Seen, Cut> {
        timeout(PATIENCE, self.read()).await.expect("an answer or an end comes in time")
    }

    /// Whether the service has ended the connection, once it has or has said something else.
    pub async fn is_over(&mut self) -> bool {
        let mut rest = [0; 1];
        let read = timeout(PATIENCE, self.0.read(&mut rest)).await.expect("the connection ends in time");
        matches!(read, Ok(0) | Err(_))
    }

    async fn head(&mut self) -> Result<String, Cut> {
        let mut head = String::new();
        loop {
            let read = self.0.read_line(&mut head).await.unwrap_or(0);
            if read == 0 {
                return Err(if head.is_empty() { Cut::Never } else { Cut::Midway });
            }
            if head.ends_with("\r\n\r\n") {
                return Ok(head);
            }
        }
    }

    async fn read(&mut self) -> Result<Seen, Cut> {
        let head = self.head().await?;
        let status = head.get(9..12).and_then(|s| s.parse().ok()).expect("a status stands in the first line");
        let mut seen = Seen { status, head, body: vec![] };
        if let Some(length) = seen.header("content-length") {
            seen.body = vec![0; length.parse().expect("a length is a number")];
            self.0.read_exact(&mut seen.body).await.map_err(|_| Cut::Midway)?;
        } else if seen.header("transfer-encoding") == Some("chunked") {
            seen.body = self.chunks().await?;
        }
        Ok(seen)
    }

    async fn chunks(&mut self) -> Result<Vec<u8>, Cut> {
        let mut body = vec![];
        loop {
            let mut size = String::new();
            self.0.read_line(&mut size).await.map_err(|_| Cut::Midway)?;
            let size = usize::from_str_radix(size.trim(), 16).map_err(|_| Cut::Midway)?;
            let mut chunk = vec![0; size + 2];
            self.0.read_exact(&mut chunk).await.map_err(|_| Cut::Midway)?;
            if size == 0 {
                return Ok(body);
            }
            body.extend_from_slice(&chunk[..size]);
        }
    }
}
