//! The door to a PostgreSQL: connections to it go through here, and a test can shut it and open it again, as a server that is
//! gone and comes back. The shared cluster behind it is left alone.
use std::net::SocketAddr;
use tokio::{
    io::copy_bidirectional,
    net::{TcpListener, TcpStream, UnixStream},
    task::JoinSet,
};

/// The password in the address; the cluster trusts everybody, so nothing else needs it.
pub const PASSWORD: &str = "planted-pa55word";

/// A door.
pub struct Door {
    socket: String,
    database: String,
    address: SocketAddr,
    open: Option<tokio::task::JoinHandle<()>>,
}

impl Door {
    /// A door before a database of the shared cluster, by its URL.
    pub async fn before(url: &str) -> Door {
        let (start, settings) = url.split_once('?').expect("the URL has settings");
        let folder = settings.split('&').find_map(|s| s.strip_prefix("host=")).expect("it has a folder");
        let database = start.rsplit('/').next().expect("it has a name").to_owned();
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let address = listener.local_addr().expect("a bound listener has an address");
        let socket = format!("{folder}/.s.PGSQL.5432");
        let mut door = Door { socket, database, address, open: None };
        door.let_through(listener);
        door
    }

    /// The address of the database through the door, with a password.
    pub fn url(&self) -> String {
        format!("postgres://postgres:{PASSWORD}@{}/{}?sslmode=disable", self.address, self.database)
    }

    /// Cuts all connections, and takes no more.
    pub async fn shut(&mut self) {
        if let Some(open) = self.open.take() {
            open.abort();
            let _ = open.await;
        }
    }

    /// Takes connections again.
    pub async fn open(&mut self) {
        let listener = TcpListener::bind(self.address).await.expect("the port is still free");
        self.let_through(listener);
    }

    fn let_through(&mut self, listener: TcpListener) {
        let socket = self.socket.clone();
        self.open = Some(tokio::spawn(async move {
            let mut passing = JoinSet::new();
            while let Ok((stream, _)) = listener.accept().await {
                passing.spawn(pass(stream, socket.clone()));
            }
        }));
    }
}

async fn pass(mut stream: TcpStream, socket: String) {
    if let Ok(mut server) = UnixStream::connect(socket).await {
        // However it ends, both ends are closed here.
        let _ = copy_bidirectional(&mut stream, &mut server).await;
    }
}
