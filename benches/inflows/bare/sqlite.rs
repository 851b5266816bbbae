//! The bare writer on SQLite: one call a group, with WAL and `synchronous=FULL`.
use super::{Outcome, Transfer};
use sqlx::{
    Connection, SqliteConnection,
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous},
};

const SCHEMA: &str = "
create table entry (number integer primary key) strict;
create table posting (entry integer not null, line integer not null, account integer not null, amount integer not null,
                      primary key (entry, line)) strict, without rowid;
create table balance (account integer primary key, amount integer not null) strict;
";

/// The one connection.
pub struct Writer {
    connection: SqliteConnection,
    /// The statements of a group, by its size.
    statements: Vec<Option<&'static str>>,
}

impl Writer {
    /// Opens a fresh file.
    pub async fn open(url: &str) -> Outcome<Writer> {
        let options = url
            .parse::<SqliteConnectOptions>()?
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .statement_cache_capacity(2 * super::LARGEST_GROUP);
        let mut connection = SqliteConnection::connect_with(&options).await?;
        sqlx::raw_sql(SCHEMA).execute(&mut connection).await?;
        Ok(Writer { connection, statements: vec![None; super::LARGEST_GROUP + 1] })
    }

    /// Writes a group and waits until it is on the disk.
    pub async fn write(&mut self, first: i64, group: &[Transfer]) -> Result<(), sqlx::Error> {
        // Each text is made once and kept for the life of the process, as sqlx wants for texts that are not literals.
        let text = *self.statements[group.len()].get_or_insert_with(|| statements(group.len()).leak());
        let mut query = sqlx::query(text).bind(first);
        for transfer in group {
            query = query.bind(transfer.debit).bind(transfer.credit).bind(transfer.amount);
        }
        query.execute(&mut self.connection).await.map(|_| ())
    }
}

/// The transaction of a group of a size, as one text: each call to sqlx's SQLite thread costs a switch between threads, so
/// there is one.
fn statements(size: usize) -> String {
    let each = |row: fn(usize) -> String| (0..size).map(row).collect::<Vec<_>>().join(",");
    let entries = each(|i| format!("($1+{i})"));
    let postings = each(|i| {
        let (debit, credit, amount) = (3 * i + 2, 3 * i + 3, 3 * i + 4);
        format!("($1+{i},1,${debit},${amount}),($1+{i},2,${credit},-${amount})")
    });
    format!(
        "begin immediate;
         insert into entry (number) values {entries};
         insert into posting (entry, line, account, amount) values {postings};
         insert into balance (account, amount)
         select account, sum(amount) from posting where entry >= $1 group by account
         on conflict (account) do update set amount = balance.amount + excluded.amount;
         commit"
    )
}
