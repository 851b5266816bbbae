//! Where the ledger is kept: SQLite or PostgreSQL, spoken to with the same statements. All SQL stands behind nouns of
//! [`Snapshot`] (reading) and [`Tx`] (writing); no use case sees a statement, and no rule of the Fund lives here.
//!
//! Every statement lives once, in `sql/<noun>/<verb>.sql`, in the dialect both engines share. The words `rows!`,
//! `row!` and `run!` send it to whichever engine the transaction is open on; each arm is type-checked.
use sqlx::{PgPool, Postgres, Sqlite, SqlitePool, Transaction};

macro_rules! send {
    ($conn:expr, $query:ident :: $finish:ident, $file:literal $(, $value:expr)*) => {
        match $conn {
            $crate::store::Snapshot::Sqlite(tx) => sqlx::$query(include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/src/store/sql/", $file, ".sql")))
                $(.bind($value))*.$finish(&mut **tx).await,
            $crate::store::Snapshot::Postgres(tx) => sqlx::$query(include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/src/store/sql/", $file, ".sql")))
                $(.bind($value))*.$finish(&mut **tx).await,
        }
        .map_err($crate::store::Fault::from)
    };
}
/// All rows of a statement, as `Vec<T>`.
macro_rules! rows { ($conn:expr, $($rest:tt)*) => { send!($conn, query_as::fetch_all, $($rest)*) }; }
/// The one row of a statement, if there is one, as `Option<T>`.
macro_rules! row { ($conn:expr, $($rest:tt)*) => { send!($conn, query_as::fetch_optional, $($rest)*) }; }
/// Runs a statement and forgets its result.
macro_rules! run {
    ($conn:expr, $file:literal $(, $value:expr)*) => {
        match $conn {
            $crate::store::Snapshot::Sqlite(tx) => sqlx::query(include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/src/store/sql/", $file, ".sql")))
                $(.bind($value))*.execute(&mut **tx).await.map(|_| ()),
            $crate::store::Snapshot::Postgres(tx) => sqlx::query(include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/src/store/sql/", $file, ".sql")))
                $(.bind($value))*.execute(&mut **tx).await.map(|_| ()),
        }
        .map_err($crate::store::Fault::from)
    };
}

mod codec;
mod fault;
mod open;
mod row;
mod write;

pub mod award;
pub mod backup;
pub mod balance;
pub mod beneficiary;
pub mod decision;
pub mod document;
pub mod finding;
pub mod fund;
pub mod inflow;
pub mod journal;
pub mod log;
pub mod order;
pub mod payment;
pub mod person;
pub mod schema;
pub mod verify;

pub use fault::Fault;
pub use open::WriterKind;
pub use row::{Covered, Kept, LeafRow, Row};
pub use write::{Head, Mark, Tx};

/// A database of the ledger, open.
pub struct Store {
    pools: Pools,
}

enum Pools {
    /// One connection writes, others read.
    Sqlite { writer: SqlitePool, readers: SqlitePool },
    /// All connections alike; writers take turns by an advisory lock.
    Postgres(PgPool),
}

/// Reads from one state of the database.
pub enum Snapshot {
    /// On SQLite.
    Sqlite(Transaction<'static, Sqlite>),
    /// On PostgreSQL.
    Postgres(Transaction<'static, Postgres>),
}

impl Store {
    /// Opens a transaction that only reads, from one snapshot. Keep it short.
    pub async fn read(&self) -> Result<Snapshot, Fault> {
        Ok(match &self.pools {
            Pools::Sqlite { readers, .. } => Snapshot::Sqlite(readers.begin().await?),
            Pools::Postgres(pool) => {
                Snapshot::Postgres(pool.begin_with("begin isolation level repeatable read, read only").await?)
            }
        })
    }

    /// Which engine it is: `sqlite` or `postgres`.
    pub fn engine(&self) -> &'static str {
        match &self.pools {
            Pools::Sqlite { .. } => "sqlite",
            Pools::Postgres(_) => "postgres",
        }
    }

    /// Closes all connections.
    pub async fn close(&self) {
        match &self.pools {
            Pools::Sqlite { writer, readers } => {
                readers.close().await;
                writer.close().await;
            }
            Pools::Postgres(pool) => pool.close().await,
        }
    }
}
