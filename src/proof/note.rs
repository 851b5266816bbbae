//! What the log signs and hands out, as text: its name, its verifier key, the checkpoint (C2SP tlog-checkpoint as a signed
//! note), the proof that a leaf is in it (C2SP tlog-proof) and the proof that it holds all that an older one held. Only the
//! writing of them; who reads and checks them uses the verifier, and the key that signs is the vault's.
use super::tree::Hash;
use base64::{Engine, engine::general_purpose::STANDARD};
use sha2::{Digest, Sha256};

/// The signature type of Ed25519 over the text of a note (C2SP signed-note).
const ED25519: u8 = 1;

/// The log's name: stable, since it follows from its public key alone, and short enough to be read out.
pub fn origin(public: &[u8; 32]) -> String {
    let hash = Sha256::digest(public);
    format!("relief-ledger/{}", hex::encode(&hash[..8]))
}

/// The id of a key under a name: the first four bytes of a hash over both (C2SP signed-note).
fn key_id(name: &str, public: &[u8; 32]) -> [u8; 4] {
    let hash: Hash = Sha256::new()
        .chain_update(name)
        .chain_update([b'\n', ED25519])
        .chain_update(public)
        .finalize()
        .into();
    let [a, b, c, d, ..] = hash;
    [a, b, c, d]
}

/// The verifier key (C2SP signed-note): name, key id, and the public key with its kind before it.
pub fn verifier_key(name: &str, public: &[u8; 32]) -> String {
    let key = [&[ED25519], public.as_slice()].concat();
    format!("{name}+{}+{}", hex::encode(key_id(name, public)), STANDARD.encode(key))
}

/// The text of a checkpoint: origin, size and root, a line each. These bytes are signed.
pub fn checkpoint(origin: &str, size: u64, root: &Hash) -> String {
    format!("{origin}\n{size}\n{}\n", STANDARD.encode(root))
}

/// A note: the text, an empty line, and the line of one signature.
pub fn signed(text: &str, name: &str, public: &[u8; 32], signature: &[u8; 64]) -> String {
    let signature = [key_id(name, public).as_slice(), signature].concat();
    format!("{text}\n\u{2014} {name} {}\n", STANDARD.encode(signature))
}

/// The proof that a leaf is in the tree of a checkpoint (C2SP tlog-proof).
pub fn inclusion(index: u64, proof: &[Hash], checkpoint: &str) -> String {
    format!("c2sp.org/tlog-proof@v1\nindex {index}\n{}\n{checkpoint}", lines(proof))
}

/// The proof that the tree of a checkpoint begins with the first `from` leaves that an older one was signed over: the form
/// that witnesses take (C2SP tlog-witness, add-checkpoint).
pub fn consistency(from: u64, proof: &[Hash], checkpoint: &str) -> String {
    format!("old {from}\n{}\n{checkpoint}", lines(proof))
}

fn lines(proof: &[Hash]) -> String {
    proof.iter().map(|hash| STANDARD.encode(hash) + "\n").collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_verifier_key_is_that_of_the_specification() {
        // The example of C2SP signed-note.
        let text = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k";
        let key = STANDARD.decode("AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k").expect("fixed base64");
        let public: [u8; 32] = key[1..].try_into().expect("a kind and 32 bytes");
        assert_eq!(verifier_key("example.com/foo", &public), text);
        assert_eq!(origin(&public), origin(&public));
        assert!(origin(&public).starts_with("relief-ledger/") && origin(&public).len() == 30);
    }

    #[test]
    fn a_checkpoint_and_the_proofs_stand_as_the_specifications_show_them() {
        let root: Hash = STANDARD
            .decode("CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=")
            .expect("fixed base64")
            .try_into()
            .expect("32 bytes");
        let text = checkpoint("example.com/behind-the-sofa", 20_852_163, &root);
        assert_eq!(
            text,
            "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n"
        );
        let proof = inclusion(7, &[root], &text);
        let start =
            "c2sp.org/tlog-proof@v1\nindex 7\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n\nexample.com/";
        assert!(proof.starts_with(start), "{proof}");
        assert!(consistency(3, &[], &text).starts_with("old 3\n\nexample.com/"));
    }
}
