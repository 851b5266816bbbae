//! The verifier: what an auditor checks with nothing but a public key and what the log handed out. It shares no code with
//! what writes leaves, tiles, notes and proofs (of this floor it uses nothing outside this folder), so that a mistake there
//! is not made here again. In this file the notes and texts; the tree is in `hashes`.
mod hashes;

pub use hashes::{Hash, Rebuilt, is_included, is_prefix, leaf};

use crate::domain::word::{Unreadable, quoted};
use base64::{Engine, engine::general_purpose::STANDARD};
use ed25519_dalek::{Signature, VerifyingKey};
use sha2::{Digest, Sha256};
use std::fmt;

/// What a key signs (C2SP signed-note, signature types).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// The text of a note, by the log itself (0x01).
    Note,
    /// A checkpoint seen at a time, by somebody who watches the log (0x04).
    Cosignature,
}

/// A public key with its name, as a verifier key says it.
#[derive(Clone, PartialEq, Eq)]
pub struct PublicKey {
    name: String,
    id: [u8; 4],
    kind: Kind,
    key: VerifyingKey,
}

impl fmt::Debug for PublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "[{:?} key {}+{}]", self.kind, self.name, hex::encode(self.id))
    }
}

impl PublicKey {
    /// Reads a verifier key: name, key id in hex and base64 of kind and key, `+` between them (C2SP signed-note). The id
    /// must be the one that name and key give.
    pub fn read(text: &str) -> Result<PublicKey, Unreadable> {
        let text = text.trim();
        let wrong = || {
            Unreadable::new(
                format!("{} is no verifier key of Ed25519: it is written name+12ab34cd+base64", quoted(text)),
                format!("{} Ed25519 yoxlama açarı deyil: o, ad+12ab34cd+base64 kimi yazılır", quoted(text)),
            )
        };
        let (name, rest) = text.split_once('+').ok_or_else(wrong)?;
        let (id, key) = rest.split_once('+').ok_or_else(wrong)?;
        let bytes = STANDARD.decode(key).map_err(|_| wrong())?;
        let (kind, key) = bytes.split_first().ok_or_else(wrong)?;
        let public: &[u8; 32] = key.try_into().map_err(|_| wrong())?;
        let expected =
            Sha256::new().chain_update(name).chain_update([b'\n', *kind]).chain_update(public).finalize();
        if !is_name(name) || id != hex::encode(&expected[..4]) {
            return Err(wrong());
        }
        let kind = match kind {
            1 => Kind::Note,
            4 => Kind::Cosignature,
            _ => return Err(wrong()),
        };
        let key = VerifyingKey::from_bytes(public).ok().filter(|key| !key.is_weak()).ok_or_else(wrong)?;
        Ok(PublicKey {
            name: name.to_owned(),
            id: [expected[0], expected[1], expected[2], expected[3]],
            kind,
            key,
        })
    }

    /// Its name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What it signs.
    pub fn kind(&self) -> Kind {
        self.kind
    }
}

fn is_name(name: &str) -> bool {
    !name.is_empty() && !name.chars().any(|c| c.is_whitespace() || c.is_control() || c == '+')
}

/// A signed note, taken apart; nothing of it is believed yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note<'n> {
    /// The text that is signed, with the end of its last line.
    pub text: &'n str,
    signatures: Vec<Line<'n>>,
}

/// One signature of a note.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Line<'n> {
    whole: &'n str,
    name: &'n str,
    id: [u8; 4],
    signature: Vec<u8>,
}

/// Signatures that a note may have; more are refused.
const MOST_SIGNATURES: usize = 16;

