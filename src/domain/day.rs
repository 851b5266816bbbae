//! Business dates (Asia/Baku) and recorded instants (UTC, whole microseconds). No clock lives here: who needs
//! today's date is given it.
use super::word::{Unreadable, quoted};
use chrono::{DateTime, Datelike, NaiveDate, SubsecRound, TimeZone, Utc};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use std::{fmt, str::FromStr};

/// An instant at which something was recorded, to the microsecond (PostgreSQL keeps no more).
pub type Instant = DateTime<Utc>;

/// Cuts an instant to whole microseconds, so that what is stored is what was meant, on either engine.
pub fn to_micros(instant: Instant) -> Instant {
    instant.trunc_subsecs(6)
}

/// Writes an instant as RFC 3339 UTC with six decimals, the one shape that sorts as text.
pub fn instant_text(instant: &Instant) -> String {
    instant.to_rfc3339_opts(chrono::SecondsFormat::Micros, true)
}

/// A calendar day in Baku, from 2005-01-01 (the Fund was established in 2005) to 9999-12-31.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(NaiveDate);

impl Day {
    /// The day of that date; none before 2005 or after 9999.
    pub fn from_date(date: NaiveDate) -> Option<Day> {
        (2005..=9999).contains(&date.year()).then_some(Day(date))
    }

    /// The day it is in Baku at that instant (UTC+4; summer time until 2015).
    pub fn in_baku(instant: Instant) -> Day {
        let date = chrono_tz::Asia::Baku.from_utc_datetime(&instant.naive_utc()).date_naive();
        Day::from_date(date).unwrap_or(Day::FIRST)
    }

    /// The first day the books can speak of.
    pub const FIRST: Day = Day(match NaiveDate::from_ymd_opt(2005, 1, 1) {
        Some(date) => date,
        None => NaiveDate::MIN,
    });

    /// The last day the books can speak of.
    pub const LAST: Day = Day(match NaiveDate::from_ymd_opt(9999, 12, 31) {
        Some(date) => date,
        None => NaiveDate::MAX,
    });

    /// The date itself.
    pub fn date(self) -> NaiveDate {
        self.0
    }

    /// The first day of its month.
    pub fn first_of_month(self) -> Day {
        Day(self.0.with_day(1).unwrap_or(self.0))
    }

    /// The first day of its year.
    pub fn first_of_year(self) -> Day {
        Day(self.0.with_ordinal(1).unwrap_or(self.0))
    }

    /// The calendar year.
    pub fn year(self) -> i32 {
        self.0.year()
    }

    /// The instant at which the day begins in Baku.
    pub fn begins_at(self) -> Instant {
        let midnight = self.0.and_time(chrono::NaiveTime::MIN);
        chrono_tz::Asia::Baku
            .from_local_datetime(&midnight)
            .earliest()
            .map_or_else(|| midnight.and_utc(), |at| at.with_timezone(&Utc))
    }

    /// The first instant after the day in Baku.
    pub fn ends_before(self) -> Instant {
        self.0.succ_opt().map_or(Instant::MAX_UTC, |next| Day(next).begins_at())
    }

    /// Whole days from `earlier` to this day; negative when `earlier` is later.
    pub fn days_since(self, earlier: Day) -> i64 {
        (self.0 - earlier.0).num_days()
    }

    /// Days from Monday to Friday after `earlier`, up to this day; none when `earlier` is later. Public holidays count, too: the
    /// program does not know them.
    pub fn working_days_since(self, earlier: Day) -> i64 {
        let days = self.days_since(earlier).max(0);
        let begins = i64::from(earlier.0.weekday().num_days_from_monday());
        let up_to = |day: i64| day / 7 * 5 + (day % 7).min(5);
        up_to(begins + 1 + days) - up_to(begins + 1)
    }

    /// The day so many days after, or the last day.
    pub fn days_after(self, days: u64) -> Day {
        self.0.checked_add_days(chrono::Days::new(days)).and_then(Day::from_date).unwrap_or(Day::LAST)
    }

