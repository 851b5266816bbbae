//! Registers beside the books, and what is known of payees and donors by blind terms: on the day, by number before name, and without a
//! word of who they are.
mod known;

use crate::app::{Answer, TestApp, id, on_both_engines};
use serde_json::{Value, json};

pub const IBAN: &str = "AZ21NABZ00000000137010001944";

/// Enters somebody; the reference.
pub async fn entered(app: &TestApp, register: &str, body: Value) -> String {
    id(&app.post("administrator-1", &format!("/registers/{register}"), body).await.must(201))
}

/// The entries of a register as somebody reads them.
async fn listed(app: &TestApp, who: &str, register: &str) -> Vec<Value> {
    let answer = app.get(who, &format!("/registers/{register}")).await.must(200);
    answer["items"].as_array().cloned().unwrap_or_default()
}

fn fields(answer: &Answer) -> Vec<String> {
    assert_eq!((answer.status, answer.code().as_str()), (422, "invalid"), "{}", answer.text());
    let json = answer.json();
    let names = json["fields"].as_array().into_iter().flatten();
    names.filter_map(|field| Some(field["field"].as_str()?.to_owned())).collect()
}

fn lawyer() -> Value {
    json!({"name": "Elçin Rəhimov", "number": "1234567", "accounts": [IBAN], "from": "2014-01-01", "to": "2014-12-31"})
}

