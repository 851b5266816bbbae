//! What money may be spent on: the closed list of purposes, who may be paid and what an item is. Whether a given
//! payment is permitted, and which sums acts fix, is a matter of the rules.
use super::{
    account::{self, AccountCode},
    word::words,
};

words! {
    /// The closed list of purposes (THB Law art. 17.2, 22, 23; Decision 8, 5.1.1 and 5.1.2).
    Purpose {
        /// 100 AZN, once, for each identified victim (Decision 8, 5.1.1).
        LumpSum = "lump_sum",
        /// The allowance of the reintegration period (art. 17.2, Decision 152).
        ReintegrationAllowance = "reintegration_allowance",
        /// Restitution under a court's decision where the offender's property does not suffice (art. 23).
        Restitution = "restitution",
        /// Legal aid (a recommendation, so policy, or a donor's terms).
        LegalAid = "legal_aid",
        /// Costs of a voluntary return or of a homecoming (Decision 252).
        Repatriation = "repatriation",
        /// Medical expenses (art. 22).
        Medical = "medical",
        /// Social rehabilitation (art. 22, Decision 8, 5.1.2).
        SocialRehabilitation = "social_rehabilitation",
        /// Other necessary expenses of the victim (art. 22).
        OtherNecessary = "other_necessary",
        /// Small, same-day help to a presumed victim (policy).
        EmergencyHelp = "emergency_help",
    }
}

impl Purpose {
    /// The expense account of the purpose.
    pub fn expense_account(self) -> AccountCode {
        match self {
            Purpose::LumpSum => account::LUMP_SUMS,
            Purpose::ReintegrationAllowance => account::ALLOWANCES,
            Purpose::Restitution => account::RESTITUTION,
            Purpose::LegalAid => account::LEGAL_AID,
            Purpose::Repatriation => account::REPATRIATION,
            Purpose::Medical => account::MEDICAL,
            Purpose::SocialRehabilitation => account::SOCIAL_REHABILITATION,
            Purpose::OtherNecessary => account::OTHER_NECESSARY,
            Purpose::EmergencyHelp => account::EMERGENCY_HELP,
        }
    }

    /// Lump sum and allowance: a sum fixed by an act, once for each person and episode.
    pub fn has_fixed_sum(self) -> bool {
        matches!(self, Purpose::LumpSum | Purpose::ReintegrationAllowance)
    }

    /// Purposes that say nothing of the cost by themselves: each payment names its items.
    pub fn needs_items(self) -> bool {
        !matches!(self, Purpose::LumpSum | Purpose::ReintegrationAllowance | Purpose::Restitution)
    }
}

words! {
    /// Who is paid.
    PayeeKind {
        /// The beneficiary.
        Beneficiary = "beneficiary",
        /// A parent, guardian, collector or heir.
        Representative = "representative",
        /// A lawyer.
        Lawyer = "lawyer",
        /// A clinic.
        Clinic = "clinic",
        /// A school.
        School = "school",
        /// A non-governmental organisation.
        Ngo = "ngo",
        /// A supplier of goods or services.
        Supplier = "supplier",
        /// A carrier.
        Carrier = "carrier",
        /// An international organisation.
        Organisation = "organisation",
        /// A state body.
        StateBody = "state_body",
        /// The donor of an inflow (a refund).
        Donor = "donor",
    }
}

words! {
    /// What an item of a payment pays for.
    Category {
        /// A journey.
        Travel = "travel",
        /// Somebody who goes with the person.
        Escort = "escort",
        /// Detention.
        Detention = "detention",
        /// A border or visa cost.
        Border = "border",
        /// A fine, penalty or overstay charge.
        Penalty = "penalty",
        /// A fee for papers.
        Fee = "fee",
        /// Medical treatment.
        Treatment = "treatment",
        /// Medicine.
        Medicine = "medicine",
        /// The victim's own rent.
        Rent = "rent",
        /// Food.
        Food = "food",
        /// Clothing.
        Clothing = "clothing",
        /// Tuition.
        Tuition = "tuition",
        /// A lawyer in a criminal case.
        LegalCriminal = "legal_criminal",
        /// Other legal help.
        LegalOther = "legal_other",
        /// Goods.
        Goods = "goods",
        /// The Fund's own administration.
        Admin = "admin",
        /// Anything else.
        Other = "other",
    }
}

words! {
    /// How a payment reaches its payee.
    Method {
        /// Cash, from the desk.
        Cash = "cash",
        /// A bank transfer.
        Bank = "bank",
        /// Goods out of the Fund's stock.
        InKind = "in_kind",
    }
}

words! {
    /// Where a journey goes, derived from countries (ISO 3166-1 alpha-2), never typed.
    Direction {
        /// A citizen travels to Azerbaijan.
        Homecoming = "homecoming",
        /// From Azerbaijan to elsewhere, or a foreigner's way from one other country to another.
        Outbound = "outbound",
        /// Within Azerbaijan.
        Domestic = "domestic",
        /// A citizen's way between other countries, or a foreigner's way in.
        Elsewhere = "elsewhere",
    }
}

/// The direction of a journey. A citizen's way to Azerbaijan is a homecoming; a foreigner's is "elsewhere". Whatever leads a foreigner to
/// another country is outbound, wherever it is said to begin: a way out told in two legs stays a way out.
pub fn direction(from: &str, to: &str, citizen: bool) -> Direction {
    match (from == "AZ", to == "AZ") {
        (true, true) => Direction::Domestic,
        (true, false) => Direction::Outbound,
        (false, false) if !citizen => Direction::Outbound,
        (false, true) if citizen => Direction::Homecoming,
        _ => Direction::Elsewhere,
    }
}

/// From this sum on a payment needs two approvers: 5,000.00 AZN.
pub const TWO_APPROVERS_FROM_QEPIK: i64 = 500_000;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_direction_comes_from_countries_and_citizenship() {
        assert_eq!(direction("TR", "AZ", true), Direction::Homecoming);
        assert_eq!(direction("TR", "AZ", false), Direction::Elsewhere);
        assert_eq!(direction("AZ", "PH", false), Direction::Outbound);
        assert_eq!(direction("AZ", "TR", true), Direction::Outbound);
        assert_eq!(direction("AZ", "AZ", true), Direction::Domestic);
        assert_eq!(direction("GE", "PH", false), Direction::Outbound, "a second leg leads out too");
        assert_eq!(direction("GE", "TR", true), Direction::Elsewhere);
    }
}
