//! The case lists `policies/cases/words*.csv` held against the dictionary that comes with the program: how much of what hides an
//! expulsion is found (recall), and how much of what is found hides one (precision). Single disguises are tried in `tests`.
//!
//! `words.csv` was written before the dictionary. The other three were written one after the other when it stood, and after each the
//! dictionary learnt. At first sight of them, of a thousand overrides that it found 726, 910 and 935 were right, and of a thousand that
//! it should find it found 859, 850 and 906: texts that nobody has tried will be nearer to these figures than to those asserted below.
#![cfg(test)]

use super::{Dictionary, Kind, SHIPPED, Weight};

const FIRST: &str = include_str!("../../../policies/cases/words.csv");
const SECOND: &str = include_str!("../../../policies/cases/words_second.csv");
const THIRD: &str = include_str!("../../../policies/cases/words_third.csv");
const FOURTH: &str = include_str!("../../../policies/cases/words_fourth.csv");

/// The words of what nobody may ask, and of what a cost is called.
const TERMS: &str = include_str!("../../../policies/words-terms.toml");

/// One line of a list.
struct Case {
    line: u64,
    text: String,
    expected: Weight,
    note: String,
}

/// How often a weight was expected and found.
#[derive(Debug, PartialEq, Eq)]
struct Counts {
    found: usize,
    missed: usize,
    false_alarms: usize,
}

impl Counts {
    fn of(judged: &[(Case, Weight)], at_least: Weight) -> Counts {
        let count = |expected: bool, found: bool| {
            let is = |(case, weight): &&(Case, Weight)| {
                (case.expected >= at_least, *weight >= at_least) == (expected, found)
            };
            judged.iter().filter(is).count()
        };
        Counts { found: count(true, true), missed: count(true, false), false_alarms: count(false, true) }
    }

    /// Of a thousand that were found, how many were expected.
    fn precision(&self) -> usize {
        self.found * 1000 / (self.found + self.false_alarms).max(1)
    }

    /// Of a thousand that were expected, how many were found.
    fn recall(&self) -> usize {
        self.found * 1000 / (self.found + self.missed).max(1)
    }
}

/// The cases of a list. `\u{…}` in a text stands for a character that nobody sees.
fn cases(list: &str) -> Vec<Case> {
    let mut reader = csv::Reader::from_reader(list.as_bytes());
    assert_eq!(reader.headers().expect("a header"), vec!["text", "language", "where", "expected", "note"]);
    let mut cases = Vec::new();
    for row in reader.records() {
        let row = row.expect("a line of five fields");
        let line = row.position().map_or(0, csv::Position::line);
        let [text, language, place, expected, note] =
            [0, 1, 2, 3, 4].map(|field| row.get(field).unwrap_or_default());
        assert!(["az", "en", "ru", "mixed"].contains(&language), "line {line}: {language}");
        assert!(["memo", "payee", "title", "reason", "terms"].contains(&place), "line {line}: {place}");
        assert!(!note.is_empty(), "line {line} does not say why");
        let expected = expected.parse().unwrap_or_else(|_| panic!("line {line}: {expected}"));
        cases.push(Case { line, text: unescape(text), expected, note: note.to_owned() });
    }
    cases
}

fn unescape(text: &str) -> String {
    let mut parts = text.split("\\u{");
    let mut plain = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (code, rest) = part.split_once('}').expect("an escape ends");
        let code = u32::from_str_radix(code, 16).expect("an escape is a number of sixteens");
        plain.push(char::from_u32(code).expect("an escape is a character"));
        plain.push_str(rest);
    }
    plain
}

fn read(words: &str) -> Dictionary {
    Dictionary::parse("the dictionary", words)
        .unwrap_or_else(|flaws| panic!("the dictionary is not whole: {flaws:#?}"))
}

fn judged(list: &str, weigh: impl Fn(&str) -> Weight) -> Vec<(Case, Weight)> {
    let judge = |case: Case| {
        let weight = weigh(&case.text);
        (case, weight)
    };
    cases(list).into_iter().map(judge).collect()
}

/// An override where something was found, else nothing.
fn weight_of(is_found: bool) -> Weight {
    if is_found { Weight::Override } else { Weight::Pass }
}

/// Prints what differs and the figures, and holds them against the least precision and recall of a thousand.
fn measure(name: &str, list: &str, least: [(Weight, usize, usize); 2]) {
    let dictionary = read(SHIPPED);
    hold(name, &judged(list, |text| dictionary.screen(text).weight), &least);
}

fn hold(name: &str, judged: &[(Case, Weight)], least: &[(Weight, usize, usize)]) {
    for (case, weight) in judged.iter().filter(|(case, weight)| case.expected != *weight) {
        println!("{name}, line {}: {} expected, {weight}: {}", case.line, case.expected, case.text);
    }
    for (at_least, precision, recall) in least {
        let counts = Counts::of(judged, *at_least);
        let figures = (counts.precision(), counts.recall());
        println!("{name}, {at_least}: precision {}, recall {} of 1000, {counts:?}", figures.0, figures.1);
        assert!(figures.0 >= *precision && figures.1 >= *recall, "{name}, {at_least}: {figures:?} of 1000");
    }
}

#[test]
fn precision_and_recall_over_the_list_that_was_written_before_the_dictionary() {
    measure("words.csv", FIRST, [(Weight::Override, 1000, 1000), (Weight::Warn, 1000, 1000)]);
}

