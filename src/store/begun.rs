//! A transaction that only reads, begun in one journey to the database with what is asked in it first, where anything is. The library's
//! own transaction wants a journey for its beginning alone.
use super::{
    Ahead, Fault, Pools, Snapshot,
    ahead::{Answers, ask_postgres, ask_sqlite},
    fault::was_ended,
    question::{Answer, Question},
    readers::Lent,
    snapshot::{Conn, Live},
};
use sqlx::{Database, Executor, Postgres, Sqlite};
use tokio::runtime::Handle;

/// How it begins on an engine.
struct Beginning {
    sqlite: &'static [&'static str],
    postgres: &'static [&'static str],
}

/// For what is asked by keys alone, under the plans of the session.
const BY_KEYS: Beginning =
    Beginning { sqlite: &["begin"], postgres: &["begin isolation level repeatable read, read only"] };

/// For anything: a list has filters that may be left out, and is planned for those that are there.
const OF_ANYTHING: Beginning =
    Beginning { postgres: &[BY_KEYS.postgres[0], "set local plan_cache_mode = auto"], ..BY_KEYS };

/// A connection in such a transaction, which ends when this is let go.
pub(super) struct Begun {
    lent: Option<Either>,
    /// May something be under way on it? It is from when somebody takes the connection until he says that he has his answer.
    is_asked: bool,
}

enum Either {
    Sqlite(Lent<Sqlite>),
    Postgres(Lent<Postgres>),
}

impl Begun {
    /// The connection.
    pub fn live(&mut self) -> Result<Live<'_>, Fault> {
        self.is_asked = true;
        match &mut self.lent {
            Some(Either::Sqlite(conn)) => Ok(Live::Sqlite(conn)),
            Some(Either::Postgres(conn)) => Ok(Live::Postgres(conn)),
            // It is there until this is dropped.
            None => Err(Fault::NotYet),
        }
    }

    /// Begins, and asks. However this ends, the connection is in a transaction, or on its way into one.
    async fn asking(
        mut self,
        beginning: &Beginning,
        questions: &[Question],
        was_open: bool,
    ) -> Result<(Begun, Vec<Answer>), Fault> {
        let after = if was_open { &["rollback"][..] } else { &[] };
        let answers = match self.live()? {
            Live::Sqlite(conn) => ask_sqlite(conn, &[after, beginning.sqlite].concat(), questions).await?,
            Live::Postgres(conn) => {
                ask_postgres(conn, &[after, beginning.postgres].concat(), questions).await?
            }
        };
        self.is_asked = false;
        Ok((self, answers))
    }

    /// Which engine it is.
    pub fn engine(&self) -> &'static str {
        match &self.lent {
            Some(Either::Postgres(_)) => "postgres",
            _ => "sqlite",
        }
    }
}

impl Drop for Begun {
    /// Leaves the connection to whoever reads next. Where something may still be under way on it, that is waited for beside, and it is
    /// given back in no transaction.
    fn drop(&mut self) {
        match (self.lent.take(), Handle::try_current()) {
            (Some(Either::Sqlite(lent)), Ok(runtime)) if self.is_asked => drop(runtime.spawn(end(lent))),
            (Some(Either::Postgres(lent)), Ok(runtime)) if self.is_asked => drop(runtime.spawn(end(lent))),
            (Some(Either::Sqlite(lent)), Ok(runtime)) => lent.leave(&runtime),
            (Some(Either::Postgres(lent)), Ok(runtime)) => lent.leave(&runtime),
            (Some(Either::Sqlite(lent)), Err(_)) => lent.close(),
            (Some(Either::Postgres(lent)), Err(_)) => lent.close(),
            (None, _) => {}
        }
    }
}

async fn end<DB: Database>(lent: Lent<DB>)
where
    for<'c> &'c mut DB::Connection: Executor<'c, Database = DB>,
{
    if let Ok(ended) = lent.ended().await {
        ended.give_back();
    }
}

impl Snapshot {
    /// What was asked was answered: nothing is under way on the connection.
    pub(super) fn rests(&mut self) {
        if let Conn::Begun(begun) = &mut self.conn {
            begun.is_asked = false;
        }
    }
}

impl Pools {
    /// A transaction that only reads.
    pub(super) async fn read(&self) -> Result<Snapshot, Fault> {
        let (begun, _) = self.begin_somewhere(&OF_ANYTHING, &[]).await?;
        Ok(Snapshot { conn: Conn::Begun(begun), gathering: None, sheet: None, ahead: None })
    }

    /// The same, with what is asked ahead.
    pub(super) async fn read_ahead(&self, ahead: Ahead) -> Result<Snapshot, Fault> {
        let (begun, answers) = self.begin_somewhere(&BY_KEYS, &ahead.0).await?;
        let mut known = Answers::default();
        known.keep(ahead.0, answers)?;
        Ok(Snapshot { conn: Conn::Begun(begun), gathering: None, sheet: None, ahead: Some(Box::new(known)) })
    }

    /// Begins; on a connection that ended while it lay idle, or whose last transaction cannot be ended, once more.
    async fn begin_somewhere(
        &self,
        beginning: &Beginning,
        questions: &[Question],
    ) -> Result<(Begun, Vec<Answer>), Fault> {
        let (begun, was_open) = self.lend().await?;
        match begun.asking(beginning, questions, was_open).await {
            Err(Fault::Database(error)) if was_open || was_ended(&error) => {
                if was_ended(&error) {
                    self.forget_idle();
                }
                let (begun, was_open) = self.lend().await?;
                begun.asking(beginning, questions, was_open).await
            }
            begun => begun,
        }
    }

    /// A connection, and whether its last transaction is still open.
    async fn lend(&self) -> Result<(Begun, bool), Fault> {
        let mut either = match self {
            Pools::Sqlite { readers, .. } => Either::Sqlite(readers.lend().await?),
            Pools::Postgres { readers, .. } => Either::Postgres(readers.lend().await?),
        };
        let was_open = match &mut either {
            Either::Sqlite(lent) => lent.mark_open(),
            Either::Postgres(lent) => lent.mark_open(),
        };
        Ok((Begun { lent: Some(either), is_asked: true }, was_open))
    }

    fn forget_idle(&self) {
        match self {
            Pools::Sqlite { readers, .. } => readers.forget(),
            Pools::Postgres { readers, .. } => readers.forget(),
        }
    }
}
