//! Letters that are taken for one another and characters that nobody sees, for who must read a name or a memo as a person reads it.
//! Tables only; what a text means is said in the rules, and how two names are compared in the vault.

/// Characters without a shape of their own: soft hyphens, joiners, direction marks, variation selectors,
/// tags, and marks that only change the letter before them.
pub fn is_unseen(c: char) -> bool {
    const RANGES: &[(u32, u32)] = &[
        (0xad, 0xad),
        (0x300, 0x36f),
        (0x483, 0x489),
        (0x61c, 0x61c),
        (0x115f, 0x115f),
        (0x1160, 0x1160),
        (0x17b4, 0x17b4),
        (0x17b5, 0x17b5),
        (0x180b, 0x180f),
        (0x1ab0, 0x1aff),
        (0x1dc0, 0x1dff),
        (0x200b, 0x200f),
        (0x202a, 0x202e),
        (0x2060, 0x206f),
        (0x20d0, 0x20ff),
        (0x3164, 0x3164),
        (0xfe00, 0xfe0f),
        (0xfe20, 0xfe2f),
        (0xfeff, 0xfeff),
        (0xffa0, 0xffa0),
        (0xe0000, 0xe0fff),
    ];
    RANGES.iter().any(|(first, last)| (*first..=*last).contains(&u32::from(c)))
}

/// Cyrillic and Greek letters, and two digits, that look like a Latin letter in one case or the other.
pub fn as_latin(c: char) -> char {
    const PAIRS: &[(char, char)] = &[
        ('а', 'a'),
        ('в', 'b'),
        ('с', 'c'),
        ('ԁ', 'd'),
        ('е', 'e'),
        ('н', 'h'),
        ('һ', 'h'),
        ('і', 'i'),
        ('ї', 'i'),
        ('ј', 'j'),
        ('к', 'k'),
        ('ӏ', 'l'),
        ('м', 'm'),
        ('о', 'o'),
        ('р', 'p'),
        ('ԛ', 'q'),
        ('ѕ', 's'),
        ('т', 't'),
        ('у', 'y'),
        ('ү', 'y'),
        ('ԝ', 'w'),
        ('х', 'x'),
        ('ɡ', 'g'),
        ('ɩ', 'i'),
        ('α', 'a'),
        ('β', 'b'),
        ('ε', 'e'),
        ('η', 'h'),
        ('ι', 'i'),
        ('κ', 'k'),
        ('μ', 'm'),
        ('ν', 'n'),
        ('ο', 'o'),
        ('ρ', 'p'),
        ('τ', 't'),
        ('υ', 'y'),
        ('χ', 'x'),
        ('ζ', 'z'),
        ('0', 'o'),
        ('1', 'i'),
    ];
    PAIRS.iter().find(|(look, _)| *look == c).map_or(c, |(_, latin)| *latin)
}

/// Latin letters, and two digits, that look like a Cyrillic letter.
pub fn as_cyrillic(c: char) -> char {
    const PAIRS: &[(char, char)] = &[
        ('a', 'а'),
        ('b', 'в'),
        ('c', 'с'),
        ('e', 'е'),
        ('h', 'н'),
        ('k', 'к'),
        ('m', 'м'),
        ('o', 'о'),
        ('p', 'р'),
        ('t', 'т'),
        ('x', 'х'),
        ('y', 'у'),
        ('0', 'о'),
        ('3', 'з'),
    ];
    PAIRS.iter().find(|(look, _)| *look == c).map_or(c, |(_, cyrillic)| *cyrillic)
}

/// What one character of a word may have been meant for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Glyph {
    letters: [char; 8],
    any: bool,
}

impl Glyph {
    /// May it stand for this letter? As `fold` gives it: small, without marks.
    pub fn may_be(self, letter: char) -> bool {
        self.any || self.letters.contains(&letter)
    }

    /// The letters that it may stand for; none where it may be any.
    pub fn letters(&self) -> impl Iterator<Item = char> + '_ {
        self.letters.iter().copied().take_while(|c| *c != UNUSED && !self.any)
    }
}

const UNUSED: char = '\0';

/// Letters of scripts that nobody writes here (Cherokee, Armenian, Lisu …) as the Latin letters that they look like (UTS 39), and small
/// capitals as what they are. Latin, Greek and Cyrillic letters stay, since they are read in more than one way.
pub fn of_rare_script(c: char) -> char {
    const SMALL_CAPITALS: &str = "ᴀaʙbᴄcᴅdᴇeꜰfɢgʜhɪiᴊjᴋkʟlᴍmɴnᴏoᴘpʀrꜱsᴛtᴜuᴠvᴡwʏyᴢz";
    if u32::from(c) < 0x250 || matches!(u32::from(c), 0x370..=0x52f) || !c.is_alphabetic() {
        return c;
    }
    let mut pairs = SMALL_CAPITALS.chars();
    while let (Some(small), Some(plain)) = (pairs.next(), pairs.next()) {
        if small == c {
            return plain;
        }
    }
    let mut encoded = [0; 4];
    let mut look = unicode_security::skeleton(c.encode_utf8(&mut encoded));
    match (look.next(), look.next()) {
        (Some(plain), None) if plain.is_ascii_alphabetic() => plain,
        _ => c,
    }
}

