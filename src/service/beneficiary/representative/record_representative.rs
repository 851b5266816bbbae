//! Records who may receive money for a person: in what quality, on which document, from which day to which. The name goes under
//! seal. Whether money may reach them is judged when it moves.
use super::{
    record_conflict::{RecordConflict, check_conflict, write_conflict},
    represented::{RepresentativeWords, Represented},
    view::{RepresentativeView, view_of},
};
use crate::{
    domain::{
        day::Day,
        person::Role,
        reference::*,
        representative::RepresentativeKind,
        text::{Line, Prose},
    },
    service::{
        Caller, Fund, Job, Outcome,
        beneficiary::{For, living, profile},
        check::{Concerns, Fields},
        envelope::seal_for,
    },
    store::{Tx, representative::RepresentativeRow},
};
use serde::Deserialize;
use std::fmt;
use utoipa::ToSchema;

/// Who may.
pub const ROLES: &[Role] = &[Role::Maker];

/// Most representatives of one person, ended ones counted.
const MOST: usize = 100;

/// A representative.
#[derive(Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RecordRepresentative {
    /// In what quality.
    pub kind: RepresentativeKind,
    /// Name; sealed.
    pub name: Line,
    /// FIN, VÖEN or the number of a paper; sealed.
    #[serde(default)]
    pub number: Option<Line>,
    /// How they are reached; sealed.
    #[serde(default)]
    pub contact: Option<Prose>,
    /// What shows their authority: the appointment, the power of attorney, the certificate of inheritance. Needed for all but a parent.
    #[serde(default)]
    pub document: Option<DocumentRef>,
    /// The first day; today when not said. It may lie ahead.
    #[serde(default)]
    pub from: Option<Day>,
    /// The last day, where one is set.
    #[serde(default)]
    pub until: Option<Day>,
    /// That they are an offender, accused, or linked to one, where it is known already.
    #[serde(default)]
    pub conflict: Option<RecordConflict>,
}

impl fmt::Debug for RecordRepresentative {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[representative to record]")
    }
}

/// Records a representative. Refuses with `invalid` for days the wrong way round, unknown references, a missing document, and
/// somebody who would stand in for a child that is none.
pub async fn record_representative(
    fund: &Fund,
    who: &Caller,
    id: BeneficiaryRef,
    command: RecordRepresentative,
) -> Outcome<RepresentativeView> {
    who.must_be(ROLES)?;
    let command = For { id, body: command };
    fund.write(who, "representative.recorded", command, |job, tx| Box::pin(record(job, tx))).await
}

async fn record(job: Job<'_, For<RecordRepresentative>>, tx: &mut Tx) -> Outcome<RepresentativeView> {
    let For { id, body } = job.command;
    living(tx, *id).await?;
    let (_, age) = profile::read(tx, job.fund.keys(), *id).await?;
    let known = Represented::read(tx, job.fund.keys(), *id).await?.ones.len();
    let from_day = body.from.unwrap_or(tx.today());
    let about = Concerns { who: &job.who.officer, persons: &[*id] };
    check(body, tx, (*id, &about), from_day, known, age.minor_on(from_day)).await?;

    let words = RepresentativeWords {
        name: Some(body.name.clone()),
        number: body.number.clone(),
        contact: body.contact.clone(),
    };
    let words = seal_for(job, tx, Some(*id), "representative.words", &words.words()?).await?;
    let (number, at) = (known as i32 + 1, tx.at());
    tx.add(RepresentativeRow {
        beneficiary: *id,
        position: number,
        kind: body.kind,
        words,
        document: body.document,
        from_day,
        until_day: body.until,
        person: job.who.person(),
        at,
    })
    .await?;
    if let Some(conflict) = &body.conflict {
        write_conflict(job, tx, (*id, number), 1, conflict).await?;
    }
    view_of(tx, job.fund.keys(), *id, number).await
}

async fn check(
    body: &RecordRepresentative,
    tx: &mut Tx,
    (id, about): (BeneficiaryRef, &Concerns<'_>),
    from_day: Day,
    known: usize,
    minor: Option<bool>,
) -> Outcome<()> {
    let mut fields = Fields::default();
    if known >= MOST {
        fields.add(
            "kind",
            format!("{id} has {MOST} representatives, and more are not taken: look at those recorded"),
            format!("{id} üçün {MOST} nümayəndə var, daha çoxu qəbul edilmir: qeyd edilmişlərə baxın"),
        );
    }
    if body.kind.is_of_child() && minor == Some(false) {
        fields.add(
            "kind",
            format!(
                "on {from_day} the person is of age, so nobody stands in as {}: record a collector with a \
                 power of attorney",
                body.kind
            ),
            format!(
                "{from_day} tarixində şəxs yetkinlik yaşındadır, ona görə {} onu təmsil etmir: etibarnaməsi olan \
                 şəxsi (collector) qeyd edin",
                body.kind
            ),
        );
    }
    if body.kind.needs_document() && body.document.is_none() {
        fields.add(
            "document",
            format!("a {} acts on a document: add the paper that shows the authority", body.kind),
            format!("{} sənəd əsasında hərəkət edir: səlahiyyəti göstərən sənədi əlavə edin", body.kind),
        );
    }
    fields.paper(tx, "document", body.document, about).await?;
    if let Some(until) = body.until {
        fields.not_before("until", until, from_day, ("the first day", "ilk gün"));
    }
    if let Some(conflict) = &body.conflict {
        check_conflict(tx, id, "conflict.", (conflict, about), &mut fields).await?;
    }
    fields.refuse()
}
