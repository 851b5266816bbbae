//! The bounds of a service, met by clients that are slow, large or many. Times are short here, and nothing is measured: a bound
//! that does not hold makes a test wait in vain.
use super::{
    gift,
    wire::{Cut, Wire, request},
};
use crate::app::TestApp;
use relief_ledger::http::{limit::Limits, server};
use std::{net::SocketAddr, time::Duration};
use tokio::{net::TcpListener, time::timeout};

const SHORT: Duration = Duration::from_millis(100);

async fn serve(app: &TestApp, limits: Limits) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let address = listener.local_addr().expect("a bound listener has an address");
    tokio::spawn(server::serve(app.fund.clone(), listener, limits, std::future::pending()));
    address
}

async fn leaves(app: &TestApp) -> i64 {
    let mut from = app.fund.store().read().await.expect("a snapshot");
    from.head_row().await.expect("a head").expect("a head row").leaf
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_head_that_does_not_come_ends_its_connection() {
    let app = TestApp::sqlite().await;
    let address = serve(&app, Limits { head: SHORT, ..Limits::default() }).await;
    for said in ["", "GET /healthz HTTP/1.1\r\nhost: led"] {
        let mut wire = Wire::to(address).await.expect("it listens");
        wire.send(said).await.expect("a part is taken");
        assert!(wire.is_over().await, "after {said:?}");
    }
    let mut wire = Wire::to(address).await.expect("it listens");
    assert_eq!(wire.get("/healthz", "").await.map(|seen| seen.status), Ok(200));
    assert!(wire.is_over().await, "a kept connection that is silent ends too");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_body_that_does_not_come_is_told_so_and_nothing_is_written() {
    let app = TestApp::sqlite().await;
    let address = serve(&app, Limits { body: SHORT, ..Limits::default() }).await;
    let before = leaves(&app).await;
    let body = gift().to_string();
    for (path, token) in
        [("/inflows", "maker-1"), ("/payments/P-2014-000001/submit", "maker-1"), ("/documents", "maker-1")]
    {
        let mut wire = Wire::begin(address, &format!("/api/v1{path}"), &app.tokens[token], &body).await;
        wire.send(&body[..20]).await.expect("a part is taken");
        let seen = wire.answer().await.expect("a whole answer");
        assert_eq!((seen.status, seen.code().as_str()), (408, "too_slow"), "{path}: {}", seen.text());
        assert!(wire.is_over().await, "the rest of the body could not be told from another request");
    }
    assert_eq!(leaves(&app).await, before);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_head_that_is_too_large_is_refused() {
    let app = TestApp::sqlite().await;
    let address = serve(&app, Limits::default()).await;
    let long = format!("x-long: {}\r\n", "x".repeat(17 * 1024));
    let many: String = (0..70).map(|n| format!("x-{n}: x\r\n")).collect();
    for more in [long, many] {
        let mut wire = Wire::to(address).await.expect("it listens");
        wire.send(&request("GET", "/healthz", "", &more, "")).await.expect("the head is taken");
        assert_eq!(wire.answer().await.map(|seen| seen.status), Ok(431));
        assert!(wire.is_over().await);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn each_route_that_takes_a_body_refuses_one_that_is_too_large() {
    let app = TestApp::sqlite().await;
    let holder = |roles: &[relief_ledger::domain::person::Role]| format!("{}-1", roles[0]);
    let before = leaves(&app).await;
    for route in relief_ledger::http::api::routes::route_table() {
        let Some(roles) = route.roles.filter(|_| route.method == "POST") else { continue };
        let json = [("Content-Type", "application/json")];
        let noun = route.path.split('/').nth(3).expect("a route names a noun");
        // What a reference of the noun begins with; a place that cannot be is not found before its body is looked at.
        let kind = match noun {
            "inflows" => "IN".to_owned(),
            "duplicates" => "M".to_owned(),
            "batches" => "T".to_owned(),
            "registers" => "G".to_owned(),
            "rulebooks" => "Q".to_owned(),
            _ => noun[..1].to_uppercase(),
        };
        let path = route
            .path
            .replace("{id}", &format!("{kind}-2014-000001"))
            .replace("{number}", "1")
            .replace("{register}", "bar");
        let answer = app.raw(&holder(roles), "POST", &path, &json, vec![b' '; 11_000_000]).await;
        assert_eq!((answer.status, answer.code().as_str()), (413, "too_large"), "{path}");
        let told = answer.json()["detail"].as_str().unwrap_or_default().to_owned();
        let most = if path.ends_with("/documents") { "8388608" } else { "1048576" };
        assert!(told.contains(most), "{path}: {told}");
    }
    assert_eq!(leaves(&app).await, before);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_request_too_many_is_told_that_the_service_is_busy() {
    let app = TestApp::sqlite().await;
    let address = serve(&app, Limits { requests: 1, ..Limits::default() }).await;
    let body = gift().to_string();
    let mut first = Wire::begin(address, "/api/v1/inflows", &app.tokens["maker-1"], &body).await;
    let mut second = Wire::to(address).await.expect("it listens");
    for path in ["/api/v1/inflows", "/api/openapi.json", "/nowhere"] {
        let seen = second.get(path, &app.tokens["auditor-1"]).await.expect("a whole answer");
        assert_eq!((seen.status, seen.code().as_str()), (503, "busy"), "{path}: {}", seen.text());
        assert_eq!(seen.header("retry-after"), Some("1"));
    }
    for path in ["/healthz", "/readyz"] {
        assert_eq!(second.get(path, "").await.map(|seen| seen.status), Ok(200), "{path}");
    }
    first.send(&body).await.expect("the body is taken");
    assert_eq!(first.answer().await.map(|seen| seen.status), Ok(201));
    let seen = second.get("/api/v1/inflows", &app.tokens["auditor-1"]).await.expect("a whole answer");
    assert_eq!(seen.status, 200, "there is a seat again");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_connection_too_many_waits_until_another_ends() {
    let app = TestApp::sqlite().await;
    let address = serve(&app, Limits { connections: 1, ..Limits::default() }).await;
    let mut first = Wire::to(address).await.expect("it listens");
    assert_eq!(first.get("/healthz", "").await.map(|seen| seen.status), Ok(200));
    let mut second = Wire::to(address).await.expect("the system takes it");
    second.send(&request("GET", "/healthz", "", "", "")).await.expect("the system keeps it");
    assert!(timeout(SHORT, second.answer()).await.is_err(), "there was no room for it");
    drop(first);
    assert_eq!(second.answer().await.map(|seen| seen.status), Ok(200));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_client_that_does_not_read_loses_its_connection() {
    let app = TestApp::sqlite().await;
    let address = serve(&app, Limits { connections: 1, stall: SHORT, ..Limits::default() }).await;
    let mut idler = Wire::to(address).await.expect("it listens");
    // More than the buffers on the way can hold.
    let many = 40;
    for _ in 0..many {
        let asked = request("GET", "/api/docs/swagger-ui-bundle.js", "", "", "");
        idler.send(&asked).await.expect("the system keeps it");
    }
    // There is room for one connection only, so this is answered once the other is gone.
    let mut next = Wire::to(address).await.expect("the system takes it");
    assert_eq!(next.get("/healthz", "").await.map(|seen| seen.status), Ok(200));
    let mut whole = 0;
    let end = loop {
        match idler.answer().await {
            Ok(_) => whole += 1,
            Err(cut) => break cut,
        }
    };
    assert!(whole < many && [Cut::Midway, Cut::Never].contains(&end), "{whole} whole answers, then {end:?}");
}
