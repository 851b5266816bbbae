//! What stands around a payment of which nothing would be found.
use crate::{domain::reference::*, rules::facts::*};

/// Nothing stands around it that would be found.
pub fn around() -> Around {
    let lot = LotRef::new(2014, 1);
    Around {
        mandate: Fact::NotApplicable,
        way: WayFacts {
            reflecting: Fact::Known(false),
            proceedings: Fact::Known(ProceedingFacts {
                appeal_open: Fact::Known(false),
                ..Default::default()
            }),
            coerced: Fact::Unknown,
        },
        support: Fact::Known(SupportFacts::default()),
        party: PartyFacts { lawyer_listed: Fact::NotApplicable, ..PartyFacts::default() },
        sanctioned: Fact::NotApplicable,
        origin: OriginFacts { of_fund: [lot].into(), ..OriginFacts::default() },
        order_kind: Fact::NotApplicable,
        rate: Fact::NotApplicable,
        ..Around::default()
    }
}
