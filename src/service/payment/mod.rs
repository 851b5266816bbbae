//! Use cases of payments: drafting, checking, and every step to settlement and back. Each step is one member of a
//! group, whole or not at all: judge again, write the decision under the person's one hand, post the entries of the step.
pub mod approve_payment;
pub mod cancel_payment;
pub mod check_payment;
pub mod draft_payment;
pub mod many;
pub mod override_payment;
pub mod plan;
pub mod postings;
pub mod recall_payment;
pub mod reject_payment;
pub mod release_payment;
pub mod return_payment;
pub mod settle_payment;
pub mod step;
pub mod submit_payment;
pub mod unsettle_payment;
pub mod view;
pub mod withdraw_payment;

mod ahead;
mod around;
pub(in crate::service) mod fields;
mod judged;
pub(in crate::service) mod recall;
mod rulebook_change;
mod since;
mod texts;
