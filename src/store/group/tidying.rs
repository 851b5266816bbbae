//! Moving SQLite's write-ahead log into the file beside the groups, so that no group waits for it. PostgreSQL does the like by itself.
use crate::store::{Pools, readers::Readers};
use sqlx::{Executor, Sqlite};
use std::sync::{
    Arc,
    atomic::{AtomicBool, AtomicU32, Ordering},
};

/// Groups after which the log is moved.
const GROUPS: u32 = 8;

/// Counts groups, and moves the log once in a while. A group that finds the log long moves what is left of it
/// (`wal_autocheckpoint`), which is then little.
#[derive(Default)]
pub(super) struct Tidying {
    groups: AtomicU32,
    under_way: Arc<AtomicBool>,
}

impl Tidying {
    /// A group was committed.
    pub fn after_group(&self, pools: &Pools) {
        let Pools::Sqlite { readers, .. } = pools else { return };
        if self.groups.fetch_add(1, Ordering::Relaxed) % GROUPS != GROUPS - 1
            || self.under_way.swap(true, Ordering::AcqRel)
        {
            return;
        }
        let (readers, under_way) = (readers.clone(), self.under_way.clone());
        tokio::spawn(async move {
            // What cannot be moved now, because somebody reads it, is moved later.
            if let Err(error) = move_log(&readers).await {
                tracing::debug!(%error, "the write-ahead log was not moved");
            }
            under_way.store(false, Ordering::Release);
        });
    }
}

async fn move_log(readers: &Readers<Sqlite>) -> Result<(), sqlx::Error> {
    let mut lent = readers.lend_free().await?;
    lent.execute("pragma wal_checkpoint(passive)").await?;
    lent.give_back();
    Ok(())
}
