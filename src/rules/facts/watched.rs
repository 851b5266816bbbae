//! What the sweep looks at: what stands for long, and what only many payments together show. One value is one question.
use crate::domain::{money::Qepik, order::OrderKind, purpose::Purpose, word::words};

/// Something that the sweep looks at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Watched {
    /// An order in force.
    Order(OrderWatch),
    /// A gift that an authority must be told of.
    Gift {
        /// `donation` or `grant`.
        kind: crate::domain::inflow::InflowKind,
        /// Days since it came.
        days: i64,
        /// It was told.
        notified: bool,
    },
    /// Cash that was released so many days ago.
    Waiting {
        /// Days since.
        days: i64,
    },
    /// A decision that is awaited.
    Claim {
        /// Of what.
        about: ClaimAbout,
        /// Since how many days.
        days: i64,
    },
    /// Emergency help to a person who was presumed to be a victim.
    Help {
        /// Working days since its release.
        days: i64,
        /// Somebody recorded since whether the person is one.
        reviewed: bool,
    },
    /// An officer who lifts findings.
    Overrider {
        /// How many in the window.
        overrides: i64,
        /// Of all in the window, in per cent, rounded up.
        share: i64,
    },
    /// An organisation that is paid or gives, and persons whom it speaks for.
    Referrer {
        /// Persons who had a sum once within days of a payment to or from it.
        persons: i64,
    },
    /// Sums of one purpose, decided while one act was in force.
    Likeness {
        /// The purpose.
        purpose: Purpose,
        /// The least.
        least: Qepik,
        /// The most.
        most: Qepik,
    },
    /// An entry without its match.
    BankEntry {
        /// Whose.
        side: Side,
        /// Since how many days.
        days: i64,
    },
}

/// An order in force.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrderWatch {
    /// Its kind.
    pub kind: OrderKind,
    /// Days since it is in force; nothing where the day is not known.
    pub days: Option<i64>,
    /// Forfeited assets that did not come in.
    pub assets_due: i64,
    /// Property of it came to the Fund.
    pub came_in: bool,
    /// Restitution of the same case is still owed to victims.
    pub victims_unpaid: bool,
    /// What was ordered, in qəpik: in all, or for the person who is asked about.
    pub ordered: Qepik,
    /// What beneficiaries received.
    pub received: Qepik,
    /// What the Fund paid.
    pub paid_by_fund: Qepik,
    /// Days since the Fund first paid on it without a recourse that followed.
    pub days_since_paid: Option<i64>,
    /// Recourse was opened for all that the Fund paid.
    pub recourse_opened: bool,
}

words! {
    /// What is decided.
    ClaimAbout {
        /// An award.
        Award = "award",
        /// A submitted payment.
        Payment = "payment",
    }
}

words! {
    /// Whose entry has no match.
    Side {
        /// The bank's.
        Bank = "bank",
        /// The ledger's.
        Ledger = "ledger",
    }
}
