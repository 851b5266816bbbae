//! What the rules may know of a payee or a donor, by blind terms and with one question for most of them; a second where another person's
//! pseudonyms matter, and some more where an order names them as an offender, which is rare.
use super::terms::{DonorWords, terms_of_donor, terms_of_payee};
use crate::{
    domain::{
        day::Day,
        party::{AccountOf, Party, PartyTermKind},
        payment::Verb,
        purpose::{Method, PayeeKind},
        reference::*,
        register::Register,
    },
    rules::facts::{Fact, OffenderOf, PartyFacts},
    service::{
        Halt, Outcome, beneficiary::record_identity::identity_of, duplicate::joined::pseudonyms_of,
        payment::draft_payment::Payee,
    },
    store::{Snapshot, party::FoundParty},
    vault::{Keys, party::PartyTerms},
};
use std::collections::{BTreeMap, BTreeSet};

/// Most orders that are looked into for one payee.
const MOST_ORDERS: usize = 8;

/// What a payment says of whom it is for, how it is paid, and when.
#[derive(Debug, Clone, Copy)]
pub struct Payment {
    /// For whom.
    pub beneficiary: BeneficiaryRef,
    /// How.
    pub method: Method,
    /// The day on which the payee is asked about.
    pub on: Day,
}

/// Is money sent to the account that the person's identity has, since nobody wrote another?
pub fn goes_to_own_account(kind: PayeeKind, method: Method, terms: &PartyTerms) -> bool {
    kind == PayeeKind::Beneficiary && method == Method::Bank && !terms.has(PartyTermKind::Account)
}

/// The terms by which the payee of a payment is sought; `payee` is none where nothing was sealed of one.
pub async fn payee_terms(
    from: &mut Snapshot,
    keys: &Keys,
    (kind, payee): (PayeeKind, Option<&Payee>),
    payment: Payment,
) -> Outcome<PartyTerms> {
    let mut terms = payee.map(|payee| terms_of_payee(keys, payee)).unwrap_or_default();
    if goes_to_own_account(kind, payment.method, &terms) {
        // Nobody wrote an account: the bank is told the one that the identity has last.
        // What cannot be read waits for the guardian anyway.
        let identity = match identity_of(from, keys, payment.beneficiary).await {
            Err(Halt::Fault(fault)) if fault.is_of_row() => None,
            read => Some(read?),
        };
        if let Some(account) = identity.as_ref().and_then(|identity| identity.accounts.last()) {
            account.iban.iter().for_each(|iban| terms.account(keys, iban.expose()));
            account.number.iter().for_each(|number| terms.account(keys, number.expose()));
        }
    }
    Ok(terms)
}

/// What is known of the payee of a payment by its terms.
pub async fn party_facts(
    from: &mut Snapshot,
    terms: &PartyTerms,
    kind: PayeeKind,
    payment: Payment,
) -> Outcome<PartyFacts> {
    facts_of(from, terms, Asked { kind: Some(kind), own: Some(payment.beneficiary), on: payment.on }).await
}

/// What is known of a donor on a day.
pub async fn donor_party_facts(
    from: &mut Snapshot,
    keys: &Keys,
    donor: &DonorWords,
    on: Day,
) -> Outcome<PartyFacts> {
    facts_of(from, &terms_of_donor(keys, donor), Asked { kind: None, own: None, on }).await
}

/// Does the register of courts know an issuer on a day? Unknown where it has no entry.
pub async fn issuer_is_known(from: &mut Snapshot, keys: &Keys, issuer: &str, on: Day) -> Outcome<Fact<bool>> {
    let mut terms = PartyTerms::default();
    terms.name(keys, issuer);
    let found = from.parties_with(&terms, None).await?;
    if found.iter().any(|one| one.register == Some(Register::Courts) && one.listing().counts_on(on)) {
        return Ok(Fact::Known(true));
    }
    Ok(if from.is_kept(Register::Courts).await? { Fact::Known(false) } else { Fact::Unknown })
}

/// Of whom it is asked: a payee of some kind, or a donor.
struct Asked {
    kind: Option<PayeeKind>,
    own: Option<BeneficiaryRef>,
    on: Day,
}

async fn facts_of(from: &mut Snapshot, terms: &PartyTerms, asked: Asked) -> Outcome<PartyFacts> {
    let found = from.parties_with(terms, asked.own).await?;
    let has_number = terms.has(PartyTermKind::Number);
    let on_register = |register: Register| {
        let listed = found.iter().filter(move |one| one.register == Some(register));
        listed.filter(|one| one.listing().counts_on(asked.on))
    };
    let is_listed = |register| on_register(register).any(|one| is_the_same(one, has_number));
    let others = others_of(from, &found, asked.own).await?;
    let mut account_is_of: BTreeSet<AccountOf> =
        found.iter().filter_map(|one| account_of(one, asked.kind)).collect();
    if on_register(Register::Staff).any(by_account) {
        account_is_of.insert(AccountOf::Staff);
    }
    if on_register(Register::Bar).any(by_account) && asked.kind != Some(PayeeKind::Lawyer) {
        account_is_of.insert(AccountOf::Lawyer);
    }
    if !others.helped.is_empty() {
        account_is_of.insert(AccountOf::OtherBeneficiary);
    }
    let lawyer_listed = match asked.kind {
        Some(PayeeKind::Lawyer) if is_listed(Register::Bar) => Fact::Known(true),
        Some(PayeeKind::Lawyer) => not_listed(from, terms).await?,
        _ => Fact::NotApplicable,
    };
    Ok(PartyFacts {
        lawyer_listed,
        enforcement_listed: is_listed(Register::Enforcement)
            || on_register(Register::Enforcement).any(by_account),
        account_is_of,
        represents: others.represented,
        offender: offender_of(from, &found, asked.own).await?,
        gave: found.iter().filter_map(|one| one.received_on).max(),
        is_related: [Register::Staff, Register::Related]
            .into_iter()
            .any(|register| is_listed(register) || on_register(register).any(by_account)),
        unnamed: !is_named(terms) && asked.kind.is_some_and(is_named_by_payee),
    })
}

