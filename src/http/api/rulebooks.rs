//! Rulebooks over the API: which rules, what is proposed, adopted by another person, taken back.
use crate::{
    domain::reference::RulebookRef,
    http::{
        answer::{Answer, created, ok, to_the_end},
        body::{Command, Step},
        caller::SignedIn,
        query::{Listing, Nothing},
        reference::Id,
    },
    service::{
        Fund, Page,
        page::Wanted,
        rulebook::{
            adopt_rulebook::{AdoptRulebook, WithdrawRulebook, adopt_rulebook, withdraw_rulebook},
            propose_rulebook::{ProposeRulebook, propose_rulebook},
            view::{RulebookLine, RulebookView, RulingView, get_rulebook, get_ruling, list_rulebooks},
        },
    },
};
use axum::extract::State;

/// Proposes another rulebook: some of its files, or all. It is checked, proved where there is a solver, and judged over the latest verdicts.
#[utoipa::path(post, path = "/rulebooks", tag = "rulebooks", request_body = ProposeRulebook,
    responses((status = 201, body = RulebookView)))]
pub async fn propose(
    State(fund): State<Fund>,
    Command { caller, body }: Command<ProposeRulebook>,
) -> Answer<RulebookView> {
    Ok(created(to_the_end(async move { propose_rulebook(&fund, &caller, body).await }).await?))
}

/// Lists proposed rulebooks, adopted and withdrawn ones too.
#[utoipa::path(get, path = "/rulebooks", tag = "rulebooks", params(Wanted), responses((status = 200, body = Page<RulebookLine>)))]
pub async fn list(
    State(fund): State<Fund>,
    SignedIn(who): SignedIn,
    Listing(wanted, Nothing {}): Listing<Nothing>,
) -> Answer<Page<RulebookLine>> {
    Ok(ok(list_rulebooks(&fund, &who, &wanted).await?))
}

/// Reads the rulebook that rules now, with its files.
#[utoipa::path(get, path = "/rulebooks/ruling", tag = "rulebooks", responses((status = 200, body = RulingView)))]
pub async fn ruling(State(fund): State<Fund>, SignedIn(who): SignedIn) -> Answer<RulingView> {
    Ok(ok(get_ruling(&fund, &who).await?))
}

/// Reads a proposed rulebook: its files, what it changes, whether it was proved.
#[utoipa::path(get, path = "/rulebooks/{id}", tag = "rulebooks", params(("id" = RulebookRef, Path)),
    responses((status = 200, body = RulebookView)))]
pub async fn get(
    State(fund): State<Fund>,
    SignedIn(who): SignedIn,
    Id(id): Id<RulebookRef>,
) -> Answer<RulebookView> {
    Ok(ok(get_rulebook(&fund, &who, id).await?))
}

/// Adopts a proposed rulebook; another person than the one who proposed it. It judges whatever is written afterwards.
#[utoipa::path(post, path = "/rulebooks/{id}/adopt", tag = "rulebooks", params(("id" = RulebookRef, Path)),
    request_body = AdoptRulebook, responses((status = 200, body = RulebookView)))]
pub async fn adopt(
    State(fund): State<Fund>,
    Id(id): Id<RulebookRef>,
    Step { caller, body }: Step<AdoptRulebook>,
) -> Answer<RulebookView> {
    Ok(ok(to_the_end(async move { adopt_rulebook(&fund, &caller, id, body).await }).await?))
}

/// Takes a proposed rulebook back.
#[utoipa::path(post, path = "/rulebooks/{id}/withdraw", tag = "rulebooks", params(("id" = RulebookRef, Path)),
    request_body = WithdrawRulebook, responses((status = 200, body = RulebookView)))]
pub async fn withdraw(
    State(fund): State<Fund>,
    Id(id): Id<RulebookRef>,
    Command { caller, body }: Command<WithdrawRulebook>,
) -> Answer<RulebookView> {
    Ok(ok(to_the_end(async move { withdraw_rulebook(&fund, &caller, id, body).await }).await?))
}
