//! Officers of the Fund and of courts: their roles, and which roles one person may hold together.
use super::{
    reference::PersonRef,
    word::{Unreadable, words},
};
use std::collections::BTreeSet;

words! {
    /// A role. Separation of duties is per payment: each person has at most one hand on it.
    Role {
        /// Case officer: records inflows, opens beneficiaries, drafts payments.
        Maker = "maker",
        /// Approves or rejects payments.
        Approver = "approver",
        /// Releases approved payments, reconciles.
        Treasurer = "treasurer",
        /// Lifts an override finding, with a reason and a basis.
        Overrider = "overrider",
        /// Records orders of the own issuer.
        Registrar = "registrar",
        /// Reads everything pseudonymised, exports, verifies.
        Auditor = "auditor",
        /// The data protection officer.
        Guardian = "guardian",
        /// Persons, roles, configuration.
        Administrator = "administrator",
    }
}

impl Role {
    /// Roles that touch money.
    pub const MONEY: [Role; 4] = [Role::Maker, Role::Approver, Role::Treasurer, Role::Overrider];

    /// Does the role touch money?
    pub fn is_money(self) -> bool {
        Role::MONEY.contains(&self)
    }
}

/// Who acts: a person with the roles held at this moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Officer {
    /// The person.
    pub person: PersonRef,
    /// The roles held now.
    pub roles: BTreeSet<Role>,
    /// The court or prosecutor a registrar records for.
    pub issuer: Option<String>,
}

impl Officer {
    /// Does the person hold one of these roles?
    pub fn has(&self, roles: &[Role]) -> bool {
        roles.iter().any(|role| self.roles.contains(role))
    }
}

/// Checks that the roles may be held together: maker, approver, treasurer and overrider go together; registrar, auditor,
/// guardian and administrator go with no money role, and a registrar with nothing else and only with an issuer.
pub fn check_roles(roles: &BTreeSet<Role>, issuer: Option<&str>) -> Result<(), Unreadable> {
    let money = roles.iter().any(|r| r.is_money());
    let other = roles.iter().find(|r| !r.is_money());
    if roles.is_empty() {
        return Err(Unreadable::new(
            "a person needs at least one role: add --role",
            "şəxsin ən azı bir rolu olmalıdır: --role əlavə edin",
        ));
    }
    if let (true, Some(role)) = (money, other) {
        return Err(Unreadable::new(
            format!("{role} goes with no role that touches money: give it to another person"),
            format!("{role} pulla işləyən rolla birlikdə ola bilməz: başqa şəxsə verin"),
        ));
    }
    let registrar = roles.contains(&Role::Registrar);
    if registrar && roles.len() > 1 {
        return Err(Unreadable::new(
            "a registrar holds no other role",
            "qeydiyyatçının başqa rolu ola bilməz",
        ));
    }
    match (registrar, issuer.map(str::trim).filter(|i| !i.is_empty())) {
        (true, None) => Err(Unreadable::new(
            "a registrar records for one issuer: name it with --issuer",
            "qeydiyyatçı bir orqan üçün qeyd aparır: --issuer ilə göstərin",
        )),
        (false, Some(_)) => Err(Unreadable::new(
            "only a registrar has an issuer: leave --issuer out",
            "--issuer yalnız qeydiyyatçı üçündür",
        )),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::{Role::*, *};

    #[test]
    fn roles_that_guard_each_other_are_never_in_one_hand() {
        let ok = |roles: &[Role], issuer| check_roles(&roles.iter().copied().collect(), issuer).is_ok();
        assert!(ok(&[Maker, Approver, Treasurer, Overrider], None));
        assert!(ok(&[Auditor], None) && ok(&[Registrar], Some("Court of Baku")));
        assert!(
            !ok(&[], None)
                && !ok(&[Registrar], None)
                && !ok(&[Registrar], Some(" "))
                && !ok(&[Maker], Some("x"))
        );
        for guard in [Administrator, Auditor, Guardian, Registrar] {
            assert!(
                Role::MONEY
                    .iter()
                    .all(|money| !ok(&[*money, guard], Some("Court of Baku").filter(|_| guard == Registrar)))
            );
        }
    }
}
