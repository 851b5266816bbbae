//! Statements as a reader sees them, in each format: entries with their lines. What must hold of any statement is checked
//! here; which statements are asked for, elsewhere.
use serde_json::Value;

/// An entry of a statement.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// The number in its reference.
    pub number: usize,
    /// When it was recorded, as text that sorts.
    pub recorded_at: String,
    /// Account, lot and sum in qəpik (debits above zero).
    pub lines: Vec<(String, String, i64)>,
}

/// The qəpik of a sum in text, which has two decimals and perhaps a sign.
pub fn qepik(text: &str) -> i64 {
    let digits: String = text.chars().filter(|c| c.is_ascii_digit() || *c == '-').collect();
    digits.parse().unwrap_or_else(|_| panic!("`{text}` is no sum"))
}

fn number(reference: &str) -> usize {
    let digits = reference.rsplit('-').next().unwrap_or_default();
    digits.parse().unwrap_or_else(|_| panic!("`{reference}` is no reference"))
}

/// Entries of lines that come one after the other.
fn gather(lines: impl Iterator<Item = (usize, String, (String, String, i64))>) -> Vec<Entry> {
    let mut entries: Vec<Entry> = vec![];
    for (number, recorded_at, line) in lines {
        if entries.last().is_none_or(|last| last.number != number) {
            entries.push(Entry { number, recorded_at, lines: vec![] });
        }
        entries.last_mut().expect("one was just pushed").lines.push(line);
    }
    entries
}

/// A statement as CSV, from the beginning and so without opening balances. No field of it needs quotes but names.
pub fn of_csv(text: &str) -> Vec<Entry> {
    assert!(text.ends_with('\n'), "the statement breaks off in a line: {:?}", text.lines().last());
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    gather(reader.records().map(|row| {
        let row = row.expect("a row of sixteen columns");
        let sum = qepik(&row[10]) - qepik(&row[11]);
        (number(&row[0]), row[2].to_owned(), (row[4].to_owned(), row[6].to_owned(), sum))
    }))
}

/// A statement as JSON.
pub fn of_json(text: &str) -> Vec<Entry> {
    let json: Value =
        serde_json::from_str(text).unwrap_or_else(|why| panic!("the statement is no JSON: {why}"));
    let entries = json["entries"].as_array().unwrap_or_else(|| panic!("no entries in the statement"));
    gather(entries.iter().flat_map(|entry| {
        let word = |of: &Value, name: &str| of[name].as_str().unwrap_or_default().to_owned();
        let (number, at) = (number(&word(entry, "entry")), word(entry, "recorded_at"));
        let lines = entry["postings"].as_array().unwrap_or_else(|| panic!("no postings in {entry}"));
        lines.iter().map(move |line| {
            let sum = qepik(&word(line, "debit")) - qepik(&word(line, "credit"));
            (number, at.clone(), (word(line, "account"), word(line, "lot"), sum))
        })
    }))
}

/// A statement for hledger; it says nothing of instants.
pub fn of_hledger(text: &str) -> Vec<Entry> {
    assert!(text.ends_with("\n\n"), "the statement breaks off in an entry: {:?}", text.lines().last());
    let mut at = 0;
    gather(text.lines().filter_map(move |line| {
        if let Some((_, rest)) = line.split_once(" * (") {
            at = number(rest.split(')').next().unwrap_or_default());
        }
        let mut words = line.strip_prefix("    ")?.split_whitespace();
        let (account, lot) = words.next()?.split_once(':').unwrap_or_default();
        Some((at, String::new(), (account.to_owned(), lot.to_owned(), qepik(words.next()?))))
    }))
}

/// Holds of every statement from the beginning: numbers from 1 without a gap, entries that sum to zero for each lot, and, in
/// the order of their numbers, instants that never fall.
pub fn is_whole(entries: &[Entry]) {
    let mut numbers: Vec<usize> = entries.iter().map(|entry| entry.number).collect();
    numbers.sort_unstable();
    let wanted: Vec<usize> = (1..=entries.len()).collect();
    assert!(numbers == wanted, "numbers have a gap or are doubled: {numbers:?}");
    for entry in entries {
        assert!(entry.lines.len() >= 2, "half an entry: {entry:?}");
        let lots: std::collections::BTreeSet<&str> = entry.lines.iter().map(|(_, lot, _)| &**lot).collect();
        for lot in lots {
            let sum: i64 = entry.lines.iter().filter(|line| line.1 == lot).map(|line| line.2).sum();
            assert_eq!(sum, 0, "an entry that does not sum to zero for {lot}: {entry:?}");
        }
    }
    let mut ordered: Vec<&Entry> = entries.iter().collect();
    ordered.sort_by_key(|entry| entry.number);
    let falls = ordered.windows(2).find(|pair| pair[0].recorded_at > pair[1].recorded_at);
    assert!(falls.is_none(), "recorded before the entry before it: {falls:?}");
}
