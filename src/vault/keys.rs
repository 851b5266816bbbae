//! The Fund's one secret and the keys that derive from it (HKDF-SHA-256, RFC 5869), a label each. Nothing here is
//! ever printed or stored.
use super::{
    data_key::Wrapped,
    seal::{Unopened, decrypted, encrypted},
    signer::LogSigner,
};
use hkdf::Hkdf;
use hmac::{Hmac, KeyInit, Mac};
use secrecy::{ExposeSecret, SecretBox};
use sha2::Sha256;
use std::fmt;

/// The secret of 32 bytes from which all keys derive.
pub struct Secret(SecretBox<[u8; 32]>);

/// Why a text is no secret. The text itself is not repeated.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum KeyRefused {
    /// Of the wrong length.
    #[error(
        "the key has {0} characters, and it must have 64 hex digits (32 bytes): set RELIEF_KEY or --key-file to the Fund's key"
    )]
    Length(usize),
    /// Not hex.
    #[error(
        "the key is not written in hex digits 0-9 and a-f: set RELIEF_KEY or --key-file to the Fund's key"
    )]
    NotHex,
    /// All digits alike.
    #[error(
        "the key is one digit repeated, which anybody can guess: make one with `openssl rand -hex 32` or any random source"
    )]
    Trivial,
}

impl Secret {
    /// Reads 64 hex digits; white space around them is left out.
    pub fn from_hex(text: &str) -> Result<Secret, KeyRefused> {
        let text = text.trim();
        if text.len() != 64 {
            return Err(KeyRefused::Length(text.chars().count()));
        }
        let mut bytes = Box::new([0u8; 32]);
        hex::decode_to_slice(text, bytes.as_mut_slice()).map_err(|_| KeyRefused::NotHex)?;
        if text.bytes().all(|b| b == text.as_bytes()[0]) {
            return Err(KeyRefused::Trivial);
        }
        Ok(Secret(SecretBox::new(bytes)))
    }

    /// A new random secret.
    pub fn generate() -> Result<Secret, getrandom::Error> {
        let mut bytes = Box::new([0u8; 32]);
        getrandom::fill(bytes.as_mut_slice())?;
        Ok(Secret(SecretBox::new(bytes)))
    }

    /// The same secret once more.
    pub fn copy(&self) -> Secret {
        Secret(SecretBox::new(Box::new(*self.0.expose_secret())))
    }

    /// The secret as hex, for the one moment at which a demonstration hands its own key to its owner.
    pub fn expose_hex(&self) -> String {
        hex::encode(self.0.expose_secret())
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[secret]")
    }
}

/// The keys in use, each for one purpose.
pub struct Keys {
    seal: SecretBox<[u8; 32]>,
    commit: SecretBox<[u8; 32]>,
    index: SecretBox<[u8; 32]>,
    token: SecretBox<[u8; 32]>,
    request: SecretBox<[u8; 32]>,
    check: SecretBox<[u8; 32]>,
    log: SecretBox<[u8; 32]>,
    outer: SecretBox<[u8; 32]>,
    outer_id: String,
}

impl fmt::Debug for Keys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[keys]")
    }
}

impl Keys {
    /// Derives all keys from the secret.
    pub fn derive(secret: &Secret) -> Keys {
        let source = Hkdf::<Sha256>::new(Some(b"relief-ledger/1"), secret.0.expose_secret());
        let key = |label: &str| {
            let mut bytes = Box::new([0u8; 32]);
            // HKDF refuses only outputs of more than 255 hashes; 32 bytes are one.
            source
                .expand(label.as_bytes(), bytes.as_mut_slice())
                .expect("32 bytes are within the bounds of HKDF");
            SecretBox::new(bytes)
        };
        Keys {
            seal: key("seal"),
            commit: key("commit"),
            index: key("index"),
            token: key("token"),
            request: key("request"),
            check: key("check"),
            log: key("log"),
            outer_id: hex::encode(&mac(key("outer id").expose_secret(), &[b"relief-ledger outer key"])[..8]),
            outer: key("outer"),
        }
    }

    /// These keys from another root, under the outer key that they have.
    pub fn rooted(&self, root: &Secret) -> Keys {
        let outer = SecretBox::new(Box::new(*self.outer.expose_secret()));
        Keys { outer, outer_id: self.outer_id.clone(), ..Keys::derive(root) }
    }

    /// Wraps a root by the outer key.
    pub fn wrap_root(&self, root: &Secret) -> Result<Wrapped, getrandom::Error> {
        let cipher = encrypted(self.outer_key(), &bound_to_outer(&self.outer_id), root.0.expose_secret())?;
        Ok(Wrapped { outer: self.outer_id.clone(), cipher })
    }

    /// Unwraps a root. One that another outer key wrapped does not open.
    pub fn root(&self, wrapped: &Wrapped) -> Result<Secret, Unopened> {
        let raw = decrypted(self.outer_key(), &bound_to_outer(&wrapped.outer), &wrapped.cipher)?;
        let mut bytes = Box::new([0u8; 32]);
        if raw.expose().len() != bytes.len() {
            return Err(Unopened);
        }
        bytes.copy_from_slice(raw.expose());
        Ok(Secret(SecretBox::new(bytes)))
    }

