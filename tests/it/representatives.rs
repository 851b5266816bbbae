//! Who may receive money for a person: recorded by number, never shown by name, ended by days, by majority, by a conflict; and
//! what case officers and treasurers meet when money would reach the wrong hands.
use crate::app::{Answer, TestApp, id, identification, merge, on_both_engines};
use relief_ledger::cli::story::COURT;
use serde_json::{Value, json};

const NAME: &str = "Vüqar Nümunəzadə";

async fn child(app: &TestApp) -> String {
    app.known(json!({"citizenship": "citizen", "majority_on": "2016-09-14", "identifications": [identification("2014-05-20")]})).await
}

/// Records a representative of a kind, with a document; its number.
async fn recorded(app: &TestApp, person: &str, kind: &str, more: Value) -> i64 {
    let paper = app.document("maker-1", "the paper of authority").await;
    let mut body = json!({"kind": kind, "name": NAME, "document": paper, "from": "2014-01-01"});
    merge(&mut body, more);
    let made = app.post("maker-1", &format!("/beneficiaries/{person}/representatives"), body).await.must(201);
    made["number"].as_i64().expect("a number")
}

async fn later(app: &TestApp, who: &str, (person, number): (&str, i64), step: &str, body: Value) -> Answer {
    app.post(who, &format!("/beneficiaries/{person}/representatives/{number}/{step}"), body).await
}

async fn list(app: &TestApp, person: &str) -> Value {
    app.get("treasurer-1", &format!("/beneficiaries/{person}/representatives")).await.must(200)["items"]
        .clone()
}

fn paid(app: &TestApp, person: &str, method: &str, payee: Value) -> Value {
    let mut body = app.lump_sum(person);
    merge(&mut body, json!({"method": method, "payee": payee}));
    body
}

/// `rule/severity` of what a check finds.
async fn checked(app: &TestApp, body: Value) -> Vec<String> {
    let seen = app.post("maker-1", "/payments/check", body).await.must(200);
    let word = |f: &Value, name: &str| f[name].as_str().unwrap_or_default().to_owned();
    let all = seen["findings"].as_array().into_iter().flatten();
    let named = all.map(|f| format!("{}/{}", word(f, "rule"), word(f, "severity")));
    // How the person wishes to be paid is tried elsewhere.
    named.filter(|named| !named.starts_with("channel-against-wish")).collect()
}

/// The fields with which cash is settled: a receipt, and two who saw it.
async fn seen(app: &TestApp, mut body: Value) -> Value {
    let receipt = app.document("treasurer-1", "received").await;
    merge(&mut body, json!({"receipt": receipt, "witnesses": ["Birinci Şahid", "İkinci Şahid"]}));
    body
}

/// A donation that lies in cash at the desk.
async fn cash(app: &TestApp) {
    let lot = app.donation("900.00", "2014-05-05", json!({})).await["lot"].clone();
    let moved =
        json!({"lot": lot, "amount": "500.00", "from": "bank", "to": "cash", "moved_on": "2014-06-02"});
    app.post("treasurer-1", "/cash-transfers", moved).await.must(201);
}

