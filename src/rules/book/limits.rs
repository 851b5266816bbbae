//! The thresholds of the rules, each with what it rests on.
use super::LIMITS;
use crate::{
    domain::{money::Money, purpose::TWO_APPROVERS_FROM_QEPIK},
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

/// Writes the thresholds once: sums, and whole numbers (days, persons, per cent) with their names.
macro_rules! limits {
    (sums { $($(#[$sum_doc:meta])* $sum:ident,)* } wholes { $($(#[$doc:meta])* $whole:ident,)* }) => {
        /// The thresholds.
        #[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
        #[serde(deny_unknown_fields)]
        pub struct Limits {
            $($(#[$sum_doc])* pub $sum: Limit<Money>,)*
            $($(#[$doc])* pub $whole: Limit<u16>,)*
        }

        impl Limits {
            /// Each name with its basis.
            pub(in crate::rules) fn bases(&self) -> Vec<(&'static str, &str)> {
                vec![$((stringify!($sum), self.$sum.basis.as_str()),)* $((stringify!($whole), self.$whole.basis.as_str()),)*]
            }

            /// A whole number by its name.
            pub(super) fn whole(&self, name: &str) -> Option<u16> {
                match name {
                    $(stringify!($whole) => Some(self.$whole.value),)*
                    _ => None,
                }
            }
        }
    };
}

limits! {
    sums {
        /// The most that emergency help for one person may come to within the window in which payments are looked at together.
        emergency_cap,
        /// Cash from one donor within the window, over which an override is needed.
        cash_limit,
    }
    wholes {
        /// How old the answer that no removal decision exists may be at release.
        removal_check_days,
        /// The window of the cash limit.
        cash_window_days,
        /// Within how many days payments for one person and purpose are looked at together.
        split_window_days,
        /// How many days before its recording a payment's step or an inflow may be dated.
        back_dated_days,
        /// Within how many days after a gift money out to its giver is a round trip.
        round_trip_days,
        /// How long after an order is in force its property may take to come in; a warning rises with each further term.
        confiscation_days,
        /// Within how many days after the Fund paid restitution recourse is opened.
        recourse_days,
        /// Within how many days a donation is notified.
        donation_days,
        /// Within how many days a grant is registered.
        grant_days,
        /// How long released cash may wait to be collected.
        collection_days,
        /// Within how many days an award or a submitted payment is decided.
        decision_days,
        /// Within how many working days emergency help is reviewed.
        review_days,
        /// The most, in per cent, of all overrides of the window that one officer gives.
        override_share,
        /// From how many overrides of one officer in the window the share is looked at.
        override_least,
        /// The window in which overrides are counted.
        override_window_days,
        /// Within how many days of a payment to or from an organisation sums of persons it speaks for are looked at.
        referral_days,
        /// How far back payments to organisations are looked at together.
        referral_window_days,
        /// From how many such persons on it is a pattern.
        referred_persons,
        /// Within how many days an entry of the bank or of the ledger finds its match.
        bank_days,
    }
}

/// Windows of no days would see nothing.
const NEVER_ZERO: [&str; 4] =
    ["cash_window_days", "split_window_days", "override_window_days", "referral_days"];

pub(super) fn read(text: &str) -> Result<Limits, Vec<Flaw>> {
    let read: Result<Limits, _> = toml::from_str(text);
    let limits = read.map_err(|why| {
        let line = line_of(text, why.span().map_or(0, |span| span.start));
        let mend = "Write sums as text like \"100.00\", days as whole numbers, and give each limit its value, basis and note.";
        vec![Flaw::new(LIMITS, line, why.message().to_owned(), mend)]
    })?;
    let line = |name: &str| line_of(text, text.find(&format!("[{name}]")).unwrap_or(0));
    let mut wrong = vec![];
    for (name, basis) in limits.bases() {
        if basis.trim().is_empty() {
            let mend = "Name article and paragraph, or \"policy of the Fund\".";
            wrong.push(Flaw::new(LIMITS, line(name), format!("{name} has no basis"), mend));
        }
    }
    for name in NEVER_ZERO.iter().filter(|name| limits.whole(name) == Some(0)) {
        wrong.push(Flaw::new(LIMITS, line(name), format!("{name} is 0"), "Say one day or more."));
    }
    // What is approved beside a payment is counted below that sum alone.
    if limits.emergency_cap.value.qepik() >= TWO_APPROVERS_FROM_QEPIK {
        let what = format!("emergency_cap is {}", limits.emergency_cap.value);
        let mend = "Say a sum below the one that needs two approvers: emergency help is small.";
        wrong.push(Flaw::new(LIMITS, line("emergency_cap"), what, mend));
    }
    if wrong.is_empty() { Ok(limits) } else { Err(wrong) }
}
