//! The rulebook: what the Fund's money may be paid for and what is misuse, as policies (Cedar) that a lawyer can read and change, with
//! the limits and the dated sums that they rest on. Here it is read, checked and asked; its files stand in `policies` and are built in,
//! or are given by whoever runs the service. Which facts it is asked with is said in `flat`, in which words it answers in `text`.
mod amounts;
mod ask;
mod case;
mod fit;
mod lift;
mod limits;
mod mandates;
mod permit;
mod question;
mod ready;
mod sieve;
pub(super) mod split;

pub use amounts::{Amounts, DatedSum};
#[cfg(feature = "prove")]
pub(super) use ask::LARGEST;
pub(super) use ask::{Asked, Attributes, Met};
pub use case::Case;
pub(super) use lift::LIFT;
pub use limits::Limits;
pub use mandates::{Mandate, Mandates};
pub use permit::PermitText;
pub(super) use question::Question;
pub(super) use sieve::Unsifted;

use super::{
    flaw::{Flaw, line_of},
    words::Dictionary,
};
use crate::domain::finding::Rule;
use cedar_policy::{PolicySet, Schema, ValidationMode, Validator};
use sha2::{Digest, Sha256};
use std::{
    collections::BTreeMap,
    sync::{Arc, LazyLock},
};

/// The action for which money needs a permit, as the schema calls it.
pub(super) const PAY: &str = "pay";

/// The files of a rulebook by their names.
pub type Files = BTreeMap<String, String>;

/// What the facts are called and of which kind they are.
pub const SCHEMA: &str = "fund.cedarschema";
/// The permits.
pub const PURPOSES: &str = "purposes.cedar";
/// The cases of misuse.
pub const MISUSE: &str = "misuse.cedar";
/// The thresholds.
pub const LIMITS: &str = "limits.toml";
/// The dated sums.
pub const AMOUNTS: &str = "amounts.csv";
/// The dated mandates.
pub const MANDATES: &str = "mandates.csv";
/// Words that speak of an expulsion.
pub const WORDS: &str = "words.toml";
/// Words that ask of a person, or of a giver's money, what nobody may ask.
pub const TERMS: &str = "words-terms.toml";

/// Every file that a rulebook has.
pub const FILES: &[&str] = &[SCHEMA, PURPOSES, MISUSE, LIMITS, AMOUNTS, MANDATES, WORDS, TERMS];

/// The rulebook that is built in.
static BUILT_IN: LazyLock<Arc<Rulebook>> = LazyLock::new(|| {
    let file = |name: &str, text: &str| (name.to_owned(), text.to_owned());
    let files = Files::from([
        file(SCHEMA, include_str!("../../policies/fund.cedarschema")),
        file(PURPOSES, include_str!("../../policies/purposes.cedar")),
        file(MISUSE, include_str!("../../policies/misuse.cedar")),
        file(LIMITS, include_str!("../../policies/limits.toml")),
        file(AMOUNTS, include_str!("../../policies/amounts.csv")),
        file(MANDATES, include_str!("../../policies/mandates.csv")),
        file(WORDS, super::words::SHIPPED),
        file(TERMS, include_str!("../../policies/words-terms.toml")),
    ]);
    let read =
        Rulebook::read(&files).map_err(|all| all.iter().map(Flaw::to_string).collect::<Vec<_>>().join("\n"));
    Arc::new(read.expect("the rulebook that is built in is checked by tests"))
});

/// A rulebook that was read and checked.
#[derive(Debug)]
pub struct Rulebook {
    schema: Schema,
    files: Files,
    purposes: PolicySet,
    /// Permits to lift findings.
    lifts: PolicySet,
    permits: Vec<PermitText>,
    /// Each condition of each permit, as a permit of its own.
    clauses: PolicySet,
    misuse: PolicySet,
    cases: BTreeMap<String, Case>,
    limits: Limits,
    amounts: Amounts,
    mandates: Mandates,
    dictionary: Dictionary,
    terms: Dictionary,
    version: String,
    /// What of its questions is ready.
    ready: ready::AllReady,
}

impl Rulebook {
    /// The one that is built in.
    pub fn built_in() -> Arc<Rulebook> {
        BUILT_IN.clone()
    }

