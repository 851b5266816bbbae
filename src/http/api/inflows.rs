//! Inflows over the API: recording, reading, and what may still happen to one.
use crate::{
    domain::reference::InflowRef,
    http::{
        answer::{Answer, created, ok, to_the_end},
        body::Command,
        query::{Listing, Nothing},
        reference::Id,
    },
    service::{
        Fund, Page,
        inflow::{
            record_inflow::{RecordInflow, record_inflow},
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
    Listing(wanted, Nothing {}): Listing<Nothing>,
) -> Answer<Page<InflowLine>> {
    Ok(ok(list_inflows(&fund, &wanted).await?))
}

/// Reads an inflow.
#[utoipa::path(get, path = "/inflows/{id}", tag = "inflows", params(("id" = InflowRef, Path)),
    responses((status = 200, body = InflowView)))]
pub async fn get(State(fund): State<Fund>, Id(id): Id<InflowRef>) -> Answer<InflowView> {
    Ok(ok(get_inflow(&fund, id).await?))
}
