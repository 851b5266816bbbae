//! Cosignatures as they are listed: anybody who reads the books may check them with the cosigner's key.
use crate::{
    domain::{day::instant_text, person::Role, reference::PersonRef},
    service::{
        Fund, Outcome, Page,
        caller::READERS,
        page::{Wanted, page},
    },
    store::{Kept, checkpoint::CosignatureRow},
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Who may.
pub const ROLES: &[Role] = READERS;

/// A cosigned checkpoint.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct CosignatureView {
    /// How many leaves it is signed over.
    pub size: i64,
    /// Verifier key of the cosigner.
    pub key: String,
    /// The signed note, with the log's signature and the cosignature.
    pub note: String,
    /// Who brought it.
    pub person: PersonRef,
    /// When (RFC 3339).
    pub at: String,
    /// The index of the leaf that covers it.
    pub log_index: i64,
}

/// A row as it is shown.
pub(super) fn view(kept: Kept<CosignatureRow>) -> CosignatureView {
    let Kept { row, leaf } = kept;
    let at = instant_text(&row.at);
    CosignatureView { size: row.size, key: row.vkey, note: row.note, person: row.person, at, log_index: leaf }
}

/// Lists cosignatures in the order in which they came.
pub async fn list_cosignatures(fund: &Fund, wanted: &Wanted) -> Outcome<Page<CosignatureView>> {
    let (after, limit) = wanted.bounds()?;
    let rows = fund.read().await?.cosignatures(after, limit).await?;
    Ok(page(rows, limit, |kept| kept.leaf, view))
}
