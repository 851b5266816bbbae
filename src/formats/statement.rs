//! A statement as writers take it: header, opening balances, entries, end.
use super::{beancount::Beancount, csv::Csv, hledger::Hledger, json::Json};
use crate::domain::{
    account::{AccountClass, AccountCode},
    day::{Day, Instant},
    journal::EntryKind,
    money::Qepik,
    reference::*,
    word::words,
};

words! {
    /// The formats of a statement.
    StatementFormat {
        /// JSON.
        Json = "json",
        /// CSV, the machine dialect: UTF-8, comma, dot, ISO dates.
        Csv = "csv",
        /// A journal for hledger.
        Hledger = "hledger",
        /// A ledger for beancount.
        Beancount = "beancount",
    }
}

impl StatementFormat {
    /// What the bytes are.
    pub fn media_type(self) -> &'static str {
        match self {
            StatementFormat::Json => "application/json",
            StatementFormat::Csv => "text/csv; charset=utf-8",
            StatementFormat::Hledger | StatementFormat::Beancount => "text/plain; charset=utf-8",
        }
    }

    /// The usual end of a file name.
    pub fn extension(self) -> &'static str {
        match self {
            StatementFormat::Json => "json",
            StatementFormat::Csv => "csv",
            StatementFormat::Hledger => "journal",
            StatementFormat::Beancount => "beancount",
        }
    }

    /// A writer of the format.
    pub fn writer(self) -> Box<dyn StatementWriter> {
        match self {
            StatementFormat::Json => Box::new(Json::default()),
            StatementFormat::Csv => Box::new(Csv),
            StatementFormat::Hledger => Box::new(Hledger::default()),
            StatementFormat::Beancount => Box::new(Beancount::default()),
        }
    }
}

/// What a statement covers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Header {
    /// First day; none: from the beginning.
    pub from: Option<Day>,
    /// Last day; none: to the end.
    pub to: Option<Day>,
    /// As known at this instant.
    pub known_at: Instant,
}

/// A balance with which a statement opens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OpeningLine {
    /// The day before the first day.
    pub on: Day,
    /// The account.
    pub account: AccountCode,
    /// The lot.
    pub lot: Option<LotRef>,
    /// The balance, debit positive.
    pub amount: Qepik,
}

/// A posting.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Line {
    /// The account.
    pub account: AccountCode,
    /// The lot.
    pub lot: Option<LotRef>,
    /// The sum, debit positive.
    pub amount: Qepik,
}

/// An entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Its reference.
    pub id: EntryRef,
    /// The business day.
    pub effective_on: Day,
    /// When it was recorded.
    pub recorded_at: Instant,
    /// What it records.
    pub kind: EntryKind,
    /// The inflow.
    pub inflow: Option<InflowRef>,
    /// The payment.
    pub payment: Option<PaymentRef>,
    /// The order.
    pub order: Option<OrderRef>,
    /// The beneficiary, by pseudonym.
    pub beneficiary: Option<BeneficiaryRef>,
    /// The entry it reverses.
    pub reverses: Option<EntryRef>,
    /// The leaf that covers it.
    pub log_index: i64,
    /// Its postings.
    pub lines: Vec<Line>,
}

impl Entry {
    /// Tags that plain-text files carry: what it belongs to.
    pub(super) fn tags(&self) -> Vec<(&'static str, String)> {
        let mut tags = vec![("kind", self.kind.to_string())];
        let mut tag = |name, value: Option<String>| tags.extend(value.map(|v| (name, v)));
        tag("inflow", self.inflow.map(|r| r.to_string()));
        tag("payment", self.payment.map(|r| r.to_string()));
        tag("order", self.order.map(|r| r.to_string()));
        tag("beneficiary", self.beneficiary.map(|r| r.to_string()));
        tag("reverses", self.reverses.map(|r| r.to_string()));
        tags
    }
}

/// Writes a statement piece by piece. Writers for plain-text accounting remember which accounts they declared: one short string for each
/// account of each lot that the statement shows.
pub trait StatementWriter: Send {
    /// The beginning.
    fn begin(&mut self, header: &Header) -> String;
    /// Opening balances of one lot, or of the memoranda without one; they sum to zero.
    fn opening(&mut self, lines: &[OpeningLine]) -> String;
    /// One entry.
    fn entry(&mut self, entry: &Entry) -> String;
    /// The end.
    fn end(&mut self) -> String;
}

/// The root under which plain-text accounting keeps a class; memoranda stand under equity.
pub(super) fn root(class: AccountClass) -> (&'static str, char) {
    match class {
        AccountClass::Asset => ("Assets", 'A'),
        AccountClass::Liability => ("Liabilities", 'L'),
        AccountClass::Equity | AccountClass::Memorandum => ("Equity", 'E'),
        AccountClass::Income => ("Income", 'R'),
        AccountClass::Expense => ("Expenses", 'X'),
    }
}

#[cfg(test)]
pub(super) mod sample {
    //! A small statement for the tests of the writers.
    use super::*;
    use crate::domain::{account::*, day::parse_instant};

    pub fn header() -> Header {
        let day = |d: &str| Some(d.parse().expect("a fixed day"));
        Header {
            from: day("2014-06-01"),
            to: day("2014-06-30"),
            known_at: parse_instant("2014-07-01T00:00:00Z").expect("a fixed instant"),
        }
    }

    pub fn opening() -> Vec<OpeningLine> {
        let on = "2014-05-31".parse().expect("a fixed day");
        let lot = Some(LotRef::new(2014, 1));
        vec![
            OpeningLine { on, account: BANK, lot, amount: Qepik(50_000) },
            OpeningLine { on, account: DONATIONS, lot, amount: Qepik(-50_000) },
        ]
    }

    pub fn entry() -> Entry {
        let lot = Some(LotRef::new(2014, 1));
        Entry {
            id: EntryRef::new(2014, 3),
            effective_on: "2014-06-02".parse().expect("a fixed day"),
            recorded_at: parse_instant("2014-06-02T06:00:00.000002Z").expect("a fixed instant"),
            kind: EntryKind::Release,
            inflow: None,
            payment: Some(PaymentRef::new(2014, 1)),
            order: Some(OrderRef::new(2014, 1)),
            beneficiary: Some(BeneficiaryRef::new(2014, 1)),
            reverses: None,
            log_index: 41,
            lines: vec![
                Line { account: RESTITUTION, lot, amount: Qepik(10_050) },
                Line { account: BANK_IN_TRANSIT, lot, amount: Qepik(-10_050) },
                Line { account: RESTITUTION_CONTRA, lot: None, amount: Qepik(10_050) },
                Line { account: RESTITUTION_ORDERED, lot: None, amount: Qepik(-10_050) },
            ],
        }
    }

    /// The whole sample in a format.
    pub fn written(format: StatementFormat) -> String {
        let mut writer = format.writer();
        [writer.begin(&header()), writer.opening(&opening()), writer.entry(&entry()), writer.end()].concat()
    }
}
