//! Moves a lot's money between the bank and the cash desk.
use super::{
    candidates::least_from,
    place::{misplaced, refuse},
    view::{LotView, view_of},
};
use crate::{
    domain::{
        account::{self, AccountCode},
        day::Day,
        inflow::InflowState,
        journal::{Balanced, EntryKind, credit, debit},
        money::Money,
        person::Role,
        purpose::Method,
        reference::{EntryRef, LotRef},
        spoken,
    },
    service::{Caller, Fund, Job, Outcome, check::Fields},
    store::{Tx, inflow::LotRow, journal::About},
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Who may.
pub const ROLES: &[Role] = &[Role::Treasurer];

/// Where a lot's money may lie.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Place {
    /// The bank account.
    Bank,
    /// The cash desk.
    Cash,
}

impl Place {
    fn account(self) -> AccountCode {
        match self {
            Place::Bank => account::BANK,
            Place::Cash => account::CASH_DESK,
        }
    }

    fn method(self) -> Method {
        match self {
            Place::Bank => Method::Bank,
            Place::Cash => Method::Cash,
        }
    }
}

/// The command.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TransferCash {
    /// Whose money.
    pub lot: LotRef,
    /// The sum.
    pub amount: Money,
    /// Where it lies.
    pub from: Place,
    /// Where it goes.
    pub to: Place,
    /// The day it was moved; today when not said.
    #[serde(default)]
    pub moved_on: Option<Day>,
}

/// Money that was moved.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct TransferredCash {
    /// The entry.
    pub entry: EntryRef,
    /// The lot as it stands then.
    pub lot: LotView,
}

/// Moves money. Refuses with `invalid` for fields that do not fit (a quarantined lot too), and with `lot_overdrawn` where the money is
/// not where it should come from, on the day or on a later one.
pub async fn transfer_cash(fund: &Fund, who: &Caller, command: TransferCash) -> Outcome<TransferredCash> {
    who.must_be(ROLES)?;
    fund.write(who, "cash.transferred", command, |job, tx| Box::pin(transfer(job, tx))).await
}

async fn transfer(job: Job<'_, TransferCash>, tx: &mut Tx) -> Outcome<TransferredCash> {
    let command = job.command;
    tx.is_about(&command.lot.to_string());
    let today = tx.today();
    let on = command.moved_on.unwrap_or(today);
    check(command, tx, on).await?;
    let there = least_from(tx, command.lot, on).await?.payable_by(command.from.method());
    refuse(misplaced(command.lot, command.amount, there, command.from.method()))?;

    let postings = vec![
        debit(command.to.account(), command.lot, command.amount),
        credit(command.from.account(), command.lot, command.amount),
    ];
    let entry = Balanced::new(EntryKind::CashTransfer, on, postings)?;
    let entry = tx.post(&entry, About::of(job.who.person())).await?;
    Ok(TransferredCash { entry, lot: view_of(tx, command.lot, today).await? })
}

async fn check(command: &TransferCash, tx: &mut Tx, on: Day) -> Outcome<()> {
    let mut fields = Fields::default();
    fields.not_after("moved_on", on, tx.today());
    if command.from == command.to {
        fields.add(
            "to",
            "money moves from one place to the other: choose bank and cash",
            "vəsait bir yerdən digərinə köçürülür: bank və cash seçin",
        );
    }
    match tx.lot(command.lot).await? {
        None => fields.unknown("lot", command.lot),
        Some(lot) => check_lot(tx, &lot, on, &mut fields).await?,
    }
    fields.refuse()
}

async fn check_lot(tx: &mut Tx, lot: &LotRow, on: Day, fields: &mut Fields) -> Outcome<()> {
    fields.not_before(
        "moved_on",
        on,
        lot.opened_on,
        ("the day on which the lot was opened", "lotun açıldığı gün"),
    );
    let state = tx.inflow_state(lot.inflow).await?;
    if state != InflowState::Available {
        let (id, inflow, state_az) = (lot.id, lot.inflow, spoken::state(state.as_str()));
        fields.add(
            "lot",
            format!("{id} cannot be moved, because its inflow {inflow} is {state}: choose another lot"),
            format!(
                "{id} köçürülə bilməz, çünki {inflow} daxilolmasının vəziyyəti «{state_az}»: başqa lot seçin"
            ),
        );
    }
    Ok(())
}
