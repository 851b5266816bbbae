//! Stops an approved payment before it is released: the reserve on its lots is freed.
use super::{
    step::{Of, Taken, load},
    view::{PaymentView, view_of},
};
use crate::{
    domain::{day::Day, payment::Verb, person::Role, reference::*, text::Prose},
    rules::facts::ReasonAbout,
    service::{
        Caller, Fund, Job, Outcome,
        hands::Step,
        reason::{check_reason, keep_reason},
    },
    store::Tx,
};
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;

/// Who may.
pub const ROLES: &[Role] = &[Role::Approver];

/// The command.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CancelPayment {
    /// Why; sealed.
    pub reason: Prose,
    /// The day; today when not said.
    #[serde(default)]
    pub cancelled_on: Option<Day>,
}

/// Cancels a payment.
pub async fn cancel_payment(
    fund: &Fund,
    who: &Caller,
    id: PaymentRef,
    body: CancelPayment,
) -> Outcome<PaymentView> {
    who.must_be(ROLES)?;
    fund.write(who, "payment.cancelled", Of { id, body }, |job, tx| Box::pin(cancel(job, tx))).await
}

async fn cancel(job: Job<'_, Of<CancelPayment>>, tx: &mut Tx) -> Outcome<PaymentView> {
    let payment = load(tx, job.command.id).await?;
    payment.check_hands(job, tx, Role::Approver).await?;
    let state = payment.after(Verb::Cancel)?;
    let said = check_reason(job.fund, ReasonAbout::Payment, job.command.body.reason.expose())?;
    let on = payment.day(tx, "cancelled_on", job.command.body.cancelled_on, &[Verb::Approve])?;
    let words = Some(json!({"reason": job.command.body.reason}));
    payment
        .step(
            job,
            tx,
            Taken { role: Role::Approver, verb: Verb::Cancel, on, state },
            Step { words, ..Step::default() },
        )
        .await?;
    let entry = payment.paid(tx).await?.freed(on)?;
    payment.post(tx, job.who, &entry, None).await?;
    payment.free_award(tx).await?;
    keep_reason(tx, job.fund, &payment.id().to_string(), &said).await?;
    view_of(tx, job.fund, &job.who.officer, payment.id()).await
}