#[test]
fn precision_and_recall_over_the_lists_that_were_written_after_it() {
    measure("words_second.csv", SECOND, [(Weight::Override, 959, 1000), (Weight::Warn, 921, 1000)]);
    measure("words_third.csv", THIRD, [(Weight::Override, 1000, 983), (Weight::Warn, 1000, 986)]);
    measure("words_fourth.csv", FOURTH, [(Weight::Override, 1000, 1000), (Weight::Warn, 975, 1000)]);
}

/// What reasons, memos, titles and donors' terms may not ask: the first list was written before the dictionary; of the others it found 809,
/// 964 and 962 of a thousand rightly at first sight, and 212, 574 and 702 of what it should.
#[test]
fn precision_and_recall_of_what_nobody_may_ask() {
    let dictionary = read(TERMS);
    for (name, list, precision, recall) in [
        ("words-terms.csv", include_str!("../../../policies/cases/words-terms.csv"), 1000, 990),
        (
            "words-terms_second.csv",
            include_str!("../../../policies/cases/words-terms_second.csv"),
            1000,
            1000,
        ),
        ("words-terms_third.csv", include_str!("../../../policies/cases/words-terms_third.csv"), 970, 950),
        ("words-terms_fourth.csv", include_str!("../../../policies/cases/words-terms_fourth.csv"), 970, 970),
    ] {
        let judged = judged(list, |text| weight_of(!dictionary.asks(text).is_empty()));
        hold(name, &judged, &[(Weight::Override, precision, recall)]);
        let cases = cases(list);
        let near = cases.iter().filter(|case| case.expected < Weight::Override).count();
        assert!(near * 2 >= cases.len().saturating_sub(1) || name != "words-terms.csv", "{name}: {near}");
    }
}

/// What a cost is called, kind by kind: the note of a line says which kind is expected. The first list was written before the dictionary
/// knew of costs, the others after it; at first sight it found 987, 714 and 896 of a thousand rightly, and 987, 357 and 838 of what it
/// should.
#[test]
fn precision_and_recall_of_what_a_cost_is_called() {
    let dictionary = read(TERMS);
    for (name, list, least) in [
        (
            "words-terms_cost.csv",
            include_str!("../../../policies/cases/words-terms_cost.csv"),
            [(960, 1000), (1000, 1000), (1000, 1000)],
        ),
        (
            "words-terms_cost_second.csv",
            include_str!("../../../policies/cases/words-terms_cost_second.csv"),
            [(1000, 760), (1000, 930), (930, 1000)],
        ),
        (
            "words-terms_cost_third.csv",
            include_str!("../../../policies/cases/words-terms_cost_third.csv"),
            [(880, 1000), (1000, 810), (1000, 1000)],
        ),
    ] {
        let near = cases(list).iter().filter(|case| case.expected == Weight::Pass).count();
        assert!(near * 2 + 4 >= cases(list).len(), "{name}: {near} near misses");
        for (kind, (precision, recall)) in [Kind::Fine, Kind::Overhead, Kind::Ticket].into_iter().zip(least) {
            let mut judged = judged(list, |text| weight_of(dictionary.speaks_of(text).contains(&kind)));
            for (case, _) in &mut judged {
                let is_meant = case.note.starts_with(&format!("{kind}: "));
                case.expected = weight_of(is_meant && case.expected == Weight::Override);
            }
            hold(&format!("{name}, {kind}"), &judged, &[(Weight::Override, precision, recall)]);
        }
    }
}

#[test]
fn words_of_a_cost_ask_nothing_of_anybody() {
    let dictionary = read(TERMS);
    let memo = "overstay fine, staff salaries, flight ticket";
    assert_eq!(dictionary.speaks_of(memo), [Kind::Fine, Kind::Overhead, Kind::Ticket].into());
    assert_eq!(dictionary.asks(memo), [].into());
    let both = "she must testify before the fine is paid";
    assert_eq!(dictionary.speaks_of(both), [Kind::Cooperation, Kind::Fine].into());
    assert_eq!(dictionary.asks(both), [Kind::Cooperation].into());
}

#[test]
fn the_lists_are_long_enough_and_half_of_each_are_near_misses() {
    for (list, lines) in [(FIRST, 330), (SECOND, 140), (THIRD, 140), (FOURTH, 70)] {
        let cases = cases(list);
        let near = cases.iter().filter(|case| case.expected < Weight::Override).count();
        assert!(cases.len() >= lines && near * 2 >= cases.len(), "{} lines, {near} near misses", cases.len());
        let in_both = |weight| cases.iter().any(|case| case.expected == weight);
        assert!(Weight::ALL.iter().all(|weight| in_both(*weight)));
    }
}

#[test]
fn figures_are_reckoned_as_they_are_named() {
    let case = |expected| Case { line: 0, text: String::new(), expected, note: String::new() };
    let judged = [
        (case(Weight::Override), Weight::Override),
        (case(Weight::Override), Weight::Warn),
        (case(Weight::Override), Weight::Override),
        (case(Weight::Warn), Weight::Override),
        (case(Weight::Pass), Weight::Pass),
    ];
    let counts = Counts::of(&judged, Weight::Override);
    assert_eq!(counts, Counts { found: 2, missed: 1, false_alarms: 1 });
    assert_eq!((counts.precision(), counts.recall()), (666, 666));
    assert_eq!(Counts::of(&judged, Weight::Warn), Counts { found: 4, missed: 0, false_alarms: 0 });
}
