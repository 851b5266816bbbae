//! What a connection may be when the pool has it back, and that whoever ends a transaction waits for a turn.
use super::*;
use sqlx::{Sqlite, SqlitePool, sqlite::SqlitePoolOptions};
use std::{future::poll_fn, task::Poll};

const GRACE: Duration = Duration::from_millis(5);

/// The readers of an empty database: so many connections, and a pool that looks at none of them.
async fn readers(most: u32) -> (Readers<Sqlite>, SqlitePool) {
    let options = SqlitePoolOptions::new().max_connections(most).test_before_acquire(false);
    let pool = options.connect("sqlite::memory:").await.expect("memory can be opened");
    (Readers::of(pool.clone(), most, GRACE), pool)
}

/// A connection on which a transaction is open.
async fn open(readers: &Readers<Sqlite>) -> Lent<Sqlite> {
    let mut lent = readers.lend_free().await.expect("it is lent");
    lent.mark_open();
    lent.execute("begin").await.expect("it begins");
    lent
}

fn resting_open(readers: &Readers<Sqlite>) -> usize {
    readers.resting(|resting| resting.iter().filter(|kept| kept.is_open).count())
}

/// Is there a connection in the pool, and is it in no transaction?
async fn begins(pool: &SqlitePool) -> bool {
    let mut conn = pool.acquire().await.expect("the pool gives one");
    conn.execute("begin").await.is_ok() && conn.execute("rollback").await.is_ok()
}

#[tokio::test]
async fn the_pool_never_has_a_connection_back_in_a_transaction() {
    let (readers, pool) = readers(1).await;
    drop(open(&readers).await);
    assert!(begins(&pool).await, "one that was let go");
    let mut ending = Box::pin(open(&readers).await.ended());
    let _ = poll_fn(|cx| Poll::Ready(ending.as_mut().poll(cx).is_ready())).await;
    drop(ending);
    assert!(begins(&pool).await, "one that nobody waited for until it had ended");
    let long_ago =
        Instant::now().checked_sub(AGE + UNUSED).expect("the machine runs that long or counts from before");
    let mut old = open(&readers).await;
    old.kept.taken = long_ago;
    old.leave(&Handle::current());
    assert!(begins(&pool).await, "one that is too old");
    let lent = open(&readers).await;
    lent.lay_down();
    readers.resting(|resting| resting[0].since = long_ago);
    assert_eq!(resting_open(&readers), 1);
    readers.forget();
    assert!(begins(&pool).await, "one that rested");
}

#[tokio::test]
async fn one_that_nobody_used_for_long_goes_and_is_closed_where_it_is_open() {
    let (readers, pool) = readers(2).await;
    let (first, second) = (open(&readers).await, readers.lend_free().await.expect("a second"));
    first.lay_down();
    let long_ago = Instant::now()
        .checked_sub(UNUSED + UNUSED)
        .expect("the machine runs that long or counts from before");
    readers.resting(|resting| resting[0].since = long_ago);
    second.give_back();
    assert_eq!((resting_open(&readers), readers.resting(|resting| resting.len())), (0, 1));
    assert!(begins(&pool).await);
}

#[tokio::test]
async fn whoever_ends_a_transaction_waits_for_a_turn() {
    let (readers, _pool) = readers(1).await;
    let left = open(&readers).await;
    // The turn goes to somebody who waits for it and never comes.
    let mut waiting = Box::pin(readers.lend());
    assert!(poll_fn(|cx| Poll::Ready(waiting.as_mut().poll(cx))).await.is_pending());
    left.leave(&Handle::current());
    tokio::time::sleep(GRACE * 4).await;
    assert_eq!(resting_open(&readers), 1, "somebody else has the turn");
    drop(waiting);
    for _ in 0..200 {
        if resting_open(&readers) == 0 {
            break;
        }
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    assert_eq!(resting_open(&readers), 0, "nobody ended it");
    assert_eq!(readers.used(), (1, 1, 1));
}

#[tokio::test]
async fn readers_who_come_one_after_another_need_one_connection_and_one_that_is_at_its_end() {
    let (readers, _pool) = readers(8).await;
    let mut met_open = 0;
    for _ in 0..400 {
        let mut lent = readers.lend().await.expect("it is lent");
        let was_open = lent.mark_open();
        lent.execute(if was_open { "rollback; begin" } else { "begin" }).await.expect("it begins");
        met_open += usize::from(was_open);
        lent.leave(&Handle::current());
    }
    assert!(met_open > 0, "none came before his connection was at its end");
    let (open, _, _) = readers.used();
    assert!(open <= 2, "{open} connections");
}
