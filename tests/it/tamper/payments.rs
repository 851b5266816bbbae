//! Payments of the small history: a lump sum in an episode of its own, step by step, each with the entries and rows that
//! its use case would write.
use super::history::{APPROVER, MAKER, Scene, TREASURER, commit, day, sum};
use relief_ledger::{
    domain::{
        account::*,
        journal::*,
        money::{Money, Qepik},
        party::Party,
        payment::*,
        purpose::*,
        reference::*,
    },
    service::{party::terms::terms_of_payee, payment::draft_payment::Payee},
    store::{
        Tx,
        award::{AwardRow, AwardSlotRow, AwardUseRow},
        journal::About,
        payment::*,
    },
    vault::Words,
};

/// Who takes a step, which, where it leads, when, and what it books.
type Step = (usize, Verb, PaymentState, &'static str, Option<(EntryKind, Vec<Posting>)>);

fn steps(lot: LotRef, amount: Money) -> [Step; 5] {
    let reserved = vec![debit(COMMITTED, lot, amount), credit(COMMITTED_CONTRA, lot, amount)];
    let spent = vec![
        debit(LUMP_SUMS, lot, amount),
        credit(BANK_IN_TRANSIT, lot, amount),
        debit(COMMITTED_CONTRA, lot, amount),
        credit(COMMITTED, lot, amount),
    ];
    let settled = vec![debit(BANK_IN_TRANSIT, lot, amount), credit(BANK, lot, amount)];
    let back = vec![
        debit(BANK, lot, amount),
        credit(RETURNED, lot, amount),
        debit(RETURNED, lot, amount),
        credit(LUMP_SUMS, lot, amount),
    ];
    let entry = |kind, lines| Some((kind, lines));
    [
        (MAKER, Verb::Submit, PaymentState::Submitted, "2014-06-02", None),
        (
            APPROVER,
            Verb::Approve,
            PaymentState::Approved,
            "2014-06-03",
            entry(EntryKind::Encumbrance, reserved),
        ),
        (TREASURER, Verb::Release, PaymentState::Released, "2014-06-04", entry(EntryKind::Release, spent)),
        (TREASURER, Verb::Settle, PaymentState::Settled, "2014-06-05", entry(EntryKind::Settlement, settled)),
        (TREASURER, Verb::Return, PaymentState::Returned, "2014-06-06", entry(EntryKind::Return, back)),
    ]
}

/// A lump sum in an episode of its own, taken as far as `end`.
pub async fn payment(scene: &Scene, episode: i32, end: &str) -> PaymentRef {
    let way = ["draft", "submitted", "approved", "released", "settled", "returned"];
    let far = way.iter().position(|state| *state == end).expect("the state is on the way");
    let (amount, lot) = (sum("100.00"), scene.lot);
    let id = draft(scene, episode, amount).await;
    for (who, verb, state, on, entry) in steps(lot, amount).into_iter().take(far) {
        let mut tx = scene.begin().await;
        scene.decide(&mut tx, &id.to_string(), who, verb, on).await;
        match verb {
            Verb::Submit => {
                let source = PaymentSourceRow { payment: id, lot, amount };
                tx.add(source).await.expect("it is new");
            }
            Verb::Approve => award(scene, &mut tx, id, episode, amount).await,
            Verb::Return => {
                let (award, amount) = (AwardRef::new(2014, i64::from(episode) - 1), -Qepik::from(amount));
                let given_back = AwardUseRow { award, payment: id, freed: true, amount };
                tx.add(given_back).await.expect("it is new");
            }
            _ => {}
        }
        if let Some((kind, lines)) = entry {
            let (person, beneficiary) = (scene.people[who].0, Some(scene.beneficiary));
            let about = About { payment: Some(id), beneficiary, ..About::of(person) };
            let entry = Balanced::new(kind, day(on), lines).expect("the lines balance");
            tx.post(&entry, about).await.expect("the entry is new");
        }
        tx.set_payment_state(id, state).await.expect("the payment is there");
        commit(tx, "payment.step").await;
    }
    id
}

async fn draft(scene: &Scene, episode: i32, amount: Money) -> PaymentRef {
    let mut tx = scene.begin().await;
    let (id, at): (PaymentRef, _) = (tx.next(), tx.at());
    let words = Words::of(r#"{"kind":"beneficiary","account":{"iban":"AZ21NABZ00000000137010001944"}}"#);
    let said: Payee = serde_json::from_slice(words.expose()).expect("a fixed payee reads");
    let sealed = scene.fund.seal("payment.payee", &words).expect("the machine has chance");
    let payee = tx.add_seal(sealed).await.expect("the seal is new");
    let terms = terms_of_payee(scene.fund.keys(), &said);
    tx.keep_party(Party::Beneficiary, id, Some(scene.beneficiary), &terms);
    let memo = scene.seal(&mut tx, "payment.memo").await;
    tx.add(PaymentRow {
        id,
        purpose: Purpose::LumpSum,
        beneficiary: scene.beneficiary,
        amount,
        payee_kind: PayeeKind::Beneficiary,
        payee: Some(payee),
        method: Method::Bank,
        award: None,
        episode,
        court_order: None,
        entitlement_on: None,
        service_on: None,
        travel_on: None,
        travel_from: None,
        travel_to: None,
        lots: String::new(),
        memo: Some(memo),
        person: scene.people[MAKER].0,
        at,
    })
    .await
    .expect("the payment is new");
    let (category, receipt) = (Category::Other, None);
    tx.add(PaymentItemRow { payment: id, position: 1, category, amount, receipt }).await.expect("it is new");
    tx.add(PaymentDocumentRow { payment: id, document: scene.document }).await.expect("it is new");
    scene.decide(&mut tx, &id.to_string(), MAKER, Verb::Draft, "2014-06-01").await;
    tx.set_payment_state(id, PaymentState::Draft).await.expect("the payment is there");
    commit(tx, "payment.drafted").await;
    id
}

async fn award(scene: &Scene, tx: &mut Tx, payment: PaymentRef, episode: i32, amount: Money) {
    let (id, at, purpose): (AwardRef, _, _) = (tx.next(), tx.at(), Purpose::LumpSum);
    let (beneficiary, person, person_key) =
        (scene.beneficiary, scene.people[APPROVER].0, scene.beneficiary.to_string());
    let key = person_key.clone();
    tx.add(AwardRow {
        id,
        beneficiary,
        person_key: key,
        episode,
        purpose,
        amount,
        document: None,
        person,
        at,
    })
    .await
    .expect("the award is new");
    tx.add(AwardSlotRow { person_key, episode, purpose, award: id }).await.expect("the slot is free");
    tx.add(AwardUseRow { award: id, payment, freed: false, amount: amount.into() })
        .await
        .expect("the award covers it");
}
