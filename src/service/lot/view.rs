//! Reading lots: what came in under which restriction, what is reserved, spent and left, and what was paid from it.
use crate::{
    domain::{
        account,
        day::Day,
        inflow::InflowState,
        lot::{LotBalances, Restriction},
        money::{Money, Qepik},
        payment::PaymentState,
        person::Role,
        purpose::Purpose,
        reference::*,
        refusal::Refusal,
    },
    service::{
        Caller, Fund, Outcome, Page,
        caller::ALL_BUT_REGISTRAR,
        page::{Wanted, page},
    },
    store::{
        Snapshot,
        inflow::{LotRow, StandingLot},
    },
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use utoipa::ToSchema;

/// Who may read lots.
pub const ROLES: &[Role] = ALL_BUT_REGISTRAR;

/// A lot. Sums are in AZN.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct LotView {
    /// Its reference.
    pub id: LotRef,
    /// The inflow that opened it.
    pub inflow: InflowRef,
    /// The lot it was split from.
    pub parent: Option<LotRef>,
    /// How its inflow stands.
    pub state: InflowState,
    /// What came in: income and balance brought forward, net of what was given back.
    #[schema(value_type = String)]
    pub received: Qepik,
    /// Property and goods held, at their value.
    #[schema(value_type = String)]
    pub held: Qepik,
    /// Reserved by approved payments.
    #[schema(value_type = String)]
    pub committed: Qepik,
    /// Spent, net of what came back.
    #[schema(value_type = String)]
    pub spent: Qepik,
    /// What may still be spent; nothing while quarantined or after expiry.
    #[schema(value_type = String)]
    pub available: Qepik,
    /// Money at the bank, payments in transit taken off.
    #[schema(value_type = String)]
    pub at_bank: Qepik,
    /// Money in cash, payments in transit taken off.
    #[schema(value_type = String)]
    pub in_cash: Qepik,
    /// What it may be spent on.
    pub restriction: Restriction,
}

/// A payment that drew from a lot.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct LotUseView {
    /// The payment.
    pub payment: PaymentRef,
    /// What it was for.
    pub purpose: Purpose,
    /// How it stands.
    pub state: PaymentState,
    /// The sum drawn from this lot.
    pub amount: Money,
}

fn view(lot: &LotRow, state: InflowState, balances: &LotBalances, today: Day) -> Outcome<LotView> {
    let restriction = lot.restriction()?;
    let spendable = state == InflowState::Available && !restriction.expired_on(today);
    Ok(LotView {
        id: lot.id,
        inflow: lot.inflow,
        parent: lot.parent,
        state,
        received: balances.received(),
        held: balances.held(),
        committed: balances.of(account::COMMITTED),
        spent: balances.spent(),
        available: if spendable { balances.available() } else { Qepik::ZERO },
        at_bank: balances.at_bank(),
        in_cash: balances.in_cash(),
        restriction,
    })
}

/// A lot as it stands, or `not_found`.
pub async fn view_of(from: &mut Snapshot, id: LotRef, today: Day) -> Outcome<LotView> {
    let lot = from.lot(id).await?.ok_or_else(|| Refusal::NotFound { what: id.to_string() })?;
    let state = from.inflow_state(lot.inflow).await?;
    view(&lot, state, &from.lot_balances(id).await?, today)
}

/// Reads a lot.
pub async fn get_lot(fund: &Fund, who: &Caller, id: LotRef) -> Outcome<LotView> {
    who.must_be(ROLES)?;
    view_of(&mut fund.read().await?, id, fund.today()).await
}

/// Lists lots, oldest first.
pub async fn list_lots(fund: &Fund, who: &Caller, wanted: &Wanted) -> Outcome<Page<LotView>> {
    who.must_be(ROLES)?;
    let (after, limit) = wanted.bounds()?;
    let mut from = fund.read().await?;
    let lots = from.standing_lots(after, limit).await?;
    let mut balances: BTreeMap<LotRef, LotBalances> = BTreeMap::new();
    for row in from.balances_of_lots(after, limit).await? {
        balances.entry(row.lot).or_default().add(row.account, row.amount);
    }
    let today = fund.today();
    let none = LotBalances::default();
    let mut views = vec![];
    for StandingLot { lot, state } in &lots {
        views.push(view(lot, *state, balances.get(&lot.id).unwrap_or(&none), today)?);
    }
    Ok(page(views, limit, |v| v.id.stored(), |v| v))
}

/// Lists the payments that drew from a lot, whatever became of them.
pub async fn lot_uses(fund: &Fund, who: &Caller, id: LotRef, wanted: &Wanted) -> Outcome<Page<LotUseView>> {
    who.must_be(ROLES)?;
    let (after, limit) = wanted.bounds()?;
    let mut from = fund.read().await?;
    if from.lot(id).await?.is_none() {
        return Err(Refusal::NotFound { what: id.to_string() }.into());
    }
    let uses = from.lot_uses(id, after, limit).await?;
    Ok(page(
        uses,
        limit,
        |u| u.payment.stored(),
        |u| LotUseView { payment: u.payment, purpose: u.purpose, state: u.state, amount: u.amount },
    ))
}
