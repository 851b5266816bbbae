//! Who may lift a finding, and which: permits for the action "lift" in the file of the permits, kept apart from those for money. What none
//! of them covers is lifted by nobody.
use super::{PURPOSES, split::Statement};
use crate::rules::flaw::Flaw;
use cedar_policy::{ActionConstraint, Policy, PolicyId, PolicySet};

/// The action, as the schema calls it.
pub const LIFT: &str = "lift";

/// Is it a permit to lift something?
pub(super) fn is_of_lifts(policy: &Policy) -> bool {
    matches!(policy.action_constraint(), ActionConstraint::Eq(action) if action.id().unescaped() == LIFT)
}

/// Takes a permit to lift up, or tells what is wrong with it.
pub(super) fn add(lifts: &mut PolicySet, statement: &Statement) -> Result<(), Vec<Flaw>> {
    const KNOWN: &[&str] = &["id", "legal_basis"];
    let policy = &statement.policy;
    let mut wrong = vec![];
    let mut tell =
        |what: String, mend: &str| wrong.push(Flaw::new(PURPOSES, statement.line, what, mend.to_owned()));
    for (key, _) in policy.annotations().filter(|(key, _)| !KNOWN.contains(key)) {
        tell(format!("has the annotation @{key}"), "A permit to lift has @id and @legal_basis.");
    }
    let said = |key: &str| policy.annotation(key).map(str::trim).filter(|text| !text.is_empty());
    if said("legal_basis").is_none() {
        tell("lacks @legal_basis".into(), "Name the text that allows to lift.");
    }
    match said("id") {
        None => tell("lacks @id".into(), "Give the permit an id."),
        Some(id) if lifts.policy(&PolicyId::new(id)).is_some() => {
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
