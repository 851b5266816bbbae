//! What the index over parties must hold, made from sealed words: a page of payees, donors, entries or offenders, opened, and the terms
//! of each. For `verify`, and for rows that were there before the index was.
use super::terms::*;
use crate::{
    domain::{party::Party, reference::Reference},
    service::{inflow::donor::DONOR, payment::draft_payment::Payee, register::enter_register::PLACE},
    store::{
        Fault, Snapshot,
        data_key::wrapped_of,
        party::PartyTerm,
        verify_party::{SealedOffender, SealedParty, SealedPayee},
    },
    vault::{Keys, Words, party::PartyTerms},
};
use std::collections::BTreeMap;
use uuid::Uuid;

/// The sorts of party that have sealed words of their own; `Party::Payee` stands for payees of every kind.
pub const SORTS: [Party; 4] = [Party::Payee, Party::Donor, Party::Listed, Party::Offender];

/// What each of a page must keep (none where its words do not open), and the last number of the page; none where it is the last page.
#[derive(Default)]
pub struct Reckoned {
    /// By number.
    pub terms: BTreeMap<i64, Option<Vec<PartyTerm>>>,
    /// The last number.
    pub last: Option<i64>,
}

/// A page of one sort, as it is stored.
pub enum Sealed {
    /// Payees.
    Payees(Vec<SealedPayee>),
    /// Donors.
    Donors(Vec<SealedParty>),
    /// Entries of registers.
    Entries(Vec<SealedParty>),
    /// Offenders, order by order.
    Offenders(Vec<SealedOffender>),
}

impl Sealed {
    /// Those of a sort after a number, at most so many.
    pub async fn read(from: &mut Snapshot, sort: Party, after: i64, limit: i64) -> Result<Sealed, Fault> {
        Ok(match sort {
            Party::Donor => Sealed::Donors(from.sealed_donors(after, limit).await?),
            Party::Listed => Sealed::Entries(from.sealed_entries(after, limit).await?),
            Party::Offender => Sealed::Offenders(from.sealed_offenders(after, limit).await?),
            _ => Sealed::Payees(from.sealed_payees(after, limit).await?),
        })
    }

    /// What they must keep.
    pub fn reckoned(&self, keys: &Keys) -> Reckoned {
        match self {
            Sealed::Payees(rows) => reckoned(rows.iter().map(|row| (row.id.stored(), of_payee(row, keys)))),
            Sealed::Donors(rows) => reckoned(rows.iter().map(|row| (row.id, of_donor(row, keys)))),
            Sealed::Entries(rows) => reckoned(rows.iter().map(|row| (row.id, of_entry(row, keys)))),
            Sealed::Offenders(rows) => {
                let orders = rows.chunk_by(|one, next| one.id == next.id);
                reckoned(orders.map(|order| (order[0].id.stored(), of_offenders(order, keys))))
            }
        }
    }
}

/// The terms that are kept of a sort, after a number and up to another.
pub async fn kept_terms(
    from: &mut Snapshot,
    sort: Party,
    after: i64,
    last: i64,
) -> Result<Vec<PartyTerm>, Fault> {
    match sort {
        Party::Payee => from.payee_terms(after, last).await,
        _ => from.party_terms(sort, after, last).await,
    }
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
