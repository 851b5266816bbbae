//! Papers that concern a person helped stay that person's: nobody puts them to another's payment, order or file. How they are sealed
//! and go with the person is tried in `vault`.
use crate::app::{Answer, TestApp, id, identification, on_both_engines};
use relief_ledger::cli::story::COURT;
use serde_json::{Value, json};

/// Uploads a paper that concerns a person; its reference.
async fn paper_of(app: &TestApp, who: &str, person: &str) -> String {
    let headers = [("Content-Type", "text/plain"), ("X-Beneficiary", person)];
    id(&app.raw(who, "POST", "/api/v1/documents", &headers, "a paper").await.must(201))
}

/// Two persons, and a paper of the first, and one that concerns nobody.
async fn scene(app: &TestApp) -> [String; 4] {
    let (one, other) = (app.beneficiary("2014-06-01").await, app.beneficiary("2014-06-01").await);
    let (own, plain) = (paper_of(app, "maker-1", &one).await, app.document("maker-1", "a statute").await);
    [one, other, own, plain]
}

#[track_caller]
fn is_refused(answer: &Answer, field: &str) {
    let told = answer.json();
    let seen: Vec<&Value> = told["fields"].as_array().into_iter().flatten().map(|f| &f["field"]).collect();
    assert!(answer.code() == "invalid" && seen == [&json!(field)], "{field}: {}", answer.text());
    let (en, az) = (&told["fields"][0]["message"], &told["fields"][0]["message_az"]);
    assert!(en.as_str().is_some_and(|en| en.contains("another person")) && az != en, "{}", answer.text());
    assert!(!answer.text().contains("B-2014"), "no pseudonym is told: {}", answer.text());
}

fn medicine(person: &str) -> Value {
    json!({"purpose": "medical", "beneficiary": person, "amount": "20.00", "method": "cash",
        "payee": {"kind": "beneficiary"}, "items": [{"category": "medicine", "amount": "20.00"}]})
}

