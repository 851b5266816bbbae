//! Databases as somebody with the application's rights sees them: laid by the store, then spoken to in SQL over connections of
//! the test's own, past every type and every service. Which statements to try is said by the tests that use them.
use crate::postgres;
use relief_ledger::store::{Store, WriterKind};
use sqlx::{
    AssertSqlSafe, ConnectOptions, Connection, Executor, PgConnection, SqlSafeStr, SqliteConnection,
    postgres::PgConnectOptions, sqlite::SqliteConnectOptions,
};
use std::{collections::BTreeMap, fmt};
use tempfile::TempDir;

mod shape;
pub use shape::{Table, table};

/// The tables that may change: they follow from others, and `verify` rebuilds them; answers to repeated keys carry no sum,
/// and the keyring is what opens the rest.
pub const DERIVED: [&str; 11] = [
    "account_day",
    "account_period",
    "checkpoint",
    "head",
    "idempotency",
    "inflow_state",
    "keyring",
    "lot_available",
    "lot_balance",
    "lot_day",
    "payment_state",
];

/// Which database it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Engine {
    Sqlite,
    Postgres,
}

impl fmt::Display for Engine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if *self == Engine::Sqlite { "SQLite" } else { "PostgreSQL" })
    }
}

/// A database of a test's own.
pub struct Database {
    pub engine: Engine,
    pub url: String,
    _folder: Option<TempDir>,
}

/// An empty database on SQLite, and one on PostgreSQL where that is installed (in CI its absence is a failure).
pub fn databases() -> Vec<Database> {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let url = format!("sqlite:{}", folder.path().join("fund.db").display());
    let sqlite = Database { engine: Engine::Sqlite, url, _folder: Some(folder) };
    [sqlite].into_iter().chain(postgres_database()).collect()
}

/// An empty database on PostgreSQL, where that is installed.
pub fn postgres_database() -> Option<Database> {
    let url = postgres::fresh_database_url()?;
    Some(Database { engine: Engine::Postgres, url, _folder: None })
}

impl Database {
    /// The store over it; the first opening lays the schema.
    pub async fn store(&self) -> Store {
        Store::open(&self.url, WriterKind::Fast)
            .await
            .unwrap_or_else(|fault| panic!("{} did not open: {fault}", self.engine))
    }

    /// Lays the schema and leaves nothing open.
    pub async fn lay(&self) {
        self.store().await.close().await;
    }

    /// A connection of the test's own.
    pub async fn connect(&self) -> Raw {
        match self.engine {
            Engine::Sqlite => {
                let options: SqliteConnectOptions = self.url.parse().expect("the test's URL is one");
                Raw::Sqlite(options.create_if_missing(true).connect().await.expect("the file can be opened"))
            }
            Engine::Postgres => {
                let options: PgConnectOptions = self.url.parse().expect("the test's URL is one");
                Raw::Postgres(options.connect().await.expect("the server takes connections"))
            }
        }
    }

    /// Lays the schema and connects to it.
    pub async fn laid(&self) -> Raw {
        self.lay().await;
        self.connect().await
    }
}

/// A connection that sends any SQL.
pub enum Raw {
    Sqlite(SqliteConnection),
    Postgres(PgConnection),
}

impl Raw {
    pub fn engine(&self) -> Engine {
        match self {
            Raw::Sqlite(_) => Engine::Sqlite,
            Raw::Postgres(_) => Engine::Postgres,
        }
    }

    /// Runs one statement or several; answers with what the database says when it refuses.
    pub async fn run(&mut self, sql: &str) -> Result<(), String> {
        let query = sqlx::raw_sql(AssertSqlSafe(sql.to_owned()));
        let done = match self {
            Raw::Sqlite(conn) => conn.execute(query).await.map(|_| ()),
            Raw::Postgres(conn) => conn.execute(query).await.map(|_| ()),
        };
        done.map_err(said)
    }

