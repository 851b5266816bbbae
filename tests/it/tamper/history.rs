//! A small history in which every table has rows: money in through its use case, and all else written row by row as its
//! use cases would, each step with its leaf.
use super::persons::{self, export};
use relief_ledger::{
    domain::{
        account::*,
        beneficiary::*,
        day::Day,
        inflow::InflowState,
        journal::*,
        money::{Money, Qepik},
        order::*,
        payment::*,
        person::*,
        purpose::*,
        reference::*,
        representative::*,
    },
    service::{
        Caller, Fund, ids,
        inflow::record_inflow::{RecordInflow, record_inflow},
    },
    store::{
        Tx,
        beneficiary::*,
        decision::{DecisionRow, HandRow},
        document::DocumentRow,
        finding::RefusalRow,
        journal::About,
        order::*,
        person::*,
        representative::*,
    },
    vault::{DataKey, Words},
};
use serde_json::json;
use uuid::Uuid;

pub const MAKER: usize = 0;
pub const APPROVER: usize = 1;
pub const TREASURER: usize = 2;
pub const REGISTRAR: usize = 3;
pub const SECOND_REGISTRAR: usize = 4;
pub const AUDITOR: usize = 5;

/// The Fund with its people.
pub struct Scene {
    pub fund: Fund,
    pub people: Vec<(PersonRef, Role)>,
    pub lot: LotRef,
    pub beneficiary: BeneficiaryRef,
    pub document: DocumentRef,
}

pub fn day(text: &str) -> Day {
    text.parse().expect("a fixed day reads")
}

pub fn sum(text: &str) -> Money {
    text.parse().expect("a fixed sum reads")
}

impl Scene {
    pub async fn begin(&self) -> Tx {
        self.fund.store().begin(self.fund.now()).await.expect("nobody else writes")
    }

    pub fn caller(&self, who: usize) -> Caller {
        let (person, role) = self.people[who];
        Caller::new(Officer { person, roles: [role].into(), issuer: None })
    }

    pub async fn seal(&self, tx: &mut Tx, place: &'static str) -> Uuid {
        let sealed =
            self.fund.seal(place, &Words::of("words nobody may see")).expect("the machine has chance");
        tx.add_seal(sealed).await.expect("the seal is new")
    }

    /// Writes the hand, once, and the decision.
    pub async fn decide(&self, tx: &mut Tx, subject: &str, who: usize, verb: Verb, on_day: &str) {
        let (person, role) = self.people[who];
        if !tx.hands(subject).await.expect("hands can be read").iter().any(|hand| hand.person == person) {
            tx.add(HandRow { subject: subject.into(), person, role }).await.expect("the hand is new");
        }
        let at = tx.at();
        tx.add(DecisionRow {
            subject: subject.into(),
            person,
            verb,
            rule: String::new(),
            attempt: 0,
            role,
            on_day: day(on_day),
            words: None,
            document: None,
            finding: None,
            at,
        })
        .await
        .expect("the decision is new");
    }
}

pub async fn commit(tx: Tx, event: &str) {
    tx.commit(event, None).await.expect("it is durable");
}

/// Lays the history.
pub async fn lay(fund: &Fund) -> Scene {
    let people = people(fund).await;
    let none = (LotRef::new(2014, 1), BeneficiaryRef::new(2014, 1), DocumentRef::new(2014, 1));
    let mut scene = Scene { fund: fund.clone(), people, lot: none.0, beneficiary: none.1, document: none.2 };
    beneficiaries(&scene).await;
    orders(&scene).await;
    representatives(&scene).await;
    super::register::lay(&scene).await;
    super::disclosure::lay(&scene).await;
    persons::lay(&scene).await;
    scene.lot = inflows(&scene).await;
    super::facts::lay(&scene).await;
    for (i, end) in ["draft", "approved", "released", "returned", "settled"].into_iter().enumerate() {
        super::payments::payment(&scene, i as i32 + 1, end).await;
    }
    super::batch::lay(&scene).await;
    reversed_inflow(&scene).await;
    kept(&scene).await;
    super::tree::fill(&scene).await;
    scene
}

