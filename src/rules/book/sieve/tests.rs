//! Policies that are looked at first are met as they are one by one, whatever is asked.
use super::*;
use crate::rules::{
    book::{Attributes, Question, Rulebook, ask::LARGEST},
    flat::Matter,
    sample::*,
};
use proptest::{prelude::*, sample::select};
use std::sync::LazyLock;

/// What is met and what cannot be evaluated, in order.
fn sorted(Met { mut ids, mut errors }: Met) -> (Vec<String>, Vec<String>) {
    ids.sort();
    errors.sort();
    (ids, errors)
}

fn sieve(all: &PolicySet) -> Sieve {
    let policies: Vec<Policy> = all.policies().cloned().collect();
    let limits = Question::PAYMENT.limits(Rulebook::built_in().limits()).into_json();
    Sieve::of(policies.clone(), &Conditions::of(policies.iter()), &limits)
}

/// A question of one number, or of none, and of some words.
fn asked(number: Option<i64>, words: &[&str]) -> Asked {
    let mut facts = Attributes::default();
    facts.known_long("number", number);
    facts.set("words", words);
    Asked::of_facts(Question::PAYMENT, facts)
}

#[test]
fn whatever_is_met_or_cannot_be_evaluated_is_so_behind_a_sieve_too() {
    let conditions = [
        "resource.number == 7",
        "resource.number != 7",
        "resource.number < 7",
        "resource.number <= 7",
        "resource.number > 7",
        "resource.number >= 7",
        "resource.number + 2 == 9 || resource.number - 2 == 1 || resource.number * 2 == 6",
        "resource.words.contains(\"a\")",
        "resource.words.containsAll([\"a\", \"b\"])",
        "resource.words.containsAny([\"a\", \"b\"])",
        "[\"a\", \"b\"].containsAll(resource.words)",
        "[\"a\", \"b\"].containsAny(resource.words)",
        "resource.words.isEmpty()",
        "resource.words == [\"a\"] || !(resource.words != [\"b\"])",
        "if resource.words.contains(\"a\") then resource.number < 3 else resource has words",
        "resource.number < 7 && resource.number != 3",
        "resource has number && resource.number * 9 > 9000000000000000000",
        "!(resource has number && resource.number != 5)",
        "if resource.number > 3 then resource.number == 4 else resource.number == 2",
        "resource.number + 9223372036854775806 > 0 || resource.number == 1",
        "resource.number == \"word\"",
        "resource == Payment::\"asked\" && resource.number == 9",
        "[\"a\", \"b\"].contains(\"a\") && resource.number >= 40",
        "[1, 2].contains(resource.number)",
        "resource.number <= context.emergency_cap && resource.number > 2",
    ];
    let text: String = conditions
        .iter()
        .map(|asks| format!("forbid(principal, action, resource) when {{ {asks} }};\n"))
        .chain([
            "forbid(principal, action, resource == Payment::\"asked\") when { resource.number == 6 };".into()
        ])
        .chain(["forbid(principal, action, resource) unless { resource.number == 8 };".into()])
        .chain(["forbid(principal, action, resource);".into()])
        .collect();
    let all: PolicySet = text.parse().expect("the policies of the tests read");
    let sieve = sieve(&all);
    let numbers = (-2..45).map(Some).chain([None, Some(LARGEST), Some(-LARGEST)]);
    let words: [&[&str]; 6] = [&[], &["a"], &["b"], &["a", "b"], &["c"], &["a", "c"]];
    for (number, words) in numbers.flat_map(|number| words.map(|words| (number, words))) {
        let asked = asked(number, words);
        assert_eq!(sorted(sieve.met(&asked)), sorted(asked.met(&all)), "{number:?} {words:?}");
    }
}

