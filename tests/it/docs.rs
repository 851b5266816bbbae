//! The docs page: its own policy, and everything it loads comes from this service. All other answers allow nothing at all.
use crate::app::TestApp;
use relief_ledger::http::api::routes::route_table;

/// The values of an attribute in a page.
fn values<'a>(page: &'a str, attribute: &str) -> Vec<&'a str> {
    let opening = format!(" {attribute}=\"");
    page.split(&opening).skip(1).filter_map(|rest| rest.split('"').next()).collect()
}

/// A policy as names with their sources.
fn policy(text: &str) -> std::collections::BTreeMap<String, Vec<String>> {
    let one = |part: &str| {
        let mut words = part.split_whitespace().map(str::to_owned);
        Some((words.next()?, words.collect()))
    };
    text.split(';').filter_map(one).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_docs_page_loads_only_what_comes_from_here() {
    let app = TestApp::sqlite().await;
    let page = app.raw("", "GET", "/api/docs", &[], "").await;
    assert_eq!(
        (page.status, page.headers["content-type"].as_bytes()),
        (200, &b"text/html; charset=utf-8"[..])
    );
    let policy = policy(page.headers["content-security-policy"].to_str().expect("a plain header"));
    assert_eq!(policy["default-src"], ["'none'"]);
    assert_eq!(policy["frame-ancestors"], ["'none'"]);
    for (name, sources) in &policy {
        let allowed = if name == "img-src" { &["'self'", "data:"][..] } else { &["'self'", "'none'"] };
        assert!(sources.iter().all(|source| allowed.contains(&source.as_str())), "{name} {sources:?}");
    }
    let text = page.text();
    for tag in text.split("<script").skip(1) {
        assert!(
            tag.starts_with(" src=\"/") && tag.contains("\"></script>"),
            "a script stands in the page: {tag}"
        );
    }
    assert!(!text.contains("<style") && !text.contains(" style=") && !text.contains(" onload="), "{text}");
    let loaded: Vec<&str> = [values(&text, "src"), values(&text, "href")].concat();
    assert!(loaded.contains(&"/api/docs/swagger-ui-bundle.js") && loaded.len() >= 5, "{loaded:?}");
    for path in loaded.into_iter().filter(|path| *path != "data:,") {
        assert!(path.starts_with('/') && !path.starts_with("//"), "{path} is somebody else's");
        let file = app.raw("", "GET", path, &[], "").await;
        assert_eq!(file.status, 200, "{path}");
        let kind = file.headers["content-type"].to_str().expect("a plain header");
        let fits = path.ends_with(".js") == kind.starts_with("text/javascript")
            && path.ends_with(".css") == kind.starts_with("text/css");
        assert!(fits && !file.bytes.is_empty(), "{path} is {kind}");
    }
    let start = app.raw("", "GET", "/api/docs/start.js", &[], "").await.text();
    assert!(start.contains("url: \"/api/openapi.json\"") && start.contains("validatorUrl: null"), "{start}");
    assert!(!start.contains("//"), "no other host is named: {start}");
    let style = app.raw("", "GET", "/api/docs/swagger-ui.css", &[], "").await.text();
    for place in style.split("url(").skip(1) {
        let place = place.trim_start_matches(['"', '\'']);
        assert!(place.starts_with("data:"), "the style loads {}", &place[..60]);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_other_answer_allows_nothing_to_be_loaded() {
    let app = TestApp::sqlite().await;
    let nothing = "default-src 'none'; frame-ancestors 'none'";
    for route in route_table().into_iter().filter(|route| route.path != "/api/docs") {
        let path = route.path.replace("{id}", "X-1");
        for who in ["", "auditor-1", "administrator-1"] {
            let answer = app.raw(who, route.method, &path, &[], "").await;
            assert_eq!(answer.headers["content-security-policy"], nothing, "{who} {path}");
        }
    }
    for path in ["/", "/nowhere", "/api/docs/", "/api/docs/index.html", "/api/docs/..%2f..%2fetc%2fpasswd"] {
        let answer = app.raw("", "GET", path, &[], "").await;
        assert_eq!(
            (answer.status, &answer.headers["content-security-policy"]),
            (404, &nothing.parse().expect("a header")),
            "{path}"
        );
    }
}
