//! Money and property that came in: kinds, where it lies, who gave it, and the states of an inflow.
use super::{
    account::{self, AccountCode},
    word::words,
};

words! {
    /// What came in.
    InflowKind {
        /// A donation.
        Donation = "donation",
        /// A grant.
        Grant = "grant",
        /// A charity event.
        CharityEvent = "charity_event",
        /// A contribution in kind.
        InKind = "in_kind",
        /// Confiscated property (THB Law art. 22; Decision 8, 4.1).
        ConfiscatedAsset = "confiscated_asset",
        /// Assets of an entity dissolved for trafficking links (Decision 8, 4.2).
        DissolvedEntity = "dissolved_entity",
        /// A state-budget appropriation.
        StateBudget = "state_budget",
        /// Interest.
        Interest = "interest",
        /// A balance that was there before the system.
        Opening = "opening",
    }
}

impl InflowKind {
    /// The account the inflow is income of (for an opening balance: brought forward).
    pub fn income_account(self) -> AccountCode {
        match self {
            InflowKind::Donation => account::DONATIONS,
            InflowKind::Grant => account::GRANTS,
            InflowKind::CharityEvent => account::CHARITY_EVENTS,
            InflowKind::InKind => account::IN_KIND,
            InflowKind::ConfiscatedAsset => account::CONFISCATED_ASSETS,
            InflowKind::DissolvedEntity => account::DISSOLVED_ENTITIES,
            InflowKind::StateBudget => account::STATE_BUDGET,
            InflowKind::Interest => account::INTEREST,
            InflowKind::Opening => account::BROUGHT_FORWARD,
        }
    }

    /// Kinds that have a donor who must be known (events have an organiser and a count sheet instead).
    pub fn needs_donor(self) -> bool {
        matches!(self, InflowKind::Donation | InflowKind::Grant)
    }
}

words! {
    /// Where an inflow came to lie.
    InflowAccount {
        /// The bank account.
        Bank = "bank",
        /// The cash desk.
        Cash = "cash",
        /// Property, held at its appraised value.
        Property = "property",
        /// Goods in stock.
        Goods = "goods",
    }
}

impl InflowAccount {
    /// The account of the chart.
    pub fn code(self) -> AccountCode {
        match self {
            InflowAccount::Bank => account::BANK,
            InflowAccount::Cash => account::CASH_DESK,
            InflowAccount::Property => account::PROPERTY_HELD,
            InflowAccount::Goods => account::GOODS_HELD,
        }
    }
}

words! {
    /// What kind of donor.
    DonorKind {
        /// A natural person.
        Natural = "natural",
        /// A legal person.
        Legal = "legal",
        /// A state body.
        State = "state",
        /// An international organisation.
        International = "international",
    }
}

words! {
    /// How an inflow stands.
    InflowState {
        /// Its lot may be drawn from.
        Available = "available",
        /// It is held back.
        Quarantined = "quarantined",
        /// It went back to its giver.
        Returned = "returned",
        /// It was recorded by mistake and reversed.
        Reversed = "reversed",
    }
}

words! {
    /// What happens to a lot's rest when its restriction ends.
    OnExpiry {
        /// It goes back to the donor.
        Return = "return",
        /// It becomes free.
        Release = "release",
        /// The donor is asked.
        Ask = "ask",
    }
}
