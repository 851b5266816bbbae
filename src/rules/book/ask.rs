//! Asking a rulebook: facts as the attributes of one entity, and which policies they meet.
use super::{Case, PermitText, Rulebook};
use cedar_policy::{
    AuthorizationError, Authorizer, Context, Entities, Entity, EntityId, EntityTypeName, EntityUid,
    PolicySet, Request, RestrictedExpression,
};
use serde_json::{Map, Value};
use std::{collections::HashMap, fmt, sync::LazyLock};

/// The largest whole number that a fact may be, either way: 100 trillion AZN in qəpik. Whoever asks with more is refused, so no sum of
/// facts in a policy overflows as long as it has fewer than 900 terms; `rules prove` takes this as given.
pub(in crate::rules) const LARGEST: i64 = 10_000_000_000_000_000;

/// Facts by their names.
#[derive(Debug, Clone, Default)]
pub(in crate::rules) struct Attributes {
    values: HashMap<String, RestrictedExpression>,
    /// Those that are too large to be asked with.
    too_large: Vec<String>,
}

impl Attributes {
    fn put(&mut self, name: &str, value: RestrictedExpression) {
        self.values.insert(name.to_owned(), value);
    }

    /// A word.
    pub fn word(&mut self, name: &str, value: &str) {
        self.put(name, RestrictedExpression::new_string(value.to_owned()));
    }

    /// A sum in qəpik, a count, a day.
    pub fn long(&mut self, name: &str, value: i64) {
        if !(-LARGEST..=LARGEST).contains(&value) {
            self.too_large.push(name.to_owned());
        }
        self.put(name, RestrictedExpression::new_long(value));
    }

    /// The same, where it is known.
    pub fn known_long(&mut self, name: &str, value: Option<i64>) {
        value.into_iter().for_each(|value| self.long(name, value));
    }

    /// Yes or no.
    pub fn flag(&mut self, name: &str, value: bool) {
        self.put(name, RestrictedExpression::new_bool(value));
    }

    /// Facts as they are written in JSON: words, whole numbers, yes or no, lists of words.
    pub fn of_json(facts: &Map<String, Value>) -> Result<Attributes, String> {
        let mut to = Attributes::default();
        for (name, value) in facts {
            match value {
                Value::String(word) => to.word(name, word),
                Value::Bool(flag) => to.flag(name, *flag),
                Value::Array(words) if words.iter().all(Value::is_string) => {
                    to.set(name, words.iter().filter_map(Value::as_str));
                }
                other => match other.as_i64() {
                    Some(number) => to.long(name, number),
                    None => {
                        return Err(format!(
                            "{name} is {other}: write a word, a whole number, true, false or a list of words"
                        ));
                    }
                },
            }
        }
        Ok(to)
    }

    /// A set of words.
    pub fn set<T: fmt::Display>(&mut self, name: &str, values: impl IntoIterator<Item = T>) {
        let values = values.into_iter().map(|value| RestrictedExpression::new_string(value.to_string()));
        self.put(name, RestrictedExpression::new_set(values));
    }
}

/// A question that is ready to be put.
pub(in crate::rules) struct Asked {
    request: Request,
    entities: Entities,
}

#[cfg(feature = "prove")]
impl Asked {
    /// A question that somebody else made.
    pub fn of(request: Request, entities: Entities) -> Asked {
        Asked { request, entities }
    }
}

/// What is asked: an action on a kind of thing.
#[derive(Debug, Clone, Copy)]
pub(in crate::rules) struct Question {
    /// As the schema calls it.
    pub action: &'static str,
    /// As the schema calls it.
    pub kind: &'static str,
}

/// Policies that are met, by their ids, and those that could not be evaluated.
struct Met {
    ids: Vec<String>,
    errors: Vec<String>,
}

fn named(error: &AuthorizationError) -> String {
    match error {
        AuthorizationError::PolicyEvaluationError(error) => error.policy_id().to_string(),
    }
}

fn uid(kind: &str, id: &str) -> Result<EntityUid, String> {
    let kind: EntityTypeName = kind.parse().map_err(|why| format!("{why}"))?;
    Ok(EntityUid::from_type_name_and_id(kind, EntityId::new(id)))
}

static AUTHORIZER: LazyLock<Authorizer> = LazyLock::new(Authorizer::new);

impl Rulebook {
    /// Puts facts into a question. An error is told in the words of the policy language: facts and schema do not fit.
    pub(in crate::rules) fn asked(
        &self,
        question: Question,
        facts: Attributes,
        limits: Attributes,
    ) -> Result<Asked, String> {
        self.asked_about(question.action, question.kind, facts, limits)
    }

    /// The same, of an action and a kind of thing that the schema names.
    pub(in crate::rules) fn asked_about(
        &self,
        action: &str,
        kind: &str,
        facts: Attributes,
        limits: Attributes,
    ) -> Result<Asked, String> {
        if let Some(name) = facts.too_large.iter().chain(&limits.too_large).next() {
            return Err(format!("{name} is larger than any fact may be"));
        }
        let (fund, of) = (uid("Fund", "fund")?, uid(kind, "asked")?);
        let entity =
            Entity::new(of.clone(), facts.values, Default::default()).map_err(|why| why.to_string())?;
        let entities =
            Entities::from_entities([entity], Some(&self.schema)).map_err(|why| why.to_string())?;
        let context = Context::from_pairs(limits.values).map_err(|why| why.to_string())?;
        let action = uid("Action", action)?;
        let request =
            Request::new(fund, action, of, context, Some(&self.schema)).map_err(|why| why.to_string())?;
        Ok(Asked { request, entities })
    }

    fn met(&self, set: &PolicySet, asked: &Asked) -> Met {
        let answer = AUTHORIZER.is_authorized(&asked.request, set, &asked.entities);
        let diagnostics = answer.diagnostics();
        let ids = diagnostics.reason().map(ToString::to_string).collect();
        Met { ids, errors: diagnostics.errors().map(named).collect() }
    }

    /// The permits that cover it, in the order of the file; and those that could not be evaluated.
    pub(in crate::rules) fn permitted(&self, asked: &Asked) -> (Vec<&PermitText>, Vec<String>) {
        let met = self.met(&self.purposes, asked);
        (self.permits.iter().filter(|permit| met.ids.contains(&permit.id)).collect(), met.errors)
    }

    /// The cases of misuse that it meets; and those that could not be evaluated.
    pub(in crate::rules) fn forbidden(&self, asked: &Asked) -> (Vec<&Case>, Vec<String>) {
        let met = self.met(&self.misuse, asked);
        (met.ids.iter().filter_map(|id| self.cases.get(id)).collect(), met.errors)
    }

    /// Which policies of a set it meets, by their ids.
    #[cfg(feature = "prove")]
    pub(in crate::rules) fn met_of(&self, set: &PolicySet, asked: &Asked) -> Vec<String> {
        self.met(set, asked).ids
    }

    /// Which conditions of permits it meets, by their ids.
    pub(in crate::rules) fn clauses_met(&self, asked: &Asked) -> Vec<String> {
        self.met(&self.clauses, asked).ids
    }
}
