//! The journal: entries, postings, and the balances that are derived as they are written.
use super::{
    Fault, Gatherable, Row, Snapshot, Tx,
    row::table,
    snapshot::Made,
    value::{Column, Columns, Kind, Value},
};
use crate::domain::{
    account::AccountCode,
    day::{Day, Instant},
    journal::{Balanced, EntryKind},
    money::Qepik,
    reference::*,
};

table! {
    /// A journal entry.
    EntryRow = "entry" by "number" {
        number: i64, effective_on: Day, #[serde(with = "crate::domain::day::instant")] recorded_at: Instant, kind: EntryKind,
        inflow: Option<InflowRef>, payment: Option<PaymentRef>, court_order: Option<OrderRef>, beneficiary: Option<BeneficiaryRef>,
        person: PersonRef, reverses: Option<i64>, postings: i32,
    }
}

/// One line of an entry; its leaf is that of its entry.
#[derive(Debug, Clone, PartialEq, serde::Serialize, sqlx::FromRow)]
#[allow(missing_docs, reason = "the columns are described in the migrations, once")]
pub struct PostingRow {
    pub entry: i64,
    pub line: i32,
    pub account: AccountCode,
    pub lot: Option<LotRef>,
    pub amount: Qepik,
}

impl Gatherable for PostingRow {
    const TABLE: &'static str = "posting";
    const COLUMNS: Columns = &[
        ("entry", Kind::Long),
        ("line", Kind::Int),
        ("account", Kind::Int),
        ("lot", Kind::Long),
        ("amount", Kind::Long),
    ];
    fn values(&self, _leaf: i64, to: &mut Vec<Value>) {
        let (account, lot) = (self.account.value(), self.lot.value());
        to.extend([self.entry.value(), self.line.value(), account, lot, self.amount.value()]);
    }
}

impl Row for PostingRow {}

/// What an entry belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "each names the column it fills")]
pub struct About {
    pub person: PersonRef,
    pub inflow: Option<InflowRef>,
    pub payment: Option<PaymentRef>,
    pub order: Option<OrderRef>,
    pub beneficiary: Option<BeneficiaryRef>,
    pub reverses: Option<i64>,
}

impl About {
    /// Belonging to nothing but its actor.
    pub fn of(person: PersonRef) -> About {
        About { person, inflow: None, payment: None, order: None, beneficiary: None, reverses: None }
    }
}

/// A line with its entry, for statements.
#[derive(Debug, Clone, PartialEq, sqlx::FromRow)]
#[allow(missing_docs, reason = "the columns are described in the migrations, once")]
pub struct EntryLine {
    #[sqlx(flatten)]
    pub entry: EntryRow,
    pub leaf: i64,
    pub reversed_at: Option<Instant>,
    pub line: i32,
    pub account: AccountCode,
    pub lot: Option<LotRef>,
    pub amount: Qepik,
}

/// The reference of an entry: the year of its recording in Baku and its number.
pub fn entry_ref(number: i64, recorded_at: Instant) -> EntryRef {
    EntryRef::new(Day::in_baku(recorded_at).year(), number)
}

/// Which entries a statement shows, and after which of them the next page begins.
#[derive(Debug, Clone, Copy)]
#[allow(missing_docs, reason = "each names the column it narrows")]
pub struct Period {
    pub from: Day,
    pub to: Day,
    pub last_number: i64,
    pub beneficiary: Option<BeneficiaryRef>,
    pub lot: Option<LotRef>,
    pub account: Option<AccountCode>,
}

impl Snapshot {
    /// An entry.
    pub async fn entry(&mut self, number: i64) -> Result<Option<(EntryRow, i64)>, Fault> {
        if let Some(made) = self.gathered(|row: &EntryRow| row.number == number) {
            return Ok(Some(made));
        }
        let kept: Option<super::Kept<EntryRow>> = stored_row!(self, "entry/one", number)?;
        Ok(kept.map(|k| (k.row, k.leaf)))
    }

