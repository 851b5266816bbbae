//! Use cases of disclosure: a guardian looks at parts of an identity under an order in force, and the register of all looks, shown
//! and refused. Nowhere else is an identity shown to anybody.
pub mod list_disclosures;
pub mod refuse_look;
pub mod show_identity;

use crate::{
    domain::{
        disclosure::{IdentityFields, LookOutcome, fields_text},
        reference::{BeneficiaryRef, LookRef, OrderRef},
    },
    service::{Job, Outcome},
    store::{Tx, disclosure::IdentityLookRow},
};
use uuid::Uuid;

/// A look as it is kept.
struct Kept<'a> {
    beneficiary: Option<BeneficiaryRef>,
    order: Option<OrderRef>,
    fields: &'a IdentityFields,
    outcome: LookOutcome,
    reason: Option<Uuid>,
}

/// Writes a look; its leaf has names and days, and nothing of what was seen.
async fn keep_look<C>(job: Job<'_, C>, tx: &mut Tx, look: Kept<'_>) -> Outcome<LookRef> {
    let (id, person, at) = (tx.next(), job.who.person(), tx.at());
    let Kept { beneficiary, order: court_order, fields, outcome, reason } = look;
    let fields = fields_text(fields);
    tx.add(IdentityLookRow { id, beneficiary, court_order, fields, outcome, reason, person, at }).await?;
    Ok(id)
}
