//! Does a payee's name speak of a police, migration, border or detention body? Only word lists and how they are held
//! against a name live here; how letters are read is in `fold`, what a hit means in `removal`.
//!
//! A finding of this kind is a block that nobody lifts, so words that others use as well (migration, border, keeping)
//! count only beside a word for an office, or where no word says that it is somebody else.
use super::fold::{Token, tokens};

/// A word list of one script. A stem is the beginning of a word; with `$` it is the whole word.
struct Lists {
    /// Stems that say it alone.
    alone: &'static [&'static str],
    /// One of the first beside one of the second, at most so many words apart, in any order.
    beside: &'static [(&'static [&'static str], &'static [&'static str], usize)],
    /// One of the first, where the name has none of the second.
    unless: &'static [(&'static [&'static str], &'static [&'static str])],
    /// Words that begin like a stem and mean something else, and words after which a stem does.
    never: &'static [&'static str],
    never_after: &'static [&'static str],
    /// The International Organization for Migration, as three words in a row.
    organisation: &'static [[&'static str; 3]],
}

const LATIN: Lists = Lists {
    alone: &[
        "polis$",
        "polisi$",
        "polisin$",
        "polisinin$",
        "polise$",
        "polisler$",
        "polisleri$",
        "polislerin$",
        "police$",
        "policeman$",
        "policemen$",
        "policing$",
        "polizei",
        "polizia$",
        "policia$",
        "politsi",
        "politsey",
        "polisiya$",
        "militsi",
        "milisioner",
        "jandarm",
        "gendarm",
        "serhedci",
        "sarhadci",
        "pogranic",
        "frontex$",
        "tecridxana",
        "hebsxana",
        "hebsgah",
        "cezacekme",
        "mehrumetme",
        "penitensiar",
        "penitentiar",
        "deportasi",
        "deportati",
        "expulsion",
        "dmx$",
        "dsx$",
        "bsbpi$",
    ],
    beside: &[
        (&["daxili$", "dahili$"], &["isler", "ishler", "qosun"], 1),
        (&["internal$"], &["affairs$", "troops$"], 1),
        (&["interior$"], &["ministr", "minister"], 2),
        (&["vnutrenn"], &["del$"], 1),
        (&["mia$"], &["cthb$", "department$", "directorate$", "azerbaijan$", "main$"], 2),
        (&["migration$", "immigration$", "migratory$"], ENGLISH_OFFICE_FAR, 2),
        (&["migration$", "immigration$", "migratory$"], ENGLISH_OFFICE, 1),
        (&["border$", "borders$", "frontier$", "frontiers$"], ENGLISH_OFFICE_FAR, 1),
        (&["border$", "borders$", "frontier$", "frontiers$"], ENGLISH_OFFICE, 1),
        (&["coast$"], &["guard$"], 1),
        (&["sahil$"], &["muhafize"], 1),
        (&["goc$"], &["idare"], 1),
        (&["emniyet$"], &["mudur"], 1),
        (&["miqrasiya", "migrasiya", "migratsi"], &["dovlet$", "devlet$"], 1),
        (&["miqrasiya", "migrasiya", "migratsi"], OFFICE, 2),
        (
            &["serhed", "sarhad"],
            &["dovlet$", "devlet$", "muhafize", "mehafize", "qosun", "deste", "zastava"],
            2,
        ),
        (&["serhed", "sarhad"], OFFICE, 2),
        (&["buraxilis"], &["mentege"], 1),
        (&["cixaril", "cixarma", "qovulma"], &["merkez", "inzibati$", "miqrant", "olkeden$", "mecburi$"], 2),
        (
            &["saxlama", "saxlanma", "saxlanil"],
            &["muveqqeti$", "inzibati$", "miqrant", "mehkum", "tecrid", "ecnebi"],
            3,
        ),
        (
            &["correctional$", "penal$"],
            &["institution", "facilit", "colony$", "centre$", "center$", "service$"],
            1,
        ),
        (&["holding$", "removal$", "removals$"], &["immigration$", "migrants$", "deportee"], 2),
    ],
    unless: &[
        (&["miqrasiya", "migrasiya", "migratsi"], SOMEBODY_ELSE),
        (&["serhed", "sarhad"], SOMEBODY_ELSE),
        (&["detention$", "prison$", "prisons$", "jail$", "gaol$", "hebs$"], SOMEBODY_ELSE),
        (
            &["saxlama", "saxlanma", "saxlanil"],
            &[
                "anbar",
                "kamera",
                "avto",
                "masin",
                "soyu",
                "dayanacaq",
                "taxil",
                "erzaq",
                "mehsul",
                "yuk",
                "baqaj",
                "sened",
                "arxiv",
                "avadanliq",
                "texniki",
                "mmc$",
                "llc$",
                "asc$",
                "qiymetli",
            ],
        ),
    ],
    never: &["serhedsiz", "serhedlersiz", "serhedyani", "serhedboyu"],
    never_after: &["cross$", "without$", "beyond$", "no$"],
    organisation: &[
        ["international$", "organi", "migration$"],
        ["beynelxalq$", "miqrasiya$", "teskilat"],
        ["beynelxalq$", "migrasiya$", "teskilat"],
    ],
};

