//! The head row: the last numbers, the last instant and the edge of the tree, of which there is one. It is read under the
//! lock and written with the transaction; who may write when is said in `write`.
use super::{Fault, Snapshot};
use crate::{
    domain::{day::Instant, reference::*},
    proof::tree::Edge,
};

/// The last numbers and the edge of the tree: read under the lock, written with the transaction.
#[derive(Debug, Clone, PartialEq, sqlx::FromRow)]
#[allow(missing_docs, reason = "the columns are described in the migrations, once")]
pub struct Head {
    pub last_at: Instant,
    pub leaf: i64,
    pub edge: String,
    pub entry: i64,
    pub person: i64,
    pub inflow: i64,
    pub lot: i64,
    pub beneficiary: i64,
    pub payment: i64,
    pub award: i64,
    pub court_order: i64,
    pub order_receipt: i64,
    pub notice: i64,
    pub document: i64,
    pub finding: i64,
    pub return_file: i64,
    pub refusal: i64,
    pub export: i64,
}

/// A reference whose numbers the head row counts.
pub trait Counted: Reference {
    /// Its counter.
    fn counter(head: &mut Head) -> &mut i64;
}

macro_rules! counted {
    ($($name:ty: $column:ident),+ $(,)?) => {$(
        impl Counted for $name { fn counter(head: &mut Head) -> &mut i64 { &mut head.$column } }
    )+};
}
counted!(
    PersonRef: person, InflowRef: inflow, LotRef: lot, BeneficiaryRef: beneficiary, PaymentRef: payment, AwardRef: award, OrderRef: court_order,
    ReceiptRef: order_receipt, NoticeRef: notice, DocumentRef: document, FindingRef: finding, ReturnFileRef: return_file, RefusalRef: refusal,
    ExportRef: export,
);

/// Writes the head row.
pub(super) async fn write_head(to: &mut Snapshot, h: &Head) -> Result<(), Fault> {
    run!(
        to,
        "head/write",
        h.last_at,
        h.leaf,
        &h.edge,
        h.entry,
        h.person,
        h.inflow,
        h.lot,
        h.beneficiary,
        h.payment,
        h.award,
        h.court_order,
        h.order_receipt,
        h.notice,
        h.document,
        h.finding,
        h.return_file,
        h.refusal,
        h.export
    )
}

/// The edge of the tree as the head row has it.
pub fn edge_of(head: &Head) -> Result<Edge, Fault> {
    u64::try_from(head.leaf)
        .ok()
        .and_then(|size| Edge::from_text(size, &head.edge))
        .ok_or_else(|| Fault::broken("head", "edge and count of leaves do not belong together"))
}
