//! Inflows, settlements, reasons, property and what the sweep looks at, as the rulebook names them.
use super::{around::word_of, days};
use crate::{
    domain::order::AssetStage,
    rules::{
        book::{Attributes, Question},
        facts::*,
    },
};

pub(super) fn inflow(facts: &InflowFacts, to: &mut Attributes) {
    to.word("kind", facts.kind.as_str());
    to.flag("needs_donor", facts.kind.needs_donor());
    to.word("account", facts.account.as_str());
    to.long("amount", facts.amount.qepik());
    to.flag("donor_known", facts.donor_known);
    to.known_long("donor_cash", facts.donor_cash.known().map(|sum| sum.0));
    to.word("donor_offender", word_of(&facts.donor_charged, Charged::as_str));
    to.word("donor_sanctioned", word_of(&facts.donor_sanctioned, Sanctioned::as_str));
    to.word("asset_stage", facts.asset_stage.map_or("none", AssetStage::as_str));
    to.flag("victims_unpaid", facts.victims_unpaid);
    to.set("event_lacks", &facts.event_lacks);
    to.flag("event_is_gross", facts.event_is_gross);
    to.set("terms_ask", &facts.terms_ask);
    to.word("goods", facts.goods.map_or("none", Valued::as_str));
    to.long("days_back", facts.days_back);
    to.flag("period_closed", facts.period_closed);
    to.word(
        "rate",
        match facts.rate {
            Fact::Known(()) => "known",
            Fact::Unknown => "missing",
            Fact::NotApplicable => "none",
        },
    );
}

pub(super) fn settlement(facts: &SettlementFacts, to: &mut Attributes) {
    to.word("method", facts.method.as_str());
    to.long("settled_on", days(facts.settled_on));
    to.long("approved_on", days(facts.approved_on));
}

pub(super) fn reason(facts: &ReasonFacts, to: &mut Attributes) {
    to.word("about", facts.about.as_str());
    to.set("speaks_of_terms", &facts.terms);
}

pub(super) fn asset(facts: &AssetFacts, to: &mut Attributes) {
    to.word("stage", facts.stage.known().map_or("unknown", |stage| stage.as_str()));
    to.flag("appraised", facts.appraised);
    to.word("taker", facts.taker.known().map_or("unknown", |taker| taker.as_str()));
}

pub(super) fn lift(lift: &Lift, to: &mut Attributes) {
    to.word("rule", lift.rule.as_str());
    to.word("severity", lift.severity.as_str());
    to.flag("is_lifted", lift.is_lifted);
    to.set("own_steps", &lift.own_steps);
    to.flag("has_reason", lift.has_reason);
    to.flag("has_basis", lift.has_basis);
}

pub(super) fn question(watched: &Watched) -> Question {
    match watched {
        Watched::Order(_) => Question::ORDER,
        Watched::Gift { .. } => Question::GIFT,
        Watched::Waiting { .. } => Question::WAITING,
        Watched::Claim { .. } => Question::CLAIM,
        Watched::Help { .. } => Question::HELP,
        Watched::Overrider { .. } => Question::OVERRIDER,
        Watched::Referrer { .. } => Question::REFERRER,
        Watched::Likeness { .. } => Question::LIKENESS,
        Watched::BankEntry { .. } => Question::BANK_ENTRY,
    }
}

pub(super) fn watched(watched: &Watched, to: &mut Attributes) {
    match watched {
        Watched::Order(order) => of_order(order, to),
        Watched::Gift { kind, days, notified } => {
            to.word("kind", kind.as_str());
            to.long("days", *days);
            to.flag("notified", *notified);
        }
        Watched::Waiting { days } => to.long("days", *days),
        Watched::Claim { about, days } => {
            to.word("about", about.as_str());
            to.long("days", *days);
        }
        Watched::Help { days, reviewed } => {
            to.long("days", *days);
            to.flag("reviewed", *reviewed);
        }
        Watched::Overrider { overrides, share } => {
            to.long("overrides", *overrides);
            to.long("share", *share);
        }
        Watched::Referrer { persons } => to.long("persons", *persons),
        Watched::Likeness { purpose, least, most } => {
            to.word("purpose", purpose.as_str());
            to.long("least", least.0);
            to.long("most", most.0);
        }
        Watched::BankEntry { side, days } => {
            to.word("side", side.as_str());
            to.long("days", *days);
        }
    }
}

fn of_order(order: &OrderWatch, to: &mut Attributes) {
    to.word("kind", order.kind.as_str());
    to.known_long("days", order.days);
    to.long("assets_due", order.assets_due);
    to.flag("came_in", order.came_in);
    to.flag("victims_unpaid", order.victims_unpaid);
    to.long("ordered", order.ordered.0);
    to.long("received", order.received.0);
    to.long("paid_by_fund", order.paid_by_fund.0);
    to.known_long("days_since_paid", order.days_since_paid);
    to.flag("recourse_opened", order.recourse_opened);
}
