//! The Fund's keys in use: which root they derive from, how a database gets its own, and giving it another outer key. The root is
//! random and is kept under the outer key alone, so a secret that leaked is of no use any more once the Fund was given another.
mod rotate_keys;

pub use rotate_keys::{Rotated, rotate_keys};

use super::{clock::Clock, log::signer::CheckpointSigner, party::lay_terms::PARTY_TERMS};
use crate::{
    domain::day::instant_text,
    store::{Fault, Snapshot, Store, Tx, fund::FundRow},
    vault::{Keys, Secret},
};
use std::sync::Arc;

/// The setting that only the Fund's key gives.
pub(super) const KEY_CHECK: &str = "key_check";
const LOG_KEY: &str = "log_key";

/// The keys of the Fund over a store, from those that the given secret makes; an empty store gets its own. Fails with `WrongKey` where
/// the secret is another's, and with `HalfRotated` where a rotation is not through.
pub(super) async fn open_keys(store: &Store, given: Keys, clock: &dyn Clock) -> Result<Keys, Fault> {
    let mut from = store.read().await?;
    let Some(known) = from.setting(KEY_CHECK).await? else {
        drop(from);
        if let Some(keys) = lay(store, &given, clock).await? {
            return Ok(keys);
        }
        // Another instance was faster.
        return Box::pin(open_keys(store, given, clock)).await;
    };
    let keys = rooted(given, &mut from).await?;
    let is_signed = from.setting(LOG_KEY).await?.is_some();
    let is_old = known == keys.check_value_unsigned();
    if known != keys.check_value() && !is_old {
        return Err(Fault::WrongKey);
    }
    whole(&keys, &mut from).await?;
    drop(from);
    let log_key = use_keys(store, &keys);
    if is_old && !is_signed {
        // It was made by a version that did not sign. From the leaf written now on, a checkpoint that is gone is a difference.
        tracing::warn!("the log was not signed before: its tiles are filled in, and it is signed as it is");
        store.take_up_log(clock.now()).await?;
        let mut tx = store.begin(clock.now()).await?;
        settle(&mut tx, LOG_KEY, log_key).await?;
        tx.commit("log.signed", None).await?;
    }
    Ok(keys)
}

/// From now on the store signs with these keys, and writes as long as the Fund is under their outer key. The log's verifier key.
fn use_keys(store: &Store, keys: &Keys) -> String {
    let signer = CheckpointSigner::of(keys);
    let log_key = signer.verifier_key();
    store.signs(Arc::new(signer));
    store.is_under(keys.outer_id());
    log_key
}

/// Lays a Fund: a random root under the secret's outer key, and what tells that key from others. None where a Fund is there. A log
/// whose Fund is gone was tampered with, and is never gone on with: that would sign what nobody signed.
async fn lay(store: &Store, given: &Keys, clock: &dyn Clock) -> Result<Option<Keys>, Fault> {
    let mut tx = store.begin(clock.now()).await?;
    if tx.setting(KEY_CHECK).await?.is_some() {
        return Ok(None);
    }
    if tx.leaf_index() > 0 || tx.keyring().await?.is_some() {
        let what = "there is a log or a keyring without the setting key_check, so rows were taken away and nothing is \
                    added: keep the database as it is, and restore a backup";
        return Err(Fault::broken("fund", what));
    }
    let root = Secret::generate()?;
    tx.set_keyring(&given.wrap_root(&root)?).await?;
    let keys = given.rooted(&root);
    let log_key = use_keys(store, &keys);
    settle(&mut tx, KEY_CHECK, keys.check_value()).await?;
    settle(&mut tx, LOG_KEY, log_key).await?;
    settle(&mut tx, PARTY_TERMS, "laid".into()).await?;
    turn_to(&mut tx, &keys).await?;
    tx.commit("fund.opened", None).await?;
    Ok(Some(keys))
}

/// Writes a setting that is not there yet. One that is there must be the same.
async fn settle(tx: &mut Tx, name: &str, value: String) -> Result<(), Fault> {
    match tx.setting(name).await? {
        Some(there) if there == value => Ok(()),
        Some(_) => Err(Fault::WrongKey),
        None => tx.add(FundRow { name: name.into(), value }).await,
    }
}

/// Records that the Fund is under the outer key of these keys from now on, in the log too.
async fn turn_to(tx: &mut Tx, keys: &Keys) -> Result<(), Fault> {
    tx.set_outer_key(keys.outer_id());
    let name = format!("outer_key.{}", instant_text(&tx.at()));
    tx.add(FundRow { name, value: keys.outer_id().to_owned() }).await
}

/// The keys of a database, from those that the given secret makes: their root is the one that the secret's outer key unwraps; in a
/// database from before there were such roots it is the secret itself. Fails with `WrongKey` where the root is under another key.
pub async fn rooted(given: Keys, from: &mut Snapshot) -> Result<Keys, Fault> {
    let Some(wrapped) = from.keyring().await? else { return Ok(given) };
    let root = given.root(&wrapped).map_err(|_| Fault::WrongKey)?;
    Ok(given.rooted(&root))
}

/// The keys of the Fund that a database holds, for whoever only reads it. Fails with `WrongKey` where the secret is another's.
pub async fn keys_of(given: Keys, from: &mut Snapshot) -> Result<Keys, Fault> {
    let known = from.setting(KEY_CHECK).await?.ok_or_else(|| {
        Fault::Schema(
            "there is no Fund in this database yet: `relief-ledger serve` or `migrate` makes one".into(),
        )
    })?;
    let keys = rooted(given, from).await?;
    let fits = known == keys.check_value() || known == keys.check_value_unsigned();
    if fits { Ok(keys) } else { Err(Fault::WrongKey) }
}

/// Sees that everything is under the outer key in use, and that it is the one that was given last: a rotation that was broken off
/// must be ended first, and none is taken back by putting an old keyring in the place of the new.
async fn whole(keys: &Keys, from: &mut Snapshot) -> Result<(), Fault> {
    let outer = keys.outer_id();
    let said = from.head_row().await?.map(|head| head.outer_key).filter(|said| !said.is_empty());
    let given = from.outer_key_given().await?;
    let strays = from.data_keys_wrapped_otherwise(outer, 1).await?;
    let is_said = given.is_none() || said.is_some();
    match is_said && strays.is_empty() && [said, given].iter().flatten().all(|id| id == outer) {
        true => Ok(()),
        false => Err(Fault::HalfRotated),
    }
}
