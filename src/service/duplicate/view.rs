//! Matches as a guardian reads them: pseudonyms and what agrees, never an identity.
use super::choice::Choice;
use crate::{
    domain::{
        day::Instant,
        duplicate::{Evidence, Sameness, Strength},
        person::Role,
        reference::*,
        refusal::Refusal,
    },
    service::{
        Caller, Fund, Outcome, Page,
        page::{Wanted, page},
    },
    store::{Fault, Snapshot, duplicate::StandingDuplicate},
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Who may.
pub const ROLES: &[Role] = &[Role::Guardian];

/// A match.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct DuplicateView {
    /// Its reference.
    pub id: DuplicateRef,
    /// A person helped.
    pub beneficiary: BeneficiaryRef,
    /// The person helped it may be; null where it may be a person named by identity.
    pub other: Option<BeneficiaryRef>,
    /// The order that names the person it may be.
    pub order: Option<OrderRef>,
    /// The notice that names the person it may be.
    pub notice: Option<NoticeRef>,
    /// How sure it is.
    pub strength: Strength,
    /// What agrees.
    pub evidence: Vec<Evidence>,
    /// When it was found.
    #[serde(with = "crate::domain::day::instant")]
    #[schema(value_type = String, format = DateTime)]
    pub found_at: Instant,
    /// What was decided; null while nobody did.
    pub decision: Option<Sameness>,
    /// Did a review take the decision over? Until then it has no effect, and another may be made.
    pub reviewed: bool,
}

impl DuplicateView {
    /// A stored match.
    pub(super) fn of(fund: &Fund, standing: &StandingDuplicate) -> Outcome<DuplicateView> {
        let row = &standing.row;
        let reviewed = standing.same.map(|same| if same { Sameness::Same } else { Sameness::Different });
        let decision = match reviewed {
            Some(decision) => Some(decision),
            None => Choice::of(fund, standing)?.map(|choice| choice.decision),
        };
        let evidence: Result<Vec<Evidence>, _> = row.evidence.split(',').map(str::parse).collect();
        Ok(DuplicateView {
            id: row.id,
            beneficiary: row.beneficiary,
            other: row.other,
            order: standing.court_order,
            notice: standing.notice,
            strength: row.strength,
            evidence: evidence.map_err(|_| Fault::broken("duplicate", "evidence is no list of words"))?,
            found_at: row.at,
            decision,
            reviewed: reviewed.is_some(),
        })
    }
}

/// A match, or `not_found`.
pub(super) async fn existing(from: &mut Snapshot, id: DuplicateRef) -> Outcome<StandingDuplicate> {
    let found = from.duplicate(id).await?;
    found.ok_or_else(|| Refusal::NotFound { what: id.to_string() }.into())
}

/// Lists the matches that no review has closed, oldest first: those over which nobody decided, and those whose decision waits for
/// the review.
pub async fn list_duplicates(fund: &Fund, who: &Caller, wanted: &Wanted) -> Outcome<Page<DuplicateView>> {
    who.must_be(ROLES)?;
    let (after, limit) = wanted.bounds()?;
    super::work::compare_all(fund).await?;
    let rows = fund.read().await?.open_duplicates(after, limit).await?;
    let views: Outcome<Vec<DuplicateView>> = rows.iter().map(|row| DuplicateView::of(fund, row)).collect();
    Ok(page(views?, limit, |view| view.id.stored(), |view| view))
}
