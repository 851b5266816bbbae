//! SQLite's own copy: `vacuum into` writes one state of the database, without the free pages in which erased words may
//! still lie, while writers go on. What comes back is that very file, so nothing is translated either way.
use super::{
    Inspected, Manifest, Record, Tell, Trouble, describe,
    place::{Place, companions, folder_of, sync_folder},
    tail::{PIECE, take, watch},
};
use crate::store::{Fault, Snapshot, snapshot::Conn};
use sha2::{Digest, Sha256};
use sqlx::{
    ConnectOptions, Connection, SqlitePool,
    sqlite::{SqliteConnectOptions, SqlitePoolOptions},
};
use std::{
    fs::{self, File, OpenOptions},
    io::{Read, Write},
    os::unix::fs::OpenOptionsExt,
    path::{Path, PathBuf},
    sync::{Arc, atomic::AtomicI64},
    time::Duration,
};
use tempfile::{TempDir, TempPath};

const WAIT: Duration = Duration::from_secs(30);

/// Copies the database out, and ends the file.
pub(super) async fn copy_out(
    database: &Path,
    place: &mut Place,
    record: Record,
    tell: Tell<'_>,
) -> Result<Manifest, Trouble> {
    vacuum(database, place, tell).await?;
    let (pool, mut copy) = read_only(place.part()).await?;
    let described = describe("sqlite", &mut copy, record).await;
    drop(copy);
    pool.close().await;
    let manifest = described?;
    let hash = sum_up(place, tell).await?;
    place.writer().after(hash)?.end(&manifest)?;
    Ok(manifest)
}

async fn vacuum(database: &Path, place: &Place, tell: Tell<'_>) -> Result<(), Trouble> {
    let file = place.file().to_owned();
    let Some(part) = place.part().to_str() else { return Err(Trouble::NoFile { file }) };
    // A connection of its own: those of the pools may not write, or are the writer's.
    let options = SqliteConnectOptions::new().filename(database).busy_timeout(WAIT).read_only(true);
    let mut from = options.connect().await?;
    let (pages, page): (i64, i64) =
        sqlx::query_as("select page_count, page_size from pragma_page_count, pragma_page_size")
            .fetch_one(&mut from)
            .await?;
    let written = || fs::metadata(place.part()).map_or(0, |found| found.len() as i64);
    let copy = sqlx::query("vacuum into $1").bind(part).execute(&mut from);
    let copied = watch(copy, written, ("bytes copied", pages * page), tell).await;
    from.close().await?;
    copied.map(|_| ()).map_err(|error| match error {
        sqlx::Error::Database(said) => Trouble::CopyFailed { file, said: said.message().to_owned() },
        other => other.into(),
    })
}

async fn sum_up(place: &Place, tell: Tell<'_>) -> Result<Sha256, Trouble> {
    let part = place.part().to_owned();
    let done = Arc::new(AtomicI64::new(0));
    let seen = done.clone();
    let total = fs::metadata(&part).map_or(0, |found| found.len());
    let read = tokio::task::spawn_blocking(move || {
        let mut hash = Sha256::new();
        take(&mut File::open(part)?, total, |piece| hash.update(piece), &seen)?;
        Ok(hash)
    });
    let measure = || done.load(std::sync::atomic::Ordering::Relaxed);
    let read = watch(read, measure, ("bytes summed up", total as i64), tell).await;
    read.unwrap_or_else(|lost| Err(std::io::Error::other(lost))).map_err(Trouble::disk(place.file(), "read"))
}

/// A database that nobody else has open, to read from. It is not trusted: its schema may be anybody's.
async fn read_only(database: &Path) -> Result<(SqlitePool, Snapshot), Trouble> {
    let options = SqliteConnectOptions::new()
        .filename(database)
        .read_only(true)
        .immutable(true)
        .pragma("trusted_schema", "off");
    let pool = SqlitePoolOptions::new().max_connections(1).connect_with(options).await?;
    let from = Snapshot::from(pool.begin().await?);
    Ok((pool, from))
}

/// Does the URL name a file that is not there, or empty? A backup of it would be one of nothing.
pub fn is_absent(url: &str) -> bool {
    let Ok(options) = url.parse::<SqliteConnectOptions>() else { return false };
    url.starts_with("sqlite:") && !fs::metadata(options.get_filename()).is_ok_and(|found| found.len() > 0)
}

/// A database that was brought back and does not bear its name yet.
pub(super) struct Target {
    pool: SqlitePool,
    folder: TempDir,
    file: PathBuf,
}

/// Brings a database back under a name of its own, in the folder of the target, and lets SQLite judge it.
pub(super) async fn load(
    file: &Path,
    backup: &Inspected,
    url: &str,
    tell: Tell<'_>,
) -> Result<(Target, Snapshot), Trouble> {
    let target = absent(url)?;
    let name = target.file_name().unwrap_or_default().to_string_lossy();
    let folder = tempfile::Builder::new()
        .prefix(&format!(".{name}."))
        .suffix(".part")
        .permissions(std::os::unix::fs::PermissionsExt::from_mode(0o700))
        .tempdir_in(folder_of(&target))
        .map_err(|error| Trouble::disk(&target, "made")(error.kind().into()))?;
    let part = folder.path().join("restored.db");
    bring_back(file, backup, &part, &target, tell).await?;
    let (pool, mut from) = read_only(&part).await.map_err(unfit)?;
    judge(&mut from).await.map_err(unfit)?;
    Ok((Target { pool, folder, file: target }, from))
}

