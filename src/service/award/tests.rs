//! Awards from proposal to appeal, on the house that the tests of orders build.
use super::{
    appeal_award::*, award_facts::award_facts, decide_award::*, make_award::make_award, propose_award::*,
    view::*,
};
use crate::{
    domain::{
        beneficiary::{IdentificationStatus, IdentifiedBy},
        day::Day,
        money::Money,
        person::Role,
        purpose::Purpose,
        reference::*,
    },
    service::{
        Outcome,
        order::tests::{House, fields, refused},
        page::Wanted,
    },
    store::beneficiary::{CarePeriodRow, IdentificationRow},
};
use serde_json::{Value, json};

fn day(text: &str) -> Day {
    text.parse().expect("a fixed day reads")
}

async fn identify(house: &House, who: BeneficiaryRef) {
    let mut tx = house.fund.store().begin(house.fund.now()).await.expect("a transaction opens");
    let (person, at) = (house.who(0, Role::Maker).person(), tx.at());
    let row = IdentificationRow {
        beneficiary: who,
        position: 1,
        episode: 1,
        on_day: day("2014-02-01"),
        by_whom: IdentifiedBy::Police,
        status: IdentificationStatus::Formal,
        document: None,
        person,
        at,
    };
    tx.add(row).await.expect("an identification is written");
    let period = |position: i32, from: &str| CarePeriodRow {
        beneficiary: who,
        position,
        kind: "reintegration".into(),
        episode: 1,
        from_day: day(from),
        to_day: None,
        person,
        at,
    };
    for row in [period(1, "2012-02-01"), period(2, "2014-03-01")] {
        tx.add(row).await.expect("a period is written");
    }
    tx.commit("test.identified", None).await.expect("it is durable");
}

async fn propose(house: &House, change: impl FnOnce(&mut Value)) -> Outcome<AwardView> {
    let mut body = json!({"beneficiary": house.people[0], "purpose": "lump_sum", "document": house.document});
    change(&mut body);
    let body = serde_json::from_value(body).expect("the body of a command");
    propose_award(&house.fund, &house.who(0, Role::Maker), body).await
}

async fn decide(house: &House, n: usize, award: AwardRef, body: Value) -> Outcome<AwardView> {
    let body = serde_json::from_value(body).expect("the body of a command");
    decide_award(&house.fund, &house.who(n, Role::Approver), award, body).await
}

async fn unpaid(house: &House, on: Option<&str>) -> Vec<AwardRef> {
    let (who, wanted) = (house.who(3, Role::Auditor), Wanted::default());
    let page = list_awards(&house.fund, &who, &wanted, on.map(day)).await.expect("a list is given");
    page.items.into_iter().map(|award| award.id).collect()
}

#[tokio::test]
async fn the_sum_follows_from_what_was_recorded() {
    let house = House::open().await;
    assert_eq!(fields(propose(&house, |_| {}).await), ["beneficiary"]);
    assert_eq!(
        fields(propose(&house, |a| a["purpose"] = json!("reintegration_allowance")).await),
        ["beneficiary"]
    );
    identify(&house, house.people[0]).await;
    let lump_sum = propose(&house, |_| {}).await.expect("it is proposed");
    assert_eq!((lump_sum.amount.to_string().as_str(), lump_sum.state), ("100.00", AwardState::Proposed));
    let allowance = propose(&house, |a| a["purpose"] = json!("reintegration_allowance")).await;
    assert_eq!(allowance.expect("it is proposed").amount.to_string(), "400.00");
    let wrong = propose(&house, |a| {
        *a = json!({"beneficiary": "B-2014-000099", "purpose": "medical", "episode": 0, "document": "D-2014-000099"});
    });
    assert_eq!(fields(wrong.await), ["beneficiary", "purpose", "episode", "document"]);
    assert_eq!(fields(propose(&house, |a| a["episode"] = json!(2)).await), ["beneficiary"]);
}

