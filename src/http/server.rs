//! The service itself: every route behind its guard, the headers and limits around them, and serving until it is told to
//! stop.
use super::{
    api::{life, routes},
    gate::Gate,
    limit::Limits,
    listen::{Drained, listen},
    measure,
    problem::{Problem, no_address},
    watch::{Watch, panicked, watch},
};
use crate::{domain::refusal::Refusal, service::Fund};
use axum::{
    Router,
    extract::Request,
    middleware::from_fn_with_state,
    response::{IntoResponse, Response},
    routing::get,
};
use std::{future::Future, sync::Arc};
use tokio::net::TcpListener;
use tower_http::catch_panic::CatchPanicLayer;

/// Everything the service answers to, over one Fund, within the usual limits.
pub fn router(fund: Fund) -> Router {
    router_behind(fund, Gate::new(Limits::default()))
}

/// Everything the service answers to, behind a gate.
pub fn router_behind(fund: Fund, gate: Arc<Gate>) -> Router {
    around(routes::mounted(&fund), fund, gate)
}

/// The measures alone, for a listener of their own, where nobody is asked for a token.
pub fn measures_behind(fund: Fund, gate: Arc<Gate>) -> Router {
    around(Router::new().route("/metrics", get(life::metrics)), fund, gate)
}

/// What is around all routes: answers for places that are not, the net under panics, and the watch.
fn around(routes: Router<Fund>, fund: Fund, gate: Arc<Gate>) -> Router {
    measure::start();
    routes
        .fallback(nowhere)
        .method_not_allowed_fallback(other_method)
        .layer(CatchPanicLayer::custom(panicked))
        .layer(from_fn_with_state(Watch { fund: fund.clone(), gate }, watch))
        .with_state(fund)
}

/// Serves until `stop` is ready, then lets the requests in flight end within the limit.
pub async fn serve(
    fund: Fund,
    listener: TcpListener,
    limits: Limits,
    stop: impl Future<Output = ()>,
) -> std::io::Result<Drained> {
    let gate = Gate::new(limits);
    let router = router_behind(fund, gate.clone());
    tokio::select! {
        ended = listen(router, listener, gate, stop) => ended,
        () = measure::keep() => unreachable!("the upkeep has no end of its own"),
    }
}

async fn nowhere(_: Request) -> Response {
    Problem::from(Refusal::NotFound { what: no_address() }).into_response()
}