    /// Reads and checks a rulebook. Everything that is wrong is told at once, each with file, line and mend.
    pub fn read(files: &Files) -> Result<Rulebook, Vec<Flaw>> {
        let mut wrong: Vec<Flaw> = strangers(files).collect();
        let mut take = |name: &str| text_of(files, name).map_err(|why| wrong.push(why)).ok();
        let texts = FILES.iter().map(|name| take(name)).collect::<Vec<_>>();
        let [
            Some(schema),
            Some(purposes),
            Some(misuse),
            Some(limits),
            Some(amounts),
            Some(mandates),
            Some(words),
            Some(terms),
        ] = texts[..]
        else {
            return Err(wrong);
        };
        let mut keep = |all: Vec<Flaw>| wrong.extend(all);
        let schema = schema_of(schema).map_err(&mut keep).ok();
        keep(schema.iter().flat_map(|_| fit::unfit(&files[SCHEMA])).collect());
        let permits = permit::read(purposes).map_err(&mut keep).ok();
        let cases = case::read(misuse).map_err(&mut keep).ok();
        let limits = limits::read(limits).map_err(&mut keep).ok();
        let amounts = amounts::read(amounts).map_err(&mut keep).ok();
        let mandates = mandates::read(mandates).map_err(&mut keep).ok();
        let dictionary = Dictionary::parse(WORDS, words).map_err(&mut keep).ok();
        let terms = Dictionary::parse(TERMS, terms).map_err(&mut keep).ok();
        if let (Some(schema), Some(permits)) = (&schema, &permits) {
            wrong.extend(validated(schema, &permits.set, PURPOSES, purposes));
            wrong.extend(validated(schema, &permits.lifts, PURPOSES, purposes));
        }
        if let (Some(schema), Some(cases)) = (&schema, &cases) {
            wrong.extend(validated(schema, &cases.set, MISUSE, misuse));
        }
        let words = dictionary.zip(terms);
        match (schema, permits, cases, limits, amounts.zip(mandates), words) {
            (
                Some(schema),
                Some(permits),
                Some(cases),
                Some(limits),
                Some((amounts, mandates)),
                Some((dictionary, terms)),
            ) if wrong.is_empty() => {
                let mut book = Rulebook {
                    schema,
                    files: files.clone(),
                    purposes: permits.set,
                    lifts: permits.lifts,
                    permits: permits.texts,
                    clauses: permits.clauses,
                    misuse: cases.set,
                    cases: cases.cases,
                    limits,
                    amounts,
                    mandates,
                    dictionary,
                    terms,
                    version: version_of(files),
                    ready: ready::AllReady::new(),
                };
                book.make_ready(&files[SCHEMA]);
                super::purpose::learn_coverage(&mut book);
                Ok(book)
            }
            _ => Err(wrong),
        }
    }

    fn make_ready(&mut self, schema: &str) {
        let sets = ready::All { purposes: &self.purposes, clauses: &self.clauses, misuse: &self.misuse };
        let limits = |question: Question| question.limits(&self.limits);
        self.ready = ready::ready(&self.schema, schema, &sets, limits);
    }

    /// A hash over all files: it stands in every verdict. 32 hex digits.
    pub fn version(&self) -> &str {
        &self.version
    }

    /// Its files, as they were read.
    pub fn files(&self) -> &Files {
        &self.files
    }

    /// The thresholds.
    pub fn limits(&self) -> &Limits {
        &self.limits
    }

    /// The dated sums.
    pub fn amounts(&self) -> &Amounts {
        &self.amounts
    }

    /// The words that speak of an expulsion.
    pub fn dictionary(&self) -> &Dictionary {
        &self.dictionary
    }

    /// The dated mandates.
    pub fn mandates(&self) -> &Mandates {
        &self.mandates
    }

    /// The words that ask of a person, or of a giver's money, what nobody may ask.
    pub fn terms(&self) -> &Dictionary {
        &self.terms
    }

    /// The cases of misuse, in the order of their ids.
    pub fn cases(&self) -> impl Iterator<Item = &Case> {
        self.cases.values()
    }

    /// Rules of the catalogue that no policy of it names. A fund may have fewer, and should know which. What no permit covers, and what
    /// cannot be evaluated, the program tells by itself.
    pub fn without_policy(&self) -> Vec<Rule> {
        let by_itself = [Rule::OutsidePurpose, Rule::RuleError];
        let has_policy = |rule: &Rule| self.cases.values().any(|case| case.rule == *rule);
        let all = Rule::ALL.iter().filter(|rule| !by_itself.contains(rule));
        all.filter(|rule| !has_policy(rule)).copied().collect()
    }

