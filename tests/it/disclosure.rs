//! Disclosure of identities (art. 17): shown to a guardian, under an order in force, for that person, those parts, once; and every
//! look kept, the refused ones too. That no other route shows one is tried in `vault` and `secrecy`.
mod register;

use crate::app::{Answer, TestApp, id, merge, on_both_engines};
use proptest::{
    prelude::*,
    strategy::ValueTree,
    test_runner::{Config, RngAlgorithm, TestRng, TestRunner},
};
use relief_ledger::{
    cli::story::COURT,
    domain::{disclosure::IdentityField, person::Role, text::Line},
    service::person::{add_person::add_person, issue_token::issue_token},
};
use serde_json::{Value, json};
use std::collections::BTreeSet;

pub const NAME: &str = "Planted Şəhla Qurbanova";
pub const FIN: &str = "7PLNT9Q";
pub const RECIPIENT: &str = "Planted office for inquiries";
pub const REASON: &str = "planted reason of the guardian";

fn identity() -> Value {
    json!({"name": NAME, "fin": FIN, "born_on": "1991-03-04", "safe_contact": "ask the planted shelter",
        "documents": [{"kind": "passport", "number": "AZE 7654321", "country": "AZ"}],
        "accounts": [{"iban": "AZ21NABZ00000000137010001944"}]})
}

/// A person whose identity is known.
pub async fn person(app: &TestApp) -> String {
    app.beneficiary_with(json!({"citizenship": "citizen", "identity": identity()})).await
}

/// A disclosure order of the story's court: in force from 1 June 2014 to 30 June 2014.
pub async fn order_body(app: &TestApp, person: &str, more: Value) -> Value {
    let copy = app.document("registrar-1", "the certified copy").await;
    let mut body = json!({"kind": "disclosure", "issuer": COURT, "case_number": "2-17/2014", "decided_on": "2014-05-30",
        "in_force_on": "2014-06-01", "until": "2014-06-30", "copy": copy, "recipient": RECIPIENT, "fields": ["name", "fin"],
        "beneficiaries": [{"beneficiary": person}]});
    merge(&mut body, more);
    body
}

pub async fn registered(app: &TestApp, person: &str, more: Value) -> String {
    let body = order_body(app, person, more).await;
    id(&app.post("registrar-1", "/orders", body).await.must(201))
}

pub async fn confirmed(app: &TestApp, person: &str, more: Value) -> String {
    let order = registered(app, person, more).await;
    app.post("registrar-2", &format!("/orders/{order}/confirm"), json!({})).await.must(200);
    order
}

pub async fn look(app: &TestApp, who: &str, person: &str, order: &str, fields: &[&str]) -> Answer {
    let body = json!({"authority": order, "reason": REASON, "fields": fields});
    app.post(who, &format!("/beneficiaries/{person}/identity"), body).await
}

fn fields(answer: &Answer) -> Vec<String> {
    assert_eq!((answer.status, answer.code().as_str()), (422, "invalid"), "{}", answer.text());
    let json = answer.json();
    let names = json["fields"].as_array().into_iter().flatten();
    names.filter_map(|field| Some(field["field"].as_str()?.to_owned())).collect()
}

/// The outcomes in the register, in their order.
async fn outcomes(app: &TestApp) -> Vec<String> {
    let list = app.get("auditor-1", "/disclosures").await.must(200);
    let items = list["items"].as_array().into_iter().flatten();
    items.map(|item| item["outcome"].as_str().unwrap_or_default().to_owned()).collect()
}

