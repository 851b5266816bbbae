//! Pairs of names that must sound alike, pairs that must not, and names meant to break something.
use super::*;
