//! How a person comes a second time: another spelling, a slip, less known. Each kind is one way in which real lists differ.
use super::{
    chance::Chance,
    people::{Person, Record},
    spelling::foreign,
};
use chrono::{Datelike, NaiveDate};

/// Declares the kinds with the words of the report.
macro_rules! kinds {
    ($($kind:ident: $words:literal,)+) => {
        /// A way to come a second time.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        #[allow(missing_docs, reason = "the words say it")]
        pub enum Kind { $($kind),+ }

        impl Kind {
            /// All of them.
            pub const ALL: &[Kind] = &[$(Kind::$kind),+];

            /// In words.
            pub fn words(self) -> &'static str {
                match self { $(Kind::$kind => $words),+ }
            }
        }
    };
}

kinds! {
    Spelling: "another spelling or script",
    Slip: "a letter mistyped",
    Swapped: "parts in another order",
    Missing: "a part missing",
    LookAlikes: "look-alikes of another script",
    YearOnly: "of the birth only the year",
    Paper: "another paper",
    WrongDigit: "a wrong digit in the date",
    DayMonth: "day and month exchanged",
    NearYear: "only the year, and off by one",
    Married: "another family name",
    SpellingMissing: "another spelling, a part missing",
    SpellingYear: "another spelling, only the year",
    SpellingSlip: "another spelling, a letter mistyped",
    SameFin: "the FIN alone",
    SamePaper: "the paper alone, spelt otherwise",
}

impl Kind {
    /// The person once more in this way; nothing where the person cannot come so.
    pub fn of(self, person: &Person, first: &Record, chance: &mut Chance) -> Option<Record> {
        let mut again =
            Record { name: first.name.clone(), born: first.born, year: first.year, ..Record::default() };
        match self {
            Kind::Spelling => again.name = respelt(person, chance),
            Kind::Slip => slip(&mut again.name, chance),
            Kind::Swapped => {
                let by = 1 + chance.below(again.name.len() as u64 - 1) as usize;
                again.name.rotate_left(by);
            }
            Kind::Missing => leave_out(&mut again.name, chance)?,
            Kind::LookAlikes => look_alikes(&mut again.name, chance)?,
            Kind::YearOnly | Kind::SpellingYear | Kind::NearYear => {
                again.year = Some(first.born?.year());
                again.born = None;
            }
            Kind::Paper => {
                first.paper.as_ref()?;
                again.paper = Some(person.paper(chance));
            }
            Kind::WrongDigit => again.born = Some(wrong_digit(first.born?, chance)),
            Kind::DayMonth => {
                let born = first.born.filter(|born| born.day() <= 12 && born.day() != born.month())?;
                again.born = NaiveDate::from_ymd_opt(born.year(), born.day(), born.month());
            }
            Kind::Married => {
                person.father.as_ref().filter(|_| person.woman)?;
                let other = super::people::person(chance.number());
                *again.name.last_mut()? = other.spelt(other.style, chance).pop()?;
            }
            Kind::SameFin => {
                let stranger = super::people::person(chance.number());
                let name = stranger.spelt(stranger.style, chance);
                return first.fin.clone().map(|fin| Record { name, fin: Some(fin), ..Record::default() });
            }
            Kind::SamePaper => {
                let (number, country) = first.paper.clone()?;
                let shown = number.to_lowercase().replace('0', if chance.happens(30) { "O" } else { "0" });
                again.paper = Some((format!("№ {} {}", &shown[..2], &shown[2..]), Some(country?)));
                again.name = vec![person.spelt(person.style, chance).swap_remove(0)];
                (again.born, again.year) = (None, None);
            }
            Kind::SpellingMissing | Kind::SpellingSlip => {}
        }
        if matches!(self, Kind::SpellingMissing | Kind::SpellingYear | Kind::SpellingSlip) {
            again.name = respelt(person, chance);
        }
        if self == Kind::SpellingMissing {
            leave_out(&mut again.name, chance)?;
        }
        if self == Kind::SpellingSlip {
            slip(&mut again.name, chance);
        }
        if self == Kind::NearYear {
            let year = again.year?;
            again.year = Some(if chance.happens(50) { year + 1 } else { year - 1 });
        }
        Some(again)
    }
}

/// In another spelling than the first.
fn respelt(person: &Person, chance: &mut Chance) -> Vec<String> {
    let ways = foreign(person.home) + 1;
    let style = (person.style + 1 + chance.below(ways - 1)) % ways;
    person.spelt(style, chance)
}

/// One of three or more parts missing, and not the given and family name both.
fn leave_out(name: &mut Vec<String>, chance: &mut Chance) -> Option<()> {
    if name.len() < 3 {
        return None;
    }
    name.remove(if chance.happens(70) { 1 } else { chance.below(name.len() as u64) as usize });
    Some(())
}

/// One letter left out, doubled, exchanged with its neighbour or with another.
fn slip(name: &mut [String], chance: &mut Chance) {
    let long: Vec<usize> = (0..name.len()).filter(|i| name[*i].chars().count() >= 4).collect();
    if long.is_empty() {
        return;
    }
    let part = &mut name[*chance.one(&long)];
    let mut letters: Vec<char> = part.chars().collect();
    let place = 1 + chance.below(letters.len() as u64 - 2) as usize;
    let other = *chance.one(&letters.iter().copied().filter(|c| c.is_lowercase()).collect::<Vec<_>>());
    match chance.below(4) {
        0 => drop(letters.remove(place)),
        1 => letters.insert(place, other),
        2 => letters.swap(place, place + 1),
        _ => letters[place] = other,
    }
    *part = letters.into_iter().collect();
}

/// Some letters taken from the other script, in words that are Latin or Cyrillic.
fn look_alikes(name: &mut [String], chance: &mut Chance) -> Option<()> {
    const PAIRS: &[(char, char)] = &[
        ('a', 'а'),
        ('e', 'е'),
        ('o', 'о'),
        ('p', 'р'),
        ('c', 'с'),
        ('y', 'у'),
        ('x', 'х'),
        ('A', 'А'),
        ('B', 'В'),
        ('E', 'Е'),
        ('K', 'К'),
        ('M', 'М'),
        ('H', 'Н'),
        ('O', 'О'),
        ('P', 'Р'),
        ('C', 'С'),
        ('T', 'Т'),
        ('X', 'Х'),
        ('i', 'і'),
    ];
    let before = name.to_vec();
    for part in name.iter_mut() {
        let swap = |c: char| {
            let other = PAIRS.iter().find_map(|(l, k)| {
                if c == *l {
                    Some(*k)
                } else if c == *k {
                    Some(*l)
                } else {
                    None
                }
            });
            other.filter(|_| chance.happens(50)).unwrap_or(c)
        };
        *part = part.chars().map(swap).collect();
    }
    (before != *name).then_some(())
}

fn wrong_digit(born: NaiveDate, chance: &mut Chance) -> NaiveDate {
    loop {
        let mut digits: Vec<u8> = born.format("%Y%m%d").to_string().into_bytes();
        let place = 3 + chance.below(5) as usize;
        digits[place] = b'0' + chance.below(10) as u8;
        let text = String::from_utf8(digits).unwrap_or_default();
        let other = NaiveDate::parse_from_str(&text, "%Y%m%d").ok().filter(|other| *other != born);
        if let Some(other) = other {
            return other;
        }
    }
}
