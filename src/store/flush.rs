//! Sending what a group gathered: one statement of many rows a table. PostgreSQL gets them one after another, SQLite all in one
//! call; rows are padded to few sizes there, so that groups of like size and kind find their statements prepared. What is
//! gathered is said in `gather`.
use super::{
    Fault, Live, Snapshot,
    gather::{Moves, TABLES},
    value::{
        Column, Columns, Kind, Value, postgres_arguments, postgres_source, sqlite_arguments, sqlite_source,
    },
};
use sqlx::{AssertSqlSafe, SqliteConnection};
use std::{
    collections::{BTreeMap, HashMap},
    sync::{Mutex, OnceLock, PoisonError},
};

/// Most rows of one statement on SQLite: more are sent in pieces. SQLite takes 32,766 values in one statement.
const MOST_ROWS: usize = 256;

/// A statement of many rows: what stands before its rows and after them.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
struct Shape {
    table: &'static str,
    upsert: &'static str,
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
    ("available", Kind::Long),
    ("at_bank", Kind::Long),
    ("in_cash", Kind::Long),
];
/// The row is laid with its lot, and keeps the place in the order of drawing that it got then.
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
            let (rows, moves) = gathering.joined.take_unsent();
            self.send_all(rows, moves).await?;
        }
        let Some(gathering) = &mut self.gathering else { return Ok(()) };
        if own_unsent {
            let saved = std::mem::replace(&mut gathering.saved, true);
            let (rows, moves) = gathering.own.take_unsent();
            let stands = std::mem::take(&mut gathering.stands);
            if !saved {
                if stands {
                    self.execute("release savepoint member").await?;
                }
                self.execute("savepoint member").await?;
            }
            self.send_all(rows, moves).await?;
        }
        Ok(())
    }

    async fn send_all(&mut self, rows: Vec<(usize, Columns, Vec<Value>)>, moves: Moves) -> Result<(), Fault> {
        let rows = rows
            .into_iter()
            .map(|(place, columns, values)| (Shape { table: TABLES[place], upsert: "" }, columns, values));
        let parcels: Vec<_> = rows.chain(derived(moves)).filter(|(.., values)| !values.is_empty()).collect();
        match self.live()? {
            Live::Sqlite(conn) => send_sqlite(conn, parcels).await,
            Live::Postgres(conn) => {
                for (shape, columns, values) in parcels {
                    let text = postgres_text(shape, columns);
                    sqlx::query_with(text, postgres_arguments(columns, values)?).execute(&mut *conn).await?;
                }
                Ok(())
            }
        }
    }
}

/// All statements in one call: each way to SQLite's thread and back costs more than most of them.
async fn send_sqlite(
    conn: &mut SqliteConnection,
    parcels: Vec<(Shape, Columns, Vec<Value>)>,
) -> Result<(), Fault> {
    let (mut text, mut all) = (String::new(), vec![]);
    for (shape, columns, mut values) in parcels {
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

/// For how many rows a statement is made that is to hold so many: few sizes, so that it is prepared already, and at most a
/// third of it empty.
fn room_for(rows: usize) -> usize {
    let power = rows.next_power_of_two();
    if rows <= power / 4 * 3 { power / 4 * 3 } else { power }
}

/// The rows that balances and states come to.
fn derived(moves: Moves) -> [(Shape, Columns, Vec<Value>); 7] {
    let row = |table, upsert| Shape { table, upsert };
    let lot_balance = moves
        .lot_balance
        .into_iter()
        .flat_map(|((lot, account), amount)| [lot.value(), account.value(), amount.value()]);
    let lot_day = moves.lot_day.into_iter().flat_map(|((lot, day, account), amount)| {
        [lot.value(), day.value(), account.value(), amount.value()]
    });
    let lot_available = moves.lot_available.into_iter().flat_map(|(lot, s)| {
        [lot.value(), s.rank.value(), s.available.value(), s.at_bank.value(), s.in_cash.value()]
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
        (row("inflow_state", INFLOW_STATE_SETS), INFLOW_STATE, inflow_state.collect()),
        (row("payment_state", PAYMENT_STATE_SETS), PAYMENT_STATE, payment_state.collect()),
        (row("lot_balance", LOT_BALANCE_ADDS), LOT_BALANCE, lot_balance.collect()),
        (row("lot_available", LOT_AVAILABLE_ADDS), LOT_AVAILABLE, lot_available.collect()),
        (row("lot_day", LOT_DAY_ADDS), LOT_DAY, lot_day.collect()),
        (row("account_day", ACCOUNT_DAY_ADDS), ACCOUNT_DAY, account_day.collect()),
        (row("account_period", ACCOUNT_PERIOD_ADDS), ACCOUNT_PERIOD, account_period.collect()),
    ]
}

fn insert(shape: Shape, columns: Columns, source: &str) -> String {
    let names: Vec<&str> = columns.iter().map(|(name, _)| *name).collect();
    format!("insert into {} ({}) {source}{}", shape.table, names.join(", "), shape.upsert)
}

/// Texts made so far: one for each table and size on SQLite, one for each table on PostgreSQL.
static TEXTS: OnceLock<Mutex<HashMap<(Shape, usize), &'static str>>> = OnceLock::new();

fn text(shape: Shape, rows: usize, make: impl FnOnce() -> String) -> &'static str {
    let mut texts = TEXTS.get_or_init(Mutex::default).lock().unwrap_or_else(PoisonError::into_inner);
    texts.entry((shape, rows)).or_insert_with(|| make().leak())
}

fn sqlite_text(shape: Shape, columns: Columns, rows: usize) -> &'static str {
    text(shape, rows, || insert(shape, columns, &sqlite_source(columns, rows)))
}

fn postgres_text(shape: Shape, columns: Columns) -> &'static str {
    text(shape, 0, || insert(shape, columns, &postgres_source(columns)))
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
