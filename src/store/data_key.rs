//! Data keys of persons helped, wrapped: who has one, which was destroyed. What a data key is, is said in `vault::data_key`; who
//! may destroy one, in the use case that does.
use super::{Fault, Pools, Snapshot, Store, Tx, gather::Tables, row::table};
use crate::{
    domain::reference::BeneficiaryRef,
    vault::{DataKey, Keys, Wrapped},
};
use chrono::{DateTime, Utc};
use serde::Serializer;
use sqlx::{ConnectOptions, Connection, PgPool, sqlite::SqliteConnectOptions};
use std::time::Duration;

/// How often, and after which pause, it is tried again to remove what somebody still reads.
const TRIES: u32 = 20;
const PAUSE: Duration = Duration::from_millis(250);

fn as_hex<S: Serializer>(mark: &[u8], to: S) -> Result<S::Ok, S::Error> {
    to.serialize_str(&hex::encode(mark))
}

table! {
    /// A data key. The leaf has its mark alone, since wrapping may be renewed and the key may be destroyed.
    DataKeyRow = "data_key" by "beneficiary" {
        beneficiary: BeneficiaryRef, #[serde(serialize_with = "as_hex")] mark: Vec<u8>, #[serde(skip)] outer_key: Option<String>,
        #[serde(skip)] wrapped: Option<Vec<u8>>,
    }
}

/// A wrapped key of two columns; none where it was destroyed.
pub fn wrapped_of(outer_key: Option<&String>, wrapped: Option<&Vec<u8>>) -> Option<Wrapped> {
    Some(Wrapped { outer: outer_key?.clone(), cipher: wrapped?.clone() })
}

impl DataKeyRow {
    /// The key as it is wrapped; none once it was destroyed.
    pub fn wrapped(&self) -> Option<Wrapped> {
        wrapped_of(self.outer_key.as_ref(), self.wrapped.as_ref())
    }
}

impl Snapshot {
    /// The row of a person's data key; none for a person whose file was opened before there were any.
    pub async fn data_key_row(&mut self, of: BeneficiaryRef) -> Result<Option<DataKeyRow>, Fault> {
        if let Some(sheet) = self.sheet_of(of) {
            return Ok(sheet.data_key());
        }
        row!(self, "data_key/one", of)
    }

    /// A person's data key; none where there is none or it was destroyed.
    pub async fn data_key(&mut self, keys: &Keys, of: BeneficiaryRef) -> Result<Option<DataKey>, Fault> {
        let wrapped = self.data_key_row(of).await?.and_then(|row| row.wrapped());
        Ok(wrapped.map(|wrapped| keys.data_key(of, &wrapped)).transpose()?)
    }
}

impl Snapshot {
    /// The root of all keys as it is wrapped; none before the first rotation.
    pub async fn keyring(&mut self) -> Result<Option<Wrapped>, Fault> {
        let found: Option<(String, Vec<u8>)> = row!(self, "keyring/read")?;
        Ok(found.map(|(outer, cipher)| Wrapped { outer, cipher }))
    }

    /// The id of the outer key that the log says was given last; none where that was before it was said.
    pub async fn outer_key_given(&mut self) -> Result<Option<String>, Fault> {
        let found: Option<(String,)> = row!(self, "fund/outer_key")?;
        Ok(found.map(|(outer,)| outer))
    }

    /// Data keys that another outer key wrapped, at most so many.
    pub async fn data_keys_wrapped_otherwise(
        &mut self,
        outer: &str,
        limit: i64,
    ) -> Result<Vec<DataKeyRow>, Fault> {
        rows!(self, "data_key/wrapped_otherwise", outer, limit)
    }

    /// The first person whose data key neither of two outer keys wrapped.
    pub async fn stray_data_key(&mut self, one: &str, other: &str) -> Result<Option<BeneficiaryRef>, Fault> {
        let found: Option<(BeneficiaryRef,)> = row!(self, "data_key/stray", one, other)?;
        Ok(found.map(|(of,)| of))
    }
}

impl Tx {
    /// Keeps the root of all keys under an outer key.
    pub async fn set_keyring(&mut self, root: &Wrapped) -> Result<(), Fault> {
        run!(self, "keyring/write", &root.outer, root.cipher.as_slice())
    }

    /// Keeps a data key under another outer key.
    pub async fn wrap_data_key(&mut self, of: BeneficiaryRef, wrapped: &Wrapped) -> Result<(), Fault> {
        run!(self, "data_key/wrap", &wrapped.outer, wrapped.cipher.as_slice(), of)
    }

