//! Whether the service lives, whether it can work, what it measures, and what it is. The first two are open to all, and say
//! nothing else.
use super::routes;
use crate::{
    domain::person::Role,
    http::{Problem, gate::Gate, measure},
    service::Fund,
};
use axum::{
    Extension, Json,
    body::Bytes,
    extract::State,
    http::{HeaderName, header},
    response::IntoResponse,
};
use serde::Serialize;
use std::sync::{Arc, LazyLock};
use utoipa::ToSchema;

/// Who may read the measures here; on a listener of their own nobody is asked.
pub const METRICS_ROLES: &[Role] = &[Role::Administrator];

/// How the service is.
#[derive(Debug, Serialize, ToSchema)]
pub struct Life {
    /// Always `ok`.
    pub status: &'static str,
}

/// The process lives.
#[utoipa::path(get, path = "/healthz", tag = "service", responses((status = 200, body = Life)))]
pub async fn healthz() -> Json<Life> {
    Json(Life { status: "ok" })
}

/// The database answers and may be written, and the service was not told to stop.
#[utoipa::path(get, path = "/readyz", tag = "service", responses((status = 200, body = Life)))]
pub async fn readyz(
    State(fund): State<Fund>,
    Extension(gate): Extension<Arc<Gate>>,
) -> Result<Json<Life>, Problem> {
    if gate.is_stopping() {
        return Err(Problem::stopping());
    }
    if gate.is_well(&fund).await { Ok(Json(Life { status: "ok" })) } else { Err(Problem::unreachable()) }
}

/// What the service measures of itself, as Prometheus reads it.
#[utoipa::path(get, path = "/metrics", tag = "service",
    responses((status = 200, description = "Measures, in Prometheus's text form.", body = String, content_type = "text/plain")))]
pub async fn metrics(State(fund): State<Fund>) -> impl IntoResponse {
    measure::rendered(&fund).await
}

/// It is the same for every Fund, so it is written once.
static DESCRIPTION: LazyLock<Bytes> =
    LazyLock::new(|| serde_json::to_vec(&routes::description()).unwrap_or_default().into());

/// This document.
#[utoipa::path(get, path = "/api/openapi.json", tag = "service", responses((status = 200, body = Object)))]
pub async fn described() -> ([(HeaderName, &'static str); 1], Bytes) {
    ([(header::CONTENT_TYPE, "application/json")], DESCRIPTION.clone())
}