#[test]
fn most_policies_that_are_built_in_are_not_asked_and_each_of_them_could_be_left_out() {
    let book = Rulebook::built_in();
    let sieve = sieve(&book.misuse);
    let (mut asked, mut count) = (0, 0);
    let mut left_out = BTreeSet::new();
    for payment in every_payment() {
        let facts = Matter::Payment(&payment).attributes();
        let seen: Vec<Option<&Value>> = sieve.names.iter().map(|name| facts.all().get(name)).collect();
        for (at, one) in sieve.sifted.iter().enumerate() {
            match one.asks.surely_not(&seen) {
                true => drop(left_out.insert(at)),
                false => asked += 1,
            }
        }
        count += 1;
    }
    // Those of other actions name facts that a payment has not, and stand for themselves.
    let of_payments = book.ready["pay"].sets.misuse.sifted.len();
    assert!(left_out.len() >= of_payments - 5, "{} of {of_payments} could be left out", left_out.len());
    assert!(asked / count < 90, "{} policies are asked for each payment", asked / count);
}

/// The policies of payments.
struct Payments {
    /// Cases of misuse and permits.
    both: [(PolicySet, Sieve); 2],
    /// The words that they name.
    words: Vec<String>,
    /// Facts that fit.
    facts: Map<String, Value>,
}

static PAYMENTS: LazyLock<Payments> = LazyLock::new(|| {
    let book = Rulebook::built_in();
    let sets = &book.ready["pay"].sets;
    let both = [sets.misuse.all.clone(), sets.purposes.all.clone()];
    let mut words = BTreeSet::new();
    for policy in both.iter().flat_map(PolicySet::policies) {
        let told = policy.to_json().expect("a policy that is built in is told");
        let mut left = vec![&told["conditions"]];
        while let Some(one) = left.pop() {
            match one {
                Value::String(word) => drop(words.insert(word.clone())),
                Value::Array(all) => left.extend(all),
                Value::Object(all) => left.extend(all.values()),
                _ => {}
            }
        }
    }
    let facts = Matter::Payment(&sample()).attributes().into_json();
    let both = both.map(|all| (all.clone(), sieve(&all)));
    Payments { both, words: words.into_iter().collect(), facts }
});

/// Facts of a payment that nobody thought of: each of its kind, or absent.
fn facts() -> impl Strategy<Value = Map<String, Value>> {
    let words = || select(PAYMENTS.words.clone());
    let one = move |(name, value): (String, Value)| -> BoxedStrategy<(String, Option<Value>)> {
        let changed: BoxedStrategy<Value> = match value {
            Value::Bool(_) => any::<bool>().prop_map(Value::from).boxed(),
            Value::String(_) => words().prop_map(Value::from).boxed(),
            Value::Array(_) => proptest::collection::vec(words(), 0..3).prop_map(Value::from).boxed(),
            _ => prop_oneof![-5i64..20_000, Just(1_000_000_000_000), Just(LARGEST)]
                .prop_map(Value::from)
                .boxed(),
        };
        let kept = value.clone();
        prop_oneof![
            6 => Just(Some(kept)),
            6 => changed.prop_map(Some),
            1 => Just(None),
        ]
        .prop_map(move |value| (name.clone(), value))
        .boxed()
    };
    let all: Vec<_> = PAYMENTS.facts.clone().into_iter().map(one).collect();
    all.prop_map(|all| all.into_iter().filter_map(|(name, value)| Some((name, value?))).collect())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 600, ..ProptestConfig::default() })]

    #[test]
    fn no_facts_however_wrong_meet_other_policies_behind_a_sieve(facts in facts()) {
        let asked = Asked::of_facts(Question::PAYMENT, Attributes::of_json(facts));
        for (all, sieve) in &PAYMENTS.both {
            prop_assert_eq!(sorted(sieve.met(&asked)), sorted(asked.met(all)));
        }
    }
}

#[test]
fn a_bound_is_asked_whatever_it_asks_for() {
    let book = Rulebook::built_in();
    let bounds = Unsifted::of(book.misuse.policies());
    let mut met = 0;
    for payment in every_payment() {
        let asked = Asked::of_facts(Question::PAYMENT, Matter::Payment(&payment).attributes());
        let (ids, errors) = sorted(asked.met(&book.misuse));
        met += ids.len();
        assert_eq!(sorted(bounds.met(&asked)), (ids, errors));
    }
    assert!(met > 50, "only {met} cases were met");
}
