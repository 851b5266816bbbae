//! The part of the history that rules ask for and nobody pays by: proceedings, who else pays, what the ministry was told, recourse.
use super::history::{APPROVER, MAKER, Scene, commit, day};
use relief_ledger::{
    domain::{beneficiary::*, reference::*, rulebook::*},
    store::{
        beneficiary::*, inflow::InflowNotificationRow, order::OrderRecourseRow, rulebook::*, watch::SweepRow,
    },
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
    rulebook(scene).await;
}

/// A rulebook that one administrator proposed and another adopted: that which is built in.
async fn rulebook(scene: &Scene) {
    let mut tx = scene.begin().await;
    let (id, at): (RulebookRef, _) = (tx.next(), tx.at());
    let book = relief_ledger::rules::Rulebook::built_in();
    let reason = scene.seal(&mut tx, "rulebook.reason").await;
    let replayed = scene.seal(&mut tx, "rulebook.replayed").await;
    let (version, person) = (book.version().to_owned(), scene.people[MAKER].0);
    let row = RulebookRow {
        id,
        version: version.clone(),
        base: version.clone(),
        ruling: String::new(),
        proof: ProofOutcome::NotTried,
        proof_says: "{}".into(),
        replayed,
        reason,
        person,
        at,
    };
    tx.add(row).await.expect("the row is new");
    for (name, text) in book.files() {
        let hash = relief_ledger::vault::content_hash(text.as_bytes());
        tx.add(PolicyTextRow { hash: hash.clone(), text: text.clone() }).await.expect("the row is new");
        for side in RulebookSide::ALL {
            let (name, hash) = (name.clone(), hash.clone());
            tx.add(RulebookFileRow { rulebook: id, side: *side, name, hash }).await.expect("the row is new");
        }
    }
    let (reason, person) = (Some(scene.seal(&mut tx, "rulebook_end.reason").await), scene.people[APPROVER].0);
    tx.add(RulebookEndRow { rulebook: id, adoption: Some(1), reason, person, at })
        .await
        .expect("the row is new");
    tx.set_ruling(&version);
    commit(tx, "rulebook.adopted").await;
}
