//! What findings tell of what stands around a payment.
use super::Shown;
use crate::{
    domain::{
        money::Money,
        purpose::{Category, TWO_APPROVERS_FROM_QEPIK},
    },
    rules::{book::Limits, facts::*, flat::around::account_of},
};
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// Does it stand around the payment?
pub(super) fn tells(fact: Shown) -> bool {
    use Shown::*;
    matches!(
        fact,
        Proceedings
            | Wish
            | AccountOf
            | Gave
            | LotsOfFund
            | LotsOfBudget
            | LotsUnproven
            | LotsLending
            | OrderKind
            | OrderLacks
            | Receipts
            | PaidByState
            | PaidByOthers
            | SameHands
            | Near
            | DaysBack
            | Terms
    )
}

pub(super) fn of(facts: &PaymentFacts, fact: Shown, limits: &Limits) -> Value {
    let around = &facts.around;
    match fact {
        Shown::Proceedings => {
            let known = around.way.proceedings.known();
            json!({
                "open_cases": known.map(|cases| cases.open),
                "cases_without_arrangement": known.map(|cases| cases.without_arrangement),
            })
        }
        Shown::Wish => json!({ "wish": facts.beneficiary.wish.known() }),
        Shown::AccountOf => json!({ "account_of": account_of(&around.party) }),
        Shown::Gave => {
            json!({ "gave_on": around.party.gave, "round_trip_days": limits.round_trip_days.value })
        }
        Shown::LotsOfFund => json!({ "lots": around.origin.of_fund }),
        Shown::LotsOfBudget => json!({ "lots": around.origin.of_budget }),
        Shown::LotsUnproven => json!({ "lots": around.origin.unproven }),
        Shown::LotsLending => json!({ "lots": around.origin.lending }),
        Shown::OrderKind => json!({ "order_kind": around.order_kind.known() }),
        Shown::OrderLacks => json!({ "order_lacks": facts.order.known().map(|order| &order.lacks) }),
        Shown::Receipts => json!({ "receipts": around.receipts_paid }),
        Shown::PaidByState => json!({ "categories": paid(facts, |support| &support.by_state) }),
        Shown::PaidByOthers => json!({ "categories": paid(facts, |support| &support.by_others) }),
        Shown::SameHands => {
            let steps: BTreeSet<_> = around.same_hands.iter().flat_map(|(one, other)| [one, other]).collect();
            json!({ "steps": steps })
        }
        Shown::Near => json!({
            "near": around.near,
            "two_approvers_from": Money::from_qepik(TWO_APPROVERS_FROM_QEPIK),
            "split_window_days": limits.split_window_days.value,
        }),
        Shown::DaysBack => {
            json!({ "days_back": around.days_back, "back_dated_days": limits.back_dated_days.value })
        }
        _ => {
            let asked: BTreeSet<_> = facts.texts.terms.iter().filter(|kind| !kind.is_of_cost()).collect();
            json!({ "terms": asked })
        }
    }
}

fn paid(facts: &PaymentFacts, by: fn(&SupportFacts) -> &BTreeSet<Category>) -> Vec<Category> {
    facts.around.support.known().map(|support| by(support).iter().copied().collect()).unwrap_or_default()
}
