//! What is known of a person's age and languages: it goes under seal, since a birth year tells more than a pseudonym
//! should. Who is a minor on a day is reckoned here and nowhere else.
use super::existing;
use crate::{
    domain::{day::Day, reference::BeneficiaryRef, text::Line},
    service::{Outcome, check::Fields},
    store::{Snapshot, beneficiary::MinorityRow},
    vault::{Keys, Words},
};
use serde::{Deserialize, Serialize};
use std::fmt;

/// The age at which a person is of full age.
const MAJORITY_YEARS: i32 = 18;

/// The first birth year that a person helped can have.
const FIRST_BIRTH_YEAR: i32 = 1900;

/// Most languages that are taken of one person.
const MOST_LANGUAGES: usize = 20;

/// What is sealed when a person's file is opened.
#[derive(Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Profile {
    /// The calendar year of birth.
    pub birth_year: Option<i32>,
    /// The day on which the person is of full age.
    pub majority_on: Option<Day>,
    /// Whether somebody said that the person is under age; nothing where nobody did.
    pub minor: Option<bool>,
    /// The languages that the person understands, as BCP 47 tags.
    pub languages: Vec<Line>,
}

/// What is sealed when minority is recorded later: the day on which the person is of full age, as known then.
#[derive(Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct LaterWords {
    /// The day.
    pub majority_on: Option<Day>,
}

/// What tells whether a person is a minor.
#[derive(Clone, Copy, PartialEq, Eq, Default)]
pub struct Age {
    /// What was said last.
    pub said: Option<bool>,
    /// The calendar year of birth.
    pub birth_year: Option<i32>,
    /// The day on which the person is of full age.
    pub majority_on: Option<Day>,
}

macro_rules! hidden {
    ($($name:ident: $shown:literal),+) => {$(
        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { f.write_str($shown) }
        }
    )+};
}
hidden!(Profile: "[profile]", LaterWords: "[majority]", Age: "[age]");

impl Profile {
    /// The profile from its opened seal; an empty one once it was erased.
    pub fn of(words: Option<Words>) -> Outcome<Profile> {
        Ok(words.map(|words| serde_json::from_slice(words.expose())).transpose()?.unwrap_or_default())
    }

    /// The profile as it is sealed.
    pub fn words(&self) -> Outcome<Words> {
        Ok(Words::of_json(self)?)
    }

    /// What it tells of the age, with what was recorded later: whether the person is a minor, and the opened seal beside it.
    pub fn age(&self, later: Option<(bool, Option<Words>)>) -> Outcome<Age> {
        let opened = Age { said: self.minor, birth_year: self.birth_year, majority_on: self.majority_on };
        let Some((minor, words)) = later else { return Ok(opened) };
        let words: Option<LaterWords> =
            words.map(|words| serde_json::from_slice(words.expose())).transpose()?;
        Ok(Age {
            said: Some(minor),
            majority_on: words.and_then(|w| w.majority_on).or(self.majority_on),
            ..opened
        })
    }
}

impl Age {
    /// Is the person a minor on the day? The day of full age tells it, else the birth year where it decides, else what was
    /// said last. Nothing where none of them is known: a missing fact is never taken as false.
    pub fn minor_on(&self, day: Day) -> Option<bool> {
        self.majority_on.map(|majority| day < majority).or_else(|| self.by_year(day)).or(self.said)
    }

    /// What the birth year alone decides; nothing in the year of the eighteenth birthday.
    fn by_year(&self, day: Day) -> Option<bool> {
        match day.year() - self.birth_year? {
            years if years < MAJORITY_YEARS => Some(true),
            years if years > MAJORITY_YEARS => Some(false),
            _ => None,
        }
    }

