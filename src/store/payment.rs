//! Payments: what they are for, what they draw from, and how they stand.
use super::{Fault, Snapshot, row::table, snapshot::Made};
use crate::domain::{
    day::{Day, Instant},
    money::Money,
    payment::PaymentState,
    purpose::*,
    reference::*,
};
use uuid::Uuid;

table! {
    /// One way of money to one payee.
    PaymentRow = "payment" by "id" {
        id: PaymentRef, purpose: Purpose, beneficiary: BeneficiaryRef, amount: Money, payee_kind: PayeeKind, payee: Option<Uuid>, method: Method,
        award: Option<AwardRef>, episode: i32, court_order: Option<OrderRef>, entitlement_on: Option<Day>, service_on: Option<Day>,
        travel_on: Option<Day>, travel_from: Option<String>, travel_to: Option<String>, lots: String, memo: Option<Uuid>, person: PersonRef,
        #[serde(with = "crate::domain::day::instant")] at: Instant,
    }
}

table! {
    /// What a payment pays for.
    PaymentItemRow = "payment_item" by "payment, position" {
        payment: PaymentRef, position: i32, category: Category, amount: Money, receipt: Option<DocumentRef>,
    }
}

table! {
    /// A document a payment rests on.
    PaymentDocumentRow = "payment_document" by "payment, document" { payment: PaymentRef, document: DocumentRef }
}

table! {
    /// A lot a payment draws from.
    PaymentSourceRow = "payment_source" by "payment, lot" { payment: PaymentRef, lot: LotRef, amount: Money }
}

/// Rows of a payment: those that the database has, and after them those that it does not have yet.
macro_rules! parts {
    ($from:ident, $id:ident, $row:ty, $file:literal) => {{
        let origin = $from.made($id);
        let made = $from.gathered_all(origin, |row: &$row| row.payment == $id);
        if origin == Made::Before {
            let stored: Result<Vec<$row>, Fault> = stored_rows!($from, $file, $id);
            stored.map(|stored| stored.into_iter().chain(made).collect())
        } else {
            Ok(made)
        }
    }};
}
pub(super) use parts;

/// Which payments to list.
#[derive(Debug, Clone, Copy, Default)]
#[allow(missing_docs, reason = "each names the column it narrows")]
pub struct PaymentFilter {
    pub state: Option<PaymentState>,
    pub purpose: Option<Purpose>,
    pub beneficiary: Option<BeneficiaryRef>,
    pub from: Option<Instant>,
    pub to: Option<Instant>,
}

/// A payment with its state.
#[derive(Debug, Clone, PartialEq, sqlx::FromRow)]
#[allow(missing_docs, reason = "named as the columns")]
pub struct StandingPayment {
    #[sqlx(flatten)]
    pub payment: PaymentRow,
    pub state: PaymentState,
}

/// A payment that drew from a lot.
#[derive(Debug, Clone, PartialEq, sqlx::FromRow)]
#[allow(missing_docs, reason = "named as the columns")]
pub struct LotUse {
    pub payment: PaymentRef,
    pub purpose: Purpose,
    pub state: PaymentState,
    pub amount: Money,
}

impl Snapshot {
    /// A payment and its state.
    pub async fn payment(&mut self, id: PaymentRef) -> Result<Option<StandingPayment>, Fault> {
        let set =
            self.gathering.as_ref().and_then(|g| g.own.payment_state(id).or(g.joined.payment_state(id)));
        let made = self.gathered(|row: &PaymentRow| row.id == id);
        if let (Some((payment, _)), Some(state)) = (made, set) {
            return Ok(Some(StandingPayment { payment, state }));
        }
        let stored: Option<StandingPayment> = stored_row!(self, "payment/one", id)?;
        Ok(stored.map(|stored| StandingPayment { state: set.unwrap_or(stored.state), ..stored }))
    }

    /// What it pays for.
    pub async fn payment_items(&mut self, id: PaymentRef) -> Result<Vec<PaymentItemRow>, Fault> {
        parts!(self, id, PaymentItemRow, "payment_item/of")
    }

    /// The documents it rests on.
    pub async fn payment_documents(&mut self, id: PaymentRef) -> Result<Vec<PaymentDocumentRow>, Fault> {
        let found: Result<Vec<PaymentDocumentRow>, Fault> =
            parts!(self, id, PaymentDocumentRow, "payment_document/of");
        let mut documents = found?;
        documents.sort_by_key(|row| row.document);
        Ok(documents)
    }

    /// The lots it draws from, oldest first; none before it was submitted.
    pub async fn payment_sources(&mut self, id: PaymentRef) -> Result<Vec<PaymentSourceRow>, Fault> {
        let found: Result<Vec<PaymentSourceRow>, Fault> =
            parts!(self, id, PaymentSourceRow, "payment_source/of");
        let mut sources = found?;
        sources.sort_by_key(|row| row.lot);
        Ok(sources)
    }

    /// Payments after one, at most so many.
    pub async fn payments(
        &mut self,
        filter: &PaymentFilter,
        after: i64,
        limit: i64,
    ) -> Result<Vec<StandingPayment>, Fault> {
        let (purpose, beneficiary, from, to) = (filter.purpose, filter.beneficiary, filter.from, filter.to);
        match filter.state {
            Some(state) => {
                rows!(self, "payment/page_in_state", state, purpose, beneficiary, from, to, after, limit)
            }
            None => rows!(self, "payment/page", purpose, beneficiary, from, to, after, limit),
        }
    }

    /// The first payment of a person that is not at its end.
    pub async fn payment_under_way(&mut self, of: BeneficiaryRef) -> Result<Option<PaymentRef>, Fault> {
        let found: Option<(PaymentRef,)> = row!(self, "payment/under_way", of)?;
        Ok(found.map(|(id,)| id))
    }

    /// Payments that drew from a lot, after one, at most so many.
    pub async fn lot_uses(&mut self, lot: LotRef, after: i64, limit: i64) -> Result<Vec<LotUse>, Fault> {
        rows!(self, "payment_source/of_lot", lot, after, limit)
    }
}
