//! Withdraws a batch that the bank did not take, so that its payments may go into another. Where a file of it left the house, whoever
//! took it there does not say so alone: another treasurer does, with the bank's paper that it was not executed.
use super::view::{BatchView, existing, view_of};
use crate::{
    domain::{
        payment::{PaymentState, Verb},
        person::Role,
        reference::{BatchRef, DocumentRef},
        refusal::Refusal,
        text::Prose,
    },
    service::{
        Caller, Fund, Job, Outcome,
        check::Fields,
        hands::{Step, decide},
    },
    store::{Tx, batch::BatchEndRow},
    vault::Words,
};
use serde::Deserialize;
use utoipa::ToSchema;

/// Who may.
pub const ROLES: &[Role] = &[Role::Treasurer];

/// The command.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct WithdrawBatch {
    /// Why; sealed. It names nobody.
    pub reason: Prose,
    /// The bank's paper that it did not execute the batch; must be there where a file of it was taken.
    #[serde(default)]
    pub document: Option<DocumentRef>,
}

struct Withdrawing {
    id: BatchRef,
    body: WithdrawBatch,
}

/// Withdraws a batch. Refuses with `invalid` a taken one without the bank's paper, with `wrong_state` where it was withdrawn
/// before or the bank paid one of its payments, and with `same_hands` whoever took a file of it.
pub async fn withdraw_batch(
    fund: &Fund,
    who: &Caller,
    id: BatchRef,
    body: WithdrawBatch,
) -> Outcome<BatchView> {
    who.must_be(ROLES)?;
    let command = Withdrawing { id, body };
    fund.write(who, "batch.withdrawn", command, |job, tx| Box::pin(withdraw(job, tx))).await
}

async fn withdraw(job: Job<'_, Withdrawing>, tx: &mut Tx) -> Outcome<BatchView> {
    let Withdrawing { id, body } = job.command;
    existing(tx, *id).await?;
    let person = job.who.person();
    let files = tx.batch_files(*id).await?;
    check_paper(tx, body.document, !files.is_empty()).await?;
    if files.iter().any(|file| file.person == person) {
        let (subject, before) = (id.to_string(), Role::Treasurer.to_string());
        return Err(Refusal::SameHands { subject, person, before }.into());
    }
    let wrong = |subject: String, state: String| {
        Err(Refusal::WrongState { subject, state, step: Verb::Withdraw }.into())
    };
    if tx.batch_end(*id).await?.is_some() {
        return wrong(id.to_string(), "withdrawn".to_owned());
    }
    for row in tx.batch_payments(*id).await? {
        let state = tx.payment(row.payment).await?.map(|stored| stored.state);
        if let Some(state) = state.filter(|state| matches!(state, PaymentState::Settled)) {
            return wrong(row.payment.to_string(), state.to_string());
        }
    }
    let words = Words::of(body.reason.expose());
    let reason = tx.add_seal(job.fund.seal("batch_end.reason", &words)?).await?;
    let (today, at) = (tx.today(), tx.at());
    let step = Step { document: body.document, ..Step::default() };
    decide(job, tx, id, Role::Treasurer, Verb::Withdraw, today, step).await?;
    tx.add(BatchEndRow { batch: *id, reason, person, at }).await?;
    view_of(tx, *id).await
}

/// The paper must be one that is kept, and must be there where a file was taken.
async fn check_paper(tx: &mut Tx, document: Option<DocumentRef>, is_taken: bool) -> Outcome<()> {
    let mut fields = Fields::default();
    fields.document(tx, "document", document).await?;
    if is_taken && document.is_none() {
        fields.add(
            "document",
            "a file of this batch was taken to the bank: add the bank's paper that it was not executed",
            "bu paketin faylı banka aparılıb: bankın onu icra etmədiyi barədə sənədi əlavə edin",
        );
    }
    fields.refuse()
}
