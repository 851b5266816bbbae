//! Use cases of inflows: money and property that come in, are identified, lifted, given back or reversed.
pub mod handover;
pub mod record_inflow;
pub mod view;
