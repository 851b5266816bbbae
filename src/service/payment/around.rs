//! What stands around a payment, gathered from the same snapshot: where its money comes from, whose hands were on it, what else was
//! paid beside it. Facts are looked up, never taken from the caller; what they mean is said in the rulebook.
use super::{ahead::near_window, plan::Plan};
use crate::{
    domain::{
        day::Day,
        finding::Stage,
        inflow::InflowKind,
        money::Qepik,
        payment::Verb,
        purpose::{Category, PayeeKind, Purpose, TWO_APPROVERS_FROM_QEPIK},
        reference::*,
    },
    rules::{Rulebook, facts::*},
    service::{
        Outcome,
        beneficiary::{
            around_facts::{proceeding_facts, support_facts},
            care::Care,
        },
        duplicate::joined::pseudonyms_of,
        party::{Payment, party_facts},
    },
    store::Snapshot,
    vault::party::PartyTerms,
};
use std::collections::BTreeSet;

/// A payment as it is judged on a day.
pub(super) struct Judging<'a> {
    /// What it intends.
    pub plan: &'a Plan,
    /// At which step.
    pub stage: Stage,
    /// The day.
    pub on: Day,
    /// Today.
    pub today: Day,
    /// What it draws.
    pub draws: &'a [DrawFacts],
    /// Who opened the person's file.
    pub opened_by: PersonRef,
    /// By what its payee is sought.
    pub terms: &'a PartyTerms,
}

/// Gathers it.
pub(super) async fn around(from: &mut Snapshot, book: &Rulebook, of: Judging<'_>) -> Outcome<Around> {
    let plan = of.plan;
    let order_kind = match plan.order {
        Some(order) => Fact::from_option(from.order(order).await?.map(|row| row.kind)),
        None if plan.purpose == Purpose::Restitution => Fact::Unknown,
        None => Fact::NotApplicable,
    };
    Ok(Around {
        mandate: book.mandates().stands(plan.purpose, of.on),
        way: way(from, plan, of.on).await?,
        support: support(from, plan, of.on).await?,
        party: party(from, of.terms, plan, of.on).await?,
        sanctioned: Fact::NotApplicable,
        origin: origin(from, &of).await?,
        order_kind,
        receipts_paid: receipts_paid(from, plan).await?,
        receipts_unsaid: receipts_unsaid(plan, of.on),
        rate: Fact::NotApplicable,
        same_hands: same_hands(plan),
        opener_releases: of.stage == Stage::Release && plan.taken_by == Some(of.opened_by),
        near: near(from, book, plan, of.on).await?,
        days_back: of.today.days_since(of.on),
        period_closed: false,
    })
}

/// What a payment says of whom it is for, on the day of the service.
pub(super) fn paid_to(plan: &Plan, on: Day) -> Payment {
    Payment { beneficiary: plan.beneficiary, method: plan.method, on: plan.service_on.unwrap_or(on) }
}

/// Who the payee is beside this payment. Whether a lawyer is listed matters in criminal cases, on the day of the service.
async fn party(from: &mut Snapshot, terms: &PartyTerms, plan: &Plan, on: Day) -> Outcome<PartyFacts> {
    let mut facts = party_facts(from, terms, plan.payee_kind, paid_to(plan, on)).await?;
    let is_criminal = plan.items.iter().any(|(category, _)| *category == Category::LegalCriminal);
    if plan.payee_kind == PayeeKind::Lawyer && is_criminal {
        if plan.service_on.is_none() {
            facts.lawyer_listed = Fact::Unknown;
        }
    } else {
        facts.lawyer_listed = Fact::NotApplicable;
    }
    Ok(facts)
}

/// The way out, and the person's own cases.
async fn way(from: &mut Snapshot, plan: &Plan, on: Day) -> Outcome<WayFacts> {
    let care = Care { identifications: vec![], periods: from.care_periods(plan.beneficiary).await? };
    let reflection = care.reflections().into_iter().rfind(|period| period.episode == plan.episode);
    let reflecting = reflection.map(|period| period.to.is_none_or(|last| on <= last));
    let (proceedings, coerced) = proceeding_facts(from, plan.beneficiary, on).await?;
    Ok(WayFacts { reflecting: Fact::from_option(reflecting), proceedings, coerced })
}

/// Who else pays for the person, on the day of the service.
async fn support(from: &mut Snapshot, plan: &Plan, on: Day) -> Outcome<Fact<SupportFacts>> {
    let categories: Vec<Category> = plan.items.iter().map(|(category, _)| *category).collect();
    support_facts(from, plan.beneficiary, &categories, plan.service_on.unwrap_or(on)).await
}

