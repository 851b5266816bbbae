//! The reckoning after a fault: is what was acknowledged there once, what was not wholly there or wholly not, and do the
//! books say exactly what was done? It asks the service and `verify`; what they should say it knows from the load alone.
use super::{
    client::{Client, Reply},
    house::House,
    load::{Deed, Ended, Sent},
    statement,
};
use serde_json::Value;
use std::{collections::BTreeMap, sync::Arc};

/// What a round came to.
#[derive(Debug, Default)]
pub struct Tally {
    /// Commands answered with 200 or 201 before the fault.
    pub acknowledged: usize,
    /// Commands without such an answer.
    pub unknown: usize,
    /// Acknowledged, and not there afterwards.
    pub lost: Vec<String>,
}

/// Clients that ask again.
const ASKING: usize = 8;

/// The qəpik laid in at the beginning, from which payments are made.
const LAID_IN: i64 = 100_000_000;

/// Reckons with what was sent in a round, over a service that serves again. Every refusal must have been `503 not_durable`.
pub async fn reckon(house: &mut House, sent: Vec<Sent>) -> Tally {
    let wrong: Vec<String> = sent.iter().filter_map(wrong_refusal).collect();
    assert!(wrong.is_empty(), "refused, and not with 503 not_durable: {wrong:#?}\n{}", house.printed());
    house.verify();
    let before = inflows(house).await;
    let mut tally = Tally::default();
    for sent in &sent {
        half_done_or_lost(&before, sent, &mut tally);
    }
    let sent = Arc::new(sent);
    let again = ask_again(house, &sent).await;
    for (sent, again) in sent.iter().zip(&again) {
        same_answer(&before, sent, again, &mut tally);
    }
    if !tally.lost.is_empty() {
        // The books cannot agree then; the row says what was lost.
        return tally;
    }
    house.history.extend(sent.iter().cloned());
    books_are_of(house).await;
    tally
}

fn wrong_refusal(sent: &Sent) -> Option<String> {
    match &sent.ended {
        Ended::Refused(503, code) if code == "not_durable" => None,
        Ended::Refused(status, code) => Some(format!("{:?}: {status} {code}", sent.command.deed)),
        _ => None,
    }
}

/// Before anything is asked again: an inflow that was acknowledged is there once, any other at most once.
fn half_done_or_lost(there: &BTreeMap<i64, Vec<String>>, sent: &Sent, tally: &mut Tally) {
    let Sent { command, ended } = sent;
    let Deed::Inflow { qepik } = command.deed else { return };
    let found = there.get(&qepik).map(Vec::as_slice).unwrap_or_default();
    assert!(found.len() <= 1, "one command made several inflows: {found:?}");
    if let Ended::Acknowledged(reply) = ended
        && found.first().map(String::as_str) != reply.json()["id"].as_str()
    {
        tally.lost.push(format!("{} was answered {}, and there is {found:?}", command.key, reply.text()));
    }
}

/// Sends every command again with its key, a few at a time; the answers in the same order.
async fn ask_again(house: &House, sent: &Arc<Vec<Sent>>) -> Vec<Reply> {
    let ask = |part: usize| {
        let (sent, cast) = (sent.clone(), house.cast.clone());
        let mut client = Client::new(house.services.first().expect("a service runs").address);
        tokio::spawn(async move {
            let mut answers = vec![];
            for (at, sent) in sent.iter().enumerate().filter(|(at, _)| at % ASKING == part) {
                let answer = client.send(&sent.command.bytes(&cast)).await;
                answers.push((at, answer.expect("a service that serves again answers")));
            }
            answers
        })
    };
    let asking: Vec<_> = (0..ASKING).map(ask).collect();
    let mut answers = BTreeMap::new();
    for part in asking {
        answers.extend(part.await.expect("no client panics"));
    }
    answers.into_values().collect()
}

