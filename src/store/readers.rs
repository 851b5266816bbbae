//! Connections that read, the one that was used last first: its plans and pages are still near the processor, where those of a
//! connection that waited for its turn among all of them are not. On PostgreSQL that is a third of a check.
//! The library's pool gives out the one that has waited longest; here it makes connections and closes them.
use sqlx::{Database, Executor, Pool, pool::PoolConnection};
use std::{
    ops::{Deref, DerefMut},
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, Instant},
};
use tokio::{
    runtime::Handle,
    sync::{OwnedSemaphorePermit, Semaphore},
    task::JoinHandle,
};

/// How long one is lent again and again before the pool has it back, which closes what is old.
const AGE: Duration = Duration::from_secs(30 * 60);
/// How long one may wait for use before the pool has it back, which closes what nobody needs.
const UNUSED: Duration = Duration::from_secs(60);

/// How long ending may take: a server that went away without a word answers nothing.
const ENDING: Duration = Duration::from_secs(5);

/// Those of one database.
pub(super) struct Readers<DB: Database>(Arc<Inside<DB>>);

struct Inside<DB: Database> {
    pool: Pool<DB>,
    most: usize,
    /// How long a transaction that nobody needs waits for somebody who reads next, and ends it with the first words.
    grace: Duration,
    /// Whoever waits for a connection waits for a turn, so that none of those that rest here is missed.
    turns: Arc<Semaphore>,
    list: Mutex<List<DB>>,
}

/// Those that wait for use.
struct List<DB: Database> {
    /// The one that was used last stands last.
    resting: Vec<Kept<DB>>,
    /// Who ends their transactions. One does it for all, so that readers who come one after another find all connections here but one.
    ender: Option<JoinHandle<()>>,
}

/// What there is to end.
enum ToEnd<DB: Database> {
    /// A transaction that nobody came for.
    Now(Lent<DB>),
    /// One that somebody may still come for, so long.
    In(Duration),
    Nothing,
}

/// A connection that the pool gave.
struct Kept<DB: Database> {
    /// It is there until this is dropped.
    conn: Option<PoolConnection<DB>>,
    /// When the pool gave it.
    taken: Instant,
    /// Since when it waits for use.
    since: Instant,
    /// May a transaction be open on it?
    is_open: bool,
}

impl<DB: Database> Kept<DB> {
    fn taken(conn: PoolConnection<DB>) -> Kept<DB> {
        let now = Instant::now();
        Kept { conn: Some(conn), taken: now, since: now, is_open: false }
    }

    /// Closes it: a connection that left its pool closes when it is dropped.
    fn close(&mut self) {
        drop(self.conn.take().map(PoolConnection::detach));
    }
}

impl<DB: Database> Drop for Kept<DB> {
    /// The pool has it back, but never in a transaction: whoever had it next would read what was long ago.
    fn drop(&mut self) {
        if self.is_open {
            self.close();
        }
    }
}

impl<DB: Database> Clone for Readers<DB> {
    fn clone(&self) -> Self {
        Readers(self.0.clone())
    }
}

impl<DB: Database> Readers<DB> {
    /// So many connections of a pool at most, which has more only where others use it too. Their transactions wait so long for somebody
    /// who reads next.
    pub fn of(pool: Pool<DB>, most: u32, grace: Duration) -> Readers<DB> {
        let most = most as usize;
        let list = Mutex::new(List { resting: Vec::new(), ender: None });
        Readers(Arc::new(Inside { pool, most, grace, turns: Arc::new(Semaphore::new(most)), list }))
    }

    /// A connection. In a transaction that nobody needs any more, where it says so.
    pub async fn lend(&self) -> Result<Lent<DB>, sqlx::Error> {
        let wait = self.0.pool.options().get_acquire_timeout();
        let turn = tokio::time::timeout(wait, self.0.turns.clone().acquire_owned()).await;
        let turn = turn.map_err(|_| sqlx::Error::PoolTimedOut)?.map_err(|_| sqlx::Error::PoolClosed)?;
        let kept = match self.resting(Vec::pop) {
            Some(kept) => kept,
            None => Kept::taken(self.0.pool.acquire().await?),
        };
        Ok(Lent { kept, home: self.clone(), turn })
    }

    /// Looks, when there is a turn, for one that rests in a transaction. Where there is none, whoever asks says that he goes.
    async fn to_end(&self) -> ToEnd<DB> {
        // Nobody is lent anything any more once there are no turns.
        let Ok(turn) = self.0.turns.clone().acquire_owned().await else { return ToEnd::Nothing };
        self.locked(|list| {
            let Some(at) = list.resting.iter().position(|kept| kept.is_open) else {
                list.ender = None;
                return ToEnd::Nothing;
            };
            match self.0.grace.saturating_sub(list.resting[at].since.elapsed()) {
                Duration::ZERO => {
                    ToEnd::Now(Lent { kept: list.resting.remove(at), home: self.clone(), turn })
                }
                wait => ToEnd::In(wait),
            }
        })
    }

