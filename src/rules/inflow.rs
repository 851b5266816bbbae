//! What is asked of money that comes in: `anonymous-donation` and `cash-over-limit`, both a policy of the
//! Fund after the rules for donations to non-governmental organisations. Quarantine itself is a matter of the
//! service.
use super::{
    facts::{Fact, InflowFacts},
    found, lacking,
};
use crate::domain::{
    finding::{Finding, Rule, Severity},
    inflow::{CASH_LIMIT_QEPIK, CASH_WINDOW_DAYS, InflowAccount},
    money::Qepik,
};
use serde_json::json;

pub(super) fn judge(facts: &InflowFacts, findings: &mut Vec<Finding>) {
    if !facts.kind.needs_donor() {
        return;
    }
    if !facts.donor_known {
        let shown = json!({ "kind": facts.kind, "amount": facts.amount });
        findings.push(found(Rule::AnonymousDonation, "donor-unknown", Severity::Block, shown));
    }
    if facts.account == InflowAccount::Cash {
        findings.extend(cash_over_limit(facts));
    }
}

/// This gift alone, or with the donor's other cash of the window. Who gave an anonymous gift cannot have
/// given more: that the donor lacks is said by `anonymous-donation`.
fn cash_over_limit(facts: &InflowFacts) -> Option<Finding> {
    let limit = Qepik(CASH_LIMIT_QEPIK);
    let mut shown =
        json!({ "kind": facts.kind, "amount": facts.amount, "limit": limit, "days": CASH_WINDOW_DAYS });
    let over = |case, shown| Some(found(Rule::CashOverLimit, case, Severity::Override, shown));
    match facts.donor_cash {
        _ if Qepik::from(facts.amount) > limit => over("one-gift", shown),
        Fact::Known(sum) if sum > limit => {
            shown["donor_cash"] = json!(sum);
            over("thirty-days", shown)
        }
        Fact::Unknown if facts.donor_known => {
            Some(lacking(Rule::CashOverLimit, "donor-cash-unknown", shown, &["donor.cash"]))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{super::sample::*, *};
    use crate::domain::inflow::InflowKind;

    #[test]
    fn a_donation_without_a_donor_is_held_back_and_a_charity_event_is_not() {
        let mut facts = donation();
        facts.donor_known = false;
        facts.donor_cash = Fact::Unknown;
        assert_eq!(seen_of_inflow(&facts), ["anonymous-donation/donor-unknown block"]);
        facts.kind = InflowKind::Grant;
        assert_eq!(seen_of_inflow(&facts), ["anonymous-donation/donor-unknown block"]);
        for kind in InflowKind::ALL.iter().filter(|k| !k.needs_donor()) {
            facts.kind = *kind;
            assert_eq!(seen_of_inflow(&facts), Vec::<String>::new(), "{kind}");
        }
    }

    #[test]
    fn cash_over_the_limit_waits_for_an_override_at_once_or_within_thirty_days() {
        let mut facts = donation();
        facts.amount = money("200.00");
        facts.donor_cash = Fact::Known(Qepik(20_000));
        assert_eq!(seen_of_inflow(&facts), Vec::<String>::new());
        facts.donor_cash = Fact::Known(Qepik(20_001));
        assert_eq!(seen_of_inflow(&facts), ["cash-over-limit/thirty-days override"]);
        facts.amount = money("200.01");
        assert_eq!(seen_of_inflow(&facts), ["cash-over-limit/one-gift override"]);
        facts.account = InflowAccount::Bank;
        assert_eq!(seen_of_inflow(&facts), Vec::<String>::new());
    }

    #[test]
    fn an_unknown_sum_of_a_known_donor_is_a_missing_fact() {
        let mut facts = donation();
        facts.donor_cash = Fact::Unknown;
        assert_eq!(seen_of_inflow(&facts), ["cash-over-limit/donor-cash-unknown override: donor.cash"]);
        facts.donor_known = false;
        facts.amount = money("200.01");
        let both = ["anonymous-donation/donor-unknown block", "cash-over-limit/one-gift override"];
        assert_eq!(seen_of_inflow(&facts), both);
    }
}
