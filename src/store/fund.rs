//! What was settled when the database was made, and the answers kept for repeated keys.
use super::{
    Fault, Gatherable, Pools, Snapshot, Store, Tx,
    row::table,
    value::{Column, Columns, Kind, Value},
};
use crate::domain::{day::Instant, reference::PersonRef};

table! {
    /// A setting.
    FundRow = "fund" by "name" { name: String, value: String }
}

/// An answer kept for a repeated key.
#[derive(Debug, Clone, PartialEq, sqlx::FromRow)]
pub struct KeptAnswer {
    /// Keyed hash of the body it was given to.
    pub request: String,
    /// The sealed answer.
    pub answer: Vec<u8>,
}

/// Whose repeated key, on what: person, method, path, keyed hash of the key.
#[derive(Debug, Clone, Copy)]
pub struct AnswerKey<'a> {
    /// The person.
    pub person: PersonRef,
    /// The method.
    pub method: &'a str,
    /// The path.
    pub path: &'a str,
    /// Keyed hash of the key.
    pub key_hash: &'a str,
}

/// The same, to be kept.
#[derive(Debug, Clone, PartialEq, Eq, Hash, sqlx::FromRow)]
#[allow(missing_docs, reason = "as in `AnswerKey`")]
pub struct KeyOf {
    pub person: PersonRef,
    pub method: String,
    pub path: String,
    pub key_hash: String,
}

impl KeyOf {
    pub(super) const COLUMNS: Columns =
        &[("person", Kind::Long), ("method", Kind::Text), ("path", Kind::Text), ("key_hash", Kind::Text)];

    pub(super) fn values(&self) -> [Value; 4] {
        [self.person.value(), self.method.value(), self.path.value(), self.key_hash.value()]
    }

    fn is(&self, key: &AnswerKey<'_>) -> bool {
        self.key_hash == key.key_hash
            && self.person == key.person
            && self.method == key.method
            && self.path == key.path
    }
}

impl AnswerKey<'_> {
    /// The key, to be kept.
    pub fn to_owned(self) -> KeyOf {
        KeyOf {
            person: self.person,
            method: self.method.into(),
            path: self.path.into(),
            key_hash: self.key_hash.into(),
        }
    }
}

/// An answer on its way to the database. It stands in no leaf.
#[derive(Clone)]
struct AnswerRow {
    key: KeyOf,
    kept: KeptAnswer,
    at: Instant,
}

impl Gatherable for AnswerRow {
    const TABLE: &'static str = "idempotency";
    const COLUMNS: Columns = &[
        ("person", Kind::Long),
        ("method", Kind::Text),
        ("path", Kind::Text),
        ("key_hash", Kind::Text),
        ("request", Kind::Text),
        ("answer", Kind::Bytes),
        ("at", Kind::At),
    ];
    fn values(&self, _leaf: i64, to: &mut Vec<Value>) {
        to.extend(self.key.values());
        to.extend([self.kept.request.value(), self.kept.answer.value(), self.at.value()]);
    }
}

impl Snapshot {
    /// A setting.
    pub async fn setting(&mut self, name: &str) -> Result<Option<String>, Fault> {
        let found: Option<(String,)> = row!(self, "fund/setting", name)?;
        Ok(found.map(|(value,)| value))
    }

    /// The answer that was given to a key before.
    pub async fn kept_answer(&mut self, key: AnswerKey<'_>) -> Result<Option<KeptAnswer>, Fault> {
        if let Some((row, _)) = self.gathered(|row: &AnswerRow| row.key.is(&key)) {
            return Ok(Some(row.kept));
        }
        if self.gathering.as_ref().is_some_and(|g| g.unanswered.contains(&key.to_owned())) {
            return Ok(None);
        }
        stored_row!(self, "idempotency/answer", key.person, key.method, key.path, key.key_hash)
    }
}

impl Store {
    /// Forgets answers that were kept for repeated keys before an instant, some hundreds at once; how many. The keys stay.
    pub async fn forget_answers(&self, before: Instant) -> Result<u64, Fault> {
        const FORGET: &str = include_str!("sql/idempotency/forget.sql");
        let nothing: &[u8] = &[];
        Ok(match &self.pools {
            Pools::Sqlite { writer, .. } => {
                sqlx::query(FORGET).bind(nothing).bind(before).execute(writer).await?.rows_affected()
            }
            Pools::Postgres { all: pool, .. } => {
                sqlx::query(FORGET).bind(nothing).bind(before).execute(pool).await?.rows_affected()
            }
        })
    }
}

impl Tx {
    /// Keeps an answer for a key.
    pub fn keep_answer(&mut self, key: AnswerKey<'_>, request: &str, answer: Vec<u8>) {
        let at = self.at();
        let kept = KeptAnswer { request: request.to_owned(), answer };
        self.add_beside(AnswerRow { key: key.to_owned(), kept, at });
    }
}
