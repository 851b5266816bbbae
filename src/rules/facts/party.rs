//! What the rules may know of who is paid, or gave: whether they stand on a register, whose account it is, whether an order names them as
//! an offender, whether they gave. Plain facts; no word of who they are.
use super::{Charged, Fact};
use crate::domain::{day::Day, order::OrderKind, party::AccountOf, reference::*};
use std::collections::BTreeSet;

/// An order that names somebody as an offender. It is confirmed, and was neither annulled nor superseded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OffenderOf {
    /// The order.
    pub order: OrderRef,
    /// What it decides.
    pub kind: OrderKind,
    /// Does the person helped stand on it, or on another order of the same case?
    pub is_linked: bool,
    /// Is the number the same? Else only the name is, or whoever else has the account.
    pub by_number: bool,
}

/// What is known of a payee or a donor.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PartyFacts {
    /// Does a lawyer stand on the register of the Bar on the day, by number or, where either lacks one, by name? Not applicable to other
    /// payees; unknown where the register has no entry at all, or nothing is known by which the lawyer could be found.
    pub lawyer_listed: Fact<bool>,
    /// Does a register call the payee a body that enforces removals?
    pub enforcement_listed: bool,
    /// Whose the account is too.
    pub account_is_of: BTreeSet<AccountOf>,
    /// Other persons helped for whom somebody who represents them was paid to the same account.
    pub represents: BTreeSet<BeneficiaryRef>,
    /// The order that names the payee as an offender, a linked one first.
    pub offender: Option<OffenderOf>,
    /// The latest day on which the payee gave something that was not returned.
    pub gave: Option<Day>,
    /// Is the payee of the staff, or related to it?
    pub is_related: bool,
    /// Nothing is known by which anybody could tell who the payee is: neither a number nor a name.
    pub unnamed: bool,
}

impl PartyFacts {
    /// How the payee stands in a case of trafficking. Who is convicted in another case than that of the person helped, and
    /// who only has the name of an offender, is for a second person to look at.
    pub fn charged(&self) -> Charged {
        match &self.offender {
            None => Charged::No,
            Some(of) if of.is_linked && of.by_number => Charged::Convicted,
            Some(_) => Charged::Resembles,
        }
    }

    /// How a donor stands: a gift is for no person helped, so that a conviction in any case is one of a linked case.
    pub fn charged_as_donor(&self) -> Charged {
        match &self.offender {
            None => Charged::No,
            Some(of) if of.by_number => Charged::Convicted,
            Some(_) => Charged::Resembles,
        }
    }
}
