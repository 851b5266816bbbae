//! A service that is started over a database in which a rulebook was adopted: it rules from the first request on; and one that the program
//! cannot read keeps the service from starting, with the way out.
use super::*;
use crate::serving::binary::{Service, run};
use relief_ledger::{
    domain::{
        reference::{PersonRef, Reference},
        rulebook::{ProofOutcome, RulebookSide},
    },
    store::rulebook::*,
    vault::{Words, content_hash},
};

on_both_engines! {
    async fn an_adopted_rulebook_rules_after_a_restart_and_a_folder_stands_above_it(app: TestApp) {
        adopted(&app, capped("50.00")).await;
        let version = ruling(&app).await["version"].as_str().expect("a version").to_owned();
        let token = app.tokens[ONE].clone();
        app.fund.store().close().await;
        let service = Service::start(&app.url, &[]).await;
        let seen = asked(&service, &token).await;
        assert!(seen.contains(&version) && seen.contains("\"source\":\"adopted\""), "{seen}");
        drop(service);
        let policies = concat!(env!("CARGO_MANIFEST_DIR"), "/policies");
        // The folder of this project has cases and guarantees beside its files; they are no part of the rulebook.
        let folder = tempfile::tempdir().expect("a temporary folder can be made");
        for (name, text) in files() {
            std::fs::write(folder.path().join(name), text).expect("a file is written");
        }
        for named in [policies, folder.path().to_str().expect("a path in letters")] {
            let service = Service::start(&app.url, &["--policies", named]).await;
            let seen = asked(&service, &token).await;
            assert!(seen.contains(Rulebook::built_in().version()) && seen.contains("\"source\":\"folder\""), "{seen}");
        }
    }

    async fn a_rulebook_from_before_the_program_learned_a_fact_is_read_under_its_schema(app: TestApp) {
        let mut old = files();
        let schema = old.get_mut("fund.cedarschema").expect("there");
        *schema = schema.replacen("  payee_listed: String,", "", 1).replacen("  wish: String,", "", 1);
        let limits = old.get_mut("limits.toml").expect("there");
        *limits = limits.replacen("value = \"100.00\"", "value = \"50.00\"", 1);
        for file in ["misuse.cedar", "purposes.cedar"] {
            let text = old.get_mut(file).expect("there");
            let asks = |policy: &&str| !policy.contains("resource.wish");
            *text = text.split_inclusive("\n};\n").filter(asks).collect();
        }
        let version = relief_ledger::rules::book::version_of(&old);
        lay(&app, old).await;
        app.donation("900.00", "2014-05-05", json!({})).await;
        let person = app.beneficiary("2014-05-01").await;
        assert_eq!(help(&app, &person).await, ["outside-purpose"], "its cap rules");
        let now = ruling(&app).await;
        assert_eq!((&now["source"], &now["adopted"]), (&json!("adopted"), &json!("Q-2014-000001")));
        assert_ne!(now["version"], version, "a verdict names the files that gave it, and those have another schema");
        assert_eq!(app.differences().await, [""; 0]);
    }

    async fn an_adopted_rulebook_that_the_program_cannot_read_stops_it_and_the_way_out_is_said(app: TestApp) {
        adopt_unreadable(&app).await;
        let refused = app.post("maker-1", "/inflows", json!({"kind": "donation"})).await;
        assert_eq!(refused.status, 422, "what is wrong with a body is told before");
        let halted = app.post(ONE, "/registers/bar", json!({"name": "Nümunə Vəkil"})).await;
        assert_eq!((halted.status, halted.text().contains("cedarschema")), (500, false), "nothing is judged by half a rulebook: {}", halted.text());
        app.fund.store().close().await;
        let told = run(&app.url, &["serve", "--listen", "127.0.0.1:0"]);
        let said = String::from_utf8_lossy(&told.stderr).into_owned();
        assert_eq!(told.status.code(), Some(1), "{said}");
        assert!(["Q-2014-000001", "porpoise", "--policies"].iter().all(|word| said.contains(word)), "{said}");
        let policies = concat!(env!("CARGO_MANIFEST_DIR"), "/policies");
        let service = Service::start(&app.url, &["--policies", policies]).await;
        let seen = asked(&service, &app.tokens[ONE]).await;
        assert!(seen.contains("\"source\":\"folder\""), "{seen}");
    }
}

async fn asked(service: &Service, token: &str) -> String {
    let mut wire = service.wire().await;
    wire.get("/api/v1/rulebooks/ruling", token).await.expect("it answers").text()
}

/// A rulebook of an older program, which gathered a fact that this one does not, and asked for it.
async fn adopt_unreadable(app: &TestApp) {
    let mut old = files();
    let mut change = |file: &str, from: &str, to: &str| {
        let text = old.get_mut(file).expect("there");
        *text = text.replacen(from, to, 1);
    };
    change("fund.cedarschema", "  purpose: String,", "  purpose: String,\n  porpoise: String,");
    change(
        "misuse.cedar",
        "resource.payee_enforces ==",
        "resource.porpoise == \"\" || resource.payee_enforces ==",
    );
    lay(app, old).await;
}

/// Lays an adoption as an older program would have.
async fn lay(app: &TestApp, old: relief_ledger::rules::book::Files) {
    let version = relief_ledger::rules::book::version_of(&old);
    let mut tx = app.fund.store().begin(app.fund.now()).await.expect("a transaction opens");
    let (one, other) = (PersonRef::new(2014, 1), PersonRef::new(2014, 2));
    let reason = app.fund.seal("rulebook.reason", &Words::of("x")).expect("it seals");
    let reason = tx.add_seal(reason).await.expect("the row is new");
    let told = Words::of(r#"{"judged":0,"erased":0,"changed":0,"marks":[]}"#);
    let replayed = app.fund.seal("rulebook.replayed", &told).expect("it seals");
    let replayed = tx.add_seal(replayed).await.expect("the row is new");
    let (id, at) = (tx.next(), tx.at());
    let (base, proof) = (Rulebook::built_in().version().to_owned(), ProofOutcome::NotTried);
    let row = RulebookRow {
        id,
        version: version.clone(),
        base,
        ruling: String::new(),
        proof,
        proof_says: r#"{"outcome":"not_tried","kept":[],"says":[]}"#.into(),
        replayed,
        reason,
        person: one,
        at,
    };
    tx.add(row).await.expect("the row is new");
    let sides = [(RulebookSide::Proposed, &old), (RulebookSide::Ruling, &files())];
    for (side, files) in sides {
        for (name, text) in files {
            let hash = content_hash(text.as_bytes());
            if !tx.has_policy_text(&hash).await.expect("it reads") {
                let text = text.clone();
                tx.add(PolicyTextRow { hash: hash.clone(), text }).await.expect("the row is new");
            }
            let row = RulebookFileRow { rulebook: id, side, name: name.clone(), hash };
            tx.add(row).await.expect("the row is new");
        }
    }
    let row = RulebookEndRow { rulebook: id, adoption: Some(1), reason: None, person: other, at };
    tx.add(row).await.expect("the row is new");
    tx.set_ruling(&version);
    tx.commit("rulebook.adopted", Some(other)).await.expect("it commits");
}
