//! Records that a removal decision exists. It stands at once, on one person's word; only a second person lifts it. A
//! registrar brings the pseudonym or the identity and learns nothing beside what it brought: whether somebody helped is meant is found
//! after the answer, and again whenever a person is opened or an identity completed.
use super::view::NoticeView;
use crate::{
    domain::{
        beneficiary::{RemovalForm, RemovalIssuer},
        day::Day,
        payment::Verb,
        person::Role,
        reference::*,
        refusal::Refusal,
        word::Unreadable,
    },
    service::{
        Caller, Fund, Job, Outcome,
        check::{Concerns, Fields},
        duplicate::subject::{Place, Subject},
        hands::{Step, decide},
        payment::recall::flag_released,
    },
    store::{Tx, beneficiary::NoticeRow, subject::SubjectNoticeRow},
};
use serde::Deserialize;
use utoipa::ToSchema;

/// Who may.
pub const ROLES: &[Role] = &[Role::Maker, Role::Guardian, Role::Registrar];

/// A removal decision from any source; a suspended one too.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RecordNotice {
    /// Whom it concerns.
    #[serde(default)]
    pub beneficiary: Option<BeneficiaryRef>,
    /// Whom it concerns, by identity, where no pseudonym is known.
    #[serde(default)]
    pub subject: Option<Subject>,
    /// Its form.
    pub form: RemovalForm,
    /// Who issued it.
    pub issued_by: RemovalIssuer,
    /// When.
    pub decided_on: Day,
    /// The decision itself, where it is there.
    #[serde(default)]
    pub document: Option<DocumentRef>,
}

/// Records a notice. Refuses with `invalid` for unknown references and a day that lies ahead.
pub async fn record_notice(fund: &Fund, who: &Caller, command: RecordNotice) -> Outcome<NoticeView> {
    who.must_be(ROLES)?;
    let done = fund.write(who, "notice.recorded", command, |job, tx| Box::pin(record(job, tx))).await;
    fund.desk().ring();
    done
}

async fn record(job: Job<'_, RecordNotice>, tx: &mut Tx) -> Outcome<NoticeView> {
    let command = job.command;
    let (mut fields, today) = (Fields::default(), tx.today());
    check_whom(command, tx, &mut fields).await?;
    fields.not_after("decided_on", command.decided_on, today);
    let persons: Vec<BeneficiaryRef> = command.beneficiary.into_iter().collect();
    let about = Concerns { who: &job.who.officer, persons: &persons };
    fields.paper(tx, "document", command.document, &about).await?;
    fields.refuse()?;
    let role = job.who.acting_as(ROLES)?;

    let view = write(job, tx).await?;
    let id = view.id;
    let step = Step { document: command.document, ..Step::default() };
    decide(job, tx, id, role, Verb::Draft, today, step).await?;
    if let Some(beneficiary) = command.beneficiary {
        flag_released(tx, job.fund, beneficiary).await?;
    }
    Ok(view)
}

/// A person is named by pseudonym or by identity.
async fn check_whom(command: &RecordNotice, tx: &mut Tx, fields: &mut Fields) -> Outcome<()> {
    match (command.beneficiary, &command.subject) {
        (Some(beneficiary), None) => {
            if tx.beneficiary(beneficiary).await?.is_none() {
                fields.unknown("beneficiary", beneficiary);
            }
        }
        (None, Some(subject)) => subject.check("subject.", tx, fields),
        (None, None) => fields.add(
            "beneficiary",
            "the person is missing: give the pseudonym, like B-2026-000001, or `subject`",
            "şəxs göstərilməyib: psevdonimi, məsələn B-2026-000001, və ya `subject` yazın",
        ),
        (Some(_), Some(_)) => fields.add(
            "subject",
            "a person is named by pseudonym or by identity: leave one of the two out",
            "şəxs psevdonimlə və ya şəxsiyyət məlumatı ilə göstərilir: birini göndərməyin",
        ),
    }
    Ok(())
}

async fn write(job: Job<'_, RecordNotice>, tx: &mut Tx) -> Outcome<NoticeView> {
    let RecordNotice { form, issued_by, decided_on, document, .. } = *job.command;
    let (id, person, at): (NoticeRef, _, _) = (tx.next(), job.who.person(), tx.at());
    if let Some(subject) = &job.command.subject {
        let certain = job.who.acting_as(ROLES)? != Role::Maker;
        let subject = subject.write(job, tx, Place { certain, ..Place::default() }).await?;
        let notice = SubjectNoticeRow { id, subject, form, issued_by, decided_on, document, person, at };
        let view = NoticeView::on_subject(&notice, false);
        tx.add(notice).await?;
        return Ok(view);
    }
    let beneficiary = job.command.beneficiary.ok_or_else(|| Refusal::NotFound {
        what: Unreadable::new("beneficiary", "benefisiar").to_string(),
    })?;
    let notice = NoticeRow { id, beneficiary, form, issued_by, decided_on, document, person, at };
    let view = NoticeView::of(&notice, false);
    tx.add(notice).await?;
    Ok(view)
}
