//! Keeping what the rules said: findings and judgement of a subject at a stage, in the same transaction as its step.
use super::{finding_view::lifter, halt::Outcome};
use crate::{
    domain::{
        finding::{Finding, Rule, Severity, Stage, Verdict, verdict},
        reference::FindingRef,
        refusal::Refusal,
    },
    rules::Permit,
    store::{
        Snapshot, Tx,
        decision::DecisionRow,
        finding::{FindingRow, JudgementRow},
    },
};
use serde_json::Value;
use uuid::Uuid;

/// What findings come to for a subject, lifted ones counted as lifted.
pub async fn verdict_of(from: &mut Snapshot, subject: &str, findings: &[Finding]) -> Outcome<Verdict> {
    let decisions = from.decisions(subject).await?;
    verdict_with(from, subject, findings, &decisions).await
}

/// The same, where the decisions on the subject were read already.
pub async fn verdict_with(
    from: &mut Snapshot,
    subject: &str,
    findings: &[Finding],
    decisions: &[DecisionRow],
) -> Outcome<Verdict> {
    let stored = from.findings(subject).await?;
    let mut judged = vec![];
    for finding in findings {
        judged.push((finding, lifter(finding, &stored, decisions)?.is_some()));
    }
    Ok(verdict(judged))
}

/// Refuses what findings do not allow: blocks always; unlifted overrides where `overrides_too`.
pub fn refuse(verdict: Verdict, findings: &[Finding], overrides_too: bool) -> Outcome<()> {
    let blocks: Vec<_> = findings.iter().filter(|f| f.severity == Severity::Block).collect();
    let findings = findings.to_vec();
    match verdict {
        Verdict::Blocked if blocks.iter().all(|f| f.rule == Rule::LotOverdrawn) => {
            Err(Refusal::LotOverdrawn { findings }.into())
        }
        Verdict::Blocked => Err(Refusal::BlockedByRule { findings }.into()),
        Verdict::NeedsOverride if overrides_too => Err(Refusal::NeedsOverride { findings }.into()),
        _ => Ok(()),
    }
}

/// What the rules said of a subject at a stage.
#[derive(Debug, Clone, Copy)]
pub struct Kept<'a> {
    /// Of what.
    pub subject: &'a str,
    /// At which step.
    pub stage: Stage,
    /// The rulebook that said it.
    pub version: &'a str,
    /// What it comes to.
    pub verdict: Verdict,
    /// The permits that cover it.
    pub permits: &'a [Permit],
    /// What stands against it.
    pub findings: &'a [Finding],
    /// The seal over the facts that it saw; none where they are of nobody's payment.
    pub facts: Option<Uuid>,
}

/// The place of the seal over facts.
pub const FACTS: &str = "judgement.facts";

/// Writes findings and judgement of a subject at a stage.
pub async fn keep(tx: &mut Tx, kept: Kept<'_>) -> Outcome<()> {
    for finding in kept.findings {
        write_finding(tx, kept.version, kept.subject, kept.stage, finding).await?;
    }
    let at = tx.at();
    let permits = serde_json::to_string(&kept.permits.iter().map(|p| &p.id).collect::<Vec<_>>())?;
    tx.add(JudgementRow {
        subject: kept.subject.to_owned(),
        stage: kept.stage,
        at,
        verdict: kept.verdict,
        permits,
        version: kept.version.to_owned(),
        facts: kept.facts,
    })
    .await?;
    Ok(())
}

/// Writes one finding on a subject, and returns its reference.
pub async fn write_finding(
    tx: &mut Tx,
    version: &str,
    subject: &str,
    stage: Stage,
    finding: &Finding,
) -> Outcome<FindingRef> {
    let (id, at) = (tx.next(), tx.at());
    tx.add(FindingRow {
        id,
        subject: subject.to_owned(),
        stage,
        rule: finding.rule,
        rule_case: finding.case.clone(),
        severity: finding.severity,
        facts: crate::proof::canonical::canonical(&Value::Object(finding.facts.clone()))?,
        missing: serde_json::to_string(&finding.missing)?,
        version: version.to_owned(),
        at,
    })
    .await?;
    Ok(id)
}
