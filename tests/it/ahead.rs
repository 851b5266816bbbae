//! What is asked ahead of a payment is what the database answers when it is asked one by one.
use crate::{
    app::{TestApp, on_both_engines},
    tamper::history,
};
use relief_ledger::{
    domain::{
        day::Day,
        finding::Stage,
        person::{Officer, Role},
        purpose::Purpose,
        reference::{BeneficiaryRef, LotRef, PersonRef, Reference},
    },
    service::{
        Caller,
        finding_view::FindingView,
        payment::{
            check_payment::check_payment,
            plan::{Plan, judge_plan},
        },
    },
    store::{Ahead, Snapshot},
    vault::party::PartyTerms,
};
use serde_json::{Value, json};
use std::{collections::BTreeSet, future::poll_fn, task::Poll, time::Duration};

/// Every question that may be asked ahead, with what came.
async fn asked(
    from: &mut Snapshot,
    of: BeneficiaryRef,
    lots: &[LotRef],
    terms: &PartyTerms,
) -> Vec<(&'static str, String)> {
    let key = of.to_string();
    let (first, last) = days();
    let mut all = vec![];
    macro_rules! ask {
        ($($name:ident($($argument:expr),*);)+) => {
            $(all.push((stringify!($name), format!("{:?}", from.$name($($argument),*).await.expect("it reads"))));)+
        };
    }
    from.open_sheet(of).await.expect("it reads");
    ask! { beneficiary(of); identity(of); identifications(of); wished(of); ruling(); }
    from.close_sheet();
    for purpose in PURPOSES {
        ask! {
            awards_in_slots(&key, purpose); unreversed_payments(of, purpose, None);
            paid_near((of, purpose), None, i64::MAX, (first, last)); open_sets(purpose);
            open_lots(purpose, false, true, (0, 0)); open_lots(purpose, true, true, (0, 0));
        }
    }
    ask! { named_lots(lots); }
    let found = from.parties_with(terms, Some(of)).await.expect("it reads");
    let mut found: Vec<String> = found
        .iter()
        .map(|one| format!("{} {:?} {:?}", one.of.subject(), one.of.kind, one.listing()))
        .collect();
    found.sort();
    all.push(("parties_with", format!("{found:?}")));
    all
}

const PURPOSES: [Purpose; 4] =
    [Purpose::LumpSum, Purpose::ReintegrationAllowance, Purpose::Medical, Purpose::LegalAid];

fn days() -> (Day, Day) {
    let day = |text: &str| text.parse().expect("a fixed day reads");
    (day("2005-01-01"), day("2030-01-01"))
}

/// A snapshot in which all of it was asked ahead.
async fn with_answers(app: &TestApp, of: BeneficiaryRef, lots: &[LotRef], terms: &PartyTerms) -> Snapshot {
    let mut ahead = Ahead::default();
    ahead.sheet(of);
    for purpose in PURPOSES {
        ahead.awards(of, &of.to_string(), purpose, None);
        ahead.paid_near((of, purpose), None, i64::MAX, days());
        ahead.open_sets(purpose);
    }
    ahead.named_lots(lots);
    ahead.parties_with(terms, Some(of));
    let mut from = app.fund.store().read_ahead(ahead).await.expect("it can be asked");
    for purpose in PURPOSES {
        let sets = from.open_sets(purpose).await.expect("it was asked");
        let mut ahead = Ahead::default();
        ahead.open_lots(&sets, false, (0, 0));
        ahead.open_lots(&sets, true, (0, 0));
        from.ask_ahead(ahead).await.expect("it can be asked");
    }
    from
}

/// Persons of the history.
async fn persons(app: &TestApp) -> Vec<BeneficiaryRef> {
    let mut from = app.fund.read().await.expect("a snapshot");
    let mut all = vec![];
    for number in 1.. {
        let of = BeneficiaryRef::new(2014, number);
        if from.beneficiary(of).await.expect("it reads").is_none() {
            return all;
        }
        all.push(of);
    }
    all
}

fn bodies(of: BeneficiaryRef, lots: &[LotRef]) -> Vec<Value> {
    let body = |more: Value| {
        let mut body = json!({"beneficiary": of, "method": "bank", "amount": "100.00"});
        body.as_object_mut().expect("an object").extend(more.as_object().expect("an object").clone());
        body
    };
    let treatment = json!([{"category": "treatment", "amount": "100.00"}]);
    let clinic = json!({"kind": "clinic", "name": "Clinic 7", "number": "1234567891",
        "account": {"iban": "AZ21NABZ00000000137010001944"}});
    vec![
        body(json!({"purpose": "lump_sum", "payee": {"kind": "beneficiary"}})),
        body(
            json!({"purpose": "lump_sum", "payee": {"kind": "beneficiary"}, "method": "cash", "episode": 2}),
        ),
        body(json!({"purpose": "medical", "payee": clinic, "items": treatment, "lots": lots})),
        body(json!({"purpose": "medical", "payee": clinic, "items": treatment, "method": "cash"})),
        body(
            json!({"purpose": "repatriation", "payee": {"kind": "carrier", "name": "Carrier"}, "memo": "a ticket",
            "items": [{"category": "travel", "amount": "100.00"}], "travel": {"on": "2014-06-02", "from": "AZ", "to": "PH"}}),
        ),
    ]
}

