//! A guardian says that everything found among the identities so far is decided. From then on payments to their persons do not
//! wait. Why everybody waits for it is said in the header of this folder.
use super::work::compare_all;
use crate::{
    domain::{day::Instant, payment::Verb, person::Role, refusal::Refusal},
    service::{Caller, Fund, Job, Outcome},
    store::{Tx, duplicate::IdentityReviewRow},
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Who may.
pub const ROLES: &[Role] = &[Role::Guardian];

/// Nothing needs to be said.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ReviewIdentities {}

/// That it was done.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ReviewView {
    /// When: identities recorded later wait for the next review.
    #[serde(with = "crate::domain::day::instant")]
    #[schema(value_type = String, format = DateTime)]
    pub reviewed_at: Instant,
}

/// Reviews all identities that are there. Refuses with `wrong_state` while a match is open, and names the oldest.
pub async fn review_identities(fund: &Fund, who: &Caller, body: ReviewIdentities) -> Outcome<ReviewView> {
    who.must_be(ROLES)?;
    compare_all(fund).await?;
    fund.write(who, "identities.reviewed", body, |job, tx| Box::pin(review(job, tx))).await
}

async fn review(job: Job<'_, ReviewIdentities>, tx: &mut Tx) -> Outcome<ReviewView> {
    if let Some(open) = tx.open_duplicates(0, 1).await?.first() {
        let (subject, state) = (open.row.id.to_string(), "open".to_owned());
        return Err(Refusal::WrongState { subject, state, step: Verb::Confirm }.into());
    }
    // Whoever was not compared up to here, recorded a moment ago or under a seal that does not open, waits for the next review.
    let through = tx.leaf_index() - 1;
    let position = tx.latest_review().await?.map_or(0, |last| last.position) + 1;
    let (person, at) = (job.who.person(), tx.at());
    tx.add(IdentityReviewRow { position, through, person, at }).await?;
    Ok(ReviewView { reviewed_at: at })
}
