//! The facts that findings tell: pseudonyms, sums, days, words of closed lists, never an identity. Policies name them (`@shows`); what
//! each is called in a finding's words is said here.
mod around;
mod others;

use super::{
    book::Limits,
    facts::*,
    flat::{Drawn, Matter, drawn, is_not_for_purpose, lots_that},
    journey::Journey,
    representative::Receiving,
    return_file,
};
use crate::domain::{beneficiary::RemovalForm, money::Qepik, purpose::Category, word::words};
use serde_json::{Map, Value, json};

words! {
    /// A fact that a finding can tell.
    Shown {
        /// The pseudonym.
        Beneficiary = "beneficiary",
        /// The purpose.
        Purpose = "purpose",
        /// The kind of payee.
        Payee = "payee",
        /// The sum.
        Amount = "amount",
        /// The day of judgement.
        On = "on",
        /// Cash or bank.
        Method = "method",
        /// The episode.
        Episode = "episode",
        /// The removal decisions and their forms.
        Removals = "removals",
        /// Where the journey goes.
        Direction = "direction",
        /// Costs that only a removal has.
        RemovalCosts = "removal_costs",
        /// What the file of return lacks.
        ReturnLacking = "return_lacking",
        /// Days of the file that lie ahead.
        ReturnFuture = "return_future",
        /// When an authority was asked for removal decisions.
        RemovalAskedOn = "removal_asked_on",
        /// How old its answer may be.
        RemovalCheckDays = "removal_check_days",
        /// What was paid before.
        Paid = "paid",
        /// By which payment.
        PaidBy = "paid_by",
        /// The award.
        Award = "award",
        /// Its sum.
        AwardSum = "award_sum",
        /// Other episodes.
        OtherEpisodes = "other_episodes",
        /// The entitlement day that was typed.
        Claimed = "claimed",
        /// The entitlement day.
        Day = "day",
        /// The sum in force.
        Sum = "sum",
        /// Its act.
        Act = "act",
        /// The order.
        Order = "order",
        /// What was ordered.
        Ordered = "ordered",
        /// What the person received.
        Received = "received",
        /// What the Fund paid.
        PaidByFund = "paid_by_fund",
        /// What the order still leaves.
        Left = "left",
        /// What the offender's property leaves open.
        Residual = "residual",
        /// When the property was found insufficient.
        FoundOn = "found_on",
        /// What of it can be realised.
        Realisable = "realisable",
        /// Lots whose terms do not allow the purpose.
        LotsNotForPurpose = "lots_not_for_purpose",
        /// Lots whose terms are over.
        LotsExpired = "lots_expired",
        /// Lots for children only.
        LotsForChildren = "lots_for_children",
        /// Lots that have too little.
        LotsOverdrawn = "lots_overdrawn",
        /// Lots that have it elsewhere.
        LotsMisplaced = "lots_misplaced",
        /// Lots of which that is not known.
        LotsUnplaced = "lots_unplaced",
        /// What no lot covers.
        Uncovered = "uncovered",
        /// Who stands in for the child and is in conflict with it.
        ChildGuardian = "child_guardian",
        /// The representative who is paid.
        Representative = "representative",
        /// The representative who collects.
        Collector = "collector",
        /// Words that speak of an expulsion, and where.
        SpokenOf = "spoken_of",
        /// What the memo tells.
        MemoTells = "memo_tells",
        /// The payment.
        Payment = "payment",
        /// The kind of inflow.
        Kind = "kind",
        /// The limit for cash.
        Limit = "limit",
        /// Its window.
        Days = "days",
        /// The donor's cash within it.
        DonorCash = "donor_cash",
        /// The person's open cases.
        Proceedings = "proceedings",
        /// How the person wishes to be paid.
        Wish = "wish",
        /// Whose the account is, too.
        AccountOf = "account_of",
        /// When the payee gave, and the window.
        Gave = "gave",
        /// Lots that are not the state budget's.
        LotsOfFund = "lots_of_fund",
        /// Lots of the state budget.
        LotsOfBudget = "lots_of_budget",
        /// Lots of unknown origin.
        LotsUnproven = "lots_unproven",
        /// Lots that step in.
        LotsLending = "lots_lending",
        /// The kind of the order.
        OrderKind = "order_kind",
        /// What it lacks.
        OrderLacks = "order_lacks",
        /// Receipts that were paid before.
        Receipts = "receipts",
        /// What the state budget pays.
        PaidByState = "paid_by_state",
        /// What another funder pays.
        PaidByOthers = "paid_by_others",
        /// Steps of one person.
        SameHands = "same_hands",
        /// Payments beside it.
        Near = "near",
        /// How long it is dated back, and the limit.
        DaysBack = "days_back",
        /// What texts ask of the person, or take off the sum.
        Terms = "terms",
        /// What the record of an event lacks.
        EventLacks = "event_lacks",
        /// What a donor asks for.
        TermsAsk = "terms_ask",
        /// The stage of property.
        Asset = "asset",
        /// Who takes it.
        Taker = "taker",
        /// Days of approval and of the bank.
        Settled = "settled",
        /// What a reason or a claim is about.
        About = "about",
        /// What the sweep looked at.
        Subject = "subject",
        /// Assets that did not come in.
        AssetsDue = "assets_due",
        /// Overrides of one officer.
        Share = "share",
        /// Persons beside an organisation.
        Persons = "persons",
        /// The least and the most of like sums.
        Sums = "sums",
        /// Whose entry it is.
        Side = "side",
    }
}

