//! A finding for each case of the rulebook, with a plausible value for each fact that it tells: so every sentence can be put together.
use crate::{
    domain::finding::Finding,
    rules::{Rulebook, book::Case, shown::Shown},
};
use serde_json::{Map, Value, json};

/// What a fact is told as, by all the names that its words use.
fn told(fact: Shown) -> Value {
    match fact {
        Shown::Beneficiary => json!({ "beneficiary": "B-2014-000001" }),
        Shown::Purpose => json!({ "purpose": "medical" }),
        Shown::Payee => json!({ "payee": "supplier" }),
        Shown::Amount => json!({ "amount": "50.00" }),
        Shown::On => json!({ "on": "2014-06-01" }),
        Shown::Method => json!({ "method": "bank" }),
        Shown::Direction => json!({ "direction": "outbound" }),
        Shown::Order => json!({ "order": "O-2014-000001" }),
        Shown::Ordered => json!({ "ordered": "900.00" }),
        Shown::Received => json!({ "received": "500.00" }),
        Shown::PaidByFund => json!({ "paid_by_fund": "500.00" }),
        Shown::Left => json!({ "left": "100.00", "over": "100.00" }),
        Shown::ChildGuardian => json!({
            "beneficiary": "B-2014-000001", "representative": 1, "kind": "guardian", "state": "in_force", "relation": "accused",
        }),
        Shown::Payment => json!({ "payment": "P-2014-000001" }),
        Shown::Kind => json!({ "kind": "donation" }),
        Shown::Days => json!({
            "days": 40, "working_days": 40, "confiscation_days": 90, "recourse_days": 30, "donation_days": 15, "grant_days": 30, "collection_days": 30,
            "decision_days": 30, "review_days": 2, "bank_days": 5,
        }),
        Shown::Proceedings => json!({ "open_cases": 2, "cases_without_arrangement": 1 }),
        Shown::Wish => json!({ "wish": "cash" }),
        Shown::AccountOf => json!({ "account_of": ["staff"] }),
        Shown::Gave => json!({ "gave_on": "2014-05-01", "round_trip_days": 90 }),
        Shown::LotsOfFund | Shown::LotsOfBudget | Shown::LotsUnproven | Shown::LotsLending => {
            json!({ "lots": ["L-2014-000001"] })
        }
        Shown::OrderKind => json!({ "order_kind": "state_budget" }),
        Shown::OrderLacks => json!({ "order_lacks": ["copy", "confirmation"] }),
        Shown::Receipts => json!({ "receipts": ["D-2014-000001"] }),
        Shown::PaidByState | Shown::PaidByOthers => json!({ "categories": ["rent", "food"] }),
        Shown::SameHands => json!({ "steps": ["draft", "approve"] }),
        Shown::Near => json!({ "near": "4000.00", "two_approvers_from": "5000.00", "split_window_days": 30 }),
        Shown::DaysBack => json!({ "days_back": 40, "back_dated_days": 30 }),
        Shown::Terms => json!({ "terms": ["cooperation"] }),
        Shown::EventLacks => json!({ "event_lacks": ["count_sheet", "counters"] }),
        Shown::TermsAsk => json!({ "terms_ask": ["names"] }),
        Shown::Asset => json!({ "stage": "seized" }),
        Shown::Taker => json!({ "taker": "staff" }),
        Shown::Settled => json!({ "settled_on": "2014-05-30", "approved_on": "2014-06-01" }),
        Shown::About => json!({ "about": "payment" }),
        Shown::Subject => json!({ "subject": "P-2014-000001" }),
        Shown::AssetsDue => json!({ "assets_due": 2 }),
        Shown::Share => json!({ "overrides": 7, "share": 70, "override_share": 10 }),
        Shown::Persons => json!({ "persons": 4, "referred_persons": 3 }),
        Shown::Sums => json!({ "least": "90.00", "most": "100.00" }),
        Shown::Side => json!({ "side": "bank" }),
        // What only rules tell whose samples stand beside this file.
        _ => json!({}),
    }
}

fn of(case: &Case) -> Finding {
    let mut facts = Map::new();
    for fact in &case.shows {
        if let Value::Object(value) = told(*fact) {
            facts.extend(value);
        }
    }
    let (rule, severity) = (case.rule, case.severity);
    Finding { rule, case: case.case.clone(), severity, facts, missing: case.missing.clone() }
}

/// Findings of all cases that none of these is of.
pub fn of_other_cases(seen: &[Finding]) -> Vec<Finding> {
    let book = Rulebook::built_in();
    let is_seen = |case: &&Case| seen.iter().any(|f| f.rule == case.rule && f.case.starts_with(&case.case));
    let others = book.cases().filter(|case| !is_seen(case));
    others.map(of).collect()
}
