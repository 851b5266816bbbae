//! Where money comes from, and what else was paid beside it: what rules about patterns ask.
use super::{Ahead, Fault, Snapshot, ahead::ahead_rows, question::question};
use crate::domain::{
    day::Day,
    inflow::InflowKind,
    money::{Money, Qepik},
    purpose::Purpose,
    reference::*,
};

/// A lot and the inflow whose money it is.
#[derive(Debug, Clone, PartialEq, sqlx::FromRow)]
#[allow(missing_docs, reason = "named as the columns")]
pub struct Origin {
    pub lot: LotRef,
    pub kind: InflowKind,
    pub evidence: Option<DocumentRef>,
}

/// How many one statement asks of.
pub(super) const AT_ONCE: usize = 20;

/// Stored references for `of_some!`; zero is nothing.
pub(super) fn places<T: Reference>(some: &[T]) -> [i64; AT_ONCE] {
    let mut places = [0; AT_ONCE];
    for (place, one) in places.iter_mut().zip(some) {
        *place = one.stored();
    }
    places
}

impl Ahead {
    /// Asks for what [`Snapshot::paid_near`] answers.
    pub fn paid_near(
        &mut self,
        (beneficiary, purpose): (BeneficiaryRef, Purpose),
        but: Option<PaymentRef>,
        limit: i64,
        (first, last): (Day, Day),
    ) {
        let (begins, ends) = (first.begins_at(), last.ends_before());
        let near =
            question!("payment/paid_near", beneficiary, purpose, but, limit, first, last, begins, ends);
        self.0.push(near);
    }
}

impl Snapshot {
    /// Whose money some lots are.
    pub async fn origins(&mut self, lots: &[LotRef]) -> Result<Vec<Origin>, Fault> {
        if let Some(known) = self.origins_on_sheet(lots) {
            return Ok(known);
        }
        let mut all: Vec<Origin> = vec![];
        for some in lots.chunks(AT_ONCE) {
            let p = places(some);
            let found: Result<Vec<Origin>, Fault> = of_some!(self, "inflow/origins", p);
            all.extend(found?);
        }
        Ok(all)
    }

    /// Could one lot of the state budget pay a sum for a purpose on a day?
    pub async fn budget_could_pay(
        &mut self,
        purpose: Purpose,
        amount: Money,
        on: Day,
    ) -> Result<bool, Fault> {
        let found: Option<(LotRef,)> = row!(self, "lot_available/of_budget", purpose, amount, on)?;
        Ok(found.is_some())
    }

    /// Which of some receipts a payment paid that was not taken back, one payment left out.
    pub async fn receipts_paid(
        &mut self,
        receipts: &[DocumentRef],
        but: Option<PaymentRef>,
    ) -> Result<Vec<DocumentRef>, Fault> {
        let mut all = vec![];
        for some in receipts.chunks(AT_ONCE) {
            let p = places(some);
            let found: Result<Vec<(DocumentRef,)>, Fault> =
                of_some!(self, "payment_item/receipts_paid", p, but);
            all.extend(found?.into_iter().map(|(receipt,)| receipt));
        }
        Ok(all)
    }

    /// What approved payments for a person and a purpose come to that were approved within days, each under a limit in qəpik, one left out.
    pub async fn paid_near(
        &mut self,
        (beneficiary, purpose): (BeneficiaryRef, Purpose),
        but: Option<PaymentRef>,
        limit: i64,
        (first, last): (Day, Day),
    ) -> Result<Qepik, Fault> {
        if self.lacks(beneficiary, |sheet| sheet.has_payment) {
            return Ok(Qepik::ZERO);
        }
        let (begins, ends) = (first.begins_at(), last.ends_before());
        let found: Result<Vec<(Option<Qepik>,)>, Fault> = ahead_rows!(
            self,
            "payment/paid_near",
            beneficiary,
            purpose,
            but,
            limit,
            first,
            last,
            begins,
            ends
        );
        Ok(found?.into_iter().find_map(|(sum,)| sum).unwrap_or(Qepik::ZERO))
    }
}
