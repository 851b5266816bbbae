//! A question that is ready is held against the long way: the same policies are met, and what does not fit is refused in the same words.
use super::*;
use crate::rules::{
    book::{Asked, Attributes, MISUSE, PURPOSES, Rulebook},
    flat::Matter,
    sample::*,
};
use serde_json::json;

/// What is met, and what could not be evaluated, in order.
fn met(book: &Rulebook, asked: &Asked) -> Vec<String> {
    let (permits, mut all) = book.permitted(asked);
    all.extend(permits.iter().map(|permit| permit.id.clone()));
    let (cases, errors) = book.forbidden(asked);
    all.extend(errors);
    all.extend(cases.iter().map(|case| format!("{}/{}", case.rule, case.case)));
    all.extend(book.clauses_met(asked));
    all.sort();
    all
}

/// The long way, on which every policy is asked and the schema is held against the facts.
fn long_way(book: &Rulebook, question: Question, facts: Attributes) -> Result<Asked, String> {
    book.asked_about(question.action, question.kind, facts, question.limits(book.limits()))
}

#[test]
fn every_question_of_the_rulebook_that_is_built_in_is_ready() {
    let book = Rulebook::built_in();
    for question in Question::ALL {
        assert!(book.ready.contains_key(question.action), "{} goes the long way", question.action);
    }
}

#[test]
fn a_question_that_is_ready_meets_what_the_long_way_meets() {
    let book = Rulebook::built_in();
    let payments = every_payment();
    let inflows = every_inflow();
    let matters = payments.iter().map(Matter::Payment).chain(inflows.iter().map(Matter::Inflow));
    let mut count = 0;
    for matter in matters {
        let facts = matter.attributes();
        assert!(book.ready[matter.question().action].request(&facts.clone().into_json()).is_some());
        let short = book.ask(matter.question(), facts.clone()).expect("the facts of samples fit");
        let long = long_way(&book, matter.question(), facts).expect("the facts of samples fit");
        assert_eq!(met(&book, &short), met(&book, &long));
        count += 1;
    }
    assert!(count > 70, "only {count} samples");
}

#[test]
fn facts_that_do_not_fit_are_refused_in_the_words_of_the_long_way() {
    let book = Rulebook::built_in();
    let fitting = Matter::Payment(&sample()).attributes().into_json();
    let told = |change: &dyn Fn(&mut Map<String, Value>)| {
        let mut facts = fitting.clone();
        change(&mut facts);
        let short = book.ask(Question::PAYMENT, Attributes::of_json(facts.clone())).err();
        let long = long_way(&book, Question::PAYMENT, Attributes::of_json(facts)).err();
        assert_eq!(short, long);
        short.expect("the facts do not fit")
    };
    told(&|facts| drop(facts.remove("purpose")));
    told(&|facts| drop(facts.insert("colour".into(), json!("red"))));
    for wrong in [json!(1), json!(true), json!(["medical"]), json!(null), json!({})] {
        told(&|facts| drop(facts.insert("purpose".into(), wrong.clone())));
    }
    for wrong in [json!("1"), json!(1.5), json!(u64::MAX), json!(i64::MAX)] {
        told(&|facts| drop(facts.insert("amount".into(), wrong.clone())));
    }
    told(&|facts| drop(facts.insert("categories".into(), json!(["treatment", 1]))));
}

#[test]
fn a_permit_that_bears_the_id_of_a_case_leaves_the_case_as_it_is() {
    let mut files = Rulebook::built_in().files().clone();
    let permit = "\n@id(\"expulsion-funding/travel\")\n@legal_basis(\"policy of the Fund\")\n@asks(\"purpose\")\n\
        permit(principal, action == Action::\"pay\", resource)\nwhen { resource.purpose == \"legal_aid\" };\n";
    files.get_mut(PURPOSES).expect("a file of the rulebook").push_str(permit);
    let misuse = files.get_mut(MISUSE).expect("a file of the rulebook");
    let at = misuse.find("forbid(").expect("a case");
    // A case that looks at the thing itself has no condition of its own.
    *misuse = format!("{}{}", &misuse[..at], misuse[at..].replacen("resource)", "resource is Payment)", 1));
    let book = Rulebook::read(&files).map_err(|all| all.iter().map(ToString::to_string).collect::<Vec<_>>());
    let book = book.expect("it can be read");
    let mut found = 0;
    for payment in every_payment() {
        let facts = Matter::Payment(&payment).attributes();
        let short = book.ask(Question::PAYMENT, facts.clone()).expect("the facts of samples fit");
        let long = long_way(&book, Question::PAYMENT, facts).expect("the facts of samples fit");
        assert_eq!(met(&book, &short), met(&book, &long));
        found += usize::from(met(&book, &short).contains(&"expulsion-funding/travel".to_owned()));
    }
    assert!(found > 0, "no sample meets the case");
}
