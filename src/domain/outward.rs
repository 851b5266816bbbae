//! The one gate for words that leave the house: what a bank, a payee or a file manager shows to others. Types that hold no wrong
//! value, and the test behind them, which finds the Fund's subject, a case, a number or a known person in a text however it is spelt.
//! Which shapes and words count is said in `shapes` and `words`; that a payment's memo breaks a rule is said in the rules.
use super::{
    day::Day,
    fold::{base, compact, tokens},
    letters::is_unseen,
    reference::{PaymentRef, Reference},
    word::{Unreadable, words},
};
use std::{collections::BTreeSet, fmt};
use zeroize::Zeroizing;

mod fin;
#[cfg(test)]
mod fin_tests;
mod shapes;
#[cfg(test)]
mod tests;
mod words;

/// Most characters of a narrative (ISO 20022, `Ustrd`).
pub const MOST_NARRATIVE: usize = 140;

/// Most characters of the sender's name (ISO 20022, `Nm` as banks take it).
pub const MOST_SENDER: usize = 70;

words! {
    /// What must not stand in a text that leaves.
    Offence {
        /// The Fund's subject: trafficking, its victims, what was done to them.
        Subject = "subject",
        /// Words that tell a person's status: shelters, criminal cases.
        Status = "status",
        /// The number of a case.
        Case = "case",
        /// A name, number, account or other word known of somebody in this payment.
        Person = "person",
        /// An account, by its shape.
        Account = "account",
        /// A FIN, by its shape.
        Fin = "fin",
        /// What may be the number of a person or of a paper.
        Number = "number",
    }
}

impl Offence {
    /// Whether it blocks a payment whose memo has it. The others only keep the memo from the bank: an invoice's number looks like them.
    pub fn is_finding(self) -> bool {
        !matches!(self, Offence::Status | Offence::Number)
    }

    fn sentence(self) -> Unreadable {
        let (en, az) = match self {
            Offence::Subject => ("it names the Fund's subject", "Fondun mövzusu adlanır"),
            Offence::Status => ("it tells a person's status", "şəxsin statusu bildirilir"),
            Offence::Case => ("it has the number of a case", "işin nömrəsi var"),
            Offence::Person => ("it has a word known of a person", "şəxsə aid məlum söz var"),
            Offence::Account => ("it has an account number", "hesab nömrəsi var"),
            Offence::Fin => ("it has what looks like a FIN", "FİN-ə oxşar nömrə var"),
            Offence::Number => ("it has what may be a person's number", "şəxsin nömrəsi ola biləcək söz var"),
        };
        Unreadable::new(en, az)
    }
}

/// What is known of the persons in one payment, and must not leave with it. It does not print and is wiped when dropped.
#[derive(Clone, Default)]
pub struct Forbidden {
    names: Vec<Zeroizing<String>>,
    numbers: Vec<Zeroizing<String>>,
}

impl fmt::Debug for Forbidden {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[sealed]")
    }
}

impl Forbidden {
    /// Nobody is known: only shapes and the Fund's subject count.
    pub fn nobody() -> Forbidden {
        Forbidden::default()
    }

    /// Adds each part of a name, of three letters or more.
    pub fn name(&mut self, name: &str) {
        for token in tokens(name) {
            for part in [token.latin, token.cyrillic] {
                if part.chars().count() >= 3 && !words::PARTICLES.contains(&part.as_str()) {
                    self.names.push(Zeroizing::new(part));
                }
            }
        }
    }

    /// Adds a number of any kind, of four characters or more: a FIN, a paper, an account, a case.
    pub fn number(&mut self, number: &str) {
        let compact = Zeroizing::new(compact(number));
        if compact.chars().count() >= 4 {
            self.numbers.push(compact);
        }
    }

    /// Adds words as a whole: an address, a way to reach somebody.
    pub fn words(&mut self, text: &str) {
        self.number(text);
    }

