//! Ends a representative: a guardianship was given up, a power of attorney was taken back. What was paid before stays as it is.
use super::{
    About, existing,
    represented::Represented,
    subject,
    view::{RepresentativeView, view_of},
};
use crate::{
    domain::{
        day::Day, payment::Verb, person::Role, reference::*, refusal::Refusal,
        representative::RepresentativeChange,
    },
    service::{
        Caller, Fund, Job, Outcome, beneficiary,
        check::{Concerns, Fields},
    },
    store::{Tx, representative::RepresentativeChangeRow},
};
use serde::Deserialize;
use utoipa::ToSchema;

/// Who may.
pub const ROLES: &[Role] = &[Role::Maker];

/// An end.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct EndRepresentative {
    /// The day from which on they represent the person no more; today when not said. It may lie ahead.
    pub ended_on: Option<Day>,
    /// What shows it.
    pub document: Option<DocumentRef>,
}

/// Ends a representative. Refuses with `wrong_state` when that day is no earlier than an end that is there, and with `invalid` for
/// a day before the first one and an unknown document.
pub async fn end_representative(
    fund: &Fund,
    who: &Caller,
    (id, number): (BeneficiaryRef, i32),
    command: EndRepresentative,
) -> Outcome<RepresentativeView> {
    who.must_be(ROLES)?;
    let command = About { id, number, body: command };
    fund.write(who, "representative.ended", command, |job, tx| Box::pin(end(job, tx))).await
}

async fn end(job: Job<'_, About<EndRepresentative>>, tx: &mut Tx) -> Outcome<RepresentativeView> {
    let About { id, number, body } = job.command;
    beneficiary::living(tx, *id).await?;
    let represented = Represented::read(tx, job.fund.keys(), *id).await?;
    let one = existing(&represented, *id, *number)?;
    let (term, on_day) = (one.term(), body.ended_on.unwrap_or(tx.today()));
    let is_ended =
        term.ended_on.is_some_and(|end| end <= on_day) || term.until.is_some_and(|last| last < on_day);
    if is_ended {
        let (subject, state) = (subject(*id, *number), RepresentativeChange::Ended.to_string());
        return Err(Refusal::WrongState { subject, state, step: Verb::End }.into());
    }
    let mut fields = Fields::default();
    fields.not_before("ended_on", on_day, term.from, ("the first day", "ilk gün"));
    let about = Concerns { who: &job.who.officer, persons: &[*id] };
    fields.paper(tx, "document", body.document, &about).await?;
    fields.refuse()?;

    let at = tx.at();
    tx.add(RepresentativeChangeRow {
        beneficiary: *id,
        representative: *number,
        position: one.changes.len() as i32 + 1,
        what: RepresentativeChange::Ended,
        on_day,
        relation: None,
        court_order: None,
        document: body.document,
        person: job.who.person(),
        at,
    })
    .await?;
    view_of(tx, job.fund.keys(), *id, *number).await
}
