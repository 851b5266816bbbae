//! The order in which lots pay: what is kept with each lot gives the same order as looking at all of them, on random lots
//! and on both engines. How a payment draws from them in that order is tested in the domain.
use crate::{
    raw::{Database, databases},
    tamper::engines::{open, verify},
};
use relief_ledger::{
    domain::{
        account::*, day::Day, inflow::*, journal::*, money::Money, person::Role, purpose::Purpose,
        reference::*, text::Line,
    },
    service::{Fund, person::add_person::add_person},
    store::{
        Tx,
        inflow::{InflowRow, LotRow},
        journal::About,
    },
};

const LOTS: usize = 160;
/// The order as it was first said: over all lots with money, from balances and restrictions alone. `PLACE` is what pays.
const ORDER: &str = "
select cast(l.id as text)
  from lot l
  join inflow_state s on s.inflow = l.inflow
 where s.state = 'available'
   and (select coalesce(sum(case when b.account = 9110 then -b.amount else b.amount end), 0) from posting b
         where b.lot = l.id and b.account in (1110, 1120, 1130, 1191, 1192, 2110, 2120, 2130, 2150, 9110)) > 0
   and (l.purposes = '' or ',' || l.purposes || ',' like '%,PURPOSE,%')
 order by case when (select coalesce(sum(b.amount), 0) from posting b where b.lot = l.id and b.account in PLACE) > 0 then 0 else 1 end,
          l.minors_only desc,
          case when l.purposes = '' then 1 else 0 end,
          length(l.purposes) - length(replace(l.purposes, ',', '')),
          case when l.expires_on is null then 1 else 0 end, l.expires_on, l.id";

#[tokio::test]
async fn lots_pay_in_the_order_that_their_restrictions_and_balances_give() {
    for database in databases() {
        let (fund, _) = open(&database.url).await;
        lay(&fund).await;
        compare(&fund, &database).await;
        let report = verify(&fund).await;
        let off = report.differences.iter().find(|d| d.table == "lot_available");
        assert!(off.is_none(), "{}: {off:?}", database.engine);
        fund.store().close().await;
    }
}

async fn compare(fund: &Fund, database: &Database) {
    let mut raw = database.connect().await;
    for purpose in [Purpose::Medical, Purpose::LegalAid, Purpose::LumpSum] {
        for (by_cash, place) in [(false, "(1110, 1191)"), (true, "(1120, 1130, 1192)")] {
            let all = ORDER.replace("PURPOSE", purpose.as_str()).replace("PLACE", place);
            let expected = raw.column(&all).await;
            assert!(expected.len() > 25, "{}: {} lots fill no page", database.engine, expected.len());
            let mut found = vec![];
            let mut from = fund.read().await.expect("it can be read");
            for pays in [true, false] {
                let mut after = (0, 0);
                loop {
                    let page = from.open_lots(purpose, by_cash, pays, after).await.expect("it answers");
                    let Some(last) = page.last() else { break };
                    after = (last.rank, last.lot.id.stored());
                    found.extend(page.iter().map(|open| open.lot.id.stored().to_string()));
                }
            }
            assert_eq!(found, expected, "{}: {purpose}, by cash: {by_cash}", database.engine);
        }
    }
    raw.close().await;
}

/// Knuth's constants for 64 bits: the same lots each time.
struct Dice(u64);

impl Dice {
    fn below(&mut self, sides: i64) -> i64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as i64 % sides
    }
}

async fn lay(fund: &Fund) {
    let name = Line::new("maker").expect("a fixed name");
    let person = add_person(fund, &name, &[Role::Maker].into(), None).await.expect("nobody has that name");
    let mut dice = Dice(7);
    let mut lots: Vec<LotRef> = vec![];
    while lots.len() < LOTS {
        // Some lots are opened by the transaction that moves them, others move later.
        let mut tx = fund.store().begin(fund.now()).await.expect("nobody else writes");
        for _ in 0..8 {
            lots.push(open_lot(&mut tx, &mut dice, person).await);
        }
        for _ in 0..8 {
            let lot = lots[dice.below(lots.len() as i64) as usize];
            move_lot(&mut tx, &mut dice, person, lot).await;
        }
        tx.commit("laid", Some(person)).await.expect("it is durable");
    }
}

fn day(text: &str) -> Day {
    text.parse().expect("a fixed day reads")
}

fn sum(qepik: i64) -> Money {
    Money::from_qepik(qepik).expect("a sum above nothing")
}

async fn open_lot(tx: &mut Tx, dice: &mut Dice, person: PersonRef) -> LotRef {
    let (inflow, lot): (InflowRef, LotRef) = (tx.next(), tx.next());
    let cash = dice.below(3) == 0;
    let row = InflowRow {
        id: inflow,
        kind: InflowKind::Donation,
        amount: sum(1_000),
        received_on: day("2014-06-02"),
        account: if cash { InflowAccount::Cash } else { InflowAccount::Bank },
        court_order: None,
        asset: None,
        event_gross: None,
        event_cost: None,
        count_sheet: None,
        event_words: None,
        budget_code: None,
        evidence: None,
        memo: None,
        person,
        at: tx.at(),
    };
    tx.add(row).await.expect("it is new");
    let state = if dice.below(8) == 0 { InflowState::Quarantined } else { InflowState::Available };
    tx.set_inflow_state(inflow, state).await.expect("it is new");
    let purposes = ["", "", "medical", "legal_aid", "legal_aid,medical", "lump_sum,medical"];
    let until = ["2014-12-31", "2015-01-31", "2020-02-29", "9999-12-31"];
    let expires_on = (dice.below(2) == 0).then(|| day(until[dice.below(4) as usize]));
    let row = LotRow {
        id: lot,
        inflow,
        parent: None,
        purposes: purposes[dice.below(6) as usize].to_owned(),
        minors_only: dice.below(5) == 0,
        expires_on,
        on_expiry: expires_on.map(|_| OnExpiry::Ask),
        document: None,
        opened_on: day("2014-06-02"),
    };
    tx.add(row).await.expect("it is new");
    let place = if cash { CASH_DESK } else { BANK };
    let amount = sum(1_000);
    post(tx, person, vec![debit(place, lot, amount), credit(DONATIONS, lot, amount)]).await;
    lot
}

/// Takes a lot's money to the desk, reserves it, or sends it on its way.
async fn move_lot(tx: &mut Tx, dice: &mut Dice, person: PersonRef, lot: LotRef) {
    let amount = sum(if dice.below(2) == 0 { 1_000 } else { 400 });
    let (to, off) = [
        (CASH_DESK, BANK),
        (BANK, DUTY_FLOATS),
        (COMMITTED, COMMITTED_CONTRA),
        (MEDICAL, BANK_IN_TRANSIT),
        (MEDICAL, CASH_IN_TRANSIT),
    ][dice.below(5) as usize];
    post(tx, person, vec![debit(to, lot, amount), credit(off, lot, amount)]).await;
}

async fn post(tx: &mut Tx, person: PersonRef, lines: Vec<Posting>) {
    let entry = Balanced::new(EntryKind::CashTransfer, day("2014-06-02"), lines).expect("the lines balance");
    tx.post(&entry, About::of(person)).await.expect("the entry is new");
}
