//! How a command ended when it was not done: one sentence on standard error and an exit code.
use crate::{
    domain::word::{LANGUAGES_DIVIDE, Unreadable},
    service::Halt,
    store::Fault,
    vault::KeyRefused,
};
use std::process::ExitCode;

/// Why a command ended.
#[derive(Debug)]
pub struct Ended {
    code: u8,
    sentence: String,
}

impl Ended {
    /// Refused, or something differs: exit 1.
    pub fn refused(sentence: impl Into<String>) -> Ended {
        Ended { code: 1, sentence: sentence.into() }
    }

    /// It could not be done: exit 3.
    pub fn could_not(sentence: impl Into<String>) -> Ended {
        Ended { code: 3, sentence: sentence.into() }
    }

    /// Says it and gives the exit code.
    pub fn report(&self) -> ExitCode {
        // One line, whatever a database or a system puts into its words.
        let sentence = self.sentence.split_whitespace().collect::<Vec<_>>().join(" ");
        eprintln!("relief-ledger: {sentence}");
        ExitCode::from(self.code)
    }
}

impl From<Halt> for Ended {
    fn from(halt: Halt) -> Ended {
        match halt {
            Halt::Refused(refusal) => {
                let fields = match &refusal {
                    crate::domain::refusal::Refusal::Invalid { fields } => fields
                        .iter()
                        .map(|f| format!("{}: {}", f.field, f.message))
                        .collect::<Vec<_>>()
                        .join("; "),
                    other => other.sentence().en,
                };
                Ended::refused(fields)
            }
            Halt::Fault(fault) => fault.into(),
        }
    }
}

impl From<Fault> for Ended {
    fn from(fault: Fault) -> Ended {
        Ended::could_not(match fault.advice() {
            Some(advice) => format!("{fault}; {advice}"),
            None => fault.to_string(),
        })
    }
}

impl From<KeyRefused> for Ended {
    fn from(refused: KeyRefused) -> Ended {
        Ended::could_not(refused.to_string())
    }
}

impl From<std::io::Error> for Ended {
    fn from(error: std::io::Error) -> Ended {
        Ended::could_not(error.to_string())
    }
}

impl From<Unreadable> for Ended {
    fn from(why: Unreadable) -> Ended {
        let both = why.to_string();
        Ended::refused(both.split(LANGUAGES_DIVIDE).next().unwrap_or_default())
    }
}
