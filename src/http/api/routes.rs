//! The one table of all routes: method, path, who may use it, and which handler answers. The router, the OpenAPI document
//! and the snapshot of roles are all made from it.
use super::{
    awards, batches, beneficiaries, disclosures, docs, documents, duplicates, findings, inflows, journal,
    life, log, lots, notices, orders, payments, persons, refusals, registers, representatives, rulebooks,
    statements,
};
use crate::{
    domain::person::Role,
    http::{
        caller::{Guard, guard},
        openapi,
    },
    service::{
        Fund, award, batch, beneficiary,
        beneficiary::representative,
        caller::READERS,
        disclosure, document, duplicate, inflow,
        log::{add_cosignature, cosignature_view, prove},
        lot, notice, order, payment, person, register, report, rulebook,
    },
};
use axum::{Router, middleware::from_fn_with_state, routing::get};
use utoipa::openapi::OpenApi;
use utoipa_axum::{
    router::{OpenApiRouter, UtoipaMethodRouter},
    routes,
};

/// A route as a test looks at it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RouteInfo {
    /// The method.
    pub method: &'static str,
    /// The whole path.
    pub path: &'static str,
    /// Who may use it: one of these roles is needed; none for a route that is open to all.
    pub roles: Option<&'static [Role]>,
}

struct Row {
    info: RouteInfo,
    handler: UtoipaMethodRouter<Fund>,
}

/// Rows of the table: under `/api/v1` with the roles that may, or anywhere and `open`.
macro_rules! rows {
    ($($method:literal $path:literal ($($who:tt)+) $($handler:ident)::+;)+) => {
        vec![$(Row { info: rows!(@info $method $path $($who)+), handler: routes!($($handler)::+) }),+]
    };
    (@info $method:literal $path:literal open) => { RouteInfo { method: $method, path: $path, roles: None } };
    (@info $method:literal $path:literal (of_the_service $roles:expr)) => {
        RouteInfo { method: $method, path: $path, roles: Some($roles) }
    };
    (@info $method:literal $path:literal $roles:expr) => {
        RouteInfo { method: $method, path: concat!("/api/v1", $path), roles: Some($roles) }
    };
}

/// All routes.
fn rows() -> Vec<Row> {
    [of_the_house(), of_money_in(), of_persons_helped(), of_titles(), of_money_out()]
        .into_iter()
        .flatten()
        .collect()
}

fn of_the_house() -> Vec<Row> {
    rows! {
        "GET"  "/healthz"          (open) life::healthz;
        "GET"  "/readyz"           (open) life::readyz;
        "GET"  "/api/openapi.json" (open) life::described;
        "GET"  "/api/docs"         (open) docs::page;
        "GET"  "/metrics"          ((of_the_service life::METRICS_ROLES)) life::metrics;
        "GET"  "/persons"          (person::list_persons::ROLES) persons::list;
        "POST" "/documents"        (document::add_document::ROLES) documents::add;
        "POST" "/registers/{register}"          (register::enter_register::ROLES) registers::enter;
        "GET"  "/registers/{register}"          (register::list_register::ROLES) registers::list;
        "POST" "/registers/{register}/{id}/end" (register::end_entry::ROLES) registers::end;
        "GET"  "/journal/{id}"          (report::get_entry::ROLES) journal::get;
        "POST" "/journal/{id}/reverse"  (report::reverse_entry::ROLES) journal::reverse;
        "GET"  "/trial-balance"         (report::trial_balance::ROLES) journal::balance;
        "GET"  "/statements"            (report::export_statement::ROLES) statements::export;
        "GET"  "/findings"              (report::list_findings::ROLES) findings::list;
        "GET"  "/refusals"              (report::list_refusals::ROLES) refusals::list;
        "POST" "/sweeps"                (rulebook::sweep::ROLES) findings::sweep;
        "POST" "/rulebooks"             (rulebook::propose_rulebook::ROLES) rulebooks::propose;
        "GET"  "/rulebooks"             (rulebook::view::ROLES) rulebooks::list;
        "GET"  "/rulebooks/ruling"      (rulebook::view::ROLES) rulebooks::ruling;
        "GET"  "/rulebooks/{id}"        (rulebook::view::ROLES) rulebooks::get;
        "POST" "/rulebooks/{id}/adopt"    (rulebook::adopt_rulebook::ROLES) rulebooks::adopt;
        "POST" "/rulebooks/{id}/withdraw" (rulebook::adopt_rulebook::ROLES) rulebooks::withdraw;
        "GET"  "/log/leaves"            (log::ROLES) log::leaves;
        "GET"  "/log/checkpoint"        (prove::ROLES) log::checkpoint;
        "GET"  "/log/proof/{index}"     (prove::ROLES) log::proof;
        "GET"  "/log/consistency"       (prove::ROLES) log::consistency;
        "GET"  "/log/cosignatures"      (cosignature_view::ROLES) log::cosignatures;
        "POST" "/log/cosignatures"      (add_cosignature::ROLES) log::cosign;
    }
}

