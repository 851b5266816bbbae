//! What the sweep looks at, read page by page and judged as it is read: what stands for long, and what only many payments together show.
use crate::{
    domain::{
        day::Day,
        finding::{Finding, Rule},
        money::Qepik,
        order::OrderKind,
        purpose::Purpose,
        reference::*,
    },
    rules::{Rulebook, facts::*},
    service::{
        Fund, Outcome,
        inflow::judge_inflow::victims_unpaid,
        payment::recall::{swept_on_released, swept_on_settled},
    },
    store::{
        Snapshot,
        watch::{PaidOnOrder, Referred, WatchedOrder},
    },
};
use std::collections::{BTreeMap, BTreeSet};

/// How many are read at once.
const PAGE: i64 = 500;

/// Most payments to organisations that are looked at together.
const MOST_REFERRED: i64 = 10_000;

/// What was found on one subject.
#[derive(Debug, Clone, PartialEq)]
pub struct Found {
    /// A reference: an order, an inflow, a payment, an award, an officer.
    pub subject: String,
    /// What.
    pub finding: Finding,
}

/// Everything that a sweep saw.
#[derive(Debug, Default)]
pub struct Seen {
    /// How many things were looked at.
    pub looked_at: i64,
    /// What stands against them.
    pub found: Vec<Found>,
}

impl Seen {
    /// Asks the rulebook of one thing.
    pub(super) fn look(&mut self, book: &Rulebook, subject: String, watched: &Watched) {
        self.looked_at += 1;
        let findings = book.judge_watched(&subject, watched);
        self.keep(&subject, findings);
    }

    fn keep(&mut self, subject: &str, findings: Vec<Finding>) {
        let found = |finding| Found { subject: subject.to_owned(), finding };
        self.found.extend(findings.into_iter().map(found));
    }

    /// An order is looked at as a whole, but persons are owed apart: what one has too much is not made up by what another lacks.
    fn look_at_order(
        &mut self,
        book: &Rulebook,
        subject: &str,
        order: OrderWatch,
        person: Option<PaidOnOrder>,
    ) {
        self.looked_at += 1;
        let is_of_person = |finding: &Finding| finding.rule == Rule::Overpaid;
        if let Some(PaidOnOrder { ordered, received, paid_by_fund }) = person {
            let of_person = OrderWatch { ordered, received, paid_by_fund, ..order.clone() };
            let mut findings = book.judge_watched(subject, &Watched::Order(of_person));
            findings.retain(is_of_person);
            self.keep(subject, findings);
        }
        let mut findings = book.judge_watched(subject, &Watched::Order(order));
        findings.retain(|finding| !is_of_person(finding));
        self.keep(subject, findings);
    }
}

/// Reads a kind page by page, and does something with each row.
macro_rules! each {
    ($from:expr, $read:ident, |$row:ident| $do:block) => {{
        let mut after = 0;
        loop {
            let page = $from.$read(after, PAGE).await?;
            let Some(last) = page.last() else { break };
            after = last.id.stored();
            for $row in page $do
        }
    }};
}

/// Looks through everything that stands, on a day.
pub async fn look_through(fund: &Fund, today: Day) -> Outcome<Seen> {
    let (mut from, mut seen) = (fund.read().await?, Seen::default());
    let book = fund.rulebook();
    orders(&mut from, fund, today, &mut seen).await?;
    each!(from, watched_gifts, |gift| {
        let days = today.days_since(gift.on_day);
        let watched = Watched::Gift { kind: gift.kind, days, notified: false };
        seen.look(&book, gift.id.to_string(), &watched);
    });
    each!(from, waiting_cash, |cash| {
        let watched = Watched::Waiting { days: today.days_since(cash.on_day) };
        seen.look(&book, cash.id.to_string(), &watched);
    });
    each!(from, undecided_awards, |award| {
        let watched = Watched::Claim { about: ClaimAbout::Award, days: today.days_since(award.on_day) };
        seen.look(&book, award.id.to_string(), &watched);
    });
    each!(from, undecided_payments, |payment| {
        let watched = Watched::Claim { about: ClaimAbout::Payment, days: today.days_since(payment.on_day) };
        seen.look(&book, payment.id.to_string(), &watched);
    });
    each!(from, emergency_help, |help| {
        let watched =
            Watched::Help { days: today.working_days_since(help.on_day), reviewed: help.reviews > 0 };
        seen.look(&book, help.id.to_string(), &watched);
    });
    released(&mut from, fund, &mut seen).await?;
    settled(&mut from, fund, today, &mut seen).await?;
    overriders(&mut from, &book, today, None, &mut seen).await?;
    referrers(&mut from, &book, today, &mut seen).await?;
    likeness(&mut from, &book, &mut seen).await?;
    Ok(seen)
}

async fn orders(from: &mut Snapshot, fund: &Fund, today: Day, seen: &mut Seen) -> Outcome<()> {
    each!(from, watched_orders, |order| {
        order_in_force(from, fund, today, &order, seen).await?;
    });
    Ok(())
}

/// An order in force, with what is owed on it.
pub(super) async fn order_in_force(
    from: &mut Snapshot,
    fund: &Fund,
    today: Day,
    order: &WatchedOrder,
    seen: &mut Seen,
) -> Outcome<()> {
    let unpaid = order.kind == OrderKind::Confiscation
        && order.came_in > 0
        && victims_unpaid(from, fund, Some(order.id)).await?;
    let person = if order.kind == OrderKind::Restitution { from.most_paid(order.id).await? } else { None };
    seen.look_at_order(&fund.rulebook(), &order.id.to_string(), of_order(order, today, unpaid), person);
    Ok(())
}

