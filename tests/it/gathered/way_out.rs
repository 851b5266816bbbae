//! A way out of the country: its file as it stands, and the mandate of the day on which the Fund's own means pay for it.
use super::lift;
use crate::{
    app::{TestApp, iban, identification, merge, on_both_engines},
    catalogue::{asked, bought, foreigner, paid, told},
    postgres,
};
use serde_json::{Value, json};

/// A file of a voluntary return whose papers are of the days before one day, with changes.
async fn files(app: &TestApp, person: &str, [consent, asked_on]: [&str; 2], more: Value) {
    let mut papers = vec![];
    for paper in ["consent", "advice", "risk"] {
        papers.push(app.document("maker-1", paper).await);
    }
    let mut check = json!({"asked_of": "migration service", "asked_on": asked_on, "answer": "none"});
    merge(&mut check, more.get("removal_check").cloned().unwrap_or_default());
    let mut file = json!({"consent": papers[0], "advice": papers[1], "risk_assessment": papers[2], "consent_on": consent, "consent_language": "tl",
        "legal_advice_on": consent, "risk_assessed_on": consent, "risk": "low", "permit_offered_on": consent, "in_custody": false, "own_request": true,
        "receiving_kind": "ngo", "receiving_contact": "a house in the town"});
    merge(&mut file, more);
    file["removal_check"] = check;
    asked(app, person, "return-file", file).await;
}

async fn confirms(app: &TestApp, person: &str) {
    app.post("maker-2", &format!("/beneficiaries/{person}/return-file/confirm"), json!({})).await.must(200);
}

fn home(person: &str, on: &str) -> Value {
    let mut body = crate::catalogue::home(person);
    body["travel"]["on"] = json!(on);
    body
}

/// Another ledger on the same engine, whose clock begins elsewhere.
async fn begun(app: &TestApp, now: &str) -> TestApp {
    if app.fund.store().engine() == "postgres" {
        let url = postgres::fresh_database_url().expect("the cluster is there already");
        return TestApp::at(url, None, now).await;
    }
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let url = format!("sqlite:{}", folder.path().join("fund.db").display());
    TestApp::at(url, Some(folder), now).await
}

