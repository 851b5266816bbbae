//! How the bytes of a whole database leave and come back. A backup is one file in two shapes with one end:
//!
//! | part | SQLite | PostgreSQL |
//! |---|---|---|
//! | body | the database itself, as `vacuum into` copies it: any SQLite opens the file as it is | `postgres::MARK`, then the rows of each table as `copy` writes them |
//! | manifest | JSON: [`Manifest`] | the same |
//! | tail, 64 bytes | `tail::END`, format, length of the manifest, SHA-256 of everything before it | the same |
//!
//! What is not known before the copy is made (rows, size and root of the log) stands behind it, so that a copy goes out in one pass.
//! The sum finds what happened to the file by accident; what somebody did on purpose is found by `verify`, with the Fund's key.
//! Rows are sealed here as they are in the database, and no key comes near. What a copy is for is said in the service.
mod load;
mod place;
mod postgres;
mod sqlite;
mod tail;
mod trouble;

pub use load::Loaded;
pub use place::Place;
pub use sqlite::is_absent;
pub use tail::{Inspected, inspect};
pub use trouble::Trouble;

use super::{Fault, Head, Pools, Snapshot, Store, head::edge_of};
use crate::domain::{day::Instant, reference::ExportRef};
use serde::{Deserialize, Serialize};
use sqlx::migrate::Migrator;

/// The format that this version writes and reads. It grows when an older version could not read the file rightly.
pub const FORMAT: u32 = 1;

/// Is told which part is under way, how much of it is done and how much it is in all (bytes or rows).
pub type Tell<'t> = &'t mut (dyn FnMut(&'static str, i64, i64) + Send);

/// What a backup says of itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    /// `sqlite` or `postgres`.
    pub engine: String,
    /// When the taking of it was recorded.
    #[serde(with = "crate::domain::day::instant")]
    pub taken_at: Instant,
    /// The record of its taking, which is in it.
    pub export: ExportRef,
    /// The migrations that laid the schema, in order.
    pub schema: Vec<Step>,
    /// Leaves of the log.
    pub leaves: i64,
    /// Root of the tree over them (RFC 6962), hex.
    pub root: String,
    /// Tables of the body in their order; none where the body is a database.
    pub tables: Vec<CopiedTable>,
}

/// A migration that was applied.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, sqlx::FromRow)]
#[serde(deny_unknown_fields)]
pub struct Step {
    /// Its number.
    pub version: i64,
    /// Its name.
    pub description: String,
    /// The sum over its text.
    #[serde(with = "hex_bytes")]
    pub checksum: Vec<u8>,
}

/// A table as it lies in a body.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CopiedTable {
    /// Its name.
    pub name: String,
    /// Its columns, in the order of the rows.
    pub columns: Vec<String>,
    /// How many rows there are.
    pub rows: u64,
}

/// The taking of a backup as it was recorded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Record {
    /// Its number in the register of exports.
    pub export: ExportRef,
    /// When.
    pub at: Instant,
}

impl Store {
    /// Makes the place for a backup, before anything is written: refuses a file that is there already (unless it may be
    /// replaced), and always the database itself.
    pub fn backup_place(&self, file: &std::path::Path, replace: bool) -> Result<Place, Trouble> {
        let database = match &self.pools {
            Pools::Sqlite { writer, .. } => Some(writer.connect_options().get_filename().to_owned()),
            Pools::Postgres { .. } => None,
        };
        Place::make(file, replace, database.as_deref())
    }

    /// Copies one state of the database to a place, which then bears its name. Writers go on meanwhile.
    pub async fn back_up(
        &self,
        mut place: Place,
        record: Record,
        tell: Tell<'_>,
    ) -> Result<Manifest, Trouble> {
        let manifest = match &self.pools {
            Pools::Sqlite { writer, .. } => {
                let from = writer.connect_options();
                sqlite::copy_out(from.get_filename(), &mut place, record, tell).await?
            }
            Pools::Postgres { .. } => {
                postgres::copy_out(self.read().await?, &mut place, record, tell).await?
            }
        };
        place.keep()?;
        Ok(manifest)
    }
}

impl Snapshot {
    /// The migrations that laid this database, in order.
    pub(super) async fn applied_steps(&mut self) -> Result<Vec<Step>, Fault> {
        rows!(self, "backup/steps")
    }
}

/// Reads what a manifest says of the database itself: schema, size and root of the log.
async fn describe(engine: &str, from: &mut Snapshot, record: Record) -> Result<Manifest, Fault> {
    let head = from.head_row().await?;
    Ok(Manifest {
        engine: engine.to_owned(),
        taken_at: record.at,
        export: record.export,
        schema: from.applied_steps().await?,
        leaves: head.as_ref().map_or(0, |head| head.leaf),
        root: root_of(head.as_ref())?,
        tables: vec![],
    })
}

/// The root of the tree that a head row ends, hex.
pub fn root_of(head: Option<&Head>) -> Result<String, Fault> {
    let edge = head.map(edge_of).transpose()?.unwrap_or_default();
    Ok(hex::encode(edge.root()))
}

/// The migrations that this version lays on an engine.
pub(super) fn migrator(engine: &str) -> Migrator {
    match engine {
        "sqlite" => sqlx::migrate!("migrations/sqlite"),
        _ => sqlx::migrate!("migrations/postgres"),
    }
}

mod hex_bytes {
    use serde::{Deserialize, Deserializer, Serializer, de::Error};

    pub fn serialize<S: Serializer>(bytes: &[u8], to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(&hex::encode(bytes))
    }

    pub fn deserialize<'d, D: Deserializer<'d>>(from: D) -> Result<Vec<u8>, D::Error> {
        hex::decode(String::deserialize(from)?).map_err(D::Error::custom)
    }
}
