//! What stands around a payment, as the rulebook names it.
use super::{days, yes_or_no};
use crate::{
    domain::{party::AccountOf, purpose::PayeeKind},
    rules::{book::Attributes, facts::*},
};
use std::collections::BTreeSet;

/// Known or not.
fn known<T>(fact: &Fact<T>) -> &'static str {
    match fact {
        Fact::Known(_) => "known",
        Fact::Unknown => "unknown",
        Fact::NotApplicable => "none",
    }
}

/// The word of a fact; `none` where it does not matter.
pub(super) fn word_of<T>(fact: &Fact<T>, word: fn(T) -> &'static str) -> &'static str
where
    T: Copy,
{
    match fact {
        Fact::Known(value) => word(*value),
        Fact::Unknown => "unknown",
        Fact::NotApplicable => "none",
    }
}

/// `yes`, `no` or `unknown`: where a fact does not matter, nobody knows it.
fn or_unknown(fact: &Fact<bool>) -> &'static str {
    match fact {
        Fact::NotApplicable => "unknown",
        other => yes_or_no(other),
    }
}

pub(super) fn around(facts: &PaymentFacts, to: &mut Attributes) {
    let around = &facts.around;
    to.word(
        "mandate",
        match around.mandate {
            Fact::Known(true) => "on",
            Fact::Known(false) => "off",
            Fact::Unknown => "unknown",
            Fact::NotApplicable => "none",
        },
    );
    way(facts, to);
    person(facts, to);
    party(facts, to);
    origin(around, to);
    to.word(
        "rate",
        match around.rate {
            Fact::Known(()) => "known",
            Fact::Unknown => "missing",
            Fact::NotApplicable => "none",
        },
    );
    to.set("same_hands", around.same_hands.iter().map(|(one, other)| format!("{one} {other}")));
    to.flag("opener_releases", around.opener_releases);
    to.long("near", around.near.0);
    to.long("days_back", around.days_back);
    to.flag("period_closed", around.period_closed);
    to.set("speaks_of_terms", &facts.texts.terms);
}

fn way(facts: &PaymentFacts, to: &mut Attributes) {
    let way = &facts.around.way;
    to.word(
        "reflection",
        match way.reflecting {
            Fact::Known(true) => "running",
            Fact::Known(false) => "over",
            Fact::Unknown | Fact::NotApplicable => "unknown",
        },
    );
    let file = facts.beneficiary.return_file.known();
    to.word("own_request", yes_or_no(&Fact::from_option(file.and_then(|file| file.own_request))));
    let proceedings = way.proceedings.known();
    to.word("proceedings", if proceedings.is_some() { "known" } else { "unknown" });
    to.word(
        "appeal",
        match proceedings.map(|proceedings| &proceedings.appeal_open) {
            Some(Fact::Known(true)) => "open",
            Some(Fact::Known(false)) => "closed",
            _ => "unknown",
        },
    );
    to.long("open_cases", proceedings.map_or(0, |proceedings| proceedings.open));
    to.long(
        "cases_without_arrangement",
        proceedings.map_or(0, |proceedings| proceedings.without_arrangement),
    );
    to.word("coerced", or_unknown(&way.coerced));
}

fn person(facts: &PaymentFacts, to: &mut Attributes) {
    let person = &facts.beneficiary;
    to.word("wish", person.wish.known().map_or("unknown", |method| method.as_str()));
    to.word("evidence", or_unknown(&person.evidence));
    let support = &facts.around.support;
    to.word("support", if support.known().is_some() { "known" } else { "unknown" });
    let none = SupportFacts::default();
    let said = support.known().unwrap_or(&none);
    to.set("paid_by_state", &said.by_state);
    to.set("paid_by_others", &said.by_others);
}

fn party(facts: &PaymentFacts, to: &mut Attributes) {
    let party = &facts.around.party;
    to.word("lawyer_listed", yes_or_no(&party.lawyer_listed));
    to.set("account_of", account_of(party));
    let is_person = facts.payee_kind == PayeeKind::Beneficiary;
    let offender = match party.charged() {
        _ if is_person => "none",
        Charged::No if party.unnamed => "unknown",
        charged => charged.as_str(),
    };
    to.word("payee_offender", offender);
    to.word("payee_sanctioned", word_of(&facts.around.sanctioned, Sanctioned::as_str));
    to.known_long("payee_gave_on", party.gave.map(days));
}

/// Whose the account is, too, as the rulebook says it; that it is a donor's is a matter of the day of the gift.
pub(in crate::rules) fn account_of(party: &PartyFacts) -> BTreeSet<&'static str> {
    let word = |of: &AccountOf| match of {
        AccountOf::OtherBeneficiary => Some("beneficiary"),
        AccountOf::Donor => None,
        other => Some(other.as_str()),
    };
    party.account_is_of.iter().filter_map(word).collect()
}

fn origin(around: &Around, to: &mut Attributes) {
    let origin = &around.origin;
    to.set("lots_of_budget", &origin.of_budget);
    to.set("lots_of_fund", &origin.of_fund);
    to.set("lots_unproven", &origin.unproven);
    to.set("lots_lending", &origin.lending);
    to.flag("budget_could_pay", origin.budget_could_pay);
    to.word(
        "order_kind",
        match &around.order_kind {
            Fact::Known(kind) => kind.as_str(),
            other => known(other),
        },
    );
    to.set("receipts_paid", &around.receipts_paid);
    to.flag("receipts_unsaid", around.receipts_unsaid);
}
