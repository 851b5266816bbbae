//! Matches against the sealed comparisons that found them, decisions against the sealed reviews that took them over, joined
//! pseudonyms and bound subjects against both. None of them stands in a leaf; the seals do, by their commitments.
use super::{Check, difference::look};
use crate::{
    domain::{day::Instant, duplicate::Sameness, reference::*},
    service::{
        duplicate::{
            choice::{Choice, REVIEW_PLACE, Reviewed},
            result::{Found, Match},
        },
        halt::Outcome,
    },
    store::{Kept, duplicate::DuplicateRow, subject::SubjectBoundRow, verify_index::TakenOver},
    vault::Keys,
};
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

const PAGE: i64 = 500;

/// A subject and a person helped.
type Pair = (SubjectRef, BeneficiaryRef);

/// What bound a subject: the match decided over, if one, when, and in which leaf.
type BoundBy = (Option<DuplicateRef>, Instant, i64);

/// A decision that it is one person.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Same {
    leaf: i64,
    duplicate: DuplicateRef,
    one: Option<BeneficiaryRef>,
    other: Option<BeneficiaryRef>,
    subject: Option<SubjectRef>,
}

/// What sealed comparisons and reviews say.
#[derive(Default)]
pub(super) struct Sealed {
    matches: BTreeMap<DuplicateRef, (Match, Instant, i64)>,
    /// Those of them that are in the queue.
    seen: BTreeSet<DuplicateRef>,
    bound: BTreeMap<Pair, BoundBy>,
    decisions: BTreeMap<DuplicateRef, (Choice, Uuid, i64)>,
    /// When the review of a leaf was.
    reviewed_at: BTreeMap<i64, Instant>,
    /// Leaves of comparisons that do not open, since their persons were erased; and of reviews that do not, which is said with the seals.
    pub closed: BTreeSet<i64>,
}

impl Sealed {
    /// Adds what a comparison found.
    pub fn add(&mut self, found: &Found, at: Instant, leaf: i64) {
        self.matches.extend(found.matches.iter().map(|one| (one.id, (one.clone(), at, leaf))));
        self.bound.extend(found.bound.iter().map(|one| ((one.subject, one.beneficiary), (None, at, leaf))));
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

    /// What is wrong with a stored decision.
    fn wrong_decision(&self, stored: &TakenOver) -> Option<&'static str> {
        let row = &stored.decision;
        match self.decisions.get(&row.duplicate) {
            Some((choice, words, leaf))
                if (choice.decision == Sameness::Same, *words, choice.person, choice.at, *leaf)
                    == (row.same, row.words, row.person, row.at, stored.leaf) =>
            {
                None
            }
            Some(_) => Some("is not what the review took over"),
            None if self.closed.contains(&stored.leaf) => None,
            None => Some("no review took it over"),
        }
    }

    /// The decisions that it is one person, in the order in which they took effect: what reviews took over, and what is stored for
    /// a review that does not open. Whom one concerns is what the comparison found; where that does not open, what is stored.
    fn same(&self, stored: &[TakenOver]) -> Vec<Same> {
        let kept: BTreeMap<DuplicateRef, &TakenOver> =
            stored.iter().map(|one| (one.decision.duplicate, one)).collect();
        let sealed = self.decisions.values().map(|(one, _, leaf)| (one.decision, one.duplicate, *leaf));
        let beside = stored.iter().filter(|one| !self.decisions.contains_key(&one.decision.duplicate));
        let beside = beside.filter(|one| self.closed.contains(&one.leaf) && one.decision.same);
        let beside = beside.map(|one| (Sameness::Same, one.decision.duplicate, one.leaf));
        let mut all: Vec<Same> = sealed
            .chain(beside)
            .filter(|(decision, ..)| *decision == Sameness::Same)
            .map(|(_, duplicate, leaf)| {
                let found = self.matches.get(&duplicate).map(|(one, ..)| one);
                let kept = kept.get(&duplicate);
                Same {
                    leaf,
                    duplicate,
                    one: found.map(|one| one.beneficiary).or(kept.and_then(|one| one.beneficiary)),
                    other: found.map_or(kept.and_then(|one| one.other), |one| one.other),
                    subject: found.map_or(kept.and_then(|one| one.subject), |one| one.subject),
                }
            })
            .collect();
        all.sort();
        all
    }
}

