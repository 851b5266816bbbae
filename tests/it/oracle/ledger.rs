//! The naive ledger: lists in memory and the fewest words that say what the Fund promises. It shares no code with the crate.

/// A command.
#[derive(Debug, Clone)]
pub enum Op {
    Gift { qepik: i64, restricted: u8, cash: bool, anonymous: bool },
    Identify(u8),
    GiveBack(u8),
    Move { lot: u8, qepik: i64, to_cash: bool },
    Person(bool),
    Draft { person: u8, qepik: i64, lump_sum: bool, cash: bool },
    Step { payment: u8, way: Way, on_latest: bool },
}

/// A step of a payment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    Submit,
    Withdraw,
    Approve,
    Reject,
    Cancel,
    Release,
    Settle,
    Recall,
    Return,
}

impl Way {
    pub const ALL: [Way; 13] = [
        Way::Submit,
        Way::Submit,
        Way::Withdraw,
        Way::Approve,
        Way::Approve,
        Way::Reject,
        Way::Cancel,
        Way::Release,
        Way::Release,
        Way::Settle,
        Way::Settle,
        Way::Recall,
        Way::Return,
    ];

    pub fn path(self) -> &'static str {
        ["submit", "withdraw", "approve", "reject", "cancel", "release", "settle", "recall", "return"]
            [self as usize]
    }

    pub fn who(self) -> &'static str {
        match self {
            Way::Submit | Way::Withdraw => "maker-1",
            Way::Approve | Way::Reject | Way::Cancel => "approver-1",
            _ => "treasurer-1",
        }
    }

    pub fn needs_reason(self) -> bool {
        matches!(self, Way::Reject | Way::Cancel | Way::Return)
    }
}

/// How a command ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    Done,
    WrongState,
    Overdrawn,
    Blocked,
    Invalid,
}

#[derive(Debug, Clone, Default)]
pub struct Lot {
    restricted: u8,
    quarantined: bool,
    gone: bool,
    bank: i64,
    cash: i64,
    bank_transit: i64,
    cash_transit: i64,
    pub committed: i64,
    pub spent: i64,
}

impl Lot {
    pub fn at_bank(&self) -> i64 {
        self.bank - self.bank_transit
    }
    pub fn in_cash(&self) -> i64 {
        self.cash - self.cash_transit
    }
    fn available(&self) -> i64 {
        if self.quarantined || self.gone { 0 } else { self.at_bank() + self.in_cash() - self.committed }
    }
    pub fn shown(&self) -> i64 {
        self.available()
    }
    fn payable(&self, cash: bool) -> i64 {
        if cash { self.in_cash() } else { self.at_bank() }
    }
    fn covers(&self, lump_sum: bool) -> bool {
        self.restricted == 0 || (self.restricted == 1) == lump_sum
    }
}

#[derive(Debug, Clone)]
struct Payment {
    person: usize,
    qepik: i64,
    lump_sum: bool,
    cash: bool,
    state: &'static str,
    draws: Vec<(usize, i64)>,
}

/// Everything there is.
#[derive(Debug, Default)]
pub struct Ledger {
    lots: Vec<Lot>,
    persons: Vec<bool>,
    payments: Vec<Payment>,
}

impl Ledger {
    pub fn lot(&self, i: usize) -> &Lot {
        &self.lots[i]
    }

