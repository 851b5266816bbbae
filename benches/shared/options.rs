//! Options after `--`, as `--name value` or `--name`. Cargo adds `--bench`, which says nothing to us.
use super::{Fault, Outcome};
use std::{path::PathBuf, str::FromStr};

/// The words of the command line.
pub struct Options {
    words: Vec<String>,
}

impl Options {
    /// What stands after `--`; refuses words that are not among the known names, so that a slip is not a silent default.
    pub fn read(known: &[&str]) -> Outcome<Options> {
        let words: Vec<String> = std::env::args().skip(1).filter(|word| word != "--bench").collect();
        match words.iter().find(|word| word.starts_with("--") && !known.contains(&&word[2..])) {
            Some(word) => Err(format!("{word} is not known here; there are --{}", known.join(" --")).into()),
            None => Ok(Options { words }),
        }
    }

    /// The value of `--name`, or what is meant without it.
    pub fn value<T: FromStr>(&self, name: &str, otherwise: T) -> Outcome<T> {
        let name = format!("--{name}");
        let Some(at) = self.words.iter().position(|word| *word == name) else { return Ok(otherwise) };
        let value = self.words.get(at + 1).ok_or_else(|| format!("{name} wants a value"))?;
        value.parse().map_err(|_| Fault::from(format!("{name} cannot be {value}")))
    }

    /// The values of `--name one,two`.
    pub fn values<T: FromStr>(&self, name: &str, otherwise: &str) -> Outcome<Vec<T>> {
        let text: String = self.value(name, otherwise.to_owned())?;
        let parse =
            |word: &str| word.parse().map_err(|_| Fault::from(format!("--{name} cannot hold {word}")));
        text.split(',').filter(|word| !word.is_empty()).map(parse).collect()
    }

    /// Whether `--name` stands there.
    pub fn has(&self, name: &str) -> bool {
        self.words.iter().any(|word| word.strip_prefix("--") == Some(name))
    }

    /// Where databases are made: `--folder`, or the system's folder for temporary files.
    pub fn folder(&self) -> Outcome<PathBuf> {
        Ok(std::path::absolute(self.value("folder", std::env::temp_dir())?)?)
    }
}
