//! Proof that a rulebook stays inside its bounds: for every payment and every lift there could be, not for samples. The bounds (`policies/guarantees`)
//! are built in, so that whoever writes a rulebook of their own cannot write them away. What is proved of each bound: a payment that
//! meets it is refused whatever overrides are lifted, since no permit covers it or a case of the weight "block" is met. Proved too: no
//! policy can err on facts as the program gathers them (whole numbers no larger than `book::ask::LARGEST`, which is held there), every
//! policy can be met, and none is implied by another of its rule and weight. The solver is a program of its own and given by the caller;
//! here are the questions (with the feature `prove`) and what came out. Pure.
mod guarantee;
#[cfg(feature = "prove")]
mod question;

pub use guarantee::Guarantee;
#[cfg(feature = "prove")]
pub use question::prove;

use super::book::{LIFT, PAY};
use super::text::basis::in_azerbaijani;
use std::fmt;

/// How much is proved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Extent {
    /// That it stays inside the bounds.
    Bounds,
    /// And that no policy can err, and each decides something.
    Whole,
}

/// What came out of a proof.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proof {
    /// The version of the rulebook.
    pub version: String,
    /// The bounds that it stays inside, by their ids.
    pub kept: Vec<String>,
    /// How many policies were looked at.
    pub policies: usize,
    /// How many questions the solver answered.
    pub questions: usize,
    /// Everything that is not proved: breaches first.
    pub wrong: Vec<Wrong>,
}

impl Proof {
    /// It stays inside every bound, and no policy can err. Policies that decide nothing are no danger.
    pub fn is_safe(&self) -> bool {
        self.wrong.iter().all(|wrong| matches!(wrong.what, What::NeverMet | What::ImpliedBy(_)))
    }

    /// Nothing at all is wrong.
    pub fn is_whole(&self) -> bool {
        self.wrong.is_empty()
    }
}

/// What is not proved of a bound or a policy.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum What {
    /// A payment that the bound refuses would be paid.
    Breached,
    /// The policy cannot be evaluated on some facts.
    CanErr,
    /// The solver found no answer, or the question could not be put.
    Undecided(String),
    /// No facts there could be meet the policy.
    NeverMet,
    /// Whatever meets the policy meets this one, too.
    ImpliedBy(String),
}

/// Something that is not proved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wrong {
    /// What.
    pub what: What,
    /// The bound or the policy, by its id.
    pub of: String,
    /// What the bound promises, in English and in Azerbaijani; empty of a policy.
    pub says: [String; 2],
    /// The text it rests on.
    pub basis: String,
    /// Facts that show it.
    pub example: Option<Example>,
}

/// Facts that show that something is wrong, as a person can read them: those that bound and policies read, and those that matter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Example {
    /// What is asked about: `pay`, `collect` and so on.
    pub action: String,
    /// Names and values, in the order of the schema.
    pub facts: Vec<(String, String)>,
    /// The permits that cover it.
    pub permits: Vec<String>,
}

impl fmt::Display for Wrong {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let of = &self.of;
        match &self.what {
            What::Breached => {
                let ([says, says_az], basis) = (&self.says, &self.basis);
                let basis_az = in_azerbaijani(basis);
                // What its owner alone knows is said once.
                let beside = if basis_az == *basis { String::new() } else { format!(" / {basis_az}") };
                write!(f, "{of} is breached ({basis}{beside}): {says} / {says_az}")?;
            }
            What::CanErr => write!(f, "{of} cannot be evaluated on some facts: bound what it adds up")?,
            What::Undecided(why) => write!(f, "{of} is not decided: {why}")?,
            What::NeverMet => write!(f, "{of} can never be met: no facts there could be meet all it asks")?,
            What::ImpliedBy(by) => write!(f, "{of} decides nothing: whatever meets it meets {by}, too")?,
        }
        self.example.as_ref().map_or(Ok(()), |example| write!(f, "\n{example}"))
    }
}

impl fmt::Display for Example {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let what = match &*self.action {
            PAY => "This payment would be made",
            LIFT => "This finding would be lifted",
            _ => "For example",
        };
        write!(f, "  {what}:")?;
        let width = self.facts.iter().map(|(name, _)| name.chars().count()).max().unwrap_or_default();
        self.facts.iter().try_for_each(|(name, value)| write!(f, "\n    {name:width$}  {value}"))?;
        if self.permits.is_empty() { Ok(()) } else { write!(f, "\n  under {}", self.permits.join(", ")) }
    }
}
