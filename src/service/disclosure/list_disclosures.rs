//! The register of disclosures: who looked at whose identity, which parts, under which order, when, and whether it was shown. Nothing
//! of what was seen is in it. To whom it went is free text of a court, so only a guardian reads that.
use crate::{
    domain::{
        day::Instant,
        disclosure::{IdentityFields, LookOutcome, read_fields},
        person::Role,
        reference::*,
    },
    service::{
        Caller, Fund, Outcome, Page,
        order::{disclosure_order::RECIPIENT, view::SEE_RECIPIENT},
        page::{Wanted, page},
    },
    store::{Fault, disclosure::ListedLook},
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Who may.
pub const ROLES: &[Role] = &[Role::Auditor, Role::Guardian];

/// A look at an identity, without what was seen.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct DisclosureLine {
    /// Its reference.
    pub id: LookRef,
    /// Who looked.
    pub person: PersonRef,
    /// Whose identity; null where there is no such person.
    pub beneficiary: Option<BeneficiaryRef>,
    /// Under which order; null where none was named or there is none such.
    pub authority: Option<OrderRef>,
    /// The parts that were asked for.
    pub fields: IdentityFields,
    /// Shown, or why not.
    pub outcome: LookOutcome,
    /// When.
    #[serde(with = "crate::domain::day::instant")]
    #[schema(value_type = String, format = DateTime)]
    pub at: Instant,
    /// To whom the order discloses, for guardians.
    pub recipient: Option<String>,
    /// The leaf that has it.
    pub log_index: i64,
}

/// Lists looks at identities, shown and refused, in their order.
pub async fn list_disclosures(fund: &Fund, who: &Caller, wanted: &Wanted) -> Outcome<Page<DisclosureLine>> {
    who.must_be(ROLES)?;
    let (after, limit) = wanted.bounds()?;
    let rows = fund.read().await?.looks(after, limit).await?;
    let sees_recipient = who.officer.has(SEE_RECIPIENT);
    let page = page(rows, limit, |row| row.kept.row.id.stored(), |row| line_of(fund, row, sees_recipient));
    let items: Outcome<Vec<DisclosureLine>> = page.items.into_iter().collect();
    Ok(Page { items: items?, next: page.next })
}

fn line_of(fund: &Fund, listed: ListedLook, sees_recipient: bool) -> Outcome<DisclosureLine> {
    let recipient = match (listed.recipient_words, listed.recipient_cipher) {
        (Some(id), Some(cipher)) if sees_recipient => {
            let words = fund.keys().open(id, RECIPIENT, &cipher).map_err(Fault::from)?;
            Some(String::from_utf8_lossy(words.expose()).into_owned())
        }
        _ => None,
    };
    let row = listed.kept.row;
    Ok(DisclosureLine {
        id: row.id,
        person: row.person,
        beneficiary: row.beneficiary,
        authority: row.court_order,
        fields: read_fields(&row.fields).map_err(|e| Fault::broken("identity_look", e.en))?,
        outcome: row.outcome,
        at: row.at,
        recipient,
        log_index: listed.kept.leaf,
    })
}
