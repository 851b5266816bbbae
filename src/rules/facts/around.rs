//! What stands around a payment: mandates, the person's own cases, who else pays, whose the account is, where the money comes from, whose
//! hands were on it. Each is known, unknown or not applicable, as every fact is.
use super::{Fact, PartyFacts};
use crate::domain::{
    money::Qepik,
    order::OrderKind,
    payment::Verb,
    purpose::Category,
    reference::{DocumentRef, LotRef},
    word::words,
};
use std::collections::BTreeSet;

/// Everything that stands around a payment.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Around {
    /// May the Fund's own means serve the purpose on the day? Not applicable where the law itself says so.
    pub mandate: Fact<bool>,
    /// The way out, and the person's own cases.
    pub way: WayFacts,
    /// Who else pays for the person.
    pub support: Fact<SupportFacts>,
    /// Who the payee is beside this payment.
    pub party: PartyFacts,
    /// On a sanctions list; not applicable where the beneficiary is paid, and while no list can be loaded.
    pub sanctioned: Fact<Sanctioned>,
    /// Where the money comes from.
    pub origin: OriginFacts,
    /// The kind of the order that the payment names; unknown where it should name one.
    pub order_kind: Fact<OrderKind>,
    /// Receipts of its items that another payment paid.
    pub receipts_paid: BTreeSet<DocumentRef>,
    /// Items are reimbursed, and one has no receipt.
    pub receipts_unsaid: bool,
    /// The central bank's rate of the day; not applicable for manats.
    pub rate: Fact<()>,
    /// Steps that one person took and two must.
    pub same_hands: BTreeSet<(Verb, Verb)>,
    /// The officer who opened the person's file releases the payment.
    pub opener_releases: bool,
    /// Other approved payments for the person and purpose within the window, each under the sum that needs two approvers, in qəpik.
    pub near: Qepik,
    /// How many days before its recording the step is dated.
    pub days_back: i64,
    /// It falls into a closed period.
    pub period_closed: bool,
}

/// The way out, and the person's own cases.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct WayFacts {
    /// Does the reflection period run? Unknown where none is recorded; one without an end runs.
    pub reflecting: Fact<bool>,
    /// Proceedings; unknown where nobody asked.
    pub proceedings: Fact<ProceedingFacts>,
    /// An offence of the person was committed under coercion.
    pub coerced: Fact<bool>,
}

/// Proceedings of a person on a day.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ProceedingFacts {
    /// The window to appeal runs.
    pub appeal_open: Fact<bool>,
    /// Open cases in which the person is party or witness.
    pub open: i64,
    /// Those in which nothing was arranged.
    pub without_arrangement: i64,
}

/// Who else pays for the person on a day: categories of this payment.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SupportFacts {
    /// What the state budget pays.
    pub by_state: BTreeSet<Category>,
    /// What another funder pays.
    pub by_others: BTreeSet<Category>,
}

words! {
    /// How somebody stands in a case of trafficking.
    Charged {
        /// Convicted: the order is confirmed and in force.
        Convicted = "convicted",
        /// Accused.
        Accused = "accused",
        /// Convicted in another case, or only the name is the same.
        Resembles = "resembles",
        /// Neither.
        No = "no",
    }
}

words! {
    /// How somebody matches a sanctions list.
    Sanctioned {
        /// By a document.
        Document = "document",
        /// By name.
        Name = "name",
        /// Not.
        No = "no",
    }
}

/// Where the money comes from.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct OriginFacts {
    /// Lots of the payment that are the state budget's.
    pub of_budget: BTreeSet<LotRef>,
    /// Those that are not.
    pub of_fund: BTreeSet<LotRef>,
    /// Those of unknown origin.
    pub unproven: BTreeSet<LotRef>,
    /// Restricted lots that step in where another restricted lot that was named has too little.
    pub lending: BTreeSet<LotRef>,
    /// A lot of the state budget could pay all of it.
    pub budget_could_pay: bool,
}

words! {
    /// What a restitution order may lack.
    OrderPart {
        /// The case number.
        Case = "case",
        /// The court.
        Issuer = "issuer",
        /// The day on which it came into force.
        InForceOn = "in_force_on",
        /// The certified copy.
        Copy = "copy",
        /// A second registrar's confirmation.
        Confirmation = "confirmation",
    }
}
