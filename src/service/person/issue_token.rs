//! Makes a bearer token for a person. Only its keyed hash is kept, so it can be shown once and never again.
use super::held::named;
use crate::{
    domain::text::Line,
    service::{Fund, Outcome},
    store::person::TokenRow,
};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use zeroize::Zeroizing;

/// What every token begins with, so that one that leaked into a file can be found.
pub(super) const PREFIX: &str = "rl_";

/// How many characters follow the prefix: 32 bytes in base64url without padding.
pub(super) const CHARACTERS: usize = 43;

/// Makes a token for the person of a name: `rl_` and 43 characters that spell 32 random bytes. Refuses with `invalid` when
/// there is no such person.
pub async fn issue_token(fund: &Fund, name: &Line) -> Outcome<Zeroizing<String>> {
    let mut tx = fund.store().begin(fund.now()).await?;
    let person = named(fund, &mut tx, name).await?;
    let token = new_token()?;
    let hash = fund.keys().token_hash(&token);
    let at = tx.at();
    tx.add(TokenRow { hash, person, at }).await?;
    tx.commit("token.issued", None).await?;
    Ok(token)
}

fn new_token() -> Result<Zeroizing<String>, getrandom::Error> {
    let mut bytes = Zeroizing::new([0u8; 32]);
    getrandom::fill(bytes.as_mut_slice())?;
    // Room for the whole token from the start: a text that grows leaves its pieces in memory.
    let mut token = Zeroizing::new(String::with_capacity(PREFIX.len() + CHARACTERS));
    token.push_str(PREFIX);
    URL_SAFE_NO_PAD.encode_string(bytes.as_slice(), &mut token);
    Ok(token)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_long_random_and_of_one_shape() {
        let (one, other) =
            (new_token().expect("randomness is there"), new_token().expect("randomness is there"));
        assert_ne!(*one, *other);
        assert_eq!(one.len(), PREFIX.len() + CHARACTERS);
        assert!(one.strip_prefix(PREFIX).is_some_and(|rest| URL_SAFE_NO_PAD.decode(rest).is_ok()));
    }
}
