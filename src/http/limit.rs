//! How long and how much: every bound that keeps one client from holding up the others, with its default. What happens at
//! a bound is said where it is kept: connections in `listen`, bodies in `body`, requests in `gate` and `watch`.
use std::time::Duration;

/// The bounds of one service.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limits {
    /// The longest that a request's head may take to come, and that a kept connection may be silent.
    pub head: Duration,
    /// The longest that a request's body may take to come.
    pub body: Duration,
    /// The longest that a whole request may wait for the beginning of its answer, once its body is there.
    pub answer: Duration,
    /// The longest that a client may leave an answer unread; the answer itself may take any time, like a long statement.
    pub stall: Duration,
    /// The longest that answers in flight may take to go out once the service was told to stop.
    pub drain: Duration,
    /// How long a silent connection is kept once the service was told to stop, since a request may be on its way on it.
    pub linger: Duration,
    /// Connections at once; further ones wait to be taken. It stays under the 1,024 files that a process may usually open.
    pub connections: usize,
    /// Requests at once; further ones are told that the service is busy.
    pub requests: usize,
    /// The largest head of a request, in bytes.
    pub head_bytes: usize,
    /// The most headers of a request.
    pub headers: usize,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits {
            head: Duration::from_secs(30),
            body: Duration::from_secs(30),
            answer: Duration::from_secs(30),
            stall: Duration::from_secs(30),
            drain: Duration::from_secs(20),
            linger: Duration::from_secs(2),
            connections: 768,
            requests: 512,
            head_bytes: 16 * 1024,
            headers: 64,
        }
    }
}
