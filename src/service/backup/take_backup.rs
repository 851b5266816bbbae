//! A backup: that it leaves the house is recorded first, so that the record is in the backup itself.
use super::Undone;
use crate::{
    domain::reference::ExportRef,
    service::{Fund, verify::Progress},
    store::{
        backup::{Manifest, Record},
        finding::ExportRow,
    },
};
use std::path::Path;

/// Takes a backup into a file while others write. Everything acknowledged before it began is in it; what comes later is in it
/// wholly or not at all. `replace` lets it take the place of a file that is there.
pub async fn take_backup(
    fund: &Fund,
    file: &Path,
    replace: bool,
    mut progress: impl FnMut(Progress) + Send,
) -> Result<Manifest, Undone> {
    let place = fund.store().backup_place(file, replace)?;
    let record = record(fund).await?;
    let mut tell = |part, done, total: i64| progress(Progress { part, done, total: total.max(done) });
    Ok(fund.store().back_up(place, record, &mut tell).await?)
}

/// Nobody is signed in at the command line; the log says that the house itself took it.
async fn record(fund: &Fund) -> Result<Record, Undone> {
    let mut tx = fund.store().begin(fund.now()).await?;
    let (export, at) = (tx.next::<ExportRef>(), tx.at());
    tx.add(ExportRow {
        id: export,
        person: None,
        what: "backup".into(),
        format: fund.store().engine().into(),
        from_day: None,
        to_day: None,
        known_at: at,
        narrowed: None,
        at,
    })
    .await?;
    tx.commit("backup.begun", None).await?;
    Ok(Record { export, at })
}
