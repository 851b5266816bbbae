//! Sums of fixed height: from which day to which an act fixes them. An act that is not known is written as unknown.
use super::AMOUNTS;
use crate::{
    domain::{day::Day, money::Money, purpose::Purpose},
    rules::flaw::Flaw,
};

/// A sum that an act fixes from one day to another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DatedSum {
    /// What it is for.
    pub purpose: Purpose,
    /// The sum.
    pub sum: Money,
    /// First day.
    pub from: Day,
    /// Last day; none: still in force.
    pub until: Option<Day>,
    /// The act, with what is not known of it.
    pub act: String,
}

/// The dated sums.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Amounts(Vec<DatedSum>);

impl Amounts {
    /// The dated sum of a purpose on its entitlement day; none where the acts known say nothing of that day.
    pub fn in_force(&self, purpose: Purpose, on: Day) -> Option<&DatedSum> {
        let on_day = |sum: &&DatedSum| sum.from <= on && sum.until.is_none_or(|until| until >= on);
        self.0.iter().filter(|sum| sum.purpose == purpose).find(on_day)
    }

    /// All of them, in the order of the file.
    pub fn all(&self) -> &[DatedSum] {
        &self.0
    }
}

const HEADER: [&str; 5] = ["purpose", "amount", "from", "until", "act"];

pub(super) fn read(text: &str) -> Result<Amounts, Vec<Flaw>> {
    let mut reader = csv::ReaderBuilder::new().trim(csv::Trim::All).from_reader(text.as_bytes());
    let header = reader.headers().map(|row| row.iter().eq(HEADER)).unwrap_or(false);
    if !header {
        let mend = format!("Begin the file with the line {}.", HEADER.join(","));
        return Err(vec![Flaw::new(AMOUNTS, 1, "has other columns", mend)]);
    }
    let (mut all, mut wrong): (Vec<(usize, DatedSum)>, _) = (vec![], vec![]);
    for row in reader.records() {
        let row = match row {
            Ok(row) => row,
            Err(why) => {
                let line = why.position().map_or(1, |at| at.line() as usize);
                wrong.push(Flaw::new(AMOUNTS, line, why.to_string(), "Write five columns, commas between."));
                continue;
            }
        };
        let line = row.position().map_or(1, |at| at.line() as usize);
        match sum_of(&row) {
            Ok(sum) => all.push((line, sum)),
            Err((what, mend)) => wrong.push(Flaw::new(AMOUNTS, line, what, mend)),
        }
    }
    if all.is_empty() && wrong.is_empty() {
        wrong.push(Flaw::new(AMOUNTS, 1, "has no sum", "Add the sums that acts fix."));
    }
    for (at, (line, sum)) in all.iter().enumerate() {
        let overlaps = |other: &&(usize, DatedSum)| {
            let ends_before = |a: &DatedSum, b: &DatedSum| a.until.is_some_and(|until| until < b.from);
            other.1.purpose == sum.purpose && !ends_before(&other.1, sum) && !ends_before(sum, &other.1)
        };
        if let Some((other, _)) = all[..at].iter().find(overlaps) {
            let what = format!("overlaps line {other}: two sums for {} on one day", sum.purpose);
            wrong.push(Flaw::new(
                AMOUNTS,
                *line,
                what,
                "Give the earlier one a last day before the later one's first.",
            ));
        }
    }
    if wrong.is_empty() { Ok(Amounts(all.into_iter().map(|(_, sum)| sum).collect())) } else { Err(wrong) }
}

fn sum_of(row: &csv::StringRecord) -> Result<DatedSum, (String, &'static str)> {
    let [purpose, amount, from, until, act] =
        [0, 1, 2, 3, 4].map(|column| row.get(column).unwrap_or_default());
    const DAY: &str = "Write the day as 2026-11-24; the first day is never empty, the last may be.";
    let day = |text: &str| text.parse::<Day>().map_err(|_| (format!("has the day \"{text}\""), DAY));
    let fixed = purpose.parse::<Purpose>().ok().filter(|purpose| purpose.has_fixed_sum());
    let sum = DatedSum {
        purpose: fixed.ok_or((format!("has the purpose \"{purpose}\""), "Name a purpose of fixed sum."))?,
        sum: amount.parse().map_err(|_| (format!("has the sum \"{amount}\""), "Write the sum as 100.00."))?,
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
    if sum.until.is_some_and(|until| until < sum.from) {
        return Err(("ends before it begins".into(), DAY));
    }
    Ok(sum)
}