async fn other_method(_: Request) -> Response {
    Problem::from(Refusal::MethodNotAllowed).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        domain::{day::parse_instant, person::Role, text::Line},
        http::api::routes::route_table,
        service::{
            clock::FixedClock,
            person::{add_person::add_person, issue_token::issue_token},
        },
        store::{Store, WriterKind},
        vault::{Keys, Secret},
    };
    use axum::{body::Body, body::to_bytes, http::Request as Asked};
    use serde_json::{Value, json};
    use tower::ServiceExt;

    const KEY: &str = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";
    const PLAIN: [(&str, &str); 1] = [("content-type", "application/json")];

    struct House {
        router: Router,
        maker: String,
        auditor: String,
        _folder: tempfile::TempDir,
    }

    struct Seen {
        status: u16,
        headers: axum::http::HeaderMap,
        body: Value,
    }

    impl House {
        async fn new() -> House {
            let folder = tempfile::tempdir().expect("a temporary folder can be made");
            let url = format!("sqlite:{}", folder.path().join("fund.db").display());
            let store = Store::open(&url, WriterKind::Fast).await.expect("a fresh database opens");
            let now = parse_instant("2014-06-02T10:00:00Z").expect("a fixed instant reads");
            let keys = Keys::derive(&Secret::from_hex(KEY).expect("a fixed key is one"));
            let fund = Fund::open(store, keys, Arc::new(FixedClock::at(now))).await.expect("the key fits");
            let maker = token(&fund, "Maker", Role::Maker).await;
            let auditor = token(&fund, "Auditor", Role::Auditor).await;
            let panics = axum::routing::get(async || {
                if true {
                    panic!("a secret of the house")
                }
            });
            let router =
                around(routes::mounted(&fund).route("/panics", panics), fund, Gate::new(Limits::default()));
            House { router, maker, auditor, _folder: folder }
        }

        async fn send(
            &self,
            token: &str,
            method: &str,
            path: &str,
            headers: &[(&str, &str)],
            body: impl Into<Body>,
        ) -> Seen {
            let mut request = Asked::builder().method(method).uri(path);
            if !token.is_empty() {
                request = request.header("authorization", format!("Bearer {token}"));
            }
            for (name, value) in headers {
                request = request.header(*name, *value);
            }
            let request = request.body(body.into()).expect("a fixed request");
            let response = self.router.clone().oneshot(request).await.expect("the router answers");
            let (status, headers) = (response.status().as_u16(), response.headers().clone());
            let bytes = to_bytes(response.into_body(), 1 << 24).await.expect("the body ends");
            Seen { status, headers, body: serde_json::from_slice(&bytes).unwrap_or(Value::Null) }
        }
    }

    impl Seen {
        fn told(&self) -> (u16, &str) {
            (self.status, self.body["code"].as_str().unwrap_or_default())
        }
    }

    async fn token(fund: &Fund, name: &str, role: Role) -> String {
        let name = Line::new(name).expect("a fixed name");
        add_person(fund, &name, &[role].into(), None).await.expect("the person is new");
        issue_token(fund, &name).await.expect("the person is there").to_string()
    }

    fn donation() -> String {
        json!({"kind": "donation", "amount": "100.00", "received_on": "2014-05-20", "account": "bank",
            "donor": {"kind": "legal", "name": "A house"}})
        .to_string()
    }

    #[tokio::test]
    async fn every_guarded_route_refuses_a_stranger_before_it_reads_anything() {
        let house = House::new().await;
        for route in route_table() {
            let path = route.path.replace("{id}", "X-1");
            let seen = house.send("", route.method, &path, &[], "not json at all").await;
            match route.roles {
                None => assert_eq!(seen.status, 200, "{path}"),
                Some(_) => assert_eq!(seen.told(), (401, "not_signed_in"), "{path}"),
            }
            assert_eq!(seen.headers["cache-control"], "no-store");
            assert_eq!(seen.headers["x-content-type-options"], "nosniff");
            assert_eq!(seen.headers["x-request-id"].len(), 36);
            if let Some(roles) = route.roles
                && !roles.contains(&Role::Auditor)
            {
                let seen = house.send(&house.auditor, route.method, &path, &[], "not json").await;
                assert_eq!(seen.told(), (403, "not_your_role"), "{path}");
            }
        }
    }

    #[tokio::test]
    async fn places_that_are_not_and_methods_that_do_not_fit_are_problems() {
        let house = House::new().await;
        for path in ["/", "/api", "/api/v1", "/api/v1/", "/api/v1/nothing", "/healthz/", "/api/v1/inflows/"] {
            assert_eq!(house.send("", "GET", path, &[], "").await.told(), (404, "not_found"), "{path}");
        }
        for (method, path) in
            [("DELETE", "/api/v1/inflows"), ("POST", "/healthz"), ("PUT", "/api/v1/inflows/X/return")]
        {
            let seen = house.send("", method, path, &[], "").await;
            assert_eq!(seen.told(), (405, "method_not_allowed"), "{method} {path}");
            assert!(seen.headers.contains_key("allow"), "{method} {path}");
        }
        let seen = house.send(&house.maker, "GET", "/api/v1/inflows/P-2014-000001", &[], "").await;
        assert_eq!(seen.told(), (404, "not_found"));
        let seen = house.send(&house.maker, "GET", "/api/v1/inflows/%00%ff", &[], "").await;
        assert_eq!(seen.told(), (404, "not_found"));
    }

    #[tokio::test]
    async fn a_command_is_checked_before_it_runs() {
        let house = House::new().await;
        let post = async |headers: &[(&str, &str)], body: Body| {
            house.send(&house.maker, "POST", "/api/v1/inflows", headers, body).await
        };
        let at = |body: &str| Body::from(body.to_owned());
        assert_eq!(post(&[], at("{}")).await.told(), (415, "unsupported_media_type"));
        assert_eq!(post(&PLAIN, at("")).await.told(), (400, "malformed"));
        assert_eq!(post(&PLAIN, at("[]")).await.told(), (422, "invalid"));
        assert_eq!(post(&PLAIN, at(&donation().replace("\"donation\"", "1"))).await.told(), (422, "invalid"));
        assert_eq!(post(&PLAIN, Body::from(vec![b' '; 10_000_000])).await.told(), (413, "too_large"));
        let seen = post(&PLAIN, at(&donation().replace("\"100.00\"", "100"))).await;
        assert_eq!(seen.body["fields"][0]["field"], "amount");
        let key = [PLAIN[0], ("idempotency-key", "")];
        assert_eq!(post(&key, at(&donation())).await.body["fields"][0]["field"], "Idempotency-Key");
        let list = house.send(&house.auditor, "GET", "/api/v1/inflows?limt=1", &[], "").await;
        assert_eq!((list.status, &list.body["fields"][0]["field"]), (422, &json!("limt")));
        let list = house.send(&house.auditor, "GET", "/api/v1/inflows", &[], "").await;
        assert_eq!(list.body["items"], json!([]));
    }

    #[tokio::test]
    async fn a_repeated_key_is_answered_again_and_done_once() {
        let house = House::new().await;
        let key = [PLAIN[0], ("idempotency-key", "a key")];
        let first = house.send(&house.maker, "POST", "/api/v1/inflows", &key, donation()).await;
        let again = house.send(&house.maker, "POST", "/api/v1/inflows", &key, donation()).await;
        assert_eq!((first.status, again.status), (201, 201));
        assert_eq!(first.body, again.body);
        let other = donation().replace("100.00", "200.00");
        let other = house.send(&house.maker, "POST", "/api/v1/inflows", &key, other).await;
        assert_eq!(other.told(), (409, "idempotency_key_reused"));
        let list = house.send(&house.auditor, "GET", "/api/v1/inflows", &[], "").await;
        assert_eq!(list.body["items"].as_array().map(Vec::len), Some(1));
        let leaves = house.send(&house.auditor, "GET", "/api/v1/log/leaves?from=1&count=500", &[], "").await;
        assert!(leaves.body["leaves"].as_array().is_some_and(|l| l.len() > 3), "{}", leaves.body);
    }

    #[tokio::test]
    async fn a_panic_is_a_problem_that_says_nothing() {
        let house = House::new().await;
        let seen = house.send("", "GET", "/panics", &[], "").await;
        assert_eq!(seen.told(), (500, "internal"));
        assert!(!seen.body.to_string().contains("secret of the house"));
        assert!(seen.headers.contains_key("x-request-id"));
    }

    #[tokio::test]
    async fn the_service_answers_over_a_socket_until_it_is_told_to_stop() {
        use tokio::io::{AsyncReadExt, AsyncWriteExt};
        let house = House::new().await;
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let address = listener.local_addr().expect("a bound listener has an address");
        let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
        let serving = axum::serve(listener, house.router.clone()).with_graceful_shutdown(async {
            let _ = stopped.await;
        });
        let serving = tokio::spawn(serving.into_future());
        let mut client = tokio::net::TcpStream::connect(address).await.expect("it listens");
        let large = 10_000_000;
        let head = format!(
            "POST /api/v1/inflows HTTP/1.1\r\nhost: x\r\nauthorization: Bearer {}\r\ncontent-type: application/json\r\ncontent-length: {large}\r\n\r\n",
            house.maker
        );
        client.write_all(head.as_bytes()).await.expect("the head is taken");
        client
            .write_all(&vec![b' '; large])
            .await
            .expect("the body is taken whole, so that the answer is seen");
        let mut answer = vec![0; 12];
        client.read_exact(&mut answer).await.expect("an answer comes");
        assert_eq!(answer, b"HTTP/1.1 413");
        stop.send(()).expect("the service still runs");
        drop(client);
        serving.await.expect("it does not panic").expect("it ends well");
    }

    #[tokio::test]
    async fn the_books_can_be_read_as_a_balance_an_entry_and_a_file() {
        let house = House::new().await;
        let seen = house.send(&house.maker, "POST", "/api/v1/inflows", &PLAIN, donation()).await;
        let entry = seen.body["entry"].as_str().expect("an inflow has an entry").to_owned();
        let read =
            async |path: &str| house.send(&house.auditor, "GET", &format!("/api/v1{path}"), &[], "").await;
        let entry = read(&format!("/journal/{entry}")).await;
        assert_eq!((entry.status, entry.body["postings"].as_array().map(Vec::len)), (200, Some(2)));
        let balance = read("/trial-balance?on=2014-06-02").await;
        assert_eq!(balance.body["total_debit"], "100.00", "{}", balance.body);
        for (format, kind) in [
            ("json", "application/json"),
            ("csv", "text/csv; charset=utf-8"),
            ("hledger", "text/plain; charset=utf-8"),
            ("beancount", "text/plain; charset=utf-8"),
        ] {
            let file = read(&format!("/statements?format={format}&from=2014-01-01&to=2014-12-31")).await;
            assert_eq!((file.status, file.headers["content-type"].as_bytes()), (200, kind.as_bytes()));
            let name = file.headers["content-disposition"].to_str().expect("a plain header");
            assert!(
                name.starts_with("attachment; filename=\"statement") && name.contains("2014-01-01"),
                "{name}"
            );
        }
        assert_eq!(read("/statements?format=xlsx").await.told(), (422, "invalid"));
        assert_eq!(read("/findings?rule=nothing").await.told(), (422, "invalid"));
        assert_eq!(read("/findings").await.body["items"], json!([]));
    }

    #[tokio::test]
    async fn a_document_comes_in_as_bytes() {
        let house = House::new().await;
        let headers = [("content-type", "text/plain; charset=utf-8"), ("x-title", "M%C9%99ktub")];
        let seen = house.send(&house.maker, "POST", "/api/v1/documents", &headers, "a letter").await;
        assert_eq!((seen.status, &seen.body["size_bytes"]), (201, &json!(8)));
        let bare = house.send(&house.maker, "POST", "/api/v1/documents", &[], "a letter").await;
        assert_eq!(bare.told(), (415, "unsupported_media_type"));
        let large = vec![b'x'; 10_000_000];
        let large = house.send(&house.maker, "POST", "/api/v1/documents", &headers, large).await;
        assert_eq!(large.told(), (413, "too_large"));
    }

    #[tokio::test]
    async fn the_description_names_every_route_and_its_roles() {
        let house = House::new().await;
        let seen = house.send("", "GET", "/api/openapi.json", &[], "").await;
        let mut names = std::collections::BTreeSet::new();
        for route in route_table() {
            let operation = &seen.body["paths"][route.path][route.method.to_lowercase()];
            assert!(operation["summary"].is_string(), "{} {}", route.method, route.path);
            assert!(names.insert(operation["operationId"].to_string()), "{} is named twice", route.path);
            let roles = route.roles.map(|roles| roles.iter().map(|r| r.as_str()).collect::<Vec<_>>());
            assert_eq!(operation.get("x-roles"), roles.map(|roles| json!(roles)).as_ref(), "{}", route.path);
            assert_eq!(operation.get("security").is_some(), route.roles.is_some());
        }
        let text = seen.body.to_string();
        for name in text.split("#/components/schemas/").skip(1).filter_map(|rest| rest.split('"').next()) {
            assert!(seen.body["components"]["schemas"].get(name).is_some(), "{name} is not described");
        }
    }
}
