//! Who a person is: name, FIN, day of birth, papers, accounts, a safe contact; any part may be missing (no papers is normal). Shape
//! and check live here; it prints as `[sealed]` and is wiped when dropped. How two identities are compared is said in the vault.
use super::{country::Country, day::Day, refusal::FieldError, word::Unreadable};
use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use std::fmt;
use zeroize::Zeroizing;

/// The earliest year of birth that is taken.
pub const FIRST_BIRTH_YEAR: i32 = 1900;

/// Most characters of a name.
pub const MOST_NAME: usize = 600;

/// Most parts of a name.
pub const MOST_NAME_PARTS: usize = 40;

/// Most papers, and most accounts, of one person.
pub const MOST_OF_A_KIND: usize = 10;

/// Personal words: they print as `[sealed]` and are wiped when dropped. What may stand in them is said by who makes them.
#[derive(Clone, PartialEq, Eq)]
struct Wiped(Zeroizing<String>);

impl fmt::Debug for Wiped {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[sealed]")
    }
}

/// Declares a personal text with its check as the only way in.
macro_rules! personal {
    ($($(#[$about:meta])* $name:ident by $read:ident;)+) => {$(
        $(#[$about])*
        #[derive(Debug, Clone, PartialEq, Eq)]
        pub struct $name(Wiped);

        impl $name {
            /// Checks a text. The error never repeats it.
            pub fn new(text: &str) -> Result<$name, Unreadable> {
                $read(text).map(|text| $name(Wiped(text)))
            }

            /// The text, for the one who may see it.
            pub fn expose(&self) -> &str {
                &self.0.0
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                to.serialize_str(self.expose())
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                let text = Zeroizing::new(String::deserialize(from)?);
                $name::new(&text).map_err(de::Error::custom)
            }
        }
    )+};
}

personal! {
    /// A name of 1 to 40 parts, at most 600 characters. Line breaks and other control characters become blanks; direction
    /// marks and characters nobody sees are left out, but for the joiners that Urdu and Persian are written with.
    PersonName by read_name;
    /// The personal number: 7 characters, 5 or 6 on residence permits; digits and capital Latin letters without I and O.
    Fin by read_fin;
    /// The number of a paper: at most 60 characters, with a letter or digit among them.
    PaperNumber by read_number;
    /// An IBAN of any country (ISO 13616), kept without blanks.
    PersonIban by read_iban;
    /// A bank's BIC (ISO 9362): 8 or 11 characters.
    PersonBic by read_bic;
    /// Some words on a person, at most 500 characters: a way to reach somebody, a kind of paper.
    PersonWords by read_words;
}

/// A day of birth, from 1900 on.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct BirthDate(NaiveDate);

impl BirthDate {
    /// The day of that date; none before 1900 or after 9999.
    pub fn from_date(date: NaiveDate) -> Option<BirthDate> {
        (FIRST_BIRTH_YEAR..=9999).contains(&date.year()).then_some(BirthDate(date))
    }

    /// The date, for the one who may see it.
    pub fn expose(self) -> NaiveDate {
        self.0
    }

    /// Reads `YYYY-MM-DD`. The error never repeats it.
    pub fn new(text: &str) -> Result<BirthDate, Unreadable> {
        let whole = text.len() == 10 && text.bytes().all(|b| b.is_ascii_digit() || b == b'-');
        let date = whole.then(|| NaiveDate::parse_from_str(text, "%Y-%m-%d").ok()).flatten();
        date.and_then(BirthDate::from_date).ok_or_else(|| {
            Unreadable::new(
                format!("this is no day of birth: write YYYY-MM-DD, from {FIRST_BIRTH_YEAR} on; where only the year is known, give `birth_year`"),
                format!("bu, doğum günü deyil: İİİİ-AA-GG yazın, {FIRST_BIRTH_YEAR}-cü ildən; yalnız il məlumdursa, `birth_year` göndərin"),
            )
        })
    }
}

impl fmt::Debug for BirthDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[sealed]")
    }
}

impl Serialize for BirthDate {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(to)
    }
}

impl<'de> Deserialize<'de> for BirthDate {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = Zeroizing::new(String::deserialize(from)?);
        BirthDate::new(&text).map_err(de::Error::custom)
    }
}

/// A paper: a passport, an identity card, a birth certificate. A paper whose number nobody knows may still be known to be there.
#[derive(Clone, PartialEq, Eq, Default, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct IdentityDocument {
    /// What kind.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, max_length = 500)]
    pub kind: Option<PersonWords>,
    /// Its number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, max_length = 60)]
    pub number: Option<PaperNumber>,
    /// The country that issued it (ISO 3166-1 alpha-2 or alpha-3).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, min_length = 2, max_length = 3)]
    pub country: Option<Country>,
}

