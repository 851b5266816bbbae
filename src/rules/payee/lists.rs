//! The words by which `payee` knows a body that enforces removals. Lists only: how they are held against a
//! name is said there. Words of a list are parted by spaces; a word is a stem, the beginning of a word of the
//! name, and with `$` it is the whole word. All are written as `fold` reads them: small letters, no
//! diacritics.
use super::Lists;

pub(super) const LATIN: Lists = Lists {
    sole: "serhed sarhad",
    alone: "\
        police$ policeman$ policemen$ policing$ interpol$ europol$ polizei polizia$ policia$ politsi \
        politsey polisiya$ militsi milisioner jandarm gendarm serhedci sarhadci pogranic frontex$ \
        tecridxana hebsxana hebsgah cezacekme mehrumetme penitensiar penitentiar deportasi deportati \
        expulsion dmx$ dsx$ bsbpi$",
    beside: &[
        (POLIS, OFFICE, 2),
        (POLIS, "rayon seher bas$ yol$ akademiya", 1),
        ("islah$", "emek$ koloniya", 1),
        ("daxili$ dahili$", "isler ishler qosun", 1),
        ("internal$", "affairs$ troops$", 1),
        ("interior$", "ministr minister", 2),
        ("vnutrenn", "del$", 1),
        ("mia$", "cthb$ department$ directorate$ azerbaijan$ main$", 2),
        ("migration$ immigration$ migratory$", ENGLISH_OFFICE_FAR, 2),
        ("migration$ immigration$ migratory$", ENGLISH_OFFICE, 1),
        ("border$ borders$ frontier$ frontiers$", ENGLISH_OFFICE_FAR, 1),
        ("border$ borders$ frontier$ frontiers$", ENGLISH_OFFICE, 1),
        ("coast$", "guard$", 1),
        ("sahil$", "muhafize", 1),
        ("goc$", "idare", 1),
        ("emniyet$", "mudur", 1),
        ("miqrasiya migrasiya migratsi", "dovlet$ devlet$", 1),
        ("miqrasiya migrasiya migratsi", OFFICE, 2),
        ("serhed sarhad", "dovlet$ devlet$ muhafize mehafize qosun deste zastava", 2),
        ("serhed sarhad", OFFICE, 2),
        ("buraxilis", "menteqe", 1),
        ("cixaril cixarma qovulma", "merkez inzibati$ miqrant olkeden$ mecburi$", 2),
        ("saxlama saxlanma saxlanil", "muveqqeti$ inzibati$ miqrant mehkum tecrid ecnebi", 3),
        ("correctional$ penal$", "institution facilit colony$ centre$ center$ service$", 1),
        ("holding$ removal$ removals$", "immigration$ migrants$ deportee", 2),
    ],
    unless: &[
        (POLIS, "sigorta insurance$"),
        ("miqrasiya migrasiya migratsi", SOMEBODY_ELSE),
        ("detention$ prison$ prisons$ jail$ gaol$ hebs$", SOMEBODY_ELSE),
        (
            "saxlama saxlanma saxlanil",
            "anbar kamera avto masin soyu dayanacaq taxil erzaq mehsul yuk baqaj sened arxiv \
                avadanliq texniki mmc$ llc$ asc$ qiymetli usaq siginacaq yasli",
        ),
    ],
    never: "serhedsiz serhedlersiz serhedyani serhedboyu",
    never_after: "cross$ without$ beyond$ no$",
    organisation: &[
        "international$ organi migration$",
        "beynelxalq$ miqrasiya$ teskilat",
        "beynelxalq$ migrasiya$ teskilat",
    ],
};

/// The police in Azerbaijani, which is also the word for an insurance policy.
const POLIS: &str = "polis$ polisi$ polisin$ polisinin$ polise$ polisler$ polisleri$ polislerin$";

/// Words for an office in Azerbaijani, and in Russian words in Latin letters.
pub(super) const OFFICE: &str = "\
    xidmet xidmat khidm idare sobe bolme nazirli komite departament nezaret komendant menteqe \
    qerargah orqan polis$ sluzhb upravlen";

/// Words for an office in English that count a word further away, too.
const ENGLISH_OFFICE_FAR: &str = "service$ services$ authorit police$ directorate enforcement guard$ guards$";

/// Words for an office in English that count only in the next place.
const ENGLISH_OFFICE: &str = "\
    state$ department office$ agency$ board$ bureau$ administration inspect control$ force$ forces$ \
    patrol troops$ security$ checkpoint command$ detachment protection$ management$ post$ crossing \
    ministry$ committee$ division$ unit$ detention$";

/// Words that say a name is a society's, a business's or a study's.
const SOMEBODY_ELSE: &str = "\
    beynelxalq international$ merkez centre$ center$ teskilat birlik birliy qht$ ngo$ fond \
    foundation$ assosiasi association$ fellowship$ society$ cemiyyet institut universitet \
    university$ tedqiqat research$ layihe sebeke network$ klub kafe cafe$ restoran restaurant$ otel \
    hotel mehmanxana market magaza mmc$ llc$ asc$ turizm sirket taksi ticaret yardim hekim huquq \
    rights$ reform$ watch$ monitor prevention$ against$";

pub(super) const CYRILLIC: Lists = Lists {
    sole: "серһед серхед",
    alone: "\
        полиц милиц жандарм погран депортац тюрьм тюрем пенитенциар спецприемник выдворен сизо$ мвд$ \
        увд$ гувд$ умвд$ фмс$ фсин$",
    beside: &[
        ("внутренн", "дел$ воиск", 1),
        ("дахили$", "ишл", 1),
        ("миграц иммиграц миграси", RUSSIAN_OFFICE, 2),
        ("серһед серхед", RUSSIAN_OFFICE, 2),
        ("изолятор", "следствен временн содержан", 2),
        ("содержан", "страж временн мигрант иностран принудит", 3),
        ("исправительн", "колони учрежден", 1),
        ("исполнен", "наказан", 1),
    ],
    unless: &[(
        "миграц иммиграц миграси",
        "международн центр общественн нпо$ фонд организац ассоциац институт университет адвокат \
            юрид консульт исследован",
    )],
    never: "",
    never_after: "",
    organisation: &["международн организац миграц"],
};

/// Words for an office in Russian, and in Azerbaijani words in Cyrillic letters.
const RUSSIAN_OFFICE: &str = "\
    служб государств управлен отдел департамент контрол инспекц ведомств агентств хидмет довлет \
    идаре";

/// Words that carry no meaning of their own between others.
pub(super) const SMALL_WORDS: &str = "of for the on and ve uzre ucun ile по и для в при за";
