//! Lifts a notice of a removal decision: a second person, with the document that shows that it does not stand any more.
use super::view::NoticeView;
use crate::{
    domain::{day::Instant, payment::Verb, person::Role, reference::*, refusal::Refusal},
    service::{
        Caller, Fund, Job, Outcome,
        check::{Concerns, Fields},
        hands::{Step, check_hand, decide},
    },
    store::Tx,
};
use serde::Deserialize;
use utoipa::ToSchema;

/// Who may: another person than the one who recorded it.
pub const ROLES: &[Role] = &[Role::Maker, Role::Guardian];

/// What a notice is lifted on.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct LiftNotice {
    /// The document that shows that the decision does not stand any more.
    pub document: DocumentRef,
}

struct Lift {
    id: NoticeRef,
    body: LiftNotice,
}

/// Lifts a notice. Refuses with `same_hands` the person who recorded it, in whatever role, with `wrong_state` when it was
/// lifted already, and with `invalid` for an unknown document.
pub async fn lift_notice(
    fund: &Fund,
    who: &Caller,
    id: NoticeRef,
    command: LiftNotice,
) -> Outcome<NoticeView> {
    who.must_be(ROLES)?;
    let command = Lift { id, body: command };
    fund.write(who, "notice.lifted", command, |job, tx| Box::pin(lift(job, tx))).await
}

async fn lift(job: Job<'_, Lift>, tx: &mut Tx) -> Outcome<NoticeView> {
    let Lift { id, body } = job.command;
    let notice = standing(tx, *id).await?;
    let (subject, person) = (id.to_string(), job.who.person());
    if notice.person == person {
        let hands = tx.hands(&subject).await?;
        let before = hands.iter().find(|hand| hand.person == person).map_or(Role::Maker, |hand| hand.role);
        return Err(Refusal::SameHands { subject, person, before: before.to_string() }.into());
    }
    let role = job.who.acting_as(ROLES)?;
    check_hand(job, tx, &subject, role).await?;
    let mut fields = Fields::default();
    match tx.document(body.document).await? {
        None => fields.unknown("document", body.document),
        // What shows that a decision fell away cannot have been there when it was recorded.
        Some(document) if document.at <= notice.at || notice.document == Some(body.document) => fields.add(
            "document",
            format!("{} was there before the notice: bring the paper that lifts the decision", body.document),
            format!("{} bildirişdən əvvəl qeyd olunub: qərarı ləğv edən sənədi təqdim edin", body.document),
        ),
        Some(_) => {
            let persons: Vec<BeneficiaryRef> = notice.view.beneficiary.into_iter().collect();
            let about = Concerns { who: &job.who.officer, persons: &persons };
            fields.paper(tx, "document", Some(body.document), &about).await?;
        }
    }
    fields.refuse()?;
    if tx.decisions(&subject).await?.iter().any(|decision| decision.verb == Verb::Lift) {
        return Err(Refusal::WrongState { subject, state: "lifted".into(), step: Verb::Lift }.into());
    }

    let today = tx.today();
    let step = Step { document: Some(body.document), ..Step::default() };
    decide(job, tx, id, role, Verb::Lift, today, step).await?;
    Ok(NoticeView { lifted: true, ..notice.view })
}

/// A notice as it was recorded, on a pseudonym or on a person named by identity.
struct Recorded {
    view: NoticeView,
    document: Option<DocumentRef>,
    person: PersonRef,
    at: Instant,
}

async fn standing(tx: &mut Tx, id: NoticeRef) -> Outcome<Recorded> {
    if let Some(row) = tx.notice(id).await? {
        let view = NoticeView::of(&row, false);
        return Ok(Recorded { view, document: row.document, person: row.person, at: row.at });
    }
    let row = tx.subject_notice(id).await?.ok_or_else(|| Refusal::NotFound { what: id.to_string() })?;
    let view = NoticeView::on_subject(&row, false);
    Ok(Recorded { view, document: row.document, person: row.person, at: row.at })
}
