//! Batches of payments for the bank, the files that left of them, and the accounts that payments were approved for.
use super::{Fault, Snapshot, row::table};
use crate::{
    domain::{
        batch::Pain001,
        day::{Day, Instant},
        money::Money,
        reference::*,
    },
    vault::Commitment,
};
use serde::Serializer;
use uuid::Uuid;

fn as_hex<S: Serializer>(commitment: &Commitment, to: S) -> Result<S::Ok, S::Error> {
    to.serialize_str(&hex::encode(commitment.0))
}

table! {
    /// The account that a payment was approved for, as a keyed commitment.
    PaymentAccountRow = "payment_account" by "payment" {
        payment: PaymentRef, #[serde(serialize_with = "as_hex")] commitment: Commitment, #[serde(with = "crate::domain::day::instant")] at: Instant,
    }
}

table! {
    /// A batch of payments.
    BatchRow = "batch" by "id" {
        id: BatchRef, execute_on: Day, sender: String, debtor: Option<String>, control_sum: Money, person: PersonRef,
        #[serde(with = "crate::domain::day::instant")] at: Instant,
    }
}

table! {
    /// A payment in a batch, with the commitment to its account.
    BatchPaymentRow = "batch_payment" by "batch, payment" {
        batch: BatchRef, payment: PaymentRef, #[serde(serialize_with = "as_hex")] commitment: Commitment,
    }
}

table! {
    /// A file of a batch that left the house.
    BatchFileRow = "batch_file" by "batch, position" {
        batch: BatchRef, position: i32, version: Pain001, digest: String, person: PersonRef, #[serde(with = "crate::domain::day::instant")] at: Instant,
    }
}

table! {
    /// That a batch was withdrawn.
    BatchEndRow = "batch_end" by "batch" { batch: BatchRef, reason: Uuid, person: PersonRef, #[serde(with = "crate::domain::day::instant")] at: Instant }
}

impl Snapshot {
    /// The account that a payment was approved for; none where it was not known then.
    pub async fn payment_account(&mut self, id: PaymentRef) -> Result<Option<PaymentAccountRow>, Fault> {
        row!(self, "payment_account/one", id)
    }

    /// A batch.
    pub async fn batch(&mut self, id: BatchRef) -> Result<Option<BatchRow>, Fault> {
        row!(self, "batch/one", id)
    }

    /// Payments of a batch, by reference.
    pub async fn batch_payments(&mut self, id: BatchRef) -> Result<Vec<BatchPaymentRow>, Fault> {
        rows!(self, "batch_payment/of", id)
    }

    /// Files that left of a batch.
    pub async fn batch_files(&mut self, id: BatchRef) -> Result<Vec<BatchFileRow>, Fault> {
        rows!(self, "batch_file/of", id)
    }

    /// How a batch was withdrawn.
    pub async fn batch_end(&mut self, id: BatchRef) -> Result<Option<BatchEndRow>, Fault> {
        row!(self, "batch_end/one", id)
    }

    /// The batch that has a payment and was not withdrawn.
    pub async fn live_batch(&mut self, payment: PaymentRef) -> Result<Option<BatchRef>, Fault> {
        let found: Option<(BatchRef,)> = row!(self, "batch_payment/live", payment)?;
        Ok(found.map(|(batch,)| batch))
    }

    /// Batches after one, at most so many.
    pub async fn batches(&mut self, after: i64, limit: i64) -> Result<Vec<BatchRow>, Fault> {
        rows!(self, "batch/page", after, limit)
    }
}