/// Costs that only a removal has.
const REMOVAL_COSTS: [Category; 3] = [Category::Escort, Category::Detention, Category::Border];

/// The facts of a finding, by the names that its words use. What is not known is left out.
pub(super) fn told(matter: &Matter<'_>, shows: &[Shown], limits: &Limits) -> Map<String, Value> {
    let mut all = Map::new();
    for fact in shows {
        let value = match matter {
            Matter::Payment(facts) => of_payment(facts, *fact, limits),
            Matter::Collection(receiving) => of_receiving(receiving, *fact),
            Matter::Inflow(facts) => others::of_inflow(facts, *fact, limits),
            Matter::Transfer(payment, _) => match fact {
                Shown::Payment => json!({ "payment": payment }),
                _ => Value::Null,
            },
            Matter::Settlement(facts) => others::of_settlement(facts, *fact),
            Matter::Reason(facts) => others::of_reason(facts, *fact),
            Matter::Asset(facts) => others::of_asset(facts, *fact),
            Matter::Watched(subject, watched) => others::of_watched(subject, watched, *fact, limits),
            // Nobody is told of a lift but that it is refused.
            Matter::Lift(_) => Value::Null,
        };
        let Value::Object(value) = value else { continue };
        all.extend(value.into_iter().filter(|(_, value)| !value.is_null()));
    }
    all
}

fn of_payment(facts: &PaymentFacts, fact: Shown, limits: &Limits) -> Value {
    match fact {
        Shown::Purpose => json!({ "purpose": facts.purpose }),
        Shown::Amount => json!({ "amount": facts.amount }),
        Shown::On => json!({ "on": facts.on }),
        Shown::Direction => json!({ "direction": Journey::of(facts).word() }),
        Shown::Removals => removals(facts),
        Shown::RemovalCosts => json!({ "categories": removal_costs(facts) }),
        Shown::Episode => json!({ "episode": facts.awards.episode }),
        Shown::Uncovered => json!({ "uncovered": facts.uncovered }),
        Shown::MemoTells => {
            json!({ "told": facts.memo.iter().filter(|offence| offence.is_finding()).collect::<Vec<_>>() })
        }
        Shown::SpokenOf => spoken_of(&facts.texts),
        Shown::ReturnLacking | Shown::ReturnFuture | Shown::RemovalAskedOn | Shown::RemovalCheckDays => {
            of_file(facts, fact, limits)
        }
        Shown::Paid | Shown::PaidBy | Shown::Award | Shown::AwardSum | Shown::OtherEpisodes => {
            of_award(&facts.awards, fact)
        }
        Shown::Claimed => json!({ "claimed": facts.entitlement_claimed }),
        Shown::Day => json!({ "day": facts.entitlement.known() }),
        Shown::Sum => json!({ "sum": facts.sum_in_force.known().map(|(sum, _)| sum) }),
        Shown::Act => json!({ "act": facts.sum_in_force.known().map(|(_, act)| act) }),
        Shown::LotsNotForPurpose => json!({ "lots": lots_that(facts, |d| is_not_for_purpose(facts, d)) }),
        Shown::LotsExpired => json!({ "lots": lots_that(facts, |d| d.restriction.expired_on(facts.on)) }),
        Shown::LotsForChildren => json!({ "lots": lots_that(facts, |d| d.restriction.minors_only) }),
        Shown::LotsOverdrawn => of_lots(facts, |d| d.is_above(), |d| Some(d.lot.available)),
        Shown::LotsMisplaced => of_lots(facts, |d| d.is_misplaced(), |d| d.lot.payable.known().copied()),
        Shown::LotsUnplaced => of_lots(facts, |d| d.is_unplaced(), |_| None),
        fact if around::tells(fact) => around::of(facts, fact, limits),
        _ => match facts.order.known() {
            Some(order) if is_of_order(fact) => of_order(order, fact),
            _ => of_receiving(&Receiving::of(facts), fact),
        },
    }
}