/// An account of the person: an IBAN, or a number with country and BIC.
#[derive(Clone, PartialEq, Eq, Default, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct IdentityAccount {
    /// The IBAN, of any country.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, max_length = 34)]
    pub iban: Option<PersonIban>,
    /// The country of the bank, where there is no IBAN.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, min_length = 2, max_length = 3)]
    pub country: Option<Country>,
    /// The account's number there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, max_length = 60)]
    pub number: Option<PaperNumber>,
    /// The bank's BIC (ISO 9362).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, max_length = 11)]
    pub bic: Option<PersonBic>,
}

/// Who a person is. Every part may be missing.
#[derive(Clone, PartialEq, Eq, Default, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Identity {
    /// The name, its parts in any order.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, max_length = 600)]
    pub name: Option<PersonName>,
    /// The personal number of Azerbaijan.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, min_length = 5, max_length = 7)]
    pub fin: Option<Fin>,
    /// The day of birth.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = Date)]
    pub born_on: Option<BirthDate>,
    /// Papers.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schema(max_items = 10)]
    pub documents: Vec<IdentityDocument>,
    /// Accounts.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schema(max_items = 10)]
    pub accounts: Vec<IdentityAccount>,
    /// A way to reach the person that puts nobody at risk.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, max_length = 500)]
    pub safe_contact: Option<PersonWords>,
}

macro_rules! prints_sealed {
    ($($name:ident),+) => {$(
        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("[sealed]")
            }
        }
    )+};
}
prints_sealed!(IdentityDocument, IdentityAccount, Identity);

impl Identity {
    /// Whether nothing is known.
    pub fn is_empty(&self) -> bool {
        *self == Identity::default()
    }

    /// The identity with what was learned later; papers and accounts are added, and the oldest of too many are left out.
    pub fn completed_by(&self, later: &Identity) -> Identity {
        let later = later.clone();
        Identity {
            name: later.name.or_else(|| self.name.clone()),
            fin: later.fin.or_else(|| self.fin.clone()),
            born_on: later.born_on.or(self.born_on),
            documents: joined(&self.documents, later.documents),
            accounts: joined(&self.accounts, later.accounts),
            safe_contact: later.safe_contact.or_else(|| self.safe_contact.clone()),
        }
    }

    /// What serde cannot tell: each field that is wrong, its path after `at` (like `identity.`). `birth_year` is the one given
    /// beside the identity. No message repeats a value.
    pub fn check(&self, at: &str, birth_year: Option<i32>, today: Day) -> Vec<FieldError> {
        let mut wrong = vec![];
        let mut add = |field: String, en: String, az: String| {
            wrong.push(FieldError::new(format!("{at}{field}"), Unreadable::new(en, az)));
        };
        if let Some(BirthDate(born)) = self.born_on {
            if born > today.date() {
                add(
                    "born_on".into(),
                    "the day of birth is in the future: check the day".into(),
                    "doğum günü gələcəkdədir: günü yoxlayın".into(),
                );
            } else if birth_year.is_some_and(|year| year != born.year()) {
                add(
                    "born_on".into(),
                    "the day of birth is in another year than `birth_year`: correct one of them".into(),
                    "doğum günü `birth_year` ilə eyni ildə deyil: birini düzəldin".into(),
                );
            }
        }
        for (list, count) in [("documents", self.documents.len()), ("accounts", self.accounts.len())] {
            if count > MOST_OF_A_KIND {
                add(
                    list.into(),
                    format!("{count} are too many, at most {MOST_OF_A_KIND} are kept: leave out the oldest"),
                    format!("{count} çoxdur, ən çoxu {MOST_OF_A_KIND} saxlanılır: ən köhnələrini çıxarın"),
                );
            }
        }
        for place in (0..self.documents.len()).filter(|i| self.documents[*i] == IdentityDocument::default()) {
            add(
                format!("documents[{place}]"),
                "nothing is said of this paper: give a kind, a number or a country, or leave it out".into(),
                "bu sənəd haqqında heç nə yazılmayıb: növünü, nömrəsini və ya ölkəsini yazın, yaxud çıxarın"
                    .into(),
            );
        }
        for (place, account) in self.accounts.iter().enumerate() {
            if account.iban.is_some() == account.number.is_some() {
                add(
                    format!("accounts[{place}]"),
                    "an account is an IBAN, or abroad a number with country and BIC: give one of the two"
                        .into(),
                    "hesab IBAN ilə, xaricdə isə nömrə, ölkə və BIC ilə göstərilir: birini yazın".into(),
                );
            }
        }
        wrong
    }
}

fn joined<T: Clone + PartialEq>(before: &[T], later: Vec<T>) -> Vec<T> {
    let all: Vec<T> = before.iter().filter(|one| !later.contains(one)).chain(&later).cloned().collect();
    all[all.len().saturating_sub(MOST_OF_A_KIND)..].to_vec()
}

/// Characters without a shape that are no part of any name: soft hyphen, direction marks and their isolates, zero-width blank,
/// word joiner and its kin, byte order mark, tags. The zero-width joiners stay: Persian and Urdu are spelled with them.
fn is_noise(c: char) -> bool {
    matches!(u32::from(c), 0xad | 0x61c | 0x180e | 0x200b | 0x200e..=0x200f | 0x202a..=0x202e | 0x2060..=0x206f | 0xfeff | 0xfff9..=0xfffb | 0xe0000..=0xe0fff)
}

