//! Disclosure in the history of the tamper tests: an order, looks at an identity, an end of the order. And what only the way of a
//! look tells: one that was shown on nothing, with a leaf for it.
use super::{
    engines::{Place, open, verify},
    history::{MAKER, REGISTRAR, SECOND_REGISTRAR, Scene, commit, day},
    is_told,
};
use relief_ledger::{
    domain::{
        disclosure::{LookOutcome, OrderEnd},
        order::OrderKind,
        payment::Verb,
        reference::*,
    },
    store::{disclosure::*, order::*},
};

/// Lays a disclosure order, a look that was shown, one that was refused, and the end of the order.
pub async fn lay(scene: &Scene) {
    let order = order(scene).await;
    for (fields, outcome) in [("name", LookOutcome::Shown), ("accounts", LookOutcome::BeyondOrder)] {
        look(scene, order, fields, outcome).await;
    }
    let mut tx = scene.begin().await;
    scene.decide(&mut tx, &order.to_string(), REGISTRAR, Verb::Annul, "2014-06-02").await;
    let (what, document, person, at) =
        (OrderEnd::Annulled, Some(scene.document), scene.people[REGISTRAR].0, tx.at());
    tx.add(OrderEndRow { court_order: order, what, by_order: None, document, person, at })
        .await
        .expect("it ends once");
    commit(tx, "order.annulled").await;
}

async fn order(scene: &Scene) -> OrderRef {
    let mut tx = scene.begin().await;
    let (at, id): (_, OrderRef) = (tx.at(), tx.next());
    let case_words = scene.seal(&mut tx, "order.case").await;
    let recipient = scene.seal(&mut tx, "order.recipient").await;
    let (kind, beneficiary) = (OrderKind::Disclosure, scene.beneficiary);
    tx.add(CourtOrderRow {
        id,
        kind,
        issuer: "Court of Baku".into(),
        case_words,
        case_key: scene.fund.keys().index("case", kind.as_str()),
        decided_on: day("2014-02-01"),
        in_force_on: Some(day("2014-03-01")),
        copy: scene.document,
        liability: None,
        recover: false,
        person: scene.people[REGISTRAR].0,
        at,
    })
    .await
    .expect("the order is new");
    tx.add(OrderBeneficiaryRow { court_order: id, position: 1, beneficiary, amount: None })
        .await
        .expect("it is new");
    let (fields, until_day) = ("name,fin".to_owned(), day("2030-12-31"));
    tx.add(OrderDisclosureRow { court_order: id, recipient, fields, until_day }).await.expect("it is new");
    scene.decide(&mut tx, &id.to_string(), REGISTRAR, Verb::Draft, "2014-06-01").await;
    scene.decide(&mut tx, &id.to_string(), SECOND_REGISTRAR, Verb::Confirm, "2014-06-02").await;
    commit(tx, "order.confirmed").await;
    id
}

async fn look(scene: &Scene, order: OrderRef, fields: &str, outcome: LookOutcome) {
    let mut tx = scene.begin().await;
    let reason = Some(scene.seal(&mut tx, "identity_look.reason").await);
    let (id, person, at) = (tx.next(), scene.people[MAKER].0, tx.at());
    let (beneficiary, court_order) = (Some(scene.beneficiary), Some(order));
    let fields = fields.to_owned();
    tx.add(IdentityLookRow { id, beneficiary, court_order, fields, outcome, reason, person, at })
        .await
        .expect("it is new");
    commit(tx, "identity.looked_at").await;
}

#[tokio::test]
async fn sqlite_looks_that_were_shown_on_nothing_are_named_though_a_leaf_has_them() {
    shown_on_nothing(&Place::sqlite()).await;
}

#[tokio::test]
async fn postgres_looks_that_were_shown_on_nothing_are_named_though_a_leaf_has_them() {
    let Some(place) = Place::postgres() else { return };
    shown_on_nothing(&place).await;
}

async fn shown_on_nothing(place: &Place) {
    let (fund, _) = open(&place.url).await;
    let scene = super::history::lay(&fund).await;
    let before = verify(&fund).await;
    assert!(before.is_whole(), "{:#?}", before.differences);
    // The order of the history was annulled, so from now on nothing may be shown on it.
    look(&scene, OrderRef::new(2014, 3), "name", LookOutcome::BeyondOrder).await;
    assert!(verify(&fund).await.is_whole(), "a refused look rests on nothing");
    look(&scene, OrderRef::new(2014, 3), "name", LookOutcome::Shown).await;
    is_told(&verify(&fund).await, "a look on an annulled order", "identity_look", &["Y-".to_owned()]);
}