    /// Adds what cannot be, or does not fit together, each by its name. Values are not repeated: they are for the seal.
    pub fn check(&self, today: Day, fields: &mut Fields) {
        if self.birth_year.is_some_and(|year| !(FIRST_BIRTH_YEAR..=today.year()).contains(&year)) {
            fields.add(
                "birth_year",
                format!("a birth year lies between {FIRST_BIRTH_YEAR} and {}: check the year", today.year()),
                format!("doğum ili {FIRST_BIRTH_YEAR} ilə {} arasında olur: ili yoxlayın", today.year()),
            );
            return;
        }
        if let Some(majority) = self.majority_on {
            let fits = self.birth_year.is_none_or(|year| majority.year() == year + MAJORITY_YEARS);
            if !fits || majority.year() > today.year() + MAJORITY_YEARS {
                fields.add(
                    "majority_on",
                    "a person is of full age 18 years after birth: correct `majority_on` or `birth_year`",
                    "şəxs doğulduqdan 18 il sonra yetkinlik yaşına çatır: `majority_on` və ya `birth_year` \
                     sahəsini düzəldin",
                );
                return;
            }
        }
        let reckoned = Age { said: None, ..*self }.minor_on(today);
        if let (Some(said), Some(reckoned)) = (self.said, reckoned)
            && said != reckoned
        {
            fields.add(
                "minor",
                "this contradicts the recorded or given birth year or day of full age: correct `minor` or give \
                 `majority_on`",
                "bu, qeyd edilmiş və ya verilmiş doğum ili və ya yetkinlik günü ilə ziddiyyət təşkil edir: `minor` \
                 sahəsini düzəldin və ya `majority_on` göstərin",
            );
        }
    }
}

/// Adds languages that are no BCP 47 tags, by their place, and too many of them.
pub(super) fn check_languages(languages: &[Line], fields: &mut Fields) {
    if languages.len() > MOST_LANGUAGES {
        fields.add(
            "languages",
            format!("at most {MOST_LANGUAGES} languages are taken: keep those the person understands best"),
            format!("ən çoxu {MOST_LANGUAGES} dil qəbul edilir: şəxsin ən yaxşı anladıqlarını saxlayın"),
        );
    }
    for (position, language) in languages.iter().take(MOST_LANGUAGES).enumerate() {
        check_language(&format!("languages[{position}]"), language, fields);
    }
}

/// Adds a language that is no BCP 47 tag.
pub(super) fn check_language(field: &str, language: &Line, fields: &mut Fields) {
    if !is_language(language.expose()) {
        fields.add(
            field,
            "this is no language tag: write it like az, ru or zh-Hant (BCP 47)",
            "bu dil kodu deyil: az, ru və ya zh-Hant kimi yazın (BCP 47)",
        );
    }
}

/// The shape of a BCP 47 tag: a language of two to eight letters, then subtags of one to eight letters or digits.
fn is_language(tag: &str) -> bool {
    let mut parts = tag.split('-');
    let language = parts.next().unwrap_or_default();
    tag.len() <= 35
        && (2..=8).contains(&language.len())
        && language.bytes().all(|b| b.is_ascii_alphabetic())
        && parts.all(|p| (1..=8).contains(&p.len()) && p.bytes().all(|b| b.is_ascii_alphanumeric()))
}

