//! How two identities are compared without either being readable: each person keeps a bounded list of *blind terms*, folded values that
//! go through [`Keys::index`] before they are stored, and whoever is compared seeks those of others. Two persons are candidates when one
//! seeks a term that the other keeps; how strongly follows from the kinds of the terms that were found. Pure: where terms are kept
//! is said in the store, and who decides over a match in the service.
//!
//! **Exact**: the FIN; a paper's number with its country. **Doubtful**: two parts of the name, by their sound and in any order, with a date of
//! birth in which one part, one digit of the year or the order of day and month may differ; two parts with the year where one of the
//! two has no more; all parts with the year before or after it; all parts alone where one of the two has no birth at all; two parts,
//! the father's too, of which one lacks or changes a sound, with the same date; an account; a paper's number where one of the two lacks the
//! country.
//!
//! Kept and sought differ only so that what one of the two lacks is asked of that one alone: a person with a date *keeps* the
//! year under `NameYearOfDate` and *seeks* it under `NameYear`, so two whole dates of one year never meet by their year. The relation stays
//! the same both ways: A seeks what B keeps exactly when B seeks what A keeps.
use super::{
    keys::Keys,
    names::{Part, fold_name, fold_number},
};
pub use crate::domain::duplicate::Strength;
use crate::domain::{duplicate::Evidence, identity::Identity};
use chrono::{Datelike, NaiveDate};
use std::{collections::BTreeSet, fmt};
use zeroize::Zeroizing;

/// Most terms that one person keeps.
pub const MOST_KEPT: usize = 64;

/// Most terms that are sought for one person.
pub const MOST_SOUGHT: usize = 160;

/// Most parts of a name that are paired: the longest by sound.
const MOST_PARTS: usize = 4;

/// What a term says of a person. The order is that in which terms are left out last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TermKind {
    /// The FIN.
    Fin,
    /// A paper's number with its country.
    Paper,
    /// A paper's number, of one who also gave its country.
    NumberOfPaper,
    /// A paper's number whose country is not known.
    Number,
    /// An account.
    Account,
    /// Two parts of the name, year and month of birth.
    NameYearMonth,
    /// Two parts of the name, year and day.
    NameYearDay,
    /// Two parts of the name, month and day, and the decade.
    NameDecadeDay,
    /// Two parts of the name, month and day, and the last digit of the year.
    NameLastDigitDay,
    /// Two parts of the name, the year, and month and day in either order.
    NameDayMonth,
    /// Two parts of the name and the year, of one whose date is known.
    NameYearOfDate,
    /// Two parts of the name and the year, of one of whom no more is known.
    NameYear,
    /// The whole name and the year, of one whose date is known.
    WholeYearOfDate,
    /// The whole name and the year, of one of whom no more is known.
    WholeYear,
    /// The whole name, of one whose date or year is known.
    WholeOfDated,
    /// The whole name, of one of whom neither is known.
    Whole,
    /// Two parts of the name, one of them with a letter less, and the date.
    NameAlmost,
}

impl TermKind {
    /// The place under which a term of this kind is hashed ([`Keys::index`]).
    pub fn place(self) -> &'static str {
        match self {
            TermKind::Fin => "identity.fin",
            TermKind::Paper => "identity.paper",
            TermKind::NumberOfPaper => "identity.number_of_paper",
            TermKind::Number => "identity.number",
            TermKind::Account => "identity.account",
            TermKind::NameYearMonth => "identity.name_year_month",
            TermKind::NameYearDay => "identity.name_year_day",
            TermKind::NameDecadeDay => "identity.name_decade_day",
            TermKind::NameLastDigitDay => "identity.name_last_digit_day",
            TermKind::NameDayMonth => "identity.name_day_month",
            TermKind::NameYearOfDate => "identity.name_year_of_date",
            TermKind::NameYear => "identity.name_year",
            TermKind::WholeYearOfDate => "identity.whole_year_of_date",
            TermKind::WholeYear => "identity.whole_year",
            TermKind::WholeOfDated => "identity.whole_of_dated",
            TermKind::Whole => "identity.whole",
            TermKind::NameAlmost => "identity.name_almost",
        }
    }

    /// What it shows when a term of this kind is found, as a guardian reads it.
    pub fn evidence(self) -> Evidence {
        match self {
            TermKind::Fin => Evidence::Fin,
            TermKind::Paper => Evidence::Paper,
            TermKind::NumberOfPaper | TermKind::Number => Evidence::PaperNumber,
            TermKind::Account => Evidence::Account,
            TermKind::NameYearMonth
            | TermKind::NameYearDay
            | TermKind::NameDecadeDay
            | TermKind::NameLastDigitDay
            | TermKind::NameDayMonth
            | TermKind::NameAlmost => Evidence::NameAndDay,
            TermKind::NameYearOfDate
            | TermKind::NameYear
            | TermKind::WholeYearOfDate
            | TermKind::WholeYear => Evidence::NameAndYear,
            TermKind::WholeOfDated | TermKind::Whole => Evidence::Name,
        }
    }
}

