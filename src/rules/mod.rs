//! The rules of the Fund (domain §4, §7): facts in, permits and findings out. Pure: nothing here reads a
//! clock, a file or the database, and only the domain is known. `facts` is what the rules see, each other
//! file one group of rules or the words for them; who may lift a finding is said in the service.
use crate::domain::finding::{Finding, Rule, Severity};
use serde_json::Value;
use std::cmp::Reverse;

pub mod account;
mod award;
pub mod facts;
mod glossary;
mod identity;
mod inflow;
mod journey;
mod lot;
mod narrative;
pub mod payee;
mod purpose;
mod removal;
pub mod representative;
mod restitution;
mod return_file;
#[cfg(test)]
mod sample;
pub mod text;
pub mod words;

use facts::{InflowFacts, PaymentFacts};

/// The version kept with every finding, so that it can be said which rules saw a payment.
pub const VERSION: &str = "code-2026-11";

/// What the rules say of a payment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Judgement {
    /// The permits that cover it; none where it is outside every purpose, or where a fact for that is
    /// missing.
    pub permits: Vec<Permit>,
    /// Everything that stands against it: blocks first, then in the order of rules and cases; each case once.
    pub findings: Vec<Finding>,
}

/// A permit that covers a payment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
pub struct Permit {
    /// Which line of the table, like `legal-aid/mandate`.
    pub id: &'static str,
    /// The text it rests on; `policy of the Fund` where that is no law.
    pub basis: &'static str,
}

/// Judges a payment at one stage: all permits and all findings at once.
pub fn judge_payment(facts: &PaymentFacts) -> Judgement {
    let mut findings = Vec::new();
    let permits = purpose::judge(facts, &mut findings);
    removal::judge(facts, &mut findings);
    return_file::judge(facts, &mut findings);
    award::judge(facts, &mut findings);
    identity::judge(facts, &mut findings);
    restitution::judge(facts, &mut findings);
    lot::judge(facts, &mut findings);
    representative::judge(&representative::Receiving::of(facts), &mut findings);
    narrative::judge(facts, &mut findings);
    Judgement { permits, findings: ordered(findings) }
}

/// Judges who collects cash, and who stands behind them, on the day on which it is handed over.
pub fn judge_collection(receiving: &representative::Receiving<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    representative::judge(receiving, &mut findings);
    ordered(findings)
}

/// Judges an inflow: all findings at once, in the same order as those of a payment.
pub fn judge_inflow(facts: &InflowFacts) -> Vec<Finding> {
    let mut findings = Vec::new();
    inflow::judge(facts, &mut findings);
    ordered(findings)
}

fn ordered(mut findings: Vec<Finding>) -> Vec<Finding> {
    let key = |f: &Finding| (Reverse(f.severity), f.rule);
    findings.sort_by(|a, b| key(a).cmp(&key(b)).then_with(|| a.case.cmp(&b.case)));
    findings.dedup_by(|a, b| (a.rule, &a.case) == (b.rule, &b.case));
    findings
}

/// A finding on known facts; a fact that is null is left out.
fn found(rule: Rule, case: &str, severity: Severity, facts: Value) -> Finding {
    let facts = match facts {
        Value::Object(map) => map.into_iter().filter(|(_, value)| !value.is_null()).collect(),
        _ => serde_json::Map::new(),
    };
    Finding { rule, case: case.to_owned(), severity, facts, missing: Vec::new() }
}

/// A finding for want of facts. Every rule here weighs an override or more, so this one weighs an override.
fn lacking(rule: Rule, case: &str, facts: Value, missing: &[&str]) -> Finding {
    let missing = missing.iter().map(|name| (*name).to_owned()).collect();
    Finding { missing, ..found(rule, case, Severity::Override, facts) }
}

#[cfg(test)]
mod tests {
    use super::{sample::*, *};
    use crate::domain::purpose::{Category, PayeeKind, Purpose};

    #[test]
    fn the_samples_are_permitted_and_yield_no_finding() {
        for facts in [sample(), lump_sum(), allowance(), restitution(), repatriation(), homecoming()] {
            assert_eq!(seen(&facts), Vec::<String>::new(), "{}", facts.purpose);
            assert!(!judge_payment(&facts).permits.is_empty(), "{}", facts.purpose);
        }
        assert_eq!(judge_inflow(&donation()), Vec::new());
    }

    #[test]
    fn the_case_of_2015_meets_every_rule_that_stands_against_it_at_once() {
        let mut facts = repatriation();
        facts.payee_kind = PayeeKind::StateBody;
        facts.payee_enforces = facts::Fact::Known(true);
        facts.items.push((Category::Escort, money("50.00")));
        facts.beneficiary.removals = vec![expulsion()];
        facts.beneficiary.return_file = facts::Fact::Unknown;
        let expected = [
            "outside-purpose/category block",
            "outside-purpose/payee block",
            "expulsion-funding/travel block",
            "return-file-missing/absent block",
            "enforcement-payee/named block",
        ];
        assert_eq!(seen(&facts), expected);
        assert!(judge_payment(&facts).permits.is_empty());
        facts.purpose = Purpose::OtherNecessary;
        assert!(seen(&facts).contains(&"expulsion-funding/travel block".to_owned()));
    }

    #[test]
    fn blocks_come_before_overrides_and_the_same_facts_give_the_same_answer() {
        for facts in every_payment() {
            let once = judge_payment(&facts);
            assert_eq!(once, judge_payment(&facts));
            assert!(once.findings.windows(2).all(|w| w[0].severity >= w[1].severity));
            let mut cases: Vec<_> = once.findings.iter().map(|f| (f.rule, f.case.clone())).collect();
            cases.sort();
            cases.dedup();
            assert_eq!(cases.len(), once.findings.len(), "a case stands twice");
        }
    }

    #[test]
    fn a_finding_for_want_of_a_fact_never_weighs_more_than_an_override() {
        for finding in every_finding() {
            assert!(finding.missing.is_empty() || finding.severity == Severity::Override, "{finding:?}");
        }
    }
}
