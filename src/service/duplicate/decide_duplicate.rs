//! A guardian decides over a match: one person, or two. The decision takes effect with the next review ([`review_identities`]), so
//! that nobody can count decisions by what begins to be blocked or by the size of the log. Until then another may be made, and the
//! latest counts; afterwards it stands for good.
//!
//! [`review_identities`]: super::review_identities
use super::{
    choice::Choice,
    view::{DuplicateView, existing},
};
use crate::{
    domain::{duplicate::Sameness, payment::Verb, person::Role, reference::*, refusal::Refusal, text::Prose},
    service::{Caller, Fund, Job, Outcome},
    store::Tx,
};
use serde::Deserialize;
use utoipa::ToSchema;

/// Who may.
pub const ROLES: &[Role] = &[Role::Guardian];

/// The command.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DecideDuplicate {
    /// Whether it is one person.
    pub decision: Sameness,
    /// Why; sealed under the Fund's key, since it must outlive both persons'. It names nobody.
    pub reason: Prose,
}

struct OnDuplicate {
    id: DuplicateRef,
    body: DecideDuplicate,
}

/// Decides over a match. Refuses with `wrong_state` once a review took a decision over.
pub async fn decide_duplicate(
    fund: &Fund,
    who: &Caller,
    id: DuplicateRef,
    body: DecideDuplicate,
) -> Outcome<DuplicateView> {
    who.must_be(ROLES)?;
    let command = OnDuplicate { id, body };
    fund.write(who, "duplicate.decided", command, |job, tx| Box::pin(decide(job, tx))).await
}

async fn decide(job: Job<'_, OnDuplicate>, tx: &mut Tx) -> Outcome<DuplicateView> {
    let OnDuplicate { id, body } = job.command;
    let standing = existing(tx, *id).await?;
    if standing.same.is_some() {
        let (subject, state) = (id.to_string(), "decided".to_owned());
        return Err(Refusal::WrongState { subject, state, step: Verb::Confirm }.into());
    }
    let choice = Choice {
        duplicate: *id,
        position: standing.choice_position.unwrap_or(0) + 1,
        decision: body.decision,
        reason: body.reason.expose().to_owned(),
        person: job.who.person(),
        at: tx.at(),
    };
    choice.write(job.fund, tx)?;
    Ok(DuplicateView { decision: Some(body.decision), ..DuplicateView::of(job.fund, &standing)? })
}
