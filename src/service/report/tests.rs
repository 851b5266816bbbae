//! Statements, reversals and lists on the house that the tests of orders build: what is shown, what is narrowed, and that no page
//! is lost or told twice. hledger and beancount are asked where they are installed.
use super::{
    export_statement::*, get_entry::get_entry, list_findings::*, reverse_entry::*,
    trial_balance::trial_balance,
};
use crate::{
    domain::{
        account,
        day::{Day, Instant, parse_instant},
        journal::*,
        money::Money,
        person::Role,
        reference::*,
    },
    formats::statement::StatementFormat,
    service::{
        Outcome,
        inflow::record_inflow::record_inflow,
        lot::transfer_cash::transfer_cash,
        order::tests::{House, fields, refused},
        page::Wanted,
    },
    store::journal::About,
};
use futures_util::TryStreamExt;
use serde_json::{Value, json};
use std::{collections::BTreeMap, io::Write, process::Command};

const ALL: WantedStatement = WantedStatement {
    from: None,
    to: None,
    format: StatementFormat::Json,
    lot: None,
    account: None,
    beneficiary: None,
    known_at: None,
};

fn day(text: &str) -> Day {
    text.parse().expect("a fixed day reads")
}

fn sum(text: &str) -> Money {
    text.parse().expect("a fixed sum reads")
}

/// Bank money of 1,000.00, received on a day.
async fn gift(house: &House, on: &str) -> LotRef {
    let body = json!({"kind": "donation", "amount": "1000.00", "received_on": on, "account": "bank",
        "donor": {"kind": "state", "name": "A ministry"}});
    let body = serde_json::from_value(body).expect("the body of a command");
    record_inflow(&house.fund, &house.who(0, Role::Maker), body).await.expect("a gift is recorded").lot
}

async fn to_cash(house: &House, lot: LotRef, amount: &str, on: &str) -> EntryRef {
    let body = json!({"lot": lot, "amount": amount, "from": "bank", "to": "cash", "moved_on": on});
    let body = serde_json::from_value(body).expect("the body of a command");
    transfer_cash(&house.fund, &house.who(2, Role::Treasurer), body).await.expect("money is moved").entry
}

/// Posts 100.00 of a lot as spent on a beneficiary, and 40.00 as ordered for the same, without a lot.
async fn spend(house: &House, lot: LotRef, who: BeneficiaryRef, on: &str) {
    let mut tx = house.fund.store().begin(house.fund.now()).await.expect("a transaction opens");
    let about = About { beneficiary: Some(who), ..About::of(house.who(0, Role::Maker).person()) };
    let spent =
        vec![debit(account::LUMP_SUMS, lot, sum("100.00")), credit(account::BANK, lot, sum("100.00"))];
    let ordered =
        memorandum(account::RESTITUTION_ORDERED, account::RESTITUTION_CONTRA, sum("40.00")).to_vec();
    for (kind, lines) in [(EntryKind::Release, spent), (EntryKind::RestitutionOrdered, ordered)] {
        let entry = Balanced::new(kind, day(on), lines).expect("the lines are an entry");
        tx.post(&entry, about).await.expect("an entry is posted");
    }
    tx.commit("test.spent", None).await.expect("it is durable");
}

async fn text(house: &House, wanted: WantedStatement) -> String {
    let stream = export_statement(&house.fund, &house.who(3, Role::Auditor), wanted).await;
    stream.expect("a statement is begun").try_collect().await.expect("every page is read")
}

async fn statement(house: &House, wanted: WantedStatement) -> Value {
    serde_json::from_str(&text(house, wanted).await).expect("a statement is JSON")
}

/// Opening balances as `1110 L-2014-000001 900.00`, debit positive.
fn openings(statement: &Value) -> Vec<String> {
    let line = |o: &Value| {
        let text = |name: &str| o[name].as_str().unwrap_or("-").to_owned();
        let sum = if text("debit") == "0.00" { format!("-{}", text("credit")) } else { text("debit") };
        format!("{} {} {sum}", text("account"), text("lot"))
    };
    statement["opening"].as_array().into_iter().flatten().map(line).collect()
}

fn numbers(statement: &Value) -> Vec<i64> {
    let number = |e: &Value| e["entry"].as_str().and_then(|e| e.parse().ok()).map(EntryRef::number);
    statement["entries"].as_array().into_iter().flatten().filter_map(number).collect()
}

