//! `keys`: keys that are not secret, for those who check what the log signed. They follow from the Fund's secret alone, so no
//! database is opened; where they are read from a file, it is here too.
use super::{arguments::Database, ended::Ended, open};
use crate::{
    proof::verifier::{Kind, PublicKey},
    service::log::signer::CheckpointSigner,
    vault::Keys,
};
use std::path::Path;

/// Prints the log's verifier key.
pub fn public(database: &Database) -> Result<(), Ended> {
    let keys = Keys::derive(&open::secret(database)?);
    println!("{}", CheckpointSigner::of(&keys).verifier_key());
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
