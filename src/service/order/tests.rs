//! Orders from registration to receipts, told on a small house of two courts. Here too lives that house, which the tests
//! of awards use as well.
use super::{
    confirm_order::confirm_order, order_facts::order_facts, record_insufficiency::*, record_receipt::*,
    register_order::*, view::*,
};
use crate::{
    domain::{
        day::parse_instant,
        money::Qepik,
        person::{Officer, Role},
        reference::*,
        refusal::Refusal,
    },
    service::{Caller, Fund, Halt, Outcome, clock::FixedClock, page::Wanted},
    store::{Store, WriterKind, beneficiary::BeneficiaryRow, document::DocumentRow, person::PersonRow},
    vault::{Keys, Secret, Words},
};
use serde_json::{Value, json};
use std::sync::Arc;

pub(crate) const COURT: &str = "Baku Grave Crimes Court";

/// A fund of its own with persons, beneficiaries and a document, on 2014-06-01.
pub(crate) struct House {
    pub fund: Fund,
    pub people: Vec<BeneficiaryRef>,
    pub document: DocumentRef,
    persons: Vec<PersonRef>,
    _folder: tempfile::TempDir,
}

impl House {
    pub async fn open() -> House {
        let folder = tempfile::tempdir().expect("a folder for the test");
        let url = format!("sqlite:{}", folder.path().join("fund.db").display());
        let store = Store::open(&url, WriterKind::Fast).await.expect("a new database opens");
        let now = parse_instant("2014-06-01T08:00:00Z").expect("a fixed instant reads");
        let keys = Keys::derive(&Secret::generate().expect("a key for the test"));
        let fund = Fund::open(store, keys, Arc::new(FixedClock::at(now))).await.expect("the fund opens");
        let (persons, people, document) = lay(&fund).await.expect("the first rows are laid");
        House { fund, people, document, persons, _folder: folder }
    }

    /// The n-th person in a role.
    pub fn who(&self, n: usize, role: Role) -> Caller {
        let issuer = (role == Role::Registrar).then(|| COURT.to_owned());
        Caller::new(Officer { person: self.persons[n], roles: [role].into(), issuer })
    }

    fn registrar(&self, n: usize) -> Caller {
        self.who(n, Role::Registrar)
    }

    fn order(&self, change: impl FnOnce(&mut Value)) -> RegisterOrder {
        let mut body = json!({
            "kind": "restitution", "issuer": COURT, "case_number": "1(101)-22/2014", "decided_on": "2014-03-01",
            "in_force_on": "2014-04-01", "copy": self.document, "offenders": [{"reference": "Accused 1"}],
            "beneficiaries": [
                {"beneficiary": self.people[0], "amount": "300.00"}, {"beneficiary": self.people[1], "amount": "100.00"},
            ],
        });
        change(&mut body);
        serde_json::from_value(body).expect("the body of a command")
    }

    async fn register(&self, change: impl FnOnce(&mut Value)) -> Outcome<OrderView> {
        register_order(&self.fund, &self.registrar(0), self.order(change)).await
    }

    async fn confirmed(&self, change: impl FnOnce(&mut Value)) -> OrderView {
        let order = self.register(change).await.expect("the order is registered");
        confirm_order(&self.fund, &self.registrar(1), order.id).await.expect("the order is confirmed")
    }

    /// How many entries an order has; registrars see none of them.
    async fn entries(&self, order: OrderRef) -> usize {
        let mut from = self.fund.read().await.expect("a snapshot opens");
        from.entries_of_order(order, 500).await.expect("entries read").len()
    }

    async fn receive(&self, order: OrderRef, body: Value) -> Outcome<ReceivedView> {
        let body = serde_json::from_value(body).expect("the body of a command");
        record_receipt(&self.fund, &self.registrar(0), order, body).await
    }
}

