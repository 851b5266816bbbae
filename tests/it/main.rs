//! One binary for all integration tests: they share a private PostgreSQL cluster and the time it takes to start.
mod postgres;
mod schema;
mod tamper;
mod tidy;
