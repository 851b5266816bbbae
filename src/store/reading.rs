//! Opening a database only to look at it, for whoever has no key: nothing is made, migrated or written, and nothing that writes is
//! started. How the house itself opens it is said in `open`.
use super::{
    Fault, Snapshot,
    backup::{Step, migrator},
};
use sqlx::{
    PgPool, SqlitePool,
    postgres::{PgConnectOptions, PgPoolOptions},
    sqlite::{SqliteConnectOptions, SqlitePoolOptions},
};
use std::time::Duration;

/// How long the database may take to let somebody in.
const REACH: Duration = Duration::from_secs(5);

impl Snapshot {
    /// One state of the database at a URL. It must be there, with the schema of this version.
    pub async fn open(url: &str) -> Result<Snapshot, Fault> {
        let mut from: Snapshot = match url.split_once(':').map(|(scheme, _)| scheme) {
            Some("sqlite") => open_sqlite(url).await?.begin().await?.into(),
            Some("postgres" | "postgresql") => {
                let begin = "begin isolation level repeatable read, read only";
                open_postgres(url).await?.begin_with(begin).await?.into()
            }
            _ => return Err(unreadable()),
        };
        let engine = from.engine();
        let none = |fault: Fault| {
            match fault.is_refused() {
            true => Fault::Schema(
                "there is no ledger in this database, or this user may not read it: name another with --database"
                    .into(),
            ),
            false => fault,
        }
        };
        let found = from.applied_steps().await.map_err(none)?;
        let found: Vec<(i64, &[u8])> =
            found.iter().map(|Step { version, checksum, .. }| (*version, &checksum[..])).collect();
        let known = migrator(engine);
        let known: Vec<(i64, &[u8])> =
            known.iter().map(|step| (step.version, step.checksum.as_ref())).collect();
        if found == known {
            return Ok(from);
        }
        Err(Fault::Schema(
            "the database was made by another version of this program: use that version of relief-ledger; nothing was changed"
                .into(),
        ))
    }
}

async fn open_sqlite(url: &str) -> Result<SqlitePool, Fault> {
    let options = url.parse::<SqliteConnectOptions>()?.create_if_missing(false).pragma("query_only", "on");
    Ok(SqlitePoolOptions::new().max_connections(1).connect_with(options).await?)
}

async fn open_postgres(url: &str) -> Result<PgPool, Fault> {
    let options: PgConnectOptions = url.parse().map_err(|_| unreadable())?;
    let pool = PgPoolOptions::new().max_connections(1).connect_with(options);
    // What the library says of a failure may hold the address, and that a password.
    tokio::time::timeout(REACH, pool).await.ok().and_then(Result::ok).ok_or_else(|| {
        Fault::Unreachable(format!(
            "PostgreSQL let nobody in within {} seconds: start it, or check --database and who may sign in there",
            REACH.as_secs()
        ))
    })
}

fn unreadable() -> Fault {
    Fault::Unreachable(
        "the database's address cannot be read: write sqlite:FILE or postgres://USER@HOST/NAME".into(),
    )
}
