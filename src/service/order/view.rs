//! Reading orders: what was ordered, what came, what is still owed. Case numbers, offenders' names and descriptions are in
//! no answer, and a registrar sees orders of the own issuer only.
use super::{disclosure_order::RECIPIENT, owed::owed_of};
use crate::{
    domain::{
        day::Day,
        disclosure::{IdentityFields, OrderEnd, read_fields},
        money::{Money, Qepik},
        order::*,
        payment::Verb,
        person::Role,
        reference::*,
        refusal::Refusal,
        word::words,
    },
    service::{
        Caller, Fund, Outcome, Page,
        page::{MOST, Wanted, page},
    },
    store::{
        Fault, Snapshot,
        order::{CourtOrderRow, OrderRecourseRow, StandingOrder},
    },
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Who may read orders; a registrar those of the own issuer, a guardian those that disclose identities.
pub const ROLES: &[Role] = &[
    Role::Maker,
    Role::Approver,
    Role::Treasurer,
    Role::Overrider,
    Role::Auditor,
    Role::Registrar,
    Role::Guardian,
];

/// Who sees to whom an identity is disclosed: who wrote it and who makes the disclosure. It is free text, and may name somebody.
pub const SEE_RECIPIENT: &[Role] = &[Role::Registrar, Role::Guardian];

words! {
    /// How an order stands.
    OrderState {
        /// Recorded by one registrar.
        Registered = "registered",
        /// Confirmed by a second one: money may move on it.
        Confirmed = "confirmed",
        /// It was annulled.
        Annulled = "annulled",
        /// Another order took its place.
        Superseded = "superseded",
    }
}

/// An order.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct OrderView {
    /// Its reference.
    pub id: OrderRef,
    /// What it decides.
    pub kind: OrderKind,
    /// Who issued it.
    pub issuer: String,
    /// How it stands.
    pub state: OrderState,
    /// Decided on.
    pub decided_on: Day,
    /// In force since.
    pub in_force_on: Option<Day>,
    /// Ordered in all; for a confiscation, the values that the order names.
    pub ordered: Qepik,
    /// Received from offenders; for a confiscation, the ordered values of assets that came in.
    pub received: Qepik,
    /// Paid by the Fund, payments under way counted.
    pub paid_by_fund: Qepik,
    /// Ordered less received less paid; negative when it was overpaid.
    pub outstanding: Qepik,
    /// What offenders owe the Fund for what it paid; it is not reckoned yet.
    pub recourse: Qepik,
    /// The day on which the Fund first opened recourse against an offender; null for registrars.
    pub recourse_opened_on: Option<Day>,
    /// How several offenders owe.
    pub liability: Option<Liability>,
    /// How it stands for each person, in the order in which they are named.
    pub beneficiaries: Vec<OwedView>,
    /// Persons whom it names by identity, by their place in it; the same for all readers, whoever they are found to be.
    pub subjects: Vec<SubjectView>,
    /// How many offenders it names.
    pub offenders: usize,
    /// The assets it confiscates.
    pub assets: Vec<AssetView>,
    /// What it discloses, where it is of that kind.
    pub disclosure: Option<DisclosureView>,
    /// The finding of insufficiency that counts.
    pub insufficiency: Option<InsufficiencyView>,
    /// Its entries (the first 500; statements have all); none for registrars.
    pub entries: Vec<EntryRef>,
}

/// A person whom an order names by identity.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct SubjectView {
    /// The place in the order, from 1.
    pub position: i32,
    /// Ordered.
    pub ordered: Qepik,
}

/// How an order stands for one person.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct OwedView {
    /// The person.
    pub beneficiary: BeneficiaryRef,
    /// Ordered.
    pub ordered: Qepik,
    /// Received from offenders.
    pub received: Qepik,
    /// Paid by the Fund, payments under way counted.
    pub paid_by_fund: Qepik,
    /// Ordered less received less paid; negative when it was overpaid.
    pub outstanding: Qepik,
}

/// An asset that an order confiscates.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct AssetView {
    /// Its position, from 1.
    pub position: i32,
    /// What kind.
    pub kind: AssetKind,
    /// Its value in the order, where it names one.
    pub value: Option<Money>,
    /// Seized or forfeited.
    pub stage: AssetStage,
    /// The inflow by which it came.
    pub handed_over: Option<InflowRef>,
}

/// What a disclosure order allows.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct DisclosureView {
    /// The parts of the identity.
    pub fields: IdentityFields,
    /// The last day on which they may be shown.
    pub until: Day,
    /// The order that took its place.
    pub superseded_by: Option<OrderRef>,
    /// To whom, for registrars of the issuer and guardians, when they read the order; null for others and in answers to commands.
    pub recipient: Option<String>,
}

/// A finding that the offenders' property does not suffice.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct InsufficiencyView {
    /// Found on.
    pub found_on: Day,
    /// What can still be realised.
    pub realisable: Qepik,
}

