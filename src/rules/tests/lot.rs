//! What the rulebook that is built in says, case by case: which money pays.
use super::prelude::*;

#[test]
fn a_lot_pays_only_for_the_purposes_and_days_of_its_terms() {
    let mut facts = sample();
    facts.draws[0].restriction.purposes = vec![Purpose::Medical, Purpose::LegalAid];
    facts.draws[0].restriction.expires_on = Some(day("2014-06-01"));
    assert_eq!(seen(&facts), Vec::<String>::new());
    facts.draws[0].restriction.expires_on = Some(day("2014-05-31"));
    assert_eq!(seen(&facts), ["restricted-elsewhere/expired block"]);
    facts.draws[0].restriction.purposes = vec![Purpose::LegalAid];
    let both = ["restricted-elsewhere/expired block", "restricted-elsewhere/purpose block"];
    assert_eq!(seen(&facts), both);
}

#[test]
fn a_lot_for_children_pays_for_no_adult_and_an_unknown_age_is_a_missing_fact() {
    let mut facts = sample();
    facts.draws[0].restriction.minors_only = true;
    assert_eq!(seen(&facts), ["restricted-elsewhere/minors block"]);
    facts.beneficiary.minor = Fact::Known(true);
    assert_eq!(seen(&facts), Vec::<String>::new());
    facts.beneficiary.minor = Fact::Unknown;
    assert_eq!(seen(&facts), ["restricted-elsewhere/minor-unknown override: beneficiary.minor"]);
}

#[test]
fn no_lot_goes_below_zero_even_when_it_is_drawn_from_twice() {
    let mut facts = sample();
    facts.draws[0].available = Qepik(5_000);
    assert_eq!(seen(&facts), Vec::<String>::new());
    facts.draws.push(facts.draws[0].clone());
    assert_eq!(seen(&facts), ["lot-overdrawn/above-available block"]);
    facts.draws.truncate(1);
    facts.draws[0].available = Qepik(4_999);
    assert_eq!(seen(&facts), ["lot-overdrawn/above-available block"]);
    facts.draws.clear();
    facts.uncovered = Qepik(5_000);
    assert_eq!(seen(&facts), ["lot-overdrawn/uncovered block"]);
}

#[test]
fn money_that_lies_elsewhere_does_not_pay_and_at_release_its_place_must_be_known() {
    let mut facts = sample();
    facts.draws[0].payable = Fact::Known(Qepik(5_000));
    assert_eq!(seen(&facts), Vec::<String>::new());
    facts.draws[0].payable = Fact::Known(Qepik(4_999));
    assert_eq!(seen(&facts), ["lot-overdrawn/wrong-place block"]);
    facts.draws[0].payable = Fact::Unknown;
    assert_eq!(seen(&facts), Vec::<String>::new());
    facts.stage = Stage::Release;
    assert_eq!(seen(&facts), ["lot-overdrawn/place-unknown override: lot.payable"]);
}
