//! The two engines as the growth bench sees them: a database to fill, copies of it at each size, and any statement run as text,
//! for counts and for plans.
use super::shared::{Outcome, postgres::Cluster};
use sqlx::{AssertSqlSafe, Column, Connection, Row, SqliteConnection};
use std::path::{Path, PathBuf};

/// An engine, ready to take databases.
pub enum Engine {
    /// Files in a folder.
    Sqlite(PathBuf),
    /// A private cluster.
    Postgres(Box<Cluster>),
}

impl Engine {
    /// Opens an engine by its name.
    pub fn open(name: &str, folder: &Path) -> Outcome<Engine> {
        match name {
            "sqlite" => Ok(Engine::Sqlite(folder.to_owned())),
            "postgres" => Ok(Engine::Postgres(Box::new(Cluster::start(folder)?))),
            other => Err(format!("there is no engine {other}: say sqlite or postgres").into()),
        }
    }

    /// The same, whose databases stay when it ends and are there again when it is opened in the same folder.
    pub fn open_kept(name: &str, folder: &Path) -> Outcome<Engine> {
        match name {
            "postgres" => Ok(Engine::Postgres(Box::new(Cluster::start_kept(folder)?))),
            other => Engine::open(other, folder),
        }
    }

    /// Is there a database of this name?
    pub fn has(&self, name: &str) -> Outcome<bool> {
        match self {
            Engine::Sqlite(folder) => Ok(folder.join(format!("{name}.db")).is_file()),
            Engine::Postgres(cluster) => {
                let asked = format!("select count(*) from pg_database where datname = '{name}'");
                Ok(cluster.run("postgres", &asked)? == "1")
            }
        }
    }

    /// Takes a database away, if there is one.
    pub fn remove(&self, name: &str) -> Outcome<()> {
        match self {
            Engine::Sqlite(folder) => {
                for file in [format!("{name}.db"), format!("{name}.db-wal"), format!("{name}.db-shm")] {
                    let path = folder.join(file);
                    if path.exists() {
                        std::fs::remove_file(path)?;
                    }
                }
            }
            Engine::Postgres(cluster) => {
                cluster.run("postgres", &format!("drop database if exists {name}"))?;
            }
        }
        Ok(())
    }

    /// A fresh database; its URL for filling, where no commit waits for the disk.
    pub fn fresh(&self, name: &str) -> Outcome<String> {
        match self {
            Engine::Sqlite(_) => Ok(self.url(name)),
            Engine::Postgres(cluster) => {
                cluster.create(name, "template0")?;
                Ok(format!("{}&options=-c%20synchronous_commit%3Doff", self.url(name)))
            }
        }
    }

    /// The URL of a database.
    pub fn url(&self, name: &str) -> String {
        match self {
            Engine::Sqlite(folder) => format!("sqlite:{}", folder.join(format!("{name}.db")).display()),
            Engine::Postgres(cluster) => cluster.url(name),
        }
    }

    /// Copies a database on which nobody is connected.
    pub fn copy(&self, from: &str, to: &str) -> Outcome<()> {
        match self {
            Engine::Sqlite(folder) => {
                std::fs::copy(folder.join(format!("{from}.db")), folder.join(format!("{to}.db")))?;
            }
            Engine::Postgres(cluster) => {
                // What autovacuum does by itself, sooner or later, is done now, so that no size is measured before it and
                // another after.
                cluster.run(from, "vacuum analyze")?;
                cluster.run(from, "checkpoint")?;
                cluster.create(to, from)?;
            }
        }
        Ok(())
    }

    /// Gives a database on which nobody is connected another name, settled as a copy would be.
    pub fn rename(&self, from: &str, to: &str) -> Outcome<()> {
        match self {
            Engine::Sqlite(folder) => {
                std::fs::rename(folder.join(format!("{from}.db")), folder.join(format!("{to}.db")))?;
            }
            Engine::Postgres(cluster) => {
                cluster.run(from, "vacuum analyze")?;
                cluster.run("postgres", &format!("alter database {from} rename to {to}"))?;
            }
        }
        Ok(())
    }

    /// MiB that a database takes on the disk.
    pub fn mib(&self, name: &str) -> Outcome<f64> {
        let bytes = match self {
            Engine::Sqlite(folder) => std::fs::metadata(folder.join(format!("{name}.db")))?.len() as f64,
            Engine::Postgres(cluster) => {
                cluster.run(name, "select pg_database_size(current_database())")?.parse()?
            }
        };
        Ok(bytes / f64::from(1 << 20))
    }

    /// Runs one statement and returns its rows as text: the last column of each, which for a plan is its words.
    pub async fn ask(&self, name: &str, statement: String) -> Outcome<Vec<String>> {
        match self {
            Engine::Sqlite(_) => {
                let mut connection = SqliteConnection::connect(&self.url(name)).await?;
                let rows = sqlx::query(AssertSqlSafe(statement)).fetch_all(&mut connection).await?;
                let last = |row: &sqlx::sqlite::SqliteRow| {
                    let at = row.columns().last().map_or(0, Column::ordinal);
                    row.try_get_unchecked::<String, _>(at)
                };
                Ok(rows.iter().map(last).collect::<Result<_, _>>()?)
            }
            Engine::Postgres(cluster) => {
                Ok(cluster.run(name, &statement)?.lines().map(str::to_owned).collect())
            }
        }
    }

    /// The same for a statement that gives one number.
    pub async fn number(&self, name: &str, statement: &str) -> Outcome<i64> {
        let rows = self.ask(name, format!("select cast(({statement}) as text)")).await?;
        Ok(rows.first().ok_or("a number was asked for, and none came")?.parse()?)
    }
}