    fn is_in(&self, text: &str) -> bool {
        let tokens = tokens(text);
        let whole = compact(text);
        let is_word = |known: &str| tokens.iter().any(|t| t.latin == known || t.cyrillic == known);
        let has_name = |known: &str| {
            // Endings hang on names in Azerbaijani and Russian; a name of few letters would be found in other words.
            let long = known.chars().count() >= 5;
            tokens.iter().any(|t| long && (t.latin.starts_with(known) || t.cyrillic.starts_with(known)))
        };
        self.names.iter().any(|name| is_word(name) || has_name(name))
            || self.numbers.iter().any(|number| match number.chars().count() {
                4 => is_word(number),
                _ => whole.contains(number.as_str()),
            })
    }
}

/// What of a text must not leave.
pub fn offences(text: &str, forbidden: &Forbidden) -> BTreeSet<Offence> {
    let mut all = shapes::offences(text);
    let tokens = tokens(text);
    if words::names_subject(&tokens) {
        all.insert(Offence::Subject);
    }
    if words::tells_status(&tokens) {
        all.insert(Offence::Status);
    }
    if forbidden.is_in(text) {
        all.insert(Offence::Person);
    }
    all
}

/// A text that may not leave, and why; it never repeats the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unsafe {
    /// What stands in it; nothing where it is only too long, empty, or of letters that banks do not take.
    pub offences: BTreeSet<Offence>,
    /// What is wrong and what to do.
    pub why: Unreadable,
}

impl Unsafe {
    /// The rule's name, which every refusal of such a text carries.
    pub const CODE: &'static str = "unsafe-narrative";

    fn of(offences: BTreeSet<Offence>) -> Unsafe {
        let said = |language: fn(Unreadable) -> String| {
            offences.iter().map(|o| language(o.sentence())).collect::<Vec<_>>().join(", ")
        };
        let why = Unreadable::new(
            format!("this text may not leave the house: {}; write neutral words", said(|s| s.en)),
            format!("bu mətn kənara çıxa bilməz: {}; neytral sözlər yazın", said(|s| s.az)),
        );
        Unsafe { offences, why }
    }

    fn shape(en: impl Into<String>, az: impl Into<String>) -> Unsafe {
        Unsafe { offences: BTreeSet::new(), why: Unreadable::new(en, az) }
    }
}

/// Checks a text, in its own letters and in those of banks, and gives it in the latter.
fn passed(text: &str, most: usize, forbidden: &Forbidden) -> Result<String, Unsafe> {
    // What is not read in full would be a way round the test.
    if text.chars().count() > most * 4 {
        return Err(too_long(most));
    }
    let plain = bank_letters(text)?;
    let mut found = offences(text, forbidden);
    found.extend(offences(&plain, forbidden));
    if !found.is_empty() {
        return Err(Unsafe::of(found));
    }
    if !plain.chars().any(|c| c.is_ascii_alphanumeric()) {
        return Err(Unsafe::shape(
            "the text has neither a letter nor a digit: write some words",
            "mətndə nə hərf, nə də rəqəm var: bir neçə söz yazın",
        ));
    }
    if plain.len() > most { Err(too_long(most)) } else { Ok(plain) }
}

fn too_long(most: usize) -> Unsafe {
    Unsafe::shape(
        format!("the text has more than the {most} characters that banks take: shorten it"),
        format!("mətn bankların qəbul etdiyi {most} simvoldan uzundur: qısaldın"),
    )
}

