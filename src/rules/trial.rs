//! Cases of the rulebook's owner: facts, and what the rulebook must say of them. They are written in the words of the schema, so that
//! whoever writes policies can write them, and each rule must have some: one that triggers it, one that narrowly does not, and one in
//! which a fact is missing.
use super::{
    Rulebook,
    book::{Attributes, LIFT, Question},
};
use crate::domain::finding::{Severity, Verdict, verdict_of_weights};
use serde::Deserialize;
use serde_json::{Map, Value};
use std::{
    collections::{BTreeMap, BTreeSet},
    fmt,
};

/// Facts that cases begin with, by their names.
pub type Bases = BTreeMap<String, Base>;

/// Facts that are whole: what cases change.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Base {
    /// What is judged.
    pub of: Of,
    /// Its facts, as the schema names them.
    pub facts: Map<String, Value>,
}

/// What a case is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Of {
    /// A payment.
    Payment,
    /// Cash that is handed over.
    Collection,
    /// An inflow.
    Inflow,
    /// A transfer.
    Transfer,
    /// A payment that met the bank.
    Settlement,
    /// A reason.
    Reason,
    /// Property that is used or sold.
    Asset,
    /// An order in force.
    Order,
    /// A gift.
    Gift,
    /// Cash that waits.
    Waiting,
    /// A decision that is awaited.
    Claim,
    /// Emergency help.
    Help,
    /// An officer who lifts findings.
    Overrider,
    /// An organisation.
    Referrer,
    /// Like sums.
    Likeness,
    /// An entry without its match.
    BankEntry,
    /// A finding that somebody would lift.
    Lift,
}

impl Of {
    fn question(self) -> Question {
        match self {
            Of::Payment => Question::PAYMENT,
            Of::Collection => Question::COLLECTION,
            Of::Inflow => Question::INFLOW,
            Of::Transfer => Question::TRANSFER,
            Of::Settlement => Question::SETTLEMENT,
            Of::Reason => Question::REASON,
            Of::Asset => Question::ASSET,
            Of::Order => Question::ORDER,
            Of::Gift => Question::GIFT,
            Of::Waiting => Question::WAITING,
            Of::Claim => Question::CLAIM,
            Of::Help => Question::HELP,
            Of::Overrider => Question::OVERRIDER,
            Of::Referrer => Question::REFERRER,
            Of::Likeness => Question::LIKENESS,
            Of::BankEntry => Question::BANK_ENTRY,
            Of::Lift => Question::LIFT,
        }
    }
}

/// What a case shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// The rule is met.
    Triggers,
    /// It is not, by little.
    NearMiss,
    /// A fact that it asks for is not known.
    Missing,
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Kind::Triggers => "triggers",
            Kind::NearMiss => "near-miss",
            Kind::Missing => "missing",
        })
    }
}

/// The cases of one rule.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cases {
    /// The rule.
    pub rule: String,
    /// Its cases.
    pub cases: Vec<Trial>,
}

/// One case.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Trial {
    /// What happens, in a sentence.
    pub name: String,
    /// What it shows.
    pub kind: Kind,
    /// The facts it begins with.
    pub from: String,
    /// Facts that are others.
    #[serde(default)]
    pub change: Map<String, Value>,
    /// Facts that are not there.
    #[serde(default)]
    pub without: Vec<String>,
    /// What the findings come to, nothing lifted.
    pub verdict: Verdict,
    /// The findings, each as `rule/case severity`, in any order.
    pub findings: Vec<String>,
    /// The permits that cover it, where that is asked.
    #[serde(default)]
    pub permits: Option<Vec<String>>,
}

/// What is wrong with the cases of a rule, or with what the rulebook says of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    /// The rule.
    pub rule: String,
    /// The case; none where it is about all of them.
    pub name: Option<String>,
    /// What.
    pub what: String,
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.name {
            Some(name) => write!(f, "{}: {name}: {}", self.rule, self.what),
            None => write!(f, "{}: {}", self.rule, self.what),
        }
    }
}

