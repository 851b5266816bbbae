//! What a rulebook can be asked, and with which limits: each action of the schema, once.
use super::{Attributes, Limits, lift::LIFT};
use crate::domain::purpose::TWO_APPROVERS_FROM_QEPIK;

/// What is asked: an action on a kind of thing, with the limits of its context.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::rules) struct Question {
    /// As the schema calls it.
    pub action: &'static str,
    /// As the schema calls it.
    pub kind: &'static str,
    limits: &'static [&'static str],
}

const fn question(action: &'static str, kind: &'static str, limits: &'static [&'static str]) -> Question {
    Question { action, kind, limits }
}

impl Question {
    /// Each question.
    pub const ALL: &'static [Question] = &[
        Question::PAYMENT,
        Question::COLLECTION,
        Question::INFLOW,
        Question::TRANSFER,
        Question::SETTLEMENT,
        Question::REASON,
        Question::ASSET,
        Question::ORDER,
        Question::GIFT,
        Question::WAITING,
        Question::CLAIM,
        Question::HELP,
        Question::OVERRIDER,
        Question::REFERRER,
        Question::LIKENESS,
        Question::BANK_ENTRY,
        Question::LIFT,
    ];

    pub const PAYMENT: Question = question(
        "pay",
        "Payment",
        &["emergency_cap", "removal_check_days", "two_approvers_from", "back_dated_days", "round_trip_days"],
    );
    pub const COLLECTION: Question = question("collect", "Collection", &[]);
    pub const INFLOW: Question = question("receive", "Inflow", &["cash_limit", "back_dated_days"]);
    pub const TRANSFER: Question = question("transfer", "Transfer", &[]);
    pub const SETTLEMENT: Question = question("settle", "Settlement", &[]);
    pub const REASON: Question = question("explain", "Reason", &[]);
    pub const ASSET: Question = question("dispose", "Asset", &[]);
    pub const ORDER: Question = question("watch_order", "Order", &["confiscation_days", "recourse_days"]);
    pub const GIFT: Question = question("watch_gift", "Gift", &["donation_days", "grant_days"]);
    pub const WAITING: Question = question("watch_cash", "Waiting", &["collection_days"]);
    pub const CLAIM: Question = question("watch_claim", "Claim", &["decision_days"]);
    pub const HELP: Question = question("watch_help", "Help", &["review_days"]);
    pub const OVERRIDER: Question =
        question("watch_overrider", "Overrider", &["override_share", "override_least"]);
    pub const REFERRER: Question = question("watch_referrer", "Referrer", &["referred_persons"]);
    pub const LIKENESS: Question = question("watch_likeness", "Likeness", &[]);
    pub const BANK_ENTRY: Question = question("watch_bank", "BankEntry", &["bank_days"]);
    pub const LIFT: Question = question(LIFT, "Lift", &[]);

    /// The limits that its rules rest on.
    pub fn limits(&self, limits: &Limits) -> Attributes {
        let mut to = Attributes::default();
        for name in self.limits {
            to.long(name, limits.count(name));
        }
        to
    }
}

impl Limits {
    /// A limit as the rulebook counts it: qəpik, days, persons, per cent. Names are those of the schema, held to them by a test.
    fn count(&self, name: &str) -> i64 {
        match name {
            "emergency_cap" => self.emergency_cap.value.qepik(),
            "cash_limit" => self.cash_limit.value.qepik(),
            "two_approvers_from" => TWO_APPROVERS_FROM_QEPIK,
            days => self.whole(days).map_or(0, i64::from),
        }
    }
}
