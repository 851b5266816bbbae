//! Registers over the API: who is entered, from when to when, and ended. For administrators; auditors see no names.
use crate::{
    domain::{reference::RegisterRef, register::Register},
    http::{
        answer::{Answer, created, ok, to_the_end},
        body::Command,
        caller::SignedIn,
        query::{Listing, Nothing},
        reference::{Entry, Of},
    },
    service::{
        Fund, Page,
        page::Wanted,
        register::{
            end_entry::{EndEntry, end_entry},
            enter_register::{EnterRegister, Entered, enter_register},
            list_register::{RegisterLine, list_register},
        },
    },
};
use axum::extract::State;

/// Enters somebody on a register, or up to 500 under `entries`, all or none.
#[utoipa::path(post, path = "/registers/{register}", tag = "registers", params(("register" = Register, Path)),
    request_body = EnterRegister, responses((status = 201, body = Entered)))]
pub async fn enter(
    State(fund): State<Fund>,
    Of(register): Of<Register>,
    Command { caller, body }: Command<EnterRegister>,
) -> Answer<Entered> {
    Ok(created(to_the_end(async move { enter_register(&fund, &caller, register, body).await }).await?))
}

/// Lists a register, ended entries too. Names, numbers and accounts are for administrators alone.
#[utoipa::path(get, path = "/registers/{register}", tag = "registers", params(("register" = Register, Path), Wanted),
    responses((status = 200, body = Page<RegisterLine>)))]
pub async fn list(
    State(fund): State<Fund>,
    SignedIn(who): SignedIn,
    Of(register): Of<Register>,
    Listing(wanted, Nothing {}): Listing<Nothing>,
) -> Answer<Page<RegisterLine>> {
    Ok(ok(list_register(&fund, &who, register, &wanted).await?))
}

/// Ends an entry of a register from a day on.
#[utoipa::path(post, path = "/registers/{register}/{id}/end", tag = "registers",
    params(("register" = Register, Path), ("id" = RegisterRef, Path)), request_body = EndEntry,
    responses((status = 200, body = RegisterLine)))]
pub async fn end(
    State(fund): State<Fund>,
    Entry(register, id): Entry<Register, RegisterRef>,
    Command { caller, body }: Command<EndEntry>,
) -> Answer<RegisterLine> {
    Ok(ok(to_the_end(async move { end_entry(&fund, &caller, (register, id), body).await }).await?))
}
