//! The service compares identities beside its answers, unasked; one that is killed right after an answer has lost none of it.
use super::{
    binary::{Service, is_whole},
    wire::{PATIENCE, request},
};
use crate::app::{TestApp, on_both_engines};
use relief_ledger::store::{Store, WriterKind};
use std::time::Duration;
use tokio::time::{Instant, sleep};

/// Opens a file for the person with the one FIN of this test.
async fn open(service: &Service, token: &str) {
    let body = r#"{"method_wish": "cash", "identity": {"fin": "5XK4T2B"}}"#;
    let mut wire = service.wire().await;
    wire.send(&request("POST", "/api/v1/beneficiaries", token, "", body))
        .await
        .expect("the request is taken");
    let seen = wire.answer().await.expect("a whole answer");
    assert_eq!(seen.status, 201, "{}", seen.text());
}

/// Waits until so many matches are in the queue, which nobody asks for.
async fn until_found(url: &str, matches: usize) {
    let limit = Instant::now() + PATIENCE;
    let store = Store::open(url, WriterKind::Fast).await.expect("the database opens");
    loop {
        let mut from = store.read().await.expect("it reads");
        let found = from.open_duplicates(0, 100).await.expect("it reads").len();
        drop(from);
        if found == matches {
            return store.close().await;
        }
        assert!(Instant::now() < limit, "{found} matches instead of {matches}");
        sleep(Duration::from_millis(20)).await;
    }
}

on_both_engines! {
    async fn a_service_killed_after_its_answer_compares_when_it_is_started_again(app: TestApp) {
        app.fund.store().close().await;
        let maker = app.tokens["maker-1"].clone();
        let service = Service::start(&app.url, &[]).await;
        open(&service, &maker).await;
        open(&service, &maker).await;
        until_found(&app.url, 1).await;
        // Two for the third, each with one of those before.
        open(&service, &maker).await;
        service.signal("KILL");
        service.end().await;
        let service = Service::start(&app.url, &[]).await;
        until_found(&app.url, 3).await;
        service.signal("TERM");
        assert_eq!(service.end().await.0, Some(0));
        is_whole(&app.url);
    }
}
