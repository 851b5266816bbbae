//! Which money pays: `restricted-elsewhere` where a lot's terms do not cover the payment, `lot-overdrawn`
//! where the money is not there, or not where the payment is made from. Which lots are drawn is chosen in the
//! domain.
use super::{
    facts::{DrawFacts, Fact, PaymentFacts},
    found, lacking,
};
use crate::domain::{
    finding::{Finding, Rule, Severity, Stage},
    money::Qepik,
    reference::LotRef,
};
use serde_json::{Value, json};
use std::collections::BTreeMap;

pub(super) fn judge(facts: &PaymentFacts, findings: &mut Vec<Finding>) {
    judge_restrictions(facts, findings);
    judge_balances(facts, findings);
}

fn judge_restrictions(facts: &PaymentFacts, findings: &mut Vec<Finding>) {
    let rule = Rule::RestrictedElsewhere;
    let lots = |holds: &dyn Fn(&DrawFacts) -> bool| -> Vec<LotRef> {
        let mut lots: Vec<LotRef> = facts.draws.iter().filter(|d| holds(d)).map(|d| d.draw.lot).collect();
        lots.sort();
        lots.dedup();
        lots
    };
    let shown = |lots: &[LotRef]| json!({ "lots": lots, "purpose": facts.purpose, "on": facts.on });
    let minor = facts.beneficiary.minor.known().copied();
    let for_purpose = |d: &DrawFacts| {
        let purposes = &d.restriction.purposes;
        purposes.is_empty() || purposes.contains(&facts.purpose)
    };
    let cases = [
        ("purpose", lots(&|d| !for_purpose(d))),
        ("expired", lots(&|d| d.restriction.expired_on(facts.on))),
        ("minors", lots(&|d| d.restriction.minors_only && minor == Some(false))),
    ];
    for (case, lots) in cases.iter().filter(|(_, lots)| !lots.is_empty()) {
        findings.push(found(rule, case, Severity::Block, shown(lots)));
    }
    let unsure = lots(&|d| d.restriction.minors_only && minor.is_none());
    if !unsure.is_empty() {
        findings.push(lacking(
            rule,
            "minor-unknown",
            json!({ "lots": unsure, "purpose": facts.purpose }),
            &["beneficiary.minor"],
        ));
    }
}

/// What the payment draws from one lot, and what the lot has for it.
struct Drawn<'a> {
    sum: Qepik,
    lot: &'a DrawFacts,
}

fn judge_balances(facts: &PaymentFacts, findings: &mut Vec<Finding>) {
    let rule = Rule::LotOverdrawn;
    if facts.uncovered > Qepik::ZERO {
        let shown = json!({ "amount": facts.amount, "uncovered": facts.uncovered, "purpose": facts.purpose });
        findings.push(found(rule, "uncovered", Severity::Block, shown));
    }
    let mut drawn: BTreeMap<LotRef, Drawn> = BTreeMap::new();
    for lot in &facts.draws {
        let entry = drawn.entry(lot.draw.lot).or_insert(Drawn { sum: Qepik::ZERO, lot });
        entry.sum = entry.sum + lot.draw.amount.into();
    }
    let above = |d: &Drawn| d.sum > d.lot.available;
    let misplaced = |d: &Drawn| !above(d) && d.lot.payable.known().is_some_and(|payable| d.sum > *payable);
    let unplaced = |d: &Drawn| facts.stage == Stage::Release && d.lot.payable == Fact::Unknown;
    let shown = |holds: &dyn Fn(&Drawn) -> bool, has: &dyn Fn(&Drawn) -> Option<Qepik>| -> Option<Value> {
        let of_case: Vec<(&LotRef, &Drawn)> = drawn.iter().filter(|(_, d)| holds(d)).collect();
        (!of_case.is_empty()).then(|| {
            let lots: Vec<&LotRef> = of_case.iter().map(|(lot, _)| *lot).collect();
            let sums: Vec<Qepik> = of_case.iter().map(|(_, d)| d.sum).collect();
            let held: Vec<Qepik> = of_case.iter().filter_map(|(_, d)| has(d)).collect();
            json!({ "lots": lots, "drawn": sums, "held": held, "method": facts.method })
        })
    };
    if let Some(shown) = shown(&above, &|d| Some(d.lot.available)) {
        findings.push(found(rule, "above-available", Severity::Block, shown));
    }
    if let Some(shown) = shown(&misplaced, &|d| d.lot.payable.known().copied()) {
        findings.push(found(rule, "wrong-place", Severity::Block, shown));
    }
    if let Some(shown) = shown(&unplaced, &|_| None) {
        findings.push(lacking(rule, "place-unknown", shown, &["lot.payable"]));
    }
}

#[cfg(test)]
mod tests {
    use super::{super::sample::*, *};
    use crate::domain::purpose::Purpose;

    #[test]
    fn a_lot_pays_only_for_the_purposes_and_days_of_its_terms() {
        let mut facts = sample();
        facts.draws[0].restriction.purposes = vec![Purpose::Medical, Purpose::LegalAid];
        facts.draws[0].restriction.expires_on = Some(day("2014-06-01"));
        assert_eq!(seen(&facts), Vec::<String>::new());
        facts.draws[0].restriction.expires_on = Some(day("2014-05-31"));
        assert_eq!(seen(&facts), ["restricted-elsewhere/expired block"]);
        facts.draws[0].restriction.purposes = vec![Purpose::LegalAid];
        let both = ["restricted-elsewhere/expired block", "restricted-elsewhere/purpose block"];
        assert_eq!(seen(&facts), both);
    }

    #[test]
    fn a_lot_for_children_pays_for_no_adult_and_an_unknown_age_is_a_missing_fact() {
        let mut facts = sample();
        facts.draws[0].restriction.minors_only = true;
        assert_eq!(seen(&facts), ["restricted-elsewhere/minors block"]);
        facts.beneficiary.minor = Fact::Known(true);
        assert_eq!(seen(&facts), Vec::<String>::new());
        facts.beneficiary.minor = Fact::Unknown;
        assert_eq!(seen(&facts), ["restricted-elsewhere/minor-unknown override: beneficiary.minor"]);
    }

    #[test]
    fn no_lot_goes_below_zero_even_when_it_is_drawn_from_twice() {
        let mut facts = sample();
        facts.draws[0].available = Qepik(5_000);
        assert_eq!(seen(&facts), Vec::<String>::new());
        facts.draws.push(facts.draws[0].clone());
        assert_eq!(seen(&facts), ["lot-overdrawn/above-available block"]);
        facts.draws.truncate(1);
        facts.draws[0].available = Qepik(4_999);
        assert_eq!(seen(&facts), ["lot-overdrawn/above-available block"]);
        facts.draws.clear();
        facts.uncovered = Qepik(5_000);
        assert_eq!(seen(&facts), ["lot-overdrawn/uncovered block"]);
    }

    #[test]
    fn money_that_lies_elsewhere_does_not_pay_and_at_release_its_place_must_be_known() {
        let mut facts = sample();
        facts.draws[0].payable = Fact::Known(Qepik(5_000));
        assert_eq!(seen(&facts), Vec::<String>::new());
        facts.draws[0].payable = Fact::Known(Qepik(4_999));
        assert_eq!(seen(&facts), ["lot-overdrawn/wrong-place block"]);
        facts.draws[0].payable = Fact::Unknown;
        assert_eq!(seen(&facts), Vec::<String>::new());
        facts.stage = Stage::Release;
        assert_eq!(seen(&facts), ["lot-overdrawn/place-unknown override: lot.payable"]);
    }
}
