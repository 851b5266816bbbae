//! The machine's clock set back. The real service takes the machine's clock, which a test may not touch, so this one fault is
//! tried in the process, with a clock that can be set.
use crate::app::{Answer, NOW, TestApp, on_both_engines};
use serde_json::json;

async fn trial(app: &TestApp, known_at: &str) -> Answer {
    app.get("auditor-1", &format!("/trial-balance?on=2014-12-31&known_at={known_at}")).await
}
