//! The one writer: a transaction under the writing lock, with the head row, the recorded instant, and the rows that
//! its leaf will cover. One member a transaction for now; grouping several changes nothing for use cases.
use super::{Fault, LeafRow, Pools, Row, Snapshot, Store};
use crate::{
    domain::{
        day::{Day, Instant, instant_text, to_micros},
        reference::*,
    },
    proof::{
        canonical::canonical,
        tree::{Edge, leaf_hash},
    },
};
use serde_json::json;
use std::ops::{Deref, DerefMut};

/// The lock that writers on PostgreSQL take; the triggers take the same.
const WRITER_LOCK: i64 = 7_310_574_401;

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

/// A writing transaction: it reads like a [`Snapshot`], and what it writes is durable when [`Tx::commit`] returns.
pub struct Tx {
    conn: Snapshot,
    head: Head,
    at: Instant,
    rows: Vec<LeafRow>,
    before: Option<Box<Mark>>,
}

/// Where a transaction stood before a member wrote.
#[derive(Clone)]
pub struct Mark {
    head: Head,
}

impl Deref for Tx {
    type Target = Snapshot;
    fn deref(&self) -> &Snapshot {
        &self.conn
    }
}

impl DerefMut for Tx {
    fn deref_mut(&mut self) -> &mut Snapshot {
        &mut self.conn
    }
}

impl Store {
    /// Opens a writing transaction under the lock. `now` is the clock's instant; the recorded one is later than the last.
    pub async fn begin(&self, now: Instant) -> Result<Tx, Fault> {
        let mut conn = match &self.pools {
            Pools::Sqlite { writer, .. } => Snapshot::Sqlite(writer.begin_with("begin immediate").await?),
            Pools::Postgres(pool) => {
                let mut tx = pool.begin_with("begin isolation level read committed").await?;
                sqlx::query("select pg_advisory_xact_lock($1)").bind(WRITER_LOCK).execute(&mut *tx).await?;
                Snapshot::Postgres(tx)
            }
        };
        let now = to_micros(now);
        let head: Option<Head> = row!(&mut conn, "head/read")?;
        let head = match head {
            Some(head) => head,
            None => {
                Store::prepare(&mut conn, now - chrono::TimeDelta::microseconds(1)).await?;
                let laid: Option<Head> = row!(&mut conn, "head/read")?;
                laid.ok_or_else(|| Fault::broken("head", "the row that was just written is not there"))?
            }
        };
        let at = now.max(head.last_at + chrono::TimeDelta::microseconds(1));
        Ok(Tx { conn, head, at, rows: vec![], before: None })
    }

    /// Makes sure that what is recorded from now on is later than `instant`, so that an answer for it never changes.
    pub async fn settle(&self, instant: Instant) -> Result<(), Fault> {
        let head: Option<Head> = row!(&mut self.read().await?, "head/read")?;
        if head.is_some_and(|head| head.last_at >= instant) {
            return Ok(());
        }
        let mut tx = self.begin(instant).await?;
        tx.head.last_at = tx.head.last_at.max(instant);
        tx.write_head().await?;
        tx.end().await
    }
}

impl Tx {
    /// The recorded instant of everything in this transaction.
    pub fn at(&self) -> Instant {
        self.at
    }

    /// Today in Baku, by the recorded instant.
    pub fn today(&self) -> Day {
        Day::in_baku(self.at)
    }

    /// The next reference of a kind. Its year is that of recording in Baku; its number never restarts.
    #[allow(clippy::should_implement_trait, reason = "it reads as what it is: the next reference")]
    pub fn next<R: Counted>(&mut self) -> R {
        let year = self.today().year();
        let counter = R::counter(&mut self.head);
        *counter += 1;
        R::new(year, *counter)
    }

    /// The next number of an entry.
    pub(super) fn next_entry(&mut self) -> i64 {
        self.head.entry += 1;
        self.head.entry
    }

    /// Writes a row and puts it into the leaf.
    pub async fn add<R: Row>(&mut self, row: R) -> Result<(), Fault> {
        row.insert(&mut self.conn, self.head.leaf).await?;
        self.note(&row)
    }

    /// Puts a row that was written otherwise into the leaf.
    pub(super) fn note<R: Row>(&mut self, row: &R) -> Result<(), Fault> {
        self.rows.push(LeafRow { table: R::TABLE, columns: serde_json::to_value(row)? });
        Ok(())
    }

    /// Begins a member: from here, [`Tx::undo`] drops all that it wrote.
    pub async fn mark(&mut self) -> Result<(), Fault> {
        self.execute("savepoint member").await?;
        self.before = Some(Box::new(Mark { head: self.head.clone() }));
        Ok(())
    }

    /// Drops everything written since [`Tx::mark`].
    pub async fn undo(&mut self) -> Result<(), Fault> {
        self.execute("rollback to savepoint member").await?;
        if let Some(mark) = &self.before {
            self.head = mark.head.clone();
        }
        self.rows.clear();
        Ok(())
    }

    async fn execute(&mut self, text: &'static str) -> Result<(), Fault> {
        match &mut self.conn {
            Snapshot::Sqlite(tx) => sqlx::query(text).execute(&mut **tx).await.map(|_| ())?,
            Snapshot::Postgres(tx) => sqlx::query(text).execute(&mut **tx).await.map(|_| ())?,
        }
        Ok(())
    }

    /// Writes the leaf of all rows added (none: no leaf) and the head row, and makes everything durable.
    pub async fn commit(mut self, event: &str, by: Option<PersonRef>) -> Result<(), Fault> {
        if !self.rows.is_empty() {
            self.write_leaf(event, by).await?;
            self.head.last_at = self.at;
            self.write_head().await?;
        }
        self.end().await
    }

    async fn write_leaf(&mut self, event: &str, by: Option<PersonRef>) -> Result<(), Fault> {
        let rows: Vec<_> =
            std::mem::take(&mut self.rows).into_iter().map(|row| json!([row.table, row.columns])).collect();
        let body = canonical(
            &json!({"at": instant_text(&self.at), "by": by, "event": event, "index": self.head.leaf, "rows": rows}),
        )?;
        let hash = leaf_hash(body.as_bytes());
        let mut edge = edge_of(&self.head)?;
        edge.append(hash);
        run!(&mut self.conn, "leaf/insert", self.head.leaf, self.at, body, hash.to_vec())?;
        self.head.leaf += 1;
        self.head.edge = edge.to_text();
        Ok(())
    }

    async fn write_head(&mut self) -> Result<(), Fault> {
        let h = &self.head;
        run!(
            &mut self.conn,
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

    async fn end(self) -> Result<(), Fault> {
        let done = match self.conn {
            Snapshot::Sqlite(tx) => tx.commit().await,
            Snapshot::Postgres(tx) => tx.commit().await,
        };
        done.map_err(|error| match error {
            sqlx::Error::Database(e) => Fault::Database(sqlx::Error::Database(e)),
            lost => Fault::NotDurable(lost),
        })
    }
}

/// The edge of the tree as the head row has it.
pub fn edge_of(head: &Head) -> Result<Edge, Fault> {
    u64::try_from(head.leaf)
        .ok()
        .and_then(|size| Edge::from_text(size, &head.edge))
        .ok_or_else(|| Fault::broken("head", "edge and count of leaves do not belong together"))
}