/// Those that weigh most.
fn spoken_of(texts: &Spoken) -> Value {
    let heard = if texts.plainly == Heard::default() { &texts.perhaps } else { &texts.plainly };
    let kinds: Vec<String> = heard.kinds.iter().map(|kind| format!("of_{kind}")).collect();
    json!({ "places": heard.places, "kinds": kinds, "stems": heard.stems })
}

fn removals(facts: &PaymentFacts) -> Value {
    let removals = &facts.beneficiary.removals;
    let mut forms: Vec<RemovalForm> = removals.iter().map(|r| r.form).collect();
    forms.sort();
    forms.dedup();
    let references: Vec<&str> = removals.iter().map(|r| r.reference.as_str()).collect();
    json!({ "removals": references, "forms": forms })
}

fn removal_costs(facts: &PaymentFacts) -> Vec<Category> {
    let mut costs: Vec<Category> =
        facts.items.iter().map(|(category, _)| *category).filter(|c| REMOVAL_COSTS.contains(c)).collect();
    costs.sort();
    costs.dedup();
    costs
}

fn of_file(facts: &PaymentFacts, fact: Shown, limits: &Limits) -> Value {
    let file = facts.beneficiary.return_file.known();
    match fact {
        Shown::ReturnLacking => {
            json!({ "lacking": return_file::lacking(file, facts, limits.removal_check_days.value) })
        }
        Shown::ReturnFuture => json!({ "future": file.map(|file| return_file::future_days(file, facts.on)) }),
        Shown::RemovalAskedOn => {
            json!({ "checked_on": file.and_then(|file| file.removal_check).map(|(day, _)| day) })
        }
        _ => json!({ "days": limits.removal_check_days.value }),
    }
}

fn of_award(awards: &AwardFacts, fact: Shown) -> Value {
    match fact {
        Shown::Paid => json!({ "paid": awards.paid }),
        Shown::PaidBy => json!({ "paid_by": awards.paid_by }),
        Shown::Award => json!({ "award": awards.award }),
        Shown::AwardSum => json!({ "award_sum": awards.award_sum }),
        _ => json!({ "other_episodes": awards.other_episodes }),
    }
}

fn of_lots(
    facts: &PaymentFacts,
    holds: fn(&Drawn<'_>) -> bool,
    has: fn(&Drawn<'_>) -> Option<Qepik>,
) -> Value {
    let drawn = drawn(facts);
    let of_case: Vec<_> = drawn.iter().filter(|(_, d)| holds(d)).collect();
    let lots: Vec<_> = of_case.iter().map(|(lot, _)| *lot).collect();
    let sums: Vec<Qepik> = of_case.iter().map(|(_, d)| d.sum).collect();
    let held: Vec<Qepik> = of_case.iter().filter_map(|(_, d)| has(d)).collect();
    json!({ "lots": lots, "drawn": sums, "held": held })
}

fn is_of_order(fact: Shown) -> bool {
    use Shown::*;
    matches!(fact, Order | Ordered | Received | PaidByFund | Left | Residual | FoundOn | Realisable)
}

fn of_order(order: &OrderFacts, fact: Shown) -> Value {
    let left = order.ordered - order.received - order.paid_by_fund;
    match fact {
        Shown::Order => json!({ "order": order.order }),
        Shown::Ordered => json!({ "ordered": order.ordered }),
        Shown::Received => json!({ "received": order.received }),
        Shown::PaidByFund => json!({ "paid_by_fund": order.paid_by_fund }),
        Shown::Left => json!({ "left": left.debit() }),
        Shown::Residual => {
            let realisable = order.insufficiency.map_or(Qepik::ZERO, |(_, realisable)| realisable);
            json!({ "left": (left - realisable).debit() })
        }
        Shown::FoundOn => json!({ "found_on": order.insufficiency.map(|(day, _)| day) }),
        _ => json!({ "realisable": order.insufficiency.map(|(_, realisable)| realisable) }),
    }
}

fn of_receiving(receiving: &Receiving<'_>, fact: Shown) -> Value {
    match fact {
        Shown::Beneficiary => json!({ "beneficiary": receiving.beneficiary }),
        Shown::Payee => json!({ "payee": receiving.payee_kind }),
        Shown::Method => json!({ "method": receiving.method }),
        Shown::ChildGuardian => about(receiving, receiving.in_conflict()),
        Shown::Representative => about(receiving, receiving.representatives.paid.known()),
        Shown::Collector => about(
            receiving,
            match &receiving.representatives.collected {
                Fact::Known(Receiver::Representative(one)) => Some(one),
                _ => None,
            },
        ),
        _ => Value::Null,
    }
}

fn about(receiving: &Receiving<'_>, one: Option<&Representative>) -> Value {
    json!({
        "beneficiary": receiving.beneficiary, "representative": one.map(|one| one.number),
        "kind": one.map(|one| one.kind), "state": one.map(|one| one.state), "relation": one.map(|one| one.conflict),
    })
}
