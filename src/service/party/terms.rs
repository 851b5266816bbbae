//! Which blind terms payees, donors, entries of registers and offenders have, from their words as they are sealed.
use crate::{
    domain::{party::Party, purpose::PayeeKind, text::Line},
    service::payment::draft_payment::{Payee, PayeeAccount},
    vault::{Keys, party::PartyTerms},
};
use serde::{Deserialize, Serialize};
use std::fmt;

/// What is sealed of a donor.
#[derive(Clone, Serialize, Deserialize)]
pub struct DonorWords {
    /// The name.
    pub name: Line,
    /// FIN, VÖEN or registration number.
    pub number: Option<Line>,
    /// The account that the gift came from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub account: Option<PayeeAccount>,
}

impl fmt::Debug for DonorWords {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[donor]")
    }
}

/// What is sealed of an entry of a register.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RegisterWords {
    /// The name.
    pub name: Line,
    /// FIN, VÖEN, licence or registration number.
    pub number: Option<Line>,
    /// Accounts: IBANs, or numbers abroad.
    pub accounts: Vec<Line>,
    /// To whom or what a related party is related.
    pub relation: Option<Line>,
}

impl fmt::Debug for RegisterWords {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[register]")
    }
}

/// As what a payee is known.
pub fn party_of(kind: PayeeKind) -> Party {
    match kind {
        PayeeKind::Beneficiary => Party::Beneficiary,
        PayeeKind::Representative => Party::Representative,
        PayeeKind::Lawyer => Party::Lawyer,
        _ => Party::Payee,
    }
}

/// The terms of a payee. The name of a person helped, or of who represents one, is in no index of payees.
pub fn terms_of_payee(keys: &Keys, payee: &Payee) -> PartyTerms {
    let mut terms = PartyTerms::default();
    add_account(keys, payee.account.as_ref(), &mut terms);
    payee.number.iter().for_each(|number| terms.number(keys, number.expose()));
    if !matches!(payee.kind, PayeeKind::Beneficiary | PayeeKind::Representative) {
        payee.name.iter().for_each(|name| terms.name(keys, name.expose()));
    }
    terms
}

/// The terms of a donor.
pub fn terms_of_donor(keys: &Keys, donor: &DonorWords) -> PartyTerms {
    let mut terms = PartyTerms::default();
    add_account(keys, donor.account.as_ref(), &mut terms);
    donor.number.iter().for_each(|number| terms.number(keys, number.expose()));
    terms.name(keys, donor.name.expose());
    terms
}

/// The terms of an entry of a register.
pub fn terms_of_entry(keys: &Keys, entry: &RegisterWords) -> PartyTerms {
    let mut terms = PartyTerms::default();
    entry.accounts.iter().for_each(|account| terms.account(keys, account.expose()));
    entry.number.iter().for_each(|number| terms.number(keys, number.expose()));
    terms.name(keys, entry.name.expose());
    terms
}

/// The terms of an order's offenders, none where it names none: a court refers to somebody by a number or by a name, so each
/// reference is read as both; and the case, by which orders of other kinds are known to be of the same one.
pub fn terms_of_offenders<'r>(
    keys: &Keys,
    references: impl IntoIterator<Item = &'r str>,
    (issuer, case_number): (&str, &str),
) -> PartyTerms {
    let mut terms = PartyTerms::default();
    for reference in references {
        if terms.is_empty() {
            terms.case(keys, issuer, case_number);
        }
        terms.number(keys, reference);
        terms.name(keys, reference);
    }
    terms
}

fn add_account(keys: &Keys, account: Option<&PayeeAccount>, terms: &mut PartyTerms) {
    let numbers = account.into_iter().flat_map(|account| account.iban.iter().chain(&account.number));
    numbers.for_each(|number| terms.account(keys, number.expose()));
}
