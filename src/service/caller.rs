//! Who calls, in which roles, and under which repeated key.
use super::halt::Outcome;
use crate::domain::{
    person::{Officer, Role},
    reference::PersonRef,
    refusal::Refusal,
};

/// An `Idempotency-Key` with what it was sent to. The key and the body are kept as keyed hashes only.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequestKey {
    /// The method.
    pub method: String,
    /// The path.
    pub path: String,
    /// Keyed hash of the key.
    pub key_hash: String,
    /// Keyed hash of the body.
    pub request: String,
}

/// Who calls.
#[derive(Debug, Clone)]
pub struct Caller {
    /// The person and the roles held now.
    pub officer: Officer,
    /// The repeated key, where one was sent.
    pub request: Option<RequestKey>,
}

impl Caller {
    /// A caller without a repeated key.
    pub fn new(officer: Officer) -> Caller {
        Caller { officer, request: None }
    }

    /// The person.
    pub fn person(&self) -> PersonRef {
        self.officer.person
    }

    /// Refuses unless the person holds one of the roles.
    pub fn must_be(&self, roles: &[Role]) -> Outcome<()> {
        if self.officer.has(roles) {
            Ok(())
        } else {
            Err(Refusal::NotYourRole { needs: roles.to_vec() }.into())
        }
    }

    /// The role among `roles` in which the person acts: the first that the person holds.
    pub fn acting_as(&self, roles: &[Role]) -> Outcome<Role> {
        roles
            .iter()
            .copied()
            .find(|r| self.officer.roles.contains(r))
            .ok_or_else(|| Refusal::NotYourRole { needs: roles.to_vec() }.into())
    }
}

/// Roles that may read what has no narrower list (contract, habits of the API).
pub const READERS: &[Role] = &[Role::Maker, Role::Approver, Role::Treasurer, Role::Overrider, Role::Auditor];
/// Everybody but registrars.
pub const ALL_BUT_REGISTRAR: &[Role] = &[
    Role::Maker,
    Role::Approver,
    Role::Treasurer,
    Role::Overrider,
    Role::Auditor,
    Role::Guardian,
    Role::Administrator,
];
