//! Lots over the API, and moving a lot's money between bank and cash desk.
use crate::{
    domain::reference::LotRef,
    http::{
        answer::{Answer, created, ok, to_the_end},
        body::Command,
        caller::SignedIn,
        query::{Listing, Nothing},
        reference::Id,
    },
    service::{
        Fund, Page,
        lot::{
            transfer_cash::{TransferCash, TransferredCash, transfer_cash},
            view::{LotUseView, LotView, get_lot, list_lots, lot_uses},
        },
        page::Wanted,
    },
};
use axum::extract::State;

/// Lists lots, oldest first.
#[utoipa::path(get, path = "/lots", tag = "lots", params(Wanted), responses((status = 200, body = Page<LotView>)))]
pub async fn list(
    State(fund): State<Fund>,
    SignedIn(who): SignedIn,
    Listing(wanted, Nothing {}): Listing<Nothing>,
) -> Answer<Page<LotView>> {
    Ok(ok(list_lots(&fund, &who, &wanted).await?))
}

/// Reads a lot.
#[utoipa::path(get, path = "/lots/{id}", tag = "lots", params(("id" = LotRef, Path)),
    responses((status = 200, body = LotView)))]
pub async fn get(State(fund): State<Fund>, SignedIn(who): SignedIn, Id(id): Id<LotRef>) -> Answer<LotView> {
    Ok(ok(get_lot(&fund, &who, id).await?))
}

/// Lists the payments that drew from a lot, whatever became of them.
#[utoipa::path(get, path = "/lots/{id}/uses", tag = "lots", params(("id" = LotRef, Path), Wanted),
    responses((status = 200, body = Page<LotUseView>)))]
pub async fn uses(
    State(fund): State<Fund>,
    SignedIn(who): SignedIn,
    Id(id): Id<LotRef>,
    Listing(wanted, Nothing {}): Listing<Nothing>,
) -> Answer<Page<LotUseView>> {
    Ok(ok(lot_uses(&fund, &who, id, &wanted).await?))
}

/// Moves a lot's money between the bank and the cash desk.
#[utoipa::path(post, path = "/cash-transfers", tag = "lots", request_body = TransferCash,
    responses((status = 201, body = TransferredCash)))]
pub async fn transfer(
    State(fund): State<Fund>,
    Command { caller, body }: Command<TransferCash>,
) -> Answer<TransferredCash> {
    Ok(created(to_the_end(async move { transfer_cash(&fund, &caller, body).await }).await?))
}
