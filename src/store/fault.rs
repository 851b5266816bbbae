//! What can go wrong below the rules: the database, a broken row, a seal. None of it is shown to a caller; the log of
//! the service says it, and nothing in it is personal, since words are sealed before they come here.
use crate::{domain::journal::Unbalanced, proof::canonical::NotWhole, vault::Unopened};
use sqlx::{
    error::DatabaseError,
    postgres::{PgDatabaseError, PgSeverity},
    sqlite::SqliteError,
};

/// A fault of the house, not of the caller.
#[derive(Debug, thiserror::Error)]
pub enum Fault {
    /// The database refused, failed or was not there.
    #[error("database: {0}")]
    Database(#[from] sqlx::Error),
    /// The outcome of a commit is not known.
    #[error("it could not be made durable, or it is not known whether it was: {0}")]
    NotDurable(String),
    /// A use case reads the database while its group is still being prepared; it is run again when there is a connection.
    #[error("a use case reads before its transaction has begun")]
    NotYet,
    /// A use case panicked; nothing of it was written.
    #[error("a use case panicked")]
    Panicked,
    /// The schema could not be laid or is another's; a whole sentence.
    #[error("{0}")]
    Schema(String),
    /// There is no way to the database; a whole sentence, without the password of its address.
    #[error("{0}")]
    Unreachable(String),
    /// The database takes no writes.
    #[error("the database may only be read")]
    ReadOnly,
    /// A stored row breaks a rule of the domain.
    #[error("table {table}: {what}")]
    Broken {
        /// Which table.
        table: &'static str,
        /// What is wrong.
        what: String,
    },
    /// A seal did not open.
    #[error("{0}")]
    Unopened(#[from] Unopened),
    /// A use case made an entry that is none.
    #[error("{0}")]
    Unbalanced(#[from] Unbalanced),
    /// A leaf would carry a number that canonical JSON does not.
    #[error("{0}")]
    NotWhole(#[from] NotWhole),
    /// The machine gave no random bytes.
    #[error("no random bytes: {0}")]
    Random(#[from] getrandom::Error),
    /// JSON of our own could not be written or read. What was read may be personal, so only its place is told.
    #[error("json of the house: {:?} at line {}, column {}", .0.classify(), .0.line(), .0.column())]
    Json(#[from] serde_json::Error),
    /// The log is not the one that was signed last.
    #[error(
        "the log of {size} leaves is not the one that its last checkpoint was signed over, so nothing is added to it: keep the database as it is and run `relief-ledger verify`"
    )]
    Rewritten {
        /// How many leaves it has now.
        size: u64,
    },
    /// The key is not the one of this database.
    #[error(
        "the key is not the one this database was made with: set RELIEF_KEY or --key-file to the Fund's key"
    )]
    WrongKey,
    /// The Fund was given another key while it was served.
    #[error(
        "the Fund's key was changed beside this service, so nothing is written any more: start it again with the new key"
    )]
    KeyChanged,
    /// Somebody was named or recorded a moment ago and was not compared yet, so a payment waits; its step compares and is tried again.
    #[error(
        "persons were recorded so fast that their comparison could not be waited for; the step can be tried again"
    )]
    NotCompared,
    /// Some data keys are under another outer key.
    #[error(
        "a rotation of the outer key was begun and is not through, so some sealed words cannot be opened: run `relief-ledger keys rotate` again with the same two keys; nothing is lost"
    )]
    HalfRotated,
}

/// In place of a table: what was asked of the store, not what it keeps.
pub(super) const QUESTIONS: &str = "questions";

impl Fault {
    /// A row that breaks a rule of the domain.
    pub fn broken(table: &'static str, what: impl Into<String>) -> Fault {
        Fault::Broken { table, what: what.into() }
    }

    /// Could the database not be reached, not be written, not say whether a commit went through, or would what was asked go through a
    /// moment later? A refusal by one of its constraints is none.
    pub fn is_outage(&self) -> bool {
        match self {
            Fault::NotDurable(_)
            | Fault::Unreachable(_)
            | Fault::ReadOnly
            | Fault::KeyChanged
            | Fault::NotCompared => true,
            Fault::Database(sqlx::Error::Database(e)) => is_outage(e.as_ref()),
            Fault::Database(e) => matches!(
                e,
                sqlx::Error::Io(_)
                    | sqlx::Error::PoolTimedOut
                    | sqlx::Error::PoolClosed
                    | sqlx::Error::WorkerCrashed
            ),
            _ => false,
        }
    }

