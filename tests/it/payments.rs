//! What case officers, approvers and treasurers rely on when a payment goes its way: states, hands, sums, entries.
use crate::app::{TestApp, id, on_both_engines};
use serde_json::{Value, json};

/// The balance of a lot's member, like `available`.
async fn lot(app: &TestApp, lot: &str, member: &str) -> String {
    app.get("auditor-1", &format!("/lots/{lot}")).await.must(200)[member]
        .as_str()
        .unwrap_or_default()
        .to_owned()
}

/// Accounts and sums of an entry's postings, debit positive.
async fn lines(app: &TestApp, entry: &Value) -> Vec<String> {
    let entry =
        app.get("auditor-1", &format!("/journal/{}", entry.as_str().unwrap_or_default())).await.must(200);
    let line = |p: &Value| {
        let (debit, credit) =
            (p["debit"].as_str().unwrap_or_default(), p["credit"].as_str().unwrap_or_default());
        if credit == "0.00" {
            format!("D {} {debit}", p["account"].as_str().unwrap_or_default())
        } else {
            format!("C {} {credit}", p["account"].as_str().unwrap_or_default())
        }
    };
    entry["postings"].as_array().into_iter().flatten().map(line).collect()
}

on_both_engines! {
    async fn a_lump_sum_goes_from_draft_to_settled_and_back_through_the_entries_of_the_table_of_steps(app: TestApp) {
        let gift = app.donation("500.00", "2014-05-05", json!({"restriction": {"purposes": ["lump_sum"]}})).await;
        let gift = gift["lot"].as_str().expect("a lot").to_owned();
        let person = app.beneficiary("2014-06-02").await;
        let payment = app.draft(app.lump_sum(&person)).await;
        app.step("maker-1", &payment, "submit", json!({})).await.must(200);
        assert_eq!(lot(&app, &gift, "available").await, "500.00", "a submitted payment reserves nothing");

        let approved = app.step("approver-1", &payment, "approve", json!({})).await.must(200);
        assert_eq!(approved["state"], "approved");
        assert_eq!((lot(&app, &gift, "available").await.as_str(), lot(&app, &gift, "committed").await.as_str()), ("400.00", "100.00"));
        let released = app.step("treasurer-1", &payment, "release", json!({})).await.must(200);
        assert_eq!((lot(&app, &gift, "available").await.as_str(), lot(&app, &gift, "spent").await.as_str()), ("400.00", "100.00"));
        app.step("treasurer-1", &payment, "settle", json!({"settled_on": "2014-06-02"})).await.must(200);
        let returned = app.step("treasurer-1", &payment, "return", json!({"reason": "account closed"})).await.must(200);
        assert_eq!(returned["state"], "returned");
        assert_eq!((lot(&app, &gift, "available").await.as_str(), lot(&app, &gift, "spent").await.as_str()), ("500.00", "0.00"));

        let entries = returned["entries"].as_array().expect("entries").clone();
        assert_eq!(entries.len(), 5);
        assert_eq!(lines(&app, &entries[0]).await, ["D 9110 100.00", "C 9119 100.00"]);
        assert_eq!(lines(&app, &entries[1]).await, ["D 5110 100.00", "C 1191 100.00", "D 9119 100.00", "C 9110 100.00"]);
        assert_eq!(lines(&app, &entries[2]).await, ["D 1191 100.00", "C 1110 100.00"]);
        assert_eq!(lines(&app, &entries[3]).await, ["D 1110 100.00", "C 2120 100.00"]);
        assert_eq!(lines(&app, &entries[4]).await, ["D 2120 100.00", "C 5110 100.00"]);
        assert_eq!(released["award"], returned["award"]);
        assert!(app.differences().await.is_empty(), "{:?}", app.differences().await);
    }

    async fn after_a_return_the_lump_sum_may_be_paid_again_but_never_twice(app: TestApp) {
        app.donation("500.00", "2014-05-05", json!({})).await;
        let person = app.beneficiary("2014-06-01").await;
        let first = app.released(app.lump_sum(&person)).await;
        let second = app.draft(app.lump_sum(&person)).await;
        let refused = app.step("maker-1", &second, "submit", json!({})).await;
        assert_eq!((refused.status, refused.code().as_str()), (422, "blocked_by_rule"));
        assert_eq!(refused.rules(), ["lump-sum-twice"]);
        app.step("treasurer-1", &first, "recall", json!({})).await.must(200);
        app.step("maker-1", &second, "submit", json!({})).await.must(200);
        app.step("approver-1", &second, "approve", json!({})).await.must(200);
        let third = app.draft(app.lump_sum(&person)).await;
        assert_eq!(app.step("maker-1", &third, "submit", json!({})).await.rules(), ["lump-sum-twice"]);
        assert!(app.differences().await.is_empty(), "{:?}", app.differences().await);
    }

    async fn one_person_has_one_hand_on_a_payment(app: TestApp) {
        use relief_ledger::{domain::{person::Role, text::Line}, service::person::add_person::add_person};
        for (name, role) in [("maker-1", Role::Approver), ("maker-1", Role::Treasurer), ("maker-1", Role::Overrider), ("approver-1", Role::Treasurer)] {
            let name = Line::new(name).expect("a fixed name");
            add_person(&app.fund, &name, &[role].into(), None).await.expect("money roles go together");
        }
        app.donation("900.00", "2014-05-05", json!({})).await;
        let person = app.beneficiary("2014-06-01").await;
        let payment = app.draft(app.lump_sum(&person)).await;
        app.step("maker-1", &payment, "submit", json!({})).await.must(200);
        let before = app.get("auditor-1", &format!("/payments/{payment}")).await.must(200);
        let refused = app.step("maker-1", &payment, "approve", json!({})).await;
        assert_eq!((refused.status, refused.code().as_str()), (403, "same_hands"));
        app.step("approver-1", &payment, "approve", json!({})).await.must(200);
        let lift = json!({"rule": "amount-not-in-force", "reason": "It was looked at.", "basis": "policy of the Fund"});
        let refused = app.step("maker-1", &payment, "override", lift).await;
        assert_eq!((refused.status, refused.code().as_str()), (403, "same_hands"));
        for who in ["maker-1", "approver-1"] {
            let refused = app.step(who, &payment, "release", json!({})).await;
            assert_eq!((refused.status, refused.code().as_str()), (403, "same_hands"), "{who}");
        }
        assert_eq!(before["state"], "submitted");
        app.step("treasurer-1", &payment, "release", json!({})).await.must(200);
        assert!(app.differences().await.is_empty(), "{:?}", app.differences().await);
    }

    async fn from_five_thousand_manats_two_different_approvers_are_needed(app: TestApp) {
        app.donation("20000.00", "2014-05-05", json!({})).await;
        let person = app.beneficiary("2014-06-01").await;
        let body = |amount: &str| json!({"purpose": "medical", "beneficiary": person, "amount": amount, "payee": {"kind": "clinic", "name": "Klinika 1"},
            "method": "bank", "items": [{"category": "treatment", "amount": amount}]});
        let payment = app.draft(body("5000.00")).await;
        app.step("maker-1", &payment, "submit", json!({})).await.must(200);
        assert_eq!(app.step("approver-1", &payment, "approve", json!({})).await.must(200)["state"], "submitted");
        assert_eq!(app.step("approver-1", &payment, "approve", json!({})).await.code(), "same_hands", "a second approval by one person");
        assert_eq!(app.step("approver-2", &payment, "approve", json!({})).await.must(200)["state"], "approved");
        let small = app.draft(body("4999.99")).await;
        app.step("maker-1", &small, "submit", json!({})).await.must(200);
        assert_eq!(app.step("approver-1", &small, "approve", json!({})).await.must(200)["state"], "approved");
    }

    async fn cash_is_paid_from_the_desk_and_only_from_there(app: TestApp) {
        let gift = app.donation("500.00", "2014-05-05", json!({})).await["lot"].as_str().expect("a lot").to_owned();
        let person = app.beneficiary("2014-06-01").await;
        app.wishes(&person, "cash").await;
        let mut body = app.lump_sum(&person);
        body["method"] = json!("cash");
        let payment = app.draft(body).await;
        for (who, step) in [("maker-1", "submit"), ("approver-1", "approve")] {
            app.step(who, &payment, step, json!({})).await.must(200);
        }
        let refused = app.step("treasurer-1", &payment, "release", json!({})).await;
        assert_eq!((refused.status, refused.code().as_str()), (422, "lot_overdrawn"), "{}", refused.text());
        let moved = json!({"lot": gift, "amount": "150.00", "from": "bank", "to": "cash", "moved_on": "2014-06-02"});
        app.post("treasurer-1", "/cash-transfers", moved).await.must(201);
        app.step("treasurer-1", &payment, "release", json!({})).await.must(200);
        let paper = app.document("treasurer-1", "signed").await;
        let settle = async |body: Value| app.step("treasurer-1", &payment, "settle", body).await;
        for unproven in [json!({}), json!({"receipt": paper}), json!({"receipt": paper, "witnesses": ["Bir Şahid", "bir şahid"]}), json!({"witnesses": ["Bir Şahid", "İki Şahid"]})] {
            assert_eq!(settle(unproven).await.rules().first().map(String::as_str), Some("cash-unproven"));
        }
        assert!(app.get("treasurer-1", &format!("/payments/{payment}")).await.must(200)["collection_code"].is_null(), "the desk does not know the code");
        let mut right = app.collected(&payment).await;
        let wrong = json!({"receipt": paper, "code": if right["code"] == "000000" { "000001" } else { "000000" }});
        assert_eq!(settle(wrong).await.json()["fields"][0]["field"], "code");
        right["collected_by"] = json!("herself");
        let settled = settle(right).await.must(200);
        assert_eq!(settled["state"], "settled");
        assert_eq!(lot(&app, &gift, "in_cash").await, "50.00");
        assert!(app.differences().await.is_empty(), "{:?}", app.differences().await);
    }

    async fn a_settlement_recorded_by_mistake_is_taken_back_by_two_and_made_again(app: TestApp) {
        app.donation("500.00", "2014-05-05", json!({})).await;
        let person = app.beneficiary("2014-06-01").await;
        let payment = app.released(app.lump_sum(&person)).await;
        app.step("treasurer-1", &payment, "settle", json!({})).await.must(200);
        let proposed = app.step("treasurer-1", &payment, "unsettle", json!({"reason": "another payment was meant"})).await;
        assert_eq!((proposed.status, proposed.json()["state"].as_str()), (202, Some("proposed")), "{}", proposed.text());
        assert_eq!(app.step("treasurer-1", &payment, "unsettle", json!({"reason": "again"})).await.code(), "same_hands");
        let made = app.step("treasurer-2", &payment, "unsettle", json!({"reason": "agreed"})).await;
        assert!([200, 201].contains(&made.status), "{}", made.text());
        assert_eq!(made.json()["payment"]["state"], "released");
        app.step("treasurer-1", &payment, "settle", json!({})).await.must(200);
        assert_eq!(app.get("auditor-1", &format!("/payments/{payment}")).await.must(200)["state"], "settled");
        assert!(app.differences().await.is_empty(), "{:?}", app.differences().await);
    }

    async fn a_cancelled_payment_frees_its_reserve_and_its_award(app: TestApp) {
        let gift = app.donation("100.00", "2014-05-05", json!({})).await["lot"].as_str().expect("a lot").to_owned();
        let person = app.beneficiary("2014-06-01").await;
        let payment = app.draft(app.lump_sum(&person)).await;
        for (who, step) in [("maker-1", "submit"), ("approver-1", "approve")] {
            app.step(who, &payment, step, json!({})).await.must(200);
        }
        let other = app.beneficiary("2014-06-01").await;
        let poor = app.draft(app.lump_sum(&other)).await;
        assert_eq!(app.step("maker-1", &poor, "submit", json!({})).await.code(), "lot_overdrawn");
        app.step("approver-1", &payment, "cancel", json!({"reason": "she was paid elsewhere"})).await.must(200);
        assert_eq!(lot(&app, &gift, "available").await, "100.00");
        app.step("maker-1", &poor, "submit", json!({})).await.must(200);
        assert!(app.differences().await.is_empty(), "{:?}", app.differences().await);
    }

    async fn a_removal_notice_stops_a_way_out_and_lets_a_journey_within_the_country_pass(app: TestApp) {
        app.donation("900.00", "2014-05-05", json!({})).await;
        let person = app.beneficiary_with(json!({"citizenship": "foreign", "identifications": [crate::app::identification("2014-05-01")]})).await;
        let body = json!({"purpose": "other_necessary", "beneficiary": person, "amount": "300.00", "payee": {"kind": "ngo", "name": "Temiz Dunya"}, "method": "bank",
            "items": [{"category": "travel", "amount": "300.00"}], "travel": {"on": "2014-06-20", "from": "AZ", "to": "AZ"}});
        let payment = app.draft(body).await;
        app.step("maker-1", &payment, "submit", json!({})).await.must(200);
        app.step("approver-1", &payment, "approve", json!({})).await.must(200);
        let outbound = json!({"purpose": "other_necessary", "beneficiary": person, "amount": "300.00", "payee": {"kind": "ngo", "name": "Temiz Dunya"}, "method": "bank",
            "items": [{"category": "travel", "amount": "300.00"}], "travel": {"on": "2014-06-20", "from": "AZ", "to": "PH"}});
        let notice = json!({"beneficiary": person, "form": "expulsion", "issued_by": "migration_service", "decided_on": "2014-06-02"});
        app.post("guardian-1", "/notices", notice).await.must(201);
        let check = app.post("maker-1", "/payments/check", outbound).await.must(200);
        assert_eq!(check["verdict"], "blocked");
        let rules: Vec<&str> = check["findings"].as_array().into_iter().flatten().filter_map(|f| f["rule"].as_str()).collect();
        assert!(rules.contains(&"expulsion-funding") && rules.contains(&"return-file-missing"), "{rules:?}");
        app.step("treasurer-1", &payment, "release", json!({})).await.must(200);
    }

    async fn an_overrider_lifts_what_may_be_lifted_and_only_with_another_hand(app: TestApp) {
        app.donation("900.00", "2014-05-05", json!({})).await;
        let person = app.beneficiary("2014-06-01").await;
        let mut body = app.lump_sum(&person);
        body["amount"] = json!("80.00");
        let payment = app.draft(body).await;
        app.step("maker-1", &payment, "submit", json!({})).await.must(200);
        let refused = app.step("approver-1", &payment, "approve", json!({})).await;
        assert_eq!((refused.status, refused.code().as_str()), (422, "needs_override"));
        assert_eq!(refused.rules(), ["amount-not-in-force"]);
        let lift = json!({"rule": "amount-not-in-force", "reason": "the rest was given in hand before", "basis": "Decision 8, 5.1.1"});
        let lifted = app.step("overrider-1", &payment, "override", lift.clone()).await.must(200);
        assert!(lifted["findings"][0]["overridden_by"].is_string(), "{lifted}");
        assert_eq!(app.step("overrider-1", &payment, "override", lift).await.code(), "invalid", "it is lifted already");
        app.step("approver-1", &payment, "approve", json!({})).await.must(200);
        app.step("treasurer-1", &payment, "release", json!({})).await.must(200);
        let nothing = json!({"rule": "expulsion-funding", "reason": "x", "basis": "y"});
        assert_eq!(app.step("overrider-1", &payment, "override", nothing).await.code(), "wrong_state");
        assert!(app.differences().await.is_empty(), "{:?}", app.differences().await);
    }

    async fn a_block_is_lifted_by_nobody(app: TestApp) {
        app.donation("900.00", "2014-05-05", json!({})).await;
        let stranger = app.beneficiary_with(json!({"citizenship": "citizen"})).await;
        let payment = app.draft(app.lump_sum(&stranger)).await;
        let refused = app.step("overrider-1", &payment, "override", json!({"rule": "not-identified", "reason": "urgent", "basis": "none"})).await;
        assert_eq!(refused.code(), "blocked_by_rule");
        assert_eq!(app.step("maker-1", &payment, "submit", json!({})).await.code(), "blocked_by_rule");
    }

    async fn steps_keep_the_order_of_their_days_and_none_lies_ahead(app: TestApp) {
        app.donation("900.00", "2014-05-05", json!({})).await;
        let person = app.beneficiary("2014-05-20").await;
        let payment = app.draft(app.lump_sum(&person)).await;
        app.step("maker-1", &payment, "submit", json!({"submitted_on": "2014-06-01"})).await.must(200);
        let ahead = app.step("approver-1", &payment, "approve", json!({"approved_on": "2014-06-03"})).await;
        assert_eq!((ahead.status, ahead.json()["fields"][0]["field"].as_str()), (422, Some("approved_on")));
        assert_eq!(app.step("approver-1", &payment, "approve", json!({"approved_on": "2014-05-31"})).await.code(), "invalid");
        app.step("approver-1", &payment, "approve", json!({"approved_on": "2014-06-02"})).await.must(200);
        assert_eq!(app.step("treasurer-1", &payment, "release", json!({"released_on": "2014-06-01"})).await.code(), "invalid");
        app.step("treasurer-1", &payment, "release", json!({})).await.must(200);
        app.step("treasurer-1", &payment, "settle", json!({"settled_on": "2014-05-30"})).await.must(200);
        assert_eq!(app.step("treasurer-1", &payment, "return", json!({"reason": "x", "returned_on": "2014-06-01"})).await.code(), "invalid");
        assert!(app.differences().await.is_empty(), "{:?}", app.differences().await);
    }

    async fn payee_names_are_shown_to_those_who_pay_and_never_a_beneficiarys(app: TestApp) {
        app.donation("900.00", "2014-05-05", json!({})).await;
        let person = app.beneficiary("2014-06-01").await;
        let clinic = app.draft(json!({"purpose": "medical", "beneficiary": person, "amount": "30.00", "payee": {"kind": "clinic", "name": "Klinika Nur"}, "method": "bank",
            "items": [{"category": "treatment", "amount": "30.00"}], "memo": "stomach"})).await;
        let mut own = app.lump_sum(&person);
        own["payee"] = json!({"kind": "beneficiary", "name": "Planted Name"});
        let own = app.draft(own).await;
        for (who, seen) in [("maker-1", true), ("approver-1", true), ("treasurer-1", true), ("overrider-1", false), ("auditor-1", false)] {
            let text = app.get(who, &format!("/payments/{clinic}")).await.text();
            assert_eq!((text.contains("Klinika Nur"), text.contains("stomach")), (seen, seen), "{who}");
            assert!(!app.get(who, &format!("/payments/{own}")).await.text().contains("Planted Name"), "{who}");
        }
    }

    async fn a_payment_names_its_lots_or_gets_them_by_restriction_expiry_and_age(app: TestApp) {
        let free = app.donation("100.00", "2014-01-05", json!({})).await["lot"].clone();
        let late = app.donation("100.00", "2014-02-05", json!({"restriction": {"purposes": ["lump_sum"], "expires_on": "2014-12-31"}})).await["lot"].clone();
        let soon = app.donation("60.00", "2014-03-05", json!({"restriction": {"purposes": ["lump_sum"], "expires_on": "2014-06-30"}})).await["lot"].clone();
        let other = app.donation("900.00", "2014-03-06", json!({"restriction": {"purposes": ["legal_aid"]}})).await["lot"].clone();
        let person = app.beneficiary("2014-06-01").await;
        let check = app.post("maker-1", "/payments/check", app.lump_sum(&person)).await.must(200);
        assert_eq!(check["sources"], json!([{"lot": soon, "amount": "60.00"}, {"lot": late, "amount": "40.00"}]));
        let mut named = app.lump_sum(&person);
        named["lots"] = json!([free]);
        let sources = app.post("maker-1", "/payments/check", named.clone()).await.must(200);
        assert_eq!(sources["sources"], json!([{"lot": free, "amount": "100.00"}]));
        named["lots"] = json!([other]);
        let elsewhere = app.post("maker-1", "/payments/check", named).await.must(200);
        assert_eq!((elsewhere["verdict"].as_str(), elsewhere["findings"][0]["rule"].as_str()), (Some("blocked"), Some("restricted-elsewhere")));
    }
}

