//! Facts for tests: payments and inflows that yield no finding, small changes to them, and one payment for
//! every case that can occur. Only tests use it.
mod around;
mod cost;
mod hand;
mod shown;

use super::{Judgement, Rulebook, facts::*, representative::Receiving};
use crate::domain::{
    beneficiary::*,
    day::Day,
    finding::{Finding, Stage},
    inflow::{InflowAccount, InflowKind},
    lot::{Draw, Restriction},
    money::{Money, Qepik},
    outward::Offence,
    purpose::{Category, Method, PayeeKind, Purpose},
    reference::*,
    representative::{Relation, RepresentativeKind, RepresentativeState},
};

/// What the built-in rulebook says of a payment.
pub fn judge_payment(facts: &PaymentFacts) -> Judgement {
    Rulebook::built_in().judge_payment(facts)
}

/// What it says of an inflow.
pub fn judge_inflow(facts: &InflowFacts) -> Vec<Finding> {
    Rulebook::built_in().judge_inflow(facts)
}

/// What it says of an account.
pub fn judge_account(payment: PaymentRef, agrees: &Fact<bool>) -> Vec<Finding> {
    Rulebook::built_in().judge_account(payment, agrees)
}

pub fn day(text: &str) -> Day {
    text.parse().expect("a fixed day reads")
}

pub fn money(text: &str) -> Money {
    text.parse().expect("a fixed sum reads")
}

pub fn travel(from: &str, to: &str) -> Fact<Travel> {
    Fact::Known(Travel { on: day("2014-06-10"), from: from.into(), to: to.into() })
}

/// Treatment of a citizen who was identified, 50.00 AZN to a clinic from a free lot.
pub fn sample() -> PaymentFacts {
    let draw = Draw { lot: LotRef::new(2014, 1), amount: money("50.00") };
    PaymentFacts {
        stage: Stage::Draft,
        on: day("2014-06-01"),
        purpose: Purpose::Medical,
        amount: money("50.00"),
        payee_kind: PayeeKind::Clinic,
        payee_enforces: Fact::NotApplicable,
        method: Method::Bank,
        items: vec![(Category::Treatment, money("50.00"))],
        travel: Fact::NotApplicable,
        beneficiary: PersonFacts {
            beneficiary: BeneficiaryRef::new(2014, 1),
            citizenship: Citizenship::Citizen,
            minor: Fact::Known(false),
            identity_reviewed: Fact::NotApplicable,
            identified_on: Fact::Known(day("2014-02-01")),
            removals: Vec::new(),
            return_file: Fact::Unknown,
            wish: Fact::Known(Method::Bank),
            evidence: Fact::Known(true),
        },
        representatives: Representatives::default(),
        entitlement: Fact::NotApplicable,
        entitlement_claimed: None,
        sum_in_force: Fact::NotApplicable,
        awards: AwardFacts { episode: 1, ..AwardFacts::default() },
        order: Fact::NotApplicable,
        draws: vec![DrawFacts {
            draw,
            restriction: Restriction::default(),
            available: Qepik(100_000),
            payable: Fact::NotApplicable,
            named: false,
        }],
        uncovered: Qepik::ZERO,
        memo: Default::default(),
        texts: Spoken::default(),
        around: around::around(),
    }
}

fn paying(purpose: Purpose, payee_kind: PayeeKind, amount: &str, items: &[Category]) -> PaymentFacts {
    let mut facts = sample();
    facts.purpose = purpose;
    facts.payee_kind = payee_kind;
    facts.amount = money(amount);
    facts.items = items.iter().map(|category| (*category, money(amount))).collect();
    facts.draws[0].draw.amount = facts.amount;
    facts
}

/// The lump sum, to the person.
pub fn lump_sum() -> PaymentFacts {
    let mut facts = paying(Purpose::LumpSum, PayeeKind::Beneficiary, "100.00", &[]);
    facts.entitlement = Fact::Known(day("2014-02-01"));
    facts.sum_in_force = Fact::Known((money("100.00"), "Decision 8".into()));
    facts
}

