//! `verify`: compares everything stored with the log and with itself, and names the first row of each table that differs.
use super::{arguments::Database, ended::Ended, open};
use crate::service::verify::verify as check;
use std::io::{IsTerminal, Write};

/// Exit 0 and a summary, or exit 1 naming the first row of each table that differs.
pub async fn verify(database: &Database) -> Result<(), Ended> {
    let fund = open::fund(database).await?;
    let terminal = std::io::stderr().is_terminal();
    let report = check(&fund, |progress| {
        if terminal {
            eprint!("\r{progress}\x1b[K");
            let _ = std::io::stderr().flush();
        }
    })
    .await?;
    if terminal {
        eprint!("\r\x1b[K");
    }
    println!("{} leaves, {} entries", report.leaves, report.entries);
    for table in &report.covered {
        println!("covered: {} ({} rows)", table.table, table.rows);
    }
    for table in &report.not_covered {
        println!("not covered: {}: {}", table.table, table.why);
    }
    if report.is_whole() {
        println!("whole: everything stored agrees with the log and with itself");
        return Ok(());
    }
    for difference in &report.differences {
        println!("differs: {} {}: {}", difference.table, difference.row, difference.what);
    }
    Err(Ended::refused(format!(
        "{} places differ from the log: keep the database as it is and compare it with a backup",
        report.differences.len()
    )))
}
