//! A column's value on its way to the database, with its kind; and rows of such values as a source that a statement of many
//! rows reads from. What a row is, and which columns it has, is said where its table is.
use chrono::{DateTime, NaiveDate, Utc};
use sqlx::{Arguments, postgres::PgArguments, sqlite::SqliteArguments};
use uuid::Uuid;

/// What kind a column is of, by what it is stored as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A whole number of 64 bits: reference, number, sum in qəpik.
    Long,
    /// A whole number of 32 bits.
    Int,
    /// A text.
    Text,
    /// A business day.
    Day,
    /// A recorded instant.
    At,
    /// Yes or no.
    Yes,
    /// Bytes.
    Bytes,
    /// The id of a sealed row.
    Id,
}

/// A value of a column.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "each is of the kind of its name")]
pub enum Value {
    Null,
    Long(i64),
    Int(i32),
    Text(String),
    Day(NaiveDate),
    At(DateTime<Utc>),
    Yes(bool),
    Bytes(Vec<u8>),
    Id(Uuid),
}

impl Value {
    /// How many bytes of its own it carries.
    pub fn weight_bytes(&self) -> usize {
        match self {
            Value::Bytes(bytes) => bytes.len(),
            Value::Text(text) => text.len(),
            _ => 0,
        }
    }
}

/// What can stand in a column.
pub trait Column {
    /// Its kind.
    const KIND: Kind;
    /// It as a value.
    fn value(&self) -> Value;
}

macro_rules! columns {
    ($($type:ty: $kind:ident),+ $(,)?) => {$(
        impl Column for $type {
            const KIND: Kind = Kind::$kind;
            fn value(&self) -> Value { Value::$kind(self.clone()) }
        }
    )+};
}
columns!(i64: Long, i32: Int, String: Text, NaiveDate: Day, DateTime<Utc>: At, bool: Yes, Vec<u8>: Bytes, Uuid: Id);

impl Column for str {
    const KIND: Kind = Kind::Text;
    fn value(&self) -> Value {
        Value::Text(self.to_owned())
    }
}

impl Column for [u8] {
    const KIND: Kind = Kind::Bytes;
    fn value(&self) -> Value {
        Value::Bytes(self.to_vec())
    }
}

impl<T: Column + ?Sized> Column for &T {
    const KIND: Kind = T::KIND;
    fn value(&self) -> Value {
        (**self).value()
    }
}

impl<T: Column> Column for Option<T> {
    const KIND: Kind = T::KIND;
    fn value(&self) -> Value {
        self.as_ref().map_or(Value::Null, Column::value)
    }
}

/// The columns of a table: names and kinds.
pub type Columns = &'static [(&'static str, Kind)];

/// Binds rows, one after another, for SQLite.
pub fn sqlite_arguments(values: Vec<Value>) -> Result<SqliteArguments, sqlx::Error> {
    let mut arguments = SqliteArguments::default();
    arguments.reserve(values.len(), 0);
    for value in values {
        match value {
            Value::Null => arguments.add(None::<i64>),
            Value::Long(v) => arguments.add(v),
            Value::Int(v) => arguments.add(v),
            Value::Text(v) => arguments.add(v),
            Value::Day(v) => arguments.add(v),
            Value::At(v) => arguments.add(v),
            Value::Yes(v) => arguments.add(v),
            Value::Bytes(v) => arguments.add(v),
            Value::Id(v) => arguments.add(v),
        }
        .map_err(sqlx::Error::Encode)?;
    }
    Ok(arguments)
}

