//! What a guardian decided over a match: a choice that may still change, until a review takes it over under its own seal. Neither is
//! a leaf of its own, since a leaf for each would count matches for whoever watches the size of the log.
use super::result::filled;
use crate::{
    domain::{day::Instant, duplicate::Sameness, reference::*},
    service::{Fund, Outcome},
    store::{
        Fault, Tx,
        duplicate::{DuplicateChoiceRow, StandingDuplicate},
    },
    vault::Words,
};
use serde::{Deserialize, Serialize};

/// The place of the seal of a choice.
const PLACE: &str = "duplicate.choice";

/// The place of the seal of a review.
pub const REVIEW_PLACE: &str = "review.decisions";

/// A choice, as it is sealed.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choice {
    /// Which match.
    pub duplicate: DuplicateRef,
    /// From 1: so that an earlier choice cannot be put in the place of a later one.
    pub position: i32,
    /// What.
    pub decision: Sameness,
    /// Why.
    pub reason: String,
    /// Which guardian.
    pub person: PersonRef,
    /// When.
    #[serde(with = "crate::domain::day::instant")]
    pub at: Instant,
}

/// What a review took over, as it is sealed.
#[derive(Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Reviewed {
    /// The decisions.
    pub decisions: Vec<Choice>,
}

impl Choice {
    /// The latest choice over a match.
    pub fn of(fund: &Fund, standing: &StandingDuplicate) -> Outcome<Option<Choice>> {
        let (Some(position), Some(seal), Some(cipher)) =
            (standing.choice_position, standing.choice_seal, standing.choice_cipher.as_ref())
        else {
            return Ok(None);
        };
        let words = fund.keys().open(seal, PLACE, cipher).map_err(Fault::from)?;
        let choice: Choice = serde_json::from_slice(words.expose())?;
        if (choice.duplicate, choice.position) != (standing.row.id, position) {
            return Err(Fault::broken("duplicate_choice", "it was sealed for another match").into());
        }
        Ok(Some(choice))
    }

    /// Writes it.
    pub fn write(&self, fund: &Fund, tx: &mut Tx) -> Outcome<()> {
        let sealed = fund.seal(PLACE, &Words::new(filled(serde_json::to_vec(self)?)))?;
        let (duplicate, position, at) = (self.duplicate, self.position, self.at);
        tx.add_duplicate_choice(DuplicateChoiceRow {
            duplicate,
            position,
            seal: sealed.id,
            cipher: sealed.cipher,
            at,
        });
        Ok(())
    }
}

impl Reviewed {
    /// The words to be sealed.
    pub fn words(&self) -> Outcome<Words> {
        Ok(Words::new(filled(serde_json::to_vec(self)?)))
    }

    /// Reads words that were sealed.
    pub fn of(words: &Words) -> Result<Reviewed, serde_json::Error> {
        serde_json::from_slice(words.expose())
    }
}
