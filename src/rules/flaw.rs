//! What is wrong with a file of the rulebook: which file, which line, what would mend it.
use std::fmt;

/// Most characters of what is told of one flaw: an error may quote the whole of what it did not understand.
const MOST_SAID: usize = 400;

/// One thing that is wrong.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Flaw {
    /// The file.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// What is wrong.
    pub what: String,
    /// What to do.
    pub mend: String,
}

impl Flaw {
    /// How the file is written, in Azerbaijani: what is wrong is told in the words of the policy language, which are English.
    pub fn mend_az(&self) -> &'static str {
        match self.file.as_str() {
            "fund.cedarschema" => "Faktları daxili sxemdəki kimi adlandırın: proqram yalnız onları toplayır.",
            "purposes.cedar" => {
                "Hər icazəni ətrafındakılar kimi yazın: @id, @legal_basis və @asks, istəyə görə @basis_az, sonra permit və şərtlər. Hər \
                 icazənin öz adı və hüquqi əsası olmalıdır."
            }
            "misuse.cedar" => {
                "Hər halı ətrafındakılar kimi yazın: @id, @rule, @severity, @basis, @shows və @missing, \
                 istəyə görə @basis_az, sonra forbid və şərtlər. Yalnız sxemdəki faktlardan istifadə edin."
            }
            "limits.toml" => {
                "Məbləği mətn kimi (\"100.00\"), günləri tam ədədlə yazın; hər hədd üçün value, basis və note göstərin."
            }
            "amounts.csv" | "mandates.csv" => {
                "Hər sətirdə beş sütun yazın, aralarına vergül qoyun; ilk gün mütləq göstərilir, eyni məqsədin müddətləri üst-üstə \
                 düşməməlidir."
            }
            "words.toml" | "words-terms.toml" => "Faylın əvvəlindəki izaha uyğun yazın.",
            _ => "Belə fayl qaydalar toplusunda yoxdur: onu göndərməyin.",
        }
    }

    /// Whether the file bears a name that a rulebook knows.
    pub fn is_in_a_file_of_the_rulebook(&self) -> bool {
        super::book::FILES.contains(&self.file.as_str())
    }

    /// The text of a file of bytes; where it is not UTF-8, the line of the first byte that fits no letter.
    pub fn text_of(file: &str, bytes: Vec<u8>) -> Result<String, Flaw> {
        String::from_utf8(bytes).map_err(|why| {
            let before = why.utf8_error().valid_up_to();
            let line = 1 + why.as_bytes()[..before].iter().filter(|byte| **byte == b'\n').count();
            let mend = "Save the file as UTF-8. / Faylı UTF-8 kodlaşdırmasında yadda saxlayın.";
            Flaw::new(file, line, format!("is not UTF-8: byte {} fits no letter", before + 1), mend)
        })
    }

    pub(super) fn new(file: &str, line: usize, what: impl Into<String>, mend: impl Into<String>) -> Flaw {
        let what = what.into().chars().take(MOST_SAID).collect();
        Flaw { file: file.to_owned(), line, what, mend: mend.into() }
    }
}

impl fmt::Display for Flaw {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}: {}", self.file, self.line, self.what.trim_end_matches('.'), self.mend)
    }
}

impl std::error::Error for Flaw {}

/// The line of a place in a text, from 1.
pub(super) fn line_of(text: &str, offset: usize) -> usize {
    let end = (0..=offset.min(text.len())).rev().find(|end| text.is_char_boundary(*end)).unwrap_or(0);
    1 + text[..end].matches('\n').count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_is_not_utf_8_is_told_by_the_line_of_its_first_wrong_byte() {
        let text_of = |bytes: &[u8]| Flaw::text_of("words.toml", bytes.to_vec());
        assert_eq!(text_of("bir\nə".as_bytes()), Ok("bir\nə".to_owned()));
        let told = text_of(b"az\nq\xfcrb\xe9t").expect_err("it is Latin-1").to_string();
        assert!(told.starts_with("words.toml:2: is not UTF-8: byte 5 fits no letter: Save"), "{told}");
        let cut = &"ə".as_bytes()[..1];
        assert_eq!(text_of(cut).map_err(|flaw| flaw.line), Err(1));
    }
}
