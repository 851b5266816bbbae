//! What the rulebook that is built in says, case by case: sending a person out.
use super::prelude::*;

fn under(removals: Vec<Removal>, from: &str, to: &str) -> PaymentFacts {
    let mut facts = sample();
    facts.purpose = Purpose::OtherNecessary;
    facts.payee_kind = PayeeKind::Ngo;
    facts.items = vec![(Category::Travel, money("50.00"))];
    facts.travel = travel(from, to);
    facts.beneficiary.removals = removals;
    facts.beneficiary.return_file = Fact::Known(return_file());
    facts
}

fn expulsions(facts: &PaymentFacts) -> Vec<String> {
    seen(facts).into_iter().filter(|text| text.starts_with("expulsion-funding")).collect()
}

#[test]
fn outbound_travel_under_a_removal_decision_is_blocked_whoever_is_paid_and_whatever_it_is_called() {
    for form in [RemovalForm::Expulsion, RemovalForm::Deportation, RemovalForm::Removal] {
        let mut facts = under(vec![Removal { form, ..expulsion() }], "AZ", "PH");
        assert_eq!(expulsions(&facts), ["expulsion-funding/travel block"]);
        facts.items = vec![(Category::Other, money("50.00"))];
        for purpose in Purpose::ALL {
            facts.purpose = *purpose;
            for payee in PayeeKind::ALL {
                facts.payee_kind = *payee;
                assert_eq!(expulsions(&facts), ["expulsion-funding/travel block"], "{purpose} {payee}");
            }
        }
    }
}

#[test]
fn homecoming_and_domestic_travel_pass_in_spite_of_a_foreign_deportation() {
    let mut facts = homecoming();
    facts.beneficiary.removals = vec![expulsion()];
    assert_eq!(seen(&facts), Vec::<String>::new());
    assert_eq!(expulsions(&under(vec![expulsion()], "AZ", "AZ")), Vec::<String>::new());
    assert_eq!(expulsions(&under(Vec::new(), "AZ", "PH")), Vec::<String>::new());
}

#[test]
fn an_entry_ban_alone_weighs_an_override_but_not_beside_an_expulsion() {
    let ban = Removal { form: RemovalForm::EntryBan, reference: "N-2014-000002".into(), ..expulsion() };
    assert_eq!(expulsions(&under(vec![ban.clone()], "AZ", "PH")), ["expulsion-funding/entry-ban override"]);
    assert_eq!(expulsions(&under(vec![ban, expulsion()], "AZ", "PH")), ["expulsion-funding/travel block"]);
}

#[test]
fn escort_detention_and_border_costs_are_blocked_even_without_a_journey() {
    for category in [Category::Escort, Category::Detention, Category::Border] {
        let mut facts = under(vec![expulsion()], "AZ", "AZ");
        facts.items = vec![(category, money("50.00"))];
        assert_eq!(expulsions(&facts), ["expulsion-funding/category block"]);
    }
}

#[test]
fn repatriation_to_anywhere_but_home_is_blocked_and_an_unknown_journey_proves_no_exemption() {
    let mut facts = repatriation();
    facts.beneficiary.removals = vec![expulsion()];
    facts.travel = travel("PH", "AZ");
    assert_eq!(expulsions(&facts), ["expulsion-funding/purpose block"]);
    facts.travel = travel("GE", "PH");
    assert_eq!(expulsions(&facts), ["expulsion-funding/travel block"], "a second leg leads out too");
    facts.travel = Fact::Unknown;
    assert_eq!(expulsions(&facts), ["expulsion-funding/purpose block"]);
}

#[test]
fn an_unknown_journey_under_another_purpose_is_a_missing_fact() {
    let mut facts = under(vec![expulsion()], "AZ", "AZ");
    facts.travel = Fact::Unknown;
    let lacks = "expulsion-funding/journey-unknown override: travel.from, travel.to";
    assert_eq!(expulsions(&facts), [lacks]);
    facts.travel = Fact::NotApplicable;
    assert_eq!(expulsions(&facts), [lacks], "an item of travel has a journey");
    facts.items.clear();
    assert_eq!(expulsions(&facts), ["expulsion-funding/items-unknown override: items"]);
}

#[test]
fn a_payee_who_enforces_removals_is_blocked_and_a_state_body_without_a_name_lacks_a_fact() {
    let mut facts = sample();
    facts.purpose = Purpose::OtherNecessary;
    facts.items = vec![(Category::Fee, money("50.00"))];
    facts.payee_kind = PayeeKind::StateBody;
    facts.payee_enforces = Fact::Known(false);
    assert_eq!(seen(&facts), Vec::<String>::new());
    facts.payee_enforces = Fact::Known(true);
    assert_eq!(seen(&facts), ["enforcement-payee/named block"]);
    facts.payee_enforces = Fact::Unknown;
    assert_eq!(seen(&facts), ["enforcement-payee/unknown override: payee.name"]);
}
