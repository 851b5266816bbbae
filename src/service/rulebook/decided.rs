//! What a decision makes visible at once: the questions of the sweep, asked of what somebody decides on while it is decided. Whoever finds
//! it first writes it, the decision or a sweep, once for each reference.
use super::{
    sweep::write_found,
    watch::{Seen, by_term, order_in_force},
};
use crate::{
    domain::{day::Day, inflow::InflowKind, money::Qepik, purpose::PayeeKind, reference::*},
    rules::facts::{ClaimAbout, Watched},
    service::{Fund, Outcome},
    store::{Tx, award::AwardRow, payment::PaymentRow},
};

/// From when to when somebody waited for a decision; it is not known since when where nobody asked.
#[derive(Debug, Clone, Copy)]
pub(in crate::service) struct Waited {
    /// Since when.
    pub since: Option<Day>,
    /// The day of the decision.
    pub until: Day,
}

/// How many of the latest payments to an organisation, and of its gifts, are looked at together.
const MOST_REFERRED: i64 = 500;

/// Most emergency help of one person that is looked at.
const MOST_HELP: i64 = 50;

/// A payment is approved on a day: how long it waited, and what stands on its order, its person and whom it pays.
pub(in crate::service) async fn approved(
    fund: &Fund,
    tx: &mut Tx,
    payment: &PaymentRow,
    days: Waited,
) -> Outcome<()> {
    let (mut seen, today) = (Seen::default(), tx.today());
    waited(fund, &mut seen, payment.id.to_string(), ClaimAbout::Payment, days);
    if let Some(id) = payment.court_order {
        order(fund, tx, &mut seen, id).await?;
    }
    for help in tx.emergency_help_of(payment.beneficiary, MOST_HELP).await? {
        let watched =
            Watched::Help { days: today.working_days_since(help.on_day), reviewed: help.reviews > 0 };
        seen.look(&fund.rulebook(), help.id.to_string(), &watched);
    }
    if payment.payee_kind == PayeeKind::Ngo {
        referrer(fund, tx, &mut seen, payment.id, today).await?;
    }
    write(fund, tx, seen).await
}

/// A payment is rejected on a day.
pub(in crate::service) async fn rejected(
    fund: &Fund,
    tx: &mut Tx,
    id: PaymentRef,
    days: Waited,
) -> Outcome<()> {
    let mut seen = Seen::default();
    waited(fund, &mut seen, id.to_string(), ClaimAbout::Payment, days);
    write(fund, tx, seen).await
}

/// Cash is collected on a day, after its release.
pub(in crate::service) async fn collected(
    fund: &Fund,
    tx: &mut Tx,
    id: PaymentRef,
    Waited { since, until }: Waited,
) -> Outcome<()> {
    let mut seen = Seen::default();
    if let Some(since) = since {
        seen.look(&fund.rulebook(), id.to_string(), &Watched::Waiting { days: until.days_since(since) });
    }
    write(fund, tx, seen).await
}

/// An award is decided on a day, after somebody asked for it.
pub(in crate::service) async fn award_decided(
    fund: &Fund,
    tx: &mut Tx,
    award: &AwardRow,
    days: Waited,
) -> Outcome<()> {
    let mut seen = Seen::default();
    waited(fund, &mut seen, award.id.to_string(), ClaimAbout::Award, days);
    write(fund, tx, seen).await
}

/// An award is made: is it as high as the first one under the same act? The sweep compares all of them.
pub(in crate::service) async fn award_made(fund: &Fund, tx: &mut Tx, award: &AwardRow) -> Outcome<()> {
    let (book, mut seen) = (fund.rulebook(), Seen::default());
    let first = match book.amounts().in_force(award.purpose, Day::in_baku(award.at)) {
        Some(act) => tx.first_award(award.purpose, act.from).await?,
        None => None,
    };
    if let Some(first) = first.filter(|(id, _)| *id != award.id) {
        let own = (award.id, Qepik::from(award.amount));
        let (least, most) = if own.1 < first.1 { (own, first) } else { (first, own) };
        let watched = Watched::Likeness { purpose: award.purpose, least: least.1, most: most.1 };
        seen.look(&book, least.0.to_string(), &watched);
    }
    write(fund, tx, seen).await
}

/// A gift is recorded, or notified, so many days after it came.
pub(in crate::service) async fn gift_told(
    fund: &Fund,
    tx: &mut Tx,
    (id, kind): (InflowRef, InflowKind),
    days: i64,
) -> Outcome<()> {
    let mut seen = Seen::default();
    if matches!(kind, InflowKind::Donation | InflowKind::Grant) {
        seen.look(&fund.rulebook(), id.to_string(), &Watched::Gift { kind, days, notified: false });
    }
    write(fund, tx, seen).await
}

/// An order is confirmed, or property of it comes.
pub(in crate::service) async fn order_stands(fund: &Fund, tx: &mut Tx, id: OrderRef) -> Outcome<()> {
    let mut seen = Seen::default();
    order(fund, tx, &mut seen, id).await?;
    write(fund, tx, seen).await
}

/// An officer lifts a finding: what share of all is it?
pub(in crate::service) async fn lifted(fund: &Fund, tx: &mut Tx, person: PersonRef) -> Outcome<()> {
    let (mut seen, today) = (Seen::default(), tx.today());
    super::watch::overriders(tx, &fund.rulebook(), today, Some(person), &mut seen).await?;
    write(fund, tx, seen).await
}

fn waited(fund: &Fund, seen: &mut Seen, subject: String, about: ClaimAbout, Waited { since, until }: Waited) {
    if let Some(since) = since {
        seen.look(&fund.rulebook(), subject, &Watched::Claim { about, days: until.days_since(since) });
    }
}

async fn order(fund: &Fund, tx: &mut Tx, seen: &mut Seen, id: OrderRef) -> Outcome<()> {
    let today = tx.today();
    match tx.watched_order(id).await? {
        Some(order) => order_in_force(tx, fund, today, &order, seen).await,
        None => Ok(()),
    }
}

/// The organisation that is paid, by all terms of it that were written down: for how many did it speak who had a sum within days?
async fn referrer(fund: &Fund, tx: &mut Tx, seen: &mut Seen, id: PaymentRef, today: Day) -> Outcome<()> {
    let book = fund.rulebook();
    let limits = book.limits();
    let first = today.days_before(u64::from(limits.referral_window_days.value));
    let rows = tx.referred_by(id, first, MOST_REFERRED).await?;
    let gifts = tx.gifts_of_payee(id, first, MOST_REFERRED).await?;
    let persons = by_term(&rows, &gifts, i64::from(limits.referral_days.value));
    if let Some(most) = persons.values().map(|(_, of)| of.len()).max() {
        seen.look(&book, id.to_string(), &Watched::Referrer { persons: most as i64 });
    }
    Ok(())
}

async fn write(fund: &Fund, tx: &mut Tx, seen: Seen) -> Outcome<()> {
    write_found(fund, tx, &seen.found).await.map(drop)
}
