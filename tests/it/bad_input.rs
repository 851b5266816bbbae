//! What the service does with input that is wrong, hostile or repeated: a clear problem, nothing written, nothing of the inside.
use crate::app::{Answer, TestApp, merge, on_both_engines};
use serde_json::{Value, json};

/// The count of leaves: grows exactly when something was written.
async fn leaves(app: &TestApp) -> i64 {
    app.fund
        .store()
        .read()
        .await
        .expect("a snapshot")
        .head_row()
        .await
        .expect("a head")
        .expect("a head row")
        .leaf
}

#[track_caller]
fn is_problem(answer: &Answer, status: u16, code: &str) {
    assert_eq!((answer.status, answer.code().as_str()), (status, code), "{}", answer.text());
    assert_eq!(answer.headers["content-type"], "application/problem+json");
    let json = answer.json();
    assert!(
        json["detail"].as_str().is_some_and(|d| d.len() > 10)
            && json["detail_az"].as_str().is_some_and(|d| d.len() > 10),
        "{json}"
    );
}

fn gift(more: Value) -> Value {
    let mut body = json!({"kind": "donation", "amount": "100.00", "received_on": "2014-05-05", "account": "bank", "donor": {"kind": "legal", "name": "Xeyirxah MMC"}});
    merge(&mut body, more);
    body
}

