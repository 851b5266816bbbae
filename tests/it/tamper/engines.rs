//! A Fund over a throw-away database on either engine, copies of it, and a second door to it that no trigger guards.
use crate::postgres;
use chrono::{DateTime, Utc};
use relief_ledger::{
    service::{Fund, clock::FixedClock, verify::Report},
    store::{Store, WriterKind},
    vault::{Keys, Secret},
};
use sqlx::{
    AssertSqlSafe, ConnectOptions, Connection, PgConnection, SqliteConnection, sqlite::SqliteConnectOptions,
};
use std::{path::Path, sync::Arc};

const KEY: &str = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";

pub fn instant(text: &str) -> DateTime<Utc> {
    text.parse().expect("a fixed instant reads")
}

pub fn sqlite_url(path: &Path) -> String {
    format!("sqlite:{}", path.display())
}

/// The Fund over the database at a URL, laid if absent, under a fixed clock.
pub async fn open(url: &str) -> (Fund, Arc<FixedClock>) {
    let store = Store::open(url, WriterKind::Fast).await.expect("the database can be opened");
    let clock = Arc::new(FixedClock::at(instant("2014-06-10T08:00:00Z")));
    let keys = Keys::derive(&Secret::from_hex(KEY).expect("a fixed key"));
    let fund = Fund::open(store, keys, clock.clone()).await.expect("the key is the one of the database");
    (fund, clock)
}

pub async fn verify(fund: &Fund) -> Report {
    relief_ledger::service::verify::verify(fund, |_| {}).await.expect("the database answers")
}

/// A database of a test: its URL, and the folder that goes with it.
pub struct Place {
    pub url: String,
    folder: Option<tempfile::TempDir>,
}

impl Place {
    pub fn sqlite() -> Place {
        let folder = tempfile::tempdir().expect("a temporary folder can be made");
        Place { url: sqlite_url(&folder.path().join("fund.db")), folder: Some(folder) }
    }

    pub fn postgres() -> Option<Place> {
        postgres::fresh_database_url().map(|url| Place { url, folder: None })
    }

    /// A copy of the database, to which nobody may be connected.
    pub async fn copy(&self) -> Place {
        let Some(folder) = &self.folder else {
            let copy =
                postgres::fresh_database_url().expect("there is PostgreSQL, since there is an original");
            let server = postgres::url().expect("there is PostgreSQL, since there is an original");
            let mut server = PgConnection::connect(&server).await.expect("the server takes connections");
            let (from, to) = (database_of(&self.url), database_of(&copy));
            for statement in [
                format!("drop database {to}"),
                format!("create database {to} template {from} strategy file_copy"),
            ] {
                sqlx::raw_sql(AssertSqlSafe(statement)).execute(&mut server).await.expect("it can be copied");
            }
            return Place { url: copy, folder: None };
        };
        let copy = Place::sqlite();
        let to = copy.folder.as_ref().expect("a new place has a folder").path().join("fund.db");
        std::fs::copy(folder.path().join("fund.db"), to).expect("a file can be copied");
        copy
    }
}

fn database_of(url: &str) -> &str {
    url.split('?').next().and_then(|url| url.rsplit('/').next()).expect("a URL names its database")
}

/// The second door.
pub enum Raw {
    Sqlite(SqliteConnection),
    Postgres(PgConnection),
}

impl Raw {
    /// Opens it, without foreign keys, checks or (on PostgreSQL) triggers, and with a copy of all tables under `was`.
    pub async fn open(place: &Place, tables: &[&str]) -> Raw {
        let Some(folder) = &place.folder else {
            let mut conn = PgConnection::connect(&place.url).await.expect("the server takes connections");
            let mut statements = "set session_replication_role = replica; create schema was;".to_owned();
            for table in tables {
                statements += &format!("create table was.{table} as table {table};");
            }
            sqlx::raw_sql(AssertSqlSafe(statements)).execute(&mut conn).await.expect("tables can be copied");
            return Raw::Postgres(conn);
        };
        let options: SqliteConnectOptions = place.url.parse().expect("the URL was made here");
        let mut conn =
            options.foreign_keys(false).connect().await.expect("the file takes a second connection");
        let copy = folder.path().join("was.db");
        let statements = format!(
            "pragma ignore_check_constraints = on; vacuum into '{0}'; attach '{0}' as was;",
            copy.display()
        );
        sqlx::raw_sql(AssertSqlSafe(statements)).execute(&mut conn).await.expect("tables can be copied");
        Raw::Sqlite(conn)
    }

    pub fn is_sqlite(&self) -> bool {
        matches!(self, Raw::Sqlite(_))
    }

    /// Runs statements as they are.
    pub async fn run(&mut self, statements: &str) {
        let text = AssertSqlSafe(statements.to_owned());
        match self {
            Raw::Sqlite(conn) => sqlx::raw_sql(text).execute(conn).await.map(|_| ()),
            Raw::Postgres(conn) => sqlx::raw_sql(text).execute(conn).await.map(|_| ()),
        }
        .unwrap_or_else(|error| panic!("`{statements}` failed: {error}"));
    }

    /// Rows of one text column.
    pub async fn texts(&mut self, query: &str) -> Vec<String> {
        let text = AssertSqlSafe(query.to_owned());
        match self {
            Raw::Sqlite(conn) => sqlx::query_scalar(text).fetch_all(conn).await,
            Raw::Postgres(conn) => sqlx::query_scalar(text).fetch_all(conn).await,
        }
        .unwrap_or_else(|error| panic!("`{query}` failed: {error}"))
    }

    /// Columns of a table, with their types in the engine's words.
    pub async fn columns(&mut self, table: &str) -> Vec<(String, String)> {
        let query = match self {
            Raw::Sqlite(_) => {
                format!("select name || ' ' || lower(type) from pragma_table_info('{table}') order by cid")
            }
            Raw::Postgres(_) => format!(
                "select column_name || ' ' || data_type from information_schema.columns where table_schema = 'public' and table_name = '{table}' order by ordinal_position"
            ),
        };
        let split = |line: String| {
            line.split_once(' ').map(|(name, kind)| (name.into(), kind.into())).expect("a name and a type")
        };
        self.texts(&query).await.into_iter().map(split).collect()
    }

    /// Runs statements on a table past its triggers, which stand again afterwards as they stood.
    pub async fn past_triggers(&mut self, table: &str, statements: &str) {
        self.past_all_triggers(&[table], statements).await;
    }

    /// The same on several tables.
    pub async fn past_all_triggers(&mut self, tables: &[&str], statements: &str) {
        if !self.is_sqlite() {
            return self.run(statements).await;
        }
        let triggers =
            format!("from sqlite_schema where type = 'trigger' and tbl_name in ('{}')", tables.join("', '"));
        let names = self.texts(&format!("select name {triggers}")).await;
        let texts = self.texts(&format!("select sql {triggers}")).await;
        let drops: String = names.iter().map(|name| format!("drop trigger {name};")).collect();
        self.run(&format!("begin immediate; {drops} {statements}; {}; commit", texts.join(";"))).await;
    }

    /// Puts a table back as it was.
    pub async fn restore(&mut self, table: &str) {
        let back = format!("delete from {table}; insert into {table} select * from was.{table}");
        self.past_triggers(table, &back).await;
    }
}
