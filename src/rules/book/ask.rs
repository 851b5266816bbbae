//! Asking a rulebook: facts as the attributes of one entity, and which policies they meet.
use super::{Case, PermitText, Question, Rulebook, ready::Sets};
use cedar_policy::{
    AuthorizationError, Authorizer, Context, Entities, Entity, EntityId, EntityTypeName, EntityUid,
    PolicySet, Request, RestrictedExpression,
};
use serde_json::{Map, Value};
use std::{
    cell::OnceCell,
    collections::{BTreeSet, HashMap},
    fmt,
    sync::LazyLock,
};

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

    /// All of them by their names.
    pub(super) fn all(&self) -> &Map<String, Value> {
        &self.0
    }

    pub(super) fn expressions(&self) -> Result<HashMap<String, RestrictedExpression>, String> {
        let mut all = HashMap::with_capacity(self.0.len());
        for (name, value) in &self.0 {
            all.insert(name.clone(), expression(name, value)?);
        }
        Ok(all)
    }

    /// Some of them, those that are there.
    fn some(&self, names: &BTreeSet<&str>) -> Result<HashMap<String, RestrictedExpression>, String> {
        let mut some = HashMap::with_capacity(names.len());
        for name in names {
            if let Some(value) = self.0.get(*name) {
                some.insert((*name).to_owned(), expression(name, value)?);
            }
        }
        Ok(some)
    }
}

fn expression(name: &str, value: &Value) -> Result<RestrictedExpression, String> {
    let wrong = |other: &Value| {
        format!("{name} is {other}: write a word, a whole number, true, false or a list of words")
    };
    match value {
        Value::String(word) => Ok(RestrictedExpression::new_string(word.clone())),
        Value::Bool(flag) => Ok(RestrictedExpression::new_bool(*flag)),
        Value::Array(words) => {
            let words: Result<Vec<_>, String> = words
                .iter()
                .map(|word| match word {
                    Value::String(word) => Ok(RestrictedExpression::new_string(word.clone())),
                    other => Err(wrong(other)),
                })
                .collect();
            words.map(RestrictedExpression::new_set)
        }
        other => match other.as_i64() {
            None => Err(wrong(other)),
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
    /// The thing with all its facts: it is made when it is asked about.
    whole: OnceCell<Result<Entities, String>>,
    /// What fits the schema: the action whose policies are asked, and the facts. None where all policies are asked.
    ready: Option<(&'static str, Attributes)>,
}

impl Asked {
    /// Which policies of a set it meets, and which cannot be evaluated for it.
    pub fn met(&self, set: &PolicySet) -> Met {
        match self.whole.get_or_init(|| self.thing(|facts| facts.expressions())) {
            Ok(about) => self.met_about(set, about),
            Err(why) => {
                tracing::error!(error = %why, "the rulebook could not be asked");
                Met { ids: vec![], errors: set.policies().map(|policy| policy.id().to_string()).collect() }
            }
        }
    }

    /// The same of policies that name no other facts than these.
    pub(super) fn met_about(&self, set: &PolicySet, about: &Entities) -> Met {
        let answer = AUTHORIZER.is_authorized(&self.request, set, about);
        let diagnostics = answer.diagnostics();
        let ids = diagnostics.reason().map(ToString::to_string).collect();
        Met { ids, errors: diagnostics.errors().map(named).collect() }
    }

    /// Its facts by their names, where they are known to fit.
    pub(super) fn facts(&self) -> Option<&Attributes> {
        self.ready.as_ref().map(|(_, facts)| facts)
    }

    /// The thing with some of its facts; none where they cannot be told.
    pub(super) fn with_facts(&self, names: &BTreeSet<&str>) -> Option<Entities> {
        self.thing(|facts| facts.some(names)).ok()
    }

    fn thing(
        &self,
        facts: impl FnOnce(&Attributes) -> Result<HashMap<String, RestrictedExpression>, String>,
    ) -> Result<Entities, String> {
        let (Some(known), Some(of)) = (self.facts(), self.request.resource()) else {
            return Err("nothing is known of it".into());
        };
        let entity = Entity::new(of.clone(), facts(known)?, Default::default());
        let entity = entity.map_err(|why| why.to_string())?;
        Entities::from_entities([entity], None).map_err(|why| why.to_string())
    }

    /// A question that somebody else made.
    #[cfg(feature = "prove")]
    pub fn about(request: Request, entities: Entities) -> Asked {
        Asked::of(request, entities)
    }

    /// A question about facts that are not held against the schema.
    #[cfg(test)]
    pub fn of_facts(question: Question, facts: Attributes) -> Asked {
        let book = Rulebook::built_in();
        let context =
            Context::from_pairs(question.limits(book.limits()).expressions().expect("limits are numbers"));
        let uid = |kind: &str, id: &str| uid(kind, id).expect("the names of the schema are names");
        let (fund, action, of) =
            (uid("Fund", "fund"), uid("Action", question.action), uid(question.kind, "asked"));
        let request = Request::new(fund, action, of, context.expect("limits are numbers"), None);
        let request = request.expect("without a schema anything is a request");
        Asked { request, whole: OnceCell::new(), ready: Some((question.action, facts)) }
    }

    fn of(request: Request, entities: Entities) -> Asked {
        Asked { request, whole: OnceCell::from(Ok(entities)), ready: None }
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
        Ok(Asked::of(request, entities))
    }

    /// The same under the limits of this rulebook.
    pub(in crate::rules) fn ask(&self, question: Question, facts: Attributes) -> Result<Asked, String> {
        let ready = self.ready.get(question.action).and_then(|ready| ready.request(&facts.0));
        if let Some(request) = ready {
            return Ok(Asked { request, whole: OnceCell::new(), ready: Some((question.action, facts)) });
        }
        self.asked(question, facts, question.limits(self.limits()))
    }

    /// The policies of its action, where they were made ready.
    fn sets(&self, asked: &Asked) -> Option<&Sets> {
        let (action, _) = asked.ready.as_ref()?;
        self.ready.get(action).map(|ready| &ready.sets)
    }

    /// The permits that cover it, in the order of the file; and those that could not be evaluated.
    pub(in crate::rules) fn permitted(&self, asked: &Asked) -> (Vec<&PermitText>, Vec<String>) {
        let met = self.sets(asked).map_or_else(|| asked.met(&self.purposes), |sets| sets.purposes.met(asked));
        (self.permits.iter().filter(|permit| met.ids.contains(&permit.id)).collect(), met.errors)
    }

    /// The permits to lift that cover it, by their ids; none where one cannot be evaluated.
    pub(in crate::rules) fn permits_to_lift(&self, asked: &Asked) -> Vec<String> {
        let Met { ids, errors } = asked.met(&self.lifts);
        if errors.is_empty() { ids } else { vec![] }
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