impl<'n> Note<'n> {
    /// Takes a note apart (C2SP signed-note): a text, an empty line, one or more signature lines.
    pub fn read(note: &'n str) -> Result<Note<'n>, Unreadable> {
        let wrong = || {
            Unreadable::new(
                "this is no signed note: a text, an empty line, and lines that begin with — and end with a line end",
                "bu, imzalanmış qeyd deyil: mətn, boş sətir və — ilə başlayıb sətir sonu ilə bitən sətirlər olmalıdır",
            )
        };
        if note.chars().any(|c| c < ' ' && c != '\n') {
            return Err(wrong());
        }
        let middle = note.rfind("\n\n").ok_or_else(wrong)?;
        let (text, lines) = (&note[..=middle], &note[middle + 2..]);
        let lines = lines.strip_suffix('\n').ok_or_else(wrong)?;
        let signatures: Vec<Line<'n>> =
            lines.split('\n').map(Line::read).collect::<Option<_>>().ok_or_else(wrong)?;
        if signatures.len() > MOST_SIGNATURES {
            return Err(wrong());
        }
        Ok(Note { text, signatures })
    }

    /// The note with the signatures of some keys only, in their order; nothing where one of them did not sign.
    pub fn only(&self, keys: &[&PublicKey]) -> Option<String> {
        let lines = keys.iter().map(|key| Some(format!("{}\n", self.of(key)?.whole)));
        Some(format!("{}\n{}", self.text, lines.collect::<Option<String>>()?))
    }

    /// The line of a key. Lines of other keys do not matter, whatever they say.
    fn of(&self, key: &PublicKey) -> Option<&Line<'n>> {
        self.signatures.iter().find(|line| line.name == key.name && line.id == key.id)
    }
}

impl<'n> Line<'n> {
    fn read(whole: &'n str) -> Option<Line<'n>> {
        let (name, signature) = whole.strip_prefix("\u{2014} ")?.split_once(' ')?;
        let bytes = STANDARD.decode(signature).ok().filter(|bytes| bytes.len() > 4)?;
        let (id, signature) = bytes.split_first_chunk::<4>()?;
        is_name(name).then(|| Line { whole, name, id: *id, signature: signature.to_vec() })
    }
}

/// A checkpoint: what a log says of its tree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checkpoint {
    /// Which log.
    pub origin: String,
    /// How many leaves.
    pub size: u64,
    /// The root over them.
    pub root: Hash,
}

impl Checkpoint {
    /// Reads the text of a checkpoint (C2SP tlog-checkpoint). Nobody signed it yet.
    fn read(text: &str) -> Result<Checkpoint, Unreadable> {
        let wrong = || {
            Unreadable::new(
                "this is no checkpoint: its lines are the log's name, the count of leaves and the root in base64",
                "bu, nəzarət nöqtəsi deyil: sətirləri jurnalın adı, yarpaqların sayı və base64 ilə kökdür",
            )
        };
        let mut lines = text.split('\n');
        let mut next = || lines.next().filter(|line| !line.is_empty()).ok_or_else(wrong);
        let (origin, size, root) = (next()?, next()?, next()?);
        let size = number(size).ok_or_else(wrong)?;
        let root = hash(root).ok_or_else(wrong)?;
        Ok(Checkpoint { origin: origin.to_owned(), size, root })
    }

    /// The checkpoint of a note, once the log's own key is seen to have signed it under its own name.
    pub fn signed(note: &Note<'_>, log: &PublicKey) -> Result<Checkpoint, Unreadable> {
        let checkpoint = Checkpoint::read(note.text)?;
        let wrong = || {
            Unreadable::new(
                format!(
                    "this checkpoint is not signed by {}: its text or its signature is another",
                    log.name
                ),
                format!(
                    "bu nəzarət nöqtəsi {} tərəfindən imzalanmayıb: mətni və ya imzası başqadır",
                    log.name
                ),
            )
        };
        let line = note
            .of(log)
            .filter(|_| log.kind == Kind::Note && checkpoint.origin == log.name)
            .ok_or_else(wrong)?;
        verify(log, note.text.as_bytes(), &line.signature).ok_or_else(wrong)?;
        Ok(checkpoint)
    }
}

