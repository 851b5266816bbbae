//! Where the ledger is kept: SQLite or PostgreSQL, spoken to with the same statements. All SQL stands behind nouns of
//! [`Snapshot`] (reading) and [`Tx`] (writing); no use case sees a statement, and no rule of the Fund lives here.
//! Use cases that write share transactions: `group` says how, `gather` what they keep in memory meanwhile, `flush` how it is sent.
//!
//! Every statement lives once, in `sql/<noun>/<verb>.sql`, in the dialect both engines share; those of many rows, whose text depends on
//! how many, are made in `flush` (writing), `lookup` and `many` (reading). The words `rows!`,
//! `row!` and `run!` send it to whichever engine the transaction is open on; each arm is type-checked.
use crate::domain::day::Instant;
use readers::Readers;
use sqlx::{PgPool, Postgres, Sqlite, SqlitePool};
use std::sync::Arc;

macro_rules! send {
    ($from:expr, $how:ident, $query:ident :: $finish:ident $(. $then:ident($with:path))?, $file:literal $(, $value:expr)*) => {{
        const TEXT: &str = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/src/store/sql/", $file, ".sql"));
        static READS: std::sync::OnceLock<$crate::store::gather::Tables> = std::sync::OnceLock::new();
        let sent = match $from.$how(READS.get_or_init(|| $crate::store::gather::Tables::read_by(TEXT))).await {
            Ok($crate::store::Live::Sqlite(conn)) =>
                sqlx::$query(TEXT)$(.bind($value))*.$finish(conn).await$(.$then($with))?.map_err($crate::store::Fault::from),
            Ok($crate::store::Live::Postgres(conn)) =>
                sqlx::$query(TEXT)$(.bind($value))*.$finish(conn).await$(.$then($with))?.map_err($crate::store::Fault::from),
            Err(fault) => Err(fault),
        };
        $from.rests();
        sent
    }};
}
/// Sends a statement, or lays it on the desk where the reader has but that.
macro_rules! or_desk {
    ($from:expr, $ask:ident, $how:ident, $query:ident :: $finish:ident, $file:literal $(, $value:expr)* $(,)?) => {
        if $from.is_at_desk() {
            $from.$ask($crate::store::question::question!($file $(, $value)*)).await
        } else {
            send!($from, $how, $query::$finish, $file $(, $value)*)
        }
    };
}
/// All rows of a statement, as `Vec<T>`. What a group gathered in the tables it reads is sent first.
macro_rules! rows { ($from:expr, $($rest:tt)*) => { or_desk!($from, ask_at_desk, ready, query_as::fetch_all, $($rest)*) }; }
/// The one row of a statement, if there is one, as `Option<T>`. What a group gathered in the tables it reads is sent first.
macro_rules! row { ($from:expr, $($rest:tt)*) => { or_desk!($from, ask_one_at_desk, ready, query_as::fetch_optional, $($rest)*) }; }
/// All rows that the database has, whatever a group gathered: for reads that add the gathered rows themselves.
macro_rules! stored_rows { ($from:expr, $($rest:tt)*) => { or_desk!($from, ask_at_desk, as_stored, query_as::fetch_all, $($rest)*) }; }
/// The one row that the database has, whatever a group gathered.
macro_rules! stored_row { ($from:expr, $($rest:tt)*) => { or_desk!($from, ask_one_at_desk, as_stored, query_as::fetch_optional, $($rest)*) }; }
/// All rows of a statement that asks of twenty at once (`origin::places`); places that are not needed ask of nothing.
macro_rules! of_some {
    ($from:ident, $file:literal, $places:ident $(, $more:expr)*) => {
        rows!(
            $from, $file, $places[0], $places[1], $places[2], $places[3], $places[4], $places[5], $places[6], $places[7], $places[8],
            $places[9], $places[10], $places[11], $places[12], $places[13], $places[14], $places[15], $places[16], $places[17],
            $places[18], $places[19] $(, $more)*
        )
    };
}
/// Runs a statement and forgets its result.
macro_rules! run { ($from:expr, $($rest:tt)*) => { send!($from, ready, query::execute.map(drop), $($rest)*) }; }