/// Words for an office in Azerbaijani, and in Russian words in Latin letters.
const OFFICE: &[&str] = &[
    "xidmet",
    "xidmat",
    "khidm",
    "idare",
    "sobe",
    "bolme",
    "nazirli",
    "komite",
    "departament",
    "nezaret",
    "komendant",
    "mentege",
    "qerargah",
    "orqan",
    "polis$",
    "sluzhb",
    "upravlen",
];

/// Words for an office in English that count a word further away, too.
const ENGLISH_OFFICE_FAR: &[&str] =
    &["service$", "services$", "authorit", "police$", "directorate", "enforcement", "guard$", "guards$"];

/// Words for an office in English that count only in the next place.
const ENGLISH_OFFICE: &[&str] = &[
    "state$",
    "department",
    "office$",
    "agency$",
    "board$",
    "bureau$",
    "administration",
    "inspect",
    "control$",
    "force$",
    "forces$",
    "patrol",
    "troops$",
    "security$",
    "checkpoint",
    "command$",
    "detachment",
    "protection$",
    "management$",
    "post$",
    "crossing",
    "ministry$",
    "committee$",
    "division$",
    "unit$",
    "detention$",
];

/// Words that say a name is a society's, a business's or a study's.
const SOMEBODY_ELSE: &[&str] = &[
    "beynelxalq",
    "international$",
    "merkez",
    "centre$",
    "center$",
    "teskilat",
    "birlik",
    "birliy",
    "qht$",
    "ngo$",
    "fond",
    "foundation$",
    "assosiasi",
    "association$",
    "fellowship$",
    "society$",
    "cemiyyet",
    "institut",
    "universitet",
    "university$",
    "tedqiqat",
    "research$",
    "layihe",
    "sebeke",
    "network$",
    "klub",
    "kafe",
    "cafe$",
    "restoran",
    "restaurant$",
    "otel",
    "hotel",
    "mehmanxana",
    "market",
    "magaza",
    "mmc$",
    "llc$",
    "asc$",
    "turizm",
    "sirket",
    "taksi",
    "ticaret",
    "yardim",
    "hekim",
    "huquq",
    "rights$",
    "reform$",
    "watch$",
    "monitor",
    "prevention$",
    "against$",
];

const CYRILLIC: Lists = Lists {
    alone: &[
        "полиц",
        "милиц",
        "жандарм",
        "погран",
        "депортац",
        "тюрьм",
        "тюрем",
        "пенитенциар",
        "спецприемник",
        "выдворен",
        "сизо$",
        "мвд$",
        "увд$",
        "гувд$",
        "умвд$",
        "фмс$",
        "фсин$",
        "серһед",
        "серхед",
        "тесридхана",
    ],
    beside: &[
        (&["внутренн"], &["дел$", "воиск"], 1),
        (&["дахили$"], &["ишл"], 1),
        (&["миграц", "иммиграц", "миграси"], RUSSIAN_OFFICE, 2),
        (&["изолятор"], &["следствен", "временн", "содержан"], 2),
        (&["содержан"], &["страж", "временн", "мигрант", "иностран", "принудит"], 3),
        (&["исправительн"], &["колони", "учрежден"], 1),
        (&["исполнен"], &["наказан"], 1),
    ],
    unless: &[(
        &["миграц", "иммиграц", "миграси"],
        &[
            "международн",
            "центр",
            "общественн",
            "нпо$",
            "фонд",
            "организац",
            "ассоциац",
            "институт",
            "университет",
            "адвокат",
            "юрид",
            "консульт",
            "исследован",
        ],
    )],
    never: &[],
    never_after: &[],
    organisation: &[["международн", "организац", "миграц"]],
};

