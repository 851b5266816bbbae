//! Gives the Fund another outer key: every data key is wrapped anew, and at the end the root of the others. No envelope is touched.
//! Broken off at any point it is gone on with by asking for the same again; until it is through, the service does not start.
use crate::{
    domain::day::instant_text,
    service::{clock::Clock, fund::KEY_CHECK, log::signer::CheckpointSigner, verify::Progress},
    store::{Fault, Store, fund::FundRow},
    vault::{Keys, Secret, Unopened},
};
use std::sync::Arc;

/// Data keys that one transaction wraps anew.
const AT_ONCE: i64 = 200;

/// What a rotation came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rotated {
    /// Data keys that were wrapped anew.
    pub data_keys: i64,
    /// The id of the outer key in use: 16 hex digits.
    pub outer_key: String,
}

/// Rotates from the secret in use to another. Fails with `WrongKey` where neither of them opens the database. Nothing may serve it
/// meanwhile.
pub async fn rotate_keys(
    store: &Store,
    old: &Secret,
    new: &Secret,
    clock: &dyn Clock,
    mut progress: impl FnMut(Progress) + Send,
) -> Result<Rotated, Fault> {
    let (before, after) = (Keys::derive(old), Keys::derive(new));
    let root = root_of(store, (old, &before), &after).await?;
    let (before, after) = (before.rooted(&root), after.rooted(&root));
    match store.read().await?.setting(KEY_CHECK).await? {
        Some(value) if value == after.check_value() => {}
        _ => return Err(Fault::WrongKey),
    }
    if store.read().await?.stray_data_key(before.outer_id(), after.outer_id()).await?.is_some() {
        // Another rotation was begun, and only its own two keys end it.
        return Err(Fault::HalfRotated);
    }
    store.signs(Arc::new(CheckpointSigner::of(&after)));
    let mut done = 0;
    loop {
        let mut tx = store.begin(clock.now()).await?;
        let rows = tx.data_keys_wrapped_otherwise(after.outer_id(), AT_ONCE).await?;
        for row in &rows {
            let wrapped = row.wrapped().ok_or(Unopened)?;
            let key = before.data_key(row.beneficiary, &wrapped)?;
            tx.wrap_data_key(row.beneficiary, &after.wrap(&key)?).await?;
        }
        done += rows.len() as i64;
        if rows.is_empty() {
            if tx.keyring().await?.is_none_or(|wrapped| wrapped.outer != after.outer_id()) {
                tx.set_keyring(&after.wrap_root(&root)?).await?;
                let name = format!("outer_key.{}", instant_text(&tx.at()));
                tx.add(FundRow { name, value: after.outer_id().to_owned() }).await?;
            }
            tx.commit("keys.rotated", None).await?;
            return Ok(Rotated { data_keys: done, outer_key: after.outer_id().to_owned() });
        }
        tx.commit("keys.wrapped", None).await?;
        progress(Progress { part: "data keys", done, total: done });
    }
}

/// The root of all keys: the secret in use where there was no rotation yet, else what either of the two opens.
async fn root_of(store: &Store, (old, before): (&Secret, &Keys), after: &Keys) -> Result<Secret, Fault> {
    let Some(wrapped) = store.read().await?.keyring().await? else { return Ok(old.copy()) };
    after.root(&wrapped).or_else(|_| before.root(&wrapped)).map_err(|_| Fault::WrongKey)
}
