//! The house rules, kept by reading the repository as text: floors, headers, sizes, words, statements, licences.
//! Each test is one rule and each failure names the lines and what to do. The checks themselves lie in
//! `tidy/`, pure and tried on bad samples; nothing here may need the crate to compile.

mod floors;
mod licences;
mod outward;
mod shape;
mod source;
mod statements;
mod words;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use source::Source;

#[test]
fn imports_only_run_downward() {
    none(sources("src").iter().flat_map(floors::upward_imports));
}

#[test]
fn the_pure_floors_reach_for_no_clock_no_disk_and_no_network() {
    none(sources("src").iter().flat_map(floors::impurities));
}

#[test]
fn every_file_opens_with_a_header_of_a_full_sentence() {
    none(code().iter().filter_map(|(path, text)| shape::missing_header(path, text)));
}

#[test]
fn every_file_and_every_function_keeps_to_its_length() {
    none(code().iter().flat_map(|(path, text)| shape::too_long(&Source::read(path, text))));
}

#[test]
fn every_file_is_named_for_what_it_holds() {
    none(texts("src").iter().filter_map(|(path, _)| shape::empty_name(path)));
}

#[test]
fn nothing_panics_on_a_whim_or_prints_past_the_log() {
    none(sources("src").iter().flat_map(words::careless_words));
}

#[test]
fn what_leaves_the_house_leaves_through_one_place() {
    none(sources("src").iter().flat_map(outward::stray_file_names));
    none(sources("src").iter().flat_map(outward::loose_words));
}

#[test]
fn no_sum_is_ever_a_float() {
    none(sources("src").iter().flat_map(words::floats));
}

#[test]
fn both_engines_have_the_same_migrations() {
    let names = |engine: &str| {
        let files = texts(&format!("migrations/{engine}"));
        let names = files.iter().filter_map(|(path, _)| Some(path.rsplit_once('/')?.1.to_owned()));
        names.filter(|name| name.ends_with(".sql")).collect::<BTreeSet<_>>()
    };
    assert!(!names("sqlite").is_empty(), "there is no migration, so this test looks in the wrong place");
    none(statements::one_sided(&names("sqlite"), &names("postgres")));
}

#[test]
fn every_statement_is_called_and_every_call_has_its_statement() {
    let name = |path: &str| Some(path.strip_prefix("src/store/sql/")?.strip_suffix(".sql")?.to_owned());
    let files: BTreeSet<String> = texts("src").iter().filter_map(|(path, _)| name(path)).collect();
    assert!(!files.is_empty(), "there is no statement, so this test looks in the wrong place");
    none(statements::strays(&files, &sources("src")));
}

#[test]
fn every_dependency_is_under_a_licence_that_we_may_ship() {
    none(licences::unwelcome(&metadata()));
}

#[test]
fn no_text_names_a_package_registry_or_a_folder_of_one_machine() {
    let folders = ["src", "tests", "benches", "migrations", "policies", "fixtures", "tools", ".ci"];
    let files = ["README.md", "Cargo.toml", "clippy.toml", "rustfmt.toml"];
    let all = folders.into_iter().chain(files).flat_map(texts).collect::<Vec<_>>();
    assert!(all.iter().any(|(path, _)| path == "README.md"), "there is no README.md");
    none(all.iter().flat_map(|(path, text)| words::addresses(path, text)));
}

/// Fails with every offence on a line of its own.
fn none(offences: impl IntoIterator<Item = String>) {
    let offences: Vec<String> = offences.into_iter().collect();
    assert!(offences.is_empty(), "{} to put right:\n{}", offences.len(), offences.join("\n"));
}

/// Every Rust file of `src` and `tests`.
fn code() -> Vec<(String, String)> {
    ["src", "tests"].into_iter().flat_map(texts).filter(|(path, _)| path.ends_with(".rs")).collect()
}

fn sources(folder: &str) -> Vec<Source> {
    let files = texts(folder);
    let rust = files.iter().filter(|(path, _)| path.ends_with(".rs"));
    let sources: Vec<Source> = rust.map(|(path, text)| Source::read(path, text)).collect();
    assert!(!sources.is_empty(), "there is no Rust in {folder}, so this test looks in the wrong place");
    sources
}

/// Every text under a file or folder of the repository, in order, its path from the root with `/`. What is
/// not there holds nothing, and what is not text (a workbook, a picture) has no words to judge.
fn texts(name: &str) -> Vec<(String, String)> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(name);
    if path.is_dir() {
        let entries = fs::read_dir(&path)
            .unwrap_or_else(|error| panic!("{} cannot be listed: {error}", path.display()));
        let names = entries.map(|entry| entry.expect("a listed file has a name").file_name());
        let names: BTreeSet<String> = names.map(|name| name.to_string_lossy().into_owned()).collect();
        return names.iter().flat_map(|inner| texts(&format!("{name}/{inner}"))).collect();
    }
    fs::read_to_string(&path).map(|text| (name.to_owned(), text)).into_iter().collect()
}

/// What is built on this machine. Crates for other systems are left out: a clean checkout has not fetched
/// them, and nobody ships them from here.
fn metadata() -> serde_json::Value {
    let version = String::from_utf8_lossy(&cargo(&["-vV"]).stdout).into_owned();
    let host = version.lines().find_map(|line| line.strip_prefix("host: ")).expect("cargo names its host");
    let question = ["metadata", "--format-version=1", "--locked", "--filter-platform", host];
    let mut answer = cargo(&[&question[..], &["--offline"]].concat());
    if !answer.status.success() {
        answer = cargo(&question);
    }
    let complaint = String::from_utf8_lossy(&answer.stderr);
    assert!(answer.status.success(), "cargo metadata failed: {complaint}");
    serde_json::from_slice(&answer.stdout).expect("cargo metadata answers in JSON")
}

fn cargo(arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO"));
    command.args(arguments).current_dir(env!("CARGO_MANIFEST_DIR")).stdin(Stdio::null());
    command.output().unwrap_or_else(|error| panic!("{} could not be started: {error}", env!("CARGO")))
}
