//! Persons made by chance, and how each is recorded: in which spelling, with which papers, with how much of the birth known.
use super::{
    chance::Chance,
    lists::{Home, ORIGINS, Origin},
    spelling::{foreign, spell},
};
use chrono::{Datelike, NaiveDate};
use relief_ledger::domain::identity::Identity;
use serde_json::json;

/// A person, as at home.
#[derive(Clone)]
pub struct Person {
    /// Where the name is at home.
    pub home: Home,
    /// Whether a woman.
    pub woman: bool,
    /// The given name.
    pub given: String,
    /// The father's given name, or the mother's family of a Filipino, where it is part of the name.
    pub father: Option<String>,
    /// The family name.
    pub family: String,
    /// The day of birth.
    pub born: NaiveDate,
    /// In which spelling the person was first recorded.
    pub style: u64,
}

/// What was written down of a person.
#[derive(Clone, Default)]
pub struct Record {
    /// The parts of the name in their order.
    pub name: Vec<String>,
    /// The day of birth.
    pub born: Option<NaiveDate>,
    /// The year of birth, where no more is known.
    pub year: Option<i32>,
    /// FIN.
    pub fin: Option<String>,
    /// A paper: number and country.
    pub paper: Option<(String, Option<&'static str>)>,
}

impl Record {
    /// As the ledger takes it.
    pub fn identity(&self) -> Identity {
        let papers: Vec<_> = self
            .paper
            .iter()
            .map(|(number, country)| json!({"kind": "passport", "number": number, "country": country}))
            .collect();
        let identity = json!({
            "name": (!self.name.is_empty()).then(|| self.name.join(" ")),
            "born_on": self.born,
            "fin": self.fin,
            "documents": papers,
        });
        serde_json::from_value(identity).expect("a record made by chance is an identity")
    }
}

/// The person of a number, always the same.
pub fn person(number: u64) -> Person {
    let mut chance = Chance::new(number);
    let mut left = chance.below(100);
    let origin = ORIGINS.iter().find(|origin| match left.checked_sub(origin.share) {
        Some(rest) => {
            left = rest;
            false
        }
        None => true,
    });
    let origin = origin.expect("the shares make a hundred");
    let woman = chance.happens(75);
    let given = (*chance.common(if woman { origin.women } else { origin.men })).to_owned();
    let family = family(origin, woman, &mut chance);
    let days = chance.below(50 * 365 + 12) as i64;
    let first = NaiveDate::from_ymd_opt(1961, 1, 1).expect("a fixed day is one");
    let mut born = first + chrono::Duration::days(days);
    if chance.happens(3) {
        // Where nobody knew the day, papers say the first of January.
        born = NaiveDate::from_ymd_opt(born.year(), 1, 1).unwrap_or(born);
    }
    let style = if chance.happens(55) { 0 } else { chance.below(foreign(origin.name) + 1) };
    Person { home: origin.name, woman, given, father: father(origin, &mut chance), family, born, style }
}

fn family(origin: &Origin, woman: bool, chance: &mut Chance) -> String {
    let name = *chance.common(origin.families);
    let of_women = match origin.name {
        Home::Azerbaijani | Home::Uzbek if name.ends_with("ov") || name.ends_with("ev") => "a",
        Home::Russian => "а",
        _ => "",
    };
    if woman { format!("{name}{of_women}") } else { name.to_owned() }
}

fn father(origin: &Origin, chance: &mut Chance) -> Option<String> {
    let (hundredths, names) = match origin.name {
        Home::Azerbaijani => (60, origin.men),
        Home::Russian => (80, origin.men),
        Home::Ukrainian => (60, origin.men),
        Home::Uzbek => (40, origin.men),
        Home::Filipino => (40, origin.families),
        Home::Pakistani => (20, origin.men),
    };
    chance.happens(hundredths).then(|| (*chance.common(names)).to_owned())
}

impl Person {
    /// The parts of the name in a spelling: given, father's, family.
    pub fn spelt(&self, style: u64, chance: &mut Chance) -> Vec<String> {
        let mut parts = vec![spell(&self.given, self.home, style, chance)];
        if let Some(father) = &self.father {
            parts.push(self.fathers_name(father, style, chance));
        }
        parts.push(spell(&self.family, self.home, style, chance));
        parts
    }

    fn fathers_name(&self, father: &str, style: u64, chance: &mut Chance) -> String {
        let ending = |daughter: &'static str, son: &'static str| if self.woman { daughter } else { son };
        match self.home {
            Home::Azerbaijani if (3..=4).contains(&style) && chance.happens(30) => {
                let soft = father.ends_with(['i', 'ə', 'a', 'ı', 'u', 'ü', 'o', 'e']);
                let name = spell(father, self.home, style, chance);
                let (daughter, son) = match (style, soft) {
                    (3, false) => ("овна", "ович"),
                    (3, true) => ("евна", "евич"),
                    (_, false) => ("ovna", "ovich"),
                    (_, true) => ("evna", "evich"),
                };
                format!("{name}{}", ending(daughter, son))
            }
            Home::Azerbaijani => {
                spell(&format!("{father} {}", ending("qızı", "oğlu")), self.home, style, chance)
            }
            Home::Uzbek => spell(&format!("{father} {}", ending("qizi", "o'g'li")), self.home, style, chance),
            Home::Russian => {
                let whole = match father.strip_suffix('й') {
                    Some(stem) => format!("{stem}{}", ending("евна", "евич")),
                    None if father.ends_with('я') => {
                        format!("{}{}", father.trim_end_matches('я'), ending("инична", "ич"))
                    }
                    None => format!("{father}{}", ending("овна", "ович")),
                };
                spell(&whole, self.home, style, chance)
            }
            Home::Ukrainian => {
                let whole = match father.strip_suffix('й') {
                    Some(stem) => format!("{stem}{}", ending("ївна", "йович")),
                    None => format!("{}{}", father.trim_end_matches(['о', 'ь']), ending("івна", "ович")),
                };
                spell(&whole, self.home, style, chance)
            }
            Home::Filipino | Home::Pakistani => spell(father, self.home, style, chance),
        }
    }

    /// As the person was first recorded.
    pub fn first_record(&self, number: u64) -> Record {
        let mut chance = Chance::new(number ^ 0x0f1e_2d3c);
        let known = chance.below(100);
        let azerbaijani = self.home == Home::Azerbaijani;
        Record {
            name: self.spelt(self.style, &mut chance),
            born: (known < 86).then_some(self.born),
            year: (86..98).contains(&known).then(|| self.born.year()),
            fin: (azerbaijani && chance.happens(70)).then(|| fin(&mut chance)),
            paper: chance.happens(75).then(|| self.paper(&mut chance)),
        }
    }

    /// A paper of the person's country.
    pub fn paper(&self, chance: &mut Chance) -> (String, Option<&'static str>) {
        let (letters, digits, country) = match self.home {
            Home::Azerbaijani => ("C", 8, "AZ"),
            Home::Russian => ("", 9, "RU"),
            Home::Ukrainian => ("FE", 6, "UA"),
            Home::Uzbek => ("AA", 7, "UZ"),
            Home::Filipino => ("P", 7, "PH"),
            Home::Pakistani => ("AB", 7, "PK"),
        };
        let number: String = (0..digits).map(|_| char::from(b'0' + chance.below(10) as u8)).collect();
        (format!("{letters}{number}"), chance.happens(90).then_some(country))
    }
}

fn fin(chance: &mut Chance) -> String {
    (0..7).map(|_| char::from(*chance.one(b"0123456789ABCDEFGHJKLMNPQRSTUVWXYZ"))).collect()
}
