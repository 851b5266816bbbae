//! Registers in the history of the tamper tests: two entries of the Bar, one of which was ended, with the terms they are found by.
use super::history::{MAKER, Scene, commit, day};
use relief_ledger::{
    domain::{party::Party, reference::*, register::Register, text::Line},
    service::party::terms::{RegisterWords, terms_of_entry},
    store::register::{RegisterEndRow, RegisterEntryRow},
    vault::Words,
};

/// Lays the entries.
pub async fn lay(scene: &Scene) {
    let line = |text: &str| Line::new(text).expect("a fixed line reads");
    let mut tx = scene.begin().await;
    let (person, at) = (scene.people[MAKER].0, tx.at());
    let mut ids = vec![];
    for number in ["1234567", "7654321"] {
        let said = RegisterWords {
            name: line("A Lawyer"),
            number: Some(line(number)),
            accounts: vec![line("AZ21NABZ00000000137010001944")],
            relation: None,
        };
        let words = Words::of_json(&said).expect("words are plain JSON");
        let sealed = scene.fund.seal("register.words", &words).expect("the machine has chance");
        let words = tx.add_seal(sealed).await.expect("the seal is new");
        let id: RegisterRef = tx.next();
        tx.add(RegisterEntryRow {
            id,
            register: Register::Bar,
            from_day: Some(day("2014-01-01")),
            to_day: Some(day("2014-12-31")),
            officer: Some(person),
            document: Some(scene.document),
            words,
            person,
            at,
        })
        .await
        .expect("the entry is new");
        tx.keep_party(Party::Listed, id, None, &terms_of_entry(scene.fund.keys(), &said));
        ids.push(id);
    }
    commit(tx, "register.entered").await;
    let mut tx = scene.begin().await;
    let (reason, at) = (Some(scene.seal(&mut tx, "register_end.reason").await), tx.at());
    tx.add(RegisterEndRow { entry: ids[0], ended_on: day("2014-06-01"), reason, person, at })
        .await
        .expect("it ends once");
    commit(tx, "register.ended").await;
}