/// The profile of a person and what it tells of the age now.
pub(in crate::service) async fn read(
    from: &mut Snapshot,
    keys: &Keys,
    id: BeneficiaryRef,
) -> Outcome<(Profile, Age)> {
    let row = existing(from, id).await?;
    let profile = Profile::of(from.words(keys, Some(row.profile), "beneficiary.profile", Some(id)).await?)?;
    let later: Option<MinorityRow> = from.minority(id).await?;
    let later = match later {
        Some(row) => Some((row.minor, from.words(keys, Some(row.words), "minority.words", Some(id)).await?)),
        None => None,
    };
    let age = profile.age(later)?;
    Ok((profile, age))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        text.parse().expect("a fixed day reads")
    }

    #[test]
    fn minority_is_reckoned_from_the_best_that_is_known_and_else_is_unknown() {
        let born = |year| Age { birth_year: Some(year), ..Age::default() };
        assert_eq!(Age::default().minor_on(day("2014-06-01")), None);
        assert_eq!(born(1997).minor_on(day("2014-06-01")), Some(true));
        assert_eq!(born(1996).minor_on(day("2014-06-01")), None, "the year of the eighteenth birthday");
        assert_eq!(born(1995).minor_on(day("2014-06-01")), Some(false));
        let said = Age { said: Some(true), ..born(1996) };
        assert_eq!(said.minor_on(day("2014-06-01")), Some(true));
        assert_eq!(said.minor_on(day("2015-06-01")), Some(false), "what was said does not outlive childhood");
        let exact = Age { majority_on: Some(day("2014-06-02")), ..said };
        assert_eq!(exact.minor_on(day("2014-06-01")), Some(true));
        assert_eq!(exact.minor_on(day("2014-06-02")), Some(false));
    }

    #[test]
    fn what_was_recorded_later_counts_and_an_earlier_day_is_not_lost() {
        let profile = Profile { majority_on: Some(day("2015-01-01")), ..Profile::default() };
        let later = |text: &str| Some((false, Some(Words::of(text))));
        let age = |later| profile.age(later).expect("fixed words read");
        assert_eq!(age(None).majority_on, Some(day("2015-01-01")));
        assert_eq!(age(later(r#"{"majority_on":"2014-01-01"}"#)).majority_on, Some(day("2014-01-01")));
        assert_eq!(age(later(r#"{"majority_on":null}"#)).majority_on, Some(day("2015-01-01")));
        assert_eq!(age(Some((false, None))).said, Some(false));
    }

    fn refused(age: Age) -> Option<String> {
        let mut fields = Fields::default();
        age.check(day("2014-06-01"), &mut fields);
        match fields.refuse() {
            Err(crate::service::Halt::Refused(crate::domain::refusal::Refusal::Invalid { fields })) => {
                Some(fields.iter().map(|f| f.field.as_str()).collect::<Vec<_>>().join(" "))
            }
            _ => None,
        }
    }

    #[test]
    fn contradictions_are_named() {
        let age = |said, birth_year, majority: Option<&str>| Age {
            said,
            birth_year,
            majority_on: majority.map(day),
        };
        let cases = [
            (age(None, Some(1899), None), "birth_year"),
            (age(None, Some(2015), None), "birth_year"),
            (age(None, Some(1997), Some("2014-05-01")), "majority_on"),
            (age(None, None, Some("2033-01-01")), "majority_on"),
            (age(Some(true), Some(1990), None), "minor"),
            (age(Some(false), Some(2000), None), "minor"),
            (age(Some(true), None, Some("2014-06-01")), "minor"),
        ];
        for (age, field) in cases {
            assert_eq!(refused(age).as_deref(), Some(field));
        }
        for fine in [
            age(None, None, None),
            age(Some(true), Some(1996), None),
            age(Some(false), Some(1996), Some("2014-02-01")),
            age(None, Some(2014), Some("2032-01-01")),
        ] {
            assert_eq!(refused(fine), None);
        }
    }

    #[test]
    fn a_language_is_a_tag() {
        for tag in ["az", "az-Latn", "zh-Hant-TW", "tl", "en-GB-oxendict"] {
            assert!(is_language(tag), "{tag}");
        }
        for wrong in ["", "a", "Azərbaycan", "az_AZ", "az-", "az--x", "azerbaijani", "1a"] {
            assert!(!is_language(wrong), "{wrong}");
        }
    }

    #[test]
    fn nothing_of_a_profile_prints() {
        let profile = Profile { birth_year: Some(1996), ..Profile::default() };
        let age = profile.age(None).expect("there is nothing to read");
        assert_eq!(format!("{profile:?} {age:?}"), "[profile] [age]");
    }
}
