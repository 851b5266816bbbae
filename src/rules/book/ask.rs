//! Asking a rulebook: facts as the attributes of one entity, and which policies they meet.
use super::{Case, PermitText, Question, Rulebook, ready::Sets};
use cedar_policy::{
    AuthorizationError, Authorizer, Context, Entities, Entity, EntityId, EntityTypeName, EntityUid,
    PolicySet, Request, RestrictedExpression,
};
use serde_json::{Map, Value};
use std::{collections::HashMap, fmt, sync::LazyLock};

/// The largest whole number that a fact may be, either way: 100 trillion AZN in qəpik. Whoever asks with more is refused, so no sum of
/// facts in a policy overflows as long as it has fewer than 900 terms; `rules prove` takes this as given.
pub(in crate::rules) const LARGEST: i64 = 10_000_000_000_000_000;

/// Facts by their names: words, whole numbers, yes or no, lists of words. So they are kept with a verdict, and so a rulebook is asked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(in crate::rules) struct Attributes(Map<String, Value>);

impl Attributes {
    fn put(&mut self, name: &str, value: impl Into<Value>) {
        self.0.insert(name.to_owned(), value.into());
    }

    /// A word.
    pub fn word(&mut self, name: &str, value: &str) {
        self.put(name, value);
    }

    /// A sum in qəpik, a count, a day.
    pub fn long(&mut self, name: &str, value: i64) {
        self.put(name, value);
    }

    /// The same, where it is known.
    pub fn known_long(&mut self, name: &str, value: Option<i64>) {
        value.into_iter().for_each(|value| self.long(name, value));
    }

    /// Yes or no.
    pub fn flag(&mut self, name: &str, value: bool) {
        self.put(name, value);
    }

    /// A set of words.
    pub fn set<T: fmt::Display>(&mut self, name: &str, values: impl IntoIterator<Item = T>) {
        self.put(name, values.into_iter().map(|value| value.to_string()).collect::<Vec<_>>());
    }

    /// Facts as they were kept, or as somebody wrote them.
    pub fn of_json(facts: Map<String, Value>) -> Attributes {
        Attributes(facts)
    }

    /// As they are kept.
    pub fn into_json(self) -> Map<String, Value> {
        self.0
    }

    pub(super) fn expressions(self) -> Result<HashMap<String, RestrictedExpression>, String> {
        self.0
            .into_iter()
            .map(|(name, value)| {
                let value = expression(&name, value)?;
                Ok((name, value))
            })
            .collect()
    }
}

fn expression(name: &str, value: Value) -> Result<RestrictedExpression, String> {
    let wrong = |other: &Value| {
        format!("{name} is {other}: write a word, a whole number, true, false or a list of words")
    };
    match value {
        Value::String(word) => Ok(RestrictedExpression::new_string(word)),
        Value::Bool(flag) => Ok(RestrictedExpression::new_bool(flag)),
        Value::Array(words) => {
            let words: Result<Vec<_>, String> = words
                .into_iter()
                .map(|word| match word {
                    Value::String(word) => Ok(RestrictedExpression::new_string(word)),
                    other => Err(wrong(&other)),
                })
                .collect();
            words.map(RestrictedExpression::new_set)
        }
        other => match other.as_i64() {
            None => Err(wrong(&other)),
            Some(number) if !(-LARGEST..=LARGEST).contains(&number) => {
                Err(format!("{name} is larger than any fact may be"))
            }
            Some(number) => Ok(RestrictedExpression::new_long(number)),
        },
    }
}

/// A question that is ready to be put.
pub(in crate::rules) struct Asked {
    request: Request,
    entities: Entities,
    /// The action whose policies are asked; none where all are.
    of: Option<&'static str>,
}

impl Asked {
    /// Which policies of a set it meets, and which cannot be evaluated for it.
    pub fn met(&self, set: &PolicySet) -> Met {
        let answer = AUTHORIZER.is_authorized(&self.request, set, &self.entities);
        let diagnostics = answer.diagnostics();
        let ids = diagnostics.reason().map(ToString::to_string).collect();
        Met { ids, errors: diagnostics.errors().map(named).collect() }
    }

