//! The machine's clock set back. The real service takes the machine's clock, which a test may not touch, so this one fault is
//! tried in the process, with a clock that can be set.
use super::{
    reckoning::Tally,
    rounds::{Row, draw, rounds},
    statement,
};
use crate::app::{NOW, TestApp, id, instant, on_both_engines};
use axum::body::Bytes;
use chrono::TimeDelta;
use relief_ledger::domain::day::{Instant, instant_text};
use serde_json::json;

/// How far the clock is set, before or after its beginning: two hours.
const FARTHEST_S: usize = 7_200;

/// Answers for an instant, as they were served first.
struct Served {
    path: String,
    bytes: Bytes,
}

on_both_engines! {
    async fn a_clock_set_back_changes_nothing_that_was_said_and_no_order_of_records(app: TestApp) {
        let mut row = Row::new("clock set back", app.fund.store().engine());
        let (mut given, mut served) = (vec![], vec![]);
        for round in 0..rounds(12) {
            let seconds = (draw(round) % (2 * FARTHEST_S)) as i64 - FARTHEST_S as i64;
            let now = instant(NOW) + TimeDelta::seconds(seconds);
            app.clock.set(now);
            given.push(id(&app.donation("10.00", "2014-05-05", json!({})).await));
            served.extend(serve(&app, now).await);
            given.push(id(&app.donation("20.00", "2014-05-05", json!({})).await));
            let differences = app.differences().await;
            let of_the_clock = |told: &String| told.starts_with("head") && told.contains("ahead of the clock");
            assert!(differences.iter().all(of_the_clock), "{differences:?}");
            row.add(Tally { acknowledged: 2, ..Tally::default() });
        }
        app.clock.set(instant(NOW) + TimeDelta::days(1));
        for Served { path, bytes } in &served {
            let again = app.get("auditor-1", path).await;
            assert_eq!(again.status, 200, "{path}: {}", again.text());
            assert!(again.bytes == *bytes, "{path} says something else now: {}", again.text());
        }
        assert_eq!(app.differences().await, Vec::<String>::new());
        all_are_there_in_order(&app, &given, &mut row).await;
        row.finish();
    }

    async fn what_was_served_is_not_told_otherwise_while_the_clock_lies_behind_it(app: TestApp) {
        app.donation("10.00", "2014-05-05", json!({})).await;
        let served = serve(&app, instant(NOW)).await;
        app.clock.set(instant(NOW) - TimeDelta::minutes(3));
        app.donation("20.00", "2014-05-05", json!({})).await;
        for Served { path, bytes } in served {
            let again = app.get("auditor-1", &path).await;
            match again.status {
                200 => assert!(again.bytes == bytes, "{path} says something else now: {}", again.text()),
                // To the clock it is an instant to come, and that is said.
                _ => assert_eq!(again.clone().must(422)["fields"][0]["field"], "known_at", "{}", again.text()),
            }
        }
        assert_eq!(app.differences().await, Vec::<String>::new(), "a few minutes are no difference");
        app.clock.set(instant(NOW) - TimeDelta::days(1));
        let told = app.differences().await;
        assert!(told.len() == 1 && told[0].contains("ahead of the clock"), "{told:?}");
    }
}

/// Asks for what is known at an instant, in two forms.
async fn serve(app: &TestApp, at: Instant) -> Vec<Served> {
    let at = instant_text(&at);
    let mut served = vec![];
    for path in ["/trial-balance?on=2014-12-31", "/statements?format=csv"] {
        let path = format!("{path}&known_at={at}");
        let answer = app.get("auditor-1", &path).await;
        assert_eq!(answer.status, 200, "{path}: {}", answer.text());
        served.push(Served { path, bytes: answer.bytes });
    }
    served
}

/// Every gift is there, and was recorded after the one before it.
async fn all_are_there_in_order(app: &TestApp, given: &[String], row: &mut Row) {
    let entries = statement::of_csv(&app.get("auditor-1", "/statements?format=csv").await.text());
    statement::is_whole(&entries);
    let falls = entries.windows(2).find(|pair| pair[0].recorded_at >= pair[1].recorded_at);
    assert!(falls.is_none(), "two records of one instant, or in the wrong order: {falls:?}");
    for inflow in given {
        let found = app.get("auditor-1", &format!("/inflows/{inflow}")).await;
        if found.status != 200 {
            row.lose(inflow);
        }
    }
}
