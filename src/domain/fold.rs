//! How a text is read so that spelling hides nothing: case (with the Turkic i's), diacritics, Cyrillic and
//! Greek look-alikes, characters nobody sees, letters set apart. Which names mean something is said in the rules
//! (`payee`), which words may not leave in `outward`.
use super::letters::{as_cyrillic, as_latin, is_unseen};

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

fn token(text: &str, apart: bool) -> Token {
    let plain: Vec<char> = text.chars().flat_map(lower).filter(|c| !is_unseen(*c)).map(base).collect();
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
        '\u{ff41}'..='\u{ff5a}' => char::from_u32(u32::from(c) - 0xff41 + u32::from('a')).unwrap_or(c),
        other => other,
    }
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
    fn letters_set_apart_are_read_together_and_wide_gaps_part_words() {
        assert_eq!(latin("P O L İ S"), ["polis"]);
        assert_eq!(latin("D.İ.N."), ["din"]);
        assert_eq!(latin("a b c  d e f"), ["abc", "def", "abcdef"]);
        assert_eq!(latin("po-lis şöbəsi"), ["po", "lis", "sobesi", "polis"]);
        assert_eq!(latin("A B şirkəti"), ["a", "b", "sirketi"]);
    }
}
