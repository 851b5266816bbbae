//! Takes a settlement back that was recorded by mistake: one person proposes it, another makes it. The payment is released
//! again and can be settled rightly.
use super::{
    step::{Of, Standing, Taken, load},
    view::{PaymentView, view_of},
};
use crate::{
    domain::{
        journal::{Balanced, EntryKind, Posting},
        payment::Verb,
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
    store::{Fault, Tx},
};
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;

/// Who may.
pub const ROLES: &[Role] = &[Role::Treasurer];

/// The command.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct UnsettlePayment {
    /// Why; sealed.
    pub reason: Prose,
}

/// What came of it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct UnsettleView {
    /// `proposed` after the first person, `made` after the second.
    pub state: String,
    /// The payment.
    pub payment: PaymentView,
}

/// Proposes or makes the taking back of a settlement.
pub async fn unsettle_payment(
    fund: &Fund,
    who: &Caller,
    id: PaymentRef,
    body: UnsettlePayment,
) -> Outcome<UnsettleView> {
    who.must_be(ROLES)?;
    fund.write(who, "payment.unsettled", Of { id, body }, |job, tx| Box::pin(unsettle(job, tx))).await
}

async fn unsettle(job: Job<'_, Of<UnsettlePayment>>, tx: &mut Tx) -> Outcome<UnsettleView> {
    let payment = load(tx, job.command.id).await?;
    let attempt = payment.attempt();
    let proposal = payment.decisions.iter().find(|d| d.verb == Verb::ProposeUnsettle && d.attempt == attempt);
    let verb = if proposal.is_some() { Verb::Unsettle } else { Verb::ProposeUnsettle };
    payment.check_hands(job, tx, Role::Treasurer).await?;
    let state = payment.after(verb)?;
    let said = check_reason(job.fund, ReasonAbout::Payment, job.command.body.reason.expose())?;
    payment.check_first(job, Verb::ProposeUnsettle, attempt)?;
    let on = tx.today();
    let step = Step { words: Some(json!({"reason": job.command.body.reason})), attempt, ..Step::default() };
    payment.step(job, tx, Taken { role: Role::Treasurer, verb, on, state }, step).await?;
    if verb == Verb::Unsettle {
        let (entry, number) = settlement_reversed(tx, &payment).await?;
        payment.post(tx, job.who, &entry, Some(number)).await?;
    }
    keep_reason(tx, job.fund, &payment.id().to_string(), &said).await?;
    let outcome = if verb == Verb::Unsettle { "made" } else { "proposed" };
    Ok(UnsettleView {
        state: outcome.into(),
        payment: view_of(tx, job.fund, &job.who.officer, payment.id()).await?,
    })
}

/// The latest settlement with its sides exchanged, dated today.
async fn settlement_reversed(tx: &mut Tx, payment: &Standing) -> Outcome<(Balanced, i64)> {
    let entries = tx.entries_of_payment(payment.id()).await?;
    let settlement = entries
        .into_iter()
        .rfind(|e| e.kind == EntryKind::Settlement)
        .ok_or_else(|| Fault::broken("entry", format!("{} is settled without an entry", payment.id())))?;
    let postings = tx.postings(settlement.number).await?;
    let lines =
        postings.iter().map(|p| Posting { account: p.account, lot: p.lot, amount: p.amount }).collect();
    let entry = Balanced::new(settlement.kind, settlement.effective_on, lines)?;
    Ok((entry.reversed(EntryKind::SettlementReversed, tx.today()), settlement.number))
}
