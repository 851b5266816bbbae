//! Use cases of the rulebook: which one rules and how another comes to rule, what it would say of the past, and what stands for long or shows only in many.
pub mod adopt_rulebook;
pub(in crate::service) mod decided;
pub mod propose_rulebook;
pub mod replay;
pub(in crate::service) mod ruling;
pub mod sweep;
pub mod view;
pub mod watch;
