//! Histories that no use case writes, each in order with its leaf and its hash: the books themselves are wrong, and
//! `verify` says where. On both engines.
use super::{
    engines::{Place, open, verify},
    history::{APPROVER, MAKER, Scene, TREASURER, commit, day, lay, sum},
    payments::payment,
};
use relief_ledger::{
    domain::{account::*, day::Day, inflow::InflowState, journal::*, payment::*, reference::*},
    store::{Tx, award::AwardUseRow, journal::About, payment::PaymentSourceRow},
};

/// What is done wrong.
#[derive(Debug, Clone, Copy)]
enum Wrong {
    Overdrawn,
    OnePastDayOverdrawn,
    Ahead,
    NotTheOpposite,
    NotSubmitted,
    SelfDrawn,
    InTransit,
    InflowState,
    AwardGivenBack,
}

const ALL: [(Wrong, &str, &str); 9] = [
    (Wrong::Overdrawn, "lot", "L-2014-000001"),
    (Wrong::OnePastDayOverdrawn, "lot", "L-2014-000001"),
    (Wrong::Ahead, "entry", "J-2014-"),
    (Wrong::NotTheOpposite, "entry", "entry "),
    (Wrong::NotSubmitted, "decision", "approve of P-2014-000001"),
    (Wrong::SelfDrawn, "payment_source", "P-2014-000001"),
    (Wrong::InTransit, "payment", "P-2014-000003"),
    (Wrong::InflowState, "inflow_state", "IN-2014-000002"),
    (Wrong::AwardGivenBack, "award_use", "P-2014-000005"),
];

#[tokio::test]
async fn sqlite_books_that_are_wrong_in_good_order_are_found() {
    all(&Place::sqlite()).await;
}

#[tokio::test]
async fn postgres_books_that_are_wrong_in_good_order_are_found() {
    let Some(place) = Place::postgres() else { return };
    all(&place).await;
}

async fn all(place: &Place) {
    let (fund, _) = open(&place.url).await;
    let scene = lay(&fund).await;
    fund.store().close().await;
    for (wrong, table, row) in ALL {
        let copy = place.copy().await;
        let (fund, _) = open(&copy.url).await;
        let scene = Scene { fund, people: scene.people.clone(), ..scene };
        let mut tx = scene.begin().await;
        write(&scene, &mut tx, wrong).await;
        commit(tx, "wrong").await;
        let report = verify(&scene.fund).await;
        let found = report.differences.iter().find(|difference| difference.table == table);
        assert!(
            found.is_some_and(|found| found.row.contains(row)),
            "{wrong:?}: {table} {row} is not among {:#?}",
            report.differences
        );
        scene.fund.store().close().await;
    }
    a_right_one_more(&place.copy().await, scene).await;
}

/// Not everything that comes later is wrong.
async fn a_right_one_more(place: &Place, scene: Scene) {
    let (fund, _) = open(&place.url).await;
    let scene = Scene { fund, ..scene };
    payment(&scene, 6, "approved").await;
    let report = verify(&scene.fund).await;
    assert!(report.is_whole(), "{:#?}", report.differences);
}

async fn write(scene: &Scene, tx: &mut Tx, wrong: Wrong) {
    let lot = scene.lot;
    let first = PaymentRef::new(2014, 1);
    match wrong {
        Wrong::Overdrawn => move_money(scene, tx, day("2014-06-09"), "900.00").await,
        // There was never so much in the lot before the donation came.
        Wrong::OnePastDayOverdrawn => {
            move_money(scene, tx, day("2014-05-01"), "10.00").await;
            let lines = vec![debit(BANK, lot, sum("10.00")), credit(CASH_DESK, lot, sum("10.00"))];
            post(scene, tx, EntryKind::CashTransfer, day("2014-05-02"), lines, None).await;
        }
        Wrong::Ahead => move_money(scene, tx, day("2014-06-11"), "10.00").await,
        Wrong::NotTheOpposite => {
            let lines = vec![debit(DONATIONS, lot, sum("5.00")), credit(BANK, lot, sum("5.00"))];
            post(scene, tx, EntryKind::Reversal, day("2014-06-09"), lines, Some(3)).await;
        }
        Wrong::NotSubmitted => {
            scene.decide(tx, &first.to_string(), APPROVER, Verb::Approve, "2014-06-09").await;
        }
        Wrong::SelfDrawn => {
            let source = PaymentSourceRow { payment: first, lot, amount: sum("100.00") };
            tx.add(source).await.expect("it is new");
        }
        Wrong::InTransit => {
            let id = PaymentRef::new(2014, 3);
            scene.decide(tx, &id.to_string(), TREASURER, Verb::Settle, "2014-06-09").await;
            tx.set_payment_state(id, PaymentState::Settled).await.expect("the payment is there");
        }
        Wrong::InflowState => {
            let id = InflowRef::new(2014, 2);
            tx.set_inflow_state(id, InflowState::Available).await.expect("the inflow is there");
            scene.decide(tx, &id.to_string(), APPROVER, Verb::Override, "2014-06-09").await;
        }
        Wrong::AwardGivenBack => {
            let amount = -relief_ledger::domain::money::Qepik::from(sum("100.00"));
            let (award, payment) = (AwardRef::new(2014, 4), PaymentRef::new(2014, 5));
            tx.add(AwardUseRow { award, payment, freed: true, amount }).await.expect("it is new");
        }
    }
}

async fn move_money(scene: &Scene, tx: &mut Tx, on: Day, amount: &str) {
    let lines = vec![debit(CASH_DESK, scene.lot, sum(amount)), credit(BANK, scene.lot, sum(amount))];
    post(scene, tx, EntryKind::CashTransfer, on, lines, None).await;
}

async fn post(
    scene: &Scene,
    tx: &mut Tx,
    kind: EntryKind,
    on: Day,
    lines: Vec<Posting>,
    reverses: Option<i64>,
) {
    let about = About { reverses, ..About::of(scene.people[MAKER].0) };
    let entry = Balanced::new(kind, on, lines).expect("the lines balance");
    tx.post(&entry, about).await.expect("the entry is new");
}
