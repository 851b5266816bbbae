//! What looks like a FIN (seven of `0`-`9`, `A`-`Z` without `I` and `O`), however somebody wrote it: in letters of another script or
//! width, with signs that nobody sees, with blanks and signs between. Ordinary words, sums and days that come near pass.
use crate::domain::{
    fold::base,
    letters::{as_latin, is_unseen},
};

/// How many characters a FIN has.
const LENGTH: usize = 7;

/// Words that say that a FIN follows, and words between.
const LABELS: &[&str] = &["FIN", "FİN", "FINI", "FİNİ", "FINKOD", "FINCODE", "PIN", "\u{424}\u{418}\u{41d}"];
const BETWEEN: &[&str] = &["KOD", "KODU", "CODE", "NO", "NR", "NOMRE", "NOMRESI", "NUMBER"];

/// Units that follow a quantity.
const UNITS: &[&str] = &[
    "KQ", "KG", "Q", "QR", "G", "GR", "L", "LT", "ML", "M", "M2", "SM", "CM", "MM", "KM", "GB", "MB", "TB",
    "V", "W", "AY", "GUN", "IL", "X", "AZN", "MAN", "CI", "CU", "MEC", "EDED",
];

/// Short names of months in three languages, as `folded` leaves them.
const MONTHS: &[&str] = &[
    "JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC", "YAN", "FEV", "IYN",
    "IYL", "AVQ", "SEN", "OKT", "NOY", "DEK",
];

/// A stretch of letters and digits, and whether a blank stands before it.
struct Piece {
    text: String,
    spaced: bool,
}

/// Is there something that looks like a FIN?
pub(super) fn is_in(text: &str) -> bool {
    let pieces = pieces(text);
    pieces.iter().any(|piece| is_whole(&piece.text))
        || (0..pieces.len()).any(|at| is_parted(&pieces, at) || is_labelled(&pieces, at))
}

fn pieces(text: &str) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = vec![];
    let (mut inside, mut spaced) = (false, false);
    for c in text.chars().filter(|c| !is_unseen(*c)) {
        let Some(plain) = folded(c) else {
            inside = false;
            spaced |= c.is_whitespace();
            continue;
        };
        match pieces.last_mut().filter(|_| inside) {
            Some(last) => last.text.push(plain),
            None => pieces.push(Piece { text: plain.into(), spaced: std::mem::take(&mut spaced) }),
        }
        inside = true;
    }
    pieces
}

/// A letter or digit as a capital Latin one where it looks like one. Letters that are Azerbaijani and not English stay: no FIN has
/// them, and words have.
fn folded(c: char) -> Option<char> {
    if let Some(plain) = styled(c) {
        return Some(plain);
    }
    if !c.is_alphanumeric() {
        return None;
    }
    if c.is_ascii() || "əğıöüçşƏĞİÖÜÇŞ".contains(c) {
        return Some(c.to_ascii_uppercase());
    }
    let mut lower = c.to_lowercase();
    let small = lower.next().map_or(c, base);
    let latin = as_latin(small);
    Some(if latin.is_ascii() { latin.to_ascii_uppercase() } else { c.to_uppercase().next().unwrap_or(c) })
}

/// Digits of other scripts, and letters and digits in another dress: full-width, bold, in a circle or a square.
fn styled(c: char) -> Option<char> {
    /// First and last character, and what the first stands for.
    const DRESSES: &[(u32, u32, char)] = &[
        (0x660, 0x669, '0'),
        (0x6f0, 0x6f9, '0'),
        (0x966, 0x96f, '0'),
        (0x2070, 0x2070, '0'),
        (0x2074, 0x2079, '4'),
        (0x2080, 0x2089, '0'),
        (0x2460, 0x2468, '1'),
        (0x2474, 0x247c, '1'),
        (0x2488, 0x2490, '1'),
        (0x24ea, 0x24ea, '0'),
        (0x249c, 0x24b5, 'A'),
        (0x24b6, 0x24cf, 'A'),
        (0x24d0, 0x24e9, 'A'),
        (0x2776, 0x277e, '1'),
        (0xff10, 0xff19, '0'),
        (0xff21, 0xff3a, 'A'),
        (0xff41, 0xff5a, 'A'),
        (0x1f110, 0x1f129, 'A'),
        (0x1f130, 0x1f149, 'A'),
        (0x1f150, 0x1f169, 'A'),
        (0x1f170, 0x1f189, 'A'),
        (0x1f1e6, 0x1f1ff, 'A'),
    ];
    let code = u32::from(c);
    let counted = |from: u32, step: u32| char::from_u32(from + step);
    match code {
        0xb2 | 0xb3 => counted('2'.into(), code - 0xb2),
        0xb9 => Some('1'),
        0x1d400..=0x1d6a3 => counted('A'.into(), (code - 0x1d400) % 26),
        0x1d7ce..=0x1d7ff => counted('0'.into(), (code - 0x1d7ce) % 10),
        _ => {
            let dress = DRESSES.iter().find(|(first, last, _)| (*first..=*last).contains(&code));
            dress.and_then(|(first, _, as_what)| counted((*as_what).into(), code - first))
        }
    }
}

