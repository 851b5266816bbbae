//! What a rulebook changes in another, part by part, so that whoever adopts it reads the changes and not two whole books: permits and
//! cases by their ids, limits by their names, dated sums, mandates, and each word of the dictionaries. Comments and layout are no
//! part: where nothing else differs, no part does.
use super::book::{AMOUNTS, FILES, Files, LIMITS, MANDATES, MISUSE, PURPOSES, SCHEMA, split};
use crate::domain::rulebook::PartChange;
use std::collections::BTreeMap;

/// One part that differs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// In which file.
    pub file: String,
    /// Which part: a permit, a case, a limit, a sum, a word.
    pub part: String,
    /// What becomes of it.
    pub change: PartChange,
    /// What it says in the rulebook that is changed.
    pub was: Option<String>,
    /// What it says in the one that changes it.
    pub becomes: Option<String>,
}

type Parts = BTreeMap<String, String>;

/// What `to` changes in `from`, in the order of files and parts.
pub fn differences(from: &Files, to: &Files) -> Vec<Difference> {
    let mut all = vec![];
    for file in FILES {
        let side = |files: &Files| files.get(*file).map(|text| parts(file, text)).unwrap_or_default();
        let (before, after) = (side(from), side(to));
        for part in before.keys().chain(after.keys().filter(|part| !before.contains_key(*part))) {
            let (was, becomes) = (before.get(part).cloned(), after.get(part).cloned());
            let change = match (&was, &becomes) {
                (Some(was), Some(becomes)) if was == becomes => continue,
                (Some(_), Some(_)) => PartChange::Changes,
                (None, _) => PartChange::Appears,
                (_, None) => PartChange::Vanishes,
            };
            all.push(Difference { file: (*file).to_owned(), part: part.clone(), change, was, becomes });
        }
    }
    all
}

fn parts(file: &str, text: &str) -> Parts {
    match file {
        SCHEMA => lines(text, "//"),
        PURPOSES | MISUSE => policies(file, text),
        LIMITS => limits(text),
        AMOUNTS | MANDATES => lines(text, "#"),
        _ => words(text),
    }
}

/// Each line that says something is a part of its own.
fn lines(text: &str, comment: &str) -> Parts {
    let plain = text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with(comment));
    plain.map(|line| (line.to_owned(), line.to_owned())).collect()
}

fn policies(file: &str, text: &str) -> Parts {
    let read = split::parse(file, text).unwrap_or_default();
    read.iter()
        .map(|statement| {
            let id = statement.policy.annotation("id").unwrap_or_default().to_owned();
            // A policy prints as it was written, with the comments before it.
            let text = statement.policy.to_string();
            let said = text.lines().filter(|line| !line.trim_start().starts_with("//"));
            (id, said.collect::<Vec<_>>().join("\n").trim().to_owned())
        })
        .collect()
}

fn limits(text: &str) -> Parts {
    let read: toml::Table = text.parse().unwrap_or_default();
    read.into_iter().map(|(name, said)| (name, spoken(&said))).collect()
}

/// Each word with what is said of it: the entries of a dictionary hold many, and one more is one part more.
fn words(text: &str) -> Parts {
    let read: toml::Table = text.parse().unwrap_or_default();
    let mut parts = Parts::new();
    let entries = read.iter().filter_map(|(section, all)| Some((section, all.as_array()?)));
    for (section, entry) in entries.flat_map(|(section, all)| all.iter().map(move |entry| (section, entry))) {
        let Some(entry) = entry.as_table() else { continue };
        let (lists, said): (Vec<_>, Vec<_>) = entry.iter().partition(|part| is_language(part.0, part.1));
        let said: Vec<String> =
            said.iter().map(|(name, value)| format!("{name} = {}", spoken(value))).collect();
        let said = said.join(", ");
        for (language, stems) in lists {
            for stem in stems.as_array().into_iter().flatten() {
                let part = format!("{section} {language} {}", spoken(stem));
                // A word may stand in several entries, once beside each context.
                parts.entry(part).and_modify(|all| *all = format!("{all}; {said}")).or_insert(said.clone());
            }
        }
        if lists_nothing(entry) {
            parts.insert(format!("{section} {said}"), said);
        }
    }
    parts
}

