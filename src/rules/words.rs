//! Words that hide an expulsion (domain §7): does a memo, a payee's name or a document's title speak of deporting, removing,
//! guarding, detaining or taking somebody over the border? The words and their exceptions stand in `policies/words.toml`, which a
//! lawyer changes; here is only how they are held against a text. Pure: a parsed dictionary and a text in, a screening out, and
//! nothing of the text in it. What a hit means for a payment is not said here.
use super::flaw::Flaw;
use crate::domain::word::words;
use seek::{Parted, Reading};
use std::collections::{BTreeMap, BTreeSet};

mod cases;
mod dictionary;
mod file;
mod flaws;
mod seek;
#[cfg(test)]
mod tests;

/// The dictionary that comes with the program, as text: its hash is its version.
pub const SHIPPED: &str = include_str!("../../policies/words.toml");

words! {
    /// What the words found speak of.
    Kind {
        /// Sending somebody out of the country as the law of aliens calls it.
        Expulsion = "expulsion",
        /// Removal, exclusion, taking out: what it means depends on what stands near.
        Removal = "removal",
        /// A return that is forced, or arranged by those who force.
        Return = "return",
        /// Guards, escort, convoy.
        Guard = "guard",
        /// Detention and custody.
        Detention = "detention",
        /// Crossing, reaching or handing over at the border.
        Border = "border",
        /// Testimony, a statement, co-operation with the investigation as a condition.
        Cooperation = "cooperation",
        /// A sum that is cut because of another.
        SetOff = "set_off",
        /// Names of those who are helped.
        Names = "names",
        /// Their photographs.
        Photographs = "photographs",
        /// A fine, a penalty, an overstay charge, whatever the cost is called.
        Fine = "fine",
        /// The Fund's own costs: pay of the staff, the office, its car.
        Overhead = "overhead",
        /// A ticket or a flight.
        Ticket = "ticket",
    }
}

impl Kind {
    /// It says what a cost is, and asks nothing of anybody.
    pub fn is_of_cost(self) -> bool {
        matches!(self, Kind::Fine | Kind::Overhead | Kind::Ticket)
    }
}

words! {
    /// What a text comes to.
    Weight {
        /// Nothing was found, or only words that mean something else there.
        Pass = "pass",
        /// Words were found beside others that speak for lawful help; shown, and nothing waits.
        Warn = "warn",
        /// Words were found that speak of an expulsion; a second person must look.
        Override = "override",
    }
}

/// One stem of the dictionary that was found, and what it speaks of.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
pub struct Hit {
    /// What it speaks of.
    pub kind: Kind,
    /// The stem as the dictionary writes it, never as the text does.
    pub stem: String,
}

/// What was found in one text.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Screening {
    /// Each stem once, one for each word: those of the heaviest weight that was found, none where the text passes.
    pub hits: BTreeSet<Hit>,
    /// The heaviest of what was found.
    pub weight: Weight,
}

/// The words of a dictionary, ready to be held against texts.
#[derive(Debug, Clone)]
pub struct Dictionary {
    stems: Vec<Stem>,
    /// Which stems begin with a letter.
    first: BTreeMap<char, Vec<usize>>,
    /// Which of them are found inside a word, too.
    inside: BTreeMap<char, Vec<usize>>,
    entries: Vec<Entry>,
}

/// A word or several in a row, as they are sought.
#[derive(Debug, Clone)]
struct Stem {
    written: String,
    words: Vec<Word>,
    part: Part,
}

/// One word of a stem: its letters as `fold` reads them; a doubled one once, where it is no whole word.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Word {
    letters: Vec<char>,
    /// It is the whole word, not its beginning.
    whole: bool,
}

/// Which part a stem plays.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    /// A word of the entry of this number.
    Sought(usize),
    /// A word of the context of this number.
    Context(usize),
    /// A word that only begins like one of the entry: the entry's number, its exception's number.
    Alike(usize, usize),
}

#[derive(Debug, Clone)]
struct Entry {
    kind: Kind,
    weight: Weight,
    /// Contexts of which one must stand near; always, where there are none.
    beside: Vec<usize>,
    within: usize,
    exceptions: Vec<Exception>,
}

#[derive(Debug, Clone)]
struct Exception {
    near: Vec<usize>,
    within: usize,
    not_near: Vec<usize>,
    then: Weight,
}

