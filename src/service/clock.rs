//! The one place where the time comes from, so that tests and the story can stand still.
use crate::domain::day::{Instant, to_micros};
use std::sync::{Mutex, PoisonError};

/// Where the time comes from.
pub trait Clock: Send + Sync {
    /// The present instant, to the microsecond.
    fn now(&self) -> Instant;
}

/// The clock of the machine.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    #[expect(clippy::disallowed_methods, reason = "this is the one home of the machine's clock")]
    fn now(&self) -> Instant {
        to_micros(chrono::Utc::now())
    }
}

/// A clock that shows what it was set to.
#[derive(Debug)]
pub struct FixedClock(Mutex<Instant>);

impl FixedClock {
    /// A clock that shows an instant.
    pub fn at(instant: Instant) -> FixedClock {
        FixedClock(Mutex::new(to_micros(instant)))
    }

    /// Sets it to another instant.
    pub fn set(&self, instant: Instant) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = to_micros(instant);
    }
}

impl Clock for FixedClock {
    fn now(&self) -> Instant {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
