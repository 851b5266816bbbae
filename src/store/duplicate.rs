//! The blind index and what follows from it: comparisons, matches, decisions over them, joined pseudonyms, reviews. Terms, matches,
//! decisions and joined pseudonyms stand in no leaf, since each would tell of a match; `verify` reckons them from what is sealed.
use super::{
    Fault, Gatherable, Live, Snapshot, Tx,
    gather::Tables,
    row::table,
    subject::{NamedBy, SubjectBoundRow},
    value::{
        Column, Columns, Kind, Value, postgres_arguments, postgres_source, sqlite_arguments, sqlite_source,
    },
};
use crate::{
    domain::{day::Instant, duplicate::Strength, purpose::Purpose, reference::*},
    vault::matching::{MOST_KEPT, MOST_SOUGHT},
};
use sqlx::{
    AssertSqlSafe, FromRow,
    postgres::{PgArguments, PgRow},
    sqlite::SqliteRow,
};
use uuid::Uuid;

table! {
    /// That an identity was compared.
    IdentityComparisonRow = "identity_comparison" by "beneficiary, position" {
        beneficiary: BeneficiaryRef, position: i32, words: Uuid, #[serde(with = "crate::domain::day::instant")] at: Instant,
    }
}

table! {
    /// A match.
    DuplicateRow = "duplicate" by "id" {
        id: DuplicateRef, beneficiary: BeneficiaryRef, other: Option<BeneficiaryRef>, subject: Option<SubjectRef>, strength: Strength,
        evidence: String, #[serde(with = "crate::domain::day::instant")] at: Instant,
    }
}

table! {
    /// What a guardian decided over a match, as a review took it over.
    DuplicateDecisionRow = "duplicate_decision" by "duplicate" {
        duplicate: DuplicateRef, same: bool, words: Uuid, person: PersonRef, #[serde(with = "crate::domain::day::instant")] at: Instant,
    }
}

table! {
    /// Two pseudonyms of one person.
    JoinedRow = "joined" by "person_key, other_key" { person_key: String, other_key: String, duplicate: DuplicateRef }
}

table! {
    /// That a guardian had decided everything found among identities up to a leaf.
    IdentityReviewRow = "identity_review" by "position" {
        position: i32, through: i64, words: Uuid, person: PersonRef, #[serde(with = "crate::domain::day::instant")] at: Instant,
    }
}

table! {
    /// That the blind index of an erased person was removed.
    TermRemovalRow = "term_removal" by "beneficiary" {
        beneficiary: BeneficiaryRef, #[serde(with = "crate::domain::day::instant")] at: Instant,
    }
}

/// What a guardian decided over a match and may still change. It stands in no leaf.
#[derive(Clone, PartialEq, Eq)]
#[allow(missing_docs, reason = "the columns are described in the migrations, once")]
pub struct DuplicateChoiceRow {
    pub duplicate: DuplicateRef,
    pub position: i32,
    pub seal: Uuid,
    pub cipher: Vec<u8>,
    pub at: Instant,
}

impl Gatherable for DuplicateChoiceRow {
    const TABLE: &'static str = "duplicate_choice";
    const COLUMNS: Columns = &[
        ("duplicate", Kind::Long),
        ("position", Kind::Int),
        ("seal", Kind::Id),
        ("cipher", Kind::Bytes),
        ("at", Kind::At),
    ];
    fn values(&self, _: i64, to: &mut Vec<Value>) {
        to.extend([self.duplicate.value(), self.position.value(), self.seal.value(), self.cipher.value()]);
        to.push(self.at.value());
    }
}

