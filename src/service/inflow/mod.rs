//! Use cases of inflows: money and property that come in, are identified, lifted, given back or reversed.
pub mod donor;
pub mod handover;
pub mod identify_inflow;
pub(in crate::service) mod judge_inflow;
pub mod notify_inflow;
pub mod override_inflow;
mod quarantine;
pub mod record_inflow;
pub mod return_inflow;
pub mod reverse_inflow;
pub mod view;
