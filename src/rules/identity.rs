//! Whether the person may be somebody who is known under another pseudonym: `identity-under-review`. What it says is the same for
//! everybody whose identity a guardian has not reviewed, matched or not, so it tells of no match. Its case, which nobody is shown, has
//! the mark of what is waited for, so that an override covers that and nothing that came up later. A person of whom nothing is recorded
//! that could be compared has a case of its own, where what is paid is paid once to a person.
use super::{
    facts::{Fact, PaymentFacts, Review},
    found, lacking,
};
use crate::domain::finding::{Finding, Rule, Severity};
use serde_json::json;

pub(super) fn judge(facts: &PaymentFacts, findings: &mut Vec<Finding>) {
    let (rule, beneficiary) = (Rule::IdentityUnderReview, facts.beneficiary.beneficiary);
    findings.extend(match &facts.beneficiary.identity_reviewed {
        Fact::Unknown => {
            let shown = json!({ "beneficiary": beneficiary, "purpose": facts.purpose });
            Some(lacking(rule, "no-identity", shown, &["beneficiary.identity"]))
        }
        Fact::Known(Review::Waiting(mark)) => {
            let case = if mark.is_empty() { "waiting".to_owned() } else { format!("waiting-{mark}") };
            Some(found(rule, &case, Severity::Override, json!({ "beneficiary": beneficiary })))
        }
        Fact::Known(Review::Done) | Fact::NotApplicable => None,
    });
}

#[cfg(test)]
mod tests {
    use super::{super::sample::*, *};
    use crate::rules::text::words;

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
            let (mut facts, mut findings) = (sample(), vec![]);
            facts.beneficiary.identity_reviewed = Fact::Known(Review::Waiting(mark.to_owned()));
            judge(&facts, &mut findings);
            findings.pop().expect("it waits")
        });
        assert_ne!(one, other);
        assert_eq!((words(&one), &one.facts), (words(&other), &other.facts));
    }
}