/// Signs that are written in the place of a letter, so that a word is not found.
pub fn stands_for_letter(c: char) -> bool {
    matches!(c, '@' | '$' | '€' | '|' | '!' | '*')
}

/// What a letter, digit or sign may have been meant for: itself, what it looks like in the other script, and how it is written there by
/// ear (Russian and Azerbaijani in Latin and in Cyrillic letters).
pub fn glyph(c: char) -> Glyph {
    let mut glyph = Glyph { letters: [UNUSED; 8], any: c == '*' };
    let meant = [c, as_latin(c), as_cyrillic(c)].into_iter().chain(by_ear(c).chars());
    let mut used = 0;
    for letter in meant {
        if used < glyph.letters.len() && !glyph.letters[..used].contains(&letter) {
            glyph.letters[used] = letter;
            used += 1;
        }
    }
    glyph
}

/// What a character stands for besides itself and what it looks like.
fn by_ear(c: char) -> &'static str {
    match c {
        'a'..='z' => latin_by_ear(c),
        _ if c.is_alphabetic() => cyrillic_by_ear(c),
        _ => in_place_of_letter(c),
    }
}

/// The Cyrillic letters that a Latin one is written for; and the `l` that a capital `I` looks like.
fn latin_by_ear(c: char) -> &'static str {
    match c {
        'a' => "а",
        'b' => "б",
        'c' => "цчс",
        'd' => "д",
        'e' => "еэ",
        'f' => "ф",
        'g' => "г",
        'h' => "х",
        'i' => "иыl",
        'j' => "жи",
        'k' => "к",
        'l' => "л",
        'm' => "м",
        'n' => "нп",
        'o' => "о",
        'p' => "п",
        'q' => "г",
        'r' => "р",
        's' => "сш",
        't' => "т",
        'u' => "ую",
        'v' => "в",
        'x' => "х",
        'y' => "ыи",
        'z' => "з",
        _ => "",
    }
}

/// The Latin letters that a Cyrillic one is written for, by ear or by a playful eye.
fn cyrillic_by_ear(c: char) -> &'static str {
    match c {
        'б' => "b",
        'в' => "v",
        'г' => "gqr",
        'ғ' => "g",
        'ҝ' => "g",
        'д' => "d",
        'ж' => "j",
        'ҹ' => "c",
        'з' => "ze",
        'и' => "iyn",
        'й' => "y",
        'ј' => "y",
        'л' => "l",
        'н' => "n",
        'ө' => "o",
        'п' => "pn",
        'р' => "r",
        'с' => "s",
        'у' => "u",
        'ү' => "u",
        'ф' => "f",
        'х' => "h",
        'ц' => "cs",
        'ч' => "c",
        'ш' => "s",
        'щ' => "s",
        'ы' => "iy",
        'ь' => "b",
        'э' => "e",
        'ю' => "u",
        'я' => "r",
        _ => "",
    }
}

/// The letters that a digit or a sign is written for.
fn in_place_of_letter(c: char) -> &'static str {
    match c {
        '1' => "l",
        '3' => "eэ",
        '4' => "aч",
        '5' => "s",
        '6' => "бb",
        '7' => "t",
        '8' => "bв",
        '9' => "g",
        '@' => "aаoо",
        '$' => "sс",
        '€' => "eе",
        '|' => "il",
        '!' => "il",
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_of_rare_scripts_are_what_they_look_like() {
        let read = |text: &str| text.chars().map(of_rare_script).collect::<String>();
        assert_eq!(read("ᎠᎬᏢ ᴅᴇᴘᴏʀᴛ օս"), "DEP deport ou");
        assert_eq!(read("dəpорт ГδA ǆ 7"), "dəpорт ГδA ǆ 7");
    }

    #[test]
    fn a_character_may_be_what_it_looks_like_and_what_it_sounds_like() {
        for (written, meant) in [
            ('р', 'p'),
            ('р', 'r'),
            ('p', 'р'),
            ('p', 'п'),
            ('d', 'д'),
            ('0', 'o'),
            ('3', 'e'),
            ('3', 'з'),
            ('1', 'l'),
            ('i', 'l'),
            ('*', 'q'),
        ] {
            assert!(glyph(written).may_be(meant), "{written} for {meant}");
        }
        for (written, other) in [('l', 'i'), ('d', 'p'), ('r', 'n'), ('7', 'e'), ('ы', 'a'), ('a', UNUSED)] {
            let sure = other != UNUSED && glyph(written).may_be(other);
            assert!(!sure && !glyph(written).letters().any(|c| c == other), "{written} for {other}");
        }
    }
}
