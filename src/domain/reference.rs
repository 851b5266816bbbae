//! The references people read out: `P-2026-000123`. A prefix for the kind, the year of recording in Baku, and a
//! number that never restarts. What a reference refers to lives elsewhere.
use super::word::{Unreadable, quoted};

/// What every kind of reference has: its prefix and its one number for the database.
pub trait Reference: Copy + Sized {
    /// The letters before the first dash.
    const PREFIX: &'static str;
    /// The reference for a year of recording and a running number.
    fn new(year: i32, number: i64) -> Self;
    /// Year and number in one growing integer, as it is stored: the year times ten to the tenth, plus the number.
    fn stored(self) -> i64;
    /// The reference that was stored so; none where year or number cannot be.
    fn from_stored(stored: i64) -> Option<Self>;
    /// The running number.
    fn number(self) -> i64 {
        self.stored() % YEAR_STEP
    }
}

/// What one year adds to a stored reference.
pub const YEAR_STEP: i64 = 10_000_000_000;

/// Takes `PREFIX-YYYY-NNNNNN` apart into its stored integer.
pub fn read(prefix: &str, text: &str) -> Result<i64, Unreadable> {
    let parts = || -> Option<i64> {
        let (year, number) = text.strip_prefix(prefix)?.strip_prefix('-')?.split_once('-')?;
        let digits = |s: &str| s.bytes().all(|b| b.is_ascii_digit());
        let fits = year.len() == 4 && (6..=10).contains(&number.len()) && digits(year) && digits(number);
        let plain = fits && (number.len() == 6 || !number.starts_with('0'));
        let (year, number) = (year.parse::<i64>().ok()?, number.parse::<i64>().ok()?);
        (plain && year >= 2005 && number > 0).then_some(year * YEAR_STEP + number)
    };
    parts().ok_or_else(|| {
        Unreadable::new(
            format!("{} is not a reference of the form {prefix}-2026-000001", quoted(text)),
            format!("{} {prefix}-2026-000001 şəklində istinad deyil", quoted(text)),
        )
    })
}

macro_rules! references {
    ($($(#[$about:meta])* $name:ident = $prefix:literal;)+) => {
        $(
            $(#[$about])*
            #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
            pub struct $name(i64);

            impl Reference for $name {
                const PREFIX: &'static str = $prefix;
                fn new(year: i32, number: i64) -> Self { Self(i64::from(year) * YEAR_STEP + number) }
                fn stored(self) -> i64 { self.0 }
                fn from_stored(stored: i64) -> Option<Self> {
                    let (year, number) = (stored / YEAR_STEP, stored % YEAR_STEP);
                    ((2005..=9999).contains(&year) && number > 0).then_some(Self(stored))
                }
            }

            impl std::fmt::Display for $name {
                fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                    write!(f, "{}-{}-{:06}", $prefix, self.0 / YEAR_STEP, self.0 % YEAR_STEP)
                }
            }

            impl std::str::FromStr for $name {
                type Err = Unreadable;
                fn from_str(text: &str) -> Result<Self, Unreadable> { read($prefix, text).map(Self) }
            }

            impl serde::Serialize for $name {
                fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> { to.collect_str(self) }
            }

            impl<'de> serde::Deserialize<'de> for $name {
                fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                    String::deserialize(from)?.parse().map_err(serde::de::Error::custom)
                }
            }
        )+
    };
}

references! {
    /// A person who answers with a name: an officer, a registrar, an auditor.
    PersonRef = "S";
    /// An inflow: money or property that came in once.
    InflowRef = "IN";
    /// A lot: the money of one inflow with its restriction.
    LotRef = "L";
    /// A journal entry.
    EntryRef = "J";
    /// A beneficiary, by pseudonym.
    BeneficiaryRef = "B";
    /// A payment.
    PaymentRef = "P";
    /// An award.
    AwardRef = "A";
    /// An order of a court, a prosecutor or an authority.
    OrderRef = "O";
    /// A receipt of money on an order.
    ReceiptRef = "R";
    /// A notice of a removal decision.
    NoticeRef = "N";
    /// A document under seal.
    DocumentRef = "D";
    /// A finding of a rule.
    FindingRef = "F";
    /// A file of voluntary return.
    ReturnFileRef = "V";
    /// A kept refusal.
    RefusalRef = "K";
    /// An export that left the house.
    ExportRef = "X";
    /// A look at an identity.
    LookRef = "Y";
    /// A batch of payments for the bank.
    BatchRef = "T";
    /// A match of identities.
    DuplicateRef = "M";
    /// A person named by identity.
    SubjectRef = "U";
    /// An entry of a register.
    RegisterRef = "G";
    /// A proposed rulebook.
    RulebookRef = "Q";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reference_reads_back_as_it_was_written_and_grows_with_its_number() {
        let first = PaymentRef::new(2014, 999_999);
        let second = PaymentRef::new(2015, 1_000_000);
        assert_eq!(first.to_string(), "P-2014-999999");
        assert_eq!(second.to_string().parse::<PaymentRef>(), Ok(second));
        assert!(first.stored() < second.stored());
        for wrong in [
            "P-2014-1",
            "L-2014-000001",
            "P-2014-0000001",
            "P-14-000001",
            "P-2014-00000a",
            "p-2014-000001",
            "P-2014-000000",
            "P-1999-000001",
        ] {
            assert!(wrong.parse::<PaymentRef>().is_err(), "{wrong} was taken for a payment");
        }
    }
}
