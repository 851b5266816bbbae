//! Duplicates: a list of persons made by chance, variants of some of them planted, and how many of them the blind terms find, how many
//! strangers they find besides, and how long a check takes. What is measured is said in `benches/README.md`; the options are
//! `--persons --variants --checks --folder --show`.
#[path = "../shared/mod.rs"]
#[allow(dead_code, reason = "each bench uses its part of what all share")]
mod shared;

mod chance;
mod list;
mod lists;
mod people;
mod spelling;
mod variants;

use chance::Chance;
use list::{Check, List};
use people::{Person, Record, person};
use relief_ledger::vault::{Keys, Secret, matching::Strength, matching::TermKind};
use shared::{Outcome, machine, options::Options, table};
use std::{
    collections::{BTreeMap, BTreeSet},
    time::Instant,
};
use variants::Kind;

const KNOWN: &[&str] = &["persons", "variants", "checks", "folder", "show"];
const KEY: &str = "00112233445566778899aabbccddeeff0123456789abcdef0123456789abcdef";

fn main() -> Outcome<()> {
    let runtime = tokio::runtime::Runtime::new()?;
    runtime.block_on(bench(&Options::read(KNOWN)?))
}

async fn bench(options: &Options) -> Outcome<()> {
    let folder = tempfile::Builder::new().prefix("relief-duplicates-").tempdir_in(options.folder()?)?;
    machine::describe(folder.path())?;
    let persons: u64 = options.value("persons", 100_000)?;
    let file = folder.path().join("terms.db");
    let begun = Instant::now();
    let mut list = List::create(&file, Keys::derive(&Secret::from_hex(KEY)?)).await?;
    for number in 0..persons {
        let record = person(number).first_record(number);
        list.add(number as i64, &record.identity(), record.year).await?;
    }
    list.finish().await?;
    println!(
        "{} persons keep {:.1} terms each (most {}), {} MiB with their index, written in {:.0} s.",
        table::whole(persons as f64),
        list.terms as f64 / persons as f64,
        list.most,
        table::whole(std::fs::metadata(&file)?.len() as f64 / 1_048_576.0),
        begun.elapsed().as_secs_f64(),
    );
    let planted = planted(persons, options.value("variants", 2_000)?);
    recall(&mut list, &planted, options.has("show")).await?;
    strangers(&mut list, persons, options.value("checks", persons.min(100_000))?, options.has("show")).await
}

/// Persons of the list that come a second time, the kinds in turn, no person twice.
fn planted(persons: u64, variants: usize) -> Vec<(u64, Kind, Record)> {
    let mut chance = Chance::new(4_711);
    let (mut planted, mut taken) = (vec![], BTreeSet::new());
    while planted.len() < variants {
        let kind = Kind::ALL[planted.len() % Kind::ALL.len()];
        let number = chance.below(persons);
        let person: Person = person(number);
        let again = kind.of(&person, &person.first_record(number), &mut chance);
        if let Some(again) = again.filter(|_| taken.insert(number)) {
            planted.push((number, kind, again));
        }
    }
    planted
}

#[derive(Default)]
struct Tally {
    planted: u32,
    found: u32,
    exact: u32,
    strangers: usize,
}

async fn recall(list: &mut List, planted: &[(u64, Kind, Record)], show: bool) -> Outcome<()> {
    let mut tallies: BTreeMap<Kind, Tally> = BTreeMap::new();
    let mut times = Times::default();
    for (number, kind, again) in planted {
        let check = list.check(&again.identity(), again.year).await?;
        times.add(&check);
        let tally = tallies.entry(*kind).or_default();
        tally.planted += 1;
        match check.strength(*number as i64) {
            Some(strength) => {
                tally.found += 1;
                tally.exact += u32::from(strength == Strength::Exact);
                tally.strangers += check.found.len() - 1;
            }
            None => {
                tally.strangers += check.found.len();
                if show {
                    let first = person(*number).first_record(*number);
                    println!(
                        "missed, {}: {:?} {:?} {:?} / {:?} {:?} {:?}",
                        kind.words(),
                        first.name,
                        first.born,
                        first.year,
                        again.name,
                        again.born,
                        again.year
                    );
                }
            }
        }
    }
    let row = |what: &str, tally: &Tally| {
        let share = |part: f64, whole: f64| format!("{:.3}", part / whole.max(1.0));
        let (planted, found, strangers) =
            (f64::from(tally.planted), f64::from(tally.found), tally.strangers as f64);
        vec![
            what.to_owned(),
            tally.planted.to_string(),
            tally.found.to_string(),
            share(found, planted),
            tally.exact.to_string(),
            tally.strangers.to_string(),
            share(found, found + strangers),
        ]
    };
    let mut rows: Vec<Vec<String>> = tallies.iter().map(|(kind, tally)| row(kind.words(), tally)).collect();
    let whole = tallies.values().fold(Tally::default(), |sum, one| Tally {
        planted: sum.planted + one.planted,
        found: sum.found + one.found,
        exact: sum.exact + one.exact,
        strangers: sum.strangers + one.strangers,
    });
    rows.push(row("**all**", &whole));
    table::print(
        &["comes a second time with", "planted", "found", "recall", "exact", "strangers found", "precision"],
        &rows,
    );
    times.print("a planted variant");
    Ok(())
}