fn lists_nothing(entry: &toml::Table) -> bool {
    !entry.iter().any(|(name, value)| is_language(name, value))
}

fn is_language(name: &str, value: &toml::Value) -> bool {
    ["az", "en", "ru", "ru_latin", "words"].contains(&name) && value.is_array()
}

fn spoken(value: &toml::Value) -> String {
    match value {
        toml::Value::String(text) => text.clone(),
        toml::Value::Array(all) => all.iter().map(spoken).collect::<Vec<_>>().join(", "),
        toml::Value::Table(table) => {
            let said: Vec<String> =
                table.iter().map(|(name, value)| format!("{name} = {}", spoken(value))).collect();
            said.join(", ")
        }
        toml::Value::Integer(number) => number.to_string(),
        toml::Value::Boolean(flag) => flag.to_string(),
        other => format!("{other:?}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::{Rulebook, book::WORDS};

    /// What one change of one file is told as: part and change.
    fn told(file: &str, from: &str, to: &str) -> Vec<String> {
        let before = Rulebook::built_in().files().clone();
        assert!(before[file].contains(from), "{file} has no {from}");
        let mut after = before.clone();
        after.insert(file.to_owned(), before[file].replacen(from, to, 1));
        let line = |one: Difference| {
            assert_eq!(
                (one.was.is_some(), one.becomes.is_some()),
                match one.change {
                    PartChange::Appears => (false, true),
                    PartChange::Vanishes => (true, false),
                    PartChange::Changes => (true, true),
                }
            );
            format!("{} {} {}", one.file, one.part, one.change)
        };
        differences(&before, &after).into_iter().map(line).collect()
    }

    #[test]
    fn each_part_that_differs_is_told_by_its_name_and_no_other() {
        assert_eq!(
            told(LIMITS, "value = \"100.00\"", "value = \"90.00\""),
            ["limits.toml emergency_cap changes"]
        );
        let policy = "@id(\"same-hands/";
        let renamed = told(MISUSE, policy, "@id(\"same-hands/renamed-");
        assert!(renamed.len() == 2 && renamed.iter().any(|one| one.ends_with("vanishes")), "{renamed:?}");
        let act = "lump_sum,100.00,2006-01-12,,Decision 8 of 12.01.2006 (first day: A)";
        assert_eq!(told(AMOUNTS, act, ""), [format!("amounts.csv {act} vanishes")]);
        let word = told(WORDS, "en = [\"psycholog\", ", "en = [\"psycholog\", \"psychiatr\", ");
        assert_eq!(word, ["words.toml context en psychiatr appears"]);
    }

    #[test]
    fn comments_and_layout_are_no_part() {
        for (file, from) in
            [(LIMITS, "[emergency_cap]"), (MISUSE, "@id("), (AMOUNTS, "\nlump_sum"), (SCHEMA, "entity Fund;")]
        {
            let comment = if [MISUSE, SCHEMA].contains(&file) { "// a note\n" } else { "# a note\n" };
            let to = if file == AMOUNTS { "\n\nlump_sum".to_owned() } else { format!("{comment}{from}") };
            assert_eq!(told(file, from, &to), [""; 0], "{file}");
        }
    }

    #[test]
    fn every_part_of_the_shipped_rulebook_has_a_name_of_its_own() {
        let files = Rulebook::built_in().files().clone();
        for file in FILES {
            let parts = parts(file, &files[*file]);
            assert!(parts.len() > 2 && !parts.contains_key(""), "{file}");
        }
        let book = Rulebook::built_in();
        let policies = book.cases().count() + book.permits().len() + book.lifts().count();
        assert_eq!(parts(MISUSE, &files[MISUSE]).len() + parts(PURPOSES, &files[PURPOSES]).len(), policies);
    }
}
