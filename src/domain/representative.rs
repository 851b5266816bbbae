//! Who may receive money for another: a parent or guardian of a child, a collector with a power of attorney, an heir. Kinds,
//! days and how one stands on a day; names live under seal, never here, and what a rule makes of it is no matter of this file.
use super::{day::Day, word::words};

words! {
    /// In what quality somebody represents a person helped (domain §4).
    RepresentativeKind {
        /// A parent of a child.
        Parent = "parent",
        /// A guardian of a child.
        Guardian = "guardian",
        /// The state committee that stands in for a child's parents.
        StateCommittee = "state_committee",
        /// The head of the shelter in which a child lives.
        ShelterHead = "shelter_head",
        /// Somebody with the person's power of attorney.
        Collector = "collector",
        /// An heir.
        Heir = "heir",
    }
}

impl RepresentativeKind {
    /// Do they stand in for a child, so that majority ends it?
    pub fn is_of_child(self) -> bool {
        use RepresentativeKind::*;
        matches!(self, Parent | Guardian | StateCommittee | ShelterHead)
    }

    /// Must a document show their authority? A parent is one by law; all others were made one by a paper.
    pub fn needs_document(self) -> bool {
        self != RepresentativeKind::Parent
    }
}

words! {
    /// What a representative has to do with the offence.
    Relation {
        /// A convicted offender.
        Offender = "offender",
        /// Suspected or accused.
        Accused = "accused",
        /// Linked to one of them.
        Linked = "linked",
    }
}

words! {
    /// What was recorded of a representative later.
    RepresentativeChange {
        /// From a day on they represent the person no more.
        Ended = "ended",
        /// They are in conflict with the person.
        Conflict = "conflict",
        /// A second person lifted the conflict.
        Lifted = "lifted",
    }
}

words! {
    /// How a representative stands on a day.
    RepresentativeState {
        /// They may act.
        InForce = "in_force",
        /// Their first day lies ahead.
        NotYet = "not_yet",
        /// Their last day has passed, or they were ended.
        Ended = "ended",
        /// They stood in for a child who is of age now.
        OfAge = "of_age",
        /// They stand in for a child, and nobody recorded whether the person is one.
        AgeUnknown = "age_unknown",
    }
}

/// The days of a representative.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Term {
    /// In what quality.
    pub kind: RepresentativeKind,
    /// The first day.
    pub from: Day,
    /// The last day, where one was set.
    pub until: Option<Day>,
    /// The day from which on they represent nobody any more, where they were ended.
    pub ended_on: Option<Day>,
}

impl Term {
    /// How they stand on a day, on which the person is a minor, is not, or nobody knows. What days say comes first: who was
    /// ended stays ended.
    pub fn state_on(&self, day: Day, minor: Option<bool>) -> RepresentativeState {
        use RepresentativeState::*;
        if self.until.is_some_and(|last| last < day) || self.ended_on.is_some_and(|end| end <= day) {
            return Ended;
        }
        match (self.kind.is_of_child(), minor) {
            (true, Some(false)) => OfAge,
            _ if day < self.from => NotYet,
            (true, None) => AgeUnknown,
            _ => InForce,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{RepresentativeState::*, *};

    fn day(text: &str) -> Day {
        text.parse().expect("a fixed day reads")
    }

    fn term(kind: RepresentativeKind, until: Option<&str>, ended_on: Option<&str>) -> Term {
        Term { kind, from: day("2014-02-01"), until: until.map(day), ended_on: ended_on.map(day) }
    }

    #[test]
    fn the_last_day_counts_and_the_day_of_an_end_does_not() {
        let collector = |until, ended, on: &str| {
            term(RepresentativeKind::Collector, until, ended).state_on(day(on), None)
        };
        assert_eq!(collector(None, None, "2014-01-31"), NotYet);
        assert_eq!(collector(None, None, "2014-02-01"), InForce);
        assert_eq!(collector(Some("2014-03-01"), None, "2014-03-01"), InForce);
        assert_eq!(collector(Some("2014-03-01"), None, "2014-03-02"), Ended);
        assert_eq!(collector(Some("2014-03-01"), Some("2014-02-20"), "2014-02-19"), InForce);
        assert_eq!(collector(Some("2014-03-01"), Some("2014-02-20"), "2014-02-20"), Ended);
        assert_eq!(collector(None, Some("2014-02-01"), "2014-01-15"), NotYet);
    }

    #[test]
    fn majority_ends_those_who_stand_in_for_a_child_and_nobody_else() {
        for kind in RepresentativeKind::ALL {
            let on = |minor| term(*kind, None, None).state_on(day("2014-06-01"), minor);
            assert_eq!(on(Some(true)), InForce, "{kind}");
            assert_eq!(on(Some(false)), if kind.is_of_child() { OfAge } else { InForce }, "{kind}");
            assert_eq!(on(None), if kind.is_of_child() { AgeUnknown } else { InForce }, "{kind}");
        }
        let ended = term(RepresentativeKind::Guardian, None, Some("2014-05-01"));
        assert_eq!(ended.state_on(day("2014-06-01"), Some(false)), Ended);
    }

    #[test]
    fn a_parent_alone_needs_no_paper() {
        let without: Vec<_> = RepresentativeKind::ALL.iter().filter(|kind| !kind.needs_document()).collect();
        assert_eq!(without, [&RepresentativeKind::Parent]);
    }
}
