//! What use cases rely on below them: statements that both engines understand, one shape of schema, numbers without gaps, and
//! instants that grow.
use crate::raw::{Raw, databases};
use relief_ledger::{
    domain::{
        day::{Instant, parse_instant},
        reference::{LotRef, Reference},
    },
    store::{Store, WriterKind, fund::FundRow, verify::covered},
};
use std::path::{Path, PathBuf};

fn at(text: &str) -> Instant {
    parse_instant(text).expect("a fixed instant reads")
}

fn statements(folder: &Path, found: &mut Vec<PathBuf>) {
    for item in std::fs::read_dir(folder).expect("the folder is there") {
        let path = item.expect("the folder reads").path();
        if path.is_dir() { statements(&path, found) } else { found.push(path) }
    }
}

/// Counts of all tables, as text.
async fn contents(raw: &mut Raw) -> String {
    format!("{:?}", raw.contents().await)
}

#[tokio::test]
async fn every_statement_is_understood_by_both_engines() {
    let mut files = vec![];
    statements(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src/store/sql"), &mut files);
    assert!(files.len() > 100, "there are only {} statements, so this looks in the wrong place", files.len());
    for database in databases() {
        let mut raw = database.laid().await;
        for file in &files {
            let sql = std::fs::read_to_string(file).expect("a statement reads");
            let prepared = raw.prepare(&sql).await;
            assert!(prepared.is_ok(), "{:?}: {}: {prepared:?}", raw.engine(), file.display());
        }
        for table in covered() {
            for sql in (table.statements)() {
                let prepared = raw.prepare(sql).await;
                assert!(prepared.is_ok(), "{:?}: {sql}: {prepared:?}", raw.engine());
            }
        }
        raw.close().await;
    }
}

#[tokio::test]
async fn a_token_read_that_the_database_refuses_is_a_fault_of_the_house_and_no_outage() {
    for database in databases() {
        let store = database.store().await;
        assert_eq!(store.holder("nobody's".into()).await.expect("it reads"), None);
        let mut raw = database.connect().await;
        raw.must("alter table token rename to gone").await;
        let fault = store.holder("nobody's".into()).await.expect_err("there is no such table");
        assert!(!fault.is_outage(), "{}: {fault}", database.engine);
        raw.close().await;
        store.close().await;
        let fault = store.holder("nobody's".into()).await.expect_err("there is no connection");
        assert!(fault.is_outage(), "{}: {fault}", database.engine);
    }
}

#[tokio::test]
async fn both_schemas_have_the_same_tables_columns_and_gaps() {
    let mut shapes = vec![];
    for database in databases() {
        let mut raw = database.laid().await;
        let mut shape: Vec<(String, Vec<(String, bool)>)> = vec![];
        for table in raw.tables().await {
            let mut columns: Vec<_> = table.columns.iter().map(|c| (c.name.clone(), c.nullable)).collect();
            columns.sort();
            shape.push((table.name.clone(), columns));
        }
        shape.sort();
        shapes.push(shape);
        raw.close().await;
    }
    assert!(shapes.windows(2).all(|pair| pair[0] == pair[1]), "{shapes:#?}");
}

#[tokio::test]
async fn laying_a_schema_twice_changes_nothing() {
    for database in databases() {
        let mut raw = database.laid().await;
        let before = contents(&mut raw).await;
        database.lay().await;
        assert_eq!(contents(&mut raw).await, before);
    }
}

#[tokio::test]
async fn what_a_dropped_or_undone_transaction_wrote_is_gone_and_its_numbers_are_given_again() {
    for database in databases() {
        let store = database.store().await;
        let now = at("2014-06-02T10:00:00+04:00");
        let row = |name: &str| FundRow { name: name.into(), value: "x".into() };
        let mut tx = store.begin(now).await.expect("the writer is free");
        tx.add(row("first")).await.expect("the row is taken");
        tx.commit("test", None).await.expect("it is durable");

        let mut dropped = store.begin(now).await.expect("the writer is free");
        let number: LotRef = dropped.next();
        dropped.add(row("dropped")).await.expect("the row is taken");
        drop(dropped);

        let mut tx = store.begin(now).await.expect("the writer is free again");
        tx.mark();
        let again: LotRef = tx.next();
        assert_eq!(number, again, "a dropped transaction gives its number back");
        tx.add(row("undone")).await.expect("the row is taken");
        tx.undo().await.expect("the member is dropped");
        let third: LotRef = tx.next();
        assert_eq!((third, third.number()), (number, 1));
        tx.add(row("kept")).await.expect("the row is taken");
        tx.commit("test", None).await.expect("it is durable");

        let mut from = store.read().await.expect("a snapshot");
        for (name, there) in [("first", true), ("dropped", false), ("undone", false), ("kept", true)] {
            assert_eq!(from.setting(name).await.expect("it reads").is_some(), there, "{name}");
        }
        let mut next = store.begin(now).await.expect("the writer is free");
        assert_eq!(next.next::<LotRef>().number(), 2);
    }
}

#[tokio::test]
async fn recorded_instants_grow_when_the_clock_stands_still_or_goes_back() {
    for database in databases() {
        let store: Store = database.store().await;
        let mut last = at("2014-01-01T00:00:00Z");
        for (i, now) in
            ["2014-06-02T06:00:00Z", "2014-06-02T06:00:00Z", "2014-06-01T00:00:00Z", "2014-06-03T00:00:00Z"]
                .iter()
                .enumerate()
        {
            let mut tx = store.begin(at(now)).await.expect("the writer is free");
            tx.add(FundRow { name: format!("n{i}"), value: "x".into() }).await.expect("the row is taken");
            assert!(tx.at() > last, "{} is not after {last}", tx.at());
            last = tx.at();
            tx.commit("test", None).await.expect("it is durable");
        }
        let settled = at("2014-06-04T00:00:00Z");
        store.settle(settled).await.expect("the head row takes it");
        let tx = store.begin(at("2014-06-03T12:00:00Z")).await.expect("the writer is free");
        assert!(tx.at() > settled, "what was answered for an instant never changes");
    }
}

#[tokio::test]
async fn a_row_that_breaks_a_word_of_the_domain_is_an_error_at_its_column() {
    for database in databases() {
        let mut raw = database.laid().await;
        let store = Store::open(&database.url, WriterKind::Fast).await.expect("the database opens");
        raw.fill_but_journal().await;
        let read = store.read().await.expect("a snapshot").inflows_with_state(0, 10).await;
        assert!(read.is_err(), "made-up rows were taken for inflows");
        let text = format!("{}", read.expect_err("it was an error just now"));
        assert!(text.contains("column") || text.contains("not"), "{text}");
    }
}
