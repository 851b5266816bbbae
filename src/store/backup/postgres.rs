//! A logical copy of PostgreSQL: every table by `copy`, as text, from one snapshot; and back in one transaction, under the
//! triggers and keys that the migrations lay, so that the database judges each row again. Which tables there are and
//! which goes first is asked of the database.
use super::{
    CopiedTable, Inspected, Manifest, Record, Tell, Trouble, describe, migrator, place::Place, tail::PIECE,
};
use crate::store::{Fault, Live, Snapshot, snapshot::Conn};
use futures_util::TryStreamExt;
use sqlx::{
    PgPool, Postgres, Transaction,
    postgres::{PgConnection, PgPoolOptions},
};
use std::{
    collections::BTreeSet,
    fs::File,
    io::{BufReader, Read},
    path::Path,
};

/// What a body begins with.
pub(super) const MARK: &[u8] = b"relief-ledger backup of PostgreSQL\n";

/// Restores take turns by it, so that the second finds what the first brought back.
const RESTORE_LOCK: i64 = 7_310_574_402;

/// A table as the catalogue has it.
#[derive(Debug, Clone, PartialEq, sqlx::FromRow)]
struct Table {
    name: String,
    columns: Vec<String>,
    key: Vec<String>,
    before: Vec<String>,
    size: i64,
}

impl Table {
    fn column_list(&self) -> String {
        self.columns.iter().map(|column| quoted(column)).collect::<Vec<_>>().join(", ")
    }

    /// In the order in which its rows were written, as far as it matters: what gives back comes after what took.
    fn order(&self) -> String {
        let leaf = self.columns.iter().find(|column| *column == "leaf");
        let order: Vec<String> = leaf.into_iter().chain(&self.key).map(|column| quoted(column)).collect();
        if order.is_empty() { String::new() } else { format!(" order by {}", order.join(", ")) }
    }

    fn copy_out(&self) -> String {
        format!("copy (select {} from {}{}) to stdout", self.column_list(), quoted(&self.name), self.order())
    }

    fn copy_in(&self) -> String {
        format!("copy {} ({}) from stdin", quoted(&self.name), self.column_list())
    }
}

fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

/// All tables, each after those that go in before it.
async fn tables(conn: &mut PgConnection) -> Result<Vec<Table>, Trouble> {
    let mut waiting: Vec<Table> = sqlx::query_as(include_str!("catalogue.sql")).fetch_all(conn).await?;
    let mut ordered: Vec<Table> = vec![];
    while !waiting.is_empty() {
        let is_next = |table: &Table| table.before.iter().all(|name| ordered.iter().any(|t| t.name == *name));
        let (next, later): (Vec<Table>, Vec<Table>) = waiting.into_iter().partition(is_next);
        if next.is_empty() {
            let names: Vec<String> = later.into_iter().map(|table| table.name).collect();
            return Err(
                Fault::Schema(format!("tables refer to each other in a ring: {}", names.join(", "))).into()
            );
        }
        ordered.extend(next);
        waiting = later;
    }
    Ok(ordered)
}

/// Copies all tables out of one snapshot, and ends the file.
pub(super) async fn copy_out(
    mut from: Snapshot,
    place: &mut Place,
    record: Record,
    tell: Tell<'_>,
) -> Result<Manifest, Trouble> {
    let mut manifest = describe("postgres", &mut from, record).await?;
    let Live::Postgres(conn) = from.live()? else {
        return Err(Fault::Schema("not PostgreSQL".into()).into());
    };
    let tables = tables(&mut *conn).await?;
    let total = tables.iter().map(|table| table.size).sum();
    let mut done = 0;
    let mut to = place.writer();
    to.write(MARK)?;
    for table in tables {
        let mut rows = 0;
        let mut stream = conn.copy_out_raw(&table.copy_out()).await?;
        // Each piece is one row; it goes out in frames, which need not be rows.
        while let Some(row) = stream.try_next().await? {
            for frame in row.chunks(PIECE) {
                to.write(&(frame.len() as u32).to_be_bytes())?;
                to.write(frame)?;
            }
            rows += 1;
            done += row.len() as i64;
            tell("bytes copied", done, total);
        }
        drop(stream);
        to.write(&0u32.to_be_bytes())?;
        manifest.tables.push(CopiedTable { name: table.name, columns: table.columns, rows });
    }
    to.end(&manifest)?;
    Ok(manifest)
}

/// A database that was brought back and not committed.
pub(super) struct Target {
    pool: PgPool,
}

/// Brings all tables back, in a transaction that is still open.
pub(super) async fn load(
    file: &Path,
    backup: &Inspected,
    url: &str,
    tell: Tell<'_>,
) -> Result<(Target, Snapshot), Trouble> {
    let pool = PgPoolOptions::new().max_connections(1).connect(url).await?;
    let mut tx = pool.begin_with("begin isolation level read committed").await?;
    let loaded = fill(&mut tx, file, backup, tell).await;
    let target = Target { pool };
    match loaded {
        Ok(()) => Ok((target, tx.into())),
        Err(trouble) => {
            target.give_up(tx.into()).await;
            Err(trouble)
        }
    }
}

