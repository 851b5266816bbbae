//! The load: clients that give money and make payments, each command with a key of its own, and remember how each ended.
//! What was sent stays here; whether it is there is reckoned elsewhere.
use super::{
    client::{Client, Reply, request},
    house::{Cast, PATIENCE},
};
use serde_json::{Value, json};
use std::{
    net::SocketAddr,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicBool, AtomicI64, AtomicUsize, Ordering},
    },
    time::Duration,
};
use tokio::{
    task::JoinHandle,
    time::{Instant, sleep},
};

/// What a command does to the books.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Deed {
    /// An inflow of a sum that no other has.
    Inflow {
        qepik: i64,
    },
    Beneficiary,
    Draft,
    Submit,
    Lift,
    Approve,
    Release,
}

/// A command that can be sent again as it is.
#[derive(Debug, Clone)]
pub struct Command {
    pub deed: Deed,
    role: &'static str,
    path: String,
    pub key: String,
    body: Value,
}

/// How a command ended for its client.
#[derive(Debug, Clone)]
pub enum Ended {
    /// Answered with 200 or 201.
    Acknowledged(Reply),
    /// Answered with a problem: its status and code.
    Refused(u16, String),
    /// Sent, and no answer came.
    Unknown,
}

/// A command that was sent.
#[derive(Debug, Clone)]
pub struct Sent {
    pub command: Command,
    pub ended: Ended,
}

/// So that each inflow of a test run has a sum, and each command a key, of its own.
static NEXT: AtomicI64 = AtomicI64::new(1);

/// A number that no other command of this run has.
pub fn fresh() -> i64 {
    NEXT.fetch_add(1, Ordering::Relaxed)
}

impl Command {
    fn new(deed: Deed, role: &'static str, path: impl Into<String>, body: Value) -> Command {
        Command { deed, role, path: path.into(), key: format!("key-{}", fresh()), body }
    }

    /// A gift of a sum of its own.
    pub fn inflow() -> Command {
        let qepik = 100 + fresh();
        let amount = format!("{}.{:02}", qepik / 100, qepik % 100);
        let body = json!({"kind": "donation", "amount": amount, "received_on": "2024-02-01", "account": "bank",
            "donor": {"kind": "legal", "name": format!("Xeyirxah {qepik} MMC")}});
        Command::new(Deed::Inflow { qepik }, "maker", "/inflows", body)
    }

    fn beneficiary() -> Command {
        let identified = json!([{"episode": 1, "on": "2024-01-05", "by": "police", "status": "formal"}]);
        let body = json!({"citizenship": "citizen", "method_wish": "bank", "identifications": identified});
        Command::new(Deed::Beneficiary, "maker", "/beneficiaries", body)
    }

    fn draft(beneficiary: &str, lot: &str) -> Command {
        let body = json!({"purpose": "lump_sum", "beneficiary": beneficiary, "amount": "100.00", "method": "bank",
            "payee": {"kind": "beneficiary"}, "lots": [lot]});
        Command::new(Deed::Draft, "maker", "/payments", body)
    }

    /// Nobody of the load has an identity that could be compared, or a paper that shows the identification.
    fn lift(payment: &str, rule: &str) -> Command {
        let body = json!({"rule": rule, "reason": "There are no papers.", "basis": "Reg. 8"});
        Command::new(Deed::Lift, "overrider", format!("/payments/{payment}/override"), body)
    }

    fn step(deed: Deed, role: &'static str, payment: &str, step: &str) -> Command {
        Command::new(deed, role, format!("/payments/{payment}/{step}"), json!({}))
    }

    /// Its bytes, the same each time.
    pub fn bytes(&self, cast: &Cast) -> Vec<u8> {
        let path = format!("/api/v1{}", self.path);
        request(cast.token(self.role), "POST", &path, Some(&self.key), Some(&self.body))
    }
}

/// A load under way.
pub struct Load {
    clients: Vec<JoinHandle<()>>,
    shared: Arc<Shared>,
}

struct Shared {
    cast: Cast,
    stop: AtomicBool,
    acknowledged: AtomicUsize,
    refused: AtomicUsize,
    sent: Mutex<Vec<Sent>>,
}

/// One client in so many makes payments, the others give.
const PAYS: usize = 4;