    pub fn state(&self, i: usize) -> &'static str {
        self.payments[i].state
    }

    /// Does the command, and says how it ends. Only asked when what it names exists.
    pub fn apply(&mut self, op: &Op) -> Outcome {
        match op {
            Op::Gift { qepik, restricted, cash, anonymous } => {
                let (bank, cash) = if *cash { (0, *qepik) } else { (*qepik, 0) };
                self.lots.push(Lot {
                    restricted: *restricted,
                    quarantined: *anonymous,
                    bank,
                    cash,
                    ..Lot::default()
                });
                Outcome::Done
            }
            Op::Identify(n) => self.out_of_quarantine(*n, false),
            Op::GiveBack(n) => self.out_of_quarantine(*n, true),
            Op::Move { lot, qepik, to_cash } => self.carry(*lot, *qepik, *to_cash),
            Op::Person(identified) => {
                self.persons.push(*identified);
                Outcome::Done
            }
            Op::Draft { person, qepik, lump_sum, cash } => {
                let person = usize::from(*person) % self.persons.len();
                let qepik = if *lump_sum { 10_000 } else { *qepik };
                self.payments.push(Payment {
                    person,
                    qepik,
                    lump_sum: *lump_sum,
                    cash: *cash,
                    state: "draft",
                    draws: vec![],
                });
                Outcome::Done
            }
            Op::Step { payment, way, on_latest } => {
                let i = if *on_latest {
                    self.payments.len() - 1
                } else {
                    usize::from(*payment) % self.payments.len()
                };
                self.step(i, *way)
            }
        }
    }

    fn out_of_quarantine(&mut self, n: u8, give_back: bool) -> Outcome {
        let count = self.lots.len();
        let lot = &mut self.lots[usize::from(n) % count];
        if !lot.quarantined {
            return Outcome::WrongState;
        }
        lot.quarantined = false;
        if give_back {
            (lot.gone, lot.bank) = (true, 0);
        }
        Outcome::Done
    }

    fn carry(&mut self, n: u8, qepik: i64, to_cash: bool) -> Outcome {
        let count = self.lots.len();
        let lot = &mut self.lots[usize::from(n) % count];
        if lot.quarantined || lot.gone {
            return Outcome::Invalid;
        }
        if lot.payable(!to_cash) < qepik {
            return Outcome::Overdrawn;
        }
        let sign = if to_cash { 1 } else { -1 };
        lot.cash += sign * qepik;
        lot.bank -= sign * qepik;
        Outcome::Done
    }

    fn had_lump_sum(&self, i: usize) -> bool {
        let one = &self.payments[i];
        let counts = |p: &Payment| {
            p.lump_sum && p.person == one.person && ["approved", "released", "settled"].contains(&p.state)
        };
        one.lump_sum && self.payments.iter().enumerate().any(|(j, p)| j != i && counts(p))
    }

    /// Blocked when a rule other than the lots' stands against it; overdrawn when only the lots do.
    fn judged(&self, i: usize, covered: bool) -> Option<Outcome> {
        if !self.persons[self.payments[i].person] || self.had_lump_sum(i) {
            return Some(Outcome::Blocked);
        }
        (!covered).then_some(Outcome::Overdrawn)
    }

    fn draw_order(&self, i: usize) -> (Vec<(usize, i64)>, i64) {
        let p = &self.payments[i];
        let mut order: Vec<usize> = (0..self.lots.len())
            .filter(|l| self.lots[*l].available() > 0 && self.lots[*l].covers(p.lump_sum))
            .collect();
        order.sort_by_key(|l| (self.lots[*l].payable(p.cash) <= 0, self.lots[*l].restricted == 0, *l));
        let (mut rest, mut draws) = (p.qepik, vec![]);
        for l in order {
            let take = rest.min(self.lots[l].available());
            if take > 0 {
                draws.push((l, take));
                rest -= take;
            }
        }
        (draws, rest)
    }

    fn step(&mut self, i: usize, way: Way) -> Outcome {
        let next = match (self.payments[i].state, way) {
            ("draft", Way::Submit) => "submitted",
            ("draft" | "submitted", Way::Withdraw) => "withdrawn",
            ("submitted", Way::Approve) => "approved",
            ("submitted", Way::Reject) => "rejected",
            ("approved", Way::Cancel) => "cancelled",
            ("approved", Way::Release) => "released",
            ("released", Way::Settle) => "settled",
            ("released", Way::Recall) => "recalled",
            ("released" | "settled", Way::Return) => "returned",
            _ => return Outcome::WrongState,
        };
        if way == Way::Submit {
            let (draws, rest) = self.draw_order(i);
            if let Some(refused) = self.judged(i, rest == 0) {
                return refused;
            }
            self.payments[i].draws = draws;
        }
        let p = self.payments[i].clone();
        if way == Way::Approve
            && let Some(refused) =
                self.judged(i, p.draws.iter().all(|(l, q)| self.lots[*l].available() >= *q))
        {
            return refused;
        }
        if way == Way::Release
            && let Some(refused) =
                self.judged(i, p.draws.iter().all(|(l, q)| self.lots[*l].payable(p.cash) >= *q))
        {
            return refused;
        }
        for (l, q) in &p.draws {
            self.lots[*l].book(way, p.state, p.cash, *q);
        }
        self.payments[i].state = next;
        Outcome::Done
    }
}

impl Lot {
    fn book(&mut self, way: Way, before: &str, cash: bool, q: i64) {
        let transit =
            |lot: &mut Lot, q: i64| if cash { lot.cash_transit += q } else { lot.bank_transit += q };
        let place = |lot: &mut Lot, q: i64| if cash { lot.cash += q } else { lot.bank += q };
        match way {
            Way::Approve => self.committed += q,
            Way::Cancel => self.committed -= q,
            Way::Release => {
                self.committed -= q;
                self.spent += q;
                transit(self, q);
            }
            Way::Settle => {
                transit(self, -q);
                place(self, -q);
            }
            Way::Recall | Way::Return => {
                self.spent -= q;
                if before == "settled" { place(self, q) } else { transit(self, -q) }
            }
            Way::Submit | Way::Withdraw | Way::Reject => {}
        }
    }
}
