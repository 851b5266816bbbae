//! A guardian's decisions take effect with the review, all in one leaf: what they come to, that another may be made before, and that
//! nobody can count them.
use crate::app::{TestApp, id, identification, on_both_engines};
use serde_json::{Value, json};
use sqlx::{AssertSqlSafe, Connection, Executor, PgConnection, SqliteConnection};

async fn opened(app: &TestApp, identity: Value) -> String {
    let body = json!({"method_wish": "bank", "citizenship": "citizen", "minor": false, "identity": identity,
        "identifications": [identification("2014-06-01")]});
    app.beneficiary_with(body).await
}

fn aysel() -> Value {
    json!({"name": "Aysel Məmmədova", "fin": "5XK4T2B", "born_on": "1991-04-03"})
}

/// How long the log is, as a maker sees it.
async fn size(app: &TestApp) -> i64 {
    let note = app.get("maker-1", "/log/checkpoint").await.text();
    note.lines()
        .nth(1)
        .and_then(|line| line.parse().ok())
        .expect("the second line of a checkpoint is the size")
}

/// The rules that stand in the way of a lump sum.
async fn stopped(app: &TestApp, person: &str) -> Vec<String> {
    let answer = app.post("maker-1", "/payments/check", app.lump_sum(person)).await.must(200);
    answer["findings"]
        .as_array()
        .into_iter()
        .flatten()
        .map(|f| f["rule"].to_string().replace('"', ""))
        .collect()
}

async fn change(app: &TestApp, sql: &str) -> Result<(), sqlx::Error> {
    let statement = AssertSqlSafe(sql.to_owned());
    if app.url.starts_with("sqlite:") {
        SqliteConnection::connect(&app.url).await?.execute(statement).await?;
    } else {
        PgConnection::connect(&app.url).await?.execute(statement).await?;
    }
    Ok(())
}

on_both_engines! {
    async fn the_log_grows_by_as_much_for_somebody_known_as_for_somebody_unknown_decisions_and_review_included(app: TestApp) {
        opened(&app, aysel()).await;
        app.reviewed().await;
        let mut grown = vec![];
        let stranger = json!({"name": "Bənövşə Həsənzadə", "fin": "6000001", "born_on": "1971-07-09"});
        for (identity, decision) in [(stranger, "none"), (aysel(), "different"), (aysel(), "same")] {
            let before = size(&app).await;
            opened(&app, identity).await;
            for one in app.matches().await.iter().filter(|one| one["decision"].is_null()) {
                let now = size(&app).await;
                app.decide(&id(one), decision).await.must(200);
                app.decide(&id(one), decision).await.must(200);
                assert_eq!(size(&app).await, now, "a decision is no leaf");
            }
            let reviewed = app.post("guardian-1", "/duplicates/review", json!({})).await.must(201);
            assert!(reviewed.get("decisions").is_none(), "{reviewed}");
            grown.push(size(&app).await - before);
        }
        assert_eq!(grown, [4, 4, 4], "a paper, opened, compared, reviewed");
        let leaves = app.get("auditor-1", "/log/leaves?from=0&count=500").await.must(200)["leaves"].to_string();
        assert!(leaves.contains("identities.reviewed"), "{leaves}");
        for word in ["M-2014", "duplicate_decision", "duplicate.decided", "subject_bound", "joined"] {
            assert!(!leaves.contains(word), "{word} in {leaves}");
        }
        assert_eq!(app.differences().await, [""; 0]);
    }

    async fn the_latest_decision_before_the_review_counts_and_then_stands(app: TestApp) {
        app.donation("900.00", "2014-05-05", json!({})).await;
        let first = opened(&app, aysel()).await;
        app.reviewed().await;
        app.released(app.lump_sum(&first)).await;
        let second = opened(&app, aysel()).await;
        let found = app.matches().await;
        let [one] = &found[..] else { panic!("{found:?}") };
        for (decision, listed) in [("same", "same"), ("different", "different"), ("same", "same")] {
            app.decide(&id(one), decision).await.must(200);
            let again = app.matches().await;
            assert_eq!((&again[0]["decision"], &again[0]["reviewed"]), (&json!(listed), &json!(false)));
            assert_eq!(stopped(&app, &second).await, ["identity-under-review"]);
        }
        app.post("guardian-1", "/duplicates/review", json!({})).await.must(201);
        assert_eq!(app.matches().await, [Value::Null; 0]);
        assert_eq!(stopped(&app, &second).await, ["lump-sum-twice"]);
        assert_eq!(app.decide(&id(one), "different").await.code(), "wrong_state");
        assert_eq!(app.differences().await, [""; 0]);
    }

    async fn decisions_that_contradict_each_other_are_not_taken_over_and_the_review_names_one(app: TestApp) {
        let first = opened(&app, json!({"fin": "5XK4T2B"})).await;
        let middle = opened(&app, json!({"fin": "5XK4T2B", "documents": [{"number": "C01234567", "country": "AZ"}]})).await;
        let last = opened(&app, json!({"fin": "5XK4T2B", "documents": [{"number": "C01234567", "country": "AZ"}]})).await;
        let found = app.matches().await;
        let between = |a: &str, b: &str| {
            let one = found.iter().find(|m| m["beneficiary"] == a && m["other"] == b);
            id(one.unwrap_or_else(|| panic!("{a} and {b} are a match: {found:?}")))
        };
        app.decide(&between(&first, &middle), "same").await.must(200);
        app.decide(&between(&middle, &last), "same").await.must(200);
        let ends = between(&first, &last);
        app.decide(&ends, "different").await.must(200);
        let before = size(&app).await;
        let refused = app.post("guardian-1", "/duplicates/review", json!({})).await;
        assert!(refused.code() == "wrong_state" && refused.text().contains(&ends), "{}", refused.text());
        assert_eq!((app.matches().await.len(), size(&app).await), (3, before), "nothing of it was taken over");
        app.decide(&ends, "same").await.must(200);
        app.post("guardian-1", "/duplicates/review", json!({})).await.must(201);
        assert_eq!(app.matches().await.len(), 0);
        assert_eq!(app.differences().await, [""; 0]);
    }

    async fn a_decision_that_somebody_put_in_the_place_of_another_is_not_taken_over(app: TestApp) {
        for _ in 0..2 {
            opened(&app, aysel()).await;
        }
        let found = app.matches().await;
        app.decide(&id(&found[0]), "different").await.must(200);
        app.decide(&id(&found[0]), "same").await.must(200);
        for sql in ["update duplicate_choice set position = 3", "delete from duplicate_choice"] {
            let refused = change(&app, sql).await.expect_err("it is kept");
            assert!(refused.to_string().contains("append-only"), "{refused}");
        }
        // The first decision once more, as the latest.
        let again = "insert into duplicate_choice select duplicate, 3, seal, cipher, at from duplicate_choice where position = 1";
        change(&app, again).await.expect("nothing refuses a row that is new");
        for answer in [app.get("guardian-1", "/duplicates").await, app.post("guardian-1", "/duplicates/review", json!({})).await] {
            assert_eq!((answer.status, answer.code().as_str()), (500, "internal"), "{}", answer.text());
        }
        assert_eq!(app.differences().await, [""; 0], "nothing was written");
    }
}
