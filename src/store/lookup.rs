//! Lookups that come together share one read: whose token it is, and which repeated keys were answered. Each is one statement
//! that begins after the question was asked, so the answer is never older than it.
use super::{
    Fault, Pools,
    fund::KeyOf,
    person::RoleGrantRow,
    value::{Columns, Kind, Value, postgres_arguments, postgres_source, sqlite_arguments, sqlite_source},
};
use crate::domain::reference::PersonRef;
use sqlx::{
    AssertSqlSafe, FromRow,
    postgres::{PgArguments, PgRow},
    sqlite::SqliteRow,
};
use std::collections::{BTreeMap, HashSet};
use tokio::sync::{mpsc, oneshot};

/// Most tokens that wait; who comes later waits to be let in.
const MOST_WAITING: usize = 4_096;

/// Most tokens of one read.
const MOST_AT_ONCE: usize = 256;

/// A token by its keyed hash, and the way to who asks.
type Question = (String, oneshot::Sender<Result<Option<Holder>, Fault>>);

/// Who holds a token: the person, and the roles given and taken, in order.
#[derive(Debug, Clone, PartialEq)]
pub struct Holder {
    /// The person.
    pub person: PersonRef,
    /// All grants so far.
    pub grants: Vec<RoleGrantRow>,
}

/// The way to the reader of tokens.
pub(super) struct Tokens {
    queue: mpsc::Sender<Question>,
}

impl Tokens {
    /// Starts the reader on the runtime that calls.
    pub(super) fn start(pools: Pools) -> Tokens {
        let (queue, mut asked) = mpsc::channel(MOST_WAITING);
        tokio::spawn(async move {
            let mut questions = vec![];
            while asked.recv_many(&mut questions, MOST_AT_ONCE).await > 0 {
                answer(&pools, std::mem::take(&mut questions)).await;
            }
        });
        Tokens { queue }
    }

    /// Who holds a token that counts, and was given any role.
    pub(super) async fn holder(&self, hash: String) -> Result<Option<Holder>, Fault> {
        let (tell, told) = oneshot::channel();
        let closed = || Fault::Database(sqlx::Error::PoolClosed);
        self.queue.send((hash, tell)).await.map_err(|_| closed())?;
        told.await.map_err(|_| closed())?
    }
}

async fn answer(pools: &Pools, questions: Vec<Question>) {
    let hashes: HashSet<&str> = questions.iter().map(|(hash, _)| hash.as_str()).collect();
    let mut found = pools.holders(&hashes).await;
    for (hash, tell) in questions {
        let told = match &mut found {
            Ok(holders) => Ok(holders.get(&hash).cloned()),
            // Only an outage passes by itself; anything else is a fault of the house.
            Err(fault) if fault.is_outage() => Err(Fault::NotDurable(fault.to_string())),
            Err(fault) => Err(Fault::broken("token", fault.to_string())),
        };
        // Who asked may have gone.
        let _ = tell.send(told);
    }
}

#[derive(FromRow)]
struct Held {
    hash: String,
    #[sqlx(flatten)]
    grant: RoleGrantRow,
}

impl Pools {
    async fn holders(&self, hashes: &HashSet<&str>) -> Result<BTreeMap<String, Holder>, Fault> {
        const SELECT: &str = "select t.hash, g.person, g.role, g.at, g.granted, g.issuer from among q join token t on t.hash = q.column1 \
             join role_grant g on g.person = t.person where not exists (select 1 from token_end e where e.hash = t.hash)";
        let values = hashes.iter().map(|hash| Value::Text((*hash).to_owned())).collect();
        let found: Vec<Held> = self.among(SELECT, &[("hash", Kind::Text)], values).await?;
        let mut holders: BTreeMap<String, Holder> = BTreeMap::new();
        for Held { hash, grant } in found {
            let holder = holders.entry(hash).or_insert(Holder { person: grant.person, grants: vec![] });
            holder.grants.push(grant);
        }
        for holder in holders.values_mut() {
            holder.grants.sort_by(|a, b| (a.at, a.role.as_str()).cmp(&(b.at, b.role.as_str())));
        }
        Ok(holders)
    }

    /// Which of these repeated keys have an answer.
    pub(super) async fn answered(&self, keys: &[KeyOf]) -> Result<HashSet<KeyOf>, Fault> {
        // Counting asks for each key by itself, so that no engine thinks of reading the whole table instead.
        const SELECT: &str = "select column1 as person, column2 as method, column3 as path, column4 as key_hash from among q where \
             (select count(*) from idempotency where person = q.column1 and method = q.column2 and path = q.column3 and key_hash = q.column4) > 0";
        let values = keys.iter().flat_map(KeyOf::values).collect();
        let found: Vec<KeyOf> = self.among(SELECT, KeyOf::COLUMNS, values).await?;
        Ok(found.into_iter().collect())
    }

    /// Reads with one statement, outside of any transaction, what belongs to some of many keys. The statement has them as the
    /// table `among`, with the columns `column1`, `column2` and so on.
    async fn among<T>(&self, select: &str, columns: Columns, values: Vec<Value>) -> Result<Vec<T>, Fault>
    where
        T: for<'r> FromRow<'r, SqliteRow> + for<'r> FromRow<'r, PgRow> + Send + Unpin,
    {
        let text = |source: String| AssertSqlSafe(format!("with among as ({source}) {select}"));
        Ok(match self {
            Pools::Sqlite { readers, .. } => {
                let rows = (values.len() / columns.len()).next_power_of_two();
                let text = text(sqlite_source(columns, rows));
                let mut lent = readers.lend_free().await?;
                let found =
                    sqlx::query_as_with(text, sqlite_arguments(values)?).fetch_all(&mut *lent).await?;
                lent.give_back();
                found
            }
            Pools::Postgres { readers, .. } => {
                let mut arguments = PgArguments::default();
                postgres_arguments(&mut arguments, columns, &values)?;
                let text = text(postgres_source(columns, 1));
                let mut lent = readers.lend_free().await?;
                let found = sqlx::query_as_with(text, arguments).fetch_all(&mut *lent).await?;
                lent.give_back();
                found
            }
        })
    }
}
