//! Files that are whole or not there: written under a name of their own in the same folder, on the disk before they bear
//! the name that was asked for. What is written into them is said elsewhere.
use super::{Manifest, Trouble, tail};
use sha2::{Digest, Sha256};
use std::{
    fs::{self, File},
    io::{BufWriter, Write},
    os::unix::fs::MetadataExt,
    path::{Path, PathBuf},
};
use tempfile::NamedTempFile;

/// Where a backup comes to lie, and the file that will be it. Dropped before it is kept, it leaves nothing.
pub struct Place {
    part: NamedTempFile,
    file: PathBuf,
    replace: bool,
}

impl Place {
    /// Makes the part file beside the name, for this user's eyes only.
    pub(super) fn make(file: &Path, replace: bool, database: Option<&Path>) -> Result<Place, Trouble> {
        let file = file.to_owned();
        if database.is_some_and(|database| is_part_of(&file, database)) {
            return Err(Trouble::TheDatabase { file });
        }
        match fs::symlink_metadata(&file) {
            Ok(found) if found.is_dir() => return Err(Trouble::NoFile { file }),
            Ok(_) if !replace => return Err(Trouble::Exists { file }),
            _ => {}
        }
        let Some(name) = file.file_name() else { return Err(Trouble::NoFile { file }) };
        let mut prefix = std::ffi::OsString::from(".");
        prefix.push(name);
        prefix.push(".");
        // The library makes it with mode 0600 and removes it when it is dropped.
        let part = tempfile::Builder::new()
            .prefix(&prefix)
            .suffix(".part")
            .tempfile_in(folder_of(&file))
            .map_err(|error| Trouble::disk(&file, "made")(error.kind().into()))?;
        Ok(Place { part, file, replace })
    }

    /// The part file.
    pub(super) fn part(&self) -> &Path {
        self.part.path()
    }

    /// The name it will bear.
    pub(super) fn file(&self) -> &Path {
        &self.file
    }

    /// The part file, to write into.
    pub(super) fn writer(&mut self) -> Writer<'_> {
        Writer { file: self.file.clone(), to: BufWriter::new(self.part.as_file_mut()), hash: Sha256::new() }
    }

    /// Gives the file its name, for good.
    pub(super) fn keep(self) -> Result<(), Trouble> {
        let Place { part, file, replace } = self;
        part.as_file().sync_all().map_err(Trouble::disk(&file, "made durable"))?;
        let kept = if replace { part.persist(&file) } else { part.persist_noclobber(&file) };
        match kept {
            Ok(_) => sync_folder(&file),
            Err(refused) if refused.error.kind() == std::io::ErrorKind::AlreadyExists => {
                Err(Trouble::Exists { file })
            }
            Err(refused) => Err(Trouble::Disk { file, what: "named", error: refused.error }),
        }
    }
}

/// Writes and sums up.
pub(super) struct Writer<'p> {
    file: PathBuf,
    to: BufWriter<&'p mut File>,
    hash: Sha256,
}

impl Writer<'_> {
    /// Writes bytes of the body.
    pub fn write(&mut self, bytes: &[u8]) -> Result<(), Trouble> {
        self.hash.update(bytes);
        self.to.write_all(bytes).map_err(Trouble::disk(&self.file, "written"))
    }

    /// Goes on after a body that was written otherwise, whose hash is known.
    pub fn after(mut self, hash: Sha256) -> Result<Self, Trouble> {
        use std::io::{Seek, SeekFrom};
        self.to.get_mut().seek(SeekFrom::End(0)).map_err(Trouble::disk(&self.file, "written"))?;
        self.hash = hash;
        Ok(self)
    }

    /// Writes manifest and tail.
    pub fn end(mut self, manifest: &Manifest) -> Result<(), Trouble> {
        let text = serde_json::to_vec(manifest).map_err(super::Fault::from)?;
        self.write(&text)?;
        self.write(&tail::begin(text.len() as u64))?;
        let sum = self.hash.clone().finalize();
        self.write(&sum)?;
        self.to.flush().map_err(Trouble::disk(&self.file, "written"))
    }
}

/// The folder that a file lies in.
pub(super) fn folder_of(file: &Path) -> &Path {
    match file.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}

/// Makes a new name durable.
pub(super) fn sync_folder(file: &Path) -> Result<(), Trouble> {
    let folder = folder_of(file);
    File::open(folder).and_then(|folder| folder.sync_all()).map_err(Trouble::disk(folder, "made durable"))
}

/// The files that SQLite lays beside a database: what it has not yet brought home, and who uses it.
pub(super) fn companions(database: &Path) -> Vec<PathBuf> {
    ["-wal", "-shm", "-journal"]
        .iter()
        .map(|end| {
            let mut name = database.as_os_str().to_owned();
            name.push(end);
            PathBuf::from(name)
        })
        .collect()
}

/// Is it the database or one of its companions, by whatever name? Files are looked at and never opened: closing one would
/// let go of the locks that SQLite holds on it in this process.
fn is_part_of(file: &Path, database: &Path) -> bool {
    let identity = |path: &Path| fs::metadata(path).ok().map(|found| (found.dev(), found.ino()));
    let absolute = |path: &Path| {
        let folder = fs::canonicalize(folder_of(path)).ok()?;
        Some(folder.join(path.file_name()?))
    };
    let mut parts = companions(database);
    parts.push(database.to_owned());
    parts.iter().any(|part| {
        (identity(file).is_some() && identity(file) == identity(part))
            || (absolute(file).is_some() && absolute(file) == absolute(part))
    })
}