/// How strong a match is, by the kinds of the terms that were sought and found; nothing where none was.
pub fn strength(found: &[TermKind]) -> Option<Strength> {
    let of = |kind: &TermKind| match kind {
        TermKind::Fin | TermKind::Paper => Strength::Exact,
        _ => Strength::Doubtful,
    };
    found.iter().map(of).max()
}

/// One folded value. It is personal: it does not print, is wiped when dropped, and leaves the vault only as its blind index.
#[derive(Clone, PartialEq, Eq)]
pub struct Term {
    /// What it says.
    pub kind: TermKind,
    value: Zeroizing<String>,
}

impl fmt::Debug for Term {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "[{:?}]", self.kind)
    }
}

impl Ord for Term {
    fn cmp(&self, other: &Term) -> std::cmp::Ordering {
        (self.kind, self.value.as_str()).cmp(&(other.kind, other.value.as_str()))
    }
}

impl PartialOrd for Term {
    fn partial_cmp(&self, other: &Term) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Term {
    /// Its blind index, as it is stored and sought.
    pub fn index(&self, keys: &Keys) -> String {
        keys.index(self.kind.place(), &self.value)
    }

    /// The first half of its blind index, as it is stored: among 2⁴⁰ terms two that differ meet by chance once in 2⁸⁸ times.
    pub fn blind(&self, keys: &Keys) -> Vec<u8> {
        keys.blind(self.kind.place(), &self.value)
    }
}

/// The blind term of an account, whosever it is; none where there is neither digit nor letter in it.
pub fn blind_account(keys: &Keys, account: &str) -> Option<Vec<u8>> {
    let value = Zeroizing::new(fold_number(account));
    (!value.is_empty()).then(|| Term { kind: TermKind::Account, value }.blind(keys))
}

/// The terms of one person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Terms {
    /// What is stored with the person, at most [`MOST_KEPT`].
    pub kept: Vec<Term>,
    /// What is looked for among the terms that others keep, at most [`MOST_SOUGHT`].
    pub sought: Vec<Term>,
}

/// The terms of an identity. `birth_year` counts where the day of birth is not known.
pub fn terms(identity: &Identity, birth_year: Option<i32>) -> Terms {
    let mut all = Gathered::default();
    if let Some(fin) = &identity.fin {
        all.both(TermKind::Fin, fold_number(fin.expose()));
    }
    papers(identity, &mut all);
    for account in &identity.accounts {
        if let Some(number) =
            account.iban.as_ref().map(|i| i.expose()).or(account.number.as_ref().map(|n| n.expose()))
        {
            all.both(TermKind::Account, fold_number(number));
        }
    }
    let names =
        identity.name.as_ref().map(|name| Names::of(&fold_name(name.expose()).parts)).unwrap_or_default();
    match (identity.born_on.map(|born| born.expose()), birth_year) {
        (Some(born), _) => by_date(&names, born, &mut all),
        (None, Some(year)) => by_year(&names, year, &mut all),
        (None, None) => by_name(&names, &mut all),
    }
    all.terms()
}

fn papers(identity: &Identity, all: &mut Gathered) {
    for paper in &identity.documents {
        let Some(number) = &paper.number else { continue };
        let number = fold_number(number.expose());
        match paper.country {
            Some(country) => {
                all.both(TermKind::Paper, format!("{number}|{}", country.as_str()));
                all.keep(TermKind::NumberOfPaper, number.clone());
            }
            None => {
                all.keep(TermKind::Number, number.clone());
                all.seek(TermKind::NumberOfPaper, number.clone());
            }
        }
        all.seek(TermKind::Number, number);
    }
}

fn by_date(names: &Names, born: NaiveDate, all: &mut Gathered) {
    let (year, month, day) = (born.year(), born.month(), born.day());
    let either_way = |year: i32| format!("{year}|{}|{}", month.min(day), month.max(day));
    for pair in &names.pairs {
        all.both(TermKind::NameYearMonth, format!("{pair}|{year}|{month}"));
        all.both(TermKind::NameYearDay, format!("{pair}|{year}|{day}"));
        all.both(TermKind::NameDecadeDay, format!("{pair}|{}|{month}|{day}", year.div_euclid(10)));
        all.both(TermKind::NameLastDigitDay, format!("{pair}|{}|{month}|{day}", year.rem_euclid(10)));
        all.both(TermKind::NameDayMonth, format!("{pair}|{}", either_way(year)));
        for near in [year - 1, year + 1] {
            all.seek(TermKind::NameDayMonth, format!("{pair}|{}", either_way(near)));
        }
        all.keep(TermKind::NameYearOfDate, format!("{pair}|{year}"));
        all.seek(TermKind::NameYear, format!("{pair}|{year}"));
    }
    for whole in &names.whole {
        all.keep(TermKind::WholeYearOfDate, format!("{whole}|{year}"));
        for near in [year - 1, year + 1] {
            all.seek(TermKind::WholeYear, format!("{whole}|{near}"));
        }
        all.keep(TermKind::WholeOfDated, whole.clone());
        all.seek(TermKind::Whole, whole.clone());
    }
    for almost in &names.almost {
        all.both(TermKind::NameAlmost, format!("{almost}|{born}"));
    }
}

