//! Which rulebook judges: one that whoever runs the service gave it, the one that was adopted last, or the one that is built in. A use
//! case that writes is judged by the one that was adopted before it in the order of the log, whichever instance adopted it: the head
//! row, which it holds, names its version.
use super::propose_rulebook::read;
use crate::{
    domain::{day::Instant, reference::RulebookRef, rulebook::*},
    rules::{
        Rulebook,
        book::{SCHEMA, version_of},
        flaw::Flaw,
    },
    service::halt::Outcome,
    store::{Fault, Snapshot, rulebook::ProposedRulebook},
};
use std::sync::{Arc, PoisonError, RwLock};

/// Which rulebook judges.
#[derive(Clone)]
pub(in crate::service) struct Ruling {
    /// The one that stands above whatever was adopted: given by whoever runs the service, or held for one use case.
    held: Option<(Arc<Rulebook>, RulebookSource)>,
    /// Those that were read last, by the version that was adopted; an empty one is that which is built in.
    read: Arc<RwLock<Vec<(String, Known)>>>,
}

/// What is known of an adopted version: the rulebook, or why this program cannot read it.
type Known = Result<Arc<Rulebook>, String>;

/// How many are kept: the one that rules, and those beside it while another comes to rule.
const KEPT: usize = 4;

/// The rulebook that rules now, and since when.
pub(in crate::service) struct Rules {
    pub book: Arc<Rulebook>,
    pub source: RulebookSource,
    /// The version that was adopted last; empty where none was. It does not rule where a folder does.
    pub ruling: String,
    /// The proposal that was adopted last; it does not rule where a folder does.
    pub adopted: Option<ProposedRulebook>,
}

impl Default for Ruling {
    fn default() -> Ruling {
        let built_in = (String::new(), Ok(Rulebook::built_in()));
        Ruling { held: None, read: Arc::new(RwLock::new(vec![built_in])) }
    }
}

impl Ruling {
    /// The rulebook of a folder rules, whatever was adopted.
    pub fn given(book: Arc<Rulebook>) -> Ruling {
        Ruling { held: Some((book, RulebookSource::Folder)), ..Ruling::default() }
    }

    /// The one that judges; of a use case that did not ask which was adopted, the one that is built in.
    pub fn rulebook(&self) -> Arc<Rulebook> {
        self.held.as_ref().map_or_else(Rulebook::built_in, |(book, _)| book.clone())
    }

    /// The same, with the rulebook that was adopted under a version (none: an empty one) held for one use case.
    pub async fn at(&self, from: &mut Snapshot, version: &str) -> Outcome<Ruling> {
        if self.held.is_some() {
            return Ok(self.clone());
        }
        let known = self.known(version);
        let book = match known {
            Some(book) => book,
            None => self.take_over(from, version).await?,
        };
        let book = book.map_err(|what| Fault::broken("rulebook", what))?;
        let source = if version.is_empty() { RulebookSource::BuiltIn } else { RulebookSource::Adopted };
        Ok(Ruling { held: Some((book, source)), read: self.read.clone() })
    }

    fn known(&self, version: &str) -> Option<Known> {
        let read = self.read.read().unwrap_or_else(PoisonError::into_inner);
        read.iter().find(|(known, _)| known == version).map(|(_, book)| book.clone())
    }

    /// Knows a rulebook by its version.
    pub fn learn(&self, book: Arc<Rulebook>) {
        self.keep(book.version().to_owned(), Ok(book));
    }

    fn keep(&self, version: String, book: Known) {
        let mut read = self.read.write().unwrap_or_else(PoisonError::into_inner);
        read.retain(|(known, _)| *known != version);
        read.insert(0, (version, book));
        read.truncate(KEPT);
    }

    /// Reads an adopted rulebook, and knows it from now on. It is known by its version, so a transaction that is given up leaves nothing
    /// wrong behind.
    async fn take_over(&self, from: &mut Snapshot, version: &str) -> Outcome<Known> {
        let book = if version.is_empty() { Ok(Rulebook::built_in()) } else { adopted(from, version).await? };
        match &book {
            Ok(_) => tracing::info!(id = version, "another rulebook rules"),
            Err(why) => tracing::error!(fault = why, "the rulebook that was adopted cannot be read"),
        }
        self.keep(version.to_owned(), book.clone());
        Ok(book)
    }

    /// What rules, as a snapshot sees it.
    pub async fn rules(&self, from: &mut Snapshot) -> Outcome<Rules> {
        let version = from.ruling().await?;
        let adopted = from.adopted_rulebook().await?;
        let Ruling { held, .. } = self.at(from, &version).await?;
        let (book, source) = held.unwrap_or_else(|| (Rulebook::built_in(), RulebookSource::BuiltIn));
        Ok(Rules { book, source, ruling: version, adopted })
    }
}

impl Rules {
    /// The proposal that rules, and since when; none of what is built in or stands in a folder.
    pub fn since(&self) -> Option<(RulebookRef, Instant)> {
        let adopted = self.adopted.as_ref().filter(|_| self.source == RulebookSource::Adopted)?;
        Some((adopted.row.id, adopted.ended_at?))
    }
}

/// Reads an adopted rulebook; why not, where this program cannot: then nothing is written until somebody mends it. One from before the
/// program learned further facts is read under the schema of this program: its policies are what was adopted, and ask for no more.
async fn adopted(from: &mut Snapshot, version: &str) -> Outcome<Known> {
    let broken = |what: String| Fault::broken("rulebook", what);
    let found = from.adopted_rulebook().await?.filter(|found| found.row.version == version);
    let found = found.ok_or_else(|| broken(format!("the adopted version {version} is gone")))?;
    let files = from.rulebook_texts(found.row.id, RulebookSide::Proposed).await?;
    if version_of(&files) != version {
        return Err(broken(format!("{} does not have the version that was adopted", found.row.id)).into());
    }
    let book = match read(files.clone()).await? {
        Ok(book) => Ok(book),
        Err(wrong) => {
            let mut files = files;
            files.insert(SCHEMA.to_owned(), Rulebook::built_in().files()[SCHEMA].clone());
            read(files).await?.map_err(|_| wrong)
        }
    };
    Ok(book.map(Arc::new).map_err(|wrong| {
        let wrong = wrong.iter().take(5).map(Flaw::to_string).collect::<Vec<_>>().join("; ");
        format!("{} was adopted, and this program cannot read it: {wrong}", found.row.id)
    }))
}