on_both_engines! {
    async fn nobody_is_sent_home_on_a_consent_that_is_none(app: TestApp) {
        app.donation("9000.00", "2014-05-05", json!({})).await;
        let person = foreigner(&app).await;
        app.asked(&person).await;
        let days = ["2014-05-28", "2014-06-01"];
        let journey = || home(&person, "2014-06-10");
        asked(&app, &person, "reflection", json!({"from": "2014-05-02", "to": "2014-05-20"})).await;
        let block = ["return-file-missing block"];
        assert_eq!(told(&app, journey()).await, block, "no file");
        files(&app, &person, days, json!({})).await;
        assert_eq!(told(&app, journey()).await, block, "one officer alone says that it is complete");
        confirms(&app, &person).await;
        assert_eq!(told(&app, journey()).await, [""; 0]);
        for (wrong, why) in [
            (json!({"in_custody": true}), "consent in custody is none"),
            (json!({"removal_check": {"answer": "exists"}}), "the authority knows of a decision"),
        ] {
            files(&app, &person, days, wrong).await;
            let confirmed = app.post("maker-2", &format!("/beneficiaries/{person}/return-file/confirm"), json!({})).await;
            assert!([200, 422].contains(&confirmed.status), "{}", confirmed.text());
            assert!(told(&app, journey()).await.contains(&block[0].to_owned()), "{why}");
        }
        files(&app, &person, days, json!({})).await;
        confirms(&app, &person).await;
        let payment = app.draft(journey()).await;
        for (who, step) in [("maker-1", "submit"), ("approver-1", "approve")] {
            app.step(who, &payment, step, json!({})).await.must(200);
        }
        app.post("maker-1", &format!("/beneficiaries/{person}/return-file/withdraw"), json!({})).await.must(200);
        let refused = app.step("treasurer-1", &payment, "release", json!({})).await;
        assert_eq!((refused.code().as_str(), refused.rules()), ("blocked_by_rule", vec!["return-file-missing".to_owned()]), "consent may be taken back any day");
        assert_eq!(app.differences().await, [""; 0]);
    }

    async fn a_ban_to_enter_again_lets_nobody_go_without_another_look_and_stops_no_journey_at_home(app: TestApp) {
        app.donation("900.00", "2014-05-05", json!({})).await;
        let person = foreigner(&app).await;
        app.asked(&person).await;
        asked(&app, &person, "reflection", json!({"from": "2014-05-02", "to": "2014-05-20"})).await;
        files(&app, &person, ["2014-05-28", "2014-06-01"], json!({})).await;
        confirms(&app, &person).await;
        assert_eq!(told(&app, home(&person, "2014-06-10")).await, [""; 0]);
        let ban = json!({"beneficiary": person, "form": "entry_ban", "issued_by": "migration_service", "decided_on": "2014-06-01"});
        app.post("guardian-1", "/notices", ban).await.must(201);
        assert_eq!(told(&app, home(&person, "2014-06-10")).await, ["expulsion-funding override"]);
        let carrier = json!({"kind": "carrier", "name": "Yol MMC"});
        let bus = paid("other_necessary", &person, carrier, bought("travel"), json!({"travel": {"on": "2014-06-10", "from": "AZ", "to": "AZ"}}));
        assert_eq!(told(&app, bus).await, [""; 0]);
    }

    async fn who_enforces_removals_is_paid_under_no_name_and_to_no_account(app: TestApp) {
        app.donation("900.00", "2014-05-05", json!({})).await;
        let person = app.beneficiary("2014-05-01").await;
        let account = |iban: &str| json!({"iban": iban});
        let to = |name: &str, iban: &str| {
            let payee = json!({"kind": "supplier", "name": name, "account": account(iban)});
            paid("social_rehabilitation", &person, payee, bought("clothing"), json!({}))
        };
        let (theirs, another) = (iban(1), iban(2));
        assert_eq!(told(&app, to("Nümunə Mərkəz", &theirs)).await, [""; 0], "nobody knows of it yet");
        let entry = json!({"name": "Nümunə Mərkəz", "accounts": [theirs], "from": "2014-01-01"});
        app.post("administrator-1", "/registers/enforcement", entry).await.must(201);
        assert_eq!(told(&app, to("NÜMUNƏ mərkəz", &another)).await, ["enforcement-payee block"]);
        assert_eq!(told(&app, to("Paltar MMC", &theirs)).await, ["enforcement-payee block"], "the account is theirs");
        assert_eq!(told(&app, to("Paltar MMC", &another)).await, [""; 0]);
    }

    async fn the_funds_own_means_pay_a_way_home_from_the_day_of_the_mandate_and_a_donors_at_any_time(app: TestApp) {
        let app = begun(&app, "2013-09-09T10:00:00+05:00").await;
        let own = app.donation("900.00", "2013-08-20", json!({})).await;
        let body = json!({"citizenship": "foreign", "minor": false, "languages": ["tl"], "identifications": [identification("2013-08-01")]});
        let person = app.beneficiary_with(body).await;
        app.asked(&person).await;
        asked(&app, &person, "reflection", json!({"from": "2013-08-01", "to": "2013-08-31"})).await;
        files(&app, &person, ["2013-09-05", "2013-09-08"], json!({})).await;
        confirms(&app, &person).await;
        let from = |lot: &Value| {
            let mut body = home(&person, "2013-09-20");
            body["lots"] = json!([lot]);
            body
        };
        let off = ["repatriation-unmandated override"];
        assert_eq!(told(&app, home(&person, "2013-09-20")).await, off, "the last day without a mandate");
        let given = app.donation("900.00", "2013-08-20", json!({"restriction": {"purposes": ["repatriation"]}})).await;
        assert_eq!(told(&app, from(&given["lot"])).await, [""; 0], "its donor gave it for that");
        assert_eq!(told(&app, home(&person, "2013-09-20")).await, [""; 0], "and it is drawn first");
        let payment = app.draft(from(&own["lot"])).await;
        app.step("maker-1", &payment, "submit", json!({})).await.must(200);
        let refused = app.step("approver-1", &payment, "approve", json!({})).await;
        assert_eq!((refused.code().as_str(), refused.rules()), ("needs_override", vec!["repatriation-unmandated".to_owned()]));
        lift(&app, &payment, "repatriation-unmandated").await;
        app.step("approver-1", &payment, "approve", json!({})).await.must(200);
        app.set_clock("2013-09-10T10:00:00+05:00");
        assert_eq!(told(&app, from(&own["lot"])).await, [""; 0], "the mandate begins today");
        app.step("treasurer-1", &payment, "release", json!({"released_on": "2013-09-10"})).await.must(200);
        assert_eq!(app.differences().await, [""; 0]);
    }
}
