//! Reading beside writing: while 64 clients write, statements, trial balances and lots are read, by one reader very slowly.
//! Whatever a reader sees is the state after some whole group of commands, and nobody waits for a reader.
use super::{
    client::Client,
    house::House,
    in_both_houses,
    load::{Ended, Load},
    reckoning::{balance, books_are_of},
    rounds::rounds,
    slow_reader::SlowReader,
    statement::{Entry, is_whole, of_csv, of_hledger, of_json, qepik},
};
use serde_json::Value;

/// Clients that write.
const WRITERS: usize = 64;
/// Entries that are there before readers come: more than one page of a statement.
const BEFORE: usize = 520;
/// What each reader reads in a round.
const READS: usize = 2;

/// Every reader reads all that is there, so many rounds take their time.
const MOST_ROUNDS: usize = 5;

/// What was seen while others wrote.
#[derive(Default)]
struct Seen {
    statements: Vec<Vec<Entry>>,
    trials: Vec<Value>,
}

in_both_houses! {
    async fn readers_see_whole_groups_and_writers_do_not_wait_for_them(house: House) {
        let mut house = house;
        house.serve().await;
        let load = Load::start(&house.cast, &house.addresses(), WRITERS, true);
        load.until_acknowledged(BEFORE).await;
        let mut seen = Seen::default();
        for _ in 0..rounds(1).min(MOST_ROUNDS) {
            let slow = SlowReader::open(&house, "/statements?format=json").await;
            let (slow, streams, totals, lots) =
                tokio::join!(slow.read(&load), read_statements(&house), read_trials(&house), read_lots(&house));
            seen.statements.push(of_json(&slow));
            seen.statements.extend(streams);
            seen.trials.extend(totals);
            assert!(lots > 0, "no lots were seen");
            the_past_stands_still(&house, &load).await;
        }
        house.history = load.stop().await;
        let other = house.history.iter().find(|sent| !matches!(sent.ended, Ended::Acknowledged(_)));
        assert!(other.is_none(), "not acknowledged: {other:?}");
        books_are_of(&house).await;
        let mut whole = of_json(&house.get("/statements?format=json").await.text());
        whole.sort_by_key(|entry| entry.number);
        seen.statements.into_iter().for_each(|statement| is_a_beginning_of(&whole, statement));
        seen.trials.iter().for_each(|trial| agrees_with(&whole, trial));
        house.stop();
    }
}

/// Statements in each format.
async fn read_statements(house: &House) -> Vec<Vec<Entry>> {
    let mut client = Client::new(house.services[0].address);
    let mut statements = vec![];
    for _ in 0..READS {
        for (format, read) in
            [("csv", of_csv as fn(&str) -> Vec<Entry>), ("hledger", of_hledger), ("json", of_json)]
        {
            let bytes = house.request("auditor", "GET", &format!("/statements?format={format}"), None);
            let reply = client.send(&bytes).await.expect("a statement comes to its end");
            assert_eq!(reply.status, 200, "{}", reply.text());
            statements.push(read(&reply.text()));
        }
    }
    statements
}

async fn read_trials(house: &House) -> Vec<Value> {
    let mut trials = vec![];
    for _ in 0..4 * READS {
        trials.push(house.get("/trial-balance").await.json());
    }
    trials
}

/// Lots as they are shown: what came in is spent, reserved or there. How many were seen.
async fn read_lots(house: &House) -> usize {
    let mut seen = 0;
    for _ in 0..READS {
        let page = house.get("/lots?limit=500").await.json();
        for lot in page["items"].as_array().into_iter().flatten() {
            let sum = |name: &str| qepik(lot[name].as_str().unwrap_or_default());
            let there = sum("spent") + sum("committed") + sum("available");
            assert_eq!(sum("received"), there, "half of something was seen: {lot}");
            seen += 1;
        }
    }
    seen
}

/// What was known at an instant reads the same, byte for byte, however much is written meanwhile.
async fn the_past_stands_still(house: &House, load: &Load) {
    let trial = house.get("/trial-balance").await.json();
    let at = trial["known_at"].as_str().expect("a trial balance says what it knows");
    let paths = [
        format!("/statements?format=csv&known_at={at}"),
        format!("/statements?format=json&from=2024-01-15&known_at={at}"),
        format!("/trial-balance?known_at={at}"),
    ];
    for path in paths {
        let first = house.get(&path).await;
        load.until_acknowledged(20).await;
        assert!(first == house.get(&path).await, "{path} changed while others wrote");
    }
    let then = house.get(&format!("/trial-balance?known_at={at}")).await.json();
    assert_eq!((&then["accounts"], &then["total_debit"]), (&trial["accounts"], &trial["total_debit"]));
}

/// A statement that was read while others wrote has the entries up to some number, all of them, and no part of a group:
/// what was recorded at one instant was recorded together.
fn is_a_beginning_of(whole: &[Entry], mut statement: Vec<Entry>) {
    is_whole(&statement);
    statement.sort_by_key(|entry| entry.number);
    let (read, next) = whole.split_at(statement.len());
    for (entry, later) in statement.iter().zip(read) {
        assert_eq!(entry.number, later.number);
        assert_eq!(entry.lines, later.lines, "an entry was not yet what it is now");
    }
    if let (Some(last), Some(next)) = (read.last(), next.first()) {
        assert!(last.recorded_at < next.recorded_at, "half a group was seen: {last:?}, not {next:?}");
    }
}

/// A trial balance that was read while others wrote has in it what was recorded up to its instant, and nothing else.
fn agrees_with(whole: &[Entry], trial: &Value) {
    assert_eq!(trial["total_debit"], trial["total_credit"], "{trial}");
    let at = trial["known_at"].as_str().expect("a trial balance says what it knows");
    for account in ["1110", "1191", "4210", "5110", "9110"] {
        let lines =
            whole.iter().filter(|entry| entry.recorded_at.as_str() <= at).flat_map(|entry| &entry.lines);
        let sum: i64 = lines.filter(|line| line.0 == account).map(|line| line.2).sum();
        assert_eq!(balance(trial, account), sum, "account {account} as known at {at}");
    }
}
