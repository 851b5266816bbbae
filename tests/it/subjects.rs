//! Persons named by identity in orders and notices: found in hiding, whenever they are opened or completed; whoever named them sees
//! the same either way.
use crate::app::{TestApp, id, identification, on_both_engines};
use relief_ledger::cli::story::COURT;
use serde_json::{Value, json};

fn passport(number: &str) -> Value {
    json!({"kind": "passport", "number": number, "country": "PH"})
}

fn restitution(copy: &str, case: &str, subject: Value) -> Value {
    json!({"kind": "restitution", "issuer": COURT, "case_number": case, "decided_on": "2014-03-01", "in_force_on": "2014-04-01",
        "copy": copy, "offenders": [{"reference": "Accused 1"}], "beneficiaries": [{"subject": subject, "amount": "300.00"}]})
}

async fn foreigner(app: &TestApp, identity: Value) -> String {
    app.beneficiary_with(
        json!({"citizenship": "foreign", "minor": false, "identifications": [identification("2014-06-01")],
        "identity": identity}),
    )
    .await
}

fn way_out(person: &str) -> Value {
    json!({"purpose": "other_necessary", "beneficiary": person, "amount": "50.00", "payee": {"kind": "supplier", "name": "Yol MMC"},
        "method": "bank", "items": [{"category": "travel", "amount": "50.00"}], "travel": {"on": "2014-06-10", "from": "AZ", "to": "PH"}})
}

/// The rules that refuse to take a way out over to approval.
async fn refused(app: &TestApp, person: &str) -> Vec<String> {
    let payment = app.draft(way_out(person)).await;
    app.step("maker-1", &payment, "submit", json!({})).await.rules()
}

/// Do two answers say the same of things that bear other references? References are numbered as they come, so that each must come
/// again where its partner does; the place in the log and the case that was sent may differ, and nothing else.
fn same_but_numbers(one: &Value, other: &Value) -> bool {
    named_anew(one) == named_anew(other)
}

fn named_anew(answer: &Value) -> String {
    let mut answer = answer.clone();
    without_places(&mut answer);
    let (mut seen, mut text) = (Vec::<String>::new(), String::new());
    let whole = answer.to_string();
    let mut rest = whole.as_str();
    while let Some(c) = rest.chars().next() {
        let reference = reference_at(rest).filter(|_| !text.ends_with(|c: char| c.is_ascii_alphanumeric()));
        let length = reference.map_or(c.len_utf8(), |reference| {
            let known = seen.iter().position(|one| one == reference);
            text.push_str(&format!("#{}", known.unwrap_or(seen.len())));
            if known.is_none() {
                seen.push(reference.to_owned());
            }
            reference.len()
        });
        if reference.is_none() {
            text.push(c);
        }
        rest = &rest[length..];
    }
    text
}

/// A reference like `O-2014-000001` at the beginning of a text.
fn reference_at(text: &str) -> Option<&str> {
    let letters = text.bytes().take_while(u8::is_ascii_uppercase).count();
    let one = text.get(..letters + 12).filter(|_| (1..=2).contains(&letters))?;
    let is_one = one[letters..].bytes().enumerate().all(|(at, b)| match at {
        0 | 5 => b == b'-',
        _ => b.is_ascii_digit(),
    });
    is_one.then_some(one)
}

fn without_places(answer: &mut Value) {
    match answer {
        Value::Object(members) => {
            members.remove("log_index");
            members.remove("case_number");
            members.values_mut().for_each(without_places);
        }
        Value::Array(values) => values.iter_mut().for_each(without_places),
        _ => {}
    }
}

#[test]
fn only_references_places_and_cases_may_differ() {
    let answer = |order: &str, sum: &str, again: &str| json!({"id": order, "sum": sum, "log_index": order, "why": format!("see {again}")});
    let one = answer("O-2014-000001", "1.00", "O-2014-000001");
    assert!(same_but_numbers(&one, &answer("O-2014-000017", "1.00", "O-2014-000017")));
    for other in [
        answer("O-2014-000002", "2.00", "O-2014-000002"),
        answer("O-2014-000002", "1.00", "O-2014-000003"),
        answer("P-2014-000002", "1.00", "O-2014-000002"),
    ] {
        assert!(!same_but_numbers(&one, &other), "{other}");
    }
}