/// After it was asked again: what was acknowledged has the same answer, anything else is done now and was not done twice.
fn same_answer(before: &BTreeMap<i64, Vec<String>>, sent: &Sent, again: &Reply, tally: &mut Tally) {
    let command = &sent.command;
    if let Ended::Acknowledged(first) = &sent.ended {
        tally.acknowledged += 1;
        if first != again {
            tally.lost.push(format!(
                "{:?} {} was answered {}, and now {} {}",
                command.deed,
                command.key,
                first.text(),
                again.status,
                again.text()
            ));
        }
        return;
    }
    tally.unknown += 1;
    let done = again.status < 300;
    assert!(done, "{:?} was not done when asked again: {} {}", command.deed, again.status, again.text());
    if let Deed::Inflow { qepik } = command.deed
        && let Some([there]) = before.get(&qepik).map(Vec::as_slice)
    {
        let json = again.json();
        assert_eq!(json["id"].as_str(), Some(there.as_str()), "done, and done again when asked again");
    }
}

/// All inflows by sum: their references.
async fn inflows(house: &House) -> BTreeMap<i64, Vec<String>> {
    let mut found: BTreeMap<i64, Vec<String>> = BTreeMap::new();
    let mut after = String::new();
    loop {
        let page = house.get(&format!("/inflows?limit=500{after}")).await.json();
        for item in page["items"].as_array().into_iter().flatten() {
            let id = item["id"].as_str().unwrap_or_default().to_owned();
            found.entry(statement::qepik(item["amount"].as_str().unwrap_or_default())).or_default().push(id);
        }
        match page["next"].as_str() {
            Some(next) => after = format!("&after={next}"),
            None => return found,
        }
    }
}

/// By now every command of the house's history was done, once: the books say so, to the qəpik and to the row.
pub async fn books_are_of(house: &House) {
    let inflows = inflows(house).await;
    let count = |deed: Deed| house.history.iter().filter(|sent| sent.command.deed == deed).count();
    let given: Vec<i64> = house
        .history
        .iter()
        .filter_map(|sent| match sent.command.deed {
            Deed::Inflow { qepik } => Some(qepik),
            _ => None,
        })
        .collect();
    let (approved, released) = (count(Deed::Approve), count(Deed::Release));
    let doubled: Vec<_> = inflows.iter().filter(|(_, ids)| ids.len() != 1).collect();
    assert!(doubled.is_empty(), "inflows that are there more than once: {doubled:?}");
    assert_eq!(inflows.len(), given.len() + 1, "as many inflows as gifts, and what was laid in");
    let rows = house.verify();
    assert_eq!(rows["beneficiary"], count(Deed::Beneficiary), "beneficiaries");
    assert_eq!(rows["payment"], count(Deed::Draft), "payments");
    // Each inflow, each approval and each release makes one entry.
    assert_eq!(rows["entry"], inflows.len() + approved + released, "entries");

    let trial = house.get("/trial-balance").await.json();
    let total = LAID_IN + given.iter().sum::<i64>();
    assert_eq!(balance(&trial, "1110"), total, "the bank is the sum of all gifts: {trial}");
    let paid = i64::try_from(released).expect("a count") * 10_000;
    let reserved = i64::try_from(approved).expect("a count") * 10_000 - paid;
    assert_eq!((balance(&trial, "1191"), balance(&trial, "5110")), (-paid, paid), "releases: {trial}");
    assert_eq!(
        (balance(&trial, "9110"), balance(&trial, "9119")),
        (reserved, -reserved),
        "approvals: {trial}"
    );
    assert_eq!(trial["total_debit"], trial["total_credit"]);

    let entries = statement::of_csv(&house.get("/statements?format=csv").await.text());
    statement::is_whole(&entries);
    assert_eq!(entries.len(), rows["entry"], "the statement has every entry");
}

/// The balance of an account in qəpik: debits less credits.
pub fn balance(trial: &Value, code: &str) -> i64 {
    let account = trial["accounts"].as_array().into_iter().flatten().find(|a| a["code"] == code);
    account.map_or(0, |a| {
        let side = |side: &str| statement::qepik(a[side].as_str().unwrap_or_default());
        side("debit") - side("credit")
    })
}
