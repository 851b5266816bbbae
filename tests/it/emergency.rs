//! Emergency help: small sums for whoever need not be identified yet, which must not add up.
use crate::{
    app::{TestApp, id, on_both_engines},
    catalogue::{supplier, told},
};
use serde_json::json;

on_both_engines! {
    async fn emergency_help_is_capped_for_a_person_and_not_for_a_payment(app: TestApp) {
        app.donation("9000.00", "2014-05-05", json!({})).await;
        let person = app.known(json!({"citizenship": "foreign", "minor": false})).await;
        let body = |amount: &str| json!({"purpose": "emergency_help", "beneficiary": person, "amount": amount, "payee": supplier(), "method": "bank",
            "items": [{"category": "food", "amount": amount}]});
        let (first, second) = (app.draft(body("60.00")).await, app.draft(body("60.00")).await);
        for payment in [&first, &second] {
            app.step("maker-1", payment, "submit", json!({})).await.must(200);
        }
        app.step("approver-1", &first, "approve", json!({})).await.must(200);
        let refused = app.step("approver-1", &second, "approve", json!({})).await;
        assert_eq!((refused.code().as_str(), refused.rules()), ("blocked_by_rule", vec!["outside-purpose".to_owned()]), "{}", refused.text());
        assert!(refused.text().contains("60.00 AZN that were approved for the same person within 30 days"), "{}", refused.text());
        assert_eq!(told(&app, body("40.00")).await, [""; 0], "what the cap leaves");
        assert_eq!(told(&app, body("40.01")).await, ["outside-purpose block"]);
        let mut other = body("100.00");
        other["beneficiary"] = json!(app.known(json!({"citizenship": "foreign", "minor": false})).await);
        assert_eq!(told(&app, other).await, [""; 0], "another person has a cap of her own");
        app.step("treasurer-1", &first, "release", json!({})).await.must(200);
        app.set_clock("2014-07-03T10:00:00+04:00");
        assert_eq!(told(&app, body("100.00")).await, [""; 0], "31 days later");
    }

    async fn the_cap_on_emergency_help_holds_under_each_pseudonym_and_whatever_day_is_written(app: TestApp) {
        app.donation("9000.00", "2014-04-05", json!({})).await;
        let known = async |fin: &str| app.known(json!({"citizenship": "foreign", "minor": false, "identity": {"fin": fin}})).await;
        let (one, other, third) = (known("5XK4T2B").await, known("6YL5U3C").await, known("4WJ3S1A").await);
        let body = |person: &str| json!({"purpose": "emergency_help", "beneficiary": person, "amount": "60.00", "payee": supplier(), "method": "bank",
            "items": [{"category": "food", "amount": "60.00"}]});
        let approved = async |person: &str, on: &str| {
            let payment = app.draft(body(person)).await;
            app.step("maker-1", &payment, "submit", json!({"submitted_on": on})).await.must(200);
            app.step("approver-1", &payment, "approve", json!({"approved_on": on})).await.must(200);
            payment
        };
        let first = approved(&one, "2014-06-02").await;
        approved(&third, "2014-05-04").await;
        assert_eq!(told(&app, body(&other)).await, [""; 0], "nobody knows yet that the two are one");
        app.set_clock("2014-06-04T10:00:00+04:00");
        assert_eq!(told(&app, body(&third)).await, ["outside-purpose block"], "what was approved two days ago counts, whatever day is written");
        app.set_clock("2014-07-03T10:00:00+04:00");
        let later = approved(&one, "2014-07-03").await;
        app.step("treasurer-1", &first, "release", json!({})).await.must(200);
        app.post("maker-1", &format!("/beneficiaries/{other}/identity-parts"), json!({"fin": "5XK4T2B"})).await.must(201);
        for one in app.matches().await {
            app.decide(&id(&one), "same").await.must(200);
        }
        app.reviewed().await;
        assert_eq!(told(&app, body(&other)).await, ["outside-purpose block"], "two pseudonyms have one cap");
        app.step("treasurer-1", &later, "release", json!({})).await.must(200);
    }
}
