//! Where a lot's money must lie before it is moved or given back: at the bank or in cash, on the day and later.
use crate::{
    domain::{
        finding::{Finding, Rule, Severity},
        money::{Money, Qepik},
        purpose::Method,
        reference::LotRef,
        refusal::Refusal,
    },
    service::Outcome,
};
use serde_json::{Map, json};

/// A finding of `lot-overdrawn` where less than the sum lies in the place, in the facts from which the rule's words are made.
pub fn misplaced(lot: LotRef, amount: Money, there: Qepik, place: Method) -> Option<Finding> {
    let facts = [
        ("lots", json!([lot])),
        ("drawn", json!([amount])),
        ("held", json!([there])),
        ("method", json!(place)),
    ];
    (there < amount.into()).then(|| Finding {
        rule: Rule::LotOverdrawn,
        case: "wrong-place".to_owned(),
        severity: Severity::Block,
        facts: facts.into_iter().map(|(name, fact)| (name.to_owned(), fact)).collect::<Map<_, _>>(),
        missing: vec![],
    })
}

/// Refuses with `lot_overdrawn` where there is such a finding.
pub fn refuse(finding: Option<Finding>) -> Outcome<()> {
    finding.map_or(Ok(()), |finding| Err(Refusal::LotOverdrawn { findings: vec![finding] }.into()))
}
