//! Awards over the API: proposed by a maker, decided by an approver, appealed once.
use crate::{
    domain::{day::Day, reference::AwardRef},
    http::{
        answer::{Answer, created, ok, to_the_end},
        body::{Command, Step},
        caller::SignedIn,
        query::Listing,
        reference::Id,
    },
    service::{
        Fund, Page,
        award::{
            appeal_award::{AppealAward, appeal_award},
            decide_award::{DecideAward, decide_award},
            propose_award::{ProposeAward, propose_award},
            view::{AwardView, get_award, list_awards},
        },
        page::Wanted,
    },
};
use axum::extract::State;
use serde::Deserialize;
use utoipa::IntoParams;

/// Which awards.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct Unpaid {
    /// Only those granted by this day and not fully paid.
    unpaid_on: Option<Day>,
}

/// Proposes an award.
#[utoipa::path(post, path = "/awards", tag = "awards", request_body = ProposeAward,
    responses((status = 201, body = AwardView)))]
pub async fn propose(
    State(fund): State<Fund>,
    Command { caller, body }: Command<ProposeAward>,
) -> Answer<AwardView> {
    Ok(created(to_the_end(async move { propose_award(&fund, &caller, body).await }).await?))
}

/// Lists awards.
#[utoipa::path(get, path = "/awards", tag = "awards", params(Wanted, Unpaid),
    responses((status = 200, body = Page<AwardView>)))]
pub async fn list(
    State(fund): State<Fund>,
    SignedIn(who): SignedIn,
    Listing(wanted, Unpaid { unpaid_on }): Listing<Unpaid>,
) -> Answer<Page<AwardView>> {
    Ok(ok(list_awards(&fund, &who, &wanted, unpaid_on).await?))
}

/// Reads an award.
#[utoipa::path(get, path = "/awards/{id}", tag = "awards", params(("id" = AwardRef, Path)),
    responses((status = 200, body = AwardView)))]
pub async fn get(
    State(fund): State<Fund>,
    SignedIn(who): SignedIn,
    Id(id): Id<AwardRef>,
) -> Answer<AwardView> {
    Ok(ok(get_award(&fund, &who, id).await?))
}

/// Grants or refuses an award. Not for the person who proposed it.
#[utoipa::path(post, path = "/awards/{id}/decide", tag = "awards", params(("id" = AwardRef, Path)),
    request_body = DecideAward, responses((status = 200, body = AwardView)))]
pub async fn decide(
    State(fund): State<Fund>,
    Id(id): Id<AwardRef>,
    Step { caller, body }: Step<DecideAward>,
) -> Answer<AwardView> {
    Ok(ok(to_the_end(async move { decide_award(&fund, &caller, id, body).await }).await?))
}

/// Appeals against a refusal, once.
#[utoipa::path(post, path = "/awards/{id}/appeal", tag = "awards", params(("id" = AwardRef, Path)),
    request_body = AppealAward, responses((status = 200, body = AwardView)))]
pub async fn appeal(
    State(fund): State<Fund>,
    Id(id): Id<AwardRef>,
    Step { caller, body }: Step<AppealAward>,
) -> Answer<AwardView> {
    Ok(ok(to_the_end(async move { appeal_award(&fund, &caller, id, body).await }).await?))
}
