//! Does a payee's name speak of a police, migration, border or detention body? Only word lists and how they
//! are held against a name live here; how letters are read is in the domain's `fold`, what a hit means in `removal`.
//!
//! A finding of this kind is a block that nobody lifts, so words that others use as well (migration, border,
//! keeping) count only beside a word for an office, or where no word says that it is somebody else.
use crate::domain::fold::{Token, tokens};
use lists::{CYRILLIC, LATIN, OFFICE, SMALL_WORDS};

mod lists;
#[cfg(test)]
mod names;

/// The word lists of one script; how they are written is said in `lists`.
struct Lists {
    /// Stems that say it alone.
    alone: &'static str,
    /// Stems that say it where the name has no other word.
    sole: &'static str,
    /// One of the first beside one of the second, at most so many words apart, in any order.
    beside: &'static [(&'static str, &'static str, usize)],
    /// One of the first, where the name has none of the second.
    unless: &'static [(&'static str, &'static str)],
    /// Words that begin like a stem and mean something else.
    never: &'static str,
    /// Words after which a border is none.
    never_after: &'static str,
    /// The International Organization for Migration, word for word.
    organisation: &'static [&'static str],
}

/// Does the name speak of a police, migration, border or detention body, in Azerbaijani, English or Russian?
pub fn enforces(name: &str) -> bool {
    let tokens = tokens(name);
    let cyrillic = || name.chars().any(|c| ('\u{400}'..='\u{52f}').contains(&c));
    is_abbreviated(&tokens)
        || LATIN.hit(&tokens, |t| &t.latin)
        || cyrillic() && CYRILLIC.hit(&tokens, |t| &t.cyrillic)
}

/// `DİN` is the interior ministry where it stands alone, or in capitals that are not merely those of the
/// whole name; otherwise it is religion, or a part of a person's name.
fn is_abbreviated(tokens: &[Token]) -> bool {
    let office = |t: &Token| Word { text: &t.latin, apart: t.apart }.is_any(OFFICE);
    let capitals_mean = tokens.iter().any(|t| !t.capitals || office(t));
    tokens.iter().enumerate().any(|(index, token)| {
        let religion = tokens.get(index + 1).is_some_and(|next| next.latin == "ve");
        match token.latin.as_str() {
            "mvd" | "rpi" => token.capitals || token.apart,
            "din" if token.apart || tokens.len() == 1 => true,
            "din" => token.capitals && capitals_mean && !religion,
            _ => false,
        }
    })
}

/// A word as one list reads it.
struct Word<'a> {
    text: &'a str,
    apart: bool,
}

impl Word<'_> {
    fn is(&self, stem: &str) -> bool {
        match stem.strip_suffix('$') {
            Some(whole) => self.text == whole || self.apart && whole.len() > 4 && self.text.contains(whole),
            None => self.text.starts_with(stem) || self.apart && self.text.contains(stem),
        }
    }

    fn is_any(&self, stems: &str) -> bool {
        stems.split(' ').any(|stem| !stem.is_empty() && self.is(stem))
    }
}

impl Lists {
    fn hit(&self, tokens: &[Token], read: fn(&Token) -> &String) -> bool {
        let words = self.meaningful(tokens, read);
        let any = |stems: &str| words.iter().any(|word| word.is_any(stems));
        let only =
            |stems: &str| any(stems) && words.iter().all(|w| w.is_any(stems) || w.is_any("azerba respubl"));
        any(self.alone)
            || only(self.sole)
            || self.beside.iter().any(|(first, second, apart)| near(&words, first, second, *apart))
            || self.unless.iter().any(|(stems, innocent)| any(stems) && !any(innocent))
    }

    /// The words that may mean something: without small words, without those that only look like a stem, and
    /// without the International Organization for Migration, which is no such body; what stands beside it
    /// still counts.
    fn meaningful<'a>(&self, tokens: &'a [Token], read: fn(&Token) -> &String) -> Vec<Word<'a>> {
        let words = tokens.iter().map(|token| Word { text: read(token), apart: token.apart });
        let mut words: Vec<Word<'a>> =
            words.filter(|word| !SMALL_WORDS.split(' ').any(|s| s == word.text)).collect();
        let mut at = 0;
        while at < words.len() {
            let border =
                words[at].is_any("border$ borders$") && at > 0 && words[at - 1].is_any(self.never_after);
            if let Some(length) = self.organisation.iter().find_map(|name| named(name, &words[at..])) {
                words.drain(at..at + length);
            } else if border || words[at].is_any(self.never) {
                words.remove(at);
            } else {
                at += 1;
            }
        }
        words
    }
}

/// How many words a name takes, where these words begin with it.
fn named(name: &str, words: &[Word]) -> Option<usize> {
    let length = name.split(' ').count();
    let same = words.len() >= length && name.split(' ').zip(words).all(|(stem, word)| word.is(stem));
    same.then_some(length)
}

/// Does one of the first stems stand beside one of the second? Letters set apart may hold both in one.
fn near(words: &[Word], first: &str, second: &str, apart: usize) -> bool {
    let places = |stems: &str| -> Vec<usize> {
        words.iter().enumerate().filter(|(_, word)| word.is_any(stems)).map(|(at, _)| at).collect()
    };
    let beside = |at: usize, other: usize| at.abs_diff(other) <= apart && (at != other || words[at].apart);
    let firsts = places(first);
    !firsts.is_empty() && {
        let others = places(second);
        firsts.iter().any(|at| others.iter().any(|other| beside(*at, *other)))
    }
}

#[cfg(test)]
mod tests {
    use super::{
        names::{DISGUISED, ENFORCING, INNOCENT},
        *,
    };

    #[test]
    fn bodies_that_enforce_removals_are_known_by_name_in_three_languages() {
        let missed: Vec<_> = ENFORCING.iter().filter(|name| !enforces(name)).collect();
        assert!(missed.is_empty(), "{missed:?}");
    }

    #[test]
    fn look_alikes_gaps_and_unseen_characters_hide_nothing() {
        let missed: Vec<_> = DISGUISED.iter().filter(|name| !enforces(name)).collect();
        assert!(missed.is_empty(), "{missed:?}");
        for name in ENFORCING.iter().filter(|name| name.chars().count() > 4) {
            let hidden: String = name.chars().flat_map(|c| [c, '\u{ad}']).collect();
            assert!(enforces(&hidden), "{name} with soft hyphens");
        }
    }

    #[test]
    fn names_that_only_sound_alike_are_left_alone() {
        let hit: Vec<_> = INNOCENT.iter().filter(|name| enforces(name)).collect();
        assert!(hit.is_empty(), "{hit:?}");
    }
}
