//! Records that a released payment met the bank, or was collected at the desk.
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
        text::{Line, Prose},
    },
    service::{Caller, Fund, Job, Outcome, check::Fields, hands::Step},
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
pub struct SettlePayment {
    /// The bank's value date, or the day of collection; today when not said. A bank's may be earlier than the approval.
    #[serde(default)]
    pub settled_on: Option<Day>,
    /// The receipt, or the bank's paper.
    #[serde(default)]
    pub receipt: Option<DocumentRef>,
    /// Who collected the cash; sealed.
    #[serde(default)]
    pub collected_by: Option<Line>,
    /// How the collection was proved; sealed.
    #[serde(default)]
    pub proof: Option<Prose>,
}

/// Settles a payment.
pub async fn settle_payment(
    fund: &Fund,
    who: &Caller,
    id: PaymentRef,
    body: SettlePayment,
) -> Outcome<PaymentView> {
    who.must_be(ROLES)?;
    fund.write(who, "payment.settled", Of { id, body }, |job, tx| Box::pin(settle(job, tx))).await
}

async fn settle(job: Job<'_, Of<SettlePayment>>, tx: &mut Tx) -> Outcome<PaymentView> {
    let body = &job.command.body;
    let payment = load(tx, job.command.id).await?;
    payment.check_hands(job, tx, Role::Treasurer).await?;
    let state = payment.after(Verb::Settle)?;
    let after: &[Verb] = if payment.stored.payment.method == crate::domain::purpose::Method::Cash {
        &[Verb::Release]
    } else {
        &[]
    };
    let on = payment.day(tx, "settled_on", body.settled_on, after)?;
    let mut fields = Fields::default();
    fields.document(tx, "receipt", body.receipt).await?;
    fields.refuse()?;
    let words = (body.collected_by.is_some() || body.proof.is_some())
        .then(|| json!({"collected_by": body.collected_by, "proof": body.proof}));
    let step = Step { words, document: body.receipt, attempt: payment.attempt(), ..Step::default() };
    payment.step(job, tx, Taken { role: Role::Treasurer, verb: Verb::Settle, on, state }, step).await?;
    let entry = payment.paid(tx).await?.settlement(on)?;
    payment.post(tx, job.who, &entry, None).await?;
    view_of(tx, job.fund, &job.who.officer, payment.id()).await
}
