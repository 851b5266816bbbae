//! Orders of courts and authorities, with whom and what they name, what offenders paid, and what was found.
use super::{Fault, Snapshot, journal::entry_ref, row::table};
use crate::domain::{
    account::AccountCode,
    day::{Day, Instant},
    disclosure::OrderEnd,
    money::{Money, Qepik},
    order::*,
    reference::*,
};
use uuid::Uuid;

table! {
    /// An order.
    CourtOrderRow = "court_order" by "id" {
        id: OrderRef, kind: OrderKind, issuer: String, case_words: Uuid, case_key: String, decided_on: Day, in_force_on: Option<Day>,
        copy: DocumentRef, liability: Option<Liability>, recover: bool, person: PersonRef,
        #[serde(with = "crate::domain::day::instant")] at: Instant,
    }
}

table! {
    /// Who owes on an order.
    OrderOffenderRow = "order_offender" by "court_order, position" { court_order: OrderRef, position: i32, words: Uuid, share: Option<Money> }
}

table! {
    /// Whom an order concerns.
    OrderBeneficiaryRow = "order_beneficiary" by "court_order, position" {
        court_order: OrderRef, position: i32, beneficiary: BeneficiaryRef, amount: Option<Money>,
    }
}

table! {
    /// An asset that an order confiscates.
    OrderAssetRow = "order_asset" by "court_order, position" {
        court_order: OrderRef, position: i32, kind: AssetKind, words: Option<Uuid>, value: Option<Money>, stage: AssetStage,
        third_party_share: Option<Money>,
    }
}

table! {
    /// What an offender paid to a beneficiary.
    OrderReceiptRow = "order_receipt" by "id" {
        id: ReceiptRef, court_order: OrderRef, beneficiary: BeneficiaryRef, amount: Money, received_on: Day, source: ReceiptSource,
        paid_to: ReceiptTo, offender: Option<i32>, person: PersonRef, #[serde(with = "crate::domain::day::instant")] at: Instant,
    }
}

table! {
    /// A finding of insufficiency.
    OrderInsufficiencyRow = "order_insufficiency" by "court_order, position" {
        court_order: OrderRef, position: i32, found_on: Day, realisable: Qepik, document: Option<DocumentRef>, person: PersonRef,
        #[serde(with = "crate::domain::day::instant")] at: Instant,
    }
}

table! {
    /// That the Fund opened recourse.
    OrderRecourseRow = "order_recourse" by "court_order, position" {
        court_order: OrderRef, position: i32, opened_on: Day, offender: Option<i32>, document: Option<DocumentRef>, person: PersonRef,
        #[serde(with = "crate::domain::day::instant")] at: Instant,
    }
}

table! {
    /// An asset that came in.
    AssetHandoverRow = "asset_handover" by "court_order, asset" { court_order: OrderRef, asset: i32, inflow: InflowRef }
}

/// A removal order that names a beneficiary.
#[derive(Debug, Clone, PartialEq, sqlx::FromRow)]
#[allow(missing_docs, reason = "the columns are described in the migrations, once")]
pub struct RemovalOrder {
    pub id: OrderRef,
    pub decided_on: Day,
}

/// An order in a list, with what it comes to: for a confiscation, ordered values and those of assets that came in.
#[derive(Debug, Clone, PartialEq, sqlx::FromRow)]
#[allow(missing_docs, reason = "named as the columns and the words of the domain")]
pub struct StandingOrder {
    pub id: OrderRef,
    pub kind: OrderKind,
    pub issuer: String,
    pub decided_on: Day,
    pub in_force_on: Option<Day>,
    pub confirmed: bool,
    pub ended: Option<OrderEnd>,
    pub ordered: Qepik,
    pub received: Qepik,
    pub paid_by_fund: Qepik,
}

impl Snapshot {
    /// An order.
    pub async fn order(&mut self, id: OrderRef) -> Result<Option<CourtOrderRow>, Fault> {
        row!(self, "court_order/one", id)
    }

