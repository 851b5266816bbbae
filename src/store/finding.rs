//! Findings, judgements, kept refusals and exports.
use super::{Fault, Kept, Snapshot, data_key::wrapped_of, document::SealRow, row::table, snapshot::Made};
use crate::{
    domain::{
        day::{Day, Instant},
        finding::{Finding, Rule, Severity, Stage, Verdict},
        reference::*,
    },
    vault::{Commitment, Wrapped},
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
        #[serde(skip_serializing_if = "Option::is_none")] facts: Option<Uuid>,
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

/// A verdict with the facts that it saw, under seal, and the key of the person as it is wrapped.
#[derive(Debug, Clone, PartialEq, sqlx::FromRow)]
#[allow(missing_docs, reason = "named as the columns")]
pub struct JudgedRow {
    pub subject: String,
    pub stage: Stage,
    pub at: Instant,
    pub version: String,
    seal_id: Uuid,
    place: String,
    commitment: Commitment,
    cipher: Option<Vec<u8>>,
    owner: Option<BeneficiaryRef>,
    outer_key: Option<String>,
    wrapped: Option<Vec<u8>>,
}

/// Where a page of verdicts begins: after this one.
pub type JudgedAfter = (String, String, Instant);

impl JudgedRow {
    /// Its place among verdicts.
    pub fn place(&self) -> JudgedAfter {
        (self.subject.clone(), self.stage.to_string(), self.at)
    }

    /// Whose the facts are, and the person's key as it is wrapped; none where it was destroyed.
    pub fn key(&self) -> (Option<BeneficiaryRef>, Option<Wrapped>) {
        (self.owner, wrapped_of(self.outer_key.as_ref(), self.wrapped.as_ref()))
    }

    /// The sealed facts.
    pub fn seal(&self) -> SealRow {
        SealRow {
            id: self.seal_id,
            place: self.place.clone(),
            commitment: self.commitment,
            cipher: self.cipher.clone(),
            owner: self.owner,
        }
    }
}

impl JudgementRow {
    /// Is a finding on its subject one of this judgement? What a sweep or a decision found at the same time is none.
    pub fn found(&self, finding: &FindingRow) -> bool {
        (finding.at, finding.stage) == (self.at, self.stage)
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

/// Which kept refusals to list.
#[derive(Debug, Clone, Default)]
#[allow(missing_docs, reason = "each names the column it narrows")]
pub struct RefusalFilter {
    pub person: Option<PersonRef>,
    pub subject: Option<String>,
    pub from: Option<Instant>,
    pub to: Option<Instant>,
}

/// A kept refusal with its details as they are sealed; none where their row or their words are gone.
#[derive(Debug, Clone, PartialEq, sqlx::FromRow)]
#[allow(missing_docs, reason = "named as the columns")]
pub struct ListedRefusal {
    #[sqlx(flatten)]
    pub kept: Kept<RefusalRow>,
    pub words_cipher: Option<Vec<u8>>,
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

    /// Verdicts whose facts were kept, after one in the order of subject, stage and time; at most so many, with their facts and keys.
    pub async fn judged_page(&mut self, after: &JudgedAfter, limit: i64) -> Result<Vec<JudgedRow>, Fault> {
        rows!(self, "judgement/with_facts", &after.0, &after.1, after.2, limit)
    }

    /// The latest verdicts whose facts were kept, at most so many, in the order of subject, stage and time.
    pub async fn judged_latest(&mut self, most: i64) -> Result<Vec<JudgedRow>, Fault> {
        rows!(self, "judgement/latest_with_facts", most)
    }

    /// The findings of the same verdicts.
    pub async fn findings_of_latest(&mut self, most: i64) -> Result<Vec<FindingRow>, Fault> {
        rows!(self, "finding/of_latest", most)
    }

    /// The findings of the verdicts of a page.
    pub async fn findings_of_judged(
        &mut self,
        after: &JudgedAfter,
        last: &JudgedAfter,
    ) -> Result<Vec<FindingRow>, Fault> {
        rows!(self, "finding/of_judgements", &after.0, &after.1, after.2, &last.0, &last.1, last.2)
    }

    /// All verdicts on a subject, in order.
    pub async fn judgements(&mut self, subject: &str) -> Result<Vec<JudgementRow>, Fault> {
        rows!(self, "judgement/of_subject", subject)
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

    /// Kept refusals after one, at most so many, with their sealed details.
    pub async fn refusals_page(
        &mut self,
        filter: &RefusalFilter,
        after: i64,
        limit: i64,
    ) -> Result<Vec<ListedRefusal>, Fault> {
        let (person, from, to) = (filter.person, filter.from, filter.to);
        match (&filter.subject, person) {
            (Some(subject), _) => {
                rows!(self, "refusal/page_of_subject", subject, person, from, to, after, limit)
            }
            (None, Some(person)) => rows!(self, "refusal/page_of_person", person, from, to, after, limit),
            (None, None) => rows!(self, "refusal/page", from, to, after, limit),
        }
    }
}
