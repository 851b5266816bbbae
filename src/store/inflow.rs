//! Inflows, their donors, and the lots they opened.
use super::{Fault, Snapshot, row::table, snapshot::Made};
use crate::{
    domain::{
        day::{Day, Instant},
        inflow::*,
        lot::Restriction,
        money::{Money, Qepik},
        party::PartyTermKind,
        reference::*,
    },
    vault::party::PartyTerms,
};
use chrono::Datelike;
use uuid::Uuid;

table! {
    /// Money or property that came in once.
    InflowRow = "inflow" by "id" {
        id: InflowRef, kind: InflowKind, amount: Money, received_on: Day, account: InflowAccount, court_order: Option<OrderRef>, asset: Option<i32>,
        event_gross: Option<Money>, event_cost: Option<Money>, count_sheet: Option<DocumentRef>, event_words: Option<Uuid>,
        budget_code: Option<String>, evidence: Option<DocumentRef>, memo: Option<Uuid>, person: PersonRef,
        #[serde(with = "crate::domain::day::instant")] at: Instant,
    }
}

table! {
    /// Who gave it.
    InflowDonorRow = "inflow_donor" by "inflow" {
        inflow: InflowRef, kind: DonorKind, words: Uuid, donor_key: String, person: PersonRef,
        #[serde(with = "crate::domain::day::instant")] at: Instant,
    }
}

table! {
    /// That an authority was told of it.
    InflowNotificationRow = "inflow_notification" by "inflow" {
        inflow: InflowRef, notified_on: Day, document: Option<DocumentRef>, person: PersonRef,
        #[serde(with = "crate::domain::day::instant")] at: Instant,
    }
}

table! {
    /// The money of one inflow with its restriction.
    LotRow = "lot" by "id" {
        id: LotRef, inflow: InflowRef, parent: Option<LotRef>, purposes: String, minors_only: bool, expires_on: Option<Day>,
        on_expiry: Option<OnExpiry>, document: Option<DocumentRef>, opened_on: Day,
    }
}

/// What one step of narrowness counts in [`LotRow::rank`]: more than any day of expiry, written as eight digits.
const NARROWER: i64 = 100_000_000;
/// Where lots begin that are for minors only.
pub const FOR_MINORS: i64 = 0;
/// Where lots begin that are for persons of any age.
pub const FOR_ALL: i64 = 1000 * NARROWER;

/// An inflow with its state.
#[derive(Debug, Clone, PartialEq, sqlx::FromRow)]
#[allow(missing_docs, reason = "named as the columns")]
pub struct StandingInflow {
    #[sqlx(flatten)]
    pub inflow: InflowRow,
    pub state: InflowState,
}

/// A lot with the state of its inflow.
#[derive(Debug, Clone, PartialEq, sqlx::FromRow)]
#[allow(missing_docs, reason = "named as the columns")]
pub struct StandingLot {
    #[sqlx(flatten)]
    pub lot: LotRow,
    pub state: InflowState,
}

impl LotRow {
    /// Its place in the order in which lots pay: for minors only, then for certain purposes, the fewer the earlier, then the earliest
    /// expiry; the older of two alike comes first. `lot_available` keeps it.
    pub fn rank(&self) -> i64 {
        let minors = if self.minors_only { FOR_MINORS } else { FOR_ALL };
        let purposes = if self.purposes.is_empty() { 100 * NARROWER } else { 0 };
        let more = self.purposes.matches(',').count() as i64 * NARROWER;
        let until = self.expires_on.map_or(NARROWER - 1, |day| {
            let date = day.date();
            i64::from(date.year()) * 10_000 + i64::from(date.month()) * 100 + i64::from(date.day())
        });
        minors + purposes + more + until
    }

