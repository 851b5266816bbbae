//! The sweep: what stands for long, and what only many payments together show, is found once and stays on the record.
use crate::app::{TestApp, id, identification, merge, on_both_engines};
use relief_ledger::service::rulebook::sweep::sweep_daily;
use serde_json::{Value, json};

/// Sweeps, and tells each new finding as `rule subject`.
pub async fn swept(app: &TestApp) -> Vec<String> {
    let answer = app.post("auditor-1", "/sweeps", json!({})).await.must(201);
    let of = |f: &Value| {
        format!("{} {}", f["rule"].as_str().unwrap_or_default(), f["subject"].as_str().unwrap_or_default())
    };
    let mut found: Vec<String> = answer["findings"].as_array().into_iter().flatten().map(of).collect();
    found.sort();
    assert_eq!(answer["found"].as_i64(), Some(found.len() as i64), "{answer}");
    found
}

pub fn of_rule(found: &[String], rule: &str) -> Vec<String> {
    found.iter().filter(|one| one.starts_with(rule)).cloned().collect()
}

on_both_engines! {
    async fn a_gift_that_nobody_notified_is_found_once_and_one_that_was_notified_is_not(app: TestApp) {
        let on = |day: &str| app.donation("100.00", if day == "late" { "2014-05-18" } else { "2014-05-19" }, json!({}));
        let (late, early, told) = (on("late").await, on("early").await, on("late").await);
        app.post("maker-1", &format!("/inflows/{}/notified", id(&told)), json!({"notified_on": "2014-05-20"})).await.must(201);
        app.set_clock("2014-06-03T10:00:00+04:00");
        assert_eq!(swept(&app).await, [format!("notification-overdue {}", id(&late))], "16 days, 15 days, and one that was notified");
        assert_eq!(swept(&app).await, [""; 0], "it is written once");
        app.set_clock("2014-06-04T10:00:00+04:00");
        assert_eq!(swept(&app).await, [format!("notification-overdue {}", id(&early))]);
        let listed = app.get("auditor-1", "/findings?rule=notification-overdue").await.must(200);
        assert_eq!(listed["items"].as_array().map(Vec::len), Some(2), "{listed}");
        assert_eq!(listed["items"][0]["stage"], "sweep");
        assert_eq!(app.differences().await, [""; 0]);
    }

    async fn money_that_comes_back_from_whoever_was_paid_is_found_after_the_release_and_calls_nothing_back(app: TestApp) {
        app.donation("500.00", "2014-05-30", json!({})).await;
        let person = app.beneficiary("2014-06-01").await;
        let clinic = json!({"kind": "clinic", "name": "Klinika 9", "number": "1234567891"});
        let payment = app.released(json!({"purpose": "medical", "beneficiary": person, "amount": "50.00", "method": "bank", "payee": clinic,
            "items": [{"category": "treatment", "amount": "50.00"}]})).await;
        assert_eq!(of_rule(&swept(&app).await, "round-trip"), [""; 0], "nobody gave");
        app.donation("40.00", "2014-06-02", json!({"donor": {"kind": "legal", "name": "Klinika 9", "number": "1234567891"}})).await;
        assert_eq!(of_rule(&swept(&app).await, "round-trip"), [format!("round-trip {payment}")]);
        assert_eq!(of_rule(&swept(&app).await, "round-trip"), [""; 0], "it is written once");
        let seen = app.get("treasurer-1", &format!("/payments/{payment}")).await.must(200);
        let found = (&seen["found_since"][0]["rule"], &seen["found_since"][0]["severity"]);
        assert_eq!((found, &seen["recall"]), ((&json!("round-trip"), &json!("override")), &json!(false)), "{seen}");
        assert_eq!(app.differences().await, [""; 0]);
    }

    async fn cash_that_nobody_collects_is_found_after_thirty_days(app: TestApp) {
        app.post("maker-1", "/inflows", json!({"kind": "opening", "amount": "500.00", "received_on": "2014-05-30", "account": "cash",
            "evidence": app.document("maker-1", "count").await})).await.must(201);
        let person = app.known(json!({"citizenship": "citizen", "minor": false, "method_wish": "cash", "identifications": [identification("2014-06-01")]})).await;
        let mut body = app.lump_sum(&person);
        body["method"] = json!("cash");
        let payment = app.released(body).await;
        app.set_clock("2014-07-02T10:00:00+04:00");
        assert_eq!(of_rule(&swept(&app).await, "unclaimed-cash"), [""; 0], "30 days");
        app.set_clock("2014-07-03T10:00:00+04:00");
        assert_eq!(of_rule(&swept(&app).await, "unclaimed-cash"), [format!("unclaimed-cash {payment}")]);
        let seen = app.get("treasurer-1", &format!("/payments/{payment}")).await.must(200);
        assert_eq!((&seen["found_since"][0]["rule"], &seen["recall"]), (&json!("unclaimed-cash"), &json!(false)), "{seen}");
    }

    async fn a_submitted_payment_and_a_proposed_award_wait_no_longer_than_thirty_days(app: TestApp) {
        app.donation("500.00", "2014-05-30", json!({})).await;
        let person = app.beneficiary("2014-06-01").await;
        let payment = app.draft(app.lump_sum(&person)).await;
        app.step("maker-1", &payment, "submit", json!({})).await.must(200);
        let other = app.beneficiary("2014-06-01").await;
        let award = id(&app.post("maker-1", "/awards", json!({"beneficiary": other, "purpose": "lump_sum"})).await.must(201));
        app.set_clock("2014-07-02T10:00:00+04:00");
        assert_eq!(of_rule(&swept(&app).await, "decision-delay"), [""; 0], "30 days");
        app.set_clock("2014-07-03T10:00:00+04:00");
        assert_eq!(of_rule(&swept(&app).await, "decision-delay"), [format!("decision-delay {award}"), format!("decision-delay {payment}")]);
    }

    async fn emergency_help_is_reviewed_within_days(app: TestApp) {
        app.donation("500.00", "2014-05-30", json!({})).await;
        let body = |person: &str| json!({"purpose": "emergency_help", "beneficiary": person, "amount": "40.00", "payee": {"kind": "supplier", "name": "Nümunə MMC"},
            "method": "bank", "items": [{"category": "food", "amount": "40.00"}]});
        let (one, two) = (app.beneficiary_with(json!({"citizenship": "foreign", "minor": false})).await, app.beneficiary_with(json!({"citizenship": "foreign", "minor": false})).await);
        let forgotten = app.released(body(&one)).await;
        app.released(body(&two)).await;
        app.set_clock("2014-06-04T10:00:00+04:00");
        let refused = json!({"episode": 1, "on": "2014-06-04", "by": "police", "status": "refused"});
        app.post("maker-1", &format!("/beneficiaries/{two}/identifications"), refused).await.must(201);
        assert_eq!(of_rule(&swept(&app).await, "ghost-beneficiary"), [""; 0], "two working days");
        app.set_clock("2014-06-05T10:00:00+04:00");
        assert_eq!(of_rule(&swept(&app).await, "ghost-beneficiary"), [format!("ghost-beneficiary {forgotten}")], "that nobody is a victim is a review too");
    }

    async fn one_officer_who_gives_most_of_the_overrides_is_named(app: TestApp) {
        app.donation("5000.00", "2014-05-30", json!({})).await;
        for number in 0..5 {
            let bare = json!({"citizenship": "citizen", "minor": false, "method_wish": "bank", "identity": {"fin": crate::app::fresh_fin()},
                "identifications": [identification("2014-06-01")]});
            let person = id(&app.post("maker-1", "/beneficiaries", bare).await.must(201));
            app.reviewed().await;
            let payment = app.draft(app.lump_sum(&person)).await;
            app.step("maker-1", &payment, "submit", json!({})).await.must(200);
            assert_eq!(of_rule(&swept(&app).await, "override-pattern"), [""; 0], "{number} overrides are no pattern");
            let lift = json!({"rule": "ghost-beneficiary", "reason": "Known to the shelter.", "basis": "policy of the Fund"});
            app.step("overrider-1", &payment, "override", lift).await.must(200);
        }
        let listed = app.get("auditor-1", "/findings?rule=override-pattern").await.must(200);
        assert_eq!(listed["items"].as_array().map(Vec::len), Some(1), "it is told with the fifth: {listed}");
        assert_eq!(of_rule(&swept(&app).await, "override-pattern"), [""; 0], "and once");
        assert_eq!(app.differences().await, [""; 0]);
    }

    async fn what_no_decision_told_since_another_rulebook_ruled_is_found_by_the_sweep(app: TestApp) {
        app.donation("5000.00", "2014-05-30", json!({})).await;
        let blind = crate::rulebook::changed("misuse.cedar", "resource.least < resource.most", "resource.least < resource.most - 100000");
        let app = app.with(|fund| fund.ruled_by(std::sync::Arc::new(blind)));
        let mut awards = vec![];
        for amount in ["100.00", "120.00"] {
            let mut body = app.lump_sum(&app.beneficiary("2014-06-01").await);
            body["amount"] = json!(amount);
            let payment = app.draft(body).await;
            app.step("maker-1", &payment, "submit", json!({})).await.must(200);
            if amount != "100.00" {
                let lift = json!({"rule": "amount-not-in-force", "reason": "The court said so.", "basis": "policy of the Fund"});
                app.step("overrider-1", &payment, "override", lift).await.must(200);
            }
            awards.push(app.step("approver-1", &payment, "approve", json!({})).await.must(200)["award"].clone());
        }
        assert_eq!(of_rule(&swept(&app).await, "unequal-treatment"), [""; 0]);
        let strict = crate::rulebook::changed("limits.toml", "[override_least]\nvalue = 5", "[override_least]\nvalue = 1");
        let app = app.with(|fund| fund.ruled_by(std::sync::Arc::new(strict)));
        let found = swept(&app).await;
        assert_eq!(of_rule(&found, "unequal-treatment"), [format!("unequal-treatment {}", awards[0].as_str().unwrap_or_default())]);
        assert_eq!(of_rule(&found, "override-pattern").len(), 1, "{found:?}");
        assert_eq!(app.differences().await, [""; 0]);
    }

    async fn a_pattern_shows_after_the_payment_arrived_and_one_that_was_lifted_is_not_told_again(app: TestApp) {
        app.donation("500.00", "2014-05-30", json!({})).await;
        let person = app.beneficiary("2014-06-01").await;
        let treated = |number: &str| json!({"purpose": "medical", "beneficiary": person, "amount": "50.00", "method": "bank",
            "payee": {"kind": "clinic", "name": format!("Klinika {number}"), "number": number}, "items": [{"category": "treatment", "amount": "50.00"}]});
        let gift_on = async |number: &str, day: &str| app.donation("40.00", day, json!({"donor": {"kind": "legal", "name": format!("Klinika {number}"), "number": number}})).await;
        gift_on("1234567892", "2014-05-31").await;
        let lifted = app.draft(treated("1234567892")).await;
        app.step("maker-1", &lifted, "submit", json!({})).await.must(200);
        let lift = json!({"rule": "round-trip", "reason": "It gave for another purpose.", "basis": "policy of the Fund"});
        app.step("overrider-1", &lifted, "override", lift).await.must(200);
        for (who, step) in [("approver-1", "approve"), ("treasurer-1", "release"), ("treasurer-1", "settle")] {
            app.step(who, &lifted, step, json!({})).await.must(200);
        }
        let arrived = app.released(treated("1234567891")).await;
        app.step("treasurer-1", &arrived, "settle", json!({})).await.must(200);
        assert_eq!(of_rule(&swept(&app).await, "round-trip"), [""; 0], "one was lifted, of the other nobody gave");
        gift_on("1234567891", "2014-06-02").await;
        app.set_clock("2014-08-30T10:00:00+04:00");
        assert_eq!(of_rule(&swept(&app).await, "round-trip"), [format!("round-trip {arrived}")], "89 days after");
        assert_eq!(of_rule(&swept(&app).await, "round-trip"), [""; 0], "it is written once");
        assert_eq!(app.get("treasurer-1", &format!("/payments/{arrived}")).await.must(200)["recall"], false);
        gift_on("1234567892", "2014-06-20").await;
        assert_eq!(of_rule(&swept(&app).await, "round-trip"), [format!("round-trip {lifted}")], "it gave again: that is another matter");
        assert_eq!(app.differences().await, [""; 0]);
    }

    async fn an_organisation_paid_beside_sums_of_several_persons_it_speaks_for_is_a_pattern(app: TestApp) {
        app.donation("5000.00", "2014-05-30", json!({})).await;
        let ngo = json!({"kind": "ngo", "name": "Yardım İB", "number": "1234567891"});
        let mut last = String::new();
        for number in 0..3 {
            assert_eq!(of_rule(&swept(&app).await, "kickback-pattern"), [""; 0], "{number} persons are none");
            let person = app.beneficiary("2014-06-01").await;
            let body = json!({"purpose": "social_rehabilitation", "beneficiary": person, "amount": "50.00", "payee": ngo, "method": "bank",
                "items": [{"category": "clothing", "amount": "50.00"}]});
            last = app.released(body).await;
            app.released(app.lump_sum(&person)).await;
        }
        assert_eq!(of_rule(&swept(&app).await, "kickback-pattern"), [format!("kickback-pattern {last}")]);
        let listed = app.get("auditor-1", "/findings?rule=kickback-pattern").await.text();
        assert!(!listed.contains("Yardım"), "nobody is named: {listed}");
    }

    async fn confiscated_property_that_does_not_come_is_chased_and_the_warning_rises(app: TestApp) {
        let copy = app.document("registrar-1", "copy").await;
        let order = json!({"kind": "confiscation", "issuer": relief_ledger::cli::story::COURT, "case_number": "7-1", "decided_on": "2014-02-20",
            "in_force_on": "2014-03-04", "copy": copy, "assets": [{"kind": "vehicle", "description": "a car", "value": "5000.00", "stage": "forfeited"}]});
        let order = id(&app.post("registrar-1", "/orders", order).await.must(201));
        app.set_clock("2014-06-03T10:00:00+04:00");
        assert_eq!(of_rule(&swept(&app).await, "confiscation"), [""; 0], "nobody confirmed it");
        app.post("registrar-2", &format!("/orders/{order}/confirm"), json!({})).await.must(200);
        let listed = app.get("auditor-1", "/findings?rule=confiscation-overdue").await.must(200);
        assert_eq!(listed["items"][0]["subject"], order, "91 days, told when it is confirmed: {listed}");
        assert_eq!(of_rule(&swept(&app).await, "confiscation"), [""; 0], "and once");
        app.set_clock("2014-07-03T10:00:00+04:00");
        assert_eq!(of_rule(&swept(&app).await, "confiscation"), [""; 0], "it is on the record");
        app.set_clock("2014-09-01T10:00:00+04:00");
        assert_eq!(of_rule(&swept(&app).await, "confiscation"), [format!("confiscation-overdue {order}")], "after twice the term it rises");
    }

    async fn the_sweep_of_a_day_is_made_once_by_itself(app: TestApp) {
        app.donation("100.00", "2014-05-18", json!({})).await;
        app.set_clock("2014-06-03T10:00:00+04:00");
        assert_eq!(sweep_daily(&app.fund).await.expect("it sweeps"), Some(1));
        assert_eq!(sweep_daily(&app.fund).await.expect("it sweeps"), None, "once a day");
        app.set_clock("2014-06-04T10:00:00+04:00");
        assert_eq!(sweep_daily(&app.fund).await.expect("it sweeps"), Some(0), "and nothing twice");
        assert_eq!(app.differences().await, [""; 0]);
    }

    async fn two_sweeps_at_once_write_nothing_twice(app: TestApp) {
        for _ in 0..3 {
            app.donation("100.00", "2014-05-18", json!({})).await;
        }
        app.set_clock("2014-06-03T10:00:00+04:00");
        let second = TestApp::second(&app).await;
        let (one, two, three) = tokio::join!(app.post("auditor-1", "/sweeps", json!({})), app.post("maker-1", "/sweeps", json!({})), sweep_daily(&second));
        let found = |answer: Value| answer["found"].as_i64().unwrap_or_default();
        three.expect("it sweeps");
        let told = found(one.must(201)) + found(two.must(201));
        assert!(told <= 3, "{told}");
        let listed = app.get("auditor-1", "/findings?rule=notification-overdue").await.must(200);
        assert_eq!(listed["items"].as_array().map(Vec::len), Some(3), "{listed}");
        second.store().close().await;
    }

    async fn the_past_is_judged_again_under_other_policies_in_one_pass(app: TestApp) {
        app.donation("900.00", "2014-05-05", json!({})).await;
        let person = app.beneficiary("2014-05-01").await;
        let mut body = json!({"purpose": "medical", "beneficiary": person, "amount": "300.00", "payee": {"kind": "clinic", "name": "Nümunə Klinikası"},
            "method": "bank", "items": [{"category": "treatment", "amount": "300.00"}]});
        let payment = app.released(body.clone()).await;
        merge(&mut body, json!({"memo": "a second course"}));
        app.draft(body).await;
        let book = crate::rulebook::changed("purposes.cedar", r#"["clinic", "supplier", "beneficiary", "representative", "ngo"]"#, r#"["supplier"]"#);
        let mut changed = vec![];
        let done = relief_ledger::service::rulebook::replay::replay(&app.fund, &book, |one| changed.push(one)).await.expect("it is judged");
        assert_eq!((done.judged, done.changed, changed.len()), (5, 5, 5), "four steps of one, and a draft");
        assert!(changed.iter().all(|one| one.appears.iter().map(ToString::to_string).eq(["outside-purpose block"]) && one.vanishes.is_empty()), "{changed:?}");
        let same = relief_ledger::service::rulebook::replay::replay(&app.fund, &relief_ledger::rules::Rulebook::built_in(), |one| panic!("{one:?}")).await.expect("it is judged");
        assert_eq!((same.judged, same.changed), (5, 0));
        let newer = app.with(|fund| fund.ruled_by(std::sync::Arc::new(book)));
        let seen = newer.get("auditor-1", &format!("/payments/{payment}")).await.must(200);
        assert_eq!(seen["rulebook_change"]["appears"][0]["rule"], "outside-purpose", "what the policies changed is shown: {seen}");
        assert_eq!(seen["rulebook_change"]["stage"], "release");
    }
}
