//! The journal: an entry that cannot be out of balance. Numbers, instants and rows are given by the store.
use super::{
    account::AccountCode,
    day::Day,
    money::{Money, Qepik},
    reference::LotRef,
    word::words,
};
use std::collections::BTreeMap;

words! {
    /// What an entry records; the phrase of a statement is made from it.
    EntryKind {
        /// Money or property came in and may be spent.
        Inflow = "inflow",
        /// Money or property came in and is held back.
        InflowQuarantined = "inflow_quarantined",
        /// A quarantined inflow was identified or lifted.
        QuarantineLifted = "quarantine_lifted",
        /// A quarantined inflow went back to its giver.
        QuarantineReturned = "quarantine_returned",
        /// An undrawn inflow was reversed.
        InflowReversed = "inflow_reversed",
        /// Seized property or money came into keeping, for others.
        SeizedHeld = "seized_held",
        /// Cash was drawn from or paid into the bank.
        CashTransfer = "cash_transfer",
        /// A payment was approved: the sum is reserved.
        Encumbrance = "encumbrance",
        /// An approved payment was cancelled: the reserve is freed.
        EncumbranceFreed = "encumbrance_freed",
        /// A payment was released: the expense is booked.
        Release = "release",
        /// A payment met the bank or the desk.
        Settlement = "settlement",
        /// A settlement recorded by mistake was taken back.
        SettlementReversed = "settlement_reversed",
        /// A released payment was called back or not collected before it was settled.
        Recall = "recall",
        /// A settled payment came back.
        Return = "return",
        /// Money that came back was given to its lots again.
        ReturnCredited = "return_credited",
        /// A restitution order was confirmed.
        RestitutionOrdered = "restitution_ordered",
        /// An offender paid on a restitution order.
        RestitutionReceived = "restitution_received",
        /// A confiscation was confirmed.
        ConfiscationOrdered = "confiscation_ordered",
        /// A manual reversal of an entry.
        Reversal = "reversal",
    }
}

impl EntryKind {
    /// The coded phrase in words: English and Azerbaijani. No name, case or beneficiary stands in it.
    pub fn phrase(self) -> (&'static str, &'static str) {
        match self {
            EntryKind::Inflow => ("money or property received", "vəsait və ya əmlak daxil oldu"),
            EntryKind::InflowQuarantined => ("received and held back", "daxil oldu və karantində saxlanıldı"),
            EntryKind::QuarantineLifted => ("quarantine lifted", "karantin götürüldü"),
            EntryKind::QuarantineReturned => {
                ("quarantined money given back", "karantindəki vəsait geri qaytarıldı")
            }
            EntryKind::InflowReversed => ("inflow reversed", "daxilolma ləğv edildi"),
            EntryKind::SeizedHeld => {
                ("held for others until decided", "qərara qədər başqaları üçün saxlanılır")
            }
            EntryKind::CashTransfer => {
                ("moved between bank and cash desk", "bank və kassa arasında köçürüldü")
            }
            EntryKind::Encumbrance => {
                ("payment approved, sum reserved", "ödəniş təsdiqləndi, məbləğ ayrıldı")
            }
            EntryKind::EncumbranceFreed => {
                ("approval cancelled, reserve freed", "təsdiq ləğv edildi, ayrılmış məbləğ azad edildi")
            }
            EntryKind::Release => ("payment released", "ödəniş buraxıldı"),
            EntryKind::Settlement => ("payment settled", "ödəniş icra olundu"),
            EntryKind::SettlementReversed => ("settlement taken back", "icra qeydi geri götürüldü"),
            EntryKind::Recall => {
                ("payment called back or not collected", "ödəniş geri çağırıldı və ya götürülmədi")
            }
            EntryKind::Return => ("payment came back", "ödəniş geri qayıtdı"),
            EntryKind::ReturnCredited => {
                ("returned money credited to its lots", "qayıdan vəsait lotlara yazıldı")
            }
            EntryKind::RestitutionOrdered => ("restitution ordered", "zərərin ödənilməsi təyin edildi"),
            EntryKind::RestitutionReceived => {
                ("restitution received from the offender", "təqsirkardan zərərin ödənilməsi alındı")
            }
            EntryKind::ConfiscationOrdered => ("confiscation ordered", "müsadirə təyin edildi"),
            EntryKind::Reversal => ("entry reversed", "yazılış ləğv edildi"),
        }
    }
}

