//! A writing transaction: the recorded instant, the last numbers, and the rows that the leaf of each use case will cover. It is
//! shared by the members of a group (`group`); what they write is gathered (`gather`) and sent at the end or before a read
//! that needs it (`flush`).
use super::{
    Fault, Head, Member, Pools, Row, Snapshot, Store,
    checkpoint::Voice,
    fault::was_ended,
    gather::Gathering,
    head::{Counted, edge_of},
    log::Leaf,
    snapshot::Conn,
    tree,
};
use crate::{
    domain::{
        day::{Day, Instant, instant_text, to_micros},
        journal::Balanced,
        reference::*,
    },
    proof::{
        canonical::canonical,
        tree::{Edge, Hash, leaf_hash},
    },
};
use futures_util::future::BoxFuture;
use std::ops::{Deref, DerefMut};

/// How writers on PostgreSQL begin: with the lock that the triggers take too, in one journey. What is read after it was
/// written before it, since a session reads what is committed (`open`). The lock stands first: both statements are one
/// transaction to the server, and where the lock is refused there is none yet that a connection would carry back to the pool.
const BEGIN_LOCKED: &str = "select pg_advisory_xact_lock(7310574401); begin";

/// Bytes of words and documents that are gathered before they are sent: a statement carries each several times over.
const MOST_GATHERED_BYTES: usize = 8 << 20;

/// A writing transaction: it reads like a [`Snapshot`], and what it writes is durable when [`Tx::commit`] returns.
pub struct Tx {
    from: Snapshot,
    /// The last numbers. The edge of the tree stands beside it.
    head: Head,
    edge: Edge,
    at: Instant,
    /// Rows of the use case that runs, each as the leaf will have it: its table and its columns.
    rows: Vec<String>,
    before: Option<Mark>,
    /// What the use case that runs takes a step on, each once.
    about: Vec<String>,
    /// Must the head row be written?
    changed: bool,
    /// Hashes of the leaves that were added.
    added: Vec<Hash>,
    voice: Voice,
}

/// Where a transaction stood before a member wrote.
struct Mark {
    head: Head,
    rows: usize,
}

impl Deref for Tx {
    type Target = Snapshot;
    fn deref(&self) -> &Snapshot {
        &self.from
    }
}

impl DerefMut for Tx {
    fn deref_mut(&mut self) -> &mut Snapshot {
        &mut self.from
    }
}

impl Pools {
    /// Opens a writing transaction under the lock. `now` is the clock's instant; the recorded one is later than the last.
    pub(super) async fn begin(&self, now: Instant, voice: &Voice) -> Result<Tx, Fault> {
        let conn = match self {
            Pools::Sqlite { writer, .. } => Conn::Sqlite(writer.begin_with("begin immediate").await?),
            Pools::Postgres { all: pool, .. } => {
                Conn::Postgres(match pool.begin_with(BEGIN_LOCKED).await {
                    // A connection that ended while it lay idle says so only when it is used; nothing was sent on it.
                    Err(error) if was_ended(&error) => pool.begin_with(BEGIN_LOCKED).await?,
                    begun => begun?,
                })
            }
        };
        let mut from = Snapshot { conn, gathering: None, sheet: None, ahead: None };
        let head: Option<Head> = row!(&mut from, "head/read")?;
        let head = match head {
            Some(head) => head,
            None => {
                Store::prepare(&mut from, to_micros(now) - chrono::TimeDelta::microseconds(1)).await?;
                let laid: Option<Head> = row!(&mut from, "head/read")?;
                laid.ok_or_else(|| Fault::broken("head", "the row that was just written is not there"))?
            }
        };
        voice.check_key(&head)?;
        let mut tx = Tx::over(from, head, now)?;
        voice.check(&mut tx.from, &tx.edge).await?;
        tx.voice = voice.clone();
        Ok(tx)
    }
}

impl Store {
    /// Opens a writing transaction of its own, beside the groups of [`Store::write`]: it waits for its turn at the lock.
    pub async fn begin(&self, now: Instant) -> Result<Tx, Fault> {
        self.pools.begin(now, &self.voice).await
    }
}

impl Tx {
    fn over(mut from: Snapshot, mut head: Head, now: Instant) -> Result<Tx, Fault> {
        let edge = edge_of(&head)?;
        head.edge = String::new();
        from.gathering = Some(Box::default());
        let at = to_micros(now).max(head.last_at + chrono::TimeDelta::microseconds(1));
        let (rows, added, voice) = (vec![], vec![], Voice::default());
        Ok(Tx { from, head, edge, at, rows, before: None, about: vec![], changed: false, added, voice })
    }

    /// A transaction that begins where a head row ends, without a connection yet.
    pub(super) fn ahead(head: Head, now: Instant) -> Result<Tx, Fault> {
        Tx::over(Snapshot { conn: Conn::Absent, gathering: None, sheet: None, ahead: None }, head, now)
    }

