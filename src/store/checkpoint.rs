//! The signed checkpoint of the log, written with the leaves it is over, and the cosignatures of others. The store knows no
//! key: it is given something that signs. It never has a history signed that was not signed before: what the head row says
//! must be what the last checkpoint was signed over.
use super::{
    Fault, Head, Snapshot, Store,
    flush::Parcel,
    row::table,
    value::{Columns, Kind, Value},
};
use crate::{
    domain::{day::Instant, reference::PersonRef},
    proof::tree::{Edge, Hash},
};
use serde::Serializer;
use sha2::{Digest, Sha256};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

/// What signs for the log. The same tree must give the same text each time.
pub trait Signs: Send + Sync {
    /// The signed note over so many leaves with that root.
    fn note(&self, size: u64, root: &Hash) -> String;
}

/// A checkpoint as it is stored.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
#[allow(missing_docs, reason = "the columns are described in the migrations, once")]
pub struct CheckpointRow {
    pub size: i64,
    pub root: Vec<u8>,
    pub note: String,
}

table! {
    /// A cosigned checkpoint. The leaf has hashes of key and note only: a key bears a name that somebody chose.
    CosignatureRow = "cosignature" by "size, vkey" {
        size: i64, #[serde(serialize_with = "as_hash")] vkey: String, #[serde(serialize_with = "as_hash")] note: String,
        person: PersonRef, #[serde(with = "crate::domain::day::instant")] at: Instant,
    }
}

fn as_hash<S: Serializer>(text: &str, to: S) -> Result<S::Ok, S::Error> {
    to.serialize_str(&hex::encode(Sha256::digest(text)))
}

/// What signs, once it is set, under which outer key; and the tree that was last seen to be signed.
#[derive(Clone, Default)]
pub(super) struct Voice(Arc<Inner>);

#[derive(Default)]
struct Inner {
    signer: OnceLock<Arc<dyn Signs>>,
    outer_key: OnceLock<String>,
    last: Mutex<Option<(u64, Hash)>>,
}

impl Voice {
    fn last(&self) -> Option<(u64, Hash)> {
        *self.0.last.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A transaction is through: what it signed is the last.
    pub fn said(&self, edge: &Edge) {
        if self.0.signer.get().is_some() {
            let mut last = self.0.last.lock().unwrap_or_else(PoisonError::into_inner);
            if last.is_none_or(|(size, _)| size < edge.size()) {
                *last = Some((edge.size(), edge.root()));
            }
        }
    }

    /// Sees that the Fund is still under the outer key that it was opened with: another may have been given to it since.
    pub fn check_key(&self, head: &Head) -> Result<(), Fault> {
        match self.0.outer_key.get() {
            Some(known) if !head.outer_key.is_empty() && head.outer_key != *known => Err(Fault::KeyChanged),
            _ => Ok(()),
        }
    }

    /// Sees that a tree is the one of the last checkpoint, so that nothing is signed on top of a history that was rewritten.
    pub async fn check(&self, from: &mut Snapshot, edge: &Edge) -> Result<(), Fault> {
        let Some(signer) = self.0.signer.get() else { return Ok(()) };
        let (size, root) = (edge.size(), edge.root());
        let last = self.last();
        if last == Some((size, root)) || size == 0 && last.is_none() {
            return Ok(());
        }
        // A tree that was signed here before never gets smaller, and is never another of the same size.
        if last.is_some_and(|(signed, _)| size <= signed) {
            return Err(Fault::Rewritten { size });
        }
        match from.checkpoint().await? {
            Some(stored) if stored.note == signer.note(size, &root) => {
                self.said(edge);
                Ok(())
            }
            _ => Err(Fault::Rewritten { size }),
        }
    }

    /// Signs a tree: the checkpoint on its way to the database. None where nothing signs (tests of the store alone).
    pub fn checkpoint(&self, edge: &Edge) -> Result<Option<Parcel>, Fault> {
        const COLUMNS: Columns =
            &[("id", Kind::Int), ("size", Kind::Long), ("root", Kind::Bytes), ("note", Kind::Text)];
        const SETS: &str = " on conflict (id) do update set size = excluded.size, root = excluded.root, note = excluded.note";
        let Some(signer) = self.0.signer.get() else { return Ok(None) };
        let root = edge.root();
        let size =
            i64::try_from(edge.size()).map_err(|_| Fault::broken("head", "no log has so many leaves"))?;
        let note = signer.note(edge.size(), &root);
        let values = vec![Value::Int(1), Value::Long(size), Value::Bytes(root.to_vec()), Value::Text(note)];
        Ok(Some(Parcel::new("checkpoint", SETS, COLUMNS, values)))
    }
}

impl Snapshot {
    /// The last checkpoint; none before the first leaf.
    pub async fn checkpoint(&mut self) -> Result<Option<CheckpointRow>, Fault> {
        row!(self, "checkpoint/read")
    }

    /// Cosignatures whose leaf comes after one, at most so many.
    pub async fn cosignatures(
        &mut self,
        after: i64,
        limit: i64,
    ) -> Result<Vec<super::Kept<CosignatureRow>>, Fault> {
        rows!(self, "cosignature/page", after, limit)
    }

    /// The cosignature of a key over so many leaves.
    pub async fn cosignature(
        &mut self,
        size: i64,
        vkey: &str,
    ) -> Result<Option<super::Kept<CosignatureRow>>, Fault> {
        row!(self, "cosignature/one", size, vkey)
    }

    /// The sizes that somebody cosigned.
    pub async fn cosigned_sizes(&mut self) -> Result<Vec<i64>, Fault> {
        let sizes: Vec<(i64,)> = rows!(self, "cosignature/sizes")?;
        Ok(sizes.into_iter().map(|(size,)| size).collect())
    }
}

impl Store {
    /// Says what signs for the log from now on. Only the first call counts.
    pub fn signs(&self, signer: Arc<dyn Signs>) {
        let _ = self.voice.0.signer.set(signer);
    }

    /// Is the Fund, by its head row, under the outer key that it was opened with?
    pub fn is_still_under(&self, head: &Head) -> Result<(), Fault> {
        self.voice.check_key(head)
    }

    /// From now on writes nothing once the Fund is under another outer key than this.
    pub fn is_under(&self, outer_key: &str) {
        let _ = self.voice.0.outer_key.set(outer_key.to_owned());
    }

    /// Takes up a log that was kept before it was signed: fills in its tiles, and signs it for the first time as it is. Where a
    /// checkpoint is there, nothing is done.
    pub async fn take_up_log(&self, now: Instant) -> Result<(), Fault> {
        if self.read().await?.checkpoint().await?.is_some() {
            return Ok(());
        }
        self.fill_tiles(now).await?;
        let mut tx = self.pools.begin(now, &Voice::default()).await?;
        if tx.checkpoint().await?.is_none() {
            let edge = super::head::edge_of(&tx.head())?;
            let checkpoint = self.voice.checkpoint(&edge)?;
            tx.send(checkpoint.into_iter().collect()).await?;
        }
        tx.finish().await.map(|_| ())
    }
}