async fn people(fund: &Fund) -> Vec<(PersonRef, Role)> {
    let mut tx = fund.store().begin(fund.now()).await.expect("nobody else writes");
    let mut people = vec![];
    let roles =
        [Role::Maker, Role::Approver, Role::Treasurer, Role::Registrar, Role::Registrar, Role::Auditor];
    for (i, role) in roles.into_iter().enumerate() {
        let sealed = fund.seal("person.name", &Words::of("a name")).expect("the machine has chance");
        let name = tx.add_seal(sealed).await.expect("the seal is new");
        let (person, at): (PersonRef, _) = (tx.next(), tx.at());
        let key = |what: &str| fund.keys().index(what, &i.to_string());
        tx.add(PersonRow { id: person, name, name_key: key("name"), at }).await.expect("the person is new");
        let issuer = (role == Role::Registrar).then(|| "Court of Baku".to_owned());
        tx.add(RoleGrantRow { person, role, at, granted: true, issuer }).await.expect("the role is new");
        tx.add(TokenRow { hash: key("token"), person, at }).await.expect("the token is new");
        if i == 1 {
            tx.add(TokenEndRow { hash: key("token"), at }).await.expect("the token is there");
        }
        people.push((person, role));
    }
    commit(tx, "person.added").await;
    people
}

async fn inflows(scene: &Scene) -> LotRef {
    let record = async |body: serde_json::Value| {
        let command: RecordInflow = serde_json::from_value(body).expect("the body is of the contract");
        record_inflow(&scene.fund, &scene.caller(MAKER), command).await.expect("nothing is wrong with it")
    };
    let donor = json!({"kind": "legal", "name": "A Company", "number": "1234567891"});
    let first = record(json!({"kind": "donation", "amount": "1000.00", "received_on": "2014-05-05", "account": "bank", "donor": donor, "memo": "for all"}))
        .await;
    record(json!({"kind": "donation", "amount": "50.00", "received_on": "2014-05-06", "account": "cash"}))
        .await;
    record(
        json!({"kind": "charity_event", "amount": "250.00", "received_on": "2014-05-07", "account": "cash",
                  "event": {"gross": "300.00", "cost": "50.00", "organiser": "A School"}}),
    )
    .await;
    record(json!({"kind": "confiscated_asset", "amount": "9000.00", "received_on": "2014-05-08", "account": "property", "order": "O-2014-000002", "asset": 1}))
        .await;
    first.lot
}

async fn beneficiaries(scene: &Scene) {
    let mut tx = scene.begin().await;
    let (at, person) = (tx.at(), scene.people[MAKER].0);
    let (title, content) =
        (scene.seal(&mut tx, "document.title").await, scene.seal(&mut tx, "document.content").await);
    let id = tx.next();
    let media_type = "application/pdf".into();
    tx.add(DocumentRow { id, title: Some(title), content, media_type, size_bytes: 20, person, at })
        .await
        .expect("the document is new");
    let (beneficiary, document): (BeneficiaryRef, _) = (tx.next(), Some(id));
    let key = DataKey::generate(beneficiary).expect("the machine has chance");
    let wrapped = scene.fund.keys().wrap(&key).expect("the machine has chance");
    tx.add_data_key(&key, wrapped).await.expect("the key is new");
    // Of an earlier day, so that it is never the last seal: where key and seal are changed at once, the key alone is told.
    let earlier = ids::new_id(at - chrono::TimeDelta::days(1)).expect("the machine has chance");
    let profile = key.seal(earlier, "beneficiary.profile", &Words::of(persons::PROFILE));
    let profile = tx.add_seal(profile.expect("the machine has chance")).await.expect("the seal is new");
    let citizenship = Citizenship::Citizen;
    tx.add(BeneficiaryRow { id: beneficiary, citizenship, minor: false, profile, person, at })
        .await
        .expect("the beneficiary is new");
    let words = persons::identity(scene, &mut tx).await;
    tx.add(IdentityRow { beneficiary, position: 1, words, person, at }).await.expect("the row is new");
    let words = scene.seal(&mut tx, "minority.majority").await;
    tx.add(MinorityRow { beneficiary, at, minor: true, words, person }).await.expect("the row is new");
    tx.add(WishRow { beneficiary, at, method: Method::Cash, person }).await.expect("the row is new");
    let (by_whom, status, on_day) = (IdentifiedBy::Police, IdentificationStatus::Formal, day("2014-03-01"));
    tx.add(IdentificationRow {
        beneficiary,
        position: 1,
        episode: 1,
        on_day,
        by_whom,
        status,
        document,
        person,
        at,
    })
    .await
    .expect("the row is new");
    let (kind, from_day) = ("reflection".to_owned(), day("2014-03-02"));
    tx.add(CarePeriodRow { beneficiary, position: 1, kind, episode: 1, from_day, to_day: None, person, at })
        .await
        .expect("the row is new");
    let (id, words) = (tx.next(), scene.seal(&mut tx, "return_file.words").await);
    let (advice, risk_assessment, removal_check) = (None, document, None);
    tx.add(ReturnFileRow {
        id,
        beneficiary,
        consent: document,
        advice,
        risk_assessment,
        removal_check,
        words,
        person,
        at,
    })
    .await
    .expect("the row is new");
    let (id, form, issued_by) = (tx.next(), RemovalForm::EntryBan, RemovalIssuer::Court);
    let decided_on = day("2014-03-03");
    tx.add(NoticeRow { id, beneficiary, form, issued_by, decided_on, document, person, at })
        .await
        .expect("the row is new");
    commit(tx, "beneficiary.opened").await;
}

