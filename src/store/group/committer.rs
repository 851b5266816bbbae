//! The committer: it takes the lock, finishes a group and commits it. What to do when the database refuses or is not there is
//! said here and nowhere else.
use super::{Board, Group, Request, run, tidying::Tidying};
use crate::store::{Fault, Pools, checkpoint::Voice, fund::KeyOf, gauge};
use std::sync::Arc;
use tokio::{
    sync::{OwnedSemaphorePermit, mpsc},
    time::Instant,
};

/// Takes the lock and makes groups durable, one after another.
pub(super) struct Committer {
    pools: Pools,
    voice: Voice,
    board: Arc<Board>,
    tidying: Tidying,
}

impl Committer {
    pub(super) fn new(pools: Pools, voice: Voice, board: Arc<Board>) -> Committer {
        Committer { pools, voice, board, tidying: Tidying::default() }
    }

    /// Works until no more groups can come.
    pub(super) async fn work(self, mut groups: mpsc::UnboundedReceiver<(Group, OwnedSemaphorePermit)>) {
        while let Some((group, permit)) = groups.recv().await {
            let keys: Vec<KeyOf> = group.keys.iter().cloned().collect();
            self.write(group).await;
            let mut in_flight = self.board.in_flight();
            for key in &keys {
                in_flight.remove(key);
            }
            drop(in_flight);
            drop(permit);
        }
    }

    async fn write(&self, mut group: Group) {
        let now = group.requests().map(|request| request.now).max();
        let Some(now) = now else { return };
        let mut begun = match self.pools.begin(now, &self.voice).await {
            Ok(begun) => begun,
            Err(fault) => return self.lost(group, &fault),
        };
        let mut results = vec![];
        let mut adopted = false;
        match group.tx.take() {
            Some((mut tx, head)) if begun.head() == head && begun.today() == tx.today() => {
                tx.adopt(begun);
                begun = tx;
                adopted = true;
                results = std::mem::take(&mut group.prepared);
            }
            Some(_) => {
                // Another instance wrote in between, or a day began in Baku: what was prepared is run again, on what is there now.
                self.board.surprise(None);
                tracing::debug!(
                    members = group.prepared.len(),
                    "a group is run again: the head row had moved, or a day began"
                );
            }
            None => {}
        }
        let mut rest = group.into_requests();
        while let Some(request) = rest.next() {
            let done = match run(&mut begun, &*request.member).await {
                Ok(()) => Ok(()),
                // Nobody can tell whose rows were on the way when the database said no, so nothing of the group is kept.
                Err(fault) if fault.is_of_database() => Err(fault),
                Err(fault) => match begun.undo().await {
                    Ok(()) => {
                        results.push((request, Err(fault)));
                        continue;
                    }
                    Err(worse) => Err(worse),
                },
            };
            if let Err(fault) = done {
                begun.give_up().await;
                let all = results.into_iter().map(|(r, _)| r).chain([request]).chain(rest).collect();
                return self.apart(all, fault, false).await;
            }
            results.push((request, done));
            if begun.is_heavy()
                && let Err(fault) = begun.flush().await
            {
                begun.give_up().await;
                return self
                    .apart(results.into_iter().map(|(r, _)| r).chain(rest).collect(), fault, adopted)
                    .await;
            }
        }
        let started = Instant::now();
        match begun.finish().await {
            Ok(head) => {
                gauge::writer::group(results.len(), started.elapsed());
                self.tidying.after_group(&self.pools);
                self.board.published().head = Some(head);
                results.into_iter().for_each(|(request, done)| request.answer(done));
            }
            Err(fault) => self.apart(results.into_iter().map(|(r, _)| r).collect(), fault, adopted).await,
        }
    }

    /// A group that failed: where the database refused something, its members are run one by one, so that only the guilty one
    /// fails; where it did not answer, nobody knows, and each is told so. One that ran ahead (`adopted`) is run again even when
    /// it is alone: it may be refused for what another instance wrote meanwhile, like the answer to its own key.
    async fn apart(&self, mut requests: Vec<Request>, fault: Fault, adopted: bool) {
        self.board.surprise(None);
        if requests.len() == 1
            && !(adopted && fault.is_refused())
            && let Some(request) = requests.pop()
        {
            return request.answer(Err(fault));
        }
        if fault.is_outage() {
            let why = fault.to_string();
            return requests.into_iter().for_each(|r| r.answer(Err(Fault::NotDurable(why.clone()))));
        }
        tracing::warn!(
            members = requests.len(),
            "the database refused a group: its use cases are run one by one"
        );
        gauge::writer::poisoned();
        for request in requests {
            gauge::writer::rerun();
            let done = self.alone(&request).await;
            request.answer(done);
        }
    }

    async fn alone(&self, request: &Request) -> Result<(), Fault> {
        let mut tx = self.pools.begin(request.now, &self.voice).await?;
        if let Err(fault) = run(&mut tx, &*request.member).await {
            tx.give_up().await;
            return Err(fault);
        }
        tx.finish().await.map(|_| ())
    }

    /// A group that could not begin: nothing of it was written.
    fn lost(&self, group: Group, fault: &Fault) {
        self.board.surprise(None);
        tracing::error!(%fault, "a group could not begin");
        let told = || match fault.is_outage() {
            true => Fault::NotDurable(fault.to_string()),
            false => Fault::broken("head", fault.to_string()),
        };
        group.into_requests().for_each(|request| request.answer(Err(told())));
    }
}
