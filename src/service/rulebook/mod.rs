//! Use cases of the rulebook: which one rules and how another comes to rule, what it would say of the past, and what stands for long.
pub mod adopt_rulebook;
pub mod propose_rulebook;
pub mod replay;
pub(in crate::service) mod ruling;
pub mod sweep;
pub mod view;
pub mod watch;
