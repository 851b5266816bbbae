//! A guardian says that everything found among the identities so far is decided. With it the decisions take effect, all in one leaf
//! that has one shape however many they are; and payments to the persons do not wait any more. Why everybody waits for it is said in
//! the header of this folder.
use super::{
    bind::bind,
    choice::{Choice, REVIEW_PLACE, Reviewed},
    joined::{join, pseudonyms_of},
    work::compare_all,
};
use crate::{
    domain::{
        day::Instant, duplicate::Sameness, payment::Verb, person::Role, reference::*, refusal::Refusal,
    },
    service::{Caller, Fund, Job, Outcome},
    store::{
        Fault, Tx,
        duplicate::{DuplicateDecisionRow, IdentityReviewRow, StandingDuplicate},
    },
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Who may.
pub const ROLES: &[Role] = &[Role::Guardian];

/// Matches of one read.
const PAGE: i64 = 500;

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

/// Reviews all identities that are there. Refuses with `wrong_state` while a match is open, and names the oldest; and where two
/// pseudonyms would be one person by one decision and two by another, which it names.
pub async fn review_identities(fund: &Fund, who: &Caller, body: ReviewIdentities) -> Outcome<ReviewView> {
    who.must_be(ROLES)?;
    compare_all(fund).await?;
    fund.write(who, "identities.reviewed", body, |job, tx| Box::pin(review(job, tx))).await
}

async fn review(job: Job<'_, ReviewIdentities>, tx: &mut Tx) -> Outcome<ReviewView> {
    let decided = all_decided(job, tx).await?;
    let reviewed = Reviewed { decisions: decided.iter().map(|(_, choice)| choice.clone()).collect() };
    let words = tx.add_seal(job.fund.seal(REVIEW_PLACE, &reviewed.words()?)?).await?;
    for (_, choice) in &decided {
        let same = choice.decision == Sameness::Same;
        let (duplicate, person, at) = (choice.duplicate, choice.person, choice.at);
        tx.add_duplicate_decision(DuplicateDecisionRow { duplicate, same, words, person, at });
    }
    take_over(tx, job.fund.rulebook().version(), &decided).await?;
    // Whoever was not compared up to here, recorded a moment ago or under a seal that does not open, waits for the next review.
    let through = tx.leaf_index() - 1;
    let position = tx.latest_review().await?.map_or(0, |last| last.position) + 1;
    let (person, at) = (job.who.person(), tx.at());
    tx.add(IdentityReviewRow { position, through, words, person, at }).await?;
    Ok(ReviewView { reviewed_at: at })
}

/// The matches that are open, each with what was decided; refused where one was not.
async fn all_decided(
    job: Job<'_, ReviewIdentities>,
    tx: &mut Tx,
) -> Outcome<Vec<(StandingDuplicate, Choice)>> {
    let (mut decided, mut after) = (vec![], 0);
    loop {
        let page = tx.open_duplicates(after, PAGE).await?;
        let Some(last) = page.last() else { return Ok(decided) };
        after = last.row.id.stored();
        for standing in page {
            let Some(choice) = Choice::of(job.fund, &standing)? else {
                return Err(refused(standing.row.id, "open", Verb::Confirm));
            };
            decided.push((standing, choice));
        }
    }
}

/// Joins those who are one person, and binds subjects to whom they are. Decisions that it is one person come first: two that were
/// found to be different are compared with what then is.
async fn take_over(tx: &mut Tx, version: &str, decided: &[(StandingDuplicate, Choice)]) -> Outcome<()> {
    let (same, different): (Vec<_>, Vec<_>) =
        decided.iter().partition(|(_, choice)| choice.decision == Sameness::Same);
    for (standing, choice) in same {
        let one = standing.row.beneficiary;
        if let Some(other) = standing.row.other {
            join(tx, version, (one, other), choice.duplicate).await?;
        }
        if let Some(subject) = standing.row.subject {
            let row = tx.subject(subject).await?;
            let row = row.ok_or_else(|| Fault::broken("duplicate", "its subject is not there"))?;
            bind(tx, &row, one, Some(choice.duplicate)).await?;
        }
    }
    for (standing, choice) in different {
        let Some(other) = standing.row.other else { continue };
        if pseudonyms_of(tx, standing.row.beneficiary).await?.contains(&other) {
            return Err(refused(choice.duplicate, "joined", Verb::Reject));
        }
    }
    Ok(())
}

fn refused(duplicate: DuplicateRef, state: &str, step: Verb) -> crate::service::Halt {
    Refusal::WrongState { subject: duplicate.to_string(), state: state.to_owned(), step }.into()
}
