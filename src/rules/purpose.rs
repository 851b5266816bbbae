//! The closed table of permits (domain §4): which purpose may be paid to whom, for which costs, under which
//! conditions, and on which text. What no line of the table covers is `outside-purpose`. Lots and removal
//! decisions are judged elsewhere.
use super::{
    Permit,
    facts::{OrderFacts, PaymentFacts},
    found,
    journey::{Journey, MISSING},
    lacking,
};
use crate::domain::{
    finding::{Finding, Rule, Severity},
    money::Qepik,
    purpose::{Category, Direction, EMERGENCY_CAP_QEPIK, PayeeKind, Purpose},
};
use serde_json::{Value, json};

/// What a line of the table asks beside purpose, payee and costs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Condition {
    /// A journey, where there is one, stays within Azerbaijan.
    DomesticIfAny,
    /// There is a journey, and it stays within Azerbaijan.
    Domestic,
    /// At most the cap of emergency help.
    Cap,
    /// An order that is confirmed, in force, not superseded, and names the person.
    OrderStands,
    /// Every lot drawn from names this purpose.
    DonorTerms,
}

/// One line of the table.
struct Line {
    purpose: Purpose,
    permit: Permit,
    payees: &'static [PayeeKind],
    costs: &'static [Category],
    conditions: &'static [Condition],
}

const fn line(
    purpose: Purpose,
    (id, basis): (&'static str, &'static str),
    payees: &'static [PayeeKind],
    costs: &'static [Category],
    conditions: &'static [Condition],
) -> Line {
    Line { purpose, permit: Permit { id, basis }, payees, costs, conditions }
}

const TABLE: &[Line] = {
    use Category::*;
    use Condition::*;
    use PayeeKind::{
        Beneficiary, Carrier, Clinic, Lawyer, Ngo, Organisation, Representative, School, StateBody, Supplier,
    };
    const OWN: &[PayeeKind] = &[Beneficiary, Representative];
    const LEGAL: &[Category] = &[LegalCriminal, LegalOther, Fee];
    const RETURN: &[Category] = &[Travel, Food, Fee, Goods, Other];
    const EMERGENCY: &[Category] = &[Food, Clothing, Medicine, Treatment, Rent, Goods, Other, Travel];
    const BRINGERS: &[PayeeKind] = &[Carrier, Organisation, Ngo, Beneficiary];
    &[
        line(Purpose::LumpSum, ("lump-sum", "Fund Regulation (Decision 8), 5.1.1"), OWN, &[], &[]),
        line(
            Purpose::ReintegrationAllowance,
            ("reintegration-allowance", "THB Law, art. 17.2; Decision 152"),
            OWN,
            &[],
            &[],
        ),
        line(Purpose::Restitution, ("restitution", "THB Law, art. 23"), OWN, &[], &[OrderStands]),
        line(
            Purpose::Medical,
            ("medical", "THB Law, art. 22"),
            &[Clinic, Supplier, Beneficiary, Representative, Ngo],
            &[Treatment, Medicine, Goods, Other, Travel],
            &[DomesticIfAny],
        ),
        line(
            Purpose::SocialRehabilitation,
            ("social-rehabilitation", "THB Law, art. 22; Fund Regulation (Decision 8), 5.1.2"),
            &[School, Ngo, Clinic, Supplier, Beneficiary, Representative],
            &[Tuition, Rent, Food, Clothing, Goods, Fee, Other, Travel],
            &[DomesticIfAny],
        ),
        line(
            Purpose::OtherNecessary,
            ("other-necessary", "THB Law, art. 22"),
            &[Beneficiary, Representative, Clinic, School, Ngo, Supplier, Carrier, Organisation, StateBody],
            &[Rent, Food, Clothing, Goods, Medicine, Fee, Travel, Other],
            &[],
        ),
        line(
            Purpose::LegalAid,
            ("legal-aid/mandate", "policy of the Fund: mandate for legal aid (recommendation 9)"),
            &[Lawyer, Ngo],
            LEGAL,
            &[],
        ),
        line(
            Purpose::LegalAid,
            ("legal-aid/donor-terms", "donor terms"),
            &[Lawyer, Ngo],
            LEGAL,
            &[DonorTerms],
        ),
        line(
            Purpose::Repatriation,
            ("repatriation/mandate", "Decision 252; policy of the Fund: mandate for returns"),
            BRINGERS,
            RETURN,
            &[],
        ),
        line(
            Purpose::Repatriation,
            ("repatriation/donor-terms", "Decision 252; donor terms"),
            BRINGERS,
            RETURN,
            &[DonorTerms],
        ),
        line(
            Purpose::EmergencyHelp,
            ("emergency-help", "policy of the Fund"),
            &[Beneficiary, Clinic, Supplier, Ngo],
            EMERGENCY,
            &[DomesticIfAny, Cap],
        ),
        line(
            Purpose::EmergencyHelp,
            ("emergency-help/carrier", "policy of the Fund"),
            &[Carrier],
            EMERGENCY,
            &[Domestic, Cap],
        ),
    ]
};

