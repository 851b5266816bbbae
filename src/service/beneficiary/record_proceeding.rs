//! Records a person's proceedings before a court or an authority, or that it was asked and there are none. What is said of a proceeding
//! again, by its number, takes the place of what was said before. The case number goes under the person's seal.
use super::{
    For, living,
    standing::{leave_out, numbered, standing_proceedings},
    view::{BeneficiaryView, view_of},
};
use crate::{
    domain::{
        beneficiary::*,
        day::Day,
        person::Role,
        reference::{BeneficiaryRef, DocumentRef},
        text::Line,
        word::Unreadable,
    },
    service::{
        Caller, Fund, Job, Outcome,
        check::{Concerns, Fields},
        envelope::seal_for,
    },
    store::{Tx, beneficiary::ProceedingRow},
    vault::Words,
};
use serde::Deserialize;
use utoipa::ToSchema;

/// Who may.
pub const ROLES: &[Role] = &[Role::Maker];

/// The place of the sealed case number.
pub const CASE: &str = "proceeding.case";

/// The command.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RecordProceeding {
    /// Which of those that were recorded it takes the place of, by number; a new one when not said.
    #[serde(default)]
    pub number: Option<i32>,
    /// The case number; sealed.
    #[serde(default)]
    pub case: Option<Line>,
    /// What kind; `none` says that it was asked and there are no proceedings.
    pub kind: ProceedingKind,
    /// What the person is in it; not with `none`.
    #[serde(default)]
    pub role: Option<ProceedingRole>,
    /// How it stands; not with `none`.
    #[serde(default)]
    pub state: Option<ProceedingState>,
    /// When it was opened; with `none`, when it was asked.
    pub opened_on: Day,
    /// When it was closed.
    #[serde(default)]
    pub closed_on: Option<Day>,
    /// The last day on which it can be appealed; no window runs when not said.
    #[serde(default)]
    pub appeal_until: Option<Day>,
    /// Whether a window runs is not known.
    #[serde(default)]
    pub appeal_unknown: bool,
    /// How the person takes part from elsewhere, or comes back for it: testimony by video or in writing, a return for the hearing.
    #[serde(default)]
    pub arrangement: Option<DocumentRef>,
    /// An offence of the person in this case was committed under coercion.
    #[serde(default)]
    pub coerced: Option<bool>,
    /// What shows it.
    #[serde(default)]
    pub document: Option<DocumentRef>,
}

/// Records a proceeding. Refuses with `invalid` for fields that do not fit each other, unknown numbers and documents, days that lie
/// ahead, and `none` while a proceeding is recorded as open.
pub async fn record_proceeding(
    fund: &Fund,
    who: &Caller,
    id: BeneficiaryRef,
    command: RecordProceeding,
) -> Outcome<BeneficiaryView> {
    who.must_be(ROLES)?;
    let command = For { id, body: command };
    fund.write(who, "proceeding.recorded", command, |job, tx| Box::pin(record(job, tx))).await
}

async fn record(job: Job<'_, For<RecordProceeding>>, tx: &mut Tx) -> Outcome<BeneficiaryView> {
    let For { id, body } = job.command;
    living(tx, *id).await?;
    let (recorded, today) = (tx.proceedings(*id).await?, tx.today());
    let mut fields = Fields::default();
    let number = if body.kind == ProceedingKind::None {
        check_none(body, &recorded, &mut fields);
        None
    } else {
        check_some(body, today, &mut fields);
        let what = |number| {
            Unreadable::new(
                format!("proceeding {number} of {id}"),
                format!("{id} üzrə {number} nömrəli icraat"),
            )
        };
        Some(numbered(body.number, recorded.iter().map(|row| row.number), what, &mut fields))
    };
    fields.not_after("opened_on", body.opened_on, today);
    let about = Concerns { who: &job.who.officer, persons: &[*id] };
    for (field, document) in [("arrangement", body.arrangement), ("document", body.document)] {
        fields.paper(tx, field, document, &about).await?;
    }
    fields.refuse()?;
    write(job, tx, recorded.len() as i32 + 1, number).await?;
    view_of(tx, job.fund.keys(), job.who, *id, today).await
}

/// That there are none says nothing of one, and does not stand beside one that is open.
fn check_none(body: &RecordProceeding, recorded: &[ProceedingRow], fields: &mut Fields) {
    let said = [
        ("number", body.number.is_some()),
        ("case", body.case.is_some()),
        ("role", body.role.is_some()),
        ("state", body.state.is_some()),
        ("closed_on", body.closed_on.is_some()),
        ("appeal_until", body.appeal_until.is_some()),
        ("appeal_unknown", body.appeal_unknown),
        ("arrangement", body.arrangement.is_some()),
        ("coerced", body.coerced.is_some()),
    ];
    leave_out(fields, &said, ("there are no proceedings", "icraat olmadığı"));
    let open =
        standing_proceedings(recorded).into_iter().find(|row| row.state == Some(ProceedingState::Open));
    if let Some(number) = open.and_then(|row| row.number) {
        fields.add(
            "kind",
            format!("proceeding {number} is recorded as open: say first how it ended, with its `number`"),
            format!("{number} nömrəli icraat açıq kimi qeyd olunub: əvvəlcə necə bitdiyini onun nömrəsi ilə (`number`) yazın"),
        );
    }
}

fn check_some(body: &RecordProceeding, today: Day, fields: &mut Fields) {
    for (field, is_there) in [("role", body.role.is_some()), ("state", body.state.is_some())] {
        if !is_there {
            fields.add(field, "this field is needed: add it", "bu sahə tələb olunur: əlavə edin");
        }
    }
    let start = ("the day of opening", "icraatın başlandığı gün");
    if let Some(closed) = body.closed_on {
        fields.not_after("closed_on", closed, today);
        fields.not_before("closed_on", closed, body.opened_on, start);
        if body.state == Some(ProceedingState::Open) {
            fields.add(
                "closed_on",
                "what is open has no day of closing: leave `closed_on` out, or write `closed` as its state",
                "açıq icraatın bağlanma günü olmur: `closed_on` göndərməyin və ya vəziyyətini `closed` yazın",
            );
        }
    }
    if let Some(until) = body.appeal_until {
        fields.not_before(
            "appeal_until",
            until,
            body.closed_on.unwrap_or(body.opened_on),
            match body.closed_on {
                Some(_) => ("the day of closing", "icraatın bağlandığı gün"),
                None => start,
            },
        );
        if body.appeal_unknown {
            fields.add(
                "appeal_unknown",
                "a window whose last day is known is not unknown: leave one of the two out",
                "son günü məlum olan müddət naməlum deyil: ikisindən birini göndərməyin",
            );
        }
    }
}

async fn write(
    job: Job<'_, For<RecordProceeding>>,
    tx: &mut Tx,
    position: i32,
    number: Option<i32>,
) -> Outcome<()> {
    let For { id, body } = job.command;
    let words = match &body.case {
        Some(case) => Some(seal_for(job, tx, Some(*id), CASE, &Words::of(case.expose())).await?),
        None => None,
    };
    let at = tx.at();
    tx.add(ProceedingRow {
        beneficiary: *id,
        position,
        number,
        kind: body.kind,
        role: body.role,
        state: body.state,
        opened_on: body.opened_on,
        closed_on: body.closed_on,
        appeal_until: body.appeal_until,
        appeal_unknown: body.appeal_unknown,
        arrangement: body.arrangement,
        coerced: body.coerced,
        document: body.document,
        words,
        person: job.who.person(),
        at,
    })
    .await?;
    Ok(())
}
