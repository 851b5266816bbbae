//! `export`: files for auditors from the command line, the same bytes as the API's.
use super::{
    arguments::{Database, ExportCommand},
    ended::Ended,
    open,
};
use crate::{
    domain::day::parse_instant,
    service::report::export_statement::{WantedStatement, export_from_house},
};
use futures_util::TryStreamExt;
use std::{
    io::{IsTerminal, Write},
    pin::pin,
};

/// Writes the file, or standard output.
pub async fn export(database: &Database, command: ExportCommand) -> Result<(), Ended> {
    let ExportCommand::Statement { from, to, format, known_at, out } = command;
    let known_at = known_at.as_deref().map(parse_instant).transpose()?;
    let wanted = WantedStatement {
        from,
        to,
        format: format.parse()?,
        lot: None,
        account: None,
        beneficiary: None,
        known_at,
    };
    let fund = open::fund(database).await?;
    let mut target: Box<dyn Write> = match &out {
        Some(file) => {
            let named = |e| Ended::could_not(format!("{} cannot be written: {e}", file.display()));
            Box::new(std::io::BufWriter::new(std::fs::File::create(file).map_err(named)?))
        }
        None => Box::new(std::io::stdout().lock()),
    };
    let shows = out.is_some() && std::io::stderr().is_terminal();
    let mut bytes = 0;
    let mut pieces = pin!(export_from_house(&fund, wanted).await?);
    while let Some(piece) = pieces.try_next().await? {
        target.write_all(piece.as_bytes())?;
        bytes += piece.len();
        if shows {
            eprint!("\r{bytes} bytes\x1b[K");
        }
    }
    target.flush()?;
    if shows {
        eprintln!();
    }
    Ok(())
}
