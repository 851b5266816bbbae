//! What the rules see of an inflow, of a settlement, of a reason and of property that is used or sold.
use super::{Charged, Fact, Sanctioned};
use crate::{
    domain::{
        day::Day,
        inflow::{InflowAccount, InflowKind},
        money::{Money, Qepik},
        order::AssetStage,
        purpose::Method,
        word::words,
    },
    rules::words::Kind,
};
use std::collections::BTreeSet;

/// Everything the rules see of an inflow.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InflowFacts {
    /// Its kind.
    pub kind: InflowKind,
    /// Where it came to lie.
    pub account: InflowAccount,
    /// The sum.
    pub amount: Money,
    /// The donor is named.
    pub donor_known: bool,
    /// Cash of the same donor in the thirty days up to and with this inflow, this one included.
    pub donor_cash: Fact<Qepik>,
    /// The donor in a case of trafficking; not applicable where there is none.
    pub donor_charged: Fact<Charged>,
    /// The donor on a sanctions list; not applicable where there is none, and while no list can be loaded.
    pub donor_sanctioned: Fact<Sanctioned>,
    /// The stage of confiscated property.
    pub asset_stage: Option<AssetStage>,
    /// Restitution in the same case is still owed to victims.
    pub victims_unpaid: bool,
    /// What the record of an event lacks.
    pub event_lacks: BTreeSet<EventPart>,
    /// Its proceeds and costs are booked apart.
    pub event_is_gross: bool,
    /// What the donor's terms ask for.
    pub terms_ask: BTreeSet<Kind>,
    /// How goods were valued; nothing where there are none.
    pub goods: Option<Valued>,
    /// How many days before its recording it is dated.
    pub days_back: i64,
    /// It falls into a closed period.
    pub period_closed: bool,
    /// The central bank's rate of the day; not applicable for manats.
    pub rate: Fact<()>,
}

words! {
    /// What the record of a charity event must have.
    EventPart {
        /// The sheet on which the boxes were counted.
        CountSheet = "count_sheet",
        /// Two who counted.
        Counters = "counters",
        /// Who organised it.
        Organiser = "organiser",
    }
}

words! {
    /// How goods were valued.
    Valued {
        /// With method and evidence.
        Evidence = "evidence",
        /// By the standard price list.
        PriceList = "price_list",
        /// Not.
        Unvalued = "unvalued",
    }
}

/// A payment that met the bank.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SettlementFacts {
    /// How it was paid.
    pub method: Method,
    /// The bank's value date.
    pub settled_on: Day,
    /// The day of approval.
    pub approved_on: Day,
}

words! {
    /// What a reason is about.
    ReasonAbout {
        /// A payment.
        Payment = "payment",
        /// An award.
        Award = "award",
    }
}

/// A reason that is written down.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReasonFacts {
    /// What it is about.
    pub about: ReasonAbout,
    /// What it speaks of.
    pub terms: BTreeSet<Kind>,
}

words! {
    /// Who takes property.
    Taker {
        /// The Fund's staff.
        Staff = "staff",
        /// A party related to staff.
        Related = "related",
        /// Somebody else.
        Other = "other",
    }
}

/// Property that is used or sold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AssetFacts {
    /// Seized or forfeited.
    pub stage: Fact<AssetStage>,
    /// It was appraised.
    pub appraised: bool,
    /// Who has it.
    pub taker: Fact<Taker>,
}
