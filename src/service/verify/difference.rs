//! How a difference is told: which row, by its key; which columns; and values only where their shape shows that they are
//! references, sums, days or words of closed lists. Reading what may not be readable any more stands here too.
use crate::{
    domain::{
        account::*,
        batch::Pain001,
        beneficiary::*,
        day::{Day, parse_instant},
        disclosure::*,
        duplicate::Strength,
        finding::*,
        inflow::*,
        journal::EntryKind,
        money::Qepik,
        order::*,
        payment::*,
        person::Role,
        purpose::*,
        reference::*,
    },
    service::halt::Outcome,
    store::{Fault, Snapshot, journal::entry_ref},
};
use futures_util::{FutureExt, future::BoxFuture};
use serde::Serialize;
use serde_json::Value;
use std::{collections::BTreeSet, panic::AssertUnwindSafe};
use uuid::Uuid;

/// A row that differs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct Difference {
    /// The table.
    pub table: String,
    /// The row, by its key in words.
    pub row: String,
    /// What differs.
    pub what: String,
}

/// The first difference of each table, in the order of finding.
#[derive(Debug, Default)]
pub(super) struct Differences {
    list: Vec<Difference>,
    tables: BTreeSet<String>,
}

impl Differences {
    /// Keeps a difference, if it is the first of its table.
    pub fn add(&mut self, table: &str, row: impl Into<String>, what: impl Into<String>) {
        if self.tables.insert(table.to_owned()) {
            self.list.push(Difference { table: table.to_owned(), row: row.into(), what: what.into() });
        }
    }

    /// Was a difference of that table found?
    pub fn has(&self, table: &str) -> bool {
        self.tables.contains(table)
    }

    /// All of them.
    pub fn into_list(self) -> Vec<Difference> {
        self.list
    }
}

/// Why rows could not be read: a value that is none of the domain, or a statement that the database refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Unread(String);

impl Unread {
    /// In words, without the value.
    pub fn words(&self) -> &str {
        &self.0
    }

    fn of(fault: Fault) -> Result<Unread, Fault> {
        use sqlx::Error::{ColumnDecode, ColumnNotFound, Database, Decode};
        let what = match fault {
            Fault::Database(ColumnDecode { index, .. }) => {
                format!(
                    "column {} has a value that cannot be (it is not shown)",
                    index.trim_matches(['"', '`', '\''])
                )
            }
            Fault::Database(ColumnNotFound(name)) => format!("column {name} is not there"),
            Fault::Database(Decode(_)) => "a value cannot be read".to_owned(),
            Fault::Database(Database(e)) => match e.code() {
                Some(code) => {
                    format!("the database refuses to read or to sum up the table (its error {code})")
                }
                None => "the database refuses to read or to sum up the table".to_owned(),
            },
            Fault::Broken { what, .. } => what,
            other => return Err(other),
        };
        Ok(Unread(what))
    }
}

/// Reads what may not be readable any more. The outer error is a fault of the house, the inner one a difference.
pub(super) async fn look<T>(
    from: &mut Snapshot,
    ask: impl for<'t> FnOnce(&'t mut Snapshot) -> BoxFuture<'t, Result<T, Fault>>,
) -> Outcome<Result<T, Unread>> {
    // PostgreSQL holds instants (`infinity`) that the reading library does not, and it panics on them.
    let unread = match AssertUnwindSafe(ask(from)).catch_unwind().await {
        Ok(Ok(answer)) => return Ok(Ok(answer)),
        Ok(Err(fault)) => Unread::of(fault)?,
        Err(_) => Unread("a day or an instant lies beyond the calendar".to_owned()),
    };
    from.go_back().await?;
    Ok(Err(unread))
}

/// A row by its key, like `P-2014-000012` or `payment P-2014-000012, position 1`. `logged` says that the columns are those
/// of a leaf, which holds no words of persons; what somebody wrote into a table may.
pub(super) fn row_words(table: &str, key: &str, columns: &Value, logged: bool) -> String {
    if table == "entry" {
        return entry_words(columns);
    }
    let value = |column: &str| match &columns[column] {
        Value::String(text) if is_hash(text) => format!("{}…", &text[..8]),
        Value::String(text) if logged && text.chars().count() <= 60 => text.clone(),
        value => shown(value).unwrap_or_else(|| "…".to_owned()),
    };
    match key.split(", ").collect::<Vec<_>>().as_slice() {
        ["id"] => value("id"),
        columns => columns.iter().map(|c| format!("{c} {}", value(c))).collect::<Vec<_>>().join(", "),
    }
}

fn entry_words(columns: &Value) -> String {
    let number = columns["number"].as_i64();
    let recorded = columns["recorded_at"].as_str().and_then(|at| parse_instant(at).ok());
    match (number, recorded) {
        (Some(number), Some(at)) => format!("{} (entry {number})", entry_ref(number, at)),
        (Some(number), None) => format!("entry {number}"),
        _ => "an entry without a number".to_owned(),
    }
}

/// A stored reference in words.
pub(super) fn reference<R: Reference + std::fmt::Display>(stored: i64) -> String {
    R::from_stored(stored).map_or_else(|| format!("number {stored}"), |reference| reference.to_string())
}

/// A sum in words.
pub(super) fn sum(qepik: Option<i64>) -> String {
    qepik.map_or_else(|| "nothing".to_owned(), |q| format!("{} AZN", Qepik(q)))
}

