//! Persons under several pseudonyms: one award for all of them; and terms of the blind index go with their person and no other way.
use super::*;
use crate::raw::{databases, table};

#[tokio::test]
async fn joined_pseudonyms_have_one_award_an_episode_and_purpose() {
    for database in databases() {
        let mut raw = database.laid().await;
        let tables = super::awards::award_of_500(&mut raw).await;
        let (slot, joined) = (table(&tables, "award_slot"), table(&tables, "joined"));
        raw.must(&joined.row().with("person_key", "'joined'").with("other_key", "'x'").insert()).await;
        let before = slot.row().with("award", 2).with("person_key", "'joined'");
        raw.must(&before.clone().with("purpose", "'y'").insert()).await;
        let other = before.with("leaf", 2);
        let says = &["award_slot: the person has that award under another pseudonym"];
        raw.refused("the same award under another pseudonym", &one(other.insert()), says).await;
        raw.must(&other.clone().with("episode", 2).insert()).await;
        raw.must(&slot.row().with("award", 2).with("person_key", "'nobody'").insert()).await;
    }
}

#[tokio::test]
async fn terms_go_after_their_person_was_erased_and_no_other_way() {
    for (name, erase) in [
        ("identity_term", "update data_key set outer_key = null, wrapped = null"),
        ("subject_term", "update seal set cipher = null"),
        ("party_term", "update data_key set outer_key = null, wrapped = null"),
    ] {
        for database in databases() {
            let mut raw = database.laid().await;
            let tables = raw.fill().await;
            let row = table(&tables, name).row();
            let gone = format!("delete from {name}");
            let says = format!("{name} is append-only: terms go after");
            raw.refused("a term of a person who is there", &one(gone.as_str()), &[says.as_str()]).await;
            raw.must(erase).await;
            raw.must(&gone).await;
            raw.must(&row.insert()).await;
        }
    }
}

#[tokio::test]
async fn terms_of_a_party_who_is_no_person_helped_never_go() {
    for database in databases() {
        let mut raw = database.laid().await;
        let tables = raw.fill().await;
        let of_a_donor = table(&tables, "party_term").row().with("id", 2).with("beneficiary", "null");
        raw.must(&of_a_donor.insert()).await;
        raw.must("update data_key set outer_key = null, wrapped = null").await;
        raw.refused(
            "a donor's term",
            &one("delete from party_term where id = 2"),
            &["party_term is append-only: terms go after"],
        )
        .await;
    }
}
