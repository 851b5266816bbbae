//! Inflows over the API: recording, reading, and what may still happen to one.
use crate::{
    domain::reference::InflowRef,
    http::{
        answer::{Answer, created, ok, proposed_or_made, to_the_end},
        body::{Command, Step},
        caller::SignedIn,
        query::{Listing, Nothing},
        reference::Id,
    },
    service::{
        Fund, Page,
        inflow::{
            identify_inflow::{IdentifyInflow, identify_inflow},
            notify_inflow::{NotifyInflow, notify_inflow},
            override_inflow::{OverrideInflow, override_inflow},
            record_inflow::{RecordInflow, record_inflow},
            return_inflow::{ReturnInflow, return_inflow},
            reverse_inflow::{ReversalState, ReverseInflow, ReversedInflow, reverse_inflow},
            view::{InflowLine, InflowView, get_inflow, list_inflows},
        },
        page::Wanted,
    },
};
use axum::extract::State;

/// Records money or property that came in.
#[utoipa::path(post, path = "/inflows", tag = "inflows", request_body = RecordInflow,
    responses((status = 201, body = InflowView)))]
pub async fn record(
    State(fund): State<Fund>,
    Command { caller, body }: Command<RecordInflow>,
) -> Answer<InflowView> {
    Ok(created(to_the_end(async move { record_inflow(&fund, &caller, body).await }).await?))
}

/// Lists inflows.
#[utoipa::path(get, path = "/inflows", tag = "inflows", params(Wanted),
    responses((status = 200, body = Page<InflowLine>)))]
pub async fn list(
    State(fund): State<Fund>,
    SignedIn(who): SignedIn,
    Listing(wanted, Nothing {}): Listing<Nothing>,
) -> Answer<Page<InflowLine>> {
    Ok(ok(list_inflows(&fund, &who, &wanted).await?))
}

/// Reads an inflow.
#[utoipa::path(get, path = "/inflows/{id}", tag = "inflows", params(("id" = InflowRef, Path)),
    responses((status = 200, body = InflowView)))]
pub async fn get(
    State(fund): State<Fund>,
    SignedIn(who): SignedIn,
    Id(id): Id<InflowRef>,
) -> Answer<InflowView> {
    Ok(ok(get_inflow(&fund, &who, id).await?))
}

/// Names the donor of a quarantined inflow; the rules judge again.
#[utoipa::path(post, path = "/inflows/{id}/identify", tag = "inflows", params(("id" = InflowRef, Path)),
    request_body = IdentifyInflow, responses((status = 200, body = InflowView)))]
pub async fn identify(
    State(fund): State<Fund>,
    Id(id): Id<InflowRef>,
    Step { caller, body }: Step<IdentifyInflow>,
) -> Answer<InflowView> {
    Ok(ok(to_the_end(async move { identify_inflow(&fund, &caller, id, body).await }).await?))
}

/// Records that the ministry was told of a donation, or that a grant was registered; once.
#[utoipa::path(post, path = "/inflows/{id}/notified", tag = "inflows", params(("id" = InflowRef, Path)),
    request_body = NotifyInflow, responses((status = 201, body = InflowView)))]
pub async fn notified(
    State(fund): State<Fund>,
    Id(id): Id<InflowRef>,
    Command { caller, body }: Command<NotifyInflow>,
) -> Answer<InflowView> {
    Ok(created(to_the_end(async move { notify_inflow(&fund, &caller, id, body).await }).await?))
}

/// Gives a quarantined inflow back. Not for the person who recorded it.
#[utoipa::path(post, path = "/inflows/{id}/return", tag = "inflows", params(("id" = InflowRef, Path)),
    request_body = ReturnInflow, responses((status = 200, body = InflowView)))]
pub async fn give_back(
    State(fund): State<Fund>,
    Id(id): Id<InflowRef>,
    Step { caller, body }: Step<ReturnInflow>,
) -> Answer<InflowView> {
    Ok(ok(to_the_end(async move { return_inflow(&fund, &caller, id, body).await }).await?))
}

/// Lifts a finding on a quarantined inflow, with a reason and a basis.
#[utoipa::path(post, path = "/inflows/{id}/override", tag = "inflows", params(("id" = InflowRef, Path)),
    request_body = OverrideInflow, responses((status = 200, body = InflowView)))]
pub async fn lift(
    State(fund): State<Fund>,
    Id(id): Id<InflowRef>,
    Step { caller, body }: Step<OverrideInflow>,
) -> Answer<InflowView> {
    Ok(ok(to_the_end(async move { override_inflow(&fund, &caller, id, body).await }).await?))
}

/// Takes back an inflow that was recorded by mistake: one person proposes it (202), another makes it (201).
#[utoipa::path(post, path = "/inflows/{id}/reverse", tag = "inflows", params(("id" = InflowRef, Path)),
    request_body = ReverseInflow, responses((status = 201, body = ReversedInflow), (status = 202, body = ReversedInflow)))]
pub async fn reverse(
    State(fund): State<Fund>,
    Id(id): Id<InflowRef>,
    Step { caller, body }: Step<ReverseInflow>,
) -> Answer<ReversedInflow> {
    let reversed = to_the_end(async move { reverse_inflow(&fund, &caller, id, body).await }).await?;
    Ok(proposed_or_made(reversed.state == ReversalState::Proposed, reversed))
}
