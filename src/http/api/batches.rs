//! Batches over the API: made of released payments, taken to the bank as a file, withdrawn where the bank did not take it.
use crate::{
    domain::{batch::Pain001, reference::BatchRef, refusal::Refusal},
    http::{
        Problem,
        answer::{Answer, attachment, created, ok, to_the_end},
        body::Command,
        caller::SignedIn,
        query::{Asked, Listing, Nothing},
        reference::Id,
    },
    service::{
        Fund, Page,
        batch::{
            make_batch::{MakeBatch, make_batch},
            view::{BatchLine, BatchView, get_batch, list_batches},
            withdraw_batch::{WithdrawBatch, withdraw_batch},
            write_bank_file::write_bank_file,
        },
        page::Wanted,
    },
};
use axum::{
    extract::State,
    http::{Method, header},
    response::{IntoResponse, Response},
};
use serde::Deserialize;
use utoipa::IntoParams;

/// Which file.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub struct Which {
    /// pain.001.001.09 when not said.
    version: Option<Pain001>,
}

/// Puts released payments into a batch for the bank.
#[utoipa::path(post, path = "/batches", tag = "batches", request_body = MakeBatch, responses((status = 201, body = BatchView)))]
pub async fn make(
    State(fund): State<Fund>,
    Command { caller, body }: Command<MakeBatch>,
) -> Answer<BatchView> {
    Ok(created(to_the_end(async move { make_batch(&fund, &caller, body).await }).await?))
}

/// Lists batches.
#[utoipa::path(get, path = "/batches", tag = "batches", params(Wanted), responses((status = 200, body = Page<BatchLine>)))]
pub async fn list(
    State(fund): State<Fund>,
    SignedIn(who): SignedIn,
    Listing(wanted, Nothing {}): Listing<Nothing>,
) -> Answer<Page<BatchLine>> {
    Ok(ok(list_batches(&fund, &who, &wanted).await?))
}

/// Reads a batch.
#[utoipa::path(get, path = "/batches/{id}", tag = "batches", params(("id" = BatchRef, Path)),
    responses((status = 200, body = BatchView)))]
pub async fn get(
    State(fund): State<Fund>,
    SignedIn(who): SignedIn,
    Id(id): Id<BatchRef>,
) -> Answer<BatchView> {
    Ok(ok(get_batch(&fund, &who, id).await?))
}

/// Withdraws a batch that the bank did not take.
#[utoipa::path(post, path = "/batches/{id}/withdraw", tag = "batches", params(("id" = BatchRef, Path)),
    request_body = WithdrawBatch, responses((status = 200, body = BatchView)))]
pub async fn withdraw(
    State(fund): State<Fund>,
    Id(id): Id<BatchRef>,
    Command { caller, body }: Command<WithdrawBatch>,
) -> Answer<BatchView> {
    Ok(ok(to_the_end(async move { withdraw_batch(&fund, &caller, id, body).await }).await?))
}

/// Writes the file of a batch for the bank. It holds accounts; that it left the house is written down.
#[utoipa::path(get, path = "/batches/{id}/pain.001", tag = "batches", params(("id" = BatchRef, Path), Which),
    responses((status = 200, description = "The file.", content((String = "application/xml")))))]
pub async fn file(
    method: Method,
    State(fund): State<Fund>,
    SignedIn(who): SignedIn,
    Id(id): Id<BatchRef>,
    Asked(which): Asked<Which>,
) -> Result<Response, Problem> {
    // Whoever asks for the head alone would have taken a file that nobody has.
    if method == Method::HEAD {
        let refused = Problem::from(Refusal::MethodNotAllowed);
        return Ok(([(header::ALLOW, "GET")], refused).into_response());
    }
    let version = which.version.unwrap_or(Pain001::V09);
    let written = to_the_end(async move { write_bank_file(&fund, &who, id, version).await }).await?;
    let headers = attachment(&written.name, "application/xml; charset=utf-8");
    Ok((headers, written.text.to_string()).into_response())
}
