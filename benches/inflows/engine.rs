//! The two engines as the bench sees them: where a database is made, and what is counted in it from outside.
use super::shared::{Outcome, postgres::Cluster};
use sqlx::{Connection, PgConnection, SqliteConnection};
use std::path::Path;

/// An engine, ready to take databases.
pub enum Engine {
    /// Files in the bench's folder.
    Sqlite,
    /// A private cluster.
    Postgres(Box<Cluster>),
}

/// What the ledger has written so far.
#[derive(Debug, Clone, Copy)]
pub struct Written {
    /// Inflows.
    pub inflows: f64,
    /// Transactions: each has a recorded instant of its own, which all its leaves share.
    pub commits: f64,
}

const WRITTEN: &str = "select (select count(*) from inflow), (select count(distinct at) from leaf)";

impl Engine {
    /// Opens an engine by its name.
    pub fn open(name: &str, folder: &Path) -> Outcome<Engine> {
        match name {
            "sqlite" => Ok(Engine::Sqlite),
            "postgres" => Ok(Engine::Postgres(Box::new(Cluster::start(folder)?))),
            other => Err(format!("there is no engine {other}: say sqlite or postgres").into()),
        }
    }

    /// A fresh database; its URL.
    pub fn database(&self, folder: &Path, name: &str) -> Outcome<String> {
        match self {
            Engine::Sqlite => Ok(format!("sqlite:{}", folder.join(format!("{name}.db")).display())),
            Engine::Postgres(cluster) => cluster.create(name, "template0"),
        }
    }

    /// The server's cluster, where there is one.
    pub fn cluster(&self) -> Option<&Cluster> {
        match self {
            Engine::Sqlite => None,
            Engine::Postgres(cluster) => Some(cluster),
        }
    }
}

/// Counts what the ledger has written.
pub async fn written(url: &str) -> Outcome<Written> {
    let (inflows, commits) = counts(url, WRITTEN).await?;
    Ok(Written { inflows, commits })
}

/// Counts the bare server's entries, and its postings.
pub async fn transferred(url: &str) -> Outcome<(f64, f64)> {
    counts(url, "select (select count(*) from entry), (select count(*) from posting)").await
}

async fn counts(url: &str, text: &'static str) -> Outcome<(f64, f64)> {
    let (one, other): (i64, i64) = if url.starts_with("sqlite:") {
        sqlx::query_as(text).fetch_one(&mut SqliteConnection::connect(url).await?).await?
    } else {
        sqlx::query_as(text).fetch_one(&mut PgConnection::connect(url).await?).await?
    };
    Ok((one as f64, other as f64))
}