/// One line of an entry: an account, the lot whose money it is, and a sum in qəpik, debit positive.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Posting {
    /// Account.
    pub account: AccountCode,
    /// Lot; only 92xx, 93xx and 94xx may have none.
    pub lot: Option<LotRef>,
    /// Sum in qəpik, debit positive, never zero.
    pub amount: Qepik,
}

/// A debit.
pub fn debit(account: AccountCode, lot: LotRef, sum: Money) -> Posting {
    Posting { account, lot: Some(lot), amount: sum.into() }
}

/// A credit.
pub fn credit(account: AccountCode, lot: LotRef, sum: Money) -> Posting {
    Posting { account, lot: Some(lot), amount: -Qepik::from(sum) }
}

/// A debit and a credit of memoranda that carry no lot.
pub fn memorandum(debited: AccountCode, credited: AccountCode, sum: Money) -> [Posting; 2] {
    let line = |account, amount| Posting { account, lot: None, amount };
    [line(debited, sum.into()), line(credited, -Qepik::from(sum))]
}

/// The postings of an entry that sum to zero, over all and for each lot (invariant 1). It can only be made through
/// [`Balanced::new`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Balanced {
    kind: EntryKind,
    effective_on: Day,
    postings: Vec<Posting>,
}

/// Why postings are no entry. A use case that meets it has a fault; no user can cause it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Unbalanced {
    /// Fewer than two lines.
    #[error("an entry needs at least two postings")]
    TooFew,
    /// A line of nothing.
    #[error("a posting of zero says nothing")]
    Zero,
    /// The lines of a lot (or of the memoranda without one) do not sum to zero.
    #[error("the postings of {0:?} do not sum to zero")]
    Lot(Option<LotRef>),
    /// Money must have a lot.
    #[error("account {0} cannot be posted to without a lot")]
    LotMissing(AccountCode),
}

impl Balanced {
    /// Checks the postings and makes them an entry.
    pub fn new(kind: EntryKind, effective_on: Day, postings: Vec<Posting>) -> Result<Balanced, Unbalanced> {
        if postings.len() < 2 {
            return Err(Unbalanced::TooFew);
        }
        let mut sums: BTreeMap<Option<LotRef>, i128> = BTreeMap::new();
        for posting in &postings {
            if posting.amount == Qepik::ZERO {
                return Err(Unbalanced::Zero);
            }
            if posting.lot.is_none() && !posting.account.may_lack_lot() {
                return Err(Unbalanced::LotMissing(posting.account));
            }
            *sums.entry(posting.lot).or_default() += i128::from(posting.amount.0);
        }
        match sums.into_iter().find(|(_, sum)| *sum != 0) {
            Some((lot, _)) => Err(Unbalanced::Lot(lot)),
            None => Ok(Balanced { kind, effective_on, postings }),
        }
    }

    /// What it records.
    pub fn kind(&self) -> EntryKind {
        self.kind
    }

    /// The business day on which it counts.
    pub fn effective_on(&self) -> Day {
        self.effective_on
    }

    /// Its lines.
    pub fn postings(&self) -> &[Posting] {
        &self.postings
    }

    /// The same lines with their sides exchanged, as a reversal of `kind` on a day.
    pub fn reversed(&self, kind: EntryKind, on: Day) -> Balanced {
        let postings = self.postings.iter().map(|p| Posting { amount: -p.amount, ..*p }).collect();
        Balanced { kind, effective_on: on, postings }
    }
}

#[cfg(test)]
mod tests {
    use super::{super::account::*, super::reference::Reference, *};

    #[test]
    fn an_entry_sums_to_zero_for_each_lot_or_does_not_exist() {
        let (one, two) = (LotRef::new(2014, 1), LotRef::new(2014, 2));
        let day = Day::FIRST;
        let five = Money::from_qepik(500).expect("five manats are a sum");
        let make = |postings| Balanced::new(EntryKind::Inflow, day, postings);
        assert!(make(vec![debit(BANK, one, five), credit(DONATIONS, one, five)]).is_ok());
        assert_eq!(make(vec![debit(BANK, one, five)]), Err(Unbalanced::TooFew));
        assert_eq!(
            make(vec![debit(BANK, one, five), credit(DONATIONS, two, five)]),
            Err(Unbalanced::Lot(Some(one)))
        );
        let lotless = Posting { account: BANK, lot: None, amount: five.into() };
        assert_eq!(make(vec![lotless, lotless]), Err(Unbalanced::LotMissing(BANK)));
        assert!(make(memorandum(RESTITUTION_ORDERED, RESTITUTION_CONTRA, five).to_vec()).is_ok());
    }
}
