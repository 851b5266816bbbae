//! Data keys: one for each person helped, under which everything that concerns that person alone is sealed. A data key is
//! random and is kept wrapped by the Fund's outer key; where it is kept is said in the store. Once it is destroyed, nothing
//! sealed under it opens again, whoever has the Fund's secret, and what was committed to can not be tried out either.
use super::{
    keys::{Keys, mac},
    seal::{Commitment, Sealed, Unopened, Words, bound_to, decrypted, encrypted},
};
use crate::domain::reference::BeneficiaryRef;
use hkdf::Hkdf;
use secrecy::{ExposeSecret, SecretBox};
use sha2::Sha256;
use std::fmt;
use uuid::Uuid;
use zeroize::Zeroizing;

/// The data key of one person, unwrapped. It does not print and is wiped when dropped.
pub struct DataKey {
    owner: BeneficiaryRef,
    raw: SecretBox<[u8; 32]>,
    seal: SecretBox<[u8; 32]>,
    commit: SecretBox<[u8; 32]>,
}

impl fmt::Debug for DataKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "[data key of {}]", self.owner)
    }
}

/// A data key as it is stored.
#[derive(Clone, PartialEq, Eq)]
pub struct Wrapped {
    /// The id of the outer key that wrapped it: 16 hex digits.
    pub outer: String,
    /// Nonce (24 bytes) and ciphertext.
    pub cipher: Vec<u8>,
}

impl fmt::Debug for Wrapped {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "[data key wrapped by {}]", self.outer)
    }
}

impl DataKey {
    /// A new random one.
    pub fn generate(owner: BeneficiaryRef) -> Result<DataKey, getrandom::Error> {
        let mut raw = Box::new([0u8; 32]);
        getrandom::fill(raw.as_mut_slice())?;
        Ok(DataKey::of(owner, raw))
    }

    fn of(owner: BeneficiaryRef, raw: Box<[u8; 32]>) -> DataKey {
        let source = Hkdf::<Sha256>::new(Some(b"relief-ledger/data-key/1"), raw.as_slice());
        let derived = |label: &str| {
            let mut bytes = Box::new([0u8; 32]);
            // HKDF refuses only outputs of more than 255 hashes; 32 bytes are one.
            source
                .expand(label.as_bytes(), bytes.as_mut_slice())
                .expect("32 bytes are within the bounds of HKDF");
            SecretBox::new(bytes)
        };
        DataKey { owner, seal: derived("seal"), commit: derived("commit"), raw: SecretBox::new(raw) }
    }

    /// Whose it is.
    pub fn owner(&self) -> BeneficiaryRef {
        self.owner
    }

    /// What tells this key from another and gives nothing of it away; it stands in the log for ever.
    pub fn mark(&self) -> [u8; 32] {
        mac(self.commit.expose_secret(), &[b"relief-ledger data key", self.owner.to_string().as_bytes()])
    }

    /// Seals words for one place under a row id.
    pub fn seal(&self, id: Uuid, place: &'static str, words: &Words) -> Result<Sealed, getrandom::Error> {
        let cipher =
            encrypted(self.seal.expose_secret(), &bound_to(id, place, Some(self.owner)), words.expose())?;
        Ok(Sealed { id, place, cipher, commitment: self.commit(id, place, words), owner: Some(self.owner) })
    }

    /// Opens a row sealed under this key.
    pub fn open(&self, id: Uuid, place: &str, cipher: &[u8]) -> Result<Words, Unopened> {
        decrypted(self.seal.expose_secret(), &bound_to(id, place, Some(self.owner)), cipher)
    }

    /// The commitment to words in their row.
    pub fn commit(&self, id: Uuid, place: &str, words: &Words) -> Commitment {
        Commitment(mac(self.commit.expose_secret(), &[id.as_bytes(), place.as_bytes(), words.expose()]))
    }
}

impl Keys {
    /// Wraps a data key, bound to whose it is.
    pub fn wrap(&self, key: &DataKey) -> Result<Wrapped, getrandom::Error> {
        let outer = self.outer_id().to_owned();
        let cipher =
            encrypted(self.outer_key(), &bound_to_outer(&outer, key.owner), key.raw.expose_secret())?;
        Ok(Wrapped { outer, cipher })
    }

