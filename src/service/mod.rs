//! Use cases, one a file, `verb_noun.rs`, in a folder a noun: open, load, ask domain and rules, write, log, commit. No
//! statement and no HTTP here. Whoever calls (API, command line, tests) goes through these functions and no other way.
pub mod caller;
pub mod check;
pub mod clock;
mod envelope;
pub mod finding_view;
pub mod forget_answers;
pub mod fund;
pub mod halt;
mod hands;
pub mod ids;
pub mod judge;
pub mod lift;
pub mod page;
pub mod prover;

pub mod award;
pub mod backup;
pub mod batch;
pub mod beneficiary;
pub mod disclosure;
pub mod document;
pub mod duplicate;
pub mod inflow;
pub mod keys;
pub mod log;
pub mod lot;
pub mod notice;
pub mod order;
pub mod party;
pub mod payment;
pub mod person;
mod reason;
pub mod register;
pub mod report;
pub mod rulebook;
pub mod verify;

pub use caller::{Caller, RequestKey};
pub use fund::{Fund, Job};
pub use halt::{Halt, Outcome};
pub use page::Page;