/// A snapshot that is begun with the question for a person's sheet.
async fn begun(app: &TestApp, of: BeneficiaryRef) -> Snapshot {
    let mut ahead = Ahead::default();
    ahead.sheet(of);
    app.fund.store().read_ahead(ahead).await.expect("it can be asked")
}

/// The leaf up to which a person's sheet tells.
async fn leaf(from: &mut Snapshot, of: BeneficiaryRef) -> i64 {
    from.open_sheet(of).await.expect("it reads");
    let leaf = from.leaf_on_sheet().expect("the person is there");
    from.close_sheet();
    leaf
}

/// Begins a snapshot and gives up after so many steps of it.
async fn give_up(app: &TestApp, of: BeneficiaryRef, steps: usize) {
    let mut beginning = Box::pin(begun(app, of));
    for _ in 0..steps {
        if poll_fn(|cx| Poll::Ready(beginning.as_mut().poll(cx))).await.is_ready() {
            break;
        }
        tokio::time::sleep(Duration::from_micros(50)).await;
    }
}

/// Judges a payment both ways; no, where its body is refused before.
async fn is_judged_alike(app: &TestApp, who: &Caller, body: &Value) -> bool {
    let command = || serde_json::from_value(body.clone()).expect("a fixed body reads");
    let Ok(view) = Box::pin(check_payment(&app.fund, who, command())).await else { return false };
    let (mut from, today) = (app.fund.read().await.expect("a snapshot"), app.fund.today());
    let plan = Plan::of_command(&mut from, &app.fund, &command()).await.expect("a plan");
    let judging = Box::pin(judge_plan(&mut from, &app.fund, &plan, Stage::Check, today, today));
    let plain = judging.await.expect("it is judged");
    assert_eq!(view.sources, plain.draws, "{body}");
    let told = |all: Vec<FindingView>| all.iter().map(|f| json!(f).to_string()).collect::<BTreeSet<_>>();
    let findings = plain.judgement.findings.iter().map(FindingView::of).collect();
    assert_eq!(told(view.findings), told(findings), "{body}");
    true
}

on_both_engines! {
    async fn what_is_asked_ahead_is_answered_as_the_database_answers(app: TestApp) {
        Box::pin(history::lay(&app.fund)).await;
        let lots: Vec<LotRef> = (1..=5).map(|number| LotRef::new(2014, number)).collect();
        let mut terms = PartyTerms::default();
        terms.account(app.fund.keys(), "AZ21NABZ00000000137010001944");
        terms.name(app.fund.keys(), "Clinic 7");
        let (mut told, mut spared) = (0, 0);
        for of in persons(&app).await {
            let mut plain = app.fund.read().await.expect("a snapshot");
            let mut ahead = Box::pin(with_answers(&app, of, &lots, &terms)).await;
            let before = ahead.spared();
            let known = Box::pin(asked(&mut plain, of, &lots, &terms)).await;
            let known_ahead = Box::pin(asked(&mut ahead, of, &lots, &terms)).await;
            assert_eq!(known, known_ahead, "{of}");
            assert!(plain.spared() == 0 && ahead.spared() > before);
            told += known.iter().filter(|(_, told)| !["None", "[]", "Qepik(0)"].contains(&told.as_str())).count();
            spared += ahead.spared() - before;
        }
        assert!(told > 30 && spared > 90, "{told} answers that tell something, {spared} questions spared");
    }

    async fn a_payment_is_judged_alike_whether_or_not_anything_is_asked_ahead(app: TestApp) {
        Box::pin(history::lay(&app.fund)).await;
        let maker = Officer { person: PersonRef::new(2014, 1), roles: [Role::Maker].into(), issuer: None };
        let who = Caller::new(maker);
        let lots: Vec<LotRef> = (1..=2).map(|number| LotRef::new(2014, number)).collect();
        let mut judged = 0;
        for of in persons(&app).await {
            for body in bodies(of, &lots) {
                judged += usize::from(Box::pin(is_judged_alike(&app, &who, &body)).await);
            }
        }
        assert!(judged >= 10, "only {judged} payments were judged");
    }

    async fn a_snapshot_begun_with_questions_shows_one_state_and_ends_with_whoever_had_it(app: TestApp) {
        let of: BeneficiaryRef = app.beneficiary("2014-03-03").await.parse().expect("a reference reads");
        let mut before = Box::pin(begun(&app, of)).await;
        let first = leaf(&mut before, of).await;
        for steps in 0..40 {
            give_up(&app, of, steps % 5).await;
        }
        app.donation("10.00", "2014-05-30", json!({})).await;
        let mut plain = app.fund.read().await.expect("a snapshot");
        let last = plain.head_row().await.expect("it reads").expect("a head").leaf;
        assert!(last > first);
        // Every connection has been somebody's, and none of them stayed at what that one saw.
        let mut all = vec![];
        for _ in 0..6 {
            let mut from = Box::pin(begun(&app, of)).await;
            assert_eq!(leaf(&mut from, of).await, last);
            all.push(from);
        }
        assert_eq!(before.head_row().await.expect("it reads").expect("a head").leaf, first, "it is what it was");
        drop((before, all));
        for _ in 0..30 {
            let mut from = Box::pin(begun(&app, of)).await;
            assert_eq!(leaf(&mut from, of).await, last);
        }
    }
}
