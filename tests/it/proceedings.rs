//! What rules ask for and no payment says: the proceedings a person waits for, who else pays for them, that the ministry was told of a
//! donation, that offenders are asked for what the Fund paid in their place. Recorded by makers, kept for ever, shown as far as each may see.
use crate::app::{Answer, TestApp, id, identification, merge, on_both_engines};
use relief_ledger::{
    cli::story::COURT,
    domain::reference::{BeneficiaryRef, InflowRef, OrderRef},
    service::{beneficiary::standing::standing_proceedings, order::view::recourse_opened_on},
};
use serde_json::{Value, json};

fn criminal(more: Value) -> Value {
    let mut body = json!({"kind": "criminal", "role": "witness", "state": "open", "opened_on": "2014-05-01"});
    merge(&mut body, more);
    body
}

fn shelter(more: Value) -> Value {
    let mut body = json!({"kind": "state_shelter", "from": "2014-05-01"});
    merge(&mut body, more);
    body
}

/// Which fields a refusal names.
fn wrong(answer: &Answer) -> Vec<String> {
    let told = answer.json();
    assert_eq!(answer.code(), "invalid", "{}", answer.text());
    let fields = told["fields"].as_array().cloned().unwrap_or_default();
    assert!(fields.iter().all(|f| f["message_az"] != f["message"]), "{told}");
    fields.iter().filter_map(|f| f["field"].as_str().map(str::to_owned)).collect()
}

async fn leaves(app: &TestApp) -> i64 {
    let mut from = app.fund.store().read().await.expect("a snapshot");
    from.head_row().await.expect("a head").expect("a head row").leaf
}

async fn person(app: &TestApp) -> String {
    app.beneficiary_with(
        json!({"citizenship": "foreign", "minor": false, "identifications": [identification("2014-05-01")]}),
    )
    .await
}

/// A restitution order that names a person; its reference.
async fn order(app: &TestApp, person: &str, case: &str) -> String {
    let copy = app.document("registrar-1", "the judgment").await;
    let order = json!({"kind": "restitution", "issuer": COURT, "case_number": case, "decided_on": "2014-03-01", "in_force_on": "2014-04-01",
        "copy": copy, "offenders": [{"reference": "Accused 1"}, {"reference": "Accused 2"}],
        "beneficiaries": [{"beneficiary": person, "amount": "300.00"}]});
    id(&app.post("registrar-1", "/orders", order).await.must(201))
}

