//! Permits: what the annotations of a `permit` say of it, and each of its conditions as a policy of its own, so that a payment that no
//! permit covers can be told which condition it does not meet.
use super::{
    PAY, PURPOSES,
    case::{listed, said_beside, wrong_bases},
    lift,
    split::parse,
};
use crate::{
    domain::purpose::{Category, PayeeKind},
    rules::{Permit, flaw::Flaw},
};
use cedar_policy::{ActionConstraint, Effect, EntityUid, Policy, PolicyId, PolicySet};
use serde_json::Value;

/// One permit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PermitText {
    /// Its id, like `legal-aid/mandate`.
    pub id: String,
    /// The text that allows it.
    pub basis: String,
    /// The same in Azerbaijani, where its owner gave the words.
    pub basis_az: Option<String>,
    /// What its conditions ask, in their order.
    pub asks: Vec<String>,
    /// Whom it covers. Found by asking, once.
    pub payees: Vec<PayeeKind>,
    /// Which costs it covers. Found by asking, once.
    pub costs: Vec<Category>,
}

impl PermitText {
    /// Its name and what it rests on, as a verdict tells them.
    pub(in crate::rules) fn named(&self) -> Permit {
        Permit { id: self.id.clone(), basis: self.basis.clone(), basis_az: self.basis_az.clone() }
    }

    /// The id of one of its conditions.
    pub(in crate::rules) fn clause(&self, number: usize) -> String {
        format!("{}#{number}", self.id)
    }
}

/// The permits of a file.
pub(super) struct Permits {
    pub set: PolicySet,
    /// Those for lifting.
    pub lifts: PolicySet,
    pub clauses: PolicySet,
    pub texts: Vec<PermitText>,
}

pub(super) fn read(text: &str) -> Result<Permits, Vec<Flaw>> {
    let empty = PolicySet::new;
    let mut permits = Permits { set: empty(), lifts: empty(), clauses: empty(), texts: vec![] };
    let mut wrong = vec![];
    for statement in parse(PURPOSES, text)? {
        let told = |(what, mend): (String, &str)| Flaw::new(PURPOSES, statement.line, what, mend);
        if lift::is_of_lifts(&statement.policy) {
            let is_taken = |id: &str| permits.texts.iter().any(|known| known.id == id);
            wrong.extend(lift::add(&mut permits.lifts, &statement, is_taken).err().into_iter().flatten());
            continue;
        }
        match permit_of(&statement.policy) {
            Err(all) => wrong.extend(all.into_iter().map(told)),
            Ok((permit, _)) if permits.has(&permit.id) => {
                wrong.push(told((
                    format!("has the id {} a second time", permit.id),
                    "Give each permit an id of its own.",
                )));
            }
            Ok((permit, clauses)) => {
                let policy = statement.policy.new_id(PolicyId::new(&permit.id));
                let mut added = permits.set.add(policy);
                for clause in clauses {
                    added = added.and(permits.clauses.add(clause));
                }
                if let Err(why) = added {
                    wrong.push(told((why.to_string(), "Write each permit as a policy of its own.")));
                }
                permits.texts.push(permit);
            }
        }
    }
    if wrong.is_empty() && permits.lifts.is_empty() {
        permits.lifts = lift::built_in()?;
    }
    if wrong.is_empty() { Ok(permits) } else { Err(wrong) }
}

impl Permits {
    fn has(&self, id: &str) -> bool {
        self.texts.iter().any(|known| known.id == id) || self.lifts.policy(&PolicyId::new(id)).is_some()
    }
}

type Told = (String, &'static str);

fn permit_of(policy: &Policy) -> Result<(PermitText, Vec<Policy>), Vec<Told>> {
    const KNOWN: &[&str] = &["id", "legal_basis", "basis_az", "asks"];
    let mut wrong: Vec<Told> = vec![];
    if policy.effect() != Effect::Permit {
        wrong.push((
            "forbids something".into(),
            "Only permit stands here; what is forbidden stands in misuse.cedar.",
        ));
    }
    let pays = |action: &EntityUid| action.id().unescaped() == PAY;
    if !matches!(policy.action_constraint(), ActionConstraint::Eq(action) if pays(&action)) {
        wrong.push((
            "is for no action or for several".into(),
            "Write action == Action::\"pay\", or action == Action::\"lift\" for a permit to lift.",
        ));
    }
    for (key, _) in policy.annotations().filter(|(key, _)| !KNOWN.contains(key)) {
        wrong.push((format!("has the annotation @{key}"), "Use @id, @legal_basis, @basis_az and @asks."));
    }
    let mut said = |key: &str, mend: &'static str| match policy.annotation(key).map(str::trim) {
        Some(text) if !text.is_empty() => text.to_owned(),
        _ => {
            wrong.push((format!("lacks @{key}"), mend));
            String::new()
        }
    };
    let id = said("id", "Give the permit an id.");
    let basis = said("legal_basis", "Name the text that allows it: nothing is paid without one.");
    let basis_az = said_beside(policy, "basis_az");
    let asks = listed(&said("asks", "Name what each \"when\" asks, in their order."));
    wrong.extend(wrong_bases(policy, ["legal_basis", "basis_az"]));
    if !wrong.is_empty() {
        return Err(wrong);
    }
    let permit = PermitText { id, basis, basis_az, asks, payees: vec![], costs: vec![] };
    let clauses = match clauses_of(policy, &permit) {
        Ok(clauses) => clauses,
        Err(told) => return Err(vec![told]),
    };
    if clauses.len() != permit.asks.len() {
        let what = format!("has {} conditions and names {} in @asks", clauses.len(), permit.asks.len());
        return Err(vec![(what, "Name each \"when\" once, in their order.")]);
    }
    if permit.asks.first().map(String::as_str) != Some("purpose") {
        return Err(vec![(
            "does not ask for the purpose first".into(),
            "Let the first \"when\" name the purpose, and @asks too.",
        )]);
    }
    Ok((permit, clauses))
}

/// Each condition alone.
fn clauses_of(policy: &Policy, permit: &PermitText) -> Result<Vec<Policy>, Told> {
    const MEND: &str = "Write it with plain \"when\" conditions.";
    let whole = policy.to_json().map_err(|why| (why.to_string(), MEND))?;
    let conditions = whole["conditions"].as_array().cloned().unwrap_or_default();
    let alone = |(number, condition): (usize, Value)| {
        let mut one = whole.clone();
        one["conditions"] = Value::Array(vec![condition]);
        one["annotations"] = serde_json::json!({});
        Policy::from_json(Some(PolicyId::new(permit.clause(number))), one)
            .map_err(|why| (why.to_string(), MEND))
    };
    conditions.into_iter().enumerate().map(alone).collect()
}
