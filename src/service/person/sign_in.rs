//! Tells who holds a token, and in which roles. It only reads; that a privileged role signed in is not a leaf yet.
use super::{
    held::Held,
    issue_token::{CHARACTERS, PREFIX},
};
use crate::{
    domain::{person::Officer, refusal::Refusal},
    service::{Fund, Outcome},
};

/// The officer of a token. Anything that is not a token that counts, of a person with a role, is `not_signed_in`; why is
/// not said.
pub async fn sign_in(fund: &Fund, token: &str) -> Outcome<Officer> {
    // What cannot be a token does not reach the database.
    if token.len() != PREFIX.len() + CHARACTERS || !token.starts_with(PREFIX) {
        return Err(Refusal::NotSignedIn.into());
    }
    let holder = fund.store().holder(fund.keys().token_hash(token)).await?.ok_or(Refusal::NotSignedIn)?;
    let (person, held) = (holder.person, Held::of(&holder.grants));
    if held.roles.is_empty() {
        return Err(Refusal::NotSignedIn.into());
    }
    Ok(Officer { person, roles: held.roles, issuer: held.issuer })
}
