//! Whether the service lives and whether it can work. Open to all, and they say nothing else.
use super::routes;
use crate::{http::Problem, service::Fund};
use axum::{
    Json,
    body::Bytes,
    extract::State,
    http::{HeaderName, header},
};
use serde::Serialize;
use std::{sync::LazyLock, time::Duration};
use utoipa::ToSchema;

const PATIENCE: Duration = Duration::from_secs(5);

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

/// The database answers a read.
#[utoipa::path(get, path = "/readyz", tag = "service", responses((status = 200, body = Life)))]
pub async fn readyz(State(fund): State<Fund>) -> Result<Json<Life>, Problem> {
    let read = async { fund.store().read().await?.head_row().await };
    match tokio::time::timeout(PATIENCE, read).await {
        Ok(Ok(_)) => Ok(Json(Life { status: "ok" })),
        Ok(Err(fault)) => {
            tracing::error!(%fault, "the database does not answer");
            Err(Problem::not_durable())
        }
        Err(_) => {
            tracing::error!("the database does not answer in time");
            Err(Problem::not_durable())
        }
    }
}

/// It is the same for every Fund, so it is written once.
static DESCRIPTION: LazyLock<Bytes> =
    LazyLock::new(|| serde_json::to_vec(&routes::description()).unwrap_or_default().into());

/// This document.
#[utoipa::path(get, path = "/api/openapi.json", tag = "service", responses((status = 200, body = Object)))]
pub async fn described() -> ([(HeaderName, &'static str); 1], Bytes) {
    ([(header::CONTENT_TYPE, "application/json")], DESCRIPTION.clone())
}
