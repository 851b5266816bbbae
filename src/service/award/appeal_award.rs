//! Appeals against a refused award: it is decided again, by another approver. Once; after that a new award is proposed.
use super::view::{AwardState, AwardView, award_of, state_of, view_of};
use crate::{
    domain::{payment::Verb, person::Role, reference::AwardRef, refusal::Refusal, text::Prose},
    service::{
        Caller, Fund, Job, Outcome,
        hands::{Step, check_hand, decide},
    },
    store::Tx,
};
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;

/// Who may.
pub const ROLES: &[Role] = &[Role::Maker];

/// The command.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AppealAward {
    /// Why; sealed.
    pub reason: Prose,
}

struct OnAward {
    award: AwardRef,
    body: AppealAward,
}

/// Appeals against a refusal. Refuses with `same_hands` for who refused it, and with `wrong_state` unless the award stands
/// refused for the first time.
pub async fn appeal_award(
    fund: &Fund,
    who: &Caller,
    award: AwardRef,
    body: AppealAward,
) -> Outcome<AwardView> {
    who.must_be(ROLES)?;
    let command = OnAward { award, body };
    fund.write(who, "award.appealed", command, |job, tx| Box::pin(run(job, tx))).await
}

async fn run(job: Job<'_, OnAward>, tx: &mut Tx) -> Outcome<AwardView> {
    let OnAward { award: id, body } = job.command;
    let row = award_of(tx, *id).await?;
    check_hand(job, tx, id, Role::Maker).await?;
    let state = state_of(tx, &row).await?;
    let appealed = tx.decisions(&id.to_string()).await?.iter().any(|d| d.verb == Verb::Appeal);
    if state != AwardState::Refused || appealed {
        let (subject, state) = (id.to_string(), state.to_string());
        return Err(Refusal::WrongState { subject, state, step: Verb::Appeal }.into());
    }
    let today = tx.today();
    let words = Some(json!({ "reason": body.reason }));
    let step = Step { words, ..Step::default() };
    decide(job, tx, id, Role::Maker, Verb::Appeal, today, step).await?;
    view_of(tx, *id).await
}
