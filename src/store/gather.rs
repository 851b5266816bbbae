//! What a group of use cases has written and the database has not seen yet: rows by table, and the balances and states that
//! follow from them. Use cases read their predecessors' rows here, so that a group costs one statement a table and not one a row.
//! How rows reach the database is said in `flush`; who may write when, in `group`.
mod table;

pub use table::{TABLES, Tables};

use super::{
    inflow::LotRow,
    value::{Columns, Value},
};
use crate::domain::{
    account::{AccountCode, COMMITTED},
    day::Day,
    inflow::InflowState,
    journal::Balanced,
    lot::{AT_BANK, AVAILABLE_FROM, IN_CASH},
    payment::PaymentState,
    reference::*,
};
use std::{
    any::Any,
    collections::{BTreeMap, HashMap, HashSet},
};

/// A row that can be gathered.
pub trait Gatherable: Clone + Send + Sync + 'static {
    /// Its table.
    const TABLE: &'static str;
    /// Its columns, in the order of [`Gatherable::values`].
    const COLUMNS: Columns;
    /// Its values, `leaf` for the column of that name.
    fn values(&self, leaf: i64, to: &mut Vec<Value>);
}

/// Rows of one table.
pub struct Batch {
    /// Its columns.
    pub columns: Columns,
    /// Values of the rows that the database does not have yet, one row after another.
    pub values: Vec<Value>,
    /// All rows of the group, each a `(row, leaf)`.
    rows: Vec<Box<dyn Any + Send + Sync>>,
    /// How many of them the database has.
    sent: usize,
}

/// What is added to what a lot can spend, in qəpik; and where it was opened, its place in the order of drawing and its purposes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Spendable {
    /// Commitments counted.
    pub available: i64,
    /// At the bank, payments in transit taken off.
    pub at_bank: i64,
    /// In cash, payments in transit taken off.
    pub in_cash: i64,
    /// Zero where the lot was there before: it keeps its place.
    pub rank: i64,
    /// Empty where the lot was there before, too.
    pub purposes: String,
}

/// Balances that follow from postings, as what is added to each.
#[derive(Default)]
pub struct Moves {
    /// By lot and account, debit positive.
    pub lot_balance: BTreeMap<(LotRef, AccountCode), i64>,
    /// By lot, day and account, debit positive.
    pub lot_day: BTreeMap<(LotRef, Day, AccountCode), i64>,
    /// By account and day, debit and credit.
    pub account_day: BTreeMap<(AccountCode, Day), (i64, i64)>,
    /// By lot, what it can spend.
    pub lot_available: BTreeMap<LotRef, Spendable>,
    /// States that were set.
    pub inflow_state: BTreeMap<InflowRef, InflowState>,
    /// States that were set.
    pub payment_state: BTreeMap<PaymentRef, PaymentState>,
}

/// Rows and moves, of a group or of one member of it.
#[derive(Default)]
pub struct Gathered {
    /// By place in [`TABLES`].
    pub tables: BTreeMap<usize, Batch>,
    /// What was not sent of balances and states.
    pub moves: Moves,
    /// Which tables have something that the database does not.
    pub unsent: Tables,
    /// How many bytes of words and documents were not sent, about.
    pub weight_bytes: usize,
    /// The states that inflows were given in this group, sent or not.
    inflow_states: HashMap<InflowRef, InflowState>,
    /// The states that payments were given in this group, sent or not.
    payment_states: HashMap<PaymentRef, PaymentState>,
}

impl Gathered {
    /// Adds a row.
    pub fn add<R: Gatherable>(&mut self, row: R, leaf: i64) {
        let place = Tables::place(R::TABLE).expect("every table of a row stands in the list of tables");
        let batch = self.tables.entry(place).or_insert_with(|| Batch {
            columns: R::COLUMNS,
            values: vec![],
            rows: vec![],
            sent: 0,
        });
        let before = batch.values.len();
        row.values(leaf, &mut batch.values);
        self.weight_bytes += batch.values[before..].iter().map(Value::weight_bytes).sum::<usize>();
        if let Some(lot) = (&row as &dyn Any).downcast_ref::<LotRow>() {
            let opened = self.moves.lot_available.entry(lot.id).or_default();
            opened.rank = lot.rank();
            opened.purposes.clone_from(&lot.purposes);
            self.unsent.include("lot_available");
        }
        batch.rows.push(Box::new((row, leaf)));
        self.unsent.include(TABLES[place]);
    }

    /// Adds the balances that follow from an entry.
    pub fn moved(&mut self, entry: &Balanced) {
        let (day, moves) = (entry.effective_on(), &mut self.moves);
        for posting in entry.postings() {
            let (account, amount) = (posting.account, posting.amount.0);
            let turnover = moves.account_day.entry((account, day)).or_default();
            turnover.0 += posting.amount.debit().0;
            turnover.1 += posting.amount.credit().0;
            let Some(lot) = posting.lot else { continue };
            *moves.lot_balance.entry((lot, account)).or_default() += amount;
            *moves.lot_day.entry((lot, day, account)).or_default() += amount;
            let spendable = moves.lot_available.entry(lot).or_default();
            if account == COMMITTED {
                spendable.available -= amount;
            } else if AVAILABLE_FROM.contains(&account) {
                spendable.available += amount;
            }
            if AT_BANK.contains(&account) {
                spendable.at_bank += amount;
            } else if IN_CASH.contains(&account) {
                spendable.in_cash += amount;
            }
        }
        for table in ["account_day", "account_period", "lot_balance", "lot_day", "lot_available"] {
            self.unsent.include(table);
        }
    }

