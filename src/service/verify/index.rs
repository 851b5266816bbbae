//! The blind index against the sealed identities that it follows from: each compared identity is opened, its terms are made again and
//! must be kept, and no others. Of an erased person nothing can be made again: its terms are counted out, and must be gone once
//! their removal is in the log.
use super::{
    Check,
    difference::{Unread, look},
    matches::Sealed,
};
use crate::{
    domain::{identity::Identity, reference::*},
    service::{
        beneficiary::{profile::Profile, record_identity::read_identity},
        duplicate::{
            compare::kept_hashes,
            result::{Found, PLACE},
        },
        halt::Outcome,
    },
    store::{data_key::wrapped_of, verify_index::ComparedIdentity},
    vault::{DataKey, Keys, Words},
};
use std::collections::BTreeSet;
use uuid::Uuid;

/// Comparisons of one read: the terms of so many fit into one question.
const PAGE: i64 = 200;

/// What an identity says, opened.
struct Opened {
    identity: Identity,
    birth_year: Option<i32>,
    found: Found,
}

/// How a comparison opens: not at all where its person was erased or where a seal differs, which is said with the seals.
fn open(row: &ComparedIdentity, keys: &Keys) -> Option<Opened> {
    let key = match wrapped_of(row.outer_key.as_ref(), row.wrapped.as_ref()) {
        Some(wrapped) => Some(keys.data_key(row.beneficiary, &wrapped).ok()?),
        None => None,
    };
    let words = |id, place, cipher: &Option<Vec<u8>>, owner: Option<BeneficiaryRef>| {
        opened(keys, key.as_ref(), (id, place), cipher.as_deref()?, owner)
    };
    let identity = words(row.identity_seal, "identity.words", &row.identity_cipher, row.identity_owner)?;
    let result = words(row.result_seal, PLACE, &row.result_cipher, row.result_owner)?;
    let profile = words(row.profile_seal, "beneficiary.profile", &row.profile_cipher, row.profile_owner);
    Some(Opened {
        identity: read_identity(Some(identity)).ok()?,
        birth_year: Profile::of(profile).ok()?.birth_year,
        found: Found::of(&result).ok()?,
    })
}

fn opened(
    keys: &Keys,
    key: Option<&DataKey>,
    (id, place): (Uuid, &str),
    cipher: &[u8],
    owner: Option<BeneficiaryRef>,
) -> Option<Words> {
    match owner {
        None => keys.open(id, place, cipher).ok(),
        Some(_) => key?.open(id, place, cipher).ok(),
    }
}

/// Looks at every comparison; what they found, for the matches.
pub(super) async fn verify_index(check: &mut Check<'_>, keys: &Keys) -> Outcome<Sealed> {
    let mut sealed = Sealed::default();
    let living = of_identities(check, keys, &mut sealed).await?;
    let subjects = of_subjects(check, keys, &mut sealed).await?;
    let (Some(living), Some(subjects)) = (living, subjects) else { return Ok(sealed) };
    let counts = match look(check.from, |from| Box::pin(from.term_counts())).await? {
        Ok(Some(counts)) => counts,
        Ok(None) => return Ok(sealed),
        Err(unread) => {
            check.found.add("identity_term", "a row …", unread.words());
            return Ok(sealed);
        }
    };
    let mut told = |table: &str, found: i64, reckoned: i64| {
        if found != reckoned {
            let what = format!("the index has {found} terms, and the sealed identities come to {reckoned}");
            check.found.add(table, "a term …", what);
        }
    };
    told("identity_term", counts.living, living);
    told("identity_term", counts.removed, 0);
    told("subject_term", counts.subjects, subjects);
    Ok(sealed)
}

