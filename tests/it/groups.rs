//! Use cases that wait together share a transaction: what each can rely on whatever its neighbours do. A member that the
//! database refuses, that panics or breaks fails alone; numbers stay without a gap; repeated keys are answered once.
use crate::app::{TestApp, id, on_both_engines};
use relief_ledger::{
    domain::{
        account,
        journal::{Balanced, EntryKind, credit, debit},
        money::Money,
        person::{Officer, Role},
        reference::{LotRef, Reference},
        refusal::Refusal,
    },
    service::{Caller, Fund, Halt},
    store::{Fault, fund::FundRow, journal::About},
};
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// What goes wrong with a member.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Poison {
    /// A key that is there already: refused by the database as it is sent.
    Key,
    /// An entry on a lot that is not there: refused by the database.
    Lot,
    /// It panics after it wrote.
    Panic,
    /// A fault of the house after it wrote.
    Fault,
    /// A rule of the house after it wrote, in a member that read what it wrote.
    Refusal,
}

const POISONS: [Poison; 5] = [Poison::Key, Poison::Lot, Poison::Panic, Poison::Fault, Poison::Refusal];

async fn poisoned(fund: &Fund, who: &Caller, poison: Poison) -> Result<(), Halt> {
    fund.write(who, "test.poison", (), move |job, tx| {
        Box::pin(async move {
            let lot: LotRef = tx.next();
            let name =
                if poison == Poison::Key { "key_check".to_owned() } else { format!("poison of {lot}") };
            tx.add(FundRow { name: name.clone(), value: "x".into() }).await?;
            match poison {
                Poison::Key => Ok(()),
                Poison::Lot => {
                    let sum = Money::from_qepik(100).expect("a sum");
                    let postings = vec![debit(account::BANK, lot, sum), credit(account::DONATIONS, lot, sum)];
                    let entry = Balanced::new(EntryKind::Inflow, tx.today(), postings)?;
                    tx.post(&entry, About::of(job.who.person())).await?;
                    Ok(())
                }
                Poison::Panic => panic!("a member panics, as the test wants"),
                Poison::Fault => Err(Fault::broken("test", "as the test wants").into()),
                Poison::Refusal => {
                    assert!(tx.setting(&name).await?.is_some(), "a member reads what it wrote");
                    Err(Refusal::NotFound { what: "as the test wants".into() }.into())
                }
            }
        })
    })
    .await
}

fn maker() -> Caller {
    let person = relief_ledger::domain::reference::PersonRef::new(2014, 1);
    Caller::new(Officer { person, roles: [Role::Maker].into(), issuer: None })
}

/// Numbers that look random and are the same in every run.
fn noise(seed: u64) -> impl FnMut(u64) -> u64 {
    let mut state = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1;
    move |below| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state % below
    }
}

fn donation(qepik: u64) -> Value {
    json!({"kind": "donation", "amount": format!("{}.{:02}", 1 + qepik / 100, qepik % 100), "received_on": "2014-06-01",
        "account": "bank", "donor": {"kind": "legal", "name": "Xeyirxah MMC"}})
}

/// Entry numbers as the journal has them.
async fn entries(app: &TestApp) -> Vec<i64> {
    let mut from = app.fund.read().await.expect("a snapshot");
    let entries = from.entries_between(i64::MIN, i64::MAX).await.expect("entries read");
    entries.iter().map(|kept| kept.row.number).collect()
}

