//! Opening a database: connections, migrations, the head row and the chart of accounts.
use super::{Fault, Pools, Snapshot, Store, checkpoint::Voice, group::Writer, lookup::Tokens};
use crate::domain::{account::CHART, day::Instant};
use sqlx::{
    PgPool,
    postgres::PgPoolOptions,
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous},
};
use std::time::Duration;

/// How the writing side is opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WriterKind {
    /// Every commit is on the disk before it is answered.
    Durable,
    /// For tests and throw-away demonstrations only: a power cut may lose the last commits.
    Fast,
}

const READERS: u32 = 8;
const WAIT: Duration = Duration::from_secs(30);

impl Store {
    /// Opens the database at a URL (`sqlite:fund.db` or `postgres://…`), creating and migrating an absent one.
    pub async fn open(url: &str, kind: WriterKind) -> Result<Store, Fault> {
        let pools = if url.starts_with("sqlite:") {
            open_sqlite(url, kind).await?
        } else {
            open_postgres(url).await?
        };
        let voice = Voice::default();
        let writer = Writer::start(pools.clone(), voice.clone());
        Ok(Store { writer, tokens: Tokens::start(pools.clone()), pools, voice })
    }

    /// Writes what an empty database needs before its first command: head row and chart of accounts.
    pub(super) async fn prepare(conn: &mut Snapshot, first: Instant) -> Result<(), Fault> {
        run!(conn, "head/prepare", first)?;
        for a in CHART {
            run!(conn, "account/insert", i32::from(a.code), a.name_en, a.name_az, a.class, a.side)?;
        }
        Ok(())
    }
}

async fn open_sqlite(url: &str, kind: WriterKind) -> Result<Pools, Fault> {
    let synchronous =
        if kind == WriterKind::Durable { SqliteSynchronous::Full } else { SqliteSynchronous::Off };
    let options = url
        .parse::<SqliteConnectOptions>()?
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(synchronous)
        .foreign_keys(true)
        .busy_timeout(WAIT)
        .pragma("trusted_schema", "off");
    let writer = SqlitePoolOptions::new()
        .max_connections(1)
        .acquire_timeout(WAIT)
        .connect_with(options.clone())
        .await?;
    sqlx::migrate!("migrations/sqlite").run(&writer).await.map_err(|e| Fault::Schema(e.to_string()))?;
    let readers = SqlitePoolOptions::new()
        .max_connections(READERS)
        .acquire_timeout(WAIT)
        .connect_with(options.pragma("query_only", "on"))
        .await?;
    Ok(Pools::Sqlite { writer, readers })
}

async fn open_postgres(url: &str) -> Result<Pools, Fault> {
    let pool: PgPool =
        PgPoolOptions::new().max_connections(READERS + 4).acquire_timeout(WAIT).connect(url).await?;
    let version: (i32,) =
        sqlx::query_as("select current_setting('server_version_num')::int").fetch_one(&pool).await?;
    if version.0 < 150_000 {
        return Err(Fault::Schema(format!(
            "PostgreSQL 15 or later is needed, and this is {}: upgrade the server",
            version.0 / 10_000
        )));
    }
    sqlx::migrate!("migrations/postgres").run(&pool).await.map_err(|e| Fault::Schema(e.to_string()))?;
    Ok(Pools::Postgres(pool))
}