    /// Orders after one, of one issuer or of all, of one kind or of all, with what each comes to; at most so many.
    pub async fn orders(
        &mut self,
        issuer: Option<&str>,
        kind: Option<OrderKind>,
        after: i64,
        limit: i64,
    ) -> Result<Vec<StandingOrder>, Fault> {
        rows!(self, "court_order/page", issuer, kind, after, limit)
    }

    /// The order of a case key.
    pub async fn order_by_case(&mut self, case_key: &str) -> Result<Option<OrderRef>, Fault> {
        let found: Option<(OrderRef,)> = row!(self, "court_order/by_case", case_key)?;
        Ok(found.map(|(order,)| order))
    }

    /// Whom an order concerns.
    pub async fn order_beneficiaries(&mut self, id: OrderRef) -> Result<Vec<OrderBeneficiaryRow>, Fault> {
        rows!(self, "order_beneficiary/of", id)
    }

    /// Who owes on an order.
    pub async fn order_offenders(&mut self, id: OrderRef) -> Result<Vec<OrderOffenderRow>, Fault> {
        rows!(self, "order_offender/of", id)
    }

    /// The assets of an order.
    pub async fn order_assets(&mut self, id: OrderRef) -> Result<Vec<OrderAssetRow>, Fault> {
        rows!(self, "order_asset/of", id)
    }

    /// What came in of an order's assets.
    pub async fn handovers(&mut self, id: OrderRef) -> Result<Vec<AssetHandoverRow>, Fault> {
        rows!(self, "asset_handover/of", id)
    }

    /// Findings of insufficiency of an order; the last counts.
    pub async fn insufficiencies(&mut self, id: OrderRef) -> Result<Vec<OrderInsufficiencyRow>, Fault> {
        rows!(self, "order_insufficiency/of", id)
    }

    /// The recourse that the Fund opened on an order, in the order of recording.
    pub async fn recourses(&mut self, id: OrderRef) -> Result<Vec<OrderRecourseRow>, Fault> {
        rows!(self, "order_recourse/of", id)
    }

    /// What offenders paid on an order, recourse apart, by beneficiary.
    pub async fn received_on_order(&mut self, id: OrderRef) -> Result<Vec<(BeneficiaryRef, Qepik)>, Fault> {
        rows!(self, "order_receipt/by_beneficiary", id)
    }

    /// What unreversed payments of the Fund on an order come to, by beneficiary, one payment left out.
    pub async fn paid_by_beneficiary(
        &mut self,
        id: OrderRef,
        but: Option<PaymentRef>,
    ) -> Result<Vec<(BeneficiaryRef, Qepik)>, Fault> {
        rows!(self, "payment/paid_by_beneficiary", id, but)
    }

    /// How an account stands in the entries of an order, by beneficiary, debit positive.
    pub async fn balances_on_order(
        &mut self,
        id: OrderRef,
        account: AccountCode,
    ) -> Result<Vec<(BeneficiaryRef, Qepik)>, Fault> {
        rows!(self, "posting/of_order", id, account)
    }

    /// The first entries of an order, at most so many.
    pub async fn entries_of_order(&mut self, id: OrderRef, limit: i64) -> Result<Vec<EntryRef>, Fault> {
        let found: Vec<(i64, Instant)> = rows!(self, "entry/of_order", id, limit)?;
        Ok(found.into_iter().map(|(number, recorded_at)| entry_ref(number, recorded_at)).collect())
    }

    /// Removal orders that name a beneficiary.
    pub async fn removal_orders(&mut self, beneficiary: BeneficiaryRef) -> Result<Vec<RemovalOrder>, Fault> {
        if self.lacks(beneficiary, |sheet| sheet.has_order || sheet.has_subject) {
            return Ok(vec![]);
        }
        rows!(self, "court_order/removals_of", beneficiary)
    }
}