    /// Its restriction.
    pub fn restriction(&self) -> Result<Restriction, Fault> {
        let purposes: Result<Vec<_>, _> =
            self.purposes.split(',').filter(|p| !p.is_empty()).map(str::parse).collect();
        Ok(Restriction {
            purposes: purposes.map_err(|e: crate::domain::word::Unreadable| Fault::broken("lot", e.en))?,
            minors_only: self.minors_only,
            expires_on: self.expires_on,
            on_expiry: self.on_expiry,
            document: self.document,
        })
    }
}

impl Snapshot {
    /// An inflow.
    pub async fn inflow(&mut self, id: InflowRef) -> Result<Option<InflowRow>, Fault> {
        match self.gathered(|row: &InflowRow| row.id == id) {
            Some((row, _)) => Ok(Some(row)),
            None => stored_row!(self, "inflow/one", id),
        }
    }

    /// Inflows after one with how they stand, at most so many.
    pub async fn inflows_with_state(&mut self, after: i64, limit: i64) -> Result<Vec<StandingInflow>, Fault> {
        rows!(self, "inflow/page", after, limit)
    }

    /// How an inflow stands.
    pub async fn inflow_state(&mut self, id: InflowRef) -> Result<InflowState, Fault> {
        let set = self.gathering.as_ref().and_then(|g| g.own.inflow_state(id).or(g.joined.inflow_state(id)));
        if let Some(state) = set {
            return Ok(state);
        }
        let found: Option<(InflowState,)> = stored_row!(self, "inflow_state/one", id)?;
        found.map(|(state,)| state).ok_or_else(|| Fault::broken("inflow_state", format!("{id} has no state")))
    }

    /// The donor of an inflow, where one is known.
    pub async fn inflow_donor(&mut self, id: InflowRef) -> Result<Option<InflowDonorRow>, Fault> {
        match self.gathered(|row: &InflowDonorRow| row.inflow == id) {
            Some((row, _)) => Ok(Some(row)),
            None if self.made(id) != Made::Before => Ok(None),
            None => stored_row!(self, "inflow_donor/one", id),
        }
    }

    /// That an authority was told of an inflow, where it was.
    pub async fn inflow_notification(
        &mut self,
        id: InflowRef,
    ) -> Result<Option<InflowNotificationRow>, Fault> {
        match self.gathered(|row: &InflowNotificationRow| row.inflow == id) {
            Some((row, _)) => Ok(Some(row)),
            None if self.made(id) != Made::Before => Ok(None),
            None => stored_row!(self, "inflow_notification/one", id),
        }
    }

    /// Cash that a donor gave from one day to another, returned and reversed inflows apart, in qəpik. The number says who gave; a name
    /// only where one of the two has no number.
    pub async fn donor_cash(&mut self, donor: &PartyTerms, from: Day, to: Day) -> Result<Qepik, Fault> {
        let [number, name] =
            [PartyTermKind::Number, PartyTermKind::Name].map(|kind| donor.first(kind).map(<[u8]>::to_vec));
        let (sum,): (Qepik,) = row!(self, "inflow_donor/cash", number, name, from, to)?.unwrap_or_default();
        Ok(sum)
    }

    /// The lot of an inflow.
    pub async fn lot_of_inflow(&mut self, id: InflowRef) -> Result<Option<LotRow>, Fault> {
        match self.gathered(|row: &LotRow| row.inflow == id && row.parent.is_none()) {
            Some((row, _)) => Ok(Some(row)),
            None => stored_row!(self, "lot/of_inflow", id),
        }
    }

    /// A lot.
    pub async fn lot(&mut self, id: LotRef) -> Result<Option<LotRow>, Fault> {
        row!(self, "lot/one", id)
    }

    /// Lots after one, at most so many.
    pub async fn lots(&mut self, after: i64, limit: i64) -> Result<Vec<LotRow>, Fault> {
        rows!(self, "lot/page", after, limit)
    }

    /// Lots after one with how their inflows stand, at most so many.
    pub async fn standing_lots(&mut self, after: i64, limit: i64) -> Result<Vec<StandingLot>, Fault> {
        rows!(self, "lot/page_with_state", after, limit)
    }
}
