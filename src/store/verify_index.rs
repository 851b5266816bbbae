//! What `verify` reads of the blind index and of what follows from it: comparisons with their sealed identities, counts of terms,
//! matches, reviews, decisions, joined pseudonyms and bound subjects. How a difference is told is said in the service.
use super::{Fault, Kept, Snapshot, duplicate::*, subject::SubjectBoundRow};
use crate::domain::{day::Instant, reference::*};
use uuid::Uuid;

/// A comparison of an identity with all that opens it.
#[derive(Debug, Clone, PartialEq, sqlx::FromRow)]
#[allow(missing_docs, reason = "named as the columns")]
pub struct ComparedIdentity {
    pub beneficiary: BeneficiaryRef,
    pub position: i32,
    pub at: Instant,
    pub leaf: i64,
    pub identity_seal: Uuid,
    pub identity_cipher: Option<Vec<u8>>,
    pub identity_owner: Option<BeneficiaryRef>,
    pub result_seal: Uuid,
    pub result_cipher: Option<Vec<u8>>,
    pub result_owner: Option<BeneficiaryRef>,
    pub profile_seal: Uuid,
    pub profile_cipher: Option<Vec<u8>>,
    pub profile_owner: Option<BeneficiaryRef>,
    pub mark: Option<Vec<u8>>,
    pub outer_key: Option<String>,
    pub wrapped: Option<Vec<u8>>,
}

/// A comparison of a person named by identity with all that opens it.
#[derive(Debug, Clone, PartialEq, sqlx::FromRow)]
#[allow(missing_docs, reason = "named as the columns")]
pub struct ComparedSubject {
    pub subject: SubjectRef,
    pub at: Instant,
    pub leaf: i64,
    pub identity_seal: Uuid,
    pub identity_cipher: Option<Vec<u8>>,
    pub result_seal: Uuid,
    pub result_cipher: Option<Vec<u8>>,
}

/// How many terms there are: of persons who were not erased, of persons whose terms were removed, and of subjects.
#[derive(Debug, Clone, Copy, PartialEq, Eq, sqlx::FromRow)]
#[allow(missing_docs, reason = "said above")]
pub struct TermCounts {
    pub living: i64,
    pub removed: i64,
    pub subjects: i64,
}

/// A decision that a review took over, with the match as it is stored.
#[derive(Debug, Clone, PartialEq, sqlx::FromRow)]
#[allow(missing_docs, reason = "named as the columns")]
pub struct TakenOver {
    #[sqlx(flatten)]
    pub decision: DuplicateDecisionRow,
    pub leaf: i64,
    pub beneficiary: Option<BeneficiaryRef>,
    pub other: Option<BeneficiaryRef>,
    pub subject: Option<SubjectRef>,
}

/// A review with its seal.
#[derive(Debug, Clone, PartialEq, sqlx::FromRow)]
#[allow(missing_docs, reason = "named as the columns")]
pub struct SealedReview {
    #[sqlx(flatten)]
    pub review: IdentityReviewRow,
    pub leaf: i64,
    pub cipher: Option<Vec<u8>>,
}

impl Snapshot {
    /// Comparisons of identities after one, at most so many.
    pub async fn compared_identities(
        &mut self,
        after: (i64, i32),
        limit: i64,
    ) -> Result<Vec<ComparedIdentity>, Fault> {
        rows!(self, "verify/compared_identities", after.0, after.1, limit)
    }

    /// Comparisons of persons named by identity after one, at most so many.
    pub async fn compared_subjects(&mut self, after: i64, limit: i64) -> Result<Vec<ComparedSubject>, Fault> {
        rows!(self, "verify/compared_subjects", after, limit)
    }

    /// How many terms there are.
    pub async fn term_counts(&mut self) -> Result<Option<TermCounts>, Fault> {
        row!(self, "verify/term_counts")
    }

    /// Matches after one, at most so many, each with its leaf.
    pub async fn duplicates_after(
        &mut self,
        after: i64,
        limit: i64,
    ) -> Result<Vec<Kept<DuplicateRow>>, Fault> {
        rows!(self, "verify/duplicates", after, limit)
    }

    /// The decisions that reviews took over, in the order in which they took effect.
    pub async fn taken_over(&mut self) -> Result<Vec<TakenOver>, Fault> {
        rows!(self, "verify/taken_over")
    }

    /// Reviews after one, at most so many.
    pub async fn sealed_reviews(&mut self, after: i32, limit: i64) -> Result<Vec<SealedReview>, Fault> {
        rows!(self, "verify/reviews", after, limit)
    }

    /// Persons named by identity and whom they were found to be, each with its leaf.
    pub async fn all_bound(&mut self) -> Result<Vec<Kept<SubjectBoundRow>>, Fault> {
        rows!(self, "verify/bound")
    }

    /// Joined pseudonyms, each pair with its leaf. There are as many as guardians decided.
    pub async fn all_joined(&mut self) -> Result<Vec<Kept<JoinedRow>>, Fault> {
        rows!(self, "verify/joined")
    }
}