    /// Unwraps the data key of a person. One that another outer key wrapped, or that belongs to another person, does not open.
    pub fn data_key(&self, owner: BeneficiaryRef, wrapped: &Wrapped) -> Result<DataKey, Unopened> {
        let raw = decrypted(self.outer_key(), &bound_to_outer(&wrapped.outer, owner), &wrapped.cipher)?;
        let mut bytes = Zeroizing::new([0u8; 32]);
        if raw.expose().len() != bytes.len() {
            return Err(Unopened);
        }
        bytes.copy_from_slice(raw.expose());
        Ok(DataKey::of(owner, Box::new(*bytes)))
    }
}

fn bound_to_outer(outer: &str, owner: BeneficiaryRef) -> Vec<u8> {
    [b"relief-ledger/data-key/1", outer.as_bytes(), b"data_key", owner.to_string().as_bytes()].concat()
}

#[cfg(test)]
mod tests {
    use super::{super::Secret, *};
    use crate::domain::reference::Reference;

    fn keys(hex: &str) -> Keys {
        Keys::derive(&Secret::from_hex(hex).expect("a fixed key"))
    }

    const HEX: &str = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";

    fn person(number: i64) -> BeneficiaryRef {
        BeneficiaryRef::new(2026, number)
    }

    #[test]
    fn a_data_key_unwraps_for_its_person_under_its_outer_key_and_whole() {
        let (ours, other) = (keys(HEX), keys(&HEX.replace('f', "e")));
        let key = DataKey::generate(person(1)).expect("randomness is there");
        let wrapped = ours.wrap(&key).expect("randomness is there");
        assert_eq!(ours.data_key(person(1), &wrapped).map(|k| k.mark()), Ok(key.mark()));
        assert!(ours.data_key(person(2), &wrapped).is_err(), "it is another person's");
        assert!(other.data_key(person(1), &wrapped).is_err(), "another key wrapped it");
        for cut in 0..wrapped.cipher.len() {
            let cipher = wrapped.cipher[..cut].to_vec();
            assert!(
                ours.data_key(person(1), &Wrapped { cipher, ..wrapped.clone() }).is_err(),
                "cut at {cut}"
            );
            let mut cipher = wrapped.cipher.clone();
            cipher[cut] ^= 1;
            assert!(
                ours.data_key(person(1), &Wrapped { cipher, ..wrapped.clone() }).is_err(),
                "bent at {cut}"
            );
        }
    }

    #[test]
    fn what_is_sealed_under_a_person_opens_in_its_row_place_and_for_that_person_alone() {
        let ours = keys(HEX);
        let (key, other) = (DataKey::generate(person(1)), DataKey::generate(person(2)));
        let (key, other) = (key.expect("randomness is there"), other.expect("randomness is there"));
        let id = Uuid::from_u128(7);
        let sealed = key.seal(id, "identity.words", &Words::of("Aysel")).expect("randomness is there");
        assert_eq!(sealed.owner, Some(person(1)));
        assert_eq!(key.open(id, "identity.words", &sealed.cipher), Ok(Words::of("Aysel")));
        assert_eq!(key.open(Uuid::from_u128(8), "identity.words", &sealed.cipher), Err(Unopened));
        assert_eq!(key.open(id, "payment.memo", &sealed.cipher), Err(Unopened));
        assert_eq!(other.open(id, "identity.words", &sealed.cipher), Err(Unopened));
        assert_eq!(ours.open(id, "identity.words", &sealed.cipher), Err(Unopened), "the Fund's own key");
    }

    #[test]
    fn commitments_of_a_person_can_not_be_tried_out_with_the_funds_secret() {
        let ours = keys(HEX);
        let key = DataKey::generate(person(1)).expect("randomness is there");
        let (id, words) = (Uuid::from_u128(7), Words::of("1996"));
        assert_eq!(key.commit(id, "x", &words), key.commit(id, "x", &words));
        assert_ne!(key.commit(id, "x", &words), ours.commit(id, "x", &words));
    }

    #[test]
    fn nothing_of_a_data_key_prints() {
        let key = DataKey::generate(person(1)).expect("randomness is there");
        let wrapped = keys(HEX).wrap(&key).expect("randomness is there");
        let told = format!("{key:?} {wrapped:?}");
        assert!(told.starts_with("[data key of B-2026-000001] [data key wrapped by "), "{told}");
    }
}