/// Looks at every match, every decision over one, every joined pair and every bound subject.
pub(super) async fn verify_matches(check: &mut Check<'_>, keys: &Keys, mut sealed: Sealed) -> Outcome<()> {
    let mut after = 0;
    loop {
        let page = match look(check.from, |from| Box::pin(from.duplicates_after(after, PAGE))).await? {
            Ok(page) => page,
            Err(unread) => {
                check.found.add("duplicate", "a row …", unread.words());
                return decisions(check, keys, sealed).await;
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
    decisions(check, keys, sealed).await
}

/// What reviews took over, against what stands as decided.
async fn decisions(check: &mut Check<'_>, keys: &Keys, mut sealed: Sealed) -> Outcome<()> {
    let mut after = 0;
    loop {
        let page = match look(check.from, |from| Box::pin(from.sealed_reviews(after, PAGE))).await? {
            Ok(page) => page,
            Err(unread) => {
                check.found.add("identity_review", "a row …", unread.words());
                return Ok(());
            }
        };
        let Some(last) = page.last() else { break };
        after = last.review.position;
        for row in &page {
            sealed.reviewed_at.insert(row.leaf, row.review.at);
            let opened =
                row.cipher.as_deref().map(|cipher| keys.open(row.review.words, REVIEW_PLACE, cipher));
            match opened.and_then(Result::ok).and_then(|words| Reviewed::of(&words).ok()) {
                Some(reviewed) => sealed.decisions.extend(
                    reviewed
                        .decisions
                        .into_iter()
                        .map(|one| (one.duplicate, (one, row.review.words, row.leaf))),
                ),
                None => _ = sealed.closed.insert(row.leaf),
            }
        }
    }
    let taken_over = match look(check.from, |from| Box::pin(from.taken_over())).await? {
        Ok(taken_over) => taken_over,
        Err(unread) => {
            check.found.add("duplicate_decision", "a row …", unread.words());
            return Ok(());
        }
    };
    let mut missing: BTreeSet<DuplicateRef> = sealed.decisions.keys().copied().collect();
    for stored in &taken_over {
        missing.remove(&stored.decision.duplicate);
        if let Some(what) = sealed.wrong_decision(stored) {
            check.found.add("duplicate_decision", stored.decision.duplicate.to_string(), what);
        }
    }
    if let Some(id) = missing.first() {
        check.found.add("duplicate_decision", id.to_string(), "a review took it over, and it is not there");
    }
    let same = sealed.same(&taken_over);
    joined(check, &same).await?;
    bound(check, &sealed, &same).await
}

async fn joined(check: &mut Check<'_>, same: &[Same]) -> Outcome<()> {
    let stored = match look(check.from, |from| Box::pin(from.all_joined())).await? {
        Ok(stored) => stored,
        Err(unread) => {
            check.found.add("joined", "a row …", unread.words());
            return Ok(());
        }
    };
    let mut expected = reckoned_pairs(same);
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
        let what = "a guardian decided that they are one person, and they are not joined";
        check.found.add("joined", row, what);
    }
    Ok(())
}

async fn bound(check: &mut Check<'_>, sealed: &Sealed, same: &[Same]) -> Outcome<()> {
    let stored = match look(check.from, |from| Box::pin(from.all_bound())).await? {
        Ok(stored) => stored,
        Err(unread) => {
            check.found.add("subject_bound", "a row …", unread.words());
            return Ok(());
        }
    };
    let mut expected = reckoned_bound(same, sealed);
    for Kept { row: SubjectBoundRow { subject, beneficiary, duplicate, at }, leaf } in stored {
        let by = expected.remove(&(subject, beneficiary));
        let what = match by {
            _ if sealed.closed.contains(&leaf) => continue,
            Some(by) if by == (duplicate, at, leaf) => continue,
            Some(_) => "is not what the comparison or the review bound",
            None => "no comparison and no review bound them",
        };
        check.found.add("subject_bound", format!("subject {subject}, beneficiary {beneficiary}"), what);
    }
    if let Some((subject, beneficiary)) = expected.keys().next() {
        let row = format!("subject {subject}, beneficiary {beneficiary}");
        check.found.add("subject_bound", row, "they were found to be one person, and they are not bound");
    }
    Ok(())
}

/// The pairs that decisions come to, each with the decision that joined them and its leaf.
fn reckoned_pairs(same: &[Same]) -> BTreeMap<(String, String), (DuplicateRef, i64)> {
    let mut groups: Vec<BTreeSet<BeneficiaryRef>> = vec![];
    let mut pairs = BTreeMap::new();
    for decision in same {
        let (Some(one), Some(other)) = (decision.one, decision.other) else { continue };
        let mut take = |of: BeneficiaryRef| match groups.iter().position(|group| group.contains(&of)) {
            Some(place) => groups.swap_remove(place),
            None => BTreeSet::from([of]),
        };
        let mut ones = take(one);
        if !ones.contains(&other) {
            let others = take(other);
            for (a, b) in ones.iter().flat_map(|a| others.iter().map(move |b| (a, b))) {
                let by = (decision.duplicate, decision.leaf);
                pairs.insert((a.to_string(), b.to_string()), by);
                pairs.insert((b.to_string(), a.to_string()), by);
            }
            ones.extend(others);
        }
        groups.push(ones);
    }
    pairs
}

/// Whom subjects are bound to: by comparisons, and by decisions over matches that were not bound before.
fn reckoned_bound(same: &[Same], sealed: &Sealed) -> BTreeMap<Pair, BoundBy> {
    let mut bound = sealed.bound.clone();
    for one in same {
        let (Some(beneficiary), Some(subject)) = (one.one, one.subject) else { continue };
        let Some(at) = sealed.reviewed_at.get(&one.leaf).copied() else { continue };
        bound.entry((subject, beneficiary)).or_insert((Some(one.duplicate), at, one.leaf));
    }
    bound
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn joined_pseudonyms_are_joined_each_with_each_and_by_the_decision_that_did_it() {
        let person = |n| BeneficiaryRef::new(2026, n);
        let same = |n, one, other| Same {
            leaf: n,
            duplicate: DuplicateRef::new(2026, n),
            one: Some(person(one)),
            other: Some(person(other)),
            subject: None,
        };
        let pairs = reckoned_pairs(&[same(1, 1, 2), same(2, 3, 4), same(3, 2, 3), same(4, 1, 4)]);
        assert_eq!(pairs.len(), 4 * 3);
        let by = |one, other| pairs[&(person(one).to_string(), person(other).to_string())].1;
        assert_eq!([by(1, 2), by(4, 3), by(1, 3), by(1, 4), by(4, 1)], [1, 2, 3, 3, 3]);
    }
}
