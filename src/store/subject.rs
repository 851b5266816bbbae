//! Persons whom orders and notices name by identity, and whom of those helped they were found to be.
use super::{Fault, Snapshot, row::table};
use crate::domain::{
    beneficiary::{RemovalForm, RemovalIssuer},
    day::{Day, Instant},
    money::Money,
    reference::*,
};
use uuid::Uuid;

table! {
    /// A person named by identity.
    SubjectRow = "subject" by "id" {
        id: SubjectRef, words: Uuid, court_order: Option<OrderRef>, position: Option<i32>, amount: Option<Money>, certain: bool,
        person: PersonRef,
        #[serde(with = "crate::domain::day::instant")] at: Instant,
    }
}

table! {
    /// That a removal decision exists on a person named by identity.
    SubjectNoticeRow = "subject_notice" by "id" {
        id: NoticeRef, subject: SubjectRef, form: RemovalForm, issued_by: RemovalIssuer, decided_on: Day, document: Option<DocumentRef>,
        person: PersonRef, #[serde(with = "crate::domain::day::instant")] at: Instant,
    }
}

table! {
    /// That a person named by identity was compared.
    SubjectComparisonRow = "subject_comparison" by "subject" {
        subject: SubjectRef, words: Uuid, #[serde(with = "crate::domain::day::instant")] at: Instant,
    }
}

table! {
    /// Which person helped a subject is.
    SubjectBoundRow = "subject_bound" by "subject, beneficiary" {
        subject: SubjectRef, beneficiary: BeneficiaryRef, duplicate: Option<DuplicateRef>,
        #[serde(with = "crate::domain::day::instant")] at: Instant,
    }
}

/// A person named by identity who keeps a term.
#[derive(Debug, Clone, PartialEq, sqlx::FromRow)]
pub struct NamedBy {
    /// The term's hash.
    pub hash: Vec<u8>,
    /// The person.
    #[sqlx(flatten)]
    pub row: SubjectRow,
}

impl Snapshot {
    /// A person named by identity.
    pub async fn subject(&mut self, id: SubjectRef) -> Result<Option<SubjectRow>, Fault> {
        row!(self, "subject/one", id)
    }

    /// The persons whom an order names by identity, by their place in it.
    pub async fn subjects_of_order(&mut self, id: OrderRef) -> Result<Vec<SubjectRow>, Fault> {
        rows!(self, "subject/of_order", id)
    }

    /// Persons named by identity in leaves after one, and numbered after one, who were not compared yet, at most so many. Numbers grow
    /// with leaves, so the last of a page leads to the next.
    pub async fn pending_subjects(
        &mut self,
        leaf: i64,
        after: i64,
        limit: i64,
    ) -> Result<Vec<SubjectRow>, Fault> {
        rows!(self, "subject/pending", leaf, after, limit)
    }

    /// The comparison of a person named by identity.
    pub async fn subject_comparison(
        &mut self,
        id: SubjectRef,
    ) -> Result<Option<SubjectComparisonRow>, Fault> {
        row!(self, "subject_comparison/one", id)
    }

    /// A notice on a person named by identity.
    pub async fn subject_notice(&mut self, id: NoticeRef) -> Result<Option<SubjectNoticeRow>, Fault> {
        row!(self, "subject_notice/one", id)
    }

    /// Notices, not lifted, on persons named by identity who were found to be a person helped.
    pub async fn standing_notices_on_subjects(
        &mut self,
        id: BeneficiaryRef,
    ) -> Result<Vec<SubjectNoticeRow>, Fault> {
        if self.lacks(id, |sheet| sheet.has_subject) {
            return Ok(vec![]);
        }
        rows!(self, "subject_notice/standing_of", id)
    }

    /// The persons named by identity who were found to be a person helped.
    pub async fn bound_subjects_of(&mut self, of: BeneficiaryRef) -> Result<Vec<(SubjectRef,)>, Fault> {
        rows!(self, "subject_bound/of_person", of)
    }

    /// Whom a person named by identity was found to be.
    pub async fn bound_to(&mut self, id: SubjectRef) -> Result<Vec<SubjectBoundRow>, Fault> {
        rows!(self, "subject_bound/of", id)
    }
}