on_both_engines! {
    async fn a_proceeding_is_recorded_by_number_and_the_latest_word_on_it_counts(app: TestApp) {
        let person = person(&app).await;
        let (path, file) = (format!("/beneficiaries/{person}/proceedings"), format!("/beneficiaries/{person}"));
        let paper = app.document("maker-1", "a summons").await;
        let none = json!({"kind": "none", "opened_on": "2014-05-01", "document": paper});
        let shown = app.post("maker-1", &path, none.clone()).await.must(201);
        assert_eq!(shown["proceedings"], json!([{"number": null, "kind": "none", "role": null, "state": null, "opened_on": "2014-05-01",
            "closed_on": null, "appeal_until": null, "appeal_unknown": false, "arrangement": null, "coerced": null, "document": paper}]));

        let first = criminal(json!({"case": "1(101)-17/2014", "coerced": true, "appeal_unknown": true}));
        let shown = app.post("maker-1", &path, first).await.must(201);
        assert_eq!(shown["proceedings"].as_array().map(Vec::len), Some(1), "what is recorded after it ends that there are none: {shown}");
        app.post("maker-2", &path, json!({"kind": "asylum", "role": "party", "state": "open", "opened_on": "2014-05-20"})).await.must(201);
        assert_eq!(wrong(&app.post("maker-1", &path, none.clone()).await), ["kind"], "one is open");
        let closed = criminal(json!({"number": 1, "state": "closed", "closed_on": "2014-06-01", "appeal_until": "2014-07-01", "arrangement": paper}));
        let shown = app.post("maker-2", &path, closed).await.must(201);
        let told: Vec<[&Value; 4]> = shown["proceedings"].as_array().into_iter().flatten()
            .map(|one| [&one["number"], &one["state"], &one["closed_on"], &one["arrangement"]]).collect();
        assert_eq!(told, [[&json!(2), &json!("open"), &Value::Null, &Value::Null], [&json!(1), &json!("closed"), &json!("2014-06-01"), &json!(paper)]]);
        assert!(!shown.to_string().contains("17/2014"), "{shown}");

        app.post("maker-1", &path, json!({"kind": "asylum", "role": "party", "state": "closed", "opened_on": "2014-05-20", "number": 2})).await.must(201);
        let shown = app.post("maker-1", &path, none).await.must(201);
        assert_eq!(shown["proceedings"].as_array().map(Vec::len), Some(3), "that there are none hides no window for an appeal: {shown}");

        for (who, part) in [("maker-2", json!("witness")), ("guardian-1", json!("witness")), ("auditor-1", json!("witness")),
            ("approver-1", Value::Null), ("overrider-1", Value::Null), ("treasurer-1", Value::Null)] {
            let one = app.get(who, &file).await.must(200)["proceedings"][0].clone();
            assert_eq!((&one["role"], &one["arrangement"].is_null()), (&part, &part.is_null()), "{who}: {one}");
            assert_eq!((&one["kind"], &one["appeal_until"]), (&json!("criminal"), &json!("2014-07-01")), "{who}");
        }
        assert_eq!(app.get("registrar-1", &file).await.code(), "not_your_role");

        let rows = app.fund.store().read().await.expect("a snapshot");
        let mut rows = rows;
        let of: BeneficiaryRef = person.parse().expect("a reference");
        let rows = rows.proceedings(of).await.expect("they read");
        assert_eq!(rows.iter().map(|row| row.number).collect::<Vec<_>>(), [None, Some(1), Some(2), Some(1), Some(2), None]);
        assert_eq!(standing_proceedings(&rows).iter().map(|row| row.position).collect::<Vec<_>>(), [4, 5, 6]);
        assert_eq!((rows[1].coerced, rows[1].words.is_some(), rows[3].words.is_some()), (Some(true), true, false));
        assert_eq!(app.differences().await, [""; 0]);
    }

    async fn what_proceedings_cannot_be_is_refused_by_field(app: TestApp) {
        let (person, other) = (person(&app).await, person(&app).await);
        let path = format!("/beneficiaries/{person}/proceedings");
        let paper = app.raw("maker-1", "POST", "/api/v1/documents", &[("Content-Type", "text/plain"), ("X-Beneficiary", &other)], "a paper").await;
        let paper = id(&paper.must(201));
        let before = leaves(&app).await;
        let none = |more: Value| {
            let mut body = json!({"kind": "none", "opened_on": "2014-05-01"});
            merge(&mut body, more);
            body
        };
        for (body, fields) in [
            (json!({}), vec!["kind"]),
            (json!({"kind": "criminal"}), vec!["opened_on"]),
            (json!({"kind": "criminal", "opened_on": "2014-05-01"}), vec!["role", "state"]),
            (criminal(json!({"kind": "police"})), vec!["kind"]),
            (criminal(json!({"role": "informer"})), vec!["role"]),
            (criminal(json!({"state": "suspended"})), vec!["state"]),
            (criminal(json!({"opened_on": "2014-06-03"})), vec!["opened_on"]),
            (criminal(json!({"closed_on": "2014-05-20"})), vec!["closed_on"]),
            (criminal(json!({"state": "closed", "closed_on": "2014-06-03"})), vec!["closed_on"]),
            (criminal(json!({"state": "closed", "closed_on": "2014-04-30"})), vec!["closed_on"]),
            (criminal(json!({"state": "closed", "closed_on": "2014-05-20", "appeal_until": "2014-05-19"})), vec!["appeal_until"]),
            (criminal(json!({"appeal_until": "2014-04-30"})), vec!["appeal_until"]),
            (criminal(json!({"appeal_until": "2014-07-01", "appeal_unknown": true})), vec!["appeal_unknown"]),
            (criminal(json!({"number": 1})), vec!["number"]),
            (criminal(json!({"number": 0})), vec!["number"]),
            (criminal(json!({"document": "D-2014-000999", "arrangement": paper})), vec!["arrangement", "document"]),
            (criminal(json!({"case": " "})), vec!["case"]),
            (criminal(json!({"testimony": "given"})), vec!["testimony"]),
            (none(json!({"number": 1, "case": "7", "role": "party", "state": "open", "closed_on": "2014-05-02", "appeal_until": "2014-05-03",
                "appeal_unknown": true, "coerced": false})),
                vec!["number", "case", "role", "state", "closed_on", "appeal_until", "appeal_unknown", "coerced"]),
            (none(json!({"arrangement": paper})), vec!["arrangement", "arrangement"]),
        ] {
            let answer = app.post("maker-1", &path, body.clone()).await;
            assert_eq!(wrong(&answer), fields, "{body}: {}", answer.text());
        }
        assert_eq!(app.post("maker-1", "/beneficiaries/B-2014-000999/proceedings", criminal(json!({}))).await.code(), "not_found");
        for who in ["approver-1", "treasurer-1", "overrider-1", "registrar-1", "auditor-1", "guardian-1", "administrator-1"] {
            for (part, body) in [("proceedings", criminal(json!({}))), ("support", shelter(json!({})))] {
                let answer = app.post(who, &format!("/beneficiaries/{person}/{part}"), body).await;
                assert_eq!(answer.code(), "not_your_role", "{who} {part}");
            }
        }
        assert_eq!(leaves(&app).await, before, "nothing was written");
    }

    async fn who_else_pays_is_recorded_by_number_with_what_for(app: TestApp) {
        let person = person(&app).await;
        let path = format!("/beneficiaries/{person}/support");
        let shown = app.post("maker-1", &path, json!({"kind": "none", "from": "2014-04-01"})).await.must(201);
        assert_eq!(shown["support"], json!([{"number": null, "kind": "none", "categories": [], "from": "2014-04-01", "to": null, "document": null}]));
        let shown = app.post("maker-1", &path, shelter(json!({}))).await.must(201);
        assert_eq!((&shown["support"][0]["number"], &shown["support"][0]["categories"]), (&json!(1), &json!(["rent", "food"])));
        let funder = json!({"kind": "other_funder", "categories": ["treatment", "medicine"], "from": "2014-05-10", "to": "2014-12-31", "funder": "Ümid Fondu"});
        let shown = app.post("maker-2", &path, funder).await.must(201);
        assert!(!shown.to_string().contains("Ümid"), "{shown}");
        assert_eq!(wrong(&app.post("maker-1", &path, json!({"kind": "none", "from": "2014-06-01"})).await), ["kind"]);
        let shown = app.post("maker-1", &path, shelter(json!({"number": 1, "categories": ["rent"], "to": "2014-05-31"}))).await.must(201);
        let told: Vec<[&Value; 3]> = shown["support"].as_array().into_iter().flatten()
            .map(|one| [&one["number"], &one["categories"], &one["to"]]).collect();
        assert_eq!(told, [[&json!(2), &json!(["treatment", "medicine"]), &json!("2014-12-31")], [&json!(1), &json!(["rent"]), &json!("2014-05-31")]]);
        let before = leaves(&app).await;
        for (body, fields) in [
            (json!({"kind": "other_funder", "from": "2014-05-01"}), vec!["categories"]),
            (json!({"kind": "other_funder", "categories": ["rent", "rent"], "from": "2014-05-01"}), vec!["categories[1]"]),
            (json!({"kind": "other_funder", "categories": ["statement"], "from": "2014-05-01"}), vec!["categories[0]"]),
            (shelter(json!({"funder": "Ümid Fondu"})), vec!["funder"]),
            (shelter(json!({"from": "2014-06-03"})), vec!["from"]),
            (shelter(json!({"to": "2014-04-30"})), vec!["to"]),
            (shelter(json!({"number": 3})), vec!["number"]),
            (shelter(json!({"document": "D-2014-000999"})), vec!["document"]),
            (json!({"kind": "none", "from": "2014-04-20", "number": 1, "categories": ["rent"], "to": "2014-06-01", "funder": "x"}),
                vec!["number", "categories", "to", "funder"]),
        ] {
            let answer = app.post("maker-1", &path, body.clone()).await;
            assert_eq!(wrong(&answer), fields, "{body}: {}", answer.text());
        }
        assert_eq!(leaves(&app).await, before, "nothing was written");
        app.post("maker-1", &path, json!({"kind": "none", "from": "2014-04-20"})).await.must(201);
        assert_eq!(app.differences().await, [""; 0]);
    }

    async fn nothing_of_it_is_written_for_an_erased_person(app: TestApp) {
        let person = person(&app).await;
        let file = format!("/beneficiaries/{person}");
        app.post("maker-1", &format!("{file}/proceedings"), criminal(json!({"case": "1-7/2014"}))).await.must(201);
        app.post("maker-1", &format!("{file}/support"), json!({"kind": "other_funder", "categories": ["rent"], "from": "2014-05-01", "funder": "Ümid"})).await.must(201);
        let reason = json!({"reason": "The person asked for it."});
        app.post("guardian-1", &format!("{file}/erase"), reason.clone()).await.must(200);
        app.post("approver-2", &format!("{file}/erase"), reason).await.must(200);
        let before = leaves(&app).await;
        for (part, body) in [("proceedings", criminal(json!({"number": 1}))), ("support", shelter(json!({})))] {
            let answer = app.post("maker-1", &format!("{file}/{part}"), body).await;
            assert!(answer.code() == "wrong_state" && answer.text().contains("erased"), "{part}: {}", answer.text());
        }
        assert_eq!(leaves(&app).await, before);
        assert_eq!(app.differences().await, [""; 0], "the sealed words went with the person's key, and by decision");
    }

    async fn a_donation_is_notified_and_a_grant_registered_once(app: TestApp) {
        let gift = app.donation("900.00", "2014-05-05", json!({})).await;
        assert_eq!(gift["notified_on"], Value::Null);
        let grant = app.donation("500.00", "2014-05-05", json!({"kind": "grant"})).await;
        let interest = app.post("maker-1", "/inflows", json!({"kind": "interest", "amount": "7.00", "received_on": "2014-05-09", "account": "bank"})).await.must(201);
        let path = |inflow: &Value| format!("/inflows/{}/notified", id(inflow));
        let said = |on: &str| json!({"notified_on": on});
        let paper = app.document("maker-1", "the letter").await;
        let before = leaves(&app).await;
        for (inflow, body, fields) in [
            (&gift, json!({}), vec!["notified_on"]),
            (&gift, said("2014-06-03"), vec!["notified_on"]),
            (&gift, said("2014-05-04"), vec!["notified_on"]),
            (&gift, json!({"notified_on": "2014-05-06", "document": "D-2014-000999"}), vec!["document"]),
            (&interest, said("2014-05-10"), vec!["inflow"]),
        ] {
            let answer = app.post("maker-1", &path(inflow), body.clone()).await;
            assert_eq!(wrong(&answer), fields, "{body}: {}", answer.text());
        }
        assert_eq!(app.post("maker-1", "/inflows/IN-2014-000999/notified", said("2014-05-06")).await.code(), "not_found");
        for who in ["approver-1", "treasurer-1", "registrar-1", "auditor-1", "guardian-1", "administrator-1"] {
            assert_eq!(app.post(who, &path(&gift), said("2014-05-06")).await.code(), "not_your_role", "{who}");
        }
        assert_eq!(leaves(&app).await, before, "nothing was written");
        let shown = app.post("maker-1", &path(&gift), json!({"notified_on": "2014-05-06", "document": paper})).await.must(201);
        assert_eq!((&shown["notified_on"], &shown["state"]), (&json!("2014-05-06"), &json!("available")));
        app.post("maker-2", &path(&grant), said("2014-05-20")).await.must(201);
        let again = app.post("maker-2", &path(&gift), said("2014-05-07")).await;
        assert!(again.code() == "wrong_state" && again.text().contains("notified"), "{}", again.text());
        let read = app.get("auditor-1", &format!("/inflows/{}", id(&gift))).await.must(200);
        assert_eq!(read["notified_on"], "2014-05-06");
        let mut from = app.fund.store().read().await.expect("a snapshot");
        let of: InflowRef = id(&gift).parse().expect("a reference");
        let row = from.inflow_notification(of).await.expect("it reads").expect("it is there");
        assert_eq!(row.document.map(|d| d.to_string()), Some(paper));
        drop(from);

        let reversed = app.donation("5.00", "2014-05-05", json!({})).await;
        for who in ["maker-1", "approver-1", "treasurer-1"] {
            app.post(who, &format!("/inflows/{}/reverse", id(&reversed)), json!({"reason": "It came once only."})).await;
        }
        assert_eq!(app.get("maker-1", &format!("/inflows/{}", id(&reversed))).await.must(200)["state"], "reversed");
        assert_eq!(app.post("maker-1", &path(&reversed), said("2014-05-06")).await.code(), "wrong_state");
        assert_eq!(app.differences().await, [""; 0]);
    }

    async fn recourse_is_opened_on_a_confirmed_order_and_no_court_sees_it(app: TestApp) {
        let person = person(&app).await;
        let order = order(&app, &person, "1-1/2014").await;
        let (path, file) = (format!("/orders/{order}/recourse"), format!("/orders/{order}"));
        let opened = |on: &str, offender: Value| json!({"opened_on": on, "offender": offender});
        let early = app.post("maker-1", &path, opened("2014-05-01", Value::Null)).await;
        assert!(early.code() == "wrong_state" && early.text().contains("registered"), "{}", early.text());
        app.post("registrar-2", &format!("{file}/confirm"), json!({})).await.must(200);
        assert_eq!(app.get("maker-1", &file).await.must(200)["recourse_opened_on"], Value::Null);
        let before = leaves(&app).await;
        for (body, fields) in [
            (json!({}), vec!["opened_on"]),
            (opened("2014-06-03", Value::Null), vec!["opened_on"]),
            (opened("2014-02-28", Value::Null), vec!["opened_on"]),
            (opened("2014-05-01", json!(3)), vec!["offender"]),
            (json!({"opened_on": "2014-05-01", "document": "D-2014-000999"}), vec!["document"]),
        ] {
            let answer = app.post("maker-1", &path, body.clone()).await;
            assert_eq!(wrong(&answer), fields, "{body}: {}", answer.text());
        }
        assert_eq!(app.post("maker-1", "/orders/O-2014-000999/recourse", opened("2014-05-01", Value::Null)).await.code(), "not_found");
        for who in ["registrar-1", "registrar-2", "approver-1", "treasurer-1", "auditor-1", "guardian-1"] {
            assert_eq!(app.post(who, &path, opened("2014-05-01", Value::Null)).await.code(), "not_your_role", "{who}");
        }
        assert_eq!(leaves(&app).await, before, "nothing was written");
        let copy = app.document("registrar-1", "another judgment").await;
        let confiscation = json!({"kind": "confiscation", "issuer": COURT, "case_number": "1-2/2014", "decided_on": "2014-03-01", "in_force_on": "2014-04-01",
            "copy": copy, "offenders": [{"reference": "Accused 1"}], "assets": [{"kind": "cash", "value": "70.00", "stage": "forfeited"}]});
        let confiscation = app.post("registrar-1", "/orders", confiscation).await.must(201);
        let other = format!("/orders/{}/recourse", id(&confiscation));
        assert_eq!(wrong(&app.post("maker-1", &other, opened("2014-05-01", Value::Null)).await), ["order"]);
        let paper = app.document("maker-1", "the claim").await;
        let shown = app.post("maker-1", &path, json!({"opened_on": "2014-05-10", "document": paper, "offender": 1})).await.must(201);
        assert_eq!(shown["recourse_opened_on"], "2014-05-10");
        app.post("maker-1", &path, opened("2014-05-20", json!(2))).await.must(201);
        let shown = app.post("maker-2", &path, opened("2014-05-25", json!(1))).await.must(201);
        assert_eq!(shown["recourse_opened_on"], "2014-05-20", "of the first offender another day was meant");
        for who in ["maker-1", "approver-1", "treasurer-1", "overrider-1", "auditor-1"] {
            assert_eq!(app.get(who, &file).await.must(200)["recourse_opened_on"], "2014-05-20", "{who}");
        }
        for who in ["registrar-1", "registrar-2"] {
            assert_eq!(app.get(who, &file).await.must(200)["recourse_opened_on"], Value::Null, "{who}");
        }
        let mut from = app.fund.store().read().await.expect("a snapshot");
        let of: OrderRef = order.parse().expect("a reference");
        let rows = from.recourses(of).await.expect("they read");
        assert_eq!(rows.iter().map(|row| row.offender).collect::<Vec<_>>(), [Some(1), Some(2), Some(1)]);
        assert_eq!(recourse_opened_on(&rows[..1]).map(|day| day.to_string()), Some("2014-05-10".into()));
        drop(from);
        assert_eq!(app.differences().await, [""; 0]);
    }
}