/// The permits that cover the payment; where none does, what was not covered.
pub(super) fn judge(facts: &PaymentFacts, findings: &mut Vec<Finding>) -> Vec<Permit> {
    let lines: Vec<&Line> = TABLE.iter().filter(|l| l.purpose == facts.purpose).collect();
    let permits: Vec<Permit> = lines.iter().filter(|l| gaps(l, facts).is_empty()).map(|l| l.permit).collect();
    if permits.is_empty() {
        let payees: Vec<PayeeKind> =
            lines.iter().flat_map(|l| l.payees).fold(Vec::new(), |mut all, payee| {
                if !all.contains(payee) {
                    all.push(*payee);
                }
                all
            });
        if !payees.contains(&facts.payee_kind) {
            findings.push(block(facts, "payee", json!({ "payee": facts.payee_kind, "covered": payees })));
        }
        let nearest = lines.iter().find(|l| l.payees.contains(&facts.payee_kind)).or(lines.first());
        findings.extend(nearest.into_iter().flat_map(|l| gaps(l, facts)).flatten());
    }
    permits
}

/// What of a line the payment does not meet: a finding each, or nothing where another finding says it
/// already.
fn gaps(line: &Line, facts: &PaymentFacts) -> Vec<Option<Finding>> {
    let mut gaps = Vec::new();
    if !line.payees.contains(&facts.payee_kind) {
        gaps.push(None);
    }
    let mut beyond: Vec<Category> =
        facts.items.iter().map(|(category, _)| *category).filter(|c| !line.costs.contains(c)).collect();
    beyond.sort();
    beyond.dedup();
    if !beyond.is_empty() {
        let shown = json!({ "categories": beyond, "covered": line.costs });
        gaps.push(Some(block(facts, "category", shown)));
    }
    if facts.items.is_empty() && facts.purpose.needs_items() {
        gaps.push(Some(lacking(
            Rule::OutsidePurpose,
            "items-unknown",
            json!({ "purpose": facts.purpose }),
            &["items"],
        )));
    }
    line.conditions.iter().for_each(|condition| unmet(*condition, facts, &mut gaps));
    gaps
}

fn unmet(condition: Condition, facts: &PaymentFacts, gaps: &mut Vec<Option<Finding>>) {
    let journey = Journey::of(facts);
    match condition {
        Condition::DomesticIfAny if journey == Journey::None => {}
        Condition::DomesticIfAny | Condition::Domestic => match journey {
            Journey::Known(Direction::Domestic) => {}
            Journey::Known(direction) => {
                gaps.push(Some(block(facts, "journey", json!({ "direction": direction }))));
            }
            _ => {
                let shown = json!({ "purpose": facts.purpose });
                gaps.push(Some(lacking(Rule::OutsidePurpose, "journey-unknown", shown, MISSING)));
            }
        },
        Condition::Cap if facts.amount.qepik() > EMERGENCY_CAP_QEPIK => {
            let shown = json!({ "amount": facts.amount, "cap": Qepik(EMERGENCY_CAP_QEPIK) });
            gaps.push(Some(block(facts, "cap", shown)));
        }
        Condition::Cap => {}
        Condition::OrderStands => match facts.order.known() {
            Some(order) => gaps.extend(order_gaps(order, facts).into_iter().map(Some)),
            None => gaps.push(Some(block(facts, "no-order", json!({})))),
        },
        Condition::DonorTerms => {
            let named = |purposes: &[Purpose]| purposes.contains(&facts.purpose);
            let all_named = facts.draws.iter().all(|d| named(&d.restriction.purposes));
            if facts.draws.is_empty() || facts.uncovered > Qepik::ZERO || !all_named {
                gaps.push(None);
            }
        }
    }
}

