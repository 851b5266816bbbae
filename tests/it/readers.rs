//! Connections that read: who reads takes the one that was used last, sees what is there now, and leaves nothing open.
use crate::raw::{Engine, Raw, databases};
use relief_ledger::{
    domain::day::{Instant, parse_instant},
    store::{Ahead, Snapshot, Store},
};
use std::time::Duration;

/// A snapshot that read something.
async fn reading(store: &Store) -> Snapshot {
    let mut from = store.read().await.expect("a snapshot");
    from.head_row().await.expect("it reads");
    from
}

/// The instant of the last recording, as a new snapshot sees it.
async fn last(store: &Store) -> Option<Instant> {
    let mut from = store.read_ahead(Ahead::default()).await.expect("it begins");
    from.head_row().await.expect("it reads").map(|head| head.last_at)
}

/// The connections that are open, and how many of them wait for use.
fn open(store: &Store) -> (u32, u32) {
    let used = store.pool_use();
    let readers = used.iter().find(|one| one.name != "writer").expect("somebody reads");
    (readers.busy + readers.idle, readers.idle)
}

/// Waits until all connections wait for use.
async fn at_rest(store: &Store) {
    for _ in 0..200 {
        let (open, idle) = open(store);
        if open == idle {
            return;
        }
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    panic!("some are still used: {:?}", store.pool_use());
}

#[tokio::test]
async fn who_reads_after_another_sees_what_was_written_since() {
    for database in databases() {
        let store = database.store().await;
        let mut instant = parse_instant("2014-06-02T09:00:00Z").expect("a fixed instant reads");
        store.settle(instant).await.expect("it is written");
        for _ in 0..40 {
            drop(reading(&store).await);
            let seen = last(&store).await;
            instant += chrono::TimeDelta::seconds(5);
            store.settle(instant).await.expect("it is written");
            let (seen, seen_now) = (seen.expect("a head"), last(&store).await.expect("a head"));
            assert!(seen < instant && instant <= seen_now, "{}: {seen} {seen_now}", database.engine);
        }
        store.close().await;
    }
}

/// Tries to move all of SQLite's log into the file: is somebody in the way?
async fn empties_its_log(raw: &mut Raw) -> bool {
    let Raw::Sqlite(conn) = raw else { return false };
    let (busy, _, _): (i64, i64, i64) =
        sqlx::query_as("pragma wal_checkpoint(truncate)").fetch_one(conn).await.expect("it is tried");
    busy != 0
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_transaction_that_nobody_needs_is_ended_though_nobody_comes() {
    for database in databases() {
        let (store, mut raw) = (database.store().await, database.connect().await);
        let held: Vec<Snapshot> = futures_util::future::join_all((0..5).map(|_| reading(&store))).await;
        assert!(open(&store).0 >= 5);
        drop(held);
        at_rest(&store).await;
        match raw.engine() {
            Engine::Postgres => {
                let asked = "select cast(count(*) as text) from pg_stat_activity where datname = current_database() and state like 'idle in%'";
                let mut left = raw.column(asked).await;
                for _ in 0..200 {
                    if left == ["0"] {
                        break;
                    }
                    tokio::time::sleep(Duration::from_millis(5)).await;
                    left = raw.column(asked).await;
                }
                assert_eq!(left, ["0"], "some are idle in a transaction");
            }
            // A reader that stayed would keep the log from being emptied.
            Engine::Sqlite => {
                raw.must("update head set leaf = leaf").await;
                let mut is_read = empties_its_log(&mut raw).await;
                for _ in 0..200 {
                    if !is_read {
                        break;
                    }
                    tokio::time::sleep(Duration::from_millis(5)).await;
                    is_read = empties_its_log(&mut raw).await;
                }
                assert!(!is_read, "somebody reads from the log");
            }
        }
        raw.close().await;
        store.close().await;
        assert!(store.read().await.is_err_and(|fault| fault.is_outage()), "what is closed lends nothing");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn more_readers_than_connections_take_turns() {
    for database in databases() {
        let store = database.store().await;
        let all = (0..200).map(|_| async { drop(reading(&store).await) });
        futures_util::future::join_all(all).await;
        at_rest(&store).await;
        let most = store.pool_use().iter().map(|one| one.most).max().expect("a pool");
        assert!(open(&store).0 <= most, "{:?}", store.pool_use());
        store.close().await;
    }
}

#[tokio::test]
async fn connections_that_the_server_ended_while_they_waited_are_noticed_by_nobody() {
    for database in databases().into_iter().filter(|one| one.engine == Engine::Postgres) {
        let (store, mut raw) = (database.store().await, database.connect().await);
        let held: Vec<Snapshot> = futures_util::future::join_all((0..4).map(|_| reading(&store))).await;
        drop(held);
        at_rest(&store).await;
        raw.must("select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()")
            .await;
        for _ in 0..6 {
            drop(reading(&store).await);
        }
        raw.close().await;
        store.close().await;
    }
}