/// An order in a list.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct OrderLine {
    /// Its reference.
    pub id: OrderRef,
    /// What it decides.
    pub kind: OrderKind,
    /// Who issued it.
    pub issuer: String,
    /// How it stands.
    pub state: OrderState,
    /// Decided on.
    pub decided_on: Day,
    /// In force since.
    pub in_force_on: Option<Day>,
    /// Ordered in all; for a confiscation, the values that the order names.
    pub ordered: Qepik,
    /// Received from offenders; for a confiscation, the ordered values of assets that came in.
    pub received: Qepik,
    /// Paid by the Fund, payments under way counted.
    pub paid_by_fund: Qepik,
    /// Ordered less received less paid; negative when it was overpaid.
    pub outstanding: Qepik,
}

/// The issuer to which the caller is bound; none for those who are not registrars.
pub(super) fn bound_issuer(who: &Caller) -> Option<&str> {
    let issuer = who.officer.issuer.as_deref().unwrap_or_default();
    who.officer.has(&[Role::Registrar]).then_some(issuer)
}

/// The kind of orders to which the caller is bound: a guardian sees those that disclose identities.
fn kind_seen_by(who: &Caller) -> Option<OrderKind> {
    let others: Vec<Role> = ROLES.iter().copied().filter(|role| *role != Role::Guardian).collect();
    (!who.officer.has(&others)).then_some(OrderKind::Disclosure)
}

/// An order as far as the caller may know of it; `not_found` for a registrar of another issuer.
pub(super) async fn order_for(from: &mut Snapshot, who: &Caller, id: OrderRef) -> Outcome<CourtOrderRow> {
    let known = from.order(id).await?.filter(|row| {
        bound_issuer(who).is_none_or(|own| row.issuer == own)
            && kind_seen_by(who).is_none_or(|kind| row.kind == kind)
    });
    known.ok_or_else(|| Refusal::NotFound { what: id.to_string() }.into())
}

/// How an order stands: a second registrar's confirmation makes the difference, until it is ended.
pub(super) async fn state_of(from: &mut Snapshot, id: OrderRef) -> Outcome<OrderState> {
    let decisions = from.decisions(&id.to_string()).await?;
    let end = from.order_end(id).await?.map(|end| end.what);
    Ok(state(decisions.iter().any(|d| d.verb == Verb::Confirm), end))
}

fn state(confirmed: bool, end: Option<OrderEnd>) -> OrderState {
    match (end, confirmed) {
        (Some(OrderEnd::Annulled), _) => OrderState::Annulled,
        (Some(OrderEnd::Superseded), _) => OrderState::Superseded,
        (None, true) => OrderState::Confirmed,
        (None, false) => OrderState::Registered,
    }
}

/// The view of an order that is known to be there. A registrar learns no pseudonym that no registrar brought: of persons named by
/// identity only what the order says is shown, and of no order an entry, since a gap in their numbers tells that somebody was found. What the Fund paid on the order is in its totals: that is
/// what the order asked for.
pub(super) async fn view_for(from: &mut Snapshot, who: &Caller, row: CourtOrderRow) -> Outcome<OrderView> {
    let mut view = view_of(from, row).await?;
    if bound_issuer(who).is_some() && !view.subjects.is_empty() {
        let brought = from.order_beneficiaries(view.id).await?;
        let found: Vec<BeneficiaryRef> = brought
            .iter()
            .filter(|row| view.subjects.iter().any(|subject| subject.position == row.position))
            .map(|row| row.beneficiary)
            .collect();
        view.beneficiaries.retain(|line| !found.contains(&line.beneficiary));
    }
    if bound_issuer(who).is_some() {
        view.entries.clear();
        view.recourse_opened_on = None;
    }
    Ok(view)
}

async fn view_of(from: &mut Snapshot, row: CourtOrderRow) -> Outcome<OrderView> {
    let id = row.id;
    let (subjects, unfound) = subjects_of(from, id).await?;
    let beneficiaries: Vec<OwedView> = owed_of(from, id, None)
        .await?
        .into_iter()
        .map(|(beneficiary, owed)| OwedView {
            beneficiary,
            ordered: owed.ordered,
            received: owed.received,
            paid_by_fund: owed.paid_by_fund,
            outstanding: owed.outstanding(),
        })
        .collect();
    let assets = assets_of(from, id).await?;
    let value = |asset: &AssetView| asset.value.map_or(Qepik::ZERO, Qepik::from);
    let ordered =
        beneficiaries.iter().map(|b| b.ordered).chain(unfound).chain(assets.iter().map(value)).sum();
    let came = assets.iter().filter(|a| a.handed_over.is_some()).map(value);
    let received = beneficiaries.iter().map(|b| b.received).chain(came).sum();
    let paid_by_fund = beneficiaries.iter().map(|b| b.paid_by_fund).sum();
    let found = from.insufficiencies(id).await?.pop();
    Ok(OrderView {
        id,
        kind: row.kind,
        issuer: row.issuer,
        state: state_of(from, id).await?,
        decided_on: row.decided_on,
        in_force_on: row.in_force_on,
        ordered,
        received,
        paid_by_fund,
        outstanding: Owed { ordered, received, paid_by_fund }.outstanding(),
        recourse: Qepik::ZERO,
        recourse_opened_on: recourse_opened_on(&from.recourses(id).await?),
        liability: row.liability,
        beneficiaries,
        subjects,
        offenders: from.order_offenders(id).await?.len(),
        assets,
        disclosure: disclosure_of(from, id).await?,
        insufficiency: found.map(|f| InsufficiencyView { found_on: f.found_on, realisable: f.realisable }),
        entries: from.entries_of_order(id, MOST).await?,
    })
}

