//! The end of a backup: manifest and checksum; and the check of a whole file before any of it is believed. Formats to come
//! keep the last 64 bytes, so that this version can say of a newer one that it is newer.
use super::{FORMAT, Manifest, Tell, Trouble, postgres};
use sha2::{Digest, Sha256};
use std::{
    fs::File,
    io::{Read, Seek, SeekFrom},
    path::{Path, PathBuf},
    sync::{
        Arc,
        atomic::{AtomicI64, Ordering},
    },
    time::Duration,
};

/// What a tail begins with.
pub(super) const END: [u8; 20] = *b"relief-ledger-backup";
/// What a SQLite database begins with (its file format, 1.3).
const SQLITE: &[u8] = b"SQLite format 3\0";

const BEGIN_BYTES: usize = 32;
const TAIL_BYTES: u64 = 64;
/// A manifest is a few kilobytes; more is no manifest.
const MANIFEST_BYTES: u64 = 16 << 20;
/// What is read at once.
pub(super) const PIECE: usize = 1 << 20;

/// A backup whose checksum is right.
#[derive(Debug, Clone)]
pub struct Inspected {
    /// What it says of itself.
    pub manifest: Manifest,
    /// Length of the body.
    pub body: u64,
    /// Hash of the whole body.
    pub(super) body_hash: [u8; 32],
}

/// The first half of a tail: mark, format, length of the manifest before it.
pub(super) fn begin(manifest: u64) -> [u8; BEGIN_BYTES] {
    let mut bytes = [0; BEGIN_BYTES];
    bytes[..20].copy_from_slice(&END);
    bytes[20..24].copy_from_slice(&FORMAT.to_be_bytes());
    bytes[24..].copy_from_slice(&manifest.to_be_bytes());
    bytes
}

/// Reads a file whole and checks that it is a backup, complete and unchanged. It looks into no row.
pub async fn inspect(file: &Path, tell: Tell<'_>) -> Result<Inspected, Trouble> {
    let done = Arc::new(AtomicI64::new(0));
    let (path, seen) = (file.to_owned(), done.clone());
    let total = std::fs::metadata(file).map_or(0, |found| found.len() as i64);
    let read = tokio::task::spawn_blocking(move || read_whole(&path, &seen));
    let read = watch(read, || done.load(Ordering::Relaxed), ("bytes checked", total), tell).await;
    read.unwrap_or_else(|lost| Err(Trouble::disk(file, "read")(std::io::Error::other(lost))))
}

/// Waits for a task and tells how far it has come.
pub(super) async fn watch<T>(
    task: impl Future<Output = T>,
    measure: impl Fn() -> i64,
    (part, total): (&'static str, i64),
    tell: Tell<'_>,
) -> T {
    let mut task = std::pin::pin!(task);
    loop {
        tokio::select! {
            ended = &mut task => return ended,
            () = tokio::time::sleep(Duration::from_millis(200)) => tell(part, measure(), total),
        }
    }
}

fn read_whole(path: &Path, done: &AtomicI64) -> Result<Inspected, Trouble> {
    let unreadable = Trouble::disk(path, "read");
    let mut file = File::open(path).map_err(&unreadable)?;
    let found = file.metadata().map_err(&unreadable)?;
    let named = || path.to_owned();
    if !found.is_file() {
        return Err(Trouble::NoFile { file: named() });
    }
    if found.len() == 0 {
        return Err(Trouble::Empty { file: named() });
    }
    let (begin, sum) = read_tail(path, &mut file, found.len())?;
    let number = |bytes: &[u8]| bytes.iter().fold(0u64, |all, byte| all << 8 | u64::from(*byte));
    let (format, length) = (number(&begin[20..24]), number(&begin[24..]));
    let room = found.len() - TAIL_BYTES;
    // A length that cannot be is summed up like any other byte, and the sum then says that it was changed.
    let body = room.checked_sub(length).unwrap_or(room);
    file.seek(SeekFrom::Start(0)).map_err(&unreadable)?;
    let mut hash = Sha256::new();
    take(&mut file, body, |piece| hash.update(piece), done).map_err(&unreadable)?;
    let body_hash = hash.clone().finalize().into();
    let mut manifest = vec![];
    let mut keep = |piece: &[u8]| {
        hash.update(piece);
        if length <= MANIFEST_BYTES {
            manifest.extend_from_slice(piece);
        }
    };
    take(&mut file, room - body, &mut keep, done).map_err(&unreadable)?;
    hash.update(begin);
    if hash.finalize().as_slice() != sum {
        return Err(Trouble::Changed { file: named() });
    }
    if format != u64::from(FORMAT) {
        return Err(Trouble::OtherFormat {
            file: named(),
            format: u32::try_from(format).unwrap_or(u32::MAX),
        });
    }
    let manifest: Manifest =
        serde_json::from_slice(&manifest).map_err(|_| Trouble::NotABackup { file: named() })?;
    Ok(Inspected { manifest, body, body_hash })
}

/// Both halves of the tail, or what the file is instead of a whole backup.
fn read_tail(path: &Path, file: &mut File, length: u64) -> Result<([u8; BEGIN_BYTES], [u8; 32]), Trouble> {
    let unreadable = Trouble::disk(path, "read");
    let (mut begin, mut sum) = ([0; BEGIN_BYTES], [0; 32]);
    if length >= TAIL_BYTES {
        file.seek(SeekFrom::Start(length - TAIL_BYTES)).map_err(&unreadable)?;
        file.read_exact(&mut begin).map_err(&unreadable)?;
        file.read_exact(&mut sum).map_err(&unreadable)?;
        if begin.starts_with(&END) {
            return Ok((begin, sum));
        }
    }
    let mut first = vec![];
    file.seek(SeekFrom::Start(0)).map_err(&unreadable)?;
    file.take(SQLITE.len().max(postgres::MARK.len()) as u64).read_to_end(&mut first).map_err(&unreadable)?;
    let file: PathBuf = path.to_owned();
    let begins_with = |mark: &[u8]| first.starts_with(mark) || mark.starts_with(&first);
    Err(match () {
        () if begins_with(SQLITE) => Trouble::OnlyADatabase { file },
        () if begins_with(postgres::MARK) => Trouble::CutOff { file },
        () => Trouble::NotABackup { file },
    })
}

/// Hands on so many bytes, a piece at a time.
pub(super) fn take(
    from: &mut impl Read,
    mut left: u64,
    mut hand_on: impl FnMut(&[u8]),
    done: &AtomicI64,
) -> std::io::Result<()> {
    let mut piece = vec![0; PIECE];
    while left > 0 {
        let wanted = piece.len().min(usize::try_from(left).unwrap_or(usize::MAX));
        from.read_exact(&mut piece[..wanted])?;
        hand_on(&piece[..wanted]);
        left -= wanted as u64;
        done.fetch_add(wanted as i64, Ordering::Relaxed);
    }
    Ok(())
}
