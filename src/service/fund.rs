//! The Fund as use cases see it: store, keys, clock; and the one way to write: a re-runnable closure whose effect is
//! durable when it returns, with refusals kept and repeated keys answered in the same transaction.
use super::{
    caller::{Caller, RequestKey},
    clock::Clock,
    duplicate::Desk,
    halt::{Halt, Outcome},
    ids,
};
use crate::{
    domain::{
        batch::DebtorAccount,
        day::{Day, Instant},
        outward::SenderName,
        reference::RefusalRef,
        refusal::Refusal,
        word::Unreadable,
    },
    rules::Rulebook,
    service::{
        keys::open_keys,
        lot::seen_sets::SeenSets,
        party::lay_terms::lay_terms,
        prover::Prover,
        rulebook::ruling::{Rules, Ruling},
    },
    store::{
        Fault, Member, Snapshot, Store, Tx,
        finding::RefusalRow,
        fund::{AnswerKey, KeyOf},
    },
    vault::{Keys, Sealed, Words},
};
use futures_util::future::BoxFuture;
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use std::sync::{Arc, Mutex, PoisonError};
use uuid::Uuid;

/// The Fund: what every use case is given.
#[derive(Clone)]
pub struct Fund {
    inner: Arc<Inner>,
    sender: Arc<SenderName>,
    debtor: Option<Arc<DebtorAccount>>,
    ruling: Ruling,
    prover: Option<Arc<Prover>>,
}

struct Inner {
    store: Store,
    keys: Keys,
    clock: Arc<dyn Clock>,
    desk: Desk,
    seen_sets: SeenSets,
    /// Held while a rulebook that is proposed is looked at.
    proposing: tokio::sync::Mutex<()>,
}

/// What a use case runs with; it can be run again with the same.
pub struct Job<'t, C> {
    /// The Fund.
    pub fund: &'t Fund,
    /// Who calls.
    pub who: &'t Caller,
    /// The command.
    pub command: &'t C,
}

impl<C> Clone for Job<'_, C> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<C> Copy for Job<'_, C> {}

impl<'t, C> Job<'t, C> {
    /// The same job with a part of its command.
    pub fn with<D>(self, command: &'t D) -> Job<'t, D> {
        Job { fund: self.fund, who: self.who, command }
    }
}

/// An answer as it is kept for a repeated key.
#[derive(Serialize, Deserialize)]
enum KeptOutcome<T> {
    Done(T),
    Refused(Refusal),
}

impl Fund {
    /// Opens the Fund over a store, laying it in an empty one, and refuses a key that is not the one the database was made with.
    pub async fn open(store: Store, given: Keys, clock: Arc<dyn Clock>) -> Result<Fund, Fault> {
        let keys = open_keys(&store, given, &*clock).await?;
        lay_terms(&store, &keys, &*clock).await?;
        Ok(Fund {
            inner: Arc::new(Inner {
                store,
                keys,
                clock,
                desk: Desk::default(),
                seen_sets: SeenSets::default(),
                proposing: Default::default(),
            }),
            sender: Arc::default(),
            debtor: None,
            ruling: Ruling::default(),
            prover: None,
        })
    }

    /// The same Fund under the rulebook of a folder, whatever was adopted.
    pub fn ruled_by(self, rulebook: Arc<Rulebook>) -> Fund {
        Fund { ruling: Ruling::given(rulebook), ..self }
    }

    /// The rulebook that judges. A use case has one from its first step to its last; a reader asks [`Fund::as_seen`] first.
    pub fn rulebook(&self) -> Arc<Rulebook> {
        self.ruling.rulebook()
    }

    /// The same Fund, under the rulebook that rules as a snapshot sees it.
    pub async fn as_seen(&self, from: &mut Snapshot) -> Outcome<Fund> {
        let ruling = from.ruling().await?;
        self.at(from, &ruling).await
    }

    async fn at(&self, from: &mut Snapshot, ruling: &str) -> Outcome<Fund> {
        Ok(Fund { ruling: self.ruling.at(from, ruling).await?, ..self.clone() })
    }

    /// What rules, as a snapshot sees it.
    pub(in crate::service) async fn rules(&self, from: &mut Snapshot) -> Outcome<Rules> {
        self.ruling.rules(from).await
    }

    /// Knows a rulebook that was read, so that nobody reads it once more where it comes to rule.
    pub(in crate::service) fn learn(&self, book: Arc<Rulebook>) {
        self.ruling.learn(book);
    }

    /// Waits for the turn to look at a proposed rulebook.
    pub(in crate::service) async fn proposing(&self) -> tokio::sync::MutexGuard<'_, ()> {
        self.inner.proposing.lock().await
    }

