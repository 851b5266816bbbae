//! What the rulebook that is built in says, case by case: in whose hands the money comes.
use super::prelude::*;
use RepresentativeKind::*;
use RepresentativeState::*;

fn to(payee: PayeeKind, method: Method, minor: Fact<bool>) -> PaymentFacts {
    let mut facts = lump_sum();
    (facts.payee_kind, facts.method, facts.beneficiary.minor) = (payee, method, minor);
    facts.beneficiary.wish = Fact::Known(method);
    (facts.representatives.has_receipt, facts.representatives.proof) = (true, Proof::Code);
    facts
}

fn child_in_cash() -> PaymentFacts {
    to(PayeeKind::Beneficiary, Method::Cash, Fact::Known(true))
}

fn paid(one: Representative, minor: Fact<bool>) -> PaymentFacts {
    let mut facts = to(PayeeKind::Representative, Method::Bank, minor);
    facts.representatives.of_child =
        Some(one.clone()).filter(|one| one.kind.is_of_child()).into_iter().collect();
    facts.representatives.paid = Fact::Known(one);
    facts
}

const NONE: [&str; 0] = [];

#[test]
fn cash_goes_into_a_childs_hands_only_where_somebody_stands_in_for_it() {
    let mut facts = child_in_cash();
    assert_eq!(seen(&facts), ["child-without-representative/none block"]);
    for state in [NotYet, Ended, OfAge] {
        facts.representatives.of_child = vec![representative(Guardian, state)];
        assert_eq!(seen(&facts), ["child-without-representative/none block"], "{state}");
    }
    for kind in [Parent, Guardian, StateCommittee, ShelterHead] {
        facts.representatives.of_child = vec![representative(kind, InForce)];
        assert_eq!(seen(&facts), NONE, "{kind}");
    }
}

#[test]
fn goods_suppliers_and_a_transfer_to_the_childs_account_pass_without_anybody() {
    for payee in [PayeeKind::Clinic, PayeeKind::Supplier] {
        let mut facts = sample();
        (facts.payee_kind, facts.method) = (payee, Method::Cash);
        facts.beneficiary.minor = Fact::Known(true);
        assert_eq!(seen(&facts), NONE, "{payee}");
    }
    assert_eq!(seen(&to(PayeeKind::Beneficiary, Method::Bank, Fact::Known(true))), NONE);
    assert_eq!(seen(&to(PayeeKind::Beneficiary, Method::Cash, Fact::Known(false))), NONE);
}

#[test]
fn an_age_that_nobody_recorded_is_a_missing_fact_unless_somebody_would_stand_in() {
    let lacks = "child-without-representative/age-unknown override: beneficiary.minor";
    let mut facts = to(PayeeKind::Beneficiary, Method::Cash, Fact::Unknown);
    assert_eq!(seen(&facts), [lacks]);
    facts.representatives.of_child = vec![representative(Guardian, AgeUnknown)];
    assert_eq!(seen(&facts), NONE);
    assert_eq!(seen(&paid(representative(Guardian, AgeUnknown), Fact::Unknown)), [lacks]);
    assert_eq!(seen(&paid(representative(Collector, InForce), Fact::Unknown)), [lacks]);
}

#[test]
fn a_representative_in_conflict_is_never_paid_whoever_it_is() {
    for kind in RepresentativeKind::ALL {
        for relation in Relation::ALL {
            let one = Representative { conflict: Some(*relation), ..representative(*kind, InForce) };
            let mut facts = paid(one, Fact::Known(true));
            facts.representatives.of_child.push(representative(Parent, InForce));
            assert_eq!(seen(&facts), ["guardian-conflict/paid block"], "{kind} {relation}");
        }
    }
}

#[test]
fn money_of_a_child_whose_only_guardian_is_an_offender_is_blocked_by_any_method() {
    let offender =
        || Representative { conflict: Some(Relation::Offender), ..representative(Parent, InForce) };
    let mut facts = to(PayeeKind::Beneficiary, Method::Bank, Fact::Known(true));
    facts.representatives.of_child = vec![offender()];
    assert_eq!(seen(&facts), ["guardian-conflict/child block"]);
    (facts.method, facts.beneficiary.wish) = (Method::Cash, Fact::Known(Method::Cash));
    let both = ["guardian-conflict/child block", "child-without-representative/none block"];
    assert_eq!(seen(&facts), both);
    facts.representatives.of_child.push(representative(Guardian, InForce));
    assert_eq!(seen(&facts), NONE, "the other one stands in");
    facts.representatives.of_child = vec![Representative { state: Ended, ..offender() }];
    assert_eq!(seen(&facts), ["child-without-representative/none block"]);
}

