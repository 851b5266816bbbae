//! Reading batches: which payments, what sum, which files left of them. Never an account or a name.
use crate::{
    domain::{
        batch::Pain001,
        day::{Day, Instant},
        money::Money,
        person::Role,
        reference::*,
        refusal::Refusal,
        word::words,
    },
    service::{
        Caller, Fund, Outcome, Page,
        caller::READERS,
        page::{Wanted, page},
    },
    store::{Snapshot, batch::BatchRow},
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Who may.
pub const ROLES: &[Role] = READERS;

words! {
    /// How a batch stands.
    BatchState {
        /// No file of it was taken yet.
        Made = "made",
        /// A file of it was taken to the bank.
        Taken = "taken",
        /// It was withdrawn: its payments may go into another.
        Withdrawn = "withdrawn",
    }
}

/// A file of a batch that left the house.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct FileView {
    /// Which pain.001.
    pub version: Pain001,
    /// Keyed hash of the file: the same file has the same one.
    pub digest: String,
    /// Who took it.
    pub person: PersonRef,
    /// When.
    #[serde(with = "crate::domain::day::instant")]
    #[schema(value_type = String, format = DateTime)]
    pub at: Instant,
}

/// A batch.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct BatchView {
    /// Its reference.
    pub id: BatchRef,
    /// Its name for the bank (`MsgId`).
    pub message_id: String,
    /// The sum of its payments.
    pub control_sum: Money,
    /// How many payments.
    pub count: usize,
    /// The day on which the bank is to pay.
    pub execute_on: Day,
    /// How it stands.
    pub state: BatchState,
    /// Its payments.
    pub payments: Vec<PaymentRef>,
    /// The files that left of it.
    pub files: Vec<FileView>,
}

/// A batch in a list.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct BatchLine {
    /// Its reference.
    pub id: BatchRef,
    /// The sum of its payments.
    pub control_sum: Money,
    /// The day on which the bank is to pay.
    pub execute_on: Day,
    /// Who made it.
    pub person: PersonRef,
}

/// A batch, or `not_found`.
pub(super) async fn existing(from: &mut Snapshot, id: BatchRef) -> Outcome<BatchRow> {
    from.batch(id).await?.ok_or_else(|| Refusal::NotFound { what: id.to_string() }.into())
}

/// The view of a batch that is known to be there.
pub(super) async fn view_of(from: &mut Snapshot, id: BatchRef) -> Outcome<BatchView> {
    let row = existing(from, id).await?;
    let payments: Vec<PaymentRef> = from.batch_payments(id).await?.iter().map(|row| row.payment).collect();
    let files = from.batch_files(id).await?;
    let state = match (from.batch_end(id).await?, files.is_empty()) {
        (Some(_), _) => BatchState::Withdrawn,
        (None, true) => BatchState::Made,
        (None, false) => BatchState::Taken,
    };
    let file = |row: crate::store::batch::BatchFileRow| FileView {
        version: row.version,
        digest: row.digest,
        person: row.person,
        at: row.at,
    };
    Ok(BatchView {
        id,
        message_id: id.to_string(),
        control_sum: row.control_sum,
        count: payments.len(),
        execute_on: row.execute_on,
        state,
        payments,
        files: files.into_iter().map(file).collect(),
    })
}

/// Reads a batch.
pub async fn get_batch(fund: &Fund, who: &Caller, id: BatchRef) -> Outcome<BatchView> {
    who.must_be(ROLES)?;
    view_of(&mut fund.read().await?, id).await
}

/// Lists batches.
pub async fn list_batches(fund: &Fund, who: &Caller, wanted: &Wanted) -> Outcome<Page<BatchLine>> {
    who.must_be(ROLES)?;
    let (after, limit) = wanted.bounds()?;
    let rows = fund.read().await?.batches(after, limit).await?;
    let line = |row: BatchRow| BatchLine {
        id: row.id,
        control_sum: row.control_sum,
        execute_on: row.execute_on,
        person: row.person,
    };
    Ok(page(rows, limit, |row| row.id.stored(), line))
}