on_both_engines! {
    async fn a_member_that_is_refused_fails_alone_and_its_neighbours_keep_gapless_numbers(app: TestApp) {
        let mut good = 0;
        for seed in 1..=6_u64 {
            let mut noise = noise(seed);
            let mut bad = vec![];
            let mut fine = vec![];
            for _ in 0..120 {
                let (fund, who) = (app.fund.clone(), maker());
                // Sometimes every second member is poison, sometimes one in thirty.
                if noise([2, 30, 5][seed as usize % 3]) == 0 {
                    let poison = POISONS[noise(5) as usize];
                    bad.push(tokio::spawn(async move { (poison, poisoned(&fund, &who, poison).await) }));
                } else {
                    let command = serde_json::from_value(donation(noise(10_000))).expect("a fixed command");
                    fine.push(tokio::spawn(async move {
                        relief_ledger::service::inflow::record_inflow::record_inflow(&fund, &who, command).await
                    }));
                }
            }
            assert!(!bad.is_empty(), "seed {seed} has no poison");
            for member in bad {
                let (poison, ended) = member.await.expect("it ran");
                assert!(ended.is_err(), "{poison:?} went through");
                let refused = matches!(ended, Err(Halt::Refused(_)));
                assert_eq!(refused, poison == Poison::Refusal, "{poison:?}: {ended:?}");
            }
            let mut lots = BTreeSet::new();
            for member in fine {
                let inflow = member.await.expect("it ran").expect("a neighbour of poison goes through");
                assert!(lots.insert(inflow.lot), "{} was given twice", inflow.lot);
                good += 1;
            }
        }
        assert_eq!(entries(&app).await, (1..=good).collect::<Vec<i64>>());
        assert_eq!(app.differences().await, [""; 0]);
    }

    async fn a_full_group_takes_two_hundred_and_fifty_six_and_the_next_ones_come_after_it(app: TestApp) {
        let sent: Vec<_> = (0..900_u64)
            .map(|n| {
                let (fund, who) = (app.fund.clone(), maker());
                tokio::spawn(async move {
                    if n % 90 == 0 {
                        assert!(poisoned(&fund, &who, POISONS[(n / 90 % 5) as usize]).await.is_err());
                        return None;
                    }
                    let command = serde_json::from_value(donation(n)).expect("a fixed command");
                    let recorded = relief_ledger::service::inflow::record_inflow::record_inflow(&fund, &who, command).await;
                    Some(recorded.expect("a neighbour of poison goes through").lot)
                })
            })
            .collect();
        let mut lots = BTreeSet::new();
        for member in sent {
            lots.extend(member.await.expect("it ran"));
        }
        assert_eq!(lots.len(), 890);
        assert_eq!(entries(&app).await, (1..=890).collect::<Vec<i64>>());
        // What one transaction recorded has one instant; members of a group that was refused are written one by one.
        let full: Vec<_> = (0..600_u64)
            .map(|n| {
                let (fund, who) = (app.fund.clone(), maker());
                let command = serde_json::from_value(donation(n)).expect("a fixed command");
                tokio::spawn(async move {
                    relief_ledger::service::inflow::record_inflow::record_inflow(&fund, &who, command).await.map(|_| ())
                })
            })
            .collect();
        for member in full {
            member.await.expect("it ran").expect("it is recorded");
        }
        let mut from = app.fund.read().await.expect("a snapshot");
        let entries = from.entries_between(i64::MIN, i64::MAX).await.expect("entries read");
        let mut together = std::collections::BTreeMap::<_, usize>::new();
        for entry in &entries {
            *together.entry(entry.row.recorded_at).or_default() += 1;
        }
        assert_eq!(together.values().max(), Some(&256), "{together:?}");
        drop(from);
        assert_eq!(app.differences().await, [""; 0]);
    }

    async fn one_key_sent_many_times_at_once_is_done_once_and_answered_alike(app: TestApp) {
        let app = std::sync::Arc::new(app);
        let sent: Vec<_> = (0..60)
            .map(|n| {
                let app = app.clone();
                tokio::spawn(async move {
                    app.post_keyed("maker-1", "/inflows", &format!("key {}", n % 3), donation(n % 3)).await
                })
            })
            .collect();
        let mut ids: Vec<BTreeSet<String>> = vec![BTreeSet::new(); 3];
        for (n, answer) in sent.into_iter().enumerate() {
            ids[n % 3].insert(id(&answer.await.expect("it ran").must(201)));
        }
        assert!(ids.iter().all(|ids| ids.len() == 1), "{ids:?}");
        assert_eq!(entries(&app).await, [1, 2, 3]);
        assert_eq!(app.differences().await, [""; 0]);
    }

    async fn another_writer_between_two_groups_is_seen_and_nothing_forks(app: TestApp) {
        let app = std::sync::Arc::new(app);
        let other = crate::app::TestApp::second(&app).await;
        let mut sent = vec![];
        for n in 0..200_u64 {
            let (app, other) = (app.clone(), other.clone());
            sent.push(tokio::spawn(async move {
                let fund = if n % 2 == 0 { &app.fund } else { &other };
                let command = serde_json::from_value(donation(n)).expect("a fixed command");
                relief_ledger::service::inflow::record_inflow::record_inflow(fund, &maker(), command).await.map(|i| i.lot)
            }));
        }
        let mut lots = BTreeSet::new();
        for answer in sent {
            lots.insert(answer.await.expect("it ran").expect("it is recorded"));
        }
        assert_eq!(lots.len(), 200);
        assert_eq!(entries(&app).await, (1..=200).collect::<Vec<i64>>());
        assert_eq!(app.differences().await, [""; 0]);
        other.store().close().await;
    }

    async fn a_caller_that_hangs_up_stops_nothing(app: TestApp) {
        for n in 0..20 {
            let key = format!("key {n}");
            let sent = app.post_keyed("maker-1", "/inflows", &key, donation(n));
            // Polled once, so that it is on its way, and then dropped.
            let _ = tokio::time::timeout(std::time::Duration::ZERO, sent).await;
        }
        for n in 0..20 {
            app.post_keyed("maker-1", "/inflows", &format!("key {n}"), donation(n)).await.must(201);
        }
        assert_eq!(entries(&app).await, (1..=20).collect::<Vec<i64>>());
        assert_eq!(app.differences().await, [""; 0]);
    }
}