    /// Did it come up between us and the database, or tear a use case apart, so that what was sent may be half of it?
    pub fn is_of_database(&self) -> bool {
        matches!(
            self,
            Fault::Database(_)
                | Fault::NotDurable(_)
                | Fault::Unreachable(_)
                | Fault::ReadOnly
                | Fault::KeyChanged
                | Fault::Panicked
        )
    }

    /// Did the database refuse what was sent, though it is there?
    pub fn is_refused(&self) -> bool {
        matches!(self, Fault::Database(sqlx::Error::Database(_))) && !self.is_outage()
    }

    /// Does it come from what one row says, or from what was written of it, so that other rows go on without it?
    pub fn is_of_row(&self) -> bool {
        // That a question cannot be asked where it was is nothing that a row says.
        if matches!(self, Fault::Broken { table: QUESTIONS, .. }) {
            return false;
        }
        matches!(
            self,
            Fault::Unopened(_)
                | Fault::Broken { .. }
                | Fault::Json(_)
                | Fault::NotWhole(_)
                | Fault::Unbalanced(_)
                | Fault::Panicked
        ) || self.is_refused()
    }

    /// Does somebody else write at this moment?
    pub(super) fn is_busy(&self) -> bool {
        matches!(self.sqlite_code(), Some(BUSY | LOCKED))
    }

    /// What the operator can do about it, where the fault does not say so itself.
    pub fn advice(&self) -> Option<&'static str> {
        Some(match self.sqlite_code() {
            Some(READONLY) => READ_ONLY,
            Some(FULL) => "the disk is full: make room, nothing that was acknowledged is lost",
            Some(CANTOPEN) => "check that the file is there, and that its folder may be written",
            Some(NOTADB) => "it is no SQLite database: name another file with --database",
            Some(BUSY | LOCKED) => "another program holds the database: try again when it is done",
            _ => match self {
                Fault::ReadOnly => READ_ONLY,
                Fault::Database(sqlx::Error::Database(e)) if e.code().is_some_and(|c| c == PG_READ_ONLY) => {
                    READ_ONLY
                }
                Fault::Database(_) | Fault::NotDurable(_) => {
                    "check that the database is there and may be written"
                }
                _ => return None,
            },
        })
    }

    fn sqlite_code(&self) -> Option<i32> {
        match self {
            Fault::Database(sqlx::Error::Database(e)) => sqlite_code(e.as_ref()),
            _ => None,
        }
    }
}

const READ_ONLY: &str = "let this user write the database and its folder, or name another with --database";

// Primary result codes of SQLite (https://www.sqlite.org/rescode.html).
const BUSY: i32 = 5;
const LOCKED: i32 = 6;
const NOMEM: i32 = 7;
const READONLY: i32 = 8;
const IOERR: i32 = 10;
const FULL: i32 = 13;
const CANTOPEN: i32 = 14;
const NOTADB: i32 = 26;

/// Had the connection ended before anything was asked on it: broken, or by the server?
pub(super) fn was_ended(error: &sqlx::Error) -> bool {
    match error {
        sqlx::Error::Io(_) => true,
        sqlx::Error::Database(error) => ends_session(error.as_ref()),
        _ => false,
    }
}

fn ends_session(error: &dyn DatabaseError) -> bool {
    let severity = error.try_downcast_ref::<PgDatabaseError>().map(PgDatabaseError::severity);
    matches!(severity, Some(PgSeverity::Fatal | PgSeverity::Panic))
}

/// PostgreSQL's `read_only_sql_transaction`.
const PG_READ_ONLY: &str = "25006";

/// PostgreSQL's `lock_not_available`: somebody else held a lock for longer than was waited.
const PG_NO_LOCK: &str = "55P03";

/// The primary code: the low byte of the extended one.
fn sqlite_code(error: &dyn DatabaseError) -> Option<i32> {
    error.try_downcast_ref::<SqliteError>()?;
    Some(error.code()?.parse::<i32>().ok()? & 0xff)
}

/// SQLite's codes for a disk, file, lock or memory that fails; PostgreSQL's classes for a connection, resources, an operator or a system
/// that fails (<https://www.postgresql.org/docs/15/errcodes-appendix.html>), and a server that has become a read-only copy.
fn is_outage(error: &dyn DatabaseError) -> bool {
    if let Some(code) = sqlite_code(error) {
        return [BUSY, LOCKED, NOMEM, READONLY, IOERR, FULL, CANTOPEN].contains(&code);
    }
    // What ends the session on PostgreSQL says nothing of what was asked in it.
    if ends_session(error) {
        return true;
    }
    let code = error.code().unwrap_or_default();
    ["08", "53", "57", "58"].iter().any(|class| code.starts_with(class))
        || [PG_READ_ONLY, PG_NO_LOCK].contains(&code.as_ref())
}
