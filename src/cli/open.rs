//! Opening the Fund for a command: key, database, clock; and the log of the service on standard error.
use super::{arguments::Database, ended::Ended};
use crate::{
    service::{Fund, clock::SystemClock},
    store::{Store, WriterKind},
    vault::{Keys, Secret},
};
use std::sync::Arc;
use tracing_subscriber::EnvFilter;

/// Starts the log: warnings, and what the service says of itself. It never carries personal data.
pub fn start_log() {
    let filter =
        EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("warn,relief_ledger=info"));
    tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).with_target(false).init();
}

/// Reads the key from the file or the environment; its absence is one clear sentence.
pub fn secret(database: &Database) -> Result<Secret, Ended> {
    let text = match (&database.key_file, &database.key) {
        (Some(file), _) => std::fs::read_to_string(file)
            .map_err(|e| Ended::could_not(format!("the key file {} cannot be read: {e}", file.display())))?,
        (None, Some(key)) => key.clone(),
        (None, None) => {
            return Err(Ended::could_not(
                "there is no key: set RELIEF_KEY to the Fund's 64 hex digits, or name a file with --key-file",
            ));
        }
    };
    Ok(Secret::from_hex(&text)?)
}

/// Opens the Fund.
pub async fn fund(database: &Database) -> Result<Fund, Ended> {
    let keys = Keys::derive(&secret(database)?);
    let store = Store::open(&database.database, WriterKind::Durable).await?;
    Ok(Fund::open(store, keys, Arc::new(SystemClock)).await?)
}
