//! The schema as it stands: every trigger, function, table and index with its text, so that `verify` can compare them with
//! what this version lays.
use super::{Fault, Snapshot};

/// A part of the schema: its kind, its name, its text in the engine's own words.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, sqlx::FromRow)]
#[allow(missing_docs, reason = "kind, name and text say themselves")]
pub struct SchemaPart {
    pub kind: String,
    pub name: String,
    pub text: String,
}

impl Snapshot {
    /// All parts of the schema, in order.
    pub async fn schema_parts(&mut self) -> Result<Vec<SchemaPart>, Fault> {
        const SQLITE: &str = include_str!("schema/sqlite.sql");
        const POSTGRES: &str = include_str!("schema/postgres.sql");
        Ok(match self {
            Snapshot::Sqlite(tx) => sqlx::query_as(SQLITE).fetch_all(&mut **tx).await?,
            Snapshot::Postgres(tx) => sqlx::query_as(POSTGRES).fetch_all(&mut **tx).await?,
        })
    }
}
