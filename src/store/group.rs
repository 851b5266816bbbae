//! One writer with group commit: use cases that wait together share one transaction and one commit, in order, each on its
//! predecessors' state. While a group is being made durable the next one is prepared in memory, on the head row at which the
//! first is said to end; where that turns out wrong (another instance wrote, the database refused), it is run again.
//! What a transaction is, is said in `write`; no rule of the Fund lives here.
//!
//! Two tasks share the work. The *preparer* takes use cases from the queue and runs those that read nothing but what is
//! gathered. The *committer* takes the lock, compares the head row with the one the group was prepared on, runs what was
//! put off, sends everything and commits. A use case may run several times; its last result counts.
mod committer;
mod preparer;
mod tidying;

use super::{Fault, Head, Pools, Tx, checkpoint::Voice, fund::KeyOf};
use crate::domain::day::Instant;
use committer::Committer;
use futures_util::{FutureExt, future::BoxFuture};
use preparer::Preparer;
use std::{
    collections::HashSet,
    panic::AssertUnwindSafe,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
};
use tokio::sync::{mpsc, oneshot};

/// Most members of a group.
const MOST_MEMBERS: usize = 256;

/// Most use cases that wait; who comes later waits to be let in.
const MOST_WAITING: usize = 4_096;

/// A use case on its way to the database. It may be run several times; it keeps the result of the last.
pub trait Member: Send + Sync {
    /// Runs it, up to and with [`Tx::close`]. A fault drops what it wrote; its neighbours stay.
    fn run<'t>(&'t self, tx: &'t mut Tx) -> BoxFuture<'t, Result<(), Fault>>;
    /// The repeated key that it answers to.
    fn key(&self) -> Option<KeyOf>;
}

/// A use case that waits.
struct Request {
    member: Arc<dyn Member>,
    now: Instant,
    done: oneshot::Sender<Result<(), Fault>>,
}

impl Request {
    fn answer(self, result: Result<(), Fault>) {
        // Who asked may have gone; what was asked is done all the same.
        let _ = self.done.send(result);
    }
}

enum Asked {
    Write(Request),
    End(oneshot::Sender<()>),
}

/// The way to the writer.
pub struct Writer {
    queue: mpsc::Sender<Asked>,
    board: Arc<Board>,
}

impl Writer {
    /// Starts the two tasks on the runtime that calls.
    pub(super) fn start(pools: Pools, voice: Voice) -> Writer {
        let (queue, asked) = mpsc::channel(MOST_WAITING);
        let (to, groups) = mpsc::unbounded_channel();
        let board = Arc::new(Board::default());
        tokio::spawn(Committer::new(pools.clone(), voice, board.clone()).work(groups));
        tokio::spawn(Preparer::new(pools, board.clone(), to).work(asked));
        Writer { queue, board }
    }

    /// Prepares no group while another is made durable: what is asked waits, and is run when its turn comes.
    pub(super) fn in_turn(&self) {
        self.board.in_turn.store(true, Ordering::Relaxed);
    }

    /// Runs a use case in the next group, and returns when its effect is durable.
    pub(super) async fn write(&self, member: Arc<dyn Member>, now: Instant) -> Result<(), Fault> {
        let (done, result) = oneshot::channel();
        let closed = || Fault::NotDurable("the service is closing".into());
        self.queue.send(Asked::Write(Request { member, now, done })).await.map_err(|_| closed())?;
        result.await.map_err(|_| closed())?
    }

    /// Waits until everything that was asked before is done; nothing can be asked afterwards.
    pub(super) async fn close(&self) {
        let (ended, end) = oneshot::channel();
        if self.queue.send(Asked::End(ended)).await.is_ok() {
            let _ = end.await;
        }
    }
}

/// What the two tasks know of each other.
#[derive(Default)]
struct Board {
    published: Mutex<Published>,
    /// Keys of the groups that are not through.
    in_flight: Mutex<HashSet<KeyOf>>,
    /// Is nothing prepared while a group is made durable?
    in_turn: AtomicBool,
}

/// How the committer left the head row.
#[derive(Default, Clone)]
struct Published {
    /// Grows whenever something else happened than was prepared for.
    surprises: u64,
    /// The head row; none where it is not known.
    head: Option<Head>,
}

impl Board {
    fn published(&self) -> MutexGuard<'_, Published> {
        self.published.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn in_flight(&self) -> MutexGuard<'_, HashSet<KeyOf>> {
        self.in_flight.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn surprise(&self, head: Option<Head>) {
        let mut published = self.published();
        published.surprises += 1;
        published.head = head;
    }
}

/// A group: what was prepared, on which head row, and what was put off until there is a connection.
#[derive(Default)]
struct Group {
    prepared: Vec<(Request, Result<(), Fault>)>,
    tx: Option<(Tx, Head)>,
    waiting: Vec<Request>,
    put_off: Vec<Request>,
    keys: HashSet<KeyOf>,
}

impl Group {
    fn len(&self) -> usize {
        self.prepared.len() + self.waiting.len() + self.put_off.len()
    }

    fn requests(&self) -> impl Iterator<Item = &Request> {
        self.prepared.iter().map(|(request, _)| request).chain(&self.waiting).chain(&self.put_off)
    }

    fn into_requests(self) -> impl Iterator<Item = Request> + Send {
        self.prepared.into_iter().map(|(request, _)| request).chain(self.waiting).chain(self.put_off)
    }
}

/// Runs a member, and drops what it wrote where it ends in a fault.
async fn run(tx: &mut Tx, member: &dyn Member) -> Result<(), Fault> {
    tx.mark();
    match AssertUnwindSafe(member.run(tx)).catch_unwind().await {
        Ok(done) => done,
        Err(_) => Err(Fault::Panicked),
    }
}
