//! What stops a backup or a restore: one sentence each, with the file or value and what to do. Which of them are refusals and
//! which are things that could not be done is said here too; the command line makes exit codes of it.
use super::super::Fault;
use std::{io, path::PathBuf};

/// Why a backup was not taken or not restored. Nothing was changed, and no half file bears the name.
#[derive(Debug, thiserror::Error)]
#[allow(missing_docs, reason = "each sentence says what its values are")]
pub enum Trouble {
    #[error("{} is the database itself or a part of it: name another file for the backup", file.display())]
    TheDatabase { file: PathBuf },
    #[error("{} is there already: name another file, or say --force to replace it", file.display())]
    Exists { file: PathBuf },
    #[error("{} is not a file: name a file in a folder that is there", file.display())]
    NoFile { file: PathBuf },
    #[error("{} is empty: name a file that `backup` wrote", file.display())]
    Empty { file: PathBuf },
    #[error("{} is not a backup of this ledger: name a file that `backup` wrote", file.display())]
    NotABackup { file: PathBuf },
    #[error(
        "{} is a SQLite database without the end of a backup: it was cut off, or it is a ledger's own file, to open with --database as it is",
        file.display()
    )]
    OnlyADatabase { file: PathBuf },
    #[error("{} is cut off or something was added to it: its end is not that of a backup; fetch it again, or use an earlier one", file.display())]
    CutOff { file: PathBuf },
    #[error("{} was changed after it was written: its bytes do not fit their checksum; fetch it again, or use an earlier one", file.display())]
    Changed { file: PathBuf },
    #[error(
        "{} has the format {format} of another version of this program, which reads {}: restore it with that version",
        file.display(), super::FORMAT
    )]
    OtherFormat { file: PathBuf, format: u32 },
    #[error("{} is a backup of {of}, and --database names {to}: restore it into {of}", file.display())]
    OtherEngine { file: PathBuf, of: &'static str, to: &'static str },
    #[error(
        "{} was taken by a newer version (its schema is {found}, this program knows {known}): restore it with the newer one",
        file.display()
    )]
    NewerSchema { file: PathBuf, found: i64, known: i64 },
    #[error(
        "{} was taken by an older version (its schema is {found}, this program lays {known}): restore it with that version, \
         then open it with this one, which migrates it",
        file.display()
    )]
    OlderSchema { file: PathBuf, found: i64, known: i64 },
    #[error(
        "{} was taken by another build (its migration {version} is not the one of this program): restore it with that build",
        file.display()
    )]
    OtherSchema { file: PathBuf, version: i64 },
    #[error("the target is not empty, it holds {what}: name an empty or absent database with --database")]
    NotEmpty { what: String },
    #[error(
        "{} is left over from another database and would spoil this one: move it away, then restore again",
        file.display()
    )]
    LeftOver { file: PathBuf },
    #[error("the target names no file that stays: name one, like --database sqlite:fund.db")]
    NoTarget,
    #[error(
        "the body of the backup does not hold what its manifest says ({what}): use an earlier backup, nothing was kept of this one"
    )]
    NotAsSaid { what: String },
    #[error("{} cannot be {what}: {error}; {}", file.display(), advice(error))]
    Disk { file: PathBuf, what: &'static str, error: io::Error },
    #[error("{} cannot be written: {said}; make room or name another place, then try again", file.display())]
    CopyFailed { file: PathBuf, said: String },
    #[error(transparent)]
    Fault(#[from] Fault),
}

impl Trouble {
    /// Was it refused, or does the file differ from what it should be? Else it could not be done.
    pub fn is_refusal(&self) -> bool {
        !matches!(self, Trouble::Disk { .. } | Trouble::CopyFailed { .. } | Trouble::Fault(_))
    }

    /// For `map_err`: what could not be done to which file.
    pub(super) fn disk(file: &std::path::Path, what: &'static str) -> impl Fn(io::Error) -> Trouble + use<> {
        let file = file.to_owned();
        move |error| Trouble::Disk { file: file.clone(), what, error }
    }
}

impl From<sqlx::Error> for Trouble {
    fn from(error: sqlx::Error) -> Trouble {
        Trouble::Fault(error.into())
    }
}

fn advice(error: &io::Error) -> &'static str {
    match error.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded | io::ErrorKind::FileTooLarge => {
            "make room or name another place, then try again"
        }
        io::ErrorKind::NotFound => "check its name and its folder",
        io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => {
            "name a place that this user may use"
        }
        _ => "check the disk and the name",
    }
}