/// Binds rows for PostgreSQL, behind what is bound already: an array for each column.
pub fn postgres_arguments(
    arguments: &mut PgArguments,
    columns: &[(&'static str, Kind)],
    values: &[Value],
) -> Result<(), sqlx::Error> {
    let width = columns.len();
    for (at, (_, kind)) in columns.iter().enumerate() {
        macro_rules! array {
            ($variant:ident, $type:ty) => {
                arguments.add(
                    values
                        .iter()
                        .skip(at)
                        .step_by(width)
                        .map(|v| match v {
                            Value::$variant(v) => Some(v),
                            _ => None,
                        })
                        .collect::<Vec<Option<&$type>>>(),
                )
            };
        }
        match kind {
            Kind::Long => array!(Long, i64),
            Kind::Int => array!(Int, i32),
            Kind::Text => array!(Text, String),
            Kind::Day => array!(Day, NaiveDate),
            Kind::At => array!(At, DateTime<Utc>),
            Kind::Yes => array!(Yes, bool),
            Kind::Bytes => array!(Bytes, Vec<u8>),
            Kind::Id => array!(Id, Uuid),
        }
        .map_err(sqlx::Error::Encode)?;
    }
    Ok(())
}

/// Rows as a source for SQLite, for `rows` of them; shorter ones are padded with rows of nulls, which the condition leaves
/// out. The first column is never null in a row that counts.
pub fn sqlite_source(columns: &[(&str, Kind)], rows: usize) -> String {
    let row = format!("({})", vec!["?"; columns.len()].join(", "));
    format!("select * from (values {}) where column1 is not null", vec![row.as_str(); rows].join(", "))
}

/// A value as PostgreSQL reads it in the text of a statement, where its place says of which kind it is.
pub fn postgres_literal(value: &Value) -> String {
    match value {
        Value::Null => "null".to_owned(),
        Value::Long(v) => v.to_string(),
        Value::Int(v) => v.to_string(),
        Value::Yes(v) => v.to_string(),
        Value::Text(v) => format!("'{}'", v.replace('\'', "''")),
        Value::Day(v) => format!("'{v}'"),
        Value::At(v) => format!("'{}'", v.to_rfc3339()),
        Value::Bytes(v) => format!("'\\x{}'", hex::encode(v)),
        Value::Id(v) => format!("'{v}'"),
    }
}

/// The same of one column of rows: an array, as one text. An expression for each of its members takes the server three times as long.
pub fn postgres_array(columns: Columns, values: &[Value], at: usize) -> String {
    let column = values.iter().skip(at).step_by(columns.len());
    let members: Vec<String> = column.map(postgres_member).collect();
    format!("'{{{}}}'::{}", members.join(",").replace('\'', "''"), array_of(columns[at].1))
}

/// A member of an array, as PostgreSQL reads it in the text of one.
fn postgres_member(value: &Value) -> String {
    let quoted = |text: &str| format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""));
    match value {
        Value::Null => "NULL".to_owned(),
        Value::Long(v) => v.to_string(),
        Value::Int(v) => v.to_string(),
        Value::Yes(v) => v.to_string(),
        Value::Text(v) => quoted(v),
        Value::Day(v) => quoted(&v.to_string()),
        Value::At(v) => quoted(&v.to_rfc3339()),
        Value::Bytes(v) => quoted(&format!("\\x{}", hex::encode(v))),
        Value::Id(v) => quoted(&v.to_string()),
    }
}

/// The type of a column's array.
pub fn array_of(kind: Kind) -> &'static str {
    match kind {
        Kind::Long => "bigint[]",
        Kind::Int => "integer[]",
        Kind::Text => "text[]",
        Kind::Day => "date[]",
        Kind::At => "timestamptz[]",
        Kind::Yes => "boolean[]",
        Kind::Bytes => "bytea[]",
        Kind::Id => "uuid[]",
    }
}

/// Rows as a source for PostgreSQL, for any number of them; its first array is the parameter `first`. Its columns are named as
/// SQLite names those of values.
pub fn postgres_source(columns: Columns, first: usize) -> String {
    let places: Vec<String> = columns
        .iter()
        .enumerate()
        .map(|(i, (_, kind))| format!("${}::{}", first + i, array_of(*kind)))
        .collect();
    let names: Vec<String> = (1..=columns.len()).map(|i| format!("column{i}")).collect();
    format!("select * from unnest({}) as _ ({})", places.join(", "), names.join(", "))
}
