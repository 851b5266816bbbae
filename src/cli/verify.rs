//! `verify`: compares everything stored with the log and with itself, and names the first row of each table that differs.
use super::{arguments::Database, ended::Ended, keys, open};
use crate::{
    proof::verifier::PublicKey,
    service::{
        clock::{Clock, SystemClock},
        log::signer::CheckpointSigner,
        verify::{Difference, Progress, verify_public, verify_with as check},
    },
    store::Snapshot,
};
use std::{
    io::{IsTerminal, Write},
    path::Path,
};

/// Exit 0 and a summary, or exit 1 naming the first row of each table that differs. With a public key in a file, the log must be
/// signed with that one; else with the one that follows from the Fund's secret. With a public key and no secret only the log is
/// looked into, and that is said.
pub async fn verify(database: &Database, public_key: Option<&Path>) -> Result<(), Ended> {
    let given = public_key.map(keys::read).transpose()?;
    if let (Some(key), None, None) = (&given, &database.key_file, &database.key) {
        return verify_log(database, key.clone()).await;
    }
    let fund = open::fund(database).await?;
    let key = match given {
        Some(key) => key,
        None => CheckpointSigner::of(fund.keys()).public_key()?,
    };
    println!("log: {}", key.name());
    let report = check(&fund, key, show).await?;
    shown();
    println!("{} leaves, {} entries", report.leaves, report.entries);
    for table in &report.covered {
        println!("covered: {} ({} rows)", table.table, table.rows);
    }
    for table in &report.not_covered {
        println!("not covered: {}: {}", table.table, table.why);
    }
    ended(&report.differences)?;
    println!("whole: everything stored agrees with the log and with itself");
    Ok(())
}

/// The log alone, for who has its public key and not the Fund's secret.
async fn verify_log(database: &Database, key: PublicKey) -> Result<(), Ended> {
    open::place(database)?;
    let mut from = Snapshot::open(&database.database).await?;
    println!("log: {}", key.name());
    let report = verify_public(&mut from, key, SystemClock.now(), &mut show).await?;
    shown();
    println!("{} leaves", report.leaves);
    println!("covered: leaves, tiles, head row, checkpoint and cosignatures");
    println!(
        "not covered: rows and seals were not looked into, because there is no key (RELIEF_KEY or --key-file)"
    );
    ended(&report.differences)?;
    println!("whole: the log is the one that was signed, and begins with everything that was cosigned");
    Ok(())
}

pub(super) fn show(progress: Progress) {
    if std::io::stderr().is_terminal() {
        eprint!("\r{progress}\x1b[K");
        let _ = std::io::stderr().flush();
    }
}

pub(super) fn shown() {
    if std::io::stderr().is_terminal() {
        eprint!("\r\x1b[K");
    }
}

fn ended(differences: &[Difference]) -> Result<(), Ended> {
    for difference in differences {
        println!("differs: {} {}: {}", difference.table, difference.row, difference.what);
    }
    let places = match differences.len() {
        0 => return Ok(()),
        1 => "1 place differs".to_owned(),
        more => format!("{more} places differ"),
    };
    Err(Ended::refused(format!(
        "{places} from the log: keep the database as it is and compare it with a backup"
    )))
}
