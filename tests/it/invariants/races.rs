//! Two sessions of PostgreSQL that race each other past the triggers: neither sees what the other has not committed, so the
//! triggers make one wait, and what waited sees what the other wrote. On SQLite only one connection writes at a time.
use super::*;
use crate::raw::{Database, assert_refused, postgres_database};
use std::time::Duration;
use tokio::task::JoinHandle;

const SEALED: &[&str] = &["is sealed: no posting joins it"];
const COMMITTED_ONLY: &[&str] = &["the books are written under read committed only"];

/// Two sessions on the same books, the first already in a transaction.
async fn two_sessions(database: &Database) -> (Raw, Raw) {
    let (mut first, second) = (database.connect().await, database.connect().await);
    first.must("begin").await;
    (first, second)
}

/// Sends a statement that must wait for another session, and returns while it waits.
async fn waiting(mut raw: Raw, sql: String, watcher: &mut Raw) -> JoinHandle<(Raw, Result<(), String>)> {
    let sent = tokio::spawn(async move {
        let outcome = raw.run(&sql).await;
        (raw, outcome)
    });
    let waiters = "select pid::text from pg_locks where not granted
                      and pid in (select pid from pg_stat_activity where datname = current_database())";
    for _ in 0..600 {
        assert!(!sent.is_finished(), "the second session did not wait: {:?}", sent.await.expect("it ran").1);
        if !watcher.column(waiters).await.is_empty() {
            return sent;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    panic!("the second session neither waits nor answers");
}

#[tokio::test]
async fn a_posting_that_races_a_seal_waits_and_is_refused() {
    let Some(database) = postgres_database() else { return };
    let mut watcher = database.laid().await;
    books(&mut watcher).await;
    let (mut first, second) = two_sessions(&database).await;
    for sql in balanced(1) {
        first.must(&sql).await;
    }
    let late = waiting(second, posting(1, 3, 1110, 1, 5), &mut watcher).await;
    first.must("commit").await;
    let (_, outcome) = late.await.expect("the second session ran");
    assert_refused(database.engine, "a posting that waited for a seal", outcome, SEALED);
    assert_eq!(watcher.column("select cast(count(*) as text) from posting").await, ["2"]);
}

#[tokio::test]
async fn a_posting_before_the_seal_of_another_session_waits_as_well() {
    let Some(database) = postgres_database() else { return };
    let mut watcher = database.laid().await;
    books(&mut watcher).await;
    let (mut first, mut second) = two_sessions(&database).await;
    second.must("begin").await;
    first.must(&posting(1, 1, 1120, 1, 5)).await;
    let late = waiting(second, posting(1, 3, 1110, 1, 5), &mut watcher).await;
    first.must(&posting(1, 2, 1110, 1, -5)).await;
    first.must(&seal(1, 2)).await;
    first.must("commit").await;
    let (_, outcome) = late.await.expect("the second session ran");
    assert_refused(database.engine, "a posting that waited for a seal", outcome, SEALED);
}

#[tokio::test]
async fn a_session_that_would_not_see_the_seal_is_refused_at_once() {
    let Some(database) = postgres_database() else { return };
    let mut watcher = database.laid().await;
    let tables = super::awards::award_of_500(&mut watcher).await;
    let (mut first, mut second) = two_sessions(&database).await;
    first.must(&posting(2, 1, 1, 1, 5)).await;
    first.must(&posting(2, 2, 1, 1, -5)).await;
    first.must(&seal(2, 2)).await;
    let used = crate::raw::table(&tables, "award_use").row().with("award", 2).with("amount", 5).insert();
    for isolation in ["repeatable read", "serializable"] {
        for sql in [posting(2, 3, 1, 1, 5), seal(2, 2), used.clone()] {
            second.must(&format!("begin isolation level {isolation}")).await;
            // What it reads first is what it would go on seeing.
            second.must("select count(*) from entry").await;
            let outcome = second.run(&sql).await;
            assert_refused(database.engine, &format!("{isolation}: {sql}"), outcome, COMMITTED_ONLY);
            second.must("rollback").await;
        }
        second.must(&format!("set session characteristics as transaction isolation level {isolation}")).await;
        let outcome = second.run(&posting(2, 3, 1, 1, 5)).await;
        assert_refused(database.engine, &format!("{isolation} by habit"), outcome, COMMITTED_ONLY);
    }
    first.must("commit").await;
}

#[tokio::test]
async fn of_two_seals_that_race_for_a_number_one_wins() {
    let Some(database) = postgres_database() else { return };
    let mut watcher = database.laid().await;
    books(&mut watcher).await;
    let (mut first, second) = two_sessions(&database).await;
    for sql in balanced(1) {
        first.must(&sql).await;
    }
    let bare = waiting(second, seal(1, 2), &mut watcher).await;
    first.must("commit").await;
    let (second, outcome) = bare.await.expect("the second session ran");
    assert_refused(database.engine, "the same number", outcome, &["duplicate key value"]);

    first.must("begin").await;
    for sql in balanced(2) {
        first.must(&sql).await;
    }
    let whole = balanced(2).join("; ");
    let whole = waiting(second, format!("begin; {whole}; commit"), &mut watcher).await;
    first.must("commit").await;
    let (_, outcome) = whole.await.expect("the second session ran");
    assert_refused(database.engine, "the same entry", outcome, &["duplicate key value"]);
    assert_eq!(watcher.column("select cast(count(*) as text) from entry").await, ["2"]);
}

#[tokio::test]
async fn what_waited_for_a_session_that_gave_up_goes_on() {
    let Some(database) = postgres_database() else { return };
    let mut watcher = database.laid().await;
    books(&mut watcher).await;
    let (mut first, second) = two_sessions(&database).await;
    for sql in balanced(1) {
        first.must(&sql).await;
    }
    let whole = format!("begin; {}; commit", balanced(1).join("; "));
    let whole = waiting(second, whole, &mut watcher).await;
    first.must("rollback").await;
    let (_, outcome) = whole.await.expect("the second session ran");
    outcome.expect("the number is free when the first session gave up");
    assert_eq!(watcher.column("select cast(count(*) as text) from posting").await, ["2"]);
}

#[tokio::test]
async fn of_two_payments_that_race_for_the_rest_of_an_award_one_gets_it() {
    let Some(database) = postgres_database() else { return };
    let mut watcher = database.laid().await;
    let tables = super::awards::award_of_500(&mut watcher).await;
    let (mut first, second) = two_sessions(&database).await;
    let award_use = crate::raw::table(&tables, "award_use");
    let take = |payment, amount| {
        award_use.row().with("award", 2).with("payment", payment).with("amount", amount).insert()
    };
    watcher.must(&take(1, 300)).await;
    first.must(&take(2, 200)).await;
    let late = waiting(second, take(3, 200), &mut watcher).await;
    first.must("commit").await;
    let (second, outcome) = late.await.expect("the second session ran");
    assert_refused(database.engine, "the same rest", outcome, &["would be exceeded"]);

    first.must("begin").await;
    first
        .must(
            &award_use
                .row()
                .with("award", 2)
                .with("payment", 2)
                .with("freed", true)
                .with("amount", -200)
                .insert(),
        )
        .await;
    let late = waiting(second, take(3, 200), &mut watcher).await;
    first.must("commit").await;
    let (_, outcome) = late.await.expect("the second session ran");
    outcome.expect("what was given back can be taken");
    assert_eq!(
        watcher.column("select cast(sum(amount) as text) from award_use where award = 2").await,
        ["500"]
    );
}

#[tokio::test]
async fn of_two_hands_and_two_awards_that_race_one_wins() {
    let Some(database) = postgres_database() else { return };
    let mut watcher = database.laid().await;
    let tables = super::awards::award_of_500(&mut watcher).await;
    let hand = crate::raw::table(&tables, "hand").row().with("subject", "'P-2014-000001'");
    let slot = crate::raw::table(&tables, "award_slot").row().with("episode", 3);
    let races = [
        (hand.clone().with("role", "'maker'"), hand.with("role", "'approver'"), "hand_pkey"),
        (slot.clone(), slot.with("award", 2), "award_slot_pkey"),
    ];
    for (mine, other, key) in races {
        let (mut first, second) = two_sessions(&database).await;
        first.must(&mine.insert()).await;
        let late = waiting(second, other.insert(), &mut watcher).await;
        first.must("commit").await;
        let (_, outcome) = late.await.expect("the second session ran");
        assert_refused(database.engine, "the same place", outcome, &[key]);
    }
}
