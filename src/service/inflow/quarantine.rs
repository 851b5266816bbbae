//! Quarantine: an inflow as it stands before a step on it, and what happens when nothing stands against it any more.
use super::record_inflow::income;
use crate::{
    domain::{
        account,
        day::Day,
        inflow::InflowState,
        journal::{Balanced, EntryKind, debit},
        payment::Verb,
        reference::InflowRef,
        refusal::Refusal,
    },
    service::{Job, Outcome, check::Fields},
    store::{
        Fault, Tx,
        inflow::{InflowRow, LotRow},
        journal::About,
    },
};

/// An inflow, its lot, and how it stands.
pub(super) struct Standing {
    pub inflow: InflowRow,
    pub lot: LotRow,
    pub state: InflowState,
}

/// Loads an inflow for a step, or refuses with `not_found`.
pub(super) async fn standing(tx: &mut Tx, id: InflowRef) -> Outcome<Standing> {
    let inflow = tx.inflow(id).await?.ok_or_else(|| Refusal::NotFound { what: id.to_string() })?;
    let lot = tx.lot_of_inflow(id).await?.ok_or_else(|| Fault::broken("lot", format!("{id} has no lot")))?;
    let state = tx.inflow_state(id).await?;
    Ok(Standing { inflow, lot, state })
}

impl Standing {
    /// The day of a step: today when none was given; not in the future and not before the inflow came.
    pub fn step_day(&self, fields: &mut Fields, field: &str, given: Option<Day>, today: Day) -> Day {
        let day = given.unwrap_or(today);
        fields.not_after(field, day, today);
        fields.not_before(
            field,
            day,
            self.inflow.received_on,
            ("the day on which the inflow came", "daxilolma günü"),
        );
        day
    }

    /// Refuses with `wrong_state` unless the inflow is quarantined.
    pub fn must_be_quarantined(&self, step: Verb) -> Outcome<()> {
        if self.state == InflowState::Quarantined { Ok(()) } else { Err(self.wrong_state(step)) }
    }

    /// The refusal of a step that this state does not allow.
    pub fn wrong_state(&self, step: Verb) -> crate::service::Halt {
        wrong_state(self.inflow.id, self.state.as_str(), step)
    }
}

/// The refusal of a step, with the state in a word.
pub(super) fn wrong_state(id: InflowRef, state: &str, step: Verb) -> crate::service::Halt {
    Refusal::WrongState { subject: id.to_string(), state: state.to_owned(), step }.into()
}

/// Lifts the quarantine on a day: the sum held back becomes income of its kind (an event's gross, beside its costs), and the lot
/// may be drawn from.
pub(super) async fn lift<C>(job: Job<'_, C>, tx: &mut Tx, standing: &Standing, on: Day) -> Outcome<()> {
    let Standing { inflow, lot, .. } = standing;
    let gross = inflow.event_gross.unwrap_or(inflow.amount);
    let mut postings = vec![debit(account::QUARANTINED, lot.id, inflow.amount)];
    postings.extend(income(inflow.kind.income_account(), lot.id, gross, inflow.event_cost));
    let entry = Balanced::new(EntryKind::QuarantineLifted, on, postings)?;
    tx.post(&entry, About { inflow: Some(inflow.id), ..About::of(job.who.person()) }).await?;
    tx.set_inflow_state(inflow.id, InflowState::Available).await?;
    Ok(())
}