impl Load {
    /// Starts so many clients, spread over the services; payments only where `pays`.
    pub fn start(cast: &Cast, addresses: &[SocketAddr], clients: usize, pays: bool) -> Load {
        let shared = Arc::new(Shared {
            cast: cast.clone(),
            stop: AtomicBool::new(false),
            acknowledged: AtomicUsize::new(0),
            refused: AtomicUsize::new(0),
            sent: Mutex::new(vec![]),
        });
        let spawn = |i: usize| {
            let (shared, client) = (shared.clone(), Client::new(addresses[i % addresses.len()]));
            // Counted by turns and not by number, so that each of several services has clients of both kinds.
            let pays = pays && (i / addresses.len()) % PAYS == 1;
            tokio::spawn(shared.work(client, pays))
        };
        Load { clients: (0..clients).map(spawn).collect(), shared }
    }

    /// How many commands were acknowledged so far.
    pub fn acknowledged(&self) -> usize {
        self.shared.acknowledged.load(Ordering::Relaxed)
    }

    /// How many were answered with a problem so far.
    pub fn refused(&self) -> usize {
        self.shared.refused.load(Ordering::Relaxed)
    }

    /// Waits until so many more are acknowledged.
    pub async fn until_acknowledged(&self, more: usize) {
        let wanted = self.acknowledged() + more;
        self.until("acknowledgements", || self.acknowledged() >= wanted).await;
    }

    /// Waits until so many more are answered with a problem.
    pub async fn until_refused(&self, more: usize) {
        let wanted = self.refused() + more;
        self.until("refusals", || self.refused() >= wanted).await;
    }

    /// Waits until something has come.
    pub async fn until(&self, what: &str, come: impl Fn() -> bool) {
        let deadline = Instant::now() + PATIENCE;
        while !come() {
            let counts = format!("{} acknowledged, {} refused", self.acknowledged(), self.refused());
            assert!(Instant::now() < deadline, "no more {what} come: {counts}");
            sleep(Duration::from_millis(2)).await;
        }
    }

    /// Lets each client end its command, and gives all that was sent.
    pub async fn stop(self) -> Vec<Sent> {
        self.shared.stop.store(true, Ordering::Relaxed);
        for client in self.clients {
            client.await.expect("no client panics");
        }
        std::mem::take(&mut *self.shared.sent.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Shared {
    async fn work(self: Arc<Self>, mut client: Client, pays: bool) {
        while !self.stop.load(Ordering::Relaxed) {
            if client.connect().await.is_err() {
                // Nobody is there; nothing was sent.
                sleep(Duration::from_millis(20)).await;
            } else if pays {
                self.pay(&mut client).await;
            } else {
                self.send(&mut client, Command::inflow()).await;
            }
        }
    }

    /// A payment from its beneficiary to its release, as far as it is acknowledged.
    async fn pay(&self, client: &mut Client) -> Option<()> {
        let beneficiary = self.send(client, Command::beneficiary()).await?;
        let payment = self.send(client, Command::draft(&id(&beneficiary), &self.cast.lot)).await?;
        let payment = id(&payment);
        self.send(client, Command::step(Deed::Submit, "maker", &payment, "submit")).await?;
        for rule in ["identity-under-review", "ghost-beneficiary"] {
            self.send(client, Command::lift(&payment, rule)).await?;
        }
        for (deed, role, step) in
            [(Deed::Approve, "approver", "approve"), (Deed::Release, "treasurer", "release")]
        {
            self.send(client, Command::step(deed, role, &payment, step)).await?;
        }
        Some(())
    }

    /// Sends a command and remembers how it ended; its answer where it was acknowledged.
    async fn send(&self, client: &mut Client, command: Command) -> Option<Value> {
        if self.stop.load(Ordering::Relaxed) || client.connect().await.is_err() {
            return None;
        }
        let (ended, answer) = match client.send(&command.bytes(&self.cast)).await {
            Ok(reply) if reply.status < 300 => {
                self.acknowledged.fetch_add(1, Ordering::Relaxed);
                (Ended::Acknowledged(reply.clone()), Some(reply.json()))
            }
            Ok(reply) => {
                self.refused.fetch_add(1, Ordering::Relaxed);
                let answer = reply.json();
                let mut code = answer["code"].as_str().unwrap_or_default().to_owned();
                for finding in answer["findings"].as_array().into_iter().flatten() {
                    code = format!("{code} {}", finding["rule"].as_str().unwrap_or_default());
                }
                (Ended::Refused(reply.status, code), None)
            }
            Err(_) => (Ended::Unknown, None),
        };
        if matches!(ended, Ended::Refused(..)) {
            // Who is refused does not hammer, or a disk that stays full would fill the memory of the tests.
            sleep(Duration::from_millis(10)).await;
        }
        self.sent.lock().unwrap_or_else(PoisonError::into_inner).push(Sent { command, ended });
        answer
    }
}

/// The `id` of an answer.
fn id(answer: &Value) -> String {
    answer["id"].as_str().unwrap_or_default().to_owned()
}
