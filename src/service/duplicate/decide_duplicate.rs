//! A guardian decides over a match, for good: one person, whose pseudonyms are then joined, or two. Pseudonyms that are joined already
//! cannot be two persons. The other way round the newest decision counts: `same` also joins what an earlier `different` kept apart,
//! since that was decided over one pair with what it showed, and a refusal would leave the match open for good.
use super::{
    bind::bind,
    joined::{join, pseudonyms_of},
    view::{DuplicateView, existing},
};
use crate::{
    domain::{duplicate::Sameness, payment::Verb, person::Role, reference::*, refusal::Refusal, text::Prose},
    service::{Caller, Fund, Job, Outcome},
    store::{Fault, Tx, duplicate::DuplicateDecisionRow},
    vault::Words,
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

/// Decides over a match. Refuses with `wrong_state` once somebody decided, and where persons who are one already would be two.
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
    let same = body.decision == Sameness::Same;
    if let Some(other) = standing.row.other.filter(|_| !same)
        && pseudonyms_of(tx, standing.row.beneficiary).await?.contains(&other)
    {
        let (subject, state) = (id.to_string(), "joined".to_owned());
        return Err(Refusal::WrongState { subject, state, step: Verb::Reject }.into());
    }
    let subject = match standing.row.subject.filter(|_| same) {
        Some(subject) => Some(
            tx.subject(subject)
                .await?
                .ok_or_else(|| Fault::broken("duplicate", "its subject is not there"))?,
        ),
        None => None,
    };
    let words = job.fund.seal("duplicate.reason", &Words::of(body.reason.expose()))?;
    let words = tx.add_seal(words).await?;
    let (person, at) = (job.who.person(), tx.at());
    tx.add(DuplicateDecisionRow { duplicate: *id, same, words, person, at }).await?;
    let one = standing.row.beneficiary;
    if let Some(other) = standing.row.other.filter(|_| same) {
        join(tx, (one, other), *id).await?;
    }
    if let Some(subject) = &subject {
        bind(tx, subject, one, Some(*id)).await?;
    }
    Ok(DuplicateView { decision: Some(body.decision), ..DuplicateView::of(&standing)? })
}