/// The reintegration allowance, to the person.
pub fn allowance() -> PaymentFacts {
    let mut facts = paying(Purpose::ReintegrationAllowance, PayeeKind::Beneficiary, "400.00", &[]);
    facts.entitlement = Fact::Known(day("2014-04-01"));
    facts.sum_in_force = Fact::Known((money("400.00"), "Decision 152".into()));
    facts
}

/// Restitution of 500.00 AZN on an order of 1,000.00 AZN that stands; nothing realisable, nothing received.
pub fn restitution() -> PaymentFacts {
    let mut facts = paying(Purpose::Restitution, PayeeKind::Beneficiary, "500.00", &[]);
    facts.around.order_kind = Fact::Known(crate::domain::order::OrderKind::Restitution);
    facts.order = Fact::Known(OrderFacts {
        lacks: Default::default(),
        order: OrderRef::new(2014, 1),
        confirmed: true,
        in_force_on: Some(day("2014-03-01")),
        superseded: false,
        ordered: Qepik(100_000),
        received: Qepik::ZERO,
        paid_by_fund: Qepik::ZERO,
        insufficiency: Some((day("2014-04-01"), Qepik::ZERO)),
    });
    facts
}

/// Restitution with a changed order.
pub fn with_order(change: impl Fn(&mut OrderFacts)) -> PaymentFacts {
    let mut facts = restitution();
    if let Fact::Known(order) = &mut facts.order {
        change(order);
    }
    facts
}

/// The voluntary return of a foreigner, with a complete file.
pub fn repatriation() -> PaymentFacts {
    let mut facts = paying(Purpose::Repatriation, PayeeKind::Carrier, "300.00", &[Category::Travel]);
    facts.beneficiary.citizenship = Citizenship::Foreign;
    facts.travel = travel("AZ", "PH");
    facts.beneficiary.return_file = Fact::Known(return_file());
    facts
}

/// A citizen is brought home: no file is needed.
pub fn homecoming() -> PaymentFacts {
    let mut facts = paying(Purpose::Repatriation, PayeeKind::Carrier, "300.00", &[Category::Travel]);
    facts.travel = travel("TR", "AZ");
    facts
}

/// A return with a changed file.
pub fn with_file(change: impl Fn(&mut ReturnFile)) -> PaymentFacts {
    let mut facts = repatriation();
    if let Fact::Known(file) = &mut facts.beneficiary.return_file {
        change(file);
    }
    facts
}

/// A complete file of voluntary return.
pub fn return_file() -> ReturnFile {
    ReturnFile {
        consent: true,
        consent_on: Some(day("2014-05-20")),
        consent_language: Some("tl".into()),
        languages: vec!["tl".into(), "en".into()],
        interpreter: None,
        advice: true,
        legal_advice_on: Some(day("2014-05-18")),
        permit_offered_on: Some(day("2014-05-15")),
        risk_assessment: true,
        risk_assessed_on: Some(day("2014-05-19")),
        risk: Some(Risk::Low),
        receiving_kind: Some(ReceivingKind::Ngo),
        receiving_contact: true,
        in_custody: Some(false),
        own_request: Some(true),
        removal_check: Some((day("2014-05-31"), RemovalAnswer::None)),
        confirmed: true,
    }
}

/// A decision that sends the person out.
pub fn expulsion() -> Removal {
    Removal {
        reference: "N-2014-000001".into(),
        form: RemovalForm::Expulsion,
        issued_by: RemovalIssuer::MigrationService,
        decided_on: day("2014-05-01"),
    }
}

/// The first representative of the person.
pub fn representative(kind: RepresentativeKind, state: RepresentativeState) -> Representative {
    Representative { number: 1, kind, state, conflict: None }
}

/// A donation of 150.00 AZN in cash from a known donor.
pub fn donation() -> InflowFacts {
    InflowFacts {
        kind: InflowKind::Donation,
        account: InflowAccount::Cash,
        amount: money("150.00"),
        donor_known: true,
        donor_cash: Fact::Known(Qepik(15_000)),
        donor_charged: Fact::Known(Charged::No),
        donor_sanctioned: Fact::NotApplicable,
        asset_stage: None,
        victims_unpaid: false,
        event_lacks: Default::default(),
        event_is_gross: true,
        terms_ask: Default::default(),
        goods: None,
        days_back: 0,
        period_closed: false,
        rate: Fact::NotApplicable,
    }
}

