//! `keys`: the one that is not secret, for those who check what the log signed, and giving the Fund another secret.
use super::{arguments::Database, ended::Ended, lock::Lock, open};
use crate::{
    proof::verifier::{Kind, PublicKey},
    service::{
        clock::SystemClock,
        keys::{keys_of, rotate_keys},
        log::signer::CheckpointSigner,
    },
    store::{Snapshot, Store, WriterKind},
    vault::{Keys, Secret},
};
use std::path::Path;

/// Prints the log's verifier key. It follows from the root that the database keeps under the Fund's secret.
pub async fn public(database: &Database) -> Result<(), Ended> {
    let given = Keys::derive(&open::secret(database)?);
    if Store::file(&database.database).is_some_and(|file| !file.is_file()) {
        return Err(Ended::refused(format!(
            "there is no ledger at {}, and its log's key is made with it: `relief-ledger serve` or `migrate` makes one",
            database.database
        )));
    }
    let keys = keys_of(given, &mut Snapshot::open(&database.database).await?).await?;
    println!("{}", CheckpointSigner::of(&keys).verifier_key());
    Ok(())
}

/// Gives the Fund another secret. Nothing may serve the database meanwhile.
pub async fn rotate(database: &Database, to: &Path) -> Result<(), Ended> {
    let old = open::secret(database)?;
    let text = std::fs::read_to_string(to)
        .map_err(|e| Ended::could_not(format!("the new key file {} cannot be read: {e}", to.display())))?;
    let new = Secret::from_hex(&text)?;
    if Keys::derive(&old).outer_id() == Keys::derive(&new).outer_id() {
        return Err(Ended::refused(format!(
            "{} holds the key that is in use already: make a new one, 64 hex digits of any random source",
            to.display()
        )));
    }
    open::place(database)?;
    let _lock = Lock::take(&database.database)?;
    let store = Store::open(&database.database, WriterKind::Durable).await?;
    let rotated = rotate_keys(&store, &old, &new, &SystemClock, super::verify::show).await;
    super::verify::shown();
    let rotated = rotated?;
    store.forget_wrapping().await;
    store.close().await;
    println!("{} data keys were wrapped anew by the outer key {}", rotated.data_keys, rotated.outer_key);
    println!(
        "start the service with {} from now on; backups made before open with the former key only",
        to.display()
    );
    Ok(())
}

/// Reads a log's verifier key from a file.
pub fn read(file: &Path) -> Result<PublicKey, Ended> {
    let unreadable = |why: String| {
        Ended::could_not(format!(
            "the public key {} cannot be read: {why}; `relief-ledger keys public` prints it",
            file.display()
        ))
    };
    let text = std::fs::read_to_string(file).map_err(|e| unreadable(e.to_string()))?;
    let key = PublicKey::read(&text).map_err(|why| unreadable(why.en))?;
    if key.kind() != Kind::Note {
        return Err(unreadable("it is the key of a cosigner and not of a log".into()));
    }
    Ok(key)
}
