//! Facts as the rulebook names them (`policies/fund.cedarschema`): flat words, sums in qəpik and days counted from 1970-01-01, so that
//! questions about all payments there could be stay decidable. Nothing is judged here; what is not known stays unknown.
pub(super) mod around;
mod others;

use super::{
    book::{Attributes, Question},
    facts::*,
    representative::Receiving,
    return_file,
};
use crate::domain::{
    beneficiary::RemovalAnswer,
    day::Day,
    money::{Money, Qepik},
    purpose::PayeeKind,
    reference::{LotRef, PaymentRef},
};
use std::collections::BTreeMap;

/// What a rulebook is asked about.
#[derive(Debug, Clone, Copy)]
pub(super) enum Matter<'f> {
    /// A payment at a step.
    Payment(&'f PaymentFacts),
    /// Cash that is handed over.
    Collection(&'f Receiving<'f>),
    /// An inflow.
    Inflow(&'f InflowFacts),
    /// A payment on its way into the bank's file, and whether its account is the approved one.
    Transfer(PaymentRef, &'f Fact<bool>),
    /// A payment that met the bank.
    Settlement(&'f SettlementFacts),
    /// A reason that is written down.
    Reason(&'f ReasonFacts),
    /// Property that is used or sold.
    Asset(&'f AssetFacts),
    /// What the sweep looks at, and its reference.
    Watched(&'f str, &'f Watched),
    /// A finding that somebody would lift.
    Lift(&'f Lift),
}

impl Matter<'_> {
    /// How it is asked.
    pub fn question(&self) -> Question {
        match self {
            Matter::Payment(_) => Question::PAYMENT,
            Matter::Collection(_) => Question::COLLECTION,
            Matter::Inflow(_) => Question::INFLOW,
            Matter::Transfer(..) => Question::TRANSFER,
            Matter::Settlement(_) => Question::SETTLEMENT,
            Matter::Reason(_) => Question::REASON,
            Matter::Asset(_) => Question::ASSET,
            Matter::Watched(_, watched) => others::question(watched),
            Matter::Lift(_) => Question::LIFT,
        }
    }

    /// Its facts.
    pub fn attributes(&self) -> Attributes {
        let mut to = Attributes::default();
        match self {
            Matter::Payment(facts) => payment(facts, &mut to),
            Matter::Collection(receiving) => collection(receiving, &mut to),
            Matter::Inflow(facts) => others::inflow(facts, &mut to),
            Matter::Transfer(_, agrees) => to.word("account_as_approved", yes_or_no(agrees)),
            Matter::Settlement(facts) => others::settlement(facts, &mut to),
            Matter::Reason(facts) => others::reason(facts, &mut to),
            Matter::Asset(facts) => others::asset(facts, &mut to),
            Matter::Watched(_, watched) => others::watched(watched, &mut to),
            Matter::Lift(lift) => others::lift(lift, &mut to),
        }
        to
    }
}

/// A day as the rulebook counts it.
fn days(day: Day) -> i64 {
    day.date().signed_duration_since(chrono::NaiveDate::default()).num_days()
}

fn yes_or_no(fact: &Fact<bool>) -> &'static str {
    match fact {
        Fact::Known(true) => "yes",
        Fact::Known(false) => "no",
        Fact::Unknown => "unknown",
        Fact::NotApplicable => "none",
    }
}

fn payment(facts: &PaymentFacts, to: &mut Attributes) {
    to.word("stage", facts.stage.as_str());
    to.long("on", days(facts.on));
    to.word("purpose", facts.purpose.as_str());
    to.long("amount", facts.amount.qepik());
    to.word("payee_enforces", yes_or_no(&facts.payee_enforces));
    to.set("categories", facts.items.iter().map(|(category, _)| category));
    to.flag("items_unsaid", facts.items.is_empty() && facts.purpose.needs_items());
    to.word("journey", super::journey::Journey::of(facts).word().unwrap_or("none"));
    to.set("memo_tells", facts.memo.iter().filter(|offence| offence.is_finding()));
    to.set("speaks_of", &facts.texts.plainly.kinds);
    to.set("may_speak_of", &facts.texts.perhaps.kinds);
    person(facts, to);
    sums(facts, to);
    order(&facts.order, to);
    lots(facts, to);
    around::around(facts, to);
    receiving(&Receiving::of(facts), to);
}

fn person(facts: &PaymentFacts, to: &mut Attributes) {
    let person = &facts.beneficiary;
    to.word("citizenship", person.citizenship.as_str());
    to.word(
        "identity",
        match &person.identity_reviewed {
            Fact::Known(Review::Done) => "done",
            Fact::Known(Review::Waiting(_)) => "waiting",
            Fact::Unknown => "unknown",
            Fact::NotApplicable => "none",
        },
    );
    to.known_long("identified_on", person.identified_on.known().map(|day| days(*day)));
    to.set("removals", person.removals.iter().map(|removal| removal.form));
    let absent = ReturnFile::default();
    let file = person.return_file.known();
    to.flag("has_return_file", file.is_some());
    let file = file.unwrap_or(&absent);
    to.set("return_lacks", return_file::incomplete_parts(file));
    to.set("return_future", return_file::future_days(file, facts.on));
    to.word("in_custody", yes_or_no(&Fact::from_option(file.in_custody)));
    to.word(
        "removal_answer",
        match file.removal_check {
            None => "unknown",
            Some((_, RemovalAnswer::Exists)) => "exists",
            Some((_, RemovalAnswer::None)) => "none",
        },
    );
    to.known_long("removal_asked_on", file.removal_check.map(|(day, _)| days(day)));
    to.flag("return_confirmed", file.confirmed);
}

fn sums(facts: &PaymentFacts, to: &mut Attributes) {
    let awards = &facts.awards;
    to.known_long("entitled_on", facts.entitlement.known().map(|day| days(*day)));
    to.known_long("entitled_on_as_said", facts.entitlement_claimed.map(days));
    to.known_long("sum_in_force", facts.sum_in_force.known().map(|(sum, _)| sum.qepik()));
    to.long("paid", awards.paid.0);
    to.known_long("award_sum", awards.award_sum.map(Money::qepik));
    to.flag("names_award", awards.names_award);
    to.flag("paid_elsewhere", awards.elsewhere);
    to.long("other_episodes", awards.other_episodes.len() as i64);
}

fn order(order: &Fact<OrderFacts>, to: &mut Attributes) {
    let order = match order {
        Fact::Known(order) => {
            to.word("order", "known");
            Some(order)
        }
        Fact::Unknown => {
            to.word("order", "unknown");
            None
        }
        Fact::NotApplicable => {
            to.word("order", "none");
            None
        }
    };
    let sum = |of: fn(&OrderFacts) -> Qepik| order.map_or(0, |order| of(order).0);
    let none = Default::default();
    to.set("order_lacks", order.map_or(&none, |order| &order.lacks));
    to.flag("order_confirmed", order.is_some_and(|order| order.confirmed));
    to.flag("order_superseded", order.is_some_and(|order| order.superseded));
    to.known_long("order_in_force_on", order.and_then(|order| order.in_force_on).map(days));
    to.long("ordered", sum(|order| order.ordered));
    to.long("received", sum(|order| order.received));
    to.long("paid_by_fund", sum(|order| order.paid_by_fund));
    let insufficient = order.and_then(|order| order.insufficiency);
    to.known_long("insufficient_on", insufficient.map(|(day, _)| days(day)));
    to.long("realisable", insufficient.map_or(0, |(_, realisable)| realisable.0));
}

/// What a payment draws from one lot, and what the lot has for it.
pub(super) struct Drawn<'f> {
    /// The sum.
    pub sum: Qepik,
    /// The lot.
    pub lot: &'f DrawFacts,
}

impl Drawn<'_> {
    /// It draws more than the lot can spend.
    pub fn is_above(&self) -> bool {
        self.sum > self.lot.available
    }

    /// The lot has it, but not where the payment is made from.
    pub fn is_misplaced(&self) -> bool {
        !self.is_above() && self.lot.payable.known().is_some_and(|payable| self.sum > *payable)
    }

    /// Where the lot has it is not known.
    pub fn is_unplaced(&self) -> bool {
        self.lot.payable == Fact::Unknown
    }
}

/// What a payment draws, lot by lot.
pub(super) fn drawn(facts: &PaymentFacts) -> BTreeMap<LotRef, Drawn<'_>> {
    let mut drawn: BTreeMap<LotRef, Drawn<'_>> = BTreeMap::new();
    for lot in &facts.draws {
        let entry = drawn.entry(lot.draw.lot).or_insert(Drawn { sum: Qepik::ZERO, lot });
        entry.sum = entry.sum + lot.draw.amount.into();
    }
    drawn
}

/// The lots of draws that are so, each once.
pub(super) fn lots_that(facts: &PaymentFacts, holds: impl Fn(&DrawFacts) -> bool) -> Vec<LotRef> {
    let mut lots: Vec<LotRef> = facts.draws.iter().filter(|d| holds(d)).map(|d| d.draw.lot).collect();
    lots.sort();
    lots.dedup();
    lots
}

/// The lot's terms do not allow the purpose.
pub(super) fn is_not_for_purpose(facts: &PaymentFacts, draw: &DrawFacts) -> bool {
    let purposes = &draw.restriction.purposes;
    !purposes.is_empty() && !purposes.contains(&facts.purpose)
}

fn lots(facts: &PaymentFacts, to: &mut Attributes) {
    to.set("lots", lots_that(facts, |_| true));
    to.set("lots_not_for_purpose", lots_that(facts, |d| is_not_for_purpose(facts, d)));
    let names = |d: &DrawFacts| d.restriction.purposes.contains(&facts.purpose);
    to.set("lots_not_naming_purpose", lots_that(facts, |d| !names(d)));
    to.set("lots_expired", lots_that(facts, |d| d.restriction.expired_on(facts.on)));
    to.set("lots_for_children", lots_that(facts, |d| d.restriction.minors_only));
    let drawn = drawn(facts);
    to.set("lots_overdrawn", drawn.iter().filter(|(_, d)| d.is_above()).map(|(lot, _)| lot));
    to.set("lots_misplaced", drawn.iter().filter(|(_, d)| d.is_misplaced()).map(|(lot, _)| lot));
    to.set("lots_unplaced", drawn.iter().filter(|(_, d)| d.is_unplaced()).map(|(lot, _)| lot));
    to.long("uncovered", facts.uncovered.0);
}

fn receiving(receiving: &Receiving<'_>, to: &mut Attributes) {
    to.word("payee", receiving.payee_kind.as_str());
    to.word("method", receiving.method.as_str());
    to.word(
        "minor",
        match receiving.minor {
            Fact::NotApplicable => "unknown",
            known => yes_or_no(known),
        },
    );
    to.flag("child_is_represented", receiving.is_represented());
    to.flag("child_has_guardian_in_conflict", receiving.in_conflict().is_some());
    let paid =
        receiving.representatives.paid.known().filter(|_| receiving.payee_kind == PayeeKind::Representative);
    let known = match (receiving.payee_kind, paid) {
        (PayeeKind::Representative, None) => "unknown",
        (_, None) => "none",
        (_, Some(_)) => "known",
    };
    to.word("representative", known);
    one("representative", paid, to);
}

fn one(name: &str, one: Option<&Representative>, to: &mut Attributes) {
    to.word(&format!("{name}_kind"), one.map_or("none", |one| one.kind.as_str()));
    to.word(&format!("{name}_state"), one.map_or("none", |one| one.state.as_str()));
    to.flag(&format!("{name}_in_conflict"), one.is_some_and(|one| one.conflict.is_some()));
}

fn collection(of: &Receiving<'_>, to: &mut Attributes) {
    receiving(of, to);
    let (word, collector) = match &of.representatives.collected {
        Fact::Known(Receiver::Payee) => ("payee", None),
        Fact::Known(Receiver::Representative(one)) => ("representative", Some(one)),
        Fact::Known(Receiver::Stranger) => ("stranger", None),
        Fact::Unknown | Fact::NotApplicable => ("unknown", None),
    };
    to.word("collector", word);
    one("collector", collector, to);
    to.flag("has_receipt", of.representatives.has_receipt);
    to.word("proof", of.representatives.proof.as_str());
}
