//! Reading the log: leaves in order, and the head row. Writing them is part of every transaction (`write`).
use super::{
    Fault, Gatherable, Head, Snapshot,
    value::{Column, Columns, Kind, Value},
};
use crate::domain::day::Instant;

/// A leaf as it is stored.
#[derive(Debug, Clone, PartialEq, sqlx::FromRow)]
#[allow(missing_docs, reason = "the columns are described in the migrations, once")]
pub struct Leaf {
    pub position: i64,
    pub at: Instant,
    pub body: String,
    pub hash: Vec<u8>,
}

impl Gatherable for Leaf {
    const TABLE: &'static str = "leaf";
    const COLUMNS: Columns =
        &[("position", Kind::Long), ("at", Kind::At), ("body", Kind::Text), ("hash", Kind::Bytes)];
    fn values(&self, _leaf: i64, to: &mut Vec<Value>) {
        to.extend([self.position.value(), self.at.value(), self.body.value(), self.hash.value()]);
    }
}

impl Snapshot {
    /// Leaves from an index on, in order, at most so many.
    pub async fn leaves(&mut self, from: i64, count: i64) -> Result<Vec<Leaf>, Fault> {
        rows!(self, "leaf/page", from, count)
    }

    /// The head row; none before the first command.
    pub async fn head_row(&mut self) -> Result<Option<Head>, Fault> {
        row!(self, "head/read")
    }
}
