//! A small HTTP/1.1 client over a bare socket, because the tests hang up in the middle, read a byte now and then, and send
//! the same bytes twice. It knows what the service speaks and no more.
use serde_json::Value;
use std::{io, net::SocketAddr, time::Duration};
use tokio::{
    io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader},
    net::TcpStream,
    time::timeout,
};

/// The longest that an answer may take. The service gives up after 30 s, so only one that hangs comes here.
const PATIENCE: Duration = Duration::from_secs(90);

/// An answer.
#[derive(Debug, Clone, PartialEq)]
pub struct Reply {
    pub status: u16,
    pub body: Vec<u8>,
}

impl Reply {
    /// The body as JSON; null where it is none.
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or(Value::Null)
    }

    /// The body as text.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// Fails unless the status is the one expected; returns the JSON.
    #[track_caller]
    pub fn must(&self, status: u16) -> Value {
        assert_eq!(self.status, status, "{}", self.text());
        self.json()
    }
}

/// A connection that is opened when it is needed and kept.
pub struct Client {
    address: SocketAddr,
    stream: Option<BufReader<TcpStream>>,
}

impl Client {
    pub fn new(address: SocketAddr) -> Client {
        Client { address, stream: None }
    }

    /// Connects, where it is not connected. Nothing is sent.
    pub async fn connect(&mut self) -> io::Result<&mut BufReader<TcpStream>> {
        if self.stream.is_none() {
            let stream = TcpStream::connect(self.address).await?;
            stream.set_nodelay(true)?;
            self.stream = Some(BufReader::new(stream));
        }
        Ok(self.stream.as_mut().expect("the stream was just opened"))
    }

    /// Sends bytes and reads an answer. After an error the outcome is unknown, and the connection is gone.
    pub async fn send(&mut self, request: &[u8]) -> io::Result<Reply> {
        let answered = timeout(PATIENCE, async {
            let stream = self.connect().await?;
            stream.write_all(request).await?;
            read_reply(stream).await
        });
        let outcome = answered.await.unwrap_or_else(|_| panic!("no answer came within {PATIENCE:?}"));
        if outcome.is_err() {
            self.stream = None;
        }
        outcome
    }
}

/// The bytes of a request.
pub fn request(token: &str, method: &str, path: &str, key: Option<&str>, body: Option<&Value>) -> Vec<u8> {
    let mut head = format!("{method} {path} HTTP/1.1\r\nHost: fund\r\nAuthorization: Bearer {token}\r\n");
    if let Some(key) = key {
        head.push_str(&format!("Idempotency-Key: {key}\r\n"));
    }
    let body = body.map(Value::to_string).unwrap_or_default();
    if method == "POST" {
        head.push_str(&format!("Content-Type: application/json\r\nContent-Length: {}\r\n", body.len()));
    }
    format!("{head}\r\n{body}").into_bytes()
}

/// Reads status and headers; says the status and how the body comes: its length, or none for chunks.
pub async fn read_head(stream: &mut BufReader<TcpStream>) -> io::Result<(u16, Option<usize>)> {
    let first = read_line(stream).await?;
    let status = first.split(' ').nth(1).and_then(|s| s.parse().ok()).ok_or_else(|| broken(&first))?;
    let mut length = Some(0);
    loop {
        let line = read_line(stream).await?.to_ascii_lowercase();
        if line.is_empty() {
            return Ok((status, length));
        }
        if let Some(value) = line.strip_prefix("content-length:") {
            length = Some(value.trim().parse().map_err(|_| broken(&line))?);
        } else if line.starts_with("transfer-encoding:") {
            length = None;
        }
    }
}

async fn read_reply(stream: &mut BufReader<TcpStream>) -> io::Result<Reply> {
    let (status, length) = read_head(stream).await?;
    let mut body = vec![];
    match length {
        Some(length) => {
            body.resize(length, 0);
            stream.read_exact(&mut body).await?;
        }
        None => while read_chunk(stream, &mut body).await? {},
    }
    Ok(Reply { status, body })
}

/// Reads one chunk; false at the last, which is empty. A stream that breaks off has no last one and is an error.
pub async fn read_chunk(stream: &mut BufReader<TcpStream>, body: &mut Vec<u8>) -> io::Result<bool> {
    let line = read_line(stream).await?;
    let length = usize::from_str_radix(line.trim(), 16).map_err(|_| broken(&line))?;
    let start = body.len();
    body.resize(start + length, 0);
    stream.read_exact(&mut body[start..]).await?;
    read_line(stream).await?;
    Ok(length > 0)
}

async fn read_line(stream: &mut BufReader<TcpStream>) -> io::Result<String> {
    let mut line = String::new();
    if stream.read_line(&mut line).await? == 0 || !line.ends_with('\n') {
        return Err(io::Error::new(io::ErrorKind::UnexpectedEof, "the service hung up"));
    }
    Ok(line.trim_end().to_owned())
}

fn broken(line: &str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, format!("this is no answer: {line}"))
}