async fn orders(scene: &Scene) {
    for kind in [OrderKind::Restitution, OrderKind::Confiscation] {
        let mut tx = scene.begin().await;
        let (at, person) = (tx.at(), scene.people[REGISTRAR].0);
        let court_order: OrderRef = tx.next();
        let case_words = scene.seal(&mut tx, "order.case").await;
        tx.add(CourtOrderRow {
            id: court_order,
            kind,
            issuer: "Court of Baku".into(),
            case_words,
            case_key: scene.fund.keys().index("case", kind.as_str()),
            decided_on: day("2014-02-01"),
            in_force_on: Some(day("2014-03-01")),
            copy: scene.document,
            liability: Some(Liability::Joint),
            recover: false,
            person,
            at,
        })
        .await
        .expect("the order is new");
        let words = scene.seal(&mut tx, "order_offender.reference").await;
        tx.add(OrderOffenderRow { court_order, position: 1, words, share: None }).await.expect("it is new");
        let subject = court_order.to_string();
        scene.decide(&mut tx, &subject, REGISTRAR, Verb::Draft, "2014-06-01").await;
        scene.decide(&mut tx, &subject, SECOND_REGISTRAR, Verb::Confirm, "2014-06-02").await;
        let ordered = match kind {
            OrderKind::Restitution => restitution(scene, &mut tx, court_order).await,
            _ => confiscation(scene, &mut tx, court_order).await,
        };
        let about = About { order: Some(court_order), ..About::of(person) };
        tx.post(&ordered, about).await.expect("memoranda balance");
        commit(tx, "order.confirmed").await;
    }
}

async fn representatives(scene: &Scene) {
    let mut tx = scene.begin().await;
    let (at, person, beneficiary) = (tx.at(), scene.people[MAKER].0, scene.beneficiary);
    let words = scene.seal(&mut tx, "representative.words").await;
    tx.add(RepresentativeRow {
        beneficiary,
        position: 1,
        kind: RepresentativeKind::Guardian,
        words,
        document: Some(scene.document),
        from_day: day("2014-03-02"),
        until_day: Some(day("2014-12-31")),
        person,
        at,
    })
    .await
    .expect("the row is new");
    tx.add(RepresentativeChangeRow {
        beneficiary,
        representative: 1,
        position: 1,
        what: RepresentativeChange::Conflict,
        on_day: day("2014-06-01"),
        relation: Some(Relation::Linked),
        court_order: Some(OrderRef::new(2014, 1)),
        document: Some(scene.document),
        person,
        at,
    })
    .await
    .expect("the row is new");
    commit(tx, "representative.recorded").await;
}

