//! The schema that this version lays, on each engine: the lists that `verify` compares with are what a fresh database has,
//! and `verify` has a word on every table. A list that a migration made old is written anew by one command, named below.
use crate::{postgres, tamper::engines};
use relief_ledger::store::{Store, WriterKind, schema::expected_schema};
use std::{collections::BTreeSet, fs, path::Path};

#[tokio::test]
async fn the_list_of_sqlite_is_what_a_fresh_database_has() {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    compare("sqlite", &engines::sqlite_url(&folder.path().join("fresh.db"))).await;
}

#[tokio::test]
async fn the_list_of_postgres_is_what_a_fresh_database_has() {
    let Some(url) = postgres::fresh_database_url() else { return };
    compare("postgres", &url).await;
}

#[tokio::test]
async fn verify_covers_reckons_or_names_every_table() {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let (fund, _) = engines::open(&engines::sqlite_url(&folder.path().join("fresh.db"))).await;
    let report = engines::verify(&fund).await;
    assert!(report.is_whole(), "{:?}", report.differences);
    let mut told: Vec<&str> = report.covered.iter().map(|t| t.table.as_str()).collect();
    told.extend(report.not_covered.iter().map(|t| t.table.as_str()));
    told.sort_unstable();
    let laid: BTreeSet<&str> = expected_schema("sqlite")
        .into_iter()
        .filter_map(|line| line.strip_prefix("table ")?.split(' ').next())
        .collect();
    assert_eq!(
        told,
        laid.into_iter().collect::<Vec<_>>(),
        "a table is missing in the report, or is told twice"
    );
    assert!(report.not_covered.iter().all(|t| t.why.split(' ').count() > 5), "{:?}", report.not_covered);
}

async fn compare(engine: &str, url: &str) {
    let store = Store::open(url, WriterKind::Fast).await.expect("a fresh database can be laid");
    let parts = store.read().await.expect("it can be read").schema_parts().await.expect("it has a catalogue");
    let laid: Vec<String> = parts.iter().map(|part| part.line()).collect();
    assert!(laid.len() > 100, "the catalogue of {engine} has only {} parts", laid.len());
    if wants_update() {
        let list = format!("src/store/schema/expected_{engine}.txt");
        fs::write(Path::new(env!("CARGO_MANIFEST_DIR")).join(list), laid.join("\n") + "\n")
            .expect("the list can be written");
        return;
    }
    let expected = expected_schema(engine);
    let differing: Vec<&String> = laid.iter().filter(|line| !expected.contains(&line.as_str())).collect();
    let gone: Vec<&&str> = expected.iter().filter(|line| !laid.iter().any(|l| l == *line)).collect();
    assert!(
        differing.is_empty() && gone.is_empty(),
        "a migration changed the schema of {engine}. If it was meant to, write the lists anew with\n    \
         UPDATE_SCHEMA=1 cargo test --test it schema::\nand build again.\nlaid: {differing:#?}\nlisted: {gone:#?}"
    );
}

#[expect(
    clippy::disallowed_methods,
    reason = "the tests have no command line through which it could be said"
)]
fn wants_update() -> bool {
    std::env::var_os("UPDATE_SCHEMA").is_some_and(|value| !value.is_empty())
}
