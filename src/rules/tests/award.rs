//! What the rulebook that is built in says, case by case: sums of fixed height.
use super::prelude::*;

#[test]
fn a_fixed_sum_is_paid_once_in_an_episode() {
    for (mut facts, rule) in [(lump_sum(), "lump-sum-twice"), (allowance(), "allowance-twice")] {
        facts.awards.paid = facts.amount.into();
        assert_eq!(seen(&facts), [format!("{rule}/exact block")]);
        facts.awards.other_episodes = vec![2];
        assert_eq!(seen(&facts), [format!("{rule}/exact block"), format!("{rule}/second-episode override")]);
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
