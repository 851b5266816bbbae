//! Comparing what waits: beside the service, whenever something was written and once in a while; and at once, where a decision
//! needs it.
use super::{
    compare::{Comparison, Pending},
    remove_terms::remove_terms,
};
use crate::{
    domain::{
        day::Day,
        reference::{BeneficiaryRef, Reference},
    },
    service::{Fund, Outcome},
    store::{Ahead, Snapshot},
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

/// Compares everything that waits, page by page; what cannot be compared is stepped over. Whoever asks at the same time does no harm:
/// what was compared meanwhile is left as it is.
pub async fn compare_all(fund: &Fund) -> Outcome<()> {
    compared(fund).await.map(drop)
}

/// The same, and a state of the database in which nothing waited any more.
pub async fn compared(fund: &Fund) -> Outcome<Snapshot> {
    let mark = fund.desk().compared_up_to();
    let mut from = fund.read().await?;
    let last = from.head_row().await?.map_or(0, |head| head.leaf) - 1;
    if last <= mark {
        return Ok(from);
    }
    let (mut leaf, mut subject) = (mark, 0);
    loop {
        let identities = from.pending_identities(leaf, AT_ONCE).await?;
        let subjects = from.pending_subjects(mark, subject, AT_ONCE).await?;
        leaf = identities.last().map_or(leaf, |row| row.leaf);
        subject = subjects.last().map_or(subject, |row| row.id.stored());
        let identities = identities.iter().map(|row| Pending::Identity(row.beneficiary, row.position));
        let page: Vec<_> = identities.chain(subjects.iter().map(|row| Pending::Subject(row.id))).collect();
        if page.is_empty() {
            fund.desk().compared_up_to.fetch_max(last, Ordering::AcqRel);
            return Ok(from);
        }
        drop(from);
        compare_these(fund, &page).await?;
        from = fund.read().await?;
    }
}

/// The same, with the sheet of a person open and what else is asked ahead: where nothing was written since everything was compared, that
/// is all that is read.
pub async fn compared_before(fund: &Fund, of: BeneficiaryRef, ahead: Ahead) -> Outcome<Snapshot> {
    let mark = fund.desk().compared_up_to();
    let mut from = match fund.store().read_ahead(ahead).await {
        // A statement that the server forgot, or a table that another version changed: one by one it is asked anew.
        Err(fault) if fault.is_refused() => {
            tracing::warn!(%fault, "what was asked ahead was refused; it is asked one by one");
            fund.read().await?
        }
        begun => begun?,
    };
    from.open_sheet(of).await?;
    if from.leaf_on_sheet().is_none_or(|leaf| leaf - 1 > mark) {
        drop(from);
        from = compared(fund).await?;
        from.open_sheet(of).await?;
    }
    Ok(from)
}

/// Compares some. Ends with a fault of the house or the database; one of a single row leaves that row.
async fn compare_these(fund: &Fund, page: &[Pending]) -> Outcome<()> {
    let asked = page.iter().map(|of| {
        let member = Arc::new(Comparison { fund: fund.clone(), of: *of });
        async move { (*of, fund.store().write(member, fund.now()).await) }
    });
    for (of, done) in join_all(asked).await {
        match done {
            Ok(()) => {
                fund.desk().left().remove(&of);
            }
            Err(fault) if fault.is_of_row() => {
                if fund.desk().left().insert(of) {
                    tracing::error!(id = %of, %fault, "it could not be compared, and is stepped over: run `relief-ledger verify`");
                }
            }
            Err(fault) => return Err(fault.into()),
        }
    }
    Ok(())
}

/// Tries again what was stepped over: it may have been put right.
async fn compare_left(fund: &Fund) -> Outcome<()> {
    let left: Vec<_> = fund.desk().left().iter().copied().collect();
    for page in left.chunks(AT_ONCE as usize) {
        compare_these(fund, page).await?;
    }
    Ok(())
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
        let rang = tokio::time::timeout(REST, fund.desk().bell.notified()).await;
        if rang.is_err()
            && let Err(halt) = compare_left(&fund).await
        {
            tracing::warn!(fault = halt.told(), "what was stepped over could not be tried again");
        }
    }
}
