//! Use cases of the rulebook: what it would say of the past, and what stands for long.
pub mod replay;
pub mod sweep;
pub mod watch;
