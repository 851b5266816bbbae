//! A transaction that only reads, begun in one journey to the database with what is asked in it first. The library's own transaction
//! wants a journey for its beginning alone.
use super::{
    Ahead, Fault, Pools, Snapshot,
    ahead::{Answers, ask_postgres, ask_sqlite},
    fault::was_ended,
    question::{Answer, Question},
    snapshot::{Conn, Live},
};
use sqlx::{Executor, Postgres, Sqlite, pool::PoolConnection};
use tokio::runtime::Handle;

const BEGIN_POSTGRES: &[&str] = &["begin isolation level repeatable read, read only"];

const BEGIN_SQLITE: &[&str] = &["begin"];

/// A connection in such a transaction, which ends when this is let go.
pub(super) struct Begun(Option<Lent>);

enum Lent {
    Sqlite(PoolConnection<Sqlite>),
    Postgres(PoolConnection<Postgres>),
}

impl Begun {
    /// The connection.
    pub fn live(&mut self) -> Result<Live<'_>, Fault> {
        match &mut self.0 {
            Some(Lent::Sqlite(conn)) => Ok(Live::Sqlite(conn)),
            Some(Lent::Postgres(conn)) => Ok(Live::Postgres(conn)),
            // It is there until this is dropped.
            None => Err(Fault::NotYet),
        }
    }

    /// Which engine it is.
    pub fn engine(&self) -> &'static str {
        match &self.0 {
            Some(Lent::Postgres(_)) => "postgres",
            _ => "sqlite",
        }
    }
}

impl Drop for Begun {
    /// Rolls back beside whoever had it, and gives the connection back; one that cannot roll back is closed.
    fn drop(&mut self) {
        let Some(lent) = self.0.take() else { return };
        match Handle::try_current() {
            Ok(runtime) => drop(runtime.spawn(lent.end())),
            Err(_) => lent.close(),
        }
    }
}

impl Lent {
    async fn end(mut self) {
        let ended = match &mut self {
            Lent::Sqlite(conn) => conn.execute("rollback").await.map(drop),
            Lent::Postgres(conn) => conn.execute("rollback").await.map(drop),
        };
        if ended.is_err() {
            self.close();
        }
    }

    /// A connection that left its pool closes when it is dropped.
    fn close(self) {
        match self {
            Lent::Sqlite(conn) => drop(conn.detach()),
            Lent::Postgres(conn) => drop(conn.detach()),
        }
    }
}

impl Pools {
    /// Begins, and asks what is asked ahead. On a connection that ended while it lay idle it is tried once more.
    pub(super) async fn read_ahead(&self, ahead: Ahead) -> Result<Snapshot, Fault> {
        let (begun, answers) = match self.begin_asking(&ahead.0).await {
            Err(Fault::Database(error)) if was_ended(&error) => self.begin_asking(&ahead.0).await?,
            begun => begun?,
        };
        let mut known = Answers::default();
        known.keep(ahead.0, answers)?;
        Ok(Snapshot { conn: Conn::Begun(begun), gathering: None, sheet: None, ahead: Some(Box::new(known)) })
    }

    async fn begin_asking(&self, questions: &[Question]) -> Result<(Begun, Vec<Answer>), Fault> {
        // From here on the connection is in a transaction, or on its way into one, however this ends.
        let mut begun = Begun(Some(match self {
            Pools::Sqlite { readers, .. } => Lent::Sqlite(readers.acquire().await?),
            Pools::Postgres(pool) => Lent::Postgres(pool.acquire().await?),
        }));
        let answers = match begun.live()? {
            Live::Sqlite(conn) => ask_sqlite(conn, BEGIN_SQLITE, questions).await?,
            Live::Postgres(conn) => ask_postgres(conn, BEGIN_POSTGRES, questions).await?,
        };
        Ok((begun, answers))
    }
}
