//! Rulebooks that change while the service runs: one administrator proposes, another adopts, and from that leaf on every step is judged
//! by what was adopted, on every instance; what was judged before stays as it was.
use crate::{
    app::{TestApp, id, merge, on_both_engines},
    rulebook::files,
};
use relief_ledger::rules::Rulebook;
use serde_json::{Value, json};

mod ill;
#[cfg(feature = "prove")]
mod proved;
mod start;

const ONE: &str = "administrator-1";
const OTHER: &str = "administrator-2";

/// A file of the shipped rulebook with one passage in the place of another.
fn altered(file: &str, from: &str, to: &str) -> Value {
    let text = &files()[file];
    assert!(text.contains(from), "{file} has no {from}");
    json!({ file: text.replacen(from, to, 1) })
}

/// The shipped limits with another cap on emergency help.
fn capped(at: &str) -> Value {
    altered("limits.toml", "value = \"100.00\"", &format!("value = \"{at}\""))
}

fn proposal(files: Value) -> Value {
    json!({"files": files, "reason": "Prices rose in Baku."})
}

/// The shipped cases of misuse without one.
fn without(case: &str) -> Value {
    let text = &files()["misuse.cedar"];
    let from = text.find(&format!("@id(\"{case}\")")).expect("the policy is there");
    let to = from + text[from..].find("};").expect("it ends") + 2;
    json!({"misuse.cedar": format!("{}{}", &text[..from], &text[to..])})
}

/// Clinics are paid no more for treatment.
fn no_clinics() -> Value {
    altered(
        "purposes.cedar",
        r#"["clinic", "supplier", "beneficiary", "representative", "ngo"]"#,
        r#"["supplier"]"#,
    )
}

async fn proposed(app: &TestApp, files: Value) -> String {
    id(&app.post(ONE, "/rulebooks", proposal(files)).await.must(201))
}

async fn adopted(app: &TestApp, files: Value) -> String {
    let of = proposed(app, files).await;
    app.post(OTHER, &format!("/rulebooks/{of}/adopt"), json!({})).await.must(200);
    of
}

async fn ruling(app: &TestApp) -> Value {
    app.get(ONE, "/rulebooks/ruling").await.must(200)
}

/// What a check says of emergency help of 80 AZN: the rules, none where it passes.
async fn help(app: &TestApp, person: &str) -> Vec<String> {
    let body = json!({"purpose": "emergency_help", "beneficiary": person, "amount": "80.00", "payee": {"kind": "beneficiary"},
        "method": "bank", "items": [{"category": "food", "amount": "80.00"}]});
    let seen = app.post("maker-1", "/payments/check", body).await.must(200);
    let rules = seen["findings"].as_array().into_iter().flatten().filter(|f| f["severity"] != "warn");
    rules.filter_map(|f| f["rule"].as_str().map(str::to_owned)).collect()
}

fn treatment(person: &str) -> Value {
    json!({"purpose": "medical", "beneficiary": person, "amount": "30.00", "payee": {"kind": "clinic", "name": "Nümunə Klinikası"},
        "method": "bank", "items": [{"category": "treatment", "amount": "30.00"}]})
}

