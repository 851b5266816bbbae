//! What happens around every request: its id, its line in the log, its measures, its time limit, its seat, and the headers of
//! every answer. Log and measures have the route as it is declared and the method as a word of the house, never the path, the
//! query, a header or the body, which may be personal. An `X-Request-Id` that comes in is not looked at: what a caller wrote
//! is in no log, and no two requests share an id.
use super::{
    gate::Gate,
    measure::{self, Counted, method_word},
    problem::{Problem, ProblemCode},
};
use crate::service::{Fund, ids};
use axum::{
    extract::{MatchedPath, Request, State},
    http::{HeaderName, HeaderValue, Method, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use std::{any::Any, sync::Arc};
use tokio::time::{Instant, timeout};
use tracing::Instrument;

const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// Routes that tell how the service is: they are answered even when all seats are taken.
const OF_LIFE: [&str; 3] = ["/healthz", "/readyz", "/metrics"];

/// Nothing of an answer may be run, framed or fetched from elsewhere. A page brings its own.
const NOTHING: &str = "default-src 'none'; frame-ancestors 'none'";

/// What the watch knows.
#[derive(Clone)]
pub struct Watch {
    /// The Fund.
    pub fund: Fund,
    /// What all requests share.
    pub gate: Arc<Gate>,
}

/// Watches over one request.
pub async fn watch(State(Watch { fund, gate }): State<Watch>, mut request: Request, next: Next) -> Response {
    let id = ids::new_id(fund.now()).map(|id| id.to_string()).unwrap_or_default();
    let route = request.extensions().get::<MatchedPath>().map_or("-", |path| path.as_str()).to_owned();
    let method = method_word(request.method());
    let reads = [Method::GET, Method::HEAD].contains(request.method());
    request.extensions_mut().insert(gate.clone());
    // At the level of errors, so that an error's line has the id whatever the log leaves out.
    let span = tracing::error_span!("request", %id, method, %route);
    let (started, counted) = (Instant::now(), Counted::request());
    let mut response = seated(&gate, &route, request, next).instrument(span.clone()).await;
    if reads && code(&response) == Some("not_durable") {
        response = Problem::unreachable().into_response();
    }
    let (status, code, took) = (response.status(), code(&response), started.elapsed());
    if !reads && (status.is_success() || code == Some("not_durable")) {
        gate.wrote(status.is_success());
    }
    drop(counted);
    measure::answered(&route, method, status.as_u16(), code, took);
    let millis = u64::try_from(took.as_millis()).unwrap_or(u64::MAX);
    span.in_scope(|| tracing::info!(status = status.as_u16(), code, millis, "answered"));
    dress(&mut response, &id, gate.is_stopping());
    response
}

/// Runs a request that finds a seat, within its time.
async fn seated(gate: &Gate, route: &str, request: Request, next: Next) -> Response {
    let seat = gate.seat();
    if seat.is_none() && !OF_LIFE.contains(&route) {
        return Problem::busy().into_response();
    }
    let longest = gate.limits.body.saturating_add(gate.limits.answer);
    timeout(longest, next.run(request)).await.unwrap_or_else(|_| {
        tracing::error!("a request took longer than its limit");
        Problem::not_durable().into_response()
    })
}

fn code(response: &Response) -> Option<&'static str> {
    response.extensions().get::<ProblemCode>().map(|code| code.0)
}

/// The headers of every answer.
fn dress(response: &mut Response, id: &str, last: bool) {
    let unavailable = response.status() == StatusCode::SERVICE_UNAVAILABLE;
    let headers = response.headers_mut();
    if let Ok(id) = HeaderValue::from_str(id) {
        headers.insert(REQUEST_ID, id);
    }
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(header::REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    headers.entry(header::CONTENT_SECURITY_POLICY).or_insert(HeaderValue::from_static(NOTHING));
    if unavailable {
        headers.insert(header::RETRY_AFTER, HeaderValue::from_static("1"));
    }
    if last {
        headers.insert(header::CONNECTION, HeaderValue::from_static("close"));
    }
}

/// The answer to a panic: the same as to any fault. What the panic said is not in it.
pub fn panicked(_: Box<dyn Any + Send + 'static>) -> Response {
    tracing::error!("a handler panicked");
    Problem::internal().into_response()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        http::limit::Limits,
        service::clock::SystemClock,
        store::{Store, WriterKind},
        vault::{Keys, Secret},
    };
    use axum::{
        Router,
        body::{Body, Bytes, to_bytes},
        middleware::from_fn_with_state,
        routing::get,
    };
    use futures_util::stream;
    use std::time::Duration;
    use tokio::time::sleep;
    use tower::ServiceExt;

    /// Each piece is within the limit, and all of them together are not.
    const PIECE: Duration = Duration::from_millis(400);
    const LIMIT: Duration = Duration::from_millis(500);

    /// A router whose routes take their time, behind the watch.
    async fn slow() -> (Router, tempfile::TempDir) {
        let folder = tempfile::tempdir().expect("a temporary folder can be made");
        let url = format!("sqlite:{}", folder.path().join("fund.db").display());
        let store = Store::open(&url, WriterKind::Fast).await.expect("a fresh database opens");
        let keys = Keys::derive(&Secret::generate().expect("random bytes"));
        let fund = Fund::open(store, keys, Arc::new(SystemClock)).await.expect("the key is new");
        let waits = async || std::future::pending::<()>().await;
        let pieces = async || {
            let pieces = stream::unfold(0, async |n| {
                sleep(PIECE).await;
                (n < 3).then_some((Ok::<_, std::io::Error>(Bytes::from("piece ")), n + 1))
            });
            Body::from_stream(pieces)
        };
        let limits = Limits { body: LIMIT, answer: LIMIT, ..Limits::default() };
        let watched = Watch { fund, gate: Gate::new(limits) };
        let router = Router::new()
            .route("/waits", get(waits).post(waits))
            .route("/pieces", get(pieces))
            .layer(from_fn_with_state(watched, watch));
        (router, folder)
    }

    async fn ask(router: &Router, method: &str, path: &str) -> (u16, String) {
        let request =
            Request::builder().method(method).uri(path).body(Body::empty()).expect("a fixed request");
        let response = router.clone().oneshot(request).await.expect("the router answers");
        let status = response.status().as_u16();
        let body = to_bytes(response.into_body(), 1 << 20).await.expect("the body ends");
        (status, String::from_utf8_lossy(&body).into_owned())
    }

    #[tokio::test]
    async fn an_answer_that_does_not_begin_is_cut_and_one_that_takes_long_is_not() {
        let (router, _folder) = slow().await;
        let (status, body) = ask(&router, "POST", "/waits").await;
        assert!(status == 503 && body.contains("\"not_durable\""), "{body}");
        let (status, body) = ask(&router, "GET", "/waits").await;
        assert!(status == 503 && body.contains("\"unreachable\""), "a read writes nothing: {body}");
        assert_eq!(ask(&router, "GET", "/pieces").await, (200, "piece piece piece ".to_owned()));
    }
}
