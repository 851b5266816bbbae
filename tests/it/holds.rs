//! What holds a payment while persons may be the same: of the whole person, of what was recorded a moment ago, of what cannot be
//! read; what an override covers; and that registrars learn of none of it.
use crate::app::{Answer, TestApp, id, identification, on_both_engines};
use futures_util::future::join_all;
use relief_ledger::{
    cli::story::COURT,
    domain::{
        person::{Officer, Role},
        reference::{PersonRef, Reference},
    },
    service::{
        Caller, Halt,
        duplicate::{step::must_be_compared, work::compare_all},
    },
    store::Fault,
};
use serde_json::{Value, json};
use sqlx::{AssertSqlSafe, Connection, Executor, PgConnection, SqliteConnection};

const FIN: &str = "5XK4T2B";

fn passport(number: &str) -> Value {
    json!({"kind": "passport", "number": number, "country": "PH"})
}

async fn opened(app: &TestApp, identity: Value) -> String {
    app.beneficiary_with(
        json!({"citizenship": "foreign", "minor": false, "identifications": [identification("2014-06-01")],
        "identity": identity}),
    )
    .await
}

async fn completed(app: &TestApp, person: &str, part: Value) {
    app.post("maker-1", &format!("/beneficiaries/{person}/identity-parts"), part).await.must(201);
}

async fn rules(app: &TestApp, person: &str) -> Vec<String> {
    let found = app.post("maker-1", "/payments/check", app.lump_sum(person)).await.must(200);
    let found = found["findings"].as_array().cloned().unwrap_or_default();
    found.iter().map(|one| one["rule"].as_str().unwrap_or_default().to_owned()).collect()
}

fn notice(subject: Value) -> Value {
    json!({"subject": subject, "form": "expulsion", "issued_by": "court", "decided_on": "2014-05-30"})
}

async fn change(app: &TestApp, sql: &str) {
    let text = AssertSqlSafe(sql.to_owned());
    let done = if app.url.starts_with("sqlite:") {
        SqliteConnection::connect(&app.url).await.expect("a second door").execute(text).await.map(|_| ())
    } else {
        PgConnection::connect(&app.url).await.expect("a second door").execute(text).await.map(|_| ())
    };
    done.expect("nothing guards the second door");
}

/// Damages the sealed words of all rows of a table, past the triggers.
async fn damage(app: &TestApp, table: &str) {
    let spoil = format!("update seal set cipher = commitment where id in (select words from {table})");
    if app.url.starts_with("sqlite:") {
        change(app, &format!("drop trigger if exists seal_is_only_erased; {spoil}")).await;
    } else {
        change(app, "alter table seal disable trigger user").await;
        change(app, &spoil).await;
        change(app, "alter table seal enable trigger user").await;
    }
}

