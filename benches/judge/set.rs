//! A set of payments that stand, judged in one pass: all facts gathered anew.
use super::{Fault, Outcome, told};
use relief_ledger::{
    domain::reference::{PaymentRef, Reference},
    service::{
        Fund,
        payment::many::{AT_ONCE, judge_many},
    },
    store::payment::PaymentFilter,
};
use std::time::Instant;

/// Most payments of a set.
const MOST: usize = 10_000;

/// What a set took.
#[derive(Default)]
pub struct Set {
    pub payments: usize,
    pub statements: usize,
    /// Payments a second, of each round.
    pub rates: Vec<f64>,
}

impl Set {
    /// Judges the first payments that stand, a page at a time.
    pub async fn judge(&mut self, fund: &Fund) -> Outcome<()> {
        let mut from = fund.read().await.map_err(told)?;
        let (begun, mut last, today) = (Instant::now(), 0, fund.today());
        (self.payments, self.statements) = (0, 0);
        while self.payments < MOST {
            let page = from.payments(&PaymentFilter::default(), last, AT_ONCE as i64).await?;
            let page: Vec<PaymentRef> = page.into_iter().map(|standing| standing.payment.id).collect();
            let Some(id) = page.last() else { break };
            last = id.stored();
            let judged = judge_many(&mut from, fund, &page, today).await.map_err(told)?;
            if judged.done.iter().any(Option::is_none) {
                return Err(Fault::from("a payment that is there was not judged"));
            }
            self.payments += page.len();
            self.statements += judged.statements;
        }
        self.rates.push(self.payments as f64 / begun.elapsed().as_secs_f64());
        Ok(())
    }
}
