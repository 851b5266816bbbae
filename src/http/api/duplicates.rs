//! Matches of persons over the API, for guardians alone: what may be one person, what was decided, and that all was seen.
use crate::{
    domain::reference::DuplicateRef,
    http::{
        answer::{Answer, created, ok, to_the_end},
        body::{Command, Step},
        caller::SignedIn,
        query::{Listing, Nothing},
        reference::Id,
    },
    service::{
        Fund, Page,
        duplicate::{
            decide_duplicate::{DecideDuplicate, decide_duplicate},
            review_identities::{ReviewIdentities, ReviewView, review_identities},
            view::{DuplicateView, list_duplicates},
        },
        page::Wanted,
    },
};
use axum::extract::State;

/// Lists the matches over which nobody decided, oldest first.
#[utoipa::path(get, path = "/duplicates", tag = "duplicates", params(Wanted),
    responses((status = 200, body = Page<DuplicateView>)))]
pub async fn list(
    State(fund): State<Fund>,
    SignedIn(who): SignedIn,
    Listing(wanted, Nothing {}): Listing<Nothing>,
) -> Answer<Page<DuplicateView>> {
    Ok(ok(list_duplicates(&fund, &who, &wanted).await?))
}

/// Decides over a match, for good.
#[utoipa::path(post, path = "/duplicates/{id}/decide", tag = "duplicates", params(("id" = DuplicateRef, Path)),
    request_body = DecideDuplicate, responses((status = 200, body = DuplicateView)))]
pub async fn decide(
    State(fund): State<Fund>,
    Id(id): Id<DuplicateRef>,
    Command { caller, body }: Command<DecideDuplicate>,
) -> Answer<DuplicateView> {
    Ok(ok(to_the_end(async move { decide_duplicate(&fund, &caller, id, body).await }).await?))
}

/// Says that everything found among the identities so far is decided: payments to their persons wait no longer.
#[utoipa::path(post, path = "/duplicates/review", tag = "duplicates", request_body = ReviewIdentities,
    responses((status = 201, body = ReviewView)))]
pub async fn review(
    State(fund): State<Fund>,
    Step { caller, body }: Step<ReviewIdentities>,
) -> Answer<ReviewView> {
    Ok(created(to_the_end(async move { review_identities(&fund, &caller, body).await }).await?))
}
