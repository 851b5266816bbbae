//! A lot: one inflow's money with its restriction; what of it is available; which lots a payment draws from.
//! Balances come from the store; this file only reckons with them.
use super::{
    account::*,
    day::Day,
    inflow::OnExpiry,
    money::{Money, Qepik},
    purpose::{Method, Purpose},
    reference::{DocumentRef, LotRef},
};
use serde::{Deserialize, Serialize};
use std::{cmp::Reverse, collections::BTreeMap};

/// What a donor or an act allows the money of a lot to be spent on.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Restriction {
    /// Purposes allowed; an empty list allows all.
    #[serde(default)]
    pub purposes: Vec<Purpose>,
    /// Only for minors.
    #[serde(default)]
    pub minors_only: bool,
    /// Last day on which the money may be spent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expires_on: Option<Day>,
    /// What happens then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on_expiry: Option<OnExpiry>,
    /// The act or donor document that sets the restriction.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub document: Option<DocumentRef>,
}

impl Restriction {
    /// Does it cover a payment of this purpose? `minor` is whether the person is one; unknown covers nothing that is
    /// for minors only.
    pub fn covers(&self, purpose: Purpose, minor: Option<bool>) -> bool {
        (self.purposes.is_empty() || self.purposes.contains(&purpose))
            && (!self.minors_only || minor == Some(true))
    }

    /// Has it run out on that day?
    pub fn expired_on(&self, day: Day) -> bool {
        self.expires_on.is_some_and(|last| day > last)
    }

    /// How narrow it is: minors only counts most, then the fewer purposes the narrower.
    fn narrowness(&self) -> (bool, usize) {
        let allowed = if self.purposes.is_empty() { Purpose::ALL.len() } else { self.purposes.len() };
        (self.minors_only, Purpose::ALL.len() - allowed)
    }
}

/// The balances of one lot, by account, in qəpik (debit positive).
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct LotBalances(pub BTreeMap<AccountCode, Qepik>);

/// Accounts whose balances make up what a lot can spend, less its commitments (design §2).
pub const AVAILABLE_FROM: &[AccountCode] = &[
    BANK,
    CASH_DESK,
    DUTY_FLOATS,
    BANK_IN_TRANSIT,
    CASH_IN_TRANSIT,
    QUARANTINED,
    RETURNED,
    HELD_FOR_BENEFICIARIES,
    HELD_FOR_OTHERS,
];

/// Accounts of money at the bank, payments in transit taken off.
pub const AT_BANK: &[AccountCode] = &[BANK, BANK_IN_TRANSIT];

/// Accounts of money in cash, payments in transit taken off.
pub const IN_CASH: &[AccountCode] = &[CASH_DESK, DUTY_FLOATS, CASH_IN_TRANSIT];

impl LotBalances {
    /// Adds a movement.
    pub fn add(&mut self, account: AccountCode, amount: Qepik) {
        let balance = self.0.entry(account).or_default();
        *balance = *balance + amount;
    }

    /// The balance of an account; nothing where it was never posted to.
    pub fn of(&self, account: AccountCode) -> Qepik {
        self.0.get(&account).copied().unwrap_or_default()
    }

    fn sum(&self, accounts: &[AccountCode]) -> Qepik {
        accounts.iter().map(|a| self.of(*a)).sum()
    }

    /// What the lot can still spend, commitments counted. Quarantine and expiry are judged beside it.
    pub fn available(&self) -> Qepik {
        self.sum(AVAILABLE_FROM) - self.of(COMMITTED)
    }

    /// Money at the bank, payments in transit taken off.
    pub fn at_bank(&self) -> Qepik {
        self.sum(AT_BANK)
    }

    /// Money in cash, payments in transit taken off.
    pub fn in_cash(&self) -> Qepik {
        self.sum(IN_CASH)
    }

    /// Money where a payment of this method is paid from.
    pub fn payable_by(&self, method: Method) -> Qepik {
        match method {
            Method::Bank => self.at_bank(),
            Method::Cash => self.in_cash(),
            Method::InKind => self.of(GOODS_HELD),
        }
    }

    /// What came in: brought forward and income, net.
    pub fn received(&self) -> Qepik {
        -self.sum_range(4000, 5000) - self.of(BROUGHT_FORWARD)
    }

    /// What went out: expenses, net.
    pub fn spent(&self) -> Qepik {
        self.sum_range(5000, 6000)
    }

    /// Property and goods held.
    pub fn held(&self) -> Qepik {
        self.sum(&[PROPERTY_HELD, GOODS_HELD])
    }

