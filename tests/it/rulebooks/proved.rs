//! A proposal is proved before anybody can adopt it; one that leaves a bound never rules, and shows why.
use super::*;
use crate::proof::shipped::solver;
use relief_ledger::{rules::prove::Guarantee, service::prover::Prover};

on_both_engines! {
    async fn a_proposal_that_leaves_a_bound_is_kept_with_a_payment_that_shows_it_and_is_never_adopted(app: TestApp) {
        let app = app.with(|fund| fund.proving_with(Prover::new(solver())));
        let seen = app.post(ONE, "/rulebooks", proposal(without("enforcement-payee/named"))).await.must(201);
        assert_eq!((&seen["state"], &seen["proof"]), (&json!("proposed"), &json!("refuted")), "{}", seen["proved"]);
        let says = seen["proved"]["says"].to_string();
        assert!(says.contains("is breached") && says.contains("This payment would be made") && says.contains("payee enforces"), "{says}");
        let refused = app.post(OTHER, &format!("/rulebooks/{}/adopt", id(&seen)), json!({})).await;
        assert_eq!((refused.status, refused.code().as_str()), (409, "wrong_state"), "{}", refused.text());
        assert!(refused.text().contains("refuted"), "{}", refused.text());
        let elsewhere = app.beside().await;
        let unproved = id(&elsewhere.post(ONE, "/rulebooks", proposal(capped("60.00"))).await.must(201));
        let refused = app.post(OTHER, &format!("/rulebooks/{unproved}/adopt"), json!({})).await;
        assert!(refused.code() == "wrong_state" && refused.text().contains("not_tried"), "where it can be proved it is: {}", refused.text());
        elsewhere.fund.store().close().await;
        let right = app.post(ONE, "/rulebooks", proposal(capped("50.00"))).await.must(201);
        assert_eq!((&right["proof"], right["proved"]["kept"].as_array().map(Vec::len)), (&json!("proved"), Some(Guarantee::built_in().len())), "{}", right["proved"]);
        app.post(OTHER, &format!("/rulebooks/{}/adopt", id(&right)), json!({})).await.must(200);
        assert_eq!(ruling(&app).await["proof"], "proved");
        assert_eq!(app.differences().await, [""; 0]);
    }
}
