//! Hands and decisions: who did what, for ever.
use super::{Fault, Snapshot, row::table, snapshot::Made};
use crate::domain::{
    day::{Day, Instant},
    payment::Verb,
    person::Role,
    reference::*,
};
use uuid::Uuid;

table! {
    /// One person's part in something.
    HandRow = "hand" by "subject, person" { subject: String, person: PersonRef, role: Role }
}

table! {
    /// A step that a person took.
    DecisionRow = "decision" by "subject, person, verb, rule, attempt" {
        subject: String, person: PersonRef, verb: Verb, rule: String, attempt: i32, role: Role, on_day: Day, words: Option<Uuid>,
        document: Option<DocumentRef>, finding: Option<FindingRef>, #[serde(with = "crate::domain::day::instant")] at: Instant,
    }
}

impl Snapshot {
    /// The hands on a subject.
    pub async fn hands(&mut self, subject: &str) -> Result<Vec<HandRow>, Fault> {
        let origin = self.made(subject);
        let made = self.gathered_all(origin, |row: &HandRow| row.subject == subject);
        if origin != Made::Before {
            return Ok(made);
        }
        let mut hands: Vec<HandRow> = stored_rows!(self, "hand/of_subject", subject)?;
        hands.extend(made);
        hands.sort_by_key(|hand| hand.person);
        Ok(hands)
    }

    /// A hand that a person has in a payment or an award of a person helped.
    pub async fn hand_for(
        &mut self,
        helped: BeneficiaryRef,
        person: PersonRef,
    ) -> Result<Option<HandRow>, Fault> {
        row!(self, "hand/for_person_helped", helped, person)
    }

    /// The decisions on a subject, in order.
    pub async fn decisions(&mut self, subject: &str) -> Result<Vec<DecisionRow>, Fault> {
        let origin = self.made(subject);
        let made = self.gathered_all(origin, |row: &DecisionRow| row.subject == subject);
        if origin != Made::Before {
            return Ok(made);
        }
        let mut decisions: Vec<DecisionRow> = stored_rows!(self, "decision/of_subject", subject)?;
        decisions.extend(made);
        Ok(decisions)
    }
}
