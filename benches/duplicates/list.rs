//! The list as a store would keep it: a table of blind terms in SQLite with an index on the term, and one question a check.
use super::shared::Outcome;
use relief_ledger::{
    domain::identity::Identity,
    vault::{
        Keys,
        matching::{Strength, TermKind, strength, terms},
    },
};
use sqlx::{
    Connection, Row, SqliteConnection,
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous},
};
use std::{
    collections::{BTreeMap, HashMap},
    path::Path,
    time::{Duration, Instant},
};

/// How many persons are written at once.
const AT_ONCE: usize = 500;

/// The list.
pub struct List {
    connection: SqliteConnection,
    keys: Keys,
    waiting: Vec<(i64, String)>,
    persons: usize,
    /// How many terms were written.
    pub terms: u64,
    /// The most terms that one person keeps.
    pub most: usize,
}

/// What a check found, and how long it took from the identity to the candidates.
pub struct Check {
    /// Candidates and the kinds of the terms by which they were found.
    pub found: BTreeMap<i64, Vec<TermKind>>,
    /// How long it took.
    pub took: Duration,
    /// How long the terms and their blind indexes took of it.
    pub folding: Duration,
}

impl Check {
    /// How strong a candidate is.
    pub fn strength(&self, person: i64) -> Option<Strength> {
        self.found.get(&person).and_then(|kinds| strength(kinds))
    }
}

impl List {
    /// An empty list in a new file.
    pub async fn create(path: &Path, keys: Keys) -> Outcome<List> {
        let options = SqliteConnectOptions::new()
            .filename(path)
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Off);
        let mut connection = SqliteConnection::connect_with(&options).await?;
        sqlx::query(
            "create table blind_term (id integer primary key, person integer not null, term blob not null)",
        )
        .execute(&mut connection)
        .await?;
        Ok(List { connection, keys, waiting: vec![], persons: 0, terms: 0, most: 0 })
    }

    /// Adds a person.
    pub async fn add(&mut self, person: i64, identity: &Identity, year: Option<i32>) -> Outcome<()> {
        let kept = terms(identity, year).kept;
        self.terms += kept.len() as u64;
        self.most = self.most.max(kept.len());
        self.waiting.extend(kept.iter().map(|term| (person, term.index(&self.keys))));
        self.persons += 1;
        if self.persons.is_multiple_of(AT_ONCE) { self.write().await } else { Ok(()) }
    }

    async fn write(&mut self) -> Outcome<()> {
        let rows = serde_json::to_string(&std::mem::take(&mut self.waiting))?;
        let statement =
            "insert into blind_term (person, term) select value ->> 0, unhex(value ->> 1) from json_each(?1)";
        sqlx::query(statement).bind(rows).execute(&mut self.connection).await?;
        Ok(())
    }

    /// Writes what waits, and makes the index.
    pub async fn finish(&mut self) -> Outcome<()> {
        self.write().await?;
        sqlx::query("create index blind_term_by_term on blind_term (term, person)")
            .execute(&mut self.connection)
            .await?;
        sqlx::query("pragma wal_checkpoint(truncate)").execute(&mut self.connection).await?;
        Ok(())
    }

    /// Looks for others like this person.
    pub async fn check(&mut self, identity: &Identity, year: Option<i32>) -> Outcome<Check> {
        let begun = Instant::now();
        let sought = terms(identity, year).sought;
        let kinds: HashMap<String, TermKind> =
            sought.iter().map(|term| (term.index(&self.keys), term.kind)).collect();
        let question = serde_json::to_string(&kinds.keys().collect::<Vec<_>>())?;
        let folding = begun.elapsed();
        let statement = "select b.person, lower(hex(b.term)) from json_each(?1) sought cross join blind_term b on b.term = unhex(sought.value)";
        let rows = sqlx::query(statement).bind(question).fetch_all(&mut self.connection).await?;
        let mut found: BTreeMap<i64, Vec<TermKind>> = BTreeMap::new();
        for row in rows {
            let term: String = row.get(1);
            found.entry(row.get(0)).or_default().extend(kinds.get(&term));
        }
        Ok(Check { found, took: begun.elapsed(), folding })
    }
}
