//! Many policies asked at the price of a few: of each handful one policy is made whose condition is "any of theirs". Where it is not met,
//! none of them is; where it is met, or cannot be evaluated, each is asked by itself. So what is met, and what cannot be evaluated, is the
//! same as when all were asked.
use super::ask::{Asked, Met};
use cedar_policy::{Policy, PolicyId, PolicySet};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// Policies behind one.
const HANDFUL: usize = 12;

/// The stack on which they are made.
const STACK_BYTES: usize = 64 << 20;

/// Policies of one effect that are asked together.
#[derive(Debug, Clone, Default)]
pub(in crate::rules) struct Screened {
    /// One policy for each handful, by its id.
    screens: PolicySet,
    handfuls: BTreeMap<String, PolicySet>,
    /// Policies that say more than a condition: they are always asked.
    others: PolicySet,
}

fn set_of(policies: impl IntoIterator<Item = Policy>) -> PolicySet {
    PolicySet::from_policies(policies).expect("policies of one set have ids of their own")
}

impl Screened {
    /// Puts policies behind screens, which do not look at the action: it is seen when policies are asked by themselves.
    pub(super) fn of(all: Vec<Policy>, conditions: &Conditions) -> Screened {
        with_room(|| Screened::made_of(all.clone(), conditions))
            .unwrap_or_else(|| Screened { others: set_of(all.clone()), ..Screened::default() })
    }

    /// The same of policies whose conditions nobody needs again.
    pub fn of_all<'a>(policies: impl Iterator<Item = &'a Policy>) -> Screened {
        let all: Vec<Policy> = policies.cloned().collect();
        let conditions = Conditions::of(all.iter());
        Screened::of(all, &conditions)
    }

    fn made_of(mut all: Vec<Policy>, conditions: &Conditions) -> Screened {
        // Ids of one rule begin alike, and often its cases are met together.
        all.sort_by_cached_key(|policy| policy.id().to_string());
        let (mut behind, mut others): (Vec<(Policy, Value)>, Vec<Policy>) = (vec![], vec![]);
        for policy in all {
            match conditions.0.get(&policy.id().to_string()) {
                Some(condition) => behind.push((policy, condition.clone())),
                None => others.push(policy),
            }
        }
        let mut screened = Screened { others: set_of(others), ..Screened::default() };
        let mut screens = vec![];
        for (number, some) in behind.chunks(HANDFUL).enumerate() {
            let id = format!("handful {number}");
            let policies = some.iter().map(|(policy, _)| policy.clone());
            match screen(&id, some.iter().map(|(_, condition)| condition.clone()).collect()) {
                Some(one) => {
                    screens.push(one);
                    screened.handfuls.insert(id, set_of(policies));
                }
                None => screened.others = set_of(screened.others.policies().cloned().chain(policies)),
            }
        }
        screened.screens = set_of(screens);
        screened
    }

    /// Which of them are met, and which cannot be evaluated.
    pub fn met(&self, asked: &Asked) -> Met {
        let mut all = if self.others.is_empty() { Met::default() } else { asked.met(&self.others) };
        let Met { ids, errors } = asked.met(&self.screens);
        for set in ids.iter().chain(&errors).filter_map(|id| self.handfuls.get(id)) {
            let Met { ids, errors } = asked.met(set);
            all.ids.extend(ids);
            all.errors.extend(errors);
        }
        all
    }
}

/// What policies ask, by their ids: of those that can stand behind a screen.
pub(super) struct Conditions(BTreeMap<String, Value>);

impl Conditions {
    /// Reads them.
    pub fn of<'a>(policies: impl Iterator<Item = &'a Policy>) -> Conditions {
        let all: Vec<&Policy> = policies.collect();
        let read = || {
            let one = |policy: &&Policy| Some((policy.id().to_string(), condition(policy)?));
            all.iter().filter_map(one).collect()
        };
        Conditions(with_room(read).unwrap_or_default())
    }
}

/// The parts of a condition, and how deep they stand one in another, that a screen has room for: the library copies each part for each
/// level above it. The largest of the built-in rulebook has about a third of it.
const MOST_PARTS: usize = 1_200;
const MOST_DEEP: usize = 64;

fn is_small(condition: &Value) -> bool {
    let (mut parts, mut left) = (0, vec![(condition, 0)]);
    while let Some((one, deep)) = left.pop() {
        parts += 1;
        if parts > MOST_PARTS || deep > MOST_DEEP {
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

/// Runs it with a stack of its own: the library reads a condition as deep as it is nested, with much of the stack at each step. None
/// where the machine has no room.
fn with_room<T: Send>(make: impl FnOnce() -> T + Send) -> Option<T> {
    std::thread::scope(|scope| {
        let thread = std::thread::Builder::new().name("rulebook".into()).stack_size(STACK_BYTES);
        thread.spawn_scoped(scope, make).ok()?.join().ok()
    })
}

/// What a policy asks of facts; none where it names a principal or a resource, or asks very much.
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
    Some(joined.unwrap_or_else(|| json!({ "Value": true }))).filter(is_small)
}

/// Any of some conditions, as flat as can be.
fn any_of(mut conditions: Vec<Value>) -> Option<Value> {
    if conditions.len() <= 1 {
        return conditions.pop();
    }
    let right = any_of(conditions.split_off(conditions.len() / 2))?;
    Some(json!({ "||": { "left": any_of(conditions)?, "right": right } }))
}

/// The policy that is met where any of some conditions is.
fn screen(id: &str, conditions: Vec<Value>) -> Option<Policy> {
    let any = any_of(conditions)?;
    let all = json!({ "op": "All" });
    let told = json!({
        "effect": "forbid", "principal": all, "action": all, "resource": all, "conditions": [{ "kind": "when", "body": any }],
    });
    Policy::from_json(Some(PolicyId::new(id)), told).ok()
}

#[cfg(test)]
mod tests;
