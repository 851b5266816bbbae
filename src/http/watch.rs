//! What happens around every request: its id, its line in the log, its time limit, and the headers of every answer. The log
//! has the route as it is declared, never the path, the query or the body, which may be personal.
use super::problem::Problem;
use crate::service::{Fund, ids};
use axum::{
    extract::{MatchedPath, Request, State},
    http::{HeaderName, HeaderValue, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use std::{any::Any, time::Duration};
use tokio::time::{Instant, timeout};
use tracing::Instrument;

/// The longest that a request may wait for its answer to begin.
pub const LONGEST: Duration = Duration::from_secs(30);

const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// Watches over one request.
pub async fn watch(State(fund): State<Fund>, request: Request, next: Next) -> Response {
    let id = ids::new_id(fund.now()).map(|id| id.to_string()).unwrap_or_default();
    let route = request.extensions().get::<MatchedPath>().map_or("-", |path| path.as_str()).to_owned();
    // At the level of errors, so that an error's line has the id whatever the log leaves out.
    let span = tracing::error_span!("request", %id, method = %request.method(), %route);
    let started = Instant::now();
    let answer = timeout(LONGEST, next.run(request)).instrument(span.clone()).await;
    let mut response = answer.unwrap_or_else(|_| {
        span.in_scope(|| tracing::error!("a request took longer than its limit"));
        Problem::not_durable().into_response()
    });
    let millis = u64::try_from(started.elapsed().as_millis()).unwrap_or(u64::MAX);
    span.in_scope(|| tracing::info!(status = response.status().as_u16(), millis, "answered"));
    let headers = response.headers_mut();
    if let Ok(id) = HeaderValue::from_str(&id) {
        headers.insert(REQUEST_ID, id);
    }
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    response
}

/// The answer to a panic: the same as to any fault. What the panic said is not in it.
pub fn panicked(_: Box<dyn Any + Send + 'static>) -> Response {
    tracing::error!("a handler panicked");
    Problem::internal().into_response()
}
