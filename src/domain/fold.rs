//! How a text is read so that spelling hides nothing: case (with the Turkic i's), diacritics, Cyrillic and
//! Greek look-alikes, characters nobody sees, letters set apart. Which names and words mean something is said in the
//! rules (`payee`, `words`), which words may not leave in `outward`.
use super::letters::{as_cyrillic, as_latin, is_unseen, of_rare_script, stands_for_letter};
use unicode_normalization::char::{decompose_compatible, is_combining_mark};

/// One word of a name: its letters read as Latin and as Cyrillic, and how it was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Token {
    /// Lower case, no diacritics, look-alikes of other scripts taken for Latin letters.
    pub latin: String,
    /// The same, taken for Cyrillic letters.
    pub cyrillic: String,
    /// All in capitals.
    pub capitals: bool,
    /// Its letters stood apart, so it may be several words.
    pub apart: bool,
}

/// A stretch of letters and digits, with what stood before it.
struct Stretch {
    text: String,
    gap: String,
}

/// The words of a name, in their order. Letters that stand apart are read together; words joined by a hyphen
/// or a dot are read one by one, and at the end of the list once more as one.
pub(crate) fn tokens(name: &str) -> Vec<Token> {
    let stretches = stretches(name);
    let (mut tokens, mut joined_ones) = (Vec::new(), Vec::new());
    let mut at = 0;
    while at < stretches.len() {
        let run = stretches[at..].iter().take_while(|s| s.text.chars().count() == 1).count();
        if run >= 3 {
            tokens.extend(apart(&stretches[at..at + run]));
            at += run;
            continue;
        }
        let spaced = |s: &Stretch| s.gap.chars().any(char::is_whitespace);
        let joined = 1 + stretches[at + 1..].iter().take_while(|s| !spaced(s)).count();
        let parts = &stretches[at..at + joined];
        tokens.extend(parts.iter().map(|s| token(&s.text, false)));
        if joined > 1 {
            joined_ones.push(token(&parts.iter().map(|s| s.text.as_str()).collect::<String>(), false));
        }
        at += joined;
    }
    tokens.append(&mut joined_ones);
    tokens
}

/// Single letters in a row: where some gaps are wider than the others, words end there; and all of them as
/// one.
fn apart(run: &[Stretch]) -> Vec<Token> {
    let width = |s: &Stretch| s.gap.chars().count();
    let usual = run[1..].iter().map(width).min().unwrap_or(0);
    let mut words = vec![String::new()];
    for (index, letter) in run.iter().enumerate() {
        if index > 0 && width(letter) > usual {
            words.push(String::new());
        }
        if let Some(word) = words.last_mut() {
            word.push_str(&letter.text);
        }
    }
    let whole: String = words.concat();
    if words.len() > 1 {
        words.push(whole);
    }
    words.iter().map(|word| token(word, true)).collect()
}

fn stretches(name: &str) -> Vec<Stretch> {
    let mut stretches: Vec<Stretch> = Vec::new();
    let mut gap = String::new();
    let mut inside = false;
    for c in name.chars().filter(|c| !is_unseen(*c)) {
        if !c.is_alphanumeric() {
            gap.push(c);
            inside = false;
            continue;
        }
        match stretches.last_mut().filter(|_| inside) {
            Some(last) => last.text.push(c),
            None => stretches.push(Stretch { text: c.into(), gap: std::mem::take(&mut gap) }),
        }
        inside = true;
    }
    stretches
}

/// A stretch of letters and digits as they were written, small and without marks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Piece {
    /// Its letters, in their own script: what each may stand for is said by `letters::glyph`.
    pub letters: Vec<char>,
    /// A blank stood before it; otherwise a sign parts it from the one before, as the hyphen at the end of a line does.
    pub after_blank: bool,
}

/// The stretches of a text, in their order. A sign that is written in the place of a letter belongs to its word; where a capital
/// follows a small letter, as in the name of a file, a word begins.
pub(crate) fn pieces(text: &str) -> Vec<Piece> {
    let seen: Vec<char> = text.chars().filter(|c| !is_unseen(*c)).map(of_rare_script).collect();
    let is_letter = |at: usize| seen.get(at).is_some_and(|c| c.is_alphanumeric());
    let belongs = |at: usize| {
        let before = at.checked_sub(1).is_some_and(is_letter);
        is_letter(at) || stands_for_letter(seen[at]) && is_letter(at + 1) && (before || seen[at] != '*')
    };
    let (mut pieces, mut inside, mut gap): (Vec<Piece>, bool, String) = (Vec::new(), false, String::new());
    for at in 0..seen.len() {
        if !belongs(at) {
            gap.push(seen[at]);
            inside = false;
            continue;
        }
        let hump = inside && seen[at].is_uppercase() && seen[at - 1].is_lowercase();
        if !inside || hump {
            let hyphenated = gap.starts_with(['-', '\u{2010}']) && gap[..].contains(['\n', '\r']);
            let after_blank = gap.contains(char::is_whitespace) && !hyphenated;
            pieces.push(Piece { letters: Vec::new(), after_blank });
            gap.clear();
            inside = true;
        }
        if let Some(piece) = pieces.last_mut() {
            piece.letters.extend(plain(seen[at]));
        }
    }
    pieces
}

/// A character as its small letters without marks.
pub(crate) fn plain(c: char) -> impl Iterator<Item = char> {
    lower(c).filter(|c| !is_unseen(*c)).map(base).flat_map(lower)
}

fn token(text: &str, apart: bool) -> Token {
    let plain: Vec<char> = text.chars().flat_map(plain).collect();
    Token {
        latin: plain.iter().map(|c| as_latin(*c)).collect(),
        cyrillic: plain.iter().map(|c| as_cyrillic(*c)).collect(),
        capitals: text.chars().all(|c| !c.is_lowercase()),
        apart,
    }
}

