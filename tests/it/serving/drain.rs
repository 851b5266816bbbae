//! Being told to stop: what is in flight goes out whole, what was acknowledged is kept, and nobody new is let in.
use super::{
    binary::{Service, is_whole},
    gift,
    wire::{Cut, Wire, request},
};
use crate::app::{TestApp, on_both_engines};
use axum::{Router, body::Body, routing::get};
use futures_util::stream;
use relief_ledger::http::{
    gate::Gate,
    limit::Limits,
    listen::{Drained, listen},
    server,
};
use std::{
    net::SocketAddr,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};
use tokio::{net::TcpListener, sync::oneshot, task::JoinHandle};

struct Serving {
    address: SocketAddr,
    stop: oneshot::Sender<()>,
    ended: JoinHandle<std::io::Result<Drained>>,
}

async fn serve(app: &TestApp, limits: Limits) -> Serving {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let address = listener.local_addr().expect("a bound listener has an address");
    let (stop, told) = oneshot::channel();
    let ended = tokio::spawn(server::serve(app.fund.clone(), listener, limits, async { drop(told.await) }));
    Serving { address, stop, ended }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_service_that_was_told_to_stop_is_not_ready_takes_no_connection_and_ends_what_it_has() {
    let app = TestApp::sqlite().await;
    let long = Duration::from_secs(60);
    let serving = serve(&app, Limits { drain: long, linger: long, ..Limits::default() }).await;
    let body = gift().to_string();
    let mut kept = Wire::to(serving.address).await.expect("it listens");
    assert_eq!(kept.get("/readyz", "").await.map(|seen| (seen.status, seen.is_last())), Ok((200, false)));
    let mut command = Wire::begin(serving.address, "/api/v1/inflows", &app.tokens["maker-1"], &body).await;
    serving.stop.send(()).expect("the service still runs");
    let seen = loop {
        let seen = kept.get("/readyz", "").await.expect("a whole answer");
        if seen.status != 200 {
            break seen;
        }
    };
    assert_eq!((seen.status, seen.code().as_str(), seen.is_last()), (503, "stopping", true));
    assert!(kept.is_over().await);
    while Wire::to(serving.address).await.is_ok() {
        tokio::task::yield_now().await;
    }
    command.send(&body).await.expect("the rest is taken");
    let seen = command.answer().await.expect("a whole answer");
    assert_eq!((seen.status, seen.is_last()), (201, true), "{}", seen.text());
    assert!(command.is_over().await);
    let drained = serving.ended.await.expect("it does not panic").expect("it ends well");
    assert_eq!(drained, Drained { cut: 0 });
    app.get("auditor-1", &format!("/inflows/{}", seen.json()["id"].as_str().unwrap_or_default()))
        .await
        .must(200);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_silent_connection_does_not_keep_a_service_from_stopping() {
    let app = TestApp::sqlite().await;
    let short = Duration::from_millis(50);
    let serving =
        serve(&app, Limits { drain: Duration::from_secs(60), linger: short, ..Limits::default() }).await;
    let mut kept = Wire::to(serving.address).await.expect("it listens");
    assert_eq!(kept.get("/healthz", "").await.map(|seen| seen.status), Ok(200));
    let mut fresh = Wire::to(serving.address).await.expect("it listens");
    serving.stop.send(()).expect("the service still runs");
    let drained = serving.ended.await.expect("it does not panic").expect("it ends well");
    assert_eq!(drained, Drained { cut: 0 });
    assert!(kept.is_over().await && fresh.is_over().await);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_request_that_does_not_end_is_cut_at_the_limit() {
    let app = TestApp::sqlite().await;
    let serving = serve(&app, Limits { drain: Duration::from_millis(100), ..Limits::default() }).await;
    let mut command = Wire::begin(serving.address, "/api/v1/inflows", &app.tokens["maker-1"], "{}").await;
    serving.stop.send(()).expect("the service still runs");
    let drained = serving.ended.await.expect("it does not panic").expect("it ends well");
    assert_eq!(drained, Drained { cut: 1 });
    assert!(command.is_over().await);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_answer_that_is_being_streamed_goes_out_whole() {
    let (pieces, told) = tokio::sync::mpsc::unbounded_channel::<&str>();
    let told = Arc::new(tokio::sync::Mutex::new(Some(told)));
    let streamed = async move || {
        let pieces = told.lock_owned().await.take().expect("it is asked once");
        Body::from_stream(stream::unfold(pieces, async |mut pieces| {
            Some((Ok::<_, std::io::Error>(pieces.recv().await?), pieces))
        }))
    };
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let address = listener.local_addr().expect("a bound listener has an address");
    let (stop, stopped) = oneshot::channel::<()>();
    let limits = Limits { linger: Duration::from_millis(20), ..Limits::default() };
    let router = Router::new().route("/", get(streamed));
    let stopping = async { drop(stopped.await) };
    let ended = tokio::spawn(listen(router, listener, Gate::new(limits), stopping));
    let mut wire = Wire::to(address).await.expect("it listens");
    wire.send(&request("GET", "/", "", "", "")).await.expect("the request is taken");
    pieces.send("one ").expect("it is streamed");
    wire.peek().await;
    stop.send(()).expect("the service still runs");
    while Wire::to(address).await.is_ok() {
        tokio::task::yield_now().await;
    }
    pieces.send("two ").expect("it is still streamed");
    // The silent connections are gone by then, this one is not.
    tokio::time::sleep(Duration::from_millis(50)).await;
    pieces.send("three").expect("it is still streamed");
    drop(pieces);
    assert_eq!(wire.answer().await.map(|seen| seen.text()), Ok("one two three".to_owned()));
    let drained = ended.await.expect("it does not panic").expect("it ends well");
    assert_eq!(drained, Drained { cut: 0 });
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_process_says_how_it_ended() {
    let app = TestApp::sqlite().await;
    let token = &app.tokens["maker-1"];
    let body = gift().to_string();

    let mut service = Service::start(&app.url, &[]).await;
    let mut command = Wire::begin(service.address, "/api/v1/inflows", token, &body).await;
    service.signal("INT");
    service.until("stopping").await;
    command.send(&body).await.expect("the rest is taken");
    assert_eq!(command.answer().await.map(|seen| seen.status), Ok(201));
    assert_eq!(service.end().await, (Some(0), String::new()));

    let service = Service::start(&app.url, &["--drain-seconds", "1"]).await;
    let _command = Wire::begin(service.address, "/api/v1/inflows", token, &body).await;
    service.signal("TERM");
    let (code, said) = service.end().await;
    assert_eq!(code, Some(3));
    assert!(said.starts_with("1 connections were still busy after 1 seconds"), "{said}");

    let mut service = Service::start(&app.url, &[]).await;
    let _command = Wire::begin(service.address, "/api/v1/inflows", token, &body).await;
    service.signal("TERM");
    service.until("stopping").await;
    service.signal("TERM");
    let (code, said) = service.end().await;
    assert_eq!(code, Some(3));
    assert!(said.starts_with("stopped at once by a second signal"), "{said}");
    is_whole(&app.url);
}

on_both_engines! {
    async fn under_load_every_request_that_was_taken_is_answered_whole_and_kept(app: TestApp) {
        let service = Service::start(&app.url, &["--drain-seconds", "60"]).await;
        let done = Arc::new(AtomicUsize::new(0));
        let clients: Vec<_> = (0..12)
            .map(|_| tokio::spawn(give(service.address, app.tokens["maker-1"].to_string(), done.clone())))
            .collect();
        while done.load(Ordering::Relaxed) < 60 {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        service.signal("TERM");
        let mut acknowledged = vec![];
        for client in clients {
            acknowledged.extend(client.await.expect("no client was cut"));
        }
        assert_eq!(service.end().await, (Some(0), String::new()));
        assert!(acknowledged.len() >= 60);
        for id in acknowledged {
            app.get("auditor-1", &format!("/inflows/{id}")).await.must(200);
        }
        is_whole(&app.url);
    }
}

/// Gives until nobody listens any more; what was acknowledged. A connection that was once answered owes a whole answer to each
/// further request, unless it said that it was the last.
async fn give(address: SocketAddr, token: String, done: Arc<AtomicUsize>) -> Vec<String> {
    let mut acknowledged = vec![];
    while let Ok(mut wire) = Wire::to(address).await {
        let mut was_answered = false;
        loop {
            let sent = wire.send(&request("POST", "/api/v1/inflows", &token, "", &gift().to_string())).await;
            let answer = if sent.is_ok() { wire.answer().await } else { Err(Cut::Never) };
            match answer {
                Ok(seen) => {
                    assert_eq!(seen.status, 201, "{}", seen.text());
                    acknowledged.push(seen.json()["id"].as_str().unwrap_or_default().to_owned());
                    done.fetch_add(1, Ordering::Relaxed);
                    was_answered = true;
                    if seen.is_last() {
                        break;
                    }
                }
                Err(cut) => {
                    assert!(cut == Cut::Never && !was_answered, "a request that was taken was cut: {cut:?}");
                    break;
                }
            }
        }
    }
    acknowledged
}
