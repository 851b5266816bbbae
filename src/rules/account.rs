//! Accounts: a payee's account is the one that was approved. Which accounts there are is under seal; here is only whether they agree.
use super::{facts::Fact, found};
use crate::domain::{
    finding::{Finding, Rule, Severity},
    reference::PaymentRef,
};
use serde_json::json;

/// Judges the account of a payment when it goes to the bank. `agrees` says whether it is the one of the approval; unknown where none
/// was known then, which is no change: a payment needs its account only when the bank file is made.
pub fn judge_account(payment: PaymentRef, agrees: &Fact<bool>) -> Vec<Finding> {
    match agrees {
        Fact::Known(false) => {
            vec![found(Rule::AccountChanged, "changed", Severity::Block, json!({ "payment": payment }))]
        }
        Fact::Known(true) | Fact::Unknown | Fact::NotApplicable => vec![],
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::reference::Reference;

    #[test]
    fn another_account_than_the_approved_one_blocks_and_the_same_one_passes() {
        let payment = PaymentRef::new(2014, 1);
        let findings = judge_account(payment, &Fact::Known(false));
        assert_eq!(
            findings.iter().map(|f| (f.rule, f.severity)).collect::<Vec<_>>(),
            [(Rule::AccountChanged, Severity::Block)]
        );
        for fact in [Fact::Known(true), Fact::Unknown, Fact::NotApplicable] {
            assert_eq!(judge_account(payment, &fact), []);
        }
    }
}