fn of_order(order: &WatchedOrder, today: Day, victims_unpaid: bool) -> OrderWatch {
    OrderWatch {
        kind: order.kind,
        days: order.in_force_on.map(|day| today.days_since(day)),
        assets_due: order.assets_due,
        came_in: order.came_in > 0,
        victims_unpaid,
        ordered: order.ordered,
        received: order.received,
        paid_by_fund: order.paid_by_fund,
        days_since_paid: order.paid_on.map(|day| today.days_since(day)),
        // Recourse is for what was paid: one that was opened before a payment is not for that.
        recourse_opened: order.recourses > 0 && order.paid_on.is_none(),
    }
}

/// Released payments that did not arrive yet: what nobody may lift now is found, so that they are called back.
async fn released(from: &mut Snapshot, fund: &Fund, seen: &mut Seen) -> Outcome<()> {
    let mut after = 0;
    loop {
        let page = from.released_payments(after, PAGE).await?;
        let Some((last,)) = page.last() else { return Ok(()) };
        after = last.stored();
        let page: Vec<PaymentRef> = page.into_iter().map(|(id,)| id).collect();
        for (id, findings) in swept_on_released(from, fund, &page).await? {
            seen.looked_at += 1;
            seen.keep(&id.to_string(), findings);
        }
    }
}

/// Payments that arrived within the days in which a pattern may still show.
async fn settled(from: &mut Snapshot, fund: &Fund, today: Day, seen: &mut Seen) -> Outcome<()> {
    let (book, mut after) = (fund.rulebook(), None);
    let days = book.limits().round_trip_days.value.max(book.limits().split_window_days.value);
    let first = today.days_before(u64::from(days));
    loop {
        let page = from.settled_since(after.unwrap_or((first, 0)), PAGE).await?;
        let Some(last) = page.last() else { return Ok(()) };
        after = Some((last.effective_on, last.number));
        let page: Vec<PaymentRef> = page.into_iter().map(|one| one.payment).collect();
        for (id, findings) in swept_on_settled(from, fund, &page).await? {
            seen.looked_at += 1;
            seen.keep(&id.to_string(), findings);
        }
    }
}

/// What share of the overrides of the window each officer gave, or one of them.
pub(super) async fn overriders(
    from: &mut Snapshot,
    book: &Rulebook,
    today: Day,
    only: Option<PersonRef>,
    seen: &mut Seen,
) -> Outcome<()> {
    let window = u64::from(book.limits().override_window_days.value);
    let given = from.overriders(today.days_before(window).begins_at()).await?;
    let all: i64 = given.iter().map(|(_, overrides)| overrides).sum();
    for (person, overrides) in given.into_iter().filter(|(person, _)| only.is_none_or(|only| only == *person))
    {
        let share = (overrides * 100 + all - 1) / all.max(1);
        seen.look(book, person.to_string(), &Watched::Overrider { overrides, share });
    }
    Ok(())
}

/// Organisations that were paid for persons, or gave, within days of sums that those persons had once. It is known by its terms; the latest
/// payment to it stands for it.
async fn referrers(from: &mut Snapshot, book: &Rulebook, today: Day, seen: &mut Seen) -> Outcome<()> {
    let limits = book.limits();
    let first = today.days_before(u64::from(limits.referral_window_days.value));
    let rows = from.referred(first.begins_at(), MOST_REFERRED).await?;
    let gifts = from.gifts_of_referrers(first.begins_at(), first, MOST_REFERRED).await?;
    let mut told = BTreeSet::new();
    for (latest, of) in by_term(&rows, &gifts, i64::from(limits.referral_days.value)).into_values() {
        if told.insert(latest) {
            seen.look(book, latest.to_string(), &Watched::Referrer { persons: of.len() as i64 });
        }
    }
    Ok(())
}

/// By each term of an organisation, its latest payment, and the persons who had a sum once within days of a payment to it or of its gift.
pub(super) fn by_term<'r>(
    rows: &'r [Referred],
    gifts: &[(Vec<u8>, Day)],
    days: i64,
) -> BTreeMap<&'r [u8], (PaymentRef, BTreeSet<BeneficiaryRef>)> {
    let near = |one: Day, other: Day| one.days_since(other).abs() <= days;
    let mut persons: BTreeMap<&[u8], (PaymentRef, BTreeSet<BeneficiaryRef>)> = BTreeMap::new();
    for row in rows {
        let sum_on = Day::in_baku(row.sum_at);
        let gave_near = || gifts.iter().any(|(term, on)| *term == row.term && near(*on, sum_on));
        if near(Day::in_baku(row.paid_at), sum_on) || gave_near() {
            let (latest, of) = persons.entry(&row.term).or_insert((row.id, BTreeSet::new()));
            *latest = (*latest).max(row.id);
            of.insert(row.beneficiary);
        }
    }
    persons
}

/// Sums that were awarded while one act was in force.
async fn likeness(from: &mut Snapshot, book: &Rulebook, seen: &mut Seen) -> Outcome<()> {
    for dated in book.amounts().all() {
        // A year of four digits: an engine that compares instants as text knows no later one.
        let before = dated.until.map_or_else(|| Day::LAST.begins_at(), Day::ends_before);
        let sums = from.awarded_between(dated.purpose, dated.from.begins_at(), before).await?;
        let Some(sums) = sums else { continue };
        if let (Some(award), Some(least), Some(most)) = (sums.id, sums.least, sums.most) {
            like(book, seen, dated.purpose, award, (least, most));
        }
    }
    Ok(())
}

fn like(book: &Rulebook, seen: &mut Seen, purpose: Purpose, award: AwardRef, (least, most): (Qepik, Qepik)) {
    seen.look(book, award.to_string(), &Watched::Likeness { purpose, least, most });
}