    /// A question that somebody else made.
    #[cfg(any(test, feature = "prove"))]
    pub fn about(request: Request, entities: Entities) -> Asked {
        Asked { request, entities, of: None }
    }
}

/// Policies that are met, by their ids, and those that could not be evaluated.
#[derive(Default)]
pub(in crate::rules) struct Met {
    pub ids: Vec<String>,
    pub errors: Vec<String>,
}

fn named(error: &AuthorizationError) -> String {
    match error {
        AuthorizationError::PolicyEvaluationError(error) => error.policy_id().to_string(),
    }
}

pub(super) fn uid(kind: &str, id: &str) -> Result<EntityUid, String> {
    let kind: EntityTypeName = kind.parse().map_err(|why| format!("{why}"))?;
    Ok(EntityUid::from_type_name_and_id(kind, EntityId::new(id)))
}

static AUTHORIZER: LazyLock<Authorizer> = LazyLock::new(Authorizer::new);

impl Rulebook {
    /// Puts facts into a question. An error is told in the words of the policy language: facts and schema do not fit.
    fn asked(&self, question: Question, facts: Attributes, limits: Attributes) -> Result<Asked, String> {
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
        let (fund, of) = (uid("Fund", "fund")?, uid(kind, "asked")?);
        let entity = Entity::new(of.clone(), facts.expressions()?, Default::default())
            .map_err(|why| why.to_string())?;
        let entities =
            Entities::from_entities([entity], Some(&self.schema)).map_err(|why| why.to_string())?;
        let context = Context::from_pairs(limits.expressions()?).map_err(|why| why.to_string())?;
        let action = uid("Action", action)?;
        let request =
            Request::new(fund, action, of, context, Some(&self.schema)).map_err(|why| why.to_string())?;
        Ok(Asked { request, entities, of: None })
    }

    /// The same under the limits of this rulebook.
    pub(in crate::rules) fn ask(&self, question: Question, facts: Attributes) -> Result<Asked, String> {
        let ready = self.ready.get(question.action).and_then(|ready| ready.request(&facts.0));
        if let Some((request, of)) = ready {
            let entity = Entity::new(of, facts.expressions()?, Default::default());
            let entity = entity.map_err(|why| why.to_string())?;
            let entities = Entities::from_entities([entity], None).map_err(|why| why.to_string())?;
            return Ok(Asked { request, entities, of: Some(question.action) });
        }
        self.asked(question, facts, question.limits(self.limits()))
    }

    /// The policies of its action, where they were made ready.
    fn sets(&self, asked: &Asked) -> Option<&Sets> {
        self.ready.get(asked.of?).map(|ready| &ready.sets)
    }

    /// The permits that cover it, in the order of the file; and those that could not be evaluated.
    pub(in crate::rules) fn permitted(&self, asked: &Asked) -> (Vec<&PermitText>, Vec<String>) {
        let met = self.sets(asked).map_or_else(|| asked.met(&self.purposes), |sets| sets.purposes.met(asked));
        (self.permits.iter().filter(|permit| met.ids.contains(&permit.id)).collect(), met.errors)
    }

    /// The cases of misuse that it meets; and those that could not be evaluated.
    pub(in crate::rules) fn forbidden(&self, asked: &Asked) -> (Vec<&Case>, Vec<String>) {
        let met = self.sets(asked).map_or_else(|| asked.met(&self.misuse), |sets| sets.misuse.met(asked));
        (met.ids.iter().filter_map(|id| self.cases.get(id)).collect(), met.errors)
    }

    /// Which conditions of permits it meets, by their ids.
    pub(in crate::rules) fn clauses_met(&self, asked: &Asked) -> Vec<String> {
        asked.met(self.sets(asked).map_or(&self.clauses, |sets| &sets.clauses)).ids
    }
}
