//! Judging again what was judged before, from the facts that were kept with the verdict: what another rulebook would say of them. What
//! hung on the words of a text, on dated sums or on mandates was worked out when the facts were gathered, and is as it was then.
use super::{
    Rulebook,
    book::{Attributes, Question},
    prove::Guarantee,
};
use crate::domain::finding::{Finding, Rule, Severity, Verdict, verdict_of_weights};
use serde_json::{Map, Value};
use std::{collections::BTreeSet, fmt};

/// Which case of which rule said something, and how much it weighs. Facts and words are left out, so that two verdicts compare.
#[derive(
    Debug, Clone, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize, utoipa::ToSchema,
)]
pub struct Mark {
    /// The rule.
    pub rule: Rule,
    /// The case.
    pub case: String,
    /// Its weight.
    pub severity: Severity,
}

impl fmt::Display for Mark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.case.as_str() {
            "" => write!(f, "{} {}", self.rule, self.severity),
            case => write!(f, "{}/{case} {}", self.rule, self.severity),
        }
    }
}

impl Mark {
    fn new(rule: Rule, case: &str, severity: Severity) -> Mark {
        // Which condition of a permit was not met, and what is waited for, is no matter of a rulebook's own.
        let case = match rule {
            Rule::OutsidePurpose => "",
            Rule::IdentityUnderReview => case.split_once("waiting-").map_or(case, |_| "waiting"),
            _ => case,
        };
        // Where a permit lacks a fact it weighs less; that too is its condition's matter.
        let severity = if rule == Rule::OutsidePurpose { Severity::Block } else { severity };
        Mark { rule, case: case.to_owned(), severity }
    }

    /// Of a finding.
    pub fn of(finding: &Finding) -> Mark {
        Mark::new(finding.rule, &finding.case, finding.severity)
    }
}

/// What a rulebook says of facts that were kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Again {
    /// What stands against it.
    pub marks: BTreeSet<Mark>,
    /// What that comes to, nothing lifted.
    pub verdict: Verdict,
}

impl Again {
    fn of(marks: BTreeSet<Mark>) -> Again {
        let verdict = verdict_of_weights(marks.iter().map(|mark| (mark.severity, false)));
        Again { marks, verdict }
    }

    /// What findings that were kept came to, nothing lifted.
    pub fn kept<'a>(findings: impl IntoIterator<Item = &'a Finding>) -> Again {
        Again::of(findings.into_iter().map(Mark::of).collect())
    }
}

impl Rulebook {
    /// Judges a payment again from the facts that were kept: those of the day of its step and, where that lay back, those of the day on
    /// which it was recorded; what stands against either stands against it. Facts that this rulebook does not know, or that it misses,
    /// are a `rule-error`.
    pub fn judge_again(&self, all: Vec<Map<String, Value>>) -> Again {
        let mut marks = BTreeSet::new();
        for facts in all {
            match self.ask(Question::PAYMENT, Attributes::of_json(facts)) {
                Err(_) => {
                    marks.insert(Mark::new(Rule::RuleError, "facts", Severity::Block));
                }
                Ok(asked) => {
                    let (permits, mut errors) = self.permitted(&asked);
                    if permits.is_empty() {
                        marks.insert(Mark::new(Rule::OutsidePurpose, "", Severity::Block));
                    }
                    let (cases, more) = self.forbidden(&asked);
                    errors.extend(more);
                    marks.extend(cases.iter().map(|case| Mark::new(case.rule, &case.case, case.severity)));
                    marks.extend(
                        errors.iter().map(|_| Mark::new(Rule::RuleError, "not-evaluated", Severity::Block)),
                    );
                    let is_blocked = marks.iter().any(|mark| mark.severity == Severity::Block);
                    if !is_blocked && !Guarantee::refusing(&asked).is_empty() {
                        marks.insert(Mark::new(Rule::RuleError, "bound", Severity::Block));
                    }
                }
            }
        }
        Again::of(marks)
    }
}