async fn fill(
    tx: &mut Transaction<'static, Postgres>,
    file: &Path,
    backup: &Inspected,
    tell: Tell<'_>,
) -> Result<(), Trouble> {
    sqlx::query("select pg_advisory_xact_lock($1)").bind(RESTORE_LOCK).execute(&mut **tx).await?;
    let version: i32 =
        sqlx::query_scalar("select current_setting('server_version_num')::int").fetch_one(&mut **tx).await?;
    if version < 150_000 {
        let what =
            format!("PostgreSQL 15 or later is needed, and this is {}: upgrade the server", version / 10_000);
        return Err(Fault::Schema(what).into());
    }
    let anything: Option<String> =
        sqlx::query_scalar(include_str!("anything.sql")).fetch_optional(&mut **tx).await?;
    if let Some(name) = anything {
        return Err(Trouble::NotEmpty { what: name });
    }
    migrator("postgres").run(&mut **tx).await.map_err(|e| Fault::Schema(e.to_string()))?;
    let laid = tables(tx).await?;
    let set = |tables: &mut dyn Iterator<Item = (String, Vec<String>)>| tables.collect::<BTreeSet<_>>();
    let told = set(&mut backup.manifest.tables.iter().map(|t| (t.name.clone(), t.columns.clone())));
    if told != set(&mut laid.iter().map(|t| (t.name.clone(), t.columns.clone())))
        || told.len() != backup.manifest.tables.len()
    {
        return Err(Trouble::NotAsSaid { what: "its tables are not those of its schema".into() });
    }
    let mut from = Body::open(file, backup.body)?;
    for copied in &backup.manifest.tables {
        if let Some(table) = laid.iter().find(|table| table.name == copied.name) {
            fill_table(tx, table, copied.rows, &mut from, (backup.body as i64, &mut *tell)).await?;
        }
    }
    if from.left > 0 {
        return Err(Trouble::NotAsSaid { what: "there is something after its tables".into() });
    }
    // Keys that wait for the end are checked now, while what is wrong can still be told; then the plans of `verify` want figures.
    for statement in ["set constraints all immediate", "analyze"] {
        sqlx::query(statement).execute(&mut **tx).await.map_err(|error| refused("the keys", error))?;
    }
    Ok(())
}

async fn fill_table(
    tx: &mut Transaction<'static, Postgres>,
    table: &Table,
    rows: u64,
    from: &mut Body,
    (total, tell): (i64, Tell<'_>),
) -> Result<(), Trouble> {
    let mut copy = tx.copy_in_raw(&table.copy_in()).await?;
    loop {
        match from.frame() {
            Ok(Some(frame)) => {
                copy.send(frame).await.map_err(|error| refused(&table.name, error))?;
                tell("bytes restored", total - from.left as i64, total);
            }
            Ok(None) => break,
            Err(trouble) => {
                copy.abort("the backup cannot be read").await?;
                return Err(trouble);
            }
        }
    }
    let found = copy.finish().await.map_err(|error| refused(&table.name, error))?;
    if found != rows {
        return Err(Trouble::NotAsSaid {
            what: format!("{} has {found} rows, and {rows} were copied", table.name),
        });
    }
    Ok(())
}

/// What the database says against the rows is a difference; what it says of itself (connection, resources, system) is a fault.
fn refused(what: &str, error: sqlx::Error) -> Trouble {
    match error {
        sqlx::Error::Database(said)
            if said.code().is_some_and(|code| {
                !["08", "53", "57", "58"].iter().any(|class| code.starts_with(class))
            }) =>
        {
            Trouble::NotAsSaid { what: format!("{what}: {}", said.message()) }
        }
        other => other.into(),
    }
}

/// A body that is read frame by frame. Pieces are short, so they are read where they are needed.
struct Body {
    from: BufReader<File>,
    file: std::path::PathBuf,
    left: u64,
    frame: Vec<u8>,
}

impl Body {
    fn open(file: &Path, length: u64) -> Result<Body, Trouble> {
        let from = BufReader::with_capacity(PIECE, File::open(file).map_err(Trouble::disk(file, "read"))?);
        let mut body = Body { from, file: file.to_owned(), left: length, frame: vec![] };
        let mut mark = [0; MARK.len()];
        body.read(&mut mark)?;
        if mark != MARK {
            return Err(Trouble::NotABackup { file: file.to_owned() });
        }
        Ok(body)
    }

    fn read(&mut self, bytes: &mut [u8]) -> Result<(), Trouble> {
        let unfit = || Trouble::NotAsSaid { what: "it ends within a table".into() };
        self.left = self.left.checked_sub(bytes.len() as u64).ok_or_else(unfit)?;
        self.from.read_exact(bytes).map_err(Trouble::disk(&self.file, "read"))
    }

    /// The next piece of the table under way; none at its end.
    fn frame(&mut self) -> Result<Option<&[u8]>, Trouble> {
        let mut length = [0; 4];
        self.read(&mut length)?;
        let length = u32::from_be_bytes(length) as usize;
        if length > PIECE {
            return Err(Trouble::NotAsSaid { what: "a piece of it is too long".into() });
        }
        let mut frame = std::mem::take(&mut self.frame);
        frame.resize(length, 0);
        self.read(&mut frame)?;
        self.frame = frame;
        Ok((length > 0).then_some(self.frame.as_slice()))
    }
}

impl Target {
    /// Commits.
    pub async fn keep(self, from: Snapshot) -> Result<(), Trouble> {
        if let Conn::Postgres(tx) = from.conn {
            tx.commit().await.map_err(|error| match error {
                sqlx::Error::Database(e) => Fault::Database(sqlx::Error::Database(e)),
                lost => Fault::NotDurable(lost.to_string()),
            })?;
        }
        self.pool.close().await;
        Ok(())
    }

    /// Leaves nothing behind.
    pub async fn give_up(self, from: Snapshot) {
        drop(from);
        self.pool.close().await;
    }
}