/// Where the money of its lots comes from.
async fn origin(from: &mut Snapshot, of: &Judging<'_>) -> Outcome<OriginFacts> {
    let lots: Vec<LotRef> = of.draws.iter().map(|draw| draw.draw.lot).collect();
    let mut facts = OriginFacts { lending: lending(of.draws), ..OriginFacts::default() };
    for origin in from.origins(&lots).await? {
        let side =
            if origin.kind == InflowKind::StateBudget { &mut facts.of_budget } else { &mut facts.of_fund };
        side.insert(origin.lot);
        if origin.kind == InflowKind::Opening && origin.evidence.is_none() {
            facts.unproven.insert(origin.lot);
        }
    }
    if of.plan.purpose == Purpose::ReintegrationAllowance && !facts.of_fund.is_empty() {
        facts.budget_could_pay = from.budget_could_pay(of.plan.purpose, of.plan.amount, of.on).await?;
    }
    Ok(facts)
}

/// Restricted lots that are drawn from after another restricted lot that was named before gave all it had: one covers for the other.
fn lending(draws: &[DrawFacts]) -> BTreeSet<LotRef> {
    let restricted = |draw: &DrawFacts| !draw.restriction.purposes.is_empty() || draw.restriction.minors_only;
    let mut ran_out = false;
    let mut lending = BTreeSet::new();
    for draw in draws.iter().filter(|draw| draw.named && restricted(draw)) {
        if ran_out {
            lending.insert(draw.draw.lot);
        }
        ran_out |= Qepik::from(draw.draw.amount) >= draw.available;
    }
    lending
}

/// Receipts of its items that another payment paid, which was not taken back.
async fn receipts_paid(from: &mut Snapshot, plan: &Plan) -> Outcome<BTreeSet<DocumentRef>> {
    let mut paid: BTreeSet<DocumentRef> = BTreeSet::new();
    let mut seen = BTreeSet::new();
    // Twice in one payment is twice, too.
    for receipt in &plan.receipts {
        if !seen.insert(*receipt) {
            paid.insert(*receipt);
        }
    }
    let receipts: Vec<DocumentRef> = seen.into_iter().collect();
    paid.extend(from.receipts_paid(&receipts, plan.id).await?);
    Ok(paid)
}

/// Money goes to the person for what was bought before, and an item has no receipt.
fn receipts_unsaid(plan: &Plan, on: Day) -> bool {
    let to_person = matches!(plan.payee_kind, PayeeKind::Beneficiary | PayeeKind::Representative);
    let is_reimbursed = plan.service_on.is_some_and(|service| service < on);
    to_person && is_reimbursed && plan.receipts.len() < plan.items.len()
}

/// Steps that one person took in two roles, and approvals that one person gave twice.
fn same_hands(plan: &Plan) -> BTreeSet<(Verb, Verb)> {
    let mut pairs = BTreeSet::new();
    for (at, (person, role, verb)) in plan.steps.iter().enumerate() {
        let others = plan.steps[..at].iter().filter(|(other, ..)| other == person);
        for (_, before, earlier) in others {
            if before != role || (*earlier == Verb::Approve && *verb == Verb::Approve) {
                pairs.insert((*earlier, *verb));
            }
        }
    }
    pairs
}

/// What other approved payments for the person and purpose within the window come to, each under the sum that needs two approvers: those
/// that are dated in it and those that were approved in it, whatever their date. All pseudonyms are one person. Of a payment that is
/// approved itself, only those approved before it count: the later ones were held against it.
async fn near(from: &mut Snapshot, book: &Rulebook, plan: &Plan, on: Day) -> Outcome<Qepik> {
    if plan.amount.qepik() >= TWO_APPROVERS_FROM_QEPIK {
        return Ok(Qepik::ZERO);
    }
    let window = near_window(book.limits(), on);
    let mut near = Qepik::ZERO;
    for person in pseudonyms_of(from, plan.beneficiary).await? {
        near =
            near + from.paid_near((person, plan.purpose), plan.id, TWO_APPROVERS_FROM_QEPIK, window).await?;
    }
    Ok(near)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{
        lot::{Draw, Restriction},
        money::Money,
    };

    fn draw(number: i64, sum: &str, available: i64, purposes: &[Purpose]) -> DrawFacts {
        let amount: Money = sum.parse().expect("a fixed sum reads");
        DrawFacts {
            draw: Draw { lot: LotRef::new(2014, number), amount },
            restriction: Restriction { purposes: purposes.to_vec(), ..Restriction::default() },
            available: Qepik(available),
            payable: Fact::NotApplicable,
            named: true,
        }
    }

    #[test]
    fn a_restricted_lot_lends_where_another_that_was_named_before_it_ran_out() {
        let (medical, free) = ([Purpose::Medical], []);
        let short = draw(1, "30.00", 3_000, &medical);
        let other = draw(2, "20.00", 9_000, &medical);
        assert_eq!(lending(&[short.clone(), other.clone()]), BTreeSet::from([LotRef::new(2014, 2)]));
        let ample = draw(1, "30.00", 3_001, &medical);
        assert_eq!(lending(&[ample, other.clone()]), BTreeSet::new(), "it had more");
        assert_eq!(
            lending(&[short.clone(), draw(2, "20.00", 9_000, &free)]),
            BTreeSet::new(),
            "free money lends nothing"
        );
        let chosen = DrawFacts { named: false, ..other };
        assert_eq!(lending(&[short, chosen]), BTreeSet::new(), "the order of drawing chose it");
    }
}
