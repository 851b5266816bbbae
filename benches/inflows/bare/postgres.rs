//! The bare writer on PostgreSQL: one statement a group, so one journey to the server and one commit.
use super::{Outcome, Transfer};
use sqlx::{Connection, PgConnection};

const SCHEMA: &str = "
create table entry (number bigint primary key);
create table posting (entry bigint not null, line integer not null, account integer not null, amount bigint not null,
                      primary key (entry, line));
create table balance (account integer primary key, amount bigint not null) with (fillfactor = 50);
";

const WRITE: &str = "
with given as (
    select $1 + n - 1 as number, debit, credit, amount
      from unnest($2::int[], $3::int[], $4::bigint[]) with ordinality as t (debit, credit, amount, n)),
entries as (insert into entry (number) select number from given),
postings as (
    insert into posting (entry, line, account, amount)
    select number, 1, debit, amount from given union all select number, 2, credit, -amount from given)
insert into balance (account, amount)
select account, sum(amount)::bigint
  from (select debit as account, amount from given union all select credit, -amount from given) as moved
 group by account
on conflict (account) do update set amount = balance.amount + excluded.amount
";

/// The one connection.
pub struct Writer {
    connection: PgConnection,
}

impl Writer {
    /// Opens an empty database.
    pub async fn open(url: &str) -> Outcome<Writer> {
        let mut connection = PgConnection::connect(url).await?;
        sqlx::raw_sql(SCHEMA).execute(&mut connection).await?;
        Ok(Writer { connection })
    }

    /// Writes a group and waits until it is on the disk.
    pub async fn write(&mut self, first: i64, group: &[Transfer]) -> Result<(), sqlx::Error> {
        let column = |of: fn(&Transfer) -> i32| group.iter().map(of).collect::<Vec<i32>>();
        let amounts: Vec<i64> = group.iter().map(|transfer| transfer.amount).collect();
        sqlx::query(WRITE)
            .bind(first)
            .bind(column(|t| t.debit))
            .bind(column(|t| t.credit))
            .bind(amounts)
            .execute(&mut self.connection)
            .await
            .map(|_| ())
    }
}
