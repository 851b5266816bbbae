//! Adds a person with roles, or gives an existing person more of them. One person a name; the name goes under seal.
use super::held::{Held, held_now, name_key};
use crate::{
    domain::{
        person::{Role, check_roles},
        reference::PersonRef,
        refusal::Refusal,
        text::Line,
    },
    service::{Fund, Halt, Outcome},
    store::{
        Tx,
        person::{PersonRow, RoleGrantRow},
    },
    vault::Words,
};
use std::collections::BTreeSet;

/// Adds a person. A person of this name who is there already gets the roles that are new, if all of them together may be
/// held by one person. Refuses with `invalid` when roles do not go together, when the issuer does not fit them, and when
/// the person holds all of them already.
pub async fn add_person(
    fund: &Fund,
    name: &Line,
    roles: &BTreeSet<Role>,
    issuer: Option<&Line>,
) -> Outcome<PersonRef> {
    let mut tx = fund.store().begin(fund.now()).await?;
    let name_key = name_key(fund, name);
    let known = tx.person_by_name(&name_key).await?;
    let held = match known {
        Some(person) => held_now(&mut tx, person).await?,
        None => Held::default(),
    };
    let issuer = issuer.map(Line::expose);
    let new = new_roles(&held, roles, issuer)?;
    let (person, event) = match known {
        Some(person) => (person, "person.granted"),
        None => (write_person(fund, &mut tx, name, name_key).await?, "person.added"),
    };
    let at = tx.at();
    for role in new {
        let issuer = issuer.filter(|_| role == Role::Registrar).map(str::to_owned);
        tx.add(RoleGrantRow { person, role, at, granted: true, issuer }).await?;
    }
    tx.commit(event, None).await?;
    Ok(person)
}

/// The roles that the person does not hold yet, once all may be held together.
fn new_roles(held: &Held, wanted: &BTreeSet<Role>, issuer: Option<&str>) -> Outcome<Vec<Role>> {
    // An empty wish is refused as such, whatever the person holds.
    let together = if wanted.is_empty() { BTreeSet::new() } else { &held.roles | wanted };
    if let (Some(before), Some(now)) = (&held.issuer, issuer)
        && before != now
    {
        return Err(Refusal::field(
            "issuer",
            format!(
                "this person is a registrar of {before}: take that role away before giving another issuer"
            ),
            format!("bu şəxs {before} üzrə qeydiyyatçıdır: başqa orqan verməzdən əvvəl həmin rolu geri alın"),
        )
        .into());
    }
    check_roles(&together, issuer.or(held.issuer.as_deref())).map_err(|why| Halt::field("roles", why))?;
    let new: Vec<Role> = wanted.difference(&held.roles).copied().collect();
    if new.is_empty() {
        return Err(Refusal::field(
            "name",
            "there is a person of this name already, with these roles: to add another person, write the name in full",
            "bu adda və bu rollarla şəxs artıq var: başqa şəxsi əlavə etmək üçün adı tam yazın",
        )
        .into());
    }
    Ok(new)
}

async fn write_person(fund: &Fund, tx: &mut Tx, name: &Line, name_key: String) -> Outcome<PersonRef> {
    let id: PersonRef = tx.next();
    let name = tx.add_seal(fund.seal("person.name", &Words::of(name.expose()))?).await?;
    let at = tx.at();
    tx.add(PersonRow { id, name, name_key, at }).await?;
    Ok(id)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_roles_that_are_new_and_go_together_are_given() {
        let held = |roles: &[Role], issuer: Option<&str>| Held {
            roles: roles.iter().copied().collect(),
            issuer: issuer.map(str::to_owned),
        };
        let add = |held: &Held, roles: &[Role], issuer| {
            new_roles(held, &roles.iter().copied().collect(), issuer).ok()
        };
        use Role::*;
        assert_eq!(add(&held(&[], None), &[Maker, Approver], None), Some(vec![Maker, Approver]));
        assert_eq!(add(&held(&[Maker], None), &[Maker, Treasurer], None), Some(vec![Treasurer]));
        assert_eq!(add(&held(&[Maker], None), &[Maker], None), None);
        assert_eq!(add(&held(&[Maker], None), &[], None), None);
        assert_eq!(add(&held(&[Maker], None), &[Auditor], None), None);
        assert_eq!(add(&held(&[], None), &[Registrar], None), None);
        assert_eq!(add(&held(&[Registrar], Some("Court A")), &[Registrar], Some("Court B")), None);
    }
}
