//! Reading inflows: what came in, how it stands, and what the rules said of it. Donors' names are in no answer.
use crate::{
    domain::{
        day::Day, inflow::*, lot::Restriction, money::Money, person::Role, reference::*, refusal::Refusal,
    },
    service::{
        Caller, Fund, Outcome, Page,
        caller::READERS,
        finding_view::{FindingView, latest_findings},
        page::{Wanted, page},
    },
    store::{Snapshot, inflow::InflowRow, journal::entry_ref},
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Who may read inflows.
pub const ROLES: &[Role] = READERS;

/// An inflow.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct InflowView {
    /// Its reference.
    pub id: InflowRef,
    /// The lot it opened.
    pub lot: LotRef,
    /// How it stands.
    pub state: InflowState,
    /// What came in.
    pub kind: InflowKind,
    /// The sum.
    pub amount: Money,
    /// Always AZN.
    pub currency: String,
    /// The day it came.
    pub received_on: Day,
    /// Where it came to lie.
    pub account: InflowAccount,
    /// What kind of donor, where one is known; the name stays sealed.
    pub donor_kind: Option<DonorKind>,
    /// When the ministry was told of it, or the grant registered.
    pub notified_on: Option<Day>,
    /// The order it came by.
    pub order: Option<OrderRef>,
    /// What it may be spent on.
    pub restriction: Restriction,
    /// The entry that recorded it.
    pub entry: EntryRef,
    /// All entries of it so far.
    pub entries: Vec<EntryRef>,
    /// What the rules said last.
    pub findings: Vec<FindingView>,
    /// The leaf that covers its recording.
    pub log_index: i64,
}

/// An inflow in a list.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct InflowLine {
    /// Its reference.
    pub id: InflowRef,
    /// What came in.
    pub kind: InflowKind,
    /// The sum.
    pub amount: Money,
    /// The day it came.
    pub received_on: Day,
    /// Where it came to lie.
    pub account: InflowAccount,
    /// How it stands.
    pub state: InflowState,
}

/// An inflow, or `not_found`.
pub async fn view_of(from: &mut Snapshot, id: InflowRef) -> Outcome<InflowView> {
    let row = from.inflow(id).await?.ok_or_else(|| Refusal::NotFound { what: id.to_string() })?;
    let lot = from
        .lot_of_inflow(id)
        .await?
        .ok_or_else(|| crate::store::Fault::broken("lot", format!("{id} has no lot")))?;
    let entries = from.entries_of_inflow(id).await?;
    let first =
        entries.first().ok_or_else(|| crate::store::Fault::broken("entry", format!("{id} has no entry")))?;
    let (_, log_index) = from
        .entry(first.number)
        .await?
        .ok_or_else(|| crate::store::Fault::broken("entry", format!("{id} has no entry")))?;
    Ok(InflowView {
        id,
        lot: lot.id,
        state: from.inflow_state(id).await?,
        kind: row.kind,
        amount: row.amount,
        currency: "AZN".into(),
        received_on: row.received_on,
        account: row.account,
        donor_kind: from.inflow_donor(id).await?.map(|d| d.kind),
        notified_on: from.inflow_notification(id).await?.map(|row| row.notified_on),
        order: row.court_order,
        restriction: lot.restriction()?,
        entry: entry_ref(first.number, first.recorded_at),
        entries: entries.iter().map(|e| entry_ref(e.number, e.recorded_at)).collect(),
        findings: latest_findings(from, &id.to_string()).await?,
        log_index,
    })
}

/// Reads an inflow.
pub async fn get_inflow(fund: &Fund, who: &Caller, id: InflowRef) -> Outcome<InflowView> {
    who.must_be(ROLES)?;
    view_of(&mut fund.read().await?, id).await
}

/// Lists inflows.
pub async fn list_inflows(fund: &Fund, who: &Caller, wanted: &Wanted) -> Outcome<Page<InflowLine>> {
    who.must_be(ROLES)?;
    let (after, limit) = wanted.bounds()?;
    let mut from = fund.read().await?;
    let rows: Vec<(InflowRow, InflowState)> =
        from.inflows_with_state(after, limit).await?.into_iter().map(|r| (r.inflow, r.state)).collect();
    Ok(page(
        rows,
        limit,
        |(row, _)| row.id.stored(),
        |(row, state)| InflowLine {
            id: row.id,
            kind: row.kind,
            amount: row.amount,
            received_on: row.received_on,
            account: row.account,
            state,
        },
    ))
}
