//! Money for a person in another's hands: what the rules on representatives, children and collectors see. Who may act on a day is said in
//! the domain; what is recorded of whom comes with the facts; what follows from it is in the rulebook.
use super::facts::{Fact, PaymentFacts, Representative, Representatives};
use crate::domain::{
    purpose::{Method, PayeeKind},
    reference::BeneficiaryRef,
    representative::RepresentativeState,
};

/// What these rules see: of a payment at a step, or of cash that is being collected.
#[derive(Debug, Clone, Copy)]
pub struct Receiving<'f> {
    /// For whom the money is.
    pub beneficiary: BeneficiaryRef,
    /// Under age on the day.
    pub minor: &'f Fact<bool>,
    /// Who is paid.
    pub payee_kind: PayeeKind,
    /// How.
    pub method: Method,
    /// Who represents the person.
    pub representatives: &'f Representatives,
}

impl<'f> Receiving<'f> {
    /// Of a payment.
    pub(super) fn of(facts: &'f PaymentFacts) -> Receiving<'f> {
        Receiving {
            beneficiary: facts.beneficiary.beneficiary,
            minor: &facts.beneficiary.minor,
            payee_kind: facts.payee_kind,
            method: facts.method,
            representatives: &facts.representatives,
        }
    }

    /// Does somebody stand in for the child who is in no conflict with it?
    pub(super) fn is_represented(&self) -> bool {
        self.representatives.of_child.iter().any(|one| may_act(one) && one.conflict.is_none())
    }

    /// The first who would stand in for the child and is in conflict with it.
    pub(super) fn in_conflict(&self) -> Option<&'f Representative> {
        self.representatives.of_child.iter().find(|one| may_act(one) && one.conflict.is_some())
    }
}

/// In force, or in force if the person is a child.
fn may_act(one: &Representative) -> bool {
    matches!(one.state, RepresentativeState::InForce | RepresentativeState::AgeUnknown)
}
