//! Takes a role from a person. What the person did in it stays; from now on the person cannot do it any more.
use super::held::{held_now, named};
use crate::{
    domain::{person::Role, refusal::Refusal, text::Line},
    service::{Fund, Outcome},
    store::person::RoleGrantRow,
};

/// Takes a role. Refuses with `invalid` when there is no such person or the person does not hold the role.
pub async fn revoke_role(fund: &Fund, name: &Line, role: Role) -> Outcome<()> {
    let mut tx = fund.store().begin(fund.now()).await?;
    let person = named(fund, &mut tx, name).await?;
    if !held_now(&mut tx, person).await?.roles.contains(&role) {
        return Err(Refusal::field(
            "role",
            format!(
                "{person} does not hold the role {role}, so it cannot be taken: look at the list of persons"
            ),
            format!(
                "{person} {role} roluna malik deyil, ona görə geri alına bilməz: şəxslərin siyahısına baxın"
            ),
        )
        .into());
    }
    let at = tx.at();
    tx.add(RoleGrantRow { person, role, at, granted: false, issuer: None }).await?;
    Ok(tx.commit("person.revoked", None).await?)
}
