//! How a rulebook comes to rule: it is proposed by one administrator and adopted by another; or it is built in, or stands in a folder that
//! whoever runs the service names. What a rulebook is, is said in `rules::book`.
use super::word::words;

words! {
    /// What a prover said of a rulebook.
    ProofOutcome {
        /// It stays inside every bound, for every payment there could be.
        Proved = "proved",
        /// It leaves a bound, or that it does not could not be shown: it cannot be adopted.
        Refuted = "refuted",
        /// There was no prover, or it gave no answer.
        NotTried = "not_tried",
    }
}

words! {
    /// How a proposed rulebook stands.
    RulebookState {
        /// It waits for another administrator.
        Proposed = "proposed",
        /// Another one was adopted since, against which nobody compared it: it can only be withdrawn, and proposed again.
        Outdated = "outdated",
        /// It was taken back.
        Withdrawn = "withdrawn",
        /// It is the one that was adopted last.
        Adopted = "adopted",
        /// It was adopted, and another one after it.
        Replaced = "replaced",
    }
}

words! {
    /// Where the rulebook that rules comes from.
    RulebookSource {
        /// It is the one of this version of the program.
        BuiltIn = "built_in",
        /// It stands in a folder that whoever runs the service named.
        Folder = "folder",
        /// Two administrators adopted it.
        Adopted = "adopted",
    }
}

words! {
    /// To which side of a proposal a file belongs.
    RulebookSide {
        /// To what is proposed.
        Proposed = "proposed",
        /// To what ruled when it was proposed.
        Ruling = "ruling",
    }
}

words! {
    /// What a proposal does to a part of a rulebook.
    PartChange {
        /// It was not there.
        Appears = "appears",
        /// It is not there any more.
        Vanishes = "vanishes",
        /// It is another.
        Changes = "changes",
    }
}
