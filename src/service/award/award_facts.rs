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
    let awards = from.awards_in_slots(&key, purpose).await?;
    let award = awards.iter().find(|award| award.episode == episode).cloned();
    let payments = from.unreversed_payments(beneficiary, purpose, but).await?;
    let mut awarded: Vec<i32> = awards.iter().map(|award| award.episode).collect();
    let mut joined = false;
    for other in pseudonyms_of(from, beneficiary).await?.into_iter().skip(1) {
        let slots = from.awards_in_slots(&person_key(other), purpose).await?;
        let mut theirs: Vec<i32> = slots.iter().map(|award| award.episode).collect();
        let paid = from.unreversed_payments(other, purpose, None).await?;
        theirs.extend(paid.iter().map(|payment| payment.episode));
        joined |= theirs.contains(&episode);
        awarded.append(&mut theirs);
    }
    let (here, elsewhere): (Vec<_>, Vec<_>) = payments.into_iter().partition(|p| p.episode == episode);
    let others: BTreeSet<i32> = awarded
        .into_iter()
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
