//! Reading awards: who has what coming, and what of it was paid.
use crate::{
    domain::{
        day::{Day, Instant},
        money::{Money, Qepik},
        payment::Verb,
        purpose::Purpose,
        reference::*,
        refusal::Refusal,
        word::words,
    },
    service::{
        Caller, Fund, Outcome, Page,
        caller::READERS,
        page::{Wanted, page},
    },
    store::{
        Fault, Snapshot,
        award::{AwardRow, StandingAward},
    },
};
use chrono::{Days, NaiveTime, TimeZone, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

words! {
    /// How an award stands.
    AwardState {
        /// Waiting for a decision.
        Proposed = "proposed",
        /// The sum may be paid.
        Granted = "granted",
        /// Refused by an approver.
        Refused = "refused",
        /// Refused, and to be decided again by another approver.
        Appealed = "appealed",
    }
}

/// An award.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct AwardView {
    /// Its reference.
    pub id: AwardRef,
    /// Who.
    pub beneficiary: BeneficiaryRef,
    /// For what.
    pub purpose: Purpose,
    /// The episode.
    pub episode: i32,
    /// The sum.
    pub amount: Money,
    /// What unreversed payments took of it.
    pub paid: Qepik,
    /// How it stands.
    pub state: AwardState,
}

/// How an award stands: one that has its slot was granted, or made when a payment was approved; else its last step tells.
fn state(in_slot: bool, last_step: Option<Verb>) -> AwardState {
    match last_step {
        _ if in_slot => AwardState::Granted,
        Some(Verb::Refuse) => AwardState::Refused,
        Some(Verb::Appeal) => AwardState::Appealed,
        _ => AwardState::Proposed,
    }
}

/// An award, or `not_found`.
pub(super) async fn award_of(from: &mut Snapshot, id: AwardRef) -> Outcome<AwardRow> {
    from.award(id).await?.ok_or_else(|| Refusal::NotFound { what: id.to_string() }.into())
}

/// How an award stands.
pub(super) async fn state_of(from: &mut Snapshot, row: &AwardRow) -> Outcome<AwardState> {
    let slot = from.award_in_slot(&row.person_key, row.episode, row.purpose).await?;
    let last_step = from.decisions(&row.id.to_string()).await?.last().map(|d| d.verb);
    Ok(state(slot.is_some_and(|award| award.id == row.id), last_step))
}

/// The view of an award.
pub(super) async fn view_of(from: &mut Snapshot, id: AwardRef) -> Outcome<AwardView> {
    let row = award_of(from, id).await?;
    let (state, paid) = (state_of(from, &row).await?, from.award_used(id).await?);
    Ok(view(row, state, paid))
}

fn view(row: AwardRow, state: AwardState, paid: Qepik) -> AwardView {
    AwardView {
        id: row.id,
        beneficiary: row.beneficiary,
        purpose: row.purpose,
        episode: row.episode,
        amount: row.amount,
        paid,
        state,
    }
}

/// Reads an award.
pub async fn get_award(fund: &Fund, who: &Caller, id: AwardRef) -> Outcome<AwardView> {
    who.must_be(READERS)?;
    view_of(&mut fund.read().await?, id).await
}

/// Lists awards; with `unpaid_on`, those that were granted by that day and are not fully paid.
pub async fn list_awards(
    fund: &Fund,
    who: &Caller,
    wanted: &Wanted,
    unpaid_on: Option<Day>,
) -> Outcome<Page<AwardView>> {
    who.must_be(READERS)?;
    let (after, limit) = wanted.bounds()?;
    let unpaid_on = unpaid_on.map(|day| Ok::<_, Fault>((day, end_of(day)?))).transpose()?;
    let rows = fund.read().await?.awards(after, unpaid_on, limit).await?;
    let line = |row: StandingAward| view(row.award, state(row.in_slot, row.last_step), row.paid);
    Ok(page(rows, limit, |row| row.award.id.stored(), line))
}

/// The instant at which a day ends in Baku: an award made by an approval has no day of its own but that of recording.
fn end_of(day: Day) -> Result<Instant, Fault> {
    let midnight = day.date().checked_add_days(Days::new(1)).map(|next| next.and_time(NaiveTime::MIN));
    let instant = midnight.and_then(|local| chrono_tz::Asia::Baku.from_local_datetime(&local).earliest());
    let instant = instant.map(|at| at.with_timezone(&Utc));
    instant.ok_or_else(|| Fault::broken("award", format!("{day} has no end in Baku's calendar")))
}