#[tokio::test]
async fn a_statement_opens_with_what_stood_before_it_also_when_it_is_narrowed() {
    let house = House::open().await;
    let (one, two) = (gift(&house, "2014-05-01").await, gift(&house, "2014-05-01").await);
    spend(&house, one, house.people[0], "2014-05-10").await;
    to_cash(&house, two, "30.00", "2014-05-12").await;
    spend(&house, two, house.people[1], "2014-05-20").await;
    let later = WantedStatement { from: Some(day("2014-05-15")), ..ALL };

    let whole = statement(&house, later).await;
    let of_one = ["1110 L-2014-000001 900.00", "4210 L-2014-000001 -1000.00", "5110 L-2014-000001 100.00"];
    let of_two = ["1110 L-2014-000002 970.00", "1120 L-2014-000002 30.00", "4210 L-2014-000002 -1000.00"];
    let without = ["9210 - 40.00", "9219 - -40.00"];
    assert_eq!(openings(&whole), [&of_one[..], &of_two, &without].concat());
    assert_eq!(numbers(&whole), [6, 7]);

    let narrowed = WantedStatement { lot: Some(two), ..later };
    assert_eq!(openings(&statement(&house, narrowed).await), of_two);
    let narrowed = WantedStatement { lot: Some(two), account: Some(account::LUMP_SUMS), ..ALL };
    assert_eq!(numbers(&statement(&house, narrowed).await), [6]);
    let narrowed = WantedStatement { account: Some(account::CASH_DESK), ..later };
    let cash = statement(&house, narrowed).await;
    assert_eq!((openings(&cash), numbers(&cash)), (of_two.map(str::to_owned).to_vec(), vec![]));
    let narrowed = WantedStatement { beneficiary: Some(house.people[0]), ..later };
    let person = statement(&house, narrowed).await;
    let spent = ["1110 L-2014-000001 -100.00", "5110 L-2014-000001 100.00"];
    assert_eq!(
        (openings(&person), numbers(&person)),
        ([&spent[..], &without].concat().iter().map(|s| s.to_string()).collect(), vec![])
    );
    assert_eq!(openings(&statement(&house, ALL).await), Vec::<String>::new());
}

#[tokio::test]
async fn no_entry_of_a_long_statement_is_lost_or_told_twice() {
    let house = House::open().await;
    let lot = gift(&house, "2014-05-01").await;
    let mut tx = house.fund.store().begin(house.fund.now()).await.expect("a transaction opens");
    for n in 0..1100 {
        let lines =
            vec![debit(account::CASH_DESK, lot, sum("0.01")), credit(account::BANK, lot, sum("0.01"))];
        let on = if n % 3 == 0 { day("2014-05-03") } else { day("2014-05-02") };
        let entry = Balanced::new(EntryKind::CashTransfer, on, lines).expect("the lines are an entry");
        tx.post(&entry, About::of(house.who(0, Role::Maker).person())).await.expect("an entry is posted");
    }
    tx.commit("test.moved", None).await.expect("it is durable");
    let whole = statement(&house, ALL).await;
    let mut seen = numbers(&whole);
    assert_eq!(seen.first(), Some(&1), "the order is that of the days: {:?}", &seen[..5]);
    seen.sort_unstable();
    assert_eq!(seen, (1..=1101).collect::<Vec<i64>>());
    let cut = WantedStatement { from: Some(day("2014-05-03")), ..ALL };
    assert_eq!(numbers(&statement(&house, cut).await).len(), 367);
}

#[tokio::test]
async fn what_was_known_is_told_and_what_cannot_be_is_refused() {
    let house = House::open().await;
    let lot = gift(&house, "2014-05-01").await;
    let known_at = house.fund.read().await.expect("a snapshot").head_row().await.expect("it reads");
    let known_at: Option<Instant> = known_at.map(|head| head.last_at);
    let auditor = house.who(3, Role::Auditor);
    let last = known_at.expect("something was recorded");
    let before = statement(&house, ALL).await;
    spend(&house, lot, house.people[0], "2014-05-10").await;
    assert_eq!((numbers(&before).len(), numbers(&statement(&house, ALL).await).len()), (1, 3));
    let trial = trial_balance(&house.fund, &auditor, None, None).await.expect("a balance is given");
    assert_eq!((trial.total_debit, trial.total_credit), (sum("1040.00").into(), sum("1040.00").into()));
    assert_eq!(last.max(trial.known_at), trial.known_at);

    let refuse = async |wanted: WantedStatement| {
        fields(export_statement(&house.fund, &auditor, wanted).await.map(|_| ()))
    };
    let backwards = WantedStatement { from: Some(day("2014-02-01")), to: Some(day("2014-01-01")), ..ALL };
    assert_eq!(refuse(backwards).await, ["to"]);
    let ahead = parse_instant("2099-01-01T00:00:00Z").ok();
    assert_eq!(refuse(WantedStatement { known_at: ahead, ..ALL }).await, ["known_at"]);
    let nowhere = (Some(LotRef::new(2014, 99)), Some(BeneficiaryRef::new(2014, 99)));
    let nothing = WantedStatement { lot: nowhere.0, beneficiary: nowhere.1, ..ALL };
    assert_eq!(refuse(nothing).await, ["lot", "beneficiary"]);
    let maker = export_statement(&house.fund, &house.who(0, Role::Maker), ALL).await.map(|_| ());
    assert_eq!(refused(maker).code(), "not_your_role");
}

