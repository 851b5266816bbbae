//! What must survive a fault: the real binary is started, loaded, hit, and started again; then every command that was
//! sent is asked for once more. Nothing here looks inside the service: it is spoken to over HTTP and the command line.
//!
//! Each fault runs a few rounds. `RELIEF_FAULT_ROUNDS=200 cargo test --test it faults::` runs so many, and prints a row of
//! the fault table for each: fault, engine, rounds, acknowledged, lost.
mod client;
mod clock_back;
pub mod cluster;
mod disk;
mod full_disk;
mod guarded;
mod house;
mod hung_up;
mod instances;
mod killed_server;
mod killed_service;
mod load;
mod reading;
mod reckoning;
mod rounds;
mod slow_reader;
mod statement;
mod torn_wal;
mod wal;

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