#[tokio::test]
async fn a_refusal_is_appealed_once_and_decided_by_another_approver() {
    let house = House::open().await;
    identify(&house, house.people[0]).await;
    let award = propose(&house, |_| {}).await.expect("it is proposed").id;
    assert_eq!(refused(decide(&house, 0, award, json!({"decision": "granted"})).await).code(), "same_hands");
    assert_eq!(fields(decide(&house, 1, award, json!({"decision": "refused"})).await), ["reason"]);
    let reasoned = json!({"decision": "refused", "reason": "no identification is attached"});
    let maker = house.who(0, Role::Maker);
    let appeal = || {
        let body = AppealAward { reason: crate::domain::text::Prose::new("it is").expect("a reason") };
        appeal_award(&house.fund, &maker, award, body)
    };
    assert_eq!(refused(appeal().await).code(), "wrong_state");
    let view = decide(&house, 1, award, reasoned.clone()).await.expect("it is refused");
    assert_eq!(view.state, AwardState::Refused);
    assert_eq!(unpaid(&house, Some("2014-06-01")).await, []);
    assert_eq!(refused(decide(&house, 2, award, json!({"decision": "granted"})).await).code(), "wrong_state");
    assert_eq!(appeal().await.expect("it is appealed").state, AwardState::Appealed);
    assert_eq!(refused(decide(&house, 1, award, json!({"decision": "granted"})).await).code(), "same_hands");
    assert_eq!(decide(&house, 2, award, reasoned).await.expect("it is refused").state, AwardState::Refused);
    assert_eq!(refused(appeal().await).code(), "wrong_state");
}

#[tokio::test]
async fn a_grant_takes_the_one_slot_and_unpaid_awards_are_listed() {
    let house = House::open().await;
    identify(&house, house.people[0]).await;
    let first = propose(&house, |_| {}).await.expect("it is proposed").id;
    let second = propose(&house, |_| {}).await.expect("a proposal takes no slot").id;
    let grant = json!({"decision": "granted", "decided_on": "2014-06-01"});
    let early = json!({"decision": "granted", "decided_on": "2014-05-31"});
    assert_eq!(fields(decide(&house, 1, first, early).await), ["decided_on"]);
    let granted = decide(&house, 1, first, grant.clone()).await.expect("it is granted");
    assert_eq!(granted.state, AwardState::Granted);
    assert_eq!(fields(decide(&house, 1, second, grant).await), ["decision"]);
    assert_eq!(fields(propose(&house, |_| {}).await), ["beneficiary"]);
    assert_eq!(unpaid(&house, Some("2014-06-01")).await, [first]);
    assert_eq!(unpaid(&house, Some("2014-05-31")).await, []);
    assert_eq!(unpaid(&house, None).await, [first, second]);
    let seen = get_award(&house.fund, &house.who(3, Role::Auditor), first).await.expect("it is there");
    assert_eq!(seen, granted);
    assert_eq!(
        refused(get_award(&house.fund, &house.who(3, Role::Registrar), first).await).code(),
        "not_your_role"
    );
}

#[tokio::test]
async fn an_approved_payment_makes_its_own_award_and_the_facts_show_it() {
    let house = House::open().await;
    let (who, sum) = (house.people[1], Money::from_qepik(10_000).expect("a sum"));
    let maker = house.who(0, Role::Maker);
    let make = || {
        house.fund.write(&maker, "test.made", (), move |job, tx| {
            Box::pin(make_award(job, tx, who, Purpose::LumpSum, 1, sum))
        })
    };
    let award = make().await.expect("it is made");
    assert_eq!(make().await.expect("the slot is taken once"), award);
    assert_eq!(unpaid(&house, Some("2014-06-01")).await, [award]);
    assert_eq!(unpaid(&house, Some("2014-05-31")).await, []);
    let mut from = house.fund.read().await.expect("a snapshot opens");
    let named = award_facts(&mut from, who, Purpose::LumpSum, 1, Some(award), None).await.expect("facts");
    assert_eq!((named.award, named.award_sum, named.names_award), (Some(award), Some(sum), true));
    let other = award_facts(&mut from, who, Purpose::LumpSum, 2, None, None).await.expect("facts");
    assert_eq!((other.award, other.names_award, other.other_episodes), (None, false, vec![1]));
    let medical = award_facts(&mut from, who, Purpose::Medical, 1, None, None).await.expect("facts");
    assert_eq!((medical.episode, medical.award), (1, None));
}
