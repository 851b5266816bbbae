//! The register of disclosures: for auditors and guardians, in pages, and without anything personal; and that neither the register
//! nor the log nor the database has what was seen.
use super::*;
use crate::secrecy::nothing_in;

on_both_engines! {
    async fn the_register_says_who_saw_which_parts_under_which_order_and_never_what(app: TestApp) {
        let one = person(&app).await;
        let order = confirmed(&app, &one, json!({})).await;
        let shown = look(&app, "guardian-1", &one, &order, &["name", "fin"]).await.must(200);
        look(&app, "maker-1", &one, &order, &["name"]).await;
        let list = app.get("auditor-1", "/disclosures").await;
        let guardian = app.get("guardian-1", "/disclosures").await;
        for word in [NAME, FIN, REASON] {
            assert!(!list.text().contains(word) && !guardian.text().contains(word), "{word}");
        }
        assert!(!list.text().contains(RECIPIENT), "free text of a court is not for auditors");
        let list = list.must(200);
        let line = &list["items"][0];
        assert_eq!((&line["id"], &line["beneficiary"], &line["authority"]), (&shown["id"], &json!(one), &json!(order)));
        assert_eq!((&line["fields"], &line["outcome"], &line["log_index"]), (&json!(["name", "fin"]), &json!("shown"), &shown["log_index"]));
        assert_eq!(guardian.must(200)["items"][0]["recipient"], RECIPIENT);
        let refused = &list["items"][1];
        assert_eq!((&refused["outcome"], &refused["authority"], &refused["fields"]), (&json!("not_your_role"), &Value::Null, &json!([])));
        assert_ne!(refused["person"], line["person"]);

        let index = line["log_index"].as_i64().expect("an index");
        let leaf = app.get("auditor-1", &format!("/log/leaves?from={index}&count=1")).await.text();
        assert!(leaf.contains(&order) && leaf.contains("identity_look") && leaf.contains("commitment"), "{leaf}");
        for word in [NAME, FIN, REASON, RECIPIENT] {
            assert!(!leaf.contains(word), "{word}");
        }
    }

    async fn the_register_is_read_in_pages_by_auditors_and_guardians_alone(app: TestApp) {
        let one = person(&app).await;
        let order = confirmed(&app, &one, json!({})).await;
        for _ in 0..5 {
            look(&app, "guardian-1", &one, &order, &["name"]).await.must(200);
        }
        let (mut seen, mut path) = (vec![], "/disclosures?limit=2".to_owned());
        loop {
            let page = app.get("auditor-1", &path).await.must(200);
            seen.extend(page["items"].as_array().into_iter().flatten().map(id));
            let Some(next) = page["next"].as_str() else { break };
            path = format!("/disclosures?limit=2&after={next}");
        }
        let mut sorted = seen.clone();
        sorted.sort_unstable();
        sorted.dedup();
        assert!(seen == sorted && seen.len() == 5, "{seen:?}");
        assert_eq!(app.get("auditor-1", "/disclosures?limit=501").await.code(), "invalid");
        for who in ["maker-1", "approver-1", "treasurer-1", "registrar-1", "administrator-1"] {
            assert_eq!(app.get(who, "/disclosures").await.code(), "not_your_role", "{who}");
        }
    }

    async fn who_reads_orders_learns_the_recipient_only_where_it_is_their_matter(app: TestApp) {
        let one = person(&app).await;
        let order = confirmed(&app, &one, json!({})).await;
        let path = format!("/orders/{order}");
        for (who, sees) in [("registrar-2", true), ("guardian-1", true), ("auditor-1", false), ("maker-1", false)] {
            let view = app.get(who, &path).await;
            assert_eq!(view.text().contains(RECIPIENT), sees, "{who}");
            let view = view.must(200);
            assert_eq!((&view["disclosure"]["fields"], &view["disclosure"]["until"]), (&json!(["name", "fin"]), &json!("2014-06-30")));
        }
        let copy = app.document("registrar-1", "a copy").await;
        let removal = json!({"kind": "removal", "issuer": COURT, "case_number": "5-1/2014", "decided_on": "2014-05-30", "in_force_on": "2014-06-01",
            "copy": copy, "beneficiaries": [{"beneficiary": one}]});
        let removal = id(&app.post("registrar-1", "/orders", removal).await.must(201));
        assert_eq!(app.get("guardian-1", &format!("/orders/{removal}")).await.code(), "not_found");
        let listed = app.get("guardian-1", "/orders").await.must(200);
        assert_eq!(listed["items"].as_array().map(|items| items.iter().map(id).collect::<Vec<_>>()), Some(vec![order]));
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_that_was_seen_or_said_of_a_look_stands_in_the_file() {
    let app = TestApp::sqlite().await;
    let one = person(&app).await;
    let order = confirmed(&app, &one, json!({})).await;
    let path = format!("/beneficiaries/{one}/identity");
    let body = json!({"authority": order, "reason": REASON, "fields": ["name", "fin"]});
    app.post_keyed("guardian-1", &path, "once", body).await.must(200);
    look(&app, "guardian-1", &one, &order, &["born_on"]).await;
    let file = app.url.trim_start_matches("sqlite:").to_owned();
    for path in [file.clone(), format!("{file}-wal")] {
        let bytes = std::fs::read(&path).expect("the file is there");
        nothing_in(&bytes, &path);
        for word in [NAME, FIN, REASON, RECIPIENT] {
            let found = bytes.windows(word.len()).any(|window| window == word.as_bytes());
            assert!(!found, "{word} in {path}");
        }
    }
}
