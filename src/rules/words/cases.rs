//! The case list `policies/cases/words.csv`, written before the dictionary, held against the dictionary that comes with the program:
//! how much of what hides an expulsion is found, and how much of what is found hides one.
use super::{Dictionary, SHIPPED, Weight};

const CASES: &str = include_str!("../../../policies/cases/words.csv");

/// Written after the dictionary stood, by the same rules.
const THIRD: &str = include_str!("../../../policies/cases/words_third.csv");
const SECOND: &str = include_str!("../../../policies/cases/words_second.csv");

/// One line of the list.
struct Case {
    line: usize,
    text: String,
    expected: Weight,
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
        self.found * 1000 / (self.found + self.false_alarms)
    }

    /// Of a thousand that were expected, how many were found.
    fn recall(&self) -> usize {
        self.found * 1000 / (self.found + self.missed)
    }
}

/// The cases. `\u{…}` in a text stands for a character that nobody sees.
fn cases(list: &str) -> Vec<Case> {
    let mut reader = csv::Reader::from_reader(list.as_bytes());
    assert_eq!(reader.headers().expect("a header"), vec!["text", "language", "where", "expected", "note"]);
    let mut cases = Vec::new();
    for row in reader.records() {
        let row = row.expect("a line of five fields");
        let line = row.position().map_or(0, |position| position.line() as usize);
        let [text, language, place, expected, note] =
            [0, 1, 2, 3, 4].map(|field| row.get(field).unwrap_or_default());
        assert!(["az", "en", "ru", "mixed"].contains(&language), "line {line}: {language}");
        assert!(["memo", "payee", "title"].contains(&place), "line {line}: {place}");
        assert!(!note.is_empty(), "line {line} does not say why");
        let expected = expected.parse().unwrap_or_else(|_| panic!("line {line}: {expected}"));
        cases.push(Case { line, text: unescape(text), expected });
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

fn judged(list: &str) -> Vec<(Case, Weight)> {
    let dictionary = Dictionary::parse("policies/words.toml", SHIPPED).unwrap_or_else(|flaws| panic!("{flaws:#?}"));
    cases(list).into_iter().map(|case| { let w = dictionary.screen(&case.text).weight; (case, w) }).collect()
}

#[test]
fn precision_and_recall_over_the_case_list() {
    for list in [CASES, SECOND, THIRD] {
    let judged = judged(list);
    for (case, weight) in judged.iter().filter(|(case, weight)| case.expected != *weight) {
        println!("line {}: {} expected, {weight}: {}", case.line, case.expected, case.text);
    }
    for at_least in [Weight::Override, Weight::Warn] {
        let counts = Counts::of(&judged, at_least);
        let (precision, recall) = (counts.precision(), counts.recall());
        println!("{at_least}: precision {precision}/1000, recall {recall}/1000, {counts:?}");
    }
}
}
