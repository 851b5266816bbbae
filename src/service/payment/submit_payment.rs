//! Hands a draft on for approval: judged again, and its lots are fixed. Blocks refuse it; overrides may still be lifted.
use super::{
    step::{Of, Taken, load},
    view::{PaymentView, view_of},
};
use crate::{
    domain::{day::Day, finding::Stage, payment::Verb, person::Role, reference::*},
    service::{
        Caller, Fund, Job, Outcome,
        duplicate::step::{must_be_compared, write_compared},
        hands::Step,
    },
    store::{Tx, payment::PaymentSourceRow},
};
use serde::Deserialize;
use utoipa::ToSchema;

/// Who may.
pub const ROLES: &[Role] = &[Role::Maker];

/// The command.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SubmitPayment {
    /// The day; today when not said.
    #[serde(default)]
    pub submitted_on: Option<Day>,
}

/// Submits a payment. Refuses with `blocked_by_rule` or `lot_overdrawn`.
pub async fn submit_payment(
    fund: &Fund,
    who: &Caller,
    id: PaymentRef,
    body: SubmitPayment,
) -> Outcome<PaymentView> {
    who.must_be(ROLES)?;
    write_compared(fund, who, "payment.submitted", Of { id, body }, |job, tx| Box::pin(submit(job, tx))).await
}

async fn submit(job: Job<'_, Of<SubmitPayment>>, tx: &mut Tx) -> Outcome<PaymentView> {
    must_be_compared(job.fund, tx).await?;
    let payment = load(tx, job.command.id).await?;
    payment.check_hands(job, tx, Role::Maker).await?;
    let state = payment.after(Verb::Submit)?;
    let on = payment.day(tx, "submitted_on", job.command.body.submitted_on, &[])?;
    let judged = payment.judge(job, tx, Stage::Submit, on).await?;
    for draw in &judged.0.draws {
        tx.add(PaymentSourceRow { payment: payment.id(), lot: draw.lot, amount: draw.amount }).await?;
    }
    payment
        .step(job, tx, Taken { role: Role::Maker, verb: Verb::Submit, on, state }, Step::default())
        .await?;
    payment.keep(job, tx, Stage::Submit, &judged).await?;
    view_of(tx, job.fund, &job.who.officer, payment.id()).await
}
