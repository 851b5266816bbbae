//! How a dictionary is read from its file: strictly, with every flaw named at once. How its words are held against a text is not
//! known here.
use super::{
    Dictionary, Entry, Exception, Kind, Part, Stem, Weight, Word,
    file::{ContextTable, EntryTable, ExceptionTable, File, Inspection},
    seek::is_found_inside,
};
use crate::{
    domain::{fold::plain, letters::glyph},
    rules::flaw::Flaw,
};
use std::{
    collections::{BTreeMap, BTreeSet},
    ops::Range,
    str::FromStr,
};
use toml::Spanned;

/// Most letters of a word.
const MOST_LETTERS: usize = 40;

/// Fewer letters begin too many words.
const LEAST_LETTERS: usize = 3;

/// How far near is, where an exception or an entry does not say.
const WITHIN: usize = 4;

/// Farther than this is not near.
const MOST_WITHIN: usize = 20;

/// Stems that were read already: the contexts that they need near, their words, their number.
type Known = BTreeMap<(Vec<usize>, Vec<Word>), usize>;

/// A dictionary that is being read.
struct Draft<'a> {
    inspection: Inspection<'a>,
    contexts: BTreeMap<String, (usize, Range<usize>)>,
    used: BTreeSet<usize>,
    stems: Vec<Stem>,
}

pub(super) fn parse(file: &str, text: &str) -> Result<Dictionary, Vec<Flaw>> {
    let mut inspection = Inspection::of(file, text);
    let tables = inspection.read();
    let mut draft = Draft { inspection, contexts: BTreeMap::new(), used: BTreeSet::new(), stems: Vec::new() };
    let entries = tables.map(|tables| draft.dictionary(&tables)).unwrap_or_default();
    let Draft { inspection, stems, .. } = draft;
    let mut flaws = inspection.flaws;
    if !flaws.is_empty() {
        flaws.sort();
        return Err(flaws);
    }
    let first = by_first_letter(&stems, |_| true);
    let inside =
        by_first_letter(&stems, |stem| matches!(stem.part, Part::Sought(_)) && is_found_inside(&stem.words));
    Ok(Dictionary { stems, first, inside, entries })
}

/// The numbers of some of the stems, by the letter with which they begin.
fn by_first_letter(stems: &[Stem], some: impl Fn(&Stem) -> bool) -> BTreeMap<char, Vec<usize>> {
    let mut first: BTreeMap<char, Vec<usize>> = BTreeMap::new();
    for (number, stem) in stems.iter().enumerate().filter(|(_, stem)| some(stem)) {
        if let Some(letter) = stem.words.first().and_then(|word| word.letters.first()) {
            first.entry(*letter).or_default().push(number);
        }
    }
    first
}

