//! The fixed sums and who may have them: `lump-sum-twice`, `allowance-twice`, `amount-not-in-force`, and
//! `not-identified`, which guards every entitlement. How days and sums are derived is said in the domain.
use super::{
    facts::{Fact, PaymentFacts},
    found, lacking,
};
use crate::domain::{
    finding::{Finding, Rule, Severity},
    money::Qepik,
    purpose::Purpose,
};
use serde_json::json;

pub(super) fn judge(facts: &PaymentFacts, findings: &mut Vec<Finding>) {
    let twice = match facts.purpose {
        Purpose::LumpSum => Some(Rule::LumpSumTwice),
        Purpose::ReintegrationAllowance => Some(Rule::AllowanceTwice),
        _ => None,
    };
    if let Some(rule) = twice {
        judge_twice(rule, facts, findings);
        judge_amount(facts, findings);
    }
    let identified = facts.beneficiary.identified_on.known().is_some_and(|day| *day <= facts.on);
    if !identified && facts.purpose != Purpose::EmergencyHelp {
        let shown = json!({
            "beneficiary": facts.beneficiary.beneficiary, "purpose": facts.purpose,
            "episode": facts.awards.episode, "on": facts.on,
        });
        findings.push(found(Rule::NotIdentified, "none", Severity::Block, shown));
    }
}

/// Does the payment stay within the award that it names?
fn is_instalment(facts: &PaymentFacts) -> bool {
    let within = |sum: Qepik| facts.awards.paid + facts.amount.into() <= sum;
    facts.awards.names_award && facts.awards.award_sum.is_some_and(|sum| within(sum.into()))
}

fn judge_twice(rule: Rule, facts: &PaymentFacts, findings: &mut Vec<Finding>) {
    let awards = &facts.awards;
    let shown = json!({
        "beneficiary": facts.beneficiary.beneficiary, "episode": awards.episode, "amount": facts.amount,
        "paid": awards.paid, "paid_by": awards.paid_by, "award": awards.award, "award_sum": awards.award_sum,
        "other_episodes": awards.other_episodes,
    });
    if awards.elsewhere {
        // Neither the other pseudonym nor what leads to it is shown.
        let shown = json!({ "beneficiary": facts.beneficiary.beneficiary, "episode": awards.episode });
        findings.push(found(rule, "joined", Severity::Block, shown));
    }
    let above = awards.award_sum.is_some_and(|sum| awards.paid + facts.amount.into() > sum.into());
    if awards.paid > Qepik::ZERO && !is_instalment(facts) {
        findings.push(found(rule, "exact", Severity::Block, shown.clone()));
    } else if above {
        findings.push(found(rule, "over-award", Severity::Block, shown.clone()));
    }
    if !awards.other_episodes.is_empty() {
        findings.push(found(rule, "second-episode", Severity::Override, shown));
    }
}

fn judge_amount(facts: &PaymentFacts, findings: &mut Vec<Finding>) {
    if is_instalment(facts) {
        return;
    }
    let rule = Rule::AmountNotInForce;
    let mut shown =
        json!({ "purpose": facts.purpose, "amount": facts.amount, "claimed": facts.entitlement_claimed });
    let Fact::Known(day) = facts.entitlement else {
        let lacks = match facts.purpose {
            Purpose::LumpSum => "beneficiary.identifications",
            _ => "beneficiary.reintegration",
        };
        findings.push(lacking(rule, "unknown-day", shown, &[lacks]));
        return;
    };
    shown["day"] = json!(day);
    match &facts.sum_in_force {
        Fact::Known((sum, act)) if *sum != facts.amount => {
            let mut shown = shown.clone();
            shown["sum"] = json!(sum);
            shown["act"] = json!(act);
            findings.push(found(rule, "amount", Severity::Override, shown));
        }
        Fact::Known(_) => {}
        _ => findings.push(lacking(rule, "unknown-sum", shown.clone(), &["sum_in_force"])),
    }
    if facts.entitlement_claimed.is_some_and(|claimed| claimed != day) {
        findings.push(found(rule, "day", Severity::Override, shown));
    }
}

#[cfg(test)]
mod tests {
    use super::{super::sample::*, *};
    use crate::domain::reference::{AwardRef, Reference};

