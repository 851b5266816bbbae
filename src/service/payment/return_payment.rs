//! Records that a payment came back: from the bank after settlement, or not collected before. Its lots have the money again.
use super::{
    recall_payment::refuse_in_taken_file,
    step::{Of, Taken, load},
    view::{PaymentView, view_of},
};
use crate::{
    domain::{
        day::Day,
        payment::{PaymentState, Verb},
        person::Role,
        reference::*,
        text::Prose,
    },
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
pub const ROLES: &[Role] = &[Role::Treasurer];

/// The command.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ReturnPayment {
    /// Why; sealed.
    pub reason: Prose,
    /// The day; today when not said.
    #[serde(default)]
    pub returned_on: Option<Day>,
}

/// Records a return. Refuses with `wrong_state` a payment that did not meet the bank yet and is in a file that was taken there.
pub async fn return_payment(
    fund: &Fund,
    who: &Caller,
    id: PaymentRef,
    body: ReturnPayment,
) -> Outcome<PaymentView> {
    who.must_be(ROLES)?;
    fund.write(who, "payment.returned", Of { id, body }, |job, tx| Box::pin(come_back(job, tx))).await
}

async fn come_back(job: Job<'_, Of<ReturnPayment>>, tx: &mut Tx) -> Outcome<PaymentView> {
    let payment = load(tx, job.command.id).await?;
    payment.check_hands(job, tx, Role::Treasurer).await?;
    let state = payment.after(Verb::Return)?;
    let said = check_reason(job.fund, ReasonAbout::Payment, job.command.body.reason.expose())?;
    if payment.stored.state != PaymentState::Settled {
        refuse_in_taken_file(tx, payment.id(), Verb::Return).await?;
    }
    let on = payment.day(tx, "returned_on", job.command.body.returned_on, &[Verb::Release, Verb::Settle])?;
    let words = Some(json!({"reason": job.command.body.reason}));
    let step = Step { words, attempt: payment.attempt(), ..Step::default() };
    payment.step(job, tx, Taken { role: Role::Treasurer, verb: Verb::Return, on, state }, step).await?;
    let paid = payment.paid(tx).await?;
    let entries =
        if payment.stored.state == PaymentState::Settled { paid.returned(on)? } else { paid.recall(on)? };
    for entry in entries {
        payment.post(tx, job.who, &entry, None).await?;
    }
    payment.free_award(tx).await?;
    keep_reason(tx, job.fund, &payment.id().to_string(), &said).await?;
    view_of(tx, job.fund, &job.who.officer, payment.id()).await
}
