//! Invariant 7: a person has one hand in a payment, and every decision is the work of a hand.
use super::*;
use crate::raw::{Engine, databases};

const ONE_HAND: &[&str] = &["hand is append-only: the key is there already", "hand_pkey"];
const NEEDS_HAND: &[&str] = &[
    "decision without the hand of its person in its role",
    "refers to what is not there (words, document, hand)",
];

fn hand(subject: &str, person: i64, role: &str) -> String {
    format!("insert into hand (subject, person, role, leaf) values ('{subject}', {person}, '{role}', 1)")
}

fn decision(subject: &str, person: i64, role: &str, verb: &str, rule: &str) -> String {
    format!(
        "insert into decision (subject, person, verb, rule, attempt, role, on_day, at, leaf)
         values ('{subject}', {person}, '{verb}', '{rule}', 0, '{role}', '2014-06-02', '2014-06-02T06:00:00+00:00', 1)"
    )
}

async fn two_persons(raw: &mut Raw) {
    let tables = raw.fill().await;
    let person = crate::raw::table(&tables, "person");
    raw.must(&person.row().with("id", 2).with("name_key", "'second'").insert()).await;
    raw.must(&hand("P-2014-000001", 1, "maker")).await;
}

#[tokio::test]
async fn a_person_has_one_hand_in_a_payment() {
    for database in databases() {
        let mut raw = database.laid().await;
        two_persons(&mut raw).await;
        for role in ["approver", "releaser", "maker"] {
            raw.refused("a second hand", &one(hand("P-2014-000001", 1, role)), ONE_HAND).await;
        }
        let both = vec![hand("P-2014-000002", 1, "maker"), hand("P-2014-000002", 1, "approver")];
        raw.refused("two hands at once", &both, ONE_HAND).await;
        raw.must(&hand("P-2014-000001", 2, "approver")).await;
        raw.must(&hand("P-2014-000002", 1, "approver")).await;
        let nobody = one(hand("P-2014-000001", 3, "releaser"));
        raw.refused(
            "a hand of nobody",
            &nobody,
            &["FOREIGN KEY constraint failed", "refers to what is not there (person)"],
        )
        .await;
    }
}

#[tokio::test]
async fn a_decision_is_made_by_a_hand_in_its_role() {
    for database in databases() {
        let mut raw = database.laid().await;
        two_persons(&mut raw).await;
        let on = "P-2014-000001";
        let cases = [
            ("a decision without a hand", decision(on, 2, "approver", "approve", "")),
            ("a decision in another role than the hand's", decision(on, 1, "approver", "approve", "")),
            (
                "a decision with a hand in another payment",
                decision("P-2014-000002", 1, "maker", "submit", ""),
            ),
            ("a decision of nobody", decision(on, 3, "maker", "submit", "")),
        ];
        for (what, sql) in &cases {
            raw.refused(what, &one(sql), NEEDS_HAND).await;
        }
        if database.engine == Engine::Sqlite {
            for switch in ["pragma foreign_keys = off", "pragma ignore_check_constraints = on"] {
                raw.must(switch).await;
                for (what, sql) in &cases {
                    raw.refused(what, &one(sql), NEEDS_HAND).await;
                }
            }
        }
        raw.must(&decision(on, 1, "maker", "submit", "")).await;
    }
}

#[tokio::test]
async fn a_decision_is_taken_once() {
    for database in databases() {
        let mut raw = database.laid().await;
        two_persons(&mut raw).await;
        let on = "P-2014-000001";
        let says = &["decision is append-only: the key is there already", "decision_pkey"];
        raw.must(&decision(on, 1, "maker", "submit", "")).await;
        raw.refused("the same decision twice", &one(decision(on, 1, "maker", "submit", "")), says).await;
        raw.must(&decision(on, 1, "maker", "override", "same-account")).await;
        raw.must(&decision(on, 1, "maker", "override", "round-sums")).await;
        let again = one(decision(on, 1, "maker", "override", "same-account"));
        raw.refused("the same rule lifted twice", &again, says).await;
    }
}
