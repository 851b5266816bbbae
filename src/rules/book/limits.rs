//! The thresholds of the rules, each with what it rests on.
use super::LIMITS;
use crate::{
    domain::money::Money,
    rules::flaw::{Flaw, line_of},
};
use serde::Deserialize;

/// One threshold.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Limit<T> {
    /// How much.
    pub value: T,
    /// What it rests on.
    pub basis: String,
    /// What it is.
    pub note: String,
}

/// The thresholds.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Limits {
    /// The most that one payment of emergency help may be, in AZN.
    pub emergency_cap: Limit<Money>,
    /// How many days old the answer that no removal decision exists may be at release.
    pub removal_check_days: Limit<u16>,
    /// Cash from one donor within the window, over which an override is needed, in AZN.
    pub cash_limit: Limit<Money>,
    /// The window of the cash limit, in days.
    pub cash_window_days: Limit<u16>,
}

pub(super) fn read(text: &str) -> Result<Limits, Vec<Flaw>> {
    let read: Result<Limits, _> = toml::from_str(text);
    let limits = read.map_err(|why| {
        let line = line_of(text, why.span().map_or(0, |span| span.start));
        let mend = "Write sums as text like \"100.00\", days as whole numbers, and give each limit its value, basis and note.";
        vec![Flaw::new(LIMITS, line, why.message().to_owned(), mend)]
    })?;
    let all = [
        ("emergency_cap", &limits.emergency_cap.basis),
        ("removal_check_days", &limits.removal_check_days.basis),
        ("cash_limit", &limits.cash_limit.basis),
        ("cash_window_days", &limits.cash_window_days.basis),
    ];
    let mut wrong = vec![];
    for (name, basis) in all {
        if basis.trim().is_empty() {
            let line = line_of(text, text.find(&format!("[{name}]")).unwrap_or(0));
            let mend = "Name article and paragraph, or \"policy of the Fund\".";
            wrong.push(Flaw::new(LIMITS, line, format!("{name} has no basis"), mend));
        }
    }
    if limits.cash_window_days.value == 0 {
        let line = line_of(text, text.find("[cash_window_days]").unwrap_or(0));
        wrong.push(Flaw::new(LIMITS, line, "cash_window_days is 0", "Say one day or more."));
    }
    if wrong.is_empty() { Ok(limits) } else { Err(wrong) }
}