/// Words for an office in Russian, and in Azerbaijani words in Cyrillic letters.
const RUSSIAN_OFFICE: &[&str] = &[
    "служб",
    "государств",
    "управлен",
    "отдел",
    "департамент",
    "контрол",
    "инспекц",
    "ведомств",
    "агентств",
    "хидмет",
    "довлет",
    "идаре",
];

/// Words that carry no meaning of their own between others.
const SMALL_WORDS: &[&str] =
    &["of", "for", "the", "on", "and", "ve", "uzre", "ucun", "ile", "по", "и", "для", "в", "при", "за"];

/// Does the name speak of a police, migration, border or detention body, in Azerbaijani, English or Russian?
pub fn enforces(name: &str) -> bool {
    let tokens = tokens(name);
    is_abbreviated(&tokens) || LATIN.hit(&tokens, |t| &t.latin) || CYRILLIC.hit(&tokens, |t| &t.cyrillic)
}

/// `DİN` is the interior ministry where it stands in capitals or alone; in small letters it is religion.
fn is_abbreviated(tokens: &[Token]) -> bool {
    tokens.iter().enumerate().any(|(index, token)| {
        let marked = token.capitals || token.apart || tokens.len() == 1;
        let religion = tokens.get(index + 1).is_some_and(|next| next.latin == "ve");
        marked && (matches!(token.latin.as_str(), "mvd" | "rpi") || token.latin == "din" && !religion)
    })
}

/// A word as one list reads it.
struct Word<'a> {
    text: &'a str,
    apart: bool,
}

impl Word<'_> {
    fn is(&self, stem: &str) -> bool {
        match stem.strip_suffix('$') {
            Some(whole) => self.text == whole || self.apart && whole.len() > 4 && self.text.contains(whole),
            None => self.text.starts_with(stem) || self.apart && self.text.contains(stem),
        }
    }

    fn is_any(&self, stems: &[&str]) -> bool {
        stems.iter().any(|stem| self.is(stem))
    }
}

impl Lists {
    fn hit(&self, tokens: &[Token], read: fn(&Token) -> &String) -> bool {
        let words = self.meaningful(tokens, read);
        let near = |first: &[&str], second: &[&str], apart: usize| {
            let places = |stems: &[&str]| -> Vec<usize> {
                words.iter().enumerate().filter(|(_, word)| word.is_any(stems)).map(|(at, _)| at).collect()
            };
            let others = places(second);
            places(first).iter().any(|at| {
                others.iter().any(|other| at.abs_diff(*other) <= apart && (at != other || words[*at].apart))
            })
        };
        let any = |stems: &[&str]| words.iter().any(|word| word.is_any(stems));
        any(self.alone)
            || self.beside.iter().any(|(first, second, apart)| near(first, second, *apart))
            || self.unless.iter().any(|(stems, innocent)| any(stems) && !any(innocent))
    }

    /// The words that may mean something: without small words, without those that only look like a stem, and without
    /// the International Organization for Migration, which is no such body; what stands beside it still counts.
    fn meaningful<'a>(&self, tokens: &'a [Token], read: fn(&Token) -> &String) -> Vec<Word<'a>> {
        let words = tokens.iter().map(|token| Word { text: read(token), apart: token.apart });
        let mut words: Vec<Word<'a>> = words.filter(|word| !SMALL_WORDS.contains(&word.text)).collect();
        let mut at = 0;
        while at < words.len() {
            let after = at > 0 && words[at - 1].is_any(self.never_after);
            let named = |name: &[&str; 3]| {
                words.len() >= at + 3 && name.iter().zip(&words[at..]).all(|(stem, word)| word.is(stem))
            };
            if self.organisation.iter().any(named) {
                words.drain(at..at + 3);
            } else if words[at].is_any(self.never) || after && words[at].is_any(&["border$", "borders$"]) {
                words.remove(at);
            } else {
                at += 1;
            }
        }
        words
    }
}
