//! Balances derived from the journal: of lots, of accounts on a day, and what lots can spend from a day on.
use super::{Fault, Snapshot, inflow::LotRow, journal::Period};
use crate::domain::{
    account::AccountCode,
    day::Day,
    lot::LotBalances,
    money::Qepik,
    purpose::Purpose,
    reference::{BeneficiaryRef, LotRef},
};

/// A lot that could pay, with its balances of today.
#[derive(Debug, Clone, PartialEq, sqlx::FromRow)]
#[allow(missing_docs, reason = "named as the columns and the words of the domain")]
pub struct OpenLot {
    #[sqlx(flatten)]
    pub lot: LotRow,
    pub available: Qepik,
    pub at_bank: Qepik,
    pub in_cash: Qepik,
}

/// The balance of a lot on an account.
#[derive(Debug, Clone, PartialEq, sqlx::FromRow)]
#[allow(missing_docs, reason = "named as the columns and the words of the domain")]
pub struct LotBalanceRow {
    pub lot: LotRef,
    pub account: AccountCode,
    pub amount: Qepik,
}

/// How a lot moved on one day: what it can spend, at the bank, in cash.
#[derive(Debug, Clone, PartialEq, sqlx::FromRow)]
#[allow(missing_docs, reason = "named as the columns and the words of the domain")]
pub struct LotMove {
    pub lot: LotRef,
    pub on_day: Day,
    pub available: Qepik,
    pub at_bank: Qepik,
    pub in_cash: Qepik,
}

/// An account's turnover up to a day.
#[derive(Debug, Clone, PartialEq, sqlx::FromRow)]
#[allow(missing_docs, reason = "named as the columns and the words of the domain")]
pub struct AccountTotal {
    pub account: AccountCode,
    pub balance: Qepik,
}

/// The balance of an account and a lot when a statement opens.
#[derive(Debug, Clone, PartialEq, sqlx::FromRow)]
#[allow(missing_docs, reason = "named as the columns and the words of the domain")]
pub struct Opening {
    pub lot: Option<LotRef>,
    pub account: AccountCode,
    pub amount: Qepik,
}

impl Snapshot {
    /// The balances of a lot, by account.
    pub async fn lot_balances(&mut self, lot: LotRef) -> Result<LotBalances, Fault> {
        let found: Vec<(AccountCode, Qepik)> = rows!(self, "lot_balance/of_lot", lot)?;
        Ok(LotBalances(found.into_iter().collect()))
    }

    /// The balances of the lots of a page (after a lot, at most so many lots), by lot and account.
    pub async fn balances_of_lots(&mut self, after: i64, lots: i64) -> Result<Vec<LotBalanceRow>, Fault> {
        rows!(self, "lot_balance/of_page", after, lots)
    }

    /// Lots with money that cover a purpose: those that can pay by the method first, the narrowest first; a page of them. `by_cash`
    /// says which money pays.
    pub async fn open_lots(
        &mut self,
        purpose: Purpose,
        by_cash: bool,
        limit: i64,
        skip: i64,
    ) -> Result<Vec<OpenLot>, Fault> {
        rows!(self, "lot/open", purpose, by_cash, limit, skip)
    }

    /// How a lot moved on the days after one, latest first.
    pub async fn lot_moves_after(&mut self, lot: LotRef, day: Day) -> Result<Vec<LotMove>, Fault> {
        rows!(self, "lot_day/after", lot, day)
    }

    /// How the lots of a page of [`Snapshot::open_lots`] (asked for in the same words) moved on the days after one, lot by lot,
    /// latest first.
    pub async fn open_lot_moves_after(
        &mut self,
        purpose: Purpose,
        by_cash: bool,
        limit: i64,
        skip: i64,
        day: Day,
    ) -> Result<Vec<LotMove>, Fault> {
        rows!(self, "lot_day/after_of_open", purpose, by_cash, limit, skip, day)
    }

    /// Balances of all accounts on a day, as known when an entry was the last.
    pub async fn account_totals(&mut self, on: Day, last_number: i64) -> Result<Vec<AccountTotal>, Fault> {
        rows!(self, "account_day/totals", on, last_number)
    }

    /// Balances before a day of the lots of a page (after a lot, at most so many lots), as known when an entry was the last.
    pub async fn openings(
        &mut self,
        before: Day,
        last_number: i64,
        after: i64,
        lots: i64,
    ) -> Result<Vec<Opening>, Fault> {
        rows!(self, "lot_day/openings", before, last_number, after, lots)
    }

    /// Balances before the period, by lot and account, of all entries of its beneficiary: rows after a lot, at most so many. The last
    /// lot of a full page may go on beyond it.
    pub async fn openings_of_beneficiary(
        &mut self,
        beneficiary: BeneficiaryRef,
        period: &Period,
        after: i64,
        limit: i64,
    ) -> Result<Vec<Opening>, Fault> {
        let (before, last) = (period.from, period.last_number);
        rows!(self, "posting/openings_of_beneficiary", beneficiary, before, last, after, limit, period.lot)
    }

    /// Balances before a day of the memoranda that carry no lot: of all entries, or of those of a beneficiary.
    pub async fn openings_without_lot(
        &mut self,
        before: Day,
        last_number: i64,
        beneficiary: Option<BeneficiaryRef>,
    ) -> Result<Vec<Opening>, Fault> {
        rows!(self, "posting/openings_without_lot", before, last_number, beneficiary)
    }

    /// The last lot of a page of lots after one; none when there are no more.
    pub async fn last_lot_of_page(&mut self, after: i64, lots: i64) -> Result<Option<LotRef>, Fault> {
        let found: Option<(Option<LotRef>,)> = row!(self, "lot/last_of_page", after, lots)?;
        Ok(found.and_then(|(lot,)| lot))
    }
}
