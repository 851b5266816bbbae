//! Whether the person may be somebody who is known under another pseudonym: `identity-under-review`. What it says is the same for
//! everybody whose identity a guardian has not reviewed, matched or not, so it tells of no match.
use super::{
    facts::{Fact, PaymentFacts},
    found,
};
use crate::domain::finding::{Finding, Rule, Severity};
use serde_json::json;

pub(super) fn judge(facts: &PaymentFacts, findings: &mut Vec<Finding>) {
    if facts.beneficiary.identity_reviewed == Fact::Known(false) {
        let shown = json!({ "beneficiary": facts.beneficiary.beneficiary });
        findings.push(found(Rule::IdentityUnderReview, "waiting", Severity::Override, shown));
    }
}

#[cfg(test)]
mod tests {
    use super::{super::sample::*, *};

    #[test]
    fn a_payment_waits_until_the_identity_was_reviewed_and_a_person_without_one_does_not_wait() {
        for (mut facts, reviewed, expected) in [
            (sample(), Fact::Known(false), &["identity-under-review/waiting override"][..]),
            (lump_sum(), Fact::Known(false), &["identity-under-review/waiting override"]),
            (lump_sum(), Fact::Known(true), &[]),
            (lump_sum(), Fact::NotApplicable, &[]),
        ] {
            facts.beneficiary.identity_reviewed = reviewed;
            assert_eq!(seen(&facts), expected);
        }
    }
}
