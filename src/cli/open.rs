//! Opening the Fund for a command: key, database, clock; and the log of the service on standard error.
use super::{
    arguments::{Database, LogFormat},
    ended::Ended,
};
use crate::{
    rules::Rulebook,
    service::{Fund, Halt, clock::SystemClock},
    store::{Fault, Store, WriterKind},
    vault::{Keys, Secret},
};
use std::{io::IsTerminal, sync::Arc};
use tracing_subscriber::EnvFilter;

/// Starts the log: warnings, and what the service says of itself. It never carries personal data.
pub fn start_log(format: Option<LogFormat>) {
    let filter =
        EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("warn,relief_ledger=info"));
    let log =
        tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).with_target(false);
    let terminal = std::io::stderr().is_terminal();
    match format.unwrap_or(if terminal { LogFormat::Text } else { LogFormat::Json }) {
        LogFormat::Text => log.with_ansi(terminal).init(),
        LogFormat::Json => {
            log.json().flatten_event(true).with_current_span(true).with_span_list(false).init();
        }
    }
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
    place(database)?;
    let store = Store::open(&database.database, WriterKind::Durable).await?;
    Ok(Fund::open(store, keys, Arc::new(SystemClock)).await?)
}

/// The Fund under the rulebook of a folder, where one was named; else under the one that was adopted last, which must be one that this
/// version of the program can read.
pub async fn ruled(fund: Fund, given: Option<Arc<Rulebook>>) -> Result<Fund, Ended> {
    if let Some(book) = given {
        tracing::info!(id = book.version(), "the rulebook of the folder rules, whatever was adopted");
        return Ok(fund.ruled_by(book));
    }
    let seen = async { fund.as_seen(&mut fund.read().await?).await }.await;
    match seen {
        Ok(_) => Ok(fund),
        Err(Halt::Fault(Fault::Broken { what, .. })) => Err(Ended::refused(format!(
            "{what}; name a folder with a rulebook in --policies, start with it, and adopt another"
        ))),
        Err(halt) => Err(halt.into()),
    }
}

/// A file is there or can be made there. SQLite would say of both that it is unable to open it.
pub fn place(database: &Database) -> Result<(), Ended> {
    let Some(file) = Store::file(&database.database) else { return Ok(()) };
    if file.is_dir() {
        return Err(Ended::could_not(format!(
            "{} is a folder and no database: name a file in it with --database",
            file.display()
        )));
    }
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty());
    match folder {
        Some(folder) if !folder.is_dir() => Err(Ended::could_not(format!(
            "there is no folder {}: make it, or name another file with --database",
            folder.display()
        ))),
        _ => Ok(()),
    }
}
