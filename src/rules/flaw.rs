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
                "Hər icazəni ətrafındakılar kimi yazın: @id, @legal_basis və @asks, sonra permit və şərtlər. Hər icazənin öz adı və \
                 hüquqi əsası olmalıdır."
            }
            "misuse.cedar" => {
                "Hər halı ətrafındakılar kimi yazın: @id, @rule, @severity, @basis, @shows və @missing, sonra \
                 forbid və şərtlər. Yalnız sxemdəki faktlardan istifadə edin."
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
