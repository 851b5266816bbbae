//! Registers that the Fund keeps: their entries, and which of them were ended.
use super::{Fault, Snapshot, row::table};
use crate::domain::{
    day::{Day, Instant},
    reference::*,
    register::{Listing, Register},
};
use uuid::Uuid;

table! {
    /// An entry of a register.
    RegisterEntryRow = "register_entry" by "id" {
        id: RegisterRef, register: Register, from_day: Option<Day>, to_day: Option<Day>, officer: Option<PersonRef>,
        document: Option<DocumentRef>, words: Uuid, person: PersonRef, #[serde(with = "crate::domain::day::instant")] at: Instant,
    }
}

table! {
    /// That an entry counts no more.
    RegisterEndRow = "register_end" by "entry" {
        entry: RegisterRef, ended_on: Day, reason: Option<Uuid>, person: PersonRef, #[serde(with = "crate::domain::day::instant")] at: Instant,
    }
}

/// An entry with its end and its sealed words.
#[derive(Debug, Clone, PartialEq, sqlx::FromRow)]
#[allow(missing_docs, reason = "named as the columns")]
pub struct ListedEntry {
    #[sqlx(flatten)]
    pub row: RegisterEntryRow,
    pub ended_on: Option<Day>,
    pub cipher: Option<Vec<u8>>,
}

impl ListedEntry {
    /// Its days.
    pub fn listing(&self) -> Listing {
        Listing { from: self.row.from_day, to: self.row.to_day, ended_on: self.ended_on }
    }
}

impl Snapshot {
    /// An entry.
    pub async fn register_entry(&mut self, id: RegisterRef) -> Result<Option<RegisterEntryRow>, Fault> {
        row!(self, "register_entry/one", id)
    }

    /// Has a register any entry?
    pub async fn is_kept(&mut self, register: Register) -> Result<bool, Fault> {
        let found: Option<(RegisterRef,)> = row!(self, "register_entry/any", register)?;
        Ok(found.is_some())
    }

    /// Entries of a register after one, at most so many.
    pub async fn register_entries(
        &mut self,
        register: Register,
        after: i64,
        limit: i64,
    ) -> Result<Vec<ListedEntry>, Fault> {
        rows!(self, "register_entry/page", register, after, limit)
    }

    /// That an entry was ended.
    pub async fn register_end(&mut self, id: RegisterRef) -> Result<Option<RegisterEndRow>, Fault> {
        row!(self, "register_end/one", id)
    }
}