on_both_engines! {
    async fn a_removal_recorded_before_its_person_was_opened_still_blocks(app: TestApp) {
        app.donation("900.00", "2014-05-05", json!({})).await;
        let notice = |subject: Value| json!({"subject": subject, "form": "expulsion", "issued_by": "court", "decided_on": "2014-05-30"});
        let exact = json!({"name": "Maria Santos", "documents": [passport("EB1234567")]});
        let doubtful = json!({"name": "Dela Cruz Rosario", "born_on": "1988-02-03"});
        let first = app.post("registrar-1", "/notices", notice(exact)).await.must(201);
        let second = app.post("maker-1", "/notices", notice(doubtful)).await.must(201);
        assert_eq!((&first["beneficiary"], &second["beneficiary"]), (&Value::Null, &Value::Null));

        let maria = foreigner(&app, json!({"name": "SANTOS, Maria L.", "documents": [passport("EB 1234567")]})).await;
        assert!(refused(&app, &maria).await.contains(&"expulsion-funding".to_owned()), "the paper is the same");
        let rosario = foreigner(&app, json!({"name": "Rosario de la Cruz", "born_on": "1988-02-03"})).await;
        let rules = refused(&app, &rosario).await;
        assert!(!rules.contains(&"expulsion-funding".to_owned()), "nobody has decided yet: {rules:?}");
        let found = app.matches().await;
        assert_eq!(found.len(), 1);
        assert_eq!((&found[0]["beneficiary"], &found[0]["notice"], &found[0]["other"]), (&json!(rosario), &second["id"], &Value::Null));
        app.decide(&id(&found[0]), "same").await.must(200);
        app.reviewed().await;
        assert!(refused(&app, &rosario).await.contains(&"expulsion-funding".to_owned()), "a guardian found that it is she");

        let later = foreigner(&app, json!({"name": "M. Santos"})).await;
        assert!(!refused(&app, &later).await.contains(&"expulsion-funding".to_owned()));
        let part = json!({"documents": [passport("EB1234567")]});
        app.post("maker-1", &format!("/beneficiaries/{later}/identity-parts"), part).await.must(201);
        assert!(refused(&app, &later).await.contains(&"expulsion-funding".to_owned()), "tried again when the identity is completed");

        app.set_clock("2014-06-03T10:00:00+04:00");
        let paper = app.document("maker-2", "the court lifts it").await;
        let lifted = app.post("maker-2", &format!("/notices/{}/lift", id(&first)), json!({"document": paper})).await.must(200);
        assert_eq!((&lifted["lifted"], &lifted["beneficiary"]), (&json!(true), &Value::Null));
        assert!(!refused(&app, &maria).await.contains(&"expulsion-funding".to_owned()), "it was lifted");
        assert_eq!(app.differences().await, [""; 0]);
    }

    async fn a_maker_learns_no_pseudonym_by_a_notice_on_somebody_known_by_name(app: TestApp) {
        app.donation("900.00", "2014-05-05", json!({})).await;
        let maria = foreigner(&app, json!({"documents": [passport("EB1234567")]})).await;
        app.reviewed().await;
        let out = app.post("maker-1", "/payments/check", way_out(&maria)).await.must(200);
        let (file, list) = (format!("/beneficiaries/{maria}"), "/beneficiaries");
        let before = [app.get("maker-1", &file).await.json(), app.get("maker-1", list).await.json()];
        let notice = json!({"subject": {"name": "Maria Santos", "documents": [passport("EB1234567")]}, "form": "expulsion",
            "issued_by": "police", "decided_on": "2014-05-30"});
        app.post("maker-1", "/notices", notice).await.must(201);
        let found = app.matches().await;
        assert_eq!((found.len(), &found[0]["strength"]), (1, &json!("exact")));
        assert_eq!(app.post("maker-1", "/payments/check", way_out(&maria)).await.must(200), out);
        assert_eq!([app.get("maker-1", &file).await.json(), app.get("maker-1", list).await.json()], before);
        let late = app.post("guardian-1", "/duplicates/review", json!({})).await;
        assert_eq!(late.code(), "wrong_state", "whoever is opened meanwhile waits until it is decided");
        app.decide(&id(&found[0]), "same").await.must(200);
        app.reviewed().await;
        assert!(refused(&app, &maria).await.contains(&"expulsion-funding".to_owned()));
    }

    async fn a_removal_order_on_a_named_person_blocks_under_every_pseudonym_with_the_paper(app: TestApp) {
        app.donation("900.00", "2014-05-05", json!({})).await;
        let copy = app.document("registrar-1", "the decision").await;
        let before = foreigner(&app, json!({"documents": [passport("EB1234567")]})).await;
        let order = json!({"kind": "removal", "issuer": COURT, "case_number": "2-7/2014", "decided_on": "2014-03-01", "in_force_on": "2014-04-01",
            "copy": copy, "beneficiaries": [{"subject": {"name": "Maria Santos", "documents": [passport("EB1234567")]}}]});
        app.post("registrar-1", "/orders", order).await.must(201);
        let after = foreigner(&app, json!({"documents": [passport("EB1234567")]})).await;
        for person in [&before, &after] {
            assert!(refused(&app, person).await.contains(&"expulsion-funding".to_owned()), "{person}");
        }
        assert_eq!(app.differences().await, [""; 0]);
    }

    async fn a_registrar_sees_the_same_of_the_known_and_the_unknown_and_a_found_person_can_be_paid(app: TestApp) {
        app.donation("900.00", "2014-05-05", json!({})).await;
        let copy = app.document("registrar-1", "the judgment").await;
        let known = foreigner(&app, json!({"name": "Maria Santos", "documents": [passport("EB1234567")]})).await;
        let mut orders = vec![];
        for (case, paper) in [("1-1/2014", "EB1234567"), ("1-2/2014", "EB7654321")] {
            let subject = json!({"name": "Maria Santos", "documents": [passport(paper)]});
            orders.push(app.post("registrar-1", "/orders", restitution(&copy, case, subject)).await.must(201));
        }
        app.reviewed().await;
        let ids: Vec<String> = orders.iter().map(id).collect();
        assert!(same_but_numbers(&orders[0], &orders[1]), "{orders:?}");
        for who in ["registrar-1", "registrar-2"] {
            let mut seen = vec![];
            for order in &ids {
                seen.push(app.get(who, &format!("/orders/{order}")).await.must(200));
            }
            let [one, other] = [&seen[0], &seen[1]];
            assert!(same_but_numbers(one, other), "{one} {other}");
        }
        let mut confirmed = vec![];
        for order in &ids {
            confirmed.push(app.post("registrar-2", &format!("/orders/{order}/confirm"), json!({})).await.must(200));
        }
        assert!(same_but_numbers(&confirmed[0], &confirmed[1]), "{confirmed:?}");
        assert!(!confirmed[0].to_string().contains(&known), "{}", confirmed[0]);
        assert_eq!(confirmed[1]["ordered"], "300.00");

        let file = app.get("maker-1", &format!("/orders/{}", ids[0])).await.must(200);
        assert_eq!(file["beneficiaries"][0]["beneficiary"], json!(known), "who pays must know whom");
        let later = foreigner(&app, json!({"name": "Maria Santos", "documents": [passport("EB7654321")]})).await;
        app.reviewed().await;
        for (person, order) in [(&known, &ids[0]), (&later, &ids[1])] {
            let found = json!({"found_on": "2014-05-01", "realisable": "0.00"});
            app.post("registrar-1", &format!("/orders/{order}/insufficiency"), found).await.must(201);
            let paid = json!({"purpose": "restitution", "beneficiary": person, "amount": "300.00", "payee": {"kind": "beneficiary"},
                "method": "bank", "order": order});
            app.released(paid).await;
            let file = app.get("auditor-1", &format!("/orders/{order}")).await.must(200);
            assert_eq!((&file["outstanding"], &file["paid_by_fund"]), (&json!("0.00"), &json!("300.00")));
        }
        let receipt = json!({"amount": "10.00", "received_on": "2014-06-01", "from": "instalment", "to": "beneficiary"});
        let mut told = vec![];
        for (order, person) in [(&ids[0], &known), (&ids[0], &later), (&ids[1], &known)] {
            let mut receipt = receipt.clone();
            receipt["beneficiary"] = json!(person);
            let answer = app.post("registrar-1", &format!("/orders/{order}/receipts"), receipt).await;
            assert_eq!(answer.code(), "invalid");
            told.push(answer.json());
        }
        assert!(told.iter().all(|one| same_but_numbers(one, &told[0])), "a pseudonym that is guessed is not told apart: {told:?}");
        assert_eq!(app.differences().await, [""; 0]);
    }

    async fn what_a_subject_cannot_be_is_refused_by_field_and_never_repeated(app: TestApp) {
        let notice = |more: Value| { let mut body = json!({"form": "expulsion", "issued_by": "court", "decided_on": "2014-05-30"});
            crate::app::merge(&mut body, more); body };
        let person = foreigner(&app, json!({})).await;
        let name = json!({"name": "PLANTED Maria"});
        for (body, field) in [
            (notice(json!({})), "beneficiary"),
            (notice(json!({"beneficiary": person, "subject": name})), "subject"),
            (notice(json!({"subject": {"name": "PLANTED", "born_on": "2090-01-01"}})), "subject.born_on"),
            (notice(json!({"subject": {"name": "PLANTED", "born_on": "yesterday"}})), "subject.born_on"),
            (notice(json!({"subject": {"name": "PLANTED", "documents": [{"number": "???"}]}})), "subject.documents[0].number"),
            (notice(json!({"subject": {"name": "PLANTED", "nickname": "x"}})), "subject"),
            (notice(json!({"subject": {"born_on": "1990-01-01"}})), "subject.name"),
        ] {
            let answer = app.post("registrar-1", "/notices", body).await;
            let told = answer.text();
            assert!(answer.code() == "invalid" && told.contains(field) && !told.contains("PLANTED"), "{field}: {told}");
        }
    }
}
