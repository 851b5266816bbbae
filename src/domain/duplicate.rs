//! Words for persons who may be the same: how sure a match is, what agrees, and what a guardian decided. How identities are
//! compared is said in the vault; who learns of a match, in the service.
use super::word::words;

words! {
    /// How sure a match is.
    Strength {
        /// Somebody must look: the names sound alike and the dates of birth agree or nearly so.
        Doubtful = "doubtful",
        /// A FIN or a paper is the same.
        Exact = "exact",
    }
}

words! {
    /// What agrees, without the value.
    Evidence {
        /// The FIN.
        Fin = "fin",
        /// A paper's number and country.
        Paper = "paper",
        /// A paper's number; one of the two lacks the country.
        PaperNumber = "paper_number",
        /// An account.
        Account = "account",
        /// The name by its sound, and the day of birth or most of it.
        NameAndDay = "name_and_day",
        /// The name by its sound, and the year of birth or the one beside it.
        NameAndYear = "name_and_year",
        /// The name by its sound; one of the two has no birth at all.
        Name = "name",
    }
}

words! {
    /// What a guardian decided over a match.
    Sameness {
        /// It is one person.
        Same = "same",
        /// They are two.
        Different = "different",
    }
}
