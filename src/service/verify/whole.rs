//! Checks over whole tables, made by the database: entries that balance, balances that are the sums of postings, lots that
//! are never below zero, payments that draw, reserve and spend what they say, awards that are not exceeded.
use super::{
    Check,
    difference::{look, reference, sum},
};
use crate::{
    domain::reference::*,
    service::halt::Outcome,
    store::{Fault, Snapshot, verify::Odd},
};
use futures_util::future::BoxFuture;

type Find = for<'t> fn(&'t mut Snapshot) -> BoxFuture<'t, Result<Option<Odd>, Fault>>;

/// A check: what it concerns, how it is made, and how what it finds is told (row and difference).
struct Whole {
    table: &'static str,
    find: Find,
    tell: fn(&Odd) -> (String, String),
}

const CHECKS: &[Whole] = &[
    Whole {
        table: "entry",
        find: |from| Box::pin(from.entry_gap()),
        tell: |odd| {
            (
                entry(odd.id),
                format!(
                    "is not there, or its number is taken twice: entry {} stands in its place",
                    number(odd.stored)
                ),
            )
        },
    },
    Whole {
        table: "posting",
        find: |from| Box::pin(from.posting_without_entry()),
        tell: |odd| (line(odd), "belongs to an entry that is not there".into()),
    },
    Whole {
        table: "entry",
        find: |from| Box::pin(from.posting_count()),
        tell: |odd| {
            (
                entry(odd.id),
                format!(
                    "says that it has {} postings, and has {}; it needs at least two",
                    number(odd.stored),
                    number(odd.reckoned)
                ),
            )
        },
    },
    Whole {
        table: "entry",
        find: |from| Box::pin(from.posting_sum()),
        tell: |odd| {
            (
                entry(odd.id),
                format!("does not sum to zero for {}: {} is left", lot(odd.other), sum(odd.stored)),
            )
        },
    },
    Whole {
        table: "posting",
        find: |from| Box::pin(from.money_without_lot()),
        tell: |odd| {
            (line(odd), format!("stands on account {} without a lot, which needs one", number(odd.stored)))
        },
    },
    Whole {
        table: "entry",
        find: |from| Box::pin(from.reversal()),
        tell: |odd| {
            (
                entry(odd.id),
                format!("is not the exact opposite of entry {}, which it reverses", number(odd.other)),
            )
        },
    },
    Whole {
        table: "lot_balance",
        find: |from| Box::pin(from.lot_balance_off()),
        tell: |odd| (format!("{}, account {}", lot(Some(odd.id)), number(odd.other)), of_postings(odd)),
    },
    Whole {
        table: "lot_day",
        find: |from| Box::pin(from.lot_day_off()),
        tell: |odd| {
            (format!("{}, account {}, {}", lot(Some(odd.id)), number(odd.other), day(odd)), of_postings(odd))
        },
    },
    Whole {
        table: "account_day",
        find: |from| Box::pin(from.account_day_off()),
        tell: |odd| (format!("account {}, {}", odd.id, day(odd)), of_postings(odd)),
    },
    Whole {
        table: "account_period",
        find: |from| Box::pin(from.account_period_off()),
        tell: |odd| {
            let span = if odd.other == Some(12) { "year" } else { "month" };
            (format!("account {}, {span} of {}", odd.id, day(odd)), of_postings(odd))
        },
    },
    Whole {
        table: "lot_available",
        find: |from| Box::pin(from.lot_available_off()),
        tell: |odd| (lot(Some(odd.id)), of_lot(odd)),
    },
    Whole {
        table: "lot",
        find: |from| Box::pin(from.lot_overdrawn()),
        tell: |odd| {
            let where_it_lies = match odd.reckoned {
                Some(0) => "available",
                Some(1) => "at the bank",
                _ => "in cash",
            };
            (lot(Some(odd.id)), format!("is below zero {where_it_lies} on {}: {}", day(odd), sum(odd.stored)))
        },
    },
    Whole {
        table: "payment",
        find: |from| Box::pin(from.in_transit()),
        tell: |odd| {
            let row = if odd.id == 0 { "entries of no payment".into() } else { payment(odd.id) };
            (
                row,
                format!(
                    "has {} on account {} (in transit), and its state wants {}",
                    sum(odd.stored),
                    number(odd.other),
                    sum(odd.reckoned)
                ),
            )
        },
    },
    Whole {
        table: "payment_source",
        find: |from| Box::pin(from.payment_sources_off()),
        tell: |odd| {
            (
                payment(odd.id),
                format!("its sources sum to {}, and should to {}", sum(odd.stored), sum(odd.reckoned)),
            )
        },
    },
    Whole {
        table: "payment",
        find: |from| Box::pin(from.payment_committed()),
        tell: |odd| (payment(odd.id), drawn(odd, "reserves")),
    },
    Whole {
        table: "payment",
        find: |from| Box::pin(from.payment_spent()),
        tell: |odd| (payment(odd.id), drawn(odd, "spends")),
    },
    Whole {
        table: "payment_state",
        find: |from| Box::pin(from.payment_state_beyond()),
        tell: |odd| (payment(odd.id), "is the state of a payment that is not there".into()),
    },
    Whole {
        table: "award_use",
        find: |from| Box::pin(from.award_exceeded()),
        tell: |odd| {
            (
                reference::<AwardRef>(odd.id),
                format!("payments take {} of it, and it is {}", sum(odd.stored), sum(odd.reckoned)),
            )
        },
    },
    Whole {
        table: "award_use",
        find: |from| Box::pin(from.award_taken()),
        tell: |odd| {
            (
                payment(odd.id),
                format!("takes {} of its award, and should {}", sum(odd.stored), sum(odd.reckoned)),
            )
        },
    },
    Whole {
        table: "award_slot",
        find: |from| Box::pin(from.award_slot_off()),
        tell: |odd| {
            (reference::<AwardRef>(odd.id), "its slot is of another episode or purpose than the award".into())
        },
    },
    Whole {
        table: "batch_payment",
        find: |from| Box::pin(from.batched_twice()),
        tell: |odd| {
            let first = odd.other.map_or_else(String::new, reference::<BatchRef>);
            (
                payment(odd.id),
                format!(
                    "stands in {} batches that were not withdrawn, {first} and others",
                    number(odd.stored)
                ),
            )
        },
    },
    Whole {
        table: "batch",
        find: |from| Box::pin(from.batch_sum_off()),
        tell: |odd| {
            (
                reference::<BatchRef>(odd.id),
                format!("its sum is {}, and its payments come to {}", sum(odd.stored), sum(odd.reckoned)),
            )
        },
    },
];

