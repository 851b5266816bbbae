//! Use cases of beneficiaries, by pseudonym: opened, identified, cared for, asked for their wish, brought home or
//! returned of their own will. Names and papers go under seal and into no answer; registrars see none of it.
pub mod around_facts;
pub mod care;
pub mod confirm_return;
pub mod erase_beneficiary;
pub mod file_return;
pub mod open_beneficiary;
pub mod person_facts;
pub mod profile;
pub mod record_identification;
pub mod record_identity;
pub mod record_minority;
pub mod record_proceeding;
pub mod record_reflection;
pub mod record_reintegration;
pub mod record_support;
pub mod record_wish;
pub mod representative;
pub mod standing;
pub mod view;
pub mod withdraw_return;

use crate::{
    domain::{reference::BeneficiaryRef, refusal::Refusal},
    service::{
        Outcome,
        envelope::{erased, is_erased},
    },
    store::{Snapshot, beneficiary::BeneficiaryRow},
};

/// A command that concerns one beneficiary.
struct For<C> {
    id: BeneficiaryRef,
    body: C,
}

/// The beneficiary for whom something is to be written, or `not_found`; `wrong_state` for one who was erased.
async fn living(from: &mut Snapshot, id: BeneficiaryRef) -> Outcome<BeneficiaryRow> {
    let row = existing(from, id).await?;
    match is_erased(from, id).await? {
        true => Err(erased(id)),
        false => Ok(row),
    }
}

/// The beneficiary, or `not_found`.
async fn existing(from: &mut Snapshot, id: BeneficiaryRef) -> Outcome<BeneficiaryRow> {
    let row = from.beneficiary(id).await?;
    row.ok_or_else(|| Refusal::NotFound { what: id.to_string() }.into())
}