on_both_engines! {
    async fn a_check_writes_nothing_and_gives_all_findings_at_once(app: TestApp) {
        let person = app.beneficiary_with(json!({"citizenship": "foreign"})).await;
        let before = app.fund.store().read().await.expect("a snapshot").head_row().await.expect("a head");
        let body = json!({"purpose": "repatriation", "beneficiary": person, "amount": "700.00", "payee": {"kind": "state_body", "name": "Dövlət Miqrasiya Xidməti"},
            "method": "bank", "items": [{"category": "escort", "amount": "700.00"}], "travel": {"on": "2014-07-01", "from": "AZ", "to": "PH"}});
        let check = app.post("maker-1", "/payments/check", body).await.must(200);
        let rules: Vec<&str> = check["findings"].as_array().into_iter().flatten().filter_map(|f| f["rule"].as_str()).collect();
        for rule in ["outside-purpose", "enforcement-payee", "return-file-missing", "not-identified", "lot-overdrawn"] {
            assert!(rules.contains(&rule), "{rule} is not among {rules:?}");
        }
        assert!(check["findings"].as_array().into_iter().flatten().all(|f| f["id"].is_null() && f["message"] != "" && f["message_az"] != ""));
        let after = app.fund.store().read().await.expect("a snapshot").head_row().await.expect("a head");
        assert_eq!(before, after);
    }

    async fn a_list_of_payments_is_narrowed_and_paged(app: TestApp) {
        app.donation("900.00", "2014-05-05", json!({})).await;
        let person = app.beneficiary("2014-06-01").await;
        let mut drafted = vec![];
        for _ in 0..5 {
            drafted.push(app.draft(app.lump_sum(&person)).await);
        }
        app.step("maker-1", &drafted[0], "withdraw", json!({})).await.must(200);
        let (mut path, mut seen) = ("/payments?state=draft&limit=2".to_owned(), vec![]);
        loop {
            let page = app.get("auditor-1", &path).await.must(200);
            seen.extend(page["items"].as_array().into_iter().flatten().map(id));
            match page["next"].as_str() {
                Some(next) => path = format!("/payments?state=draft&limit=2&after={next}"),
                None => break,
            }
        }
        assert_eq!(seen, drafted[1..]);
        assert_eq!(app.get("auditor-1", "/payments?colour=red").await.status, 422);
    }
}

