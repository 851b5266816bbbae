//! Restitution by the Fund under a court's decision (THB Law, art. 23): never more than the order, and only
//! what the offender's property does not cover: `over-order` and `property-sufficient`. Whether the order
//! stands at all is part of the permit, in `purpose`.
use super::{
    facts::{Fact, OrderFacts, PaymentFacts},
    found, lacking,
};
use crate::domain::{
    finding::{Finding, Rule, Severity},
    money::Qepik,
    purpose::Purpose,
};
use serde_json::{Value, json};

pub(super) fn judge(facts: &PaymentFacts, findings: &mut Vec<Finding>) {
    if facts.purpose != Purpose::Restitution {
        return;
    }
    match &facts.order {
        Fact::NotApplicable => {}
        Fact::Unknown => {
            for rule in [Rule::OverOrder, Rule::PropertySufficient] {
                let shown = json!({ "beneficiary": facts.beneficiary.beneficiary, "amount": facts.amount });
                findings.push(lacking(rule, "unknown-order", shown, &["order"]));
            }
        }
        Fact::Known(order) => {
            let left = order.ordered - order.received - order.paid_by_fund;
            if Qepik::from(facts.amount) > left {
                findings.push(found(Rule::OverOrder, "above", Severity::Block, shown(order, facts, left)));
            }
            findings.extend(property_sufficient(order, facts, left));
        }
    }
}

/// The offender's property pays first: without a finding that it does not suffice, or beyond what it leaves
/// open, the Fund does not pay. A finding dated after the day says nothing of the day.
fn property_sufficient(order: &OrderFacts, facts: &PaymentFacts, left: Qepik) -> Option<Finding> {
    let block = |case, shown| Some(found(Rule::PropertySufficient, case, Severity::Block, shown));
    match order.insufficiency.filter(|(found_on, _)| *found_on <= facts.on) {
        None => block("no-finding", shown(order, facts, left)),
        Some((found_on, realisable)) if Qepik::from(facts.amount) > left - realisable => {
            let mut shown = shown(order, facts, left - realisable);
            shown["found_on"] = json!(found_on);
            shown["realisable"] = json!(realisable);
            block("above-residual", shown)
        }
        Some(_) => None,
    }
}

fn shown(order: &OrderFacts, facts: &PaymentFacts, left: Qepik) -> Value {
    json!({
        "order": order.order, "beneficiary": facts.beneficiary.beneficiary, "amount": facts.amount,
        "ordered": order.ordered, "received": order.received, "paid_by_fund": order.paid_by_fund,
        "left": left.debit(),
    })
}

#[cfg(test)]
mod tests {
    use super::{super::sample::*, *};

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
        facts.order = Fact::Unknown;
        let expected = [
            "outside-purpose/no-order block",
            "over-order/unknown-order override: order",
            "property-sufficient/unknown-order override: order",
        ];
        assert_eq!(seen(&facts), expected);
        facts.order = Fact::NotApplicable;
        assert_eq!(seen(&facts), ["outside-purpose/no-order block"]);
        let mut facts = sample();
        facts.order = Fact::Unknown;
        assert_eq!(seen(&facts), Vec::<String>::new());
    }
}
