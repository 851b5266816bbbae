//! A restore: file, key, log and books are checked before anything stays.
use super::Undone;
use crate::{
    domain::day::Instant,
    service::{
        keys::{KEY_CHECK, rooted},
        verify::{Difference, Progress, verify_snapshot},
    },
    store::{
        Fault, Snapshot,
        backup::{Loaded, Manifest, Trouble, inspect, root_of},
    },
    vault::{Keys, Secret},
};
use std::path::Path;

/// What was restored, verified and kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Restored {
    /// What the backup said of itself, leaves and root included.
    pub manifest: Manifest,
    /// Journal entries.
    pub entries: i64,
}

/// Restores a backup into the empty or absent database at a URL. It stays only when the whole of `verify` agrees; otherwise
/// the target is as it was. `now` is the clock's instant.
pub async fn restore_backup(
    file: &Path,
    url: &str,
    secret: &Secret,
    now: Instant,
    mut progress: impl FnMut(Progress) + Send,
) -> Result<Restored, Undone> {
    let mut tell = |part, done, total: i64| progress(Progress { part, done, total: total.max(done) });
    let backup = inspect(file, &mut tell).await?;
    let (loaded, mut from) = Loaded::load(file, backup, url, &mut tell).await?;
    match judge(&mut from, &loaded.manifest, secret, now, &mut progress).await {
        Ok(entries) => Ok(Restored { manifest: loaded.keep(from).await?, entries }),
        Err(undone) => {
            loaded.give_up(from).await;
            Err(undone)
        }
    }
}

/// Key, log and books; the number of entries.
async fn judge(
    from: &mut Snapshot,
    manifest: &Manifest,
    secret: &Secret,
    now: Instant,
    progress: &mut (dyn FnMut(Progress) + Send),
) -> Result<i64, Undone> {
    let keys = &rooted(Keys::derive(secret), from).await?;
    match from.setting(KEY_CHECK).await? {
        Some(value) if value == keys.check_value() || value == keys.check_value_unsigned() => {}
        Some(_) => return Err(Fault::WrongKey.into()),
        None => return Err(Trouble::NotAsSaid { what: "it was made with no key".into() }.into()),
    }
    let report = verify_snapshot(from, keys, now, progress).await?;
    if !report.is_whole() {
        return Err(Undone::Differs(report.differences));
    }
    let head = from.head_row().await?;
    let leaves = head.as_ref().map_or(0, |head| head.leaf);
    if leaves != manifest.leaves || root_of(head.as_ref())? != manifest.root {
        let what =
            format!("has {leaves} leaves, the manifest names {} and perhaps another root", manifest.leaves);
        return Err(Undone::Differs(vec![Difference {
            table: "head".into(),
            row: "the head row".into(),
            what,
        }]));
    }
    Ok(report.entries)
}