/// When a cosigner says that it saw a checkpoint, in seconds since 1970, once its signature is seen to be good
/// (C2SP tlog-cosignature, cosignature/v1).
pub fn cosigned_at(note: &Note<'_>, cosigner: &PublicKey) -> Result<u64, Unreadable> {
    let wrong = || {
        Unreadable::new(
            format!("there is no good cosignature/v1 of {} under this checkpoint", cosigner.name),
            format!("bu nəzarət nöqtəsində {} tərəfindən düzgün cosignature/v1 yoxdur", cosigner.name),
        )
    };
    let line = note.of(cosigner).filter(|_| cosigner.kind == Kind::Cosignature).ok_or_else(wrong)?;
    let (time, signature) = line.signature.split_first_chunk::<8>().ok_or_else(wrong)?;
    let time = u64::from_be_bytes(*time);
    let message = format!("cosignature/v1\ntime {time}\n{}", note.text);
    verify(cosigner, message.as_bytes(), signature).ok_or_else(wrong)?;
    Ok(time)
}

fn verify(key: &PublicKey, message: &[u8], signature: &[u8]) -> Option<()> {
    let signature = Signature::from_slice(signature).ok()?;
    key.key.verify_strict(message, &signature).ok()
}

/// Checks a proof that a leaf is in the log (C2SP tlog-proof) and gives the checkpoint that it stands under. `body` is the
/// leaf's exact text.
pub fn proven(proof: &str, body: &[u8], log: &PublicKey) -> Result<Checkpoint, Unreadable> {
    let wrong = || {
        Unreadable::new(
            "this proof does not lead from the leaf to the root of its checkpoint",
            "bu sübut yarpaqdan nəzarət nöqtəsinin kökünə aparmır",
        )
    };
    let rest = proof.strip_prefix("c2sp.org/tlog-proof@v1\n").ok_or_else(wrong)?;
    let (index, path, note) = taken_apart(rest, "index ").ok_or_else(wrong)?;
    let checkpoint = Checkpoint::signed(&Note::read(note)?, log)?;
    let proves = is_included(index, checkpoint.size, &leaf(body), &path, &checkpoint.root);
    proves.then_some(checkpoint).ok_or_else(wrong)
}

/// Checks a proof that the log still begins with what an older checkpoint was signed over, and gives the newer one.
pub fn continued(old: &Checkpoint, proof: &str, log: &PublicKey) -> Result<Checkpoint, Unreadable> {
    let wrong = || {
        Unreadable::new(
            "this proof does not show that the newer log begins with the older one",
            "bu sübut yeni jurnalın köhnə ilə başladığını göstərmir",
        )
    };
    let (from, path, note) = taken_apart(proof, "old ").ok_or_else(wrong)?;
    let new = Checkpoint::signed(&Note::read(note)?, log)?;
    let proves = from == old.size && is_prefix(old.size, &old.root, new.size, &new.root, &path);
    proves.then_some(new).ok_or_else(wrong)
}

/// A line with a number, hashes, an empty line, and the rest.
fn taken_apart<'t>(text: &'t str, word: &str) -> Option<(u64, Vec<Hash>, &'t str)> {
    let (first, mut rest) = text.split_once('\n')?;
    let first = number(first.strip_prefix(word)?)?;
    let mut path = vec![];
    loop {
        let (line, after) = rest.split_once('\n')?;
        rest = after;
        if line.is_empty() {
            return Some((first, path, rest));
        }
        path.push(hash(line)?);
    }
}

/// A number in decimal without zeroes before it.
fn number(text: &str) -> Option<u64> {
    let plain = text.bytes().all(|b| b.is_ascii_digit()) && (text == "0" || !text.starts_with('0'));
    plain.then(|| text.parse().ok()).flatten()
}

fn hash(text: &str) -> Option<Hash> {
    STANDARD.decode(text).ok()?.try_into().ok()
}

#[cfg(test)]
mod tests;
