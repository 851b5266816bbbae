//! What the ledger knows of a beneficiary, by pseudonym: identifications, wish, periods, the file of a voluntary
//! return. Names and papers live in the vault, never here.
use super::{day::Day, word::words};

words! {
    /// Citizenship, as far as it may be known outside the vault.
    Citizenship {
        /// A citizen of Azerbaijan.
        Citizen = "citizen",
        /// A citizen of another state.
        Foreign = "foreign",
        /// A person without citizenship.
        Stateless = "stateless",
        /// Nobody recorded it; never taken for a citizen.
        Unknown = "unknown",
    }
}

words! {
    /// Who identified the person as a victim (Decisions 123 and 131).
    IdentifiedBy {
        /// The police.
        Police = "police",
        /// A court.
        Court = "court",
        /// A non-governmental organisation.
        Ngo = "ngo",
        /// The migration service.
        MigrationService = "migration_service",
        /// An authority of another state.
        ForeignAuthority = "foreign_authority",
    }
}

words! {
    /// What the identification says.
    IdentificationStatus {
        /// Presumed to be a victim.
        Presumed = "presumed",
        /// Formally identified.
        Formal = "formal",
        /// Refused.
        Refused = "refused",
        /// Withdrawn later.
        Withdrawn = "withdrawn",
    }
}

impl IdentificationStatus {
    /// Presumed and formal identifications open the Fund's help; configuration may narrow this later.
    pub fn is_accepted(self) -> bool {
        matches!(self, IdentificationStatus::Presumed | IdentificationStatus::Formal)
    }
}

/// One identification as it was recorded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Identification {
    /// The episode (a person trafficked again has a second one).
    pub episode: i32,
    /// The day.
    pub on: Day,
    /// By whom.
    pub by: IdentifiedBy,
    /// What it says.
    pub status: IdentificationStatus,
}

/// The earliest accepted identification of an episode that the same authority did not later refuse or withdraw, up to a day (domain
/// §4: entitlement date). `recorded` is in the order of recording.
pub fn earliest_accepted(recorded: &[Identification], episode: i32, up_to: Day) -> Option<Day> {
    let of_episode: Vec<&Identification> =
        recorded.iter().filter(|i| i.episode == episode && i.on <= up_to).collect();
    let stands = |i: &Identification| {
        !of_episode.iter().any(|later| later.by == i.by && !later.status.is_accepted() && later.on >= i.on)
    };
    of_episode.iter().filter(|i| i.status.is_accepted() && stands(i)).map(|i| i.on).min()
}

words! {
    /// What the returning person was found to face.
    Risk {
        /// Low.
        Low = "low",
        /// Medium.
        Medium = "medium",
        /// High.
        High = "high",
    }
}

words! {
    /// Who receives the person.
    ReceivingKind {
        /// A non-governmental organisation.
        Ngo = "ngo",
        /// An intergovernmental organisation.
        Igo = "igo",
        /// The family.
        Family = "family",
        /// A state body.
        State = "state",
    }
}

words! {
    /// What an authority answered when asked for removal decisions.
    RemovalAnswer {
        /// There is none.
        None = "none",
        /// There is one.
        Exists = "exists",
    }
}

words! {
    /// The form of a decision that sends a person out of the country.
    RemovalForm {
        /// Expulsion.
        Expulsion = "expulsion",
        /// Deportation.
        Deportation = "deportation",
        /// Removal.
        Removal = "removal",
        /// A ban to enter again.
        EntryBan = "entry_ban",
    }
}

words! {
    /// Who issued a removal decision.
    RemovalIssuer {
        /// A court.
        Court = "court",
        /// The migration service.
        MigrationService = "migration_service",
        /// The border service.
        BorderService = "border_service",
        /// The police.
        Police = "police",
        /// Another state.
        ForeignState = "foreign_state",
    }
}

words! {
    /// What kind of proceedings a person is in.
    ProceedingKind {
        /// Criminal.
        Criminal = "criminal",
        /// Civil.
        Civil = "civil",
        /// Administrative.
        Administrative = "administrative",
        /// About asylum.
        Asylum = "asylum",
        /// It was asked, and there are none.
        None = "none",
    }
}

words! {
    /// What a person is in proceedings.
    ProceedingRole {
        /// A party.
        Party = "party",
        /// A witness.
        Witness = "witness",
        /// The victim.
        Victim = "victim",
        /// The accused.
        Accused = "accused",
    }
}

words! {
    /// How proceedings stand.
    ProceedingState {
        /// Open.
        Open = "open",
        /// Closed.
        Closed = "closed",
    }
}

words! {
    /// Who else pays for a person.
    SupportKind {
        /// The state, in its shelter.
        StateShelter = "state_shelter",
        /// Another funder.
        OtherFunder = "other_funder",
        /// It was asked, and nobody else pays.
        None = "none",
    }
}

#[cfg(test)]
mod tests {
    use super::{IdentificationStatus::*, *};

    fn on(episode: i32, day: &str, status: IdentificationStatus) -> Identification {
        Identification {
            episode,
            on: day.parse().expect("a fixed day reads"),
            by: IdentifiedBy::Police,
            status,
        }
    }

    #[test]
    fn the_entitlement_day_is_the_earliest_identification_that_still_stands() {
        let day = |text: &str| text.parse::<Day>().expect("a fixed day reads");
        let twice = [on(1, "2014-03-01", Presumed), on(1, "2014-02-01", Formal), on(2, "2014-01-01", Formal)];
        assert_eq!(earliest_accepted(&twice, 1, day("2014-12-31")), Some(day("2014-02-01")));
        assert_eq!(earliest_accepted(&twice, 1, day("2014-01-31")), None);
        let withdrawn = [on(1, "2014-02-01", Formal), on(1, "2014-03-01", Withdrawn)];
        assert_eq!(earliest_accepted(&withdrawn, 1, day("2014-12-31")), None);
        assert_eq!(earliest_accepted(&withdrawn, 1, day("2014-02-15")), Some(day("2014-02-01")));
        let again =
            [on(1, "2014-02-01", Presumed), on(1, "2014-03-01", Refused), on(1, "2014-04-01", Formal)];
        assert_eq!(earliest_accepted(&again, 1, day("2014-12-31")), Some(day("2014-04-01")));
    }
}
