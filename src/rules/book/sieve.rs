//! Many policies asked at the price of a few: what a policy asks of single facts is looked at here first, and a policy that surely is not
//! met is not asked. Whatever is met, and whatever cannot be evaluated, the policy language says itself: where this is not sure of
//! something (a fact that may be absent, a comparison it does not know, a sum that is too large) it says nothing, and the policy is asked,
//! with the facts that it names.
mod term;

use super::ask::{Asked, Met};
use cedar_policy::{Policy, PolicySet};
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, BTreeSet};
use term::Term;

/// The stack on which policies are read: the library goes one call deeper with each bracket, with much of the stack at each step.
const STACK_BYTES: usize = 64 << 20;

/// Policies that are asked together.
#[derive(Debug, Clone, Default)]
pub(in crate::rules) struct Sieve {
    /// All of them, for facts whose names are not known.
    all: PolicySet,
    sifted: Vec<Sifted>,
    /// The facts that are looked at, by their places.
    names: Vec<String>,
}

/// A policy with what it asks of single facts.
#[derive(Debug, Clone)]
struct Sifted {
    policy: PolicySet,
    /// What must hold, as far as it is known here.
    asks: Term,
    /// The facts that it names; none where it looks at the thing itself.
    facts: Option<BTreeSet<String>>,
}

fn set_of(policies: impl IntoIterator<Item = Policy>) -> PolicySet {
    PolicySet::from_policies(policies).expect("policies of one set have ids of their own")
}

impl Sieve {
    /// Some policies, with what they ask, under the limits of a question.
    pub fn of(all: Vec<Policy>, conditions: &Conditions, limits: &Map<String, Value>) -> Sieve {
        let mut places = BTreeMap::new();
        let mut one = |policy: &Policy| {
            let condition = conditions.0.get(&policy.id().to_string());
            Sifted {
                policy: set_of([policy.clone()]),
                asks: condition.map_or(Term::Unsure, |told| Term::of(told, &mut places, limits)),
                facts: condition.and_then(facts_of),
            }
        };
        let sifted = all.iter().map(&mut one).collect();
        let mut names = vec![String::new(); places.len()];
        places.into_iter().for_each(|(name, at): (String, usize)| names[at] = name);
        Sieve { all: set_of(all), sifted, names }
    }

    /// Which of them are met, and which cannot be evaluated.
    pub fn met(&self, asked: &Asked) -> Met {
        let Some(facts) = asked.facts() else { return asked.met(&self.all) };
        let seen: Vec<Option<&Value>> = self.names.iter().map(|name| facts.all().get(name)).collect();
        let may_be_met = |one: &&Sifted| !one.asks.surely_not(&seen);
        let left: Vec<&Sifted> = self.sifted.iter().filter(may_be_met).collect();
        let named: Option<BTreeSet<&str>> = left.iter().try_fold(BTreeSet::new(), |mut named, one| {
            named.extend(one.facts.as_ref()?.iter().map(String::as_str));
            Some(named)
        });
        if left.is_empty() {
            return Met::default();
        }
        let about = named.and_then(|names| asked.with_facts(&names));
        let mut all = Met::default();
        for one in left {
            let Met { ids, errors } = match &about {
                Some(about) => asked.met_about(&one.policy, about),
                None => asked.met(&one.policy),
            };
            all.ids.extend(ids);
            all.errors.extend(errors);
        }
        all
    }
}

/// Policies of which each is asked whatever it asks for: what must hold even if something here were wrong.
#[derive(Debug, Clone)]
pub(in crate::rules) struct Unsifted {
    all: PolicySet,
    facts: Option<BTreeSet<String>>,
}

impl Unsifted {
    /// Some policies.
    pub fn of<'a>(all: impl Iterator<Item = &'a Policy>) -> Unsifted {
        let all: Vec<Policy> = all.cloned().collect();
        let conditions = Conditions::of(all.iter());
        let facts = all.iter().try_fold(BTreeSet::new(), |mut facts, policy| {
            facts.extend(facts_of(conditions.0.get(&policy.id().to_string())?)?);
            Some(facts)
        });
        Unsifted { all: set_of(all), facts }
    }

    /// Which of them are met, and which cannot be evaluated.
    pub fn met(&self, asked: &Asked) -> Met {
        let names = self.facts.as_ref().map(|facts| facts.iter().map(String::as_str).collect());
        match names.and_then(|names| asked.with_facts(&names)) {
            Some(about) => asked.met_about(&self.all, &about),
            None => asked.met(&self.all),
        }
    }
}

/// What policies ask, by their ids: of those that ask it of facts alone.
#[derive(Default)]
pub(super) struct Conditions(BTreeMap<String, Value>);

impl Conditions {
    /// Reads them, on a stack of its own. None are known where the machine has no room, and then each policy is asked each time.
    pub fn of<'a>(policies: impl Iterator<Item = &'a Policy>) -> Conditions {
        let all: Vec<&Policy> = policies.collect();
        let read = || {
            let one = |policy: &&Policy| Some((policy.id().to_string(), condition(policy)?));
            all.iter().filter_map(one).collect()
        };
        let known = std::thread::scope(|scope| {
            let thread = std::thread::Builder::new().name("rulebook".into()).stack_size(STACK_BYTES);
            thread.spawn_scoped(scope, read).ok()?.join().ok()
        });
        Conditions(known.unwrap_or_default())
    }
}

/// How deep a condition may stand: what is looked at here goes one call deeper with each step. The deepest of the built-in rulebook has
/// about a third of it.
const MOST_DEEP: usize = 64;

fn is_flat(condition: &Value) -> bool {
    let mut left = vec![(condition, 0)];
    while let Some((one, deep)) = left.pop() {
        if deep > MOST_DEEP {
            return false;
        }
        match one {
            Value::Array(all) => left.extend(all.iter().map(|part| (part, deep + 1))),
            Value::Object(all) => left.extend(all.values().map(|part| (part, deep + 1))),
            _ => {}
        }
    }
    true
}

/// What a policy asks; none where it names a principal or a resource, or stands very deep.
fn condition(policy: &Policy) -> Option<Value> {
    let told = policy.to_json().ok()?;
    let is_of_all = |scope: &str| told[scope]["op"] == "All";
    if !is_of_all("principal") || !is_of_all("resource") {
        return None;
    }
    let one = |condition: &Value| match condition["kind"].as_str()? {
        "when" => Some(condition["body"].clone()),
        "unless" => Some(json!({ "!": { "arg": condition["body"] } })),
        _ => None,
    };
    let all: Option<Vec<Value>> = told["conditions"].as_array()?.iter().map(one).collect();
    let joined = all?.into_iter().reduce(|left, right| json!({ "&&": { "left": left, "right": right } }));
    Some(joined.unwrap_or_else(|| json!({ "Value": true }))).filter(is_flat)
}

/// The facts that a condition names; none where it looks at the thing in any other way than by its facts.
fn facts_of(condition: &Value) -> Option<BTreeSet<String>> {
    let (mut facts, mut left) = (BTreeSet::new(), vec![condition]);
    while let Some(one) = left.pop() {
        match one {
            Value::Array(all) => left.extend(all),
            Value::Object(all) => match term::fact(all) {
                Some(name) => facts.extend([name.to_owned()]),
                None if all.get("Var").is_some_and(|var| var == "resource") => return None,
                None => left.extend(all.values()),
            },
            _ => {}
        }
    }
    Some(facts)
}

#[cfg(test)]
mod tests;
