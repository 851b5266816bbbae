//! Envelopes that were cut, or exchanged between rows, places, tables and persons behind the service's back: what stands in them is
//! shown to nobody, the answer tells nothing of the inside, other persons' words are read as before, and `verify` names the row.
use crate::app::{TestApp, merge, on_both_engines};
use serde_json::json;
use sqlx::{AssertSqlSafe, Connection, Executor, PgConnection, SqliteConnection};

const MEMOS: [&str; 2] = ["the planted first memo", "the planted second memo"];
const NAMES: [&str; 2] = ["Plantedova Birinci", "Plantedova İkinci"];

/// Changes a database behind the service's back.
pub async fn change(app: &TestApp, sql: &str) {
    let statement = AssertSqlSafe(sql.to_owned());
    let done = if app.url.starts_with("sqlite:") {
        let mut conn = SqliteConnection::connect(&app.url).await.expect("the database opens");
        conn.execute(statement).await.map(|_| ())
    } else {
        let mut conn = PgConnection::connect(&app.url).await.expect("the database opens");
        conn.execute(statement).await.map(|_| ())
    };
    done.unwrap_or_else(|why| panic!("{sql}: {why}"));
}

/// A person, and a payment with a memo and a payee's name; both references.
async fn paid(app: &TestApp, which: usize) -> (String, String) {
    let person = app.beneficiary_with(json!({"identity": {"name": NAMES[which]}, "minor": false})).await;
    let mut body = app.lump_sum(&person);
    merge(&mut body, json!({"memo": MEMOS[which], "payee": {"kind": "beneficiary", "name": NAMES[which]}}));
    let payment = app.draft(body).await;
    (person, payment)
}

on_both_engines! {
    async fn an_envelope_that_was_cut_or_exchanged_shows_nothing_and_is_named(app: TestApp) {
        app.donation("500.00", "2014-05-05", json!({})).await;
        let ((one, first), (two, second)) = (paid(&app, 0).await, paid(&app, 1).await);
        let sqlite = app.url.starts_with("sqlite:");
        let stored = |id: &str| id.replace("B-", "").replace('-', "0000").parse::<i64>().expect("a reference");
        let (one, two) = (stored(&one), stored(&two));
        change(&app, if sqlite { "drop trigger seal_is_only_erased" } else { "drop trigger seal_is_only_erased on seal" }).await;
        change(&app, "create table kept as select * from seal").await;
        let mine = format!("where place = 'payment.memo' and owner = {one}");
        let other = |which: &str| format!("update seal set cipher = (select k.cipher from kept k where {which}) {mine}");
        for bent in [
            format!("update seal set cipher = substr(cipher, 1, 30) {mine}"),
            format!("update seal set cipher = substr(cipher, 1, 24) {mine}"),
            format!("update seal set cipher = {} {mine}", if sqlite { "x''" } else { "''::bytea" }),
            other(&format!("k.place = 'payment.payee' and k.owner = {one}")),
            other(&format!("k.place = 'payment.memo' and k.owner = {two}")),
            other(&format!("k.place = 'identity.words' and k.owner = {one}")),
            other("k.place = 'inflow.donor'"),
            format!("update seal set owner = {two} {mine}"),
            format!("update seal set owner = null {mine}"),
        ] {
            change(&app, &bent).await;
            let answer = app.get("maker-1", &format!("/payments/{first}")).await;
            assert_eq!((answer.status, answer.code().as_str()), (500, "internal"), "{bent}: {}", answer.text());
            let tells = |word: &&str| answer.text().contains(*word);
            assert!(!MEMOS.iter().chain(&NAMES).any(tells) && !tells(&"seal"), "{}", answer.text());
            let json = answer.json();
            assert!(json["detail"] != json["detail_az"] && json["detail_az"].is_string(), "{json}");
            let whole = app.get("maker-1", &format!("/payments/{second}")).await.must(200);
            assert_eq!(whole["memo"], MEMOS[1]);
            let found = app.differences().await;
            assert!(found.iter().any(|line| line.starts_with("seal ")), "{bent}: {found:?}");
            let back = |column: &str| format!("{column} = (select k.{column} from kept k where k.id = seal.id)");
            change(&app, &format!("update seal set {}, {} {}", back("cipher"), back("owner"), "where place = 'payment.memo'")).await;
        }
        assert_eq!(app.get("maker-1", &format!("/payments/{first}")).await.must(200)["memo"], MEMOS[0], "put back, it opens");
    }
}
