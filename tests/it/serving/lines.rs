//! The log: a line a request that a machine can read, joined to the answer by its id, and nothing in it that a caller wrote.
use super::{
    binary::{Service, command},
    gift,
    wire::request,
};
use crate::app::{TestApp, merge};
use serde_json::{Value, json};

const PLANTED: &str = "Plantedova";

async fn plant(service: &Service, app: &TestApp) -> Vec<String> {
    let token = &app.tokens["maker-1"];
    let mut gift = gift();
    merge(
        &mut gift,
        json!({"donor": {"kind": "natural", "name": PLANTED, "number": PLANTED}, "memo": PLANTED}),
    );
    let mut ids = vec![];
    for (method, path, body) in [
        ("POST", "/api/v1/inflows", gift.to_string()),
        ("GET", "/api/v1/inflows/IN-2014-777777", String::new()),
        ("GET", "/api/v1/inflows?account=Plantedova", String::new()),
        ("GET", "/Plantedova", String::new()),
        ("PLANTEDOVA", "/healthz", String::new()),
        ("POST", "/api/v1/payments/P-2014-777777/submit", "{\"Plantedova\": \"Plantedova\"}".to_owned()),
    ] {
        let mut wire = service.wire().await;
        let more = "x-request-id: Plantedova\r\nidempotency-key: Plantedova\r\nuser-agent: Plantedova\r\n";
        wire.send(&request(method, path, token, more, &body)).await.expect("the request is taken");
        let seen = wire.answer().await.expect("a whole answer");
        ids.push(seen.header("x-request-id").expect("each answer has an id").to_owned());
    }
    ids
}

fn holds_nothing(log: &[String], app: &TestApp) {
    for line in log {
        let small = line.to_lowercase();
        assert!(!small.contains("plantedova") && !line.contains("777777"), "{line}");
        assert!(
            !line.contains("rl_") && app.tokens.values().all(|token| !line.contains(token.as_str())),
            "{line}"
        );
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn each_request_has_a_line_with_its_id_and_nothing_that_a_caller_wrote() {
    let app = TestApp::sqlite().await;
    let mut serve = command(&app.url, &["serve", "--listen", "127.0.0.1:0"]);
    serve.env("RUST_LOG", "debug");
    let service = Service::of(serve).await;
    let ids = plant(&service, &app).await;
    service.signal("TERM");
    let log = service.log_to_the_end().await;
    holds_nothing(&log, &app);
    let lines: Vec<Value> =
        log.iter().map(|line| serde_json::from_str(line).expect("each line is JSON")).collect();
    let told: Vec<Value> = ids
        .iter()
        .map(|id| {
            let of_it = |line: &&Value| line["span"]["id"] == id.as_str() && line["message"] == "answered";
            let line = lines.iter().find(of_it).unwrap_or_else(|| panic!("no line for {id} in {log:#?}"));
            assert!(
                line["millis"].is_u64() && line["timestamp"].is_string() && line["level"] == "INFO",
                "{line}"
            );
            json!([line["span"]["method"], line["span"]["route"], line["status"], line["code"]])
        })
        .collect();
    let expected = json!([
        ["POST", "/api/v1/inflows", 201, null],
        ["GET", "/api/v1/inflows/{id}", 404, "not_found"],
        ["GET", "/api/v1/inflows", 422, "invalid"],
        ["GET", "-", 404, "not_found"],
        ["OTHER", "/healthz", 405, "method_not_allowed"],
        ["POST", "/api/v1/payments/{id}/submit", 422, "invalid"],
    ]);
    assert_eq!(json!(told), expected);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_log_for_a_person_says_the_same_in_words() {
    let app = TestApp::sqlite().await;
    let taken = std::net::TcpListener::bind("127.0.0.1:0").expect("a free port");
    let address = taken.local_addr().expect("a bound listener has an address").to_string();
    drop(taken);
    let mut serve = command(&app.url, &["serve", "--listen", &address]);
    let mut child = serve
        .env("RELIEF_LOG_FORMAT", "text")
        .stderr(std::process::Stdio::piped())
        .spawn()
        .expect("the binary starts");
    let pid = child.id().to_string();
    let mut wire = loop {
        if let Ok(wire) = super::wire::Wire::to(address.parse().expect("an address")).await {
            break wire;
        }
        assert!(matches!(child.try_wait(), Ok(None)), "it ended");
        tokio::time::sleep(std::time::Duration::from_millis(10)).await;
    };
    let id = wire.get("/readyz", "").await.expect("a whole answer");
    let id = id.header("x-request-id").expect("each answer has an id").to_owned();
    assert!(std::process::Command::new("kill").arg(pid).status().is_ok_and(|status| status.success()));
    let output = child.wait_with_output().expect("it ends");
    let log = String::from_utf8_lossy(&output.stderr).into_owned();
    let line = log.lines().find(|line| line.contains(&id)).unwrap_or_else(|| panic!("no {id} in {log}"));
    for word in ["INFO", "method=\"GET\"", "route=/readyz", "status=200", "millis="] {
        assert!(line.contains(word), "no {word} in {line}");
    }
    assert!(!log.contains('\u{1b}'), "no colours for a file");
}