/// Where the stems of a dictionary stand in one text, by the number of the piece.
#[derive(Debug, Default)]
struct Found {
    /// Stem, piece, and whether the word is parted there.
    sought: Vec<(usize, usize, bool)>,
    /// Context and the places of its words.
    contexts: BTreeMap<usize, BTreeSet<usize>>,
    /// Entry, exception and piece.
    alike: BTreeSet<(usize, usize, usize)>,
}

impl Dictionary {
    /// What a text plainly speaks of: the kinds of the words that weigh most.
    pub fn speaks_of(&self, text: &str) -> BTreeSet<Kind> {
        let screening = self.screen(text);
        let is_plain = screening.weight == Weight::Override;
        screening.hits.into_iter().filter(|_| is_plain).map(|hit| hit.kind).collect()
    }

    /// What a text plainly asks for, of a person or of a sum: a reason or a donor's terms may well name a cost.
    pub fn asks(&self, text: &str) -> BTreeSet<Kind> {
        self.speaks_of(text).into_iter().filter(|kind| !kind.is_of_cost()).collect()
    }

    /// Reads a dictionary strictly; each flaw names the file, its line and what to do.
    pub fn parse(file: &str, text: &str) -> Result<Dictionary, Vec<Flaw>> {
        dictionary::parse(file, text)
    }

    /// What stands in a text, of whatever length and letters, that speaks of an expulsion.
    pub fn screen(&self, text: &str) -> Screening {
        let reading = Reading::of(text);
        let found = self.find(&reading);
        let mut screening = Screening { hits: BTreeSet::new(), weight: Weight::Pass };
        let mut told = BTreeSet::new();
        for (stem, piece, is_parted) in &found.sought {
            let Stem { written, part: Part::Sought(number), .. } = &self.stems[*stem] else { continue };
            let entry = &self.entries[*number];
            let weight = entry.weigh(*number, (*piece, *is_parted), &reading, &found);
            if weight > screening.weight {
                screening.hits.clear();
                told.clear();
                screening.weight = weight;
            }
            // A word is told by one stem, though a longer one and that of the other script fit it as well.
            if weight == screening.weight && weight > Weight::Pass && told.insert((*number, *piece)) {
                screening.hits.insert(Hit { kind: entry.kind, stem: written.clone() });
            }
        }
        screening
    }

    fn find(&self, reading: &Reading) -> Found {
        let mut found = Found::default();
        for (piece, offset, letter) in reading.beginnings() {
            let stems = if offset == 0 { &self.first } else { &self.inside };
            for stem in stems.get(&letter).into_iter().flatten() {
                let Stem { words, part, .. } = &self.stems[*stem];
                let sought = matches!(part, Part::Sought(_));
                let parted = if sought { Parted::Anyhow } else { Parted::Letters };
                let Some(is_parted) = reading.has(words, (piece, offset), parted) else { continue };
                match *part {
                    Part::Sought(_) => found.sought.push((*stem, piece, is_parted)),
                    Part::Context(context) => {
                        found.contexts.entry(context).or_default().insert(piece);
                    }
                    Part::Alike(entry, exception) => {
                        found.alike.insert((entry, exception, piece));
                    }
                }
            }
        }
        found
    }
}

impl Entry {
    /// What its word weighs at this piece: nothing without the words that it needs near, and what the mildest exception leaves of it.
    /// A word that is parted is there to be hidden, so it weighs an override.
    fn weigh(
        &self,
        number: usize,
        (piece, is_parted): (usize, bool),
        reading: &Reading,
        found: &Found,
    ) -> Weight {
        let near = |contexts: &[usize], within: usize| {
            let places = contexts.iter().filter_map(|context| found.contexts.get(context));
            places.into_iter().any(|places| reading.is_near(piece, places, within))
        };
        if !self.beside.is_empty() && !near(&self.beside, self.within) {
            return Weight::Pass;
        }
        let applies = |(index, exception): &(usize, &Exception)| {
            let alike = found.alike.contains(&(number, *index, piece));
            (alike || near(&exception.near, exception.within)) && !near(&exception.not_near, exception.within)
        };
        let mild = self.exceptions.iter().enumerate().filter(applies).map(|(_, e)| e.then).min();
        let whole = if is_parted { Weight::Override } else { self.weight };
        mild.map_or(whole, |mild| mild.min(whole))
    }
}
