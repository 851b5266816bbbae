//! How a text is searched for the words of a dictionary: letter by letter as `fold` reads them, over gaps that only hide a word, and
//! with letters that stand doubled. Which words are sought, and what they mean, is not known here.
use super::Word;
use crate::domain::{
    fold::{Piece, pieces},
    letters::{Glyph, glyph},
};
use std::collections::BTreeSet;

/// From this length on a word is also found inside another, as in one that was put together.
const LONG_INSIDE: usize = 6;

/// From this length on a word is also found where a blank parts it: shorter ones would be found in two words that mean nothing.
const LONG_PARTED: usize = 8;

/// Pieces of up to so many letters may be parts of one word, however many there are.
const SHORT: usize = 3;

/// How a word may be parted by blanks and still be found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Parted {
    /// Into pieces of few letters, or anywhere where it is long.
    Anyhow,
    /// Into single letters: what makes another word mean less must be easy to see, or two small words would be taken for it.
    Letters,
}

/// A text ready to be searched.
pub(super) struct Reading {
    pieces: Vec<Vec<Glyph>>,
    after_blank: Vec<bool>,
    /// Which word of the text a piece belongs to, where short pieces in a row are taken for one.
    places: Vec<usize>,
}

/// May these words be found inside another?
pub(super) fn is_found_inside(words: &[Word]) -> bool {
    matches!(words, [word] if !word.whole && word.letters.len() >= LONG_INSIDE)
}

impl Reading {
    pub(super) fn of(text: &str) -> Reading {
        let pieces = pieces(text);
        let mut places = Vec::with_capacity(pieces.len());
        for (at, piece) in pieces.iter().enumerate() {
            let same = at > 0 && pieces[at - 1].letters.len() == 1 && piece.letters.len() == 1;
            let place = places.last().map_or(0, |last| last + usize::from(!same));
            places.push(place);
        }
        let after_blank = pieces.iter().map(|piece| piece.after_blank).collect();
        Reading { pieces: pieces.iter().map(glyphs).collect(), after_blank, places }
    }

    /// Everywhere that a word may begin: piece, offset in it, and each letter that may be meant there.
    pub(super) fn beginnings(&self) -> impl Iterator<Item = (usize, usize, char)> + '_ {
        self.pieces.iter().enumerate().flat_map(|(piece, glyphs)| {
            let meant = move |(offset, glyph): (usize, &Glyph)| {
                let letters: Vec<char> = glyph.letters().collect();
                letters.into_iter().map(move |letter| (piece, offset, letter))
            };
            glyphs.iter().enumerate().flat_map(meant)
        })
    }

    /// Do these words stand here in a row, and is the first of them parted? Between two of them a short one may stand.
    pub(super) fn has(
        &self,
        words: &[Word],
        (piece, offset): (usize, usize),
        parted: Parted,
    ) -> Option<bool> {
        let (first, rest) = words.split_first()?;
        let end = self.end(first, (piece, offset), parted)?;
        let mut last = end;
        for word in rest {
            let short = self.pieces.get(last + 1).is_some_and(|glyphs| glyphs.len() <= SHORT);
            let next = self.end(word, (last + 1, 0), parted);
            last = next.or_else(|| short.then(|| self.end(word, (last + 2, 0), parted)).flatten())?;
        }
        Some(end != piece)
    }

    /// Does one of these pieces stand at most so many words from this one, and is another?
    pub(super) fn is_near(&self, piece: usize, others: &BTreeSet<usize>, within: usize) -> bool {
        let place = self.places[piece];
        let before = others.range(..piece).next_back();
        let after = others.range(piece + 1..).next();
        before.into_iter().chain(after).any(|other| self.places[*other].abs_diff(place) <= within)
    }

    /// The piece in which a word ends that begins here. A letter may stand more than once where the word has it once, so each bit
    /// of `seen` says that so many letters of the word were read.
    fn end(&self, word: &Word, (piece, offset): (usize, usize), parted: Parted) -> Option<usize> {
        let letters = &word.letters;
        let full = 1u64 << letters.len();
        let (mut seen, mut piece, mut at) = (1u64, piece, offset);
        for _ in 0..letters.len() * 4 {
            let glyph = self.pieces.get(piece)?.get(at)?;
            seen = read(seen, letters, *glyph);
            at += 1;
            let over = at == self.pieces[piece].len();
            if seen & full != 0 && (over || !word.whole) {
                return Some(piece);
            }
            if seen == 0 {
                return None;
            }
            if over {
                if offset > 0 || !self.goes_on(piece, letters.len(), parted) {
                    return None;
                }
                (piece, at) = (piece + 1, 0);
            }
        }
        None
    }

    /// May a word of this length go on in the next piece?
    fn goes_on(&self, piece: usize, length: usize, parted: Parted) -> bool {
        let Some(after_blank) = self.after_blank.get(piece + 1) else { return false };
        let (short, long) = match parted {
            Parted::Anyhow => (SHORT, LONG_PARTED),
            Parted::Letters => (1, usize::MAX),
        };
        !after_blank || length >= long || self.pieces[piece].len().max(self.pieces[piece + 1].len()) <= short
    }
}

/// How far a word was read after one more letter, from how far it was read before.
fn read(seen: u64, letters: &[char], glyph: Glyph) -> u64 {
    let mut next = 0;
    let mut left = seen;
    while left != 0 {
        let index = left.trailing_zeros() as usize;
        left &= left - 1;
        if letters.get(index).is_some_and(|letter| glyph.may_be(*letter)) {
            next |= 1 << (index + 1);
        }
        if index > 0 && glyph.may_be(letters[index - 1]) {
            next |= 1 << index;
        }
    }
    next
}

/// What each letter may be meant for. A letter that stands more than twice in a row is taken for two.
fn glyphs(piece: &Piece) -> Vec<Glyph> {
    let letters = &piece.letters;
    let more = |at: usize| at >= 2 && letters[at] == letters[at - 1] && letters[at] == letters[at - 2];
    (0..letters.len()).filter(|at| !more(*at)).map(|at| glyph(letters[at])).collect()
}
