//! Persons helped and their keys: an identity goes in and never comes out, and a person can be erased while the books stay
//! whole. What an identity may be is said in the domain; who may see one, where disclosure is.
use crate::app::{TestApp, iban, id, identification, on_both_engines};
use relief_ledger::{domain::reference::BeneficiaryRef, service::forget_answers::forget_answers};
use serde_json::{Value, json};
use sqlx::{AssertSqlSafe, Connection, Executor, PgConnection, SqliteConnection};

const NAME: &str = "Planted Şəhla Qurbanova";
const FIN: &str = "7PLNT9Q";
const PAPER: &str = "AZE 7654321";
const CONTACT: &str = "ask the planted shelter";

fn identity() -> Value {
    json!({"name": NAME, "fin": FIN, "born_on": "1991-03-04", "safe_contact": CONTACT,
        "documents": [{"kind": "passport", "number": PAPER, "country": "AZ"}],
        "accounts": [{"iban": "AZ21NABZ00000000137010001944"}]})
}

async fn opened(app: &TestApp) -> String {
    app.beneficiary_with(json!({"citizenship": "citizen", "languages": ["az"], "identity": identity(),
        "identifications": [identification("2014-06-01")]}))
        .await
}

fn reason() -> Value {
    json!({"reason": "The person asks for it."})
}

/// Changes the database behind the service's back.
async fn change(app: &TestApp, sql: &str) -> Result<u64, sqlx::Error> {
    if app.url.starts_with("sqlite:") {
        let mut conn = SqliteConnection::connect(&app.url).await?;
        Ok(conn.execute(AssertSqlSafe(sql.to_owned())).await?.rows_affected())
    } else {
        let mut conn = PgConnection::connect(&app.url).await?;
        Ok(conn.execute(AssertSqlSafe(sql.to_owned())).await?.rows_affected())
    }
}

