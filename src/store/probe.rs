//! Whether the database could take a command now. A probe changes no value: the one that writes touches the head row and so waits
//! for its turn like a group. It never takes the writer's connection: on SQLite it opens one of its own, on PostgreSQL it takes one of the
//! pool.
use super::{Fault, Pools, Store};
use sqlx::{ConnectOptions, Connection, Executor, SqliteConnection, sqlite::SqliteConnectOptions};
use std::time::Duration;

/// How far a probe goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Probe {
    /// It asks whether writing is allowed; cheap.
    Asks,
    /// It writes the head row as it is and waits until that is on the disk: for after a write has failed.
    Writes,
}

/// How long a probe that writes waits for its turn.
const TURN: Duration = Duration::from_secs(2);

const TOUCH: &str = include_str!("sql/head/touch.sql");

impl Store {
    /// Finds out whether the database answers and may be written.
    pub async fn probe(&self, probe: Probe) -> Result<(), Fault> {
        match &self.pools {
            Pools::Sqlite { writer, .. } => probe_sqlite(&writer.connect_options(), probe).await,
            Pools::Postgres { all: pool, .. } => {
                let mut connection = pool.acquire().await?;
                let closed: bool = sqlx::query_scalar(
                    "select pg_is_in_recovery() or current_setting('transaction_read_only')::boolean",
                )
                .fetch_one(&mut *connection)
                .await?;
                if closed {
                    return Err(Fault::ReadOnly);
                }
                if probe == Probe::Writes {
                    connection.execute(TOUCH).await?;
                }
                Ok(())
            }
        }
    }
}

/// The file is opened anew, so that one which was moved or taken away is missed too.
async fn probe_sqlite(options: &SqliteConnectOptions, probe: Probe) -> Result<(), Fault> {
    let turn = if probe == Probe::Writes { TURN } else { Duration::ZERO };
    let options = options.clone().create_if_missing(false).busy_timeout(turn);
    let found = async {
        let mut connection = options.connect().await?;
        let found = match probe {
            Probe::Asks => asks(&mut connection).await,
            Probe::Writes => connection.execute(TOUCH).await.map(|_| ()),
        };
        connection.close().await?;
        found
    };
    match found.await.map_err(Fault::from) {
        Ok(()) => Ok(()),
        // Somebody writes at this moment, so writing goes.
        Err(fault) if probe == Probe::Asks && fault.is_busy() => Ok(()),
        Err(fault) => Err(fault),
    }
}

/// On a file that may only be read SQLite begins a transaction all the same; it is the write that it refuses.
async fn asks(connection: &mut SqliteConnection) -> Result<(), sqlx::Error> {
    connection.execute("begin immediate").await?;
    let touched = connection.execute(TOUCH).await.map(|_| ());
    // Nothing of it went to the disk; a transaction that is no more cannot be taken back.
    let _ = connection.execute("rollback").await;
    touched
}