async fn lay(fund: &Fund) -> Outcome<(Vec<PersonRef>, Vec<BeneficiaryRef>, DocumentRef)> {
    let mut tx = fund.store().begin(fund.now()).await?;
    let (mut persons, mut people, at) = (vec![], vec![], tx.at());
    for n in 0..4 {
        let id: PersonRef = tx.next();
        let name = tx.add_seal(fund.seal("person.name", &Words::of("A. Person"))?).await?;
        tx.add(PersonRow { id, name, name_key: n.to_string(), at }).await?;
        persons.push(id);
    }
    for _ in 0..3 {
        let id: BeneficiaryRef = tx.next();
        let profile = tx.add_seal(fund.seal("beneficiary.profile", &Words::of("{}"))?).await?;
        let citizenship = crate::domain::beneficiary::Citizenship::Citizen;
        tx.add(BeneficiaryRow { id, citizenship, minor: false, profile, person: persons[0], at }).await?;
        people.push(id);
    }
    let (id, content): (DocumentRef, _) =
        (tx.next(), tx.add_seal(fund.seal("document.content", &Words::of("copy"))?).await?);
    let media_type = "text/plain".to_owned();
    let row = DocumentRow { id, title: None, content, media_type, size_bytes: 4, person: persons[0], at };
    tx.add(row).await?;
    tx.commit("test.laid", None).await?;
    Ok((persons, people, id))
}

/// The refusal, where there is one.
pub(crate) fn refused<T: std::fmt::Debug>(outcome: Outcome<T>) -> Refusal {
    match outcome {
        Err(Halt::Refused(refusal)) => refusal,
        other => panic!("it was not refused: {other:?}"),
    }
}

/// The fields that were refused.
pub(crate) fn fields<T: std::fmt::Debug>(outcome: Outcome<T>) -> Vec<String> {
    match refused(outcome) {
        Refusal::Invalid { fields } => fields.into_iter().map(|f| f.field).collect(),
        other => panic!("it was refused otherwise: {other:?}"),
    }
}

#[tokio::test]
async fn a_second_registrar_of_the_issuer_confirms_and_the_memoranda_stand() {
    let house = House::open().await;
    let order = house.register(|_| {}).await.expect("the order is registered");
    assert_eq!((order.state, order.entries.len(), order.offenders), (OrderState::Registered, 0, 1));
    let confirm = |who: Caller| {
        let fund = house.fund.clone();
        async move { confirm_order(&fund, &who, order.id).await }
    };
    assert_eq!(refused(confirm(house.registrar(0)).await).code(), "same_hands");
    let mut stranger = house.registrar(2);
    stranger.officer.issuer = Some("Another court".into());
    assert_eq!(refused(confirm(stranger.clone()).await).code(), "not_found");
    assert_eq!(refused(get_order(&house.fund, &stranger, order.id).await).code(), "not_found");
    let listed = list_orders(&house.fund, &stranger, &Wanted::default()).await.expect("a list is given");
    assert!(listed.items.is_empty());

    let order = confirm(house.registrar(1)).await.expect("a second registrar confirms");
    assert_eq!((order.state, order.entries.len()), (OrderState::Confirmed, 0), "a registrar sees no entry");
    assert_eq!(house.entries(order.id).await, 2);
    assert_eq!(order.outstanding, Qepik(40_000));
    assert_eq!(refused(confirm(house.registrar(2)).await).code(), "wrong_state");
    let maker = house.who(3, Role::Maker);
    let listed = list_orders(&house.fund, &maker, &Wanted::default()).await.expect("a list is given");
    assert_eq!((listed.items[0].state, listed.items[0].outstanding), (OrderState::Confirmed, Qepik(40_000)));
    let seen = get_order(&house.fund, &maker, order.id).await.expect("it is there");
    assert_eq!(seen.entries.len(), 2, "who reads the books sees them");
    assert_eq!(OrderView { entries: vec![], ..seen }, order);
    assert_eq!(refused(confirm_order(&house.fund, &maker, order.id).await).code(), "not_your_role");
}