/// The file that the URL names: not there, or empty.
fn absent(url: &str) -> Result<PathBuf, Trouble> {
    let options: SqliteConnectOptions = url.parse()?;
    if url.contains(":memory:") || url.contains("mode=memory") || options.get_filename().file_name().is_none()
    {
        return Err(Trouble::NoTarget);
    }
    let file = options.get_filename().to_owned();
    // Companions of a database that is gone would be played into this one.
    if let Some(left) = companions(&file).into_iter().find(|left| left.symlink_metadata().is_ok()) {
        let database_is_there = fs::metadata(&file).is_ok_and(|found| found.len() > 0);
        if !database_is_there {
            return Err(Trouble::LeftOver { file: left });
        }
    }
    match fs::symlink_metadata(&file) {
        Ok(found) if found.is_file() && found.len() == 0 => Ok(file),
        Ok(_) => Err(Trouble::NotEmpty { what: format!("the file {}", file.display()) }),
        Err(_) => Ok(file),
    }
}

async fn bring_back(
    file: &Path,
    backup: &Inspected,
    part: &Path,
    target: &Path,
    tell: Tell<'_>,
) -> Result<(), Trouble> {
    let done = Arc::new(AtomicI64::new(0));
    let (seen, body) = (done.clone(), backup.body);
    let (from, to) = (file.to_owned(), part.to_owned());
    let (unread, unwritten) = (Trouble::disk(file, "read"), Trouble::disk(target, "written"));
    let copy = tokio::task::spawn_blocking(move || -> Result<[u8; 32], Trouble> {
        let mut from = File::open(from).map_err(&unread)?;
        let mut to =
            OpenOptions::new().write(true).create_new(true).mode(0o600).open(to).map_err(&unwritten)?;
        let mut hash = Sha256::new();
        let mut piece = vec![0; PIECE];
        let mut left = body;
        while left > 0 {
            let wanted = piece.len().min(usize::try_from(left).unwrap_or(usize::MAX));
            from.read_exact(&mut piece[..wanted]).map_err(&unread)?;
            hash.update(&piece[..wanted]);
            to.write_all(&piece[..wanted]).map_err(&unwritten)?;
            left -= wanted as u64;
            seen.fetch_add(wanted as i64, std::sync::atomic::Ordering::Relaxed);
        }
        to.sync_all().map_err(&unwritten)?;
        Ok(hash.finalize().into())
    });
    let measure = || done.load(std::sync::atomic::Ordering::Relaxed);
    let copied = watch(copy, measure, ("bytes restored", body as i64), tell).await;
    let lost = |error| Trouble::disk(target, "written")(std::io::Error::other(error));
    // What is believed is what was checked, also when somebody wrote into the file in between.
    if copied.map_err(lost)?? != backup.body_hash {
        return Err(Trouble::Changed { file: file.to_owned() });
    }
    Ok(())
}

/// What SQLite says against the pages is said of the backup; what it says of the disk is not.
fn unfit(trouble: Trouble) -> Trouble {
    const CORRUPT: &str = "11";
    const NOT_A_DATABASE: &str = "26";
    match trouble {
        Trouble::Fault(Fault::Database(sqlx::Error::Database(said)))
            if said.code().is_some_and(|code| [CORRUPT, NOT_A_DATABASE].contains(&code.as_ref())) =>
        {
            Trouble::NotAsSaid { what: said.message().to_owned() }
        }
        other => other,
    }
}

/// Pages, indexes, checks and keys are whole.
async fn judge(from: &mut Snapshot) -> Result<(), Trouble> {
    let Conn::Sqlite(tx) = &mut from.conn else { return Ok(()) };
    let said: String = sqlx::query_scalar("pragma integrity_check(1)").fetch_one(&mut **tx).await?;
    if said != "ok" {
        return Err(Trouble::NotAsSaid { what: said });
    }
    let orphan: Option<String> = sqlx::query_scalar("select \"table\" from pragma_foreign_key_check")
        .fetch_optional(&mut **tx)
        .await?;
    match orphan {
        Some(table) => {
            Err(Trouble::NotAsSaid { what: format!("a row of {table} refers to one that is not there") })
        }
        None => Ok(()),
    }
}

impl Target {
    /// Gives the database its name, for good.
    pub async fn keep(self, from: Snapshot) -> Result<(), Trouble> {
        let Target { pool, folder, file } = self;
        drop(from);
        pool.close().await;
        let part = TempPath::try_from_path(folder.path().join("restored.db"))
            .map_err(Trouble::disk(&file, "named"))?;
        // An empty file that was there makes way; one that came meanwhile does not.
        let is_empty = fs::symlink_metadata(&file).is_ok_and(|found| found.is_file() && found.len() == 0);
        let kept = if is_empty { part.persist(&file) } else { part.persist_noclobber(&file) };
        kept.map_err(|refused| match refused.error.kind() {
            std::io::ErrorKind::AlreadyExists => {
                Trouble::NotEmpty { what: format!("the file {}", file.display()) }
            }
            _ => Trouble::Disk { file: file.clone(), what: "named", error: refused.error },
        })?;
        sync_folder(&file)
    }

    /// Leaves nothing behind.
    pub async fn give_up(self, from: Snapshot) {
        drop(from);
        self.pool.close().await;
        drop(self.folder);
    }
}
