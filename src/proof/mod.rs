//! The log as bytes and hashes: how a leaf is written and how leaves come to one root. Pure; where leaves are kept
//! is said in the store. Signed checkpoints and proofs for single leaves will stand here too.
pub mod canonical;
pub mod tree;