/// The first day of recourse, of all rows in the order of recording: against each offender, or all, the row recorded latest counts.
pub fn recourse_opened_on(rows: &[OrderRecourseRow]) -> Option<Day> {
    let counts = |(place, row): &(usize, &OrderRecourseRow)| {
        !rows[place + 1..].iter().any(|later| later.offender == row.offender)
    };
    rows.iter().enumerate().filter(counts).map(|(_, row)| row.opened_on).min()
}

async fn disclosure_of(from: &mut Snapshot, id: OrderRef) -> Outcome<Option<DisclosureView>> {
    let Some(row) = from.order_disclosure(id).await? else { return Ok(None) };
    let fields = read_fields(&row.fields).map_err(|e| Fault::broken("order_disclosure", e.en))?;
    let superseded_by = from.order_end(id).await?.and_then(|end| end.by_order);
    Ok(Some(DisclosureView { fields, until: row.until_day, superseded_by, recipient: None }))
}

/// Persons named by identity, and the ordered sums of those who were not found yet.
async fn subjects_of(from: &mut Snapshot, id: OrderRef) -> Outcome<(Vec<SubjectView>, Vec<Qepik>)> {
    let found = from.order_beneficiaries(id).await?;
    let subjects: Vec<SubjectView> = from
        .subjects_of_order(id)
        .await?
        .into_iter()
        .filter_map(|row| {
            Some(SubjectView {
                position: row.position?,
                ordered: row.amount.map_or(Qepik::ZERO, Qepik::from),
            })
        })
        .collect();
    let is_found = |subject: &&SubjectView| found.iter().any(|row| row.position == subject.position);
    let unfound =
        subjects.iter().filter(|subject| !is_found(subject)).map(|subject| subject.ordered).collect();
    Ok((subjects, unfound))
}

async fn assets_of(from: &mut Snapshot, id: OrderRef) -> Outcome<Vec<AssetView>> {
    let handovers = from.handovers(id).await?;
    let assets = from.order_assets(id).await?;
    let view = assets.into_iter().map(|asset| AssetView {
        position: asset.position,
        kind: asset.kind,
        value: asset.value,
        stage: asset.stage,
        handed_over: handovers.iter().find(|h| h.asset == asset.position).map(|h| h.inflow),
    });
    Ok(view.collect())
}

/// Reads an order.
pub async fn get_order(fund: &Fund, who: &Caller, id: OrderRef) -> Outcome<OrderView> {
    who.must_be(ROLES)?;
    let mut from = fund.read().await?;
    let row = order_for(&mut from, who, id).await?;
    let mut view = view_for(&mut from, who, row).await?;
    if let Some(disclosure) = view.disclosure.as_mut().filter(|_| who.officer.has(SEE_RECIPIENT))
        && let Some(row) = from.order_disclosure(id).await?
    {
        let words = from.words(fund.keys(), Some(row.recipient), RECIPIENT, None).await?;
        disclosure.recipient = words.map(|words| String::from_utf8_lossy(words.expose()).into_owned());
    }
    Ok(view)
}

/// Lists orders; for a registrar those of the own issuer.
pub async fn list_orders(fund: &Fund, who: &Caller, wanted: &Wanted) -> Outcome<Page<OrderLine>> {
    who.must_be(ROLES)?;
    let (after, limit) = wanted.bounds()?;
    let rows = fund.read().await?.orders(bound_issuer(who), kind_seen_by(who), after, limit).await?;
    Ok(page(rows, limit, |row| row.id.stored(), line_of))
}

fn line_of(row: StandingOrder) -> OrderLine {
    let owed = Owed { ordered: row.ordered, received: row.received, paid_by_fund: row.paid_by_fund };
    OrderLine {
        id: row.id,
        kind: row.kind,
        issuer: row.issuer,
        state: state(row.confirmed, row.ended),
        decided_on: row.decided_on,
        in_force_on: row.in_force_on,
        ordered: row.ordered,
        received: row.received,
        paid_by_fund: row.paid_by_fund,
        outstanding: owed.outstanding(),
    }
}
