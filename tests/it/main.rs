//! One binary for all integration tests: they share a private PostgreSQL cluster and the time it takes to start.
mod app;
mod bad_input;
mod cli;
mod groups;
mod invariants;
mod oracle;
mod payments;
mod postgres;
mod raw;
mod refusals;
mod roles;
mod schema;
mod secrecy;
mod store;
mod story;
mod tamper;
mod tidy;
