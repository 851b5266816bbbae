//! What a payment intends, read from a command or from its stored rows, and the facts the rules need of it, gathered from
//! one snapshot. Facts are looked up, never taken from the caller.
use super::{
    ahead::told_next,
    around::{Judging, around, paid_to},
    draft_payment::{DraftPayment, Payee},
    texts::Heard,
};
use crate::{
    domain::{
        day::Day,
        finding::{Rule, Stage},
        lot::{Candidate, Draw, choose, draw},
        money::{Money, Qepik},
        outward::Offence,
        payment::Verb,
        person::Role,
        purpose::*,
        reference::*,
    },
    rules::{Judgement, Rulebook, facts::*, payee::enforces},
    service::{
        Fund, Outcome,
        award::{award_facts::award_facts, entitlement::entitlement_day},
        beneficiary::{
            person_facts::person_facts,
            representative::represented::{Paid, representative_facts},
        },
        lot::candidates::{candidates, named_candidates},
        order::order_facts::order_facts,
        party::payee_terms,
    },
    store::{Fault, Snapshot, payment::StandingPayment},
    vault::Keys,
};
use std::collections::BTreeSet;

/// What a payment intends.
#[derive(Debug, Clone)]
pub struct Plan {
    /// The payment; none while it is only checked.
    pub id: Option<PaymentRef>,
    /// Purpose.
    pub purpose: Purpose,
    /// For whom.
    pub beneficiary: BeneficiaryRef,
    /// The sum.
    pub amount: Money,
    /// Who is paid.
    pub payee_kind: PayeeKind,
    /// Does the payee enforce removals? Worked out from the name.
    pub payee_enforces: Fact<bool>,
    /// Which representative is paid, by number.
    pub representative: Option<i32>,
    /// How.
    pub method: Method,
    /// What it pays for.
    pub items: Vec<(Category, Money)>,
    /// The journey.
    pub travel: Option<Travel>,
    /// The award the maker named.
    pub award: Option<AwardRef>,
    /// The episode.
    pub episode: i32,
    /// The order.
    pub order: Option<OrderRef>,
    /// The entitlement day the maker wrote.
    pub entitlement_on: Option<Day>,
    /// The lots the maker named.
    pub lots: Vec<LotRef>,
    /// The lots fixed at submit; empty before.
    pub sources: Vec<Draw>,
    /// What its memo has that must not leave the house.
    pub memo: BTreeSet<Offence>,
    /// What its texts have that speaks of an expulsion, or of what nobody may ask for.
    pub texts: Spoken,
    /// The payee in the clear; none where nothing was sealed.
    pub payee: Option<Payee>,
    /// The day of the service.
    pub service_on: Option<Day>,
    /// Receipts of its items.
    pub receipts: Vec<DocumentRef>,
    /// Who took which step in which role, in order.
    pub steps: Vec<(PersonRef, Role, Verb)>,
    /// Who takes the step that it is judged for; none while it is only looked at.
    pub taken_by: Option<PersonRef>,
}

/// What came out of judging a plan.
#[derive(Debug, Clone)]
pub struct Judged {
    /// Permits and findings.
    pub judgement: Judgement,
    /// The lots it draws from (proposed before submit, fixed after).
    pub draws: Vec<Draw>,
    /// The facts that the rules saw on the day of the step.
    pub facts: PaymentFacts,
    /// Those that they saw on the day of its recording, where the step lies back.
    pub facts_today: Option<Box<PaymentFacts>>,
    /// The rulebook that judged.
    pub version: String,
}

impl Judged {
    /// The facts of each day as the rulebook names them.
    pub fn named(&self) -> Vec<serde_json::Map<String, serde_json::Value>> {
        [&self.facts].into_iter().chain(self.facts_today.as_deref()).map(PaymentFacts::as_named).collect()
    }
}