/// Which columns of two rows differ, with their values where they may be shown.
pub(super) fn differing(logged: &Value, stored: &Value) -> String {
    let names: BTreeSet<&String> = [logged, stored]
        .into_iter()
        .filter_map(Value::as_object)
        .flat_map(|columns| columns.keys())
        .collect();
    let told = names.into_iter().filter(|name| logged[*name] != stored[*name]).map(|name| {
        match (shown(&stored[name]), shown(&logged[name])) {
            (Some(stored), Some(logged)) => format!("{name} is {stored}, logged {logged}"),
            _ => format!("{name} is another than logged (not shown)"),
        }
    });
    told.collect::<Vec<_>>().join("; ")
}

/// A value that cannot be personal: nothing, a number, yes or no, or a text of a closed shape.
fn shown(value: &Value) -> Option<String> {
    match value {
        Value::Null => Some("nothing".to_owned()),
        Value::Bool(yes) => Some(if *yes { "yes" } else { "no" }.to_owned()),
        Value::Number(number) => Some(number.to_string()),
        Value::String(text) => is_closed(text).then(|| text.clone()),
        Value::Array(_) | Value::Object(_) => None,
    }
}

fn is_closed(text: &str) -> bool {
    let is_reference = text.split_once('-').is_some_and(|(prefix, _)| {
        (1..=2).contains(&prefix.len())
            && prefix.bytes().all(|b| b.is_ascii_uppercase())
            && read(prefix, text).is_ok()
    });
    let is_sum = serde_json::from_value::<Qepik>(Value::String(text.to_owned())).is_ok();
    is_reference
        || is_sum
        || text.parse::<Day>().is_ok()
        || parse_instant(text).is_ok()
        || Uuid::parse_str(text).is_ok()
        || is_word(text)
}

/// A keyed hash in hex, of which the beginning is enough.
fn is_hash(text: &str) -> bool {
    text.len() == 64 && text.bytes().all(|b| b.is_ascii_hexdigit())
}

/// A word of any closed list of the domain.
fn is_word(text: &str) -> bool {
    macro_rules! any_of { ($($name:ty),+ $(,)?) => { text.is_empty() $(|| <$name>::ALL.iter().any(|word| word.as_str() == text))+ }; }
    any_of!(
        AccountClass,
        Side,
        Purpose,
        PayeeKind,
        Category,
        Method,
        InflowKind,
        InflowAccount,
        DonorKind,
        InflowState,
        OnExpiry,
        PaymentState,
        Verb,
        Citizenship,
        IdentifiedBy,
        IdentificationStatus,
        RemovalForm,
        RemovalIssuer,
        ProceedingKind,
        ProceedingRole,
        ProceedingState,
        SupportKind,
        OrderKind,
        OrderEnd,
        LookOutcome,
        Pain001,
        Liability,
        AssetKind,
        AssetStage,
        ReceiptSource,
        ReceiptTo,
        Role,
        Rule,
        Severity,
        Verdict,
        Stage,
        EntryKind,
        Strength,
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn only_the_first_difference_of_a_table_is_kept() {
        let mut found = Differences::default();
        found.add("lot", "L-2014-000001", "a");
        found.add("lot", "L-2014-000002", "b");
        assert!(found.has("lot") && !found.has("entry"));
        assert_eq!(found.into_list().len(), 1);
    }

    #[test]
    fn a_value_is_shown_only_where_its_shape_says_that_it_is_no_persons() {
        for closed in [
            "P-2014-000012",
            "IN-2014-000001",
            "100.00",
            "-0.50",
            "2014-03-01",
            "2014-03-01T08:00:00.000001Z",
            "lump_sum",
            "018f0000-0000-7000-8000-000000000001",
        ] {
            assert!(is_closed(closed), "{closed} could be shown");
        }
        for open in
            ["Aysel", "aysel", "AZ21NABZ00000000137010001944", "5ABC123", "+994501234567", "Court of Baku"]
        {
            assert!(!is_closed(open), "{open} would be shown");
        }
        let (logged, stored) = (
            json!({"amount": "5.00", "issuer": "x", "minor": true}),
            json!({"amount": "6.00", "issuer": "Aysel", "minor": true}),
        );
        assert_eq!(
            differing(&logged, &stored),
            "amount is 6.00, logged 5.00; issuer is another than logged (not shown)"
        );
    }

    #[test]
    fn a_row_is_named_by_its_key() {
        let item = json!({"payment": "P-2014-000012", "position": 1, "category": "rent"});
        assert_eq!(
            row_words("payment_item", "payment, position", &item, true),
            "payment P-2014-000012, position 1"
        );
        assert_eq!(row_words("payment", "id", &json!({"id": "P-2014-000012"}), false), "P-2014-000012");
        let entry = json!({"number": 7, "recorded_at": "2014-12-31T21:00:00.000000Z"});
        assert_eq!(row_words("entry", "number", &entry, true), "J-2015-000007 (entry 7)");
        let hash = "a".repeat(64);
        assert_eq!(row_words("token", "hash", &json!({"hash": hash}), true), "hash aaaaaaaa…");
        assert_eq!(row_words("fund", "name", &json!({"name": "Aysel"}), false), "name …");
        assert_eq!(row_words("fund", "name", &json!({"name": "key_check"}), true), "name key_check");
    }
}
