//! Sending what a group gathered: many rows a table, all tables in one call on SQLite and in one journey, or two, on PostgreSQL.
//! On SQLite rows are padded to few sizes, so that groups of like size and kind find their statements prepared. What is gathered
//! is said in `gather`.
use super::{
    Fault, Live, Snapshot,
    gather::{Moves, TABLES},
    value::{
        Column, Columns, Kind, Value, postgres_arguments, postgres_source, sqlite_arguments, sqlite_source,
    },
};
use sqlx::{AssertSqlSafe, PgConnection, SqliteConnection, postgres::PgArguments};
use std::{
    collections::{BTreeMap, HashMap},
    sync::{Mutex, OnceLock, PoisonError},
};

/// Most rows of one statement on SQLite: more are sent in pieces. SQLite takes 32,766 values in one statement.
const MOST_ROWS: usize = 256;

/// Tables whose triggers judge by rows of tables before them: on PostgreSQL a journey begins with each, since what the parts of one
/// statement see of each other is nobody's promise.
const JUDGED_BY_OTHERS: [&str; 2] = ["entry", "award_use"];

/// A statement of many rows: what stands before its rows and after them.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
struct Shape {
    table: &'static str,
    upsert: &'static str,
}

/// Rows of one table on their way to the database.
pub(super) struct Parcel {
    shape: Shape,
    columns: Columns,
    values: Vec<Value>,
}

impl Parcel {
    /// Rows, one after another; `upsert` says what happens to those that are there, and is empty where none can be.
    pub fn new(table: &'static str, upsert: &'static str, columns: Columns, values: Vec<Value>) -> Parcel {
        Parcel { shape: Shape { table, upsert }, columns, values }
    }
}

/// Derived tables, their columns, and what happens to a row that is there.
const LOT_BALANCE: Columns = &[("lot", Kind::Long), ("account", Kind::Int), ("amount", Kind::Long)];
const LOT_BALANCE_ADDS: &str =
    " on conflict (lot, account) do update set amount = lot_balance.amount + excluded.amount";
const LOT_DAY: Columns =
    &[("lot", Kind::Long), ("on_day", Kind::Day), ("account", Kind::Int), ("amount", Kind::Long)];
const LOT_DAY_ADDS: &str =
    " on conflict (lot, on_day, account) do update set amount = lot_day.amount + excluded.amount";
const LOT_AVAILABLE: Columns = &[
    ("lot", Kind::Long),
    ("rank", Kind::Long),
    ("purposes", Kind::Text),
    ("available", Kind::Long),
    ("at_bank", Kind::Long),
    ("in_cash", Kind::Long),
];
/// The row is laid with its lot, and keeps the purposes and the place in the order of drawing that it got then.
const LOT_AVAILABLE_ADDS: &str = " on conflict (lot) do update set available = lot_available.available + excluded.available, at_bank = lot_available.at_bank + excluded.at_bank, in_cash = lot_available.in_cash + excluded.in_cash";
const ACCOUNT_DAY: Columns =
    &[("account", Kind::Int), ("on_day", Kind::Day), ("debit", Kind::Long), ("credit", Kind::Long)];
const ACCOUNT_DAY_ADDS: &str = " on conflict (account, on_day) do update set debit = account_day.debit + excluded.debit, credit = account_day.credit + excluded.credit";
const ACCOUNT_PERIOD: Columns = &[
    ("account", Kind::Int),
    ("months", Kind::Int),
    ("first_day", Kind::Day),
    ("debit", Kind::Long),
    ("credit", Kind::Long),
];
const ACCOUNT_PERIOD_ADDS: &str = " on conflict (account, months, first_day) do update set debit = account_period.debit + excluded.debit, credit = account_period.credit + excluded.credit";
const INFLOW_STATE: Columns = &[("inflow", Kind::Long), ("state", Kind::Text)];
const INFLOW_STATE_SETS: &str = " on conflict (inflow) do update set state = excluded.state";
const PAYMENT_STATE: Columns = &[("payment", Kind::Long), ("state", Kind::Text)];
const PAYMENT_STATE_SETS: &str = " on conflict (payment) do update set state = excluded.state";

