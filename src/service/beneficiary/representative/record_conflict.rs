//! Records that a representative is an offender, accused, or linked to one. It counts at once, on one person's word; only a second
//! person lifts it. Who it is, is said by the number of the representative, so no name is needed.
use super::{
    About, existing,
    represented::Represented,
    view::{RepresentativeView, view_of},
};
use crate::{
    domain::{
        person::Role,
        reference::*,
        representative::{Relation, RepresentativeChange},
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
pub const ROLES: &[Role] = &[Role::Maker, Role::Guardian];

/// What a representative has to do with the offence; an order or a document shows it.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RecordConflict {
    /// Offender, accused, or linked to one.
    pub relation: Relation,
    /// The order that shows it; it must name the beneficiary.
    #[serde(default)]
    pub order: Option<OrderRef>,
    /// The document that shows it.
    #[serde(default)]
    pub document: Option<DocumentRef>,
}

/// Records a conflict. Refuses with `invalid` what neither an order nor a document shows, and unknown references.
pub async fn record_conflict(
    fund: &Fund,
    who: &Caller,
    (id, number): (BeneficiaryRef, i32),
    command: RecordConflict,
) -> Outcome<RepresentativeView> {
    who.must_be(ROLES)?;
    let command = About { id, number, body: command };
    fund.write(who, "representative.conflict", command, |job, tx| Box::pin(record(job, tx))).await
}

async fn record(job: Job<'_, About<RecordConflict>>, tx: &mut Tx) -> Outcome<RepresentativeView> {
    let About { id, number, body } = job.command;
    beneficiary::living(tx, *id).await?;
    let represented = Represented::read(tx, job.fund.keys(), *id).await?;
    let before = existing(&represented, *id, *number)?.changes.len();
    let mut fields = Fields::default();
    check_conflict(tx, *id, "", (body, &Concerns { who: &job.who.officer, persons: &[*id] }), &mut fields)
        .await?;
    fields.refuse()?;

    write_conflict(job, tx, (*id, *number), before + 1, body).await?;
    view_of(tx, job.fund.keys(), *id, *number).await
}

/// Adds what cannot be of a conflict; `at` is its path in the body, with the dot, or nothing.
pub(super) async fn check_conflict(
    tx: &mut Tx,
    id: BeneficiaryRef,
    at: &str,
    (conflict, about): (&RecordConflict, &Concerns<'_>),
    fields: &mut Fields,
) -> Outcome<()> {
    if conflict.order.is_none() && conflict.document.is_none() {
        fields.add(
            format!("{at}document"),
            "nothing shows the conflict: name the order or the document that does",
            "ziddiyyəti göstərən heç nə yoxdur: onu göstərən qərarı və ya sənədi qeyd edin",
        );
    }
    fields.paper(tx, format!("{at}document"), conflict.document, about).await?;
    if let Some(order) = conflict.order {
        if tx.order(order).await?.is_none() {
            fields.unknown(format!("{at}order"), order);
        } else if !tx.order_beneficiaries(order).await?.iter().any(|named| named.beneficiary == id) {
            fields.add(
                format!("{at}order"),
                format!("{order} does not name {id}: name an order that does, or a document"),
                format!("{order} qərarında {id} yoxdur: onu göstərən qərarı və ya sənədi qeyd edin"),
            );
        }
    }
    Ok(())
}

/// Writes a conflict; `position` counts all that was recorded of the representative later, from 1.
pub(super) async fn write_conflict<C>(
    job: Job<'_, C>,
    tx: &mut Tx,
    (beneficiary, representative): (BeneficiaryRef, i32),
    position: usize,
    conflict: &RecordConflict,
) -> Outcome<()> {
    let (on_day, at) = (tx.today(), tx.at());
    tx.add(RepresentativeChangeRow {
        beneficiary,
        representative,
        position: position as i32,
        what: RepresentativeChange::Conflict,
        on_day,
        relation: Some(conflict.relation),
        court_order: conflict.order,
        document: conflict.document,
        person: job.who.person(),
        at,
    })
    .await?;
    Ok(())
}
