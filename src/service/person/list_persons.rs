//! Lists persons with the roles they held at the end of a day: what an auditor asks when reading who decided then.
use super::held::{Held, end_of};
use crate::{
    domain::{day::Day, person::Role, reference::*, text::Line},
    service::{
        Caller, Fund, Outcome, Page,
        caller::ALL_BUT_REGISTRAR,
        page::{Wanted, page},
    },
    store::person::{NamedPerson, RoleGrantRow},
    vault::Keys,
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Who may.
pub const ROLES: &[Role] = ALL_BUT_REGISTRAR;

/// A person with roles.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct PersonView {
    /// The reference.
    pub id: PersonRef,
    /// The name; null once it was erased.
    pub name: Option<Line>,
    /// The roles held at the end of the day.
    pub roles: Vec<Role>,
    /// The court or prosecutor a registrar records for.
    pub issuer: Option<String>,
}

/// Lists the persons who were there on a day (today when none is named), with the roles they held at its end in Baku.
pub async fn list_persons(
    fund: &Fund,
    who: &Caller,
    on: Option<Day>,
    wanted: &Wanted,
) -> Outcome<Page<PersonView>> {
    who.must_be(ROLES)?;
    let (after, limit) = wanted.bounds()?;
    let until = end_of(on.unwrap_or_else(|| fund.today()));
    let mut from = fund.read().await?;
    let persons = from.persons(until, after, limit).await?;
    let Some(last) = persons.last().map(|p| p.id) else {
        return Ok(page(vec![], limit, |view: &PersonView| view.id.stored(), |view| view));
    };
    let grants = from.grants_of_page(after, last, until).await?;
    let mut views = vec![];
    for person in &persons {
        views.push(view(fund.keys(), person, &grants)?);
    }
    Ok(page(views, limit, |view| view.id.stored(), |view| view))
}

fn view(keys: &Keys, person: &NamedPerson, grants: &[RoleGrantRow]) -> Outcome<PersonView> {
    let name = match &person.cipher {
        Some(cipher) => {
            let words = keys.open(person.name, "person.name", cipher)?;
            words.expose_text().and_then(|text| Line::new(text).ok())
        }
        None => None,
    };
    // Grants come in the order of persons, so each person's are one run of them.
    let first = grants.partition_point(|g| g.person < person.id);
    let held = Held::of(grants[first..].iter().take_while(|g| g.person == person.id));
    Ok(PersonView { id: person.id, name, roles: held.roles.into_iter().collect(), issuer: held.issuer })
}