impl Snapshot {
    /// Sends everything gathered that the database does not have: first of the members that are through, then of the one that
    /// runs, behind a savepoint to which its refusal returns.
    pub(super) async fn flush(&mut self) -> Result<(), Fault> {
        let Some(gathering) = &mut self.gathering else { return Ok(()) };
        let own_unsent = !gathering.own.is_sent();
        if !gathering.joined.is_sent() {
            self.flush_joined(vec![]).await?;
        }
        let Some(gathering) = &mut self.gathering else { return Ok(()) };
        if own_unsent {
            let saved = std::mem::replace(&mut gathering.saved, true);
            let parcels = parcels(gathering.own.take_unsent());
            let stands = std::mem::take(&mut gathering.stands);
            if !saved {
                if stands {
                    self.execute("release savepoint member").await?;
                }
                self.execute("savepoint member").await?;
            }
            self.send(parcels).await?;
        }
        Ok(())
    }

    /// Sends what the members that are through gathered, and behind it what ends their group.
    pub(super) async fn flush_joined(&mut self, closing: Vec<Parcel>) -> Result<(), Fault> {
        let mut all = self.gathering.as_mut().map_or(vec![], |g| parcels(g.joined.take_unsent()));
        all.extend(closing);
        self.send(all).await
    }

    /// Sends rows of several tables, in that order.
    pub(super) async fn send(&mut self, mut parcels: Vec<Parcel>) -> Result<(), Fault> {
        parcels.retain(|parcel| !parcel.values.is_empty());
        if parcels.is_empty() {
            return Ok(());
        }
        self.close_sheet();
        match self.live()? {
            Live::Sqlite(conn) => send_sqlite(conn, parcels).await,
            Live::Postgres(conn) => {
                let begins = |parcel: &Parcel| JUDGED_BY_OTHERS.contains(&parcel.shape.table);
                for journey in parcels.chunk_by(|_, next| !begins(next)) {
                    send_postgres(conn, journey).await?;
                }
                Ok(())
            }
        }
    }
}

/// The rows of tables, and behind them what follows from them.
fn parcels((rows, moves): (Vec<(usize, Columns, Vec<Value>)>, Moves)) -> Vec<Parcel> {
    let rows =
        rows.into_iter().map(|(place, columns, values)| Parcel::new(TABLES[place], "", columns, values));
    rows.chain(derived(moves)).collect()
}

/// All statements in one call: each way to SQLite's thread and back costs more than most of them.
async fn send_sqlite(conn: &mut SqliteConnection, parcels: Vec<Parcel>) -> Result<(), Fault> {
    let (mut text, mut all) = (String::new(), vec![]);
    for Parcel { shape, columns, mut values } in parcels {
        let width = columns.len();
        while !values.is_empty() {
            let more = values.split_off(values.len().min(MOST_ROWS * width));
            let rows = room_for(values.len() / width);
            text.push_str(sqlite_text(shape, columns, rows));
            text.push(';');
            values.resize(rows * width, Value::Null);
            all.append(&mut values);
            values = more;
        }
    }
    sqlx::query_with(AssertSqlSafe(text), sqlite_arguments(all)?).execute(conn).await?;
    Ok(())
}

/// All tables in one statement, each a part of it: a journey to the server and back costs more than most of them.
async fn send_postgres(conn: &mut PgConnection, parcels: &[Parcel]) -> Result<(), Fault> {
    let (mut parts, mut arguments, mut first) = (vec![], PgArguments::default(), 1);
    for Parcel { shape, columns, values } in parcels {
        parts.push((shape.table, insert(*shape, columns, &postgres_source(columns, first))));
        first += columns.len();
        postgres_arguments(&mut arguments, columns, values)?;
    }
    let Some((_, last)) = parts.pop() else { return Ok(()) };
    let before: Vec<String> = parts.iter().map(|(table, part)| format!("sent_{table} as ({part})")).collect();
    let with = if before.is_empty() { String::new() } else { format!("with {} ", before.join(", ")) };
    let text = with + &last;
    sqlx::query_with(AssertSqlSafe(text), arguments).execute(conn).await?;
    Ok(())
}