/// How many terms the compared identities of persons who were not erased come to; none where they could not be read.
async fn of_identities(check: &mut Check<'_>, keys: &Keys, sealed: &mut Sealed) -> Outcome<Option<i64>> {
    let (mut after, mut total, mut whole, mut done) = ((0, 0), 0, true, 0);
    let mut current: (Option<BeneficiaryRef>, BTreeSet<Vec<u8>>) = (None, BTreeSet::new());
    loop {
        let page = match look(check.from, |from| Box::pin(from.compared_identities(after, PAGE))).await? {
            Ok(page) => page,
            Err(unread) => return unreadable(check, "identity_term", &unread),
        };
        let Some(last) = page.last() else {
            return Ok(whole.then_some(total + current.1.len() as i64));
        };
        after = (last.beneficiary.stored(), last.position);
        done += page.len() as i64;
        let mut wanted = BTreeSet::new();
        for row in &page {
            let is_erased = row.mark.is_some() && row.wrapped.is_none();
            let Some(opened) = open(row, keys) else {
                sealed.closed.insert(row.leaf);
                whole &= is_erased;
                continue;
            };
            sealed.add(&opened.found, row.at, row.leaf);
            if current.0 != Some(row.beneficiary) {
                total += std::mem::take(&mut current.1).len() as i64;
                current.0 = Some(row.beneficiary);
            }
            for hash in kept_hashes(keys, &opened.identity, opened.birth_year) {
                wanted.insert((row.beneficiary, hash.clone()));
                current.1.insert(hash);
            }
        }
        let hashes: Vec<Vec<u8>> = wanted.iter().map(|(_, hash)| hash.clone()).collect();
        let kept =
            match look(check.from, |from| Box::pin(async move { from.holders_of(&hashes).await })).await? {
                Ok(kept) => kept,
                Err(unread) => return unreadable(check, "identity_term", &unread),
            };
        let kept: BTreeSet<_> = kept.into_iter().map(|term| (term.beneficiary, term.hash)).collect();
        if let Some((person, hash)) = wanted.difference(&kept).next() {
            let row = format!("hash {}…, beneficiary {person}", &hex::encode(hash)[..8]);
            check.found.add("identity_term", row, "follows from the sealed identity and is not kept");
        }
        check.tell("identities", done, done);
    }
}

fn unreadable(check: &mut Check<'_>, table: &str, unread: &Unread) -> Outcome<Option<i64>> {
    check.found.add(table, "a row …", unread.words());
    Ok(None)
}

async fn of_subjects(check: &mut Check<'_>, keys: &Keys, sealed: &mut Sealed) -> Outcome<Option<i64>> {
    let (mut after, mut total, mut whole) = (0, 0, true);
    loop {
        let page = match look(check.from, |from| Box::pin(from.compared_subjects(after, PAGE))).await? {
            Ok(page) => page,
            Err(unread) => return unreadable(check, "subject_term", &unread),
        };
        let Some(last) = page.last() else { return Ok(whole.then_some(total)) };
        after = last.subject.stored();
        let mut wanted = BTreeSet::new();
        for row in &page {
            let result = opened_by_fund(keys, row.result_seal, PLACE, &row.result_cipher);
            match result.and_then(|words| Found::of(&words).ok()) {
                Some(found) => sealed.add(&found, row.at, row.leaf),
                None => whole = false,
            }
            let identity = opened_by_fund(keys, row.identity_seal, "subject.words", &row.identity_cipher);
            match identity.map(|words| read_identity(Some(words))) {
                Some(Ok(identity)) => {
                    wanted.extend(
                        kept_hashes(keys, &identity, None).into_iter().map(|hash| (row.subject, hash)),
                    );
                }
                _ => whole &= row.identity_cipher.is_none(),
            }
        }
        total += wanted.len() as i64;
        let hashes: Vec<Vec<u8>> = wanted.iter().map(|(_, hash)| hash.clone()).collect();
        let kept = match look(check.from, |from| Box::pin(async move { from.subjects_with(&hashes).await }))
            .await?
        {
            Ok(kept) => kept,
            Err(unread) => return unreadable(check, "subject_term", &unread),
        };
        let kept: BTreeSet<_> = kept.into_iter().map(|term| (term.subject, term.hash)).collect();
        if let Some((subject, hash)) = wanted.difference(&kept).next() {
            let row = format!("hash {}…, subject {subject}", &hex::encode(hash)[..8]);
            check.found.add("subject_term", row, "follows from the sealed identity and is not kept");
        }
    }
}

fn opened_by_fund(keys: &Keys, id: Uuid, place: &str, cipher: &Option<Vec<u8>>) -> Option<Words> {
    opened(keys, None, (id, place), cipher.as_deref()?, None)
}
