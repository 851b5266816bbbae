//! Persons of whom nothing is recorded that could be compared: a sum that is paid once waits for an overrider, whoever they are, and for
//! a guardian once somebody says who they are. And accounts, which families share: by them a guardian looks.
use crate::app::{Answer, TestApp, iban, identification, on_both_engines};
use serde_json::{Value, json};

const IBAN: &str = "AZ21NABZ00000000137010001944";

async fn opened(app: &TestApp, more: Value) -> String {
    let mut who = json!({"citizenship": "citizen", "minor": false, "identifications": [identification("2014-05-20")],
        "reintegration": {"episode": 1, "from": "2014-05-25"}});
    crate::app::merge(&mut who, more);
    app.beneficiary_with(who).await
}

async fn completed(app: &TestApp, person: &str, part: Value) {
    app.post("maker-1", &format!("/beneficiaries/{person}/identity-parts"), part).await.must(201);
}

fn allowance(app: &TestApp, person: &str) -> Value {
    let mut body = app.lump_sum(person);
    crate::app::merge(&mut body, json!({"purpose": "reintegration_allowance", "amount": "400.00"}));
    body
}

fn treatment(person: &str) -> Value {
    json!({"purpose": "medical", "beneficiary": person, "amount": "50.00", "payee": {"kind": "clinic", "name": "Nümunə Klinika"},
        "method": "bank", "items": [{"category": "treatment", "amount": "50.00"}]})
}

/// The findings of a check.
async fn findings(app: &TestApp, body: Value) -> Vec<Value> {
    let answer = app.post("maker-1", "/payments/check", body).await.must(200);
    answer["findings"].as_array().cloned().unwrap_or_default()
}

/// Whether a step waits for somebody to say who the person is, in words of both languages.
#[track_caller]
fn lacks_an_identity(answer: &Answer) {
    assert_eq!(answer.code(), "needs_override", "{}", answer.text());
    assert_eq!(answer.rules(), ["identity-under-review"]);
    let finding = &answer.json()["findings"][0];
    assert_eq!(finding["missing"], json!(["beneficiary.identity"]));
    for (member, word) in [
        ("message", "compared"),
        ("message_az", "müqayisə"),
        ("cure", "overrider"),
        ("cure_az", "səlahiyyətli"),
    ] {
        assert!(finding[member].as_str().is_some_and(|text| text.contains(word)), "{finding}");
    }
}

async fn submitted(app: &TestApp, body: Value) -> String {
    let payment = app.draft(body).await;
    app.step("maker-1", &payment, "submit", json!({})).await.must(200);
    payment
}