    fn sum_range(&self, from: u16, to: u16) -> Qepik {
        self.0.iter().filter(|(code, _)| (from..to).contains(&code.number())).map(|(_, sum)| *sum).sum()
    }
}

/// A lot as a payment sees it on the day of its drawing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// The lot.
    pub lot: LotRef,
    /// Its restriction.
    pub restriction: Restriction,
    /// The least that is available from the day on, now and on every later day, in qəpik; nothing while quarantined.
    pub available: Qepik,
    /// Money where the payment's method is paid from, the least from the day on.
    pub payable: Qepik,
}

/// One lot and the sum drawn from it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Draw {
    /// The lot.
    pub lot: LotRef,
    /// The sum.
    pub amount: Money,
}

/// Chooses the lots of a payment: lots that can pay all by its method, the narrowest restriction first, then the earliest
/// expiry, then the oldest (design §2). Returns the draws and what no lot covers, in qəpik.
pub fn choose(
    mut lots: Vec<Candidate>,
    purpose: Purpose,
    minor: Option<bool>,
    on: Day,
    amount: Money,
) -> (Vec<Draw>, i64) {
    lots.retain(|c| {
        c.available > Qepik::ZERO && c.restriction.covers(purpose, minor) && !c.restriction.expired_on(on)
    });
    lots.sort_by_key(|c| {
        let expiry = c.restriction.expires_on.unwrap_or(Day::LAST);
        (c.payable <= Qepik::ZERO, Reverse(c.restriction.narrowness()), expiry, c.lot)
    });
    draw(&lots, amount)
}

/// Draws from the lots in the order given.
pub fn draw(lots: &[Candidate], amount: Money) -> (Vec<Draw>, i64) {
    let mut rest = amount.qepik();
    let mut draws = Vec::new();
    for candidate in lots {
        if let Some(sum) = Money::from_qepik(rest.min(candidate.available.0)) {
            rest -= sum.qepik();
            draws.push(Draw { lot: candidate.lot, amount: sum });
        }
    }
    (draws, rest)
}

#[cfg(test)]
mod tests {
    use super::{super::reference::Reference, *};

    fn candidate(
        number: i64,
        purposes: &[Purpose],
        minors_only: bool,
        expires: Option<&str>,
        available: i64,
    ) -> Candidate {
        let expires_on = expires.map(|d| d.parse().expect("a fixed day reads"));
        let restriction =
            Restriction { purposes: purposes.to_vec(), minors_only, expires_on, ..Restriction::default() };
        Candidate {
            lot: LotRef::new(2014, number),
            restriction,
            available: Qepik(available),
            payable: Qepik(available),
        }
    }

    fn chosen(lots: Vec<Candidate>, minor: Option<bool>, qepik: i64) -> (Vec<(i64, i64)>, i64) {
        let day = "2014-06-01".parse().expect("a fixed day reads");
        let amount = Money::from_qepik(qepik).expect("a fixed sum");
        let (draws, rest) = choose(lots, Purpose::Medical, minor, day, amount);
        (draws.iter().map(|d| (d.lot.number(), d.amount.qepik())).collect(), rest)
    }

    #[test]
    fn the_narrowest_lot_pays_first_then_the_earliest_expiry_then_the_oldest() {
        let lots = vec![
            candidate(1, &[], false, None, 500),
            candidate(2, &[Purpose::Medical], false, Some("2015-01-01"), 100),
            candidate(3, &[Purpose::Medical], false, Some("2014-07-01"), 100),
            candidate(4, &[], true, None, 100),
            candidate(5, &[Purpose::LegalAid], false, None, 900),
            candidate(6, &[Purpose::Medical], false, Some("2014-05-31"), 900),
        ];
        assert_eq!(chosen(lots.clone(), Some(false), 350), (vec![(3, 100), (2, 100), (1, 150)], 0));
        assert_eq!(chosen(lots.clone(), Some(true), 150), (vec![(4, 100), (3, 50)], 0));
        assert_eq!(chosen(lots, None, 900), (vec![(3, 100), (2, 100), (1, 500)], 200));
    }

    #[test]
    fn a_lot_that_lies_where_the_method_cannot_reach_comes_last() {
        let mut far = candidate(1, &[Purpose::Medical], false, None, 500);
        far.payable = Qepik(0);
        assert_eq!(
            chosen(vec![far, candidate(2, &[], false, None, 300)], None, 400).0,
            vec![(2, 300), (1, 100)]
        );
    }
}
