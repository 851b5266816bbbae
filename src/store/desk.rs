//! Doing something for many at once: each runs for itself and asks as if it were alone, at a snapshot that is but a desk. Questions that
//! lie there when all wait are sorted by their kind and asked with one statement a kind (`many`); a question that was answered before is
//! not asked again. So a set of payments takes as many statements as one payment has questions, not that many times its number.
//!
//! Nothing is written meanwhile: whoever lends the snapshot has it back when all are through.
use super::{
    Fault, Snapshot,
    fault::QUESTIONS,
    many,
    question::{Answer, Question},
    snapshot::Conn,
    value::Value,
};
use futures_util::{StreamExt, stream::FuturesUnordered};
use sqlx::{FromRow, postgres::PgRow, sqlite::SqliteRow};
use std::{
    collections::{BTreeMap, HashMap, HashSet},
    future::{Future, poll_fn},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    task::Poll,
};
use tokio::{
    sync::oneshot,
    task::{coop::unconstrained, yield_now},
};

/// A question that lies on the desk, and who waits for its answer.
struct Waiting {
    question: Question,
    asker: oneshot::Sender<Arc<Answer>>,
}

/// Where questions are laid down.
pub(super) struct Desk {
    engine: &'static str,
    waiting: Mutex<Vec<Waiting>>,
}

impl Desk {
    fn waiting(&self) -> MutexGuard<'_, Vec<Waiting>> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Which engine answers.
    pub fn engine(&self) -> &'static str {
        self.engine
    }

    async fn ask(&self, question: Question) -> Result<Arc<Answer>, Fault> {
        let (asker, answer) = oneshot::channel();
        self.waiting().push(Waiting { question, asker });
        answer.await.map_err(|_| Fault::broken(QUESTIONS, "nobody answers at this desk any more"))
    }
}

/// What was answered at a desk: by the name of the statement and its values.
#[derive(Default)]
struct Known {
    answers: HashMap<(&'static str, Vec<Value>), Arc<Answer>>,
    statements: usize,
}

impl Known {
    /// Answers all that wait.
    async fn serve(&mut self, from: &mut Snapshot, waiting: Vec<Waiting>) -> Result<(), Fault> {
        let mut kinds: BTreeMap<&'static str, Vec<Question>> = BTreeMap::new();
        let (mut asked, mut new) = (vec![], HashSet::new());
        for Waiting { question, asker } in waiting {
            let key = (question.name, question.values.clone());
            if !self.answers.contains_key(&key) && new.insert(key.clone()) {
                kinds.entry(question.name).or_default().push(question);
            }
            asked.push((key, asker));
        }
        for (name, questions) in kinds {
            let (answers, statements) = many::ask(from.live()?, &questions).await?;
            self.statements += statements;
            for (question, answer) in questions.into_iter().zip(answers) {
                self.answers.insert((name, question.values), Arc::new(answer));
            }
        }
        for (key, asker) in asked {
            // Whoever does not wait any more needs no answer.
            if let Some(answer) = self.answers.get(&key) {
                let _ = asker.send(answer.clone());
            }
        }
        Ok(())
    }
}

/// What came of doing something for many.
pub struct Together<T> {
    /// For each, in their order.
    pub done: Vec<T>,
    /// How many statements it took.
    pub statements: usize,
}

impl Snapshot {
    /// Does something for each of some, all at once, each at a snapshot of its own that only reads. What was gathered is sent first.
    /// Where some fail, the first of them in their order is told.
    pub async fn together<I, T, E, F>(
        &mut self,
        each: impl IntoIterator<Item = I>,
        run: impl Fn(Snapshot, I) -> F,
    ) -> Result<Together<T>, E>
    where
        F: Future<Output = Result<T, E>>,
        E: From<Fault>,
    {
        self.live()?;
        self.flush().await?;
        self.close_sheet();
        let desk = Arc::new(Desk { engine: self.engine(), waiting: Mutex::default() });
        let run = &run;
        let start = |(number, item)| {
            let running = run(Snapshot::at(desk.clone()), item);
            // The library's measure of fairness would wake some before all wait; it is kept between one and the next below.
            unconstrained(async move { (number, running.await) })
        };
        let mut running: FuturesUnordered<_> = each.into_iter().enumerate().map(start).collect();
        let mut done: Vec<Option<Result<T, E>>> = (0..running.len()).map(|_| None).collect();
        let mut known = Known::default();
        loop {
            // Whoever waits for something else than an answer may ask later.
            let next = poll_fn(|cx| match running.poll_next_unpin(cx) {
                Poll::Ready(next) => Poll::Ready(Some(next)),
                Poll::Pending if desk.waiting().is_empty() => Poll::Pending,
                Poll::Pending => Poll::Ready(None),
            });
            let Some(next) = next.await else {
                let waiting = std::mem::take(&mut *desk.waiting());
                known.serve(self, waiting).await?;
                continue;
            };
            let Some((number, result)) = next else { break };
            done[number] = Some(result);
            yield_now().await;
        }
        let missing = || Fault::broken(QUESTIONS, "one of many came to no end");
        let done = done.into_iter().map(|one| one.unwrap_or_else(|| Err(missing().into())));
        Ok(Together { done: done.collect::<Result<_, E>>()?, statements: known.statements })
    }

    fn at(desk: Arc<Desk>) -> Snapshot {
        Snapshot { conn: Conn::Desk(desk), gathering: None, sheet: None, ahead: None }
    }

    /// Is it but a desk?
    pub(super) fn is_at_desk(&self) -> bool {
        matches!(self.conn, Conn::Desk(_))
    }

    /// All rows that answer a question that is laid on the desk.
    pub(super) async fn ask_at_desk<T>(&self, question: Question) -> Result<Vec<T>, Fault>
    where
        T: for<'r> FromRow<'r, SqliteRow> + for<'r> FromRow<'r, PgRow>,
    {
        match &self.conn {
            Conn::Desk(desk) => desk.ask(question).await?.read(),
            _ => Err(Fault::broken(QUESTIONS, "there is no desk")),
        }
    }

    /// The first of them.
    pub(super) async fn ask_one_at_desk<T>(&self, question: Question) -> Result<Option<T>, Fault>
    where
        T: for<'r> FromRow<'r, SqliteRow> + for<'r> FromRow<'r, PgRow>,
    {
        Ok(self.ask_at_desk(question).await?.into_iter().next())
    }
}
