//! A PostgreSQL that goes while the service runs and comes back; a SQLite file that can no longer be written. The service says
//! so, loses nothing, and works again by itself.
use super::{
    binary::{Service, is_whole},
    door::{Door, PASSWORD},
    gift,
    wire::{PATIENCE, Seen, request},
};
use crate::app::TestApp;
use std::time::Duration;
use tokio::time::{Instant, sleep};

async fn ask(service: &Service, method: &str, path: &str, token: &str, body: &str) -> Seen {
    let mut wire = service.wire().await;
    let more = if method == "POST" { "idempotency-key: the same\r\n" } else { "" };
    wire.send(&request(method, path, token, more, body)).await.expect("the request is taken");
    wire.answer().await.expect("a whole answer")
}

/// Asks until a route answers with a status.
async fn until(service: &Service, path: &str, status: u16) -> Seen {
    let limit = Instant::now() + PATIENCE;
    loop {
        let seen = ask(service, "GET", path, "", "").await;
        if seen.status == status {
            return seen;
        }
        assert!(Instant::now() < limit, "{path} still answers {}: {}", seen.status, seen.text());
        sleep(Duration::from_millis(50)).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_postgres_that_goes_is_said_and_work_goes_on_when_it_is_back() {
    let Some(app) = TestApp::postgres().await else { return };
    let mut door = Door::before(&app.url).await;
    let mut service = Service::start(&door.url(), &["--metrics-listen", "127.0.0.1:0"]).await;
    let metrics = service.told_address("measures").await;
    let (maker, auditor) = (&app.tokens["maker-1"], &app.tokens["auditor-1"]);
    assert_eq!(until(&service, "/readyz", 200).await.status, 200);

    door.shut().await;
    let seen = until(&service, "/readyz", 503).await;
    assert_eq!(seen.code(), "unreachable");
    assert_eq!(ask(&service, "GET", "/healthz", "", "").await.status, 200, "the process lives");
    let seen = ask(&service, "POST", "/api/v1/inflows", maker, &gift().to_string()).await;
    assert_eq!((seen.status, seen.code().as_str()), (503, "not_durable"), "{}", seen.text());
    assert_eq!(seen.header("retry-after"), Some("1"));
    let seen = ask(&service, "GET", "/api/v1/trial-balance", auditor, "").await;
    assert_eq!((seen.status, seen.code().as_str()), (503, "unreachable"), "{}", seen.text());
    assert!(!seen.text().contains("written"), "a read writes nothing: {}", seen.text());
    let mut wire = super::wire::Wire::to(metrics).await.expect("it listens");
    let told = wire.get("/metrics", "").await.expect("a whole answer").text();
    assert!(told.contains("\nrelief_database_up 0\n"), "{told}");
    assert!(told.contains("relief_outages_total{code=\"not_durable\"} 1\n"), "{told}");
    assert!(told.contains("relief_outages_total{code=\"unreachable\"}"), "{told}");

    door.open().await;
    until(&service, "/readyz", 200).await;
    let first = ask(&service, "POST", "/api/v1/inflows", maker, &gift().to_string()).await;
    let again = ask(&service, "POST", "/api/v1/inflows", maker, &gift().to_string()).await;
    assert_eq!((first.status, again.status), (201, 201), "{}", first.text());
    assert_eq!(first.json()["id"], again.json()["id"], "the same key is done once");
    let seen = ask(&service, "GET", "/api/v1/inflows", auditor, "").await;
    assert_eq!(seen.json()["items"].as_array().map(Vec::len), Some(1));
    assert!(service.log().iter().all(|line| !line.contains(PASSWORD)));
    service.signal("TERM");
    assert_eq!(service.end().await.0, Some(0));
    is_whole(&app.url);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_postgres_that_takes_no_writes_is_not_ready() {
    let Some(app) = TestApp::postgres().await else { return };
    let name = app.url.split(['/', '?']).nth(3).expect("the URL names a database");
    let set = |word: &str| sqlx::AssertSqlSafe(format!("alter database {name} {word}"));
    let pool = sqlx::PgPool::connect(&app.url).await.expect("the database is there");
    sqlx::query(set("set default_transaction_read_only = on")).execute(&pool).await.expect("it is altered");
    let output = super::binary::run(&app.url, &["serve", "--listen", "127.0.0.1:0"]);
    assert!(super::binary::sentence(&output).contains("let this user write the database"));
    sqlx::query(set("reset default_transaction_read_only")).execute(&pool).await.expect("it is altered");
    let service = Service::start(&app.url, &[]).await;
    until(&service, "/readyz", 200).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_sqlite_file_that_is_taken_away_is_not_ready_until_it_is_back() {
    let app = TestApp::sqlite().await;
    let service = Service::start(&app.url, &[]).await;
    let file = app.url.strip_prefix("sqlite:").expect("a file").to_owned();
    until(&service, "/readyz", 200).await;
    std::fs::rename(&file, format!("{file}.away")).expect("the file can be moved");
    assert_eq!(until(&service, "/readyz", 503).await.code(), "unreachable");
    assert_eq!(ask(&service, "GET", "/healthz", "", "").await.status, 200);
    std::fs::rename(format!("{file}.away"), &file).expect("the file can be moved back");
    until(&service, "/readyz", 200).await;
    let seen = ask(&service, "POST", "/api/v1/inflows", &app.tokens["maker-1"], &gift().to_string()).await;
    assert_eq!(seen.status, 201, "{}", seen.text());
    is_whole(&app.url);
}
