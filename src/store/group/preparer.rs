//! The preparer: it runs the next group in memory while the one before it is made durable. It never writes and takes no lock;
//! it reads only which repeated keys were answered before.
use super::{Asked, Board, Group, MOST_MEMBERS, Request, run};
use crate::domain::day::Day;
use crate::store::{Fault, Head, Pools, Tx, gauge};
use std::sync::{Arc, atomic::Ordering};
use tokio::sync::{OwnedSemaphorePermit, Semaphore, mpsc, oneshot};

/// Takes use cases from the queue, and runs ahead what can be.
pub(super) struct Preparer {
    pools: Pools,
    board: Arc<Board>,
    idle: Arc<Semaphore>,
    to: mpsc::UnboundedSender<(Group, OwnedSemaphorePermit)>,
    /// Where the last group is said to end, and how many surprises there were then; none where nobody can say.
    chain: Option<(Head, u64)>,
    group: Group,
}

impl Preparer {
    pub(super) fn new(
        pools: Pools,
        board: Arc<Board>,
        to: mpsc::UnboundedSender<(Group, OwnedSemaphorePermit)>,
    ) -> Preparer {
        let idle = Arc::new(Semaphore::new(1));
        Preparer { pools, board, idle, to, chain: None, group: Group::default() }
    }

    /// Works until it is told to end, or nobody can ask any more.
    pub(super) async fn work(mut self, mut asked: mpsc::Receiver<Asked>) {
        let mut end = None;
        while end.is_none() {
            match asked.recv().await {
                Some(Asked::Write(request)) => self.group.waiting.push(request),
                Some(Asked::End(ended)) => end = Some(ended),
                None => break,
            }
            end = self.take_all(&mut asked).or(end);
            if self.group.len() > 0 {
                end = self.hand_over(&mut asked).await.or(end);
            }
        }
        asked.close();
        while let Ok(Asked::Write(request)) = asked.try_recv() {
            request.answer(Err(Fault::NotDurable("the service is closing".into())));
        }
        // The committer has given the permit back when the last group is through.
        let _ = self.idle.acquire().await;
        if let Some(ended) = end {
            let _ = ended.send(());
        }
    }

    /// Takes what waits in the queue, up to a full group.
    fn take_all(&mut self, asked: &mut mpsc::Receiver<Asked>) -> Option<oneshot::Sender<()>> {
        while self.group.len() < MOST_MEMBERS {
            match asked.try_recv() {
                Ok(Asked::Write(request)) => self.group.waiting.push(request),
                Ok(Asked::End(ended)) => return Some(ended),
                Err(_) => break,
            }
        }
        None
    }

    /// Prepares until the committer is free, then hands the group over.
    async fn hand_over(&mut self, asked: &mut mpsc::Receiver<Asked>) -> Option<oneshot::Sender<()>> {
        let (mut end, mut open) = (None, true);
        let permit = loop {
            if !self.board.in_turn.load(Ordering::Relaxed) {
                self.prepare().await;
            }
            let idle = self.idle.clone();
            tokio::select! {
                biased;
                permit = idle.acquire_owned() => break permit.ok()?,
                more = asked.recv(), if open && end.is_none() && self.group.len() < MOST_MEMBERS => match more {
                    Some(Asked::Write(request)) => {
                        self.group.waiting.push(request);
                        end = self.take_all(asked);
                    }
                    Some(Asked::End(ended)) => end = Some(ended),
                    None => open = false,
                },
            }
        };
        // Nothing is in flight now, so the head row is known, if anybody knows it.
        if self.group.tx.is_none() {
            let published = self.board.published().clone();
            self.chain = published.head.map(|head| (head, published.surprises));
            self.prepare().await;
        }
        gauge::writer::waiting(asked.len());
        let group = std::mem::take(&mut self.group);
        self.chain = match &group.tx {
            Some((tx, _)) if group.put_off.is_empty() && group.waiting.is_empty() => {
                self.chain.take().map(|(_, surprises)| (tx.head(), surprises))
            }
            _ => None,
        };
        self.board.in_flight().extend(group.keys.iter().cloned());
        let _ = self.to.send((group, permit));
        end
    }

    /// Runs what waits, as far as it can be run without a connection.
    async fn prepare(&mut self) {
        if self.chain.as_ref().is_some_and(|(_, surprises)| *surprises != self.board.published().surprises) {
            self.chain = None;
        }
        let Some((head, _)) = &self.chain else { return };
        if self.group.waiting.is_empty() {
            return;
        }
        let waiting = std::mem::take(&mut self.group.waiting);
        if self.group.tx.is_none() {
            match Tx::ahead(head.clone(), waiting[0].now) {
                Ok(tx) => self.group.tx = Some((tx, head.clone())),
                Err(_) => return self.group.put_off.extend(waiting),
            }
        }
        let ready = self.look_up(waiting).await;
        let Some((tx, _)) = &mut self.group.tx else { return };
        for request in ready {
            // Another day in Baku than the group's, or more than a group should carry: it waits for the committer.
            if Day::in_baku(request.now) != tx.today() || tx.is_heavy() {
                self.group.put_off.push(request);
                continue;
            }
            match run(tx, &*request.member).await {
                Ok(()) => self.group.prepared.push((request, Ok(()))),
                Err(fault) => {
                    // Nothing was sent, so nothing can go wrong in dropping it.
                    let _ = tx.undo().await;
                    match fault {
                        Fault::NotYet => self.group.put_off.push(request),
                        fault => self.group.prepared.push((request, Err(fault))),
                    }
                }
            }
        }
    }

    /// Looks up the repeated keys of all at once. A use case whose key was answered, or is being answered, is put off: it is
    /// answered from the database.
    async fn look_up(&mut self, waiting: Vec<Request>) -> Vec<Request> {
        let (mut ready, mut asked) = (vec![], vec![]);
        {
            let in_flight = self.board.in_flight();
            for request in waiting {
                match request.member.key() {
                    None => ready.push(request),
                    Some(key) if in_flight.contains(&key) || !self.group.keys.insert(key.clone()) => {
                        self.group.put_off.push(request);
                    }
                    Some(key) => {
                        asked.push(key);
                        ready.push(request);
                    }
                }
            }
        }
        if asked.is_empty() {
            return ready;
        }
        let Ok(answered) = self.pools.answered(&asked).await else {
            // The committer meets the same fault, and says it.
            self.group.put_off.extend(ready);
            return vec![];
        };
        let (later, ready): (Vec<_>, Vec<_>) =
            ready.into_iter().partition(|r| r.member.key().is_some_and(|key| answered.contains(&key)));
        self.group.put_off.extend(later);
        if let Some((tx, _)) = &mut self.group.tx {
            tx.unanswered(asked.into_iter().filter(|key| !answered.contains(key)));
        }
        ready
    }
}
