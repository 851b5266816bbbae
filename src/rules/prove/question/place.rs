//! Where a question is put: one action on one kind of thing, the facts that it has there by the schema, and what is taken as given of
//! them. Nothing is asked here.
use crate::rules::book::{LARGEST, Rulebook};
use cedar_policy::{ActionConstraint, Policy, PolicySet, RequestEnv, SchemaFragment};
use serde_json::{Map, Value};

/// One action on one kind of thing.
pub(super) struct Place {
    pub env: RequestEnv,
    pub action: String,
    pub kind: String,
    /// The facts of the thing, and the limits, each with what it is called in the schema.
    pub facts: Vec<Named>,
    pub limits: Vec<Named>,
    /// What is taken as given, a condition each, and of which fact.
    given: Vec<(String, Value)>,
}

/// A fact as the schema names it.
pub(super) struct Named {
    pub name: String,
    pub is_long: bool,
    pub is_required: bool,
}

impl Place {
    /// Every place that the schema of a rulebook has.
    pub fn all(book: &Rulebook) -> Result<Vec<Place>, String> {
        let (schema, text) = book.schema();
        let fragment = SchemaFragment::from_cedarschema_str(text).map_err(|why| why.to_string())?.0;
        let whole = fragment.to_json_value().map_err(|why| why.to_string())?;
        schema.request_envs().map(|env| Place::of(env, &whole[""])).collect()
    }

    fn of(env: RequestEnv, schema: &Value) -> Result<Place, String> {
        let (action, kind) = (env.action().id().unescaped().to_owned(), env.resource().to_string());
        let facts = named(&schema["entityTypes"][&kind]["shape"]);
        let limits = named(&schema["actions"][&action]["appliesTo"]["context"]);
        let longs = |all: &'_ [Named], var: &str| {
            let longs = all.iter().filter(|one| one.is_long);
            longs
                .map(|one| Ok((one.name.clone(), condition(&bounded(var, one))?)))
                .collect::<Result<Vec<_>, String>>()
        };
        let given = [longs(&facts, "resource")?, longs(&limits, "context")?].concat();
        Ok(Place { env, action, kind, facts, limits, given })
    }

    /// Is nothing done here without a permit? Elsewhere everything may be done unless something stands against it.
    pub fn needs_permit(&self, book: &Rulebook) -> bool {
        book.permits_to(&self.action).is_some()
    }

    /// The permits that are about what is done here, in the order of their ids.
    pub fn permits<'b>(&self, book: &'b Rulebook) -> Vec<&'b Policy> {
        book.permits_to(&self.action).map(|set| self.own(set)).unwrap_or_default()
    }

    /// A policy is about what is done here.
    pub fn concerns(&self, policy: &Policy) -> bool {
        match policy.action_constraint() {
            ActionConstraint::Any => true,
            ActionConstraint::Eq(action) => action == *self.env.action(),
            ActionConstraint::In(actions) => actions.contains(self.env.action()),
        }
    }

    /// The policies of a set that are about what is done here, in the order of their ids.
    pub fn own<'s>(&self, set: &'s PolicySet) -> Vec<&'s Policy> {
        let mut own: Vec<&Policy> = set.policies().filter(|policy| self.concerns(policy)).collect();
        own.sort_by_key(|policy| policy.id().to_string());
        own
    }

    /// The policy where what is taken as given holds, and nowhere else.
    pub fn under(&self, policy: &Policy) -> Result<Policy, String> {
        let all = self.given.iter().map(|(_, condition)| condition.clone());
        with(policy, all.collect())
    }

    /// The same, of what it reads alone: enough where no other policy comes into the question, and shorter.
    pub fn under_its_own(&self, policy: &Policy) -> Result<Policy, String> {
        let names = reads(policy);
        let own = self.given.iter().filter(|(name, _)| names.contains(name));
        with(policy, own.map(|(_, condition)| condition.clone()).collect())
    }
}

/// A policy with more conditions before its own.
fn with(policy: &Policy, given: Vec<Value>) -> Result<Policy, String> {
    let mut whole = policy.to_json().map_err(|why| why.to_string())?;
    let conditions = whole["conditions"].as_array_mut().ok_or("a policy without conditions")?;
    conditions.splice(0..0, given);
    Policy::from_json(Some(policy.id().clone()), whole).map_err(|why| why.to_string())
}

/// The facts of a record in the schema.
fn named(record: &Value) -> Vec<Named> {
    let attributes = record["attributes"].as_object().cloned().unwrap_or_default();
    let one = |(name, kind): (String, Value)| Named {
        is_long: ["name", "type"]
            .iter()
            .filter_map(|key| kind[*key].as_str())
            .any(|kind| kind.rsplit("::").next() == Some("Long")),
        is_required: kind["required"].as_bool().unwrap_or(true),
        name,
    };
    attributes.into_iter().map(one).collect()
}

/// A whole number is no larger than the program lets it be.
fn bounded(var: &str, one: &Named) -> String {
    let name = &one.name;
    let both = format!("{var}.{name} >= -{LARGEST} && {var}.{name} <= {LARGEST}");
    if one.is_required { both } else { format!("if {var} has {name} then {both} else true") }
}

fn condition(text: &str) -> Result<Value, String> {
    let text = format!("permit(principal, action, resource) when {{ {text} }};");
    let whole = Policy::parse(None, &text).map_err(|why| why.to_string())?.to_json();
    whole.map(|whole| whole["conditions"][0].clone()).map_err(|why| why.to_string())
}

/// The names of facts and limits that a policy reads.
pub(super) fn reads(policy: &Policy) -> Vec<String> {
    let mut names = vec![];
    if let Ok(whole) = policy.to_json() {
        gather(&whole["conditions"], &mut names);
    }
    names.sort();
    names.dedup();
    names
}

fn gather(value: &Value, names: &mut Vec<String>) {
    match value {
        Value::Array(all) => all.iter().for_each(|one| gather(one, names)),
        Value::Object(all) => {
            for (key, inner) in all {
                let of_var =
                    inner["left"]["Var"].as_str().is_some_and(|var| ["resource", "context"].contains(&var));
                match inner["attr"].as_str() {
                    Some(name) if of_var && [".", "has"].contains(&key.as_str()) => {
                        names.push(name.to_owned())
                    }
                    _ => gather(inner, names),
                }
            }
        }
        _ => {}
    }
}

/// Facts and limits that were asked with.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Facts {
    pub of_thing: Map<String, Value>,
    pub limits: Map<String, Value>,
}
