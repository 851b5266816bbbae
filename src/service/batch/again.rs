//! Judging released payments once more on their way to the bank, as at release: what was recorded since then of the person, of a removal,
//! of a joined pseudonym counts. What their lots hold does not: the money was taken from them at release.
use crate::{
    domain::{
        finding::{Finding, Rule, Stage, Verdict, verdict},
        reference::PaymentRef,
    },
    service::{
        Job, Outcome, judge,
        payment::plan::{Plan, judge_plan},
    },
    store::{Tx, payment::StandingPayment},
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

    /// Judges a released payment as of today, and adds what stands against it.
    pub async fn judge<C>(&mut self, job: Job<'_, C>, tx: &mut Tx, stored: &StandingPayment) -> Outcome<()> {
        let (id, today) = (stored.payment.id, tx.today());
        let plan = Plan::of_stored(tx, job.fund, stored).await?;
        let judged = judge_plan(tx, job.fund, &plan, Stage::Release, today, today).await?;
        let mut findings = judged.judgement.findings;
        findings.retain(|finding| !is_past(finding));
        let found = judge::verdict_of(tx, &id.to_string(), &findings).await?;
        if found != Verdict::Permitted {
            self.verdict = self.verdict.max(Some(found));
            self.findings.extend(findings.into_iter().map(|finding| of_released(finding, id)));
        }
        Ok(())
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