on_both_engines! {
    async fn a_step_that_comes_before_a_comparison_leaves_no_trace(app: TestApp) {
        compare_all(&app.fund).await.expect("it compares");
        app.post("registrar-1", "/notices", notice(json!({"name": "Maria Santos"}))).await.must(201);
        let person = PersonRef::new(2014, 1);
        let who = Caller::new(Officer { person, roles: [Role::Treasurer].into(), issuer: None });
        let step = || app.fund.write(&who, "test.step", (), |job, tx| Box::pin(must_be_compared(job.fund, tx)));
        assert!(matches!(step().await, Err(Halt::Fault(Fault::NotCompared))));
        compare_all(&app.fund).await.expect("it compares");
        step().await.expect("everybody was compared");
        assert_eq!(app.differences().await, [""; 0]);
    }

    async fn words_that_do_not_open_hold_their_own_person_and_nobody_else(app: TestApp) {
        app.donation("900.00", "2014-05-05", json!({})).await;
        // More than are compared at once.
        let damaged = join_all((0..66).map(|number| opened(&app, json!({"fin": format!("7{number:05}Z")})))).await;
        app.post("registrar-1", "/notices", notice(json!({"name": "Maria Santos"}))).await.must(201);
        damage(&app, "identity").await;
        damage(&app, "subject").await;
        let person = opened(&app, json!({"fin": FIN})).await;
        let again = opened(&app, json!({"fin": FIN})).await;
        let found = app.matches().await;
        assert_eq!(found.len(), 1, "whoever comes after them is compared");
        app.decide(&id(&found[0]), "different").await.must(200);
        app.reviewed().await;
        app.released(app.lump_sum(&person)).await;
        assert_eq!(rules(&app, &again).await, [""; 0]);
        for one in [&damaged[0], &damaged[65]] {
            assert_eq!(rules(&app, one).await, ["identity-under-review"], "nobody could review who that is");
        }
        let named = app.differences().await;
        assert!(named.iter().any(|line| line.starts_with("seal") && line.contains("does not open")), "{named:?}");
    }

    async fn a_removal_that_resembles_one_pseudonym_holds_the_others_of_the_person(app: TestApp) {
        app.donation("900.00", "2014-05-05", json!({})).await;
        let one = opened(&app, json!({"documents": [passport("EB1234567")]})).await;
        let identity = json!({"name": "Rosario de la Cruz", "born_on": "1988-02-03", "documents": [passport("EB1234567")]});
        let two = opened(&app, identity).await;
        let found = app.matches().await;
        app.decide(&id(&found[0]), "same").await.must(200);
        app.reviewed().await;
        assert_eq!(rules(&app, &one).await, [""; 0]);
        app.post("registrar-1", "/notices", notice(json!({"name": "Dela Cruz Rosario", "born_on": "1988-02-03"}))).await.must(201);
        let found = app.matches().await;
        assert_eq!((found.len(), &found[0]["beneficiary"]), (1, &json!(two)));
        for person in [&one, &two] {
            assert_eq!(rules(&app, person).await, ["identity-under-review"], "{person}");
        }
        app.reviewed().await;
        assert_eq!(rules(&app, &one).await, [""; 0]);
    }

    async fn what_was_paid_under_a_joined_pseudonym_holds_whoever_may_be_the_person(app: TestApp) {
        app.donation("900.00", "2014-05-05", json!({})).await;
        let paid = opened(&app, json!({"fin": FIN})).await;
        let third = opened(&app, json!({"documents": [passport("EB1234567")]})).await;
        app.reviewed().await;
        app.released(app.lump_sum(&paid)).await;
        let second = opened(&app, json!({"fin": FIN})).await;
        app.decide(&id(&app.matches().await[0]), "same").await.must(200);
        app.reviewed().await;
        assert_eq!(rules(&app, &third).await, [""; 0]);
        completed(&app, &second, json!({"documents": [passport("EB1234567")]})).await;
        let found = app.matches().await;
        assert_eq!((found.len(), &found[0]["other"]), (1, &json!(second)));
        assert_eq!(rules(&app, &third).await, ["identity-under-review"], "the sum was paid under another pseudonym");
    }

    async fn an_override_covers_what_was_waited_for_and_nothing_that_came_up_later(app: TestApp) {
        app.donation("900.00", "2014-05-05", json!({})).await;
        let paid = app.beneficiary("2014-06-01").await;
        app.released(app.lump_sum(&paid)).await;
        let person = opened(&app, json!({"fin": FIN})).await;
        let payment = app.draft(app.lump_sum(&person)).await;
        app.step("maker-1", &payment, "submit", json!({})).await.must(200);
        let before = app.step("approver-1", &payment, "approve", json!({})).await;
        let lift = json!({"rule": "identity-under-review", "reason": "Help cannot wait.", "basis": "Decision 8"});
        app.step("overrider-1", &payment, "override", lift).await.must(200);
        app.step("approver-1", &payment, "approve", json!({})).await.must(200);
        completed(&app, &paid, json!({"fin": FIN})).await;
        let after = app.step("treasurer-1", &payment, "release", json!({})).await;
        assert_eq!((before.code(), after.code()), ("needs_override".to_owned(), "needs_override".to_owned()));
        let told = |answer: &Answer| answer.json()["findings"].clone();
        assert_eq!(told(&before), told(&after), "in the same words");
        app.reviewed().await;
        app.step("treasurer-1", &payment, "release", json!({})).await.must(200);
        assert_eq!(app.differences().await, [""; 0]);
    }

    async fn a_registrar_reads_no_number_of_an_entry(app: TestApp) {
        let person = app.beneficiary("2014-06-01").await;
        let copy = app.document("registrar-1", "the judgment").await;
        let order = json!({"kind": "restitution", "issuer": COURT, "case_number": "1-1/2014", "decided_on": "2014-03-01",
            "in_force_on": "2014-04-01", "copy": copy, "offenders": [{"reference": "Accused 1"}],
            "beneficiaries": [{"beneficiary": person, "amount": "300.00"}]});
        let order = id(&app.post("registrar-1", "/orders", order).await.must(201));
        let path = format!("/orders/{order}");
        let receipt = json!({"amount": "10.00", "received_on": "2014-06-01", "from": "instalment", "to": "beneficiary"});
        let told = [
            app.post("registrar-2", &format!("{path}/confirm"), json!({})).await,
            app.post("registrar-1", &format!("{path}/receipts"), receipt).await,
            app.get("registrar-1", &path).await,
        ];
        for answer in &told {
            assert!([200, 201].contains(&answer.status) && !answer.text().contains("J-2014"), "{}", answer.text());
        }
        assert_eq!(told[1].json()["receipts"][0]["entry"], Value::Null);
        assert!(app.get("maker-1", &path).await.text().contains("J-2014"), "who pays reads them");
    }
}