#[test]
fn a_representative_is_paid_only_while_in_force() {
    for state in [NotYet, Ended] {
        let guardian = paid(representative(Guardian, state), Fact::Known(true));
        assert_eq!(seen(&guardian), ["child-without-representative/not-in-force block"], "{state}");
        let heir = paid(representative(Heir, state), Fact::Known(true));
        assert_eq!(seen(&heir), ["collector-not-payee/not-in-force block"], "{state}");
    }
    let grown_up = paid(representative(Guardian, OfAge), Fact::Known(false));
    assert_eq!(seen(&grown_up), ["collector-not-payee/not-in-force block"]);
    for kind in [Guardian, Heir] {
        assert_eq!(seen(&paid(representative(kind, InForce), Fact::Known(true))), NONE, "{kind}");
    }
    assert_eq!(seen(&paid(representative(Collector, InForce), Fact::Known(false))), NONE);
}

#[test]
fn a_child_gives_nobody_a_power_of_attorney() {
    let mut facts = paid(representative(Collector, InForce), Fact::Known(true));
    assert_eq!(seen(&facts), ["child-without-representative/none block"]);
    facts.representatives.of_child = vec![representative(Guardian, InForce)];
    assert_eq!(seen(&facts), NONE);
}

#[test]
fn a_representative_who_is_not_named_is_a_missing_fact() {
    let lacks = "guardian-conflict/unnamed override: payee.representative";
    let mut facts = to(PayeeKind::Representative, Method::Bank, Fact::Known(false));
    facts.representatives.paid = Fact::Unknown;
    assert_eq!(seen(&facts), [lacks]);
    facts.beneficiary.minor = Fact::Known(true);
    assert_eq!(seen(&facts), ["child-without-representative/none block", lacks]);
}

fn collecting(collector: Receiver, minor: Fact<bool>) -> Vec<String> {
    let mut facts = to(PayeeKind::Beneficiary, Method::Cash, minor);
    facts.representatives.collected = Fact::Known(collector);
    seen(&facts)
}

#[test]
fn cash_is_collected_by_the_payee_or_with_a_power_of_attorney() {
    let by = |kind, state| Receiver::Representative(representative(kind, state));
    let adult = || Fact::Known(false);
    assert_eq!(collecting(Receiver::Payee, adult()), NONE);
    assert_eq!(collecting(Receiver::Stranger, adult()), ["collector-not-payee/stranger block"]);
    assert_eq!(collecting(by(RepresentativeKind::Collector, InForce), adult()), NONE);
    for state in [NotYet, Ended] {
        let late = collecting(by(RepresentativeKind::Collector, state), adult());
        assert_eq!(late, ["collector-not-payee/not-in-force block"], "{state}");
    }
    let grown_up = collecting(by(Parent, OfAge), adult());
    assert_eq!(grown_up, ["collector-not-payee/not-in-force block"]);
    assert_eq!(collecting(by(Heir, InForce), adult()), ["collector-not-payee/not-authorised block"]);
    let accused = Representative {
        conflict: Some(Relation::Accused),
        ..representative(RepresentativeKind::Collector, InForce)
    };
    let accused = collecting(Receiver::Representative(accused), adult());
    assert_eq!(accused, ["guardian-conflict/collector block"]);
}

#[test]
fn what_one_representative_is_paid_no_other_collects() {
    let mut facts = paid(representative(Guardian, InForce), Fact::Known(true));
    (facts.method, facts.beneficiary.wish) = (Method::Cash, Fact::Known(Method::Cash));
    let other = Representative { number: 2, ..representative(RepresentativeKind::Collector, InForce) };
    facts.representatives.collected = Fact::Known(Receiver::Representative(other));
    assert_eq!(seen(&facts), ["collector-not-payee/not-authorised block"]);
}