/// What cases were held against a rulebook, and what came out.
#[derive(Debug, Clone, Default)]
pub struct Outcome {
    /// What failed.
    pub failures: Vec<Failure>,
    /// How many cases were tried.
    pub tried: usize,
    /// Policies that some case met, by their ids.
    pub met: BTreeSet<String>,
    /// How many cases of each kind a rule has.
    pub kinds: BTreeMap<String, BTreeMap<Kind, usize>>,
}

impl Trial {
    fn facts(&self, base: &Base) -> Map<String, Value> {
        let mut facts = base.facts.clone();
        facts.extend(self.change.clone());
        self.without.iter().for_each(|name| drop(facts.remove(name)));
        facts
    }
}

impl Rulebook {
    /// Holds cases against the rulebook.
    pub fn try_cases(&self, bases: &Bases, all: &[Cases]) -> Outcome {
        let mut outcome = Outcome::default();
        for cases in all {
            let mut triggered: Vec<(&str, Map<String, Value>)> = vec![];
            for trial in &cases.cases {
                outcome.tried += 1;
                *outcome.kinds.entry(cases.rule.clone()).or_default().entry(trial.kind).or_default() += 1;
                let mut fail = |what: String| {
                    outcome.failures.push(Failure {
                        rule: cases.rule.clone(),
                        name: Some(trial.name.clone()),
                        what,
                    });
                };
                let Some(base) = bases.get(&trial.from) else {
                    fail(format!("begins with {}, which is not among the facts", trial.from));
                    continue;
                };
                let facts = trial.facts(base);
                let said = match self.said_of(base.of, &facts) {
                    Ok(said) => said,
                    Err(why) => {
                        fail(why);
                        continue;
                    }
                };
                if let Some(what) = differs(trial, &said) {
                    fail(what);
                }
                let of_rule =
                    said.findings.iter().any(|finding| finding.split('/').next() == Some(&cases.rule));
                match trial.kind {
                    Kind::Triggers if !of_rule => fail("triggers nothing of the rule".into()),
                    Kind::Triggers => triggered.push((&trial.from, facts)),
                    Kind::NearMiss if of_rule => fail("is no near miss: the rule is met".into()),
                    Kind::NearMiss => {
                        let near = |(from, other): &(&str, Map<String, Value>)| {
                            *from == trial.from && differing(&facts, other) <= MOST_DIFFERING
                        };
                        if !triggered.iter().any(near) {
                            fail(format!(
                                "is not near: it differs from every case above that triggers the rule in more than {MOST_DIFFERING} facts"
                            ));
                        }
                    }
                    Kind::Missing if !lacks(trial, &facts) => fail("lacks no fact".into()),
                    Kind::Missing => {}
                }
                outcome.met.extend(said.met);
            }
        }
        outcome
    }

    /// What the rulebook lacks cases for: rules without one of each kind, and policies that no case meets.
    pub fn uncovered(&self, outcome: &Outcome) -> Vec<Failure> {
        let mut failures = vec![];
        let rules: BTreeSet<String> = self.cases().map(|case| case.rule.to_string()).collect();
        for rule in &rules {
            for kind in [Kind::Triggers, Kind::NearMiss, Kind::Missing] {
                let there = outcome
                    .kinds
                    .get(rule)
                    .and_then(|kinds| kinds.get(&kind))
                    .is_some_and(|count| *count > 0);
                if !there {
                    failures.push(Failure {
                        rule: rule.clone(),
                        name: None,
                        what: format!("has no case of the kind {kind}"),
                    });
                }
            }
        }
        let unmet = self.cases().filter(|case| !outcome.met.contains(&case.id));
        failures.extend(unmet.map(|case| Failure {
            rule: case.rule.to_string(),
            name: None,
            what: format!("no case meets the policy {}", case.id),
        }));
        let permits = self.permits().iter().map(|permit| ("outside-purpose", permit.id.clone()));
        let lifts = self.lifts().map(|id| (LIFT, id));
        let unused = permits.chain(lifts).filter(|(_, id)| !outcome.met.contains(id));
        failures.extend(unused.map(|(rule, id)| Failure {
            rule: rule.into(),
            name: None,
            what: format!("no case is covered by the permit {id}"),
        }));
        failures
    }

