//! Comparing what waits: beside the service, whenever something was written and once in a while; and at once, where a decision
//! needs it.
use super::{
    compare::{Comparison, Pending},
    remove_terms::remove_terms,
};
use crate::{
    domain::day::Day,
    service::{Fund, Outcome},
};
use futures_util::future::join_all;
use std::{
    sync::{Arc, atomic::Ordering},
    time::Duration,
};

/// Comparisons that are asked for together.
const AT_ONCE: i64 = 64;

/// How long the work rests when nobody rings: another instance may have been killed before it compared.
const REST: Duration = Duration::from_secs(30);

/// Compares everything that waits. Whoever asks at the same time does no harm: what was compared meanwhile is left as it is.
pub async fn compare_all(fund: &Fund) -> Outcome<()> {
    while compare_some(fund).await? {}
    Ok(())
}

/// Compares some of what waits; says whether there may be more.
async fn compare_some(fund: &Fund) -> Outcome<bool> {
    let mark = &fund.desk().compared_up_to;
    let after = mark.load(Ordering::Acquire);
    let mut from = fund.read().await?;
    let last = from.head_row().await?.map_or(0, |head| head.leaf) - 1;
    let identities = from.pending_identities(after, AT_ONCE).await?;
    let subjects = from.pending_subjects(after, AT_ONCE).await?;
    drop(from);
    if identities.is_empty() && subjects.is_empty() {
        mark.fetch_max(last, Ordering::AcqRel);
        return Ok(false);
    }
    let identities = identities.iter().map(|row| Pending::Identity(row.beneficiary, row.position));
    let all = identities.chain(subjects.iter().map(|row| Pending::Subject(row.id)));
    let asked = all.map(|of| {
        let member = Arc::new(Comparison { fund: fund.clone(), of });
        async move { fund.store().write(member, fund.now()).await }
    });
    for done in join_all(asked).await {
        done?;
    }
    Ok(true)
}

/// Works until it is dropped: compares what waits, and once a day removes the terms of persons who were erased more than
/// `keep_index_days` ago.
pub async fn work(fund: Fund, keep_index_days: u32) {
    let mut removed_on: Option<Day> = None;
    loop {
        if let Err(halt) = compare_all(&fund).await {
            tracing::warn!(fault = halt.told(), "identities wait for their comparison; it is tried again");
        }
        if removed_on != Some(fund.today()) {
            match remove_terms(&fund, keep_index_days).await {
                Ok(_) => removed_on = Some(fund.today()),
                Err(halt) => tracing::warn!(
                    fault = halt.told(),
                    "terms of erased persons were not removed; it is tried again"
                ),
            }
        }
        // A bell that rang before is not lost.
        let _ = tokio::time::timeout(REST, fund.desk().bell.notified()).await;
    }
}