mod ahead;
mod begun;
mod codec;
mod desk;
mod fault;
mod flush;
mod gather;
mod group;
mod head;
mod lookup;
mod many;
mod open;
mod probe;
mod question;
mod readers;
mod reading;
mod row;
mod snapshot;
mod value;
mod write;

pub mod award;
pub mod backup;
pub mod balance;
pub mod batch;
pub mod beneficiary;
pub mod checkpoint;
pub mod data_key;
pub mod decision;
pub mod disclosure;
pub mod document;
pub mod duplicate;
pub mod finding;
pub mod fund;
pub mod gauge;
pub mod inflow;
pub mod journal;
pub mod log;
pub mod order;
pub mod origin;
pub mod party;
pub mod payment;
pub mod person;
pub mod register;
pub mod representative;
pub mod rulebook;
pub mod schema;
mod sheet;
pub mod subject;
pub mod tree;
pub mod verify;
pub mod verify_index;
pub mod verify_party;
pub mod watch;

pub use ahead::Ahead;
pub use desk::Together;
pub use fault::Fault;
pub use gather::Gatherable;
pub use group::Member;
pub use head::Head;
pub use lookup::Holder;
pub use open::WriterKind;
pub use probe::Probe;
pub use row::{Covered, Kept, Row};
pub(crate) use snapshot::Live;
pub use snapshot::Snapshot;
pub use write::Tx;

/// A database of the ledger, open.
pub struct Store {
    pools: Pools,
    writer: group::Writer,
    tokens: lookup::Tokens,
    voice: checkpoint::Voice,
}

#[derive(Clone)]
enum Pools {
    /// One connection writes, others read.
    Sqlite { writer: SqlitePool, readers: Readers<Sqlite> },
    /// All connections alike; writers take turns by an advisory lock.
    Postgres { all: PgPool, readers: Readers<Postgres> },
}

impl Store {
    /// Opens a transaction that only reads, from one snapshot. Keep it short.
    pub async fn read(&self) -> Result<Snapshot, Fault> {
        self.pools.read().await
    }

    /// The same with questions that are asked ahead, for what is asked by keys alone: the facts of a payment.
    pub async fn read_ahead(&self, ahead: Ahead) -> Result<Snapshot, Fault> {
        self.pools.read_ahead(ahead).await
    }

    /// Runs a use case in the next group of them, and returns when its effect is durable. `now` is the clock's instant.
    pub async fn write(&self, member: Arc<dyn Member>, now: Instant) -> Result<(), Fault> {
        self.writer.write(member, now).await
    }

    /// Prepares no group of use cases while another is made durable. For measuring what preparing brings.
    pub fn write_in_turn(&self) {
        self.writer.in_turn();
    }

    /// Who holds a token (by its keyed hash) that counts. Questions that come together share one read.
    pub async fn holder(&self, token_hash: String) -> Result<Option<Holder>, Fault> {
        self.tokens.holder(token_hash).await
    }

    /// Makes sure that what is recorded from now on is later than `instant`, so that an answer for it never changes: the groups in
    /// flight come first.
    pub async fn settle(&self, instant: Instant) -> Result<(), Fault> {
        if self.read().await?.head_row().await?.is_some_and(|head| head.last_at >= instant) {
            return Ok(());
        }
        self.write(Arc::new(write::Settle(instant)), instant).await
    }

    /// Which engine it is: `sqlite` or `postgres`.
    pub fn engine(&self) -> &'static str {
        match &self.pools {
            Pools::Sqlite { .. } => "sqlite",
            Pools::Postgres { .. } => "postgres",
        }
    }

    /// Waits until everything that was given to the writer is done, and closes all connections.
    pub async fn close(&self) {
        self.writer.close().await;
        match &self.pools {
            Pools::Sqlite { writer, readers } => {
                readers.close().await;
                writer.close().await;
            }
            Pools::Postgres { readers, .. } => readers.close().await,
        }
    }
}
