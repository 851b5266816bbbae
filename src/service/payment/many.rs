//! Judging many payments that stand, all at once (`store::desk`): what they ask of the database is asked together, so that a set of them
//! takes as many statements as one has questions.
use super::plan::{Judged, Plan, judge_plan};
use crate::{
    domain::{day::Day, finding::Stage, reference::PaymentRef},
    service::{Fund, Outcome},
    store::{Snapshot, Together, payment::StandingPayment},
};

/// Most that are judged at once: each waits with what it knows.
pub const AT_ONCE: usize = 500;

/// Judges some payments as if they were released on a day, [`AT_ONCE`] at a time; none for those that there are not. Nothing is written.
pub async fn judge_many(
    from: &mut Snapshot,
    fund: &Fund,
    some: &[PaymentRef],
    today: Day,
) -> Outcome<Together<Option<Judged>>> {
    let one = move |mut from: Snapshot, id: PaymentRef| async move {
        let Some(stored) = from.payment(id).await? else { return Ok(None) };
        judge_released(&mut from, fund, &stored, today).await.map(Some)
    };
    let mut all = Together { done: vec![], statements: 0 };
    for some in some.chunks(AT_ONCE) {
        let judged = from.together(some.iter().copied(), one).await?;
        all.done.extend(judged.done);
        all.statements += judged.statements;
    }
    Ok(all)
}

/// Judges a payment as if it were released on a day.
pub(in crate::service) async fn judge_released(
    from: &mut Snapshot,
    fund: &Fund,
    stored: &StandingPayment,
    today: Day,
) -> Outcome<Judged> {
    let plan = Plan::of_stored(from, fund, stored).await?;
    judge_plan(from, fund, &plan, Stage::Release, today, today).await
}
