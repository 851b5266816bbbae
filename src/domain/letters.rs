//! Letters that are taken for one another and characters that nobody sees, for who must read a name as a person reads it. Tables
//! only; what a name means is said in the rules, and how two are compared in the vault.

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
