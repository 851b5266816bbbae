//! Reasons that are written down: why a payment or an award is refused, cancelled or given back. What nobody may ask of a person is refused
//! before it stands anywhere; what only asks for a second look is found on the subject.
use super::{Fund, Outcome, judge};
use crate::{
    domain::finding::{Finding, Severity, Stage, Verdict},
    rules::facts::{ReasonAbout, ReasonFacts},
    store::Tx,
};

/// Judges a reason, and refuses with `blocked_by_rule` what no reason may be. The rest is to be kept with [`keep_reason`].
pub fn check_reason(fund: &Fund, about: ReasonAbout, reason: &str) -> Outcome<Vec<Finding>> {
    let book = fund.rulebook();
    let findings = book.judge_reason(&ReasonFacts { about, terms: book.terms().asks(reason) });
    if findings.iter().any(|finding| finding.severity == Severity::Block) {
        judge::refuse(Verdict::Blocked, &findings, false)?;
    }
    Ok(findings)
}

/// Keeps what was found in a reason.
pub async fn keep_reason(tx: &mut Tx, fund: &Fund, subject: &str, findings: &[Finding]) -> Outcome<()> {
    let version = fund.rulebook().version().to_owned();
    for finding in findings {
        judge::write_finding(tx, &version, subject, Stage::Reason, finding).await?;
    }
    Ok(())
}
