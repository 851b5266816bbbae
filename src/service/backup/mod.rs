//! Use cases of keeping the ledger safe: a backup while the house works, and a restore that is checked before it counts.
//! How bytes leave and come back is said in the store.
pub mod restore_backup;
pub mod take_backup;

use super::{halt::Halt, verify::Difference};
use crate::store::{Fault, backup::Trouble};

/// Why a backup was not taken or not restored. The target is as it was.
#[derive(Debug)]
pub enum Undone {
    /// The file, the target or the disk.
    Trouble(Trouble),
    /// What was in the backup does not agree with its log: the first row of each table that differs.
    Differs(Vec<Difference>),
    /// A fault of the house.
    Halt(Halt),
}

impl From<Trouble> for Undone {
    fn from(trouble: Trouble) -> Undone {
        Undone::Trouble(trouble)
    }
}

impl From<Fault> for Undone {
    fn from(fault: Fault) -> Undone {
        Undone::Halt(fault.into())
    }
}

impl From<Halt> for Undone {
    fn from(halt: Halt) -> Undone {
        Undone::Halt(halt)
    }
}