    /// Sets how an inflow stands.
    pub fn set_inflow(&mut self, id: InflowRef, state: InflowState) {
        self.moves.inflow_state.insert(id, state);
        self.inflow_states.insert(id, state);
        self.unsent.include("inflow_state");
    }

    /// Sets how a payment stands.
    pub fn set_payment(&mut self, id: PaymentRef, state: PaymentState) {
        self.moves.payment_state.insert(id, state);
        self.payment_states.insert(id, state);
        self.unsent.include("payment_state");
    }

    /// Is there nothing that the database does not have?
    pub fn is_sent(&self) -> bool {
        self.unsent == Tables::default()
    }

    /// Takes what the database does not have yet, table by table, as sent.
    pub fn take_unsent(&mut self) -> (Vec<(usize, Columns, Vec<Value>)>, Moves) {
        let mut rows = vec![];
        for (place, batch) in &mut self.tables {
            batch.sent = batch.rows.len();
            if !batch.values.is_empty() {
                rows.push((*place, batch.columns, std::mem::take(&mut batch.values)));
            }
        }
        self.unsent = Tables::default();
        self.weight_bytes = 0;
        (rows, std::mem::take(&mut self.moves))
    }

    /// The rows of a table, each with its leaf; `all` of the group, or those that the database does not have yet.
    pub fn rows<R: Gatherable>(&self, all: bool) -> impl DoubleEndedIterator<Item = &(R, i64)> {
        let batch = Tables::place(R::TABLE).and_then(|place| self.tables.get(&place));
        let rows = batch.map_or(&[][..], |batch| &batch.rows[if all { 0 } else { batch.sent }..]);
        rows.iter().filter_map(|row| row.downcast_ref())
    }

    /// The state that an inflow was given in this group.
    pub fn inflow_state(&self, id: InflowRef) -> Option<InflowState> {
        self.inflow_states.get(&id).copied()
    }

    /// The state that a payment was given in this group.
    pub fn payment_state(&self, id: PaymentRef) -> Option<PaymentState> {
        self.payment_states.get(&id).copied()
    }

    /// Takes over what a member gathered; its rows come after those that are here.
    pub fn join(&mut self, mut own: Gathered) {
        for (place, batch) in std::mem::take(&mut own.tables) {
            match self.tables.get_mut(&place) {
                Some(here) => {
                    // A member's rows were sent only after all that stood here before it.
                    if batch.sent > 0 {
                        here.sent = here.rows.len() + batch.sent;
                    }
                    here.values.extend(batch.values);
                    here.rows.extend(batch.rows);
                }
                None => {
                    self.tables.insert(place, batch);
                }
            }
        }
        self.unsent.0 |= own.unsent.0;
        self.weight_bytes += own.weight_bytes;
        self.inflow_states.extend(own.inflow_states);
        self.payment_states.extend(own.payment_states);
        self.moves.join(own.moves);
    }
}

impl Moves {
    fn join(&mut self, other: Moves) {
        for (key, amount) in other.lot_balance {
            *self.lot_balance.entry(key).or_default() += amount;
        }
        for (key, amount) in other.lot_day {
            *self.lot_day.entry(key).or_default() += amount;
        }
        for (key, (debit, credit)) in other.account_day {
            let turnover = self.account_day.entry(key).or_default();
            turnover.0 += debit;
            turnover.1 += credit;
        }
        for (lot, added) in other.lot_available {
            let here = self.lot_available.entry(lot).or_default();
            here.available += added.available;
            here.at_bank += added.at_bank;
            here.in_cash += added.in_cash;
            if added.rank > here.rank {
                (here.rank, here.purposes) = (added.rank, added.purposes);
            }
        }
        self.inflow_state.extend(other.inflow_state);
        self.payment_state.extend(other.payment_state);
    }
}

/// What a group gathered: its members that are through, and the one that runs now.
#[derive(Default)]
pub struct Gathering {
    /// What the members that are through wrote.
    pub joined: Gathered,
    /// What the member that runs wrote.
    pub own: Gathered,
    /// Did the member that runs send rows, so that a savepoint stands before them?
    pub saved: bool,
    /// Does the savepoint of an earlier member stand?
    pub stands: bool,
    /// References given out in this group: the database has nothing of them but what the group sent.
    pub made: HashSet<String>,
    /// Those of them that the member that runs was given.
    pub own_made: Vec<String>,
    /// Keys that were looked up for the group and had no answer.
    pub unanswered: HashSet<super::fund::KeyOf>,
}

impl Gathering {
    /// The rows of a table in the order of writing; `all` of the group, or those that the database does not have yet.
    pub fn rows<R: Gatherable>(&self, all: bool) -> impl DoubleEndedIterator<Item = &(R, i64)> {
        self.joined.rows(all).chain(self.own.rows(all))
    }

    /// Ends the member that runs: what it wrote stays.
    pub fn join(&mut self) {
        let own = std::mem::take(&mut self.own);
        self.joined.join(own);
        self.made.extend(self.own_made.drain(..));
        self.stands |= std::mem::take(&mut self.saved);
    }

    /// Which tables have something that the database does not.
    pub fn unsent(&self) -> Tables {
        Tables(self.joined.unsent.0 | self.own.unsent.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tables_that_a_statement_reads_are_those_after_from_and_join() {
        let sql = "select i.*, s.state from inflow i\n  join inflow_state s on s.inflow = i.id where lot = (select id from (select id from payment))";
        let read = Tables::read_by(sql);
        for (table, there) in
            [("inflow", true), ("inflow_state", true), ("payment", true), ("lot", false), ("entry", false)]
        {
            assert_eq!(read.meet(Tables::of(table)), there, "{table}");
        }
        assert_eq!(Tables::of("no_such_table"), Tables::default());
    }
}
