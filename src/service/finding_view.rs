//! A finding as a person reads it: in words of both languages, with who lifted it.
use super::halt::Outcome;
use crate::{
    domain::{
        finding::{Finding, Rule, Severity},
        payment::Verb,
        reference::*,
    },
    rules::text::{is_of_words, words},
    store::{Snapshot, decision::DecisionRow, finding::FindingRow},
};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use utoipa::ToSchema;

/// A finding with its words.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct FindingView {
    /// Its reference; null in a check and in a refusal.
    pub id: Option<FindingRef>,
    /// The rule.
    pub rule: Rule,
    /// Its weight.
    pub severity: Severity,
    /// What was seen, in English.
    pub message: String,
    /// The same in Azerbaijani.
    pub message_az: String,
    /// Article and paragraph, or policy of the Fund.
    pub basis: String,
    /// The same in Azerbaijani; empty in an answer that was kept before it was told.
    #[serde(default)]
    #[schema(required = true)]
    pub basis_az: String,
    /// What would cure it.
    pub cure: String,
    /// The same in Azerbaijani.
    pub cure_az: String,
    /// What the rule saw; never an identity.
    #[schema(value_type = Object)]
    pub facts: Map<String, Value>,
    /// The facts it lacked.
    pub missing: Vec<String>,
    /// Who lifted it.
    pub overridden_by: Option<PersonRef>,
}

impl FindingView {
    /// A finding that has no reference yet.
    pub fn of(finding: &Finding) -> FindingView {
        let words = words(finding);
        FindingView {
            id: None,
            rule: finding.rule,
            severity: finding.severity,
            message: words.message,
            message_az: words.message_az,
            basis: words.basis,
            basis_az: words.basis_az,
            cure: words.cure,
            cure_az: words.cure_az,
            facts: finding.facts.clone(),
            missing: finding.missing.clone(),
            overridden_by: None,
        }
    }

    /// A stored finding, with the decisions on its subject.
    pub fn of_row(
        row: &FindingRow,
        findings: &[FindingRow],
        decisions: &[DecisionRow],
    ) -> Outcome<FindingView> {
        let finding = row.finding()?;
        let lifted = lifter(&finding, findings, decisions)?;
        Ok(FindingView { id: Some(row.id), overridden_by: lifted, ..FindingView::of(&finding) })
    }
}

/// Who lifted a finding: an override decision on its rule, given when the same finding stood there with the same facts. One decision
/// lifts what its rule found at that time, all cases of it, and is void for what it did not see: other facts, or another case.
pub fn lifter(
    finding: &Finding,
    findings: &[FindingRow],
    decisions: &[DecisionRow],
) -> Outcome<Option<PersonRef>> {
    if finding.severity != Severity::Override {
        return Ok(None);
    }
    for decision in decisions.iter().filter(|d| d.verb == Verb::Override && d.rule == finding.rule.as_str()) {
        let Some(named) = findings.iter().find(|f| Some(f.id) == decision.finding) else { continue };
        for seen in
            findings.iter().filter(|f| (f.at, f.stage) == (named.at, named.stage) && f.rule == named.rule)
        {
            if is_same(&seen.finding()?, finding) {
                return Ok(Some(decision.person));
            }
        }
    }
    Ok(None)
}

/// Is it the same, with the same facts? In which words the text it rests on is told makes no other of it.
fn is_same(one: &Finding, other: &Finding) -> bool {
    let known = |finding: &Finding| {
        let mut finding = finding.clone();
        finding.facts.retain(|name, _| !is_of_words(name));
        finding
    };
    known(one) == known(other)
}

/// The findings of the latest judgement of a subject, in words.
pub async fn latest_findings(from: &mut Snapshot, subject: &str) -> Outcome<Vec<FindingView>> {
    let decisions = from.decisions(subject).await?;
    findings_with(from, subject, &decisions).await
}

/// The same, where the decisions on the subject were read already.
pub async fn findings_with(
    from: &mut Snapshot,
    subject: &str,
    decisions: &[DecisionRow],
) -> Outcome<Vec<FindingView>> {
    let all = from.findings(subject).await?;
    let Some(judgement) = from.latest_judgement(subject).await? else { return Ok(vec![]) };
    let own = all.iter().filter(|f| judgement.found(f));
    own.map(|f| FindingView::of_row(f, &all, decisions)).collect()
}
