//! What must survive a fault: the real binary is started, loaded, hit, and started again; then every command that was
//! sent is asked for once more. Nothing here looks inside the service: it is spoken to over HTTP and the command line.
//!
//! Each fault runs a few rounds. `RELIEF_FAULT_ROUNDS=200 cargo test --test it faults::` runs so many, and prints a row of
//! the fault table for each: fault, engine, rounds, acknowledged, lost.
mod client;

mod cluster;
mod disk;
mod full_disk;
mod guarded;
mod house;

mod killed_server;
mod killed_service;
mod load;

mod reckoning;
mod rounds;

mod statement;

/// Writes a test that opens a house on each engine, as two tests.
macro_rules! in_both_houses {
    ($($(#[$meta:meta])* async fn $name:ident($house:ident: House) $body:block)+) => {$(
        $(#[$meta])*
        mod $name {
            use super::*;
            async fn story($house: House) $body

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn on_sqlite() { story(House::sqlite()).await }

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn on_postgres() {
                if let Some(house) = House::postgres() { story(house).await }
            }
        }
    )+};
}
pub(crate) use in_both_houses;
