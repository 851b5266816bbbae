//! Mandates: from which day to which the Fund's own means may serve a purpose that no law gives them. An act that is not known is
//! written as unknown. Terms of a donor stand beside them, and are no mandate.
use super::MANDATES;
use crate::{
    domain::{day::Day, purpose::Purpose},
    rules::{facts::Fact, flaw::Flaw},
};

/// Whether a mandate stands from one day to another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mandate {
    /// What it is for.
    pub purpose: Purpose,
    /// It stands.
    pub is_on: bool,
    /// First day.
    pub from: Day,
    /// Last day; none: until another is made.
    pub until: Option<Day>,
    /// What it rests on.
    pub act: String,
}

/// The dated mandates.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Mandates(Vec<Mandate>);

impl Mandates {
    /// Does one stand for a purpose on a day? Unknown where a purpose has mandates and none says; not applicable where it needs none.
    pub fn stands(&self, purpose: Purpose, on: Day) -> Fact<bool> {
        let mut of_purpose = self.0.iter().filter(|mandate| mandate.purpose == purpose).peekable();
        if of_purpose.peek().is_none() && !NEED_ONE.contains(&purpose) {
            return Fact::NotApplicable;
        }
        let holds = |m: &&Mandate| m.from <= on && m.until.is_none_or(|until| until >= on);
        Fact::from_option(of_purpose.find(holds).map(|mandate| mandate.is_on))
    }
}

/// Purposes that the Fund's own means serve only under a mandate (domain §4).
const NEED_ONE: [Purpose; 2] = [Purpose::LegalAid, Purpose::Repatriation];

const HEADER: [&str; 5] = ["purpose", "state", "from", "until", "act"];

pub(super) fn read(text: &str) -> Result<Mandates, Vec<Flaw>> {
    let mut reader = csv::ReaderBuilder::new().trim(csv::Trim::All).from_reader(text.as_bytes());
    let header = reader.headers().map(|row| row.iter().eq(HEADER)).unwrap_or(false);
    if !header {
        let mend = format!("Begin the file with the line {}.", HEADER.join(","));
        return Err(vec![Flaw::new(MANDATES, 1, "has other columns", mend)]);
    }
    let (mut all, mut wrong): (Vec<(usize, Mandate)>, _) = (vec![], vec![]);
    for row in reader.records() {
        let read = row.map_err(|why| {
            let line = why.position().map_or(1, |at| at.line() as usize);
            (line, why.to_string(), "Write five columns, commas between.")
        });
        let read = read.and_then(|row| {
            let line = row.position().map_or(1, |at| at.line() as usize);
            mandate_of(&row).map(|mandate| (line, mandate)).map_err(|(what, mend)| (line, what, mend))
        });
        match read {
            Ok(mandate) => all.push(mandate),
            Err((line, what, mend)) => wrong.push(Flaw::new(MANDATES, line, what, mend)),
        }
    }
    for (at, (line, mandate)) in all.iter().enumerate() {
        let ends_before = |a: &Mandate, b: &Mandate| a.until.is_some_and(|until| until < b.from);
        let overlaps = |other: &&(usize, Mandate)| {
            other.1.purpose == mandate.purpose
                && !ends_before(&other.1, mandate)
                && !ends_before(mandate, &other.1)
        };
        if let Some((other, _)) = all[..at].iter().find(overlaps) {
            let what = format!("overlaps line {other}: two mandates for {} on one day", mandate.purpose);
            let mend = "Give the earlier one a last day before the later one's first.";
            wrong.push(Flaw::new(MANDATES, *line, what, mend));
        }
    }
    if wrong.is_empty() {
        Ok(Mandates(all.into_iter().map(|(_, mandate)| mandate).collect()))
    } else {
        Err(wrong)
    }
}

fn mandate_of(row: &csv::StringRecord) -> Result<Mandate, (String, &'static str)> {
    let [purpose, state, from, until, act] =
        [0, 1, 2, 3, 4].map(|column| row.get(column).unwrap_or_default());
    const DAY: &str = "Write the day as 2026-11-24; the first day is never empty, the last may be.";
    let day = |text: &str| text.parse::<Day>().map_err(|_| (format!("has the day \"{text}\""), DAY));
    let mandate = Mandate {
        purpose: purpose
            .parse()
            .map_err(|_| (format!("has the purpose \"{purpose}\""), "Name a purpose of the closed list."))?,
        is_on: match state {
            "on" => true,
            "off" => false,
            _ => return Err((format!("has the state \"{state}\""), "Say on or off.")),
        },
        from: day(from)?,
        until: if until.is_empty() { None } else { Some(day(until)?) },
        act: act.to_owned(),
    };
    if act.is_empty() {
        return Err((
            "names no act".into(),
            "Name the act; where it is not known, write that it is unknown.",
        ));
    }
    if mandate.until.is_some_and(|until| until < mandate.from) {
        return Err(("ends before it begins".into(), DAY));
    }
    Ok(mandate)
}
