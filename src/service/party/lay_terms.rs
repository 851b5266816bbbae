//! Makes the terms of payees, donors and offenders that were written before there was an index of them: once, when the Fund is opened, some
//! at a time, so that it can be broken off. A Fund that is laid now has its mark from the beginning.
use super::reckon::{SORTS, Sealed, kept_terms};
use crate::{
    domain::party::Party,
    service::clock::Clock,
    store::{Fault, Store, fund::FundRow, party::PartyTerm},
    vault::Keys,
};
use std::collections::BTreeSet;

/// The setting which says that the index is whole.
pub const PARTY_TERMS: &str = "party_terms";

/// Payments, donors or orders of one transaction.
const PAGE: i64 = 500;

/// Makes what is missing, unless it was made before.
pub async fn lay_terms(store: &Store, keys: &Keys, clock: &dyn Clock) -> Result<(), Fault> {
    if store.read().await?.setting(PARTY_TERMS).await?.is_some() {
        return Ok(());
    }
    for sort in SORTS {
        let mut after = Some(i64::MIN);
        while let Some(first) = after {
            after = lay_page(store, keys, clock, (sort, first)).await?;
        }
    }
    let mut tx = store.begin(clock.now()).await?;
    // Another instance may have been faster.
    if tx.setting(PARTY_TERMS).await?.is_none() {
        tx.add(FundRow { name: PARTY_TERMS.into(), value: "laid".into() }).await?;
    }
    tx.commit("party_terms.laid", None).await
}

/// Makes what is missing of a page; the last number of it, none where nothing is left.
async fn lay_page(
    store: &Store,
    keys: &Keys,
    clock: &dyn Clock,
    (sort, after): (Party, i64),
) -> Result<Option<i64>, Fault> {
    let mut tx = store.begin(clock.now()).await?;
    let page = Sealed::read(&mut tx, sort, after, PAGE).await?.reckoned(keys);
    let Some(last) = page.last else { return Ok(None) };
    let kept: BTreeSet<PartyTerm> = kept_terms(&mut tx, sort, after, last).await?.into_iter().collect();
    let missing = page.terms.into_values().flatten().flatten().filter(|term| !kept.contains(term));
    missing.for_each(|term| tx.add_party_term(term));
    tx.commit("party_terms.laid", None).await?;
    Ok(Some(last))
}
