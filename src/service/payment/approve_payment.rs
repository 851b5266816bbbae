//! Approves a payment: judged again, and its sum is reserved on its lots (encumbrance). From 5,000.00 AZN two approvers are
//! needed; the first leaves it submitted.
use super::{
    step::{Of, Standing, Taken, load},
    view::{PaymentView, view_of},
};
use crate::{
    domain::{
        day::Day,
        finding::Stage,
        money::{Money, Qepik},
        payment::{PaymentState, Verb},
        person::Role,
        reference::*,
        refusal::Refusal,
    },
    rules::facts::PaymentFacts,
    service::{
        Caller, Fund, Job, Outcome,
        award::make_award::make_award,
        batch::creditor::approved_account,
        duplicate::step::{must_be_compared, write_compared},
        hands::Step,
        rulebook::decided::{self, Waited},
    },
    store::{Tx, award::AwardUseRow, batch::PaymentAccountRow},
};
use serde::Deserialize;
use utoipa::ToSchema;

/// Who may.
pub const ROLES: &[Role] = &[Role::Approver];

/// The command.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ApprovePayment {
    /// The day; today when not said.
    #[serde(default)]
    pub approved_on: Option<Day>,
}

/// Approves a payment. Refuses with `same_hands`, `blocked_by_rule`, `needs_override` or `lot_overdrawn`.
pub async fn approve_payment(
    fund: &Fund,
    who: &Caller,
    id: PaymentRef,
    body: ApprovePayment,
) -> Outcome<PaymentView> {
    who.must_be(ROLES)?;
    write_compared(fund, who, "payment.approved", Of { id, body }, |job, tx| Box::pin(approve(job, tx))).await
}

async fn approve(job: Job<'_, Of<ApprovePayment>>, tx: &mut Tx) -> Outcome<PaymentView> {
    must_be_compared(job.fund, tx).await?;
    let payment = load(tx, job.command.id).await?;
    payment.check_hands(job, tx, Role::Approver).await?;
    let state = payment.after(Verb::Approve)?;
    payment.check_first(job, Verb::Approve, 0)?;
    let on = payment.day(tx, "approved_on", job.command.body.approved_on, &[Verb::Submit, Verb::Approve])?;
    let judged = payment.judge(job, tx, Stage::Approve, on).await?;
    let account = if state == PaymentState::Approved {
        approved_account(tx, job.fund.keys(), &payment.stored).await?
    } else {
        None
    };
    let award = if state == PaymentState::Approved {
        award_to_use(tx, &payment, &judged.0.facts).await?
    } else {
        AwardToUse::None
    };

    payment
        .step(job, tx, Taken { role: Role::Approver, verb: Verb::Approve, on, state }, Step::default())
        .await?;
    payment.keep(job, tx, Stage::Approve, &judged).await?;
    if state == PaymentState::Approved {
        let entry = payment.paid(tx).await?.encumbrance(on)?;
        payment.post(tx, job.who, &entry, None).await?;
        if let Some(commitment) = account {
            let at = tx.at();
            tx.add(PaymentAccountRow { payment: payment.id(), commitment, at }).await?;
        }
        use_award(job, tx, &payment, award).await?;
    }
    decided::approved(
        job.fund,
        tx,
        &payment.stored.payment,
        Waited { since: payment.day_of(Verb::Submit), until: on },
    )
    .await?;
    view_of(tx, job.fund, &job.who.officer, payment.id()).await
}

/// Which award an approval takes from.
enum AwardToUse {
    /// The purpose has no fixed sum.
    None,
    /// One that is there.
    Known(AwardRef),
    /// A new one of a sum.
    New(Money),
}

/// A payment of fixed sum takes from the award of its slot, or makes one: of the sum in force, or of the payment where an
/// override allowed more.
async fn award_to_use(tx: &mut Tx, payment: &Standing, facts: &PaymentFacts) -> Outcome<AwardToUse> {
    let row = &payment.stored.payment;
    if !row.purpose.has_fixed_sum() {
        return Ok(AwardToUse::None);
    }
    match facts.awards.award {
        Some(award) => {
            let sum = facts.awards.award_sum.map_or(Qepik::ZERO, Qepik::from);
            let used = tx.award_used(award).await?;
            if used + Qepik::from(row.amount) > sum {
                let rest = sum - used;
                return Err(Refusal::field(
                    "amount",
                    format!(
                        "{award} has {rest} left, and this payment is {}: its payments never exceed an award",
                        row.amount
                    ),
                    format!(
                        "{award} üzrə {rest} qalıb, ödəniş isə {} təşkil edir: ödənişlər təyinatı aşa bilməz",
                        row.amount
                    ),
                )
                .into());
            }
            Ok(AwardToUse::Known(award))
        }
        None => {
            let in_force = facts.sum_in_force.known().map(|(sum, _)| *sum);
            Ok(AwardToUse::New(in_force.map_or(row.amount, |sum| sum.max(row.amount))))
        }
    }
}

async fn use_award<C>(job: Job<'_, C>, tx: &mut Tx, payment: &Standing, award: AwardToUse) -> Outcome<()> {
    let row = &payment.stored.payment;
    let award = match award {
        AwardToUse::None => return Ok(()),
        AwardToUse::Known(award) => award,
        AwardToUse::New(sum) => make_award(job, tx, row.beneficiary, row.purpose, row.episode, sum).await?,
    };
    tx.add(AwardUseRow { award, payment: row.id, freed: false, amount: row.amount.into() }).await?;
    Ok(())
}
