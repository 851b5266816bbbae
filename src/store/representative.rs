//! Who may receive money for a beneficiary, and what was recorded of them later.
use super::{Fault, Snapshot, row::table};
use crate::domain::{
    day::{Day, Instant},
    reference::*,
    representative::*,
};
use uuid::Uuid;

table! {
    /// Somebody who represents a beneficiary.
    RepresentativeRow = "representative" by "beneficiary, position" {
        beneficiary: BeneficiaryRef, position: i32, kind: RepresentativeKind, words: Uuid, document: Option<DocumentRef>, from_day: Day,
        until_day: Option<Day>, person: PersonRef, #[serde(with = "crate::domain::day::instant")] at: Instant,
    }
}

table! {
    /// What was recorded of a representative later: an end, a conflict, that a conflict was lifted.
    RepresentativeChangeRow = "representative_change" by "beneficiary, representative, position" {
        beneficiary: BeneficiaryRef, representative: i32, position: i32, what: RepresentativeChange, on_day: Day,
        relation: Option<Relation>, court_order: Option<OrderRef>, document: Option<DocumentRef>, person: PersonRef,
        #[serde(with = "crate::domain::day::instant")] at: Instant,
    }
}

/// An offender of an order that names a beneficiary: the sealed reference, and when the order was registered.
#[derive(Debug, Clone, PartialEq, sqlx::FromRow)]
#[allow(missing_docs, reason = "named as the columns")]
pub struct NamedOffender {
    pub words: Uuid,
    pub at: Instant,
}

impl Snapshot {
    /// Representatives of a beneficiary in the order of recording.
    pub async fn representatives(&mut self, id: BeneficiaryRef) -> Result<Vec<RepresentativeRow>, Fault> {
        if self.lacks(id, |sheet| sheet.has_representative) {
            return Ok(vec![]);
        }
        rows!(self, "representative/of", id)
    }

    /// What was recorded of them later, by representative and in the order of recording.
    pub async fn representative_changes(
        &mut self,
        id: BeneficiaryRef,
    ) -> Result<Vec<RepresentativeChangeRow>, Fault> {
        rows!(self, "representative_change/of", id)
    }

    /// Offenders of the orders that name a beneficiary.
    pub async fn offenders_against(&mut self, id: BeneficiaryRef) -> Result<Vec<NamedOffender>, Fault> {
        rows!(self, "order_offender/against", id)
    }
}
