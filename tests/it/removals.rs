//! A removal decision that is recorded while the money of its person is being released: whatever was begun after the notice was answered
//! does not pass, on either engine, and from another instance of the service neither.
use crate::app::{TestApp, identification, on_both_engines};
use axum::{
    Router,
    body::Body,
    http::{Request, header},
};
use futures_util::future::join_all;
use relief_ledger::http::server;
use serde_json::json;
use std::time::Duration;
use tower::ServiceExt;

/// How many persons are raced for.
const PERSONS: u64 = 12;

/// A foreigner with an approved payment whose items do not say whether they are a way out: under a removal decision it needs an override.
async fn approved(app: &TestApp) -> (String, String) {
    let who =
        json!({"citizenship": "foreign", "minor": false, "identifications": [identification("2014-05-01")]});
    let person = app.beneficiary_with(who).await;
    let body = json!({"purpose": "other_necessary", "beneficiary": person, "amount": "20.00", "method": "bank",
        "payee": {"kind": "supplier", "name": "Mal MMC"}, "items": [{"category": "other", "amount": "20.00"}]});
    let payment = app.draft(body).await;
    for (who, step) in [("maker-1", "submit"), ("approver-1", "approve")] {
        app.step(who, &payment, step, json!({})).await.must(200);
    }
    (person, payment)
}

/// Releases at an instance of the service; the status of the answer.
async fn released_at(instance: &Router, app: &TestApp, who: &str, payment: &str) -> u16 {
    let request = Request::post(format!("/api/v1/payments/{payment}/release"))
        .header(header::AUTHORIZATION, format!("Bearer {}", app.tokens[who]))
        .header(header::CONTENT_TYPE, "application/json")
        .body(Body::from("{}"))
        .expect("a fixed request");
    instance.clone().oneshot(request).await.expect("the router answers").status().as_u16()
}

/// One release that begins before the notice, sooner or later, and two that begin when it was answered, one at each instance.
async fn raced(
    app: &TestApp,
    other: &Router,
    number: u64,
    (person, payment): &(String, String),
) -> [bool; 3] {
    let early = async {
        tokio::time::sleep(Duration::from_millis(number % 4 * 3)).await;
        app.step("treasurer-1", payment, "release", json!({})).await.status == 200
    };
    let late = async {
        tokio::time::sleep(Duration::from_millis(number / 4 * 3)).await;
        let notice = json!({"beneficiary": person, "form": "expulsion", "issued_by": "court", "decided_on": "2014-05-30"});
        app.post("registrar-1", "/notices", notice).await.must(201);
        let (here, there) = tokio::join!(
            app.step("treasurer-2", payment, "release", json!({})),
            released_at(other, app, "treasurer-2", payment)
        );
        [here.status == 200, there == 200]
    };
    let (early, [here, there]) = tokio::join!(early, late);
    [early, here, there]
}

on_both_engines! {
    async fn no_release_passes_that_began_after_a_removal_decision_was_answered(app: TestApp) {
        app.donation("900.00", "2014-05-05", json!({})).await;
        let other = server::router(TestApp::second(&app).await);
        let mut scenes = vec![];
        for _ in 0..PERSONS {
            scenes.push(approved(&app).await);
        }
        let races = scenes.iter().enumerate().map(|(number, scene)| raced(&app, &other, number as u64, scene));
        for ((_, payment), [early, here, there]) in scenes.iter().zip(join_all(races).await) {
            assert!(!here && !there, "{payment} was released after the notice was answered");
            let shown = app.get("auditor-1", &format!("/payments/{payment}")).await.must(200);
            assert_eq!(shown["state"] == "released", early, "{shown}");
            if !early {
                let refused = app.step("treasurer-1", payment, "release", json!({})).await;
                assert_eq!((refused.code().as_str(), refused.rules()), ("needs_override", vec!["expulsion-funding".to_owned()]));
            }
        }
        assert_eq!(app.differences().await, [""; 0]);
    }
}