/// Makes every check over whole tables.
pub(super) async fn verify_books(check: &mut Check<'_>) -> Outcome<()> {
    for (done, whole) in CHECKS.iter().enumerate() {
        let find = whole.find;
        match look(check.from, move |from| find(from)).await? {
            Ok(None) => {}
            Ok(Some(odd)) => {
                let (row, what) = (whole.tell)(&odd);
                check.found.add(whole.table, row, what);
            }
            Err(unread) => check.found.add(whole.table, "a row of the table", unread.words()),
        }
        check.tell("books", done as i64 + 1, CHECKS.len() as i64);
    }
    verify_inflow_states(check).await?;
    verify_hands(check).await
}

async fn verify_inflow_states(check: &mut Check<'_>) -> Outcome<()> {
    match look(check.from, |from| Box::pin(from.odd_inflow())).await? {
        Ok(None) => {}
        Ok(Some(odd)) => {
            let what = match odd.reckoned {
                Some(state) => format!("is not `{state}`, as its decisions and entries say"),
                None => "is the state of an inflow that is not there".into(),
            };
            check.found.add("inflow_state", reference::<InflowRef>(odd.inflow), what);
        }
        Err(unread) => check.found.add("inflow_state", "a row of the table", unread.words()),
    }
    Ok(())
}

/// Every decision has its hand, in the same role. That nobody has two hands is the key of the table.
async fn verify_hands(check: &mut Check<'_>) -> Outcome<()> {
    match look(check.from, |from| Box::pin(from.handless_decision())).await? {
        Ok(None) => {}
        Ok(Some(odd)) => {
            let row = format!("person {}", odd.person);
            check.found.add("decision", row, "decided without a hand in that role");
        }
        Err(unread) => check.found.add("decision", "a row of the table", unread.words()),
    }
    Ok(())
}

fn entry(number: i64) -> String {
    format!("entry {number}")
}

fn line(odd: &Odd) -> String {
    format!("entry {}, line {}", odd.id, number(odd.other))
}

fn lot(stored: Option<i64>) -> String {
    stored.map_or_else(|| "the memoranda without a lot".to_owned(), reference::<LotRef>)
}

fn payment(stored: i64) -> String {
    reference::<PaymentRef>(stored)
}

fn number(number: Option<i64>) -> String {
    number.map_or_else(|| "none".to_owned(), |n| n.to_string())
}

fn day(odd: &Odd) -> String {
    odd.on_day.map_or_else(|| "no day".to_owned(), |day| day.to_string())
}

/// What is off in what a lot can spend.
fn of_lot(odd: &Odd) -> String {
    let which = match odd.other {
        Some(0) => "available",
        Some(1) => "at the bank",
        Some(2) => "in cash",
        Some(3) => {
            return "has another place in the order of drawing than its restriction gives it".to_owned();
        }
        Some(5) => return "has other purposes than its lot".to_owned(),
        _ => return "is not there for its lot, or is there without one".to_owned(),
    };
    format!("is {} {which}, and its postings come to {}", sum(odd.stored), sum(odd.reckoned))
}

fn of_postings(odd: &Odd) -> String {
    if odd.stored == odd.reckoned {
        return "is not there for its postings, is there without any, or has other debits and credits than they".to_owned();
    }
    format!("is {}, and its postings come to {}", sum(odd.stored), sum(odd.reckoned))
}

fn drawn(odd: &Odd, verb: &str) -> String {
    format!(
        "{verb} {} of {}, and its sources and state want {}",
        sum(odd.stored),
        lot(odd.other),
        sum(odd.reckoned)
    )
}
