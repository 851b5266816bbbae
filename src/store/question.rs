//! A statement with its values, and the rows that answer it: what is kept of a question that is not put to the database at once, because
//! it was asked ahead (`ahead`) or is to be asked together with others of its kind (`desk`).
use super::{
    Fault,
    value::{Column, Columns, Kind, Value},
};
use sqlx::{FromRow, postgres::PgRow, sqlite::SqliteRow};
use std::borrow::Cow;

/// A statement with its values.
#[derive(Clone)]
pub(super) struct Question {
    /// The statement by its name.
    pub name: &'static str,
    /// Its text.
    pub text: Cow<'static, str>,
    /// Its values, one after another.
    pub values: Vec<Value>,
    /// Of which kind each is, also where it is null.
    pub kinds: Vec<Kind>,
    /// Where the values are rows that it reads from: what those are.
    pub rows: Option<RowsOf>,
}

/// The rows that a statement reads from.
#[derive(Clone, Copy)]
pub(super) struct RowsOf {
    /// Their columns.
    pub columns: Columns,
    /// The statement of many such questions on SQLite, for so many rows; each has the number of its question behind its columns.
    pub sqlite: fn(usize) -> String,
    /// The same on PostgreSQL, for any number.
    pub postgres: fn() -> String,
}

/// Values are blind terms and pseudonyms, too.
impl std::fmt::Debug for Question {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name)
    }
}

impl Question {
    /// Do two ask the same?
    pub fn is(&self, other: &Question) -> bool {
        self.name == other.name && self.values == other.values && self.text == other.text
    }
}

/// Of which kind a value is.
pub(super) fn kind_of<C: Column + ?Sized>(_: &C) -> Kind {
    C::KIND
}

/// The text of a statement with other places for its parameters: `place` says what stands for the one of a number, from 1.
pub(super) fn with_places(text: &str, mut place: impl FnMut(usize) -> String) -> String {
    let (mut to, mut rest, mut next) = (String::with_capacity(text.len() * 2), text, 0);
    while let Some(at) = rest.find(['$', '?']) {
        to.push_str(&rest[..at]);
        let digits = rest[at + 1..].bytes().take_while(u8::is_ascii_digit).count();
        next += 1;
        to.push_str(&place(rest[at + 1..at + 1 + digits].parse().unwrap_or(next)));
        rest = &rest[at + 1 + digits..];
    }
    to.push_str(rest);
    to
}

/// A question: a statement of `sql/` by its name, and its values.
macro_rules! question {
    ($file:literal $(, $value:expr)*) => {
        $crate::store::question::Question {
            name: $file,
            text: std::borrow::Cow::Borrowed(include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/src/store/sql/", $file, ".sql"))),
            values: vec![$($crate::store::value::Column::value(&$value)),*],
            kinds: vec![$($crate::store::question::kind_of(&$value)),*],
            rows: None,
        }
    };
}
pub(super) use question;

/// The rows of an answer.
pub(super) enum Answer {
    Sqlite(Vec<SqliteRow>),
    Postgres(Vec<PgRow>),
}

impl Answer {
    /// The rows as what they are.
    pub fn read<T>(&self) -> Result<Vec<T>, Fault>
    where
        T: for<'r> FromRow<'r, SqliteRow> + for<'r> FromRow<'r, PgRow>,
    {
        let read: Result<Vec<T>, sqlx::Error> = match self {
            Answer::Sqlite(rows) => rows.iter().map(T::from_row).collect(),
            Answer::Postgres(rows) => rows.iter().map(T::from_row).collect(),
        };
        read.map_err(Fault::from)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parameters_keep_their_numbers_and_those_without_are_counted() {
        let placed = |text| with_places(text, |number| format!("<{number}>"));
        assert_eq!(
            placed("select $1, $2 where a = $10 or b > $1"),
            "select <1>, <2> where a = <10> or b > <1>"
        );
        assert_eq!(placed("values (?, ?), (?, ?)"), "values (<1>, <2>), (<3>, <4>)");
        assert_eq!(placed("select 1"), "select 1");
    }
}
