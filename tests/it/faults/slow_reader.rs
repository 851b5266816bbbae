//! A reader that takes a byte now and then, through a small window, so that the service must hold its statement open.
use super::{
    client::{read_chunk, read_head},
    house::House,
    load::Load,
};
use tokio::{
    io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader},
    net::{TcpSocket, TcpStream},
};

/// Pauses that the reader makes, and acknowledgements that come in each.
const PAUSES: usize = 10;
const MEANWHILE: usize = 10;

/// A statement whose head was read and whose body was not.
pub struct SlowReader {
    stream: BufReader<TcpStream>,
}

impl SlowReader {
    /// Asks for a statement and reads no more than the head of the answer.
    pub async fn open(house: &House, path: &str) -> SlowReader {
        let socket = TcpSocket::new_v4().expect("a socket can be made");
        socket.set_recv_buffer_size(4096).expect("a window can be small");
        let mut stream = socket.connect(house.services[0].address).await.expect("a connection");
        stream.write_all(&house.request("auditor", "GET", path, None)).await.expect("a request can be sent");
        let mut stream = BufReader::with_capacity(256, stream);
        let (status, length) = read_head(&mut stream).await.expect("the answer begins");
        assert_eq!((status, length), (200, None), "a statement is streamed");
        SlowReader { stream }
    }

    /// Reads on a byte at a time while the writers go on, and then the rest.
    pub async fn read(mut self, load: &Load) -> String {
        let mut text = vec![];
        let mut length = vec![];
        self.stream.read_until(b'\n', &mut length).await.expect("a chunk begins");
        let length = String::from_utf8_lossy(&length).trim().to_owned();
        let mut left = usize::from_str_radix(&length, 16).expect("the length of a chunk");
        for _ in 0..PAUSES.min(left) {
            text.push(self.stream.read_u8().await.expect("a byte comes"));
            left -= 1;
            load.until_acknowledged(MEANWHILE).await;
        }
        let read = text.len();
        text.resize(read + left, 0);
        self.stream.read_exact(&mut text[read..]).await.expect("the chunk ends");
        let mut end = [0; 2];
        self.stream.read_exact(&mut end).await.expect("a chunk ends with a line");
        while read_chunk(&mut self.stream, &mut text).await.expect("the statement comes to its end") {}
        String::from_utf8(text).expect("a statement is text")
    }
}
