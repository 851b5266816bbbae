//! Use cases of lots and of cash: what a lot holds, what was paid from it, and moving cash between bank and desk.
pub mod candidates;
pub mod place;
pub(in crate::service) mod seen_sets;
pub mod transfer_cash;
pub mod view;