    /// The same Fund with a prover, which is asked of every rulebook that is proposed.
    pub fn proving_with(self, prover: Prover) -> Fund {
        Fund { prover: Some(Arc::new(prover)), ..self }
    }

    /// Its prover, where it was given one.
    pub fn prover(&self) -> Option<&Prover> {
        self.prover.as_deref()
    }

    /// The same Fund, whose payments come under another name.
    pub fn sending_as(self, sender: SenderName) -> Fund {
        Fund { sender: Arc::new(sender), ..self }
    }

    /// Under which name its payments come.
    pub fn sender(&self) -> &SenderName {
        &self.sender
    }

    /// The same Fund, whose bank files name the account that it pays from.
    pub fn paying_from(self, account: Option<DebtorAccount>) -> Fund {
        Fund { debtor: account.map(Arc::new), ..self }
    }

    /// The account that it pays from; none where its bank knows.
    pub fn debtor(&self) -> Option<&DebtorAccount> {
        self.debtor.as_deref()
    }

    /// The store.
    pub fn store(&self) -> &Store {
        &self.inner.store
    }

    /// The keys.
    pub fn keys(&self) -> &Keys {
        &self.inner.keys
    }

    /// What waits for comparison.
    pub fn desk(&self) -> &Desk {
        &self.inner.desk
    }

    /// Which sets of purposes had money when somebody asked last.
    pub(in crate::service) fn seen_sets(&self) -> &SeenSets {
        &self.inner.seen_sets
    }

    /// The present instant.
    pub fn now(&self) -> Instant {
        self.inner.clock.now()
    }

    /// Today in Baku.
    pub fn today(&self) -> Day {
        Day::in_baku(self.now())
    }

    /// A snapshot to read from.
    pub async fn read(&self) -> Outcome<Snapshot> {
        Ok(self.inner.store.read().await?)
    }

    /// Seals words for one place.
    pub fn seal(&self, place: &'static str, words: &Words) -> Outcome<Sealed> {
        Ok(self.keys().seal(ids::new_id(self.now())?, place, words)?)
    }

