//! From a name as it was written to words in plain small Latin letters: Unicode's forms, case, look-alikes, scripts. What the
//! words mean or how they sound is said beside this.
use super::{MOST_CHARACTERS, scripts};
use crate::domain::letters::{as_cyrillic, as_latin, is_unseen};
use icu_casemap::CaseMapper;
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// Words of a name.
pub(super) struct Read {
    /// In plain small Latin letters where the script is known, as they are where it is not.
    pub words: Vec<String>,
    /// The name was written with letters that only Azerbaijani and its neighbours have, so a `c` in it is as in Cavid.
    pub azerbaijani: bool,
}

/// Small letters in composed compatibility forms (NFKC, UAX 15) without marks that stand alone and without what nobody sees. Folding is
/// ICU's with the Turkic pairs (CaseFolding.txt, status T): `İ` is `i` and `I` is `ı`, which are one letter from here on, because
/// papers and keyboards of other countries do not tell them apart.
pub(super) fn plain(text: &str) -> String {
    let seen: String = text
        .chars()
        .filter(|c| !is_unseen(*c) || is_combining_mark(*c))
        .take(MOST_CHARACTERS)
        .nfkc()
        .collect();
    let folded = CaseMapper::new().fold_turkic_string(&seen).nfkc().collect::<String>();
    folded
        .chars()
        .filter(|c| !is_unseen(*c) && !is_combining_mark(*c))
        .map(|c| if c == 'ı' { 'i' } else { c })
        .collect()
}

/// Reads a name.
pub(super) fn read(name: &str) -> Read {
    let plain = plain(name);
    // A capital I is folded to the dotless one and tells nothing; a small one was typed on such a keyboard.
    let azerbaijani = name.contains('ı') || plain.contains(['ə', 'ş', 'ç', 'ğ', 'ö', 'ü']);
    let bare: String = plain.chars().filter(|c| !is_apostrophe(*c)).collect();
    let cyrillic = count(&bare, is_cyrillic) > count(&bare, is_latin);
    let words = bare.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let words = words.map(|word| latin_spelling(word, cyrillic)).filter(|word| !word.is_empty()).collect();
    Read { words, azerbaijani }
}

/// Marks inside a word that other spellings leave out: the apostrophes of Ukrainian, the ʻ of Uzbek, soft signs. Some are letters to Unicode.
fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '`' | '´' | '\u{2018}'..='\u{201f}' | '\u{2032}' | '\u{2033}' | '\u{2b9}'..='\u{2bf}' | '\u{2c8}' | '\u{ff07}')
}

fn count(text: &str, is: fn(char) -> bool) -> usize {
    text.chars().filter(|c| is(*c)).count()
}

fn is_latin(c: char) -> bool {
    c.is_ascii_alphabetic() || matches!(u32::from(c), 0xc0..=0x24f | 0x250..=0x2af | 0x1e00..=0x1eff)
}

fn is_cyrillic(c: char) -> bool {
    matches!(u32::from(c), 0x400..=0x52f | 0x1c80..=0x1c8f | 0xa640..=0xa69f)
}

/// The word in Latin letters. A word of several scripts is read in the one whose letters have no look-alike in the other; where all
/// have one, the rest of the name decides.
fn latin_spelling(word: &str, cyrillic_name: bool) -> String {
    let (latin, cyrillic) = (count(word, is_latin), count(word, is_cyrillic));
    let strange = word.chars().filter(|c| c.is_alphabetic()).count() > latin + cyrillic;
    if latin + cyrillic == 0 {
        return scripts::transliterate(word);
    }
    let as_one = if latin == 0 && !strange {
        word.to_owned()
    } else if cyrillic == 0 && !strange {
        word.chars().map(|c| if latin > 1 { digit_as_letter(c) } else { c }).collect()
    } else {
        let only_cyrillic = word.chars().any(|c| is_cyrillic(c) && as_latin(c) == c);
        let only_latin =
            word.chars().any(|c| is_latin(c) && as_cyrillic(c) == c && c != 'i' && c != 'j' && c != 's');
        if only_cyrillic && !only_latin
            || (only_cyrillic == only_latin && (cyrillic > latin || latin == cyrillic && cyrillic_name))
        {
            word.chars().map(|c| if is_cyrillic(c) { c } else { cyrillic_look(c) }).collect()
        } else {
            word.chars().map(|c| if is_latin(c) { c } else { latin_look(c) }).collect::<String>()
        }
    };
    scripts::transliterate(&as_one)
}

fn digit_as_letter(c: char) -> char {
    if c.is_ascii_digit() { as_latin(c) } else { c }
}

fn latin_look(c: char) -> char {
    if c == 'ә' {
        return 'ə';
    }
    let close = as_latin(c);
    if close != c || c.is_ascii() {
        return close;
    }
    // UTS 39 knows the look-alikes of all scripts; its prototypes may be several letters, which no name needs.
    let look = c.to_string();
    let mut look = unicode_security::skeleton(&look);
    match (look.next(), look.next()) {
        (Some(one), None) if one.is_ascii_alphabetic() => one.to_ascii_lowercase(),
        _ => c,
    }
}

fn cyrillic_look(c: char) -> char {
    match c {
        'ə' | 'ǝ' => 'ә',
        'i' => 'і',
        'j' => 'ј',
        's' => 'ѕ',
        _ => match as_cyrillic(c) {
            same if same == c => as_cyrillic(latin_look(c)),
            other => other,
        },
    }
}
