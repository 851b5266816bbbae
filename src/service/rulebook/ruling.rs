//! Which rulebook judges: one that whoever runs the service gave it, the one that was adopted last, or the one that is built in. A use
//! case that writes is judged by the one that was adopted before it in the order of the log, whichever instance adopted it: the head
//! row, which it holds, names its version.
use crate::{
    domain::{day::Instant, reference::RulebookRef, rulebook::*},
    rules::{Rulebook, flaw::Flaw},
    service::halt::Outcome,
    store::{Fault, Snapshot, rulebook::ProposedRulebook},
};
use std::sync::{Arc, PoisonError, RwLock};

/// Which rulebook judges.
#[derive(Clone)]
pub(in crate::service) struct Ruling {
    /// The one that stands above whatever was adopted: given by whoever runs the service, or held for one use case.
    held: Option<(Arc<Rulebook>, RulebookSource)>,
    /// The adopted one that was read last, by its version; an empty one is that which is built in.
    read: Arc<RwLock<(String, Arc<Rulebook>)>>,
}

/// The rulebook that rules now, and since when.
pub(in crate::service) struct Rules {
    pub book: Arc<Rulebook>,
    pub source: RulebookSource,
    /// The proposal that was adopted last; it does not rule where a folder does.
    pub adopted: Option<ProposedRulebook>,
}

impl Default for Ruling {
    fn default() -> Ruling {
        Ruling { held: None, read: Arc::new(RwLock::new((String::new(), Rulebook::built_in()))) }
    }
}

impl Ruling {
    /// The rulebook of a folder rules, whatever was adopted.
    pub fn given(book: Arc<Rulebook>) -> Ruling {
        Ruling { held: Some((book, RulebookSource::Folder)), ..Ruling::default() }
    }

    /// The one that judges; of a use case that did not ask which was adopted, the one that is known.
    pub fn rulebook(&self) -> Arc<Rulebook> {
        self.held.as_ref().map_or_else(|| self.known().1, |(book, _)| book.clone())
    }

    fn known(&self) -> (String, Arc<Rulebook>) {
        self.read.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// The same, with the rulebook that was adopted under a version (none: an empty one) held for one use case.
    pub async fn at(&self, from: &mut Snapshot, version: &str) -> Outcome<Ruling> {
        if self.held.is_some() {
            return Ok(self.clone());
        }
        let (known, book) = self.known();
        let book = if known == version { book } else { self.take_over(from, version).await? };
        let source = if version.is_empty() { RulebookSource::BuiltIn } else { RulebookSource::Adopted };
        Ok(Ruling { held: Some((book, source)), read: self.read.clone() })
    }

    /// Reads an adopted rulebook, and knows it from now on. It is known by its version, so a transaction that is given up leaves nothing
    /// wrong behind.
    async fn take_over(&self, from: &mut Snapshot, version: &str) -> Outcome<Arc<Rulebook>> {
        let book = match version {
            "" => Rulebook::built_in(),
            _ => Arc::new(adopted(from, version).await?),
        };
        tracing::info!(id = version, "another rulebook rules");
        *self.read.write().unwrap_or_else(PoisonError::into_inner) = (version.to_owned(), book.clone());
        Ok(book)
    }

    /// What rules, as a snapshot sees it.
    pub async fn rules(&self, from: &mut Snapshot) -> Outcome<Rules> {
        let version = from.ruling().await?;
        let adopted = from.adopted_rulebook().await?;
        let Ruling { held, .. } = self.at(from, &version).await?;
        let (book, source) = held.unwrap_or_else(|| (Rulebook::built_in(), RulebookSource::BuiltIn));
        Ok(Rules { book, source, adopted })
    }
}

impl Rules {
    /// The proposal that rules, and since when; none of what is built in or stands in a folder.
    pub fn since(&self) -> Option<(RulebookRef, Instant)> {
        let adopted = self.adopted.as_ref().filter(|_| self.source == RulebookSource::Adopted)?;
        Some((adopted.row.id, adopted.ended_at?))
    }
}

/// Reads an adopted rulebook. One that this program cannot read rules nothing: whoever writes is refused until somebody mends it.
async fn adopted(from: &mut Snapshot, version: &str) -> Outcome<Rulebook> {
    let broken = |what: String| Fault::broken("rulebook", what);
    let found = from.adopted_rulebook().await?.filter(|found| found.row.version == version);
    let found = found.ok_or_else(|| broken(format!("the adopted version {version} is gone")))?;
    let files = from.rulebook_texts(found.row.id, RulebookSide::Proposed).await?;
    let book = Rulebook::read(&files).map_err(|wrong| {
        let wrong = wrong.iter().map(Flaw::to_string).collect::<Vec<_>>().join("; ");
        broken(format!("{} was adopted, and this program cannot read it: {wrong}", found.row.id))
    })?;
    if book.version() != version {
        return Err(broken(format!("{} does not have the version that was adopted", found.row.id)).into());
    }
    Ok(book)
}