/// Blanks for control characters and runs of blanks, and no noise.
fn cleaned(text: &str) -> Zeroizing<String> {
    let mut clean = Zeroizing::new(String::with_capacity(text.len()));
    for c in text.chars().filter(|c| !is_noise(*c)) {
        if !c.is_control() && !c.is_whitespace() {
            clean.push(c);
        } else if !clean.is_empty() && !clean.ends_with(' ') {
            clean.push(' ');
        }
    }
    if clean.ends_with(' ') {
        clean.pop();
    }
    clean
}

fn fits(text: Zeroizing<String>, most: usize) -> Result<Zeroizing<String>, Unreadable> {
    let length = text.chars().count();
    if length > most {
        return Err(Unreadable::new(
            format!("the text has {length} characters, and at most {most} fit: shorten it"),
            format!("mətndə {length} simvol var, ən çoxu {most} ola bilər: qısaldın"),
        ));
    }
    Ok(text)
}

fn read_name(text: &str) -> Result<Zeroizing<String>, Unreadable> {
    let name = fits(cleaned(text), MOST_NAME)?;
    if !name.chars().any(char::is_alphabetic) {
        return Err(Unreadable::new(
            "the name has no letter: leave the field out where no name is known",
            "adda hərf yoxdur: ad məlum deyilsə, sahəni göndərməyin",
        ));
    }
    let parts = name.split(' ').count();
    if parts > MOST_NAME_PARTS {
        return Err(Unreadable::new(
            format!("the name has {parts} parts, and at most {MOST_NAME_PARTS} fit: leave some out"),
            format!("adda {parts} hissə var, ən çoxu {MOST_NAME_PARTS} ola bilər: bir qismini çıxarın"),
        ));
    }
    Ok(name)
}

fn read_fin(text: &str) -> Result<Zeroizing<String>, Unreadable> {
    let mut fin = cleaned(text);
    fin.make_ascii_uppercase();
    let is_right = |b: u8| b.is_ascii_digit() || (b.is_ascii_uppercase() && b != b'I' && b != b'O');
    if (5..=7).contains(&fin.len()) && fin.bytes().all(is_right) {
        return Ok(fin);
    }
    Err(Unreadable::new(
        "a FIN has 7 characters (5 or 6 on a residence permit), digits and Latin letters without I and O: compare it with the card",
        "FİN 7 simvoldur (yaşayış icazəsində 5 və ya 6): rəqəmlər və I və O olmadan latın hərfləri; vəsiqə ilə tutuşdurun",
    ))
}

fn read_number(text: &str) -> Result<Zeroizing<String>, Unreadable> {
    let number = fits(cleaned(text), 60)?;
    if number.chars().any(char::is_alphanumeric) {
        return Ok(number);
    }
    Err(Unreadable::new(
        "the number has neither a digit nor a letter: leave the field out where it is not known",
        "nömrədə nə rəqəm, nə də hərf var: məlum deyilsə, sahəni göndərməyin",
    ))
}

fn read_iban(text: &str) -> Result<Zeroizing<String>, Unreadable> {
    let mut iban = cleaned(text);
    iban.retain(|c| c != ' ');
    iban.make_ascii_uppercase();
    if iban.parse::<iban::Iban>().is_ok() {
        return Ok(iban);
    }
    Err(Unreadable::new(
        "this is no valid IBAN: compare it with the person's paper, digit by digit",
        "bu etibarlı IBAN deyil: şəxsin sənədi ilə rəqəm-rəqəm tutuşdurun",
    ))
}

fn read_bic(text: &str) -> Result<Zeroizing<String>, Unreadable> {
    let mut bic = cleaned(text);
    bic.make_ascii_uppercase();
    let is_right = |(place, b): (usize, u8)| b.is_ascii_uppercase() || (place >= 4 && b.is_ascii_digit());
    let lands = bic.get(4..6).is_some_and(|code| code.bytes().all(|b| b.is_ascii_uppercase()));
    if [8, 11].contains(&bic.len()) && lands && bic.bytes().enumerate().all(is_right) {
        return Ok(bic);
    }
    Err(Unreadable::new(
        "a BIC has 8 or 11 characters, like NABZAZ2C: compare it with the bank's paper",
        "BIC 8 və ya 11 simvoldur, məsələn NABZAZ2C: bankın sənədi ilə tutuşdurun",
    ))
}

fn read_words(text: &str) -> Result<Zeroizing<String>, Unreadable> {
    let words = fits(cleaned(text), 500)?;
    if !words.is_empty() {
        return Ok(words);
    }
    Err(Unreadable::new(
        "the text is empty: write it or leave the field out",
        "mətn boşdur: yazın və ya sahəni göndərməyin",
    ))
}

#[cfg(test)]
mod tests;
