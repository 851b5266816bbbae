//! Releases an approved payment: judged a last time, the expense is booked against clearing, the reserve is freed.
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
    store::Tx,
};
use serde::Deserialize;
use utoipa::ToSchema;

/// Who may.
pub const ROLES: &[Role] = &[Role::Treasurer];

/// The command.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ReleasePayment {
    /// The day; today when not said.
    #[serde(default)]
    pub released_on: Option<Day>,
}

/// Releases a payment. Refuses with `same_hands`, `blocked_by_rule`, `needs_override` or `lot_overdrawn`.
pub async fn release_payment(
    fund: &Fund,
    who: &Caller,
    id: PaymentRef,
    body: ReleasePayment,
) -> Outcome<PaymentView> {
    who.must_be(ROLES)?;
    write_compared(fund, who, "payment.released", Of { id, body }, |job, tx| Box::pin(release(job, tx))).await
}

async fn release(job: Job<'_, Of<ReleasePayment>>, tx: &mut Tx) -> Outcome<PaymentView> {
    must_be_compared(job.fund, tx).await?;
    let payment = load(tx, job.command.id).await?;
    payment.check_hands(job, tx, Role::Treasurer).await?;
    let state = payment.after(Verb::Release)?;
    let on = payment.day(tx, "released_on", job.command.body.released_on, &[Verb::Approve])?;
    let judged = payment.judge(job, tx, Stage::Release, on).await?;
    payment
        .step(job, tx, Taken { role: Role::Treasurer, verb: Verb::Release, on, state }, Step::default())
        .await?;
    payment.keep(job, tx, Stage::Release, &judged).await?;
    let entry = payment.paid(tx).await?.release(on)?;
    payment.post(tx, job.who, &entry, None).await?;
    view_of(tx, job.fund, &job.who.officer, payment.id()).await
}
