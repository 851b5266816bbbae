//! Balances derived from the journal: of lots, of accounts on a day, and what lots can spend from a day on.
use super::{
    Ahead, Fault, Snapshot,
    ahead::ahead_rows,
    inflow::LotRow,
    journal::Period,
    origin::{AT_ONCE, Origin, places},
    question::{Question, question},
    value::{Kind, Value},
};
use crate::domain::{
    account::AccountCode,
    day::Day,
    inflow::{InflowKind, InflowState},
    lot::LotBalances,
    money::Qepik,
    purpose::Purpose,
    reference::{BeneficiaryRef, DocumentRef, LotRef},
};

/// Lots that one statement reads.
pub const LOTS_READ: usize = AT_ONCE;

/// Lots of each set of purposes that one statement seeks, where they are drawn in their order: mostly a few make up the sum.
pub const LOTS_SOUGHT: usize = 8;

/// A lot that could pay, with its place in the order of drawing and its balances of today.
#[derive(Debug, Clone, PartialEq, sqlx::FromRow)]
#[allow(missing_docs, reason = "named as the columns and the words of the domain")]
pub struct OpenLot {
    #[sqlx(flatten)]
    pub lot: LotRow,
    pub rank: i64,
    pub available: Qepik,
    pub at_bank: Qepik,
    pub in_cash: Qepik,
    /// The last day on which it moved.
    pub moved_last: Option<Day>,
    kind: InflowKind,
    evidence: Option<DocumentRef>,
}

impl OpenLot {
    fn origin(&self) -> Origin {
        Origin { lot: self.lot.id, kind: self.kind, evidence: self.evidence }
    }
}

/// A lot that was asked for by its reference, with the state of its inflow.
#[derive(Debug, Clone, PartialEq, sqlx::FromRow)]
#[allow(missing_docs, reason = "named as the columns and the words of the domain")]
pub struct NamedLot {
    #[sqlx(flatten)]
    pub open: OpenLot,
    pub state: InflowState,
}

fn of_lots(lots: &[LotRef]) -> Question {
    let values = places(lots).map(Value::Long).to_vec();
    Question { kinds: vec![Kind::Long; values.len()], values, ..question!("lot_available/of_lots") }
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

impl Ahead {
    /// Asks for lots by their references, at most [`LOTS_READ`].
    pub fn named_lots(&mut self, lots: &[LotRef]) {
        self.0.push(of_lots(lots));
    }

    /// Asks for the sets of purposes that cover a purpose.
    pub fn open_sets(&mut self, purpose: Purpose) {
        self.0.push(question!("lot_available/open_purposes", purpose));
    }

    /// Asks for the first lots of some sets that can pay by the method, after a place in the order of drawing.
    pub fn open_lots(&mut self, sets: &[String], by_cash: bool, (rank, lot): (i64, i64)) {
        for set in sets {
            let set = &**set;
            self.0.push(if by_cash {
                question!("lot_available/in_cash", set, rank, lot)
            } else {
                question!("lot_available/at_bank", set, rank, lot)
            });
        }
    }
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

    /// The sets of purposes that cover a purpose and of which lots have money: one of them is empty where some may pay for anything.
    pub async fn open_sets(&mut self, purpose: Purpose) -> Result<Vec<String>, Fault> {
        let sets: Result<Vec<(String,)>, Fault> = ahead_rows!(self, "lot_available/open_purposes", purpose);
        Ok(sets?.into_iter().map(|(set,)| set).collect())
    }

    /// Lots with money that cover a purpose, in the order in which they pay, after a place in it: at most [`LOTS_SOUGHT`]. Each set of
    /// purposes that covers it is asked by itself, so that gifts for other purposes are not walked over. Where `pays`,
    /// those that have money where the method takes it from, else the others. `by_cash` says where that is.
    pub async fn open_lots(
        &mut self,
        purpose: Purpose,
        by_cash: bool,
        pays: bool,
        (rank, lot): (i64, i64),
    ) -> Result<Vec<OpenLot>, Fault> {
        let mut found: Vec<OpenLot> = vec![];
        for set in &self.open_sets(purpose).await? {
            let set = &**set;
            let some: Result<Vec<OpenLot>, Fault> = match (by_cash, pays) {
                (false, true) => ahead_rows!(self, "lot_available/at_bank", set, rank, lot),
                (true, true) => ahead_rows!(self, "lot_available/in_cash", set, rank, lot),
                (false, false) => rows!(self, "lot_available/not_at_bank", set, rank, lot),
                (true, false) => rows!(self, "lot_available/not_in_cash", set, rank, lot),
            };
            found.extend(some?);
        }
        found.sort_by_key(|open| (open.rank, open.lot.id));
        found.truncate(LOTS_SOUGHT);
        self.note_origins(found.iter().map(OpenLot::origin));
        Ok(found)
    }

    /// Lots by their references (at most [`LOTS_READ`]), in any order; those that are not there are left out.
    pub async fn named_lots(&mut self, lots: &[LotRef]) -> Result<Vec<NamedLot>, Fault> {
        if let Some(known) = self.named_on_sheet(lots) {
            return Ok(known);
        }
        let l = places(lots);
        let ahead = self.answered(|| of_lots(lots));
        let found: Result<Vec<NamedLot>, Fault> =
            if let Some(found) = ahead { found } else { of_some!(self, "lot_available/of_lots", l) };
        let found = found?;
        self.note_origins(found.iter().map(|named| named.open.origin()));
        self.note_named(lots, &found);
        Ok(found)
    }

    /// How a lot moved on the days after one, latest first.
    pub async fn lot_moves_after(&mut self, lot: LotRef, day: Day) -> Result<Vec<LotMove>, Fault> {
        rows!(self, "lot_day/after", lot, day)
    }

    /// How lots (at most [`LOTS_READ`]) moved on the days after one, lot by lot, latest first.
    pub async fn lots_moves_after(&mut self, lots: &[LotRef], day: Day) -> Result<Vec<LotMove>, Fault> {
        let l = places(lots);
        of_some!(self, "lot_day/after_of_lots", l, day)
    }

    /// Balances of all accounts on a day, as known when an entry was the last.
    pub async fn account_totals(&mut self, on: Day, last_number: i64) -> Result<Vec<AccountTotal>, Fault> {
        rows!(self, "account_day/totals", on, last_number, on.first_of_year(), on.first_of_month())
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
