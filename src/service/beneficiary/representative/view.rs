//! Reading who represents a person: kind, days, how they stand, what was recorded of them and by whom. Never a name, a number or a
//! contact.
use super::{
    existing,
    represented::{One, Represented},
};
use crate::{
    domain::{
        day::{Day, Instant},
        person::Role,
        reference::*,
        representative::*,
    },
    service::{
        Caller, Fund, Outcome, Page,
        beneficiary::profile::{self, Age},
        page::{Wanted, page},
    },
    store::{Snapshot, Tx, representative::RepresentativeChangeRow},
    vault::Keys,
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Who may read them.
pub const ROLES: &[Role] = crate::service::beneficiary::view::ROLES;

/// A representative.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct RepresentativeView {
    /// Whom they represent.
    pub beneficiary: BeneficiaryRef,
    /// The number by which payments and commands name them.
    pub number: i32,
    /// In what quality.
    pub kind: RepresentativeKind,
    /// The first day.
    pub from: Day,
    /// The last day, where one was set.
    pub until: Option<Day>,
    /// From which day on they represent the person no more, where they were ended.
    pub ended_on: Option<Day>,
    /// How they stand today.
    pub state: RepresentativeState,
    /// What they have to do with the offence; null where there is no conflict.
    pub conflict: Option<Relation>,
    /// What shows their authority.
    pub document: Option<DocumentRef>,
    /// Who recorded them.
    pub person: PersonRef,
    /// When.
    #[serde(with = "crate::domain::day::instant")]
    #[schema(value_type = String, format = DateTime)]
    pub at: Instant,
    /// What was recorded later, in the order of recording.
    pub changes: Vec<RepresentativeChangeView>,
}

/// What was recorded of a representative later.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct RepresentativeChangeView {
    /// What.
    pub what: RepresentativeChange,
    /// Since when.
    pub on: Day,
    /// Of a conflict: offender, accused, or linked to one.
    pub relation: Option<Relation>,
    /// The order that shows it.
    pub order: Option<OrderRef>,
    /// The document that shows it.
    pub document: Option<DocumentRef>,
    /// Who recorded it.
    pub person: PersonRef,
    /// When.
    #[serde(with = "crate::domain::day::instant")]
    #[schema(value_type = String, format = DateTime)]
    pub at: Instant,
}

impl RepresentativeChangeView {
    fn of(row: &RepresentativeChangeRow) -> RepresentativeChangeView {
        RepresentativeChangeView {
            what: row.what,
            on: row.on_day,
            relation: row.relation,
            order: row.court_order,
            document: row.document,
            person: row.person,
            at: row.at,
        }
    }
}

fn view(one: &One, age: &Age, today: Day) -> RepresentativeView {
    let term = one.term();
    RepresentativeView {
        beneficiary: one.row.beneficiary,
        number: one.row.position,
        kind: term.kind,
        from: term.from,
        until: term.until,
        ended_on: term.ended_on,
        state: term.state_on(today, age.minor_on(today)),
        conflict: one.conflict,
        document: one.row.document,
        person: one.row.person,
        at: one.row.at,
        changes: one.changes.iter().map(RepresentativeChangeView::of).collect(),
    }
}

/// One representative as it stands after a step.
pub(super) async fn view_of(
    tx: &mut Tx,
    keys: &Keys,
    id: BeneficiaryRef,
    number: i32,
) -> Outcome<RepresentativeView> {
    let today = tx.today();
    let from: &mut Snapshot = tx;
    let (_, age) = profile::read(from, keys, id).await?;
    let represented = Represented::read(from, keys, id).await?;
    Ok(view(existing(&represented, id, number)?, &age, today))
}

/// Lists the representatives of a beneficiary, in the order of recording.
pub async fn list_representatives(
    fund: &Fund,
    who: &Caller,
    id: BeneficiaryRef,
    wanted: &Wanted,
) -> Outcome<Page<RepresentativeView>> {
    who.must_be(ROLES)?;
    let (after, limit) = wanted.bounds()?;
    let mut from = fund.read().await?;
    let (_, age) = profile::read(&mut from, fund.keys(), id).await?;
    let represented = Represented::read(&mut from, fund.keys(), id).await?;
    let ones = represented.ones.into_iter().filter(|one| i64::from(one.row.position) > after);
    let ones = ones.take(usize::try_from(limit).unwrap_or_default()).collect();
    let today = fund.today();
    Ok(page(ones, limit, |one: &One| i64::from(one.row.position), |one| view(&one, &age, today)))
}
