//! Registers that the Fund keeps beside its books: who is of the Bar, of its own staff, related to that staff, which courts and which
//! enforcing bodies are known; and from when to when an entry counts. Whom a payment concerns of them is found by blind terms (`party`).
use super::{day::Day, word::words};

words! {
    /// A register.
    Register {
        /// Members of the Bar.
        Bar = "bar",
        /// The Fund's own staff.
        Staff = "staff",
        /// Parties related to the staff.
        Related = "related",
        /// Courts and other issuers that are known.
        Courts = "courts",
        /// Bodies that enforce removals, beyond the words by which they are known.
        Enforcement = "enforcement",
    }
}

/// The days of an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Listing {
    /// The first day; none where it was not said.
    pub from: Option<Day>,
    /// The last day, where one was set.
    pub to: Option<Day>,
    /// The day from which on it does not count any more, where it was ended.
    pub ended_on: Option<Day>,
}

impl Listing {
    /// Does the entry count on a day?
    pub fn counts_on(&self, day: Day) -> bool {
        let began = self.from.is_none_or(|first| first <= day);
        let lasts = self.to.is_none_or(|last| day <= last) && self.ended_on.is_none_or(|end| day < end);
        began && lasts
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_day_counts_and_the_day_of_an_end_does_not() {
        let day = |text: &str| text.parse::<Day>().expect("a fixed day reads");
        let open = Listing::default();
        assert!(open.counts_on(day("2005-01-01")) && open.counts_on(day("2099-12-31")));
        let bound = Listing { from: Some(day("2014-02-01")), to: Some(day("2014-03-01")), ended_on: None };
        for (on, counts) in
            [("2014-01-31", false), ("2014-02-01", true), ("2014-03-01", true), ("2014-03-02", false)]
        {
            assert_eq!(bound.counts_on(day(on)), counts, "{on}");
        }
        let ended = Listing { ended_on: Some(day("2014-02-20")), ..bound };
        assert!(ended.counts_on(day("2014-02-19")) && !ended.counts_on(day("2014-02-20")));
    }
}
