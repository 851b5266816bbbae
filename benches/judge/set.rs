//! A set of payments that stand, judged in one pass: all facts gathered anew.
use super::{Fault, Outcome, told};
use relief_ledger::{
    domain::reference::PaymentRef,
    service::{
        Fund,
        payment::many::{AT_ONCE, judge_many},
    },
};
use std::time::Instant;

/// Most payments of a set.
pub const MOST: usize = 10_000;

/// What a set took.
#[derive(Default)]
pub struct Set {
    /// The payments.
    pub of: Vec<PaymentRef>,
    pub statements: usize,
    /// Payments a second, of each round.
    pub rates: Vec<f64>,
}

impl Set {
    /// Judges them, a page at a time.
    pub async fn judge(&mut self, fund: &Fund) -> Outcome<()> {
        let mut from = fund.read().await.map_err(told)?;
        let (begun, today) = (Instant::now(), fund.today());
        self.statements = 0;
        for page in self.of.chunks(AT_ONCE) {
            let judged = judge_many(&mut from, fund, page, today).await.map_err(told)?;
            if judged.done.iter().any(Option::is_none) {
                return Err(Fault::from("a payment that is there was not judged"));
            }
            self.statements += judged.statements;
        }
        self.rates.push(self.of.len() as f64 / begun.elapsed().as_secs_f64());
        Ok(())
    }
}
