//! The service as an operator and a client on the wire meet it: sockets that stall, signals, logs, databases that cannot be
//! used. What the API answers is tested elsewhere.
pub mod binary;
mod comparing;
mod door;
mod drain;
mod faults_told;
mod limits;
mod lines;
mod outage;
mod start;
pub mod wire;

use serde_json::{Value, json};

/// A donation at the bank.
fn gift() -> Value {
    json!({"kind": "donation", "amount": "100.00", "received_on": "2014-05-05", "account": "bank",
        "donor": {"kind": "legal", "name": "Xeyirxah MMC"}})
}
