//! Batches for the bank: which payments may be in one, what its file says byte for byte, and that an account stands there and nowhere
//! else. That another account than the approved one is never paid is tried here too.
use crate::app::{Answer, TestApp, iban, id, identification, merge, on_both_engines};
use proptest::{
    prelude::*,
    strategy::ValueTree,
    test_runner::{Config, RngAlgorithm, TestRng, TestRunner},
};
use relief_ledger::{domain::payment::PaymentState, http::api::routes::route_table};
use serde_json::{Value, json};
use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::PathBuf,
};

mod after_release;

const IBAN: &str = "AZ21NABZ00000000137010001944";
const OTHER: &str = "GB82WEST12345698765432";
const NAME: &str = "Planted Şəhla Qurbanova";

async fn person(app: &TestApp, accounts: Value) -> String {
    let identity = json!({"name": NAME, "fin": "7PLNT9Q", "accounts": accounts});
    let person = app
        .beneficiary_with(
            json!({"citizenship": "citizen", "minor": false, "identifications": [identification("2014-06-01")], "identity": identity}),
        )
        .await;
    app.reviewed().await;
    person
}

async fn funded(app: &TestApp) {
    app.donation("5000.00", "2014-05-05", json!({})).await;
}

/// A released lump sum of a person with an account.
async fn released(app: &TestApp) -> (String, String) {
    // Nobody shares an account with somebody else.
    let others =
        app.get("auditor-1", "/payments?limit=500").await.must(200)["items"].as_array().map_or(0, Vec::len);
    let account = if others == 0 { IBAN.to_owned() } else { iban(others as u64) };
    let person = person(app, json!([{"iban": account}])).await;
    let payment = app.lump_sum(&person);
    (app.released(payment).await, person)
}

/// A payment to a clinic.
async fn clinic_body(app: &TestApp, payee: Value) -> Value {
    let person = app.beneficiary("2014-06-01").await;
    let mut who = json!({"kind": "clinic", "name": "Nümunə Klinika"});
    merge(&mut who, payee);
    json!({"purpose": "medical", "beneficiary": person, "amount": "50.00", "payee": who, "method": "bank",
        "items": [{"category": "treatment", "amount": "50.00"}]})
}

/// A released payment to a clinic.
async fn clinic(app: &TestApp, payee: Value) -> String {
    let body = clinic_body(app, payee).await;
    app.released(body).await
}

async fn batch(app: &TestApp, payments: &[&str]) -> Answer {
    batch_by(app, "treasurer-1", payments).await
}

async fn batch_by(app: &TestApp, who: &str, payments: &[&str]) -> Answer {
    app.post(who, "/batches", json!({"payments": payments, "execute_on": "2014-06-03"})).await
}

async fn file(app: &TestApp, who: &str, batch: &str, version: &str) -> Answer {
    app.get(who, &format!("/batches/{batch}/pain.001{version}")).await
}

fn fields(answer: &Answer) -> Vec<String> {
    assert_eq!((answer.status, answer.code().as_str()), (422, "invalid"), "{}", answer.text());
    let json = answer.json();
    let names = json["fields"].as_array().into_iter().flatten();
    names.filter_map(|field| Some(field["field"].as_str()?.to_owned())).collect()
}

/// Compares with a file under `fixtures/bank`; `UPDATE_BANK=1` writes it anew.
fn same_as_kept(name: &str, text: &str) {
    let path: PathBuf = [env!("CARGO_MANIFEST_DIR"), "fixtures", "bank", name].iter().collect();
    #[allow(clippy::disallowed_methods, reason = "a switch of this test alone")]
    let rewrites = std::env::var_os("UPDATE_BANK").is_some();
    if rewrites {
        fs::write(&path, text).expect("the folder is there");
    }
    assert_eq!(fs::read_to_string(&path).expect("the file is kept"), text, "{name}");
}

