//! The blind index over parties against the sealed words that it follows from: each payee, donor, entry of a register and offender is
//! opened, its terms are made again and must be kept, and no others. Of an erased person nothing may be kept.
use super::{
    Check,
    difference::{Unread, look},
};
use crate::{
    domain::party::Party,
    service::{
        halt::Outcome,
        party::reckon::{Reckoned, SORTS, Sealed, kept_terms},
    },
    store::party::PartyTerm,
    vault::Keys,
};
use std::collections::BTreeSet;

/// Payments, donors, entries or orders of one read.
const PAGE: i64 = 200;

/// Looks at all parties.
pub(super) async fn verify_parties(check: &mut Check<'_>, keys: &Keys) -> Outcome<()> {
    let mut seen = 0;
    for sort in SORTS {
        match of_sort(check, keys, sort).await? {
            Ok(rows) => seen += rows,
            Err(unread) => {
                check.found.add("party_term", "a row …", unread.words());
                return Ok(());
            }
        }
    }
    // A table that cannot be counted is among the differences already.
    let counts = look(check.from, |from| Box::pin(from.count_reckoned())).await?.unwrap_or_default();
    let stored = counts.iter().find(|(table, _)| table == "party_term").map_or(seen, |(_, rows)| *rows);
    if stored != seen {
        let what = format!("the index has {stored} terms, and those of known parties are {seen}");
        check.found.add("party_term", "a term …", what);
    }
    Ok(())
}

/// How many terms are kept of one sort.
async fn of_sort(check: &mut Check<'_>, keys: &Keys, sort: Party) -> Outcome<Result<i64, Unread>> {
    let (mut after, mut seen, mut done) = (i64::MIN, 0, 0);
    loop {
        let page = match look(check.from, |from| Box::pin(Sealed::read(from, sort, after, PAGE))).await? {
            Ok(sealed) => sealed.reckoned(keys),
            Err(unread) => return Ok(Err(unread)),
        };
        // After the last there may be rows of nobody.
        let last = page.last.unwrap_or(i64::MAX);
        let stored = match look(check.from, |from| Box::pin(kept_terms(from, sort, after, last))).await? {
            Ok(stored) => stored.into_iter().collect::<BTreeSet<PartyTerm>>(),
            Err(unread) => return Ok(Err(unread)),
        };
        seen += stored.len() as i64;
        done += page.terms.len() as i64;
        compare(check, &page, &stored);
        check.tell("parties", done, done);
        match page.last {
            Some(last) => after = last,
            None => return Ok(Ok(seen)),
        }
    }
}

fn compare(check: &mut Check<'_>, page: &Reckoned, stored: &BTreeSet<PartyTerm>) {
    let wanted: BTreeSet<&PartyTerm> = page.terms.values().flatten().flatten().collect();
    let mut told = |term: &PartyTerm, what: &str| {
        let row = format!("term {}…, {} of {}", &hex::encode(&term.term)[..8], term.kind, term.subject());
        check.found.add("party_term", row, what);
    };
    if let Some(missing) = wanted.iter().find(|term| !stored.contains(**term)) {
        told(missing, "follows from sealed words and is not kept");
    }
    // Of words that do not open nobody can tell: that is said with the seals.
    let is_closed = |term: &PartyTerm| matches!(page.terms.get(&term.id), Some(None));
    if let Some(odd) = stored.iter().find(|term| !wanted.contains(term) && !is_closed(term)) {
        told(odd, "is kept and does not follow from sealed words");
    }
}