#[tokio::test]
async fn what_does_not_fit_is_named_and_a_case_is_registered_once() {
    let house = House::open().await;
    let people = house.people.clone();
    type Change = Box<dyn FnOnce(&mut Value)>;
    let cases: Vec<(Change, &[&str])> = vec![
        (Box::new(|o| o["kind"] = json!("civil_claim")), &["kind"]),
        (
            Box::new(|o| {
                let subject = json!({"name": "Maria Santos"});
                *o = json!({"kind": "disclosure", "issuer": o["issuer"], "case_number": "9", "decided_on": o["decided_on"],
                    "in_force_on": o["in_force_on"], "copy": o["copy"], "recipient": "an office", "fields": ["name"],
                    "until": "2030-01-01", "beneficiaries": [{"subject": subject}]});
            }),
            &["beneficiaries[].subject"],
        ),
        (
            Box::new(|o| o["kind"] = json!("disclosure")),
            &["fields", "beneficiaries[].amount", "offenders", "recipient", "until"],
        ),
        (Box::new(|o| o["issuer"] = json!("Another court")), &["issuer"]),
        (Box::new(|o| o["decided_on"] = json!("2014-06-02")), &["decided_on", "in_force_on"]),
        (Box::new(|o| o["copy"] = json!("D-2014-000099")), &["copy"]),
        (Box::new(|o| o["offenders"] = json!([])), &["offenders"]),
        (Box::new(|o| o["beneficiaries"][0]["amount"] = Value::Null), &["beneficiaries[0].amount"]),
        (
            Box::new(|o| o["beneficiaries"][0]["beneficiary"] = json!("B-2014-000099")),
            &["beneficiaries[0].beneficiary"],
        ),
        (
            Box::new(move |o| o["beneficiaries"][0]["beneficiary"] = json!(people[1])),
            &["beneficiaries[1].beneficiary"],
        ),
        (Box::new(|o| o["beneficiaries"][0]["amount"] = json!("100000000000.00")), &["beneficiaries"]),
        (Box::new(|o| o["offenders"][0]["share"] = json!("400.00")), &["offenders[0].share"]),
        (
            Box::new(|o| {
                o["liability"] = json!("shares");
                o["offenders"][0]["share"] = json!("399.99");
            }),
            &["offenders"],
        ),
        (Box::new(|o| o["kind"] = json!("confiscation")), &["assets", "beneficiaries"]),
        (Box::new(|o| o["kind"] = json!("removal")), &["beneficiaries[].amount", "offenders"]),
    ];
    for (change, expected) in cases {
        assert_eq!(fields(house.register(change).await), expected);
    }
    let both = house.register(|o| o["beneficiaries"][0]["subject"] = json!({"name": "A. B."}));
    assert_eq!(fields(both.await), ["beneficiaries[0].beneficiary"]);

    let first = house.register(|_| {}).await.expect("the order is registered");
    let again = refused(house.register(|o| o["case_number"] = json!(" 1(101)-22/2014 ")).await);
    assert!(format!("{again:?}").contains(&first.id.to_string()), "{again:?}");
    let seen = format!("{:?}", house.order(|_| {}));
    assert!(!seen.contains("1(101)") && !seen.contains("Accused"), "{seen}");
}

#[tokio::test]
async fn an_order_is_confirmed_only_once_it_is_in_force() {
    let house = House::open().await;
    let order = house.register(|o| o["in_force_on"] = json!("2014-06-02")).await.expect("it is registered");
    let early = confirm_order(&house.fund, &house.registrar(1), order.id).await;
    assert_eq!(fields(early), ["in_force_on"]);
}

#[tokio::test]
async fn a_confiscation_stands_with_the_values_it_names() {
    let house = House::open().await;
    let assets = |assets: Value| {
        move |o: &mut Value| {
            o["kind"] = json!("confiscation");
            o["beneficiaries"] = json!([]);
            o["assets"] = assets;
        }
    };
    let cash =
        json!({"kind": "cash", "description": "notes in a box", "value": "50.00", "stage": "forfeited"});
    let car = json!({"kind": "vehicle", "stage": "seized"});
    let order = house.confirmed(assets(json!([cash, car]))).await;
    let entries = house.entries(order.id).await;
    assert_eq!((entries, order.ordered, order.outstanding), (1, Qepik(5_000), Qepik(5_000)));
    assert_eq!((order.assets.len(), order.assets[0].handed_over), (2, None));
    let receipt =
        json!({"amount": "1.00", "received_on": "2014-05-01", "from": "instalment", "to": "beneficiary"});
    assert_eq!(fields(house.receive(order.id, receipt).await), ["order"]);
    let unvalued = house.confirmed(|o| {
        o["case_number"] = json!("2");
        assets(json!([car]))(o);
    });
    assert_eq!(house.entries(unvalued.await.id).await, 0);
}

