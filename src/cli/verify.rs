//! `verify`: compares everything stored with the log and with itself, and names the first row of each table that differs.
use super::{arguments::Database, ended::Ended, keys, open};
use crate::service::{log::signer::CheckpointSigner, verify::verify_with as check};
use std::{
    io::{IsTerminal, Write},
    path::Path,
};

/// Exit 0 and a summary, or exit 1 naming the first row of each table that differs. With a public key in a file, the log must be
/// signed with that one; else with the one that follows from the Fund's secret.
pub async fn verify(database: &Database, public_key: Option<&Path>) -> Result<(), Ended> {
    let given = public_key.map(keys::read).transpose()?;
    let fund = open::fund(database).await?;
    let terminal = std::io::stderr().is_terminal();
    let key = match given {
        Some(key) => key,
        None => CheckpointSigner::of(fund.keys()).public_key()?,
    };
    println!("log: {}", key.name());
    let report = check(&fund, key, |progress| {
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
