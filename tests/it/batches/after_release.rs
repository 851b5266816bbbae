//! What is recorded between release and the bank: a removal, a joined pseudonym, an identity stop a payment there too. And a payment that
//! stands in a file which left the house is not called back and paid anew before the bank has said that it did not pay.
use super::{IBAN, batch, clinic, file, funded, person, released};
use crate::app::{Answer, TestApp, iban, id, identification, on_both_engines};
use serde_json::{Value, json};

fn passport(number: &str) -> Value {
    json!({"kind": "passport", "number": number, "country": "PH"})
}

/// A released journey home of a person with a paper and a confirmed return file.
async fn journey(app: &TestApp, number: &str) -> (String, String) {
    let who = json!({"citizenship": "foreign", "minor": false, "languages": ["en"], "identifications": [identification("2014-05-01")],
        "identity": {"documents": [passport(number)]}});
    let person = app.beneficiary_with(who).await;
    app.asked(&person).await;
    let mut papers = vec![];
    for paper in ["consent", "advice", "risk", "answer"] {
        papers.push(app.document("maker-1", &format!("{paper} {number}")).await);
    }
    let written = json!({"consent": papers[0], "advice": papers[1], "risk_assessment": papers[2], "consent_on": "2014-05-20", "consent_language": "en",
        "interpreter": false, "legal_advice_on": "2014-05-19", "risk_assessed_on": "2014-05-21", "risk": "low", "permit_offered_on": "2014-05-19",
        "in_custody": false, "own_request": true, "receiving_kind": "ngo", "receiving_contact": "a friend",
        "removal_check": {"asked_of": "migration_service", "asked_on": "2014-06-01", "answer": "none", "document": papers[3]}});
    let path = format!("/beneficiaries/{person}/return-file");
    app.post("maker-1", &path, written).await.must(201);
    app.post("maker-2", &format!("{path}/confirm"), json!({})).await.must(200);
    app.reviewed().await;
    let body = json!({"purpose": "repatriation", "beneficiary": person, "amount": "300.00", "method": "bank",
        "payee": {"kind": "carrier", "name": "Yol MMC", "account": {"iban": IBAN}},
        "items": [{"category": "travel", "amount": "300.00"}], "travel": {"on": "2014-06-20", "from": "AZ", "to": "PH"}});
    (app.released(body).await, person)
}

async fn notice(app: &TestApp, about: (&str, Value)) {
    let mut body = json!({"form": "expulsion", "issued_by": "court", "decided_on": "2014-05-30"});
    body[about.0] = about.1;
    app.post("registrar-1", "/notices", body).await.must(201);
}

async fn tell_more(app: &TestApp, person: &str, part: Value) {
    app.post("maker-1", &format!("/beneficiaries/{person}/identity-parts"), part).await.must(201);
}

/// Whether a refusal is by one rule, names the payment, and says in both languages that it may be recalled.
fn stopped(answer: &Answer, code: &str, rule: &str, payment: &str) {
    assert_eq!((answer.code().as_str(), answer.rules()), (code, vec![rule.to_owned()]), "{}", answer.text());
    let finding = &answer.json()["findings"][0];
    for (field, word) in [("cure", "recall the payment"), ("cure_az", "geri çağırın")] {
        let cure = finding[field].as_str().unwrap_or_default();
        assert!(cure.contains(payment) && cure.contains(word), "{cure}");
    }
}

