//! Rulebooks that were proposed, their files, and which of them were adopted. What their files say is read by the rules.
use super::{Fault, Snapshot, row::table};
use crate::domain::{day::Instant, reference::*, rulebook::*};
use std::collections::BTreeMap;
use uuid::Uuid;

table! {
    /// The text of a policy file, by its hash.
    PolicyTextRow = "policy_text" by "hash" { hash: String, text: String }
}

table! {
    /// A proposed rulebook.
    RulebookRow = "rulebook" by "id" {
        id: RulebookRef, version: String, base: String, ruling: String, proof: ProofOutcome, proof_says: String, replayed: Uuid, reason: Uuid,
        person: PersonRef, #[serde(with = "crate::domain::day::instant")] at: Instant,
    }
}

table! {
    /// A file of a proposed rulebook, or of the one that ruled then.
    RulebookFileRow = "rulebook_file" by "rulebook, side, name" { rulebook: RulebookRef, side: RulebookSide, name: String, hash: String }
}

table! {
    /// That a proposed rulebook was adopted (with the number of the adoption) or withdrawn.
    RulebookEndRow = "rulebook_end" by "rulebook" {
        rulebook: RulebookRef, adoption: Option<i64>, reason: Option<Uuid>, person: PersonRef,
        #[serde(with = "crate::domain::day::instant")] at: Instant,
    }
}

/// A proposal with its end, where it has one.
#[derive(Debug, Clone, PartialEq, sqlx::FromRow)]
#[allow(missing_docs, reason = "named as the columns")]
pub struct ProposedRulebook {
    #[sqlx(flatten)]
    pub row: RulebookRow,
    pub adoption: Option<i64>,
    pub end_reason: Option<Uuid>,
    pub ended_by: Option<PersonRef>,
    pub ended_at: Option<Instant>,
}

/// The files of a rulebook by their names.
pub type Texts = BTreeMap<String, String>;

impl Snapshot {
    /// The version of the rulebook that was adopted last, as the head row has it; empty where none was.
    pub async fn ruling(&mut self) -> Result<String, Fault> {
        if let Some(known) = self.ruling_on_sheet() {
            return Ok(known);
        }
        let found: Option<(String,)> = row!(self, "rulebook/ruling")?;
        Ok(found.map_or_else(String::new, |(version,)| version))
    }

    /// The proposal that was adopted last.
    pub async fn adopted_rulebook(&mut self) -> Result<Option<ProposedRulebook>, Fault> {
        row!(self, "rulebook/adopted")
    }

    /// A proposal.
    pub async fn rulebook(&mut self, id: RulebookRef) -> Result<Option<ProposedRulebook>, Fault> {
        row!(self, "rulebook/one", id)
    }

    /// A proposal of a version that was neither adopted nor withdrawn.
    pub async fn open_rulebook(&mut self, version: &str) -> Result<Option<RulebookRef>, Fault> {
        let found: Option<(RulebookRef,)> = row!(self, "rulebook/open", version)?;
        Ok(found.map(|(id,)| id))
    }

    /// Proposals after one, at most so many.
    pub async fn rulebooks(&mut self, after: i64, limit: i64) -> Result<Vec<ProposedRulebook>, Fault> {
        rows!(self, "rulebook/page", after, limit)
    }

    /// The files of one side of a proposal.
    pub async fn rulebook_texts(&mut self, id: RulebookRef, side: RulebookSide) -> Result<Texts, Fault> {
        let found: Vec<(String, String)> = rows!(self, "rulebook_file/texts", id, side)?;
        Ok(found.into_iter().collect())
    }

    /// The texts of a proposal, both sides, each with the hash under which it stands.
    pub async fn policy_texts_of(&mut self, id: RulebookRef) -> Result<Vec<(String, String)>, Fault> {
        rows!(self, "policy_text/of", id)
    }

    /// Is there a text under a hash?
    pub async fn has_policy_text(&mut self, hash: &str) -> Result<bool, Fault> {
        let found: Option<(String,)> = row!(self, "policy_text/has", hash)?;
        Ok(found.is_some())
    }
}
