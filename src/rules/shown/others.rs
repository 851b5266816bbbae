//! What findings tell of inflows, settlements, reasons, property and of what the sweep looks at.
use super::Shown;
use crate::{
    domain::{money::Qepik, order::OrderKind},
    rules::{book::Limits, facts::*},
};
use serde_json::{Value, json};

pub(super) fn of_inflow(facts: &InflowFacts, fact: Shown, limits: &Limits) -> Value {
    match fact {
        Shown::Kind => json!({ "kind": facts.kind }),
        Shown::Amount => json!({ "amount": facts.amount }),
        Shown::Limit => json!({ "limit": limits.cash_limit.value }),
        Shown::Days => json!({ "days": limits.cash_window_days.value }),
        Shown::DonorCash => json!({ "donor_cash": facts.donor_cash.known() }),
        Shown::EventLacks => json!({ "event_lacks": facts.event_lacks }),
        Shown::TermsAsk => json!({ "terms_ask": facts.terms_ask }),
        Shown::Asset => json!({ "stage": facts.asset_stage }),
        Shown::DaysBack => {
            json!({ "days_back": facts.days_back, "back_dated_days": limits.back_dated_days.value })
        }
        _ => Value::Null,
    }
}

pub(super) fn of_settlement(facts: &SettlementFacts, fact: Shown) -> Value {
    match fact {
        Shown::Method => json!({ "method": facts.method }),
        Shown::Settled => json!({ "settled_on": facts.settled_on, "approved_on": facts.approved_on }),
        _ => Value::Null,
    }
}

pub(super) fn of_reason(facts: &ReasonFacts, fact: Shown) -> Value {
    match fact {
        Shown::About => json!({ "about": facts.about }),
        Shown::Terms => json!({ "terms": facts.terms }),
        _ => Value::Null,
    }
}

pub(super) fn of_asset(facts: &AssetFacts, fact: Shown) -> Value {
    match fact {
        Shown::Asset => json!({ "stage": facts.stage.known() }),
        Shown::Taker => json!({ "taker": facts.taker.known() }),
        _ => Value::Null,
    }
}

pub(super) fn of_watched(subject: &str, watched: &Watched, fact: Shown, limits: &Limits) -> Value {
    if fact == Shown::Subject {
        return json!({ "subject": subject });
    }
    match (watched, fact) {
        (Watched::Order(order), _) => of_order(subject, order, fact, limits),
        (Watched::Gift { kind, .. }, Shown::Kind) => json!({ "kind": kind }),
        (Watched::Gift { days, .. }, Shown::Days) => json!({
            "days": days, "donation_days": limits.donation_days.value, "grant_days": limits.grant_days.value,
        }),
        (Watched::Waiting { days }, Shown::Days) => {
            json!({ "days": days, "collection_days": limits.collection_days.value })
        }
        (Watched::Claim { about, .. }, Shown::About) => json!({ "about": about }),
        (Watched::Claim { days, .. }, Shown::Days) => {
            json!({ "days": days, "decision_days": limits.decision_days.value })
        }
        (Watched::Help { days, .. }, Shown::Days) => {
            json!({ "working_days": days, "review_days": limits.review_days.value })
        }
        (Watched::Overrider { overrides, share }, Shown::Share) => json!({
            "overrides": overrides, "share": share, "override_share": limits.override_share.value,
        }),
        (Watched::Referrer { persons }, Shown::Persons) => {
            json!({ "persons": persons, "referred_persons": limits.referred_persons.value })
        }
        (Watched::Likeness { purpose, .. }, Shown::Purpose) => json!({ "purpose": purpose }),
        (Watched::Likeness { least, most, .. }, Shown::Sums) => json!({ "least": least, "most": most }),
        (Watched::BankEntry { side, .. }, Shown::Side) => json!({ "side": side }),
        (Watched::BankEntry { days, .. }, Shown::Days) => {
            json!({ "days": days, "bank_days": limits.bank_days.value })
        }
        _ => Value::Null,
    }
}

fn of_order(subject: &str, order: &OrderWatch, fact: Shown, limits: &Limits) -> Value {
    match fact {
        Shown::Order => json!({ "order": subject }),
        Shown::Days => json!({
            "days": if order.kind == OrderKind::Restitution { order.days_since_paid } else { order.days },
            "confiscation_days": limits.confiscation_days.value,
            "recourse_days": limits.recourse_days.value,
        }),
        Shown::AssetsDue => json!({ "assets_due": order.assets_due }),
        Shown::Ordered => json!({ "ordered": order.ordered }),
        Shown::Received => json!({ "received": order.received }),
        Shown::PaidByFund => json!({ "paid_by_fund": order.paid_by_fund }),
        Shown::Left => {
            let over: Qepik = order.received + order.paid_by_fund - order.ordered;
            json!({ "over": over })
        }
        _ => Value::Null,
    }
}
