//! What goes out: statements as CSV, JSON, hledger and beancount, payments for a bank as ISO 20022. Typed words in, text out; where the lines come from is said
//! in the service. Each writer takes the statement piece by piece, so that it can be streamed.
mod beancount;
mod csv;
mod hledger;
mod json;
pub mod pain001;
pub mod statement;
