//! Seals: each must open with the Fund's key and be the words it was committed to. They are read in parts of a few
//! megabytes, since documents are among them.
use super::{Check, difference::look};
use crate::{
    service::halt::Outcome,
    store::{
        data_key::wrapped_of,
        verify::{OwnedSeal, SealSize},
    },
    vault::Keys,
};
use uuid::Uuid;

const PAGE: i64 = 1_000;

/// How much ciphertext is read at once, one seal more or less.
const PART_BYTES: i64 = 8 << 20;

/// Opens every seal.
pub(super) async fn verify_seals(check: &mut Check<'_>, keys: &Keys) -> Outcome<()> {
    let mut after = Uuid::nil();
    let mut done = 0;
    loop {
        let page = match look(check.from, |from| Box::pin(from.seal_sizes(after, PAGE))).await? {
            Ok(page) => page,
            Err(unread) => {
                check.found.add("seal", "a row of the table", unread.words());
                return Ok(());
            }
        };
        let Some(last) = page.last().map(|seal| seal.id) else { return Ok(()) };
        for end in parts(&page) {
            verify_part(check, keys, (after, end)).await?;
            after = end;
        }
        after = after.max(last);
        done += page.len() as i64;
        check.tell("seals", done, done);
    }
}

/// The last seal of each part.
fn parts(page: &[SealSize]) -> Vec<Uuid> {
    let mut ends = vec![];
    let mut bytes = 0;
    for seal in page {
        bytes += seal.size_bytes;
        if bytes >= PART_BYTES {
            ends.push(seal.id);
            bytes = 0;
        }
    }
    ends.extend(page.last().map(|last| last.id).filter(|last| ends.last() != Some(last)));
    ends
}

async fn verify_part(check: &mut Check<'_>, keys: &Keys, (after, last): (Uuid, Uuid)) -> Outcome<()> {
    if check.found.has("seal") {
        return Ok(());
    }
    match look(check.from, |from| Box::pin(from.seals_between(after, last))).await? {
        Ok(seals) => {
            for seal in &seals {
                let erased = seal.seal.owner.is_none() && seal.seal.cipher.is_none();
                let id = seal.seal.id;
                let of_erased = erased
                    && look(check.from, |from| Box::pin(from.is_of_erased(id))).await?.unwrap_or(false);
                if let Some(what) = wrong(seal, keys).filter(|_| !of_erased) {
                    check.found.add("seal", format!("id {}", seal.seal.id), what);
                }
            }
        }
        Err(unread) => {
            check.found.add("seal", format!("a row after id {after} up to {last}"), unread.words());
        }
    }
    Ok(())
}

/// What is wrong with a seal. One whose person was erased can not be opened, and nobody looks inside: that the key was destroyed
/// by decision is checked with the keys.
fn wrong(owned: &OwnedSeal, keys: &Keys) -> Option<&'static str> {
    const CLOSED: &str = "does not open: it was changed, moved, or sealed with another key";
    let seal = &owned.seal;
    let wrapped = wrapped_of(owned.outer_key.as_ref(), owned.wrapped.as_ref());
    let key = match (seal.owner, wrapped) {
        (Some(owner), Some(wrapped)) => match keys.data_key(owner, &wrapped) {
            Ok(key) => Some(key),
            // That the key is wrong is said with the keys.
            Err(_) => return None,
        },
        _ => None,
    };
    let commit = |words| match &key {
        Some(key) => key.commit(seal.id, &seal.place, words),
        None => keys.commit(seal.id, &seal.place, words),
    };
    match seal.open(keys, key.as_ref()) {
        Ok(Some(words)) if commit(&words) == seal.commitment => None,
        Ok(Some(_)) => Some("its words are not those it was committed to"),
        Ok(None) if seal.owner.is_some() && seal.cipher.is_some() => None,
        Ok(None) => Some("was erased without a decision"),
        Err(_) => Some(CLOSED),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_end_where_they_are_full_and_leave_nothing_out() {
        let seal = |n: u128, size_bytes| SealSize { id: Uuid::from_u128(n), size_bytes };
        let ends = |page: &[SealSize]| parts(page).iter().map(|id| id.as_u128()).collect::<Vec<_>>();
        assert_eq!(ends(&[]), Vec::<u128>::new());
        assert_eq!(ends(&[seal(1, 10), seal(2, PART_BYTES), seal(3, 10)]), [2, 3]);
        assert_eq!(ends(&[seal(1, 10), seal(2, PART_BYTES)]), [2]);
    }
}