    /// The permits, in the order of the file.
    pub fn permits(&self) -> &[PermitText] {
        &self.permits
    }

    /// The permits to lift, by their ids in their order.
    pub fn lifts(&self) -> impl Iterator<Item = String> {
        let ids: std::collections::BTreeSet<String> =
            self.lifts.policies().map(|policy| policy.id().to_string()).collect();
        ids.into_iter()
    }

    pub(super) fn permits_mut(&mut self) -> &mut [PermitText] {
        &mut self.permits
    }
}

/// What the questions of a proof are made of.
#[cfg(feature = "prove")]
impl Rulebook {
    /// What facts are called and of which kind they are, read and as it was written.
    pub(super) fn schema(&self) -> (&Schema, &str) {
        (&self.schema, &self.files[SCHEMA])
    }

    /// The permits for an action; none where it needs none.
    pub(super) fn permits_to(&self, action: &str) -> Option<&PolicySet> {
        match action {
            PAY => Some(&self.purposes),
            LIFT => Some(&self.lifts),
            _ => None,
        }
    }

    /// All policies: the permits, those for lifting, and the cases of misuse.
    pub(super) fn policies(&self) -> [&PolicySet; 3] {
        [&self.purposes, &self.lifts, &self.misuse]
    }

    /// The cases of misuse as policies, by their ids.
    pub(super) fn misuse(&self) -> &PolicySet {
        &self.misuse
    }

    /// A case of misuse by its id.
    pub(super) fn case(&self, id: &str) -> Option<&Case> {
        self.cases.get(id)
    }
}

/// Files that no rulebook has.
fn strangers(files: &Files) -> impl Iterator<Item = Flaw> {
    files.keys().filter(|name| !FILES.contains(&name.as_str())).map(|name| {
        let files = FILES.join(", ");
        Flaw::new(name, 1, "is no file of a rulebook", format!("Take it away; the files are {files}."))
    })
}

fn text_of<'f>(files: &'f Files, name: &str) -> Result<&'f str, Flaw> {
    match files.get(name).map(String::as_str) {
        None => Err(Flaw::new(name, 1, "is missing", "Add the file: a rulebook has all of its files.")),
        Some(text) if text.trim().is_empty() => {
            Err(Flaw::new(name, 1, "is empty", "Fill it, or take the one that is built in."))
        }
        Some(text) => match text.find(|c: char| c.is_control() && !"\n\r\t".contains(c)) {
            Some(at) => {
                let mend = "Take the character away: a policy is plain text.";
                Err(Flaw::new(name, line_of(text, at), "has a control character", mend))
            }
            None => Ok(text),
        },
    }
}

/// The version of a rulebook of these files: it stands in every verdict. 32 hex digits.
pub fn version_of(files: &Files) -> String {
    let mut hasher = Sha256::new();
    for (name, text) in files {
        for part in [name, text] {
            hasher.update((part.len() as u64).to_be_bytes());
            hasher.update(part.as_bytes());
        }
    }
    let mut version = hex::encode(hasher.finalize());
    version.truncate(32);
    version
}

fn schema_of(text: &str) -> Result<Schema, Vec<Flaw>> {
    if let Some(what) = split::schema_too_deep(text) {
        return Err(vec![Flaw::new(SCHEMA, 1, what, "Take the schema that is built in.")]);
    }
    let read = Schema::from_cedarschema_str(text).map(|(schema, _)| schema);
    read.map_err(|why| {
        let line = line_of(text, split::offset_of(&why));
        let mend =
            "Mend the schema, or take the one that is built in: it names the facts that the program gathers.";
        vec![Flaw::new(SCHEMA, line, why.to_string(), mend)]
    })
}

/// What the schema says of policies: words that are no facts, comparisons that cannot be.
fn validated(schema: &Schema, set: &PolicySet, file: &str, text: &str) -> Vec<Flaw> {
    let result = Validator::new(schema.clone()).validate(set, ValidationMode::Strict);
    let place = |id: &str| line_of(text, text.find(&format!("@id(\"{id}\")")).unwrap_or(0));
    let mend = "Use the facts as the schema names them, and ask with `has` for those that may not be there.";
    let errors = result.validation_errors().map(|e| (e.policy_id().to_string(), e.to_string()));
    let warnings = result.validation_warnings().map(|w| (w.policy_id().to_string(), w.to_string()));
    errors.chain(warnings).map(|(id, what)| Flaw::new(file, place(&id), what, mend)).collect()
}

#[cfg(test)]
mod tests;
