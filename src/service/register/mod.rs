//! Registers that the Fund keeps: entering, ending and listing. What an entry means for a payment is said in `party`.
pub mod end_entry;
pub mod enter_register;
pub mod list_register;