on_both_engines! {
    async fn who_keeps_a_register_reads_it_and_an_auditor_sees_references_and_days(app: TestApp) {
        let first = entered(&app, "bar", lawyer()).await;
        let officer = app.get("auditor-1", "/persons").await.must(200)["items"][0]["id"].clone();
        let second = entered(&app, "staff", json!({"name": "Tural Nümunəzadə", "person": officer})).await;
        let own = listed(&app, "administrator-1", "bar").await;
        assert_eq!((own.len(), &own[0]["id"], &own[0]["name"], &own[0]["accounts"]), (1, &json!(first), &json!("Elçin Rəhimov"), &json!([IBAN])));
        let seen = listed(&app, "auditor-1", "bar").await;
        assert_eq!((&seen[0]["from"], &seen[0]["to"], &seen[0]["ended_on"]), (&json!("2014-01-01"), &json!("2014-12-31"), &Value::Null));
        let text = app.get("auditor-1", "/registers/bar").await.text();
        assert!(!text.contains("Rəhimov") && !text.contains("1234567") && !text.contains(IBAN), "{text}");
        let staff = listed(&app, "auditor-1", "staff").await;
        assert_eq!((&staff[0]["id"], &staff[0]["person"]), (&json!(second), &officer));
        for who in ["maker-1", "approver-1", "treasurer-1", "overrider-1", "registrar-1", "guardian-1"] {
            assert_eq!(app.get(who, "/registers/bar").await.code(), "not_your_role", "{who}");
            assert_eq!(app.post(who, "/registers/bar", lawyer()).await.code(), "not_your_role", "{who}");
        }
        assert_eq!(app.post("auditor-1", "/registers/bar", lawyer()).await.code(), "not_your_role");
        assert_eq!(app.post("administrator-1", "/registers/donors", lawyer()).await.code(), "not_found");
        assert_eq!(app.get("administrator-1", "/registers/donors").await.code(), "not_found");
        assert_eq!(app.differences().await, [""; 0]);
    }

    async fn a_list_is_entered_whole_or_not_at_all(app: TestApp) {
        let body = json!({"entries": [lawyer(), {"name": "Günel Həsənova"}, {"name": "Kənan Əliyev", "number": "7654321"}]});
        let made = app.post("administrator-1", "/registers/bar", body).await.must(201);
        let ids = made["ids"].as_array().expect("references");
        assert_eq!((ids.len(), &made["id"]), (3, &ids[0]));
        let wrong = json!({"entries": [lawyer(), {"name": "Günel Həsənova", "accounts": ["AZ22NABZ00000000137010001944"]}, {"name": "Kənan Əliyev", "relation": "nobody"}]});
        let refused = app.post("administrator-1", "/registers/bar", wrong).await;
        assert_eq!(fields(&refused), ["entries[1].accounts[0]", "entries[2].relation"]);
        assert!(!refused.text().contains("Həsənova") && !refused.text().contains("NABZ"), "{}", refused.text());
        let many: Vec<Value> = (0..501).map(|n| json!({"name": format!("Lawyer {n}")})).collect();
        assert_eq!(fields(&app.post("administrator-1", "/registers/bar", json!({"entries": many})).await), ["entries"]);
        assert_eq!(listed(&app, "administrator-1", "bar").await.len(), 3, "nothing of the wrong lists was entered");
        let many: Vec<Value> = (0..500).map(|n| json!({"name": format!("Lawyer {n}"), "number": format!("9{n:06}")})).collect();
        app.post("administrator-1", "/registers/bar", json!({"entries": many})).await.must(201);
        assert_eq!(app.differences().await, [""; 0]);
    }

    async fn what_cannot_be_an_entry_is_refused_by_its_place(app: TestApp) {
        let put = async |register: &str, body: Value| fields(&app.post("administrator-1", &format!("/registers/{register}"), body).await);
        assert_eq!(put("bar", json!({})).await, ["name"]);
        assert_eq!(put("bar", json!({"entries": []})).await, ["name"]);
        assert_eq!(put("bar", json!({"name": "X", "entries": [{"name": "Y"}]})).await, ["entries"]);
        assert_eq!(put("bar", json!({"number": "1", "entries": [{"name": "Y"}]})).await, ["name"]);
        assert_eq!(put("bar", json!({"name": " "})).await, ["name"]);
        assert_eq!(put("bar", json!({"name": "X", "from": "2014-02-01", "to": "2014-01-31"})).await, ["to"]);
        assert_eq!(put("bar", json!({"name": "X", "person": "S-2014-000001"})).await, ["person"]);
        assert_eq!(put("staff", json!({"name": "X", "person": "S-2014-000999"})).await, ["person"]);
        assert_eq!(put("staff", json!({"name": "X", "relation": "cousin"})).await, ["relation"]);
        assert_eq!(put("related", json!({"name": "X", "accounts": ["abc"]})).await, ["accounts[0]"]);
        assert_eq!(put("related", json!({"name": "X", "accounts": vec!["1"; 11]})).await, ["accounts"]);
        assert_eq!(put("related", json!({"name": "X", "document": "D-2014-000999"})).await, ["document"]);
        assert_eq!(put("related", json!({"name": "X", "colour": "red"})).await, ["colour"]);
        assert_eq!(listed(&app, "administrator-1", "related").await.len(), 0);
    }

    async fn an_entry_ends_once_and_stays_on_the_record(app: TestApp) {
        let entry = entered(&app, "bar", lawyer()).await;
        let path = format!("/registers/bar/{entry}/end");
        let end = json!({"ended_on": "2014-06-01", "reason": "Suspended by the Bar."});
        assert_eq!(app.post("maker-1", &path, end.clone()).await.code(), "not_your_role");
        assert_eq!(fields(&app.post("administrator-1", &path, json!({"ended_on": "2013-12-31"})).await), ["ended_on"]);
        assert_eq!(fields(&app.post("administrator-1", &path, json!({"ended_on": "2014-06-03"})).await), ["ended_on"]);
        assert_eq!(fields(&app.post("administrator-1", &path, json!({})).await), ["ended_on"]);
        assert_eq!(app.post("administrator-1", &format!("/registers/staff/{entry}/end"), end.clone()).await.code(), "not_found");
        assert_eq!(app.post("administrator-1", "/registers/bar/G-2014-000099/end", end.clone()).await.code(), "not_found");
        let ended = app.post("administrator-1", &path, end.clone()).await.must(200);
        assert_eq!((&ended["ended_on"], &ended["name"]), (&json!("2014-06-01"), &json!("Elçin Rəhimov")));
        assert_eq!(app.post("administrator-1", &path, end).await.code(), "wrong_state");
        assert_eq!(listed(&app, "auditor-1", "bar").await[0]["ended_on"], "2014-06-01");
        assert_eq!(app.differences().await, [""; 0]);
    }

    async fn a_repeated_key_enters_once(app: TestApp) {
        let path = "/registers/bar";
        let one = app.post_keyed("administrator-1", path, "k1", lawyer()).await.must(201);
        let other = app.post_keyed("administrator-1", path, "k1", lawyer()).await.must(201);
        assert_eq!(one, other);
        assert_eq!(listed(&app, "administrator-1", "bar").await.len(), 1);
    }
}
