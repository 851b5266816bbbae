//! Writers on PostgreSQL wait for their turn at one lock. What a command, and those after it, can rely on when an administrator ends
//! that waiting, or set limits on waiting for everybody.
use crate::{app::TestApp, postgres};
use serde_json::{Value, json};
use sqlx::{Connection, PgConnection};
use std::time::Duration;

fn donation() -> Value {
    json!({"kind": "donation", "amount": "12.00", "received_on": "2014-06-01", "account": "bank",
        "donor": {"kind": "legal", "name": "Xeyirxah MMC"}})
}

/// A session of an administrator in the same database.
async fn administrator(url: &str) -> PgConnection {
    PgConnection::connect(url).await.expect("the server lets an administrator in")
}

/// Ends the waiting of whoever waits for the writers' lock in this database; how many there were.
async fn cancelled(administrator: &mut PgConnection) -> i64 {
    const CANCEL: &str = "select count(*) filter (where pg_cancel_backend(pid)) from pg_stat_activity
        where datname = current_database() and wait_event_type = 'Lock' and wait_event = 'advisory'";
    sqlx::query_scalar(CANCEL).fetch_one(administrator).await.expect("who waits can be asked")
}

#[tokio::test]
async fn a_writer_whose_turn_is_taken_from_it_fails_alone_and_the_next_are_served() {
    let Some(app) = TestApp::postgres().await else { return };
    let (mut cancels, mut holder) = (administrator(&app.url).await, administrator(&app.url).await);
    for round in 1..=6 {
        let mut held = holder.begin().await.expect("a transaction begins");
        sqlx::query("select pg_advisory_xact_lock(7310574401)")
            .execute(&mut *held)
            .await
            .expect("it is free");
        let cancelled = async {
            while cancelled(&mut cancels).await == 0 {
                tokio::time::sleep(Duration::from_millis(5)).await;
            }
        };
        let (answer, ()) = tokio::join!(app.post("maker-1", "/inflows", donation()), cancelled);
        assert_eq!((answer.status, answer.code().as_str()), (503, "not_durable"), "{}", answer.text());
        held.rollback().await.expect("the lock is given back");
        // Readers and writers on every connection that the pool can have.
        let many = (0..15).map(|_| async {
            tokio::join!(
                app.post("maker-1", "/inflows", donation()),
                app.get("auditor-1", "/trial-balance?on=2014-06-02")
            )
        });
        for (written, read) in futures_util::future::join_all(many).await {
            assert_eq!((written.status, read.status), (201, 200), "round {round}: {}", written.text());
        }
    }
    let trial = app.get("auditor-1", "/trial-balance?on=2014-06-02").await.must(200);
    assert_eq!(trial["total_debit"], "1080.00", "6 rounds of 15: those that failed wrote nothing");
}

#[tokio::test]
async fn limits_that_were_set_for_everybody_in_a_database_do_not_touch_the_ledger() {
    let Some(url) = postgres::fresh_database_url() else { return };
    let mut holder = administrator(&url).await;
    let set = "do $$ begin
        execute format('alter database %I set lock_timeout = ''20ms''', current_database());
        execute format('alter database %I set statement_timeout = ''200ms''', current_database());
        execute format('alter database %I set default_transaction_isolation = ''serializable''', current_database());
    end $$";
    sqlx::query(set).execute(&mut holder).await.expect("a database's settings can be set");
    let app = TestApp::at(url, None, crate::app::NOW).await;
    let mut held = holder.begin().await.expect("a transaction begins");
    sqlx::query("select pg_advisory_xact_lock(7310574401)").execute(&mut *held).await.expect("it is free");
    let many = futures_util::future::join_all((0..8).map(|_| app.post("maker-1", "/inflows", donation())));
    let frees = async {
        tokio::time::sleep(Duration::from_millis(400)).await;
        held.rollback().await.expect("the lock is given back");
    };
    let (answers, ()) = tokio::join!(many, frees);
    for answer in answers {
        assert_eq!(answer.status, 201, "{}", answer.text());
    }
    let report = relief_ledger::service::verify::verify(&app.fund, |_| {}).await.expect("verify can be done");
    assert!(report.is_whole(), "{:#?}", report.differences);
}
