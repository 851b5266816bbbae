//! Whether a payment to a person waits for a guardian. Why it does so in the same words for everybody is said in the header of this
//! folder.
use crate::{
    domain::{purpose::Purpose, reference::*},
    rules::facts::{Fact, Review},
    service::Outcome,
    store::{Snapshot, duplicate::IdentityStanding},
    vault::Keys,
};

/// Characters of the mark of what a payment waits for.
const MARK: usize = 16;

/// Were the identities of the person reviewed? Not applicable where none was ever recorded: there is nothing to compare. For a fixed
/// sum it is unknown then, and where nothing that was recorded can be compared: whoever is compared with nobody would have it under each
/// further pseudonym. That is seen by whether the person keeps any blind term, so no seal is opened for it. The same two questions are
/// asked for everybody. Which matches hold a payment goes into the mark, so that an override does not cover what came up after it was
/// given; the mark is keyed, since it stands in the log.
pub async fn reviewed(
    from: &mut Snapshot,
    keys: &Keys,
    id: BeneficiaryRef,
    purpose: Purpose,
    episode: i32,
) -> Outcome<Fact<Review>> {
    let standing = from.unreviewed_identities(id).await?;
    let holding = from.holding_matches(id, purpose, episode).await?;
    if !holding.is_empty() {
        return Ok(Fact::Known(Review::Waiting(mark(keys, id, purpose, episode, &holding))));
    }
    Ok(match standing {
        _ if purpose.has_fixed_sum() && standing.cannot_be_compared() => Fact::Unknown,
        IdentityStanding { recorded: 0, .. } => Fact::NotApplicable,
        IdentityStanding { unreviewed: 0, .. } => Fact::Known(Review::Done),
        _ => Fact::Known(Review::Waiting(mark(keys, id, purpose, episode, &[]))),
    })
}

fn mark(
    keys: &Keys,
    id: BeneficiaryRef,
    purpose: Purpose,
    episode: i32,
    holding: &[(DuplicateRef,)],
) -> String {
    let place = format!("{id} {purpose} {episode}");
    let holding = holding.iter().map(|(one,)| one.to_string()).collect::<Vec<_>>().join(" ");
    let parts = ["what a payment waits for", &place, &holding].map(str::as_bytes);
    let mut mark = keys.request_hash(&parts);
    mark.truncate(MARK);
    mark
}
