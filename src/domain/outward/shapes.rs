//! What looks like an account, a FIN, a number or a case, whoever's it is. Shapes only; words are in `words`.
use super::{Offence, fin};
use crate::domain::fold::compact;
use std::collections::BTreeSet;

/// Words that say that a case's number follows, as `fold` reads them.
const CASE: &[&str] = &["is", "isi", "ise", "cinayetisi", "case", "delo", "dela", "material", "дело", "дела"];

/// Words between those and the number.
const MARKS: &[&str] = &["no", "nr", "n", "nomre", "nomreli", "nomresi", "number", "nomer"];

/// What a text has, by its shapes.
pub(super) fn offences(text: &str) -> BTreeSet<Offence> {
    let mut all = BTreeSet::new();
    let pieces = text.split(|c: char| !c.is_alphanumeric()).filter(|piece| !piece.is_empty());
    all.extend(pieces.filter_map(of_piece));
    if fin::is_in(text) {
        all.insert(Offence::Fin);
    }
    if has_iban(text) {
        all.insert(Offence::Account);
    }
    if has_case(text) {
        all.insert(Offence::Case);
    }
    all
}

fn of_piece(piece: &str) -> Option<Offence> {
    if !piece.is_ascii() {
        return None;
    }
    let piece = piece.to_ascii_uppercase();
    let bytes = piece.as_bytes();
    let digits = bytes.iter().filter(|b| b.is_ascii_digit()).count();
    let iban = bytes.len() >= 15
        && bytes[..2].iter().all(u8::is_ascii_alphabetic)
        && bytes[2..4].iter().all(u8::is_ascii_digit);
    if iban || digits == bytes.len() && digits >= 12 {
        return Some(Offence::Account);
    }
    let changes = bytes.windows(2).filter(|two| two[0].is_ascii_digit() != two[1].is_ascii_digit()).count();
    match bytes.len() {
        7 if fin::is_shape(&piece) => None,
        // Digits and then letters are a sum or a year with its ending, letters and then digits an invoice.
        5..=7 if changes >= 1 => Some(Offence::Number),
        7 if digits == 7 => Some(Offence::Number),
        _ => None,
    }
}

/// An IBAN, however it is parted: its country's length and check digits are right.
fn has_iban(text: &str) -> bool {
    let row: Vec<u8> =
        text.bytes().filter(u8::is_ascii_alphanumeric).map(|b| b.to_ascii_uppercase()).collect();
    (0..row.len().saturating_sub(14)).any(|at| {
        let begins = row[at..at + 2].iter().all(u8::is_ascii_alphabetic)
            && row[at + 2..at + 4].iter().all(u8::is_ascii_digit);
        let most = 34.min(row.len() - at);
        begins
            && (15..=most).any(|length| {
                let some = std::str::from_utf8(&row[at..at + length]).unwrap_or_default();
                some.parse::<iban::Iban>().is_ok()
            })
    })
}

/// The number of a case: `1(101)-123/2014`, `1-1-101/14`, or one that a word says of itself, like `iş № 12`.
fn has_case(text: &str) -> bool {
    let parts: Vec<&str> =
        text.split(|c: char| c.is_whitespace() || matches!(c, ',' | ';')).filter(|p| !p.is_empty()).collect();
    let said = |at: usize| {
        let mut marked = false;
        for next in parts[at + 1..].iter().take(2) {
            marked |= next.starts_with(['№', '#']);
            let has_digit = next.chars().any(|c| c.is_ascii_digit());
            let word: String = next.chars().take_while(|c| !c.is_ascii_digit()).collect();
            marked |= MARKS.contains(&compact(&word).as_str());
            if has_digit {
                return marked;
            }
        }
        false
    };
    parts.iter().any(|part| is_case(part))
        || (0..parts.len()).any(|at| {
            let word = compact(parts[at]);
            let plain = parts[at].to_lowercase();
            CASE.iter().any(|case| *case == word || *case == plain) && said(at)
        })
}

fn is_case(part: &str) -> bool {
    let Some((before, year)) = part.rsplit_once('/') else { return false };
    let year = year.trim_end_matches(|c: char| !c.is_ascii_digit());
    let begins_with_digit =
        before.trim_start_matches(|c: char| !c.is_alphanumeric()).starts_with(|c: char| c.is_ascii_digit());
    matches!(year.len(), 2 | 4)
        && year.bytes().all(|b| b.is_ascii_digit())
        && begins_with_digit
        && before.contains(['-', '(', '\u{2013}'])
}