    /// Takes over the connection of a transaction that was begun where this one was said to begin.
    pub(super) fn adopt(&mut self, begun: Tx) {
        self.from.conn = begun.from.conn;
        self.voice = begun.voice;
    }

    /// The head row as it will stand after everything so far.
    pub(super) fn head(&self) -> Head {
        let mut head = self.head.clone();
        head.edge = self.edge.to_text();
        head
    }

    fn gathering(&mut self) -> &mut Gathering {
        self.from.gathering.get_or_insert_default()
    }

    /// The recorded instant of everything in this transaction.
    pub fn at(&self) -> Instant {
        self.at
    }

    /// The index of the leaf that will cover what the use case writes.
    pub fn leaf_index(&self) -> i64 {
        self.head.leaf
    }

    /// Today in Baku, by the recorded instant.
    pub fn today(&self) -> Day {
        Day::in_baku(self.at)
    }

    /// The next reference of a kind. Its year is that of recording in Baku; its number never restarts.
    #[allow(clippy::should_implement_trait, reason = "it reads as what it is: the next reference")]
    pub fn next<R: Counted + std::fmt::Display>(&mut self) -> R {
        let year = self.today().year();
        let counter = R::counter(&mut self.head);
        *counter += 1;
        let reference = R::new(year, *counter);
        self.gathering().own_made.push(reference.to_string());
        reference
    }

    /// The next number of an entry.
    pub(super) fn next_entry(&mut self) -> i64 {
        self.head.entry += 1;
        self.head.entry
    }

    /// The version of the rulebook that was adopted last before the use case that runs; empty where none was.
    pub fn ruling(&self) -> &str {
        &self.head.ruling
    }

    /// Says to every writer after this use case which rulebook was adopted.
    pub fn set_ruling(&mut self, version: &str) {
        version.clone_into(&mut self.head.ruling);
    }

    /// Says to every writer which outer key the Fund is under, or is going to.
    pub fn set_outer_key(&mut self, outer_key: &str) {
        outer_key.clone_into(&mut self.head.outer_key);
        self.changed = true;
    }

    /// Writes a row and puts it into the leaf.
    #[allow(clippy::unused_async, reason = "writing is a step that use cases wait for, gathered or not")]
    pub async fn add<R: Row>(&mut self, row: R) -> Result<(), Fault> {
        self.rows.push(format!("[\"{}\",{}]", R::TABLE, canonical(&row)?));
        let leaf = self.head.leaf;
        self.gathering().own.add(row, leaf);
        Ok(())
    }

    /// Writes a row that stands in no leaf.
    pub(super) fn add_beside<R: super::Gatherable>(&mut self, row: R) {
        let leaf = self.head.leaf;
        self.gathering().own.add(row, leaf);
    }

    /// Adds the balances that follow from an entry.
    pub(super) fn moved(&mut self, entry: &Balanced) {
        self.gathering().own.moved(entry);
    }

    /// Sets how an inflow stands (derived from its decisions).
    #[allow(clippy::unused_async, reason = "writing is a step that use cases wait for, gathered or not")]
    pub async fn set_inflow_state(
        &mut self,
        id: InflowRef,
        state: crate::domain::inflow::InflowState,
    ) -> Result<(), Fault> {
        self.gathering().own.set_inflow(id, state);
        Ok(())
    }

    /// Sets how a payment stands (derived from its decisions).
    #[allow(clippy::unused_async, reason = "writing is a step that use cases wait for, gathered or not")]
    pub async fn set_payment_state(
        &mut self,
        id: PaymentRef,
        state: crate::domain::payment::PaymentState,
    ) -> Result<(), Fault> {
        self.gathering().own.set_payment(id, state);
        Ok(())
    }

    /// Keys that were looked up and have no answer.
    pub(super) fn unanswered(&mut self, keys: impl IntoIterator<Item = super::fund::KeyOf>) {
        self.gathering().unanswered.extend(keys);
    }

    /// Is so much gathered that it should be sent before more is?
    pub(super) fn is_heavy(&mut self) -> bool {
        let gathering = self.gathering();
        gathering.joined.weight_bytes + gathering.own.weight_bytes > MOST_GATHERED_BYTES
    }

    /// Says what the use case takes a step on, for the record of its refusal.
    pub fn is_about(&mut self, subject: &str) {
        if !self.about.iter().any(|known| known == subject) {
            self.about.push(subject.to_owned());
        }
    }

    /// The one thing that the use case takes a step on; none where it came to several, or to nothing. It outlasts [`Tx::undo`].
    pub fn sole_subject(&self) -> Option<&str> {
        match self.about.as_slice() {
            [one] => Some(one),
            _ => None,
        }
    }

    /// Begins a member: from here, [`Tx::undo`] drops all that it wrote.
    pub fn mark(&mut self) {
        self.about.clear();
        self.from.close_sheet();
        self.gathering().join();
        self.before = Some(Mark { head: self.head.clone(), rows: self.rows.len() });
    }

