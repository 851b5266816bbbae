//! Which findings may be lifted, and by whom: permits for the action "lift" in the file of the permits, kept apart from those to pay. What
//! none of them covers is lifted by nobody. A rulebook that says nothing of lifting has the permit that is built in.
use super::{
    PURPOSES,
    split::{Statement, parse},
};
use crate::rules::flaw::Flaw;
use cedar_policy::{ActionConstraint, Effect, Policy, PolicyId, PolicySet};

/// The action, as the schema calls it.
pub const LIFT: &str = "lift";

/// The permits that are built in.
const SHIPPED: &str = include_str!("../../../policies/purposes.cedar");

/// Is a policy about lifting alone?
pub(super) fn is_of_lifts(policy: &Policy) -> bool {
    matches!(policy.action_constraint(), ActionConstraint::Eq(action) if action.id().unescaped() == LIFT)
}

/// The permit to lift of the rulebook that is built in.
pub(super) fn built_in() -> Result<PolicySet, Vec<Flaw>> {
    let mut lifts = PolicySet::new();
    for statement in parse(PURPOSES, SHIPPED)?.iter().filter(|one| is_of_lifts(&one.policy)) {
        add(&mut lifts, statement, |_| false)?;
    }
    Ok(lifts)
}

/// Takes a permit to lift up, or tells what is wrong with it.
pub(super) fn add(
    lifts: &mut PolicySet,
    statement: &Statement,
    is_taken: impl Fn(&str) -> bool,
) -> Result<(), Vec<Flaw>> {
    const KNOWN: &[&str] = &["id", "legal_basis"];
    let policy = &statement.policy;
    let mut wrong = vec![];
    let mut tell =
        |what: String, mend: &str| wrong.push(Flaw::new(PURPOSES, statement.line, what, mend.to_owned()));
    if policy.effect() != Effect::Permit {
        tell(
            "forbids to lift something".into(),
            "Narrow the permit to lift, or write a case in misuse.cedar.",
        );
    }
    for (key, _) in policy.annotations().filter(|(key, _)| !KNOWN.contains(key)) {
        tell(format!("has the annotation @{key}"), "A permit to lift has @id and @legal_basis alone.");
    }
    let said = |key: &str| policy.annotation(key).map(str::trim).filter(|text| !text.is_empty());
    if said("legal_basis").is_none() {
        tell("lacks @legal_basis".into(), "Name the text that allows to lift.");
    }
    match said("id") {
        None => tell("lacks @id".into(), "Give the permit an id."),
        Some(id) if is_taken(id) || lifts.policy(&PolicyId::new(id)).is_some() => {
            tell(format!("has the id {id} a second time"), "Give each permit an id of its own.");
        }
        Some(id) => {
            if let Err(why) = lifts.add(policy.new_id(PolicyId::new(id))) {
                tell(why.to_string(), "Write each permit as a policy of its own.");
            }
        }
    }
    if wrong.is_empty() { Ok(()) } else { Err(wrong) }
}
