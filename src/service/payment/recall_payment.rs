//! Calls a released payment back before it is settled: clearing goes back to zero, and its lots have the money again. Not while the bank
//! may pay it from a file that was taken there.
use super::{
    step::{Of, Taken, load},
    view::{PaymentView, view_of},
};
use crate::{
    domain::{
        day::Day,
        payment::Verb,
        person::Role,
        reference::*,
        refusal::{IN_TAKEN_FILE, Refusal},
        text::Prose,
    },
    service::{Caller, Fund, Job, Outcome, hands::Step},
    store::Tx,
};
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;

/// Who may.
pub const ROLES: &[Role] = &[Role::Treasurer];

/// The command.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RecallPayment {
    /// The day; today when not said.
    #[serde(default)]
    pub recalled_on: Option<Day>,
    /// Why; sealed.
    #[serde(default)]
    pub reason: Option<Prose>,
}

/// Recalls a payment. Refuses with `wrong_state` while it is in a file that was taken to the bank.
pub async fn recall_payment(
    fund: &Fund,
    who: &Caller,
    id: PaymentRef,
    body: RecallPayment,
) -> Outcome<PaymentView> {
    who.must_be(ROLES)?;
    fund.write(who, "payment.recalled", Of { id, body }, |job, tx| Box::pin(recall(job, tx))).await
}

async fn recall(job: Job<'_, Of<RecallPayment>>, tx: &mut Tx) -> Outcome<PaymentView> {
    let payment = load(tx, job.command.id).await?;
    payment.check_hands(job, tx, Role::Treasurer).await?;
    let state = payment.after(Verb::Recall)?;
    refuse_in_taken_file(tx, payment.id(), Verb::Recall).await?;
    let on = payment.day(tx, "recalled_on", job.command.body.recalled_on, &[Verb::Release])?;
    let words = job.command.body.reason.as_ref().map(|reason| json!({"reason": reason}));
    payment
        .step(
            job,
            tx,
            Taken { role: Role::Treasurer, verb: Verb::Recall, on, state },
            Step { words, ..Step::default() },
        )
        .await?;
    for entry in payment.paid(tx).await?.recall(on)? {
        payment.post(tx, job.who, &entry, None).await?;
    }
    payment.free_award(tx).await?;
    view_of(tx, job.fund, &job.who.officer, payment.id()).await
}

/// Refuses while the payment is in a live batch of which a file was taken: the bank may pay it still, and it would be paid twice.
pub(super) async fn refuse_in_taken_file(tx: &mut Tx, id: PaymentRef, step: Verb) -> Outcome<()> {
    let Some(batch) = tx.live_batch(id).await? else { return Ok(()) };
    if tx.batch_files(batch).await?.is_empty() {
        return Ok(());
    }
    let subject = format!("{id} ({batch})");
    Err(Refusal::WrongState { subject, state: IN_TAKEN_FILE.to_owned(), step }.into())
}