on_both_engines! {
    async fn a_guardian_sees_the_parts_that_an_order_in_force_names_and_no_other(app: TestApp) {
        let person = person(&app).await;
        let order = confirmed(&app, &person, json!({})).await;
        let answer = look(&app, "guardian-1", &person, &order, &["name"]).await;
        assert_eq!(answer.headers["cache-control"], "no-store");
        let shown = answer.must(200);
        assert_eq!(shown["identity"], json!({"name": NAME}));
        assert_eq!((&shown["fields"], &shown["authority"]), (&json!(["name"]), &json!(order)));
        let all = app.post("guardian-1", &format!("/beneficiaries/{person}/identity"), json!({"authority": order, "reason": REASON})).await.must(200);
        assert_eq!(all["identity"], json!({"name": NAME, "fin": FIN}), "all that the order names, and no more");
        let beyond = look(&app, "guardian-1", &person, &order, &["name", "born_on"]).await;
        assert_eq!(fields(&beyond), ["fields[1]"]);
        assert!(!beyond.text().contains(NAME), "half a look is none");
        let unknown = look(&app, "guardian-1", &person, &order, &["shoe_size", "name"]).await;
        assert_eq!(fields(&unknown), ["fields[0]"]);
        assert!(!unknown.text().contains("shoe_size"), "what was sent is not repeated");
        for refused in [&beyond, &unknown] {
            let [en, az] = ["detail", "detail_az"].map(|name| refused.json()[name].as_str().unwrap_or_default().to_owned());
            assert!(en.contains("this look was recorded") && !en.contains("nothing was written"), "{en}");
            assert!(az.contains("bu müraciət qeydə alındı") && !az.contains("heç nə yazılmadı"), "{az}");
        }
        assert_eq!(outcomes(&app).await, ["shown", "shown", "beyond_order", "unknown_field"]);
        assert_eq!(app.differences().await, [""; 0]);
    }

    async fn an_order_that_is_not_confirmed_not_yet_in_force_over_or_another_persons_shows_nothing(app: TestApp) {
        let (one, other) = (person(&app).await, person(&app).await);
        let waiting = registered(&app, &one, json!({})).await;
        let ahead = json!({"in_force_on": "2014-06-01", "until": "2014-06-02", "case_number": "2-18/2014"});
        let short = confirmed(&app, &one, ahead).await;
        let both = json!({"case_number": "2-19/2014", "beneficiaries": [{"beneficiary": one}, {"beneficiary": other}]});
        let both = confirmed(&app, &one, both).await;
        assert_eq!(fields(&look(&app, "guardian-1", &one, &waiting, &["name"]).await), ["authority"]);
        assert_eq!(fields(&look(&app, "guardian-1", &other, &short, &["name"]).await), ["authority"], "a foreign order");
        look(&app, "guardian-1", &one, &short, &["name"]).await.must(200);
        app.set_clock("2014-06-02T23:59:59+05:00");
        look(&app, "guardian-1", &one, &short, &["name"]).await.must(200);
        app.set_clock("2014-06-03T00:00:01+05:00");
        assert_eq!(fields(&look(&app, "guardian-1", &one, &short, &["name"]).await), ["authority"], "its last day is over");
        for person in [&one, &other] {
            look(&app, "guardian-1", person, &both, &["fin"]).await.must(200);
        }
        let removal = json!({"kind": "removal", "issuer": COURT, "case_number": "5-1/2014", "decided_on": "2014-05-30", "in_force_on": "2014-06-01",
            "copy": app.document("registrar-1", "another copy").await, "beneficiaries": [{"beneficiary": one}]});
        let removal = id(&app.post("registrar-1", "/orders", removal).await.must(201));
        assert_eq!(fields(&look(&app, "guardian-1", &one, &removal, &["name"]).await), ["authority"]);
        assert_eq!(fields(&look(&app, "guardian-1", &one, "O-2014-000999", &["name"]).await), ["authority"]);
        assert_eq!(look(&app, "guardian-1", "B-2014-000999", &both, &["name"]).await.code(), "not_found");
        assert_eq!(outcomes(&app).await, ["not_confirmed", "another_person", "shown", "shown", "expired", "shown", "shown",
            "no_disclosure", "no_such_order", "no_such_person"]);
        assert_eq!(app.differences().await, [""; 0]);
    }

    async fn an_order_counts_from_its_day_on(app: TestApp) {
        let person = person(&app).await;
        let order = confirmed(&app, &person, json!({})).await;
        let later = registered(&app, &person, json!({"in_force_on": "2014-06-10", "case_number": "2-20/2014"})).await;
        let early = app.post("registrar-2", &format!("/orders/{later}/confirm"), json!({})).await;
        assert_eq!(fields(&early), ["in_force_on"], "nobody confirms it before");
        assert_eq!(app.post("registrar-1", &format!("/orders/{order}/confirm"), json!({})).await.code(), "same_hands");
        app.set_clock("2014-06-10T09:00:00+05:00");
        app.post("registrar-2", &format!("/orders/{later}/confirm"), json!({})).await.must(200);
        look(&app, "guardian-1", &person, &later, &["name"]).await.must(200);
    }

    async fn an_order_that_was_annulled_or_superseded_shows_nothing_from_then_on(app: TestApp) {
        let person = person(&app).await;
        let (one, two) = (confirmed(&app, &person, json!({})).await, confirmed(&app, &person, json!({"case_number": "2-18/2014"})).await);
        let next = registered(&app, &person, json!({"case_number": "2-19/2014", "fields": ["fin"]})).await;
        let paper = app.document("registrar-1", "the decision that annuls").await;
        let [annul, supersede] = [format!("/orders/{one}/annul"), format!("/orders/{two}/supersede")];
        assert_eq!(app.post("guardian-1", &annul, json!({"document": paper})).await.code(), "not_your_role");
        assert_eq!(fields(&app.post("registrar-1", &annul, json!({})).await), ["document"]);
        assert_eq!(fields(&app.post("registrar-1", &annul, json!({"document": "D-2014-000999"})).await), ["document"]);
        assert_eq!(fields(&app.post("registrar-1", &supersede, json!({"by": two})).await), ["by"], "by itself");
        assert_eq!(fields(&app.post("registrar-1", &supersede, json!({"by": "O-2014-000999"})).await), ["by"]);
        let gone = app.post("registrar-1", &annul, json!({"document": paper, "reason": "Appeal."})).await.must(200);
        assert_eq!(gone["state"], "annulled");
        let gone = app.post("registrar-2", &supersede, json!({"by": next})).await.must(200);
        assert_eq!((&gone["state"], &gone["disclosure"]["superseded_by"]), (&json!("superseded"), &json!(next)));
        for (path, body) in [(&annul, json!({"document": paper})), (&supersede, json!({"by": next}))] {
            assert_eq!(app.post("registrar-1", path, body).await.code(), "wrong_state", "an order ends once");
        }
        for order in [&one, &two, &next] {
            assert_eq!(fields(&look(&app, "guardian-1", &person, order, &["fin"]).await), ["authority"]);
        }
        app.post("registrar-2", &format!("/orders/{next}/confirm"), json!({})).await.must(200);
        look(&app, "guardian-1", &person, &next, &["fin"]).await.must(200);
        assert_eq!(outcomes(&app).await, ["annulled", "superseded", "not_confirmed", "shown"]);
        assert_eq!(app.differences().await, [""; 0]);
    }

    async fn another_court_neither_sees_nor_ends_an_order(app: TestApp) {
        let person = person(&app).await;
        let order = confirmed(&app, &person, json!({})).await;
        let [name, court] = ["A stranger", "Another court"].map(|text| Line::new(text).expect("a fixed line reads"));
        add_person(&app.fund, &name, &[Role::Registrar].into(), Some(&court)).await.expect("the person is new");
        let token = issue_token(&app.fund, &name).await.expect("the person is there");
        let header = format!("Bearer {}", *token);
        let headers = [("Authorization", header.as_str()), ("Content-Type", "application/json")];
        for (method, path, body) in [("GET", format!("/orders/{order}"), ""), ("POST", format!("/orders/{order}/annul"), r#"{"document":"D-2014-000001"}"#)] {
            assert_eq!(app.raw("", method, &format!("/api/v1{path}"), &headers, body).await.code(), "not_found");
        }
    }

    async fn an_identity_is_shown_once_for_a_repeated_key(app: TestApp) {
        let person = person(&app).await;
        let order = confirmed(&app, &person, json!({})).await;
        let path = format!("/beneficiaries/{person}/identity");
        let body = json!({"authority": order, "reason": REASON, "fields": ["name"]});
        let first = app.post_keyed("guardian-1", &path, "once", body.clone()).await.must(200);
        assert_eq!(first["identity"], json!({"name": NAME}));
        let again = app.post_keyed("guardian-1", &path, "once", body).await;
        assert!(!again.text().contains(NAME), "{}", again.text());
        let again = again.must(200);
        assert_eq!((&again["id"], &again["identity"]), (&first["id"], &Value::Null));
        let other = app.post_keyed("guardian-1", &path, "once", json!({"authority": order, "reason": "Another.", "fields": ["name"]})).await;
        assert_eq!(other.code(), "idempotency_key_reused");
        let refused = json!({"authority": order, "reason": REASON, "fields": ["accounts"]});
        for _ in 0..2 {
            assert_eq!(fields(&app.post_keyed("guardian-1", &path, "refused", refused.clone()).await), ["fields[0]"]);
        }
        assert_eq!(outcomes(&app).await, ["shown", "beyond_order"], "a repeat is no second look");
    }

    async fn whoever_is_no_guardian_is_refused_at_the_door_and_written_down(app: TestApp) {
        let person = person(&app).await;
        let order = confirmed(&app, &person, json!({})).await;
        for role in Role::ALL.iter().filter(|role| **role != Role::Guardian) {
            let answer = look(&app, &format!("{role}-1"), &person, &order, &["name"]).await;
            assert_eq!(answer.code(), "not_your_role", "{role}");
            assert!(!answer.text().contains(NAME));
        }
        assert_eq!(look(&app, "", &person, &order, &["name"]).await.code(), "not_signed_in");
        let encoded = person.replace('-', "%2D");
        assert_eq!(look(&app, "maker-1", &encoded, &order, &["name"]).await.code(), "not_your_role");
        assert_eq!(outcomes(&app).await, vec!["not_your_role"; Role::ALL.len()]);
        assert_eq!(app.differences().await, [""; 0]);
    }

    async fn of_an_erased_person_nothing_is_shown_and_the_register_stays(app: TestApp) {
        let person = person(&app).await;
        let order = confirmed(&app, &person, json!({})).await;
        look(&app, "guardian-1", &person, &order, &["name"]).await.must(200);
        for who in ["guardian-1", "approver-1"] {
            app.post(who, &format!("/beneficiaries/{person}/erase"), json!({"reason": "The person asks for it."})).await.must(200);
        }
        let gone = look(&app, "guardian-1", &person, &order, &["name"]).await;
        assert!(gone.code() == "wrong_state" && gone.text().contains("erased"), "{}", gone.text());
        assert_eq!(outcomes(&app).await, ["shown", "erased"]);
        let list = app.get("guardian-1", "/disclosures").await.must(200);
        assert_eq!(list["items"][0]["recipient"], RECIPIENT, "to whom it went outlives the person");
        assert_eq!(app.differences().await, [""; 0]);
    }

    async fn what_a_disclosure_order_lacks_or_has_too_much_is_named(app: TestApp) {
        let person = person(&app).await;
        for (more, field) in [
            (json!({"recipient": null}), "recipient"),
            (json!({"until": null}), "until"),
            (json!({"until": "2014-05-31"}), "until"),
            (json!({"fields": []}), "fields"),
            (json!({"fields": ["name", "name"]}), "fields"),
            (json!({"fields": ["shoe_size"]}), "fields[0]"),
            (json!({"beneficiaries": []}), "beneficiaries"),
            (json!({"beneficiaries": [{"beneficiary": person, "amount": "1.00"}]}), "beneficiaries[].amount"),
            (json!({"offenders": [{"reference": "x"}]}), "offenders"),
        ] {
            let body = order_body(&app, &person, more).await;
            assert_eq!(fields(&app.post("registrar-1", "/orders", body).await), [field]);
        }
        let removal = json!({"kind": "removal", "recipient": RECIPIENT, "fields": ["name"], "until": "2014-06-30"});
        let body = order_body(&app, &person, removal).await;
        assert_eq!(fields(&app.post("registrar-1", "/orders", body).await), ["recipient", "fields", "until"]);
        registered(&app, &person, json!({})).await;
        let twice = order_body(&app, &person, json!({})).await;
        assert_eq!(fields(&app.post("registrar-1", "/orders", twice).await), ["case_number"]);
        registered(&app, &person, json!({"recipient": "Another office"})).await;
    }
}

/// One thing that happens in a random history.
#[derive(Debug, Clone)]
enum Happens {
    Confirm(usize),
    Annul(usize),
    Day,
    Look(usize, usize, Vec<usize>),
}

fn history() -> impl Strategy<Value = Vec<Happens>> {
    let one = prop_oneof![
        2 => (0usize..3).prop_map(Happens::Confirm),
        1 => (0usize..3).prop_map(Happens::Annul),
        2 => Just(Happens::Day),
        8 => (0usize..2, 0usize..3, prop::collection::vec(0usize..IdentityField::ALL.len(), 1..3))
            .prop_map(|(person, order, asked)| Happens::Look(person, order, asked)),
    ];
    prop::collection::vec(one, 30..60)
}

/// What a naive reader of article 17 expects: orders as (person, first day, last day, parts), and what happened to them.
struct Naive {
    orders: [(usize, u32, u32, [&'static str; 2]); 3],
    confirmed: [bool; 3],
    annulled: [bool; 3],
    day: u32,
}

impl Naive {
    fn shows(&self, person: usize, order: usize, asked: &BTreeSet<&str>) -> bool {
        let (whose, first, last, parts) = self.orders[order];
        whose == person
            && self.confirmed[order]
            && !self.annulled[order]
            && (first..=last).contains(&self.day)
            && asked.iter().all(|part| parts.contains(part))
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn in_random_histories_exactly_what_article_17_allows_is_shown_and_every_look_is_kept() {
    let mut rng =
        TestRunner::new_with_rng(Config::default(), TestRng::deterministic_rng(RngAlgorithm::ChaCha));
    for _ in 0..6 {
        let steps = history().new_tree(&mut rng).expect("a history can be made").current();
        live(TestApp::sqlite().await, &steps).await;
    }
    let steps = history().new_tree(&mut rng).expect("a history can be made").current();
    if let Some(app) = TestApp::postgres().await {
        live(app, &steps).await;
    }
}

async fn live(app: TestApp, steps: &[Happens]) {
    let people = [person(&app).await, person(&app).await];
    let mut naive = Naive {
        orders: [
            (0, 1, 4, ["name", "fin"]),
            (0, 3, 9, ["accounts", "name"]),
            (1, 2, 5, ["born_on", "documents"]),
        ],
        confirmed: [false; 3],
        annulled: [false; 3],
        day: 2,
    };
    let mut orders = vec![];
    for (place, (whose, first, last, parts)) in naive.orders.into_iter().enumerate() {
        let more = json!({"case_number": format!("2-{place}/2014"), "in_force_on": format!("2014-06-{first:02}"),
            "until": format!("2014-06-{last:02}"), "fields": parts});
        orders.push(registered(&app, &people[whose], more).await);
    }
    let paper = app.document("registrar-1", "a decision").await;
    let mut looks = 0;
    for step in steps {
        match step {
            Happens::Day => {
                naive.day += 1;
                app.set_clock(&format!("2014-06-{:02}T10:00:00+05:00", naive.day.min(30)));
            }
            Happens::Confirm(order) => {
                let done =
                    app.post("registrar-2", &format!("/orders/{}/confirm", orders[*order]), json!({})).await;
                let can = !naive.annulled[*order]
                    && !naive.confirmed[*order]
                    && naive.orders[*order].1 <= naive.day;
                assert_eq!(done.status == 200, can, "{}", done.text());
                naive.confirmed[*order] |= can;
            }
            Happens::Annul(order) => {
                let done = app
                    .post(
                        "registrar-1",
                        &format!("/orders/{}/annul", orders[*order]),
                        json!({"document": paper}),
                    )
                    .await;
                assert_eq!(done.status == 200, !naive.annulled[*order], "{}", done.text());
                naive.annulled[*order] = true;
            }
            Happens::Look(person, order, asked) => {
                let asked: BTreeSet<&str> =
                    asked.iter().map(|place| IdentityField::ALL[*place].as_str()).collect();
                let words: Vec<&str> = asked.iter().copied().collect();
                let answer = look(&app, "guardian-1", &people[*person], &orders[*order], &words).await;
                assert_eq!(
                    answer.status == 200,
                    naive.shows(*person, *order, &asked),
                    "{step:?} on day {}: {}",
                    naive.day,
                    answer.text()
                );
                let shown =
                    answer.json()["identity"].as_object().map(|parts| parts.len()).unwrap_or_default();
                assert_eq!(shown, if answer.status == 200 { asked.len() } else { 0 });
                looks += 1;
            }
        }
    }
    assert_eq!(outcomes(&app).await.len(), looks, "every look is in the register");
    assert_eq!(app.differences().await, [""; 0]);
}
