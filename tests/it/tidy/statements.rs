//! Files of SQL against the code that names them: no statement without a caller, no caller without its
//! statement, and the same migrations on both engines. What a statement says is tested on the engines.

use std::collections::BTreeSet;

use super::source::{Source, Token};

/// File names that only one engine has; both lists hold bare names.
pub fn one_sided(sqlite: &BTreeSet<String>, postgres: &BTreeSet<String>) -> Vec<String> {
    let missing = |names: &BTreeSet<String>, others: &BTreeSet<String>, here: &str, there: &str| {
        let lone = names.difference(others);
        let told = lone.map(|name| {
            format!("migrations/{here}/{name}:1: not in migrations/{there}; a migration is written for both")
        });
        told.collect::<Vec<_>>()
    };
    let mut found = missing(sqlite, postgres, "sqlite", "postgres");
    found.extend(missing(postgres, sqlite, "postgres", "sqlite"));
    found
}

/// Statements that nothing in `src` names, and names that no file answers to. `files` are `noun/verb`.
pub fn strays(files: &BTreeSet<String>, sources: &[Source]) -> Vec<String> {
    let literals =
        || sources.iter().flat_map(|source| &source.literals).map(|literal| literal.content.as_str());
    let named = |file: &str| literals().any(|text| text == file || text.ends_with(&format!("/{file}.sql")));
    let dead = files.iter().filter(|file| !named(file)).map(|file| {
        format!("src/store/sql/{file}.sql:1: nothing in src names it; delete it with the code that went")
    });
    dead.chain(sources.iter().flat_map(|source| unanswered(files, source))).collect()
}

/// Calls of `rows!`, `row!` and `run!` in one file whose statement does not exist.
fn unanswered(files: &BTreeSet<String>, source: &Source) -> Vec<String> {
    let named = statements_called(source);
    let lost = named.into_iter().filter(|(_, name)| !files.contains(name));
    lost.map(|(at, name)| {
        source.offence(at, &format!("there is no src/store/sql/{name}.sql; write it or correct the name"))
    })
    .collect()
}

/// The first literal of each call that looks like `noun/verb`, and where the call stands.
fn statements_called(source: &Source) -> Vec<(usize, String)> {
    let tokens = source.tokens();
    let calls = tokens.windows(3).enumerate().filter(|(_, window)| {
        ["rows", "row", "run"].contains(&window[0].text) && window[1].text == "!" && window[2].text == "("
    });
    let named = calls.filter_map(|(index, window)| {
        let end = closing_bracket(&tokens[index + 2..]);
        let inside = window[2].at..end.unwrap_or(source.code.len());
        let first = source.literals.iter().find(|literal| inside.contains(&literal.at))?;
        is_statement_name(&first.content).then(|| (window[0].at, first.content.clone()))
    });
    named.collect()
}

/// Where the bracket that opens the list is closed.
fn closing_bracket(tokens: &[Token<'_>]) -> Option<usize> {
    let mut depth = 0;
    for token in tokens {
        match token.text {
            "(" => depth += 1,
            ")" => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return Some(token.at);
        }
    }
    None
}

fn is_statement_name(text: &str) -> bool {
    let is_name = |part: &str| {
        !part.is_empty() && part.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
    };
    text.split_once('/').is_some_and(|(noun, verb)| is_name(noun) && is_name(verb))
}

fn set(names: &[&str]) -> BTreeSet<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}

#[test]
fn a_migration_of_one_engine_only_is_found() {
    let found =
        one_sided(&set(&["0001_lot.sql", "0002_entry.sql"]), &set(&["0001_lot.sql", "0003_order.sql"]));
    assert_eq!(found.len(), 2);
    assert!(
        found[0].starts_with("migrations/sqlite/0002_entry.sql:1: not in migrations/postgres"),
        "{found:?}"
    );
    assert_eq!(one_sided(&set(&["0001_lot.sql"]), &set(&["0001_lot.sql"])), [""; 0]);
}

#[test]
fn a_dead_statement_and_a_lost_one_are_found() {
    let text = "rows!(tx, \"lot/list\", \"a/b\");\nrow!(\n  self, \"lot/lost\"\n);\n// run!(tx, \"lot/dead\")
                    macro_rules! run { ($name:literal) => { include_str!(concat!(\"sql/\", $name)) } }";
    let sources = [Source::read("src/store/lot.rs", text)];
    let found = strays(&set(&["lot/list", "lot/dead"]), &sources);
    assert_eq!(found.len(), 2, "{found:?}");
    assert!(found[0].starts_with("src/store/sql/lot/dead.sql:1: nothing in src names it"), "{found:?}");
    assert!(found[1].starts_with("src/store/lot.rs:2: there is no src/store/sql/lot/lost.sql"), "{found:?}");
}

#[test]
fn a_statement_may_also_be_named_by_its_file() {
    let sources = [Source::read("src/store/mod.rs", "include_str!(\"sql/head/lock.sql\")")];
    assert_eq!(strays(&set(&["head/lock"]), &sources), [""; 0]);
    assert_eq!(strays(&set(&["head/lock", "ahead/lock"]), &sources).len(), 1);
}
