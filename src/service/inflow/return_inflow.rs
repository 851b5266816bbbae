//! Gives quarantined money back to whoever brought it.
use super::{
    quarantine::{Standing, standing},
    view::{InflowView, view_of},
};
use crate::{
    domain::{
        account,
        day::Day,
        inflow::{InflowAccount, InflowState},
        journal::{Balanced, EntryKind, credit, debit},
        payment::Verb,
        person::Role,
        purpose::Method,
        reference::InflowRef,
        text::Prose,
    },
    service::{
        Caller, Fund, Job, Outcome,
        check::Fields,
        hands::{Step, check_hand, decide},
        lot::{
            candidates::least_from,
            place::{misplaced, refuse},
        },
    },
    store::{Tx, journal::About},
};
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;

/// Who may.
pub const ROLES: &[Role] = &[Role::Treasurer];

/// The command.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ReturnInflow {
    /// Why; sealed.
    pub reason: Prose,
    /// The day it went back; today when not said.
    #[serde(default)]
    pub returned_on: Option<Day>,
}

struct Return {
    id: InflowRef,
    command: ReturnInflow,
}

/// Gives an inflow back. Refuses with `not_found`, `invalid`, `same_hands` when the person has another hand on it (its recorder has),
/// `wrong_state` unless it is quarantined, and `lot_overdrawn` where the money does not lie where it came.
pub async fn return_inflow(
    fund: &Fund,
    who: &Caller,
    id: InflowRef,
    command: ReturnInflow,
) -> Outcome<InflowView> {
    who.must_be(ROLES)?;
    let command = Return { id, command };
    fund.write(who, "inflow.returned", command, |job, tx| Box::pin(give_back(job, tx))).await
}

async fn give_back(job: Job<'_, Return>, tx: &mut Tx) -> Outcome<InflowView> {
    let Return { id, command } = job.command;
    let id = *id;
    let standing = standing(tx, id).await?;
    let mut fields = Fields::default();
    let on = standing.step_day(&mut fields, "returned_on", command.returned_on, tx.today());
    fields.refuse()?;
    check_hand(job, tx, id, Role::Treasurer).await?;
    standing.must_be_quarantined(Verb::Return)?;
    must_lie_where_it_came(tx, &standing, on).await?;

    let step = Step { words: Some(json!({"reason": command.reason})), ..Step::default() };
    decide(job, tx, id, Role::Treasurer, Verb::Return, on, step).await?;
    let Standing { inflow, lot, .. } = &standing;
    let postings = vec![
        debit(account::QUARANTINED, lot.id, inflow.amount),
        credit(inflow.account.code(), lot.id, inflow.amount),
    ];
    let entry = Balanced::new(EntryKind::QuarantineReturned, on, postings)?;
    tx.post(&entry, About { inflow: Some(id), ..About::of(job.who.person()) }).await?;
    tx.set_inflow_state(id, InflowState::Returned).await?;
    view_of(tx, id).await
}

/// Property cannot move while it is quarantined; money could have been moved by a correction, so its place is looked at.
async fn must_lie_where_it_came(tx: &mut Tx, standing: &Standing, on: Day) -> Outcome<()> {
    let method = match standing.inflow.account {
        InflowAccount::Bank => Method::Bank,
        InflowAccount::Cash => Method::Cash,
        InflowAccount::Property | InflowAccount::Goods => return Ok(()),
    };
    let there = least_from(tx, standing.lot.id, on).await?.payable_by(method);
    refuse(misplaced(standing.lot.id, standing.inflow.amount, there, method))
}
