//! `backup` and `restore`: the whole ledger out of the house as one file, and back, checked, into an empty place.
use super::{arguments::Database, ended::Ended, open};
use crate::{
    service::{
        backup::{Undone, restore_backup::restore_backup, take_backup::take_backup},
        clock::{Clock, SystemClock},
        verify::Progress,
    },
    store::backup::{Trouble, is_absent},
};
use std::{
    io::{IsTerminal, Write},
    path::Path,
    time::{Duration, Instant},
};

/// Takes a backup into a file.
pub async fn back_up(database: &Database, file: &Path, force: bool) -> Result<(), Ended> {
    // Other commands make an absent database. A backup of one that was just made would be believed to be one of the ledger.
    if is_absent(&database.database) {
        return Err(Ended::could_not(
            "there is no database to back up: name the ledger's own with --database",
        ));
    }
    let fund = open::fund(database).await?;
    let mut line = Line::default();
    let taken = take_backup(&fund, file, force, |progress| line.show(progress)).await;
    line.clear();
    fund.store().close().await;
    let manifest = taken?;
    println!("{} leaves, root {}", manifest.leaves, manifest.root);
    println!("{} is a backup, recorded as {}", file.display(), manifest.export);
    Ok(())
}

/// Restores a backup into an empty or absent database.
pub async fn restore(database: &Database, file: &Path) -> Result<(), Ended> {
    let secret = open::secret(database)?;
    let mut line = Line::default();
    let now = SystemClock.now();
    let restored =
        restore_backup(file, &database.database, &secret, now, |progress| line.show(progress)).await;
    line.clear();
    let restored = restored.map_err(|undone| {
        if let Undone::Differs(differences) = &undone {
            for difference in differences {
                println!("differs: {} {}: {}", difference.table, difference.row, difference.what);
            }
        }
        Ended::from(undone)
    })?;
    let manifest = restored.manifest;
    println!("{} leaves, {} entries, root {}", manifest.leaves, restored.entries, manifest.root);
    println!("whole: the backup {} was restored and everything in it agrees with the log", manifest.export);
    Ok(())
}

/// The line of progress, for a person at a terminal; ten times a second is enough to read.
#[derive(Default)]
struct Line {
    shown: Option<Instant>,
}

impl Line {
    fn show(&mut self, progress: Progress) {
        let is_due = self.shown.is_none_or(|shown| shown.elapsed() > Duration::from_millis(100));
        if is_due && std::io::stderr().is_terminal() {
            self.shown = Some(Instant::now());
            eprint!("\r{progress}\x1b[K");
            let _ = std::io::stderr().flush();
        }
    }

    fn clear(&self) {
        if self.shown.is_some() {
            eprint!("\r\x1b[K");
        }
    }
}

impl From<Undone> for Ended {
    fn from(undone: Undone) -> Ended {
        match undone {
            Undone::Trouble(Trouble::Fault(fault)) => fault.into(),
            Undone::Trouble(trouble) if trouble.is_refusal() => Ended::refused(trouble.to_string()),
            Undone::Trouble(trouble) => Ended::could_not(trouble.to_string()),
            Undone::Differs(differences) => Ended::refused(format!(
                "the backup does not agree with its own log in {} places, so nothing of it was kept: use an earlier backup",
                differences.len()
            )),
            Undone::Halt(halt) => halt.into(),
        }
    }
}
