//! Findings over the API: what the rules said, over all payments and inflows.
use crate::{
    http::{
        answer::{Answer, ok},
        caller::SignedIn,
        query::Listing,
    },
    service::{
        Fund, Page,
        page::Wanted,
        report::list_findings::{FindingLine, WantedFindings, list_findings},
    },
};
use axum::extract::State;

/// Lists what the rules said, oldest first.
#[utoipa::path(get, path = "/findings", tag = "findings", params(Wanted, WantedFindings),
    responses((status = 200, body = Page<FindingLine>)))]
pub async fn list(
    State(fund): State<Fund>,
    SignedIn(who): SignedIn,
    Listing(wanted, which): Listing<WantedFindings>,
) -> Answer<Page<FindingLine>> {
    Ok(ok(list_findings(&fund, &who, &wanted, &which).await?))
}
