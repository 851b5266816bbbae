//! Persons helped and their keys: an identity goes in and never comes out, and a person can be erased while the books stay
//! whole. What an identity may be is said in the domain; who may see one, where disclosure is.
use crate::app::{TestApp, id, identification, on_both_engines};
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
        let (person, other) = (opened(&app).await, opened(&app).await);
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
        assert_eq!(app.post("approver-1", &path, reason()).await.must(200)["state"], "erased");
        assert_eq!(app.post("approver-1", &path, reason()).await.code(), "wrong_state");

        assert_eq!(app.differences().await, [""; 0]);
        let [gone, there] = [&person, &other].map(|person| format!("/beneficiaries/{person}"));
        assert_eq!(app.get("maker-1", &there).await.must(200)["languages"], json!(["az"]));
        assert_eq!(app.get("maker-1", &gone).await.must(200)["languages"], json!([]));
        let listed = app.get("auditor-1", "/beneficiaries").await.must(200);
        assert_eq!(listed["items"].as_array().map(Vec::len), Some(2), "{listed}");
        let shown = app.get("auditor-1", &format!("/payments/{paid}")).await.must(200);
        assert_eq!(shown["amount"], "100.00", "the books are as they were");
        let more = app.post("maker-1", &format!("/beneficiaries/{person}/identity-parts"), identity()).await;
        assert_eq!(more.code(), "wrong_state", "nothing is written for an erased person");
        app.post("maker-1", &format!("/beneficiaries/{other}/identity-parts"), identity()).await.must(201);
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
