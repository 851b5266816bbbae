//! What a decision makes visible at once: the questions of the sweep, asked of what somebody decides on while it is decided. Whoever finds
//! it first writes it, the decision or a sweep, and it is written once.
use super::{
    sweep::write_found,
    watch::{Seen, by_term, of_order},
};
use crate::{
    domain::{day::Day, money::Qepik, purpose::PayeeKind, reference::*},
    rules::facts::{ClaimAbout, Watched},
    service::{Fund, Outcome},
    store::{Tx, award::AwardRow, payment::PaymentRow},
};

/// How many of the latest payments to an organisation, and of its gifts, are looked at together.
const MOST_REFERRED: i64 = 500;

/// Most emergency help of one person that is looked at.
const MOST_HELP: i64 = 50;

/// A payment is approved on a day: how long it waited, and what stands on its order, its person and whom it pays.
pub(in crate::service) async fn approved(
    fund: &Fund,
    tx: &mut Tx,
    payment: &PaymentRow,
    days: (Option<Day>, Day),
) -> Outcome<()> {
    let (mut seen, today) = (Seen::default(), tx.today());
    waited(fund, &mut seen, payment.id.to_string(), ClaimAbout::Payment, days);
    order(fund, tx, &mut seen, payment, today).await?;
    for help in tx.emergency_help_of(payment.beneficiary, MOST_HELP).await? {
        let watched = Watched::Help { days: today.days_since(help.on_day), reviewed: help.reviews > 0 };
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
    days: (Option<Day>, Day),
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
    (since, on): (Option<Day>, Day),
) -> Outcome<()> {
    let mut seen = Seen::default();
    if let Some(since) = since {
        seen.look(&fund.rulebook(), id.to_string(), &Watched::Waiting { days: on.days_since(since) });
    }
    write(fund, tx, seen).await
}

/// An award is decided on a day, after somebody asked for it.
pub(in crate::service) async fn award_decided(
    fund: &Fund,
    tx: &mut Tx,
    award: &AwardRow,
    days: (Option<Day>, Day),
) -> Outcome<()> {
    let mut seen = Seen::default();
    waited(fund, &mut seen, award.id.to_string(), ClaimAbout::Award, days);
    write(fund, tx, seen).await
}

/// An award is made: is it as high as the first one under the same act?
pub(in crate::service) async fn award_made(fund: &Fund, tx: &mut Tx, award: &AwardRow) -> Outcome<()> {
    let (book, mut seen) = (fund.rulebook(), Seen::default());
    let is_in = |from: Day, until: Option<Day>| {
        from.begins_at() <= award.at && until.is_none_or(|last| award.at < last.ends_before())
    };
    let acts = book.amounts().all();
    let act = acts.iter().find(|act| act.purpose == award.purpose && is_in(act.from, act.until));
    let first = match act {
        Some(act) => {
            // A reference begins with the year of its recording, so that no older one is read.
            let least = i64::from(act.from.year()) * YEAR_STEP;
            tx.first_award(award.purpose, act.from.begins_at(), least).await?
        }
        None => None,
    };
    if let Some(first) = first.filter(|(id, _)| *id != award.id) {
        let own = (award.id, Qepik::from(award.amount));
        let (least, most) = if own.1 < first.1 { (own, first) } else { (first, own) };
        // As the sweep tells it: of the one that has least.
        let watched = Watched::Likeness { purpose: award.purpose, least: least.1, most: most.1 };
        seen.look(&book, least.0.to_string(), &watched);
    }
    write(fund, tx, seen).await
}

/// An officer lifts a finding: what share of all is it?
pub(in crate::service) async fn lifted(fund: &Fund, tx: &mut Tx, person: PersonRef) -> Outcome<()> {
    let (mut seen, today) = (Seen::default(), tx.today());
    super::watch::overriders(tx, &fund.rulebook(), today, Some(person), &mut seen).await?;
    write(fund, tx, seen).await
}

fn waited(fund: &Fund, seen: &mut Seen, subject: String, about: ClaimAbout, (since, on): (Option<Day>, Day)) {
    if let Some(since) = since {
        seen.look(&fund.rulebook(), subject, &Watched::Claim { about, days: on.days_since(since) });
    }
}

async fn order(fund: &Fund, tx: &mut Tx, seen: &mut Seen, payment: &PaymentRow, today: Day) -> Outcome<()> {
    let Some(id) = payment.court_order else { return Ok(()) };
    let stands = tx.watched_orders(id.stored() - 1, 1).await?;
    if let Some(order) = stands.into_iter().find(|order| order.id == id) {
        let person = tx.most_paid(id).await?;
        seen.look_at_order(&fund.rulebook(), &id.to_string(), of_order(&order, today, false), person);
    }
    Ok(())
}

/// The organisation that is paid, by all terms of it that were written down: for how many did it speak who had a sum within days?
async fn referrer(fund: &Fund, tx: &mut Tx, seen: &mut Seen, id: PaymentRef, today: Day) -> Outcome<()> {
    let book = fund.rulebook();
    let limits = book.limits();
    let first = today.days_before(u64::from(limits.referral_window_days.value));
    let rows = tx.referred_by(id, first.begins_at(), MOST_REFERRED).await?;
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