#[tokio::test]
async fn a_transfer_is_reversed_by_two_persons_and_only_where_its_money_still_lies() {
    let house = House::open().await;
    let lot = gift(&house, "2014-05-01").await;
    let entry = to_cash(&house, lot, "30.00", "2014-05-12").await;
    let reverse = async |n: usize, id: EntryRef| -> Outcome<ReversedEntry> {
        let body = serde_json::from_value(json!({"reason": "the desk never had it"})).expect("a body");
        reverse_entry(&house.fund, &house.who(n, Role::Treasurer), id, body).await
    };
    assert_eq!(fields(reverse(0, EntryRef::new(2014, 1)).await), ["id"], "an inflow has its own verbs");
    assert_eq!(refused(reverse(0, EntryRef::new(2013, 2)).await).code(), "not_found");
    assert_eq!(reverse(0, entry).await.expect("it is proposed").state, "proposed");
    assert_eq!(refused(reverse(0, entry).await).code(), "same_hands");

    let back = json!({"lot": lot, "amount": "10.00", "from": "cash", "to": "bank", "moved_on": "2014-05-13"});
    let back = serde_json::from_value(back).expect("the body of a command");
    let treasurer = house.who(2, Role::Treasurer);
    let back = transfer_cash(&house.fund, &treasurer, back).await.expect("money is moved").entry;
    assert_eq!(refused(reverse(1, entry).await).code(), "lot_overdrawn");
    reverse(0, back).await.expect("it is proposed");
    reverse(1, back).await.expect("it is reversed");
    let done = reverse(1, entry).await.expect("the money lies there again");
    assert_eq!((done.state.as_str(), done.entry.reversed_by.is_some()), ("reversed", true));
    assert_eq!(refused(reverse(1, entry).await).code(), "wrong_state");
    let reversal = done.entry.reversed_by.expect("an entry reverses it");
    let reversal = get_entry(&house.fund, &house.who(3, Role::Auditor), reversal).await.expect("it is read");
    assert_eq!((reversal.kind, reversal.reverses), (EntryKind::Reversal, Some(entry)));
}

#[tokio::test]
async fn findings_are_listed_with_what_they_were_found_on() {
    let house = House::open().await;
    let body = json!({"kind": "donation", "amount": "5.00", "received_on": "2014-05-25", "account": "bank"});
    let body = serde_json::from_value(body).expect("the body of a command");
    let inflow = record_inflow(&house.fund, &house.who(0, Role::Maker), body).await.expect("it is recorded");
    let list = async |which: Value| {
        let which: WantedFindings = serde_json::from_value(which).expect("a filter");
        let auditor = house.who(3, Role::Auditor);
        let page = list_findings(&house.fund, &auditor, &Wanted::default(), &which).await;
        page.expect("a list is given").items.into_iter().map(|f| f.subject).collect::<Vec<_>>()
    };
    assert_eq!(list(json!({})).await, [inflow.id.to_string()]);
    assert_eq!(
        list(json!({"rule": "anonymous-donation", "from": "2014-06-01", "to": "2014-06-01"})).await.len(),
        1
    );
    assert!(list(json!({"rule": "same-hands"})).await.is_empty());
    assert!(list(json!({"to": "2014-05-31"})).await.is_empty());
}

/// What a program says of a file, or none where it is not installed.
fn told(program: &str, arguments: &[&str]) -> Option<String> {
    let done = match Command::new(program).args(arguments).output() {
        Ok(done) => done,
        Err(_) => {
            let _ = writeln!(std::io::stderr(), "not asked, because it is not installed: {program}");
            return None;
        }
    };
    let (out, err) = (String::from_utf8_lossy(&done.stdout), String::from_utf8_lossy(&done.stderr));
    assert!(done.status.success(), "{program} {arguments:?}: {out}{err}");
    Some(out.into_owned())
}

#[tokio::test]
async fn hledger_and_beancount_take_every_statement() {
    let house = House::open().await;
    let (one, two) = (gift(&house, "2014-05-01").await, gift(&house, "2014-05-01").await);
    spend(&house, one, house.people[0], "2014-05-10").await;
    to_cash(&house, two, "30.00", "2014-05-12").await;
    spend(&house, one, house.people[0], "2014-05-20").await;
    let later = WantedStatement { from: Some(day("2014-05-15")), ..ALL };
    let cases: BTreeMap<&str, WantedStatement> = [
        ("all", ALL),
        ("later", later),
        ("lot", WantedStatement { lot: Some(two), ..later }),
        ("account", WantedStatement { account: Some(account::BANK), ..later }),
        ("beneficiary", WantedStatement { beneficiary: Some(house.people[0]), ..later }),
    ]
    .into();
    let folder = tempfile::tempdir().expect("a folder for the test");
    for (name, wanted) in cases {
        for format in [StatementFormat::Hledger, StatementFormat::Beancount] {
            let path = folder.path().join(format!("{name}.{}", format.extension()));
            let written = text(&house, WantedStatement { format, ..wanted }).await;
            std::fs::write(&path, &written).expect("the folder takes a file");
            let file = path.display().to_string();
            match format {
                StatementFormat::Hledger => told("hledger", &["-f", &file, "check", "--strict"]),
                _ => told("bean-check", &[&file]),
            };
        }
    }
}
