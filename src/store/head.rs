//! The head row: the last numbers, the last instant and the edge of the tree, of which there is one. It is read under the
//! lock and written with the transaction; who may write when is said in `write`.
use super::{
    Fault,
    flush::Parcel,
    value::{Column, Columns, Kind, Value},
};
use crate::{
    domain::{day::Instant, reference::*},
    proof::tree::Edge,
};

/// Declares the head row: its columns in the order of their table, without `id`, which is always 1.
macro_rules! head {
    ($first:ident: $of:ty, $($column:ident: $type:ty),+ $(,)?) => {
        /// The last numbers and the edge of the tree: read under the lock, written with the transaction.
        #[derive(Debug, Clone, PartialEq, sqlx::FromRow)]
        #[allow(missing_docs, reason = "the columns are described in the migrations, once")]
        pub struct Head { pub $first: $of, $(pub $column: $type),+ }

        impl Head {
            const COLUMNS: Columns = &[
                ("id", Kind::Int), (stringify!($first), <$of>::KIND), $((stringify!($column), <$type>::KIND)),+
            ];
            const SETS: &str = concat!(
                " on conflict (id) do update set ", stringify!($first), " = excluded.", stringify!($first)
                $(, ", ", stringify!($column), " = excluded.", stringify!($column))+
            );

            fn values(&self) -> Vec<Value> {
                vec![Value::Int(1), self.$first.value(), $(self.$column.value()),+]
            }
        }
    };
}
head! {
    last_at: Instant, leaf: i64, edge: String, entry: i64, person: i64, inflow: i64, lot: i64, beneficiary: i64, payment: i64,
    award: i64, court_order: i64, order_receipt: i64, notice: i64, document: i64, finding: i64, return_file: i64, refusal: i64,
    export: i64, outer_key: String, duplicate: i64, subject: i64, identity_look: i64, batch: i64, register_entry: i64,
    rulebook: i64, ruling: String,
}

impl Head {
    /// The row on its way to the database.
    pub(super) fn parcel(&self) -> Parcel {
        Parcel::new("head", Head::SETS, Head::COLUMNS, self.values())
    }
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
    ExportRef: export, LookRef: identity_look, BatchRef: batch, DuplicateRef: duplicate, SubjectRef: subject, RegisterRef: register_entry,
    RulebookRef: rulebook,
);

/// The edge of the tree as the head row has it.
pub fn edge_of(head: &Head) -> Result<Edge, Fault> {
    u64::try_from(head.leaf)
        .ok()
        .and_then(|size| Edge::from_text(size, &head.edge))
        .ok_or_else(|| Fault::broken("head", "edge and count of leaves do not belong together"))
}
