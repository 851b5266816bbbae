//! What a row refers to is there: every reference of every table, tried one by one. Which references there are is read from
//! SQLite, which keeps all of them as foreign keys; PostgreSQL judges those of its busiest tables by triggers.
use super::*;
use crate::raw::{Database, Engine, databases, table};
use std::collections::BTreeMap;

const SAYS: &[&str] = &[
    "FOREIGN KEY constraint failed",
    "decision without the hand of its person in its role",
    "entry names an account or a lot that is not there",
    "_fkey",
    "refers to what is not there",
    // An award that is not there has nothing left.
    "would be exceeded",
];

/// They follow from rows that refer themselves, and PostgreSQL looks nothing up for them a second time.
const FOLLOWING: [&str; 4] = ["inflow_state", "lot_available", "lot_balance", "lot_day"];

#[tokio::test]
async fn a_row_that_refers_to_what_is_not_there_is_refused() {
    let databases = databases();
    let sqlite = databases.iter().find(|d| d.engine == Engine::Sqlite).expect("SQLite is always there");
    let references = references_of(sqlite).await;
    assert!(references.values().map(Vec::len).sum::<usize>() > 80, "{references:#?}");
    for database in &databases {
        let mut raw = database.laid().await;
        let tables = raw.tables().await;
        for table in tables.iter().filter(|table| !["entry", "posting"].contains(&table.name.as_str())) {
            let followed = database.engine == Engine::Postgres && FOLLOWING.contains(&table.name.as_str());
            for column in references.get(&table.name).into_iter().flatten().filter(|_| !followed) {
                let astray = table.row().with(column, table.column(column).other_literal());
                raw.refused(&format!("{}.{column}", table.name), &[astray.insert()], SAYS).await;
            }
            raw.must(&table.row().insert()).await;
        }
        journal(&mut raw, &tables, &references).await;
    }
}

/// Entries and postings come together, so they are tried together.
async fn journal(raw: &mut Raw, tables: &[Table], references: &BTreeMap<String, Vec<String>>) {
    let [entry, posting] = ["entry", "posting"].map(|name| table(tables, name));
    let first = posting.row();
    let second = posting.row().with("line", 2).with("amount", -1);
    let seal = entry.row().with("postings", 2);
    for column in &references["posting"] {
        let other = posting.column(column).other_literal();
        let [first, second] = [&first, &second].map(|row| row.clone().with(column, &other).insert());
        raw.refused(&format!("posting.{column}"), &[first, second, seal.insert()], MISSED).await;
    }
    for column in &references["entry"] {
        let astray = seal.clone().with(column, entry.column(column).other_literal());
        let all = [first.insert(), second.insert(), astray.insert()];
        raw.refused(&format!("entry.{column}"), &all, SAYS).await;
    }
    let all = [first.insert(), second.insert(), seal.insert()];
    raw.transact(&all).await.expect("what refers to nothing else goes through");
}

/// A posting of another entry is missed by the one that seals.
const MISSED: &[&str] =
    &["FOREIGN KEY constraint failed", "refers to what is not there", "does not count its postings right"];

async fn references_of(sqlite: &Database) -> BTreeMap<String, Vec<String>> {
    let tables = sqlite.laid().await.tables().await;
    tables.into_iter().map(|table| (table.name, table.references.into_iter().collect())).collect()
}