on_both_engines! {
    async fn what_one_administrator_proposes_rules_once_another_adopts_it(app: TestApp) {
        app.donation("900.00", "2014-05-05", json!({})).await;
        let person = app.beneficiary("2014-05-01").await;
        let before = ruling(&app).await;
        assert_eq!((&before["version"], &before["source"], &before["since"]), (&json!(Rulebook::built_in().version()), &json!("built_in"), &Value::Null));
        let seen = app.post(ONE, "/rulebooks", proposal(capped("50.00"))).await.must(201);
        assert_eq!((&seen["state"], &seen["proof"], &seen["against"]), (&json!("proposed"), &json!("not_tried"), &before["version"]));
        assert_eq!(seen["differs"].as_array().map(Vec::len), Some(1), "{}", seen["differs"]);
        assert_eq!((&seen["differs"][0]["part"], &seen["differs"][0]["change"]), (&json!("emergency_cap"), &json!("changes")));
        assert_eq!(help(&app, &person).await, [""; 0], "what is proposed does not rule");
        let of = id(&seen);
        let refused = app.post(ONE, &format!("/rulebooks/{of}/adopt"), json!({})).await;
        assert_eq!((refused.status, refused.code().as_str()), (403, "same_hands"), "{}", refused.text());
        let done = app.post(OTHER, &format!("/rulebooks/{of}/adopt"), json!({})).await.must(200);
        assert_eq!((&done["state"], &done["ended_by"].is_string(), &done["reason"]), (&json!("adopted"), &true, &json!("Prices rose in Baku.")));
        assert_eq!(help(&app, &person).await, ["outside-purpose"], "from now on it rules");
        let now = ruling(&app).await;
        assert_eq!((&now["version"], &now["source"], &now["adopted"], &now["since"]), (&seen["version"], &json!("adopted"), &json!(of), &done["ended_at"]));
        assert_eq!(now["proof"], "not_tried", "that it was not proved is told as long as it rules");
        let leaves = app.get("auditor-1", "/log/leaves?count=500").await.must(200).to_string();
        assert!(leaves.contains("rulebook.proposed") && leaves.contains("rulebook.adopted"), "each is a leaf");
        assert!(!leaves.contains("Prices rose"), "a reason is sealed");
        assert_eq!(app.differences().await, [""; 0]);
    }

    async fn a_payment_approved_under_the_old_one_is_judged_by_the_new_and_the_old_verdict_stays(app: TestApp) {
        app.donation("900.00", "2014-05-05", json!({})).await;
        let person = app.beneficiary("2014-05-01").await;
        let payment = app.draft(treatment(&person)).await;
        for (who, step) in [("maker-1", "submit"), ("approver-1", "approve")] {
            app.step(who, &payment, step, json!({})).await.must(200);
        }
        let seen = app.post(ONE, "/rulebooks", proposal(no_clinics())).await.must(201);
        assert_eq!(seen["replay"], Value::Null, "who writes policies could ask them about a person, and reads no payments");
        let replay = app.get("auditor-1", &format!("/rulebooks/{}", id(&seen))).await.must(200)["replay"].clone();
        assert_eq!((&replay["judged"], &replay["changed"]), (&json!(3), &json!(3)), "draft, submit, approve: {replay}");
        assert_eq!((&replay["marks"][0]["rule"], &replay["marks"][0]["appears"]), (&json!("outside-purpose"), &json!(3)));
        app.post(OTHER, &format!("/rulebooks/{}/adopt", id(&seen)), json!({})).await.must(200);
        let refused = app.step("treasurer-1", &payment, "release", json!({})).await;
        assert_eq!((refused.code().as_str(), refused.rules()), ("blocked_by_rule", vec!["outside-purpose".to_owned()]));
        let shown = app.get("auditor-1", &format!("/payments/{payment}")).await.must(200);
        assert_eq!(shown["state"], "approved");
        let change = &shown["rulebook_change"];
        assert_eq!((&change["judged_by"], &change["ruled_by"], &change["appears"][0]["rule"]), (&seen["against"], &seen["version"], &json!("outside-purpose")));
        let judged: Vec<&Value> = shown["judged"].as_array().into_iter().flatten().map(|one| &one["version"]).collect();
        assert_eq!(judged, [&seen["against"]; 3], "each verdict names the version that gave it");
        assert_eq!((&shown["judged"][0]["stage"], shown["judged"][0]["permits"][0]["id"].is_string()), (&json!("draft"), true));
        let kept = app.fund.read().await.expect("it reads").latest_judgement(&payment).await.expect("it reads").expect("it was judged");
        assert_eq!((kept.stage.to_string(), json!(kept.version)), ("approve".to_owned(), seen["against"].clone()));
        assert_eq!(app.differences().await, [""; 0]);
    }

    async fn what_a_bound_refuses_is_not_paid_whatever_was_adopted_unproved(app: TestApp) {
        app.donation("900.00", "2014-05-05", json!({})).await;
        let person = app.beneficiary("2014-05-01").await;
        let mut body = treatment(&person);
        merge(&mut body, json!({"payee": {"kind": "clinic", "name": "Dövlət Miqrasiya Xidməti"}}));
        let told = |seen: &Value| -> Vec<String> {
            seen["findings"].as_array().into_iter().flatten().map(|f| format!("{} {}", f["rule"].as_str().unwrap_or_default(), f["severity"].as_str().unwrap_or_default())).collect()
        };
        let before = app.post("maker-1", "/payments/check", body.clone()).await.must(200);
        assert_eq!(told(&before), ["enforcement-payee block"]);
        adopted(&app, without("enforcement-payee/named")).await;
        let after = app.post("maker-1", "/payments/check", body).await.must(200);
        assert_eq!(told(&after), ["rule-error block"], "{after}");
        assert!(after["findings"][0]["message"].as_str().is_some_and(|said| said.contains("Nothing is paid to a police")), "{after}");
        app.draft(treatment(&person)).await;
    }

    async fn the_case_of_2015_is_not_paid_under_a_rulebook_from_which_somebody_took_its_rules(app: TestApp) {
        app.donation("900.00", "2014-05-05", json!({})).await;
        let person = app.beneficiary_with(json!({"citizenship": "foreign", "minor": false, "identifications": [crate::app::identification("2014-06-01")]})).await;
        let notice = json!({"beneficiary": person, "form": "expulsion", "issued_by": "migration_service", "decided_on": "2014-05-20"});
        app.post("guardian-1", "/notices", notice).await.must(201);
        let mut text = files()["misuse.cedar"].clone();
        for rule in ["expulsion-funding", "return-file-missing"] {
            while let Some(from) = text.find(&format!("@id(\"{rule}/")) {
                let to = from + text[from..].find("};").expect("a policy ends") + 2;
                text.replace_range(from..to, "");
            }
        }
        adopted(&app, json!({"misuse.cedar": text})).await;
        for (purpose, payee, amount) in [("repatriation", json!({"kind": "carrier", "name": "Yol MMC"}), "300.00"), ("repatriation", json!({"kind": "beneficiary"}), "300.00"),
            ("repatriation", json!({"kind": "ngo", "name": "Yardım İB"}), "300.00")] {
            let body = json!({"purpose": purpose, "beneficiary": person, "amount": amount, "payee": payee, "method": "bank",
                "items": [{"category": "travel", "amount": amount}], "travel": {"on": "2014-06-10", "from": "AZ", "to": "PH"}});
            let seen = app.post("maker-1", "/payments/check", body.clone()).await.must(200);
            let said = seen["findings"].to_string();
            assert!(seen["verdict"] == "blocked" && said.contains("rule-error") && said.contains("No journey out of the country is paid"), "{seen}");
            let draft = app.draft(body).await;
            assert_eq!(app.step("maker-1", &draft, "submit", json!({})).await.code(), "blocked_by_rule");
        }
    }

    async fn another_instance_judges_by_what_was_adopted_beside_it_at_once(app: TestApp) {
        app.donation("900.00", "2014-05-05", json!({})).await;
        let person = app.beneficiary("2014-05-01").await;
        let beside = app.beside().await;
        assert_eq!(help(&beside, &person).await, [""; 0]);
        adopted(&app, capped("50.00")).await;
        assert_eq!(help(&beside, &person).await, ["outside-purpose"]);
        assert_eq!(ruling(&beside).await, ruling(&app).await);
        adopted(&beside, no_clinics()).await;
        let refused = app.post("maker-1", "/payments", treatment(&person)).await;
        assert_eq!((refused.status, refused.rules()), (201, vec!["outside-purpose".to_owned()]), "a draft says what stands against it");
        // A third one that starts now, too.
        let later = app.beside().await;
        assert_eq!(ruling(&later).await, ruling(&app).await);
        for instance in [beside, later] {
            instance.fund.store().close().await;
        }
    }

    async fn whatever_is_recorded_after_an_adoption_was_judged_by_what_was_adopted(app: TestApp) {
        app.donation("9000.00", "2014-05-05", json!({})).await;
        let person = app.beneficiary("2014-05-01").await;
        let of = proposed(&app, capped("50.00")).await;
        let beside = app.beside().await;
        let drafts = (0..24).map(|n| {
            let mut body = treatment(&person);
            merge(&mut body, json!({"memo": format!("course {n}")}));
            let instance = if n % 2 == 0 { &app } else { &beside };
            async move { instance.post("maker-1", "/payments", body).await.status }
        });
        let adopt = async {
            tokio::time::sleep(std::time::Duration::from_millis(30)).await;
            app.post(OTHER, &format!("/rulebooks/{of}/adopt"), json!({})).await.status
        };
        let (drafted, done) = tokio::join!(futures_util::future::join_all(drafts), adopt);
        assert_eq!((drafted, done), (vec![201; 24], 200));
        app.draft(treatment(&person)).await;
        let leaves = app.get("auditor-1", "/log/leaves?count=500").await.must(200);
        let (mut rules, mut seen) = (Rulebook::built_in().version().to_owned(), [0, 0]);
        for leaf in leaves["leaves"].as_array().expect("a list") {
            let body = leaf["body"].as_str().map_or_else(|| leaf["body"].clone(), |text| serde_json::from_str(text).expect("a leaf"));
            for row in body["rows"].as_array().into_iter().flatten().filter(|row| row[0] == "judgement") {
                assert_eq!(row[1]["version"], rules, "{leaf}");
                seen[usize::from(rules != Rulebook::built_in().version())] += 1;
            }
            if body["event"] == "rulebook.adopted" {
                rules = ruling(&app).await["version"].as_str().expect("a version").to_owned();
            }
        }
        assert!(seen[1] > 0 && seen[0] + seen[1] == 26, "{seen:?}");
        beside.fund.store().close().await;
    }

    async fn of_two_that_were_held_against_the_same_rulebook_one_is_adopted(app: TestApp) {
        let (a, b) = (proposed(&app, capped("50.00")).await, proposed(&app, capped("60.00")).await);
        let adopt = |of: &str| {
            let path = format!("/rulebooks/{of}/adopt");
            let app = &app;
            async move { app.post(OTHER, &path, json!({})).await }
        };
        let (one, two) = tokio::join!(adopt(&a), adopt(&b));
        let mut ends = [(one.status, one.code()), (two.status, two.code())];
        ends.sort();
        assert_eq!(ends, [(200, String::new()), (409, "wrong_state".to_owned())]);
        let lost = if one.status == 200 { &b } else { &a };
        let seen = app.get("auditor-1", &format!("/rulebooks/{lost}")).await.must(200);
        assert_eq!(seen["state"], "outdated");
        let won = if one.status == 200 { &a } else { &b };
        let again = app.post(OTHER, &format!("/rulebooks/{won}/adopt"), json!({})).await;
        assert_eq!(again.code(), "wrong_state", "{}", again.text());
        app.post(ONE, &format!("/rulebooks/{lost}/withdraw"), json!({"reason": "It came too late."})).await.must(200);
        let states: Vec<Value> = app.get(ONE, "/rulebooks").await.must(200)["items"].as_array().expect("a list").iter().map(|one| one["state"].clone()).collect();
        assert!(states.contains(&json!("adopted")) && states.contains(&json!("withdrawn")) && states.len() == 2, "{states:?}");
        assert_eq!(app.differences().await, [""; 0]);
    }

    async fn one_returns_to_an_earlier_rulebook_as_one_came_to_another(app: TestApp) {
        let first = adopted(&app, capped("50.00")).await;
        let back = adopted(&app, json!({"limits.toml": files()["limits.toml"]})).await;
        let now = ruling(&app).await;
        assert_eq!((&now["version"], &now["source"], &now["adopted"]), (&json!(Rulebook::built_in().version()), &json!("adopted"), &json!(back)));
        let seen = app.get(ONE, &format!("/rulebooks/{first}")).await.must(200);
        assert_eq!((&seen["state"], &seen["differs"][0]["becomes"]), (&json!("replaced"), &seen["differs"][0]["becomes"]));
        assert!(seen["differs"][0]["was"].to_string().contains("100.00") && seen["differs"][0]["becomes"].to_string().contains("50.00"), "what it changed stays readable");
        assert_eq!(app.differences().await, [""; 0]);
    }

    async fn a_proposal_is_made_once_and_taken_back_once(app: TestApp) {
        let of = proposed(&app, capped("50.00")).await;
        let twice = app.post(OTHER, "/rulebooks", proposal(capped("50.00"))).await;
        assert_eq!((twice.status, twice.code().as_str()), (409, "wrong_state"), "{}", twice.text());
        let same = app.post(ONE, "/rulebooks", proposal(json!({}))).await;
        assert_eq!((same.status, same.code().as_str()), (422, "invalid"), "it changes nothing");
        let path = format!("/rulebooks/{of}/withdraw");
        assert_eq!(app.post(ONE, &path, json!({})).await.code(), "invalid", "a reason is needed");
        let ended = app.post(ONE, &path, json!({"reason": "A slip."})).await.must(200);
        assert_eq!((&ended["state"], &ended["end_reason"]), (&json!("withdrawn"), &json!("A slip.")));
        for (path, body) in [(path, json!({"reason": "Again."})), (format!("/rulebooks/{of}/adopt"), json!({}))] {
            assert_eq!(app.post(OTHER, &path, body).await.code(), "wrong_state");
        }
        proposed(&app, capped("50.00")).await;
        assert_eq!(app.post(OTHER, "/rulebooks/Q-2014-000009/adopt", json!({})).await.code(), "not_found");
        for (who, status) in [("auditor-1", 403), ("maker-1", 403), ("registrar-1", 403), ("guardian-1", 403), ("", 401)] {
            assert_eq!(app.post(who, "/rulebooks", proposal(capped("40.00"))).await.status, status, "{who}");
        }
        assert_eq!(app.get("maker-1", "/rulebooks").await.status, 403);
        assert_eq!(app.differences().await, [""; 0]);
    }

    async fn a_repeated_proposal_is_answered_as_before_even_when_it_rules_meanwhile(app: TestApp) {
        let first = app.post_keyed(ONE, "/rulebooks", "one", proposal(capped("50.00"))).await.must(201);
        app.post(OTHER, &format!("/rulebooks/{}/adopt", id(&first)), json!({})).await.must(200);
        let again = app.post_keyed(ONE, "/rulebooks", "one", proposal(capped("50.00"))).await.must(201);
        assert_eq!(again, first);
        assert_eq!(app.post_keyed(ONE, "/rulebooks", "one", proposal(capped("60.00"))).await.code(), "idempotency_key_reused");
    }

    async fn a_folder_that_was_named_rules_whatever_is_adopted_and_it_is_told(app: TestApp) {
        adopted(&app, capped("50.00")).await;
        let folder = std::sync::Arc::new(crate::rulebook::changed("limits.toml", "value = \"100.00\"", "value = \"70.00\""));
        let version = folder.version().to_owned();
        let app = app.with(|fund| fund.ruled_by(folder));
        let now = ruling(&app).await;
        assert_eq!((&now["version"], &now["source"], now["adopted"].is_string(), &now["since"]), (&json!(version), &json!("folder"), true, &Value::Null));
        let of = proposed(&app, capped("60.00")).await;
        app.post(OTHER, &format!("/rulebooks/{of}/adopt"), json!({})).await.must(200);
        let after = ruling(&app).await;
        assert_eq!((&after["version"], &after["adopted"]), (&now["version"], &json!(of)));
        let without = app.beside().await;
        assert_eq!(ruling(&without).await["source"], "adopted", "an instance without the folder takes it over");
        without.fund.store().close().await;
        assert_eq!(app.differences().await, [""; 0]);
    }
}
