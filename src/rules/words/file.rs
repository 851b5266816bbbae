//! The shape of a dictionary's file, and what is said of one that is wrong: file, line, mend. What the words mean is not known here.
use crate::rules::flaw::Flaw;
use serde::Deserialize;
use std::ops::Range;
use toml::Spanned;

/// The whole file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct File {
    #[serde(default)]
    pub context: Vec<Spanned<ContextTable>>,
    #[serde(default)]
    pub entry: Vec<Spanned<EntryTable>>,
}

/// Words that say what another word means.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ContextTable {
    pub name: Spanned<String>,
    #[serde(default)]
    pub az: Vec<Spanned<String>>,
    #[serde(default)]
    pub en: Vec<Spanned<String>>,
    #[serde(default)]
    pub ru: Vec<Spanned<String>>,
    /// Russian in Latin letters.
    #[serde(default)]
    pub ru_latin: Vec<Spanned<String>>,
}

/// Words that are sought.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct EntryTable {
    pub kind: Spanned<String>,
    pub weight: Spanned<String>,
    #[serde(default)]
    pub beside: Vec<Spanned<String>>,
    pub within: Option<Spanned<usize>>,
    #[serde(default)]
    pub exception: Vec<Spanned<ExceptionTable>>,
    #[serde(default)]
    pub az: Vec<Spanned<String>>,
    #[serde(default)]
    pub en: Vec<Spanned<String>>,
    #[serde(default)]
    pub ru: Vec<Spanned<String>>,
    /// Russian in Latin letters.
    #[serde(default)]
    pub ru_latin: Vec<Spanned<String>>,
}

/// Where a word that is sought means less.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ExceptionTable {
    pub then: Spanned<String>,
    pub why: Spanned<String>,
    #[serde(default)]
    pub words: Vec<Spanned<String>>,
    #[serde(default)]
    pub near: Vec<Spanned<String>>,
    #[serde(default)]
    pub not_near: Vec<Spanned<String>>,
    pub within: Option<Spanned<usize>>,
}

impl ContextTable {
    pub fn stems(&self) -> Vec<&Spanned<String>> {
        in_order([&self.az, &self.en, &self.ru, &self.ru_latin])
    }
}

impl EntryTable {
    pub fn stems(&self) -> Vec<&Spanned<String>> {
        in_order([&self.az, &self.en, &self.ru, &self.ru_latin])
    }
}

/// Stems as they stand in the file, so that of two alike the later one is named.
fn in_order(languages: [&Vec<Spanned<String>>; 4]) -> Vec<&Spanned<String>> {
    let mut stems: Vec<_> = languages.into_iter().flatten().collect();
    stems.sort_by_key(|stem| stem.span().start);
    stems
}

/// Where flaws are gathered, with the file that they are in.
pub(super) struct Inspection<'a> {
    file: &'a str,
    text: &'a str,
    pub flaws: Vec<Flaw>,
}

impl<'a> Inspection<'a> {
    pub fn of(file: &'a str, text: &'a str) -> Self {
        Inspection { file, text, flaws: Vec::new() }
    }

    /// Notes a flaw at a place of the text.
    pub fn note(&mut self, at: &Range<usize>, what: impl Into<String>, mend: &str) {
        let line = 1 + self.text.bytes().take(at.start).filter(|b| *b == b'\n').count();
        self.flaws.push(Flaw { file: self.file.to_owned(), line, what: what.into(), mend: mend.to_owned() });
    }

    /// The file as its tables; where it has not their shape, that is noted.
    pub fn read(&mut self) -> Option<File> {
        match toml::from_str(self.text) {
            Ok(file) => Some(file),
            Err(error) => {
                let what = error.message().lines().collect::<Vec<_>>().join("; ");
                let mend = match what.as_str() {
                    w if w.starts_with("unknown field") => "correct the key or remove it",
                    w if w.starts_with("missing field") => "write the key that is missing",
                    w if w.starts_with("duplicate key") => "write each key once",
                    w if w.starts_with("invalid type") => "write a value of the kind that is expected",
                    _ => "write it as TOML",
                };
                self.note(&error.span().unwrap_or(0..0), what, mend);
                None
            }
        }
    }
}
