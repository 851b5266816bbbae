//! What a comparison found, as it is sealed: filled up, so that its size tells only how many hundreds of bytes of matches there are.
use crate::{
    domain::{duplicate::Strength, reference::*},
    service::Outcome,
    store::duplicate::DuplicateRow,
    vault::Words,
};
use serde::{Deserialize, Serialize};

/// The step in which a sealed result grows: ten matches fit into the first.
const STEP_BYTES: usize = 2_048;

/// The place of the seal.
pub const PLACE: &str = "comparison.result";

/// Everything that was found.
#[derive(Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Found {
    /// Matches that a guardian decides over.
    pub matches: Vec<Match>,
    /// Persons named by identity whom a paper shows to be persons helped.
    #[serde(default)]
    pub bound: Vec<Bound>,
}

/// A person named by identity, and which person helped it is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Bound {
    /// Who is named.
    pub subject: SubjectRef,
    /// Who it is.
    pub beneficiary: BeneficiaryRef,
}

/// One match.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Match {
    /// Its reference.
    pub id: DuplicateRef,
    /// A person helped.
    pub beneficiary: BeneficiaryRef,
    /// Another.
    pub other: Option<BeneficiaryRef>,
    /// A person named by identity.
    pub subject: Option<SubjectRef>,
    /// How sure it is.
    pub strength: Strength,
    /// What agrees, comma between.
    pub evidence: String,
}

impl Match {
    /// What a stored row says.
    pub fn of(row: &DuplicateRow) -> Match {
        Match {
            id: row.id,
            beneficiary: row.beneficiary,
            other: row.other,
            subject: row.subject,
            strength: row.strength,
            evidence: row.evidence.clone(),
        }
    }
}

/// Fills JSON up to the next step.
pub fn filled(mut json: Vec<u8>) -> Vec<u8> {
    json.resize(json.len().div_ceil(STEP_BYTES) * STEP_BYTES, b' ');
    json
}

impl Found {
    /// The words to be sealed.
    pub fn words(&self) -> Outcome<Words> {
        Ok(Words::new(filled(serde_json::to_vec(self)?)))
    }

    /// Reads words that were sealed.
    pub fn of(words: &Words) -> Result<Found, serde_json::Error> {
        serde_json::from_slice(words.expose())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_result_with_matches_is_as_large_as_one_without() {
        let one = Match {
            id: DuplicateRef::new(2026, 1),
            beneficiary: BeneficiaryRef::new(2026, 1),
            other: Some(BeneficiaryRef::new(2026, 2)),
            subject: None,
            strength: Strength::Exact,
            evidence: "fin,paper,name_and_day".to_owned(),
        };
        let none = Found::default().words().expect("it writes");
        let bound = Bound { subject: SubjectRef::new(2026, 1), beneficiary: one.beneficiary };
        let ten = Found { matches: vec![one; 9], bound: vec![bound] };
        let words = ten.words().expect("it writes");
        assert_eq!(words.expose().len(), none.expose().len());
        assert!(Found::of(&words).is_ok_and(|back| back == ten));
    }
}