/// All letters and digits of a text in one row, read as Latin: what no blank, dot or mark can hide.
pub(crate) fn compact(text: &str) -> String {
    token(text, false).latin.chars().filter(|c| c.is_alphanumeric()).collect()
}

/// Lower case in which `I`, `İ`, `ı` and `i` are one letter.
fn lower(c: char) -> impl Iterator<Item = char> {
    let c = if matches!(c, 'İ' | 'I' | 'ı') { 'i' } else { c };
    c.to_lowercase()
}

/// The letter without its diacritics, full-width letters included. The schwa is read as `e`, as it is typed
/// in haste.
pub(crate) fn base(c: char) -> char {
    match c {
        'ə' | 'ǝ' | 'ә' => 'e',
        'à'..='å' | 'ā' | 'ă' | 'ą' | 'ǎ' => 'a',
        'ç' | 'ć' | 'ĉ' | 'ċ' | 'č' => 'c',
        'ď' | 'đ' => 'd',
        'è'..='ë' | 'ē' | 'ĕ' | 'ė' | 'ę' | 'ě' => 'e',
        'ĝ' | 'ğ' | 'ġ' | 'ģ' => 'g',
        'ĥ' | 'ħ' => 'h',
        'ì'..='ï' | 'ĩ' | 'ī' | 'ĭ' | 'į' => 'i',
        'ķ' => 'k',
        'ĺ' | 'ļ' | 'ľ' | 'ł' => 'l',
        'ñ' | 'ń' | 'ņ' | 'ň' => 'n',
        'ò'..='ö' | 'ø' | 'ō' | 'ŏ' | 'ő' => 'o',
        'ŕ' | 'ŗ' | 'ř' => 'r',
        'ś' | 'ŝ' | 'ş' | 'š' | 'ș' => 's',
        'ţ' | 'ť' | 'ț' => 't',
        'ù'..='ü' | 'ũ' | 'ū' | 'ŭ' | 'ů' | 'ű' | 'ų' => 'u',
        'ý' | 'ÿ' => 'y',
        'ź' | 'ż' | 'ž' => 'z',
        'ё' => 'е',
        'й' => 'и',
        other if other.is_ascii() => other,
        other => of_one_letter(other).unwrap_or(other),
    }
}

/// The one letter or digit that a character is a form of: full-width, in a circle, of mathematics, with a rarer mark.
fn of_one_letter(c: char) -> Option<char> {
    let (mut first, mut more) = (None, false);
    decompose_compatible(c, |part| {
        if !is_combining_mark(part) {
            more |= first.is_some();
            first = first.or(Some(part));
        }
    });
    first.filter(|part| !more && part.is_alphanumeric())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn latin(name: &str) -> Vec<String> {
        tokens(name).into_iter().map(|t| t.latin).collect()
    }

    #[test]
    fn the_four_letters_i_are_one_and_diacritics_fall() {
        assert_eq!(
            latin("DAXİLİ İŞLƏR daxılı işlər Daxili Isler"),
            latin("daxili isler daxili isler daxili isler")
        );
        assert_eq!(latin("s\u{259}rh\u{259}d SƏRHƏD"), ["serhed", "serhed"]);
        assert_eq!(latin("I\u{307}S\u{327}"), ["is"]);
    }

    #[test]
    fn look_alikes_unseen_characters_and_full_width_letters_are_read_as_what_they_look_like() {
        assert_eq!(latin("Роlіs рolis"), ["polis", "polis"]);
        assert_eq!(latin("po\u{ad}l\u{200b}is\u{feff} ＰＯＬＩＳ P0L1S"), ["polis", "polis", "polis"]);
        assert_eq!(tokens("пoлиция")[0].cyrillic, "полиция");
    }

    #[test]
    fn other_forms_of_a_letter_are_that_letter() {
        assert_eq!(latin("𝐏𝐨𝐥𝐢𝐬 ⓟⓞⓛⓘⓢ p\u{336}o\u{323}lis ṗọḷịṣ"), ["polis", "polis", "polis", "polis"]);
        assert_eq!(base('ﬁ'), 'ﬁ', "two letters are not one of them");
    }

    #[test]
    fn pieces_keep_their_script_and_say_what_parts_them() {
        let read = |text: &str| -> Vec<(String, bool)> {
            pieces(text).into_iter().map(|p| (p.letters.iter().collect(), p.after_blank)).collect()
        };
        let piece = |letters: &str, after_blank| (letters.to_owned(), after_blank);
        assert_eq!(read("De-port ИŞ"), [piece("de", false), piece("port", false), piece("иs", true)]);
        assert_eq!(read("DeportBilet"), [piece("deport", false), piece("bilet", false)]);
        assert_eq!(
            read("depor-\ntasiya - ok"),
            [piece("depor", false), piece("tasiya", false), piece("ok", true)]
        );
        assert_eq!(
            read("d*p@rt *a b! @c"),
            [piece("d*p@rt", false), piece("a", true), piece("b", true), piece("@c", true)]
        );
    }

    #[test]
    fn letters_set_apart_are_read_together_and_wide_gaps_part_words() {
        assert_eq!(latin("P O L İ S"), ["polis"]);
        assert_eq!(latin("D.İ.N."), ["din"]);
        assert_eq!(latin("a b c  d e f"), ["abc", "def", "abcdef"]);
        assert_eq!(latin("po-lis şöbəsi"), ["po", "lis", "sobesi", "polis"]);
        assert_eq!(latin("A B şirkəti"), ["a", "b", "sirketi"]);
    }
}
