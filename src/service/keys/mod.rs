//! The Fund's keys in use: which root they derive from, and giving them another outer key.
mod rotate_keys;

pub use rotate_keys::{Rotated, rotate_keys};

use crate::{
    store::{Fault, Snapshot},
    vault::Keys,
};

/// The keys of a database, from those that the given secret makes: after a rotation the root is the one that the secret's outer key
/// unwraps. Fails with `WrongKey` where that is another's.
pub async fn rooted(given: Keys, from: &mut Snapshot) -> Result<Keys, Fault> {
    let Some(wrapped) = from.keyring().await? else { return Ok(given) };
    let root = given.root(&wrapped).map_err(|_| Fault::WrongKey)?;
    Ok(given.rooted(&root))
}

/// Sees that every data key is wrapped by the outer key in use: a rotation that was broken off must be ended first.
pub async fn whole(keys: &Keys, from: &mut Snapshot) -> Result<(), Fault> {
    match from.data_keys_wrapped_otherwise(keys.outer_id(), 1).await?.first() {
        Some(_) => Err(Fault::HalfRotated),
        None => Ok(()),
    }
}