/// Declares a table of the blind index: a hash and whose it is.
macro_rules! terms {
    ($($(#[$about:meta])* $name:ident = $table:literal of $column:ident: $of:ty;)+) => {$(
        $(#[$about])*
        #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, sqlx::FromRow)]
        #[allow(missing_docs, reason = "the columns are described in the migrations, once")]
        pub struct $name { pub hash: Vec<u8>, pub $column: $of }

        impl Gatherable for $name {
            const TABLE: &'static str = $table;
            const COLUMNS: Columns = &[("hash", Kind::Bytes), (stringify!($column), Kind::Long)];
            fn values(&self, _: i64, to: &mut Vec<Value>) {
                to.extend([self.hash.value(), self.$column.value()]);
            }
        }
    )+};
}
terms! {
    /// A term that a person helped keeps.
    IdentityTerm = "identity_term" of beneficiary: BeneficiaryRef;
    /// A term that a person named by identity keeps.
    SubjectTerm = "subject_term" of subject: SubjectRef;
}

/// Terms that one question asks for, at most: what one identity keeps and seeks. SQLite is always asked for so many, found or not.
const MOST_ASKED: usize = MOST_KEPT + MOST_SOUGHT;

/// An identity that was not compared yet.
#[derive(Debug, Clone, PartialEq, sqlx::FromRow)]
#[allow(missing_docs, reason = "the columns are described in the migrations, once")]
pub struct PendingIdentity {
    pub beneficiary: BeneficiaryRef,
    pub position: i32,
    pub words: Uuid,
    pub leaf: i64,
}

/// A match with what it concerns, what was decided, and the latest choice.
#[derive(Debug, Clone, PartialEq, sqlx::FromRow)]
#[allow(missing_docs, reason = "named as the columns")]
pub struct StandingDuplicate {
    #[sqlx(flatten)]
    pub row: DuplicateRow,
    pub same: Option<bool>,
    pub court_order: Option<OrderRef>,
    pub notice: Option<NoticeRef>,
    pub choice_position: Option<i32>,
    pub choice_seal: Option<Uuid>,
    pub choice_cipher: Option<Vec<u8>>,
}

/// How the identities of a person stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, sqlx::FromRow)]
pub struct IdentityStanding {
    /// How many were recorded.
    pub recorded: i64,
    /// How many of them were not compared before the latest review.
    pub unreviewed: i64,
    /// How many of them were not compared at all.
    pub uncompared: i64,
    /// Whether the person keeps any term of the blind index: 0 or 1.
    pub terms: i64,
}

impl IdentityStanding {
    /// Is there nothing by which the person could be compared? Of what was not compared yet nobody can tell.
    pub fn cannot_be_compared(&self) -> bool {
        self.uncompared == 0 && self.terms == 0
    }
}

impl Snapshot {
    /// Identities in leaves after one that were not compared yet, oldest first, at most so many.
    pub async fn pending_identities(
        &mut self,
        after: i64,
        limit: i64,
    ) -> Result<Vec<PendingIdentity>, Fault> {
        rows!(self, "identity/pending", after, limit)
    }

    /// The comparison of an identity.
    pub async fn identity_comparison(
        &mut self,
        of: BeneficiaryRef,
        position: i32,
    ) -> Result<Option<IdentityComparisonRow>, Fault> {
        row!(self, "identity_comparison/one", of, position)
    }

    /// Which persons helped keep any of these terms.
    pub async fn holders_of(&mut self, hashes: &[Vec<u8>]) -> Result<Vec<IdentityTerm>, Fault> {
        const SELECT: &str =
            "select t.hash, t.beneficiary from among q join identity_term t on t.hash = q.column1";
        self.among(&Tables::of("identity_term"), SELECT, hashes).await
    }

    /// Which persons named by identity keep any of these terms.
    pub async fn subjects_with(&mut self, hashes: &[Vec<u8>]) -> Result<Vec<SubjectTerm>, Fault> {
        const SELECT: &str =
            "select t.hash, t.subject from among q join subject_term t on t.hash = q.column1";
        self.among(&Tables::of("subject_term"), SELECT, hashes).await
    }

    /// The persons named by identity who keep any of these terms, whole.
    pub async fn subjects_named_by(&mut self, hashes: &[Vec<u8>]) -> Result<Vec<NamedBy>, Fault> {
        const SELECT: &str = "select t.hash, s.* from among q join subject_term t on t.hash = q.column1 join subject s on s.id = t.subject";
        self.among(&Tables::read_by(SELECT), SELECT, hashes).await
    }

    async fn among<T>(&mut self, tables: &Tables, select: &str, hashes: &[Vec<u8>]) -> Result<Vec<T>, Fault>
    where
        T: for<'r> FromRow<'r, SqliteRow> + for<'r> FromRow<'r, PgRow> + Send + Unpin,
    {
        const COLUMNS: Columns = &[("hash", Kind::Bytes)];
        let mut values: Vec<Value> = hashes.iter().map(|hash| Value::Bytes(hash.clone())).collect();
        let text = |source: String| AssertSqlSafe(format!("with among as ({source}) {select}"));
        Ok(match self.ready(tables).await? {
            Live::Sqlite(conn) => {
                let rows = values.len().max(MOST_ASKED);
                values.resize(rows, Value::Null);
                let text = text(sqlite_source(COLUMNS, rows));
                sqlx::query_as_with(text, sqlite_arguments(values)?).fetch_all(conn).await?
            }
            Live::Postgres(conn) => {
                let mut arguments = PgArguments::default();
                postgres_arguments(&mut arguments, COLUMNS, &values)?;
                let text = text(postgres_source(COLUMNS, 1));
                sqlx::query_as_with(text, arguments).fetch_all(conn).await?
            }
        })
    }

    /// A match.
    pub async fn duplicate(&mut self, id: DuplicateRef) -> Result<Option<StandingDuplicate>, Fault> {
        row!(self, "duplicate/one", id)
    }

    /// The matches of a person, decided or not.
    pub async fn duplicates_of(&mut self, of: BeneficiaryRef) -> Result<Vec<DuplicateRow>, Fault> {
        rows!(self, "duplicate/of", of)
    }

    /// Matches after one whose decision, if there is one, no review took over; at most so many.
    pub async fn open_duplicates(&mut self, after: i64, limit: i64) -> Result<Vec<StandingDuplicate>, Fault> {
        rows!(self, "duplicate/open", after, limit)
    }

    /// The other pseudonyms of a person.
    pub async fn joined_keys(&mut self, person_key: &str) -> Result<Vec<(String,)>, Fault> {
        if self.sheet_of_key(person_key).is_some_and(|sheet| !sheet.has_joined) {
            return Ok(vec![]);
        }
        rows!(self, "joined/of", person_key)
    }

    /// The latest review.
    pub async fn latest_review(&mut self) -> Result<Option<IdentityReviewRow>, Fault> {
        row!(self, "identity_review/latest")
    }

    /// How the identities of a person stand.
    pub async fn unreviewed_identities(&mut self, of: BeneficiaryRef) -> Result<IdentityStanding, Fault> {
        if let Some(sheet) = self.sheet_of(of) {
            return Ok(sheet.standing);
        }
        let found: Option<IdentityStanding> = row!(self, "identity/unreviewed", of)?;
        Ok(found.unwrap_or_default())
    }

    /// Open matches that stand in the way of a payment to a person, under whatever pseudonyms: the other was paid for that purpose in
    /// that episode, or is named by a removal decision.
    pub async fn holding_matches(
        &mut self,
        of: BeneficiaryRef,
        purpose: Purpose,
        episode: i32,
    ) -> Result<Vec<(DuplicateRef,)>, Fault> {
        if self.lacks(of, |sheet| sheet.has_duplicate || sheet.has_joined) {
            return Ok(vec![]);
        }
        rows!(self, "duplicate/holding", of, purpose, episode, &of.to_string())
    }

    /// That the terms of a person were removed.
    pub async fn term_removal(&mut self, of: BeneficiaryRef) -> Result<Option<TermRemovalRow>, Fault> {
        row!(self, "term_removal/one", of)
    }

    /// Persons whose key was destroyed and whose terms were not removed, after one, at most so many.
    pub async fn erased_with_terms(
        &mut self,
        after: i64,
        limit: i64,
    ) -> Result<Vec<(BeneficiaryRef,)>, Fault> {
        rows!(self, "term_removal/due", after, limit)
    }
}

impl Tx {
    /// Keeps terms of a person helped.
    pub fn keep_terms(&mut self, of: BeneficiaryRef, hashes: impl IntoIterator<Item = Vec<u8>>) {
        for hash in hashes {
            self.add_beside(IdentityTerm { hash, beneficiary: of });
        }
    }

    /// Keeps terms of a person named by identity.
    pub fn keep_subject_terms(&mut self, of: SubjectRef, hashes: impl IntoIterator<Item = Vec<u8>>) {
        for hash in hashes {
            self.add_beside(SubjectTerm { hash, subject: of });
        }
    }

    /// Writes a match.
    pub fn add_duplicate(&mut self, row: DuplicateRow) {
        self.add_beside(row);
    }

    /// Writes what a guardian decided for now.
    pub fn add_duplicate_choice(&mut self, row: DuplicateChoiceRow) {
        self.add_beside(row);
    }

    /// Writes a decision that a review took over.
    pub fn add_duplicate_decision(&mut self, row: DuplicateDecisionRow) {
        self.add_beside(row);
    }

    /// Writes whom a subject was found to be.
    pub fn add_subject_bound(&mut self, row: SubjectBoundRow) {
        self.add_beside(row);
    }

    /// Writes that two pseudonyms are one person.
    pub fn add_joined(&mut self, row: JoinedRow) {
        self.add_beside(row);
    }

    /// Removes the terms of an erased person, and of subjects that were found to be that person. What the use case wrote before goes
    /// out first, so that its refusal takes this back too.
    pub async fn remove_terms(&mut self, of: BeneficiaryRef) -> Result<(), Fault> {
        self.ready(&Tables::all()).await?;
        run!(self, "identity_term/remove", of)?;
        run!(self, "subject_term/remove", of)
    }
}
