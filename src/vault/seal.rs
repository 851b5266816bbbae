//! A seal: words encrypted for one place (XChaCha20-Poly1305), bound to their row by associated data, with a keyed
//! commitment that stays when the words are erased. Types that hold words in the clear do not print them.
use super::keys::Keys;
use crate::domain::reference::BeneficiaryRef;
use chacha20poly1305::{
    KeyInit, XChaCha20Poly1305, XNonce,
    aead::{Aead, Payload},
};
use serde::Serialize;
use std::{fmt, io};
use uuid::Uuid;
use zeroize::Zeroizing;

/// Words in the clear: they print as `[sealed]` and are wiped when dropped.
#[derive(Clone, PartialEq, Eq)]
pub struct Words(Zeroizing<Vec<u8>>);

impl Words {
    /// Takes bytes in.
    pub fn new(bytes: Vec<u8>) -> Words {
        Words(Zeroizing::new(bytes))
    }

    /// Takes a text in.
    pub fn of(text: &str) -> Words {
        Words::new(text.as_bytes().to_vec())
    }

    /// Writes a value as JSON. It is measured first, so that the bytes never move and leave no copy behind.
    pub fn of_json(value: &impl Serialize) -> Result<Words, serde_json::Error> {
        let mut size = Counted(0);
        serde_json::to_writer(&mut size, value)?;
        let mut bytes = Zeroizing::new(Vec::with_capacity(size.0));
        serde_json::to_writer(&mut *bytes, value)?;
        Ok(Words(bytes))
    }

    /// The bytes, for the one who may see them.
    pub fn expose(&self) -> &[u8] {
        &self.0
    }

    /// The text; nothing where the bytes are none.
    pub fn expose_text(&self) -> Option<&str> {
        std::str::from_utf8(&self.0).ok()
    }
}

impl From<Zeroizing<Vec<u8>>> for Words {
    fn from(bytes: Zeroizing<Vec<u8>>) -> Words {
        Words(bytes)
    }
}

/// Counts what is written and keeps nothing.
struct Counted(usize);

impl io::Write for Counted {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0 += bytes.len();
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl fmt::Debug for Words {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[sealed]")
    }
}

/// The keyed hash of sealed words and their row; it tells nothing without the key, and stands in the log for ever.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Commitment(pub [u8; 32]);

/// A sealed row on its way to the database.
#[derive(Clone, PartialEq, Eq)]
pub struct Sealed {
    /// The row's id.
    pub id: Uuid,
    /// What the words are, like `inflow.donor`.
    pub place: &'static str,
    /// Nonce (24 bytes) and ciphertext.
    pub cipher: Vec<u8>,
    /// The commitment.
    pub commitment: Commitment,
    /// Whose key it is sealed under; the Fund's where nobody's.
    pub owner: Option<BeneficiaryRef>,
}

impl fmt::Debug for Sealed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "[sealed {} {}]", self.place, self.id)
    }
}

/// Why a seal does not open: it was changed, moved to another row, or made with another key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a sealed row does not open: it was changed, moved, or sealed with another key")]
pub struct Unopened;

const NONCE_BYTES: usize = 24;

impl Keys {
    /// Seals words for one place under a row id.
    pub fn seal(&self, id: Uuid, place: &'static str, words: &Words) -> Result<Sealed, getrandom::Error> {
        let cipher = encrypted(self.seal_key(), &bound_to(id, place, None), words.expose())?;
        Ok(Sealed { id, place, cipher, commitment: self.commit(id, place, words), owner: None })
    }

    /// Opens a sealed row.
    pub fn open(&self, id: Uuid, place: &str, cipher: &[u8]) -> Result<Words, Unopened> {
        decrypted(self.seal_key(), &bound_to(id, place, None), cipher)
    }

    /// The commitment to words in their row.
    pub fn commit(&self, id: Uuid, place: &str, words: &Words) -> Commitment {
        Commitment(self.commit_parts(&[id.as_bytes(), place.as_bytes(), words.expose()]))
    }
}

/// Encrypts bytes bound to `aad`: nonce and ciphertext.
pub(super) fn encrypted(key: &[u8; 32], aad: &[u8], bytes: &[u8]) -> Result<Vec<u8>, getrandom::Error> {
    let mut nonce = [0u8; NONCE_BYTES];
    getrandom::fill(&mut nonce)?;
    // The cipher refuses only messages beyond 256 GiB; bodies are limited far below.
    let secret = XChaCha20Poly1305::new(key.into())
        .encrypt(&XNonce::from(nonce), Payload { msg: bytes, aad })
        .expect("words are far below the cipher's limit");
    Ok([nonce.as_slice(), &secret].concat())
}

/// Decrypts what [`encrypted`] made.
pub(super) fn decrypted(key: &[u8; 32], aad: &[u8], cipher: &[u8]) -> Result<Words, Unopened> {
    let (nonce, secret) = cipher.split_at_checked(NONCE_BYTES).ok_or(Unopened)?;
    let nonce: [u8; NONCE_BYTES] = nonce.try_into().map_err(|_| Unopened)?;
    let words = XChaCha20Poly1305::new(key.into())
        .decrypt(&XNonce::from(nonce), Payload { msg: secret, aad })
        .map_err(|_| Unopened)?;
    Ok(Words::new(words))
}

/// What a seal is bound to: table, row, column, and whose key it is under.
pub(super) fn bound_to(id: Uuid, place: &str, owner: Option<BeneficiaryRef>) -> Vec<u8> {
    let owner = owner.map_or(String::new(), |owner| format!("/of {owner}"));
    [b"relief-ledger/seal/1", id.as_bytes().as_slice(), place.as_bytes(), owner.as_bytes()].concat()
}

#[cfg(test)]
mod tests {
    use super::{super::Secret, *};

    fn keys() -> Keys {
        let hex = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";
        Keys::derive(&Secret::from_hex(hex).expect("a fixed key"))
    }

    #[test]
    fn a_seal_opens_only_whole_in_its_own_row_and_place() {
        let (keys, id) = (keys(), Uuid::from_u128(7));
        let sealed = keys.seal(id, "inflow.donor", &Words::of("Aysel")).expect("randomness is there");
        assert_eq!(keys.open(id, "inflow.donor", &sealed.cipher), Ok(Words::of("Aysel")));
        assert_eq!(keys.open(Uuid::from_u128(8), "inflow.donor", &sealed.cipher), Err(Unopened));
        assert_eq!(keys.open(id, "payment.payee", &sealed.cipher), Err(Unopened));
        for cut in 0..sealed.cipher.len() {
            assert_eq!(keys.open(id, "inflow.donor", &sealed.cipher[..cut]), Err(Unopened));
            let mut bent = sealed.cipher.clone();
            bent[cut] ^= 1;
            assert_eq!(keys.open(id, "inflow.donor", &bent), Err(Unopened));
        }
        assert!(!sealed.cipher.windows(5).any(|w| w == b"Aysel"));
    }

    #[test]
    fn words_do_not_print_and_their_commitment_depends_on_row_and_words() {
        let keys = keys();
        assert_eq!(format!("{:?}", Words::of("Aysel")), "[sealed]");
        let commit = |id, words| keys.commit(Uuid::from_u128(id), "x", &Words::of(words));
        assert_ne!(commit(1, "a"), commit(2, "a"));
        assert_ne!(commit(1, "a"), commit(1, "b"));
        assert_eq!(commit(1, "a"), commit(1, "a"));
    }
}
