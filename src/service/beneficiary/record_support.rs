//! Records who else pays for a person, so that the Fund does not pay the same: the state in its shelter, another funder, or that it was
//! asked and nobody does. What is said of a support again, by its number, takes the place of what was said before.
use super::{
    For, living,
    standing::{leave_out, numbered, standing_supports},
    view::{BeneficiaryView, view_of},
};
use crate::{
    domain::{
        beneficiary::SupportKind,
        day::Day,
        person::Role,
        purpose::Category,
        reference::{BeneficiaryRef, DocumentRef},
        text::Line,
        word::Unreadable,
    },
    service::{
        Caller, Fund, Job, Outcome,
        check::{Concerns, Fields},
        envelope::seal_for,
    },
    store::{Tx, beneficiary::SupportRow},
    vault::Words,
};
use serde::Deserialize;
use utoipa::ToSchema;

/// Who may.
pub const ROLES: &[Role] = &[Role::Maker];

/// The place of the sealed name of a funder.
pub const FUNDER: &str = "support.funder";

/// What the state's shelter pays for when nothing else is said.
const IN_SHELTER: [Category; 2] = [Category::Rent, Category::Food];

/// The command.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RecordSupport {
    /// Which of those that were recorded it takes the place of, by number; a new one when not said.
    #[serde(default)]
    pub number: Option<i32>,
    /// Who pays; `none` says that it was asked and nobody else does.
    pub kind: SupportKind,
    /// What for; in the state's shelter rent and food when not said.
    #[serde(default)]
    pub categories: Vec<Category>,
    /// From which day; with `none`, when it was asked.
    pub from: Day,
    /// The last day; it runs when not said.
    #[serde(default)]
    pub to: Option<Day>,
    /// The funder; sealed.
    #[serde(default)]
    pub funder: Option<Line>,
    /// What shows it.
    #[serde(default)]
    pub document: Option<DocumentRef>,
}

/// Records a support. Refuses with `invalid` for fields that do not fit each other, unknown numbers and documents, a first day that lies
/// ahead, and `none` on a day on which somebody is recorded to pay.
pub async fn record_support(
    fund: &Fund,
    who: &Caller,
    id: BeneficiaryRef,
    command: RecordSupport,
) -> Outcome<BeneficiaryView> {
    who.must_be(ROLES)?;
    let command = For { id, body: command };
    fund.write(who, "support.recorded", command, |job, tx| Box::pin(record(job, tx))).await
}

async fn record(job: Job<'_, For<RecordSupport>>, tx: &mut Tx) -> Outcome<BeneficiaryView> {
    let For { id, body } = job.command;
    living(tx, *id).await?;
    let (recorded, today) = (tx.supports(*id).await?, tx.today());
    let mut fields = Fields::default();
    let number = if body.kind == SupportKind::None {
        check_none(body, &recorded, &mut fields);
        None
    } else {
        check_some(body, &mut fields);
        let what = |number| {
            Unreadable::new(format!("support {number} of {id}"), format!("{id} üzrə {number} nömrəli dəstək"))
        };
        Some(numbered(body.number, recorded.iter().map(|row| row.number), what, &mut fields))
    };
    fields.not_after("from", body.from, today);
    let about = Concerns { who: &job.who.officer, persons: &[*id] };
    fields.paper(tx, "document", body.document, &about).await?;
    fields.refuse()?;
    write(job, tx, recorded.len() as i32 + 1, number).await?;
    view_of(tx, job.fund.keys(), job.who, *id, today).await
}

/// That nobody pays says nothing of a payer, and does not stand beside one on the same day.
fn check_none(body: &RecordSupport, recorded: &[SupportRow], fields: &mut Fields) {
    let said = [
        ("number", body.number.is_some()),
        ("categories", !body.categories.is_empty()),
        ("to", body.to.is_some()),
        ("funder", body.funder.is_some()),
    ];
    leave_out(fields, &said, ("nobody else pays", "başqa heç kim ödəmədiyi"));
    let covers = |row: &&SupportRow| row.from_day <= body.from && row.to_day.is_none_or(|to| to >= body.from);
    let runs = standing_supports(recorded).into_iter().filter(|row| row.number.is_some()).find(covers);
    if let Some(number) = runs.and_then(|row| row.number) {
        fields.add(
            "kind",
            format!("support {number} is recorded to run on that day: say first how long it ran, with its `number`"),
            format!("{number} nömrəli dəstək həmin gün davam edən kimi qeyd olunub: əvvəlcə son gününü onun nömrəsi ilə (`number`) yazın"),
        );
    }
}

fn check_some(body: &RecordSupport, fields: &mut Fields) {
    if body.kind == SupportKind::OtherFunder && body.categories.is_empty() {
        fields.add(
            "categories",
            "what another funder pays for is not said: name at least one category",
            "başqa maliyyələşdirənin nəyi ödədiyi yazılmayıb: ən azı bir kateqoriya göstərin",
        );
    }
    if body.kind == SupportKind::StateShelter && body.funder.is_some() {
        fields.add(
            "funder",
            "in its shelter the state pays: leave `funder` out",
            "sığınacaqda xərci dövlət ödəyir: `funder` göndərməyin",
        );
    }
    for (i, category) in body.categories.iter().enumerate() {
        if body.categories[..i].contains(category) {
            fields.add(
                format!("categories[{i}]"),
                "this category is named twice: name it once",
                "bu kateqoriya iki dəfə göstərilib: bir dəfə yazın",
            );
        }
    }
    if let Some(to) = body.to {
        fields.not_before("to", to, body.from, ("the first day", "ilk gün"));
    }
}

async fn write(
    job: Job<'_, For<RecordSupport>>,
    tx: &mut Tx,
    position: i32,
    number: Option<i32>,
) -> Outcome<()> {
    let For { id, body } = job.command;
    let words = match &body.funder {
        Some(funder) => Some(seal_for(job, tx, Some(*id), FUNDER, &Words::of(funder.expose())).await?),
        None => None,
    };
    let categories: &[Category] = match body.kind {
        SupportKind::StateShelter if body.categories.is_empty() => &IN_SHELTER,
        _ => &body.categories,
    };
    let at = tx.at();
    tx.add(SupportRow {
        beneficiary: *id,
        position,
        number,
        kind: body.kind,
        categories: categories.iter().map(|category| category.as_str()).collect::<Vec<_>>().join(","),
        from_day: body.from,
        to_day: body.to,
        document: body.document,
        words,
        person: job.who.person(),
        at,
    })
    .await?;
    Ok(())
}
