//! The JSON API, a file a noun. Handlers are thin: they take a checked command, call its use case, and choose the status.
pub mod awards;
pub mod beneficiaries;
pub mod docs;
pub mod documents;
pub mod findings;
pub mod inflows;
pub mod journal;
pub mod life;
pub mod log;
pub mod lots;
pub mod notices;
pub mod orders;
pub mod payments;
pub mod persons;
pub mod representatives;
pub mod routes;
pub mod statements;
