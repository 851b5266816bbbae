//! Use cases of awards: a person has a sum of fixed height coming, once for each episode and purpose. Proposing, deciding,
//! appealing, listing; and the award that an approved payment makes for itself.
pub mod appeal_award;
pub mod award_facts;
pub mod decide_award;
pub mod entitlement;
pub mod make_award;
pub mod propose_award;
pub mod view;

#[cfg(test)]
mod tests;
