//! Policies behind screens are met as they are one by one, whatever is asked.
use super::*;
use crate::rules::{
    book::{Question, Rulebook, ask::uid},
    flat::Matter,
    sample::*,
};
use cedar_policy::{Context, Entities, Entity, Request, RestrictedExpression};

/// Asks with one number, or without.
fn asked(number: Option<i64>) -> Asked {
    let uid = |kind, id| uid(kind, id).expect("the names of the tests read");
    let number = number.map(|n| ("number".to_owned(), RestrictedExpression::new_long(n)));
    let entity = Entity::new(uid("Payment", "asked"), number.into_iter().collect(), Default::default());
    let entities = Entities::from_entities([entity.expect("a number is a fact")], None);
    let request = Request::new(
        uid("Fund", "fund"),
        uid("Action", "pay"),
        uid("Payment", "asked"),
        Context::empty(),
        None,
    );
    Asked::about(request.expect("it is a request"), entities.expect("one entity is a set"))
}

fn sorted(Met { mut ids, mut errors }: Met) -> (Vec<String>, Vec<String>) {
    ids.sort();
    errors.sort();
    (ids, errors)
}

fn policies(text: &str) -> PolicySet {
    text.parse().expect("the policies of the tests read")
}

#[test]
fn whatever_is_met_or_cannot_be_evaluated_is_so_behind_screens_too() {
    let mut text = String::new();
    for n in 0..40 {
        text.push_str(&match n % 5 {
            0 => format!("@id(\"{n}\") forbid(principal, action, resource) when {{ resource.number == {n} }};"),
            1 => format!("forbid(principal, action, resource) when {{ resource.number < {n} }} unless {{ resource.number == 3 }};"),
            2 => format!("forbid(principal, action, resource) when {{ resource has number && resource.number * {n} > 9000000000000000000 }};"),
            3 => format!("forbid(principal, action, resource) unless {{ resource has number && resource.number != {n} }};"),
            _ => format!("forbid(principal, action, resource == Payment::\"{n}\") when {{ resource.number == {n} }};"),
        });
    }
    text.push_str("forbid(principal, action, resource);");
    let all = policies(&text);
    let screened = Screened::of_all(all.policies());
    assert_eq!(screened.others.policies().count(), 8, "those that name a resource stand by themselves");
    assert!(screened.handfuls.len() == 3 && screened.screens.policies().count() == 3);
    let numbers = (-2..45).map(Some).chain([None, Some(i64::MAX), Some(i64::MIN)]);
    for number in numbers {
        let asked = asked(number);
        assert_eq!(sorted(screened.met(&asked)), sorted(asked.met(&all)), "{number:?}");
    }
}

#[test]
fn a_sample_of_every_kind_of_payment_meets_the_same_cases_behind_screens() {
    let book = Rulebook::built_in();
    let all = &book.misuse;
    let screened = Screened::of_all(all.policies());
    let mut met = 0;
    for payment in every_payment() {
        let facts = Matter::Payment(&payment).attributes();
        let asked = book.asked_about(
            Question::PAYMENT.action,
            Question::PAYMENT.kind,
            facts,
            Question::PAYMENT.limits(book.limits()),
        );
        let asked = asked.expect("the facts of samples fit");
        let (ids, errors) = sorted(asked.met(all));
        met += ids.len();
        // Policies of other actions stand behind the same screens, and are not met.
        assert_eq!(sorted(screened.met(&asked)), (ids, errors));
    }
    assert!(met > 50, "only {met} cases were met");
}

#[test]
fn every_policy_that_is_built_in_stands_behind_a_screen_and_one_that_asks_very_much_does_not() {
    let book = Rulebook::built_in();
    for set in [&book.purposes, &book.misuse] {
        assert_eq!(Screened::of_all(set.policies()).others.policies().count(), 0);
    }
    let long = |sign: &str| {
        format!("forbid(principal, action, resource) when {{ 1{} > 400 }};", format!(" {sign} 1").repeat(395))
    };
    let text: String = (0..12).map(|_| long("+")).collect();
    let all = policies(&text);
    let screened = Screened::of_all(all.policies());
    assert_eq!((screened.others.policies().count(), screened.handfuls.len()), (12, 0));
    assert_eq!(sorted(screened.met(&asked(Some(1)))), sorted(asked(Some(1)).met(&all)));
}
