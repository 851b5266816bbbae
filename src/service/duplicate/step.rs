//! A step of a payment that waits for comparisons: nobody may be recorded between comparing and judging. Only inside the transaction
//! can that be known, so a step that finds somebody there who was not compared leaves without a trace, and is tried again.
use super::work::compare_all;
use crate::{
    service::{Caller, Fund, Halt, Job, Outcome},
    store::{Fault, Tx},
};
use futures_util::future::BoxFuture;
use serde::{Serialize, de::DeserializeOwned};

/// How often a step is tried. Each try waits for a group, so so many groups in a row would have to record somebody before it.
const TRIES: usize = 8;

/// Writes like [`Fund::write`], on a state in which everybody recorded before was compared. Nothing is kept of a try that came too
/// early, not even for a repeated key.
pub async fn write_compared<C, T, F>(
    fund: &Fund,
    who: &Caller,
    event: &'static str,
    command: C,
    run: F,
) -> Outcome<T>
where
    C: Clone + Send + Sync + 'static,
    T: Serialize + DeserializeOwned + Send + 'static,
    F: for<'t> Fn(Job<'t, C>, &'t mut Tx) -> BoxFuture<'t, Outcome<T>> + Clone + Send + Sync + 'static,
{
    for _ in 0..TRIES {
        compare_all(fund).await?;
        match fund.write(who, event, command.clone(), run.clone()).await {
            Err(Halt::Fault(Fault::NotCompared)) => {}
            done => return done,
        }
    }
    Err(Halt::Fault(Fault::NotCompared))
}

/// Leaves the transaction where somebody was recorded before it who was not compared. Whoever could not be compared was tried, and
/// stands in no one else's way.
pub async fn must_be_compared(fund: &Fund, tx: &mut Tx) -> Outcome<()> {
    let mark = fund.desk().compared_up_to();
    let is_compared =
        tx.pending_subjects(mark, 0, 1).await?.is_empty() && tx.pending_identities(mark, 1).await?.is_empty();
    if is_compared { Ok(()) } else { Err(Fault::NotCompared.into()) }
}