    /// Closes those that wait for use: one that the server cut says it only when it is used, and the others were cut with it.
    pub fn forget(&self) {
        self.resting(std::mem::take).iter_mut().for_each(Kept::close);
    }

    /// Closes all of them.
    pub async fn close(&self) {
        self.0.turns.close();
        drop(self.resting(std::mem::take));
        self.0.pool.close().await;
    }

    /// How many there are, how many of them wait for use, and how many there may be.
    pub fn used(&self) -> (u32, usize, u32) {
        let options = self.0.pool.options();
        let idle = self.0.pool.num_idle() + self.resting(|resting| resting.len());
        (self.0.pool.size(), idle, options.get_max_connections())
    }

    fn resting<T>(&self, with: impl FnOnce(&mut Vec<Kept<DB>>) -> T) -> T {
        self.locked(|list| with(&mut list.resting))
    }

    fn locked<T>(&self, with: impl FnOnce(&mut List<DB>) -> T) -> T {
        // A list of connections is whole whatever happened to whoever had it.
        with(&mut self.0.list.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// A connection that is lent. One that is let go without being given back is given to the pool, which sees what became of it; one in a
/// transaction is closed.
pub(super) struct Lent<DB: Database> {
    kept: Kept<DB>,
    home: Readers<DB>,
    turn: OwnedSemaphorePermit,
}

impl<DB: Database> Lent<DB> {
    /// Says that a transaction is opened on it. Is one open that nobody needs any more?
    pub fn mark_open(&mut self) -> bool {
        std::mem::replace(&mut self.kept.is_open, true)
    }

    /// Gives it back: nothing is asked on it. In a transaction only where somebody ends that.
    fn lay_down(self) {
        let Lent { mut kept, home, turn } = self;
        kept.since = Instant::now();
        let left = home.resting(|resting| {
            let unused = resting.first().is_some_and(|first| kept.since - first.since > UNUSED);
            let unused = unused.then(|| resting.remove(0));
            if kept.since - kept.taken < AGE && resting.len() < home.0.most && !home.0.turns.is_closed() {
                resting.push(kept);
                (unused, None)
            } else {
                (unused, Some(kept))
            }
        });
        drop(left);
        drop(turn);
    }

    /// Gives back one that is in no transaction.
    pub fn give_back(self) {
        self.lay_down();
    }

    /// Closes it, whatever state it is in.
    pub fn close(mut self) {
        self.kept.close();
    }
}

impl<DB: Database> Readers<DB>
where
    for<'c> &'c mut DB::Connection: Executor<'c, Database = DB>,
{
    /// A connection in no transaction.
    pub async fn lend_free(&self) -> Result<Lent<DB>, sqlx::Error> {
        let lent = self.lend().await?;
        if lent.kept.is_open { lent.ended().await } else { Ok(lent) }
    }
}

impl<DB: Database> Lent<DB>
where
    for<'c> &'c mut DB::Connection: Executor<'c, Database = DB>,
{
    /// Gives it back in a transaction that nobody needs any more. Whoever has it next ends that with the first words; and if nobody
    /// comes, it is ended beside.
    pub fn leave(self, runtime: &Handle) {
        let home = self.home.clone();
        self.lay_down();
        home.locked(|list| {
            if list.ender.as_ref().is_none_or(JoinHandle::is_finished) {
                list.ender = Some(runtime.spawn(end_all(home.clone())));
            }
        });
    }

    /// The same connection in no transaction. One that cannot roll back is closed, and one that nobody waits for until it has.
    pub async fn ended(mut self) -> Result<Self, sqlx::Error> {
        self.execute("rollback").await?;
        self.kept.is_open = false;
        Ok(self)
    }
}

/// Ends all transactions that nobody comes for.
async fn end_all<DB: Database>(home: Readers<DB>)
where
    for<'c> &'c mut DB::Connection: Executor<'c, Database = DB>,
{
    loop {
        match home.to_end().await {
            ToEnd::Now(open) => {
                if let Ok(Ok(ended)) = tokio::time::timeout(ENDING, open.ended()).await {
                    ended.give_back();
                }
            }
            ToEnd::In(wait) => tokio::time::sleep(wait).await,
            ToEnd::Nothing => return,
        }
    }
}

const THERE: &str = "a connection that is lent is there until it is dropped";

impl<DB: Database> Deref for Lent<DB> {
    type Target = DB::Connection;
    fn deref(&self) -> &DB::Connection {
        self.kept.conn.as_ref().expect(THERE)
    }
}

impl<DB: Database> DerefMut for Lent<DB> {
    fn deref_mut(&mut self) -> &mut DB::Connection {
        self.kept.conn.as_mut().expect(THERE)
    }
}

#[cfg(test)]
mod tests;
