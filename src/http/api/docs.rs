//! The docs page of the API: Swagger UI over the OpenAPI document. Everything it loads comes from here, and its own policy
//! keeps it so: no script or style stands in the page, and nothing may be fetched from another host.
use crate::{
    domain::refusal::Refusal,
    http::{Problem, problem::no_address},
};
use axum::{
    extract::Path,
    http::{HeaderName, header},
    response::{IntoResponse, Response},
};
use std::{borrow::Cow, sync::Arc};

/// Where the files of the page are.
pub const FILES: &str = "/api/docs/{file}";

/// Scripts, styles and requests of this host only; pictures also from within the style; no frame, no form, no base.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; \
                      connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

const PAGE: &str = r#"<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Relief Ledger: the API</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/api/docs/swagger-ui.css">
</head>
<body>
<noscript>This page needs JavaScript. The same is told in <a href="/api/openapi.json">/api/openapi.json</a>.</noscript>
<div id="docs"></div>
<script src="/api/docs/swagger-ui-bundle.js"></script>
<script src="/api/docs/start.js"></script>
</body>
</html>
"#;

/// The validator is switched off, since it is a service of somebody else.
const START: &str = r##"SwaggerUIBundle({
  url: "/api/openapi.json",
  dom_id: "#docs",
  deepLinking: true,
  docExpansion: "none",
  validatorUrl: null,
});
"##;

/// The page that shows the API.
#[utoipa::path(get, path = "/api/docs", tag = "service",
    responses((status = 200, description = "A page.", body = String, content_type = "text/html")))]
pub async fn page() -> Response {
    of_kind("text/html; charset=utf-8", PAGE)
}

/// A file that the page loads.
pub async fn file(Path(name): Path<String>) -> Response {
    match name.as_str() {
        "start.js" => of_kind("text/javascript; charset=utf-8", START),
        "swagger-ui-bundle.js" => vendored(&name, "text/javascript; charset=utf-8"),
        "swagger-ui.css" => vendored(&name, "text/css; charset=utf-8"),
        _ => Problem::from(Refusal::NotFound { what: no_address() }).into_response(),
    }
}

fn vendored(name: &str, kind: &'static str) -> Response {
    match utoipa_swagger_ui::serve(name, Arc::default()) {
        Ok(Some(file)) => match file.bytes {
            Cow::Borrowed(bytes) => of_kind(kind, bytes),
            Cow::Owned(bytes) => of_kind(kind, bytes),
        },
        _ => {
            tracing::error!("a file of the docs page is missing from this build");
            Problem::internal().into_response()
        }
    }
}

fn of_kind(kind: &'static str, body: impl IntoResponse) -> Response {
    let policy: (HeaderName, &str) = (header::CONTENT_SECURITY_POLICY, POLICY);
    ([(header::CONTENT_TYPE, kind), policy], body).into_response()
}
