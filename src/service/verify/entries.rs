//! Entries and postings against leaves. Neither is read by leaf: the leaves name the numbers, which follow each other
//! without a gap, and a page of them is read by number.
use super::{
    Check,
    difference::{Unread, look, row_words},
    rows::{Logged, first_odd},
};
use crate::{
    service::halt::Outcome,
    store::{Fault, Kept, Snapshot},
};
use futures_util::future::BoxFuture;
use serde_json::{Value, json};
use std::collections::BTreeMap;

const ENTRY_KEY: &str = "number";
const POSTING_KEY: &str = "entry, line";

/// Rows by the number of their entry.
type ByNumber = BTreeMap<i64, Vec<Value>>;

/// Where the walk over the entries stands.
#[derive(Default)]
pub(super) struct Entries {
    /// The last number that the leaves named.
    last: i64,
    /// The numbers in the leaves do not follow each other, so the rest cannot be compared.
    broken: bool,
}

impl Entries {
    /// How many entries the leaves named.
    pub fn seen(&self) -> i64 {
        self.last
    }

    /// Compares the entries of a page of leaves.
    pub async fn compare_page(&mut self, check: &mut Check<'_>, logged: &Logged) -> Outcome<()> {
        if self.broken {
            return Ok(());
        }
        let first = self.last + 1;
        let entries = self.logged_entries(check, logged);
        let postings = logged_postings(check, logged, &entries);
        if self.last < first {
            return Ok(());
        }
        compare(check, &ENTRIES, &entries, (first, self.last)).await?;
        compare(check, &POSTINGS, &postings, (first, self.last)).await
    }

    /// Entries that no leaf names.
    pub async fn compare_beyond(&self, check: &mut Check<'_>) -> Outcome<()> {
        if self.broken || check.found.has("entry") {
            return Ok(());
        }
        let from = self.last + 1;
        match look(check.from, |store| Box::pin(store.entry_beyond(from))).await? {
            Ok(None) => {}
            Ok(Some(number)) => check.found.add("entry", format!("entry {number}"), "is in no leaf"),
            Err(unread) => check.found.add("entry", "an entry beyond the last", unread.words()),
        }
        Ok(())
    }

    /// The entries of a page by number, each with its leaf beside its columns.
    fn logged_entries(&mut self, check: &mut Check<'_>, logged: &Logged) -> ByNumber {
        let mut entries = ByNumber::new();
        for (leaf, rows) in logged.of("entry").into_iter().flatten() {
            let mut rows = rows.clone();
            rows.sort_by_key(|row| row[ENTRY_KEY].as_i64());
            for row in rows {
                let number = row[ENTRY_KEY].as_i64().unwrap_or_default();
                if self.broken || number != self.last + 1 {
                    self.broken = true;
                    let row = row_words("entry", ENTRY_KEY, &row, true);
                    check.found.add(
                        "entry",
                        row,
                        format!("comes after entry {} in leaf {leaf}: the log has a gap", self.last),
                    );
                    return entries;
                }
                self.last = number;
                entries.insert(number, vec![with_leaf(row, *leaf)]);
            }
        }
        entries
    }
}

/// The postings of a page by entry. One whose entry is not of its leaf belongs to nothing.
fn logged_postings(check: &mut Check<'_>, logged: &Logged, entries: &ByNumber) -> ByNumber {
    let mut postings = ByNumber::new();
    for (leaf, rows) in logged.of("posting").into_iter().flatten() {
        for row in rows {
            let number = row["entry"].as_i64().unwrap_or_default();
            let of_leaf = |entry: &Value| entry["leaf"] == json!(leaf);
            if !entries.get(&number).is_some_and(|rows| rows.iter().any(of_leaf)) {
                let row = row_words("posting", POSTING_KEY, row, true);
                check.found.add("posting", row, format!("is in leaf {leaf} without its entry"));
                continue;
            }
            postings.entry(number).or_default().push(row.clone());
        }
    }
    postings
}

fn with_leaf(mut columns: Value, leaf: i64) -> Value {
    columns["leaf"] = json!(leaf);
    columns
}

/// One of the two tables: how its rows are read by the numbers of entries.
struct Table {
    name: &'static str,
    key: &'static str,
    read: for<'t> fn(&'t mut Snapshot, i64, i64) -> BoxFuture<'t, Result<ByNumber, Fault>>,
}

const ENTRIES: Table = Table {
    name: "entry",
    key: ENTRY_KEY,
    read: |from, first, last| Box::pin(stored_entries(from, first, last)),
};

const POSTINGS: Table = Table {
    name: "posting",
    key: POSTING_KEY,
    read: |from, first, last| Box::pin(stored_postings(from, first, last)),
};

async fn stored_entries(from: &mut Snapshot, first: i64, last: i64) -> Result<ByNumber, Fault> {
    let mut stored = ByNumber::new();
    for Kept { row, leaf } in from.entries_between(first, last).await? {
        stored.entry(row.number).or_default().push(with_leaf(serde_json::to_value(&row)?, leaf));
    }
    Ok(stored)
}

async fn stored_postings(from: &mut Snapshot, first: i64, last: i64) -> Result<ByNumber, Fault> {
    let mut stored = ByNumber::new();
    for row in from.postings_between(first, last).await? {
        stored.entry(row.entry).or_default().push(serde_json::to_value(&row)?);
    }
    Ok(stored)
}

async fn read(
    check: &mut Check<'_>,
    table: &Table,
    first: i64,
    last: i64,
) -> Outcome<Result<ByNumber, Unread>> {
    let ask = table.read;
    look(check.from, move |from| ask(from, first, last)).await
}

/// Compares a page; one that cannot be read is read number by number, so that the row can be named.
async fn compare(
    check: &mut Check<'_>,
    table: &Table,
    logged: &ByNumber,
    (first, last): (i64, i64),
) -> Outcome<()> {
    if let Ok(stored) = read(check, table, first, last).await? {
        (first..=last).for_each(|number| compare_number(check, table, logged, &stored, number));
        return Ok(());
    }
    for number in first..=last {
        match read(check, table, number, number).await? {
            Ok(stored) => compare_number(check, table, logged, &stored, number),
            Err(unread) => {
                check.found.add(table.name, format!("a row of entry {number}"), unread.words());
            }
        }
        if check.found.has(table.name) {
            break;
        }
    }
    Ok(())
}

fn compare_number(check: &mut Check<'_>, table: &Table, logged: &ByNumber, stored: &ByNumber, number: i64) {
    let rows = |of: &ByNumber| of.get(&number).cloned().unwrap_or_default();
    if let Some((row, what)) = first_odd(table.name, table.key, rows(logged), rows(stored)) {
        check.found.add(table.name, row, what);
    }
}
