//! Cases of misuse: what the annotations of a `forbid` say of it.
use super::{MISUSE, lift, split::parse};
use crate::{
    domain::{
        finding::{Rule, Severity},
        text::Line,
    },
    rules::{flaw::Flaw, shown::Shown},
};
use cedar_policy::{Effect, Policy, PolicyId, PolicySet};
use std::collections::BTreeMap;

/// One case of one rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Case {
    /// Rule and case, like `lump-sum-twice/exact`.
    pub id: String,
    /// The rule.
    pub rule: Rule,
    /// The case of the rule.
    pub case: String,
    /// How much it weighs.
    pub severity: Severity,
    /// The text it rests on.
    pub basis: String,
    /// The same in Azerbaijani, where its owner gave the words.
    pub basis_az: Option<String>,
    /// The facts that its finding tells.
    pub shows: Vec<Shown>,
    /// The facts that it lacks.
    pub missing: Vec<String>,
}

/// The cases of a file.
pub(super) struct Cases {
    pub set: PolicySet,
    pub cases: BTreeMap<String, Case>,
}

pub(super) fn read(text: &str) -> Result<Cases, Vec<Flaw>> {
    let (mut set, mut cases, mut wrong) = (PolicySet::new(), BTreeMap::new(), vec![]);
    for statement in parse(MISUSE, text)? {
        let told = |what: String, mend: &str| Flaw::new(MISUSE, statement.line, what, mend);
        match case_of(&statement.policy) {
            Err(all) => wrong.extend(all.into_iter().map(|(what, mend)| told(what, mend))),
            Ok(case) if cases.contains_key(&case.id) => {
                wrong.push(told(
                    format!("has the id {} a second time", case.id),
                    "Give each case an id of its own.",
                ));
            }
            Ok(case) => {
                let policy = statement.policy.new_id(PolicyId::new(&case.id));
                if let Err(why) = set.add(policy) {
                    wrong.push(told(why.to_string(), "Write each case as a policy of its own."));
                }
                cases.insert(case.id.clone(), case);
            }
        }
    }
    if wrong.is_empty() { Ok(Cases { set, cases }) } else { Err(wrong) }
}

/// The parts of an annotation, comma between.
pub(super) fn listed(text: &str) -> Vec<String> {
    text.split(',').map(str::trim).filter(|part| !part.is_empty()).map(str::to_owned).collect()
}

/// What an annotation says that need not be there.
pub(super) fn said_beside(policy: &Policy, key: &str) -> Option<String> {
    policy.annotation(key).map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned)
}

/// What is wrong with a basis that is copied into findings: they are told in one line, and kept.
pub(super) fn wrong_bases(policy: &Policy, keys: [&str; 2]) -> Option<(String, &'static str)> {
    let is_line = |text: &str| text.trim().is_empty() || Line::new(text).is_ok();
    let wrong = keys.into_iter().find(|key| !policy.annotation(key).is_none_or(is_line))?;
    Some((
        format!("has no line of text in @{wrong}"),
        "Name the text in one line of no more than 200 letters.",
    ))
}

