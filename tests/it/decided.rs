//! What stands for long, and what only many payments together show, is told at the decision that it is about, and not again by a sweep.
use crate::{
    app::{TestApp, id, identification, merge, on_both_engines},
    sweeps::{of_rule, swept},
};
use serde_json::{Value, json};

/// What is listed of a rule: subject, stage and weight of each finding.
async fn listed(app: &TestApp, rule: &str) -> Vec<String> {
    let listed = app.get("auditor-1", &format!("/findings?rule={rule}")).await.must(200);
    let told = |f: &Value| {
        ["subject", "stage", "severity"].map(|key| f[key].as_str().unwrap_or_default().to_owned()).join(" ")
    };
    listed["items"].as_array().into_iter().flatten().map(told).collect()
}

/// A payment that waits to be approved.
async fn submitted(app: &TestApp, body: Value) -> String {
    let payment = app.draft(body).await;
    app.step("maker-1", &payment, "submit", json!({})).await.must(200);
    payment
}

fn clothing(person: &str, payee: &Value) -> Value {
    json!({"purpose": "social_rehabilitation", "beneficiary": person, "amount": "50.00", "payee": payee, "method": "bank",
        "items": [{"category": "clothing", "amount": "50.00"}]})
}

on_both_engines! {
    async fn that_somebody_waited_more_than_thirty_days_is_told_with_the_decision(app: TestApp) {
        app.donation("900.00", "2014-05-30", json!({})).await;
        let mut waiting = vec![];
        for _ in 0..3 {
            waiting.push(submitted(&app, app.lump_sum(&app.beneficiary("2014-06-01").await)).await);
        }
        let other = app.beneficiary("2014-06-01").await;
        let award = id(&app.post("maker-1", "/awards", json!({"beneficiary": other, "purpose": "lump_sum"})).await.must(201));
        app.set_clock("2014-07-02T10:00:00+04:00");
        app.step("approver-1", &waiting[0], "approve", json!({})).await.must(200);
        assert_eq!(listed(&app, "decision-delay").await, [""; 0], "30 days");
        app.set_clock("2014-07-03T10:00:00+04:00");
        let approved = app.step("approver-1", &waiting[1], "approve", json!({})).await.must(200);
        assert_eq!((&approved["found_since"][0]["rule"], &approved["state"]), (&json!("decision-delay"), &json!("approved")), "{approved}");
        app.step("approver-1", &waiting[2], "reject", json!({"reason": "It was paid elsewhere."})).await.must(200);
        app.post("approver-2", &format!("/awards/{award}/decide"), json!({"decision": "granted"})).await.must(200);
        let all: Vec<String> = [&waiting[1], &waiting[2], &award].map(|subject| format!("{subject} sweep warn")).into();
        assert_eq!(listed(&app, "decision-delay").await, all);
        assert_eq!(of_rule(&swept(&app).await, "decision-delay"), [""; 0], "a sweep tells it no second time");
        assert_eq!(app.differences().await, [""; 0]);
    }

    async fn a_decision_that_is_dated_back_waited_until_its_own_day(app: TestApp) {
        app.donation("900.00", "2014-05-30", json!({})).await;
        let payment = submitted(&app, app.lump_sum(&app.beneficiary("2014-06-01").await)).await;
        app.set_clock("2014-07-03T10:00:00+04:00");
        app.step("approver-1", &payment, "approve", json!({"approved_on": "2014-07-02"})).await.must(200);
        assert_eq!(listed(&app, "decision-delay").await, [""; 0]);
    }

    async fn an_organisation_that_speaks_for_persons_with_sums_is_told_when_a_payment_to_it_is_approved(app: TestApp) {
        app.donation("5000.00", "2014-05-30", json!({})).await;
        let (ngo, clinic) = (json!({"kind": "ngo", "name": "Yardım İB", "number": "1234567891"}), json!({"kind": "supplier", "name": "Paltar MMC"}));
        let mut last = String::new();
        for number in 0..3 {
            assert_eq!(listed(&app, "kickback-pattern").await, [""; 0], "{number} persons are no pattern");
            let person = app.beneficiary("2014-06-01").await;
            app.released(app.lump_sum(&person)).await;
            app.released(clothing(&person, &clinic)).await;
            let mut payee = ngo.clone();
            merge(&mut payee, json!({"name": format!("Yardım {number}")}));
            last = submitted(&app, clothing(&person, &payee)).await;
            app.step("approver-1", &last, "approve", json!({})).await.must(200);
        }
        assert_eq!(listed(&app, "kickback-pattern").await, [format!("{last} sweep warn")], "by its number, under whatever name");
        assert_eq!(of_rule(&swept(&app).await, "kickback-pattern"), [""; 0], "a sweep tells it no second time");
        assert_eq!(app.differences().await, [""; 0]);
    }

    async fn an_organisation_that_gave_beside_those_sums_is_told_when_a_payment_to_it_is_approved(app: TestApp) {
        app.donation("5000.00", "2014-05-30", json!({})).await;
        let ngo = json!({"kind": "ngo", "name": "Yardım İB", "number": "1234567891"});
        let mut persons = vec![];
        for _ in 0..3 {
            persons.push(app.beneficiary("2014-06-01").await);
            app.released(app.lump_sum(&persons[persons.len() - 1])).await;
        }
        app.donation("40.00", "2014-06-02", json!({"donor": {"kind": "legal", "name": "Yardım İB", "number": "1234567891"}})).await;
        app.set_clock("2014-07-20T10:00:00+04:00");
        for (number, person) in persons.iter().enumerate() {
            assert_eq!(listed(&app, "kickback-pattern").await, [""; 0], "{number} persons are no pattern");
            let payment = submitted(&app, clothing(person, &ngo)).await;
            let lift = json!({"rule": "round-trip", "reason": "It gave long before.", "basis": "policy of the Fund"});
            app.step("overrider-1", &payment, "override", lift).await.must(200);
            app.step("approver-1", &payment, "approve", json!({})).await.must(200);
        }
        assert_eq!(listed(&app, "kickback-pattern").await.len(), 1, "paid weeks after, but it gave beside");
    }

    async fn cash_that_waited_is_told_when_it_is_collected(app: TestApp) {
        app.post("maker-1", "/inflows", json!({"kind": "opening", "amount": "500.00", "received_on": "2014-05-30", "account": "cash",
            "evidence": app.document("maker-1", "count").await})).await.must(201);
        let mut released = vec![];
        for _ in 0..2 {
            let person = app.known(json!({"citizenship": "citizen", "minor": false, "method_wish": "cash", "identifications": [identification("2014-06-01")]})).await;
            let mut body = app.lump_sum(&person);
            body["method"] = json!("cash");
            released.push(app.released(body).await);
        }
        for (payment, day, told) in [(&released[0], "2014-07-02", 0), (&released[1], "2014-07-03", 1)] {
            app.set_clock(&format!("{day}T10:00:00+04:00"));
            let settled = app.step("treasurer-1", payment, "settle", app.collected(payment).await).await.must(200);
            assert_eq!(listed(&app, "unclaimed-cash").await.len(), told, "{day}: {settled}");
        }
        assert_eq!(app.differences().await, [""; 0]);
    }

    async fn help_that_nobody_reviewed_is_told_when_another_payment_for_the_person_is_approved(app: TestApp) {
        app.donation("500.00", "2014-05-30", json!({})).await;
        let body = |person: &str| json!({"purpose": "emergency_help", "beneficiary": person, "amount": "25.00", "payee": {"kind": "supplier", "name": "Nümunə MMC"},
            "method": "bank", "items": [{"category": "food", "amount": "25.00"}]});
        let person = app.beneficiary_with(json!({"citizenship": "foreign", "minor": false})).await;
        let forgotten = app.released(body(&person)).await;
        app.set_clock("2014-06-04T10:00:00+04:00");
        app.released(body(&person)).await;
        assert_eq!(listed(&app, "ghost-beneficiary").await, [""; 0], "two working days");
        app.set_clock("2014-06-05T10:00:00+04:00");
        let again = submitted(&app, body(&person)).await;
        app.step("approver-1", &again, "reject", json!({"reason": "Nobody looked at it."})).await.must(200);
        assert_eq!(listed(&app, "ghost-beneficiary").await, [""; 0], "nothing is paid");
        let again = submitted(&app, body(&person)).await;
        app.step("approver-1", &again, "approve", json!({})).await.must(200);
        assert_eq!(listed(&app, "ghost-beneficiary").await, [format!("{forgotten} sweep warn")]);
        assert_eq!(of_rule(&swept(&app).await, "ghost-beneficiary"), [""; 0], "a sweep tells it no second time");
        assert_eq!(app.differences().await, [""; 0]);
    }

    async fn a_gift_that_was_recorded_or_notified_late_is_told_with_that(app: TestApp) {
        let on_time = app.donation("100.00", "2014-05-18", json!({})).await;
        assert_eq!(listed(&app, "notification-overdue").await, [""; 0], "15 days");
        let recorded = app.donation("100.00", "2014-05-17", json!({})).await;
        assert_eq!(listed(&app, "notification-overdue").await, [format!("{} sweep warn", id(&recorded))]);
        app.set_clock("2014-06-20T10:00:00+04:00");
        let second = app.donation("100.00", "2014-06-10", json!({})).await;
        for (gift, day) in [(&on_time, "2014-06-03"), (&recorded, "2014-06-03"), (&second, "2014-06-20")] {
            app.post("maker-1", &format!("/inflows/{}/notified", id(gift)), json!({"notified_on": day})).await.must(201);
        }
        let all: Vec<String> = [&recorded, &on_time].map(|gift| format!("{} sweep warn", id(gift))).into();
        assert_eq!(listed(&app, "notification-overdue").await, all, "16 days until it was notified, and each once");
        assert_eq!(of_rule(&swept(&app).await, "notification-overdue"), [""; 0]);
        assert_eq!(app.differences().await, [""; 0]);
    }
}