fn by_account(one: &FoundParty) -> bool {
    one.of.kind == PartyTermKind::Account
}

/// Is an entry who is asked about? The number decides; a name only where one of the two has no number.
fn is_the_same(one: &FoundParty, has_number: bool) -> bool {
    match one.of.kind {
        PartyTermKind::Number => true,
        PartyTermKind::Name => !(has_number && one.numbered),
        PartyTermKind::Account | PartyTermKind::Case => false,
    }
}

fn is_named(terms: &PartyTerms) -> bool {
    terms.has(PartyTermKind::Number) || terms.has(PartyTermKind::Name)
}

/// Persons helped, and who represents them, are told by their own records and not by the payment.
fn is_named_by_payee(kind: PayeeKind) -> bool {
    !matches!(kind, PayeeKind::Beneficiary | PayeeKind::Representative)
}

/// A lawyer who was not found: nobody can tell where the register is not kept, or where neither number nor name is known.
async fn not_listed(from: &mut Snapshot, terms: &PartyTerms) -> Outcome<Fact<bool>> {
    let tells = is_named(terms) && from.is_kept(Register::Bar).await?;
    Ok(if tells { Fact::Known(false) } else { Fact::Unknown })
}

/// Whose an account is by a payment, a gift or an order; entries of registers and other persons helped are looked at apart.
fn account_of(one: &FoundParty, kind: Option<PayeeKind>) -> Option<AccountOf> {
    if !by_account(one) {
        return None;
    }
    match one.of.party {
        Party::Lawyer if kind != Some(PayeeKind::Lawyer) => Some(AccountOf::Lawyer),
        // A donor's own account says nothing of a donor.
        Party::Donor if kind.is_some() => Some(AccountOf::Donor),
        Party::Offender => Some(AccountOf::Offender),
        _ => None,
    }
}

/// Other persons helped to whose account the same one was.
#[derive(Default)]
struct Others {
    helped: BTreeSet<BeneficiaryRef>,
    represented: BTreeSet<BeneficiaryRef>,
}

/// Pseudonyms of one person are no others.
async fn others_of(
    from: &mut Snapshot,
    found: &[FoundParty],
    own: Option<BeneficiaryRef>,
) -> Outcome<Others> {
    let mut others = Others::default();
    for one in found {
        match one.of.party {
            // Accounts of identities are the guardian's matter: told here, they would say of a guessed one that its holder is helped.
            Party::Beneficiary => others.helped.extend(one.of.beneficiary),
            Party::Representative => others.represented.extend(one.of.beneficiary),
            _ => {}
        }
    }
    if let Some(own) = own.filter(|_| !(others.helped.is_empty() && others.represented.is_empty())) {
        for same in pseudonyms_of(from, own).await? {
            others.helped.remove(&same);
            others.represented.remove(&same);
        }
    }
    Ok(others)
}

/// The order that names somebody as an offender: one that is linked before another, one by number before one by name. By account alone
/// nobody is one.
async fn offender_of(
    from: &mut Snapshot,
    found: &[FoundParty],
    own: Option<BeneficiaryRef>,
) -> Outcome<Option<OffenderOf>> {
    let mut named: BTreeMap<OrderRef, (bool, Option<&Vec<u8>>)> = BTreeMap::new();
    for one in found.iter().filter(|one| one.of.party == Party::Offender && !by_account(one)) {
        let Some(order) = OrderRef::from_stored(one.of.id) else { continue };
        let (by_number, case) = named.entry(order).or_default();
        *by_number |= one.of.kind == PartyTermKind::Number;
        *case = one.case_term.as_ref();
    }
    if named.is_empty() {
        return Ok(None);
    }
    let mut own_cases = vec![];
    if let Some(own) = own {
        for pseudonym in pseudonyms_of(from, own).await? {
            own_cases.extend(from.cases_of(pseudonym).await?);
        }
    }
    let is_linked = |order: OrderRef, case: Option<&Vec<u8>>| {
        own_cases.iter().any(|(own, term)| *own == order || term.is_some() && term.as_ref() == case)
    };
    let mut ranked: Vec<(bool, bool, OrderRef)> = named
        .into_iter()
        .map(|(order, (by_number, case))| (is_linked(order, case), by_number, order))
        .collect();
    ranked.sort_unstable();
    for (is_linked, by_number, order) in ranked.into_iter().rev().take(MOST_ORDERS) {
        if let Some(row) = from.order(order).await?
            && from.order_end(order).await?.is_none()
            && from.decisions(&order.to_string()).await?.iter().any(|d| d.verb == Verb::Confirm)
        {
            return Ok(Some(OffenderOf { order, kind: row.kind, is_linked, by_number }));
        }
    }
    Ok(None)
}
