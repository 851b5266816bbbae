//! Takes a draft or a submitted payment back; nothing was reserved yet.
use super::{
    step::{Of, Taken, load},
    view::{PaymentView, view_of},
};
use crate::{
    domain::{payment::Verb, person::Role, reference::*},
    service::{Caller, Fund, Job, Outcome, hands::Step},
    store::Tx,
};
use serde::Deserialize;
use utoipa::ToSchema;

/// Who may.
pub const ROLES: &[Role] = &[Role::Maker];

/// The command: nothing to say.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct WithdrawPayment {}

/// Withdraws a payment.
pub async fn withdraw_payment(
    fund: &Fund,
    who: &Caller,
    id: PaymentRef,
    body: WithdrawPayment,
) -> Outcome<PaymentView> {
    who.must_be(ROLES)?;
    fund.write(who, "payment.withdrawn", Of { id, body }, |job, tx| Box::pin(withdraw(job, tx))).await
}

async fn withdraw(job: Job<'_, Of<WithdrawPayment>>, tx: &mut Tx) -> Outcome<PaymentView> {
    let payment = load(tx, job.command.id).await?;
    payment.check_hands(job, tx, Role::Maker).await?;
    let state = payment.after(Verb::Withdraw)?;
    let on = tx.today();
    payment
        .step(job, tx, Taken { role: Role::Maker, verb: Verb::Withdraw, on, state }, Step::default())
        .await?;
    view_of(tx, job.fund, &job.who.officer, payment.id()).await
}
