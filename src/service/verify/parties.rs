//! The blind index over parties against the sealed words that it follows from: each payee, donor, entry of a register and offender is
//! opened, its terms are made again and must be kept, and no others. Of an erased person nothing may be kept.
use super::{
    Check,
    difference::{Unread, look},
};
use crate::{
    domain::{party::Party, reference::Reference},
    service::{
        halt::Outcome, inflow::donor::DONOR, party::terms::*, payment::draft_payment::Payee,
        register::enter_register::PLACE,
    },
    store::{
        data_key::wrapped_of,
        party::PartyTerm,
        verify_party::{SealedOffender, SealedParty, SealedPayee},
    },
    vault::{Keys, Words, party::PartyTerms},
};
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// Payments, donors, entries or orders of one read.
const PAGE: i64 = 200;

/// A page of one sort of party: what each must keep (none where its words do not open, which is said with the seals), and its last number.
#[derive(Default)]
struct Reckoned {
    terms: BTreeMap<i64, Option<Vec<PartyTerm>>>,
    last: Option<i64>,
}

/// Looks at all parties.
pub(super) async fn verify_parties(check: &mut Check<'_>, keys: &Keys) -> Outcome<()> {
    let mut seen = 0;
    for party in [Party::Payee, Party::Donor, Party::Listed, Party::Offender] {
        match of_party(check, keys, party).await? {
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

/// How many terms are kept of one sort; `Party::Payee` stands for payees of every kind.
async fn of_party(check: &mut Check<'_>, keys: &Keys, party: Party) -> Outcome<Result<i64, Unread>> {
    let (mut after, mut seen, mut done) = (i64::MIN, 0, 0);
    loop {
        let page = match page_of(check, keys, party, after).await? {
            Ok(page) => page,
            Err(unread) => return Ok(Err(unread)),
        };
        let last = page.last.unwrap_or(i64::MAX);
        let stored = match party {
            Party::Payee => look(check.from, |from| Box::pin(from.payee_terms(after, last))).await?,
            _ => look(check.from, |from| Box::pin(from.party_terms(party, after, last))).await?,
        };
        let stored: BTreeSet<PartyTerm> = match stored {
            Ok(stored) => stored.into_iter().collect(),
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
    let is_closed = |term: &PartyTerm| matches!(page.terms.get(&term.id), Some(None));
    if let Some(odd) = stored.iter().find(|term| !wanted.contains(term) && !is_closed(term)) {
        told(odd, "is kept and does not follow from sealed words");
    }
}

/// One page of a sort, opened.
async fn page_of(
    check: &mut Check<'_>,
    keys: &Keys,
    party: Party,
    after: i64,
) -> Outcome<Result<Reckoned, Unread>> {
    let from = &mut *check.from;
    let page = match party {
        Party::Payee => {
            let rows = look(from, |from| Box::pin(from.sealed_payees(after, PAGE))).await?;
            rows.map(|rows| reckoned(rows.iter().map(|row| (row.id.stored(), of_payee(row, keys)))))
        }
        Party::Donor => {
            let rows = look(from, |from| Box::pin(from.sealed_donors(after, PAGE))).await?;
            rows.map(|rows| reckoned(rows.iter().map(|row| (row.id, of_donor(row, keys)))))
        }
        Party::Listed => {
            let rows = look(from, |from| Box::pin(from.sealed_entries(after, PAGE))).await?;
            rows.map(|rows| reckoned(rows.iter().map(|row| (row.id, of_entry(row, keys)))))
        }
        _ => {
            let rows = look(from, |from| Box::pin(from.sealed_offenders(after, PAGE))).await?;
            rows.map(|rows| {
                let orders = rows.chunk_by(|one, next| one.id == next.id);
                reckoned(orders.map(|order| (order[0].id.stored(), of_offenders(order, keys))))
            })
        }
    };
    Ok(page)
}

fn reckoned(rows: impl Iterator<Item = (i64, Option<Vec<PartyTerm>>)>) -> Reckoned {
    let terms: BTreeMap<i64, Option<Vec<PartyTerm>>> = rows.collect();
    Reckoned { last: terms.keys().next_back().copied(), terms }
}

fn terms_as(party: Party, id: i64, terms: &PartyTerms) -> Vec<PartyTerm> {
    let one =
        |(kind, term): (_, &[u8])| PartyTerm { term: term.to_vec(), party, id, kind, beneficiary: None };
    terms.iter().map(one).collect()
}

/// Nothing is kept of a payee whose words are gone.
fn of_payee(row: &SealedPayee, keys: &Keys) -> Option<Vec<PartyTerm>> {
    let (Some(seal), Some(cipher)) = (row.seal, row.cipher.as_deref()) else { return Some(vec![]) };
    let words = match row.owner {
        None => keys.open(seal, "payment.payee", cipher).ok()?,
        Some(owner) => match wrapped_of(row.outer_key.as_ref(), row.wrapped.as_ref()) {
            Some(wrapped) => keys.data_key(owner, &wrapped).ok()?.open(seal, "payment.payee", cipher).ok()?,
            None => return Some(vec![]),
        },
    };
    let payee: Payee = serde_json::from_slice(words.expose()).ok()?;
    let mut terms = terms_as(party_of(row.payee_kind), row.id.stored(), &terms_of_payee(keys, &payee));
    terms.iter_mut().for_each(|term| term.beneficiary = Some(row.beneficiary));
    Some(terms)
}

fn of_donor(row: &SealedParty, keys: &Keys) -> Option<Vec<PartyTerm>> {
    let words = opened(keys, row.seal, DONOR, row.cipher.as_deref())?;
    let said: DonorWords = serde_json::from_slice(words.expose()).ok()?;
    Some(terms_as(Party::Donor, row.id, &terms_of_donor(keys, &said)))
}

fn of_entry(row: &SealedParty, keys: &Keys) -> Option<Vec<PartyTerm>> {
    let words = opened(keys, row.seal, PLACE, row.cipher.as_deref())?;
    let said: RegisterWords = serde_json::from_slice(words.expose()).ok()?;
    Some(terms_as(Party::Listed, row.id, &terms_of_entry(keys, &said)))
}

fn of_offenders(order: &[SealedOffender], keys: &Keys) -> Option<Vec<PartyTerm>> {
    let first = order.first()?;
    let case = opened(keys, first.case_seal, "order.case", first.case_cipher.as_deref())?;
    let mut references = vec![];
    for offender in order {
        let Some(seal) = offender.seal else { continue };
        references.push(opened(keys, seal, "order.offender", offender.cipher.as_deref())?);
    }
    let texts: Option<Vec<&str>> = references.iter().map(|words| words.expose_text()).collect();
    let terms = terms_of_offenders(keys, texts?, (&first.issuer, case.expose_text()?));
    Some(terms_as(Party::Offender, first.id.stored(), &terms))
}

fn opened(keys: &Keys, seal: Uuid, place: &str, cipher: Option<&[u8]>) -> Option<Words> {
    keys.open(seal, place, cipher?).ok()
}
