//! Questions that are asked ahead: what a use case will want to know goes to the database in one journey, and the answers lie ready
//! until they are asked for. Only where nothing is written, so that an answer stays true as long as its snapshot: whoever
//! asks something else than was thought of just asks the database, and whoever writes asks nothing ahead.
//!
//! SQLite takes several statements in one text, whose parameters count on. PostgreSQL takes several `execute` in one message; the
//! statements are prepared when a connection is opened, and their values are written out.
use super::{
    Fault, Live, Snapshot,
    fault::QUESTIONS,
    question::{Answer, Question, RowsOf, with_places},
    value::{postgres_array, postgres_literal, sqlite_arguments},
};
use futures_util::TryStreamExt;
use sqlx::{
    AssertSqlSafe, Either, Executor, FromRow, PgConnection, SqliteConnection, postgres::PgRow,
    sqlite::SqliteRow,
};

impl Question {
    /// Its text with parameters that count on from `before`.
    fn numbered_from(&self, before: usize, to: &mut String) {
        to.push_str(&with_places(&self.text, |number| format!("${}", before + number)));
    }

    /// The call of what PostgreSQL has prepared under its name.
    fn called(&self, to: &mut String) {
        to.push_str("execute ");
        to.push_str(&prepared(self.name));
        let values: Vec<String> = match self.rows {
            Some(RowsOf { columns, .. }) => {
                (0..columns.len()).map(|at| postgres_array(columns, &self.values, at)).collect()
            }
            None => self.values.iter().map(postgres_literal).collect(),
        };
        if !values.is_empty() {
            to.push_str(&format!("({})", values.join(", ")));
        }
    }
}

/// All rows of a statement: those that were asked for ahead, else as `rows!` has them.
macro_rules! ahead_rows {
    ($from:expr, $file:literal $(, $value:expr)*) => {
        match $from.answered(|| $crate::store::question::question!($file $(, $value)*)) {
            Some(found) => found,
            None => rows!($from, $file $(, $value)*),
        }
    };
}
pub(super) use ahead_rows;

/// The statements that PostgreSQL prepares for every connection, by their names.
const PREPARED: &[(&str, &str)] = &[
    ("beneficiary/sheet", include_str!("sql/beneficiary/sheet.sql")),
    ("award/in_slots", include_str!("sql/award/in_slots.sql")),
    ("payment/unreversed", include_str!("sql/payment/unreversed.sql")),
    ("payment/paid_near", include_str!("sql/payment/paid_near.sql")),
    ("lot_available/open_purposes", include_str!("sql/lot_available/open_purposes.sql")),
    ("lot_available/of_lots", include_str!("sql/lot_available/of_lots.sql")),
    ("lot_available/at_bank", include_str!("sql/lot_available/at_bank.sql")),
    ("lot_available/in_cash", include_str!("sql/lot_available/in_cash.sql")),
];

fn prepared(name: &str) -> String {
    format!("ahead_{}", name.replace('/', "_"))
}

/// What prepares them on a connection.
pub(super) fn preparing() -> String {
    let one = |(name, text): (&str, &str)| format!("prepare {} as {text}", prepared(name));
    let all = PREPARED.iter().copied().chain([(super::party::FOUND_NAME, super::party::postgres_text())]);
    all.map(one).collect::<Vec<_>>().join(";\n")
}

/// What was asked ahead, and what came of it.
#[derive(Default)]
pub(super) struct Answers {
    all: Vec<(Question, Answer)>,
    /// How many questions they spared.
    spared: usize,
}

impl Answers {
    /// Keeps some answers with what they answer.
    pub fn keep(&mut self, questions: Vec<Question>, answers: Vec<Answer>) -> Result<(), Fault> {
        if answers.len() != questions.len() {
            return Err(Fault::broken(QUESTIONS, "one of them was not answered"));
        }
        self.all.extend(questions.into_iter().zip(answers));
        Ok(())
    }
}

/// Questions that will be asked: they are named beside the nouns that ask them.
#[derive(Debug, Default)]
pub struct Ahead(pub(super) Vec<Question>);

