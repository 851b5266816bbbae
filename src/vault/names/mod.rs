//! How names are made alike before they are compared without being read: one spelling for all the ways in which papers, clerks and
//! keyboards write a name, and a short key of how it sounds. Pure: a text in, folded words out. Which words together speak for one
//! person is said in `matching`.
//!
//! What falls together: case with both Azerbaijani letter pairs, Unicode's compatibility forms, marks, characters nobody sees, look-alikes
//! of other scripts, Cyrillic, Greek and Arabic letters and their Latin spellings (`letters`, `scripts`); particles, titles and what marks a
//! father's name (`particles`); voiced and voiceless, doubled and dropped consonants, all vowels (`sound`).
mod letters;
mod particles;
mod scripts;
mod sound;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;
use unicode_normalization::UnicodeNormalization;

/// Most characters of a name that are read; the rest is left out, so that time is bounded.
pub const MOST_CHARACTERS: usize = 600;

/// A name of one person, folded: for each part the keys of how it may sound, one to four.
#[derive(Clone, PartialEq, Eq)]
pub struct Folded {
    /// The parts, each once, the longest first, so that their order in the name tells nothing.
    pub parts: Vec<Part>,
}

/// One part of a folded name.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Part {
    /// How it sounds, most likely first: consonants by class, a first vowel as `A`. A `c` and a `q` may each be read in two ways.
    pub keys: Vec<String>,
    /// It is marked as the name of the father, so brothers and sisters share it.
    pub father: bool,
}

impl std::fmt::Debug for Folded {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("[folded name]")
    }
}

impl std::fmt::Debug for Part {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("[folded part]")
    }
}

/// Folds a name. Nothing is left of one that says only that no name is known, or has no letters.
pub fn fold_name(name: &str) -> Folded {
    let read = letters::read(name);
    let local = read.azerbaijani;
    let words = particles::own_words(read.words);
    let mut parts: BTreeSet<Part> = BTreeSet::new();
    for word in words {
        let keys = sound::keys(&word.spelling, local);
        if !keys.is_empty() {
            parts.insert(Part { keys, father: word.father });
        }
    }
    let mut parts: Vec<Part> = parts.into_iter().collect();
    parts.sort_by_cached_key(|part| (std::cmp::Reverse(part.keys[0].chars().count()), part.keys.clone()));
    // Of two that sound alike the one that is not the father's comes first and stays.
    parts.dedup_by(|a, b| a.keys == b.keys);
    Folded { parts }
}

/// Folds a number of a paper: capital Latin letters and digits only, look-alikes taken for Latin letters, the letters O and I for the
/// digits that they are mistaken for.
pub fn fold_number(number: &str) -> String {
    // The sign № would be read as the letters no. What stood between two letters is gone, so they may be one now.
    letters::plain(&number.replace('№', " "))
        .chars()
        .filter(|c| c.is_alphanumeric())
        .nfc()
        .map(|c| match crate::domain::letters::as_latin(c) {
            'o' => '0',
            'i' => '1',
            other => other.to_ascii_uppercase(),
        })
        .collect()
}
