//! How the log signs: under the name that its key gives it, in the form of a checkpoint. The key is the vault's, and the text
//! is that of the proofs.
use crate::{
    proof::{note, tree::Hash, verifier::PublicKey},
    service::Outcome,
    store::{Fault, checkpoint::Signs},
    vault::{Keys, LogSigner},
};

/// Signs checkpoints.
pub struct CheckpointSigner {
    origin: String,
    signer: LogSigner,
}

impl CheckpointSigner {
    /// With the Fund's keys.
    pub fn of(keys: &Keys) -> CheckpointSigner {
        let signer = keys.log_signer();
        CheckpointSigner { origin: note::origin(&signer.public()), signer }
    }

    /// The log's verifier key (C2SP signed-note), for everybody: with it anybody checks what the log handed out.
    pub fn verifier_key(&self) -> String {
        note::verifier_key(&self.origin, &self.signer.public())
    }

    /// The same, as the verifier reads it.
    pub fn public_key(&self) -> Outcome<PublicKey> {
        Ok(PublicKey::read(&self.verifier_key()).map_err(|why| Fault::broken("fund", why.en))?)
    }
}

impl Signs for CheckpointSigner {
    fn note(&self, size: u64, root: &Hash) -> String {
        let text = note::checkpoint(&self.origin, size, root);
        note::signed(&text, &self.origin, &self.signer.public(), &self.signer.sign(text.as_bytes()))
    }
}
