//! Orders of courts and authorities: kinds, assets, and what is still owed on a restitution. Who registers and
//! confirms them is said in the service.
use super::{money::Qepik, word::words};

words! {
    /// What an order decides.
    OrderKind {
        /// Restitution to victims (art. 23).
        Restitution = "restitution",
        /// Confiscation to the Fund (art. 22).
        Confiscation = "confiscation",
        /// Compensation from the state budget (CPC 189-192).
        StateBudget = "state_budget",
        /// A civil claim.
        CivilClaim = "civil_claim",
        /// Disclosure of an identity (art. 17).
        Disclosure = "disclosure",
        /// Removal from the country.
        Removal = "removal",
        /// A judgment against the Fund.
        AgainstFund = "against_fund",
    }
}

words! {
    /// How several offenders owe.
    Liability {
        /// Each the whole.
        Joint = "joint",
        /// Each a share.
        Shares = "shares",
    }
}

words! {
    /// What kind of asset.
    AssetKind {
        /// Cash.
        Cash = "cash",
        /// Money at a bank.
        BankFunds = "bank_funds",
        /// Land and buildings.
        RealEstate = "real_estate",
        /// A vehicle.
        Vehicle = "vehicle",
        /// Securities.
        Securities = "securities",
        /// Anything else.
        Other = "other",
    }
}

words! {
    /// Whether an asset is held for others yet, or is the Fund's.
    AssetStage {
        /// Seized: held for others until a final decision.
        Seized = "seized",
        /// Forfeited by a final decision.
        Forfeited = "forfeited",
    }
}

words! {
    /// What an offender's payment came from.
    ReceiptSource {
        /// Property that was realised.
        OffenderProperty = "offender_property",
        /// An instalment.
        Instalment = "instalment",
    }
}

words! {
    /// Whom an offender paid.
    ReceiptTo {
        /// The beneficiary directly.
        Beneficiary = "beneficiary",
        /// Through the Fund, which holds it for the beneficiary.
        ThroughFund = "through_fund",
        /// The Fund, as recourse for what it paid.
        Recourse = "recourse",
    }
}

/// How one beneficiary's restitution stands, in qəpik.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Owed {
    /// Ordered.
    pub ordered: Qepik,
    /// Received from offenders' property or instalments (recourse is not receipt).
    pub received: Qepik,
    /// Paid by the Fund, payments under way counted.
    pub paid_by_fund: Qepik,
}

impl Owed {
    /// What is still owed: ordered - received - paid by the Fund. Negative when it was overpaid.
    pub fn outstanding(self) -> Qepik {
        self.ordered - self.received - self.paid_by_fund
    }

    /// The residual that the Fund may be asked for: ordered - received (art. 23).
    pub fn residual(self) -> Qepik {
        self.ordered - self.received
    }
}
