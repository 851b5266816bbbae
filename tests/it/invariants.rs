//! The invariants of the books, attacked in SQL over connections of the test's own, on both engines: what types and services
//! promise must not depend on them alone. Here are those that the database itself keeps: balanced and sealed entries (1),
//! rows that stay as they are (2), numbers without gaps (5), one hand a person (7), one award a slot that is never exceeded
//! (8). That no lot is overdrawn (3), that clearing accounts come back to zero (4) and that a refused command leaves no trace
//! (6) are kept by the services and found by `verify`, and tried where those are. What only the owner of the schema can do
//! (drop a trigger, switch it off) no trigger prevents; `verify` compares the schema.
mod awards;
mod entries;
mod hands;
mod kept;
mod persons;
mod races;
mod references;
mod shadows;

use crate::raw::{Raw, Table};

/// A posting, as SQL of both engines.
fn posting(entry: i64, line: i64, account: i64, lot: impl Into<Option<i64>>, amount: i64) -> String {
    let lot = lot.into().map_or("null".to_owned(), |lot| lot.to_string());
    format!(
        "insert into posting (entry, line, account, lot, amount) values ({entry}, {line}, {account}, {lot}, {amount})"
    )
}

/// The row that seals an entry, as SQL of both engines.
fn seal(number: i64, postings: i64) -> String {
    format!("{SEAL} ({number}, '2014-06-02', '2014-06-02T06:00:00.000001+00:00', 'x', 1, {postings}, 1)")
}

const SEAL: &str =
    "insert into entry (number, effective_on, recorded_at, kind, person, postings, leaf) values";

/// A whole entry that breaks nothing: five qəpik of the first lot, from the bank to the desk.
fn balanced(number: i64) -> Vec<String> {
    vec![posting(number, 1, 1120, 1, 5), posting(number, 2, 1110, 1, -5), seal(number, 2)]
}

/// Lays accounts, two lots, and a row of everything an entry may name; the journal is empty.
async fn books(raw: &mut Raw) -> Vec<Table> {
    let tables = raw.fill_but_journal().await;
    let account = crate::raw::table(&tables, "account");
    for code in [1110, 1120, 9210, 9219] {
        raw.must(&account.row().with("code", code).insert()).await;
    }
    raw.must(&crate::raw::table(&tables, "lot").row().with("id", 2).insert()).await;
    tables
}

/// Statements of one line each, owned.
fn one(sql: impl Into<String>) -> Vec<String> {
    vec![sql.into()]
}
