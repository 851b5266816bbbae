//! The one table of all routes: who may use each, and which handler answers; its method and path stand at the handler. The
//! router, the OpenAPI document and the snapshot of roles are all made from it.
use super::{documents, inflows, life, log, lots, persons};
use crate::{
    domain::person::Role,
    http::{
        access::Access,
        caller::{Guard, guard},
        openapi,
    },
    service::{Fund, caller::READERS, document, inflow, lot, person},
};
use axum::{Router, body::Bytes, http::header, middleware::from_fn_with_state, routing::get};
use utoipa::openapi::OpenApi;
use utoipa_axum::{
    router::{OpenApiRouter, UtoipaMethodRouter},
    routes,
};

/// Where the API begins.
pub const BASE: &str = "/api/v1";
/// Where its description is.
const DESCRIPTION: &str = "/api/openapi.json";

/// A route as a test looks at it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RouteInfo {
    /// The method.
    pub method: &'static str,
    /// The whole path.
    pub path: String,
    /// Who may use it.
    pub access: Access,
}

struct Row {
    base: &'static str,
    access: Access,
    handler: UtoipaMethodRouter<Fund>,
}

fn open(handler: UtoipaMethodRouter<Fund>) -> Row {
    Row { base: "", access: Access::Open, handler }
}

fn of(roles: &'static [Role], handler: UtoipaMethodRouter<Fund>) -> Row {
    Row { base: BASE, access: Access::Roles(roles), handler }
}

/// All routes.
fn rows() -> Vec<Row> {
    [of_the_house(), of_money_in()].into_iter().flatten().collect()
}

fn of_the_house() -> Vec<Row> {
    vec![
        open(routes!(life::healthz)),
        open(routes!(life::readyz)),
        of(person::list_persons::ROLES, routes!(persons::list)),
        of(document::add_document::ROLES, routes!(documents::add)),
        of(log::ROLES, routes!(log::leaves)),
    ]
}

fn of_money_in() -> Vec<Row> {
    vec![
        of(inflow::record_inflow::ROLES, routes!(inflows::record)),
        of(READERS, routes!(inflows::list)),
        of(READERS, routes!(inflows::get)),
        of(inflow::identify_inflow::ROLES, routes!(inflows::identify)),
        of(inflow::return_inflow::ROLES, routes!(inflows::give_back)),
        of(inflow::override_inflow::ROLES, routes!(inflows::lift)),
        of(inflow::reverse_inflow::ROLES, routes!(inflows::reverse)),
        of(lot::view::ROLES, routes!(lots::list)),
        of(lot::view::ROLES, routes!(lots::get)),
        of(lot::view::ROLES, routes!(lots::uses)),
        of(lot::transfer_cash::ROLES, routes!(lots::transfer)),
    ]
}

/// Every route with its method, its whole path and its roles, in the order of the table.
pub fn route_table() -> Vec<RouteInfo> {
    let mut table = vec![];
    for row in rows() {
        for (path, mut item) in row.handler.1.paths {
            for (method, _) in openapi::operations(&mut item) {
                table.push(RouteInfo { method, path: format!("{}{path}", row.base), access: row.access });
            }
        }
    }
    table.push(RouteInfo { method: "GET", path: DESCRIPTION.into(), access: Access::Open });
    table
}

/// The OpenAPI document.
pub fn description() -> OpenApi {
    built(None).split_for_parts().1
}

/// The routes behind their guards, and the document that describes them.
pub fn mounted(fund: &Fund) -> Router<Fund> {
    let (router, description) = built(Some(fund)).split_for_parts();
    let text = Bytes::from(serde_json::to_vec(&description).unwrap_or_default());
    let described = move || async move { ([(header::CONTENT_TYPE, "application/json")], text) };
    router.route(DESCRIPTION, get(described))
}

fn built(fund: Option<&Fund>) -> OpenApiRouter<Fund> {
    let mut router = OpenApiRouter::with_openapi(openapi::base());
    for Row { base, access, handler: (schemas, mut paths, mut handler) } in rows() {
        for (path, mut item) in std::mem::take(&mut paths.paths) {
            for (method, operation) in openapi::operations(&mut item) {
                openapi::complete(method, access, operation);
            }
            paths.paths.insert(format!("{base}{path}"), item);
        }
        if let Some(fund) = fund {
            handler = handler.route_layer(from_fn_with_state(Guard { fund: fund.clone(), access }, guard));
        }
        router = router.routes((schemas, paths, handler));
    }
    router
}
