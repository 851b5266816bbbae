//! Opening a database: connections, migrations, the head row and the chart of accounts.
use super::{
    Fault, Pools, Snapshot, Store, ahead::preparing, checkpoint::Voice, group::Writer, lookup::Tokens,
    readers::Readers,
};
use crate::domain::{account::CHART, day::Instant};
use sqlx::{
    AssertSqlSafe, ConnectOptions, Connection, Executor, PgPool,
    migrate::MigrateError,
    postgres::{PgConnectOptions, PgPoolOptions},
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous},
};
use std::{path::PathBuf, sync::Arc, time::Duration};

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
/// How long a transaction of PostgreSQL that only read waits for somebody who reads next. In a file there is no journey to spare, and
/// one that stays open keeps the log from being emptied.
const GRACE: Duration = Duration::from_millis(5);
/// How long a server may take to give the first connection; a refused one is tried again until then.
const REACH: Duration = Duration::from_secs(5);
/// How long a request waits for a connection to a server, whether it is gone or only busy.
const TURN: Duration = Duration::from_secs(10);

/// Statements that a connection keeps prepared: ours, and those of many rows that groups of the last sizes sent.
const STATEMENTS: usize = 150;

/// Pages of a SQLite connection in memory, in KiB (negative: not pages but KiB).
const CACHE: &str = "-65536";

/// Pages of its write-ahead log after which a commit moves them into the file. Mostly that was done beside the groups before
/// (`group/tidying`), and little is left (SQLite's own choice is 1,000 pages, all of them within a commit).
const CHECKPOINT: &str = "16000";

/// What a session of PostgreSQL must be: a commit is on the disk when it is answered, whatever the server's habit is, and an instance
/// that hangs in a transaction loses the lock of the writers after two minutes. Writers wait for their lock however long it takes, and
/// read what is committed, whatever an administrator set for others. Every table is read by its keys, so plans are made
/// for what tables grow to, and not for the few rows that they had when a statement was prepared; and once, not each time, since
/// use cases ask by keys alone (lists choose otherwise, `Pools::read`). A text in quotes is that text.
const SESSION: &str = "select set_config('synchronous_commit', 'on', false) where current_setting('synchronous_commit') = 'off';
set idle_in_transaction_session_timeout = '2min';
set lock_timeout = 0;
set statement_timeout = 0;
set idle_session_timeout = 0;
set standard_conforming_strings = on;
set bytea_output = hex;
select set_config(name, '0', false) from pg_settings where name = 'transaction_timeout';
set default_transaction_isolation = 'read committed';
set enable_seqscan = off;
set plan_cache_mode = force_generic_plan;
set jit = off";

impl Store {
    /// Opens the database at a URL (`sqlite:fund.db` or `postgres://…`), creating and migrating an absent one.
    pub async fn open(url: &str, kind: WriterKind) -> Result<Store, Fault> {
        let pools = match url.split_once(':').map(|(scheme, _)| scheme) {
            Some("sqlite") => open_sqlite(url, kind).await?,
            Some("postgres" | "postgresql") => open_postgres(url).await?,
            _ => {
                return Err(Fault::Unreachable(
                    "the database's address begins neither with sqlite: nor with postgres: write sqlite:FILE or \
                     postgres://USER@HOST/NAME"
                        .into(),
                ));
            }
        };
        let voice = Voice::default();
        let writer = Writer::start(pools.clone(), voice.clone());
        Ok(Store { writer, tokens: Tokens::start(pools.clone()), pools, voice })
    }

