//! One state of the database, as it is read from: a transaction of its own, or that of a group of use cases with what they
//! gathered before it. Which statement reads what is said with each noun.
use super::{
    Fault, Gatherable,
    ahead::Answers,
    begun::Begun,
    desk::Desk,
    fault::QUESTIONS,
    gather::{Gathering, Tables},
    sheet::Sheet,
};
use sqlx::{PgConnection, Postgres, Sqlite, SqliteConnection, Transaction};
use std::{fmt::Display, sync::Arc};

/// A transaction on either engine.
pub(super) enum Conn {
    /// None yet: the group is being prepared while the one before it is made durable.
    Absent,
    /// On SQLite.
    Sqlite(Transaction<'static, Sqlite>),
    /// On PostgreSQL.
    Postgres(Transaction<'static, Postgres>),
    /// Begun with what was asked first.
    Begun(Begun),
    /// Nobody's own: questions are laid on a desk, where those of many are asked together.
    Desk(Arc<Desk>),
}

/// The connection of a transaction.
pub(crate) enum Live<'t> {
    /// To SQLite.
    Sqlite(&'t mut SqliteConnection),
    /// To PostgreSQL.
    Postgres(&'t mut PgConnection),
}

/// Where a reference was given out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Made {
    /// By the use case that runs: only it can have written of it.
    Here,
    /// By another use case of the group: the database has nothing of it but what the group sent.
    InGroup,
    /// Before the group.
    Before,
}

/// Reads from one state of the database.
pub struct Snapshot {
    pub(super) conn: Conn,
    /// What a group gathered; none where nothing is written.
    pub(super) gathering: Option<Box<Gathering>>,
    /// What is kept of a person; none where nobody opened it.
    pub(super) sheet: Option<Box<Sheet>>,
    /// What was asked ahead; none where nothing may be.
    pub(super) ahead: Option<Box<Answers>>,
}

impl From<Transaction<'static, Sqlite>> for Snapshot {
    fn from(tx: Transaction<'static, Sqlite>) -> Snapshot {
        Snapshot { conn: Conn::Sqlite(tx), gathering: None, sheet: None, ahead: None }
    }
}

impl From<Transaction<'static, Postgres>> for Snapshot {
    fn from(tx: Transaction<'static, Postgres>) -> Snapshot {
        Snapshot { conn: Conn::Postgres(tx), gathering: None, sheet: None, ahead: None }
    }
}

impl Snapshot {
    /// Which engine it reads from: `sqlite` or `postgres`.
    pub fn engine(&self) -> &'static str {
        match &self.conn {
            Conn::Sqlite(_) => "sqlite",
            Conn::Postgres(_) => "postgres",
            Conn::Begun(begun) => begun.engine(),
            Conn::Desk(desk) => desk.engine(),
            Conn::Absent => "none yet",
        }
    }

    /// The connection; a use case that has none yet is put off until its group has one.
    pub(crate) fn live(&mut self) -> Result<Live<'_>, Fault> {
        match &mut self.conn {
            Conn::Absent => Err(Fault::NotYet),
            Conn::Sqlite(tx) => Ok(Live::Sqlite(tx)),
            Conn::Postgres(tx) => Ok(Live::Postgres(tx)),
            Conn::Begun(begun) => begun.live(),
            Conn::Desk(_) => Err(Fault::broken(QUESTIONS, "a statement that cannot be laid on a desk")),
        }
    }

    /// The connection, after everything gathered was sent that a statement would read.
    pub(super) async fn ready(&mut self, reads: &Tables) -> Result<Live<'_>, Fault> {
        if self.gathering.as_ref().is_some_and(|gathering| gathering.unsent().meet(*reads)) {
            self.live()?;
            self.flush().await?;
        }
        self.live()
    }

    /// The connection as it is, for reads that add the gathered rows themselves.
    #[allow(clippy::unused_async, reason = "it stands where `ready` stands")]
    pub(super) async fn as_stored(&mut self, _: &Tables) -> Result<Live<'_>, Fault> {
        self.live()
    }

    /// Runs a statement without values.
    pub(super) async fn execute(&mut self, text: &'static str) -> Result<(), Fault> {
        match self.live()? {
            Live::Sqlite(conn) => sqlx::query(text).execute(conn).await.map(|_| ())?,
            Live::Postgres(conn) => sqlx::query(text).execute(conn).await.map(|_| ())?,
        }
        Ok(())
    }

    /// Where a reference was given out, and so where its rows can be.
    pub(super) fn made(&self, reference: impl Display) -> Made {
        let Some(gathering) = &self.gathering else { return Made::Before };
        let reference = reference.to_string();
        if gathering.own_made.contains(&reference) {
            Made::Here
        } else if gathering.made.contains(&reference) {
            Made::InGroup
        } else {
            Made::Before
        }
    }

    /// The latest row of this group that fits, with its leaf.
    pub(super) fn gathered<R: Gatherable>(&self, fits: impl Fn(&R) -> bool) -> Option<(R, i64)> {
        self.gathering.as_ref()?.rows::<R>(true).rev().find(|(row, _)| fits(row)).cloned()
    }

    /// The rows of this group that fit, in the order of writing: all of them where the subject is of this group, else those that
    /// the database does not have yet.
    pub(super) fn gathered_all<R: Gatherable>(&self, made: Made, fits: impl Fn(&R) -> bool) -> Vec<R> {
        let Some(gathering) = &self.gathering else { return vec![] };
        match made {
            Made::Here => gathering.own.rows::<R>(true).filter(|r| fits(&r.0)).map(|r| r.0.clone()).collect(),
            Made::InGroup => gathering.rows::<R>(true).filter(|r| fits(&r.0)).map(|r| r.0.clone()).collect(),
            Made::Before => gathering.rows::<R>(false).filter(|r| fits(&r.0)).map(|r| r.0.clone()).collect(),
        }
    }
}
