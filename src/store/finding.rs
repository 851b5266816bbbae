//! Findings, judgements, kept refusals and exports.
use super::{Fault, Snapshot, row::table, snapshot::Made};
use crate::domain::{
    day::{Day, Instant},
    finding::{Finding, Rule, Severity, Stage, Verdict},
    reference::*,
};
use uuid::Uuid;

table! {
    /// What a rule said.
    FindingRow = "finding" by "id" {
        id: FindingRef, subject: String, stage: Stage, rule: Rule, rule_case: String, severity: Severity, facts: String, missing: String,
        version: String, #[serde(with = "crate::domain::day::instant")] at: Instant,
    }
}

table! {
    /// What all findings came to.
    JudgementRow = "judgement" by "subject, stage, at" {
        subject: String, stage: Stage, #[serde(with = "crate::domain::day::instant")] at: Instant, verdict: Verdict, permits: String, version: String,
    }
}

table! {
    /// A kept refusal.
    RefusalRow = "refusal" by "id" {
        id: RefusalRef, person: PersonRef, command: String, subject: Option<String>, code: String, words: Uuid,
        #[serde(with = "crate::domain::day::instant")] at: Instant,
    }
}

table! {
    /// What left the house.
    ExportRow = "export" by "id" {
        id: ExportRef, person: Option<PersonRef>, what: String, format: String, from_day: Option<Day>, to_day: Option<Day>,
        #[serde(with = "crate::domain::day::instant")] known_at: Instant, narrowed: Option<String>,
        #[serde(with = "crate::domain::day::instant")] at: Instant,
    }
}

impl FindingRow {
    /// The finding as the rules made it.
    pub fn finding(&self) -> Result<Finding, Fault> {
        Ok(Finding {
            rule: self.rule,
            case: self.rule_case.clone(),
            severity: self.severity,
            facts: serde_json::from_str(&self.facts)?,
            missing: serde_json::from_str(&self.missing)?,
        })
    }
}

/// Which findings to list.
#[derive(Debug, Clone, Default)]
#[allow(missing_docs, reason = "each names the column it narrows")]
pub struct FindingFilter {
    pub rule: Option<Rule>,
    pub severity: Option<Severity>,
    pub from: Option<Instant>,
    pub to: Option<Instant>,
}

/// An override decision with what its finding saw.
#[derive(Debug, Clone, PartialEq, sqlx::FromRow)]
#[allow(missing_docs, reason = "named as the columns")]
pub struct Lift {
    pub subject: String,
    pub rule: String,
    pub person: PersonRef,
    pub rule_case: String,
    pub facts: String,
    pub missing: String,
}

impl Snapshot {
    /// Overrides of the subjects of a page of findings: those after one and up to another.
    pub async fn lifts_of_findings(&mut self, after: i64, last: i64) -> Result<Vec<Lift>, Fault> {
        rows!(self, "finding/lifts", after, last)
    }

    /// All findings on a subject, in order.
    pub async fn findings(&mut self, subject: &str) -> Result<Vec<FindingRow>, Fault> {
        let origin = self.made(subject);
        let made = self.gathered_all(origin, |row: &FindingRow| row.subject == subject);
        if origin != Made::Before {
            return Ok(made);
        }
        let mut findings: Vec<FindingRow> = stored_rows!(self, "finding/of_subject", subject)?;
        findings.extend(made);
        Ok(findings)
    }

    /// The latest judgement of a subject.
    pub async fn latest_judgement(&mut self, subject: &str) -> Result<Option<JudgementRow>, Fault> {
        match self.gathered(|row: &JudgementRow| row.subject == subject) {
            Some((row, _)) => Ok(Some(row)),
            None => stored_row!(self, "judgement/latest", subject),
        }
    }

    /// Findings of all subjects after one, at most so many.
    pub async fn findings_page(
        &mut self,
        filter: &FindingFilter,
        after: i64,
        limit: i64,
    ) -> Result<Vec<FindingRow>, Fault> {
        rows!(self, "finding/page", filter.rule, filter.severity, filter.from, filter.to, after, limit)
    }
}
