//! Lifts an override finding of a payment, with a written reason and a cited basis. A block is lifted by nobody; a lift is
//! void when the facts change afterwards.
use super::{
    step::{Of, Taken, load},
    view::{PaymentView, view_of},
};
use crate::{
    domain::{
        finding::{Rule, Severity},
        payment::Verb,
        person::Role,
        reference::*,
        refusal::Refusal,
        text::{Line, Prose},
    },
    service::{Caller, Fund, Job, Outcome, hands::Step},
    store::{Tx, finding::FindingRow},
};
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;

/// Who may.
pub const ROLES: &[Role] = &[Role::Overrider];

/// The command.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OverridePayment {
    /// The rule whose finding is lifted.
    pub rule: Rule,
    /// Why; sealed.
    pub reason: Prose,
    /// The text it rests on; sealed.
    pub basis: Line,
}

/// Lifts a finding. Refuses with `same_hands`, and with `blocked_by_rule` where the rule blocks.
pub async fn override_payment(
    fund: &Fund,
    who: &Caller,
    id: PaymentRef,
    body: OverridePayment,
) -> Outcome<PaymentView> {
    who.must_be(ROLES)?;
    fund.write(who, "payment.overridden", &Of { id, body }, |job, tx| Box::pin(lift(job, tx))).await
}

async fn lift(job: Job<'_, Of<OverridePayment>>, tx: &mut Tx) -> Outcome<PaymentView> {
    let body = &job.command.body;
    let payment = load(tx, job.command.id).await?;
    payment.check_hands(job, tx, Role::Overrider, Verb::Override, 0).await?;
    let state = payment.after(Verb::Override)?;
    let finding = liftable(tx, payment.id(), body.rule).await?;
    let rule = body.rule.as_str();
    let person = job.who.person();
    if payment.decisions.iter().any(|d| d.verb == Verb::Override && d.rule == rule && d.person == person) {
        return Err(Refusal::SameHands {
            subject: payment.id().to_string(),
            person,
            before: format!("override {rule}"),
        }
        .into());
    }
    let words = Some(json!({"reason": body.reason, "basis": body.basis}));
    let step = Step { rule, words, finding: Some(finding.id), ..Step::default() };
    payment
        .step(job, tx, Taken { role: Role::Overrider, verb: Verb::Override, on: tx.today(), state }, step)
        .await?;
    view_of(tx, job.fund, &job.who.officer, payment.id()).await
}

/// The finding of a rule in the latest judgement, where it can be lifted.
async fn liftable(tx: &mut Tx, id: PaymentRef, rule: Rule) -> Outcome<FindingRow> {
    let subject = id.to_string();
    let latest = tx.latest_judgement(&subject).await?.map(|j| j.at);
    let found: Vec<FindingRow> =
        tx.findings(&subject).await?.into_iter().filter(|f| Some(f.at) == latest && f.rule == rule).collect();
    if let Some(block) = found.iter().find(|f| f.severity == Severity::Block) {
        return Err(Refusal::BlockedByRule { findings: vec![block.finding()?] }.into());
    }
    found.into_iter().find(|f| f.severity == Severity::Override).ok_or_else(|| {
        Refusal::field(
            "rule",
            format!("{subject} has no finding of {rule} that waits to be lifted: look at its findings"),
            format!("{subject} üzrə götürülməsi gözlənilən {rule} qeydi yoxdur: qeydlərə baxın"),
        )
        .into()
    })
}
