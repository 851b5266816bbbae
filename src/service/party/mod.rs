//! Those whom money comes from and goes to, as they are known again without being readable: which terms each has, and what the rules may
//! know of a payee by them. No answer tells who somebody is.
pub mod lay_terms;
pub mod party_facts;
pub mod reckon;
pub mod terms;

pub use party_facts::{
    Payment, donor_party_facts, goes_to_own_account, issuer_is_known, party_facts, payee_terms,
};