fn enforcing(kind: PayeeKind, name: Option<&str>) -> Fact<bool> {
    match (kind, name) {
        (_, Some(name)) if enforces(name) => Fact::Known(true),
        (PayeeKind::Beneficiary | PayeeKind::Representative, _) => Fact::NotApplicable,
        (_, Some(_)) => Fact::Known(false),
        (_, None) => Fact::Unknown,
    }
}

impl Plan {
    /// What a command intends.
    pub async fn of_command(from: &mut Snapshot, fund: &Fund, command: &DraftPayment) -> Outcome<Plan> {
        let heard = Heard::of_command(&fund.rulebook(), command);
        Plan::of_heard(from, fund, command, heard).await
    }

    /// What a command intends whose texts were heard; they are heard again where another rulebook came to rule.
    pub async fn of_heard(
        from: &mut Snapshot,
        fund: &Fund,
        command: &DraftPayment,
        heard: Heard,
    ) -> Outcome<Plan> {
        let book = fund.rulebook();
        let heard = if heard.is_under(&book) { heard } else { Heard::of_command(&book, command) };
        let receipts: Vec<DocumentRef> = command.items.iter().filter_map(|item| item.receipt).collect();
        let papers = command.documents.iter().chain(&receipts).copied().collect();
        let heard = heard.with_titles(from, fund, &papers).await?;
        Ok(Plan {
            id: None,
            purpose: command.purpose,
            beneficiary: command.beneficiary,
            amount: command.amount,
            payee_kind: command.payee.kind,
            payee_enforces: enforcing(command.payee.kind, command.payee.name.as_ref().map(|n| n.expose())),
            representative: command.payee.representative,
            method: command.method,
            items: command.items.iter().map(|i| (i.category, i.amount)).collect(),
            travel: command.travel.as_ref().map(|t| Travel {
                on: t.on,
                from: t.from.clone(),
                to: t.to.clone(),
            }),
            award: command.award,
            episode: command.episode.unwrap_or(1),
            order: command.order,
            entitlement_on: command.entitlement_on,
            lots: command.lots.clone(),
            sources: vec![],
            memo: heard.told,
            texts: heard.spoken,
            payee: Some(command.payee.clone()),
            service_on: command.service_on,
            receipts,
            steps: vec![],
            taken_by: None,
        })
    }

    /// What a stored payment intends.
    pub async fn of_stored(from: &mut Snapshot, fund: &Fund, stored: &StandingPayment) -> Outcome<Plan> {
        let keys = fund.keys();
        let row = &stored.payment;
        let payee = payee_of(from, keys, stored).await?;
        let memo = from.words(keys, row.memo, "payment.memo", Some(row.beneficiary)).await?;
        let memo = memo.as_ref().map(|words| String::from_utf8_lossy(words.expose()));
        let items = from.payment_items(row.id).await?;
        let receipts: Vec<DocumentRef> = items.iter().filter_map(|item| item.receipt).collect();
        let documents = from.payment_documents(row.id).await?;
        let papers = documents.iter().map(|row| row.document).chain(receipts.iter().copied()).collect();
        let heard = Heard::of(&fund.rulebook(), memo.as_deref(), payee.as_ref());
        let heard = heard.with_titles(from, fund, &papers).await?;
        let name = payee.as_ref().and_then(|p| p.name.as_ref()).map(|n| n.expose().to_owned());
        let travel = match (row.travel_on, &row.travel_from, &row.travel_to) {
            (Some(on), Some(from), Some(to)) => Some(Travel { on, from: from.clone(), to: to.clone() }),
            _ => None,
        };
        let lots: Result<Vec<LotRef>, _> =
            row.lots.split(',').filter(|l| !l.is_empty()).map(str::parse).collect();
        Ok(Plan {
            id: Some(row.id),
            purpose: row.purpose,
            beneficiary: row.beneficiary,
            amount: row.amount,
            payee_kind: row.payee_kind,
            payee_enforces: enforcing(row.payee_kind, name.as_deref()),
            representative: payee.as_ref().and_then(|p| p.representative),
            method: row.method,
            items: items.iter().map(|i| (i.category, i.amount)).collect(),
            travel,
            award: row.award,
            episode: row.episode,
            order: row.court_order,
            entitlement_on: row.entitlement_on,
            lots: lots.map_err(|e| Fault::broken("payment", e.en))?,
            sources: from
                .payment_sources(row.id)
                .await?
                .iter()
                .map(|s| Draw { lot: s.lot, amount: s.amount })
                .collect(),
            memo: heard.told,
            texts: heard.spoken,
            payee,
            service_on: row.service_on,
            receipts,
            steps: vec![],
            taken_by: None,
        })
    }
}

