//! The part of the check that needs nothing secret, for an auditor who has the log's public key and may read the database: leaves,
//! tree, checkpoint and cosignatures. Rows and seals are not looked into: what they hold is the house's to read.
use super::{Check, Difference, Progress, difference::Differences, log};
use crate::{domain::day::Instant, proof::verifier::PublicKey, service::halt::Outcome, store::Snapshot};

/// What a check of the log alone found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LogReport {
    /// Leaves read.
    pub leaves: i64,
    /// The first difference of each table of the log; none when all is whole.
    pub differences: Vec<Difference>,
}

impl LogReport {
    /// Does everything agree?
    pub fn is_whole(&self) -> bool {
        self.differences.is_empty()
    }
}

/// Checks the log that a snapshot sees with its public key and nothing else. A log that nobody signed is a difference: whoever
/// brings a key expects one. `now` is the clock's instant.
pub async fn verify_public(
    from: &mut Snapshot,
    key: PublicKey,
    now: Instant,
    progress: &mut (dyn FnMut(Progress) + Send),
) -> Outcome<LogReport> {
    from.mark_reading().await?;
    let mut check = Check { keys: None, key, now, from, found: Differences::default(), progress };
    let log = log::verify_log(&mut check).await?;
    if log.leaves == 0 {
        check.found.add(
            "checkpoint",
            "the checkpoint",
            "there is no log: nothing in this database is signed",
        );
    }
    Ok(LogReport { leaves: log.leaves, differences: check.found.into_list() })
}
