//! Words that may leave the house with a payment name neither the Fund's subject nor a case nor a person (THB Law, art. 17):
//! `unsafe-narrative`. How such words are found is in the domain's `outward`. Only what stands in the payment itself counts: a
//! finding that knew sealed identities would let anybody ask for one.
use super::{facts::PaymentFacts, found};
use crate::domain::finding::{Finding, Rule, Severity};
use serde_json::json;

pub(super) fn judge(facts: &PaymentFacts, findings: &mut Vec<Finding>) {
    let told: Vec<_> = facts.memo.iter().filter(|offence| offence.is_finding()).collect();
    if !told.is_empty() {
        findings.push(found(Rule::UnsafeNarrative, "memo", Severity::Block, json!({ "told": told })));
    }
}

#[cfg(test)]
mod tests {
    use crate::{
        domain::outward::Offence,
        rules::sample::{sample, seen},
    };

    #[test]
    fn a_memo_that_tells_too_much_blocks_and_one_that_may_be_an_invoice_does_not() {
        let mut facts = sample();
        facts.memo = [Offence::Number, Offence::Status].into();
        assert_eq!(seen(&facts), Vec::<String>::new());
        for offence in [Offence::Subject, Offence::Case, Offence::Person, Offence::Account, Offence::Fin] {
            facts.memo = [offence].into();
            assert_eq!(seen(&facts), ["unsafe-narrative/memo block"], "{offence}");
        }
    }
}