/// Checks persons of the list against all others in it, who are strangers: what is found is what a guardian looks at in vain.
async fn strangers(list: &mut List, persons: u64, checks: u64, show: bool) -> Outcome<()> {
    let (mut times, mut seen, mut with) = (Times::default(), 0usize, 0usize);
    let mut by: BTreeMap<Vec<TermKind>, usize> = BTreeMap::new();
    let mut known: BTreeMap<&str, usize> = BTreeMap::new();
    let step = (persons / checks.max(1)).max(1);
    let checked = (0..persons).step_by(step as usize).take(checks as usize);
    let mut count = 0u64;
    for number in checked {
        count += 1;
        let record = person(number).first_record(number);
        let check = list.check(&record.identity(), record.year).await?;
        times.add(&check);
        let others = check.found.iter().filter(|(other, _)| **other != number as i64);
        let mut any = 0;
        for (other, kinds) in others {
            any += 1;
            let kinds: BTreeSet<TermKind> = kinds.iter().copied().collect();
            *by.entry(kinds.into_iter().collect()).or_default() += 1;
            let them = person(*other as u64).first_record(*other as u64);
            *known.entry(least_known(&record, &them)).or_default() += 1;
            if show && (number % 97 == 0) {
                println!(
                    "stranger: {:?} {:?} {:?} / {:?} {:?} {:?}",
                    record.name, record.born, record.year, them.name, them.born, them.year
                );
            }
        }
        seen += any;
        with += usize::from(any > 0);
    }
    println!(
        "Of {} persons checked against the others {} find strangers, {} in all: {:.4} a check, {} pairs in the whole list.",
        table::whole(count as f64),
        table::whole(with as f64),
        table::whole(seen as f64),
        seen as f64 / count as f64,
        table::whole(seen as f64 / count as f64 * persons as f64 / 2.0),
    );
    let share = |count: usize| format!("{:.3}", count as f64 / seen.max(1) as f64);
    let rows: Vec<Vec<String>> = known
        .into_iter()
        .map(|(what, count)| vec![what.to_owned(), count.to_string(), share(count)])
        .collect();
    table::print(&["strangers found, by what is known of both births", "times", "share"], &rows);
    let mut rows: Vec<(usize, String)> =
        by.into_iter().map(|(kinds, count)| (count, format!("{kinds:?}"))).collect();
    rows.sort_by(|a, b| b.cmp(a));
    let rows: Vec<Vec<String>> =
        rows.into_iter().take(12).map(|(count, kinds)| vec![kinds, count.to_string()]).collect();
    table::print(&["strangers found by", "times"], &rows);
    times.print("a person of the list");
    Ok(())
}

/// What is known of the birth of both.
fn least_known(one: &Record, other: &Record) -> &'static str {
    match [one, other].map(|record| (record.born.is_some(), record.year.is_some())) {
        [(true, _), (true, _)] => "both days",
        [(false, false), _] | [_, (false, false)] => "of one neither day nor year",
        _ => "of one only the year",
    }
}

/// How long checks took.
#[derive(Default)]
struct Times {
    whole: Vec<f64>,
    folding: Vec<f64>,
}

impl Times {
    fn add(&mut self, check: &Check) {
        self.whole.push(check.took.as_secs_f64() * 1_000.0);
        self.folding.push(check.folding.as_secs_f64() * 1_000.0);
    }

    fn print(&self, what: &str) {
        let of = |times: &[f64], share| table::short(table::percentile(times, share));
        println!(
            "A check of {what} takes p50 {} ms, p99 {} ms, at most {} ms; of it terms and blind indexes p50 {} ms, p99 {} ms.",
            of(&self.whole, 0.5),
            of(&self.whole, 0.99),
            of(&self.whole, 1.0),
            of(&self.folding, 0.5),
            of(&self.folding, 0.99),
        );
    }
}
