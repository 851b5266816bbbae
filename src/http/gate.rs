//! What all requests of one service share: its limits, how many are inside, whether it is stopping, and whether its last
//! write went wrong. No request is judged here, and nothing of a request is remembered.
use super::limit::Limits;
use crate::{
    service::Fund,
    store::{Fault, Probe},
};
use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};
use tokio::{
    sync::{Mutex, OwnedSemaphorePermit, Semaphore},
    time::{Instant, timeout},
};

/// How long the database may take to say that it is well.
const PATIENCE: Duration = Duration::from_secs(5);
/// An answer of the database is good for this long, so that nobody wears it out with questions.
const FRESH: Duration = Duration::from_millis(200);

/// Shared by all requests of one service.
pub struct Gate {
    /// The bounds.
    pub limits: Limits,
    seats: Arc<Semaphore>,
    stopping: AtomicBool,
    unwell: AtomicBool,
    asked: Mutex<Option<(Instant, bool)>>,
}

impl Gate {
    /// A gate with these bounds.
    pub fn new(limits: Limits) -> Arc<Gate> {
        let seats = Arc::new(Semaphore::new(limits.requests));
        Arc::new(Gate {
            limits,
            seats,
            stopping: AtomicBool::new(false),
            unwell: AtomicBool::new(false),
            asked: Mutex::new(None),
        })
    }

    /// A seat for one request, or none while all are taken.
    pub fn seat(&self) -> Option<OwnedSemaphorePermit> {
        self.seats.clone().try_acquire_owned().ok()
    }

    /// The service was told to stop: it is no longer ready, and each answer ends its connection.
    pub fn stop(&self) {
        self.stopping.store(true, Ordering::SeqCst);
    }

    /// Was it told to stop?
    pub fn is_stopping(&self) -> bool {
        self.stopping.load(Ordering::SeqCst)
    }

    /// Remembers whether the last write went through.
    pub fn wrote(&self, went_through: bool) {
        self.unwell.store(!went_through, Ordering::Relaxed);
    }

    /// Does the database answer, and may it be written? After a write that went wrong it has to take one first.
    pub async fn is_well(&self, fund: &Fund) -> bool {
        let mut asked = self.asked.lock().await;
        if let Some((at, well)) = *asked
            && at.elapsed() < FRESH
        {
            return well;
        }
        let unwell = self.unwell.load(Ordering::Relaxed);
        let probe = if unwell { Probe::Writes } else { Probe::Asks };
        let fund = fund.clone();
        // In a task of its own, so that it ends in one piece however long it takes.
        let asking = tokio::spawn(async move {
            if let Some(head) = fund.store().read().await?.head_row().await? {
                fund.store().is_still_under(&head)?;
            }
            fund.store().probe(probe).await
        });
        let well = match timeout(PATIENCE, asking).await {
            Ok(Ok(Ok(()))) => true,
            Ok(Ok(Err(fault))) => told(&fault),
            Ok(Err(_)) | Err(_) => {
                tracing::error!("the database does not answer in time");
                false
            }
        };
        if unwell && well {
            self.unwell.store(false, Ordering::Relaxed);
        }
        // Whoever waited meanwhile is answered by this.
        *asked = Some((Instant::now(), well));
        well
    }
}

fn told(fault: &Fault) -> bool {
    tracing::error!(%fault, "the database cannot be worked with");
    false
}
