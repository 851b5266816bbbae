//! What the rulebook that is built in says, case by case: restitution.
use super::prelude::*;

#[test]
fn the_fund_and_the_offender_together_never_pay_more_than_the_order() {
    let above = with_order(|o| {
        o.paid_by_fund = Qepik(20_000);
        o.received = Qepik(30_001);
    });
    let expected = ["over-order/above block", "property-sufficient/above-residual block"];
    assert_eq!(seen(&above), expected);
    let exactly = with_order(|o| {
        o.paid_by_fund = Qepik(20_000);
        o.received = Qepik(30_000);
    });
    assert_eq!(seen(&exactly), Vec::<String>::new());
}

#[test]
fn the_offenders_property_pays_first() {
    assert_eq!(seen(&with_order(|o| o.insufficiency = None)), ["property-sufficient/no-finding block"]);
    let realisable = |o: &mut OrderFacts| o.insufficiency = Some((day("2014-04-01"), Qepik(50_001)));
    assert_eq!(seen(&with_order(realisable)), ["property-sufficient/above-residual block"]);
    let exactly = |o: &mut OrderFacts| o.insufficiency = Some((day("2014-04-01"), Qepik(50_000)));
    assert_eq!(seen(&with_order(exactly)), Vec::<String>::new());
    let later = |o: &mut OrderFacts| o.insufficiency = Some((day("2014-06-02"), Qepik(0)));
    assert_eq!(seen(&with_order(later)), ["property-sufficient/no-finding block"]);
}

#[test]
fn restitution_without_an_order_lacks_it_and_other_purposes_ask_for_none() {
    let mut facts = restitution();
    (facts.order, facts.around.order_kind) = (Fact::Unknown, Fact::Unknown);
    let expected = [
        "outside-purpose/no-order block",
        "over-order/unknown-order override: order",
        "property-sufficient/unknown-order override: order",
        "routes-mixed/unknown-order override: order",
        "no-final-decision/unknown-order override: order",
    ];
    assert_eq!(seen(&facts), expected);
    (facts.order, facts.around.order_kind) = (Fact::NotApplicable, Fact::NotApplicable);
    assert_eq!(seen(&facts), ["outside-purpose/no-order block"]);
    let mut facts = sample();
    facts.order = Fact::Unknown;
    assert_eq!(seen(&facts), Vec::<String>::new());
}