on_both_engines! {
    async fn a_batch_becomes_the_same_file_for_the_bank_each_time_in_both_versions(app: TestApp) {
        funded(&app).await;
        let (lump_sum, _) = released(&app).await;
        let account = json!({"account": {"country": "PH", "number": "00-1234 & 5", "bic": "BOPIPHMM"}});
        let abroad = clinic(&app, account).await;
        let home = clinic(&app, json!({"name": "A <b> & Co", "account": {"iban": OTHER, "bic": "NABZAZ2C"}})).await;
        let made = batch(&app, &[&abroad, &lump_sum, &home]).await.must(201);
        assert_eq!((&made["control_sum"], &made["count"], &made["state"]), (&json!("200.00"), &json!(3), &json!("made")));
        assert_eq!(made["message_id"], made["id"]);
        let batch = id(&made);
        for (query, name) in [("", "pain.001.001.09.xml"), ("?version=09", "pain.001.001.09.xml"), ("?version=03", "pain.001.001.03.xml")] {
            let taken = file(&app, "treasurer-1", &batch, query).await;
            assert_eq!((taken.status, &taken.headers["content-type"]), (200, &"application/xml; charset=utf-8".parse().expect("plain")));
            assert_eq!(taken.headers["content-disposition"], format!("attachment; filename=\"batch_{batch}.xml\""));
            assert_eq!(taken.headers["cache-control"], "no-store");
            same_as_kept(name, &taken.text());
        }
        let seen = app.get("auditor-1", &format!("/batches/{batch}")).await.must(200);
        assert_eq!((&seen["state"], seen["files"].as_array().map(Vec::len)), (&json!("taken"), Some(3)));
        assert_eq!(seen["files"][0]["digest"], seen["files"][1]["digest"], "the same file");
        assert_ne!(seen["files"][0]["digest"], seen["files"][2]["digest"]);
        assert_eq!(app.get("auditor-1", "/batches").await.must(200)["items"][0]["id"], batch);
        let leaves = app.get("auditor-1", "/log/leaves?from=0&count=500").await.text();
        assert_eq!(leaves.matches("batch.taken").count(), 3, "each file that leaves is a leaf");
        assert!(!leaves.contains(IBAN) && !leaves.contains(OTHER));
        assert_eq!(app.differences().await, [""; 0]);
    }

    async fn of_whoever_is_helped_the_bank_gets_the_account_and_no_name(app: TestApp) {
        funded(&app).await;
        let (payment, beneficiary) = released(&app).await;
        let batch = id(&batch(&app, &[&payment]).await.must(201));
        let text = file(&app, "treasurer-1", &batch, "").await.text();
        assert!(text.contains(IBAN) && text.contains(&payment));
        for word in [NAME, "Qurbanova", "7PLNT9Q", beneficiary.as_str(), "lump", "victim"] {
            assert!(!text.contains(word), "{word} in {text}");
        }
    }

    async fn what_cannot_go_to_the_bank_is_named_by_its_reference_and_nothing_is_made(app: TestApp) {
        funded(&app).await;
        let without = person(&app, json!([])).await;
        let without = app.released(app.lump_sum(&without)).await;
        let half = person(&app, json!([{"number": "1234", "country": "PH"}])).await;
        let half = app.released(app.lump_sum(&half)).await;
        let draft = app.draft(app.lump_sum(&person(&app, json!([{"iban": IBAN}])).await)).await;
        let (settled, _) = released(&app).await;
        app.step("treasurer-1", &settled, "settle", json!({"settled_on": "2014-06-02"})).await.must(200);
        let (good, _) = released(&app).await;
        let all = [&good, &without, &half, &draft, &settled, "P-2014-000999"];
        let refused = batch(&app, &all).await;
        assert_eq!(fields(&refused), ["payments[1]", "payments[2]", "payments[3]", "payments[4]", "payments[5]"]);
        for payment in &all[1..] {
            assert!(refused.text().contains(payment), "{payment} is named");
        }
        assert_eq!(fields(&batch(&app, &[]).await), ["payments"]);
        assert_eq!(fields(&batch(&app, &[&good, &good]).await), ["payments"]);
        let late = app.post("treasurer-1", "/batches", json!({"payments": [good], "execute_on": "2014-06-01"})).await;
        assert_eq!(fields(&late), ["execute_on"]);
        assert_eq!(app.post("maker-1", "/batches", json!({"payments": [good], "execute_on": "2014-06-03"})).await.code(), "not_your_role");
        assert_eq!(app.get("treasurer-1", "/batches").await.must(200)["items"], json!([]));
        batch(&app, &[&good]).await.must(201);
        assert_eq!(fields(&batch(&app, &[&good]).await), ["payments[0]"], "a payment is in one batch only");
let nameless = app.draft(clinic_body(&app, json!({"name": null, "account": {"iban": OTHER}})).await).await;
        let lift = |rule: &str| json!({"rule": rule, "reason": "It is a clinic.", "basis": "Reg. 5.1"});
        for (who, step, body) in [("maker-1", "submit", json!({})), ("overrider-1", "override", lift("enforcement-payee")), ("overrider-1", "override", lift("offender-linked")), ("overrider-1", "override", lift("round-trip")),
            ("approver-1", "approve", json!({})), ("treasurer-1", "release", json!({}))] {
            app.step(who, &nameless, step, body).await.must(200);
        }
        assert_eq!(fields(&batch(&app, &[&nameless]).await), ["payments[0]"]);
    }

    async fn an_account_that_came_after_approval_is_paid_after_the_next_review_and_one_that_changed_is_not(app: TestApp) {
        funded(&app).await;
        let beneficiary = person(&app, json!([])).await;
        let payment = app.released(app.lump_sum(&beneficiary)).await;
        let parts = format!("/beneficiaries/{beneficiary}/identity-parts");
        app.post("maker-1", &parts, json!({"accounts": [{"iban": IBAN}]})).await.must(201);
        assert_eq!(batch(&app, &[&payment]).await.rules(), ["identity-under-review"]);
        app.reviewed().await;
        let first = id(&batch(&app, &[&payment]).await.must(201));
        assert!(file(&app, "treasurer-1", &first, "").await.text().contains(IBAN), "a bank payment needs its account when the file is made");

        let (changed, beneficiary) = released(&app).await;
        let second = id(&batch(&app, &[&changed]).await.must(201));
        file(&app, "treasurer-1", &second, "").await.must(200);
        let parts = format!("/beneficiaries/{beneficiary}/identity-parts");
        app.post("maker-1", &parts, json!({"accounts": [{"iban": OTHER}]})).await.must(201);
        app.reviewed().await;
        let refused = file(&app, "treasurer-1", &second, "").await;
        assert_eq!((refused.code(), refused.rules()), ("blocked_by_rule".to_owned(), vec!["account-changed".to_owned()]));
        assert!(!refused.text().contains(IBAN) && !refused.text().contains(OTHER));
        let withdraw = format!("/batches/{second}/withdraw");
        let paper = app.document("treasurer-2", "the bank did not execute it").await;
        app.post("treasurer-2", &withdraw, json!({"reason": "The account changed.", "document": paper})).await.must(200);
        assert_eq!(batch(&app, &[&changed]).await.rules(), ["account-changed"], "until it is approved again");
        app.step("treasurer-1", &changed, "recall", json!({})).await.must(200);
        let anew = app.released(app.lump_sum(&beneficiary)).await;
        let third = id(&batch(&app, &[&anew]).await.must(201));
        assert!(file(&app, "treasurer-1", &third, "").await.text().contains(OTHER));
        assert_eq!(app.differences().await, [""; 0]);
    }

    async fn a_batch_is_withdrawn_by_whoever_did_not_take_it_and_its_payments_go_into_another(app: TestApp) {
        funded(&app).await;
        let ((one, _), (two, _)) = (released(&app).await, released(&app).await);
        let first = id(&batch(&app, &[&one, &two]).await.must(201));
        app.step("treasurer-1", &one, "recall", json!({})).await.must(200);
        let stale = file(&app, "treasurer-1", &first, "").await;
        assert!(stale.code() == "wrong_state" && stale.text().contains(&one), "a recalled payment is not sent: {}", stale.text());
        let path = format!("/batches/{first}/withdraw");
        assert_eq!(fields(&app.post("treasurer-1", &path, json!({})).await), ["reason"]);
        let gone = app.post("treasurer-1", &path, json!({"reason": "One was recalled."})).await.must(200);
        assert_eq!(gone["state"], "withdrawn", "no file of it was taken");
        assert_eq!(app.post("treasurer-1", &path, json!({"reason": "Again."})).await.code(), "wrong_state");
        assert_eq!(file(&app, "treasurer-1", &first, "").await.code(), "wrong_state");
        let second = id(&batch(&app, &[&two]).await.must(201));
        file(&app, "treasurer-1", &second, "").await.must(200);
        let path = format!("/batches/{second}/withdraw");
        let paper = app.document("treasurer-1", "the bank did not execute it").await;
        assert_eq!(app.post("treasurer-1", &path, json!({"reason": "It was mine.", "document": paper})).await.code(), "same_hands");
        app.step("treasurer-1", &two, "settle", json!({"settled_on": "2014-06-02"})).await.must(200);
        assert_eq!(app.post("treasurer-2", &path, json!({"reason": "It was paid.", "document": paper})).await.code(), "wrong_state");
        assert_eq!(file(&app, "treasurer-1", "T-2014-000999", "").await.code(), "not_found");
        assert_eq!(file(&app, "treasurer-1", &second, "?version=04").await.code(), "invalid");
        assert_eq!(file(&app, "auditor-1", &second, "").await.code(), "not_your_role");
        assert_eq!(app.differences().await, [""; 0]);
    }

    async fn no_route_but_the_bank_file_has_an_account_and_none_but_the_look_an_identity(app: TestApp) {
        funded(&app).await;
        let (payment, beneficiary) = released(&app).await;
        let batch = id(&batch(&app, &[&payment]).await.must(201));
        let names = BTreeMap::from([("payments", payment.as_str()), ("batches", batch.as_str()), ("beneficiaries", beneficiary.as_str())]);
        let mut with_account = vec![];
        let mut routes = route_table();
        // What only reads comes first: commands may recall what is read.
        routes.sort_by_key(|route| route.method);
        for route in routes {
            let noun = route.path.trim_start_matches("/api/v1/").split('/').next().unwrap_or_default();
            let one = names.get(noun).copied().unwrap_or("L-2014-000001");
            let path = route.path.replace("{id}", one).replace("{index}", "0").replace("{number}", "1");
            for who in ["maker-1", "approver-1", "treasurer-1", "overrider-1", "registrar-1", "auditor-1", "guardian-1", "administrator-1"] {
                let answer = app.raw(who, route.method, &path, &[("Content-Type", "application/json")], "{}").await;
                let text = answer.text();
                assert!(!text.contains(NAME) && !text.contains("7PLNT9Q"), "{who} {} {path}: {text}", route.method);
                if text.contains(IBAN) {
                    with_account.push((who, route.path));
                }
            }
        }
        assert_eq!(with_account, [("treasurer-1", "/api/v1/batches/{id}/pain.001")]);
    }
}

