//! Where a payment's journey goes, as far as the facts say. Which rule minds it is said in the rules.
use super::facts::{Fact, PaymentFacts};
use crate::domain::{
    beneficiary::Citizenship,
    purpose::{Category, Direction, PayeeKind, Purpose, direction},
};

/// What the facts that would tell a journey are called where they are missing.
pub(super) const MISSING: &[&str] = &["travel.from", "travel.to"];

/// The journey that a payment pays for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Journey {
    /// It pays for none.
    None,
    /// It pays for one, and nobody said where to.
    Unknown,
    /// It goes there.
    Known(Direction),
}

impl Journey {
    /// The journey of a payment. One that is named counts whatever the items are called; purpose
    /// repatriation, an item of travel and a carrier as payee mean that there is one.
    pub(super) fn of(facts: &PaymentFacts) -> Journey {
        if let Fact::Known(travel) = &facts.travel {
            let citizen = facts.beneficiary.citizenship == Citizenship::Citizen;
            let country = |code: &str| code.trim().to_ascii_uppercase();
            return Journey::Known(direction(&country(&travel.from), &country(&travel.to), citizen));
        }
        let travels = facts.items.iter().any(|(category, _)| *category == Category::Travel);
        let meant =
            travels || facts.purpose == Purpose::Repatriation || facts.payee_kind == PayeeKind::Carrier;
        if meant || facts.travel == Fact::Unknown { Journey::Unknown } else { Journey::None }
    }

    /// The closed word for it; none where there is no journey.
    pub(super) fn word(self) -> Option<&'static str> {
        match self {
            Journey::None => None,
            Journey::Unknown => Some("unknown"),
            Journey::Known(direction) => Some(direction.as_str()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{super::sample::*, *};

    #[test]
    fn a_journey_is_told_by_its_countries_and_never_by_what_the_items_are_called() {
        let mut facts = sample();
        assert_eq!(Journey::of(&facts), Journey::None);
        facts.travel = travel("AZ", "PH");
        assert_eq!(Journey::of(&facts), Journey::Known(Direction::Outbound));
        facts.travel = travel("az ", "ph");
        assert_eq!(Journey::of(&facts), Journey::Known(Direction::Outbound));
        facts.travel = travel("TR", "AZ");
        assert_eq!(Journey::of(&facts), Journey::Known(Direction::Homecoming));
        facts.beneficiary.citizenship = Citizenship::Foreign;
        assert_eq!(Journey::of(&facts), Journey::Known(Direction::Elsewhere));
    }

    #[test]
    fn travel_without_countries_is_an_unknown_journey() {
        let mut facts = sample();
        facts.payee_kind = PayeeKind::Carrier;
        assert_eq!(Journey::of(&facts), Journey::Unknown);
        let mut facts = sample();
        facts.items = vec![(Category::Travel, money("50.00"))];
        assert_eq!(Journey::of(&facts), Journey::Unknown);
        let mut facts = sample();
        facts.purpose = Purpose::Repatriation;
        assert_eq!(Journey::of(&facts), Journey::Unknown);
    }
}
