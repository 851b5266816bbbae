//! What a bank file needs of a payment: the account that is paid, the Fund's own, and the version of the file. How the file is written
//! is said in `formats::pain001`; where an account comes from, in the service.
use super::{
    country::Country,
    identity::{IdentityAccount, PaperNumber, PersonBic, PersonIban},
    word::{Unreadable, words},
};
use zeroize::Zeroizing;

words! {
    /// Which version of ISO 20022 pain.001 a file is of.
    Pain001 {
        /// pain.001.001.09.
        V09 = "09",
        /// pain.001.001.03.
        V03 = "03",
    }
}

/// Most characters of an account's number in a bank file (ISO 20022, Max34Text).
pub const MOST_ACCOUNT: usize = 34;

/// The account that is paid. It prints as `[sealed]` and is wiped when dropped.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CreditorAccount {
    /// An IBAN; the bank follows from it.
    Iban {
        /// The IBAN.
        iban: PersonIban,
        /// The bank's BIC, where it was given.
        bic: Option<PersonBic>,
    },
    /// A number abroad, with bank and country.
    Abroad {
        /// The number.
        number: PaperNumber,
        /// The bank.
        bic: PersonBic,
        /// The bank's country.
        country: Country,
    },
}

impl CreditorAccount {
    /// The account as a bank can pay it; none where something is missing: a number without bank or country, or one too long for banks.
    pub fn of(account: &IdentityAccount) -> Option<CreditorAccount> {
        let account = account.clone();
        match (account.iban, account.number, account.bic, account.country) {
            (Some(iban), None, bic, _) => Some(CreditorAccount::Iban { iban, bic }),
            (None, Some(number), Some(bic), Some(country)) => {
                let fits = number.expose().chars().count() <= MOST_ACCOUNT;
                fits.then_some(CreditorAccount::Abroad { number, bic, country })
            }
            _ => None,
        }
    }

    /// What tells it from another account, for keyed commitments.
    pub fn mark(&self) -> Zeroizing<String> {
        Zeroizing::new(match self {
            CreditorAccount::Iban { iban, .. } => format!("iban {}", iban.expose()),
            CreditorAccount::Abroad { number, bic, country } => {
                format!("abroad {} {} {}", country.as_str(), bic.expose(), number.expose())
            }
        })
    }
}

/// The account that the Fund pays from: an IBAN.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DebtorAccount(String);

impl DebtorAccount {
    /// The IBAN, without blanks.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::str::FromStr for DebtorAccount {
    type Err = Unreadable;

    fn from_str(text: &str) -> Result<Self, Unreadable> {
        let mut compact: String = text.chars().filter(|c| !c.is_whitespace()).collect();
        compact.make_ascii_uppercase();
        match compact.parse::<iban::Iban>() {
            Ok(_) => Ok(DebtorAccount(compact)),
            Err(_) => Err(Unreadable::new(
                "this is no valid IBAN: compare it with the bank's paper, digit by digit",
                "bu etibarlı IBAN deyil: bankın sənədi ilə rəqəm-rəqəm tutuşdurun",
            )),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    fn account(value: Value) -> Option<CreditorAccount> {
        CreditorAccount::of(&serde_json::from_value(value).expect("a fixed account reads"))
    }

    #[test]
    fn an_account_is_payable_with_all_that_its_bank_needs() {
        assert!(account(json!({"iban": "AZ21NABZ00000000137010001944"})).is_some());
        assert!(account(json!({"number": "1234", "bic": "BOPIPHMM", "country": "PH"})).is_some());
        for lacking in [
            json!({}),
            json!({"number": "1234", "country": "PH"}),
            json!({"number": "1234", "bic": "BOPIPHMM"}),
            json!({"number": "1".repeat(35), "bic": "BOPIPHMM", "country": "PH"}),
        ] {
            assert_eq!(account(lacking.clone()), None, "{lacking}");
        }
        // AZ97 and 24 zeros passes mod-97 and is none: a bank's code is letters (domain §9).
        assert!("AZ97000000000000000000000000".parse::<DebtorAccount>().is_err());
        assert!("az21 NABZ 0000 0000 1370 1000 1944".parse::<DebtorAccount>().is_ok());
    }

    #[test]
    fn accounts_are_told_apart_and_never_print() {
        let one = account(json!({"iban": "AZ21NABZ00000000137010001944"})).expect("it is payable");
        let with_bic = account(json!({"iban": "AZ21 NABZ 0000 0000 1370 1000 1944", "bic": "NABZAZ2C"}))
            .expect("it is payable");
        let abroad =
            account(json!({"number": "1234", "bic": "BOPIPHMM", "country": "PH"})).expect("it is payable");
        assert_eq!(one.mark(), with_bic.mark(), "the bank's code makes no other account");
        assert_ne!(one.mark(), abroad.mark());
        assert!(!format!("{one:?} {abroad:?}").contains("1234"), "{one:?} {abroad:?}");
    }
}
