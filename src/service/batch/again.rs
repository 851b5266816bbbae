//! Judging released payments once more on their way to the bank, as at release: what was recorded since then of the person, of a removal,
//! of a joined pseudonym counts. What their lots hold does not: the money was taken from them at release.
use crate::{
    domain::{
        day::Day,
        finding::{Finding, Rule, Verdict, verdict},
        reference::PaymentRef,
    },
    service::{Fund, Outcome, judge, payment::many::judge_released},
    store::{Snapshot, payment::StandingPayment},
};
use serde_json::json;

/// What stands against some payments together.
#[derive(Default)]
pub(super) struct Against {
    verdict: Option<Verdict>,
    findings: Vec<Finding>,
}

impl Against {
    /// Adds findings that nobody lifts.
    pub fn add(&mut self, findings: Vec<Finding>) {
        let found = verdict(findings.iter().map(|finding| (finding, false)));
        self.verdict = self.verdict.max(Some(found));
        self.findings.extend(findings);
    }

    /// What stands against a released payment as of a day.
    pub async fn released(
        from: &mut Snapshot,
        fund: &Fund,
        stored: &StandingPayment,
        today: Day,
    ) -> Outcome<Against> {
        let id = stored.payment.id;
        let mut findings = judge_released(from, fund, stored, today).await?.judgement.findings;
        findings.retain(|finding| !is_past(finding));
        let verdict = judge::verdict_of(from, &id.to_string(), &findings).await?;
        if verdict == Verdict::Permitted {
            return Ok(Against::default());
        }
        let findings = findings.into_iter().map(|finding| of_released(finding, id)).collect();
        Ok(Against { verdict: Some(verdict), findings })
    }

    /// Adds what stands against another.
    pub fn join(&mut self, other: Against) {
        self.verdict = self.verdict.max(other.verdict);
        self.findings.extend(other.findings);
    }

    /// Refuses where anything stands against any of them.
    pub fn refuse(self) -> Outcome<()> {
        judge::refuse(self.verdict.unwrap_or(Verdict::Permitted), &self.findings, true)
    }
}

/// Was it settled at release? A lot's balance, and the day by which its money had to be spent.
fn is_past(finding: &Finding) -> bool {
    finding.rule == Rule::LotOverdrawn
        || (finding.rule == Rule::RestrictedElsewhere && finding.case == "expired")
}

/// The finding with the payment it is about, which its words then name. A lift is sought before: it holds for what it saw.
fn of_released(mut finding: Finding, payment: PaymentRef) -> Finding {
    finding.facts.insert("released".to_owned(), json!(payment));
    finding
}
