//! Money must never send a person out of the country against a free decision (Decision 252, 1.3; CoE
//! Convention, art. 16), nor go to a body that does so: `expulsion-funding` and `enforcement-payee`. The file
//! of a voluntary return is judged in `return_file`.
use super::{
    facts::{Fact, PaymentFacts, Removal},
    found,
    journey::{Journey, MISSING},
    lacking,
};
use crate::domain::{
    beneficiary::RemovalForm,
    finding::{Finding, Rule, Severity},
    purpose::{Category, PayeeKind, Purpose},
};
use serde_json::{Value, json};

/// Costs that only a removal has.
const REMOVAL_COSTS: [Category; 3] = [Category::Escort, Category::Detention, Category::Border];

pub(super) fn judge(facts: &PaymentFacts, findings: &mut Vec<Finding>) {
    if !facts.beneficiary.removals.is_empty() {
        findings.extend(expulsion_funding(facts));
    }
    let shown = json!({ "payee": facts.payee_kind });
    match facts.payee_enforces {
        Fact::Known(true) => findings.push(found(Rule::EnforcementPayee, "named", Severity::Block, shown)),
        Fact::Unknown => findings.push(lacking(Rule::EnforcementPayee, "unknown", shown, &["payee.name"])),
        Fact::Known(false) | Fact::NotApplicable => {}
    }
}

/// The gravest reason for which the payment would fund a removal; without any, the fact that would tell. A
/// ban to enter again does not send anybody out by itself, so alone it weighs an override.
fn expulsion_funding(facts: &PaymentFacts) -> Option<Finding> {
    let journey = Journey::of(facts);
    let mut costs: Vec<Category> =
        facts.items.iter().map(|(category, _)| *category).filter(|c| REMOVAL_COSTS.contains(c)).collect();
    costs.sort();
    costs.dedup();
    let reasons = [
        ("travel", journey.is_outbound()),
        ("category", !costs.is_empty()),
        ("purpose", facts.purpose == Purpose::Repatriation && !journey.is_harmless()),
    ];
    let sends_out = |r: &Removal| r.form != RemovalForm::EntryBan;
    if let Some((reason, _)) = reasons.iter().find(|(_, holds)| *holds) {
        let (case, severity) = match facts.beneficiary.removals.iter().any(sends_out) {
            true => (*reason, Severity::Block),
            false => ("entry-ban", Severity::Override),
        };
        let mut shown = decisions(facts);
        shown["direction"] = json!(journey.word());
        shown["categories"] = json!(costs);
        return Some(found(Rule::ExpulsionFunding, case, severity, shown));
    }
    if journey == Journey::Unknown {
        return Some(lacking(Rule::ExpulsionFunding, "journey-unknown", decisions(facts), MISSING));
    }
    let vague = |c: &Category| matches!(c, Category::Other | Category::Fee | Category::Goods);
    let heals = matches!(facts.payee_kind, PayeeKind::Clinic | PayeeKind::School);
    if journey == Journey::None && !heals && facts.items.iter().any(|(category, _)| vague(category)) {
        return Some(lacking(Rule::ExpulsionFunding, "journey-unsaid", decisions(facts), MISSING));
    }
    let says_nothing = facts.items.is_empty() && facts.purpose.needs_items();
    says_nothing.then(|| lacking(Rule::ExpulsionFunding, "items-unknown", decisions(facts), &["items"]))
}

fn decisions(facts: &PaymentFacts) -> Value {
    let removals = &facts.beneficiary.removals;
    let mut forms: Vec<RemovalForm> = removals.iter().map(|r| r.form).collect();
    forms.sort();
    forms.dedup();
    let references: Vec<&str> = removals.iter().map(|r| r.reference.as_str()).collect();
    json!({
        "beneficiary": facts.beneficiary.beneficiary, "purpose": facts.purpose,
        "removals": references, "forms": forms,
    })
}

#[cfg(test)]
mod tests {
    use super::{super::sample::*, *};

    fn under(removals: Vec<Removal>, from: &str, to: &str) -> PaymentFacts {
        let mut facts = sample();
        facts.purpose = Purpose::OtherNecessary;
        facts.payee_kind = PayeeKind::Ngo;
        facts.items = vec![(Category::Travel, money("50.00"))];
        facts.travel = travel(from, to);
        facts.beneficiary.removals = removals;
        facts.beneficiary.return_file = Fact::Known(return_file());
        facts
    }

