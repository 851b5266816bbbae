//! Kept refusals over the API: who tried what, and which rules stood against it.
use crate::{
    http::{
        answer::{Answer, ok},
        caller::SignedIn,
        query::Listing,
    },
    service::{
        Fund, Page,
        page::Wanted,
        report::list_refusals::{RefusalLine, WantedRefusals, list_refusals},
    },
};
use axum::extract::State;

/// Lists commands that were refused by a rule, by lots or for the same hands, oldest first.
///
/// Neither what the command said nor the facts are shown: rules, cases and weights are. A finding of a step that was taken stands in
/// `GET /findings`.
#[utoipa::path(get, path = "/refusals", tag = "refusals", params(Wanted, WantedRefusals),
    responses((status = 200, body = Page<RefusalLine>)))]
pub async fn list(
    State(fund): State<Fund>,
    SignedIn(who): SignedIn,
    Listing(wanted, which): Listing<WantedRefusals>,
) -> Answer<Page<RefusalLine>> {
    Ok(ok(list_refusals(&fund, &who, &wanted, &which).await?))
}
