//! Use cases of those who may receive money for a beneficiary: recorded, ended, found in conflict, cleared of it. They are named
//! by a number beside the pseudonym; their names go under seal and come back in no answer.
pub mod collection;
pub mod end_representative;
pub mod lift_conflict;
pub mod record_conflict;
pub mod record_representative;
pub mod represented;
pub mod view;

use crate::{
    domain::{reference::BeneficiaryRef, refusal::Refusal, word::Unreadable},
    service::Outcome,
};
use represented::{One, Represented};

/// A command that concerns one representative of a beneficiary.
struct About<C> {
    id: BeneficiaryRef,
    number: i32,
    body: C,
}

/// The representative, or `not_found`.
fn existing(represented: &Represented, id: BeneficiaryRef, number: i32) -> Outcome<&One> {
    represented.one(number).ok_or_else(|| Refusal::NotFound { what: subject(id, number) }.into())
}

/// How refusals name a representative, in both languages as one text.
pub(in crate::service) fn subject(id: BeneficiaryRef, number: i32) -> String {
    Unreadable::new(
        format!("representative {number} of {id}"),
        format!("{id} benefisiarının {number} nömrəli nümayəndəsi"),
    )
    .to_string()
}