fn said(findings: &[Finding]) -> Vec<String> {
    let missing = |f: &Finding| {
        if f.missing.is_empty() { String::new() } else { format!(": {}", f.missing.join(", ")) }
    };
    findings.iter().map(|f| format!("{}/{} {}{}", f.rule, f.case, f.severity, missing(f))).collect()
}

/// The findings of a payment as `rule/case severity: missing`.
pub fn seen(facts: &PaymentFacts) -> Vec<String> {
    said(&all_findings(facts))
}

/// The findings of a payment; where it says who collects, those of the collection too.
fn all_findings(facts: &PaymentFacts) -> Vec<Finding> {
    let book = Rulebook::built_in();
    let mut findings = book.judge_payment(facts).findings;
    if facts.representatives.collected != Fact::NotApplicable {
        for finding in book.judge_collection(&Receiving::of(facts)) {
            if !findings.iter().any(|known| (known.rule, &known.case) == (finding.rule, &finding.case)) {
                findings.push(finding);
            }
        }
    }
    super::ordered(findings)
}

/// The findings of an inflow, in the same shape.
pub fn seen_of_inflow(facts: &InflowFacts) -> Vec<String> {
    said(&judge_inflow(facts))
}

fn change(mut facts: PaymentFacts, with: fn(&mut PaymentFacts)) -> PaymentFacts {
    with(&mut facts);
    facts
}

/// Payments that together meet every case of every rule.
pub fn every_payment() -> Vec<PaymentFacts> {
    let under = |form: RemovalForm, facts: PaymentFacts, with: fn(&mut PaymentFacts)| {
        let mut facts = change(facts, with);
        facts.beneficiary.removals = vec![Removal { form, ..expulsion() }];
        facts
    };
    let mut all = vec![
        change(sample(), |f| f.payee_kind = PayeeKind::School),
        change(sample(), |f| f.items = vec![(Category::Admin, money("50.00"))]),
        change(lump_sum(), |f| f.items = vec![(Category::Food, money("100.00"))]),
        change(sample(), |f| f.items.clear()),
        change(sample(), |f| f.travel = travel("AZ", "TR")),
        change(sample(), |f| f.travel = Fact::Unknown),
        change(restitution(), |f| f.order = Fact::Unknown),
        change(repatriation(), |f| f.beneficiary.return_file = Fact::Unknown),
        change(sample(), |f| f.payee_enforces = Fact::Known(true)),
        change(sample(), |f| f.payee_enforces = Fact::Unknown),
        under(RemovalForm::Expulsion, repatriation(), |_| {}),
        under(RemovalForm::EntryBan, repatriation(), |_| {}),
        under(RemovalForm::Removal, repatriation(), |f| f.travel = Fact::Unknown),
        under(RemovalForm::Deportation, sample(), |f| f.items = vec![(Category::Escort, money("50.00"))]),
        under(RemovalForm::Deportation, sample(), |f| f.items.clear()),
        under(RemovalForm::Deportation, sample(), |f| {
            f.payee_kind = PayeeKind::Ngo;
            f.items = vec![(Category::Other, money("50.00"))];
        }),
        under(RemovalForm::Deportation, sample(), |f| f.travel = Fact::Unknown),
        change(sample(), |f| f.beneficiary.identified_on = Fact::Unknown),
        change(sample(), |f| f.beneficiary.identity_reviewed = Fact::Known(Review::Waiting(String::new()))),
        change(lump_sum(), |f| f.beneficiary.identity_reviewed = Fact::Unknown),
        change(lump_sum(), |f| f.awards.elsewhere = true),
        change(allowance(), |f| f.awards.elsewhere = true),
        change(sample(), |f| f.draws[0].restriction.purposes = vec![Purpose::LegalAid]),
        change(sample(), |f| f.draws[0].restriction.minors_only = true),
        change(sample(), |f| f.draws[0].restriction.expires_on = Some(day("2014-01-01"))),
        change(sample(), |f| {
            f.draws[0].restriction.minors_only = true;
            f.beneficiary.minor = Fact::Unknown;
        }),
        change(sample(), |f| f.uncovered = Qepik(1)),
        change(sample(), |f| f.memo = Offence::ALL.iter().copied().collect()),
        change(sample(), |f| {
            f.texts.hear(Rulebook::built_in().dictionary(), TextPlace::Memo, "deportation costs")
        }),
        change(sample(), |f| {
            f.texts.hear(
                Rulebook::built_in().dictionary(),
                TextPlace::Title,
                "appeal against the deportation, lawyer",
            );
        }),
        change(sample(), |f| f.draws[0].available = Qepik(1)),
        change(sample(), |f| f.draws[0].payable = Fact::Known(Qepik(1))),
        change(sample(), |f| {
            f.stage = Stage::Release;
            f.draws[0].payable = Fact::Unknown;
        }),
    ];
    all.extend(every_fixed_sum());
    all.extend(every_order_and_file());
    all.extend(hand::every_hand());
    all.extend(cost::every_cost());
    all
}

