//! Proofs for auditors, in O(log n) reads: that a leaf is in the log (C2SP tlog-proof), and that the log begins with what it was
//! before (the form that witnesses take, C2SP tlog-witness). Nothing leaves the house that the verifier does not take.
use super::signer::CheckpointSigner;
use crate::{
    domain::{person::Role, refusal::Refusal, word::Unreadable},
    proof::{note, verifier},
    service::{Fund, Outcome, caller::READERS},
    store::{Fault, Snapshot, checkpoint::Signs},
};

/// Who may.
pub const ROLES: &[Role] = READERS;

/// The signed checkpoint as it was kept with the last leaf.
pub async fn checkpoint(fund: &Fund) -> Outcome<String> {
    Ok(last(&mut fund.read().await?).await?.1)
}

/// The proof that a leaf is in the log, under the checkpoint of `size` leaves (the last one when not said). Refuses with
/// `not_found` a leaf that is not there, and with `invalid` a size that has not the leaf, or that the log has not reached.
pub async fn prove_inclusion(fund: &Fund, index: u64, size: Option<u64>) -> Outcome<String> {
    let mut from = fund.read().await?;
    let (last, note) = last(&mut from).await?;
    let what = || Unreadable::new(format!("leaf {index}"), format!("{index} nömrəli yarpaq")).to_string();
    let none = || Refusal::NotFound { what: what() };
    if index >= last {
        return Err(none().into());
    }
    let leaf = from.leaf(index).await?.ok_or_else(none)?;
    let size = size.unwrap_or(last);
    within("size", size, index + 1, last)?;
    let checkpoint = at_size(fund, &mut from, size, (last, &note)).await?;
    let proof = note::inclusion(index, &from.inclusion(index, size).await?, &checkpoint);
    let key = CheckpointSigner::of(fund.keys()).public_key()?;
    match verifier::proven(&proof, leaf.body.as_bytes(), &key) {
        Ok(_) => Ok(proof),
        Err(_) => Err(unproven().into()),
    }
}

/// The proof that the log of `to` leaves (all of them when not said) begins with its first `from`. Refuses with `invalid` what
/// is out of order, or beyond the log.
pub async fn prove_consistency(fund: &Fund, old: u64, to: Option<u64>) -> Outcome<String> {
    let mut from = fund.read().await?;
    let (last, note) = last(&mut from).await?;
    let to = to.unwrap_or(last);
    within("to", to, 1, last)?;
    within("from", old, 0, to)?;
    let checkpoint = at_size(fund, &mut from, to, (last, &note)).await?;
    Ok(note::consistency(old, &from.consistency(old, to).await?, &checkpoint))
}

/// The count of leaves and the note of the last checkpoint.
pub(super) async fn last(from: &mut Snapshot) -> Result<(u64, String), Fault> {
    let row =
        from.checkpoint().await?.ok_or_else(|| Fault::broken("checkpoint", "the one row is not there"))?;
    let size = u64::try_from(row.size).map_err(|_| Fault::broken("checkpoint", "its size is below 0"))?;
    Ok((size, row.note))
}

/// A checkpoint of a size. An older one is signed only once the verifier sees that the last one begins with it: a log never
/// signs two histories.
async fn at_size(fund: &Fund, from: &mut Snapshot, size: u64, (last, note): (u64, &str)) -> Outcome<String> {
    if size == last {
        return Ok(note.to_owned());
    }
    let signer = CheckpointSigner::of(fund.keys());
    let root = from.tree_root(size).await?;
    let newer = note::consistency(size, &from.consistency(size, last).await?, note);
    let older = verifier::Checkpoint { origin: String::new(), size, root };
    match verifier::continued(&older, &newer, &signer.public_key()?) {
        Ok(_) => Ok(signer.note(size, &root)),
        Err(_) => Err(unproven().into()),
    }
}

/// The tree as it is kept does not come to what was signed.
fn unproven() -> Fault {
    Fault::broken(
        "tile",
        "the tree does not come to the root of its last checkpoint: run `relief-ledger verify`",
    )
}

fn within(field: &str, number: u64, least: u64, most: u64) -> Result<(), Refusal> {
    if (least..=most).contains(&number) {
        return Ok(());
    }
    let why = Unreadable::new(
        format!("{number} does not fit: choose a number of leaves from {least} to {most}"),
        format!("{number} uyğun gəlmir: {least} ilə {most} arasında yarpaq sayı seçin"),
    );
    Err(Refusal::field(field, why.en, why.az))
}