/// The payee of a stored payment in the clear; none where nothing was sealed.
pub async fn payee_of(from: &mut Snapshot, keys: &Keys, stored: &StandingPayment) -> Outcome<Option<Payee>> {
    let row = &stored.payment;
    let words = from.words(keys, row.payee, "payment.payee", Some(row.beneficiary)).await?;
    words.map(|words| Ok(serde_json::from_slice(words.expose())?)).transpose()
}

/// Gathers the facts of a plan and asks the rules, on the day of the step and, where that lies back, on today too: what
/// was not allowed then, or is not allowed now, is found. So no dating back revives an expired lot, a withdrawn
/// identification or an old check.
pub async fn judge_plan(
    from: &mut Snapshot,
    fund: &Fund,
    plan: &Plan,
    stage: Stage,
    on: Day,
    today: Day,
) -> Outcome<Judged> {
    from.open_sheet(plan.beneficiary).await?;
    let judged = judge_days(from, fund, plan, stage, (on, today)).await;
    from.close_sheet();
    judged
}

async fn judge_days(
    from: &mut Snapshot,
    fund: &Fund,
    plan: &Plan,
    stage: Stage,
    (on, today): (Day, Day),
) -> Outcome<Judged> {
    let mut judged = judge_on(from, fund, plan, stage, (on, today)).await?;
    if on < today {
        let fixed = Plan { sources: judged.draws.clone(), ..plan.clone() };
        let now = judge_on(from, fund, &fixed, stage, (today, today)).await?;
        let known: Vec<(Rule, String)> =
            judged.judgement.findings.iter().map(|f| (f.rule, f.case.clone())).collect();
        let new = now.judgement.findings.into_iter().filter(|f| !known.contains(&(f.rule, f.case.clone())));
        judged.judgement.findings.extend(new);
        judged.facts_today = Some(Box::new(now.facts));
        judged.judgement.permits.retain(|p| now.judgement.permits.contains(p));
    }
    Ok(judged)
}

async fn judge_on(
    from: &mut Snapshot,
    fund: &Fund,
    plan: &Plan,
    stage: Stage,
    (on, today): (Day, Day),
) -> Outcome<Judged> {
    let (keys, book) = (fund.keys(), fund.rulebook());
    let (person, opened_by) =
        person_facts(from, keys, (plan.beneficiary, plan.purpose, plan.episode), on).await?;
    let minor = person.minor.known().copied();
    let terms = payee_terms(from, keys, (plan.payee_kind, plan.payee.as_ref()), paid_to(plan, on)).await?;
    told_next(from, fund, plan, minor, &terms).await?;
    let paid = Paid { payee_kind: plan.payee_kind, method: plan.method, number: plan.representative };
    let (representatives, is_enforcing) =
        representative_facts(from, keys, plan.beneficiary, paid, &person.minor, on).await?;
    let (draws, uncovered) = draws_of(from, plan, stage, minor, on).await?;
    let entitlement = if plan.purpose.has_fixed_sum() {
        Fact::from_option(entitlement_day(from, plan.beneficiary, plan.purpose, plan.episode, on).await?)
    } else {
        Fact::NotApplicable
    };
    let sum_in_force = sum_in_force(&book, plan.purpose, &entitlement);
    let awards = if plan.purpose.has_fixed_sum() {
        award_facts(from, plan.beneficiary, plan.purpose, plan.episode, plan.award, plan.id).await?
    } else {
        AwardFacts::default()
    };
    let order = match (plan.purpose, plan.order) {
        (Purpose::Restitution, Some(order)) => {
            Fact::Known(order_facts(from, order, plan.beneficiary, plan.id).await?)
        }
        (Purpose::Restitution, None) => Fact::Unknown,
        _ => Fact::NotApplicable,
    };
    let judging = Judging { plan, stage, on, today, draws: &draws, opened_by, terms: &terms };
    let around = around(from, &book, judging).await?;
    let facts = PaymentFacts {
        stage,
        on,
        purpose: plan.purpose,
        amount: plan.amount,
        payee_kind: plan.payee_kind,
        payee_enforces: if is_enforcing || around.party.enforcement_listed {
            Fact::Known(true)
        } else {
            plan.payee_enforces.clone()
        },
        method: plan.method,
        items: plan.items.clone(),
        travel: travel_of(plan),
        beneficiary: person,
        representatives,
        entitlement,
        entitlement_claimed: plan.entitlement_on,
        sum_in_force,
        awards,
        order,
        draws,
        uncovered,
        memo: plan.memo.clone(),
        texts: plan.texts.clone(),
        around,
    };
    let judgement = book.judge_payment(&facts);
    let draws = facts.draws.iter().map(|d| d.draw).collect();
    Ok(Judged { judgement, draws, facts, facts_today: None, version: book.version().to_owned() })
}