type Told = (String, &'static str);

fn case_of(policy: &Policy) -> Result<Case, Vec<Told>> {
    const KNOWN: &[&str] = &["id", "rule", "severity", "basis", "basis_az", "shows", "missing"];
    let mut wrong: Vec<Told> = vec![];
    if policy.effect() != Effect::Forbid {
        wrong.push(("permits something".into(), "Only forbid stands here; permits stand in purposes.cedar."));
    }
    for (key, _) in policy.annotations().filter(|(key, _)| !KNOWN.contains(key)) {
        wrong.push((
            format!("has the annotation @{key}"),
            "Use @id, @rule, @severity, @basis, @basis_az, @shows and @missing.",
        ));
    }
    let mut said = |key: &str, mend: &'static str| match policy.annotation(key).map(str::trim) {
        Some(text) if !text.is_empty() => text.to_owned(),
        _ => {
            wrong.push((format!("lacks @{key}"), mend));
            String::new()
        }
    };
    let id = said("id", "Give it an id: the rule, a slash, the case.");
    let rule = said("rule", "Name the rule of the catalogue.");
    let severity = said("severity", "Say block, override or warn.");
    let basis = said("basis", "Name article and paragraph, or \"policy of the Fund\".");
    let basis_az = said_beside(policy, "basis_az");
    let shows = said("shows", "Name the facts that its finding tells.");
    let missing = listed(policy.annotation("missing").unwrap_or_default());
    wrong.extend(wrong_bases(policy, ["basis", "basis_az"]));
    if !wrong.is_empty() {
        return Err(wrong);
    }
    // Two policies may be one case, told apart behind an @.
    let case = id.split_once('/').filter(|(of, _)| *of == rule).and_then(|(_, case)| case.split('@').next());
    let case = case.filter(|case| !case.is_empty()).map(str::to_owned);
    if case.is_none() {
        wrong.push((
            format!("has the id {id}, which is not {rule}/…"),
            "Begin the id with the rule and a slash.",
        ));
    }
    let rule = rule.parse::<Rule>().map_err(|_| {
        wrong.push((
            format!("names {rule}, which is no rule of the catalogue"),
            "Use a rule of the catalogue; see README.",
        ));
    });
    let severity = severity.parse::<Severity>().map_err(|_| {
        wrong.push((format!("has the severity {severity}"), "Say block, override or warn."));
    });
    let shows: Vec<_> =
        listed(&shows).iter().map(|name| shown_of(name).map_err(|told| wrong.push(told))).collect();
    if severity == Ok(Severity::Block) && !missing.is_empty() {
        let mend = "Say override or warn: a fact that is missing is no proof of misuse.";
        wrong.push(("blocks for want of a fact".into(), mend));
    }
    if lift::is_of_lifts(policy) && severity.is_ok_and(|severity| severity != Severity::Block) {
        let mend = "Say block: whatever stands against a lift refuses it.";
        wrong.push(("weighs less than a block against a lift".into(), mend));
    }
    match (case, rule, severity) {
        (Some(case), Ok(rule), Ok(severity)) if wrong.is_empty() => {
            let shows = shows.into_iter().flatten().collect();
            Ok(Case { id, rule, case, severity, basis, basis_az, shows, missing })
        }
        _ => Err(wrong),
    }
}

/// A fact by its name, or what is wrong with the name.
fn shown_of(name: &str) -> Result<Shown, Told> {
    name.parse::<Shown>().map_err(|_| {
        let nearest = nearest(name).join(", ");
        let what =
            format!("shows {name}, which is no fact that a finding can tell; the nearest are {nearest}");
        (what, "Write one of those, or what a case beside it shows.")
    })
}

/// How many names are offered in the place of one that is none.
const OFFERED: usize = 4;

/// How many letters a part in common makes up for.
const OF_A_PART: usize = 3;

/// The facts whose names are nearest to one: by the letters that would have to change, those with a part in common a little nearer.
fn nearest(name: &str) -> Vec<&'static str> {
    let shares_part = |other: &str| other.split('_').any(|part| name.split('_').any(|own| own == part));
    let mut all: Vec<&'static str> = Shown::ALL.iter().map(|shown| shown.as_str()).collect();
    all.sort_by_key(|other| {
        letters_apart(name, other).saturating_sub(if shares_part(other) { OF_A_PART } else { 0 })
    });
    all.truncate(OFFERED);
    all
}

/// How many letters must be put in, taken out or changed.
fn letters_apart(one: &str, other: &str) -> usize {
    let other: Vec<char> = other.chars().collect();
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (at, letter) in one.chars().take(MOST_LETTERS).enumerate() {
        let mut diagonal = row[0];
        row[0] = at + 1;
        for (column, same) in other.iter().map(|known| *known == letter).enumerate() {
            let changed = diagonal + usize::from(!same);
            diagonal = row[column + 1];
            row[column + 1] = changed.min(diagonal + 1).min(row[column] + 1);
        }
    }
    row[other.len()]
}

/// No fact has a longer name; what somebody wrote may be of any length.
const MOST_LETTERS: usize = 60;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_that_is_none_is_told_those_that_it_may_have_meant() {
        assert_eq!(nearest("beneficary")[0], "beneficiary");
        assert_eq!(nearest("removal")[0], "removals");
        assert!(nearest("lots_expried").contains(&"lots_expired"), "{:?}", nearest("lots_expried"));
        assert_eq!(nearest(&"x".repeat(100_000)).len(), OFFERED);
        for (one, other, apart) in [("", "day", 3), ("day", "day", 0), ("dya", "day", 2), ("days", "day", 1)]
        {
            assert_eq!(letters_apart(one, other), apart, "{one} {other}");
        }
    }
}
