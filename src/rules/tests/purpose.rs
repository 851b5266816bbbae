//! What the rulebook that is built in says, case by case: what money may be paid for.
use super::prelude::*;

fn permits(facts: &PaymentFacts) -> Vec<String> {
    judge_payment(facts).permits.into_iter().map(|p| p.id).collect()
}

#[test]
fn every_purpose_has_a_permit() {
    for purpose in Purpose::ALL {
        let asked = format!("resource.purpose == \"{purpose}\"");
        assert!(include_str!("../../../policies/purposes.cedar").contains(&asked), "{purpose} has no permit");
    }
}

#[test]
fn escort_detention_and_border_are_covered_by_no_permit() {
    use Category::{Border, Detention, Escort};
    for category in [Escort, Detention, Border] {
        assert!(
            Rulebook::built_in().permits().iter().all(|permit| !permit.costs.contains(&category)),
            "{category}"
        );
        for purpose in Purpose::ALL {
            let mut facts = sample();
            facts.purpose = *purpose;
            facts.items = vec![(category, money("50.00"))];
            assert!(
                seen(&facts).contains(&"outside-purpose/category block".to_owned()),
                "{purpose} {category}"
            );
        }
    }
}

#[test]
fn a_donor_is_paid_under_no_purpose_and_a_school_is_not_paid_for_medicine() {
    for purpose in Purpose::ALL {
        let mut facts = sample();
        facts.purpose = *purpose;
        facts.payee_kind = PayeeKind::Donor;
        assert!(seen(&facts).contains(&"outside-purpose/payee block".to_owned()), "{purpose}");
    }
    let mut facts = sample();
    facts.payee_kind = PayeeKind::School;
    assert_eq!(seen(&facts), ["outside-purpose/payee block"]);
    assert_eq!(permits(&facts), [""; 0]);
    facts.payee_kind = PayeeKind::Ngo;
    assert_eq!(permits(&facts), ["medical"]);
}

#[test]
fn a_fixed_sum_goes_to_the_person_or_a_representative_and_has_no_items() {
    let mut facts = lump_sum();
    facts.payee_kind = PayeeKind::Representative;
    assert_eq!(permits(&facts), ["lump-sum"]);
    facts.payee_kind = PayeeKind::Ngo;
    assert_eq!(seen(&facts), ["outside-purpose/payee block"]);
    facts.payee_kind = PayeeKind::Beneficiary;
    facts.items = vec![(Category::Food, money("100.00"))];
    assert_eq!(seen(&facts), ["outside-purpose/category block"]);
}

#[test]
fn a_payment_that_does_not_say_what_it_is_for_lacks_that_fact() {
    let mut facts = sample();
    facts.items.clear();
    assert_eq!(seen(&facts), ["outside-purpose/items-unknown override: items"]);
    assert!(permits(&facts).is_empty());
}

#[test]
fn medical_travel_is_domestic_or_not_covered() {
    let mut facts = sample();
    facts.items = vec![(Category::Travel, money("50.00"))];
    facts.payee_kind = PayeeKind::Beneficiary;
    facts.travel = travel("AZ", "AZ");
    assert_eq!(permits(&facts), ["medical"]);
    facts.travel = travel("TR", "AZ");
    assert_eq!(seen(&facts), ["outside-purpose/journey block"]);
    facts.travel = Fact::Unknown;
    let lacking = "outside-purpose/journey-unknown override: travel.from, travel.to";
    assert!(seen(&facts).contains(&lacking.to_owned()));
}

#[test]
fn emergency_help_has_a_cap_and_a_carrier_only_within_the_country() {
    let mut facts = sample();
    facts.purpose = Purpose::EmergencyHelp;
    facts.beneficiary.identified_on = Fact::Unknown;
    facts.amount = money("100.00");
    assert_eq!(permits(&facts), ["emergency-help"]);
    facts.amount = money("100.01");
    assert_eq!(seen(&facts), ["outside-purpose/cap block"]);
    facts.amount = money("40.00");
    facts.around.near = Qepik(6_000);
    assert_eq!(permits(&facts), ["emergency-help"], "together it is the cap");
    facts.around.near = Qepik(6_001);
    assert_eq!(seen(&facts), ["outside-purpose/cap-together block"]);
    facts.around.near = Qepik::ZERO;
    facts.amount = money("50.00");
    facts.payee_kind = PayeeKind::Carrier;
    facts.travel = travel("AZ", "AZ");
    assert_eq!(permits(&facts), ["emergency-help/carrier"]);
    facts.travel = travel("TR", "AZ");
    assert_eq!(seen(&facts), ["outside-purpose/journey block"]);
    facts.travel = Fact::NotApplicable;
    assert!(seen(&facts)[0].starts_with("outside-purpose/journey-unknown override"));
}

#[test]
fn restitution_needs_an_order_that_stands_and_names_the_person() {
    let of = |change: fn(&mut OrderFacts)| seen(&with_order(change));
    assert_eq!(of(|o| o.confirmed = false), ["outside-purpose/order-unconfirmed block"]);
    assert_eq!(of(|o| o.superseded = true), ["outside-purpose/order-superseded block"]);
    assert_eq!(of(|o| o.in_force_on = None), ["outside-purpose/order-not-in-force block"]);
    assert_eq!(of(|o| o.in_force_on = Some(day("2014-06-02"))), ["outside-purpose/order-not-in-force block"]);
    assert_eq!(of(|o| o.in_force_on = Some(day("2014-06-01"))), Vec::<String>::new());
    assert!(of(|o| o.ordered = Qepik(0)).contains(&"outside-purpose/order-other-person block".to_owned()));
    let mut facts = restitution();
    facts.order = Fact::Unknown;
    assert!(seen(&facts).contains(&"outside-purpose/no-order block".to_owned()));
}

#[test]
fn legal_aid_rests_on_donor_terms_too_where_every_lot_names_it() {
    let mut facts = sample();
    facts.purpose = Purpose::LegalAid;
    facts.payee_kind = PayeeKind::Lawyer;
    facts.items = vec![(Category::LegalCriminal, money("50.00"))];
    facts.around.mandate = Fact::Known(false);
    assert_eq!(permits(&facts), ["legal-aid/unmandated"]);
    facts.around.mandate = Fact::Known(true);
    assert_eq!(permits(&facts), ["legal-aid/mandate"]);
    facts.draws[0].restriction.purposes = vec![Purpose::LegalAid];
    assert_eq!(permits(&facts), ["legal-aid/mandate", "legal-aid/donor-terms"]);
    facts.payee_kind = PayeeKind::Supplier;
    assert_eq!(seen(&facts), ["outside-purpose/payee block"]);
}
