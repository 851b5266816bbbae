//! The check of everything stored, against the log and against itself: it reads one snapshot, writes nothing, and
//! names the first row of each table that differs. No name, number or free text of a person is in its answer.
mod data_keys;
mod difference;
mod entries;
mod index;
mod lists;
mod log;
mod looks;
mod matches;
mod parties;
mod payments;
mod public;
mod rows;
mod rulebooks;
mod seals;
mod tree;
mod whole;

use super::{Fund, halt::Outcome, log::signer::CheckpointSigner};
use crate::{
    domain::day::Instant,
    proof::verifier::PublicKey,
    store::{
        Snapshot,
        verify::{NOT_COVERED, covered},
    },
    vault::Keys,
};
pub use difference::Difference;
use difference::{Differences, look};
pub use public::{LogReport, verify_public};
use serde::Serialize;

/// What a check of everything found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct Report {
    /// Leaves read.
    pub leaves: i64,
    /// Journal entries the leaves name.
    pub entries: i64,
    /// Tables that were compared, each row of them.
    pub covered: Vec<CoveredTable>,
    /// Tables that were not looked into, and why.
    pub not_covered: Vec<NotCovered>,
    /// The first differing row of each table; none when all is whole.
    pub differences: Vec<Difference>,
}

/// A table that was compared.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct CoveredTable {
    /// Its name.
    pub table: String,
    /// How many rows it has.
    pub rows: i64,
}

/// A table that was not looked into.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct NotCovered {
    /// Its name.
    pub table: String,
    /// Why not.
    pub why: String,
}

/// How far the check has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// Which part: `leaves`, `seals`, `looks`, `identities`, `parties`, `payments` or `books`.
    pub part: &'static str,
    /// How much of it is done.
    pub done: i64,
    /// How much it is in all, as far as is known.
    pub total: i64,
}

impl std::fmt::Display for Progress {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}: {} of {}", self.part, self.done, self.total)
    }
}

impl Report {
    /// Does everything agree?
    pub fn is_whole(&self) -> bool {
        self.differences.is_empty()
    }
}

/// What the parts of the check share.
struct Check<'c> {
    /// The Fund's keys; without them only the log itself is looked into.
    keys: Option<&'c Keys>,
    /// The key that the log must be signed with.
    key: PublicKey,
    now: Instant,
    from: &'c mut Snapshot,
    found: Differences,
    progress: &'c mut (dyn FnMut(Progress) + Send),
}

impl Check<'_> {
    fn tell(&mut self, part: &'static str, done: i64, total: i64) {
        (self.progress)(Progress { part, done, total: total.max(done) });
    }
}

/// Checks everything stored. A difference is part of the answer; only a database that does not answer is a fault.
pub async fn verify(fund: &Fund, progress: impl FnMut(Progress) + Send) -> Outcome<Report> {
    verify_with(fund, CheckpointSigner::of(fund.keys()).public_key()?, progress).await
}

/// The same, with the public key that somebody brought instead of the one that follows from the Fund's own.
pub async fn verify_with(
    fund: &Fund,
    key: PublicKey,
    mut progress: impl FnMut(Progress) + Send,
) -> Outcome<Report> {
    let mut from = fund.read().await?;
    examine(&mut from, fund.keys(), key, fund.now(), &mut progress).await
}

/// Checks everything that a snapshot sees, also what is not committed yet.
pub async fn verify_snapshot(
    from: &mut Snapshot,
    keys: &Keys,
    now: Instant,
    progress: &mut (dyn FnMut(Progress) + Send),
) -> Outcome<Report> {
    examine(from, keys, CheckpointSigner::of(keys).public_key()?, now, progress).await
}

async fn examine(
    from: &mut Snapshot,
    keys: &Keys,
    key: PublicKey,
    now: Instant,
    progress: &mut (dyn FnMut(Progress) + Send),
) -> Outcome<Report> {
    from.mark_reading().await?;
    let mut check = Check { keys: Some(keys), key, now, from, found: Differences::default(), progress };
    let log = log::verify_log(&mut check).await?;
    data_keys::verify_data_keys(&mut check, keys, log.head.as_ref()).await?;
    seals::verify_seals(&mut check, keys).await?;
    looks::verify_looks(&mut check).await?;
    let compared = index::verify_index(&mut check, keys).await?;
    matches::verify_matches(&mut check, keys, compared).await?;
    parties::verify_parties(&mut check, keys).await?;
    payments::verify_payments(&mut check).await?;
    rulebooks::verify_rulebooks(&mut check, log.head.as_ref()).await?;
    whole::verify_books(&mut check).await?;
    lists::verify_chart(&mut check).await?;
    lists::verify_last_numbers(&mut check, log.head.as_ref()).await?;
    lists::verify_schema(&mut check).await?;
    Ok(Report {
        leaves: log.leaves,
        entries: log.entries,
        covered: covered_tables(&mut check, &log).await?,
        not_covered: NOT_COVERED
            .iter()
            .map(|(table, why)| NotCovered { table: (*table).into(), why: (*why).into() })
            .collect(),
        differences: check.found.into_list(),
    })
}

async fn covered_tables(check: &mut Check<'_>, log: &log::Log) -> Outcome<Vec<CoveredTable>> {
    let line = |table: &str, rows| CoveredTable { table: table.into(), rows };
    let mut tables = vec![line("leaf", log.leaves), line("head", i64::from(log.head.is_some()))];
    tables.extend(covered().iter().map(|c| line(c.table, log.stored.get(c.table).copied().unwrap_or(0))));
    // A table that cannot be counted is among the differences already.
    if let Ok(counts) = look(check.from, |from| Box::pin(from.count_reckoned())).await? {
        tables.extend(counts.into_iter().map(|(table, rows)| CoveredTable { table, rows }));
    }
    Ok(tables)
}
