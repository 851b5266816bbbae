//! Sums of money: whole qəpik inside, a string with exactly two decimals outside, never a float.
//! What does not live here: currencies other than the manat, which stay beside the AZN sum as they were given.
use super::word::{Unreadable, quoted};
use rust_decimal::Decimal;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use std::{fmt, iter::Sum, ops::Neg, str::FromStr};

/// The largest single sum: 100,000,000,000.00 AZN. Low enough that no total of a journal overflows 64 bits.
pub const LARGEST_QEPIK: i64 = 10_000_000_000_000;

/// A positive sum in qəpik (hundredths of a manat), from 0.01 to 100,000,000,000.00 AZN. Its direction is said beside
/// it (debit or credit, in or out), never by its sign.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Money(i64);

impl Money {
    /// A sum of so many qəpik; none for zero, negative or too large a number.
    pub fn from_qepik(qepik: i64) -> Option<Money> {
        (1..=LARGEST_QEPIK).contains(&qepik).then_some(Money(qepik))
    }

    /// One qəpik.
    pub const SMALLEST: Money = Money(1);

    /// The sum in qəpik.
    pub fn qepik(self) -> i64 {
        self.0
    }
}

impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        Decimal::new(self.0, 2).fmt(f)
    }
}

impl FromStr for Money {
    type Err = Unreadable;

    /// Reads `"100.00"`: ASCII digits, a dot, exactly two decimals, more than zero.
    fn from_str(text: &str) -> Result<Self, Unreadable> {
        let shape = || {
            Unreadable::new(
                format!(
                    "{} is not a sum: write a positive amount with exactly two decimals, like \"100.00\"",
                    quoted(text)
                ),
                format!(
                    "{} məbləğ deyil: iki onluq rəqəmlə müsbət məbləğ yazın, məsələn \"100.00\"",
                    quoted(text)
                ),
            )
        };
        let (whole, part) = text.split_once('.').ok_or_else(shape)?;
        let digits = |s: &str| !s.is_empty() && s.bytes().all(|b| b.is_ascii_digit());
        let plain_whole = digits(whole) && (whole == "0" || !whole.starts_with('0'));
        if !plain_whole || !digits(part) || part.len() != 2 {
            return Err(shape());
        }
        if whole.len() > 12 {
            return Err(too_large(text));
        }
        let qepik: i64 = format!("{whole}{part}").parse().map_err(|_| too_large(text))?;
        if qepik == 0 {
            return Err(shape());
        }
        Money::from_qepik(qepik).ok_or_else(|| too_large(text))
    }
}

fn too_large(text: &str) -> Unreadable {
    Unreadable::new(
        format!(
            "{} is more than 100000000000.00, the largest sum one record can hold: check the figure",
            quoted(text)
        ),
        format!(
            "{} bir qeydin saxlaya biləcəyi ən böyük məbləğdən (100000000000.00) çoxdur: rəqəmi yoxlayın",
            quoted(text)
        ),
    )
}

impl Serialize for Money {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Money {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct Text;
        impl de::Visitor<'_> for Text {
            type Value = Money;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a string with exactly two decimals, like \"100.00\"")
            }
            fn visit_str<E: de::Error>(self, text: &str) -> Result<Money, E> {
                text.parse().map_err(E::custom)
            }
        }
        from.deserialize_str(Text)
    }
}

/// A signed number of qəpik inside the books: a posting (debit positive) or a balance. It may be zero.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Qepik(pub i64);

impl Qepik {
    /// Nothing.
    pub const ZERO: Qepik = Qepik(0);

    /// Adds; `None` where 64 bits do not hold the sum.
    pub fn checked_add(self, other: Qepik) -> Option<Qepik> {
        self.0.checked_add(other.0).map(Qepik)
    }

    /// The debit column: the sum where it is positive, else nothing.
    pub fn debit(self) -> Qepik {
        Qepik(self.0.max(0))
    }

    /// The credit column: the sum without its sign where it is negative, else nothing.
    pub fn credit(self) -> Qepik {
        Qepik((-self.0).max(0))
    }
}

impl From<Money> for Qepik {
    fn from(money: Money) -> Qepik {
        Qepik(money.0)
    }
}

impl Neg for Qepik {
    type Output = Qepik;
    fn neg(self) -> Qepik {
        Qepik(-self.0)
    }
}

