//! Rules of the catalogue on facts that the store gathers: whoever checks a payment does not say them, and cannot leave them out.
use crate::app::{TestApp, id, identification, merge, on_both_engines};
use serde_json::{Value, json};

/// A payment for a person as a body.
pub fn paid(purpose: &str, person: &str, payee: Value, items: Value, more: Value) -> Value {
    let mut body = json!({"purpose": purpose, "beneficiary": person, "amount": "300.00", "payee": payee, "method": "bank", "items": items});
    merge(&mut body, more);
    body
}

pub fn bought(category: &str) -> Value {
    json!([{"category": category, "amount": "300.00"}])
}

pub fn supplier() -> Value {
    json!({"kind": "supplier", "name": "Nümunə MMC", "number": "1234567891"})
}

/// The findings of a check: rule, severity, and what is missing.
pub async fn told(app: &TestApp, body: Value) -> Vec<String> {
    let answer = app.post("maker-1", "/payments/check", body).await.must(200);
    findings(&answer["findings"])
}

pub fn findings(all: &Value) -> Vec<String> {
    let of = |f: &Value| {
        let missing: Vec<&str> =
            f["missing"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
        let missing = if missing.is_empty() { String::new() } else { format!(": {}", missing.join(", ")) };
        format!(
            "{} {}{missing}",
            f["rule"].as_str().unwrap_or_default(),
            f["severity"].as_str().unwrap_or_default()
        )
    };
    all.as_array().into_iter().flatten().map(of).collect()
}

pub async fn asked(app: &TestApp, person: &str, what: &str, body: Value) -> Value {
    app.post("maker-1", &format!("/beneficiaries/{person}/{what}"), body).await.must(201)
}

pub async fn foreigner(app: &TestApp) -> String {
    let body = json!({"citizenship": "foreign", "minor": false, "languages": ["tl"], "identifications": [identification("2014-05-01")]});
    app.beneficiary_with(body).await
}

/// A complete file of a voluntary return, confirmed by another maker.
async fn returns(app: &TestApp, person: &str, own_request: bool) {
    let papers = [
        app.document("maker-1", "consent").await,
        app.document("maker-1", "advice").await,
        app.document("maker-1", "risk").await,
    ];
    let file = json!({
        "consent": papers[0], "advice": papers[1], "risk_assessment": papers[2], "consent_on": "2014-05-28", "consent_language": "tl",
        "legal_advice_on": "2014-05-27", "risk_assessed_on": "2014-05-26", "risk": "low", "permit_offered_on": "2014-05-25", "in_custody": false,
        "own_request": own_request, "receiving_kind": "ngo", "receiving_contact": "a house in the town",
        "removal_check": {"asked_of": "migration service", "asked_on": "2014-06-01", "answer": "none"},
    });
    asked(app, person, "return-file", file).await;
    app.post("maker-2", &format!("/beneficiaries/{person}/return-file/confirm"), json!({})).await.must(200);
}

pub fn home(person: &str) -> Value {
    let carrier = json!({"kind": "carrier", "name": "Yol MMC"});
    paid(
        "repatriation",
        person,
        carrier,
        bought("travel"),
        json!({"travel": {"on": "2014-06-10", "from": "AZ", "to": "PH"}}),
    )
}

on_both_engines! {
    async fn nobody_is_sent_out_while_the_time_to_decide_runs_but_who_asked_for_it_may_leave(app: TestApp) {
        app.donation("9000.00", "2014-05-05", json!({})).await;
        let person = foreigner(&app).await;
        app.asked(&person).await;
        returns(&app, &person, false).await;
        assert_eq!(told(&app, home(&person)).await, ["reflection-period-return override: reflection"], "nobody recorded a period");
        asked(&app, &person, "reflection", json!({"from": "2014-05-10"})).await;
        assert_eq!(told(&app, home(&person)).await, ["reflection-period-return block"], "a period without an end runs");
        asked(&app, &person, "reflection", json!({"from": "2014-05-10", "to": "2014-06-02"})).await;
        assert_eq!(told(&app, home(&person)).await, ["reflection-period-return block"], "its last day is of it");
        asked(&app, &person, "reflection", json!({"from": "2014-05-02", "to": "2014-06-01"})).await;
        assert_eq!(told(&app, home(&person)).await, [""; 0], "it is over");

        let willing = foreigner(&app).await;
        app.asked(&willing).await;
        returns(&app, &willing, true).await;
        asked(&app, &willing, "reflection", json!({"from": "2014-05-10"})).await;
        assert_eq!(told(&app, home(&willing)).await, [""; 0], "who asks for the journey need not wait");
    }

    async fn a_way_out_waits_where_the_person_may_appeal_or_is_needed_in_a_case(app: TestApp) {
        app.donation("9000.00", "2014-05-05", json!({})).await;
        let person = foreigner(&app).await;
        returns(&app, &person, true).await;
        let rule = "pending-proceedings-return override";
        assert_eq!(told(&app, home(&person)).await, [format!("{rule}: proceedings")], "nobody asked");
        let case = |more: Value| {
            let mut body = json!({"number": 1, "kind": "criminal", "role": "witness", "state": "open", "opened_on": "2014-03-01"});
            merge(&mut body, more);
            body
        };
        let mut first = case(json!({}));
        first.as_object_mut().expect("an object").remove("number");
        asked(&app, &person, "proceedings", first).await;
        assert_eq!(told(&app, home(&person)).await, [rule], "a witness in an open case");
        let by_video = app.document("maker-1", "testimony by video").await;
        asked(&app, &person, "proceedings", case(json!({"arrangement": by_video}))).await;
        assert_eq!(told(&app, home(&person)).await, [""; 0], "it was arranged");
        asked(&app, &person, "proceedings", case(json!({"state": "closed", "closed_on": "2014-05-20", "appeal_until": "2014-06-02"}))).await;
        assert_eq!(told(&app, home(&person)).await, [rule], "the last day to appeal is today");
        asked(&app, &person, "proceedings", case(json!({"state": "closed", "closed_on": "2014-05-20", "appeal_until": "2014-06-01"}))).await;
        assert_eq!(told(&app, home(&person)).await, [""; 0]);
        let answer = app.post("approver-1", "/payments/check", home(&person)).await.text();
        assert!(!answer.contains("witness"), "who decides over money does not learn who testifies: {answer}");
    }

    async fn what_others_pay_is_not_paid_again_and_who_did_not_ask_is_told(app: TestApp) {
        app.donation("9000.00", "2014-05-05", json!({})).await;
        let person = app.beneficiary_with(json!({"citizenship": "citizen", "minor": false, "identifications": [identification("2014-05-01")]})).await;
        let body = |category: &str| paid("social_rehabilitation", &person, supplier(), bought(category), json!({}));
        assert_eq!(told(&app, body("rent")).await, ["double-funded override: support", "state-shelter-cost override: support"]);
        assert_eq!(told(&app, body("tuition")).await, [""; 0], "shelters pay no tuition");
        asked(&app, &person, "support", json!({"kind": "state_shelter", "from": "2014-05-02"})).await;
        assert_eq!(told(&app, body("rent")).await, ["state-shelter-cost override"]);
        asked(&app, &person, "support", json!({"number": 1, "kind": "state_shelter", "from": "2014-05-02", "to": "2014-06-01"})).await;
        assert_eq!(told(&app, body("rent")).await, [""; 0], "the person left the shelter");
        asked(&app, &person, "support", json!({"kind": "other_funder", "categories": ["tuition"], "from": "2014-05-02"})).await;
        assert_eq!(told(&app, body("tuition")).await, ["double-funded override"]);
    }

    async fn a_receipt_is_paid_once(app: TestApp) {
        app.donation("9000.00", "2014-05-05", json!({})).await;
        let person = app.beneficiary("2014-05-01").await;
        let receipt = app.document("maker-1", "receipt").await;
        let body = || paid("social_rehabilitation", &person, supplier(), json!([{"category": "clothing", "amount": "300.00", "receipt": receipt}]), json!({}));
        let twice = json!([{"category": "clothing", "amount": "150.00", "receipt": receipt}, {"category": "goods", "amount": "150.00", "receipt": receipt}]);
        assert_eq!(told(&app, paid("social_rehabilitation", &person, supplier(), twice, json!({}))).await, ["receipt-twice block"], "in one payment");
        let first = app.draft(body()).await;
        assert_eq!(told(&app, body()).await, [""; 0], "a draft pays nothing");
        for (who, step) in [("maker-1", "submit"), ("approver-1", "approve")] {
            app.step(who, &first, step, json!({})).await.must(200);
        }
        assert_eq!(told(&app, body()).await, ["receipt-twice block"]);
        app.step("approver-1", &first, "cancel", json!({"reason": "Bought elsewhere."})).await.must(200);
        assert_eq!(told(&app, body()).await, [""; 0], "what was cancelled paid nothing");
        let mut back = paid("social_rehabilitation", &person, json!({"kind": "beneficiary"}), bought("clothing"), json!({"service_on": "2014-05-20"}));
        assert_eq!(told(&app, back.clone()).await, ["receipt-twice override: receipt"], "what was bought before is shown by its receipt");
        back["items"][0]["receipt"] = json!(receipt);
        assert_eq!(told(&app, back).await, [""; 0]);
    }

    async fn a_sum_that_is_split_to_need_one_approver_waits_for_another_look(app: TestApp) {
        app.donation("20000.00", "2014-05-05", json!({})).await;
        let person = app.beneficiary("2014-05-01").await;
        let body = |amount: &str| paid("medical", &person, json!({"kind": "clinic", "name": "Nümunə Klinikası"}),
            json!([{"category": "treatment", "amount": amount}]), json!({"amount": amount}));
        let first = app.draft(body("3000.00")).await;
        for (who, step) in [("maker-1", "submit"), ("approver-1", "approve")] {
            app.step(who, &first, step, json!({})).await.must(200);
        }
        assert_eq!(told(&app, body("1999.99")).await, [""; 0], "together a qəpik under it");
        assert_eq!(told(&app, body("2000.00")).await, ["split-payment override"]);
        assert_eq!(told(&app, body("5000.00")).await, [""; 0], "two approve it anyway");
        let other = app.beneficiary("2014-05-01").await;
        let mut of_other = body("2000.00");
        of_other["beneficiary"] = json!(other);
        assert_eq!(told(&app, of_other).await, [""; 0]);
        app.set_clock("2014-07-03T10:00:00+04:00");
        assert_eq!(told(&app, body("2000.00")).await, [""; 0], "31 days later it is another matter");
    }

    async fn the_state_budgets_money_and_the_funds_are_not_mixed(app: TestApp) {
        app.donation("900.00", "2014-05-05", json!({})).await;
        let person = app.known(json!({"citizenship": "citizen", "minor": false, "identifications": [identification("2014-05-01")],
            "reintegration": {"episode": 1, "from": "2014-05-20"}})).await;
        let body = || json!({"purpose": "reintegration_allowance", "beneficiary": person, "amount": "400.00", "payee": {"kind": "beneficiary"}, "method": "bank"});
        assert_eq!(told(&app, body()).await, [""; 0]);
        let budget = json!({"kind": "state_budget", "amount": "5000.00", "received_on": "2014-05-10", "account": "bank", "budget_code": "2014.10",
            "restriction": {"purposes": ["reintegration_allowance"]}});
        let lot = app.post("maker-1", "/inflows", budget).await.must(201)["lot"].clone();
        let gift = app.get("maker-1", "/lots").await.must(200)["items"][0]["id"].clone();
        let mut from_gift = body();
        from_gift["lots"] = json!([gift]);
        assert_eq!(told(&app, from_gift).await, ["allowance-from-fund-means warn"]);
        let mut from_budget = body();
        from_budget["lots"] = json!([lot]);
        assert_eq!(told(&app, from_budget).await, [""; 0]);
    }

    async fn legal_aid_needs_a_mandate_of_its_day_or_a_donors_terms_and_a_lawyer_of_the_bar(app: TestApp) {
        app.donation("900.00", "2014-05-05", json!({})).await;
        let person = app.beneficiary("2014-05-01").await;
        let lawyer = json!({"kind": "lawyer", "name": "Vəkil", "number": "1234567892"});
        let body = |more: Value| paid("legal_aid", &person, lawyer.clone(), bought("legal_criminal"), more);
        let served = json!({"service_on": "2014-05-20"});
        assert_eq!(told(&app, body(json!({}))).await, ["legal-aid-unmandated override", "unlisted-lawyer override: lawyer_listed"], "nobody said on which day");
        assert_eq!(told(&app, body(served.clone())).await, ["legal-aid-unmandated override", "unlisted-lawyer override: lawyer_listed"], "there is no list");
        let listed = json!({"name": "Başqa Vəkil", "number": "1234567902", "from": "2010-01-01"});
        app.post("administrator-1", "/registers/bar", listed).await.must(201);
        assert_eq!(told(&app, body(served.clone())).await, ["legal-aid-unmandated override", "unlisted-lawyer override"]);
        let listed = json!({"name": "Vəkil", "number": "1234567892", "from": "2014-05-20"});
        app.post("administrator-1", "/registers/bar", listed).await.must(201);
        assert_eq!(told(&app, body(json!({"service_on": "2014-05-19"}))).await, ["legal-aid-unmandated override", "unlisted-lawyer override"], "a day too early");
        assert_eq!(told(&app, body(served.clone())).await, ["legal-aid-unmandated override"]);
        let given = app.donation("900.00", "2014-05-06", json!({"restriction": {"purposes": ["legal_aid"]}})).await;
        let mut by_terms = served;
        merge(&mut by_terms, json!({"lots": [given["lot"]]}));
        assert_eq!(told(&app, body(by_terms)).await, [""; 0], "the donor's terms say it");
    }

    async fn a_fine_of_a_person_whom_the_law_exempts_is_not_paid(app: TestApp) {
        app.donation("900.00", "2014-05-05", json!({})).await;
        let person = app.beneficiary("2014-05-01").await;
        let body = paid("other_necessary", &person, supplier(), bought("penalty"), json!({}));
        assert_eq!(told(&app, body.clone()).await, ["fine-of-exempt-victim override: coerced"]);
        let case = json!({"kind": "criminal", "role": "accused", "state": "open", "opened_on": "2014-03-01", "coerced": true});
        asked(&app, &person, "proceedings", case).await;
        assert_eq!(told(&app, body).await, ["fine-of-exempt-victim block"]);
        let overhead = paid("other_necessary", &person, supplier(), bought("admin"), json!({}));
        assert_eq!(told(&app, overhead).await, ["admin-overhead override"]);
    }

    async fn what_a_cost_is_called_decides_nothing(app: TestApp) {
        app.donation("9000.00", "2014-05-05", json!({})).await;
        let person = app.beneficiary_with(json!({"citizenship": "citizen", "minor": false, "identifications": [identification("2014-05-01")]})).await;
        let body = |category: &str, memo: &str| paid("other_necessary", &person, supplier(), bought(category), json!({"memo": memo}));
        assert_eq!(told(&app, body("fee", "overstay fine")).await, ["fine-of-exempt-victim override: coerced"]);
        assert_eq!(told(&app, body("clothing", "cərimə")).await, ["fine-of-exempt-victim override: coerced"]);
        assert_eq!(told(&app, body("other", "əməkdaşların maaşı")).await, ["admin-overhead override"]);
        let ticket = "return-file-missing warn: travel.from, travel.to";
        assert_eq!(told(&app, body("clothing", "bilet Manila")).await, [ticket], "nothing stands against the person");
        for lawful in ["fine arts course", "cərimənin ləğvi üçün vəkil", "salary withheld by the office of her employer", "teatr bileti", "dövlət rüsumu"] {
            assert_eq!(told(&app, body("other", lawful)).await, [""; 0], "{lawful}");
        }
        let notice = json!({"beneficiary": person, "form": "expulsion", "issued_by": "migration_service", "decided_on": "2014-05-20"});
        app.post("guardian-1", "/notices", notice).await.must(201);
        assert_eq!(told(&app, body("clothing", "flight ticket")).await, ["expulsion-funding override: travel.from, travel.to"], "it waits for a second person");
        let carrier = json!({"kind": "carrier", "name": "Yol MMC"});
        let bus = paid("other_necessary", &person, carrier, bought("travel"), json!({"memo": "avtobus bileti", "travel": {"on": "2014-06-10", "from": "AZ", "to": "AZ"}}));
        assert_eq!(told(&app, bus).await, [""; 0], "a ticket that is entered as travel within the country");
        let reason = json!({"reason": "No fine is paid by the Fund, and no ticket."});
        let payment = app.draft(body("clothing", "paltar")).await;
        app.step("maker-1", &payment, "submit", json!({})).await.must(200);
        app.step("approver-1", &payment, "reject", reason).await.must(200);
    }

    async fn a_person_is_paid_as_they_wish_and_is_known_by_more_than_a_record(app: TestApp) {
        app.donation("900.00", "2014-05-05", json!({})).await;
        let person = app.beneficiary("2014-05-01").await;
        let mut cash = app.lump_sum(&person);
        cash["method"] = json!("cash");
        assert_eq!(told(&app, cash.clone()).await, ["channel-against-wish override"]);
        asked(&app, &person, "wish", json!({"method_wish": "cash"})).await;
        assert_eq!(told(&app, cash).await, [""; 0]);
        let bare = json!({"citizenship": "citizen", "minor": false, "method_wish": "bank", "identity": {"fin": crate::app::fresh_fin()},
            "identifications": [identification("2014-05-01")]});
        let ghost = id(&app.post("maker-1", "/beneficiaries", bare).await.must(201));
        app.reviewed().await;
        assert_eq!(told(&app, app.lump_sum(&ghost)).await, ["ghost-beneficiary override"], "no paper shows the identification");
    }

    async fn an_account_of_another_person_or_of_staff_does_not_pass(app: TestApp) {
        app.donation("900.00", "2014-05-05", json!({})).await;
        let (one, other) = (app.beneficiary("2014-05-01").await, app.beneficiary("2014-05-01").await);
        let iban = json!({"iban": "AZ21NABZ00000000137010001944"});
        let body = |person: &str| {
            let mut body = app.lump_sum(person);
            body["payee"] = json!({"kind": "beneficiary", "account": iban});
            body
        };
        assert_eq!(told(&app, body(&one)).await, [""; 0]);
        app.draft(body(&one)).await;
        assert_eq!(told(&app, body(&one)).await, [""; 0], "it is the person's own");
        assert_eq!(told(&app, body(&other)).await, ["shared-account override"]);
        let staff = json!({"name": "Əməkdaş", "accounts": ["AZ21NABZ00000000137010001944"]});
        app.post("administrator-1", "/registers/staff", staff).await.must(201);
        assert_eq!(told(&app, body(&one)).await, ["shared-account block"]);
    }

    async fn money_does_not_go_back_to_its_giver_by_a_detour(app: TestApp) {
        let gift = json!({"donor": {"kind": "legal", "name": "Nümunə MMC", "number": "1234567891"}});
        app.donation("900.00", "2014-03-05", gift).await;
        let person = app.beneficiary("2014-05-01").await;
        let body = || paid("social_rehabilitation", &person, supplier(), bought("clothing"), json!({}));
        assert_eq!(told(&app, body()).await, ["round-trip override"], "89 days after the gift");
        app.set_clock("2014-06-03T10:00:00+04:00");
        assert_eq!(told(&app, body()).await, ["round-trip override"], "90 days");
        app.set_clock("2014-06-04T10:00:00+04:00");
        assert_eq!(told(&app, body()).await, [""; 0], "91 days");
    }

    async fn help_is_never_made_to_depend_on_co_operation(app: TestApp) {
        app.donation("900.00", "2014-05-05", json!({})).await;
        let person = app.beneficiary("2014-05-01").await;
        let payment = app.draft(app.lump_sum(&person)).await;
        app.step("maker-1", &payment, "submit", json!({})).await.must(200);
        let reason = json!({"reason": "She refuses to testify, so she gets no help until she gives a statement to the police."});
        let refused = app.step("approver-1", &payment, "reject", reason).await;
        assert_eq!((refused.code().as_str(), refused.rules()), ("blocked_by_rule", vec!["cooperation-condition".to_owned()]));
        let seen = app.get("auditor-1", &format!("/payments/{payment}")).await.must(200);
        assert_eq!(seen["state"], "submitted", "nothing was written");
        app.step("approver-1", &payment, "reject", json!({"reason": "The sum is not the one in force."})).await.must(200);
    }

    async fn a_removal_decision_that_comes_after_the_release_flags_the_payment_for_recall(app: TestApp) {
        app.donation("9000.00", "2014-05-05", json!({})).await;
        let person = foreigner(&app).await;
        app.asked(&person).await;
        returns(&app, &person, true).await;
        asked(&app, &person, "reflection", json!({"from": "2014-05-02", "to": "2014-05-30"})).await;
        let payment = app.released(home(&person)).await;
        let path = format!("/payments/{payment}");
        assert_eq!(app.get("treasurer-1", &path).await.must(200)["recall"], false);
        let notice = json!({"beneficiary": person, "form": "expulsion", "issued_by": "migration_service", "decided_on": "2014-06-02"});
        app.post("registrar-1", "/notices", notice.clone()).await.must(201);
        let seen = app.get("treasurer-1", &path).await.must(200);
        assert_eq!(seen["recall"], true, "{seen}");
        assert!(findings(&seen["found_since"]).contains(&"expulsion-funding block".to_owned()), "{seen}");
        let before = seen["found_since"].as_array().map_or(0, Vec::len);
        app.post("guardian-1", "/notices", notice).await.must(201);
        let again = app.get("treasurer-1", &path).await.must(200);
        assert_eq!(again["found_since"].as_array().map_or(0, Vec::len), before, "each case once");
        app.step("treasurer-1", &payment, "recall", json!({})).await.must(200);
        assert_eq!(app.get("treasurer-1", &path).await.must(200)["recall"], false, "it was called back");
        assert_eq!(app.differences().await, [""; 0]);
    }

    async fn one_override_lifts_a_rule_once_and_is_void_when_the_facts_change(app: TestApp) {
        app.donation("9000.00", "2014-05-05", json!({})).await;
        let person = app.beneficiary_with(json!({"citizenship": "citizen", "minor": false, "identifications": [identification("2014-05-01")]})).await;
        let body = paid("social_rehabilitation", &person, supplier(), json!([{"category": "rent", "amount": "200.00"}, {"category": "tuition", "amount": "100.00"}]), json!({}));
        let payment = app.draft(body).await;
        app.step("maker-1", &payment, "submit", json!({})).await.must(200);
        let lift = |rule: &str| json!({"rule": rule, "reason": "She lives with a cousin.", "basis": "policy of the Fund"});
        for rule in ["double-funded", "state-shelter-cost"] {
            app.step("overrider-1", &payment, "override", lift(rule)).await.must(200);
        }
        assert_eq!(app.step("overrider-1", &payment, "override", lift("double-funded")).await.status, 422, "once is enough");
        asked(&app, &person, "support", json!({"kind": "other_funder", "categories": ["tuition"], "from": "2014-05-02"})).await;
        let refused = app.step("approver-1", &payment, "approve", json!({})).await;
        assert_eq!((refused.code().as_str(), refused.rules()), ("needs_override", vec!["double-funded".to_owned()]), "what was lifted is another finding");
        app.step("overrider-1", &payment, "override", lift("double-funded")).await.must(200);
        app.step("approver-1", &payment, "approve", json!({})).await.must(200);
        assert_eq!(app.differences().await, [""; 0]);
    }
}