on_both_engines! {
    async fn two_files_without_names_cannot_both_have_a_sum_that_is_paid_once_without_an_overrider(app: TestApp) {
        app.donation("2000.00", "2014-05-05", json!({})).await;
        let nobodies = [json!({}), json!({"identity": {}}), json!({"identity": {"born_on": "1991-03-04", "safe_contact": "through the shelter"}})];
        for (number, nobody) in nobodies.into_iter().enumerate() {
            let account = json!({"kind": "beneficiary", "account": {"iban": iban(number as u64)}});
            let person = opened(&app, nobody).await;
            for mut body in [app.lump_sum(&person), allowance(&app, &person)] {
                body["payee"] = account.clone();
                let payment = submitted(&app, body).await;
                lacks_an_identity(&app.step("approver-1", &payment, "approve", json!({})).await);
                app.reviewed().await;
                lacks_an_identity(&app.step("approver-1", &payment, "approve", json!({})).await);
                lacks_an_identity(&app.step("approver-2", &payment, "approve", json!({"approved_on": "2014-06-02"})).await);
                assert_eq!(app.get("auditor-1", &format!("/payments/{payment}")).await.must(200)["entries"], json!([]));
            }
        }
        assert_eq!(app.differences().await, [""; 0]);
    }

    async fn what_is_not_paid_once_reaches_a_person_of_whom_nothing_is_known(app: TestApp) {
        app.donation("900.00", "2014-05-05", json!({})).await;
        let person = opened(&app, json!({})).await;
        app.released(treatment(&person)).await;
        let reached = opened(&app, json!({"identity": {"safe_contact": "through the shelter"}})).await;
        app.reviewed().await;
        app.released(treatment(&reached)).await;
    }

    async fn an_overriders_reason_lets_a_nameless_person_be_paid_and_covers_that_payment_alone(app: TestApp) {
        app.donation("900.00", "2014-05-05", json!({})).await;
        let (one, other) = (opened(&app, json!({})).await, opened(&app, json!({})).await);
        let paid = app.released_nameless(app.lump_sum(&one)).await;
        let seen = app.get("auditor-1", &format!("/payments/{paid}")).await.must(200);
        assert!(seen["findings"][0]["overridden_by"].is_string() && seen["state"] == "released", "{seen}");
        let waits = submitted(&app, app.lump_sum(&other)).await;
        lacks_an_identity(&app.step("approver-1", &waits, "approve", json!({})).await);
        assert_eq!(app.differences().await, [""; 0]);
    }

    async fn once_an_identity_is_recorded_the_payment_waits_for_the_review_and_then_for_nothing(app: TestApp) {
        app.donation("900.00", "2014-05-05", json!({})).await;
        let person = opened(&app, json!({})).await;
        let payment = submitted(&app, app.lump_sum(&person)).await;
        lacks_an_identity(&app.step("approver-1", &payment, "approve", json!({})).await);
        let lift = json!({"rule": "identity-under-review", "reason": "She fled without papers.", "basis": "Reg. 8"});
        app.step("overrider-1", &payment, "override", lift).await.must(200);
        completed(&app, &person, json!({"name": "Aysel Məmmədova"})).await;
        let waits = app.step("approver-1", &payment, "approve", json!({})).await;
        assert_eq!((waits.code(), waits.rules()), ("needs_override".to_owned(), vec!["identity-under-review".to_owned()]));
        assert_eq!(waits.json()["findings"][0]["missing"], json!([]), "what was lifted was another finding");
        app.reviewed().await;
        assert_eq!(findings(&app, app.lump_sum(&person)).await, Vec::<Value>::new());
        for (who, step) in [("approver-1", "approve"), ("treasurer-1", "release")] {
            app.step(who, &payment, step, json!({})).await.must(200);
        }
        assert_eq!(app.differences().await, [""; 0]);
    }

    async fn files_with_one_account_are_a_match_however_it_is_written(app: TestApp) {
        app.donation("900.00", "2014-05-05", json!({})).await;
        let first = opened(&app, json!({"identity": {"accounts": [{"iban": IBAN}]}})).await;
        app.reviewed().await;
        app.released(app.lump_sum(&first)).await;
        let spaced = "az21 nabz 0000 0000 1370 1000 1944";
        let second = opened(&app, json!({"identity": {"name": "Leyla Quliyeva", "accounts": [{"iban": spaced}]}})).await;
        opened(&app, json!({"identity": {"accounts": [{"iban": "GB82WEST12345698765432"}]}})).await;
        let found = app.matches().await;
        assert_eq!(found.len(), 1, "{found:?}");
        let told = [&found[0]["beneficiary"], &found[0]["other"], &found[0]["strength"], &found[0]["evidence"]];
        assert_eq!(told, [&json!(first), &json!(second), &json!("doubtful"), &json!(["account"])], "families share accounts");
        app.decide(found[0]["id"].as_str().expect("an id"), "same").await.must(200);
        app.reviewed().await;
        let rules: Vec<Value> = findings(&app, app.lump_sum(&second)).await.iter().map(|f| f["rule"].clone()).collect();
        assert_eq!(rules, [json!("lump-sum-twice")]);
        assert_eq!(app.differences().await, [""; 0]);
    }
}
