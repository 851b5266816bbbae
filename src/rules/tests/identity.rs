//! What the rulebook that is built in says, case by case: who a person is.
use super::prelude::*;

#[test]
fn a_payment_waits_until_the_identity_was_reviewed_and_not_where_that_does_not_matter() {
    let waiting = || Fact::Known(Review::Waiting(String::new()));
    for (mut facts, reviewed, expected) in [
        (sample(), waiting(), &["identity-under-review/waiting override"][..]),
        (lump_sum(), waiting(), &["identity-under-review/waiting override"]),
        (lump_sum(), Fact::Known(Review::Done), &[]),
        (lump_sum(), Fact::NotApplicable, &[]),
    ] {
        facts.beneficiary.identity_reviewed = reviewed;
        assert_eq!(seen(&facts), expected);
    }
}

#[test]
fn a_fixed_sum_to_a_person_whom_nobody_can_compare_lacks_the_identity() {
    for fixed in [lump_sum(), allowance()] {
        let mut facts = fixed;
        facts.beneficiary.identity_reviewed = Fact::Unknown;
        assert_eq!(seen(&facts), ["identity-under-review/no-identity override: beneficiary.identity"]);
    }
}

#[test]
fn what_is_waited_for_makes_another_finding_in_the_same_words() {
    let [one, other] = ["1f", "2e"].map(|mark| {
        let mut facts = sample();
        facts.beneficiary.identity_reviewed = Fact::Known(Review::Waiting(mark.to_owned()));
        judge_payment(&facts).findings.pop().expect("the payment waits for it")
    });
    assert_ne!(one, other);
    assert_eq!((words(&one), &one.facts), (words(&other), &other.facts));
}
