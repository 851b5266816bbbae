//! Which faults of a database are outages, by the databases' own codes: what may be tried again with the same key, and what
//! may not.
use crate::{app::TestApp, postgres};
use relief_ledger::store::Fault;
use sqlx::{
    AssertSqlSafe, Connection, Executor, PgConnection, SqliteConnection,
    sqlite::{SqliteConnectOptions, SqliteJournalMode},
};
use std::time::Duration;

fn fault<T: std::fmt::Debug>(result: Result<T, sqlx::Error>) -> Fault {
    Fault::from(result.expect_err("the database refuses"))
}

#[tokio::test]
async fn sqlite_tells_an_outage_from_a_refusal() {
    use sqlx::ConnectOptions;
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let options = SqliteConnectOptions::new()
        .filename(folder.path().join("a.db"))
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        .busy_timeout(Duration::ZERO);
    let mut one = options.connect().await.expect("a file can be made");
    one.execute("create table t (a integer primary key, b blob check (b is not null))")
        .await
        .expect("a table");
    let mut two = options.connect().await.expect("the file is there");

    let outage = async |conn: &mut SqliteConnection, text: &'static str, code: i32| {
        let fault = fault(conn.execute(text).await);
        assert!(fault.to_string().contains(&format!("code: {code})")), "{fault}");
        assert!(fault.is_outage() && fault.advice().is_some(), "{fault}");
    };
    one.execute("begin immediate").await.expect("the lock is free");
    outage(&mut two, "begin immediate", 5).await;
    one.execute("rollback").await.expect("it goes back");
    two.execute("pragma query_only = on").await.expect("a setting");
    outage(&mut two, "insert into t values (1, x'00')", 8).await;
    one.execute("pragma max_page_count = 2").await.expect("a setting");
    outage(&mut one, "insert into t values (1, zeroblob(100000))", 13).await;
    let absent = SqliteConnectOptions::new().filename(folder.path().join("absent/a.db"));
    assert!(fault(absent.connect().await).is_outage());

    for text in ["insert into t values (2, null)", "insert into nowhere values (1)"] {
        let fault = fault(one.execute(text).await);
        assert!(!fault.is_outage(), "{fault}");
    }
}

#[tokio::test]
async fn postgres_tells_an_outage_from_a_refusal() {
    let Some(url) = postgres::fresh_database_url() else { return };
    let mut conn = PgConnection::connect(&url).await.expect("the database is there");
    for (code, is_outage) in [
        ("08006", true),
        ("53100", true),
        ("53200", true),
        ("53300", true),
        ("57P01", true),
        ("57P03", true),
        ("58030", true),
        ("25006", true),
        ("57014", true),
        ("55P03", true),
        ("23505", false),
        ("23514", false),
        ("40001", false),
        ("42P01", false),
        ("22003", false),
    ] {
        let text = format!("do $$ begin raise exception using errcode = '{code}'; end $$");
        let fault = fault(conn.execute(AssertSqlSafe(text)).await);
        assert_eq!(fault.is_outage(), is_outage, "{code}: {fault}");
    }
    let ended = conn.execute("select pg_terminate_backend(pg_backend_pid())").await;
    assert!(fault(ended).is_outage(), "the server ended the connection");
    assert!(fault(conn.execute("select 1").await).is_outage(), "and it is gone");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_probe_that_meets_a_writer_does_not_wait_for_it() {
    use relief_ledger::store::Probe;
    let app = TestApp::sqlite().await;
    let before = app.fund.store().read().await.expect("a snapshot").head_row().await.expect("a head");
    let writing = app.fund.store().begin(app.fund.now()).await.expect("the lock is free");
    assert!(app.fund.store().probe(Probe::Asks).await.is_ok(), "somebody writes, so writing goes");
    drop(writing);
    assert!(app.fund.store().probe(Probe::Writes).await.is_ok());
    let after = app.fund.store().read().await.expect("a snapshot").head_row().await.expect("a head");
    assert_eq!(before, after, "a probe changes nothing");
}
