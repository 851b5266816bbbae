//! Persons, their roles and tokens.
use super::{Fault, Snapshot, row::table};
use crate::domain::{day::Instant, person::Role, reference::PersonRef};
use uuid::Uuid;

table! {
    /// A person who answers with a name.
    PersonRow = "person" by "id" { id: PersonRef, name: Uuid, name_key: String, #[serde(with = "crate::domain::day::instant")] at: Instant }
}

table! {
    /// A role given or taken.
    RoleGrantRow = "role_grant" by "person, role, at" {
        person: PersonRef, role: Role, #[serde(with = "crate::domain::day::instant")] at: Instant, granted: bool, issuer: Option<String>,
    }
}

table! {
    /// A bearer token, by keyed hash.
    TokenRow = "token" by "hash" { hash: String, person: PersonRef, #[serde(with = "crate::domain::day::instant")] at: Instant }
}

table! {
    /// A token that counts no more.
    TokenEndRow = "token_end" by "hash" { hash: String, #[serde(with = "crate::domain::day::instant")] at: Instant }
}

/// A person with the sealed name.
#[derive(Debug, Clone, PartialEq, sqlx::FromRow)]
#[allow(missing_docs, reason = "the columns are described in the migrations, once")]
pub struct NamedPerson {
    pub id: PersonRef,
    pub name: Uuid,
    pub cipher: Option<Vec<u8>>,
}

impl Snapshot {
    /// The roles given to and taken from a person, in order, up to an instant.
    pub async fn grants_of(&mut self, person: PersonRef, until: Instant) -> Result<Vec<RoleGrantRow>, Fault> {
        rows!(self, "role_grant/of_person", person, until)
    }

    /// The person of a name.
    pub async fn person_by_name(&mut self, name_key: &str) -> Result<Option<PersonRef>, Fault> {
        let found: Option<(PersonRef,)> = row!(self, "person/by_name", name_key)?;
        Ok(found.map(|(person,)| person))
    }

    /// Persons added up to an instant, with their sealed names, after one, at most so many.
    pub async fn persons(
        &mut self,
        until: Instant,
        after: i64,
        limit: i64,
    ) -> Result<Vec<NamedPerson>, Fault> {
        rows!(self, "person/page", until, after, limit)
    }

    /// The roles given to and taken from all persons of a page (those after one, up to the last), up to an instant.
    pub async fn grants_of_page(
        &mut self,
        after: i64,
        last: PersonRef,
        until: Instant,
    ) -> Result<Vec<RoleGrantRow>, Fault> {
        rows!(self, "role_grant/of_page", after, last, until)
    }

    /// Hashes of the tokens of a person that still count.
    pub async fn tokens_of(&mut self, person: PersonRef) -> Result<Vec<(String,)>, Fault> {
        rows!(self, "token/of_person", person)
    }
}
