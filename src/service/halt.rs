//! How a use case ends when it does not succeed: refused, which is an answer, or broken, which is not.
use crate::{
    domain::{journal::Unbalanced, refusal::Refusal, word::Unreadable},
    proof::canonical::NotWhole,
    store::Fault,
    vault::Unopened,
};

/// Refused by a rule of the house, or stopped by a fault of it.
#[derive(Debug)]
pub enum Halt {
    /// The caller gets the reason.
    Refused(Refusal),
    /// The caller gets no inner text; the service's log does.
    Fault(Fault),
}

/// What a use case returns.
pub type Outcome<T> = Result<T, Halt>;

impl Halt {
    /// What the log of the service says of it: the code of a refusal, which repeats nothing that was sent, or the fault.
    pub fn told(&self) -> String {
        match self {
            Halt::Refused(refusal) => refusal.code().to_owned(),
            Halt::Fault(fault) => fault.to_string(),
        }
    }

    /// A field of the command that cannot be taken.
    pub fn field(field: &str, why: Unreadable) -> Halt {
        Halt::Refused(Refusal::field(field, why.en, why.az))
    }
}

impl From<Refusal> for Halt {
    fn from(refusal: Refusal) -> Halt {
        Halt::Refused(refusal)
    }
}

macro_rules! faults {
    ($($error:ty),+) => { $(impl From<$error> for Halt { fn from(error: $error) -> Halt { Halt::Fault(Fault::from(error)) } })+ };
}
faults!(Fault, Unbalanced, Unopened, NotWhole, serde_json::Error, getrandom::Error);
