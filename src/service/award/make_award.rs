//! The award that a payment of fixed sum makes for itself when it is approved without naming one. A mistyped draft harms
//! nobody: before approval there is no award.
use super::propose_award::{check_slot, person_key};
use crate::{
    domain::{
        money::Money,
        purpose::Purpose,
        reference::{AwardRef, BeneficiaryRef},
    },
    service::{Job, Outcome, rulebook::decided},
    store::{
        Tx,
        award::{AwardRow, AwardSlotRow},
    },
};

/// Makes the award and takes its slot. Where the person has that award already, it is the one that the payment draws on, and
/// nothing is written.
pub async fn make_award<C>(
    job: Job<'_, C>,
    tx: &mut Tx,
    beneficiary: BeneficiaryRef,
    purpose: Purpose,
    episode: i32,
    amount: Money,
) -> Outcome<AwardRef> {
    let person_key = person_key(beneficiary);
    if let Some(taken) = tx.award_in_slot(&person_key, episode, purpose).await? {
        return Ok(taken.id);
    }
    check_slot(tx, "beneficiary", beneficiary, purpose, episode).await?;
    let id: AwardRef = tx.next();
    let at = tx.at();
    let row = AwardRow {
        id,
        beneficiary,
        person_key: person_key.clone(),
        episode,
        purpose,
        amount,
        document: None,
        person: job.who.person(),
        at,
    };
    tx.add(row.clone()).await?;
    tx.add(AwardSlotRow { person_key, episode, purpose, award: id }).await?;
    decided::award_made(job.fund, tx, &row).await?;
    Ok(id)
}