#[track_caller]
fn fields(answer: &Answer) -> Vec<String> {
    assert_eq!((answer.status, answer.code().as_str()), (422, "invalid"), "{}", answer.text());
    let json = answer.json();
    json["fields"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(|f| f["field"].as_str().map(str::to_owned))
        .collect()
}

#[track_caller]
fn is_blocked(answer: &Answer, rules: &[&str]) {
    assert_eq!((answer.status, answer.code().as_str()), (422, "blocked_by_rule"), "{}", answer.text());
    assert_eq!(answer.rules(), rules);
}

on_both_engines! {
    async fn a_representative_is_known_by_kind_days_and_number_and_never_by_name(app: TestApp) {
        let person = child(&app).await;
        let paper = app.document("maker-1", "appointment").await;
        let path = format!("/beneficiaries/{person}/representatives");
        let body = json!({"kind": "guardian", "name": NAME, "number": "7PLNTD9", "contact": "a street in Gəncə", "document": paper, "from": "2014-02-01", "until": "2014-12-31"});
        let made = app.post("maker-1", &path, body).await;
        let mother = app.post("maker-1", &path, json!({"kind": "parent", "name": "Aysel"})).await.must(201);
        assert_eq!((mother["number"].as_i64(), mother["from"].as_str(), mother["document"].is_null()), (Some(2), Some("2014-06-02"), true));
        let made_json = made.clone().must(201);
        assert_eq!(made_json["changes"], json!([]));
        for (member, value) in [("beneficiary", json!(person)), ("number", json!(1)), ("kind", json!("guardian")), ("from", json!("2014-02-01")), ("until", json!("2014-12-31")),
            ("state", json!("in_force")), ("conflict", Value::Null), ("document", json!(paper)), ("ended_on", Value::Null)] {
            assert_eq!(made_json[member], value, "{member}");
        }
        let mut texts = vec![made.text()];
        for who in ["maker-1", "approver-1", "treasurer-1", "overrider-1", "auditor-1", "guardian-1"] {
            texts.push(app.get(who, &path).await.text());
            texts.push(app.get(who, &format!("/beneficiaries/{person}")).await.text());
        }
        texts.push(app.get("auditor-1", "/log/leaves?from=0&count=500").await.text());
        assert!(texts[1].contains("guardian"));
        for text in texts {
            assert!(!text.contains("Nümunəzadə") && !text.contains("7PLNTD9") && !text.contains("Gəncə"), "{text}");
        }
        assert_eq!(app.get("registrar-1", &path).await.code(), "not_your_role");
        let first = app.get("maker-1", &format!("{path}?limit=1")).await.must(200);
        let next = first["next"].as_str().expect("there is another").to_owned();
        let second = app.get("maker-1", &format!("{path}?limit=1&after={next}")).await.must(200);
        assert_eq!((first["items"][0]["number"].as_i64(), second["items"][0]["number"].as_i64()), (Some(1), Some(2)));
        assert!(app.differences().await.is_empty(), "{:?}", app.differences().await);
    }

    async fn what_cannot_be_of_a_representative_is_refused_by_its_field(app: TestApp) {
        let person = child(&app).await;
        let adult = app.beneficiary("2014-05-20").await;
        let paper = app.document("maker-1", "paper").await;
        let post = |person: &str, body: Value| {
            let path = format!("/beneficiaries/{person}/representatives");
            let app = &app;
            async move { app.post("maker-1", &path, body).await }
        };
        for kind in ["guardian", "state_committee", "shelter_head", "collector", "heir"] {
            assert_eq!(fields(&post(&person, json!({"kind": kind, "name": NAME})).await), ["document"], "{kind}");
        }
        for kind in ["parent", "guardian", "state_committee", "shelter_head"] {
            assert_eq!(fields(&post(&adult, json!({"kind": kind, "name": NAME, "document": paper})).await), ["kind"], "{kind}");
        }
        let guardian = |more: Value| { let mut body = json!({"kind": "guardian", "name": NAME, "document": paper}); merge(&mut body, more); body };
        for (more, field) in [
            (json!({"from": "2014-06-02", "until": "2014-06-01"}), "until"),
            (json!({"until": "2014-06-01"}), "until"),
            (json!({"document": "D-2014-000999"}), "document"),
            (json!({"name": " "}), "name"),
            (json!({"name": "a\u{202e}\nb"}), "name"),
            (json!({"kind": "uncle"}), "kind"),
            (json!({"from": "2014-02-30"}), "from"),
            (json!({"colour": "red"}), "colour"),
            (json!({"conflict": {"relation": "accused"}}), "conflict.document"),
            (json!({"conflict": {"relation": "enemy", "document": paper}}), "conflict.relation"),
            (json!({"conflict": {"relation": "accused", "order": "O-2014-000999"}}), "conflict.order"),
        ] {
            assert_eq!(fields(&post(&person, guardian(more.clone())).await), [field], "{more}");
        }
        let nameless = post(&person, json!({"kind": "parent"})).await;
        assert_eq!(fields(&nameless), ["name"]);
        assert_eq!(post("B-2014-000999", guardian(json!({}))).await.status, 404);
        assert_eq!(list(&app, &person).await, json!([]), "nothing of all this was written");
        assert!(app.differences().await.is_empty());
    }

    async fn a_representative_is_ended_once_and_not_before_it_began(app: TestApp) {
        let person = child(&app).await;
        let number = recorded(&app, &person, "guardian", json!({"from": "2014-03-01"})).await;
        let about = (person.as_str(), number);
        assert_eq!(fields(&later(&app, "maker-1", about, "end", json!({"ended_on": "2014-02-28"})).await), ["ended_on"]);
        assert_eq!(fields(&later(&app, "maker-1", about, "end", json!({"document": "D-2014-000999"})).await), ["document"]);
        let ahead = later(&app, "maker-1", about, "end", json!({"ended_on": "2014-09-01"})).await.must(200);
        assert_eq!((ahead["state"].as_str(), ahead["ended_on"].as_str()), (Some("in_force"), Some("2014-09-01")));
        let now = later(&app, "maker-1", about, "end", json!({})).await.must(200);
        assert_eq!((now["state"].as_str(), now["ended_on"].as_str()), (Some("ended"), Some("2014-06-02")));
        let again = later(&app, "maker-1", about, "end", json!({})).await;
        assert_eq!((again.status, again.code().as_str()), (409, "wrong_state"));
        assert_eq!(now["changes"].as_array().map(Vec::len), Some(2), "both are kept");
        for nobody in ["2", "0", "-1", "+1", "x", "99999999999"] {
            let path = format!("/beneficiaries/{person}/representatives/{nobody}/end");
            assert_eq!(app.post("maker-1", &path, json!({})).await.status, 404, "{nobody}");
        }
        let over = recorded(&app, &person, "shelter_head", json!({"until": "2014-05-31"})).await;
        assert_eq!(list(&app, &person).await[1]["state"], "ended");
        assert_eq!(later(&app, "maker-1", (&person, over), "end", json!({})).await.code(), "wrong_state");
        assert!(app.differences().await.is_empty());
    }

    async fn cash_goes_into_a_childs_hands_only_while_somebody_stands_in_for_it(app: TestApp) {
        cash(&app).await;
        let person = child(&app).await;
        let own = json!({"kind": "beneficiary"});
        app.wishes(&person, "cash").await;
        let payment = app.draft(paid(&app, &person, "cash", own.clone())).await;
        let refused = app.step("maker-1", &payment, "submit", json!({})).await;
        is_blocked(&refused, &["child-without-representative"]);
        let lift = json!({"rule": "child-without-representative", "reason": "urgent", "basis": "none"});
        assert_eq!(app.step("overrider-1", &payment, "override", lift).await.code(), "blocked_by_rule");
        assert_eq!(checked(&app, paid(&app, &person, "bank", own)).await, Vec::<String>::new());
        let clinic = json!({"purpose": "medical", "beneficiary": person, "amount": "30.00", "payee": {"kind": "clinic", "name": "Klinika Nur"}, "method": "cash",
            "items": [{"category": "treatment", "amount": "30.00"}]});
        assert_eq!(checked(&app, clinic).await, Vec::<String>::new());

        let number = recorded(&app, &person, "guardian", json!({})).await;
        app.step("maker-1", &payment, "submit", json!({})).await.must(200);
        app.step("approver-1", &payment, "approve", json!({})).await.must(200);
        later(&app, "maker-1", (&person, number), "end", json!({"ended_on": "2014-06-02"})).await.must(200);
        is_blocked(&app.step("treasurer-1", &payment, "release", json!({})).await, &["child-without-representative"]);
        recorded(&app, &person, "state_committee", json!({})).await;
        app.step("treasurer-1", &payment, "release", json!({})).await.must(200);
        app.step("treasurer-1", &payment, "settle", seen(&app, json!({})).await).await.must(200);
        assert!(app.differences().await.is_empty(), "{:?}", app.differences().await);
    }

    async fn a_guardian_is_paid_until_the_child_is_of_age_and_not_a_day_longer(app: TestApp) {
        app.donation("900.00", "2014-05-05", json!({})).await;
        let person = app.known(json!({"citizenship": "citizen", "majority_on": "2014-06-05", "identifications": [identification("2014-05-20")]})).await;
        let number = recorded(&app, &person, "guardian", json!({})).await;
        let payment = app.draft(paid(&app, &person, "bank", json!({"kind": "representative", "representative": number}))).await;
        app.step("maker-1", &payment, "submit", json!({})).await.must(200);
        app.set_clock("2014-06-04T10:00:00+04:00");
        let approved = app.step("approver-1", &payment, "approve", json!({})).await.must(200);
        assert_eq!(approved["payee"], json!({"kind": "representative", "representative": number, "name": null, "has_account": false}));
        app.set_clock("2014-06-05T10:00:00+04:00");
        assert_eq!(list(&app, &person).await[0]["state"], "of_age", "nobody wrote that down");
        for day in ["2014-06-04", "2014-06-05"] {
            let refused = app.step("treasurer-1", &payment, "release", json!({"released_on": day})).await;
            is_blocked(&refused, &["collector-not-payee"]);
        }
        let collector = recorded(&app, &person, "collector", json!({})).await;
        let other = paid(&app, &person, "bank", json!({"kind": "representative", "representative": collector}));
        assert_eq!(checked(&app, other).await, ["lump-sum-twice/block"], "the collector may be paid");
    }

    async fn a_representative_of_another_or_of_nobody_is_not_paid(app: TestApp) {
        app.donation("900.00", "2014-05-05", json!({})).await;
        let (person, other) = (child(&app).await, child(&app).await);
        let number = recorded(&app, &other, "guardian", json!({})).await;
        let payee = |more: Value| { let mut payee = json!({"kind": "representative"}); merge(&mut payee, more); payee };
        let answer = app.post("maker-1", "/payments", paid(&app, &person, "bank", payee(json!({"representative": number})))).await;
        assert_eq!(fields(&answer), ["payee.representative"]);
        let named = payee(json!({"representative": number, "name": "Somebody Else", "number": "1"}));
        assert_eq!(fields(&app.post("maker-1", "/payments", paid(&app, &other, "bank", named)).await), ["payee.name", "payee.number"]);
        let clinic = json!({"kind": "clinic", "name": "Klinika", "representative": number});
        assert_eq!(fields(&app.post("maker-1", "/payments", paid(&app, &other, "bank", clinic)).await), ["payee.representative"]);
        let unnamed = checked(&app, paid(&app, &other, "bank", payee(json!({"name": NAME})))).await;
        assert_eq!(unnamed, ["guardian-conflict/override"], "which one it is, is a missing fact");
        let alone = checked(&app, paid(&app, &person, "bank", payee(json!({})))).await;
        assert_eq!(alone, ["child-without-representative/block", "guardian-conflict/override"]);
        let ended = recorded(&app, &other, "heir", json!({"until": "2014-05-31"})).await;
        assert_eq!(checked(&app, paid(&app, &other, "bank", payee(json!({"representative": ended})))).await, ["collector-not-payee/block"]);
        let police = recorded(&app, &other, "state_committee", json!({"name": "Dövlət Miqrasiya Xidməti"})).await;
        assert_eq!(checked(&app, paid(&app, &other, "bank", payee(json!({"representative": police})))).await, ["enforcement-payee/block"]);
    }
}

on_both_engines! {
    async fn a_conflict_counts_at_once_and_only_a_second_person_lifts_it_with_a_later_paper(app: TestApp) {
        app.donation("900.00", "2014-05-05", json!({})).await;
        let person = child(&app).await;
        let number = recorded(&app, &person, "parent", json!({})).await;
        let payment = app.draft(paid(&app, &person, "bank", json!({"kind": "representative", "representative": number}))).await;
        for (who, step) in [("maker-1", "submit"), ("approver-1", "approve")] {
            app.step(who, &payment, step, json!({})).await.must(200);
        }
        let about = (person.as_str(), number);
        assert_eq!(later(&app, "guardian-1", about, "conflict/lift", json!({"document": app.document("guardian-1", "nothing").await})).await.code(), "wrong_state");
        assert_eq!(fields(&later(&app, "guardian-1", about, "conflict", json!({"relation": "accused"})).await), ["document"]);
        let charge = app.document("guardian-1", "the charge").await;
        let made = later(&app, "guardian-1", about, "conflict", json!({"relation": "accused", "document": charge})).await.must(200);
        assert_eq!((made["conflict"].as_str(), made["state"].as_str()), (Some("accused"), Some("in_force")));
        is_blocked(&app.step("treasurer-1", &payment, "release", json!({})).await, &["guardian-conflict"]);
        // The same name under another number is the same person.
        let again = recorded(&app, &person, "guardian", json!({"name": "vüqar  NÜMUNƏZADƏ"})).await;
        assert_eq!(list(&app, &person).await[1]["conflict"], "accused");
        let body = paid(&app, &person, "bank", json!({"kind": "representative", "representative": again}));
        assert!(checked(&app, body).await.contains(&"guardian-conflict/block".to_owned()));
        assert!(checked(&app, paid(&app, &person, "bank", json!({"kind": "beneficiary"}))).await.contains(&"guardian-conflict/block".to_owned()), "it would reach them through the child");

        let acquittal = app.document("maker-2", "acquitted").await;
        for who in ["maker-1", "guardian-1"] {
            let refused = later(&app, who, about, "conflict/lift", json!({"document": acquittal})).await;
            assert_eq!((refused.status, refused.code().as_str()), (403, "same_hands"), "{who}");
        }
        assert_eq!(fields(&later(&app, "maker-2", about, "conflict/lift", json!({"document": charge})).await), ["document"]);
        let lifted = later(&app, "maker-2", about, "conflict/lift", json!({"document": acquittal})).await.must(200);
        assert_eq!((lifted["conflict"].is_null(), lifted["changes"].as_array().map(Vec::len)), (true, Some(2)));
        app.step("treasurer-1", &payment, "release", json!({})).await.must(200);
        assert!(app.differences().await.is_empty(), "{:?}", app.differences().await);
    }

    async fn an_offender_named_by_a_court_is_one_as_a_representative_too(app: TestApp) {
        let person = child(&app).await;
        let first = recorded(&app, &person, "parent", json!({})).await;
        assert_eq!(list(&app, &person).await[0]["conflict"], Value::Null);
        let copy = app.document("registrar-1", "the certified copy").await;
        let order = json!({"kind": "restitution", "issuer": COURT, "case_number": "1-1/2014", "decided_on": "2014-05-01", "in_force_on": "2014-05-20", "copy": copy,
            "offenders": [{"reference": "VÜQAR NÜMUNƏZADƏ"}], "beneficiaries": [{"beneficiary": person, "amount": "500.00"}]});
        let order = id(&app.post("registrar-1", "/orders", order).await.must(201));
        assert_eq!(list(&app, &person).await[0]["conflict"], "offender", "found under seal, before the order is confirmed");
        let stranger = child(&app).await;
        let other = recorded(&app, &stranger, "parent", json!({})).await;
        assert_eq!(list(&app, &stranger).await[0]["conflict"], Value::Null, "an order speaks of those it names");
        let elsewhere = later(&app, "maker-1", (&stranger, other), "conflict", json!({"relation": "linked", "order": order})).await;
        assert_eq!(fields(&elsewhere), ["order"]);
        let sister = recorded(&app, &person, "guardian", json!({"name": "Another Nümunəzadə"})).await;
        let linked = later(&app, "maker-1", (&person, sister), "conflict", json!({"relation": "linked", "order": order})).await.must(200);
        assert_eq!((linked["conflict"].as_str(), linked["changes"][0]["order"].as_str()), (Some("linked"), Some(order.as_str())));
        // A namesake is told apart by a second person.
        let paper = app.document("maker-2", "another person of that name").await;
        let apart = later(&app, "maker-2", (&person, first), "conflict/lift", json!({"document": paper})).await.must(200);
        assert_eq!(apart["conflict"], Value::Null);
        assert!(app.differences().await.is_empty(), "{:?}", app.differences().await);
    }

    async fn cash_is_collected_by_the_payee_or_by_a_collector_in_force(app: TestApp) {
        cash(&app).await;
        let person = app.beneficiary("2014-05-20").await;
        app.wishes(&person, "cash").await;
        let payment = app.released(paid(&app, &person, "cash", json!({"kind": "beneficiary", "name": "Planted Payee"}))).await;
        let settle = |body: Value| { let (app, payment) = (&app, &payment); async move { app.step("treasurer-1", payment, "settle", seen(app, body).await).await } };
        is_blocked(&settle(json!({"collected_by": "a cousin"})).await, &["collector-not-payee"]);
        assert_eq!(fields(&settle(json!({"collector": 1})).await), ["collector"]);
        let heir = recorded(&app, &person, "heir", json!({"name": "An Heir"})).await;
        is_blocked(&settle(json!({"collector": heir})).await, &["collector-not-payee"]);
        let expired = recorded(&app, &person, "collector", json!({"until": "2014-06-01"})).await;
        is_blocked(&settle(json!({"collector": expired})).await, &["collector-not-payee"]);
        is_blocked(&settle(json!({"collected_by": NAME})).await, &["collector-not-payee"]);
        let ahead = recorded(&app, &person, "collector", json!({"name": "Too Early", "from": "2014-06-03"})).await;
        is_blocked(&settle(json!({"collector": ahead})).await, &["collector-not-payee"]);
        let paper = app.document("maker-1", "the indictment").await;
        let accused = recorded(&app, &person, "collector", json!({"name": "An Accused", "conflict": {"relation": "accused", "document": paper}})).await;
        is_blocked(&settle(json!({"collector": accused})).await, &["guardian-conflict"]);
        let told = settle(json!({"collected_by": "a cousin"})).await.json();
        for name in [NAME, "An Heir", "Too Early", "An Accused"] {
            assert_eq!(settle(json!({"collected_by": name})).await.json(), told, "a name that was guessed is told from none: {name}");
        }
        assert_eq!(app.get("maker-1", &format!("/payments/{payment}")).await.must(200)["state"], "released", "nothing was settled");

        recorded(&app, &person, "collector", json!({})).await;
        let settled = settle(json!({"collected_by": "VÜQAR nümunəzadə", "proof": "passport"})).await;
        assert!(!settled.text().to_lowercase().contains("nümunəzadə"), "{}", settled.text());
        assert_eq!(settled.must(200)["state"], "settled");
        assert!(app.differences().await.is_empty(), "{:?}", app.differences().await);
    }

    async fn the_payee_in_person_may_be_called_by_the_name_on_the_payment(app: TestApp) {
        cash(&app).await;
        let person = app.beneficiary("2014-05-20").await;
        app.wishes(&person, "cash").await;
        let payment = app.released(paid(&app, &person, "cash", json!({"kind": "beneficiary", "name": "Planted Payee"}))).await;
        app.step("treasurer-1", &payment, "settle", seen(&app, json!({"collected_by": "planted PAYEE"})).await).await.must(200);
        let transfer = app.released(paid(&app, &app.beneficiary("2014-05-21").await, "bank", json!({"kind": "beneficiary"}))).await;
        assert_eq!(fields(&app.step("treasurer-1", &transfer, "settle", json!({"collector": 1})).await), ["collector"]);
    }

    async fn a_guardian_collects_for_a_child_and_is_paid_in_person(app: TestApp) {
        cash(&app).await;
        let (person, second) = (child(&app).await, child(&app).await);
        for one in [&person, &second] {
            app.wishes(one, "cash").await;
        }
        let number = recorded(&app, &person, "guardian", json!({})).await;
        let payment = app.released(paid(&app, &person, "cash", json!({"kind": "beneficiary"}))).await;
        app.step("treasurer-1", &payment, "settle", seen(&app, json!({"collector": number})).await).await.must(200);
        let guardian = recorded(&app, &second, "guardian", json!({})).await;
        let aunt = recorded(&app, &second, "collector", json!({"name": "An Aunt"})).await;
        let payment = app.released(paid(&app, &second, "cash", json!({"kind": "representative", "representative": guardian}))).await;
        is_blocked(&app.step("treasurer-1", &payment, "settle", seen(&app, json!({"collector": aunt})).await).await, &["collector-not-payee"]);
        app.step("treasurer-1", &payment, "settle", seen(&app, json!({"collector": guardian})).await).await.must(200);
        assert!(app.differences().await.is_empty(), "{:?}", app.differences().await);
    }

    async fn an_age_that_nobody_recorded_asks_for_an_override_before_cash_is_paid_and_stays_lifted(app: TestApp) {
        cash(&app).await;
        let person = app.known(json!({"citizenship": "citizen", "identifications": [identification("2014-05-20")]})).await;
        app.wishes(&person, "cash").await;
        let payment = app.draft(paid(&app, &person, "cash", json!({"kind": "beneficiary"}))).await;
        app.step("maker-1", &payment, "submit", json!({})).await.must(200);
        let refused = app.step("approver-1", &payment, "approve", json!({})).await;
        assert_eq!((refused.code().as_str(), refused.rules()), ("needs_override", vec!["child-without-representative".to_owned()]));
        assert_eq!(refused.json()["findings"][0]["missing"], json!(["beneficiary.minor"]));
        let lift = json!({"rule": "child-without-representative", "reason": "a woman of about forty", "basis": "seen in person"});
        app.step("overrider-1", &payment, "override", lift).await.must(200);
        app.step("approver-1", &payment, "approve", json!({})).await.must(200);
        app.set_clock("2014-06-03T10:00:00+04:00");
        app.step("treasurer-1", &payment, "release", json!({})).await.must(200);
        app.step("treasurer-1", &payment, "settle", seen(&app, json!({})).await).await.must(200);
        assert!(app.differences().await.is_empty(), "{:?}", app.differences().await);
    }
}
