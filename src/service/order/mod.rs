//! Use cases of orders: a registrar records a decision, a second one of the same issuer confirms it, and what offenders
//! pay and what was found of their property follows. Money is spent on an order elsewhere, by payments; identities are shown
//! elsewhere, by looks.
pub mod confirm_order;
pub mod disclosure_order;
pub mod end_order;
pub mod open_recourse;
pub mod order_facts;
pub mod owed;
pub mod record_insufficiency;
pub mod record_receipt;
pub mod register_order;
pub mod registration;
pub mod view;

#[cfg(test)]
pub(crate) mod tests;