/// The text in the characters that all banks take (SEPA, EPC217-08; SWIFT set x): letters of Azerbaijani and others with marks become
/// plain ones, blanks and signs blanks. It begins with no sign that means something to banks, and has no two slashes in a row.
fn bank_letters(text: &str) -> Result<String, Unsafe> {
    let mut plain = String::with_capacity(text.len());
    for c in text.chars().filter(|c| !is_unseen(*c)) {
        let taken = match c {
            'İ' => 'I',
            'ı' => 'i',
            _ if c.is_ascii_alphanumeric() || "/-?:().,'+".contains(c) => c,
            '\u{2010}'..='\u{2015}' => '-',
            '\u{2018}' | '\u{2019}' => '\'',
            _ if c.is_alphanumeric() => in_latin(c).ok_or_else(|| {
                Unsafe::shape(
                    "banks take Latin letters and digits only: write the text in them",
                    "banklar yalnız latın hərfləri və rəqəmlər qəbul edir: mətni onlarla yazın",
                )
            })?,
            _ => ' ',
        };
        let (last, first) = (plain.chars().last(), plain.is_empty());
        let repeated = matches!((last, taken), (Some(' '), ' ') | (Some('/'), '/'));
        if !(repeated || first && " /-:".contains(taken)) {
            plain.push(taken);
        }
    }
    plain.truncate(plain.trim_end().len());
    Ok(plain)
}

/// The plain letter of one with a mark.
fn in_latin(c: char) -> Option<char> {
    let mut lower = c.to_lowercase();
    let plain = lower.next().map(base).filter(char::is_ascii_alphanumeric)?;
    (lower.next().is_none()).then(|| if c.is_uppercase() { plain.to_ascii_uppercase() } else { plain })
}

/// The words that go with a payment to a bank, or stand on its voucher: at most 140 characters that all banks take, and nothing of
/// the Fund's subject, a case or a person in them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Narrative(String);

impl Narrative {
    /// Checks some words.
    pub fn new(text: &str, forbidden: &Forbidden) -> Result<Narrative, Unsafe> {
        passed(text, MOST_NARRATIVE, forbidden).map(Narrative)
    }

    /// What a payment's bank line says: that it is a payment, its reference, and such words as may leave; others are left out whole.
    pub fn for_payment(payment: PaymentRef, words: Option<&str>, forbidden: &Forbidden) -> Narrative {
        let neutral = format!("Odenis {payment}");
        let safe = words.and_then(|words| Narrative::new(words, forbidden).ok());
        let whole = safe.map(|words| format!("{neutral} {}", words.0));
        Narrative(whole.filter(|whole| whole.len() <= MOST_NARRATIVE).unwrap_or(neutral))
    }

    /// The words.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Under which name the Fund's payments come: what a person's bank, and whoever looks over a shoulder, is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SenderName(String);

impl SenderName {
    /// Checks a name.
    pub fn new(text: &str) -> Result<SenderName, Unsafe> {
        passed(text, MOST_SENDER, &Forbidden::nobody()).map(SenderName)
    }

    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// "Payment centre".
impl Default for SenderName {
    fn default() -> Self {
        SenderName("Odenis merkezi".to_owned())
    }
}

impl fmt::Display for SenderName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::str::FromStr for SenderName {
    type Err = Unreadable;

    fn from_str(text: &str) -> Result<Self, Unreadable> {
        SenderName::new(text).map_err(|refused| {
            let (code, why) = (Unsafe::CODE, refused.why);
            Unreadable::new(format!("{code}: {}", why.en), format!("{code}: {}", why.az))
        })
    }
}

/// The name of a file that leaves: words of the house, days and references only, so that nobody's name can come into one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileName(String);

impl FileName {
    /// A file over some days: `statement_2014-01-01_all.csv`.
    pub fn dated(
        what: &'static str,
        from: Option<Day>,
        to: Option<Day>,
        extension: &'static str,
    ) -> FileName {
        let day = |day: Option<Day>| day.map_or_else(|| "all".to_owned(), |day| day.to_string());
        FileName(format!("{what}_{}_{}.{extension}", day(from), day(to)))
    }

    /// A file on one thing: `batch_T-2014-000001.xml`.
    pub fn referred(
        what: &'static str,
        reference: impl Reference + fmt::Display,
        extension: &'static str,
    ) -> FileName {
        FileName(format!("{what}_{reference}.{extension}"))
    }

    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}
