//! What can go wrong below the rules: the database, a broken row, a seal. None of it is shown to a caller; the log of
//! the service says it, and nothing in it is personal, since words are sealed before they come here.
use crate::{domain::journal::Unbalanced, proof::canonical::NotWhole, vault::Unopened};

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
    /// The schema could not be laid or is another's.
    #[error("schema: {0}")]
    Schema(String),
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
    /// JSON of our own could not be written or read.
    #[error("json: {0}")]
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
}

impl Fault {
    /// A row that breaks a rule of the domain.
    pub fn broken(table: &'static str, what: impl Into<String>) -> Fault {
        Fault::Broken { table, what: what.into() }
    }

    /// Could the database not be reached, or not answer whether a commit went through?
    pub fn is_outage(&self) -> bool {
        match self {
            Fault::NotDurable(_) => true,
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

    /// Did the database refuse what was sent, though it is there?
    pub fn is_refused(&self) -> bool {
        matches!(self, Fault::Database(sqlx::Error::Database(_))) && !self.is_outage()
    }
}
