//! The naive ledger: lists in memory and the fewest words that say what the Fund promises. It shares no code with the crate.

/// A command.
#[derive(Debug, Clone)]
pub enum Op {
    Gift { qepik: i64, restricted: u8, cash: bool, anonymous: bool },
    Identify(u8),
    GiveBack(u8),
    Move { lot: u8, qepik: i64, to_cash: bool },
    Person { identified: bool, named: bool },
    Name(u8),
    Review,
    Lift { payment: u8, on_latest: bool },
    Draft { person: u8, qepik: i64, lump_sum: bool, cash: bool },
    Step { payment: u8, way: Way, on_latest: bool },
}

/// Is it paid in cash? A sum that a person has once is paid the way the person wishes, and every other person wishes cash.
pub fn in_cash(person: usize, lump_sum: bool, cash: bool) -> bool {
    if lump_sum { person % 2 == 1 } else { cash }
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
    NeedsOverride,
    Invalid,
}

/// What is known of who a person is. Nobody in a history has the FIN of another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Known {
    Nothing,
    Unreviewed,
    Reviewed,
}

#[derive(Debug, Clone, Copy)]
struct Person {
    identified: bool,
    known: Known,
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
    lifted: Vec<Known>,
}

/// Everything there is.
#[derive(Debug, Default)]
pub struct Ledger {
    lots: Vec<Lot>,
    persons: Vec<Person>,
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
            Op::Person { identified, named } => {
                let known = if *named { Known::Unreviewed } else { Known::Nothing };
                self.persons.push(Person { identified: *identified, known });
                Outcome::Done
            }
            Op::Name(n) => {
                let count = self.persons.len();
                self.persons[usize::from(*n) % count].known = Known::Unreviewed;
                Outcome::Done
            }
            Op::Review => {
                let waiting = self.persons.iter_mut().filter(|person| person.known == Known::Unreviewed);
                waiting.for_each(|person| person.known = Known::Reviewed);
                Outcome::Done
            }
            Op::Lift { payment, on_latest } => self.lift(self.which(*payment, *on_latest)),
            Op::Draft { person, qepik, lump_sum, cash } => {
                let person = usize::from(*person) % self.persons.len();
                let qepik = if *lump_sum { 10_000 } else { *qepik };
                self.payments.push(Payment {
                    person,
                    qepik,
                    lump_sum: *lump_sum,
                    cash: in_cash(person, *lump_sum, *cash),
                    state: "draft",
                    draws: vec![],
                    lifted: vec![],
                });
                Outcome::Done
            }
            Op::Step { payment, way, on_latest } => self.step(self.which(*payment, *on_latest), *way),
        }
    }

    fn which(&self, payment: u8, on_latest: bool) -> usize {
        if on_latest { self.payments.len() - 1 } else { usize::from(payment) % self.payments.len() }
    }

    /// What a payment waits for: whoever is known waits for the guardian, and whoever is not has no sum that is paid once.
    fn waits(&self, i: usize) -> Option<Known> {
        let payment = &self.payments[i];
        match self.persons[payment.person].known {
            Known::Reviewed => None,
            Known::Nothing if !payment.lump_sum => None,
            known => Some(known),
        }
    }

    fn lift(&mut self, i: usize) -> Outcome {
        if !["draft", "submitted", "approved"].contains(&self.payments[i].state) {
            return Outcome::WrongState;
        }
        match self.waits(i) {
            Some(known) if !self.payments[i].lifted.contains(&known) => {
                self.payments[i].lifted.push(known);
                Outcome::Done
            }
            _ => Outcome::Invalid,
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

    /// Blocked when a rule other than the lots' stands against it; overdrawn when only the lots do; after that it may wait for an
    /// overrider, but not at submit.
    fn judged(&self, i: usize, way: Way, covered: bool) -> Option<Outcome> {
        if !self.persons[self.payments[i].person].identified || self.had_lump_sum(i) {
            return Some(Outcome::Blocked);
        }
        if !covered {
            return Some(Outcome::Overdrawn);
        }
        let waits = self.waits(i).is_some_and(|known| !self.payments[i].lifted.contains(&known));
        (way != Way::Submit && waits).then_some(Outcome::NeedsOverride)
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
            if let Some(refused) = self.judged(i, way, rest == 0) {
                return refused;
            }
            self.payments[i].draws = draws;
        }
        let p = self.payments[i].clone();
        if way == Way::Approve
            && let Some(refused) =
                self.judged(i, way, p.draws.iter().all(|(l, q)| self.lots[*l].available() >= *q))
        {
            return refused;
        }
        if way == Way::Release
            && let Some(refused) =
                self.judged(i, way, p.draws.iter().all(|(l, q)| self.lots[*l].payable(p.cash) >= *q))
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
