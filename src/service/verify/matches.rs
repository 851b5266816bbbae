//! Matches against the sealed comparisons that found them, and joined pseudonyms against the decisions that joined them. Neither
//! stands in a leaf; the seals do, by their commitments.
use super::{Check, difference::look};
use crate::{
    domain::{day::Instant, reference::*},
    service::{
        duplicate::result::{Found, Match},
        halt::Outcome,
    },
    store::{Kept, duplicate::DuplicateRow, verify_index::Joining},
};
use std::collections::{BTreeMap, BTreeSet};

const PAGE: i64 = 500;

/// What sealed comparisons say.
#[derive(Default)]
pub(super) struct Sealed {
    matches: BTreeMap<DuplicateRef, (Match, Instant, i64)>,
    /// Those of them that are in the queue.
    seen: BTreeSet<DuplicateRef>,
    /// Leaves of comparisons that do not open, since their persons were erased.
    pub closed: BTreeSet<i64>,
}

impl Sealed {
    /// Adds what a comparison found.
    pub fn add(&mut self, found: &Found, at: Instant, leaf: i64) {
        self.matches.extend(found.matches.iter().map(|one| (one.id, (one.clone(), at, leaf))));
    }

    /// What is wrong with a stored match.
    fn wrong(&mut self, kept: &Kept<DuplicateRow>) -> Option<&'static str> {
        self.seen.insert(kept.row.id);
        match self.matches.get(&kept.row.id) {
            Some((one, at, leaf))
                if *one == Match::of(&kept.row) && (*at, *leaf) == (kept.row.at, kept.leaf) =>
            {
                None
            }
            Some(_) => Some("is not what the comparison found"),
            None if self.closed.contains(&kept.leaf) => None,
            None => Some("no comparison found it"),
        }
    }
}

/// Looks at every match and every joined pair.
pub(super) async fn verify_matches(check: &mut Check<'_>, mut sealed: Sealed) -> Outcome<()> {
    let mut after = 0;
    loop {
        let page = match look(check.from, |from| Box::pin(from.duplicates_after(after, PAGE))).await? {
            Ok(page) => page,
            Err(unread) => {
                check.found.add("duplicate", "a row …", unread.words());
                return joined(check, &sealed).await;
            }
        };
        let Some(last) = page.last() else { break };
        after = last.row.id.stored();
        for kept in &page {
            if let Some(what) = sealed.wrong(kept) {
                check.found.add("duplicate", kept.row.id.to_string(), what);
            }
        }
    }
    if let Some(id) = sealed.matches.keys().find(|id| !sealed.seen.contains(id)) {
        check.found.add("duplicate", id.to_string(), "a comparison found it, and it is not in the queue");
    }
    joined(check, &sealed).await
}

async fn joined(check: &mut Check<'_>, sealed: &Sealed) -> Outcome<()> {
    let read = look(check.from, |from| {
        Box::pin(async move { Ok((from.joinings().await?, from.all_joined().await?)) })
    });
    let (joinings, stored) = match read.await? {
        Ok(read) => read,
        Err(unread) => {
            check.found.add("joined", "a row …", unread.words());
            return Ok(());
        }
    };
    let mut expected = reckoned(&joinings, sealed);
    for kept in stored {
        let pair = (kept.row.person_key.clone(), kept.row.other_key.clone());
        let row = format!("person_key {}, other_key {}", pair.0, pair.1);
        match expected.remove(&pair) {
            Some(by) if by == (kept.row.duplicate, kept.leaf) => {}
            Some(_) => check.found.add("joined", row, "another decision joined them"),
            None => check.found.add("joined", format!("{row} …"), "no decision joined them"),
        }
    }
    if let Some((one, other)) = expected.keys().next() {
        let row = format!("person_key {one}, other_key {other}");
        check.found.add(
            "joined",
            row,
            "a guardian decided that they are one person, and they are not joined",
        );
    }
    Ok(())
}

/// The pairs that decisions come to, each with the decision that joined them and its leaf. Whom a match concerns is what its comparison
/// found; where that does not open any more, what is stored.
fn reckoned(joinings: &[Joining], sealed: &Sealed) -> BTreeMap<(String, String), (DuplicateRef, i64)> {
    let mut groups: Vec<BTreeSet<BeneficiaryRef>> = vec![];
    let mut pairs = BTreeMap::new();
    for joining in joinings {
        let found =
            sealed.matches.get(&joining.duplicate).map(|(one, ..)| (Some(one.beneficiary), one.other));
        let (Some(one), Some(other)) = found.unwrap_or((joining.beneficiary, joining.other)) else {
            continue;
        };
        let mut take = |of: BeneficiaryRef| match groups.iter().position(|group| group.contains(&of)) {
            Some(place) => groups.swap_remove(place),
            None => BTreeSet::from([of]),
        };
        let mut ones = take(one);
        if !ones.contains(&other) {
            let others = take(other);
            for (a, b) in ones.iter().flat_map(|a| others.iter().map(move |b| (a, b))) {
                let by = (joining.duplicate, joining.leaf);
                pairs.insert((a.to_string(), b.to_string()), by);
                pairs.insert((b.to_string(), a.to_string()), by);
            }
            ones.extend(others);
        }
        groups.push(ones);
    }
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn joined_pseudonyms_are_joined_each_with_each_and_by_the_decision_that_did_it() {
        let person = |n| BeneficiaryRef::new(2026, n);
        let joining = |n, one, other| Joining {
            duplicate: DuplicateRef::new(2026, n),
            beneficiary: Some(person(one)),
            other: Some(person(other)),
            leaf: n,
        };
        let pairs = reckoned(
            &[joining(1, 1, 2), joining(2, 3, 4), joining(3, 2, 3), joining(4, 1, 4)],
            &Sealed::default(),
        );
        assert_eq!(pairs.len(), 4 * 3);
        let by = |one, other| pairs[&(person(one).to_string(), person(other).to_string())].1;
        assert_eq!([by(1, 2), by(4, 3), by(1, 3), by(1, 4), by(4, 1)], [1, 2, 3, 3, 3]);
    }
}
