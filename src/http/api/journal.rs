//! The journal over the API: an entry with its lines, its reversal by two persons, and the balances of all accounts.
use crate::{
    domain::{
        day::{Day, Instant},
        reference::EntryRef,
    },
    http::{
        answer::{Answer, ok, proposed_or_made, to_the_end},
        body::Step,
        caller::SignedIn,
        query::{Asked, instant},
        reference::Id,
    },
    service::{
        Fund,
        report::{
            get_entry::{EntryView, get_entry},
            reverse_entry::{ReverseEntry, ReversedEntry, reverse_entry},
            trial_balance::{TrialBalanceView, trial_balance},
        },
    },
};
use axum::extract::State;
use serde::Deserialize;
use utoipa::IntoParams;

/// Which balances.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub struct WantedBalance {
    /// At the end of this day; today when not said. It may lie ahead.
    on: Option<Day>,
    /// As known at this instant (RFC 3339); now when not said.
    #[serde(default, deserialize_with = "instant")]
    #[param(value_type = Option<String>, format = DateTime)]
    known_at: Option<Instant>,
}

/// Reads an entry with its lines.
#[utoipa::path(get, path = "/journal/{id}", tag = "journal", params(("id" = EntryRef, Path)),
    responses((status = 200, body = EntryView)))]
pub async fn get(
    State(fund): State<Fund>,
    SignedIn(who): SignedIn,
    Id(id): Id<EntryRef>,
) -> Answer<EntryView> {
    Ok(ok(get_entry(&fund, &who, id).await?))
}

/// Reverses an entry that belongs to nothing: one person proposes it (202), another makes it (201).
#[utoipa::path(post, path = "/journal/{id}/reverse", tag = "journal", params(("id" = EntryRef, Path)),
    request_body = ReverseEntry, responses((status = 201, body = ReversedEntry), (status = 202, body = ReversedEntry)))]
pub async fn reverse(
    State(fund): State<Fund>,
    Id(id): Id<EntryRef>,
    Step { caller, body }: Step<ReverseEntry>,
) -> Answer<ReversedEntry> {
    let reversed = to_the_end(async move { reverse_entry(&fund, &caller, id, body).await }).await?;
    Ok(proposed_or_made(reversed.state == "proposed", reversed))
}

/// The balances of all accounts on a day, as known at an instant.
#[utoipa::path(get, path = "/trial-balance", tag = "journal", params(WantedBalance),
    responses((status = 200, body = TrialBalanceView)))]
pub async fn balance(
    State(fund): State<Fund>,
    SignedIn(who): SignedIn,
    Asked(WantedBalance { on, known_at }): Asked<WantedBalance>,
) -> Answer<TrialBalanceView> {
    Ok(ok(trial_balance(&fund, &who, on, known_at).await?))
}
