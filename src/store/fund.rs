//! What was settled when the database was made, and the answers kept for repeated keys.
use super::{Fault, Snapshot, Tx, row::table};
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

impl Snapshot {
    /// A setting.
    pub async fn setting(&mut self, name: &str) -> Result<Option<String>, Fault> {
        let found: Option<(String,)> = row!(self, "fund/setting", name)?;
        Ok(found.map(|(value,)| value))
    }

    /// The answer that was given to a key before.
    pub async fn kept_answer(&mut self, key: AnswerKey<'_>) -> Result<Option<KeptAnswer>, Fault> {
        row!(self, "idempotency/answer", key.person, key.method, key.path, key.key_hash)
    }
}

impl Tx {
    /// Keeps an answer for a key.
    pub async fn keep_answer(
        &mut self,
        key: AnswerKey<'_>,
        request: &str,
        answer: &[u8],
    ) -> Result<(), Fault> {
        let at: Instant = self.at();
        let conn: &mut Snapshot = self;
        run!(conn, "idempotency/keep", key.person, key.method, key.path, key.key_hash, request, answer, at)
    }
}
