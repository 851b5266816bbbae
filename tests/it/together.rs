//! Payments that are judged together are judged as each by itself, and take as many statements as one has questions.
use crate::app::{TestApp, on_both_engines};
use relief_ledger::{
    domain::{finding::Stage, reference::PaymentRef},
    service::{
        Halt,
        payment::{
            many::{AT_ONCE, judge_many},
            plan::{Judged, Plan, judge_plan},
        },
    },
    store::payment::PaymentFilter,
};
use serde_json::json;

/// All payments there are.
async fn payments(app: &TestApp) -> Vec<PaymentRef> {
    let mut from = app.fund.read().await.expect("a snapshot");
    let page = from.payments(&PaymentFilter::default(), 0, AT_ONCE as i64).await.expect("it reads");
    page.into_iter().map(|standing| standing.payment.id).collect()
}

/// What the rules say of some payments, judged together; and how many statements that took.
async fn together(app: &TestApp, some: &[PaymentRef]) -> Result<(Vec<Judged>, usize), Halt> {
    let mut from = app.fund.read().await.expect("a snapshot");
    let fund = app.fund.as_seen(&mut from).await.expect("the rulebook is known");
    let together = Box::pin(judge_many(&mut from, &fund, some, app.fund.today())).await?;
    let judged = together.done.into_iter().map(|judged| judged.expect("the payment is there"));
    Ok((judged.collect(), together.statements))
}

/// What they say of a payment by itself.
async fn alone(app: &TestApp, payment: PaymentRef) -> Result<Judged, Halt> {
    let mut from = app.fund.read().await.expect("a snapshot");
    let fund = app.fund.as_seen(&mut from).await.expect("the rulebook is known");
    let stored = from.payment(payment).await.expect("it reads").expect("the payment is there");
    let plan = Plan::of_stored(&mut from, &fund, &stored).await?;
    let today = app.fund.today();
    Box::pin(judge_plan(&mut from, &fund, &plan, Stage::Release, today, today)).await
}

/// Payments that are judged otherwise together than each by itself.
pub async fn judged_otherwise(app: &TestApp) -> Vec<String> {
    let all = payments(app).await;
    let mut each = vec![];
    for payment in &all {
        each.push(alone(app, *payment).await);
    }
    match (together(app, &all).await, each.into_iter().collect::<Result<Vec<_>, _>>()) {
        (Ok((judged, _)), Ok(each)) => {
            let pairs = all.into_iter().zip(judged.iter().zip(&each));
            let told =
                pairs.map(|(payment, (one, other))| (payment, format!("{one:?}"), format!("{other:?}")));
            let otherwise = told.filter(|(_, together, alone)| together != alone);
            otherwise
                .map(|(payment, one, other)| format!("{payment} is judged {one} together, {other} alone"))
                .collect()
        }
        // What cannot be read is the first of them either way.
        (Err(together), Err(alone)) if format!("{together:?}") == format!("{alone:?}") => vec![],
        (together, alone) => vec![format!("judged together: {:?}, alone: {:?}", together.err(), alone.err())],
    }
}

on_both_engines! {
    async fn a_set_of_payments_takes_as_many_statements_as_a_few_of_them(app: TestApp) {
        app.donation("5000.00", "2014-05-30", json!({})).await;
        let clinic = json!({"kind": "clinic", "name": "Klinika 9", "number": "1234567891"});
        for number in 0..9 {
            let person = app.beneficiary("2014-06-01").await;
            app.released(app.lump_sum(&person)).await;
            let title = app.document("maker-1", &format!("receipt {number}")).await;
            app.draft(json!({"purpose": "medical", "beneficiary": person, "amount": "20.00", "method": "bank", "payee": clinic, "memo": "treatment",
                "documents": [title], "items": [{"category": "treatment", "amount": "20.00"}]})).await;
        }
        let all = payments(&app).await;
        let (few, of_few) = together(&app, &all[..4]).await.expect("they are judged");
        let (judged, of_all) = together(&app, &all).await.expect("they are judged");
        assert_eq!((all.len(), judged.len(), few.len()), (18, 18, 4));
        assert!(of_few > 5 && of_all <= of_few, "{of_few} for 4 payments, {of_all} for 18");
        assert_eq!(app.differences().await, [""; 0]);
    }

    async fn of_many_the_first_that_fails_is_told(app: TestApp) {
        let mut from = app.fund.read().await.expect("a snapshot");
        let run = |mut from: relief_ledger::store::Snapshot, number: i32| async move {
            // One waits for something else before it asks.
            if number == 4 {
                tokio::time::sleep(std::time::Duration::from_millis(2)).await;
            }
            let found = from.latest_review().await?;
            if number % 2 == 1 { Err(relief_ledger::store::Fault::broken("test", number.to_string())) } else { Ok(found.is_none()) }
        };
        let even = from.together([0, 2, 4], run).await.expect("none of them fails");
        assert_eq!((even.done, even.statements), (vec![true; 3], 1), "they asked the same");
        let failed = from.together([0, 3, 1, 2], run).await.err().expect("two of them fail");
        assert!(failed.to_string().contains('3'), "{failed}");
        assert!(from.latest_review().await.expect("it reads on").is_none());
    }
}
