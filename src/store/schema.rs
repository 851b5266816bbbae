//! The schema as it stands: every trigger, function, table and index with its text, so that `verify` can compare them with
//! what this version lays. What it lays is kept as a list of names and hashes beside this file; a test lays a fresh
//! database on each engine and keeps the lists right.
use super::{Fault, Live, Snapshot};
use sha2::{Digest, Sha256};

/// A part of the schema: its kind, its name, its text in the engine's own words.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, sqlx::FromRow)]
#[allow(missing_docs, reason = "kind, name and text say themselves")]
pub struct SchemaPart {
    pub kind: String,
    pub name: String,
    pub text: String,
}

impl SchemaPart {
    /// The part as one line of the list: kind, name, and the hash of its text, however it is broken into lines.
    pub fn line(&self) -> String {
        let words: Vec<&str> = self.text.split_whitespace().collect();
        format!("{} {} {}", self.kind, self.name, hex::encode(Sha256::digest(words.join(" "))))
    }
}

/// The list of an engine: a line for each part that this version lays, as [`SchemaPart::line`] writes it, in order.
pub fn expected_schema(engine: &str) -> Vec<&'static str> {
    let list = match engine {
        "sqlite" => include_str!("schema/expected_sqlite.txt"),
        _ => include_str!("schema/expected_postgres.txt"),
    };
    list.lines().collect()
}

impl Snapshot {
    /// All parts of the schema, in order.
    pub async fn schema_parts(&mut self) -> Result<Vec<SchemaPart>, Fault> {
        const SQLITE: &str = include_str!("schema/sqlite.sql");
        const POSTGRES: &str = include_str!("schema/postgres.sql");
        Ok(match self.live()? {
            Live::Sqlite(conn) => sqlx::query_as(SQLITE).fetch_all(conn).await?,
            Live::Postgres(conn) => sqlx::query_as(POSTGRES).fetch_all(conn).await?,
        })
    }
}
