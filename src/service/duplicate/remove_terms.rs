//! Removes the blind index of persons who were erased long enough ago. Until then it shows a person who comes again under another
//! pseudonym; afterwards nobody can.
use crate::{
    domain::{payment::Verb, reference::*},
    service::{Fund, Halt, Outcome},
    store::{Fault, Member, Tx, duplicate::TermRemovalRow, fund::KeyOf},
};
use futures_util::future::BoxFuture;
use std::sync::Arc;

/// Persons looked at in one read.
const PAGE: i64 = 200;

/// Removes what is due; how many persons that were.
pub async fn remove_terms(fund: &Fund, keep_days: u32) -> Outcome<usize> {
    let (mut after, mut removed) = (0, 0);
    let oldest = fund.now() - chrono::TimeDelta::days(i64::from(keep_days));
    loop {
        let mut from = fund.read().await?;
        let page = from.erased_with_terms(after, PAGE).await?;
        let Some((last,)) = page.last() else { return Ok(removed) };
        after = last.stored();
        let mut due = vec![];
        for (person,) in page {
            let decisions = from.decisions(&person.to_string()).await?;
            let erased_at = decisions.iter().find(|d| d.verb == Verb::Erase).map(|d| d.at);
            due.extend(Some(person).filter(|_| erased_at.is_some_and(|at| at <= oldest)));
        }
        drop(from);
        for of in due {
            fund.store().write(Arc::new(Removal { of }), fund.now()).await?;
            removed += 1;
        }
    }
}

/// A removal, as a member of a group.
struct Removal {
    of: BeneficiaryRef,
}

impl Member for Removal {
    fn run<'t>(&'t self, tx: &'t mut Tx) -> BoxFuture<'t, Result<(), Fault>> {
        Box::pin(async move {
            match remove(tx, self.of).await {
                Ok(()) => tx.close("index.removed", None),
                Err(Halt::Fault(fault)) => Err(fault),
                Err(Halt::Refused(refusal)) => Err(Fault::broken("identity_term", refusal.code())),
            }
        })
    }

    fn key(&self) -> Option<KeyOf> {
        None
    }
}

async fn remove(tx: &mut Tx, of: BeneficiaryRef) -> Outcome<()> {
    // Another instance may have been faster.
    if tx.term_removal(of).await?.is_some() {
        return Ok(());
    }
    let at = tx.at();
    tx.add(TermRemovalRow { beneficiary: of, at }).await?;
    Ok(tx.remove_terms(of).await?)
}