on_both_engines! {
    async fn dating_a_release_back_does_not_make_an_old_removal_check_fresh(app: TestApp) {
        app.donation("900.00", "2014-05-05", json!({})).await;
        let person = app.beneficiary_with(json!({"citizenship": "foreign", "languages": ["en"], "identifications": [crate::app::identification("2014-05-01")]})).await;
        app.asked(&person).await;
        let mut papers = vec![];
        for paper in ["consent", "advice", "risk", "answer"] {
            papers.push(app.document("maker-1", paper).await);
        }
        let file = json!({"consent": papers[0], "advice": papers[1], "risk_assessment": papers[2], "consent_on": "2014-05-20", "consent_language": "en",
            "interpreter": false, "legal_advice_on": "2014-05-19", "risk_assessed_on": "2014-05-21", "risk": "low", "permit_offered_on": "2014-05-19",
            "in_custody": false, "own_request": true, "receiving_kind": "ngo", "receiving_contact": "a shelter",
            "removal_check": {"asked_of": "migration_service", "asked_on": "2014-06-01", "answer": "none", "document": papers[3]}});
        app.post("maker-1", &format!("/beneficiaries/{person}/return-file"), file).await.must(201);
        assert_eq!(app.post("maker-1", &format!("/beneficiaries/{person}/return-file/confirm"), json!({})).await.code(), "same_hands");
        app.post("maker-2", &format!("/beneficiaries/{person}/return-file/confirm"), json!({})).await.must(200);
        let body = json!({"purpose": "repatriation", "beneficiary": person, "amount": "300.00", "payee": {"kind": "carrier", "name": "Nümunə"}, "method": "bank",
            "items": [{"category": "travel", "amount": "300.00"}], "travel": {"on": "2014-06-20", "from": "AZ", "to": "PH"}});
        let payment = app.draft(body).await;
        app.step("maker-1", &payment, "submit", json!({})).await.must(200);
        app.step("approver-1", &payment, "approve", json!({})).await.must(200);
        app.set_clock("2014-06-10T10:00:00+04:00");
        for day in ["2014-06-10", "2014-06-02"] {
            let refused = app.step("treasurer-1", &payment, "release", json!({"released_on": day})).await;
            assert_eq!((refused.code().as_str(), refused.rules()), ("blocked_by_rule", vec!["return-file-missing".to_owned()]), "{day}");
        }
        app.set_clock("2014-06-03T10:00:00+04:00");
    }

    async fn a_payee_without_a_name_and_a_vague_item_do_not_pass_unseen(app: TestApp) {
        app.donation("900.00", "2014-05-05", json!({})).await;
        let person = app.beneficiary("2014-06-01").await;
        let body = |kind: &str, name: Value, item: &str| json!({"purpose": "other_necessary", "beneficiary": person, "amount": "30.00", "payee": {"kind": kind, "name": name},
            "method": "bank", "items": [{"category": item, "amount": "30.00"}]});
        let verdict = |answer: Value| answer["verdict"].as_str().unwrap_or_default().to_owned();
        let check = |body: Value| app.post("maker-1", "/payments/check", body);
        assert_eq!(verdict(check(body("ngo", json!("Nümunə"), "food")).await.must(200)), "permitted");
        assert_eq!(verdict(check(body("ngo", Value::Null, "food")).await.must(200)), "needs_override");
        assert_eq!(verdict(check(body("representative", json!("Dövlət Miqrasiya Xidməti"), "food")).await.must(200)), "blocked");
        app.post("guardian-1", "/notices", json!({"beneficiary": person, "form": "deportation", "issued_by": "court", "decided_on": "2014-06-01"})).await.must(201);
        assert_eq!(verdict(check(body("ngo", json!("Nümunə"), "food")).await.must(200)), "permitted", "help at home goes on");
        assert_eq!(verdict(check(body("ngo", json!("Nümunə"), "other")).await.must(200)), "needs_override", "what is bought is not said");
        let silent = check(body("carrier", json!("Nümunə"), "other")).await;
        assert_eq!((silent.status, silent.json()["fields"][0]["field"].as_str()), (422, Some("travel")));
    }

    async fn a_notice_is_lifted_only_by_a_paper_that_came_after_it(app: TestApp) {
        let person = app.beneficiary("2014-06-01").await;
        let old = app.document("maker-1", "there before").await;
        let notice = json!({"beneficiary": person, "form": "removal", "issued_by": "police", "decided_on": "2014-06-01", "document": old});
        let notice = id(&app.post("maker-1", "/notices", notice).await.must(201));
        let path = format!("/notices/{notice}/lift");
        assert_eq!(app.post("guardian-1", &path, json!({"document": old})).await.code(), "invalid");
        let new = app.document("guardian-1", "set aside by the court of appeal").await;
        app.post("guardian-1", &path, json!({"document": new})).await.must(200);
    }
}
