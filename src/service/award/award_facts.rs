//! What the rules see of a person's awards: only granted ones, and only payments that were not reversed.
use super::propose_award::person_key;
use crate::{
    domain::{
        purpose::Purpose,
        reference::{AwardRef, BeneficiaryRef, PaymentRef},
    },
    rules::facts::AwardFacts,
    service::{Outcome, duplicate::joined::pseudonyms_of},
    store::Snapshot,
};
use std::collections::BTreeSet;

/// Gathers the facts of an episode and purpose; `named` is the award that the payment names, `but` the payment itself, so
/// that it does not count against itself. Purposes without a fixed sum know no awards.
pub async fn award_facts(
    from: &mut Snapshot,
    beneficiary: BeneficiaryRef,
    purpose: Purpose,
    episode: i32,
    named: Option<AwardRef>,
    but: Option<PaymentRef>,
) -> Outcome<AwardFacts> {
    if !purpose.has_fixed_sum() {
        return Ok(AwardFacts { episode, ..AwardFacts::default() });
    }
    let key = person_key(beneficiary);
    let award = from.award_in_slot(&key, episode, purpose).await?;
    let payments = from.unreversed_payments(beneficiary, purpose, but).await?;
    let mut awarded = from.awarded_episodes(&key, purpose).await?;
    let mut joined = false;
    for other in pseudonyms_of(from, beneficiary).await?.into_iter().skip(1) {
        let mut theirs = from.awarded_episodes(&person_key(other), purpose).await?;
        let paid = from.unreversed_payments(other, purpose, None).await?;
        theirs.extend(paid.iter().map(|payment| (payment.episode,)));
        joined |= theirs.iter().any(|(theirs,)| *theirs == episode);
        awarded.append(&mut theirs);
    }
    let (here, elsewhere): (Vec<_>, Vec<_>) = payments.into_iter().partition(|p| p.episode == episode);
    let others: BTreeSet<i32> = awarded
        .into_iter()
        .map(|(other,)| other)
        .chain(elsewhere.iter().map(|p| p.episode))
        .filter(|other| *other != episode)
        .collect();
    Ok(AwardFacts {
        episode,
        award: award.as_ref().map(|a| a.id),
        award_sum: award.as_ref().map(|a| a.amount),
        elsewhere: joined,
        names_award: named.is_some() && named == award.map(|a| a.id),
        paid: here.iter().map(|p| p.amount.into()).sum(),
        paid_by: here.first().map(|p| p.id),
        other_episodes: others.into_iter().collect(),
    })
}