    fn said_of(&self, of: Of, facts: &Map<String, Value>) -> Result<Said, String> {
        let asked = self.ask(of.question(), Attributes::of_json(facts.clone()))?;
        let (permits, mut errors) = match of {
            Of::Payment => {
                let (permits, errors) = self.permitted(&asked);
                (permits.iter().map(|permit| permit.id.clone()).collect(), errors)
            }
            Of::Lift => (self.permits_to_lift(&asked), vec![]),
            _ => (vec![], vec![]),
        };
        let (cases, more) = self.forbidden(&asked);
        errors.extend(more);
        let mut told: Vec<(String, Severity)> =
            cases.iter().map(|case| (format!("{}/{}", case.rule, case.case), case.severity)).collect();
        told.extend(errors.iter().map(|policy| (format!("rule-error/{policy}"), Severity::Block)));
        match of {
            Of::Payment if permits.is_empty() => told.push(("outside-purpose/none".into(), Severity::Block)),
            Of::Lift if permits.is_empty() => told.push((format!("{LIFT}/none"), Severity::Block)),
            _ => {}
        }
        let verdict = verdict_of_weights(told.iter().map(|(_, severity)| (*severity, false)));
        let findings = told.iter().map(|(name, severity)| format!("{name} {severity}")).collect();
        let met = cases.iter().map(|case| case.id.clone()).chain(permits.iter().cloned()).collect();
        Ok(Said { verdict, findings, permits, met })
    }
}

/// In how many facts a near miss may differ from what triggers the rule.
const MOST_DIFFERING: usize = 2;

struct Said {
    verdict: Verdict,
    findings: BTreeSet<String>,
    permits: Vec<String>,
    met: Vec<String>,
}

/// Everything in which a case expects something else than what is said.
fn differs(trial: &Trial, said: &Said) -> Option<String> {
    let mut told = vec![];
    if trial.verdict != said.verdict {
        told.push(format!("expects the verdict {}, and it is {}", trial.verdict, said.verdict));
    }
    let expected: BTreeSet<String> = trial.findings.iter().cloned().collect();
    let words = |all: &BTreeSet<String>| all.iter().cloned().collect::<Vec<_>>().join(", ");
    if expected != said.findings {
        let (expected, there) = (words(&expected), words(&said.findings));
        told.push(format!("expects the findings [{expected}], and there are [{there}]"));
    }
    if let Some(permits) = trial.permits.as_ref().filter(|permits| **permits != said.permits) {
        let (expected, there) = (permits.join(", "), said.permits.join(", "));
        told.push(format!("expects the permits [{expected}], and there are [{there}]"));
    }
    (!told.is_empty()).then(|| told.join("; "))
}

/// In how many facts two differ.
fn differing(one: &Map<String, Value>, other: &Map<String, Value>) -> usize {
    let names: BTreeSet<&String> = one.keys().chain(other.keys()).collect();
    names.into_iter().filter(|name| one.get(*name) != other.get(*name)).count()
}

/// Facts that say themselves that something is not known.
const SAY_UNKNOWN: [&str; 3] = ["items_unsaid", "return_lacks", "lots_unplaced"];

fn lacks(trial: &Trial, facts: &Map<String, Value>) -> bool {
    let unknown = |name: &String| facts.get(name).is_some_and(|value| value.as_str() == Some("unknown"));
    !trial.without.is_empty()
        || trial.change.keys().any(|name| unknown(name) || SAY_UNKNOWN.contains(&name.as_str()))
}