on_both_engines! {
    async fn a_paper_of_one_person_goes_with_no_payment_of_another(app: TestApp) {
        let [one, other, own, plain] = scene(&app).await;
        let with = |person: &str, documents: Value, receipt: &str| {
            let mut body = medicine(person);
            body["documents"] = documents;
            body["items"][0]["receipt"] = json!(receipt);
            body
        };
        for path in ["/payments", "/payments/check"] {
            is_refused(&app.post("maker-1", path, with(&other, json!([plain, own]), &plain)).await, "documents[1]");
            is_refused(&app.post("maker-1", path, with(&other, json!([]), &own)).await, "items[0].receipt");
            let fine = app.post("maker-1", path, with(&one, json!([plain, own]), &own)).await;
            assert!(fine.status < 300, "{}", fine.text());
        }
        let award = |person: &str| json!({"beneficiary": person, "purpose": "lump_sum", "document": own});
        is_refused(&app.post("maker-1", "/awards", award(&other)).await, "document");
        app.post("maker-1", "/awards", award(&one)).await.must(201);
        assert_eq!(app.differences().await, [""; 0]);
    }

    async fn a_receipt_of_one_person_settles_no_payment_of_another(app: TestApp) {
        let lot = app.donation("900.00", "2014-05-05", json!({})).await["lot"].clone();
        let moved = json!({"lot": lot, "amount": "500.00", "from": "bank", "to": "cash", "moved_on": "2014-06-02"});
        app.post("treasurer-1", "/cash-transfers", moved).await.must(201);
        let [one, other, own, plain] = scene(&app).await;
        app.reviewed().await;
        for (person, paper, fine) in [(&other, &own, false), (&other, &plain, true), (&one, &own, true)] {
            app.wishes(person, "cash").await;
            let payment = app.released(medicine(person)).await;
            let seen = json!({"receipt": paper, "witnesses": ["Birinci Şahid", "İkinci Şahid"]});
            let answer = app.step("treasurer-1", &payment, "settle", seen).await;
            match fine {
                true => assert_eq!(answer.status, 200, "{}", answer.text()),
                false => is_refused(&answer, "receipt"),
            }
        }
    }

    async fn a_paper_of_one_person_goes_into_no_file_of_another(app: TestApp) {
        let [one, other, own, plain] = scene(&app).await;
        let paper = paper_of(&app, "guardian-1", &one).await;
        let file = |person: &str, part: &str| format!("/beneficiaries/{person}/{part}");
        let identified = json!({"episode": 1, "on": "2014-06-01", "by": "police", "status": "formal", "document": own});
        let parent = json!({"kind": "collector", "name": "Aygün Nümunə", "document": own});
        let notice = |person: &str| json!({"beneficiary": person, "form": "entry_ban", "issued_by": "court",
            "decided_on": "2014-05-30", "document": paper});
        is_refused(&app.post("maker-1", &file(&other, "return-file"), json!({"consent": own, "advice": plain})).await, "consent");
        is_refused(
            &app.post("maker-1", &file(&other, "return-file"), json!({"removal_check": {"document": own}})).await,
            "removal_check.document",
        );
        is_refused(&app.post("maker-1", &file(&other, "identifications"), identified.clone()).await, "document");
        is_refused(&app.post("maker-1", &file(&other, "representatives"), parent.clone()).await, "document");
        is_refused(&app.post("guardian-1", "/notices", notice(&other)).await, "document");
        for (who, path, body) in [
            ("maker-1", file(&one, "return-file"), json!({"consent": own, "advice": plain})),
            ("maker-1", file(&other, "return-file"), json!({"consent": plain})),
            ("maker-1", file(&one, "identifications"), identified),
            ("maker-1", file(&one, "representatives"), parent),
            ("guardian-1", "/notices".to_owned(), notice(&one)),
        ] {
            let answer = app.post(who, &path, body).await;
            assert_eq!(answer.status, 201, "{path}: {}", answer.text());
        }
        assert_eq!(app.differences().await, [""; 0]);
    }

    async fn a_paper_of_one_person_is_no_copy_of_an_order_for_another(app: TestApp) {
        let [one, other, makers, _] = scene(&app).await;
        let (own, plain) = (paper_of(&app, "registrar-1", &one).await, app.document("registrar-1", "the judgment").await);
        let order = |case: &str, copy: &str, named: Value| json!({"kind": "restitution", "issuer": COURT, "case_number": case,
            "decided_on": "2014-03-01", "in_force_on": "2014-04-01", "copy": copy,
            "offenders": [{"reference": "Accused 1"}], "beneficiaries": [named]});
        let named = |person: &str| json!({"beneficiary": person, "amount": "300.00"});
        let subject = json!({"subject": {"name": "Maria Santos"}, "amount": "300.00"});
        is_refused(&app.post("registrar-1", "/orders", order("1-1/2014", &own, named(&other))).await, "copy");
        is_refused(&app.post("registrar-1", "/orders", order("1-1/2014", &own, subject)).await, "copy");
        // Whom a paper concerns that somebody else brought, no registrar finds out.
        is_refused(&app.post("registrar-1", "/orders", order("1-1/2014", &makers, named(&one))).await, "copy");
        is_refused(&app.post("registrar-1", "/orders", order("1-1/2014", &makers, named(&other))).await, "copy");
        app.post("registrar-1", "/orders", order("1-1/2014", &own, named(&one))).await.must(201);
        let order = id(&app.post("registrar-1", "/orders", order("1-2/2014", &plain, named(&other))).await.must(201));
        let found = json!({"found_on": "2014-05-01", "realisable": "0.00", "document": own});
        is_refused(&app.post("registrar-1", &format!("/orders/{order}/insufficiency"), found).await, "document");
    }

    async fn that_two_pseudonyms_are_joined_is_told_by_no_paper_but_to_guardians(app: TestApp) {
        let third = app.beneficiary("2014-06-01").await;
        let identity = json!({"name": "Aysel Nümunə", "documents": [{"kind": "passport", "number": "C01234567", "country": "AZ"}]});
        let person = json!({"citizenship": "citizen", "minor": false, "identifications": [identification("2014-06-01")], "identity": identity});
        let (one, other) = (app.beneficiary_with(person.clone()).await, app.beneficiary_with(person).await);
        let own = paper_of(&app, "maker-1", &one).await;
        let body = |person: &str| {
            let mut body = medicine(person);
            body["documents"] = json!([own]);
            body
        };
        let before = app.post("maker-1", "/payments/check", body(&other)).await;
        for found in app.matches().await {
            app.decide(&id(&found), "same").await.must(200);
        }
        app.post("guardian-1", "/duplicates/review", json!({})).await.must(201);
        let (joined, apart) = (app.post("maker-1", "/payments/check", body(&other)).await, app.post("maker-1", "/payments/check", body(&third)).await);
        is_refused(&joined, "documents[0]");
        assert_eq!((joined.json(), apart.json()), (before.json(), before.json()), "a paper does not tell who is one person");
        let notice = |person: &str| json!({"beneficiary": person, "form": "entry_ban", "issued_by": "court",
            "decided_on": "2014-05-30", "document": own});
        is_refused(&app.post("guardian-1", "/notices", notice(&third)).await, "document");
        app.post("guardian-1", "/notices", notice(&other)).await.must(201);
        assert_eq!(app.differences().await, [""; 0]);
    }
}
