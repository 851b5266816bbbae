//! What judging a payment will ask, asked ahead where nothing is written: one journey to the database with what the command tells, and
//! a second with what the first brought. An answer that is not needed does no harm, and what was not thought of is asked when it is.
use super::{draft_payment::DraftPayment, plan::Plan};
use crate::{
    domain::{
        day::Day,
        purpose::{Method, TWO_APPROVERS_FROM_QEPIK},
        reference::PaymentRef,
    },
    rules::book::Limits,
    service::{
        Fund, Outcome,
        award::propose_award::person_key,
        lot::candidates::first_place,
        party::{goes_to_own_account, terms::terms_of_payee},
    },
    store::{Ahead, Snapshot, balance::LOTS_READ},
    vault::party::PartyTerms,
};

/// The days around one in which payments are near it.
pub(super) fn near_window(limits: &Limits, on: Day) -> (Day, Day) {
    let days = u64::from(limits.split_window_days.value);
    (on.days_before(days), on.days_after(days))
}

/// What a command tells.
pub(super) fn told_by(fund: &Fund, command: &DraftPayment) -> Ahead {
    let (of, purpose, today) = (command.beneficiary, command.purpose, fund.today());
    let none: Option<PaymentRef> = None;
    let mut ahead = Ahead::default();
    ahead.sheet(of);
    if purpose.has_fixed_sum() {
        ahead.awards(of, &person_key(of), purpose, none);
    }
    if command.amount.qepik() < TWO_APPROVERS_FROM_QEPIK {
        let window = near_window(fund.rulebook().limits(), today);
        ahead.paid_near((of, purpose), none, TWO_APPROVERS_FROM_QEPIK, window);
    }
    if command.lots.is_empty() {
        ahead.open_sets(purpose);
        // Which sets have money changes seldom: the lots of those that were seen last are asked for along with them.
        ahead.open_lots(&fund.seen_sets().of(purpose), command.method == Method::Cash, first_place(None));
    } else {
        command.lots.chunks(LOTS_READ).take(1).for_each(|some| ahead.named_lots(some));
    }
    let terms = terms_of_payee(fund.keys(), &command.payee);
    if !goes_to_own_account(command.payee.kind, command.method, &terms) {
        ahead.parties_with(&terms, Some(of));
    }
    ahead
}

/// What is known after that: which sets of lots cover it, and whose account is paid to.
pub(super) async fn told_next(
    from: &mut Snapshot,
    fund: &Fund,
    plan: &Plan,
    minor: Option<bool>,
    terms: &PartyTerms,
) -> Outcome<()> {
    if !from.asks_ahead() {
        return Ok(());
    }
    let mut ahead = Ahead::default();
    if plan.lots.is_empty() && plan.sources.is_empty() {
        let sets = from.open_sets(plan.purpose).await?;
        fund.seen_sets().note(plan.purpose, &sets);
        ahead.open_lots(&sets, plan.method == Method::Cash, first_place(minor));
    }
    ahead.parties_with(terms, Some(plan.beneficiary));
    Ok(from.ask_ahead(ahead).await?)
}
