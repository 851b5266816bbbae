//! The words that tell what the Fund is for, in Azerbaijani, English and Russian. Lists and how they are held against a text only;
//! they are written as `fold` reads them: small letters, no marks, `e` for the schwa, `и` for the short one.
use crate::domain::fold::Token;

/// Parts of names that many share and that tell nobody.
pub(super) const PARTICLES: &[&str] =
    &["oglu", "ogli", "ugli", "qizi", "kizi", "kyzy", "ibn", "bint", "огли", "оглу", "кизи"];

/// One script's lists. A stem matches words that begin with it; with `$` it is the whole word; one of seven letters or more is also
/// found inside a word.
struct Lists {
    alone: &'static [&'static str],
    /// One of the first at most two words from one of the second, in either order.
    beside: &'static [(&'static [&'static str], &'static [&'static str])],
}

const SUBJECT_LATIN: Lists = Lists {
    alone: &[
        "traffick",
        "trafficing",
        "traficking",
        "trafiking",
        "victim",
        "slaver",
        "enslave",
        "prostitut",
        "forcedlabo",
        "humantrad",
        "insanalver",
        "insanticaret",
        "zerercek",
        "zererchek",
        "kolelik",
        "fahiselik",
        "qurbani$",
        "qurbana$",
        "qurbanin$",
        "qurbanini$",
        "qurbanina$",
        "qurbaninin$",
        "qurbanidir$",
        "qurbanlar",
        "jertva$",
        "jertvi$",
        "jertvy$",
        "jertve$",
        "zhertv",
        "poterpevsh",
        "rabstv",
        "torgovlyalyudmi",
    ],
    beside: &[
        (&["insan", "adam", "usaq"], &["alver", "ticaret", "alqi", "satqi", "satis$"]),
        (&["qurban$"], &["insan", "alver", "cinayet", "zorak", "istismar", "fond"]),
        (
            &["istismar", "exploit", "ekspluat"],
            &["cinsi", "seksual", "sexual", "emek", "emeyi", "insan", "usaq", "child", "labo", "seksualn"],
        ),
        (&["mecburi", "forced", "prinuditeln"], &["emek", "emey", "labo", "work", "trud"]),
        (&["human", "person", "people", "women", "child"], &["trade$", "trading$", "smuggl"]),
        (&["torgov"], &["lyud", "liud", "chelovek"]),
    ],
};

const SUBJECT_CYRILLIC: Lists = Lists {
    alone: &[
        "жертв",
        "потерпевш",
        "рабств",
        "траффик",
        "трафикинг",
        "проституц",
        "гурбаны$",
        "гурбанлар",
        "зәрәрчәк",
    ],
    beside: &[
        (&["торгов", "продаж"], &["люд", "человек", "дет"]),
        (&["эксплуатац"], &["сексуал", "трудов", "человек", "детеи", "дете"]),
        (&["принудител"], &["труд"]),
        (&["инсан"], &["алвер"]),
    ],
};

const STATUS_LATIN: Lists = Lists {
    alone: &[
        "shelter",
        "siginacaq",
        "siginac",
        "criminal",
        "cinayet",
        "repatriat",
        "rescued",
        "survivor",
        "ugolovn",
        "priyut",
    ],
    beside: &[],
};

const STATUS_CYRILLIC: Lists =
    Lists { alone: &["приют", "уголовн", "репатри"], beside: &[] };

/// Does the text speak of trafficking, its victims, or what was done to them?
pub(super) fn names_subject(tokens: &[Token]) -> bool {
    SUBJECT_LATIN.hit(tokens, |t| &t.latin) || SUBJECT_CYRILLIC.hit(tokens, |t| &t.cyrillic)
}

/// Does it tell what only the Fund and courts know of a person?
pub(super) fn tells_status(tokens: &[Token]) -> bool {
    STATUS_LATIN.hit(tokens, |t| &t.latin) || STATUS_CYRILLIC.hit(tokens, |t| &t.cyrillic)
}

impl Lists {
    fn hit(&self, tokens: &[Token], read: fn(&Token) -> &String) -> bool {
        let any = |token: &Token, stems: &[&str]| stems.iter().any(|stem| is(token, read(token), stem));
        let near = |first: &[&str], second: &[&str]| {
            tokens.iter().enumerate().filter(|(_, token)| any(token, first)).any(|(at, _)| {
                let window = at.saturating_sub(2)..(at + 3).min(tokens.len());
                window.into_iter().any(|other| other != at && any(&tokens[other], second))
            })
        };
        tokens.iter().any(|token| any(token, self.alone))
            || self.beside.iter().any(|(first, second)| near(first, second))
    }
}

fn is(token: &Token, text: &str, stem: &str) -> bool {
    match stem.strip_suffix('$') {
        Some(whole) => text == whole,
        None => text.starts_with(stem) || (token.apart || stem.chars().count() >= 7) && text.contains(stem),
    }
}