async fn restitution(scene: &Scene, tx: &mut Tx, court_order: OrderRef) -> Balanced {
    let (beneficiary, person, at) = (scene.beneficiary, scene.people[REGISTRAR].0, tx.at());
    let (amount, position) = (sum("2000.00"), 1);
    tx.add(OrderBeneficiaryRow { court_order, position, beneficiary, amount: Some(amount) })
        .await
        .expect("it is new");
    let (id, source, paid_to) = (tx.next(), ReceiptSource::Instalment, ReceiptTo::Beneficiary);
    let (part, received_on, offender) = (sum("500.00"), day("2014-05-01"), Some(1));
    tx.add(OrderReceiptRow {
        id,
        court_order,
        beneficiary,
        amount: part,
        received_on,
        source,
        paid_to,
        offender,
        person,
        at,
    })
    .await
    .expect("it is new");
    let (document, realisable) = (Some(scene.document), Qepik::ZERO);
    tx.add(OrderInsufficiencyRow {
        court_order,
        position,
        found_on: received_on,
        realisable,
        document,
        person,
        at,
    })
    .await
    .expect("it is new");
    let lines = memorandum(RESTITUTION_ORDERED, RESTITUTION_CONTRA, amount).to_vec();
    Balanced::new(EntryKind::RestitutionOrdered, day("2014-06-02"), lines).expect("memoranda balance")
}

async fn confiscation(scene: &Scene, tx: &mut Tx, court_order: OrderRef) -> Balanced {
    let words = Some(scene.seal(tx, "order_asset.description").await);
    let (kind, stage, value) = (AssetKind::Vehicle, AssetStage::Forfeited, sum("9000.00"));
    let row = OrderAssetRow {
        court_order,
        position: 1,
        kind,
        words,
        value: Some(value),
        stage,
        third_party_share: None,
    };
    tx.add(row).await.expect("it is new");
    let lines = memorandum(CONFISCATION_ORDERED, CONFISCATION_CONTRA, value).to_vec();
    Balanced::new(EntryKind::ConfiscationOrdered, day("2014-04-02"), lines).expect("memoranda balance")
}

async fn reversed_inflow(scene: &Scene) {
    let command =
        json!({"kind": "interest", "amount": "7.00", "received_on": "2014-05-09", "account": "bank"});
    let command: RecordInflow = serde_json::from_value(command).expect("the body is of the contract");
    let inflow =
        record_inflow(&scene.fund, &scene.caller(MAKER), command).await.expect("nothing is wrong with it");
    let mut tx = scene.begin().await;
    scene.decide(&mut tx, &inflow.id.to_string(), MAKER, Verb::ProposeReverse, "2014-06-08").await;
    scene.decide(&mut tx, &inflow.id.to_string(), APPROVER, Verb::Reverse, "2014-06-08").await;
    let seven = sum("7.00");
    let lines = vec![debit(INTEREST, inflow.lot, seven), credit(BANK, inflow.lot, seven)];
    let entry =
        Balanced::new(EntryKind::InflowReversed, day("2014-06-08"), lines).expect("the lines balance");
    let about = About {
        inflow: Some(inflow.id),
        reverses: Some(inflow.entry.number()),
        ..About::of(scene.people[APPROVER].0)
    };
    tx.post(&entry, about).await.expect("the entry is new");
    tx.set_inflow_state(inflow.id, InflowState::Reversed).await.expect("the inflow is there");
    commit(tx, "inflow.reversed").await;
}

async fn kept(scene: &Scene) {
    let mut tx = scene.begin().await;
    let (at, words) = (tx.at(), scene.seal(&mut tx, "refusal.words").await);
    let (id, person, code) = (tx.next(), scene.people[MAKER].0, "same_hands".to_owned());
    let (command, subject) = ("payment.approved".to_owned(), Some("P-2014-000001".to_owned()));
    tx.add(RefusalRow { id, person, command, subject, code, words, at }).await.expect("it is new");
    let (id, days) = (tx.next(), ("2014-01-01", "2014-06-10"));
    tx.add(export(id, days, at)).await.expect("it is new");
    commit(tx, "export.made").await;
}
