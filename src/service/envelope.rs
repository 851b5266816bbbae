//! Sealing under the key of the person whom words concern, so that destroying that key takes all of them. Words that concern
//! nobody helped stay under the Fund's own key ([`Fund::seal`](super::Fund::seal)), and so do the reasons that officers give for
//! what they decide: they are the Fund's account of its own acts, and outlive whomever they were about.
use super::{Halt, Job, halt::Outcome, ids};
use crate::{
    domain::{payment::Verb, reference::BeneficiaryRef, refusal::Refusal},
    store::{Snapshot, Tx},
    vault::{DataKey, Words},
};
use uuid::Uuid;

/// Was the person erased? Then nothing is written for them any more.
pub async fn is_erased(from: &mut Snapshot, of: BeneficiaryRef) -> Outcome<bool> {
    Ok(from.data_key_row(of).await?.is_some_and(|row| row.wrapped.is_none()))
}

/// The refusal to write something for a person who was erased.
pub fn erased(of: BeneficiaryRef) -> Halt {
    Refusal::WrongState { subject: of.to_string(), state: "erased".into(), step: Verb::Draft }.into()
}

/// Makes the data key of a person whose file is being opened.
pub async fn new_key<C>(job: Job<'_, C>, tx: &mut Tx, of: BeneficiaryRef) -> Outcome<DataKey> {
    let key = DataKey::generate(of)?;
    tx.add_data_key(&key, job.fund.keys().wrap(&key)?).await?;
    Ok(key)
}

/// Seals words under a key that is at hand.
pub async fn seal_under<C>(
    job: Job<'_, C>,
    tx: &mut Tx,
    key: &DataKey,
    place: &'static str,
    words: &Words,
) -> Outcome<Uuid> {
    Ok(tx.add_seal(key.seal(ids::new_id(job.fund.now())?, place, words)?).await?)
}

/// Seals words under the key of the person whom they concern; nobody's: under the Fund's. A file that was opened before persons
/// had keys gets one now. Refuses with `wrong_state` when the person was erased.
pub async fn seal_for<C>(
    job: Job<'_, C>,
    tx: &mut Tx,
    of: Option<BeneficiaryRef>,
    place: &'static str,
    words: &Words,
) -> Outcome<Uuid> {
    let Some(of) = of else { return Ok(tx.add_seal(job.fund.seal(place, words)?).await?) };
    let key = match tx.data_key_row(of).await? {
        None => new_key(job, tx, of).await?,
        Some(row) => match row.wrapped() {
            Some(wrapped) => job.fund.keys().data_key(of, &wrapped)?,
            None => return Err(erased(of)),
        },
    };
    seal_under(job, tx, &key, place, words).await
}