    /// Runs what must go through.
    #[track_caller]
    pub fn must<'r>(&'r mut self, sql: &'r str) -> impl Future<Output = ()> + 'r {
        let caller = std::panic::Location::caller();
        async move {
            let engine = self.engine();
            self.run(sql).await.unwrap_or_else(|said| panic!("{caller}: {engine} refused `{sql}`: {said}"));
        }
    }

    /// Runs statements as one transaction that commits when all go through; else the database's first refusal, and
    /// nothing stays.
    pub async fn transact(&mut self, statements: &[String]) -> Result<(), String> {
        self.run("begin").await?;
        let mut outcome = Ok(());
        for sql in statements.iter().map(String::as_str).chain(["commit"]) {
            outcome = self.run(sql).await;
            if outcome.is_err() {
                // PostgreSQL has left a transaction whose commit failed, SQLite has not: there may be nothing to roll back.
                let _ = self.run("rollback").await;
                break;
            }
        }
        outcome
    }

    /// Runs statements as one transaction that must be refused with one of these phrases, and leave no trace in any table.
    pub async fn refused(&mut self, what: &str, statements: &[String], says: &[&str]) {
        let before = self.contents().await;
        let outcome = self.transact(statements).await;
        assert_refused(self.engine(), what, outcome, says);
        assert_eq!(before, self.contents().await, "{}: {what} was refused and left a trace", self.engine());
    }

    /// Can the statement be prepared? It is not run.
    pub async fn prepare(&mut self, sql: &str) -> Result<(), String> {
        let text = AssertSqlSafe(sql.to_owned()).into_sql_str();
        let done = match self {
            Raw::Sqlite(conn) => conn.prepare(text).await.map(|_| ()),
            Raw::Postgres(conn) => conn.prepare(text).await.map(|_| ()),
        };
        done.map_err(said)
    }

    /// The first column of every row, which is text and not null.
    pub async fn column(&mut self, sql: &str) -> Vec<String> {
        let text = AssertSqlSafe(sql.to_owned());
        let read = match self {
            Raw::Sqlite(conn) => sqlx::query_scalar(text).fetch_all(conn).await,
            Raw::Postgres(conn) => sqlx::query_scalar(text).fetch_all(conn).await,
        };
        read.unwrap_or_else(|error| panic!("`{sql}` cannot be read: {error}"))
    }

    /// Every row of a table as text, in order.
    pub async fn rows(&mut self, table: &str) -> Vec<String> {
        let sql = match self {
            Raw::Postgres(_) => format!("select t::text from {table} t order by 1"),
            Raw::Sqlite(_) => {
                let columns = format!("select 'quote(\"' || name || '\")' from pragma_table_info('{table}')");
                let quoted = self.column(&columns).await.join(" || ',' || ");
                format!("select {quoted} from {table} order by 1")
            }
        };
        self.column(&sql).await
    }

    /// Every row of every table, the migrations' own apart.
    pub async fn contents(&mut self) -> BTreeMap<String, Vec<String>> {
        let mut contents = BTreeMap::new();
        for name in self.table_names().await {
            contents.insert(name.clone(), self.rows(&name).await);
        }
        contents
    }

    /// Ends the connection as a client does that is done.
    pub async fn close(self) {
        let done = match self {
            Raw::Sqlite(conn) => conn.close().await,
            Raw::Postgres(conn) => conn.close().await,
        };
        done.expect("a connection can be closed");
    }
}

/// Fails unless the database refused, and in words that name the rule.
pub fn assert_refused(engine: Engine, what: &str, outcome: Result<(), String>, says: &[&str]) {
    match outcome {
        Ok(()) => panic!("{engine} let it pass: {what}"),
        Err(said) => assert!(
            says.iter().any(|phrase| said.contains(phrase)),
            "{engine} refused {what} without naming the rule (one of {says:?}): {said}"
        ),
    }
}

/// The database's own words.
fn said(error: sqlx::Error) -> String {
    match error {
        sqlx::Error::Database(error) => error.message().to_owned(),
        other => other.to_string(),
    }
}