    /// Writes a new data key.
    pub async fn add_data_key(&mut self, key: &DataKey, wrapped: Wrapped) -> Result<(), Fault> {
        let Wrapped { outer, cipher } = wrapped;
        let mark = key.mark().to_vec();
        self.add(DataKeyRow { beneficiary: key.owner(), mark, outer_key: Some(outer), wrapped: Some(cipher) })
            .await
    }

    /// Destroys a data key, for good. What the use case wrote before goes out first, so that its refusal takes this back too.
    pub async fn destroy_data_key(&mut self, of: BeneficiaryRef) -> Result<(), Fault> {
        self.ready(&Tables::all()).await?;
        run!(self, "data_key/destroy", of)
    }

    /// Erases words of a person that were sealed under the Fund's own key, before persons had keys.
    pub async fn erase_seals_of(&mut self, of: BeneficiaryRef) -> Result<(), Fault> {
        run!(self, "seal/erase_of", of)
    }
}

impl Store {
    /// Sees that what was destroyed or erased does not linger beside the tables: SQLite's log is emptied into the file (which
    /// overwrites what it frees), PostgreSQL's dead rows are removed, though their bytes stay in the page until it is used again; that
    /// goes on in the background. What cannot be done because somebody reads is tried again some times, then at the next start,
    /// hour or erasure; older backups and archived logs keep what they have.
    pub async fn forget(&self) {
        match &self.pools {
            Pools::Sqlite { writer, .. } => told(empty_log(&writer.connect_options()).await),
            Pools::Postgres { all: pool, .. } => {
                let pool = pool.clone();
                tokio::spawn(async move {
                    told(vacuumed(&pool, "vacuum data_key, seal, idempotency, party_term").await)
                });
            }
        }
    }

    /// The same after a rotation, when nothing serves: on PostgreSQL the tables of keys are written anew, so that what the former
    /// key wrapped is in no page any more.
    pub async fn forget_wrapping(&self) {
        match &self.pools {
            Pools::Sqlite { writer, .. } => told(empty_log(&writer.connect_options()).await),
            Pools::Postgres { all: pool, .. } => {
                told(vacuumed(pool, "vacuum full keyring").await);
                told(vacuumed(pool, "vacuum full data_key").await);
            }
        }
    }
}

/// Says so where what was erased may linger.
fn told(done: Result<bool, sqlx::Error>) {
    match done {
        Ok(true) => {}
        Ok(false) => {
            tracing::warn!(
                "somebody reads an older state, so what was erased may linger until the next start, hour or erasure"
            );
        }
        Err(error) => {
            tracing::warn!(%error, "what was erased may linger on the disk until the next start, hour or erasure");
        }
    }
}

/// Removes dead rows; whether nobody held an older state that needs them. Short reads are waited for.
async fn vacuumed(pool: &PgPool, vacuum: &'static str) -> Result<bool, sqlx::Error> {
    const HELD: &str = "select exists (select 1 from pg_stat_activity
                                        where pid <> pg_backend_pid() and datname = current_database()
                                          and backend_xmin is not null and xact_start <= $1)
                            or exists (select 1 from pg_replication_slots where xmin is not null or catalog_xmin is not null)";
    let since: DateTime<Utc> = sqlx::query_scalar("select clock_timestamp()").fetch_one(pool).await?;
    let mut is_held = true;
    for _ in 0..TRIES {
        is_held = sqlx::query_scalar(HELD).bind(since).fetch_one(pool).await?;
        if !is_held {
            break;
        }
        tokio::time::sleep(PAUSE).await;
    }
    sqlx::query(vacuum).execute(pool).await?;
    Ok(!is_held)
}

/// Empties SQLite's log over a connection of its own, so that no writer waits behind it; whether that went through.
async fn empty_log(options: &SqliteConnectOptions) -> Result<bool, sqlx::Error> {
    let mut connection = options.clone().busy_timeout(Duration::from_millis(100)).connect().await?;
    let mut is_empty = false;
    for _ in 0..TRIES {
        let (busy, _, _): (i64, i64, i64) =
            sqlx::query_as("pragma wal_checkpoint(truncate)").fetch_one(&mut connection).await?;
        is_empty = busy == 0;
        if is_empty {
            break;
        }
        tokio::time::sleep(PAUSE).await;
    }
    connection.close().await?;
    Ok(is_empty)
}