on_both_engines! {
    async fn a_removal_recorded_after_release_stops_the_batch_and_the_file_of_one_made_before(app: TestApp) {
        funded(&app).await;
        let (by_pseudonym, person) = journey(&app, "EB1234567").await;
        let (by_paper, _) = journey(&app, "EC7654321").await;
        let (untouched, _) = journey(&app, "ED1112223").await;
        let before = id(&batch(&app, &[&by_paper, &untouched]).await.must(201));
        file(&app, "treasurer-1", &before, "").await.must(200);

        notice(&app, ("beneficiary", json!(person))).await;
        stopped(&batch(&app, &[&by_pseudonym]).await, "blocked_by_rule", "expulsion-funding", &by_pseudonym);
        notice(&app, ("subject", json!({"name": "Maria Santos", "documents": [passport("EC 7654321")]}))).await;
        stopped(&file(&app, "treasurer-1", &before, "").await, "blocked_by_rule", "expulsion-funding", &by_paper);
        let seen = app.get("auditor-1", &format!("/batches/{before}")).await.must(200);
        assert_eq!(seen["files"].as_array().map(Vec::len), Some(1), "no second file left");
        assert_eq!(app.get("auditor-1", "/batches").await.must(200)["items"].as_array().map(Vec::len), Some(1));

        let paper = app.document("treasurer-2", "the bank did not execute it").await;
        let withdrawn = json!({"reason": "A removal came.", "document": paper});
        app.post("treasurer-2", &format!("/batches/{before}/withdraw"), withdrawn).await.must(200);
        let anew = id(&batch(&app, &[&untouched]).await.must(201));
        file(&app, "treasurer-1", &anew, "").await.must(200);
        assert_eq!(app.differences().await, [""; 0]);
    }

    async fn an_identity_recorded_after_release_waits_for_the_guardian_before_the_bank_is_told(app: TestApp) {
        app.donation("200.00", "2014-05-05", json!({"restriction": {"expires_on": "2014-06-02"}})).await;
        let ((one, first), (two, second)) = (released(&app).await, released(&app).await);
        let made = id(&batch(&app, &[&one]).await.must(201));
        tell_more(&app, &first, json!({"name": "Aynur Rzayeva"})).await;
        tell_more(&app, &second, json!({"name": "Fidan Quliyeva"})).await;
        stopped(&file(&app, "treasurer-1", &made, "").await, "needs_override", "identity-under-review", &one);
        stopped(&batch(&app, &[&two]).await, "needs_override", "identity-under-review", &two);
        app.set_clock("2014-06-03T10:00:00+04:00");
        app.reviewed().await;
        file(&app, "treasurer-1", &made, "").await.must(200);
        batch(&app, &[&two]).await.must(201);
        assert_eq!(app.differences().await, [""; 0], "what the lots held then counts no more, and their day is past");
    }

    async fn of_two_pseudonyms_joined_after_release_neither_is_paid_the_lump_sum(app: TestApp) {
        funded(&app).await;
        let mut both = vec![];
        for (fin, account) in [("5XK4T2B", IBAN.to_owned()), ("6YL5U3C", iban(1))] {
            let person = app.beneficiary_with(json!({"citizenship": "citizen", "minor": false,
                "identifications": [identification("2014-06-01")], "identity": {"fin": fin, "accounts": [{"iban": account}]}})).await;
            app.reviewed().await;
            both.push((app.released(app.lump_sum(&person)).await, person));
        }
        let made = id(&batch(&app, &[&both[0].0]).await.must(201));
        tell_more(&app, &both[1].1, json!({"fin": "5XK4T2B"})).await;
        for one in app.matches().await {
            app.decide(&id(&one), "same").await.must(200);
        }
        app.reviewed().await;
        stopped(&file(&app, "treasurer-1", &made, "").await, "blocked_by_rule", "lump-sum-twice", &both[0].0);
        let refused = batch(&app, &[&both[1].0]).await;
        stopped(&refused, "blocked_by_rule", "lump-sum-twice", &both[1].0);
        assert!(!refused.text().contains(&both[0].0) && !refused.text().contains(&both[0].1), "{}", refused.text());
    }

    async fn a_payment_in_a_taken_file_is_not_called_back_before_the_bank_says_that_it_did_not_pay(app: TestApp) {
        funded(&app).await;
        let ((one, person), (two, _)) = (released(&app).await, released(&app).await);
        let taken = id(&batch(&app, &[&one, &two]).await.must(201));
        file(&app, "treasurer-1", &taken, "").await.must(200);
        for (who, step, body) in [("treasurer-1", "recall", json!({})), ("treasurer-2", "recall", json!({})), ("treasurer-2", "return", json!({"reason": "It came back."}))] {
            let refused = app.step(who, &one, step, body).await;
            assert!(refused.code() == "wrong_state" && refused.text().contains(&taken), "{who} {step}: {}", refused.text());
        }
        let path = format!("/batches/{taken}/withdraw");
        let withdraw = async |body: Value| app.post("treasurer-2", &path, body).await;
        for body in [json!({"reason": "Not executed."}), json!({"reason": "Not executed.", "document": "D-2014-000999"})] {
            let refused = withdraw(body).await;
            assert_eq!((refused.code(), &refused.json()["fields"][0]["field"]), ("invalid".to_owned(), &json!("document")));
        }
        let paper = app.document("treasurer-2", "the bank did not execute it").await;
        withdraw(json!({"reason": "Not executed.", "document": paper})).await.must(200);
        app.step("treasurer-1", &one, "recall", json!({})).await.must(200);
        app.released(app.lump_sum(&person)).await;

        let again = id(&batch(&app, &[&two]).await.must(201));
        file(&app, "treasurer-1", &again, "").await.must(200);
        app.step("treasurer-1", &two, "settle", json!({"settled_on": "2014-06-02"})).await.must(200);
        app.step("treasurer-1", &two, "return", json!({"reason": "The account is closed."})).await.must(200);
        assert_eq!(app.differences().await, [""; 0]);
    }

    async fn a_payee_that_bears_the_name_of_whoever_is_helped_is_not_named_to_the_bank(app: TestApp) {
        funded(&app).await;
        let helped = person(&app, json!([])).await;
        let to = |name: &str| json!({"purpose": "medical", "beneficiary": helped, "amount": "50.00", "method": "bank",
            "payee": {"kind": "clinic", "name": name, "account": {"iban": IBAN}}, "items": [{"category": "treatment", "amount": "50.00"}]});
        let telling = app.released(to("Şəhla tibb evi")).await;
        let plain = clinic(&app, json!({"name": "Bahar Klinikası", "account": {"iban": IBAN}})).await;
        let made = id(&batch(&app, &[&telling, &plain]).await.must(201));
        let text = file(&app, "treasurer-1", &made, "").await.text();
        assert!(text.contains("<Nm>NOTPROVIDED</Nm>") && text.contains("<Nm>Bahar Klinikası</Nm>"), "{text}");
        assert!(!text.contains("Şəhla"), "{text}");
    }

    async fn whoever_asks_for_the_head_of_a_bank_file_takes_nothing(app: TestApp) {
        funded(&app).await;
        let (payment, _) = released(&app).await;
        let made = id(&batch(&app, &[&payment]).await.must(201));
        let answer = app.raw("treasurer-1", "HEAD", &format!("/api/v1/batches/{made}/pain.001"), &[], "").await;
        assert_eq!((answer.status, &answer.headers["allow"]), (405, &"GET".parse().expect("plain")));
        assert_eq!(app.get("auditor-1", &format!("/batches/{made}")).await.must(200)["state"], "made");
    }
}