/// One thing that happens to one of the payments of a random history.
#[derive(Debug, Clone)]
enum Happens {
    Batch(Vec<usize>),
    Take(usize),
    Withdraw(usize),
    Settle(usize),
    Recall(usize),
}

/// One of the two treasurers.
type Who = &'static str;

fn history() -> impl Strategy<Value = Vec<(Who, Happens)>> {
    let one = prop_oneof![
        4 => prop::collection::vec(0usize..5, 1..4).prop_map(Happens::Batch),
        4 => (0usize..4).prop_map(Happens::Take),
        2 => (0usize..4).prop_map(Happens::Withdraw),
        1 => (0usize..5).prop_map(Happens::Settle),
        1 => (0usize..5).prop_map(Happens::Recall),
    ];
    let who = prop_oneof![Just("treasurer-1"), Just("treasurer-2")];
    prop::collection::vec((who, one), 20..40)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn in_random_histories_no_payment_is_in_two_files_that_both_count() {
    let mut rng =
        TestRunner::new_with_rng(Config::default(), TestRng::deterministic_rng(RngAlgorithm::ChaCha));
    for round in 0..5 {
        let steps = history().new_tree(&mut rng).expect("a history can be made").current();
        match round {
            4 => {
                if let Some(app) = TestApp::postgres().await {
                    live(app, &steps).await;
                }
            }
            _ => live(TestApp::sqlite().await, &steps).await,
        }
    }
}

/// What a naive treasurer notes of a batch: its payments, who took a file of it, whether it was withdrawn.
struct Noted {
    id: String,
    payments: Vec<usize>,
    takers: BTreeSet<Who>,
    withdrawn: bool,
}

impl Noted {
    /// Whether the bank may pay a payment from a file of it.
    fn may_pay(&self, place: usize) -> bool {
        !self.takers.is_empty() && !self.withdrawn && self.payments.contains(&place)
    }
}

async fn five_released(app: &TestApp) -> Vec<String> {
    funded(app).await;
    let mut payments = vec![];
    for _ in 0..5 {
        payments.push(released(app).await.0);
    }
    payments
}

async fn live(app: TestApp, steps: &[(Who, Happens)]) {
    let payments = five_released(&app).await;
    let paper = app.document("treasurer-2", "the bank did not execute it").await;
    let (mut states, mut noted) = ([PaymentState::Released; 5], Vec::<Noted>::new());
    for (who, step) in steps {
        match step {
            Happens::Batch(wanted) => {
                let references: Vec<&str> = wanted.iter().map(|place| payments[*place].as_str()).collect();
                let mut once = wanted.clone();
                once.sort_unstable();
                once.dedup();
                let free = |place: &usize| {
                    states[*place] == PaymentState::Released
                        && !noted.iter().any(|b| !b.withdrawn && b.payments.contains(place))
                };
                let fits = once.len() == wanted.len() && wanted.iter().all(free);
                let made = batch_by(&app, who, &references).await;
                assert_eq!(made.status == 201, fits, "{who} {step:?}: {}", made.text());
                if fits {
                    noted.push(Noted {
                        id: id(&made.json()),
                        payments: once,
                        takers: BTreeSet::new(),
                        withdrawn: false,
                    });
                }
            }
            Happens::Take(which) => {
                let Some(batch) = noted.get_mut(*which) else { continue };
                let whole = !batch.withdrawn
                    && batch.payments.iter().all(|place| states[*place] == PaymentState::Released);
                let taken = file(&app, who, &batch.id, "").await;
                assert_eq!(taken.status == 200, whole, "{who} {step:?}: {}", taken.text());
                batch.takers.extend(whole.then_some(*who));
                let inside = payments
                    .iter()
                    .filter(|payment| taken.status == 200 && taken.text().contains(payment.as_str()))
                    .count();
                assert_eq!(inside, if whole { batch.payments.len() } else { 0 });
            }
            Happens::Withdraw(which) => {
                let Some(batch) = noted.get_mut(*which) else { continue };
                let can = !batch.withdrawn
                    && !batch.takers.contains(who)
                    && batch.payments.iter().all(|place| states[*place] != PaymentState::Settled);
                let path = format!("/batches/{}/withdraw", batch.id);
                let body = json!({"reason": "Not taken.", "document": paper});
                let done = app.post(who, &path, body).await;
                assert_eq!(done.status == 200, can, "{who} {step:?}: {}", done.text());
                let is_own = batch.takers.contains(who);
                assert_eq!(done.code() == "same_hands", is_own, "{who} {step:?}: {}", done.text());
                batch.withdrawn |= can;
            }
            Happens::Settle(place) | Happens::Recall(place) => {
                let (verb, to) = match step {
                    Happens::Settle(_) => ("settle", PaymentState::Settled),
                    _ => ("recall", PaymentState::Recalled),
                };
                let done = app.step(who, &payments[*place], verb, json!({})).await;
                let at_the_bank = noted.iter().any(|batch| batch.may_pay(*place));
                let can = states[*place] == PaymentState::Released && !(verb == "recall" && at_the_bank);
                assert_eq!(done.status == 200, can, "{who} {step:?}: {}", done.text());
                if done.status == 200 {
                    states[*place] = to;
                }
            }
        }
    }
    assert_eq!(app.differences().await, [""; 0]);
}
