//! The service itself: every route behind its guard, the headers and limits around them, and serving until it is told to
//! stop.
use super::{
    api::routes,
    problem::Problem,
    watch::{panicked, watch},
};
use crate::{domain::refusal::Refusal, service::Fund};
use axum::{
    Router,
    extract::Request,
    middleware::from_fn_with_state,
    response::{IntoResponse, Response},
};
use std::future::Future;
use tokio::net::TcpListener;
use tower_http::catch_panic::CatchPanicLayer;

/// Everything the service answers to, over one Fund.
pub fn router(fund: Fund) -> Router {
    routes::mounted(&fund)
        .fallback(nowhere)
        .method_not_allowed_fallback(other_method)
        .layer(CatchPanicLayer::custom(panicked))
        .layer(from_fn_with_state(fund.clone(), watch))
        .with_state(fund)
}

/// Serves until `shutdown` is ready, then lets the requests in flight end.
pub async fn serve(
    fund: Fund,
    listener: TcpListener,
    shutdown: impl Future<Output = ()> + Send + 'static,
) -> std::io::Result<()> {
    axum::serve(listener, router(fund)).with_graceful_shutdown(shutdown).await
}

async fn nowhere(_: Request) -> Response {
    Problem::from(Refusal::NotFound { what: "such address".into() }).into_response()
}

async fn other_method(_: Request) -> Response {
    Problem::from(Refusal::MethodNotAllowed).into_response()
}
