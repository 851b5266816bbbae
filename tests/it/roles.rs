//! Who may call what: every route with every role, by real calls. The snapshot is read before it is accepted.
use crate::app::TestApp;
use relief_ledger::{domain::person::Role, http::api::routes::route_table};
use std::fmt::Write;

/// Somebody of the cast who holds the role.
fn of(role: Role) -> String {
    format!("{role}-1")
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_route_answers_each_role_as_the_table_says() {
    let app = TestApp::sqlite().await;
    let mut table = String::new();
    for route in route_table() {
        let path = route.path.replace("{", "").replace("}", "");
        let nobody = app.raw("", route.method, &path, &[("Content-Type", "application/json")], "{}").await;
        let mut allowed = vec![];
        for role in Role::ALL {
            let answer =
                app.raw(&of(*role), route.method, &path, &[("Content-Type", "application/json")], "{}").await;
            assert!(answer.status < 500, "{} {path} as {role}: {}", route.method, answer.text());
            let refused = answer.status == 403 && answer.code() == "not_your_role";
            if !refused {
                allowed.push(role.as_str());
            }
        }
        let open = nobody.status != 401;
        assert!(
            !open || allowed.len() == Role::ALL.len(),
            "{} {path} is open to nobody in particular",
            route.method
        );
        let who = if open { "open".to_owned() } else { allowed.join(" ") };
        writeln!(table, "{:<5}{:<48}{who}", route.method, route.path).expect("a string takes text");
    }
    insta::assert_snapshot!(table);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_open_routes_are_few_and_named() {
    let open: Vec<String> =
        route_table().into_iter().filter(|r| r.roles.is_none()).map(|r| r.path.to_owned()).collect();
    assert_eq!(open, ["/healthz", "/readyz", "/api/openapi.json", "/api/docs"]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn openapi_names_every_route_and_is_reviewed_when_it_changes() {
    let app = TestApp::sqlite().await;
    let mut document = app.raw("", "GET", "/api/openapi.json", &[], "").await.must(200);
    document.sort_all_objects();
    let paths = document["paths"].as_object().expect("paths");
    for route in route_table() {
        let operation = paths.get(route.path).and_then(|p| p.get(route.method.to_lowercase()));
        assert!(operation.is_some(), "{} {} is not in OpenAPI", route.method, route.path);
    }
    insta::assert_snapshot!(serde_json::to_string_pretty(&document).expect("JSON writes"));
}