on_both_engines! {
    async fn an_identity_goes_under_seal_and_into_no_answer(app: TestApp) {
        let without = app.post("maker-1", "/beneficiaries", json!({"method_wish": "cash"})).await;
        let with = app.post("maker-1", "/beneficiaries", json!({"method_wish": "cash", "identity": identity()})).await;
        let keys = |answer: &Value| answer.as_object().map(|o| o.keys().cloned().collect::<Vec<_>>());
        let (told, plain) = (with.text(), without.must(201));
        for word in [NAME, FIN, PAPER, CONTACT, "1991", "identity"] {
            assert!(!told.contains(word), "{word} in {told}");
        }
        let person = with.must(201);
        assert_eq!(keys(&person), keys(&plain), "an answer does not tell whether there is an identity");
        let person = id(&person);
        let more = app.post("maker-1", &format!("/beneficiaries/{person}/identity-parts"), json!({"fin": "5ABCDE7"})).await;
        assert_eq!(more.must(201), json!({"id": person}));
        for who in ["maker-1", "approver-1", "auditor-1", "guardian-1"] {
            let told = app.get(who, &format!("/beneficiaries/{person}")).await.text();
            assert!(![NAME, FIN, "5ABCDE7", CONTACT].iter().any(|word| told.contains(word)), "{who}: {told}");
        }
        assert_eq!(app.differences().await, [""; 0]);
    }

    async fn an_identity_that_cannot_be_is_refused_by_field_and_never_repeated(app: TestApp) {
        let cases = [
            (json!({"fin": "SECRET1O"}), "identity.fin"),
            (json!({"name": "12345"}), "identity.name"),
            (json!({"born_on": "2090-01-01"}), "identity.born_on"),
            (json!({"accounts": [{"iban": "AZ00SECRET"}]}), "identity.accounts[0].iban"),
        ];
        for (identity, field) in cases {
            let answer = app.post("maker-1", "/beneficiaries", json!({"method_wish": "cash", "identity": identity})).await;
            let told = answer.text();
            assert!(answer.code() == "invalid" && told.contains(field), "{field}: {told}");
            assert!(!told.contains("SECRET") && !told.contains("2090"), "{told}");
        }
        let person = app.beneficiary_with(json!({})).await;
        let path = format!("/beneficiaries/{person}/identity-parts");
        assert_eq!(app.post("maker-1", &path, json!({})).await.code(), "invalid");
        assert_eq!(app.post("maker-1", &path, json!({"nickname": "x"})).await.code(), "invalid");
        assert_eq!(app.post("auditor-1", &path, identity()).await.code(), "not_your_role");
    }

    async fn a_person_is_erased_by_two_and_the_books_stay_whole(app: TestApp) {
        app.donation("500.00", "2014-05-05", json!({})).await;
        let person = opened(&app).await;
        let mut identity_of_other = identity();
        identity_of_other["accounts"] = json!([{"iban": iban(7)}]);
        let other = app.beneficiary_with(json!({"citizenship": "citizen", "languages": ["az"], "identity": identity_of_other,
            "identifications": [identification("2014-06-01")]})).await;
        app.reviewed().await;
        let payment = app.lump_sum(&person);
        let paid = app.released(payment).await;
        let path = format!("/beneficiaries/{person}/erase");
        let waiting = app.post("guardian-1", &path, reason()).await;
        assert!(waiting.text().contains(&paid), "a payment under way is named: {}", waiting.text());
        app.step("treasurer-1", &paid, "settle", json!({"settled_on": "2014-06-02"})).await.must(200);

        assert_eq!(app.post("approver-1", &path, reason()).await.code(), "wrong_state", "a guardian proposes");
        assert_eq!(app.post("maker-1", &path, reason()).await.code(), "not_your_role");
        assert_eq!(app.post("guardian-1", &path, json!({})).await.code(), "invalid");
        assert_eq!(app.post("guardian-1", &path, reason()).await.must(200)["state"], "erasure_proposed");
        assert_eq!(app.post("guardian-1", &path, reason()).await.code(), "same_hands");
        let hand = app.post("approver-1", &path, reason()).await;
        assert!(hand.code() == "same_hands" && hand.text().contains(&paid), "who approved a payment erases nobody: {}", hand.text());
        assert_eq!(app.post("approver-2", &path, reason()).await.must(200)["state"], "erased");
        assert_eq!(app.post("approver-2", &path, reason()).await.code(), "wrong_state");

        assert_eq!(app.differences().await, [""; 0]);
        let [gone, there] = [&person, &other].map(|person| format!("/beneficiaries/{person}"));
        assert_eq!(app.get("maker-1", &there).await.must(200)["languages"], json!(["az"]));
        for reader in ["maker-1", "approver-1", "treasurer-1", "overrider-1", "auditor-1", "guardian-1"] {
            let shown = app.get(reader, &gone).await.must(200);
            let at = shown["erased_at"].as_str().unwrap_or_default();
            assert!(at.starts_with("2014-06-02T06:00:00."), "{reader}: {shown}");
            assert_eq!([&shown["erased"], &shown["languages"]], [&json!(true), &Value::Null], "{reader}: {shown}");
            let shown = app.get(reader, &there).await.must(200);
            assert_eq!([&shown["erased"], &shown["erased_at"]], [&json!(false), &Value::Null], "{reader}: {shown}");
        }
        let listed = app.get("auditor-1", "/beneficiaries").await.must(200);
        let told: Vec<&Value> = listed["items"].as_array().into_iter().flatten().map(|line| &line["erased"]).collect();
        assert_eq!(told, [&json!(true), &json!(false)], "{listed}");
        assert_eq!(listed["items"].as_array().map(Vec::len), Some(2), "{listed}");
        let shown = app.get("auditor-1", &format!("/payments/{paid}")).await.must(200);
        assert_eq!([&shown["amount"], &shown["erased"]], [&json!("100.00"), &json!(true)], "the books are as they were: {shown}");
        let more = app.post("maker-1", &format!("/beneficiaries/{person}/identity-parts"), identity()).await;
        assert_eq!(more.code(), "wrong_state", "nothing is written for an erased person");
        app.post("maker-1", &format!("/beneficiaries/{other}/identity-parts"), identity()).await.must(201);
    }

    async fn what_was_paid_for_an_erased_person_comes_back_as_for_any_other_and_nothing_new_is_begun(app: TestApp) {
        app.donation("500.00", "2014-05-05", json!({})).await;
        let person = opened(&app).await;
        app.reviewed().await;
        let (returned, unsettled) = (app.released(app.lump_sum(&person)).await, app.released(json!({
            "purpose": "medical", "beneficiary": person, "amount": "20.00", "method": "bank", "service_on": "2014-06-01",
            "payee": {"kind": "clinic", "name": "Klinika MMC", "number": "1234567891"},
            "items": [{"category": "treatment", "amount": "20.00"}]})).await);
        for paid in [&returned, &unsettled] {
            app.step("treasurer-1", paid, "settle", json!({"settled_on": "2014-06-02"})).await.must(200);
        }
        let path = format!("/beneficiaries/{person}/erase");
        app.post("guardian-1", &path, reason()).await.must(200);
        app.post("approver-2", &path, reason()).await.must(200);

        app.step("treasurer-1", &returned, "return", json!({"reason": "The bank sent it back."})).await.must(200);
        for who in ["treasurer-1", "treasurer-2"] {
            let answer = app.step(who, &unsettled, "unsettle", json!({"reason": "Another payment was meant."})).await;
            assert!(answer.status < 300, "{}", answer.text());
        }
        app.step("treasurer-1", &unsettled, "settle", json!({"proof": "The bank's list of 2 June."})).await.must(200);
        let shown = app.get("maker-1", &format!("/payments/{returned}")).await.text();
        assert!(shown.contains("The bank sent it back."), "officers' reasons outlive the person: {shown}");

        let draft = app.post("maker-1", "/payments", app.lump_sum(&person)).await;
        assert!(draft.code() == "invalid" && draft.text().contains("was erased"), "{}", draft.text());
        let check = app.post("maker-1", "/payments/check", app.lump_sum(&person)).await;
        assert_eq!(check.code(), "invalid");
        let award = app.post("maker-1", "/awards", json!({"beneficiary": person, "purpose": "lump_sum"})).await;
        assert_eq!(award.code(), "invalid", "{}", award.text());
        for (part, body) in [
            ("identifications", identification("2014-06-01")),
            ("wish", json!({"method_wish": "bank"})),
            ("minority", json!({"minor": false})),
            ("reflection", json!({"from": "2014-06-01"})),
        ] {
            let answer = app.post("maker-1", &format!("/beneficiaries/{person}/{part}"), body).await;
            assert_eq!(answer.code(), "wrong_state", "{part}: {}", answer.text());
        }
        assert_eq!(app.differences().await, [""; 0]);
    }

    async fn a_proposal_to_erase_that_nobody_carried_out_lapses_after_thirty_days(app: TestApp) {
        let person = opened(&app).await;
        let path = format!("/beneficiaries/{person}/erase");
        app.post("guardian-1", &path, reason()).await.must(200);
        app.set_clock("2014-07-03T10:00:00+04:00");
        assert_eq!(app.post("approver-1", &path, reason()).await.code(), "wrong_state", "it has lapsed");
        assert_eq!(app.post("guardian-1", &path, reason()).await.must(200)["state"], "erasure_proposed");
        app.set_clock("2014-08-02T10:00:00+04:00");
        assert_eq!(app.post("approver-1", &path, reason()).await.must(200)["state"], "erased");
        assert_eq!(app.differences().await, [""; 0]);
    }

    async fn a_key_that_was_put_back_after_an_erasure_is_named(app: TestApp) {
        let person = opened(&app).await;
        change(&app, "create table kept as select * from data_key").await.expect("a copy is made");
        let path = format!("/beneficiaries/{person}/erase");
        app.post("guardian-1", &path, reason()).await.must(200);
        app.post("approver-1", &path, reason()).await.must(200);
        let sqlite = app.url.starts_with("sqlite:");
        let back = "update data_key set wrapped = (select wrapped from kept), outer_key = (select outer_key from kept)";
        assert!(change(&app, back).await.is_err(), "the trigger lets nothing come back");
        let (off, on) = match sqlite {
            true => ("drop trigger data_key_is_only_wrapped_or_destroyed", None),
            false => ("alter table data_key disable trigger user", Some("alter table data_key enable trigger user")),
        };
        change(&app, off).await.expect("the trigger is out of the way");
        change(&app, back).await.expect("it is put back");
        if let Some(on) = on {
            change(&app, on).await.expect("the trigger is there again");
        }
        change(&app, "drop table kept").await.expect("the copy goes");
        let found = app.differences().await;
        assert!(found.iter().any(|line| line.contains("is there again")), "{found:?}");
        assert_eq!(app.post("approver-1", &path, reason()).await.must(200)["state"], "erased", "it is carried out again");
        let found = app.differences().await;
        assert!(!found.iter().any(|line| line.contains("is there again")), "{found:?}");
        assert_eq!(app.post("approver-1", &path, reason()).await.code(), "wrong_state");
    }

    async fn a_row_that_points_at_the_words_of_another_place_or_person_is_not_read(app: TestApp) {
        let (one, two) = (opened(&app).await, opened(&app).await);
        let mut from = app.fund.read().await.expect("a snapshot");
        let [one, two] = [&one, &two].map(|id| id.parse::<BeneficiaryRef>().expect("a reference"));
        let row = from.identity(one).await.expect("it reads").expect("there is one");
        let keys = app.fund.keys();
        let own = from.words(keys, Some(row.words), "identity.words", Some(one)).await.expect("it opens");
        assert!(own.is_some());
        for (place, of) in [("payment.memo", Some(one)), ("identity.words", Some(two)), ("identity.words", None)] {
            assert!(from.words(keys, Some(row.words), place, of).await.is_err(), "{place} {of:?}");
        }
    }

    async fn a_document_that_concerns_a_person_goes_with_the_person(app: TestApp) {
        let (person, plain) = (opened(&app).await, app.document("maker-1", "a statute").await);
        let send = |who: &'static str, of: String| {
            let headers = [("Content-Type".to_owned(), "text/plain".to_owned()), ("X-Beneficiary".to_owned(), of)];
            let app = &app;
            async move {
                let headers: Vec<(&str, &str)> = headers.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
                app.raw(who, "POST", "/api/v1/documents", &headers, "a medical report").await
            }
        };
        let own = id(&send("maker-1", person.clone()).await.must(201));
        for (of, says) in [("B-2014-000009", "B-2014-000009"), ("Aysel", "one reference once")] {
            let refused = send("maker-1", of.to_owned()).await;
            assert!(refused.code() == "invalid" && refused.text().contains(says) && !refused.text().contains("Aysel"), "{}", refused.text());
        }
        let read = async |id: &str, of: Option<&str>| {
            let mut from = app.fund.read().await.expect("a snapshot");
            let row = from.document(id.parse().expect("a reference")).await.expect("it reads").expect("it is there");
            let of = of.map(|of| of.parse().expect("a reference"));
            from.words(app.fund.keys(), Some(row.content), "document.content", of).await.expect("it is whole").is_some()
        };
        assert!(read(&own, Some(&person)).await && read(&plain, None).await);
        let keyed = async |of: &str| {
            let headers = [("Content-Type", "text/plain"), ("X-Beneficiary", of), ("Idempotency-Key", "report")];
            app.raw("maker-1", "POST", "/api/v1/documents", &headers, "a medical report").await
        };
        keyed(&person).await.must(201);
        let another = opened(&app).await;
        assert_eq!(keyed(&another).await.code(), "idempotency_key_reused", "whom it concerns is part of the request");
        let path = format!("/beneficiaries/{person}/erase");
        app.post("guardian-1", &path, reason()).await.must(200);
        app.post("approver-2", &path, reason()).await.must(200);
        assert!(!read(&own, Some(&person)).await, "it is gone with the person");
        assert!(read(&plain, None).await, "one that concerns nobody helped stays");
        assert!(send("maker-1", person.clone()).await.text().contains("was erased"));
        assert_eq!(app.differences().await, [""; 0]);
    }

    async fn an_answer_kept_for_a_repeated_key_goes_after_a_week_and_nothing_is_done_twice(app: TestApp) {
        let command = json!({"method_wish": "cash", "birth_year": 1991});
        let first = app.post_keyed("maker-1", "/beneficiaries", "key-1", command.clone()).await.must(201);
        app.set_clock("2014-06-09T09:59:00+04:00");
        assert_eq!(forget_answers(&app.fund).await.expect("it can be done"), 0);
        assert_eq!(app.post_keyed("maker-1", "/beneficiaries", "key-1", command.clone()).await.must(201), first);
        app.set_clock("2014-06-09T10:01:00+04:00");
        assert!(forget_answers(&app.fund).await.expect("it can be done") > 0);
        for _ in 0..2 {
            let again = app.post_keyed("maker-1", "/beneficiaries", "key-1", command.clone()).await;
            assert!(again.code() == "idempotency_key_reused" && again.text().contains("not kept any more"), "{}", again.text());
        }
        let listed = app.get("auditor-1", "/beneficiaries").await.must(200);
        assert_eq!(listed["items"].as_array().map(Vec::len), Some(1), "nothing was done twice");
        for change_it in ["delete from idempotency", "update idempotency set request = 'another'"] {
            assert!(change(&app, change_it).await.is_err(), "{change_it}");
        }
        assert_eq!(app.differences().await, [""; 0]);
    }

    async fn keys_that_were_exchanged_bent_or_destroyed_behind_the_service_are_named(app: TestApp) {
        let (one, two) = (opened(&app).await, opened(&app).await);
        let stored = |id: &str| id.replace("B-", "").replace('-', "0000").parse::<i64>().expect("a reference");
        let (first, second) = (stored(&one), stored(&two));
        let kept = "create table kept as select * from data_key";
        change(&app, kept).await.expect("a copy is made");
        let kept = |column| format!("(select k.{column} from kept k where k.beneficiary = data_key.beneficiary)");
        let back = format!("update data_key set wrapped = {}, outer_key = {} where wrapped <> {0}", kept("wrapped"), kept("outer_key"));
        let blob = if app.url.starts_with("sqlite:") { "x'00'" } else { r"'\x00'::bytea" };
        for (sql, named) in [
            (format!("update data_key set wrapped = (select k.wrapped from kept k where k.beneficiary = {second}) where beneficiary = {first}"), &one),
            (format!("update data_key set wrapped = {blob} where beneficiary = {second}"), &two),
            (format!("update data_key set outer_key = 'another', wrapped = {blob} where beneficiary = {second}"), &two),
        ] {
            change(&app, &sql).await.expect("the trigger lets a key be wrapped anew");
            let found = app.differences().await;
            assert!(found.iter().any(|line| line.contains("data_key") && line.contains(named.as_str())), "{sql}: {found:?}");
            change(&app, &back).await.expect("it is put back");
        }
        change(&app, "drop table kept").await.expect("the copy goes");
        assert_eq!(app.differences().await, [""; 0]);
        change(&app, &format!("update data_key set outer_key = null, wrapped = null where beneficiary = {first}")).await.expect("a key can be destroyed");
        let found = app.differences().await;
        assert!(found.iter().any(|line| line.contains("without a decision of two persons")), "{found:?}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_erased_does_not_linger_in_the_sqlite_file_or_its_log() {
    let app = TestApp::sqlite().await;
    let person = opened(&app).await;
    let file = app.url.strip_prefix("sqlite:").expect("a file").to_owned();
    let mut conn = SqliteConnection::connect(&app.url).await.expect("the file opens");
    let (wrapped,): (Vec<u8>,) =
        sqlx::query_as("select wrapped from data_key").fetch_one(&mut conn).await.expect("there is a key");
    conn.close().await.expect("it closes");
    let lingers = || {
        let parts = ["", "-wal"].map(|end| std::fs::read(format!("{file}{end}")).unwrap_or_default());
        parts.iter().any(|bytes| bytes.windows(wrapped.len()).any(|window| window == wrapped))
    };
    assert!(lingers(), "the search finds what is there");
    let path = format!("/beneficiaries/{person}/erase");
    app.post("guardian-1", &path, reason()).await.must(200);
    app.post("approver-1", &path, reason()).await.must(200);
    assert!(!lingers(), "the wrapped key is still on the disk");
    assert_eq!(app.differences().await, [""; 0]);
}
