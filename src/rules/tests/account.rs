//! What the rulebook that is built in says, case by case: the account of a transfer.
use super::prelude::*;

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
