//! Persons, roles and tokens from the command line: the first ones must come from somewhere.
use super::{arguments::Database, ended::Ended, open};
use crate::{
    domain::{person::Role, text::Line},
    service::person::{
        add_person::add_person, end_tokens::end_tokens as end, issue_token::issue_token,
        revoke_role::revoke_role,
    },
};

/// Adds a person, and prints a token alone on the last line.
pub async fn add(
    database: &Database,
    name: &str,
    roles: Vec<Role>,
    issuer: Option<String>,
) -> Result<(), Ended> {
    let fund = open::fund(database).await?;
    let name = Line::new(name)?;
    let issuer = issuer.as_deref().map(Line::new).transpose()?;
    let person = add_person(&fund, &name, &roles.iter().copied().collect(), issuer.as_ref()).await?;
    let token = issue_token(&fund, &name).await?;
    println!(
        "{person} may now sign in as {}; this token is shown once:",
        roles.iter().map(|r| r.as_str()).collect::<Vec<_>>().join(", ")
    );
    println!("{}", token.as_str());
    Ok(())
}

/// Takes a role from a person.
pub async fn revoke(database: &Database, name: &str, role: Role) -> Result<(), Ended> {
    let fund = open::fund(database).await?;
    revoke_role(&fund, &Line::new(name)?, role).await?;
    Ok(())
}

/// Prints a new token alone on the last line.
pub async fn new_token(database: &Database, name: &str) -> Result<(), Ended> {
    let fund = open::fund(database).await?;
    let token = issue_token(&fund, &Line::new(name)?).await?;
    println!("{}", token.as_str());
    Ok(())
}

/// Ends all tokens of a person.
pub async fn end_tokens(database: &Database, name: &str) -> Result<(), Ended> {
    let fund = open::fund(database).await?;
    end(&fund, &Line::new(name)?).await?;
    Ok(())
}
