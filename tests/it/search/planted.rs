//! The words that are planted, and who may read which of them. Each value holds a word of its own, so that a find tells where it came
//! from. Nothing is searched or sent here.

/// Names of persons helped, as Azerbaijani, Cyrillic and Latin papers write them.
pub const NAMES: [&str; 3] = ["Şəhla Plantəsirova Əli qızı", "Шахла Плантасирова", "Shahla Plantasirova"];
pub const FINS: [&str; 3] = ["7PLNT9Q", "5PLNT8R", "3PLNT7S"];
pub const PAPERS: [&str; 3] = ["AZE PLN7654321", "PLN-8765432", "PLN 9876543"];
pub const IBAN: &str = "AZ21NABZ00000000137010001944";
/// Of the clinic, whose account may be known to those who pay it.
pub const CLINIC_IBAN: &str = "DE89370400440532013000";
pub const FOREIGN: &str = "PLNACC99887766";
pub const CONTACT: &str = "ask at the plantbakery";
pub const REPRESENTATIVE: &str = "Vüqar Plantvəkilov";
pub const REPRESENTATIVE_NUMBER: &str = "9PLNT5T";
pub const REPRESENTATIVE_CONTACT: &str = "behind the plantschool";
pub const PAYEE: &str = "Plantalan Şəhla";
pub const CLINIC: &str = "Plantklinika MMC";
pub const CLINIC_NUMBER: &str = "PLN1500150015";
pub const MEMO: &str = "plantmemo of a payment";
pub const REASON: &str = "plantreason of a step";
pub const BASIS: &str = "plantbasis of a step";
pub const PROOF: &str = "plantproof of a settlement";
pub const COLLECTED_BY: &str = "Plantyığan Elçin";
pub const DONOR: &str = "Plantdonorov Tural";
pub const LEGAL_DONOR: &str = "Planthüquqi MMC";
pub const DONOR_NUMBER: &str = "PLN2600260026";
pub const LISTED: &str = "Plantlisted Kənan";
pub const LISTED_NUMBER: &str = "PLN3700370037";
pub const LISTED_ACCOUNT: &str = "PLNACC11223344";
pub const RELATION: &str = "plantrelation of a cousin";
pub const DONOR_ACCOUNT: &str = "PLNACC55667788";
pub const GIFT_MEMO: &str = "plantgift in memory";
pub const ORGANISER: &str = "Plantorqan İB";
pub const COUNTER: &str = "Plantsayan Aysel";
pub const BUDGET: &str = "plantbudget";
pub const CASE: &str = "1(101)-plantcase";
pub const OFFENDER: &str = "Plantcinay Rauf";
pub const ASSET: &str = "plantasset, a house in Gəncə";
pub const RECEIVER: &str = "plantreceiver abroad";
pub const ASKED_OF: &str = "plantasked office";
pub const RECIPIENT: &str = "plantrecipient office";
pub const PROCEEDING: &str = "plantproceeding 7/2014";
pub const FUNDER: &str = "plantfunder of rooms";
pub const TITLE: &str = "planttitle of a paper";
pub const CONTENT: &str = "plantcontent of a paper";
pub const MEDIA: &str = "application/plantmedia";
/// What a client sends where nobody expects a word: keys, headers, paths, queries, fields of other kinds.
pub const STRAY: &str = "Plantstrayova";
/// Written in the clear by the test itself, so that it is known that the search would find it.
pub const CANARY: &str = "plantcanary";

/// What is looked for.
pub const WORDS: &[&str] = &[
    "Plantəsirova",
    "Плантасирова",
    "Plantasirova",
    "7PLNT9Q",
    "5PLNT8R",
    "3PLNT7S",
    "PLN7654321",
    "PLN-8765432",
    "PLN 9876543",
    IBAN,
    FOREIGN,
    CLINIC_IBAN,
    "plantbakery",
    "Plantvəkilov",
    REPRESENTATIVE_NUMBER,
    "plantschool",
    "Plantalan",
    "Plantklinika",
    CLINIC_NUMBER,
    "plantmemo",
    "plantreason",
    "plantbasis",
    "plantproof",
    "Plantyığan",
    "Plantdonorov",
    "Planthüquqi",
    DONOR_NUMBER,
    "Plantlisted",
    LISTED_NUMBER,
    LISTED_ACCOUNT,
    "plantrelation",
    DONOR_ACCOUNT,
    "plantgift",
    "Plantorqan",
    "Plantsayan",
    BUDGET,
    "plantcase",
    "Plantcinay",
    "plantasset",
    "plantreceiver",
    "plantrecipient",
    "plantasked",
    "plantproceeding",
    "plantfunder",
    "planttitle",
    "plantcontent",
    "plantmedia",
    STRAY,
    CANARY,
];
