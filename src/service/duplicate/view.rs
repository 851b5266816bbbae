//! Matches as a guardian reads them: pseudonyms and what agrees, never an identity.
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
}

impl DuplicateView {
    /// A stored match.
    pub(super) fn of(standing: &StandingDuplicate) -> Result<DuplicateView, Fault> {
        let row = &standing.row;
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
            decision: standing.same.map(|same| if same { Sameness::Same } else { Sameness::Different }),
        })
    }
}

/// A match, or `not_found`.
pub(super) async fn existing(from: &mut Snapshot, id: DuplicateRef) -> Outcome<StandingDuplicate> {
    let found = from.duplicate(id).await?;
    found.ok_or_else(|| Refusal::NotFound { what: id.to_string() }.into())
}

/// Lists the matches over which nobody decided, oldest first.
pub async fn list_duplicates(fund: &Fund, who: &Caller, wanted: &Wanted) -> Outcome<Page<DuplicateView>> {
    who.must_be(ROLES)?;
    let (after, limit) = wanted.bounds()?;
    super::work::compare_all(fund).await?;
    let rows = fund.read().await?.open_duplicates(after, limit).await?;
    let views: Result<Vec<DuplicateView>, Fault> = rows.iter().map(DuplicateView::of).collect();
    Ok(page(views?, limit, |view| view.id.stored(), |view| view))
}
