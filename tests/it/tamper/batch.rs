//! Batches in the history of the tamper tests: one that was taken and withdrawn, and one in its place. And what only the whole tells: a
//! payment in two batches that count, a sum that is not that of its payments, with a leaf for it.
use super::{
    engines::{Place, open, verify},
    history::{Scene, TREASURER, commit, day, sum},
    is_told,
};
use relief_ledger::{
    domain::{batch::Pain001, reference::*},
    store::batch::*,
    vault::Commitment,
};

/// The payment that was released in the history.
fn payment() -> PaymentRef {
    PaymentRef::new(2014, 3)
}

/// Lays a batch that was taken and withdrawn, and another with the same payment.
pub async fn lay(scene: &Scene) {
    let mut tx = scene.begin().await;
    let (commitment, at) = (Commitment([7; 32]), tx.at());
    tx.add(PaymentAccountRow { payment: payment(), commitment, at }).await.expect("it is new");
    commit(tx, "payment.approved").await;
    let first = batch(scene, "100.00").await;
    let mut tx = scene.begin().await;
    let (person, at, digest) = (scene.people[TREASURER].0, tx.at(), hex::encode([7; 32]));
    let version = Pain001::V09;
    tx.add(BatchFileRow { batch: first, position: 1, version, digest, person, at }).await.expect("it is new");
    commit(tx, "batch.taken").await;
    let mut tx = scene.begin().await;
    let (reason, at) = (scene.seal(&mut tx, "batch_end.reason").await, tx.at());
    tx.add(BatchEndRow { batch: first, reason, person, at }).await.expect("it ends once");
    commit(tx, "batch.withdrawn").await;
    batch(scene, "100.00").await;
}

async fn batch(scene: &Scene, control_sum: &str) -> BatchRef {
    let mut tx = scene.begin().await;
    let (id, at): (BatchRef, _) = (tx.next(), tx.at());
    let (execute_on, sender, debtor) =
        (day("2014-06-10"), "Odenis merkezi".to_owned(), Some("AZ21".to_owned()));
    let (control_sum, person) = (sum(control_sum), scene.people[TREASURER].0);
    tx.add(BatchRow { id, execute_on, sender, debtor, control_sum, person, at }).await.expect("it is new");
    let commitment = Commitment([7; 32]);
    tx.add(BatchPaymentRow { batch: id, payment: payment(), commitment }).await.expect("it is new");
    commit(tx, "batch.made").await;
    id
}

#[tokio::test]
async fn sqlite_batches_that_are_wrong_in_good_order_are_found() {
    wrong(&Place::sqlite()).await;
}

#[tokio::test]
async fn postgres_batches_that_are_wrong_in_good_order_are_found() {
    let Some(place) = Place::postgres() else { return };
    wrong(&place).await;
}

async fn wrong(place: &Place) {
    let (fund, _) = open(&place.url).await;
    let scene = super::history::lay(&fund).await;
    let before = verify(&fund).await;
    assert!(before.is_whole(), "{:#?}", before.differences);
    let third = batch(&scene, "250.00").await;
    let report = verify(&fund).await;
    is_told(&report, "a payment in two batches", "batch_payment", &[payment().to_string()]);
    is_told(&report, "a sum of its own", "batch", &[third.to_string()]);
}
