//! The one place where ids of sealed rows come from: UUIDv7 of the clock's instant, so that they grow, with random
//! bits from the machine.
use crate::domain::day::Instant;
use uuid::{Builder, Uuid};

/// A new id at an instant.
pub fn new_id(now: Instant) -> Result<Uuid, getrandom::Error> {
    let mut random = [0u8; 10];
    getrandom::fill(&mut random)?;
    let millis = u64::try_from(now.timestamp_millis()).unwrap_or_default();
    Ok(Builder::from_unix_timestamp_millis(millis, &random).into_uuid())
}
