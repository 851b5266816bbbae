//! Who may lift which finding is said by the rulebook, inside bounds that no rulebook leaves.
use crate::{
    app::{TestApp, id, on_both_engines},
    rulebook::changed,
};
use serde_json::{Value, json};
use std::sync::Arc;

const ASKS: &str = r#"resource.severity == "override""#;

fn lift(rule: &str) -> Value {
    json!({"rule": rule, "reason": "It was looked at.", "basis": "policy of the Fund"})
}

/// A service beside it under a rulebook whose permit to lift asks something else.
fn asking(app: TestApp, other: &str) -> TestApp {
    let book = Arc::new(changed("purposes.cedar", ASKS, other));
    app.with(|fund| fund.ruled_by(book))
}

on_both_engines! {
    async fn what_the_rulebook_lets_nobody_lift_waits_until_a_rulebook_does(app: TestApp) {
        app.donation("900.00", "2014-05-05", json!({})).await;
        let mut body = app.lump_sum(&app.beneficiary("2014-06-01").await);
        body["amount"] = json!("80.00");
        let payment = app.draft(body).await;
        app.step("maker-1", &payment, "submit", json!({})).await.must(200);
        let gift = app.donation("300.00", "2014-06-01", json!({"account": "cash"})).await;
        let app = asking(app, &format!(r#"{ASKS} && !["amount-not-in-force", "cash-over-limit"].contains(resource.rule)"#));
        for path in [format!("/payments/{payment}/override"), format!("/inflows/{}/override", id(&gift))] {
            let rule = if path.starts_with("/payments") { "amount-not-in-force" } else { "cash-over-limit" };
            let refused = app.post("overrider-1", &path, lift(rule)).await;
            let told = refused.text();
            assert_eq!((refused.status, refused.code().as_str()), (422, "invalid"), "{told}");
            assert!(told.contains(&format!("does not let you lift {rule}")) && told.contains("icazə vermir"), "{told}");
        }
        let refused = app.step("approver-1", &payment, "approve", json!({})).await;
        assert_eq!(refused.code(), "needs_override", "it waits");
        let app = asking(app, ASKS);
        app.step("overrider-1", &payment, "override", lift("amount-not-in-force")).await.must(200);
        app.post("overrider-1", &format!("/inflows/{}/override", id(&gift)), lift("cash-over-limit")).await.must(200);
        app.step("approver-1", &payment, "approve", json!({})).await.must(200);
        assert_eq!(app.differences().await, [""; 0]);
    }

    async fn a_rulebook_that_would_let_blocks_be_lifted_lifts_none(app: TestApp) {
        app.donation("900.00", "2014-05-05", json!({})).await;
        let stranger = app.beneficiary_with(json!({"citizenship": "citizen"})).await;
        let payment = app.draft(app.lump_sum(&stranger)).await;
        let app = asking(app, r#"["override", "block"].contains(resource.severity)"#);
        let refused = app.step("overrider-1", &payment, "override", lift("not-identified")).await;
        assert_eq!((refused.code().as_str(), refused.rules()), ("blocked_by_rule", vec!["not-identified".to_owned()]));
        assert_eq!(app.step("maker-1", &payment, "submit", json!({})).await.code(), "blocked_by_rule");
    }
}
