//! The log as auditors use it: its key, its signed checkpoint, proofs that a leaf is in it and that it only grew, and the
//! cosignatures that they leave here. What a proof is, is said in `proof`; what is kept, in the store.
pub mod add_cosignature;
pub mod cosignature_view;
pub mod prove;
pub mod signer;
