//! The part of the history that rules ask for and nobody pays by: proceedings, who else pays, what the ministry was told, recourse.
use super::history::{MAKER, Scene, commit, day};
use relief_ledger::{
    domain::{beneficiary::*, reference::*},
    store::{beneficiary::*, inflow::InflowNotificationRow, order::OrderRecourseRow, watch::SweepRow},
};

/// Lays a row of each.
pub async fn lay(scene: &Scene) {
    let mut tx = scene.begin().await;
    let (at, person, beneficiary) = (tx.at(), scene.people[MAKER].0, scene.beneficiary);
    let document = Some(scene.document);
    let words = Some(scene.seal(&mut tx, "proceeding.case").await);
    tx.add(ProceedingRow {
        beneficiary,
        position: 1,
        number: Some(1),
        kind: ProceedingKind::Criminal,
        role: Some(ProceedingRole::Victim),
        state: Some(ProceedingState::Closed),
        opened_on: day("2014-03-04"),
        closed_on: Some(day("2014-05-04")),
        appeal_until: Some(day("2014-06-04")),
        appeal_unknown: false,
        arrangement: document,
        coerced: Some(true),
        document,
        words,
        person,
        at,
    })
    .await
    .expect("the row is new");
    let words = Some(scene.seal(&mut tx, "support.funder").await);
    tx.add(SupportRow {
        beneficiary,
        position: 1,
        number: Some(1),
        kind: SupportKind::OtherFunder,
        categories: "rent,food".into(),
        from_day: day("2014-03-05"),
        to_day: Some(day("2014-05-05")),
        document,
        words,
        person,
        at,
    })
    .await
    .expect("the row is new");
    let inflow = InflowRef::new(2014, 1);
    tx.add(InflowNotificationRow { inflow, notified_on: day("2014-05-06"), document, person, at })
        .await
        .expect("the row is new");
    let (court_order, opened_on) = (OrderRef::new(2014, 1), day("2014-06-05"));
    tx.add(OrderRecourseRow { court_order, position: 1, opened_on, offender: Some(1), document, person, at })
        .await
        .expect("the row is new");
    let version = "0".repeat(32);
    tx.add(SweepRow {
        position: 1,
        on_day: day("2014-06-06"),
        looked_at: 9,
        found: 1,
        version,
        person: None,
        at,
    })
    .await
    .expect("the row is new");
    commit(tx, "order.recourse_opened").await;
}