impl Ahead {
    /// Is there nothing to ask?
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl Snapshot {
    /// Is anything asked ahead here?
    pub fn asks_ahead(&self) -> bool {
        self.ahead.is_some() && self.gathering.is_none()
    }

    /// Asks some questions in one journey; those that were asked before are left out.
    pub async fn ask_ahead(&mut self, ahead: Ahead) -> Result<(), Fault> {
        if !self.asks_ahead() {
            return Ok(());
        }
        let Some(known) = self.ahead.as_ref() else { return Ok(()) };
        let is_new = |asked: &Question| !known.all.iter().any(|(other, _)| other.is(asked));
        let questions: Vec<Question> = ahead.0.into_iter().filter(is_new).collect();
        let answers = match self.live()? {
            _ if questions.is_empty() => vec![],
            Live::Sqlite(conn) => ask_sqlite(conn, &[], &questions).await?,
            Live::Postgres(conn) => ask_postgres(conn, &[], &questions).await?,
        };
        self.rests();
        match self.ahead.as_mut() {
            Some(known) => known.keep(questions, answers),
            None => Ok(()),
        }
    }

    /// The answer to a question, where it was asked ahead.
    pub(super) fn answered<T>(&mut self, question: impl FnOnce() -> Question) -> Option<Result<Vec<T>, Fault>>
    where
        T: for<'r> FromRow<'r, SqliteRow> + for<'r> FromRow<'r, PgRow>,
    {
        let may_know = self.asks_ahead();
        let known = self.ahead.as_mut().filter(|known| may_know && !known.all.is_empty())?;
        let asked = question();
        let found = known.all.iter().find(|(other, _)| other.is(&asked)).map(|(_, answer)| answer.read())?;
        known.spared += 1;
        Some(found)
    }

    /// How many questions were answered from what was asked ahead.
    pub fn spared(&self) -> usize {
        self.ahead.as_ref().map_or(0, |known| known.spared)
    }
}

/// Several statements in one text: the library takes them one after another and tells where each ends. What is said `before` is not
/// answered.
pub(super) async fn ask_sqlite(
    conn: &mut SqliteConnection,
    before: &[&str],
    questions: &[Question],
) -> Result<Vec<Answer>, Fault> {
    let (mut text, mut values) = (said(before), vec![]);
    for question in questions {
        question.numbered_from(values.len(), &mut text);
        text.push(';');
        values.extend(question.values.iter().cloned());
    }
    let query = sqlx::query_with(AssertSqlSafe(text), sqlite_arguments(values)?);
    let told: Vec<Either<_, SqliteRow>> = conn.fetch_many(query).try_collect().await?;
    Ok(parts(told).into_iter().skip(before.len()).map(Answer::Sqlite).collect())
}

/// The same: several `execute` in one message.
pub(super) async fn ask_postgres(
    conn: &mut PgConnection,
    before: &[&str],
    questions: &[Question],
) -> Result<Vec<Answer>, Fault> {
    let mut text = said(before);
    for question in questions {
        question.called(&mut text);
        text.push(';');
    }
    let query = sqlx::raw_sql(AssertSqlSafe(text));
    let told: Vec<Either<_, PgRow>> = conn.fetch_many(query).try_collect().await?;
    Ok(parts(told).into_iter().skip(before.len()).map(Answer::Postgres).collect())
}

fn said(before: &[&str]) -> String {
    before.iter().flat_map(|statement| [statement, "; "]).collect()
}

/// The rows of each statement.
fn parts<E, R>(told: Vec<Either<E, R>>) -> Vec<Vec<R>> {
    let (mut parts, mut rows) = (vec![], vec![]);
    for one in told {
        match one {
            Either::Right(row) => rows.push(row),
            Either::Left(_) => parts.push(std::mem::take(&mut rows)),
        }
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::value::Value;

    fn question(text: &'static str, values: Vec<Value>) -> Question {
        Question { name: "noun/verb", text: text.into(), values, kinds: vec![], rows: None }
    }

    #[test]
    fn parameters_count_on_from_one_statement_to_the_next() {
        let numbered = |text, before| {
            let mut to = String::new();
            question(text, vec![]).numbered_from(before, &mut to);
            to
        };
        assert_eq!(
            numbered("select $1, $2 where a = $10 or b > $1", 0),
            "select $1, $2 where a = $10 or b > $1"
        );
        assert_eq!(
            numbered("select $1, $2 where a = $10 or b > $1", 7),
            "select $8, $9 where a = $17 or b > $8"
        );
        assert_eq!(numbered("values (?, ?), (?, ?)", 3), "values ($4, $5), ($6, $7)");
    }

    #[test]
    fn a_page_of_lots_has_as_many_as_whoever_reads_them_thinks() {
        let limit = format!("limit {}", crate::store::balance::LOTS_SOUGHT);
        let pages =
            PREPARED.iter().filter(|(name, _)| name.ends_with("at_bank") || name.ends_with("in_cash"));
        assert_eq!(pages.clone().count(), 2);
        let others = [
            include_str!("sql/lot_available/not_at_bank.sql"),
            include_str!("sql/lot_available/not_in_cash.sql"),
        ];
        assert!(pages.map(|(_, text)| *text).chain(others).all(|text| text.trim_end().ends_with(&limit)));
    }

    #[test]
    fn values_are_written_out_as_they_are_and_end_no_text() {
        let values = vec![
            Value::Null,
            Value::Long(-5),
            Value::Text("it's; drop \\' --".into()),
            Value::Bytes(vec![0, 255]),
            Value::Yes(true),
        ];
        let mut to = String::new();
        question("", values).called(&mut to);
        assert_eq!(to, "execute ahead_noun_verb(null, -5, 'it''s; drop \\'' --', '\\x00ff', true)");
        let rows = Some(crate::store::party::ASKED);
        let values = vec![
            Value::Bytes(vec![1]),
            Value::Long(2),
            Value::Text("o'name\"}\\".into()),
            Value::Null,
            Value::Null,
            Value::Null,
        ];
        to.clear();
        Question { rows, ..question("", values) }.called(&mut to);
        assert_eq!(
            to,
            r#"execute ahead_noun_verb('{"\\x01",NULL}'::bytea[], '{2,NULL}'::bigint[], '{"o''name\"}\\",NULL}'::text[])"#
        );
    }
}