    /// The lines of an entry.
    pub async fn postings(&mut self, number: i64) -> Result<Vec<PostingRow>, Fault> {
        rows!(self, "posting/of_entry", number)
    }

    /// The entry that reverses another, if any.
    pub async fn reversal_of(&mut self, number: i64) -> Result<Option<i64>, Fault> {
        let found: Option<(i64,)> = row!(self, "entry/reversal_of", number)?;
        Ok(found.map(|(number,)| number))
    }

    /// Entries of a payment, in order.
    pub async fn entries_of_payment(&mut self, payment: PaymentRef) -> Result<Vec<EntryRow>, Fault> {
        let origin = self.made(payment);
        let made = self.gathered_all(origin, |row: &EntryRow| row.payment == Some(payment));
        if origin != Made::Before {
            return Ok(made);
        }
        let mut entries: Vec<EntryRow> = stored_rows!(self, "entry/of_payment", payment)?;
        entries.extend(made);
        Ok(entries)
    }

    /// Entries of an inflow, in order.
    pub async fn entries_of_inflow(&mut self, inflow: InflowRef) -> Result<Vec<EntryRow>, Fault> {
        let origin = self.made(inflow);
        let made = self.gathered_all(origin, |row: &EntryRow| row.inflow == Some(inflow));
        if origin != Made::Before {
            return Ok(made);
        }
        let mut entries: Vec<EntryRow> = stored_rows!(self, "entry/of_inflow", inflow)?;
        entries.extend(made);
        Ok(entries)
    }

    /// The number of the last entry recorded up to an instant; 0 where there is none.
    pub async fn last_entry_known_at(&mut self, instant: Instant) -> Result<i64, Fault> {
        let found: Option<(i64,)> = row!(self, "entry/last_known_at", instant)?;
        Ok(found.map_or(0, |(number,)| number))
    }

    /// A page of a statement: whole entries in the order of day and number, after a day and a number.
    pub async fn statement_page(
        &mut self,
        period: &Period,
        after: (Day, i64),
        entries: i64,
    ) -> Result<Vec<EntryLine>, Fault> {
        let (to, last) = (period.to, period.last_number);
        // Where this page begins, not where the statement does: earlier days are not walked again.
        let from = period.from.max(after.0);
        let (account, lot) = (period.account, period.lot);
        if let Some(whose) = period.beneficiary {
            return rows!(
                self,
                "entry/statement_of_beneficiary",
                from,
                to,
                last,
                after.0,
                after.1,
                entries,
                whose,
                lot,
                account
            );
        }
        if let Some(lot) = lot {
            return rows!(
                self,
                "entry/statement_of_lot",
                from,
                to,
                last,
                after.0,
                after.1,
                entries,
                lot,
                account
            );
        }
        rows!(self, "entry/statement", from, to, last, after.0, after.1, entries, account)
    }
}

impl Tx {
    /// Posts an entry: its lines first, then the row that seals them, and the balances that follow from it.
    pub async fn post(&mut self, entry: &Balanced, about: About) -> Result<EntryRef, Fault> {
        let number = self.next_entry();
        for (i, posting) in entry.postings().iter().enumerate() {
            let row = PostingRow {
                entry: number,
                line: i as i32 + 1,
                account: posting.account,
                lot: posting.lot,
                amount: posting.amount,
            };
            self.add(row).await?;
        }
        let recorded_at = self.at();
        self.add(EntryRow {
            number,
            effective_on: entry.effective_on(),
            recorded_at,
            kind: entry.kind(),
            inflow: about.inflow,
            payment: about.payment,
            court_order: about.order,
            beneficiary: about.beneficiary,
            person: about.person,
            reverses: about.reverses,
            postings: entry.postings().len() as i32,
        })
        .await?;
        self.moved(entry);
        Ok(entry_ref(number, recorded_at))
    }
}
