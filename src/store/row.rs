//! How a table is said once: as a struct whose fields are its columns. From it come its values, the row's part of the leaf, and the
//! reading back by leaf that `verify` needs. Queries of single nouns live beside their structs.
use super::{Fault, Gatherable, Snapshot};
use futures_util::future::BoxFuture;
use serde::Serialize;
use serde_json::Value;

/// A row that is written once and stands in the leaf of its use case.
pub trait Row: Gatherable + Serialize {}

/// A row with the leaf that covers it.
#[derive(Debug, Clone, PartialEq, sqlx::FromRow)]
pub struct Kept<T> {
    /// The row.
    #[sqlx(flatten)]
    pub row: T,
    /// The index of its leaf.
    pub leaf: i64,
}

/// Rows as their leaves have them, each with the index of its leaf.
pub type RowsByLeaf = Vec<(i64, Value)>;

/// A table whose rows `verify` compares with their leaves.
#[derive(Clone, Copy)]
pub struct Covered {
    /// Its name.
    pub table: &'static str,
    /// The columns of its key, comma between.
    pub key: &'static str,
    /// The statements that the struct makes, for the test that prepares them all.
    pub statements: fn() -> Vec<&'static str>,
    /// The rows whose leaf is within the bounds (first, last plus one), in the order of leaf and key.
    pub by_leaf: for<'t> fn(&'t mut Snapshot, i64, i64) -> BoxFuture<'t, Result<RowsByLeaf, Fault>>,
    /// How many rows there are.
    pub count: for<'t> fn(&'t mut Snapshot) -> BoxFuture<'t, Result<i64, Fault>>,
}

/// Declares the struct of a table: its columns in the order of their table, without `leaf`, and its key.
macro_rules! table {
    ($(#[$about:meta])* $name:ident = $table:literal by $key:literal { $($(#[$column_meta:meta])* $column:ident: $type:ty),+ $(,)? }) => {
        $(#[$about])*
        #[derive(Debug, Clone, PartialEq, serde::Serialize, sqlx::FromRow)]
        #[allow(missing_docs, reason = "the columns are described in the migrations, once")]
        pub struct $name { $($(#[$column_meta])* pub $column: $type),+ }

        impl $crate::store::Gatherable for $name {
            const TABLE: &'static str = $table;
            const COLUMNS: $crate::store::value::Columns =
                &[$((stringify!($column), <$type as $crate::store::value::Column>::KIND)),+, ("leaf", $crate::store::value::Kind::Long)];
            fn values(&self, leaf: i64, to: &mut Vec<$crate::store::value::Value>) {
                to.extend([$($crate::store::value::Column::value(&self.$column)),+, $crate::store::value::Value::Long(leaf)]);
            }
        }

        impl $crate::store::Row for $name {}

        impl $name {
            /// The table as `verify` sees it.
            pub const COVERED: $crate::store::Covered = $crate::store::Covered {
                table: $table,
                key: $key,
                statements: || vec![Self::BY_LEAF, Self::COUNT],
                by_leaf: |from, first, end| Box::pin(Self::by_leaf(from, first, end)),
                count: |from| Box::pin(Self::count(from)),
            };
            const BY_LEAF: &'static str = concat!("select * from ", $table, " where leaf >= $1 and leaf < $2 order by leaf, ", $key);
            const COUNT: &'static str = concat!("select count(*) from ", $table);

            async fn by_leaf(from: &mut $crate::store::Snapshot, first: i64, end: i64) -> Result<Vec<(i64, serde_json::Value)>, $crate::store::Fault> {
                let rows: Vec<$crate::store::Kept<$name>> = match from.live()? {
                    $crate::store::Live::Sqlite(conn) => sqlx::query_as(Self::BY_LEAF).bind(first).bind(end).fetch_all(conn).await?,
                    $crate::store::Live::Postgres(conn) => sqlx::query_as(Self::BY_LEAF).bind(first).bind(end).fetch_all(conn).await?,
                };
                rows.into_iter().map(|kept| Ok((kept.leaf, serde_json::to_value(&kept.row)?))).collect()
            }

            async fn count(from: &mut $crate::store::Snapshot) -> Result<i64, $crate::store::Fault> {
                let (count,): (i64,) = match from.live()? {
                    $crate::store::Live::Sqlite(conn) => sqlx::query_as(Self::COUNT).fetch_one(conn).await?,
                    $crate::store::Live::Postgres(conn) => sqlx::query_as(Self::COUNT).fetch_one(conn).await?,
                };
                Ok(count)
            }
        }
    };
}
pub(crate) use table;
