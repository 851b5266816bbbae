//! What the service measures of itself: that it is there and true, that only administrators read it on the main listener, and
//! that nothing of a person, no reference and no path is in it, however many are used.
use crate::{
    app::TestApp,
    secrecy::{needles, nothing_in, plant},
};
use relief_ledger::{
    http::{api::routes::route_table, gate::Gate, limit::Limits, server},
    store::gauge::writer,
};
use std::{collections::BTreeSet, time::Duration};

async fn measures(app: &TestApp) -> String {
    let answer = app.raw("administrator-1", "GET", "/metrics", &[], "").await;
    assert_eq!(answer.status, 200);
    assert!(answer.headers["content-type"].to_str().is_ok_and(|kind| kind.starts_with("text/plain")));
    answer.text()
}

/// The value of a series. All tests of the process share the recorder, so only growth can be looked at.
fn value(text: &str, series: &str) -> i64 {
    let line = text.lines().find_map(|line| line.strip_prefix(series)?.strip_prefix(' '));
    line.map_or(0, |value| value.parse().expect("a count is whole"))
}

/// Every label with its value.
fn labels(text: &str) -> BTreeSet<(String, String)> {
    let lines = text.lines().filter(|line| !line.starts_with('#'));
    let sets = lines.filter_map(|line| Some(line.split_once('{')?.1.rsplit_once('}')?.0));
    let one = |label: &str| {
        let (name, value) = label.split_once("=\"").expect("a label has a value");
        (name.to_owned(), value.trim_end_matches('"').to_owned())
    };
    sets.flat_map(|set| set.split("\",").map(one).collect::<Vec<_>>()).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn requests_refusals_and_the_writer_are_counted() {
    let app = TestApp::sqlite().await;
    let before = measures(&app).await;
    app.donation("100.00", "2014-05-05", serde_json::json!({})).await;
    app.get("auditor-1", "/inflows/IN-2014-000999").await.must(404);
    writer::group(3, Duration::from_millis(2));
    writer::poisoned();
    writer::rerun();
    writer::waiting(7);
    let after = measures(&app).await;
    for (series, by) in [
        (r#"relief_requests_total{route="/api/v1/inflows",method="POST",status="2xx"}"#, 1),
        (r#"relief_requests_total{route="/api/v1/inflows/{id}",method="GET",status="4xx"}"#, 1),
        (r#"relief_request_seconds_count{route="/api/v1/inflows"}"#, 1),
        (r#"relief_request_seconds_bucket{route="/api/v1/inflows",le="+Inf"}"#, 1),
        (r#"relief_refusals_total{code="not_found"}"#, 1),
        ("relief_writer_groups_total", 1),
        ("relief_writer_members_total", 3),
        ("relief_writer_poisoned_total", 1),
        ("relief_writer_reruns_total", 1),
        (r#"relief_writer_commit_seconds_bucket{le="0.0025"}"#, 0),
        (r#"relief_writer_group_members_bucket{le="4"}"#, 1),
    ] {
        assert!(after.contains(series), "no {series} in {after}");
        assert!(value(&after, series) >= value(&before, series) + by, "{series} did not grow: {after}");
    }
    for words in [
        "relief_log_leaves ",
        "relief_database_up 1\n",
        "relief_pool_connections{pool=\"writer\",use=",
        "relief_build_info{version=",
    ] {
        assert!(after.contains(words), "no {words} in {after}");
    }
    for name in
        after.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split(['{', ' ']).next())
    {
        assert!(name.is_empty() || name.starts_with("relief_"), "{name}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn only_an_administrator_reads_them_beside_the_api() {
    let app = TestApp::sqlite().await;
    assert_eq!(app.raw("", "GET", "/metrics", &[], "").await.status, 401);
    for who in ["maker-1", "auditor-1", "treasurer-1", "guardian-1"] {
        assert_eq!(app.raw(who, "GET", "/metrics", &[], "").await.code(), "not_your_role", "{who}");
    }
    assert_eq!(app.raw("administrator-1", "GET", "/metrics", &[], "").await.status, 200);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_of_a_person_and_no_reference_is_a_label() {
    let app = TestApp::sqlite().await;
    plant(&app).await;
    for route in route_table() {
        for (who, id) in [("maker-1", "P-2014-777777"), ("auditor-1", "Plantedova"), ("", "7PLNTD9")] {
            let path = route.path.replace("{id}", id);
            app.raw(who, route.method, &path, &[("X-Request-Id", "Plantedova")], "{}").await;
            app.raw(who, "PLANTEDOVA", &format!("{path}/{id}?name=Plantedova"), &[], "").await;
        }
    }
    let text = measures(&app).await;
    nothing_in(text.as_bytes(), "a measure");
    let small = text.to_lowercase();
    // References have dashes about the year; bare digits also stand in counts and times.
    for word in ["plantedova", "-777777", "7plntd9", "rl_", "-2014-"] {
        assert!(!small.contains(word), "{word} stands in the measures");
    }
    assert!(!needles().is_empty() && !app.tokens.values().any(|token| text.contains(token.as_str())));
    let mut routes: BTreeSet<String> = route_table().into_iter().map(|route| route.path.to_owned()).collect();
    // Places that are not, the docs page's files, and routes that other tests mount.
    routes.extend(["-", "/api/docs/{file}"].map(str::to_owned));
    let words = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "OTHER"];
    for (name, value) in labels(&text) {
        let known = match name.as_str() {
            "route" => routes.contains(&value),
            "method" => words.contains(&value.as_str()),
            "status" => ["1xx", "2xx", "3xx", "4xx", "5xx"].contains(&value.as_str()),
            "code" | "use" | "pool" | "engine" => value.bytes().all(|b| b.is_ascii_lowercase() || b == b'_'),
            "version" => value == env!("CARGO_PKG_VERSION"),
            "le" => value == "+Inf" || value.bytes().all(|b| b.is_ascii_digit() || b == b'.'),
            _ => false,
        };
        assert!(known, "{name}={value}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_listener_of_their_own_answers_nothing_else() {
    use axum::{body::Body, http::Request};
    use tower::ServiceExt;
    let app = TestApp::sqlite().await;
    let router = server::measures_behind(app.fund.clone(), Gate::new(Limits::default()));
    for (path, status) in
        [("/metrics", 200), ("/", 404), ("/api/v1/inflows", 404), ("/api/openapi.json", 404)]
    {
        let request = Request::get(path).body(Body::empty()).expect("a fixed request");
        let answer = router.clone().oneshot(request).await.expect("the router answers");
        assert_eq!(answer.status(), status, "{path}");
        assert_eq!(answer.headers()["content-security-policy"], "default-src 'none'; frame-ancestors 'none'");
    }
}
