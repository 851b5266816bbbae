//! Why no permit covers a payment (`outside-purpose`): the permits for its purpose are held against it condition by condition, and the
//! one that comes nearest tells what is not met. What the permits are is said in the rulebook.
use super::{
    book::{Asked, PermitText, Question, Rulebook},
    facts::{Fact, PaymentFacts},
    flat::Matter,
    found,
    journey::{Journey, MISSING},
    lacking,
};
use crate::domain::{
    finding::{Finding, Rule, Severity},
    purpose::{Category, PayeeKind},
};
use serde_json::{Value, json};

/// What of the nearest permit the payment does not meet.
pub(super) fn gaps(book: &Rulebook, asked: &Asked, facts: &PaymentFacts) -> Vec<Finding> {
    let met = book.clauses_met(asked);
    let is_met = |permit: &PermitText, number: usize| met.contains(&permit.clause(number));
    let permits: Vec<&PermitText> = book.permits().iter().filter(|permit| is_met(permit, 0)).collect();
    let mut payees: Vec<PayeeKind> = vec![];
    for payee in permits.iter().flat_map(|permit| &permit.payees) {
        if !payees.contains(payee) {
            payees.push(*payee);
        }
    }
    let mut findings = vec![];
    if !payees.contains(&facts.payee_kind) {
        findings.push(block(facts, "payee", json!({ "payee": facts.payee_kind, "covered": payees })));
    }
    let nearest = permits.iter().find(|permit| permit.payees.contains(&facts.payee_kind)).or(permits.first());
    let Some(permit) = nearest else { return findings };
    let unmet_ones = permit.asks.iter().enumerate().filter(|(number, _)| !is_met(permit, *number));
    for (_, ask) in unmet_ones {
        findings.extend(unmet(book, permit, ask, facts));
    }
    if findings.is_empty() {
        // The conditions that are left, each of which another finding or another permit tells.
        findings.push(block(facts, "condition", json!({ "permit": permit.id })));
    }
    findings
}

/// What is told of one condition that is not met; nothing where another finding tells it.
fn unmet(book: &Rulebook, permit: &PermitText, ask: &str, facts: &PaymentFacts) -> Option<Finding> {
    let purpose = json!({ "purpose": facts.purpose });
    Some(match ask {
        "purpose" | "payee" | "terms" => return None,
        "category" => {
            let mut beyond: Vec<Category> = facts
                .items
                .iter()
                .map(|(category, _)| *category)
                .filter(|c| !permit.costs.contains(c))
                .collect();
            beyond.sort();
            beyond.dedup();
            block(facts, "category", json!({ "categories": beyond, "covered": permit.costs }))
        }
        "items" => lacking(Rule::OutsidePurpose, "items-unknown", purpose, &["items"]),
        "journey" => match Journey::of(facts) {
            Journey::Known(direction) => block(facts, "journey", json!({ "direction": direction })),
            Journey::Unknown | Journey::None => {
                lacking(Rule::OutsidePurpose, "journey-unknown", purpose, MISSING)
            }
        },
        "cap" => above_cap(book, facts),
        "order" => block(facts, "no-order", json!({})),
        ask if ask.starts_with("order-") => {
            let Fact::Known(order) = &facts.order else { return None };
            let shown = json!({
                "order": order.order, "on": facts.on, "in_force_on": order.in_force_on,
                "beneficiary": facts.beneficiary.beneficiary,
            });
            block(facts, ask, shown)
        }
        _ => block(facts, "condition", json!({ "permit": permit.id })),
    })
}

/// Emergency help above its cap: alone, or with what else was approved for the person within the window.
fn above_cap(book: &Rulebook, facts: &PaymentFacts) -> Finding {
    let limits = book.limits();
    let cap = limits.emergency_cap.value;
    if facts.amount > cap {
        return block(facts, "cap", json!({ "amount": facts.amount, "cap": cap }));
    }
    let shown = json!({
        "amount": facts.amount, "cap": cap, "near": facts.around.near,
        "split_window_days": limits.split_window_days.value,
    });
    block(facts, "cap-together", shown)
}

fn block(facts: &PaymentFacts, case: &str, mut shown: Value) -> Finding {
    shown["purpose"] = json!(facts.purpose);
    found(Rule::OutsidePurpose, case, Severity::Block, shown)
}

/// Finds out once whom and which costs each permit covers, by asking it of each.
pub(super) fn learn_coverage(book: &mut Rulebook) {
    let ask = |payee: PayeeKind, category: Option<Category>| {
        let facts = PaymentFacts::probe(payee, category);
        book.ask(Question::PAYMENT, Matter::Payment(&facts).attributes())
            .map(|asked| book.clauses_met(&asked))
            .unwrap_or_default()
    };
    let payees: Vec<_> = PayeeKind::ALL.iter().map(|payee| (*payee, ask(*payee, None))).collect();
    let costs: Vec<_> =
        Category::ALL.iter().map(|cost| (*cost, ask(PayeeKind::Beneficiary, Some(*cost)))).collect();
    for permit in book.permits_mut() {
        let clause =
            |name: &str| permit.asks.iter().position(|ask| ask == name).map(|number| permit.clause(number));
        let covers = |clause: &Option<String>, met: &[String]| {
            clause.as_ref().is_none_or(|clause| met.contains(clause))
        };
        let (payee, category) = (clause("payee"), clause("category"));
        permit.payees =
            payees.iter().filter(|(_, met)| covers(&payee, met)).map(|(payee, _)| *payee).collect();
        permit.costs =
            costs.iter().filter(|(_, met)| covers(&category, met)).map(|(cost, _)| *cost).collect();
    }
}
