//! A house with one database: the people added by the command line, services over it that are started, killed and started
//! again, and `verify`. It stands on SQLite, or on a database of the shared cluster, or wherever a test says.
use super::{
    client::{Client, Reply, request},
    guarded::Guarded,
    load::Sent,
};
use crate::{app::KEY, postgres};
use serde_json::{Value, json};
use std::{
    collections::BTreeMap,
    ffi::OsStr,
    net::SocketAddr,
    path::Path,
    process::{Command, Output, Stdio},
    time::Duration,
};
use tempfile::TempDir;
use tokio::time::{Instant, sleep};

const BINARY: &str = env!("CARGO_BIN_EXE_relief-ledger");

/// The longest that anything may take which a test waits for.
pub const PATIENCE: Duration = Duration::from_secs(120);

/// Who works here, and with which role.
const PEOPLE: [(&str, &str); 5] = [
    ("maker", "maker"),
    ("approver", "approver"),
    ("treasurer", "treasurer"),
    ("overrider", "overrider"),
    ("auditor", "auditor"),
];

/// Tokens by role, and the lot from which all payments are made.
#[derive(Clone)]
pub struct Cast {
    tokens: BTreeMap<&'static str, String>,
    pub lot: String,
}

impl Cast {
    /// The token of a role.
    pub fn token(&self, role: &str) -> &str {
        &self.tokens[role]
    }
}

/// The house.
pub struct House {
    pub url: String,
    pub folder: TempDir,
    pub services: Vec<Service>,
    pub cast: Cast,
    /// All that was ever sent and had to be done.
    pub history: Vec<Sent>,
}

/// A running service.
pub struct Service {
    process: Guarded,
    pub address: SocketAddr,
}

impl Service {
    /// `kill -9`.
    pub fn kill(self) {
        self.process.kill();
    }
}

impl House {
    /// On SQLite, in a folder of its own.
    pub fn sqlite() -> House {
        let folder = tempfile::tempdir().expect("a temporary folder can be made");
        let url = format!("sqlite:{}", folder.path().join("fund.db").display());
        House::at(url, folder)
    }

    /// On PostgreSQL, in a database of the shared cluster; none where PostgreSQL is not installed.
    pub fn postgres() -> Option<House> {
        Some(House::over(postgres::fresh_database_url()?))
    }

    /// Over an empty database somewhere.
    pub fn over(url: String) -> House {
        House::at(url, tempfile::tempdir().expect("a temporary folder can be made"))
    }

    /// Another house like this one, with an empty database and no service.
    pub fn another(&self) -> House {
        match self.engine() {
            "sqlite" => House::sqlite(),
            _ => House::postgres().expect("PostgreSQL was there a moment ago"),
        }
    }

    fn at(url: String, folder: TempDir) -> House {
        let cast = Cast { tokens: BTreeMap::new(), lot: String::new() };
        let mut house = House { url, folder, services: vec![], cast, history: vec![] };
        for (name, role) in PEOPLE {
            let printed = house.must(&["person", "add", name, "--role", role]);
            let token = printed.lines().last().unwrap_or_default().trim().to_owned();
            house.cast.tokens.insert(role, token);
        }
        house
    }

