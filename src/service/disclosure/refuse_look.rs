//! Keeps the look of somebody who may not look at all. It is told at the door, before anything of the request is read, so there are
//! no order and no fields in it.
use super::{Kept, keep_look};
use crate::{
    domain::{
        disclosure::{IdentityFields, LookOutcome},
        reference::{BeneficiaryRef, LookRef},
    },
    service::{Caller, Fund, Job, Outcome},
    store::Tx,
};

/// Keeps that somebody without the role asked for an identity.
pub async fn refuse_look(fund: &Fund, who: &Caller, id: BeneficiaryRef) -> Outcome<LookRef> {
    fund.write(who, "identity.refused", id, |job, tx| Box::pin(refuse(job, tx))).await
}

async fn refuse(job: Job<'_, BeneficiaryRef>, tx: &mut Tx) -> Outcome<LookRef> {
    let beneficiary = tx.beneficiary(*job.command).await?.map(|row| row.id);
    let fields = &IdentityFields::new();
    let outcome = LookOutcome::NotYourRole;
    keep_look(job, tx, Kept { beneficiary, order: None, fields, outcome, reason: None }).await
}
