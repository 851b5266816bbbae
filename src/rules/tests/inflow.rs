//! What the rulebook that is built in says, case by case: money that comes in.
use super::prelude::*;

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
        let forfeited = Some(crate::domain::order::AssetStage::Forfeited);
        facts.asset_stage = forfeited.filter(|_| *kind == InflowKind::ConfiscatedAsset);
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

#[test]
fn a_number_too_large_to_reckon_with_is_asked_of_no_policy_and_blocks() {
    let mut facts = donation();
    let largest = 10_000_000_000_000_000;
    facts.donor_cash = Fact::Known(Qepik(largest));
    assert_eq!(seen_of_inflow(&facts), ["cash-over-limit/thirty-days override"]);
    for too_large in [largest + 1, -largest - 1, i64::MAX] {
        facts.donor_cash = Fact::Known(Qepik(too_large));
        assert_eq!(seen_of_inflow(&facts), ["rule-error/not-evaluated block"], "{too_large}");
    }
}
