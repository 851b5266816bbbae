//! Lifts a conflict of a representative: a second person, with a document that came after it. So a namesake of an offender may be
//! told apart, and somebody who was acquitted may act again; one person's word is not enough for either.
use super::{
    About, existing,
    represented::Represented,
    subject,
    view::{RepresentativeView, view_of},
};
use crate::{
    domain::{
        payment::Verb, person::Role, reference::*, refusal::Refusal, representative::RepresentativeChange,
    },
    service::{
        Caller, Fund, Job, Outcome, beneficiary,
        check::{Concerns, Fields},
    },
    store::{Tx, representative::RepresentativeChangeRow},
};
use serde::Deserialize;
use utoipa::ToSchema;

/// Who may: another person than those who recorded the representative and the conflict.
pub const ROLES: &[Role] = &[Role::Maker, Role::Guardian];

/// What a conflict is lifted on.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct LiftConflict {
    /// The document that shows that there is none, or none any more.
    pub document: DocumentRef,
}

/// Lifts a conflict. Refuses with `same_hands` those who recorded it or the representative, with `wrong_state` where there is none,
/// and with `invalid` for a document that is unknown or was there before.
pub async fn lift_conflict(
    fund: &Fund,
    who: &Caller,
    (id, number): (BeneficiaryRef, i32),
    command: LiftConflict,
) -> Outcome<RepresentativeView> {
    who.must_be(ROLES)?;
    let command = About { id, number, body: command };
    fund.write(who, "representative.lifted", command, |job, tx| Box::pin(lift(job, tx))).await
}

async fn lift(job: Job<'_, About<LiftConflict>>, tx: &mut Tx) -> Outcome<RepresentativeView> {
    let About { id, number, body } = job.command;
    beneficiary::living(tx, *id).await?;
    let represented = Represented::read(tx, job.fund.keys(), *id).await?;
    let one = existing(&represented, *id, *number)?;
    let (subject, person) = (subject(*id, *number), job.who.person());
    let conflicts = one.changes.iter().filter(|change| change.what == RepresentativeChange::Conflict);
    let before = conflicts.clone().any(|change| change.person == person);
    if one.row.person == person || before {
        let before = Verb::Draft.to_string();
        return Err(Refusal::SameHands { subject, person, before }.into());
    }
    let since = conflicts.map(|change| change.at).max().unwrap_or(one.row.at);
    let mut fields = Fields::default();
    match tx.document(body.document).await? {
        None => fields.unknown("document", body.document),
        // What shows that a conflict fell away cannot have been there when it was recorded.
        Some(document) if document.at <= since => fields.add(
            "document",
            format!("{} was there before the conflict: bring the paper that lifts it", body.document),
            format!(
                "{} ziddiyyətdən əvvəl qeyd olunub: onu aradan qaldıran sənədi təqdim edin",
                body.document
            ),
        ),
        Some(_) => {
            let about = Concerns { who: &job.who.officer, persons: &[*id] };
            fields.paper(tx, "document", Some(body.document), &about).await?;
        }
    }
    fields.refuse()?;
    if one.conflict.is_none() {
        let state = "not in conflict".to_owned();
        return Err(Refusal::WrongState { subject, state, step: Verb::Lift }.into());
    }

    let (on_day, at) = (tx.today(), tx.at());
    tx.add(RepresentativeChangeRow {
        beneficiary: *id,
        representative: *number,
        position: one.changes.len() as i32 + 1,
        what: RepresentativeChange::Lifted,
        on_day,
        relation: None,
        court_order: None,
        document: Some(body.document),
        person,
        at,
    })
    .await?;
    view_of(tx, job.fund.keys(), *id, *number).await
}
