//! Which lots could pay: what each can spend from a day on, and the lots among which a payment chooses. Which of them it
//! draws from, and in which order, is said in the domain.
use crate::{
    domain::{
        day::Day,
        inflow::InflowState,
        lot::Candidate,
        money::{Money, Qepik},
        purpose::{Method, Purpose},
        reference::{LotRef, Reference},
    },
    service::{Outcome, check::Fields},
    store::{
        Snapshot,
        balance::{LOTS_READ, LOTS_SOUGHT, LotMove, NamedLot, OpenLot},
        inflow::{FOR_ALL, FOR_MINORS},
    },
};
use std::collections::{BTreeMap, BTreeSet};

/// The least that a lot has on a day and on any later day, in qəpik.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Least {
    /// To spend, commitments counted.
    pub available: Qepik,
    /// At the bank, payments in transit taken off.
    pub at_bank: Qepik,
    /// In cash, payments in transit taken off.
    pub in_cash: Qepik,
}

impl Least {
    /// What lies where a payment of this method is paid from. Goods are not reckoned here.
    pub fn payable_by(&self, method: Method) -> Qepik {
        match method {
            Method::Bank => self.at_bank,
            Method::Cash => self.in_cash,
            Method::InKind => Qepik::ZERO,
        }
    }

    /// Walks back from the balances of today over later days, latest first, to the day itself.
    fn back_over<'a>(self, moves: impl IntoIterator<Item = &'a LotMove>) -> Least {
        let mut least = self;
        let mut then = self;
        for moved in moves {
            then = Least {
                available: then.available - moved.available,
                at_bank: then.at_bank - moved.at_bank,
                in_cash: then.in_cash - moved.in_cash,
            };
            least = Least {
                available: least.available.min(then.available),
                at_bank: least.at_bank.min(then.at_bank),
                in_cash: least.in_cash.min(then.in_cash),
            };
        }
        least
    }
}

/// The least that a lot has available, at the bank and in cash on `day` and on any later day. Quarantine and expiry are
/// judged beside it.
pub async fn least_from(from: &mut Snapshot, lot: LotRef, day: Day) -> Outcome<Least> {
    let balances = from.lot_balances(lot).await?;
    let now =
        Least { available: balances.available(), at_bank: balances.at_bank(), in_cash: balances.in_cash() };
    Ok(now.back_over(&from.lot_moves_after(lot, day).await?))
}

/// The place in the order of drawing where lots for a person begin. Those for minors only come first: they are passed over where they
/// pay for nobody.
pub fn first_place(minor: Option<bool>) -> (i64, i64) {
    (if minor == Some(true) { FOR_MINORS } else { FOR_ALL }, 0)
}

/// Lots that cover a payment and have money for it from `on`, in the order in which they would pay: as many as make up the
/// sum, or all there are. Those that can pay by the method come first.
pub async fn candidates(
    from: &mut Snapshot,
    purpose: Purpose,
    method: Method,
    minor: Option<bool>,
    on: Day,
    amount: Money,
) -> Outcome<Vec<Candidate>> {
    let by_cash = method == Method::Cash;
    let mut found = vec![];
    let mut sum = Qepik::ZERO;
    for pays in [true, false] {
        let mut after = first_place(minor);
        while sum < amount.into() {
            let lots = from.open_lots(purpose, by_cash, pays, after).await?;
            let Some(last) = lots.last() else { break };
            after = (last.rank, last.lot.id.stored());
            let is_last = lots.len() < LOTS_SOUGHT;
            let later = Later::after(from, &lots, on).await?;
            for open in lots {
                let (lot, restriction, least) = (open.lot.id, open.lot.restriction()?, later.least(&open));
                let covers = restriction.covers(purpose, minor) && !restriction.expired_on(on);
                if covers && least.available > Qepik::ZERO && sum < amount.into() {
                    sum = sum + least.available;
                    found.push(candidate(lot, restriction, least, method));
                }
            }
            if is_last {
                break;
            }
        }
    }
    Ok(found)
}

/// How some lots moved after a day.
struct Later(BTreeMap<LotRef, Vec<LotMove>>);

impl Later {
    async fn after(
        from: &mut Snapshot,
        lots: impl IntoIterator<Item = &OpenLot>,
        day: Day,
    ) -> Outcome<Later> {
        let moved_later = lots.into_iter().filter(|open| open.moved_last.is_some_and(|last| last > day));
        let lots: Vec<LotRef> = moved_later.map(|open| open.lot.id).collect();
        let mut later: BTreeMap<LotRef, Vec<LotMove>> = BTreeMap::new();
        if lots.is_empty() {
            return Ok(Later(later));
        }
        for moved in from.lots_moves_after(&lots, day).await? {
            later.entry(moved.lot).or_default().push(moved);
        }
        Ok(Later(later))
    }

    fn least(&self, open: &OpenLot) -> Least {
        let now = Least { available: open.available, at_bank: open.at_bank, in_cash: open.in_cash };
        now.back_over(self.0.get(&open.lot.id).into_iter().flatten())
    }
}

fn candidate(
    lot: LotRef,
    restriction: crate::domain::lot::Restriction,
    least: Least,
    method: Method,
) -> Candidate {
    Candidate { lot, restriction, available: least.available, payable: least.payable_by(method) }
}

/// The lots that a maker named, in that order, whether or not they cover the payment (the rules say so then). A lot of an
/// inflow that is not available has nothing. Unknown lots, and lots named twice, are refused in the field `lots`.
pub async fn named_candidates(
    from: &mut Snapshot,
    lots: &[LotRef],
    method: Method,
    on: Day,
) -> Outcome<Vec<Candidate>> {
    let mut fields = Fields::default();
    let mut seen = BTreeSet::new();
    let mut found = vec![];
    for some in lots.chunks(LOTS_READ) {
        let mut stand: BTreeMap<LotRef, NamedLot> =
            from.named_lots(some).await?.into_iter().map(|named| (named.open.lot.id, named)).collect();
        let later = Later::after(from, stand.values().map(|named| &named.open), on).await?;
        for lot in some {
            if !seen.insert(*lot) {
                fields.add(
                    "lots",
                    format!("{lot} is named twice: name each lot once"),
                    format!("{lot} iki dəfə göstərilib: hər lotu bir dəfə yazın"),
                );
                continue;
            }
            let Some(NamedLot { open, state }) = stand.remove(lot) else {
                fields.unknown("lots", lot);
                continue;
            };
            let least = match state {
                InflowState::Available => later.least(&open),
                _ => Least::default(),
            };
            found.push(candidate(*lot, open.lot.restriction()?, least, method));
        }
    }
    fields.refuse()?;
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn moved(day: &str, available: i64, at_bank: i64) -> LotMove {
        LotMove {
            lot: LotRef::new(2014, 1),
            on_day: day.parse().expect("a fixed day reads"),
            available: Qepik(available),
            at_bank: Qepik(at_bank),
            in_cash: Qepik(available - at_bank),
        }
    }

    #[test]
    fn the_least_of_a_lot_is_sought_on_the_day_and_on_every_later_day() {
        let now = Least { available: Qepik(700), at_bank: Qepik(400), in_cash: Qepik(300) };
        assert_eq!(now.back_over(&[]), now);
        let moves = [moved("2014-06-03", 500, 500), moved("2014-06-02", -300, 0)];
        let least = Least { available: Qepik(200), at_bank: Qepik(-100), in_cash: Qepik(300) };
        assert_eq!(now.back_over(&moves), least);
    }
}
