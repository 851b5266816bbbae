//! What of a question can be made ready when a rulebook is read: whom it is about, its limits, the policies of its action, and which
//! facts it takes. Facts that fit are not held against the schema a second time; whatever else comes goes the long way, where the
//! policy language itself says what is wrong.
use super::{
    Attributes, Question,
    ask::{LARGEST, uid},
    sieve::{Conditions, Sieve},
};
use cedar_policy::{
    ActionConstraint, Context, EntityUid, Policy, PolicySet, Request, Schema, SchemaFragment,
};
use serde_json::{Map, Value};
use std::collections::BTreeMap;

/// A kind of fact.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Word,
    Long,
    Flag,
    Words,
}

impl Kind {
    fn of(told: &Value) -> Option<Kind> {
        let name = match told["type"].as_str()? {
            "EntityOrCommon" => told["name"].as_str()?,
            name => name,
        };
        match name {
            "String" | "__cedar::String" => Some(Kind::Word),
            "Long" | "__cedar::Long" => Some(Kind::Long),
            "Bool" | "Boolean" | "__cedar::Bool" => Some(Kind::Flag),
            "Set" if Kind::of(&told["element"])? == Kind::Word => Some(Kind::Words),
            _ => None,
        }
    }

    /// Is a value of this kind, and a number no larger than any fact may be?
    fn fits(self, value: &Value) -> bool {
        match self {
            Kind::Word => value.is_string(),
            Kind::Long => value.as_i64().is_some_and(|number| (-LARGEST..=LARGEST).contains(&number)),
            Kind::Flag => value.is_boolean(),
            Kind::Words => value.as_array().is_some_and(|words| words.iter().all(Value::is_string)),
        }
    }
}

/// The facts of a kind of thing: of which kind each is, and whether it must be there.
#[derive(Debug, Clone, Default)]
struct Shape(BTreeMap<String, (Kind, bool)>);

impl Shape {
    fn of(told: &Value) -> Option<Shape> {
        let shape = told.get("shape")?;
        if shape["type"].as_str()? != "Record" || told.get("tags").is_some() {
            return None;
        }
        let one = |(name, told): (&String, &Value)| {
            let required = told.get("required").is_none_or(|required| required != false);
            Some((name.clone(), (Kind::of(told)?, required)))
        };
        shape["attributes"].as_object()?.iter().map(one).collect::<Option<_>>().map(Shape)
    }

    fn fits(&self, facts: &Map<String, Value>) -> bool {
        let is_known =
            |(name, value): (&String, &Value)| self.0.get(name).is_some_and(|(kind, _)| kind.fits(value));
        let is_there =
            |(name, (_, required)): (&String, &(Kind, bool))| !required || facts.contains_key(name);
        facts.iter().all(is_known) && self.0.iter().all(is_there)
    }
}

/// The policies of a rulebook.
pub(super) struct All<'a> {
    /// The permits.
    pub purposes: &'a PolicySet,
    /// Their conditions.
    pub clauses: &'a PolicySet,
    /// The cases of misuse.
    pub misuse: &'a PolicySet,
}

/// The policies of one action. Of the conditions many are met, so nothing is gained by looking at them first.
#[derive(Debug, Clone)]
pub(super) struct Sets {
    /// The permits.
    pub purposes: Sieve,
    /// Their conditions.
    pub clauses: PolicySet,
    /// The cases of misuse.
    pub misuse: Sieve,
}

impl All<'_> {
    /// Those that can be met by an action. Actions have no groups here.
    fn of(
        &self,
        action: &EntityUid,
        [permits, cases]: &[Conditions; 2],
        limits: &Map<String, Value>,
    ) -> Sets {
        let pick = |all: &PolicySet| -> Vec<Policy> {
            let can_be_met = |constraint: ActionConstraint| match constraint {
                ActionConstraint::Eq(only) => only == *action,
                ActionConstraint::In(some) => some.contains(action),
                ActionConstraint::Any => true,
            };
            all.policies().filter(|policy| can_be_met(policy.action_constraint())).cloned().collect()
        };
        let clauses = PolicySet::from_policies(pick(self.clauses));
        Sets {
            purposes: Sieve::of(pick(self.purposes), permits, limits),
            clauses: clauses.expect("policies of one set have ids of their own"),
            misuse: Sieve::of(pick(self.misuse), cases, limits),
        }
    }
}

/// A question that is ready but for its facts.
#[derive(Debug, Clone)]
pub(super) struct Ready {
    fund: EntityUid,
    action: EntityUid,
    of: EntityUid,
    context: Context,
    shape: Shape,
    /// Its policies.
    pub sets: Sets,
}

impl Ready {
    /// The request where these facts fit the schema; else it goes the long way.
    pub fn request(&self, facts: &Map<String, Value>) -> Option<Request> {
        if !self.shape.fits(facts) {
            return None;
        }
        let (fund, action, of) = (self.fund.clone(), self.action.clone(), self.of.clone());
        Request::new(fund, action, of, self.context.clone(), None).ok()
    }
}

/// The questions that are ready, by their actions.
pub(super) type AllReady = BTreeMap<&'static str, Ready>;

/// Makes ready what can be; none where the schema says more than is understood here.
pub(super) fn ready(
    schema: &Schema,
    schema_text: &str,
    sets: &All<'_>,
    limits: impl Fn(Question) -> Attributes,
) -> AllReady {
    let told = SchemaFragment::from_cedarschema_str(schema_text).ok();
    let Some(told) = told.and_then(|(fragment, _)| fragment.to_json_value().ok()) else {
        return AllReady::new();
    };
    let told = &told[""];
    let is_plain = |action: &Value| {
        action.get("memberOf").is_none_or(|groups| groups.is_null() || groups == &Value::Array(vec![]))
            && action.get("attributes").is_none_or(Value::is_null)
    };
    if !told["actions"].as_object().is_some_and(|all| all.values().all(is_plain)) {
        return AllReady::new();
    }
    // Each file by itself: ids are those of one file, and a permit may bear that of a case.
    let conditions = [sets.purposes, sets.misuse].map(|set| Conditions::of(set.policies()));
    let one = |question: &Question| {
        let shape = Shape::of(&told["entityTypes"][question.kind])?;
        let (fund, of) = (uid("Fund", "fund").ok()?, uid(question.kind, "asked").ok()?);
        let action = uid("Action", question.action).ok()?;
        let limits = limits(*question);
        let context = Context::from_pairs(limits.expressions().ok()?).ok()?;
        // That the question itself fits the schema is seen once.
        Request::new(fund.clone(), action.clone(), of.clone(), context.clone(), Some(schema)).ok()?;
        let sets = sets.of(&action, &conditions, limits.all());
        Some((question.action, Ready { fund, action, of, context, shape, sets }))
    };
    Question::ALL.iter().filter_map(one).collect()
}

#[cfg(test)]
mod tests;