on_both_engines! {
    async fn a_sum_that_is_none_is_refused_by_its_field(app: TestApp) {
        let before = leaves(&app).await;
        let sums = [json!(100), json!(100.5), json!(null), json!("1e2"), json!("١٠٠"), json!("١٠٠.٠٠"), json!("100.005"), json!("0.00"), json!("-1.00"), json!("+1.00"),
            json!("92233720368547758.08"), json!("999999999999999999999999999999.00"), json!("100"), json!("1,00"), json!(""), json!(["100.00"])];
        for sum in sums {
            let answer = app.post("maker-1", "/inflows", gift(json!({"amount": sum}))).await;
            is_problem(&answer, 422, "invalid");
            assert_eq!(answer.json()["fields"][0]["field"], "amount", "{sum}: {}", answer.text());
        }
        assert_eq!(leaves(&app).await, before);
    }

    async fn days_that_are_none_lie_ahead_or_before_the_fund_are_refused(app: TestApp) {
        let before = leaves(&app).await;
        for day in ["2014-02-30", "2014-06-03", "2099-01-01", "2004-12-31", "1914-05-05", "05.05.2014", "2014-5-5", "", "2014-05-05T00:00:00Z"] {
            let answer = app.post("maker-1", "/inflows", gift(json!({"received_on": day}))).await;
            is_problem(&answer, 422, "invalid");
            assert_eq!(answer.json()["fields"][0]["field"], "received_on", "{day}");
        }
        assert_eq!(leaves(&app).await, before);
    }

    async fn a_field_nobody_knows_is_refused_by_its_name_and_a_missing_one_too(app: TestApp) {
        let answer = app.post("maker-1", "/inflows", gift(json!({"colour": "red"}))).await;
        is_problem(&answer, 422, "invalid");
        assert!(answer.text().contains("colour"));
        let nested = app.post("maker-1", "/inflows", gift(json!({"donor": {"kind": "legal", "name": "A", "shoe": 1}}))).await;
        assert!(nested.status == 422 && nested.text().contains("shoe"));
        let mut body = gift(json!({}));
        body.as_object_mut().expect("an object").remove("kind");
        let missing = app.post("maker-1", "/inflows", body).await;
        is_problem(&missing, 422, "invalid");
        assert_eq!(missing.json()["fields"][0]["field"], "kind");
        is_problem(&app.post("maker-1", "/inflows", gift(json!({"kind": "loan"}))).await, 422, "invalid");
    }

    async fn a_body_that_can_be_read_in_two_ways_or_in_none_is_malformed(app: TestApp) {
        let before = leaves(&app).await;
        let json_type = [("Content-Type", "application/json")];
        let bodies: [&[u8]; 9] = [b"", b"{", b"[]x", b"{\"kind\":\"donation\",\"kind\":\"grant\"}", b"{\"donor\":{\"name\":\"a\",\"name\":\"b\"}}", b"{\"memo\":\"a\\u0000b\"}",
            b"{\"memo\":\"\\ud800\"}", b"{\"memo\":\"\xff\xfe\"}", b"\xef\xbb\xbfnull,"];
        for body in bodies.into_iter().skip(1) {
            is_problem(&app.raw("maker-1", "POST", "/api/v1/inflows", &json_type, body.to_vec()).await, 400, "malformed");
        }
        let deep = format!("{}{}", "[".repeat(10_000), "]".repeat(10_000));
        is_problem(&app.raw("maker-1", "POST", "/api/v1/inflows", &json_type, deep).await, 400, "malformed");
        assert_eq!(leaves(&app).await, before);
    }

    async fn a_body_that_is_too_large_or_of_another_kind_is_refused_before_it_is_read(app: TestApp) {
        let large = format!("{{\"memo\":\"{}\"}}", "x".repeat(10 << 20));
        is_problem(&app.raw("maker-1", "POST", "/api/v1/inflows", &[("Content-Type", "application/json")], large).await, 413, "too_large");
        is_problem(&app.raw("maker-1", "POST", "/api/v1/inflows", &[("Content-Type", "text/plain")], "{}").await, 415, "unsupported_media_type");
        is_problem(&app.raw("maker-1", "POST", "/api/v1/inflows", &[], "{}").await, 415, "unsupported_media_type");
        let document = vec![b'x'; (10 << 20) + 1];
        is_problem(&app.raw("maker-1", "POST", "/api/v1/documents", &[("Content-Type", "text/plain")], document).await, 413, "too_large");
    }

    async fn who_is_not_signed_in_or_has_another_role_learns_nothing_of_the_body(app: TestApp) {
        is_problem(&app.raw("", "POST", "/api/v1/inflows", &[("Content-Type", "application/json")], "{").await, 401, "not_signed_in");
        for token in ["", "Bearer", "Bearer ", "Bearer x", "Basic bWFrZXI6", "Bearer rl_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"] {
            let answer = app.raw("", "GET", "/api/v1/inflows", &[("Authorization", token)], "").await;
            is_problem(&answer, 401, "not_signed_in");
        }
        is_problem(&app.raw("auditor-1", "POST", "/api/v1/inflows", &[("Content-Type", "application/json")], "{").await, 403, "not_your_role");
        is_problem(&app.get("administrator-1", "/payments").await, 403, "not_your_role");
    }

    async fn a_reference_to_nothing_is_named(app: TestApp) {
        let person = app.beneficiary("2014-06-01").await;
        let mut body = app.lump_sum(&person);
        merge(&mut body, json!({"beneficiary": "B-2014-000999", "lots": ["L-2014-000999"], "documents": ["D-2014-000999"], "award": "A-2014-000999", "order": "O-2014-000999"}));
        let answer = app.post("maker-1", "/payments", body).await;
        is_problem(&answer, 422, "invalid");
        let json = answer.json();
        let fields: Vec<&str> = json["fields"].as_array().into_iter().flatten().filter_map(|f| f["field"].as_str()).collect();
        for field in ["beneficiary", "lots[0]", "documents[0]", "award", "order"] {
            assert!(fields.contains(&field), "{field} is not among {fields:?}");
        }
        for path in ["/payments/P-2014-000999", "/payments/nothing", "/inflows/IN-2014-000999", "/lots/P-2014-000001", "/beneficiaries/B-0000-000001", "/journal/J-2013-000001", "/orders/O-2014-000001"] {
            is_problem(&app.get("auditor-1", path).await, 404, "not_found");
        }
        is_problem(&app.get("auditor-1", "/nowhere").await, 404, "not_found");
        is_problem(&app.raw("auditor-1", "DELETE", "/api/v1/payments", &[], "").await, 405, "method_not_allowed");
    }

    async fn another_currency_waits_for_rates(app: TestApp) {
        is_problem(&app.post("maker-1", "/inflows", gift(json!({"currency": "EUR"}))).await, 422, "rate_missing");
        is_problem(&app.post("maker-1", "/inflows", gift(json!({"currency": "manat"}))).await, 422, "invalid");
        app.post("maker-1", "/inflows", gift(json!({"currency": "AZN"}))).await.must(201);
    }

    async fn a_repeated_key_gets_its_first_answer_and_another_body_is_refused(app: TestApp) {
        let first = app.post_keyed("maker-1", "/inflows", "k-1", gift(json!({}))).await;
        let again = app.post_keyed("maker-1", "/inflows", "k-1", gift(json!({}))).await;
        assert_eq!((first.status, again.status, first.json()), (201, 201, again.json()));
        is_problem(&app.post_keyed("maker-1", "/inflows", "k-1", gift(json!({"amount": "200.00"}))).await, 409, "idempotency_key_reused");
        let other = app.post_keyed("maker-2", "/inflows", "k-1", gift(json!({}))).await.must(201);
        assert_ne!(other["id"], first.json()["id"], "a key belongs to its person");
        let person = app.beneficiary("2014-06-01").await;
        let payment = app.draft(app.lump_sum(&person)).await;
        app.step("maker-1", &payment, "withdraw", json!({})).await.must(200);
        let path = format!("/payments/{payment}/submit");
        let refused = app.post_keyed("maker-1", &path, "k-2", json!({})).await;
        is_problem(&refused, 409, "wrong_state");
        assert_eq!(app.post_keyed("maker-1", &path, "k-2", json!({})).await.json(), refused.json(), "a refusal is repeated too");
        for key in ["", "ə", &"x".repeat(129)] {
            let headers = [("Content-Type", "application/json"), ("Idempotency-Key", key)];
            is_problem(&app.raw("maker-1", "POST", "/api/v1/inflows", &headers, gift(json!({})).to_string()).await, 422, "invalid");
        }
        assert!(app.differences().await.is_empty());
    }

    async fn one_key_sent_at_once_many_times_is_done_once(app: TestApp) {
        let app = std::sync::Arc::new(app);
        let tasks: Vec<_> = (0..8).map(|_| { let app = app.clone(); tokio::spawn(async move { app.post_keyed("maker-1", "/inflows", "burst", gift(json!({}))).await.must(201)["id"].clone() }) }).collect();
        let mut ids = vec![];
        for task in tasks {
            ids.push(task.await.expect("no client panics"));
        }
        ids.dedup();
        assert_eq!(ids.len(), 1);
        assert_eq!(app.get("auditor-1", "/inflows").await.must(200)["items"].as_array().map(Vec::len), Some(1));
    }

    async fn a_release_sent_twice_at_once_from_two_clients_happens_once(app: TestApp) {
        app.donation("900.00", "2014-05-05", json!({})).await;
        let person = app.beneficiary("2014-06-01").await;
        let payment = app.draft(app.lump_sum(&person)).await;
        for (who, step) in [("maker-1", "submit"), ("approver-1", "approve")] {
            app.step(who, &payment, step, json!({})).await.must(200);
        }
        let (one, two) = tokio::join!(app.step("treasurer-1", &payment, "release", json!({})), app.step("treasurer-2", &payment, "release", json!({})));
        let mut statuses = [one.status, two.status];
        statuses.sort_unstable();
        assert_eq!(statuses, [200, 409], "{} {}", one.text(), two.text());
        let accounts = app.get("auditor-1", "/trial-balance").await.must(200)["accounts"].clone();
        let lump_sums = accounts.as_array().into_iter().flatten().find(|a| a["code"] == "5110").expect("lump sums were booked");
        assert_eq!(lump_sums["debit"], "100.00");
        assert!(app.differences().await.is_empty());
    }

    async fn refused_commands_leave_only_the_record_of_the_refusal(app: TestApp) {
        let person = app.beneficiary("2014-06-01").await;
        let payment = app.draft(app.lump_sum(&person)).await;
        let (trial, before) = (app.get("auditor-1", "/trial-balance").await.json()["accounts"].clone(), leaves(&app).await);
        let state = app.get("auditor-1", &format!("/payments/{payment}")).await.json();
        is_problem(&app.step("maker-1", &payment, "submit", json!({})).await, 422, "lot_overdrawn");
        assert_eq!(leaves(&app).await, before + 1, "the refusal is a leaf");
        is_problem(&app.step("approver-1", &payment, "approve", json!({})).await, 409, "wrong_state");
        assert_eq!(leaves(&app).await, before + 1, "a wrong state is not kept");
        assert_eq!(app.get("auditor-1", "/trial-balance").await.json()["accounts"], trial);
        assert_eq!(app.get("auditor-1", &format!("/payments/{payment}")).await.json(), state);
        assert!(app.differences().await.is_empty());
    }
}