fn of_money_in() -> Vec<Row> {
    rows! {
        "POST" "/inflows"               (inflow::record_inflow::ROLES) inflows::record;
        "GET"  "/inflows"               (inflow::view::ROLES) inflows::list;
        "GET"  "/inflows/{id}"          (inflow::view::ROLES) inflows::get;
        "POST" "/inflows/{id}/identify" (inflow::identify_inflow::ROLES) inflows::identify;
        "POST" "/inflows/{id}/notified" (inflow::notify_inflow::ROLES) inflows::notified;
        "POST" "/inflows/{id}/return"   (inflow::return_inflow::ROLES) inflows::give_back;
        "POST" "/inflows/{id}/override" (inflow::override_inflow::ROLES) inflows::lift;
        "POST" "/inflows/{id}/reverse"  (inflow::reverse_inflow::ROLES) inflows::reverse;
        "GET"  "/lots"                  (lot::view::ROLES) lots::list;
        "GET"  "/lots/{id}"             (lot::view::ROLES) lots::get;
        "GET"  "/lots/{id}/uses"        (lot::view::ROLES) lots::uses;
        "POST" "/cash-transfers"        (lot::transfer_cash::ROLES) lots::transfer;
    }
}

fn of_persons_helped() -> Vec<Row> {
    rows! {
        "POST" "/beneficiaries"                           (beneficiary::open_beneficiary::ROLES) beneficiaries::open;
        "GET"  "/beneficiaries"                           (beneficiary::view::ROLES) beneficiaries::list;
        "GET"  "/beneficiaries/{id}"                      (beneficiary::view::ROLES) beneficiaries::get;
        "POST" "/beneficiaries/{id}/wish"                 (beneficiary::record_wish::ROLES) beneficiaries::wish;
        "POST" "/beneficiaries/{id}/identifications"      (beneficiary::record_identification::ROLES) beneficiaries::identify;
        "POST" "/beneficiaries/{id}/reflection"           (beneficiary::record_reflection::ROLES) beneficiaries::reflect;
        "POST" "/beneficiaries/{id}/reintegration"        (beneficiary::record_reintegration::ROLES) beneficiaries::reintegrate;
        "POST" "/beneficiaries/{id}/proceedings"          (beneficiary::record_proceeding::ROLES) beneficiaries::proceedings;
        "POST" "/beneficiaries/{id}/support"              (beneficiary::record_support::ROLES) beneficiaries::support;
        "POST" "/beneficiaries/{id}/minority"             (beneficiary::record_minority::ROLES) beneficiaries::minority;
        "POST" "/beneficiaries/{id}/identity-parts"       (beneficiary::record_identity::ROLES) beneficiaries::complete;
        "POST" "/beneficiaries/{id}/identity"             (disclosure::show_identity::ROLES) disclosures::show;
        "GET"  "/disclosures"                             (disclosure::list_disclosures::ROLES) disclosures::list;
        "POST" "/beneficiaries/{id}/erase"                (beneficiary::erase_beneficiary::ROLES) beneficiaries::erase;
        "POST" "/beneficiaries/{id}/return-file"          (beneficiary::file_return::ROLES) beneficiaries::file;
        "POST" "/beneficiaries/{id}/return-file/confirm"  (beneficiary::confirm_return::ROLES) beneficiaries::confirm;
        "POST" "/beneficiaries/{id}/return-file/withdraw" (beneficiary::withdraw_return::ROLES) beneficiaries::withdraw;
        "POST" "/beneficiaries/{id}/representatives"      (representative::record_representative::ROLES) representatives::record;
        "GET"  "/beneficiaries/{id}/representatives"      (representative::view::ROLES) representatives::list;
        "POST" "/beneficiaries/{id}/representatives/{number}/end" (representative::end_representative::ROLES) representatives::end;
        "POST" "/beneficiaries/{id}/representatives/{number}/conflict" (representative::record_conflict::ROLES) representatives::conflict;
        "POST" "/beneficiaries/{id}/representatives/{number}/conflict/lift" (representative::lift_conflict::ROLES) representatives::lift;
        "GET"  "/duplicates"                              (duplicate::view::ROLES) duplicates::list;
        "POST" "/duplicates/{id}/decide"                  (duplicate::decide_duplicate::ROLES) duplicates::decide;
        "POST" "/duplicates/review"                       (duplicate::review_identities::ROLES) duplicates::review;
        "POST" "/notices"                                 (notice::record_notice::ROLES) notices::record;
        "POST" "/notices/{id}/lift"                       (notice::lift_notice::ROLES) notices::lift;
    }
}

