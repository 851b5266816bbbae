//! Data keys of persons helped: each unwraps with the Fund's secret and is the one it was, or was destroyed because two persons
//! decided so.
use super::{Check, difference::look};
use crate::{
    domain::reference::Reference,
    service::{beneficiary::erase_beneficiary::is_decided, halt::Outcome},
    store::{Head, data_key::DataKeyRow, decision::DecisionRow},
    vault::Keys,
};
use std::collections::BTreeSet;

const PAGE: i64 = 500;

/// Looks at every data key, and at what wraps them.
pub(super) async fn verify_data_keys(check: &mut Check<'_>, keys: &Keys, head: Option<&Head>) -> Outcome<()> {
    verify_keyring(check, keys, head).await?;
    let erased = match look(check.from, |from| Box::pin(from.erasures())).await? {
        Ok(decisions) => decided(&decisions),
        // What cannot be read of decisions is said with their table.
        Err(_) => return Ok(()),
    };
    let (mut after, mut done) = (0, 0);
    loop {
        let page = match look(check.from, |from| Box::pin(from.data_keys(after, PAGE))).await? {
            Ok(page) => page,
            Err(unread) => {
                check.found.add("data_key", "a row of the table", unread.words());
                return Ok(());
            }
        };
        let Some(last) = page.last().map(|row| row.beneficiary.stored()) else { return Ok(()) };
        for row in &page {
            if let Some(what) = wrong(keys, row, erased.contains(&row.beneficiary.to_string())) {
                check.found.add("data_key", format!("beneficiary {}", row.beneficiary), what);
            }
        }
        after = last;
        done += page.len() as i64;
        check.tell("data keys", done, done);
    }
}

/// The keyring, the head row and the log name one outer key: the one that was given last.
async fn verify_keyring(check: &mut Check<'_>, keys: &Keys, head: Option<&Head>) -> Outcome<()> {
    let given = match look(check.from, |from| Box::pin(from.outer_key_given())).await? {
        Ok(given) => given,
        // What cannot be read of settings is said with their table.
        Err(_) => return Ok(()),
    };
    let is_given = given.is_some();
    if given.is_some_and(|given| given != keys.outer_id()) {
        check.found.add(
            "keyring",
            "the keyring",
            "is not under the outer key that the log says was given last",
        );
    }
    if head.is_some_and(|head| (is_given || !head.outer_key.is_empty()) && head.outer_key != keys.outer_id())
    {
        check.found.add("head", "the head row", "names another outer key than the one in use");
    }
    Ok(())
}

/// Whose key two persons decided to destroy.
fn decided(decisions: &[DecisionRow]) -> BTreeSet<String> {
    let by_person = decisions.chunk_by(|one, next| one.subject == next.subject);
    by_person.filter(|of| is_decided(of)).map(|of| of[0].subject.clone()).collect()
}

fn wrong(keys: &Keys, row: &DataKeyRow, is_decided: bool) -> Option<&'static str> {
    let Some(wrapped) = row.wrapped() else {
        return (!is_decided).then_some("was destroyed without a decision of two persons");
    };
    if is_decided {
        return Some("is there again, though two persons decided to destroy it");
    }
    match keys.data_key(row.beneficiary, &wrapped) {
        Ok(key) if key.mark().as_slice() == row.mark => None,
        Ok(_) => Some("is not the key that the log marked"),
        Err(_) if wrapped.outer != keys.outer_id() => {
            Some("was wrapped by another outer key than the Fund's")
        }
        Err(_) => Some("does not unwrap: it was changed or moved"),
    }
}