impl Draft<'_> {
    fn dictionary(&mut self, tables: &File) -> Vec<Entry> {
        if tables.entry.is_empty() {
            self.inspection.note(&(0..0), "the dictionary has no entry", "write an `[[entry]]`");
        }
        for (number, table) in tables.context.iter().enumerate() {
            self.context(number, table);
        }
        let mut known = BTreeMap::new();
        let entries = tables.entry.iter().enumerate();
        let entries = entries.filter_map(|(number, table)| self.entry(number, table, &mut known)).collect();
        for (name, (number, at)) in self.contexts.clone() {
            if !self.used.contains(&number) {
                let what = format!("no entry names the context `{name}`");
                self.inspection.note(&at, what, "name it in an entry or remove it");
            }
        }
        entries
    }

    fn context(&mut self, number: usize, table: &Spanned<ContextTable>) {
        let context = table.get_ref();
        let (name, at) = (context.name.get_ref().clone(), context.name.span());
        if let Some(unknown) = self.contexts.insert(name.clone(), (number, at.clone())) {
            self.contexts.insert(name.clone(), unknown);
            self.inspection.note(&at, format!("a second context is called `{name}`"), "join the two");
        }
        let mut known = BTreeMap::new();
        let all = context.stems();
        if all.is_empty() {
            self.inspection.note(&at, format!("the context `{name}` has no stem"), "write one or remove it");
        }
        for stem in all {
            self.stem(stem, Part::Context(number), (&[], &mut known));
        }
    }

    fn entry(&mut self, number: usize, table: &Spanned<EntryTable>, known: &mut Known) -> Option<Entry> {
        let entry = table.get_ref();
        let kind = self.word::<Kind>(&entry.kind);
        let weight = self.word::<Weight>(&entry.weight);
        if weight == Some(Weight::Pass) {
            let mend = "write `warn` or `override`, or remove the entry";
            self.inspection.note(&entry.weight.span(), "an entry that lets pass finds nothing", mend);
        }
        let all = entry.stems();
        if all.is_empty() {
            self.inspection.note(&table.span(), "the entry has no stem", "write one or remove the entry");
        }
        let mut beside = self.names(&entry.beside);
        beside.sort_unstable();
        for stem in all {
            self.stem(stem, Part::Sought(number), (&beside, known));
        }
        if let (Some(within), true) = (&entry.within, entry.beside.is_empty()) {
            let what = "`within` says how near, and `beside` does not say to what";
            self.inspection.note(&within.span(), what, "name contexts in `beside` or remove `within`");
        }
        let within = self.within(entry.within.as_ref());
        let exceptions = entry.exception.iter().enumerate();
        let exceptions =
            exceptions.filter_map(|(index, table)| self.exception((number, index), table, weight?)).collect();
        Some(Entry { kind: kind?, weight: weight?, beside, within, exceptions })
    }

    fn exception(
        &mut self,
        (entry, index): (usize, usize),
        table: &Spanned<ExceptionTable>,
        weight: Weight,
    ) -> Option<Exception> {
        let exception = table.get_ref();
        let then = self.word::<Weight>(&exception.then);
        if then.is_some_and(|then| then >= weight) {
            let mend = "write a weight below the entry's, or remove the exception";
            self.inspection.note(&exception.then.span(), "the exception changes nothing", mend);
        }
        if exception.why.get_ref().trim().is_empty() {
            self.inspection.note(&exception.why.span(), "the exception says no reason", "write it in `why`");
        }
        if exception.words.is_empty() && exception.near.is_empty() {
            let mend = "write stems in `words` or contexts in `near`, or remove it";
            self.inspection.note(&table.span(), "the exception has neither stem nor context", mend);
        }
        let mut known = BTreeMap::new();
        for stem in &exception.words {
            self.stem(stem, Part::Alike(entry, index), (&[], &mut known));
        }
        let near = self.names(&exception.near);
        let not_near = self.names(&exception.not_near);
        Some(Exception { near, within: self.within(exception.within.as_ref()), not_near, then: then? })
    }

    fn within(&mut self, within: Option<&Spanned<usize>>) -> usize {
        let Some(within) = within else { return WITHIN };
        if !(1..=MOST_WITHIN).contains(within.get_ref()) {
            let what = format!("`within` is {}", within.get_ref());
            self.inspection.note(&within.span(), what, "write how many words apart: 1 to 20");
        }
        *within.get_ref()
    }

    /// A word of a closed list.
    fn word<T: FromStr + AsWord>(&mut self, text: &Spanned<String>) -> Option<T> {
        let word = text.get_ref().parse().ok();
        if word.is_none() {
            let what = format!("`{}` is not one of: {}", text.get_ref(), T::all());
            self.inspection.note(&text.span(), what, "write one of them");
        }
        word
    }

    fn names(&mut self, names: &[Spanned<String>]) -> Vec<usize> {
        let mut numbers = Vec::new();
        for name in names {
            match self.contexts.get(name.get_ref()) {
                Some((number, _)) => {
                    self.used.insert(*number);
                    numbers.push(*number);
                }
                None => {
                    let what = format!("there is no context `{}`", name.get_ref());
                    self.inspection.note(&name.span(), what, "write a `[[context]]` of that name");
                }
            }
        }
        numbers
    }

    /// One stem, with the contexts that it needs near, and what was read before it.
    fn stem(&mut self, stem: &Spanned<String>, part: Part, (beside, known): (&[usize], &mut Known)) {
        let written = stem.get_ref();
        let words: Vec<Word> = written.split_whitespace().map(word).collect();
        let letters = |word: &Word| word.letters.len();
        let strange = |word: &Word| word.letters.iter().any(|c| !c.is_alphabetic() || !glyph(*c).may_be(*c));
        let flaw = if words.iter().all(|word| letters(word) == 0) {
            Some(("the stem is empty".to_owned(), "write letters or remove it"))
        } else if words.iter().any(strange) {
            let mend = "write letters, with blanks between words and `$` at the end of a whole one";
            Some((format!("the stem `{written}` has other signs than letters"), mend))
        } else if words.iter().any(|word| letters(word) > MOST_LETTERS) {
            Some((format!("a word of the stem `{written}` is too long"), "write 40 letters at most"))
        } else if words.first().is_some_and(|word| !word.whole && letters(word) < LEAST_LETTERS) {
            let mend = "write three letters at least, or `$` at the end of a whole word";
            Some((format!("the stem `{written}` begins too many words"), mend))
        } else if let Some(other) = known.get(&(beside.to_vec(), words.clone())) {
            let what = format!("the stem `{written}` is read as `{}`", self.stems[*other].written);
            Some((what, "write it once, or in entries that need other words beside it"))
        } else {
            None
        };
        match flaw {
            Some((what, mend)) => self.inspection.note(&stem.span(), what, mend),
            None => {
                known.insert((beside.to_vec(), words.clone()), self.stems.len());
                self.stems.push(Stem { written: written.clone(), words, part });
            }
        }
    }
}

/// A word of a stem as it is sought: folded as texts are, a doubled letter once, but not in a whole word: `mmc$` is not `mc`.
fn word(written: &str) -> Word {
    let (text, whole) = written.strip_suffix('$').map_or((written, false), |text| (text, true));
    let mut letters: Vec<char> = text.chars().flat_map(plain).collect();
    if !whole {
        letters.dedup();
    }
    Word { letters, whole }
}

/// A closed list that can name all its words.
trait AsWord {
    fn all() -> String;
}

impl AsWord for Kind {
    fn all() -> String {
        Kind::ALL.iter().map(|kind| kind.as_str()).collect::<Vec<_>>().join(", ")
    }
}

impl AsWord for Weight {
    fn all() -> String {
        Weight::ALL.iter().map(|weight| weight.as_str()).collect::<Vec<_>>().join(", ")
    }
}