    /// The day so many days before, or the first day.
    pub fn days_before(self, days: u64) -> Day {
        self.0.checked_sub_days(chrono::Days::new(days)).and_then(Day::from_date).unwrap_or(Day::FIRST)
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}

impl FromStr for Day {
    type Err = Unreadable;
    fn from_str(text: &str) -> Result<Self, Unreadable> {
        let shaped = text.len() == 10
            && text
                .bytes()
                .enumerate()
                .all(|(i, b)| if i == 4 || i == 7 { b == b'-' } else { b.is_ascii_digit() });
        let date =
            shaped.then(|| NaiveDate::parse_from_str(text, "%Y-%m-%d").ok()).flatten().ok_or_else(|| {
                Unreadable::new(
                    format!("{} is not a day of the calendar: write it as YYYY-MM-DD", quoted(text)),
                    format!("{} təqvim günü deyil: YYYY-MM-DD kimi yazın", quoted(text)),
                )
            })?;
        Day::from_date(date).ok_or_else(|| {
            Unreadable::new(
                format!("{text} is before 2005, when the Fund was established: check the year"),
                format!("{text} Fondun yaradıldığı 2005-ci ildən əvvəldir: ili yoxlayın"),
            )
        })
    }
}

impl Serialize for Day {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Day {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        String::deserialize(from)?.parse().map_err(de::Error::custom)
    }
}

/// Serde for an instant in its one text shape; a wrong text is an error, as everywhere.
pub mod instant {
    use super::*;

    /// Writes the instant with six decimals and `Z`.
    pub fn serialize<S: Serializer>(instant: &Instant, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(&instant_text(instant))
    }

    /// Reads any RFC 3339 instant.
    pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Instant, D::Error> {
        let text = String::deserialize(from)?;
        parse_instant(&text).map_err(de::Error::custom)
    }
}

/// The same for an instant that may be absent: null then.
pub mod maybe_instant {
    use super::*;

    /// Writes the instant with six decimals and `Z`.
    pub fn serialize<S: Serializer>(instant: &Option<Instant>, to: S) -> Result<S::Ok, S::Error> {
        instant.as_ref().map(instant_text).serialize(to)
    }

    /// Reads any RFC 3339 instant, or null.
    pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Option<Instant>, D::Error> {
        let text = Option::<String>::deserialize(from)?;
        text.map(|text| parse_instant(&text).map_err(de::Error::custom)).transpose()
    }
}

/// Reads an RFC 3339 instant, to the microsecond.
pub fn parse_instant(text: &str) -> Result<Instant, Unreadable> {
    DateTime::parse_from_rfc3339(text).map(|at| to_micros(at.with_timezone(&Utc))).map_err(|_| {
        Unreadable::new(
            format!("{} is not an instant: write RFC 3339, like 2014-12-31T20:00:00Z", quoted(text)),
            format!("{} zaman anı deyil: RFC 3339 kimi yazın, məsələn 2014-12-31T20:00:00Z", quoted(text)),
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn working_days_leave_out_saturdays_and_sundays() {
        let since = |day: &str, earlier: &str| {
            let of = |text: &str| format!("2014-06-{text}").parse::<Day>().expect("a day of the calendar");
            of(day).working_days_since(of(earlier))
        };
        // 2014-06-02 was a Monday.
        for (until, counted) in [(2, 0), (3, 1), (6, 4), (7, 4), (8, 4), (9, 5), (16, 10)] {
            assert_eq!(since(&format!("{until:02}"), "02"), counted, "from Monday the 2nd to the {until}");
        }
        for (until, counted) in [(8, 0), (9, 1), (10, 2)] {
            assert_eq!(since(&format!("{until:02}"), "06"), counted, "from Friday the 6th to the {until}");
            assert_eq!(since(&format!("{until:02}"), "07"), counted, "from Saturday the 7th to the {until}");
        }
        assert_eq!(since("02", "09"), 0, "a day before");
    }

    #[test]
    fn a_day_is_one_of_the_calendar_and_of_the_funds_time() {
        assert!("2014-02-28".parse::<Day>().is_ok());
        for wrong in [
            "2014-02-30",
            "2004-12-31",
            "14-02-01",
            "2014-2-1",
            "2014-02-01T00:00:00Z",
            "",
            "２０１４-02-01",
            "10000-01-01",
        ] {
            assert!(wrong.parse::<Day>().is_err(), "{wrong} was taken for a day");
        }
    }

    #[test]
    fn baku_had_summer_time_until_2015() {
        let late = |text: &str| Day::in_baku(parse_instant(text).expect("a fixed instant reads")).to_string();
        assert_eq!(late("2014-07-01T19:30:00Z"), "2014-07-02");
        assert_eq!(late("2017-07-01T19:30:00Z"), "2017-07-01");
        let begins = |text: &str| instant_text(&text.parse::<Day>().expect("a fixed day").begins_at());
        assert_eq!(begins("2014-07-02"), "2014-07-01T19:00:00.000000Z");
        assert_eq!(begins("2017-07-02"), "2017-07-01T20:00:00.000000Z");
    }
}
