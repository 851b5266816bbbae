//! Bringing a backup back so far that it can be looked into and is not there yet: whoever loads it says whether it stays.
use super::{Inspected, Manifest, Tell, Trouble, migrator, postgres, sqlite};
use crate::store::Snapshot;
use std::path::Path;

/// A backup that was brought back and not kept. Dropped, it leaves nothing.
pub struct Loaded {
    /// What the backup says of itself.
    pub manifest: Manifest,
    target: Target,
}

enum Target {
    Sqlite(sqlite::Target),
    Postgres(postgres::Target),
}

impl Loaded {
    /// Brings an inspected backup back into the empty or absent database at a URL; the snapshot reads what would stay.
    pub async fn load(
        file: &Path,
        backup: Inspected,
        url: &str,
        tell: Tell<'_>,
    ) -> Result<(Loaded, Snapshot), Trouble> {
        let engine = if url.starts_with("sqlite:") { "sqlite" } else { "postgres" };
        check_engine(file, &backup.manifest, engine)?;
        check_schema(file, &backup.manifest, engine)?;
        let (target, from) = if engine == "sqlite" {
            let (target, from) = sqlite::load(file, &backup, url, tell).await?;
            (Target::Sqlite(target), from)
        } else {
            let (target, from) = postgres::load(file, &backup, url, tell).await?;
            (Target::Postgres(target), from)
        };
        Ok((Loaded { manifest: backup.manifest, target }, from))
    }

    /// Keeps it, for good.
    pub async fn keep(self, from: Snapshot) -> Result<Manifest, Trouble> {
        match self.target {
            Target::Sqlite(target) => target.keep(from).await?,
            Target::Postgres(target) => target.keep(from).await?,
        }
        Ok(self.manifest)
    }

    /// Leaves the target as it was: empty, or not there.
    pub async fn give_up(self, from: Snapshot) {
        match self.target {
            Target::Sqlite(target) => target.give_up(from).await,
            Target::Postgres(target) => target.give_up(from).await,
        }
    }
}

fn check_engine(file: &Path, manifest: &Manifest, engine: &str) -> Result<(), Trouble> {
    let words = |engine: &str| match engine {
        "sqlite" => Some("SQLite"),
        "postgres" => Some("PostgreSQL"),
        _ => None,
    };
    match (words(&manifest.engine), words(engine)) {
        (Some(of), Some(to)) if of == to => Ok(()),
        (Some(of), Some(to)) => Err(Trouble::OtherEngine { file: file.to_owned(), of, to }),
        _ => Err(Trouble::NotABackup { file: file.to_owned() }),
    }
}

/// The backup must have been laid by the very migrations of this program.
fn check_schema(file: &Path, manifest: &Manifest, engine: &str) -> Result<(), Trouble> {
    let file = || file.to_owned();
    let migrator = migrator(engine);
    let mut known = migrator.iter().map(|step| (step.version, step.checksum.as_ref()));
    let mut found = manifest.schema.iter().map(|step| (step.version, step.checksum.as_slice()));
    let last = |versions: &mut dyn Iterator<Item = i64>| versions.last().unwrap_or(0);
    loop {
        match (found.next(), known.next()) {
            (None, None) => return Ok(()),
            (Some(one), Some(other)) if one == other => {}
            (Some((version, _)), Some(_)) => return Err(Trouble::OtherSchema { file: file(), version }),
            (found, _) => {
                let is_newer = found.is_some();
                let found = last(&mut manifest.schema.iter().map(|step| step.version));
                let known = last(&mut migrator.iter().map(|step| step.version));
                return Err(if is_newer {
                    Trouble::NewerSchema { file: file(), found, known }
                } else {
                    Trouble::OlderSchema { file: file(), found, known }
                });
            }
        }
    }
}
