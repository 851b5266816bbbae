//! Findings over the API: what the rules said, over all payments and inflows.
use crate::{
    http::{
        answer::{Answer, created, ok, to_the_end},
        body::Step,
        caller::SignedIn,
        query::Listing,
    },
    service::{
        Fund, Page,
        page::Wanted,
        report::list_findings::{FindingLine, WantedFindings, list_findings},
        rulebook::sweep::{MakeSweep, Swept, make_sweep},
    },
};
use axum::extract::State;

/// Lists what the rules said, oldest first.
///
/// A command that was refused leaves no finding: who tried what, and which rules stood against it, is listed by `GET /refusals`.
#[utoipa::path(get, path = "/findings", tag = "findings", params(Wanted, WantedFindings),
    responses((status = 200, body = Page<FindingLine>)))]
pub async fn list(
    State(fund): State<Fund>,
    SignedIn(who): SignedIn,
    Listing(wanted, which): Listing<WantedFindings>,
) -> Answer<Page<FindingLine>> {
    Ok(ok(list_findings(&fund, &who, &wanted, &which).await?))
}

/// Looks through everything that stands, and writes what it finds once.
#[utoipa::path(post, path = "/sweeps", tag = "findings", request_body = MakeSweep, responses((status = 201, body = Swept)))]
pub async fn sweep(State(fund): State<Fund>, Step { caller, body }: Step<MakeSweep>) -> Answer<Swept> {
    Ok(created(to_the_end(async move { make_sweep(&fund, &caller, body).await }).await?))
}
