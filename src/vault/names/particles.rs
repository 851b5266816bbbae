//! Words of a name that do not tell one person from another: particles, titles, what marks a father's name, and what stands where no
//! name is known. Also words that some spell as one and some as two. All in the spelling that `letters` gives.

/// What marks the word before it as a father's name: Azerbaijani and Uzbek, with their Russian and English spellings.
const AFTER_FATHER: &[&str] = &[
    "oghlu", "oglu", "ogly", "oghly", "ogli", "oghli", "ugli", "ughli", "uglu", "qizi", "qyzy", "gizi",
    "gyzy", "kizi", "kyzy", "kyzi", "qizy", "gizy",
];

/// What marks the word after it as a father's name.
const BEFORE_FATHER: &[&str] = &["bin", "bint", "binti", "binte", "ibn"];

/// Particles: Arabic and Urdu; Spanish and Portuguese of the Philippines; Italian, Dutch, German. Then titles and numbers.
const LEFT_OUT: &[&str] = &[
    "al", "el", "ul", "ur", "ud", "us", "as", "ash", "wa", "de", "del", "dela", "delos", "delas", "la",
    "las", "los", "da", "dos", "di", "van", "von", "der", "den", "ng", "jr", "sr", "ii", "iii", "iv", "mr",
    "mrs", "ms", "miss", "dr", "haji", "hajji", "khanim", "bey",
];

/// What clerks write where no name is known. Two such persons have no name in common.
const NOT_KNOWN: &[&str] = &[
    "namalum",
    "namelum",
    "bilinmir",
    "yokhdur",
    "yoxdur",
    "unknown",
    "noname",
    "unnamed",
    "fnu",
    "lnu",
    "xxx",
    "nn",
    "neizvestno",
    "neizvestny",
    "neizvestnyy",
    "neizvestnaya",
    "nevidomo",
    "nevidomyy",
    "nevidoma",
];

/// Second halves that are also written apart, as in Nizam ud-Din, Rahmat Ullah.
const ENDINGS: &[&str] =
    &["din", "deen", "uddin", "iddin", "eddin", "aldin", "ullah", "ulla", "ollah", "ullakh"];

/// First halves that are also written apart, as in Abdul Rahman.
const BEGINNINGS: &[&str] = &["abd", "abdu", "abdul", "abdur", "abdus", "abdel", "abdal", "abdol"];

/// Endings of a father's name in its Russian and Ukrainian forms, the longest first.
const FATHERS: &[&str] = &[
    "inichna", "yevich", "evitch", "ovitch", "yovych", "yevna", "yivna", "ovich", "evich", "ovych", "evych",
    "ovna", "evna", "ivna",
];

/// A word that tells one person from another.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct Word {
    /// Its spelling.
    pub spelling: String,
    /// It is marked as the name of the father, so brothers and sisters share it.
    pub father: bool,
}

/// The words that tell a person from another.
pub(super) fn own_words(words: Vec<String>) -> Vec<Word> {
    let mut own: Vec<Word> = vec![];
    let (mut begun, mut father) = (None::<String>, false);
    for word in words {
        let is_in = |list: &[&str]| list.contains(&word.as_str());
        if is_in(AFTER_FATHER) {
            own.last_mut().into_iter().for_each(|last| last.father = true);
        } else if is_in(ENDINGS) && !own.is_empty() {
            own.last_mut().into_iter().for_each(|last| last.spelling.push_str(&word));
        } else if is_in(BEGINNINGS) && begun.is_none() {
            begun = Some(word);
        } else if is_in(BEFORE_FATHER) {
            father = true;
        } else if !is_in(LEFT_OUT) && !is_in(NOT_KNOWN) {
            let spelling = begun.take().map_or_else(|| word.clone(), |first| first + &word);
            own.push(Word { spelling, father });
            father = false;
        }
    }
    own.extend(begun.map(|spelling| Word { spelling, father }));
    let letters = |word: &Word| word.spelling.chars().count();
    // An initial fits any name; it counts only where there is nothing else.
    if own.iter().any(|word| letters(word) > 1) {
        own.retain(|word| letters(word) > 1);
    }
    // N. N. stands where no name is known.
    if own.len() > 1 && own.iter().all(|word| word.spelling == "n") {
        own.clear();
    }
    own.into_iter().map(usual).collect()
}

/// The word in its whole and usual form.
fn usual(word: Word) -> Word {
    let name = FATHERS.iter().find_map(|ending| word.spelling.strip_suffix(ending));
    match name.filter(|name| name.chars().count() >= 2) {
        Some(name) => Word { spelling: name.to_owned(), father: true },
        None => Word { spelling: usual_spelling(&word.spelling), father: word.father },
    }
}

fn usual_spelling(word: &str) -> String {
    match word {
        "md" | "mohd" | "muhd" | "moh" => return "muhammad".to_owned(),
        "ma" => return "maria".to_owned(),
        "st" | "sta" => return "santa".to_owned(),
        _ => {}
    }
    for joined in ["delos", "delas", "dela"] {
        if let Some(rest) = word.strip_prefix(joined).filter(|rest| rest.chars().count() >= 4) {
            return rest.to_owned();
        }
    }
    // Abdul Rahman, Abdurrahman, Abdelrahman: the article goes with the sound that follows it. Abdullah is a word of its own.
    if let Some(rest) =
        word.strip_prefix("abd").filter(|rest| !rest.contains("ulla") && !rest.contains("olla"))
    {
        let rest = rest.trim_start_matches(['u', 'e', 'o', 'a']);
        let rest = rest.strip_prefix('l').filter(|rest| rest.len() > 2).unwrap_or(rest);
        return format!("abd{rest}");
    }
    // A family name in French spelling.
    let usual = [("off", "ov"), ("eff", "ev"), ("of", "ov")].iter().find_map(|(ending, usual)| {
        let name = word.strip_suffix(ending).filter(|name| name.chars().count() >= 3)?;
        Some(format!("{name}{usual}"))
    });
    usual.unwrap_or_else(|| word.to_owned())
}
