//! Relief Ledger: the ledger service of a compensation and relief fund for victims of human trafficking.
//!
//! The house has floors, and imports only run downward:
//! `domain < {rules, proof, vault, formats} < store < service < http < cli`.
pub mod cli;
pub mod domain;
pub mod formats;
pub mod http;
pub mod proof;
pub mod rules;
pub mod service;
pub mod store;
pub mod vault;