    fn expulsions(facts: &PaymentFacts) -> Vec<String> {
        seen(facts).into_iter().filter(|text| text.starts_with("expulsion-funding")).collect()
    }

    #[test]
    fn outbound_travel_under_a_removal_decision_is_blocked_whoever_is_paid_and_whatever_it_is_called() {
        for form in [RemovalForm::Expulsion, RemovalForm::Deportation, RemovalForm::Removal] {
            let mut facts = under(vec![Removal { form, ..expulsion() }], "AZ", "PH");
            assert_eq!(expulsions(&facts), ["expulsion-funding/travel block"]);
            facts.items = vec![(Category::Other, money("50.00"))];
            for purpose in Purpose::ALL {
                facts.purpose = *purpose;
                for payee in PayeeKind::ALL {
                    facts.payee_kind = *payee;
                    assert_eq!(expulsions(&facts), ["expulsion-funding/travel block"], "{purpose} {payee}");
                }
            }
        }
    }

    #[test]
    fn homecoming_and_domestic_travel_pass_in_spite_of_a_foreign_deportation() {
        let mut facts = homecoming();
        facts.beneficiary.removals = vec![expulsion()];
        assert_eq!(seen(&facts), Vec::<String>::new());
        assert_eq!(expulsions(&under(vec![expulsion()], "AZ", "AZ")), Vec::<String>::new());
        assert_eq!(expulsions(&under(Vec::new(), "AZ", "PH")), Vec::<String>::new());
    }

    #[test]
    fn an_entry_ban_alone_weighs_an_override_but_not_beside_an_expulsion() {
        let ban = Removal { form: RemovalForm::EntryBan, reference: "N-2014-000002".into(), ..expulsion() };
        assert_eq!(
            expulsions(&under(vec![ban.clone()], "AZ", "PH")),
            ["expulsion-funding/entry-ban override"]
        );
        assert_eq!(
            expulsions(&under(vec![ban, expulsion()], "AZ", "PH")),
            ["expulsion-funding/travel block"]
        );
    }

    #[test]
    fn escort_detention_and_border_costs_are_blocked_even_without_a_journey() {
        for category in REMOVAL_COSTS {
            let mut facts = under(vec![expulsion()], "AZ", "AZ");
            facts.items = vec![(category, money("50.00"))];
            assert_eq!(expulsions(&facts), ["expulsion-funding/category block"]);
        }
    }

    #[test]
    fn repatriation_to_anywhere_but_home_is_blocked_and_an_unknown_journey_proves_no_exemption() {
        let mut facts = repatriation();
        facts.beneficiary.removals = vec![expulsion()];
        facts.travel = travel("PH", "AZ");
        assert_eq!(expulsions(&facts), ["expulsion-funding/purpose block"]);
        facts.travel = travel("GE", "PH");
        assert_eq!(expulsions(&facts), ["expulsion-funding/travel block"], "a second leg leads out too");
        facts.travel = Fact::Unknown;
        assert_eq!(expulsions(&facts), ["expulsion-funding/purpose block"]);
    }

    #[test]
    fn an_unknown_journey_under_another_purpose_is_a_missing_fact() {
        let mut facts = under(vec![expulsion()], "AZ", "AZ");
        facts.travel = Fact::Unknown;
        let lacks = "expulsion-funding/journey-unknown override: travel.from, travel.to";
        assert_eq!(expulsions(&facts), [lacks]);
        facts.travel = Fact::NotApplicable;
        assert_eq!(expulsions(&facts), [lacks], "an item of travel has a journey");
        facts.items.clear();
        assert_eq!(expulsions(&facts), ["expulsion-funding/items-unknown override: items"]);
    }

    #[test]
    fn a_payee_who_enforces_removals_is_blocked_and_a_state_body_without_a_name_lacks_a_fact() {
        let mut facts = sample();
        facts.purpose = Purpose::OtherNecessary;
        facts.items = vec![(Category::Fee, money("50.00"))];
        facts.payee_kind = PayeeKind::StateBody;
        facts.payee_enforces = Fact::Known(false);
        assert_eq!(seen(&facts), Vec::<String>::new());
        facts.payee_enforces = Fact::Known(true);
        assert_eq!(seen(&facts), ["enforcement-payee/named block"]);
        facts.payee_enforces = Fact::Unknown;
        assert_eq!(seen(&facts), ["enforcement-payee/unknown override: payee.name"]);
    }
}