fn by_year(names: &Names, year: i32, all: &mut Gathered) {
    for pair in &names.pairs {
        all.both(TermKind::NameYear, format!("{pair}|{year}"));
        all.seek(TermKind::NameYearOfDate, format!("{pair}|{year}"));
    }
    for whole in &names.whole {
        all.keep(TermKind::WholeYear, format!("{whole}|{year}"));
        for near in [year - 1, year + 1] {
            all.seek(TermKind::WholeYear, format!("{whole}|{near}"));
            all.seek(TermKind::WholeYearOfDate, format!("{whole}|{near}"));
        }
        all.keep(TermKind::WholeOfDated, whole.clone());
        all.seek(TermKind::Whole, whole.clone());
    }
}

fn by_name(names: &Names, all: &mut Gathered) {
    for whole in &names.whole {
        all.both(TermKind::Whole, whole.clone());
        all.seek(TermKind::WholeOfDated, whole.clone());
    }
}

/// What of a name is put into terms.
#[derive(Default)]
struct Names {
    /// Two parts each, in no order; the father's name, which brothers and sisters share, only where there is no other pair.
    pairs: BTreeSet<String>,
    /// All parts together.
    whole: BTreeSet<String>,
    /// Two parts each, the father's too, the second with a sound less or as it is.
    almost: BTreeSet<String>,
}

impl Names {
    fn of(parts: &[Part]) -> Names {
        let mut names = Names::default();
        let parts = &parts[..parts.len().min(MOST_PARTS)];
        let own = parts.iter().filter(|part| !part.father).count();
        for (place, one) in parts.iter().enumerate() {
            for other in &parts[place + 1..] {
                let tells = own < 2 || !(one.father || other.father);
                for (a, b) in one.keys.iter().flat_map(|a| other.keys.iter().map(move |b| (a, b))) {
                    if tells {
                        names.pairs.insert(pair(a, b));
                    }
                    for (a, b) in [(a, b), (b, a)] {
                        names.almost.extend(shortened(b).into_iter().map(|short| format!("{a}|~{short}")));
                    }
                }
            }
        }
        for reading in 0..2 {
            let keys = parts.iter().map(|part| part.keys.get(reading).unwrap_or(&part.keys[0]).as_str());
            let mut keys: Vec<&str> = keys.collect();
            keys.sort_unstable();
            names.whole.insert(keys.join("|"));
        }
        names.whole.remove("");
        if let [only] = parts {
            // A name of one part is a pair with nothing.
            names.pairs.extend(only.keys.iter().cloned());
        }
        names
    }
}

fn pair(a: &str, b: &str) -> String {
    if a < b { format!("{a}|{b}") } else { format!("{b}|{a}") }
}

/// The key and each of its forms with one sound less: two keys that differ by one sound have one of them in common.
fn shortened(key: &str) -> Vec<String> {
    let sounds: Vec<char> = key.chars().collect();
    let mut short = vec![key.to_owned()];
    if sounds.len() >= 3 {
        short.extend((0..sounds.len()).map(|out| {
            sounds.iter().enumerate().filter(|(place, _)| *place != out).map(|(_, sound)| sound).collect()
        }));
    }
    short
}

/// Terms as they are found, each once.
#[derive(Default)]
struct Gathered {
    kept: BTreeSet<Term>,
    sought: BTreeSet<Term>,
}

impl Gathered {
    fn keep(&mut self, kind: TermKind, value: String) {
        self.kept.insert(Term { kind, value: Zeroizing::new(value) });
    }

    fn seek(&mut self, kind: TermKind, value: String) {
        self.sought.insert(Term { kind, value: Zeroizing::new(value) });
    }

    fn both(&mut self, kind: TermKind, value: String) {
        self.keep(kind, value.clone());
        self.seek(kind, value);
    }

    fn terms(self) -> Terms {
        Terms {
            kept: self.kept.into_iter().take(MOST_KEPT).collect(),
            sought: self.sought.into_iter().take(MOST_SOUGHT).collect(),
        }
    }
}

#[cfg(test)]
mod tests;
