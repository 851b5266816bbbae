//! A notice as those who deal with it read it: the decision by its form, issuer and day, never why or of what.
use crate::{
    domain::{
        beneficiary::{RemovalForm, RemovalIssuer},
        day::Day,
        reference::*,
    },
    store::{beneficiary::NoticeRow, subject::SubjectNoticeRow},
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A notice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct NoticeView {
    /// Its reference.
    pub id: NoticeRef,
    /// Whom it concerns; null where the person was named by identity, whoever it is found to be.
    pub beneficiary: Option<BeneficiaryRef>,
    /// The form of the decision.
    pub form: RemovalForm,
    /// Who issued it.
    pub issued_by: RemovalIssuer,
    /// When.
    pub decided_on: Day,
    /// The decision itself, where it is there.
    pub document: Option<DocumentRef>,
    /// A second person lifted it.
    pub lifted: bool,
}

impl NoticeView {
    /// A stored notice.
    pub fn of(row: &NoticeRow, lifted: bool) -> NoticeView {
        NoticeView {
            id: row.id,
            beneficiary: Some(row.beneficiary),
            form: row.form,
            issued_by: row.issued_by,
            decided_on: row.decided_on,
            document: row.document,
            lifted,
        }
    }

    /// A stored notice on a person named by identity.
    pub fn on_subject(row: &SubjectNoticeRow, lifted: bool) -> NoticeView {
        NoticeView {
            id: row.id,
            beneficiary: None,
            form: row.form,
            issued_by: row.issued_by,
            decided_on: row.decided_on,
            document: row.document,
            lifted,
        }
    }
}