fn of_titles() -> Vec<Row> {
    rows! {
        "POST" "/orders"                    (order::register_order::ROLES) orders::register;
        "GET"  "/orders"                    (order::view::ROLES) orders::list;
        "GET"  "/orders/{id}"               (order::view::ROLES) orders::get;
        "POST" "/orders/{id}/confirm"       (order::confirm_order::ROLES) orders::confirm;
        "POST" "/orders/{id}/annul"         (order::end_order::ROLES) orders::annul;
        "POST" "/orders/{id}/supersede"     (order::end_order::ROLES) orders::supersede;
        "POST" "/orders/{id}/receipts"      (order::record_receipt::ROLES) orders::receive;
        "POST" "/orders/{id}/insufficiency" (order::record_insufficiency::ROLES) orders::find_insufficient;
        "POST" "/orders/{id}/recourse"      (order::open_recourse::ROLES) orders::open_recourse;
        "POST" "/orders/{id}/handover"      (inflow::record_inflow::ROLES) orders::hand_over;
        "POST" "/awards"                    (award::propose_award::ROLES) awards::propose;
        "GET"  "/awards"                    (READERS) awards::list;
        "GET"  "/awards/{id}"               (READERS) awards::get;
        "POST" "/awards/{id}/decide"        (award::decide_award::ROLES) awards::decide;
        "POST" "/awards/{id}/appeal"        (award::appeal_award::ROLES) awards::appeal;
    }
}

fn of_money_out() -> Vec<Row> {
    rows! {
        "POST" "/payments/check"         (payment::check_payment::ROLES) payments::check;
        "POST" "/payments"               (payment::draft_payment::ROLES) payments::draft;
        "GET"  "/payments"               (payment::view::ROLES) payments::list;
        "GET"  "/payments/{id}"          (payment::view::ROLES) payments::get;
        "GET"  "/payments/{id}/sources"  (payment::view::ROLES) payments::sources;
        "POST" "/payments/{id}/submit"   (payment::submit_payment::ROLES) payments::submit;
        "POST" "/payments/{id}/withdraw" (payment::withdraw_payment::ROLES) payments::withdraw;
        "POST" "/payments/{id}/approve"  (payment::approve_payment::ROLES) payments::approve;
        "POST" "/payments/{id}/reject"   (payment::reject_payment::ROLES) payments::reject;
        "POST" "/payments/{id}/cancel"   (payment::cancel_payment::ROLES) payments::cancel;
        "POST" "/payments/{id}/override" (payment::override_payment::ROLES) payments::lift;
        "POST" "/payments/{id}/release"  (payment::release_payment::ROLES) payments::release;
        "POST" "/payments/{id}/recall"   (payment::recall_payment::ROLES) payments::recall;
        "POST" "/payments/{id}/settle"   (payment::settle_payment::ROLES) payments::settle;
        "POST" "/payments/{id}/return"   (payment::return_payment::ROLES) payments::give_back;
        "POST" "/payments/{id}/unsettle" (payment::unsettle_payment::ROLES) payments::unsettle;
        "POST" "/batches"                (batch::make_batch::ROLES) batches::make;
        "GET"  "/batches"                (batch::view::ROLES) batches::list;
        "GET"  "/batches/{id}"           (batch::view::ROLES) batches::get;
        "GET"  "/batches/{id}/pain.001"  (batch::write_bank_file::ROLES) batches::file;
        "POST" "/batches/{id}/withdraw"  (batch::withdraw_batch::ROLES) batches::withdraw;
    }
}

/// Every route, in the order of the table.
pub fn route_table() -> Vec<RouteInfo> {
    rows().into_iter().map(|row| row.info).collect()
}

/// The OpenAPI document.
pub fn description() -> OpenApi {
    built(None).into_openapi()
}

/// The routes behind their guards, and the files of the docs page.
pub fn mounted(fund: &Fund) -> Router<Fund> {
    let router: Router<Fund> = built(Some(fund)).into();
    router.route(docs::FILES, get(docs::file))
}

fn built(fund: Option<&Fund>) -> OpenApiRouter<Fund> {
    let mut router = OpenApiRouter::with_openapi(openapi::base());
    for Row { info, handler: (schemas, mut paths, mut handler) } in rows() {
        for (_, mut item) in std::mem::take(&mut paths.paths) {
            for (method, operation) in openapi::operations(&mut item) {
                openapi::complete(method, info.path, info.roles, operation);
            }
            paths.paths.insert(info.path.to_owned(), item);
        }
        if let (Some(fund), Some(roles)) = (fund, info.roles) {
            handler = handler.route_layer(from_fn_with_state(
                Guard { fund: fund.clone(), roles, route: info.path },
                guard,
            ));
        }
        router = router.routes((schemas, paths, handler));
    }
    router
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_handler_says_of_itself_what_the_table_says() {
        for Row { info, handler: (_, paths, _) } in rows() {
            for (path, mut item) in paths.paths {
                assert!(info.path == path || info.path == format!("/api/v1{path}"), "{} {path}", info.path);
                let methods: Vec<&str> = openapi::operations(&mut item).map(|(method, _)| method).collect();
                assert_eq!(methods, [info.method], "{path}");
            }
        }
    }
    #[test]
    fn no_two_things_share_a_name_in_the_document() {
        let mut known = std::collections::BTreeMap::new();
        for (name, schema) in rows().into_iter().flat_map(|row| row.handler.0) {
            let schema = serde_json::to_value(&schema).expect("a schema is plain JSON");
            let before = known.entry(name.clone()).or_insert_with(|| schema.clone());
            assert_eq!(*before, schema, "{name} is two things: rename one");
        }
    }
}
