//! A plain HTTP/1.1 client over one kept connection, for requests that are timed one by one. It knows lengths and chunks, and
//! nothing else.
use super::Outcome;
use std::{
    io::{BufRead, BufReader, Read, Write},
    net::TcpStream,
    time::{Duration, Instant},
};

/// A kept connection.
pub struct Client {
    stream: BufReader<TcpStream>,
    address: String,
}

/// An answer, and how long it took from the first byte sent to the last byte read.
pub struct Answer {
    /// The status.
    pub status: u16,
    /// The body.
    pub body: Vec<u8>,
    /// How long it took.
    pub took: Duration,
}

impl Client {
    /// Connects.
    pub fn connect(address: &str) -> Outcome<Client> {
        let stream = TcpStream::connect(address)?;
        stream.set_nodelay(true)?;
        stream.set_read_timeout(Some(Duration::from_secs(600)))?;
        Ok(Client { stream: BufReader::with_capacity(1 << 16, stream), address: address.to_owned() })
    }

    /// Sends a request (a body makes it a `POST`) and reads its answer whole.
    pub fn send(&mut self, path: &str, headers: &[(&str, &str)], body: Option<&str>) -> Outcome<Answer> {
        let verb = if body.is_some() { "POST" } else { "GET" };
        let mut request = format!("{verb} {path} HTTP/1.1\r\nhost: {}\r\n", self.address);
        for (name, value) in headers {
            request.push_str(&format!("{name}: {value}\r\n"));
        }
        if let Some(body) = body {
            request.push_str(&format!(
                "content-type: application/json\r\ncontent-length: {}\r\n\r\n{body}",
                body.len()
            ));
        } else {
            request.push_str("\r\n");
        }
        let begun = Instant::now();
        self.stream.get_mut().write_all(request.as_bytes())?;
        let (status, body) = self.answer()?;
        Ok(Answer { status, body, took: begun.elapsed() })
    }

    fn answer(&mut self) -> Outcome<(u16, Vec<u8>)> {
        let first = self.line()?;
        let status = first.split(' ').nth(1).and_then(|word| word.parse().ok());
        let status = status.ok_or_else(|| format!("this is no answer: {first:?}"))?;
        let (mut length, mut chunked) = (0, false);
        loop {
            let line = self.line()?.to_ascii_lowercase();
            if line.is_empty() {
                break;
            }
            if let Some(value) = line.strip_prefix("content-length:") {
                length = value.trim().parse()?;
            }
            chunked |= line.starts_with("transfer-encoding:") && line.contains("chunked");
        }
        let mut body = vec![];
        if !chunked {
            body.resize(length, 0);
            self.stream.read_exact(&mut body)?;
            return Ok((status, body));
        }
        loop {
            let size = usize::from_str_radix(self.line()?.trim(), 16)?;
            let start = body.len();
            body.resize(start + size, 0);
            self.stream.read_exact(&mut body[start..])?;
            self.line()?;
            if size == 0 {
                return Ok((status, body));
            }
        }
    }

    fn line(&mut self) -> Outcome<String> {
        let mut line = String::new();
        if self.stream.read_line(&mut line)? == 0 {
            return Err("the service closed the connection in the middle of an answer".into());
        }
        Ok(line.trim_end().to_owned())
    }
}
