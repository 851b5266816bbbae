//! Keeping what the rules said: findings and judgement of a subject at a stage, in the same transaction as its step.
use super::{finding_view::lifter, halt::Outcome};
use crate::{
    domain::{
        finding::{Finding, Stage, Verdict, verdict},
        refusal::Refusal,
    },
    rules::Permit,
    store::{
        Tx,
        decision::DecisionRow,
        finding::{FindingRow, JudgementRow},
    },
};
use serde_json::Value;

/// What findings come to for a subject, lifted ones counted as lifted.
pub async fn verdict_of(tx: &mut Tx, subject: &str, findings: &[Finding]) -> Outcome<Verdict> {
    let decisions = tx.decisions(subject).await?;
    verdict_with(tx, subject, findings, &decisions).await
}

/// The same, where the decisions on the subject were read already.
pub async fn verdict_with(
    tx: &mut Tx,
    subject: &str,
    findings: &[Finding],
    decisions: &[DecisionRow],
) -> Outcome<Verdict> {
    let stored = tx.findings(subject).await?;
    let mut judged = vec![];
    for finding in findings {
        judged.push((finding, lifter(finding, &stored, decisions)?.is_some()));
    }
    Ok(verdict(judged))
}

/// Refuses what findings do not allow: blocks always; unlifted overrides where `overrides_too`.
pub fn refuse(verdict: Verdict, findings: &[Finding], overrides_too: bool) -> Outcome<()> {
    use crate::domain::finding::{Rule, Severity};
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

/// Writes findings and judgement of a subject at a stage, as the rulebook of that version gave them.
pub async fn keep(
    tx: &mut Tx,
    version: &str,
    subject: &str,
    stage: Stage,
    verdict: Verdict,
    permits: &[Permit],
    findings: &[Finding],
) -> Outcome<()> {
    let at = tx.at();
    for finding in findings {
        let id = tx.next();
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
    }
    let permits = serde_json::to_string(&permits.iter().map(|p| &p.id).collect::<Vec<_>>())?;
    tx.add(JudgementRow {
        subject: subject.to_owned(),
        stage,
        at,
        verdict,
        permits,
        version: version.to_owned(),
    })
    .await?;
    Ok(())
}