fn digits(text: &str) -> usize {
    text.bytes().filter(u8::is_ascii_digit).count()
}

fn changes(text: &str) -> usize {
    text.as_bytes().windows(2).filter(|two| two[0].is_ascii_digit() != two[1].is_ascii_digit()).count()
}

/// Seven letters and digits, mixed more than a sum with its unit or an invoice is. An `O` is read as the nought and an `I` as the one
/// that they look like.
pub(super) fn is_shape(text: &str) -> bool {
    let read = text.replace('O', "0").replace('I', "1");
    text.len() == LENGTH
        && read.bytes().all(|b| b.is_ascii_digit() || b.is_ascii_uppercase())
        && changes(text) >= 2
        && (read == text || digits(text) >= 2)
        && !is_date(text)
}

/// A day, a short month and two figures of a year.
fn is_date(text: &str) -> bool {
    let month = text.trim_matches(|c: char| c.is_ascii_digit());
    MONTHS.contains(&month)
}

/// A piece that is one, or has one behind the word that says so.
fn is_whole(text: &str) -> bool {
    let behind = LABELS.iter().find_map(|label| text.strip_prefix(label));
    is_shape(text) || behind.is_some_and(is_shape)
}

/// One that begins at a piece and goes over several. Without a blank they are one word to a reader; over blanks it takes more: single
/// characters and nothing else, or pieces that are mixed themselves.
fn is_parted(pieces: &[Piece], at: usize) -> bool {
    let Some(run) = run(pieces, at) else { return false };
    let whole: String = run.iter().map(|piece| piece.text.as_str()).collect();
    if run.len() < 2 || !is_shape(&whole) || run.iter().any(|piece| is_measure(&piece.text)) {
        return false;
    }
    let mixed: Vec<&str> = run.iter().map(|p| p.text.as_str()).filter(|text| changes(text) > 0).collect();
    if run[1..].iter().all(|piece| !piece.spaced) {
        return !mixed.is_empty() || changes(&whole) >= 3;
    }
    let singles = run.iter().filter(|piece| piece.text.len() == 1).count();
    if singles == LENGTH {
        let is_single = |piece: Option<&Piece>| piece.is_some_and(|piece| piece.text.chars().count() == 1);
        let before = at.checked_sub(1).and_then(|before| pieces.get(before));
        return !is_single(before) && !is_single(pieces.get(at + LENGTH));
    }
    let is_word = |piece: &Piece| piece.text.len() >= 3 && digits(&piece.text) == 0;
    let mixed_ones: usize = mixed.iter().map(|text| text.len()).sum();
    !run.iter().any(is_word)
        && mixed_ones > 0
        && mixed_ones + singles >= 5
        && !mixed.iter().all(|text| is_quantity(text))
}

/// The pieces from one on that have as many characters together as a FIN.
fn run(pieces: &[Piece], at: usize) -> Option<&[Piece]> {
    let mut length = 0;
    let end = pieces[at..].iter().position(|piece| {
        length += piece.text.len();
        length >= LENGTH
    });
    end.filter(|_| length == LENGTH).map(|end| &pieces[at..=at + end])
}

/// One behind the word that says so: there less mixing is enough.
fn is_labelled(pieces: &[Piece], at: usize) -> bool {
    if !LABELS.contains(&pieces[at].text.as_str()) {
        return false;
    }
    let between = pieces[at + 1..].iter().take_while(|piece| BETWEEN.contains(&piece.text.as_str())).count();
    let Some(run) = run(pieces, at + 1 + between) else { return false };
    let whole: String = run.iter().map(|piece| piece.text.as_str()).collect();
    let is_word = |piece: &Piece| piece.text.len() >= 3 && digits(&piece.text) == 0;
    whole.bytes().all(|b| b.is_ascii_alphanumeric())
        && digits(&whole) > 0
        && !run.first().is_some_and(is_word)
}

/// A number with its unit.
fn is_quantity(text: &str) -> bool {
    UNITS.contains(&text.trim_start_matches(|c: char| c.is_ascii_digit()))
}

/// So wide, so high: `3X2M`.
fn is_measure(text: &str) -> bool {
    let Some((one, other)) = text.split_once('X') else { return false };
    let other = other.trim_end_matches(|c: char| c.is_ascii_uppercase());
    [one, other].iter().all(|side| !side.is_empty() && side.bytes().all(|b| b.is_ascii_digit()))
}
