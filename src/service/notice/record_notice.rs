//! Records that a removal decision exists. It stands at once, on one person's word; only a second person lifts it. A
//! registrar brings the pseudonym and learns nothing beside what it brought.
use super::view::NoticeView;
use crate::{
    domain::{
        beneficiary::{RemovalForm, RemovalIssuer},
        day::Day,
        payment::Verb,
        person::Role,
        reference::*,
    },
    service::{
        Caller, Fund, Job, Outcome,
        check::Fields,
        hands::{Step, decide},
    },
    store::{Tx, beneficiary::NoticeRow},
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
    pub beneficiary: BeneficiaryRef,
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
    fund.write(who, "notice.recorded", command, |job, tx| Box::pin(record(job, tx))).await
}

async fn record(job: Job<'_, RecordNotice>, tx: &mut Tx) -> Outcome<NoticeView> {
    let command = job.command;
    let (mut fields, today) = (Fields::default(), tx.today());
    if tx.beneficiary(command.beneficiary).await?.is_none() {
        fields.unknown("beneficiary", command.beneficiary);
    }
    fields.not_after("decided_on", command.decided_on, today);
    fields.document(tx, "document", command.document).await?;
    fields.refuse()?;
    let role = job.who.acting_as(ROLES)?;

    let id: NoticeRef = tx.next();
    let at = tx.at();
    let notice = NoticeRow {
        id,
        beneficiary: command.beneficiary,
        form: command.form,
        issued_by: command.issued_by,
        decided_on: command.decided_on,
        document: command.document,
        person: job.who.person(),
        at,
    };
    let view = NoticeView::of(&notice, false);
    tx.add(notice).await?;
    let step = Step { document: command.document, ..Step::default() };
    decide(job, tx, id, role, Verb::Draft, today, step).await?;
    Ok(view)
}
