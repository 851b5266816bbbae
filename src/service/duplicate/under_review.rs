//! Whether a payment to a person waits for a guardian. Why it does so in the same words for everybody is said in the header of this
//! folder.
use crate::{
    domain::{purpose::Purpose, reference::BeneficiaryRef},
    rules::facts::Fact,
    service::Outcome,
    store::Snapshot,
};

/// Were the identities of the person reviewed? Not applicable where none was ever recorded: there is nothing to compare. The same
/// two questions are asked for everybody.
pub async fn reviewed(
    from: &mut Snapshot,
    id: BeneficiaryRef,
    purpose: Purpose,
    episode: i32,
) -> Outcome<Fact<bool>> {
    let (identities, unreviewed) = from.unreviewed_identities(id).await?;
    let held = from.is_held_by_match(id, purpose, episode).await?;
    Ok(match identities {
        0 => Fact::NotApplicable,
        _ => Fact::Known(unreviewed == 0 && !held),
    })
}