#[tokio::test]
async fn receipts_are_shared_by_what_is_owed_and_the_memorandum_never_falls_below_zero() {
    let house = House::open().await;
    let order = house.register(|_| {}).await.expect("the order is registered");
    let body = |amount: &str, on: &str| json!({"amount": amount, "received_on": on, "from": "instalment", "to": "beneficiary"});
    assert_eq!(refused(house.receive(order.id, body("1.00", "2014-05-01")).await).code(), "wrong_state");
    confirm_order(&house.fund, &house.registrar(1), order.id).await.expect("the order is confirmed");
    let bad = json!({
        "amount": "1.00", "received_on": "2014-06-02", "from": "instalment", "to": "beneficiary",
        "beneficiary": house.people[2], "offender": 2,
    });
    assert_eq!(fields(house.receive(order.id, bad).await), ["received_on", "beneficiary", "offender"]);
    let mut through = body("1.00", "2014-05-01");
    through["to"] = json!("through_fund");
    assert_eq!(fields(house.receive(order.id, through).await), ["to"]);

    let shared = house.receive(order.id, body("200.00", "2014-03-15")).await.expect("it is recorded");
    let sums: Vec<String> = shared.receipts.iter().map(|r| r.amount.to_string()).collect();
    assert_eq!(sums, ["150.00", "50.00"]);
    assert!(shared.receipts.iter().all(|r| r.entry.is_none()), "a registrar sees no entry");
    assert_eq!(house.entries(order.id).await, 4);
    let mut named = body("180.00", "2014-05-01");
    named["beneficiary"] = json!(house.people[0]);
    let over = house.receive(order.id, named.clone()).await.expect("too much is recorded as it happened");
    let outstanding: Vec<Qepik> = over.order.beneficiaries.iter().map(|b| b.outstanding).collect();
    assert_eq!(outstanding, [Qepik(-3_000), Qepik(5_000)]);
    let again = house.receive(order.id, named).await.expect("and once more");
    assert_eq!((again.receipts[0].entry, again.order.entries.len()), (None, 0));
    assert_eq!(house.entries(order.id).await, 5);
    let mut from = house.fund.read().await.expect("a snapshot opens");
    let account = crate::domain::account::RESTITUTION_ORDERED;
    let books = from.balances_on_order(order.id, account).await.expect("balances are read");
    assert_eq!(super::owed::of(&books, house.people[0]), Qepik::ZERO);
    assert_eq!(super::owed::of(&books, house.people[1]), Qepik(5_000));
    drop(from);
    let last = house.receive(order.id, body("60.00", "2014-05-02")).await.expect("it is recorded");
    assert_eq!(last.receipts.len(), 1, "only who is still owed shares: {last:?}");
}

#[tokio::test]
async fn the_latest_insufficiency_counts_and_its_realisable_value_is_shared_by_what_is_owed() {
    let house = House::open().await;
    let order = house.confirmed(|_| {}).await;
    for (found_on, realisable) in [("2014-05-01", "400.00"), ("2014-05-20", "40.00")] {
        let body = json!({"found_on": found_on, "realisable": realisable, "document": house.document});
        let body = serde_json::from_value(body).expect("the body of a command");
        record_insufficiency(&house.fund, &house.registrar(0), order.id, body).await.expect("it is recorded");
    }
    let mut from = house.fund.read().await.expect("a snapshot opens");
    let facts = order_facts(&mut from, order.id, house.people[0], None).await.expect("the facts are there");
    assert_eq!((facts.confirmed, facts.ordered, facts.received), (true, Qepik(30_000), Qepik::ZERO));
    assert_eq!(facts.insufficiency.map(|(_, realisable)| realisable), Some(Qepik(3_000)));
    let other = order_facts(&mut from, order.id, house.people[2], None).await.expect("the facts are there");
    assert_eq!((other.ordered, other.insufficiency.map(|(_, r)| r)), (Qepik::ZERO, Some(Qepik::ZERO)));
    let unknown = "O-2014-000099".parse().expect("a fixed reference reads");
    assert_eq!(fields(order_facts(&mut from, unknown, house.people[0], None).await), ["order"]);
}
