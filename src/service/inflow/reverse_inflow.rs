//! Takes back an inflow that was recorded by mistake and never drawn from: one person proposes it, another makes it.
use super::{
    quarantine::{Standing, standing, wrong_state},
    view::{InflowView, view_of},
};
use crate::{
    domain::{
        account,
        inflow::InflowState,
        journal::{Balanced, EntryKind, Posting},
        lot::LotBalances,
        money::Qepik,
        payment::Verb,
        person::Role,
        reference::*,
        refusal::Refusal,
        text::Prose,
    },
    service::{
        Caller, Fund, Job, Outcome,
        hands::{Step, check_hand, decide},
    },
    store::{Tx, journal::About},
};
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;

/// Who may propose or make it.
pub const ROLES: &[Role] = &[Role::Maker, Role::Approver, Role::Treasurer];

/// The command, the same for who proposes and for who makes it.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ReverseInflow {
    /// Why; sealed.
    pub reason: Prose,
}

/// How far a reversal is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ReversalState {
    /// One person proposed it; nothing is booked yet.
    Proposed,
    /// Another made it.
    Reversed,
}

/// A reversal, proposed or made.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ReversedInflow {
    /// How far it is.
    pub state: ReversalState,
    /// The inflow.
    pub inflow: InflowView,
}

struct Reverse {
    id: InflowRef,
    command: ReverseInflow,
}

/// Proposes the reversal, or makes the one that another person proposed. Refuses with `not_found`, `invalid` where the inflow came
/// by an order's asset, `same_hands` to who proposed it, and `wrong_state` where it is returned, reversed or drawn from.
pub async fn reverse_inflow(
    fund: &Fund,
    who: &Caller,
    id: InflowRef,
    command: ReverseInflow,
) -> Outcome<ReversedInflow> {
    who.must_be(ROLES)?;
    let command = Reverse { id, command };
    fund.write(who, "inflow.reversed", command, |job, tx| Box::pin(reverse(job, tx))).await
}

async fn reverse(job: Job<'_, Reverse>, tx: &mut Tx) -> Outcome<ReversedInflow> {
    let id = job.command.id;
    let subject = id.to_string();
    let standing = standing(tx, id).await?;
    came_by_no_order(&standing)?;
    let role = role_of(job, tx, &subject).await?;
    let person = job.who.person();
    let proposed = tx.decisions(&subject).await?.into_iter().find(|d| d.verb == Verb::ProposeReverse);
    if proposed.as_ref().is_some_and(|p| p.person == person) && standing.state != InflowState::Reversed {
        return Err(Refusal::SameHands { subject, person, before: Verb::ProposeReverse.to_string() }.into());
    }
    let balances = undrawn(tx, &standing).await?;

    let step = Step { words: Some(json!({"reason": job.command.command.reason})), ..Step::default() };
    let today = tx.today();
    let state = if proposed.is_none() {
        decide(job, tx, id, role, Verb::ProposeReverse, today, step).await?;
        ReversalState::Proposed
    } else {
        decide(job, tx, id, role, Verb::Reverse, today, step).await?;
        post_reversal(job, tx, &standing, &balances).await?;
        tx.set_inflow_state(id, InflowState::Reversed).await?;
        ReversalState::Reversed
    };
    Ok(ReversedInflow { state, inflow: view_of(tx, id).await? })
}

/// The handover of an order's asset is kept for ever and cannot be repeated, so it is not undone here.
fn came_by_no_order(standing: &Standing) -> Outcome<()> {
    let Some(order) = standing.inflow.court_order else { return Ok(()) };
    let id = standing.inflow.id;
    Err(Refusal::field(
        "order",
        format!(
            "{id} came in by {order}, and the handover of its asset is kept for ever: correct it on the order"
        ),
        format!(
            "{id} {order} üzrə daxil olub, əmlakın təhvili isə həmişəlik saxlanılır: düzəlişi qərar üzrə edin"
        ),
    )
    .into())
}

/// The role in which the person acts: that of the hand the person already has, if it is one that may.
async fn role_of<C>(job: Job<'_, C>, tx: &mut Tx, subject: &str) -> Outcome<Role> {
    let hands = tx.hands(subject).await?;
    let before = hands.into_iter().find(|h| h.person == job.who.person()).map(|h| h.role);
    let role = match before.filter(|role| ROLES.contains(role)) {
        Some(role) => role,
        None => job.who.acting_as(ROLES)?,
    };
    check_hand(job, tx, subject, role).await?;
    Ok(role)
}

/// The balances of the lot, if they are still those of the day it was opened (or its quarantine lifted): nothing reserved, paid or
/// moved.
async fn undrawn(tx: &mut Tx, standing: &Standing) -> Outcome<LotBalances> {
    let Standing { inflow, lot, state } = standing;
    let mut untouched = LotBalances::default();
    let amount = Qepik::from(inflow.amount);
    untouched.add(inflow.account.code(), amount);
    match state {
        InflowState::Quarantined => untouched.add(account::QUARANTINED, -amount),
        InflowState::Available => {
            let cost = inflow.event_cost.map(Qepik::from);
            untouched.add(inflow.kind.income_account(), -(amount + cost.unwrap_or_default()));
            if let Some(cost) = cost {
                untouched.add(account::EVENT_COSTS, cost);
            }
        }
        InflowState::Returned | InflowState::Reversed => return Err(standing.wrong_state(Verb::Reverse)),
    }
    let balances = tx.lot_balances(lot.id).await?;
    if balances == untouched { Ok(balances) } else { Err(wrong_state(inflow.id, "drawn", Verb::Reverse)) }
}

/// Brings every account of the lot back to zero, as of today: corrections are new rows, and the past stays as it was known.
async fn post_reversal<C>(
    job: Job<'_, C>,
    tx: &mut Tx,
    standing: &Standing,
    balances: &LotBalances,
) -> Outcome<()> {
    let lot = Some(standing.lot.id);
    let postings =
        balances.0.iter().map(|(account, sum)| Posting { account: *account, lot, amount: -*sum }).collect();
    let entry = Balanced::new(EntryKind::InflowReversed, tx.today(), postings)?;
    let entries = tx.entries_of_inflow(standing.inflow.id).await?;
    let reverses = match entries.as_slice() {
        [only] => Some(only.number),
        _ => None,
    };
    let about = About { inflow: Some(standing.inflow.id), reverses, ..About::of(job.who.person()) };
    tx.post(&entry, about).await?;
    Ok(())
}
