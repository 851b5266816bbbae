//! Gives the Fund another outer key: every data key is wrapped anew, and at the end the root of the others. No envelope is touched.
//! Broken off at any point it is gone on with by asking for the same again; until it is through, the service does not start.
use super::{KEY_CHECK, turn_to};
use crate::{
    domain::reference::Reference,
    service::{clock::Clock, log::signer::CheckpointSigner, verify::Progress},
    store::{Fault, Store, data_key::DataKeyRow},
    vault::{DataKey, Keys, Secret, Unopened},
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

/// Rotates from the secret in use to another. Fails with `WrongKey` where neither of them opens the database, and touches nothing where
/// a data key is damaged. What serves the database meanwhile writes nothing from the first step on.
pub async fn rotate_keys(
    store: &Store,
    old: &Secret,
    new: &Secret,
    clock: &dyn Clock,
    mut progress: impl FnMut(Progress) + Send,
) -> Result<Rotated, Fault> {
    let root = root_of(store, [old, new]).await?;
    let [before, after] = [old, new].map(|secret| Keys::derive(secret).rooted(&root));
    if store.read().await?.stray_data_key(before.outer_id(), after.outer_id()).await?.is_some() {
        // Another rotation was begun, and only its own two keys end it.
        return Err(Fault::HalfRotated);
    }
    check_all(store, [&before, &after], &mut progress).await?;
    store.signs(Arc::new(CheckpointSigner::of(&after)));
    let mut tx = store.begin(clock.now()).await?;
    // Another rotation may have been faster since the first look; from here on none is.
    let is_ours = match tx.keyring().await? {
        Some(wrapped) => [before.outer_id(), after.outer_id()].contains(&wrapped.outer.as_str()),
        None => true,
    };
    if !is_ours || tx.stray_data_key(before.outer_id(), after.outer_id()).await?.is_some() {
        return Err(Fault::HalfRotated);
    }
    tx.set_outer_key(after.outer_id());
    tx.commit("keys.turning", None).await?;
    store.is_under(after.outer_id());
    let mut done = 0;
    loop {
        let mut tx = store.begin(clock.now()).await?;
        let rows = tx.data_keys_wrapped_otherwise(after.outer_id(), AT_ONCE).await?;
        for row in &rows {
            tx.wrap_data_key(row.beneficiary, &after.wrap(&unwrapped(row, [&before])?)?).await?;
        }
        done += rows.len() as i64;
        if rows.is_empty() {
            if tx.keyring().await?.is_none_or(|wrapped| wrapped.outer != after.outer_id()) {
                tx.set_keyring(&after.wrap_root(&root)?).await?;
                turn_to(&mut tx, &after).await?;
            }
            tx.commit("keys.rotated", None).await?;
            return Ok(Rotated { data_keys: done, outer_key: after.outer_id().to_owned() });
        }
        tx.commit("keys.wrapped", None).await?;
        progress(Progress { part: "data keys", done, total: done });
    }
}

/// The root of all keys: what one of the two secrets opens. In a database from before there were such roots it is the secret that
/// the database was made with.
async fn root_of(store: &Store, secrets: [&Secret; 2]) -> Result<Secret, Fault> {
    let mut from = store.read().await?;
    let known = from.setting(KEY_CHECK).await?.ok_or(Fault::WrongKey)?;
    let roots = match from.keyring().await? {
        Some(wrapped) => secrets.map(|secret| Keys::derive(secret).root(&wrapped).ok()),
        None => secrets.map(|secret| Some(secret.copy())),
    };
    let is_root = |root: &Secret| {
        let keys = Keys::derive(root);
        [keys.check_value(), keys.check_value_unsigned()].contains(&known)
    };
    roots.into_iter().flatten().find(is_root).ok_or(Fault::WrongKey)
}

/// Unwraps every data key and compares it with its mark, before the first is touched: a rotation that met a damaged one in the middle
/// would never be through.
async fn check_all(
    store: &Store,
    keys: [&Keys; 2],
    progress: &mut (impl FnMut(Progress) + Send),
) -> Result<(), Fault> {
    let (mut after, mut done) = (0, 0);
    loop {
        let rows = store.read().await?.data_keys(after, AT_ONCE).await?;
        let Some(last) = rows.last() else { return Ok(()) };
        after = last.beneficiary.stored();
        for row in rows.iter().filter(|row| row.wrapped.is_some()) {
            match unwrapped(row, keys) {
                Ok(key) if key.mark().as_slice() == row.mark => {}
                _ => {
                    let what = format!(
                        "the key of {} does not unwrap or is another one, so no key was changed: restore a backup in \
                         which `relief-ledger verify` finds it whole, then rotate",
                        row.beneficiary
                    );
                    return Err(Fault::broken("data_key", what));
                }
            }
        }
        done += rows.len() as i64;
        progress(Progress { part: "data keys looked at", done, total: done });
    }
}

/// A data key that one of several keys wrapped.
fn unwrapped<const N: usize>(row: &DataKeyRow, keys: [&Keys; N]) -> Result<DataKey, Fault> {
    let wrapped = row.wrapped().ok_or(Unopened)?;
    let one = keys.into_iter().find(|keys| keys.outer_id() == wrapped.outer).ok_or(Unopened)?;
    Ok(one.data_key(row.beneficiary, &wrapped)?)
}