    /// Drops everything written since [`Tx::mark`].
    pub async fn undo(&mut self) -> Result<(), Fault> {
        if let Some(mark) = &self.before {
            self.head = mark.head.clone();
            self.rows.truncate(mark.rows);
        }
        let gathering = self.gathering();
        gathering.own = super::gather::Gathered::default();
        gathering.own_made.clear();
        if std::mem::take(&mut gathering.saved) {
            gathering.stands = true;
            self.from.execute("rollback to savepoint member").await?;
        }
        Ok(())
    }

    /// Ends a use case: the leaf of all rows added (none: no leaf). What it wrote stays, and is durable with the transaction.
    pub fn close(&mut self, event: &str, by: Option<PersonRef>) -> Result<(), Fault> {
        if !self.rows.is_empty() {
            let position = self.head.leaf;
            let body = leaf_body(&self.at, by, event, position, &std::mem::take(&mut self.rows));
            let hash = leaf_hash(body.as_bytes());
            let at = self.at;
            self.add_beside(Leaf { position, at, body, hash: hash.to_vec() });
            self.edge.append(hash);
            self.added.push(hash);
            self.head.leaf += 1;
            self.head.last_at = self.head.last_at.max(at);
            self.changed = true;
        }
        self.gathering().join();
        self.before = None;
        Ok(())
    }

    /// Ends the one use case of a transaction, and makes everything durable.
    pub async fn commit(mut self, event: &str, by: Option<PersonRef>) -> Result<(), Fault> {
        self.close(event, by)?;
        self.finish().await.map(|_| ())
    }

    /// Sends what is gathered, writes the head row and the checkpoint, and makes everything durable. The head row as it then stands.
    pub(super) async fn finish(mut self) -> Result<Head, Fault> {
        self.gathering().join();
        let head = self.head();
        let mut closing = tree::closing(&mut self.from, &self.edge, &self.added, &self.voice).await?;
        if self.changed {
            closing.push(head.parcel());
        }
        self.from.flush_joined(closing).await?;
        let done = match self.from.conn {
            Conn::Absent | Conn::Begun(_) | Conn::Desk(_) => return Err(Fault::NotYet),
            Conn::Sqlite(tx) => tx.commit().await,
            Conn::Postgres(tx) => tx.commit().await,
        };
        match done {
            Ok(()) => {
                self.voice.said(&self.edge);
                Ok(head)
            }
            Err(sqlx::Error::Database(e)) => Err(Fault::Database(sqlx::Error::Database(e))),
            Err(lost) => Err(Fault::NotDurable(lost.to_string())),
        }
    }

    /// Gives everything up, so that the connection is free for the next.
    pub(super) async fn give_up(self) {
        let undone = match self.from.conn {
            Conn::Absent | Conn::Begun(_) | Conn::Desk(_) => Ok(()),
            Conn::Sqlite(tx) => tx.rollback().await,
            Conn::Postgres(tx) => tx.rollback().await,
        };
        if let Err(error) = undone {
            tracing::warn!(%error, "a transaction could not be rolled back; its connection is given up");
        }
    }
}

/// A member that records nothing, but makes what is recorded later be later than an instant.
pub(super) struct Settle(pub Instant);

impl Member for Settle {
    fn run<'t>(&'t self, tx: &'t mut Tx) -> BoxFuture<'t, Result<(), Fault>> {
        Box::pin(async {
            tx.head.last_at = tx.head.last_at.max(self.0);
            tx.changed = true;
            tx.close("settled", None)
        })
    }

    fn key(&self) -> Option<super::fund::KeyOf> {
        None
    }
}

/// The text of a leaf: canonical JSON, since its members stand in order, its rows are canonical, and its few other values are words,
/// references and a whole number.
fn leaf_body(at: &Instant, by: Option<PersonRef>, event: &str, index: i64, rows: &[String]) -> String {
    let by = by.map_or("null".into(), |person| format!("\"{person}\""));
    let at = instant_text(at);
    format!(
        "{{\"at\":\"{at}\",\"by\":{by},\"event\":\"{event}\",\"index\":{index},\"rows\":[{}]}}",
        rows.join(",")
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::day::parse_instant;

    #[test]
    fn the_text_of_a_leaf_is_canonical_as_it_is_written() {
        let at = parse_instant("2014-06-02T06:00:00.000001Z").expect("a fixed instant reads");
        let rows = [
            r#"["lot",{"id":"L-2014-000001"}]"#.to_owned(),
            r#"["fund",{"name":"ə\"","value":"x"}]"#.to_owned(),
        ];
        for by in [None, Some(PersonRef::new(2014, 1))] {
            for rows in [&rows[..], &rows[..1]] {
                let body = leaf_body(&at, by, "test.done", 7, rows);
                let value: serde_json::Value = serde_json::from_str(&body).expect("it is JSON");
                assert_eq!(canonical(&value), Ok(body));
            }
        }
    }
}
