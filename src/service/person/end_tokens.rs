//! Ends all tokens of a person, for one that was lost or a person who left.
use super::held::named;
use crate::{
    domain::text::Line,
    service::{Fund, Outcome},
    store::person::TokenEndRow,
};

/// Ends every token of the person of a name that still counts, and says how many those were. Refuses with `invalid` when
/// there is no such person.
pub async fn end_tokens(fund: &Fund, name: &Line) -> Outcome<usize> {
    let mut tx = fund.store().begin(fund.now()).await?;
    let person = named(fund, &mut tx, name).await?;
    let tokens = tx.tokens_of(person).await?;
    let (ended, at) = (tokens.len(), tx.at());
    for (hash,) in tokens {
        tx.add(TokenEndRow { hash, at }).await?;
    }
    tx.commit("tokens.ended", None).await?;
    Ok(ended)
}
