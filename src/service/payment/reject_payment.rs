//! Rejects a submitted payment, with a reason that stays.
use super::{
    step::{Of, Taken, load},
    view::{PaymentView, view_of},
};
use crate::{
    domain::{payment::Verb, person::Role, reference::*, text::Prose},
    rules::facts::ReasonAbout,
    service::{
        Caller, Fund, Job, Outcome,
        hands::Step,
        reason::{check_reason, keep_reason},
        rulebook::decided::{self, Waited},
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
pub struct RejectPayment {
    /// Why; sealed.
    pub reason: Prose,
}

/// Rejects a payment.
pub async fn reject_payment(
    fund: &Fund,
    who: &Caller,
    id: PaymentRef,
    body: RejectPayment,
) -> Outcome<PaymentView> {
    who.must_be(ROLES)?;
    fund.write(who, "payment.rejected", Of { id, body }, |job, tx| Box::pin(reject(job, tx))).await
}

async fn reject(job: Job<'_, Of<RejectPayment>>, tx: &mut Tx) -> Outcome<PaymentView> {
    let payment = load(tx, job.command.id).await?;
    payment.check_hands(job, tx, Role::Approver).await?;
    let state = payment.after(Verb::Reject)?;
    let said = check_reason(job.fund, ReasonAbout::Payment, job.command.body.reason.expose())?;
    let taken = Taken { role: Role::Approver, verb: Verb::Reject, on: tx.today(), state };
    let words = Some(json!({"reason": job.command.body.reason}));
    payment.step(job, tx, taken, Step { words, ..Step::default() }).await?;
    keep_reason(tx, job.fund, &payment.id().to_string(), &said).await?;
    let days = Waited { since: payment.day_of(Verb::Submit), until: tx.today() };
    decided::rejected(job.fund, tx, payment.id(), days).await?;
    view_of(tx, job.fund, &job.who.officer, payment.id()).await
}