/// For how many rows a statement is made that is to hold so many: few sizes, so that it is prepared already, and at most a
/// third of it empty.
fn room_for(rows: usize) -> usize {
    let power = rows.next_power_of_two();
    if rows <= power / 4 * 3 { power / 4 * 3 } else { power }
}

/// The rows that balances and states come to.
fn derived(moves: Moves) -> [Parcel; 7] {
    let lot_balance = moves
        .lot_balance
        .into_iter()
        .flat_map(|((lot, account), amount)| [lot.value(), account.value(), amount.value()]);
    let lot_day = moves.lot_day.into_iter().flat_map(|((lot, day, account), amount)| {
        [lot.value(), day.value(), account.value(), amount.value()]
    });
    let lot_available = moves.lot_available.into_iter().flat_map(|(lot, s)| {
        [
            lot.value(),
            s.rank.value(),
            s.purposes.value(),
            s.available.value(),
            s.at_bank.value(),
            s.in_cash.value(),
        ]
    });
    let mut periods = BTreeMap::<_, (i64, i64)>::new();
    for ((account, day), (debit, credit)) in &moves.account_day {
        for (months, first) in [(1, day.first_of_month()), (12, day.first_of_year())] {
            let turnover = periods.entry((*account, months, first)).or_default();
            turnover.0 += debit;
            turnover.1 += credit;
        }
    }
    let account_period = periods.into_iter().flat_map(|((account, months, first), (debit, credit))| {
        [account.value(), i32::value(&months), first.value(), debit.value(), credit.value()]
    });
    let account_day = moves.account_day.into_iter().flat_map(|((account, day), (debit, credit))| {
        [account.value(), day.value(), debit.value(), credit.value()]
    });
    let inflow_state = moves.inflow_state.into_iter().flat_map(|(id, state)| [id.value(), state.value()]);
    let payment_state = moves.payment_state.into_iter().flat_map(|(id, state)| [id.value(), state.value()]);
    [
        Parcel::new("inflow_state", INFLOW_STATE_SETS, INFLOW_STATE, inflow_state.collect()),
        Parcel::new("payment_state", PAYMENT_STATE_SETS, PAYMENT_STATE, payment_state.collect()),
        Parcel::new("lot_balance", LOT_BALANCE_ADDS, LOT_BALANCE, lot_balance.collect()),
        Parcel::new("lot_available", LOT_AVAILABLE_ADDS, LOT_AVAILABLE, lot_available.collect()),
        Parcel::new("lot_day", LOT_DAY_ADDS, LOT_DAY, lot_day.collect()),
        Parcel::new("account_day", ACCOUNT_DAY_ADDS, ACCOUNT_DAY, account_day.collect()),
        Parcel::new("account_period", ACCOUNT_PERIOD_ADDS, ACCOUNT_PERIOD, account_period.collect()),
    ]
}

fn insert(shape: Shape, columns: Columns, source: &str) -> String {
    let names: Vec<&str> = columns.iter().map(|(name, _)| *name).collect();
    format!("insert into {} ({}) {source}{}", shape.table, names.join(", "), shape.upsert)
}

/// Texts for SQLite made so far, one for each table and size.
static TEXTS: OnceLock<Mutex<HashMap<(Shape, usize), &'static str>>> = OnceLock::new();

fn sqlite_text(shape: Shape, columns: Columns, rows: usize) -> &'static str {
    let mut texts = TEXTS.get_or_init(Mutex::default).lock().unwrap_or_else(PoisonError::into_inner);
    texts.entry((shape, rows)).or_insert_with(|| insert(shape, columns, &sqlite_source(columns, rows)).leak())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_statement_has_room_for_its_rows_and_little_more() {
        for rows in 1..=MOST_ROWS {
            let room = room_for(rows);
            assert!(room >= rows && 2 * room <= 3 * rows.max(2), "{rows} rows in {room}");
        }
        assert_eq!([1, 2, 3, 4, 5, 7, 9, 48, 49].map(room_for), [1, 2, 3, 4, 6, 8, 12, 48, 64]);
    }
}
