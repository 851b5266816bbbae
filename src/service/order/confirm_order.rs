//! A second registrar of the issuer confirms an order. From then on money may move on it, and what is ordered stands in
//! the memoranda until it is paid, received or handed over.
use super::view::{OrderState, OrderView, order_for, state_of, view_for};
use crate::{
    domain::{
        account::*,
        day::Day,
        journal::{Balanced, EntryKind, memorandum},
        money::Money,
        order::OrderKind,
        payment::Verb,
        person::Role,
        reference::OrderRef,
        refusal::Refusal,
    },
    service::{
        Caller, Fund, Job, Outcome,
        hands::{Step, check_hand, decide},
        rulebook::decided,
    },
    store::{
        Fault, Tx,
        journal::About,
        order::{CourtOrderRow, OrderAssetRow},
    },
};

/// Who may: a registrar of the issuer, not the one who recorded the order.
pub const ROLES: &[Role] = &[Role::Registrar];

/// Confirms an order. Refuses with `invalid` before it is in force, `same_hands` for the registrar who recorded it, and
/// `wrong_state` when it was confirmed before.
pub async fn confirm_order(fund: &Fund, who: &Caller, id: OrderRef) -> Outcome<OrderView> {
    who.must_be(ROLES)?;
    fund.write(who, "order.confirmed", id, |job, tx| Box::pin(confirm(job, tx))).await
}

async fn confirm(job: Job<'_, OrderRef>, tx: &mut Tx) -> Outcome<OrderView> {
    let id = *job.command;
    let row = order_for(tx, job.who, id).await?;
    let today = tx.today();
    let in_force_on = in_force(&row, today)?;
    check_hands(job, tx, id).await?;
    let state = state_of(tx, id).await?;
    if state != OrderState::Registered {
        let (subject, state) = (id.to_string(), state.to_string());
        return Err(Refusal::WrongState { subject, state, step: Verb::Confirm }.into());
    }
    decide(job, tx, id, Role::Registrar, Verb::Confirm, today, Step::default()).await?;
    match row.kind {
        OrderKind::Restitution => post_restitution(job, tx, id, in_force_on).await?,
        OrderKind::Confiscation => post_confiscation(job, tx, id, in_force_on).await?,
        _ => {}
    }
    decided::order_stands(job.fund, tx, id).await?;
    view_for(tx, job.who, row).await
}

fn in_force(row: &CourtOrderRow, today: Day) -> Outcome<Day> {
    match row.in_force_on {
        Some(day) if day <= today => Ok(day),
        Some(day) => Err(Refusal::field(
            "in_force_on",
            format!("{} is in force from {day} only (today is {today} in Baku): confirm it then", row.id),
            format!(
                "{} yalnız {day} tarixindən qüvvədədir (Bakıda bu gün {today}): o vaxt təsdiqləyin",
                row.id
            ),
        )
        .into()),
        None => Err(Refusal::field(
            "in_force_on",
            format!("{} has no day from which it is in force: register it anew with that day", row.id),
            format!("{} üçün qüvvəyə minmə günü yoxdur: həmin günlə yenidən qeydə alın", row.id),
        )
        .into()),
    }
}

/// Both steps are a registrar's, so the role does not tell the two persons apart: who recorded it does.
async fn check_hands(job: Job<'_, OrderRef>, tx: &mut Tx, id: OrderRef) -> Outcome<()> {
    check_hand(job, tx, id, Role::Registrar).await?;
    let person = job.who.person();
    let decisions = tx.decisions(&id.to_string()).await?;
    match decisions.iter().find(|d| d.person == person && d.verb == Verb::Draft) {
        Some(recorded) => {
            let before = recorded.role.to_string();
            Err(Refusal::SameHands { subject: id.to_string(), person, before }.into())
        }
        None => Ok(()),
    }
}

async fn post_restitution(job: Job<'_, OrderRef>, tx: &mut Tx, id: OrderRef, on: Day) -> Outcome<()> {
    for named in tx.order_beneficiaries(id).await? {
        let sum = named.amount.ok_or_else(|| {
            Fault::broken("order_beneficiary", format!("{id} orders restitution without a sum"))
        })?;
        let about =
            About { order: Some(id), beneficiary: Some(named.beneficiary), ..About::of(job.who.person()) };
        let lines = memorandum(RESTITUTION_ORDERED, RESTITUTION_CONTRA, sum).to_vec();
        tx.post(&Balanced::new(EntryKind::RestitutionOrdered, on, lines)?, about).await?;
    }
    Ok(())
}

/// Assets ordered without a value stand in no memorandum.
async fn post_confiscation(job: Job<'_, OrderRef>, tx: &mut Tx, id: OrderRef, on: Day) -> Outcome<()> {
    let Some(sum) = ordered_value(&tx.order_assets(id).await?)? else { return Ok(()) };
    let about = About { order: Some(id), ..About::of(job.who.person()) };
    let lines = memorandum(CONFISCATION_ORDERED, CONFISCATION_CONTRA, sum).to_vec();
    tx.post(&Balanced::new(EntryKind::ConfiscationOrdered, on, lines)?, about).await?;
    Ok(())
}

fn ordered_value(assets: &[OrderAssetRow]) -> Result<Option<Money>, Fault> {
    let sum: i64 = assets.iter().filter_map(|asset| asset.value).map(Money::qepik).sum();
    let fits = Money::from_qepik(sum);
    if sum > 0 && fits.is_none() {
        return Err(Fault::broken(
            "order_asset",
            "the values of an order add up to more than a sum can hold",
        ));
    }
    Ok(fits)
}