    pub(super) fn seal_key(&self) -> &[u8; 32] {
        self.seal.expose_secret()
    }

    pub(super) fn outer_key(&self) -> &[u8; 32] {
        self.outer.expose_secret()
    }

    /// The id of the outer key, which wraps the data keys of persons helped: 16 hex digits. It gives nothing of the key away.
    pub fn outer_id(&self) -> &str {
        &self.outer_id
    }

    pub(super) fn commit_parts(&self, parts: &[&[u8]]) -> [u8; 32] {
        mac(self.commit.expose_secret(), parts)
    }

    /// The blind index of a folded value: equal values give equal bytes, and without the key nothing can be tried.
    pub fn index(&self, place: &str, folded: &str) -> String {
        hex::encode(mac(self.index.expose_secret(), &[place.as_bytes(), folded.as_bytes()]))
    }

    /// The first half of a blind index, as terms are stored.
    pub fn blind(&self, place: &str, folded: &str) -> Vec<u8> {
        mac(self.index.expose_secret(), &[place.as_bytes(), folded.as_bytes()])[..16].to_vec()
    }

    /// The keyed hash under which a bearer token is kept.
    pub fn token_hash(&self, token: &str) -> String {
        hex::encode(mac(self.token.expose_secret(), &[token.as_bytes()]))
    }

    /// The keyed hash of a request, to tell whether a repeated key came with the same body.
    pub fn request_hash(&self, parts: &[&[u8]]) -> String {
        hex::encode(mac(self.request.expose_secret(), parts))
    }

    /// What signs for the log.
    pub fn log_signer(&self) -> LogSigner {
        LogSigner::of(self.log.expose_secret())
    }

    /// A value that only this secret gives, kept in the database to refuse a wrong key at start.
    pub fn check_value(&self) -> String {
        hex::encode(mac(self.check.expose_secret(), &[b"relief-ledger key check, signed log"]))
    }

    /// What a database keeps that was made before logs were signed. It never stands in one made since, and nobody makes it without
    /// the key, so a signed log cannot be passed off as one that waits for its first signature.
    pub fn check_value_unsigned(&self) -> String {
        hex::encode(mac(self.check.expose_secret(), &[b"relief-ledger key check"]))
    }
}

fn bound_to_outer(outer: &str) -> Vec<u8> {
    [b"relief-ledger/root/1", outer.as_bytes(), b"keyring"].concat()
}

/// HMAC-SHA-256 over parts, each with its length before it, so that no two lists of parts look alike.
pub(super) fn mac(key: &[u8; 32], parts: &[&[u8]]) -> [u8; 32] {
    let mut mac = Hmac::<Sha256>::new_from_slice(key).expect("HMAC takes keys of any length");
    for part in parts {
        mac.update(&(part.len() as u64).to_be_bytes());
        mac.update(part);
    }
    mac.finalize().into_bytes().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEX: &str = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";

    #[test]
    fn a_key_that_is_missing_short_or_guessable_is_refused_without_being_repeated() {
        assert!(Secret::from_hex(&format!(" {HEX}\n")).is_ok());
        assert_eq!(Secret::from_hex("").err(), Some(KeyRefused::Length(0)));
        assert_eq!(Secret::from_hex(&HEX[1..]).err(), Some(KeyRefused::Length(63)));
        assert_eq!(Secret::from_hex(&HEX.replace('f', "g")).err(), Some(KeyRefused::NotHex));
        assert_eq!(Secret::from_hex(&"0".repeat(64)).err(), Some(KeyRefused::Trivial));
    }

    #[test]
    fn neither_secret_nor_keys_print() {
        let secret = Secret::from_hex(HEX).expect("a fixed key");
        let keys = Keys::derive(&secret);
        assert_eq!(format!("{secret:?} {keys:?} {:?}", keys.log_signer()), "[secret] [keys] [log signer]");
    }

    #[test]
    fn each_key_is_another_and_depends_on_the_secret() {
        let keys = Keys::derive(&Secret::from_hex(HEX).expect("a fixed key"));
        let other = Keys::derive(&Secret::from_hex(&HEX.replace('f', "e")).expect("a fixed key"));
        assert_ne!(keys.index("donor", "a"), other.index("donor", "a"));
        assert_ne!(keys.index("donor", "a"), keys.index("payee", "a"));
        assert_ne!(keys.token_hash("a"), keys.request_hash(&[b"a"]));
        assert_ne!(keys.log_signer().public(), other.log_signer().public());
        assert_eq!(keys.log_signer().sign(b"a"), keys.log_signer().sign(b"a"));
        assert_ne!(keys.request_hash(&[b"ab", b"c"]), keys.request_hash(&[b"a", b"bc"]));
    }
}
