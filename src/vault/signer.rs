//! The key that signs for the log (Ed25519, RFC 8032): it signs bytes and tells its public half, and nothing else. What is
//! signed is said in the proofs.
use ed25519_dalek::{Signer, SigningKey};
use std::fmt;

/// Signs for the log.
pub struct LogSigner(SigningKey);

impl LogSigner {
    pub(super) fn of(seed: &[u8; 32]) -> LogSigner {
        LogSigner(SigningKey::from_bytes(seed))
    }

    /// The signature of a message: the same each time.
    pub fn sign(&self, message: &[u8]) -> [u8; 64] {
        self.0.sign(message).to_bytes()
    }

    /// The public key, for everybody.
    pub fn public(&self) -> [u8; 32] {
        self.0.verifying_key().to_bytes()
    }
}

impl fmt::Debug for LogSigner {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[log signer]")
    }
}
