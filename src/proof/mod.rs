//! The log as bytes and hashes: how a leaf is written, how leaves come to one root, the tiles that keep the tree, the notes
//! and proofs that leave the house, and a verifier that shares no code with any of them. Pure; where leaves, tiles and
//! checkpoints are kept is said in the store, and the key that signs is the vault's.
pub mod canonical;
pub mod note;
pub mod tile;
pub mod tree;
pub mod verifier;
