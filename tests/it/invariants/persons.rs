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
    for database in databases() {
        let mut raw = database.laid().await;
        let tables = raw.fill().await;
        for (name, erase) in [
            ("identity_term", "update data_key set outer_key = null, wrapped = null"),
            ("subject_term", "update seal set cipher = null"),
        ] {
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