/// The sum that an act fixes on the entitlement day.
fn sum_in_force(book: &Rulebook, purpose: Purpose, entitlement: &Fact<Day>) -> Fact<(Money, String)> {
    match entitlement {
        Fact::Known(day) => {
            let dated = book.amounts().in_force(purpose, *day);
            Fact::from_option(dated.map(|dated| (dated.sum, dated.act.clone())))
        }
        Fact::Unknown => Fact::Unknown,
        Fact::NotApplicable => Fact::NotApplicable,
    }
}

fn travel_of(plan: &Plan) -> Fact<Travel> {
    let is_journey = plan.purpose == Purpose::Repatriation
        || plan.items.iter().any(|(category, _)| *category == Category::Travel);
    match &plan.travel {
        Some(travel) => Fact::Known(travel.clone()),
        None if is_journey => Fact::Unknown,
        None => Fact::NotApplicable,
    }
}

/// The lots a plan draws from: fixed ones as they stand now; else the ones the maker named; else the draw order.
async fn draws_of(
    from: &mut Snapshot,
    plan: &Plan,
    stage: Stage,
    minor: Option<bool>,
    on: Day,
) -> Outcome<(Vec<DrawFacts>, Qepik)> {
    let fixed = !plan.sources.is_empty();
    let lots: Vec<Candidate> = if fixed {
        named_candidates(from, &plan.sources.iter().map(|s| s.lot).collect::<Vec<_>>(), plan.method, on)
            .await?
    } else if !plan.lots.is_empty() {
        named_candidates(from, &plan.lots, plan.method, on).await?
    } else {
        candidates(from, plan.purpose, plan.method, minor, on, plan.amount).await?
    };
    let (draws, rest) = if fixed {
        (plan.sources.clone(), 0)
    } else if !plan.lots.is_empty() {
        draw(&lots, plan.amount)
    } else {
        choose(lots.clone(), plan.purpose, minor, on, plan.amount)
    };
    let facts = draws.into_iter().filter_map(|one| {
        let candidate = lots.iter().find(|c| c.lot == one.lot)?;
        // At release the payment's own commitment is already taken off what the lot can spend.
        let own = if stage == Stage::Release { Qepik::from(one.amount) } else { Qepik::ZERO };
        Some(DrawFacts {
            draw: one,
            restriction: candidate.restriction.clone(),
            available: candidate.available + own,
            payable: if stage == Stage::Release {
                Fact::Known(candidate.payable)
            } else {
                Fact::NotApplicable
            },
            named: !plan.lots.is_empty(),
        })
    });
    Ok((facts.collect(), Qepik(rest)))
}
