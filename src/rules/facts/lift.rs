//! A finding that somebody would lift.
use crate::domain::{
    finding::{Rule, Severity},
    payment::Verb,
};
use std::collections::BTreeSet;

/// A finding, and who would lift it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lift {
    /// The rule.
    pub rule: Rule,
    /// The weight of the finding.
    pub severity: Severity,
    /// It was lifted before, on the facts as they stand.
    pub is_lifted: bool,
    /// Steps that the same person took on the payment or the inflow, other than lifts.
    pub own_steps: BTreeSet<Verb>,
    /// They wrote why.
    pub has_reason: bool,
    /// They cited the text that allows it.
    pub has_basis: bool,
}
