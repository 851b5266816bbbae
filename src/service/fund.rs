//! The Fund as use cases see it: store, keys, clock; and the one way to write: a re-runnable closure whose effect is
//! durable when it returns, with refusals kept and repeated keys answered in the same transaction.
use super::{
    caller::{Caller, RequestKey},
    clock::Clock,
    halt::{Halt, Outcome},
    ids,
};
use crate::{
    domain::{
        day::{Day, Instant},
        reference::RefusalRef,
        refusal::Refusal,
    },
    store::{
        Fault, Snapshot, Store, Tx,
        finding::RefusalRow,
        fund::{AnswerKey, FundRow},
    },
    vault::{Keys, Sealed, Words},
};
use futures_util::future::BoxFuture;
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use std::sync::Arc;
use uuid::Uuid;

/// The Fund: what every use case is given.
#[derive(Clone)]
pub struct Fund {
    inner: Arc<Inner>,
}

struct Inner {
    store: Store,
    keys: Keys,
    clock: Arc<dyn Clock>,
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

/// The setting that only the Fund's key gives.
pub(super) const KEY_CHECK: &str = "key_check";

impl Fund {
    /// Opens the Fund over a store, and refuses a key that is not the one the database was made with.
    pub async fn open(store: Store, keys: Keys, clock: Arc<dyn Clock>) -> Result<Fund, Fault> {
        let known = store.read().await?.setting(KEY_CHECK).await?;
        match known {
            Some(value) if value == keys.check_value() => {}
            Some(_) => return Err(Fault::WrongKey),
            None => {
                let mut tx = store.begin(clock.now()).await?;
                match tx.setting(KEY_CHECK).await? {
                    Some(value) if value == keys.check_value() => {}
                    Some(_) => return Err(Fault::WrongKey),
                    None => {
                        tx.add(FundRow { name: KEY_CHECK.into(), value: keys.check_value() }).await?;
                        tx.commit("fund.opened", None).await?;
                    }
                }
            }
        }
        Ok(Fund { inner: Arc::new(Inner { store, keys, clock }) })
    }

    /// The store.
    pub fn store(&self) -> &Store {
        &self.inner.store
    }

    /// The keys.
    pub fn keys(&self) -> &Keys {
        &self.inner.keys
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

    /// Runs a use case under the writing lock. Its effect is durable when this returns Ok; when it is refused, nothing
    /// of it stays but the record of the refusal (where one is kept) and the answer to its repeated key.
    pub async fn write<C, T, F>(&self, who: &Caller, event: &'static str, command: &C, run: F) -> Outcome<T>
    where
        C: Sync,
        T: Serialize + DeserializeOwned + Send,
        F: for<'t> Fn(Job<'t, C>, &'t mut Tx) -> BoxFuture<'t, Outcome<T>> + Send,
    {
        let mut tx = self.inner.store.begin(self.now()).await?;
        if let Some(key) = &who.request
            && let Some(answer) = self.repeated(&mut tx, who, key).await?
        {
            return answer;
        }
        tx.mark().await?;
        let outcome = run(Job { fund: self, who, command }, &mut tx).await;
        match &outcome {
            Ok(done) => {
                self.keep_answer(&mut tx, who, &KeptOutcome::Done(done)).await?;
                tx.commit(event, Some(who.person())).await?;
            }
            Err(Halt::Refused(refusal)) => {
                tx.undo().await?;
                self.keep_refusal(&mut tx, who, event, refusal).await?;
                if refusal.is_repeated() {
                    self.keep_answer(&mut tx, who, &KeptOutcome::<()>::Refused(refusal.clone())).await?;
                }
                tx.commit("refused", Some(who.person())).await?;
            }
            Err(Halt::Fault(_)) => {}
        }
        outcome
    }

    async fn repeated<T: DeserializeOwned>(
        &self,
        tx: &mut Tx,
        who: &Caller,
        key: &RequestKey,
    ) -> Outcome<Option<Outcome<T>>> {
        let Some(kept) = tx.kept_answer(answer_key(who, key)).await? else { return Ok(None) };
        if kept.request != key.request {
            return Err(Refusal::IdempotencyKeyReused.into());
        }
        let words = self.keys().open(self.answer_id(who, key), ANSWER, &kept.answer)?;
        Ok(Some(match serde_json::from_slice(words.expose())? {
            KeptOutcome::Done(done) => Ok(done),
            KeptOutcome::Refused(refusal) => Err(refusal.into()),
        }))
    }

    async fn keep_answer<T: Serialize>(
        &self,
        tx: &mut Tx,
        who: &Caller,
        answer: &KeptOutcome<T>,
    ) -> Outcome<()> {
        let Some(key) = &who.request else { return Ok(()) };
        let words = Words::new(serde_json::to_vec(answer)?);
        let sealed = self.keys().seal(self.answer_id(who, key), ANSWER, &words)?;
        Ok(tx.keep_answer(answer_key(who, key), &key.request, &sealed.cipher).await?)
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

    async fn keep_refusal(&self, tx: &mut Tx, who: &Caller, event: &str, refusal: &Refusal) -> Outcome<()> {
        if !refusal.is_kept() {
            return Ok(());
        }
        let words =
            tx.add_seal(self.seal("refusal.words", &Words::of(&serde_json::to_string(refusal)?))?).await?;
        let subject = match refusal {
            Refusal::SameHands { subject, .. } => Some(subject.clone()),
            _ => None,
        };
        let id: RefusalRef = tx.next();
        let at = tx.at();
        tx.add(RefusalRow {
            id,
            person: who.person(),
            command: event.to_owned(),
            subject,
            code: refusal.code().to_owned(),
            words,
            at,
        })
        .await?;
        Ok(())
    }
}

const ANSWER: &str = "idempotency.answer";

fn answer_key<'a>(who: &'a Caller, key: &'a RequestKey) -> AnswerKey<'a> {
    AnswerKey { person: who.person(), method: &key.method, path: &key.path, key_hash: &key.key_hash }
}
