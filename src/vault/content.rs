//! The plain hash of a document, so that who brought it can prove later which bytes they were. It is answered once
//! and never kept: a hash in the clear would let anybody try out documents they guess.
use sha2::{Digest, Sha256};

/// SHA-256 of the bytes, in hex.
pub fn content_hash(bytes: &[u8]) -> String {
    hex::encode(Sha256::digest(bytes))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hash_is_the_one_that_other_tools_give() {
        // FIPS 180-2, appendix B.1.
        assert_eq!(content_hash(b"abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }
}