    /// `sqlite` or `postgres`.
    pub fn engine(&self) -> &'static str {
        if self.url.starts_with("sqlite:") { "sqlite" } else { "postgres" }
    }

    /// The file of the database, which must be one of SQLite.
    pub fn file(&self) -> &Path {
        Path::new(self.url.strip_prefix("sqlite:").expect("the database is a file of SQLite"))
    }

    /// Runs a command of the command line.
    pub fn run(&self, arguments: &[&str]) -> Output {
        let mut command = Command::new(BINARY);
        command.current_dir(self.folder.path()).args(arguments).env("RELIEF_DATABASE", &self.url);
        command.env("RELIEF_KEY", KEY).env("RUST_LOG", "off").stdin(Stdio::null());
        command.output().expect("the binary runs")
    }

    /// Runs a command that must succeed; what it prints.
    #[track_caller]
    pub fn must(&self, arguments: &[&str]) -> String {
        let output = self.run(arguments);
        let printed = String::from_utf8_lossy(&output.stdout).into_owned();
        let complaint = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{arguments:?} ended with {}: {printed}{complaint}", output.status);
        printed
    }

    /// `verify`, which must find everything whole: the rows of each table.
    #[track_caller]
    pub fn verify(&self) -> BTreeMap<String, usize> {
        rows_of(&self.must(&["verify"]))
    }

    /// `verify` over another database than the house's.
    #[track_caller]
    pub fn verify_over(&self, url: &str) -> BTreeMap<String, usize> {
        rows_of(&self.must(&["verify", "--database", url]))
    }

    /// Starts a service and waits until it serves. The first one also lays in money for payments.
    pub async fn serve(&mut self) {
        let log = self.folder.path().join(format!("service-{}.log", self.services.len()));
        // Only what this one prints is to be looked through for its address.
        std::fs::write(&log, "").expect("a log can be begun");
        let words = [BINARY, "serve", "--listen", "127.0.0.1:0", "--database", &self.url].map(OsStr::new);
        let process = Guarded::start(&log, words, &[("RELIEF_KEY", KEY), ("NO_COLOR", "1")]);
        let deadline = Instant::now() + PATIENCE;
        let address = loop {
            if let Some(address) = address_in(&process.printed()) {
                break address;
            }
            let may_come = process.runs() && Instant::now() < deadline;
            assert!(may_come, "the service does not serve:\n{}", process.printed());
            sleep(Duration::from_millis(10)).await;
        };
        self.services.push(Service { process, address });
        if self.cast.lot.is_empty() {
            let body = json!({"kind": "donation", "donor": {"kind": "legal", "name": "Xeyirxah MMC"}, "amount": "1000000.00", "received_on": "2024-01-10", "account": "bank"});
            let made = self.ask("maker", "POST", "/inflows", Some(&body)).await.must(201);
            self.cast.lot = made["lot"].as_str().expect("an inflow opens a lot").to_owned();
        }
    }

    /// Where the services are.
    pub fn addresses(&self) -> Vec<SocketAddr> {
        self.services.iter().map(|service| service.address).collect()
    }

    /// One request to the first service, answered in any way.
    pub async fn ask(&self, role: &str, method: &str, path: &str, body: Option<&Value>) -> Reply {
        self.client().send(&self.request(role, method, path, body)).await.expect("the service answers")
    }

    /// `GET`, which must succeed.
    pub async fn get(&self, path: &str) -> Reply {
        let reply = self.ask("auditor", "GET", path, None).await;
        assert_eq!(reply.status, 200, "{path}: {}", reply.text());
        reply
    }

    /// `GET` with any token, answered in any way.
    pub async fn ask_as(&self, token: &str, path: &str) -> Reply {
        let bytes = request(token, "GET", &format!("/api/v1{path}"), None, None);
        self.client().send(&bytes).await.expect("the service answers")
    }

    /// The bytes of a request under `/api/v1`.
    pub fn request(&self, role: &str, method: &str, path: &str, body: Option<&Value>) -> Vec<u8> {
        request(self.cast.token(role), method, &format!("/api/v1{path}"), None, body)
    }

    fn client(&self) -> Client {
        Client::new(self.services.first().expect("a service runs").address)
    }

    /// The status of `/readyz`; none where the service takes no connection.
    pub async fn readiness(&self) -> Option<u16> {
        let bytes = request("", "GET", "/readyz", None, None);
        self.client().send(&bytes).await.ok().map(|reply| reply.status)
    }

    /// Waits until `/readyz` answers with a status.
    pub async fn until_ready(&self, status: u16) {
        let deadline = Instant::now() + PATIENCE;
        let mut seen = self.readiness().await;
        while seen != Some(status) {
            assert!(Instant::now() < deadline, "/readyz says {seen:?} and not {status}: {}", self.printed());
            sleep(Duration::from_millis(50)).await;
            seen = self.readiness().await;
        }
    }

    /// `kill -9` of all services.
    pub fn kill(&mut self) {
        self.services.drain(..).for_each(|service| service.kill());
    }

    /// Asks all services to end, which they must do well.
    pub fn stop(&mut self) {
        for service in self.services.drain(..) {
            let status = service.process.terminate();
            assert_eq!(status, 0, "the service ended with {status}");
        }
    }

    /// The process of the first service.
    pub fn pid(&self) -> u32 {
        self.services.first().expect("a service runs").process.pid
    }

    /// The last lines that the services printed beside their answers.
    pub fn printed(&self) -> String {
        let all: Vec<String> = self.services.iter().map(|service| service.process.printed()).collect();
        let all = all.join("\n");
        let lines: Vec<&str> = all.lines().filter(|line| !line.contains("answered")).collect();
        lines[lines.len().saturating_sub(30)..].join("\n")
    }
}

/// What `verify` counted: `covered: entry (12 rows)`.
fn rows_of(printed: &str) -> BTreeMap<String, usize> {
    let line = |line: &str| {
        let (table, rows) = line.strip_prefix("covered: ")?.split_once(" (")?;
        Some((table.to_owned(), rows.split(' ').next()?.parse().ok()?))
    };
    printed.lines().filter_map(line).collect()
}

/// The address that the service says it has, whatever else its log looks like.
fn address_in(log: &str) -> Option<SocketAddr> {
    log.match_indices("127.0.0.1:").find_map(|(at, _)| {
        let end = log[at..].find(|c: char| !c.is_ascii_digit() && c != '.' && c != ':')?;
        log[at..at + end].parse().ok().filter(|address: &SocketAddr| address.port() != 0)
    })
}