fn every_fixed_sum() -> Vec<PaymentFacts> {
    let mut all = Vec::new();
    for fixed in [lump_sum(), allowance()] {
        all.extend([
            change(fixed.clone(), |f| {
                f.awards.paid = f.amount.into();
                f.awards.paid_by = Some(PaymentRef::new(2014, 1));
            }),
            change(fixed.clone(), |f| f.awards.award_sum = Some(money("1.00"))),
            change(fixed.clone(), |f| f.awards.other_episodes = vec![2, 3]),
            change(fixed.clone(), |f| f.sum_in_force = Fact::Known((money("1.00"), "an act".into()))),
            change(fixed.clone(), |f| f.entitlement_claimed = Some(day("2013-12-31"))),
            change(fixed.clone(), |f| f.entitlement = Fact::Unknown),
            change(fixed, |f| f.sum_in_force = Fact::Unknown),
        ]);
    }
    all
}

fn every_order_and_file() -> Vec<PaymentFacts> {
    let mut stale = with_file(|f| f.removal_check = Some((day("2014-05-01"), RemovalAnswer::None)));
    stale.stage = Stage::Release;
    vec![
        stale,
        with_order(|o| o.confirmed = false),
        with_order(|o| o.superseded = true),
        with_order(|o| o.in_force_on = None),
        with_order(|o| o.ordered = Qepik::ZERO),
        with_order(|o| o.insufficiency = None),
        with_order(|o| o.insufficiency = Some((day("2014-04-01"), Qepik(90_000)))),
        with_file(|f| f.in_custody = Some(true)),
        with_file(|f| f.removal_check = Some((day("2014-05-31"), RemovalAnswer::Exists))),
        with_file(|f| *f = ReturnFile::default()),
        with_file(|f| f.consent_on = Some(day("2014-07-01"))),
        with_file(|f| f.confirmed = false),
    ]
}

/// Inflows that together meet every case.
pub fn every_inflow() -> Vec<InflowFacts> {
    vec![
        InflowFacts { donor_known: false, donor_cash: Fact::Unknown, ..donation() },
        InflowFacts { amount: money("500.00"), ..donation() },
        InflowFacts { donor_cash: Fact::Known(Qepik(50_000)), ..donation() },
        InflowFacts { donor_cash: Fact::Unknown, ..donation() },
    ]
}

/// Every finding of those payments and inflows, and of an account.
pub fn every_finding() -> Vec<Finding> {
    let of_payments = every_payment().into_iter().flat_map(|facts| all_findings(&facts));
    let of_inflows = every_inflow().into_iter().flat_map(|facts| judge_inflow(&facts));
    let of_accounts = judge_account(PaymentRef::new(2014, 1), &Fact::Known(false));
    let mut all: Vec<Finding> = of_payments.chain(of_inflows).chain(of_accounts).collect();
    all.extend(shown::of_other_cases(&all));
    all
}