    /// The file of a SQLite address; none for PostgreSQL, for memory, and for what is no address.
    pub fn file(url: &str) -> Option<PathBuf> {
        let in_memory = url.contains(":memory:") || url.contains("mode=memory");
        let options = url.strip_prefix("sqlite:").and_then(|_| url.parse::<SqliteConnectOptions>().ok())?;
        (!in_memory).then(|| options.get_filename().to_owned())
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
        .statement_cache_capacity(STATEMENTS)
        .pragma("cache_size", CACHE)
        .pragma("wal_autocheckpoint", CHECKPOINT)
        .pragma("temp_store", "memory")
        .pragma("secure_delete", "on")
        .pragma("trusted_schema", "off");
    let writer = sqlite_pool(1).connect_with(options.clone()).await?;
    sqlx::migrate!("migrations/sqlite").run(&writer).await.map_err(of_the_schema)?;
    // From here on nobody makes a file: one that was taken away must be missed, and an empty one in its place would eat its log.
    let options = options.create_if_missing(false);
    writer.set_connect_options(options.clone());
    let readers = sqlite_pool(READERS).connect_with(options.pragma("query_only", "on")).await?;
    Ok(Pools::Sqlite { writer, readers: Readers::of(readers, READERS, Duration::ZERO) })
}

/// A pool whose connections are not used again when a transaction on them did not end. SQLite itself rolls back when the
/// disk is full; the rollback that follows then fails, and the connection would count itself in a transaction for ever.
fn sqlite_pool(connections: u32) -> SqlitePoolOptions {
    SqlitePoolOptions::new()
        .max_connections(connections)
        .test_before_acquire(false)
        .acquire_timeout(WAIT)
        .after_release(|connection, _| {
            Box::pin(async move {
                if connection.is_in_transaction() {
                    // A rollback may still be on its way to SQLite's thread; it is done when that answers.
                    connection.ping().await?;
                }
                Ok(!connection.is_in_transaction())
            })
        })
}

async fn open_postgres(url: &str) -> Result<Pools, Fault> {
    let options: PgConnectOptions = url.parse().map_err(|_| {
        Fault::Unreachable(
            "the database's address cannot be read: write postgres://USER@HOST:PORT/NAME, and a password's special \
             characters as %XX"
                .into(),
        )
    })?;
    // What is asked ahead has its values in its text, and blind terms and pseudonyms are nothing for a log.
    let options = options.disable_statement_logging();
    let place = place(&options);
    let first = postgres_pool(1, String::new()).connect_with(options.clone());
    let first: PgPool = tokio::time::timeout(REACH, first)
        .await
        .unwrap_or(Err(sqlx::Error::PoolTimedOut))
        .map_err(|error| unreachable(&place, &error))?;
    let version: (i32,) =
        sqlx::query_as("select current_setting('server_version_num')::int").fetch_one(&first).await?;
    if version.0 < 150_000 {
        return Err(Fault::Schema(format!(
            "PostgreSQL 15 or later is needed, and this is {}: upgrade the server, nothing was changed",
            version.0 / 10_000
        )));
    }
    sqlx::migrate!("migrations/postgres").run(&first).await.map_err(of_the_schema)?;
    first.close().await;
    // What is asked ahead is prepared when a connection is opened: the tables are there from here on.
    let all = postgres_pool(READERS + 4, preparing()).connect_with(options).await?;
    Ok(Pools::Postgres { readers: Readers::of(all.clone(), READERS, GRACE), all })
}

/// A connection that broke while it lay idle shows it when it is used; asking each time would cost a way there and back.
fn postgres_pool(connections: u32, preparing: String) -> PgPoolOptions {
    let preparing: Arc<str> = preparing.into();
    PgPoolOptions::new()
        .max_connections(connections)
        .acquire_timeout(TURN)
        .test_before_acquire(false)
        .after_connect(move |connection, _| {
            let preparing = AssertSqlSafe(preparing.to_string());
            Box::pin(async move {
                connection.execute(SESSION).await?;
                // Whoever asks ahead on such a connection is refused, and asks one by one.
                if let Err(error) = connection.execute(sqlx::raw_sql(preparing)).await {
                    tracing::warn!(%error, "a connection to PostgreSQL asks nothing ahead");
                }
                Ok(())
            })
        })
}

/// Where a server is said to be. Its user and its password are nobody's business.
fn place(options: &PgConnectOptions) -> String {
    match options.get_socket() {
        Some(folder) => format!("PostgreSQL in {}", folder.display()),
        None => format!("PostgreSQL at {}:{}", options.get_host(), options.get_port()),
    }
}

/// Why there is no connection, without the address and what it may hold.
fn unreachable(place: &str, error: &sqlx::Error) -> Fault {
    let why = match error {
        sqlx::Error::PoolTimedOut => format!("gave no connection within {} seconds", REACH.as_secs()),
        sqlx::Error::Io(e) => format!("cannot be reached ({e})"),
        sqlx::Error::Database(e) => format!("refuses the connection ({})", e.message()),
        sqlx::Error::Tls(_) => "and this service agree on no TLS".to_owned(),
        _ => "does not speak as PostgreSQL does".to_owned(),
    };
    Fault::Unreachable(format!("{place} {why}: start it, or check --database and who may sign in there"))
}

/// Why the schema is not the one that this version needs. Migrations run in their own transactions, so nothing stays half done.
fn of_the_schema(error: MigrateError) -> Fault {
    match error {
        MigrateError::VersionMissing(number) => Fault::Schema(format!(
            "the database's schema is newer than this program, which does not know its migration {number}: use the \
             version of relief-ledger that made it; nothing was changed"
        )),
        MigrateError::VersionMismatch(number) => Fault::Schema(format!(
            "the database was made with another migration {number} than this program's: use the version of \
             relief-ledger that made it; nothing was changed"
        )),
        MigrateError::Execute(error) | MigrateError::ExecuteMigration(error, _) => Fault::Database(error),
        other => Fault::Schema(format!("the schema could not be laid: {other}; nothing of it was kept")),
    }
}