fn order_gaps(order: &OrderFacts, facts: &PaymentFacts) -> Vec<Finding> {
    let in_force = order.in_force_on.is_some_and(|day| day <= facts.on);
    let cases = [
        ("order-other-person", order.ordered <= Qepik::ZERO),
        ("order-superseded", order.superseded),
        ("order-unconfirmed", !order.confirmed),
        ("order-not-in-force", !in_force),
    ];
    let shown = json!({
        "order": order.order, "on": facts.on, "in_force_on": order.in_force_on,
        "beneficiary": facts.beneficiary.beneficiary,
    });
    cases.iter().filter(|(_, holds)| *holds).map(|(case, _)| block(facts, case, shown.clone())).collect()
}

fn block(facts: &PaymentFacts, case: &str, mut shown: Value) -> Finding {
    shown["purpose"] = json!(facts.purpose);
    found(Rule::OutsidePurpose, case, Severity::Block, shown)
}

#[cfg(test)]
mod tests {
    use super::{
        super::{facts::Fact, judge_payment, sample::*},
        *,
    };
    use crate::domain::purpose::Purpose;

    fn permits(facts: &PaymentFacts) -> Vec<&'static str> {
        judge_payment(facts).permits.iter().map(|p| p.id).collect()
    }

    #[test]
    fn every_purpose_has_a_line_and_every_line_its_own_id_and_basis() {
        for purpose in Purpose::ALL {
            assert!(TABLE.iter().any(|l| l.purpose == *purpose), "{purpose} has no permit");
        }
        let mut ids: Vec<_> = TABLE.iter().map(|l| l.permit.id).collect();
        ids.sort();
        ids.dedup();
        assert_eq!(ids.len(), TABLE.len());
        assert!(TABLE.iter().all(|l| !l.permit.basis.is_empty()));
    }

    #[test]
    fn escort_detention_border_penalty_and_administration_are_covered_by_no_permit() {
        use Category::*;
        for category in [Escort, Detention, Border, Penalty, Admin] {
            assert!(TABLE.iter().all(|l| !l.costs.contains(&category)), "{category}");
            for purpose in Purpose::ALL {
                let mut facts = sample();
                facts.purpose = *purpose;
                facts.items = vec![(category, money("50.00"))];
                assert!(
                    seen(&facts).contains(&"outside-purpose/category block".to_owned()),
                    "{purpose} {category}"
                );
            }
        }
    }

    #[test]
    fn a_donor_is_paid_under_no_purpose_and_a_school_is_not_paid_for_medicine() {
        for purpose in Purpose::ALL {
            let mut facts = sample();
            facts.purpose = *purpose;
            facts.payee_kind = PayeeKind::Donor;
            assert!(seen(&facts).contains(&"outside-purpose/payee block".to_owned()), "{purpose}");
        }
        let mut facts = sample();
        facts.payee_kind = PayeeKind::School;
        assert_eq!(seen(&facts), ["outside-purpose/payee block"]);
        assert_eq!(permits(&facts), Vec::<&str>::new());
        facts.payee_kind = PayeeKind::Ngo;
        assert_eq!(permits(&facts), ["medical"]);
    }

    #[test]
    fn a_fixed_sum_goes_to_the_person_or_a_representative_and_has_no_items() {
        let mut facts = lump_sum();
        facts.payee_kind = PayeeKind::Representative;
        assert_eq!(permits(&facts), ["lump-sum"]);
        facts.payee_kind = PayeeKind::Ngo;
        assert_eq!(seen(&facts), ["outside-purpose/payee block"]);
        facts.payee_kind = PayeeKind::Beneficiary;
        facts.items = vec![(Category::Food, money("100.00"))];
        assert_eq!(seen(&facts), ["outside-purpose/category block"]);
    }

    #[test]
    fn a_payment_that_does_not_say_what_it_is_for_lacks_that_fact() {
        let mut facts = sample();
        facts.items.clear();
        assert_eq!(seen(&facts), ["outside-purpose/items-unknown override: items"]);
        assert!(permits(&facts).is_empty());
    }

    #[test]
    fn medical_travel_is_domestic_or_not_covered() {
        let mut facts = sample();
        facts.items = vec![(Category::Travel, money("50.00"))];
        facts.payee_kind = PayeeKind::Beneficiary;
        facts.travel = travel("AZ", "AZ");
        assert_eq!(permits(&facts), ["medical"]);
        facts.travel = travel("TR", "AZ");
        assert_eq!(seen(&facts), ["outside-purpose/journey block"]);
        facts.travel = Fact::Unknown;
        let lacking = "outside-purpose/journey-unknown override: travel.from, travel.to";
        assert!(seen(&facts).contains(&lacking.to_owned()));
    }

    #[test]
    fn emergency_help_has_a_cap_and_a_carrier_only_within_the_country() {
        let mut facts = sample();
        facts.purpose = Purpose::EmergencyHelp;
        facts.beneficiary.identified_on = Fact::Unknown;
        facts.amount = money("100.00");
        assert_eq!(permits(&facts), ["emergency-help"]);
        facts.amount = money("100.01");
        assert_eq!(seen(&facts), ["outside-purpose/cap block"]);
        facts.amount = money("50.00");
        facts.payee_kind = PayeeKind::Carrier;
        facts.travel = travel("AZ", "AZ");
        assert_eq!(permits(&facts), ["emergency-help/carrier"]);
        facts.travel = travel("TR", "AZ");
        assert_eq!(seen(&facts), ["outside-purpose/journey block"]);
        facts.travel = Fact::NotApplicable;
        assert!(seen(&facts)[0].starts_with("outside-purpose/journey-unknown override"));
    }

    #[test]
    fn restitution_needs_an_order_that_stands_and_names_the_person() {
        let of = |change: fn(&mut OrderFacts)| seen(&with_order(change));
        assert_eq!(of(|o| o.confirmed = false), ["outside-purpose/order-unconfirmed block"]);
        assert_eq!(of(|o| o.superseded = true), ["outside-purpose/order-superseded block"]);
        assert_eq!(of(|o| o.in_force_on = None), ["outside-purpose/order-not-in-force block"]);
        assert_eq!(
            of(|o| o.in_force_on = Some(day("2014-06-02"))),
            ["outside-purpose/order-not-in-force block"]
        );
        assert_eq!(of(|o| o.in_force_on = Some(day("2014-06-01"))), Vec::<String>::new());
        assert!(
            of(|o| o.ordered = Qepik(0)).contains(&"outside-purpose/order-other-person block".to_owned())
        );
        let mut facts = restitution();
        facts.order = Fact::Unknown;
        assert!(seen(&facts).contains(&"outside-purpose/no-order block".to_owned()));
    }

    #[test]
    fn legal_aid_rests_on_donor_terms_too_where_every_lot_names_it() {
        let mut facts = sample();
        facts.purpose = Purpose::LegalAid;
        facts.payee_kind = PayeeKind::Lawyer;
        facts.items = vec![(Category::LegalCriminal, money("50.00"))];
        assert_eq!(permits(&facts), ["legal-aid/mandate"]);
        facts.draws[0].restriction.purposes = vec![Purpose::LegalAid];
        assert_eq!(permits(&facts), ["legal-aid/mandate", "legal-aid/donor-terms"]);
        facts.payee_kind = PayeeKind::Supplier;
        assert_eq!(seen(&facts), ["outside-purpose/payee block"]);
    }
}
