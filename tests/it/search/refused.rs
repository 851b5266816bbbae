//! A command of the scene that is refused and kept with a planted word, so that the list of refusals has one to keep to itself.
use super::{
    planted::REASON,
    scene::{Scene, in_state},
    speak::Speaker,
};
use serde_json::json;

/// A payment that waits, since the reason of its rejection is one that nobody may give: the refusal is kept.
pub async fn asked_for_co_operation(to: &mut Speaker, scene: &Scene) -> String {
    let id = in_state(to, scene, "submit").await;
    let body = json!({"reason": format!("{REASON}: she refuses to testify")});
    let path = format!("/api/v1/payments/{id}/reject");
    let seen = to.say("approver-1", "POST /payments/{id}/reject", &path, Some(&body)).await;
    if seen.code() != "blocked_by_rule" {
        to.problems.push(format!("a reason that asks for co-operation: {}", seen.text()));
    }
    id
}
