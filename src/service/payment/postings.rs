//! The entries of each step (design §2, table of steps): what is debited and credited, lot by lot. Only reckoning here.
use crate::{
    domain::{
        account::*,
        day::Day,
        journal::*,
        lot::Draw,
        money::Money,
        purpose::{Method, Purpose},
    },
    service::Outcome,
};

/// What the entries of a payment depend on.
#[derive(Debug, Clone)]
pub struct Paid {
    /// Its purpose.
    pub purpose: Purpose,
    /// How it is paid.
    pub method: Method,
    /// Its sum.
    pub amount: Money,
    /// Its lots.
    pub draws: Vec<Draw>,
}

impl Paid {
    fn clearing(&self) -> AccountCode {
        if self.method == Method::Cash { CASH_IN_TRANSIT } else { BANK_IN_TRANSIT }
    }

    fn place(&self) -> AccountCode {
        if self.method == Method::Cash { CASH_DESK } else { BANK }
    }

    fn each(&self, debited: AccountCode, credited: AccountCode) -> Vec<Posting> {
        self.draws
            .iter()
            .flat_map(|d| [debit(debited, d.lot, d.amount), credit(credited, d.lot, d.amount)])
            .collect()
    }

    /// On a restitution order the memorandum follows the expense: less is outstanding when `paid`, more when it comes back.
    fn outstanding(&self, paid: bool) -> Vec<Posting> {
        match (self.purpose, paid) {
            (Purpose::Restitution, true) => {
                memorandum(RESTITUTION_CONTRA, RESTITUTION_ORDERED, self.amount).to_vec()
            }
            (Purpose::Restitution, false) => {
                memorandum(RESTITUTION_ORDERED, RESTITUTION_CONTRA, self.amount).to_vec()
            }
            _ => vec![],
        }
    }

    /// Approved: the sum is reserved.
    pub fn encumbrance(&self, on: Day) -> Outcome<Balanced> {
        Ok(Balanced::new(EntryKind::Encumbrance, on, self.each(COMMITTED, COMMITTED_CONTRA))?)
    }

    /// Cancelled: the reserve is freed.
    pub fn freed(&self, on: Day) -> Outcome<Balanced> {
        Ok(Balanced::new(EntryKind::EncumbranceFreed, on, self.each(COMMITTED_CONTRA, COMMITTED))?)
    }

    /// Released: the expense is booked against clearing, the reserve is freed.
    pub fn release(&self, on: Day) -> Outcome<Balanced> {
        let mut postings = self.each(self.purpose.expense_account(), self.clearing());
        postings.extend(self.each(COMMITTED_CONTRA, COMMITTED));
        postings.extend(self.outstanding(true));
        Ok(Balanced::new(EntryKind::Release, on, postings)?)
    }

    /// Settled: it met the bank, or was collected at the desk.
    pub fn settlement(&self, on: Day) -> Outcome<Balanced> {
        Ok(Balanced::new(EntryKind::Settlement, on, self.each(self.clearing(), self.place()))?)
    }

    /// Called back or not collected before settlement, then credited to its lots.
    pub fn recall(&self, on: Day) -> Outcome<[Balanced; 2]> {
        Ok([Balanced::new(EntryKind::Recall, on, self.each(self.clearing(), RETURNED))?, self.credited(on)?])
    }

    /// Came back after settlement, then credited to its lots.
    pub fn returned(&self, on: Day) -> Outcome<[Balanced; 2]> {
        Ok([Balanced::new(EntryKind::Return, on, self.each(self.place(), RETURNED))?, self.credited(on)?])
    }

    fn credited(&self, on: Day) -> Outcome<Balanced> {
        let mut postings = self.each(RETURNED, self.purpose.expense_account());
        postings.extend(self.outstanding(false));
        Ok(Balanced::new(EntryKind::ReturnCredited, on, postings)?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{
        lot::LotBalances,
        money::Qepik,
        reference::{LotRef, Reference},
    };

    fn paid(purpose: Purpose, method: Method) -> Paid {
        let draw = |lot, qepik| Draw {
            lot: LotRef::new(2014, lot),
            amount: Money::from_qepik(qepik).expect("a fixed sum"),
        };
        Paid {
            purpose,
            method,
            amount: Money::from_qepik(10_000).expect("a fixed sum"),
            draws: vec![draw(1, 7_000), draw(2, 3_000)],
        }
    }

    /// Applies entries to the balances of lot 1 and tells what it has available after each.
    fn available_after(entries: &[Balanced]) -> Vec<i64> {
        let lot = LotRef::new(2014, 1);
        let mut balances = LotBalances::default();
        balances.add(BANK, Qepik(10_000));
        balances.add(CASH_DESK, Qepik(10_000));
        let apply = |entry: &Balanced| {
            entry
                .postings()
                .iter()
                .filter(|p| p.lot == Some(lot))
                .for_each(|p| balances.add(p.account, p.amount));
            balances.available().0
        };
        entries.iter().map(apply).collect()
    }

    #[test]
    fn a_payment_takes_its_sum_once_and_a_return_gives_it_back() {
        let on = Day::FIRST;
        for method in [Method::Bank, Method::Cash] {
            for purpose in Purpose::ALL {
                let paid = paid(*purpose, method);
                let entries = |paid: &Paid| -> Outcome<Vec<Balanced>> {
                    let [back, credited] = paid.returned(on)?;
                    Ok(vec![paid.encumbrance(on)?, paid.release(on)?, paid.settlement(on)?, back, credited])
                };
                let entries = entries(&paid).expect("the table of steps balances");
                assert_eq!(available_after(&entries), [13_000, 13_000, 13_000, 13_000, 20_000]);
                let recalled = paid.recall(on).expect("the table of steps balances");
                let until_release = [&entries[..2], &recalled].concat();
                assert_eq!(available_after(&until_release), [13_000, 13_000, 13_000, 20_000]);
            }
        }
    }
}