    #[test]
    fn a_fixed_sum_is_paid_once_in_an_episode() {
        for (mut facts, rule) in [(lump_sum(), "lump-sum-twice"), (allowance(), "allowance-twice")] {
            facts.awards.paid = facts.amount.into();
            assert_eq!(seen(&facts), [format!("{rule}/exact block")]);
            facts.awards.other_episodes = vec![2];
            assert_eq!(
                seen(&facts),
                [format!("{rule}/exact block"), format!("{rule}/second-episode override")]
            );
            facts.awards.paid = Qepik::ZERO;
            assert_eq!(seen(&facts), [format!("{rule}/second-episode override")]);
        }
        let mut other = sample();
        other.awards.paid = Qepik(10_000);
        other.awards.other_episodes = vec![2];
        assert_eq!(seen(&other), Vec::<String>::new(), "other purposes may be paid again");
    }

    #[test]
    fn an_instalment_of_the_named_award_passes_until_the_award_is_used_up() {
        let mut facts = allowance();
        facts.amount = money("150.00");
        facts.draws[0].draw.amount = facts.amount;
        facts.awards.award = Some(AwardRef::new(2014, 1));
        facts.awards.award_sum = Some(money("400.00"));
        facts.awards.names_award = true;
        facts.awards.paid = Qepik(25_000);
        assert_eq!(seen(&facts), Vec::<String>::new());
        facts.awards.paid = Qepik(25_001);
        assert_eq!(seen(&facts), ["allowance-twice/exact block", "amount-not-in-force/amount override"]);
        facts.awards.paid = Qepik(25_000);
        facts.awards.names_award = false;
        assert_eq!(seen(&facts), ["allowance-twice/exact block", "amount-not-in-force/amount override"]);
    }

    #[test]
    fn a_first_payment_above_the_award_is_blocked_and_an_award_without_a_sum_proves_no_instalment() {
        let mut facts = allowance();
        facts.awards.award_sum = Some(money("399.99"));
        assert_eq!(seen(&facts), ["allowance-twice/over-award block"]);
        facts.awards.award_sum = Some(money("400.00"));
        assert_eq!(seen(&facts), Vec::<String>::new());
        facts.awards = super::super::facts::AwardFacts { names_award: true, paid: Qepik(1), ..facts.awards };
        facts.awards.award_sum = None;
        assert_eq!(seen(&facts), ["allowance-twice/exact block"]);
    }

    #[test]
    fn a_sum_other_than_the_one_in_force_waits_for_an_override() {
        let mut facts = lump_sum();
        facts.amount = money("99.99");
        assert_eq!(seen(&facts), ["amount-not-in-force/amount override"]);
        let mut facts = lump_sum();
        facts.entitlement_claimed = Some(day("2014-03-01"));
        assert_eq!(seen(&facts), ["amount-not-in-force/day override"]);
        facts.entitlement_claimed = Some(day("2014-02-01"));
        assert_eq!(seen(&facts), Vec::<String>::new());
    }

    #[test]
    fn an_entitlement_day_or_a_sum_that_nobody_knows_is_named() {
        let mut facts = lump_sum();
        facts.entitlement = Fact::Unknown;
        facts.sum_in_force = Fact::Unknown;
        assert_eq!(seen(&facts), ["amount-not-in-force/unknown-day override: beneficiary.identifications"]);
        let mut facts = allowance();
        facts.sum_in_force = Fact::Unknown;
        assert_eq!(seen(&facts), ["amount-not-in-force/unknown-sum override: sum_in_force"]);
        facts.entitlement = Fact::Unknown;
        assert_eq!(seen(&facts), ["amount-not-in-force/unknown-day override: beneficiary.reintegration"]);
    }

    #[test]
    fn nothing_but_emergency_help_is_paid_without_an_identification() {
        for mut facts in [sample(), lump_sum(), allowance(), restitution(), repatriation()] {
            facts.beneficiary.identified_on = Fact::Unknown;
            assert_eq!(seen(&facts), ["not-identified/none block"]);
            facts.beneficiary.identified_on = Fact::Known(facts.on);
            assert_eq!(seen(&facts), Vec::<String>::new());
            facts.beneficiary.identified_on = Fact::Known(day("2014-06-02"));
            assert_eq!(seen(&facts), ["not-identified/none block"]);
        }
        let mut facts = sample();
        facts.purpose = Purpose::EmergencyHelp;
        facts.beneficiary.identified_on = Fact::Unknown;
        assert_eq!(seen(&facts), Vec::<String>::new());
    }
}