impl std::ops::Add for Qepik {
    type Output = Qepik;
    fn add(self, other: Qepik) -> Qepik {
        Qepik(self.0 + other.0)
    }
}

impl std::ops::Sub for Qepik {
    type Output = Qepik;
    fn sub(self, other: Qepik) -> Qepik {
        Qepik(self.0 - other.0)
    }
}

impl Sum for Qepik {
    fn sum<I: Iterator<Item = Qepik>>(sums: I) -> Qepik {
        Qepik(sums.map(|s| s.0).sum())
    }
}

impl fmt::Display for Qepik {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        Decimal::new(self.0, 2).fmt(f)
    }
}

impl Serialize for Qepik {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Qepik {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = String::deserialize(from)?;
        let read = |t: &str| -> Option<i64> {
            let (whole, part) = t.split_once('.')?;
            let qepik: i64 = format!("{}{part}", whole.trim_start_matches('-')).parse().ok()?;
            (part.len() == 2).then_some(if t.starts_with('-') { -qepik } else { qepik })
        };
        read(&text).map(Qepik).ok_or_else(|| de::Error::custom(format!("{} is not a sum", quoted(&text))))
    }
}

/// Reads a sum that may be nothing: `"0.00"`, or as [`Money`]. For costs and realisable values, where zero says something.
pub fn not_negative<'de, D: Deserializer<'de>>(from: D) -> Result<Qepik, D::Error> {
    let text = String::deserialize(from)?;
    if text == "0.00" {
        Ok(Qepik::ZERO)
    } else {
        text.parse::<Money>().map(Qepik::from).map_err(de::Error::custom)
    }
}

/// Shares `total` in proportion to `weights` so that the shares add up to it exactly: largest remainder, ties to the
/// first (callers list the oldest first). `None` when the weights are all zero.
pub fn share(total: i64, weights: &[i64]) -> Option<Vec<i64>> {
    let whole: i128 = weights.iter().map(|w| i128::from(*w)).sum();
    if whole <= 0 {
        return None;
    }
    let exact: Vec<i128> = weights.iter().map(|w| i128::from(total) * i128::from(*w)).collect();
    let mut shares: Vec<i64> = exact.iter().map(|e| (e / whole) as i64).collect();
    let mut order: Vec<usize> = (0..weights.len()).collect();
    order.sort_by_key(|i| (-(exact[*i] % whole), *i));
    let rest = (total - shares.iter().sum::<i64>()) as usize;
    order.into_iter().take(rest).for_each(|i| shares[i] += 1);
    Some(shares)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sum_is_read_only_in_its_one_shape() {
        assert_eq!("100.00".parse::<Money>(), Ok(Money(10_000)));
        assert_eq!("0.01".parse::<Money>(), Ok(Money(1)));
        assert_eq!("100000000000.00".parse::<Money>(), Ok(Money(LARGEST_QEPIK)));
        for wrong in [
            "",
            "100",
            "1e2",
            "١٠٠",
            "١٠٠.٠٠",
            "100.005",
            "0.00",
            "-1.00",
            "+1.00",
            " 1.00",
            "1.0",
            "1,00",
            "01.00",
            "100000000000.01",
            "92233720368547758.08",
            "99999999999999999999999999.00",
            ".50",
            "1.",
            "NaN",
        ] {
            assert!(wrong.parse::<Money>().is_err(), "{wrong} was taken for a sum");
        }
        assert!(serde_json::from_str::<Money>("100").is_err());
        assert!(serde_json::from_str::<Money>("100.00").is_err());
    }

    #[test]
    fn a_sum_is_written_as_it_was_read() {
        for text in ["0.01", "5.10", "5300.00", "100000000000.00"] {
            assert_eq!(text.parse::<Money>().map(|m| m.to_string()), Ok(text.to_owned()));
        }
        assert_eq!(Qepik(-50).to_string(), "-0.50");
        assert_eq!(serde_json::from_str::<Qepik>("\"-0.50\"").ok(), Some(Qepik(-50)));
    }

    #[test]
    fn shares_add_up_and_the_oldest_takes_the_odd_qepik() {
        assert_eq!(share(100, &[1, 1, 1]), Some(vec![34, 33, 33]));
        assert_eq!(share(7, &[0, 5, 5]), Some(vec![0, 4, 3]));
        assert_eq!(share(1, &[0, 0]), None);
    }
}