    /// Runs a use case in the next group of them. Its effect is durable when this returns Ok; when it is refused, nothing of it
    /// stays but the record of the refusal (where one is kept) and the answer to its repeated key. It goes on when the
    /// caller does not wait for it, and may be run several times: the last run counts.
    pub async fn write<C, T, F>(&self, who: &Caller, event: &'static str, command: C, run: F) -> Outcome<T>
    where
        C: Send + Sync + 'static,
        T: Serialize + DeserializeOwned + Send + 'static,
        F: for<'t> Fn(Job<'t, C>, &'t mut Tx) -> BoxFuture<'t, Outcome<T>> + Send + Sync + 'static,
    {
        let asked = Arc::new(Asked {
            fund: self.clone(),
            who: who.clone(),
            event,
            command,
            run,
            outcome: Mutex::default(),
        });
        self.inner.store.write(asked.clone(), self.now()).await?;
        let outcome = asked.outcome.lock().unwrap_or_else(PoisonError::into_inner).take();
        outcome.unwrap_or(Err(Halt::Fault(Fault::Panicked)))
    }

    /// Was the request answered before? Then the kept answer comes again, and what it took need not be done once more.
    pub async fn was_answered(&self, who: &Caller) -> Outcome<bool> {
        let Some(key) = &who.request else { return Ok(false) };
        Ok(self.read().await?.kept_answer(answer_key(who, key)).await?.is_some())
    }

    /// Binds a sealed answer to person, method, path, key and body, so that it opens for no other request.
    fn answer_id(&self, who: &Caller, key: &RequestKey) -> Uuid {
        let person = who.person().to_string();
        let parts = [person.as_str(), &key.method, &key.path, &key.key_hash, &key.request].map(str::as_bytes);
        let hash = self.keys().request_hash(&parts);
        let mut bytes = [0u8; 16];
        // The hash is 64 hex digits, so its first half is always 16 bytes.
        hex::decode_to_slice(&hash[..32], &mut bytes).expect("half a hash is sixteen bytes");
        Uuid::from_bytes(bytes)
    }
}

/// A command that was asked for, as a member of a group.
struct Asked<C, T, F> {
    fund: Fund,
    who: Caller,
    event: &'static str,
    command: C,
    run: F,
    /// What the last run came to.
    outcome: Mutex<Option<Outcome<T>>>,
}

impl<C, T, F> Member for Asked<C, T, F>
where
    C: Send + Sync + 'static,
    T: Serialize + DeserializeOwned + Send + 'static,
    F: for<'t> Fn(Job<'t, C>, &'t mut Tx) -> BoxFuture<'t, Outcome<T>> + Send + Sync + 'static,
{
    fn run<'t>(&'t self, tx: &'t mut Tx) -> BoxFuture<'t, Result<(), Fault>> {
        Box::pin(async move {
            let outcome = match self.take_turn(tx).await {
                Err(Halt::Fault(fault)) => return Err(fault),
                outcome => outcome,
            };
            *self.outcome.lock().unwrap_or_else(PoisonError::into_inner) = Some(outcome);
            Ok(())
        })
    }

    fn key(&self) -> Option<KeyOf> {
        self.who.request.as_ref().map(|key| answer_key(&self.who, key).to_owned())
    }
}

impl<C, T, F> Asked<C, T, F>
where
    C: Send + Sync + 'static,
    T: Serialize + DeserializeOwned + Send + 'static,
    F: for<'t> Fn(Job<'t, C>, &'t mut Tx) -> BoxFuture<'t, Outcome<T>> + Send + Sync + 'static,
{
    async fn take_turn(&self, tx: &mut Tx) -> Outcome<T> {
        if let Some(key) = &self.who.request
            && let Some(answer) = self.repeated(tx, key).await?
        {
            return answer;
        }
        let ruling = tx.ruling().to_owned();
        let fund = self.fund.at(tx, &ruling).await?;
        let job = Job { fund: &fund, who: &self.who, command: &self.command };
        let outcome = (self.run)(job, tx).await;
        match &outcome {
            Ok(done) => {
                self.keep_answer(tx, &KeptOutcome::Done(done))?;
                tx.close(self.event, Some(self.who.person()))?;
            }
            Err(Halt::Refused(refusal)) => {
                tx.undo().await?;
                self.keep_refusal(tx, refusal).await?;
                if refusal.is_repeated() {
                    self.keep_answer(tx, &KeptOutcome::<()>::Refused(refusal.clone()))?;
                }
                tx.close("refused", Some(self.who.person()))?;
            }
            Err(Halt::Fault(_)) => {}
        }
        outcome
    }

    async fn repeated(&self, tx: &mut Tx, key: &RequestKey) -> Outcome<Option<Outcome<T>>> {
        let Some(kept) = tx.kept_answer(answer_key(&self.who, key)).await? else { return Ok(None) };
        if kept.request != key.request {
            return Err(Refusal::IdempotencyKeyReused.into());
        }
        if kept.answer.is_empty() {
            return Err(Refusal::AnswerForgotten.into());
        }
        let words = self.fund.keys().open(self.fund.answer_id(&self.who, key), ANSWER, &kept.answer)?;
        Ok(Some(match serde_json::from_slice(words.expose())? {
            KeptOutcome::Done(done) => Ok(done),
            KeptOutcome::Refused(refusal) => Err(refusal.into()),
        }))
    }

    fn keep_answer<A: Serialize>(&self, tx: &mut Tx, answer: &KeptOutcome<A>) -> Outcome<()> {
        let Some(key) = &self.who.request else { return Ok(()) };
        let words = Words::of_json(answer)?;
        let sealed = self.fund.keys().seal(self.fund.answer_id(&self.who, key), ANSWER, &words)?;
        tx.keep_answer(answer_key(&self.who, key), &key.request, sealed.cipher);
        Ok(())
    }

    async fn keep_refusal(&self, tx: &mut Tx, refusal: &Refusal) -> Outcome<()> {
        if !refusal.is_kept() {
            return Ok(());
        }
        let words = Words::of_json(refusal)?;
        let words = tx.add_seal(self.fund.seal(REFUSAL_WORDS, &words)?).await?;
        let subject = match refusal {
            Refusal::SameHands { subject, .. } => Some(Unreadable::from_joined(subject).en),
            _ => tx.sole_subject().map(str::to_owned),
        };
        let id: RefusalRef = tx.next();
        let (person, at) = (self.who.person(), tx.at());
        let (command, code) = (self.event.to_owned(), refusal.code().to_owned());
        tx.add(RefusalRow { id, person, command, subject, code, words, at }).await?;
        Ok(())
    }
}

const ANSWER: &str = "idempotency.answer";

/// The place of the sealed details of a kept refusal.
pub(in crate::service) const REFUSAL_WORDS: &str = "refusal.words";

fn answer_key<'a>(who: &'a Caller, key: &'a RequestKey) -> AnswerKey<'a> {
    AnswerKey { person: who.person(), method: &key.method, path: &key.path, key_hash: &key.key_hash }
}
