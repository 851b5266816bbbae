//! How a closed list of words is written once: as an enum whose text is the same in the API, the log and
//! the database. What lives here is the macro and the error for a text that no word fits; no word itself.
use super::outward::{Forbidden, Offence, offences};
use std::fmt;

/// A text from outside that fits no value of the domain: says which text, and what would be right, in both languages.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Unreadable {
    /// What is wrong and what to do, in English.
    pub en: String,
    /// The same in Azerbaijani.
    pub az: String,
}

/// Divides the two languages where an error must travel as one text (through serde).
pub const LANGUAGES_DIVIDE: char = '\u{1f}';

impl Unreadable {
    /// An error in both languages.
    pub fn new(en: impl Into<String>, az: impl Into<String>) -> Self {
        Self { en: en.into(), az: az.into() }
    }

    /// Takes an error text apart again that [`fmt::Display`] put together; a text without the divide stands for both.
    pub fn from_joined(text: &str) -> Self {
        match text.split_once(LANGUAGES_DIVIDE) {
            Some((en, az)) => Self::new(en, az),
            None => Self::new(text, text),
        }
    }
}

impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{LANGUAGES_DIVIDE}{}", self.en, self.az)
    }
}

impl std::error::Error for Unreadable {}

/// Shortens a text from outside so that an error can quote it: at most 40 characters, and only what is made like a word of our lists, a
/// number, a day or a reference. Anything else may be somebody's name, and then a dash stands for it.
pub fn quoted(text: &str) -> String {
    let is_sign = |c: char| c.is_ascii_digit() || "_-.:,+/ ".contains(c);
    let is_plain = |word: &str| {
        let short = word.len() <= 3 && word.bytes().all(|b| b.is_ascii_uppercase());
        short || word.bytes().all(|b| b.is_ascii_lowercase())
    };
    let clean: String = text.chars().take(40).collect();
    let tells = !clean.split(is_sign).all(is_plain)
        || offences(&clean, &Forbidden::nobody()).into_iter().any(Offence::is_finding);
    match text.chars().count() {
        0 => "``".to_owned(),
        _ if tells => "`–`".to_owned(),
        41.. => format!("`{clean}…`"),
        _ => format!("`{clean}`"),
    }
}

/// Declares an enum of words with `ALL`, `as_str`, `FromStr`, `Display` and serde, all from one list.
macro_rules! words {
    ($(#[$about:meta])* $name:ident { $($(#[$doc:meta])* $variant:ident = $text:literal),+ $(,)? }) => {
        $(#[$about])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, utoipa::ToSchema)]
        pub enum $name { $($(#[$doc])* #[schema(rename = $text)] $variant),+ }

        impl $name {
            /// Every word of the list, in its order.
            pub const ALL: &'static [$name] = &[$($name::$variant),+];

            /// The word as it stands in the API, the log and the database.
            pub fn as_str(self) -> &'static str {
                match self { $($name::$variant => $text),+ }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result { f.write_str(self.as_str()) }
        }

        impl std::str::FromStr for $name {
            type Err = $crate::domain::word::Unreadable;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                match text {
                    $($text => Ok($name::$variant),)+
                    other => {
                        let (seen, known) = ($crate::domain::word::quoted(other), [$($text),+].join(", "));
                        Err($crate::domain::word::Unreadable::new(
                            format!("{seen} is not one of: {known}"),
                            format!("{seen} siyahıda yoxdur: {known}"),
                        ))
                    }
                }
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> { to.serialize_str(self.as_str()) }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                let text = String::deserialize(from)?;
                text.parse().map_err(serde::de::Error::custom)
            }
        }
    };
}
pub(crate) use words;
