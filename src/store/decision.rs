//! Hands and decisions: who did what, for ever.
use super::{Fault, Snapshot, row::table};
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
        rows!(self, "hand/of_subject", subject)
    }

    /// The decisions on a subject, in order.
    pub async fn decisions(&mut self, subject: &str) -> Result<Vec<DecisionRow>, Fault> {
        rows!(self, "decision/of_subject", subject)
    }
}
