//! Words people write: names, reasons, memos. They may be personal, so they never print; where they are kept they are
//! sealed. Checked at the edge: not empty, not too long, no control characters.
use super::word::Unreadable;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use std::fmt;

/// A text of at most `MOST` characters, trimmed, not empty, without control characters (line feeds apart in long ones).
#[derive(Clone, PartialEq, Eq)]
pub struct Text<const MOST: usize>(String);

/// A line: a name, a number, a reference. At most 200 characters.
pub type Line = Text<200>;

/// Some sentences: a reason, a memo. At most 2,000 characters.
pub type Prose = Text<2000>;

impl<const MOST: usize> Text<MOST> {
    /// Checks a text.
    pub fn new(text: &str) -> Result<Self, Unreadable> {
        let text = text.trim();
        let length = text.chars().count();
        if length == 0 {
            return Err(Unreadable::new(
                "the text is empty: write it or leave the field out",
                "mətn boşdur: yazın və ya sahəni göndərməyin",
            ));
        }
        if length > MOST {
            return Err(Unreadable::new(
                format!("the text has {length} characters, and at most {MOST} fit: shorten it"),
                format!("mətndə {length} simvol var, ən çoxu {MOST} ola bilər: qısaldın"),
            ));
        }
        let strange = |c: char| c.is_control() && !(MOST > 200 && (c == '\n' || c == '\t'));
        if text.chars().any(strange) {
            return Err(Unreadable::new(
                "the text has control characters: remove them",
                "mətndə idarəedici simvollar var: silin",
            ));
        }
        Ok(Text(text.to_owned()))
    }

    /// The text, for the one who may see it.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl<const MOST: usize> fmt::Debug for Text<MOST> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[text]")
    }
}

impl<const MOST: usize> Serialize for Text<MOST> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(&self.0)
    }
}

impl<'de, const MOST: usize> Deserialize<'de> for Text<MOST> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        Text::new(&String::deserialize(from)?).map_err(de::Error::custom)
    }
}

/// Folds a name or number so that equal ones give equal blind indexes: lower case with the Azerbaijani letter pairs,
/// no white space at the ends, single blanks inside. (Look-alikes and transliteration come with the vault.)
pub fn fold(text: &str) -> String {
    let lower: String = text
        .chars()
        .flat_map(|c| match c {
            'İ' => vec!['i'],
            'I' => vec!['ı'],
            other => other.to_lowercase().collect(),
        })
        .collect();
    lower.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_checked_at_the_edge_and_never_prints() {
        assert_eq!(
            Line::new("  Aysel ").map(|l| format!("{} {l:?}", l.expose())),
            Ok("Aysel [text]".to_owned())
        );
        for wrong in ["", "  ", "a\u{0}b", "a\nb", "a\u{1b}[2Jb"] {
            assert!(Line::new(wrong).is_err(), "{wrong:?} was taken for a line");
        }
        assert!(Prose::new("one\ntwo").is_ok());
        assert!(Line::new(&"ə".repeat(200)).is_ok() && Line::new(&"ə".repeat(201)).is_err());
    }

    #[test]
    fn folding_knows_the_two_letter_pairs() {
        assert_eq!(fold("  İLQAR   IŞIQ "), "ilqar ışıq");
    }
}
