//! Who may use a route: everybody, or persons who hold one of some roles. The lists themselves stand beside the use
//! cases; a route only points at them.
use crate::domain::person::Role;

/// Who may use a route.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// Everybody, without a token.
    Open,
    /// Persons who hold one of these roles.
    Roles(&'static [Role]),
}

impl Access {
    /// The words of the roles; none for an open route.
    pub fn words(self) -> Vec<&'static str> {
        match self {
            Access::Open => vec![],
            Access::Roles(roles) => roles.iter().map(|role| role.as_str()).collect(),
        }
    }
}
