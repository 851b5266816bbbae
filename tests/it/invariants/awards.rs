//! Invariant 8: one award a slot of person, episode and purpose, and payments that never take more of an award than it has.
use super::*;
use crate::raw::{Engine, databases, table};

const EXCEEDED: &[&str] = &["would be exceeded"];
const SIGN: &[&str] = &["what is given back is negative, what is taken is positive"];
const BACK: &[&str] = &["a payment gives back what it took, no more and no less"];
const TWICE: &[&str] = &["award_use is append-only: the key is there already", "award_use_pkey"];

/// What a payment takes of an award or gives back.
fn award_use(engine: Engine, award: i64, payment: i64, freed: bool, amount: i64) -> String {
    let freed = match engine {
        Engine::Sqlite => i64::from(freed).to_string(),
        Engine::Postgres => freed.to_string(),
    };
    format!(
        "insert into award_use (award, payment, freed, amount, leaf) values ({award}, {payment}, {freed}, {amount}, 1)"
    )
}

/// Award 2 of 500 qəpik, and payments 1 to 4 that may draw on it.
pub(super) async fn award_of_500(raw: &mut Raw) -> Vec<Table> {
    let tables = raw.fill().await;
    raw.must(&table(&tables, "award").row().with("id", 2).with("amount", 500).insert()).await;
    for id in 2..=4 {
        raw.must(&table(&tables, "payment").row().with("id", id).insert()).await;
    }
    tables
}

#[tokio::test]
async fn a_slot_has_one_award() {
    for database in databases() {
        let mut raw = database.laid().await;
        let tables = award_of_500(&mut raw).await;
        let slot = table(&tables, "award_slot");
        let says = &["award_slot is append-only: the key is there already", "award_slot_pkey"];
        raw.refused("another award in the slot", &one(slot.row().with("award", 2).insert()), says).await;
        raw.refused("the same award in its slot again", &one(slot.row().insert()), says).await;
        raw.must(&slot.row().with("award", 2).with("episode", 2).insert()).await;
        raw.must(&slot.row().with("award", 2).with("person_key", "'joined'").insert()).await;
        let nothing = one(slot.row().with("award", 9).with("episode", 3).insert());
        let says = &["FOREIGN KEY constraint failed", "award_slot_award_fkey"];
        raw.refused("a slot for no award", &nothing, says).await;
    }
}

#[tokio::test]
async fn payments_never_take_more_of_an_award_than_it_has() {
    for database in databases() {
        let engine = database.engine;
        let mut raw = database.laid().await;
        award_of_500(&mut raw).await;
        let take = |payment, amount| award_use(engine, 2, payment, false, amount);
        raw.refused("more than the award", &one(take(1, 501)), EXCEEDED).await;
        raw.refused("less than nothing", &one(take(1, -1)), EXCEEDED).await;
        raw.must(&take(1, 300)).await;
        raw.refused("more than is left", &one(take(2, 201)), EXCEEDED).await;
        raw.refused("more than is left, in two", &[take(2, 200), take(3, 1)], EXCEEDED).await;
        let both = format!("{}, {}", take(2, 150), take(3, 51).split_once("values ").expect("an insert").1);
        raw.refused("more than is left, in one statement", &one(both), EXCEEDED).await;
        raw.refused("taken as if given back", &one(take(2, -100)), SIGN).await;
        let overflow = &["would be exceeded", "integer overflow", "out of range"];
        raw.refused("a sum that runs over", &one(take(2, i64::MAX)), overflow).await;
        raw.refused("the same payment again", &one(take(1, 100)), TWICE).await;
        raw.must(&take(2, 200)).await;
        raw.refused("one qəpik more", &one(take(3, 1)), EXCEEDED).await;
    }
}

#[tokio::test]
async fn a_payment_gives_back_once_what_it_took() {
    for database in databases() {
        let engine = database.engine;
        let mut raw = database.laid().await;
        award_of_500(&mut raw).await;
        let take = |payment, amount| award_use(engine, 2, payment, false, amount);
        let free = |payment, amount| award_use(engine, 2, payment, true, amount);
        raw.refused("given back before it was taken", &one(free(1, -100)), EXCEEDED).await;
        raw.must(&take(1, 300)).await;
        raw.must(&take(2, 200)).await;
        raw.refused("more than was taken by all", &one(free(1, -501)), EXCEEDED).await;
        raw.refused("more than it took", &one(free(1, -301)), BACK).await;
        raw.refused("less than it took", &one(free(1, -299)), BACK).await;
        raw.refused("given back by a payment that took nothing", &one(free(3, -300)), BACK).await;
        raw.refused("given back as if taken", &one(free(1, 0)), SIGN).await;
        raw.must(&free(1, -300)).await;
        raw.refused("given back twice, when others use less", &one(free(1, -300)), EXCEEDED).await;
        raw.refused("given back twice, in another sum", &one(free(1, -200)), &[TWICE, BACK].concat()).await;
        raw.refused("taken again after it was given back", &one(take(1, 300)), TWICE).await;
        raw.must(&take(3, 300)).await;
        raw.refused("given back twice, when others use as much", &one(free(1, -300)), TWICE).await;
        raw.refused("one qəpik more", &one(take(4, 1)), EXCEEDED).await;
    }
}

#[tokio::test]
async fn nothing_is_taken_of_an_award_that_is_not_there() {
    for database in databases() {
        let engine = database.engine;
        let mut raw = database.laid().await;
        let tables = award_of_500(&mut raw).await;
        let take = award_use(engine, 3, 1, false, 1_000_000);
        raw.refused("a use of no award", &one(&take), EXCEEDED).await;
        if engine == Engine::Sqlite {
            // The key is then looked at when the transaction commits, and an award of less is there by then.
            let small = table(&tables, "award").row().with("id", 3).with("amount", 1).insert();
            let steps = vec!["pragma defer_foreign_keys = on".to_owned(), take.clone(), small];
            raw.refused("a use before its award", &steps, EXCEEDED).await;
            raw.must("pragma foreign_keys = off").await;
            raw.refused("a use of no award, keys switched off", &one(&take), EXCEEDED).await;
        }
    }
}
