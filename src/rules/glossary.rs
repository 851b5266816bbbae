//! The closed words that findings carry, in both languages, for the sentences of `text`. Only words live
//! here; a reference, a sum or a day stands for itself.

/// A word as findings carry it, in English and in Azerbaijani.
type Entry = (&'static str, &'static str, &'static str);

/// The word in English and in Azerbaijani; none where it stands for itself.
pub(super) fn entry(word: &str) -> Option<(&'static str, &'static str)> {
    let groups = [PURPOSES, PAYEES, COSTS, SPOKEN, OTHERS, HANDS, FILE, TOLD, MISSING];
    groups.into_iter().flatten().find(|(known, _, _)| *known == word).map(|(_, en, az)| (*en, *az))
}

const PURPOSES: &[Entry] = &[
    ("lump_sum", "lump sum", "birdəfəlik ödəniş"),
    ("reintegration_allowance", "reintegration allowance", "reinteqrasiya müavinəti"),
    ("restitution", "restitution", "zərərin ödənilməsi"),
    ("legal_aid", "legal aid", "hüquqi yardım"),
    ("repatriation", "repatriation", "repatriasiya"),
    ("medical", "medical expenses", "tibbi yardım"),
    ("social_rehabilitation", "social rehabilitation", "sosial reabilitasiya"),
    ("other_necessary", "other necessary expenses", "digər zəruri xərclər"),
    ("emergency_help", "emergency help", "təcili yardım"),
];

const PAYEES: &[Entry] = &[
    ("beneficiary", "the beneficiary", "benefisiar"),
    ("representative", "a representative", "nümayəndə"),
    ("lawyer", "a lawyer", "vəkil"),
    ("clinic", "a clinic", "klinika"),
    ("school", "a school", "məktəb"),
    ("ngo", "a non-governmental organisation", "qeyri-hökumət təşkilatı"),
    ("supplier", "a supplier", "təchizatçı"),
    ("carrier", "a carrier", "daşıyıcı"),
    ("organisation", "an international organisation", "beynəlxalq təşkilat"),
    ("state_body", "a state body", "dövlət orqanı"),
    ("donor", "a donor", "donor"),
];

const COSTS: &[Entry] = &[
    ("travel", "travel", "yol xərci"),
    ("escort", "escort", "müşayiət"),
    ("detention", "detention", "saxlanma"),
    ("border", "border or visa cost", "sərhəd və ya viza xərci"),
    ("penalty", "penalty", "cərimə"),
    ("fee", "fee for papers", "sənəd rüsumu"),
    ("treatment", "treatment", "müalicə"),
    ("medicine", "medicine", "dərman"),
    ("rent", "rent", "kirayə haqqı"),
    ("food", "food", "ərzaq"),
    ("clothing", "clothing", "geyim"),
    ("tuition", "tuition", "təhsil haqqı"),
    ("legal_criminal", "a lawyer in a criminal case", "cinayət işi üzrə vəkil"),
    ("legal_other", "other legal help", "digər hüquqi xidmət"),
    ("goods", "goods", "mallar"),
    ("admin", "the Fund's own administration", "Fondun inzibati xərci"),
    ("other", "other", "digər"),
];

const SPOKEN: &[Entry] = &[
    ("of_expulsion", "expulsion", "ölkədən çıxarma"),
    ("of_removal", "removal", "çıxarılma"),
    ("of_return", "forced return", "məcburi qayıdış"),
    ("of_guard", "guard or escort", "mühafizə və ya müşayiət"),
    ("of_detention", "detention", "saxlanma"),
    ("of_border", "the border", "sərhəd"),
    ("memo", "the memo", "qeyd"),
    ("payee_name", "the payee's name", "ödəniş alanın adı"),
    ("title", "the title of a document", "sənədin adı"),
];

const OTHERS: &[Entry] = &[
    ("homecoming", "a citizen's way home", "vətəndaşın Azərbaycana qayıdışı"),
    ("outbound", "out of Azerbaijan", "Azərbaycandan xaricə"),
    ("domestic", "within Azerbaijan", "Azərbaycan daxilində"),
    (
        "elsewhere",
        "neither within Azerbaijan nor out of it",
        "nə Azərbaycan daxilində, nə də Azərbaycandan xaricə",
    ),
    ("unknown", "not known", "məlum deyil"),
    ("another_file", "under another pseudonym", "başqa psevdonimlə"),
    ("expulsion", "expulsion", "inzibati qaydada ölkədən çıxarma"),
    ("deportation", "deportation", "deportasiya"),
    ("removal", "removal", "ölkədən çıxarma"),
    ("entry_ban", "entry ban", "ölkəyə giriş qadağası"),
    ("bank", "bank transfer", "bank köçürməsi"),
    ("cash", "cash", "nağd"),
    ("in_kind", "in kind", "natura şəklində"),
    ("donation", "donation", "ianə"),
    ("grant", "grant", "qrant"),
];

const HANDS: &[Entry] = &[
    ("parent", "parent", "valideyn"),
    ("guardian", "guardian", "qəyyum"),
    ("state_committee", "state committee", "dövlət komitəsi"),
    ("shelter_head", "head of the shelter", "sığınacağın rəhbəri"),
    ("collector", "collector with a power of attorney", "etibarnamə ilə vəsait alan"),
    ("heir", "heir", "vərəsə"),
    ("offender", "convicted offender", "məhkum edilmiş şəxs"),
    ("accused", "accused", "təqsirləndirilən şəxs"),
    ("linked", "linked to an offender", "cinayət törətmiş şəxslə əlaqəli"),
    ("in_force", "in force", "qüvvədədir"),
    ("not_yet", "not begun yet", "hələ başlamayıb"),
    ("ended", "ended", "bitib"),
    ("of_age", "ended by majority", "yetkinlik yaşı ilə bitib"),
    ("age_unknown", "not known for want of the age", "yaş qeyd edilmədiyi üçün məlum deyil"),
];

const TOLD: &[Entry] = &[
    ("subject", "the Fund's subject", "Fondun mövzusu"),
    ("case", "the number of a case", "işin nömrəsi"),
    ("person", "a word known of the payee", "ödəniş alana aid söz"),
    ("account", "an account number", "hesab nömrəsi"),
    ("fin", "what looks like a FIN", "FİN-ə oxşar nömrə"),
    ("issuer", "the court that issued it", "qərarı çıxaran məhkəmə"),
    ("in_force_on", "the day it came into force", "qüvvəyə mindiyi tarix"),
    ("copy", "the certified copy", "təsdiq edilmiş surət"),
    ("confirmation", "the confirmation by a second registrar", "ikinci qeydiyyatçının təsdiqi"),
    ("cooperation", "co-operation with the authorities", "orqanlarla əməkdaşlıq"),
    ("set_off", "another claim taken off", "başqa tələbin çıxılması"),
    ("fine", "a fine", "cərimə məbləği"),
    ("overhead", "the Fund's own costs", "Fondun öz xərcləri"),
    ("ticket", "a ticket", "bilet"),
    ("staff", "the Fund's staff", "Fondun əməkdaşı"),
    ("payment", "the payment", "ödəniş"),
    ("award", "the award", "təyin edilmiş məbləğ"),
    ("charity_event", "charity event", "xeyriyyə tədbiri"),
    ("confiscated_asset", "confiscated property", "müsadirə edilmiş əmlak"),
    ("dissolved_entity", "property of a dissolved entity", "ləğv edilmiş qurumun əmlakı"),
    ("state_budget", "state budget", "dövlət büdcəsi"),
    ("interest", "interest", "bank faizi"),
    ("opening", "opening balance", "ilkin qalıq"),
    ("seized", "seized", "həbs qoyulub"),
    ("forfeited", "forfeited", "müsadirə edilib"),
    ("related", "somebody related to the Fund's staff", "Fondun əməkdaşı ilə bağlı şəxs"),
    ("count_sheet", "the count sheet", "sayım vərəqi"),
    ("counters", "two who counted", "sayımı aparan iki şəxs"),
    ("organiser", "the organiser", "təşkilatçı"),
    ("names", "names of those who are helped", "yardım alanların adları"),
    ("photographs", "photographs of those who are helped", "yardım alanların fotoşəkilləri"),
];

const FILE: &[Entry] = &[
    ("consent", "the consent document", "razılıq sənədi"),
    ("consent_on", "the day of consent", "razılığın tarixi"),
    (
        "consent_language",
        "consent in a language the person understands or through an interpreter",
        "şəxsin başa düşdüyü dildə və ya tərcüməçi vasitəsilə alınmış razılıq",
    ),
    (
        "in_custody",
        "a record that consent was not given in custody",
        "razılığın həbsdə verilmədiyinə dair qeyd",
    ),
    ("advice", "the document of legal advice", "hüquqi məsləhət sənədi"),
    ("legal_advice_on", "the day of legal advice", "hüquqi məsləhətin tarixi"),
    (
        "permit_offered_on",
        "the day a residence permit was offered",
        "yaşamaq icazəsinin təklif edildiyi tarix",
    ),
    ("risk_assessment", "the risk assessment", "risk qiymətləndirməsi sənədi"),
    ("risk_assessed_on", "the day the risk was assessed", "riskin qiymətləndirildiyi tarix"),
    ("risk", "the degree of risk", "riskin dərəcəsi"),
    ("receiving_kind", "who receives the person", "şəxsi kimin qəbul edəcəyi"),
    ("receiving_contact", "the receiving contact", "qəbul edən tərəfin əlaqə məlumatı"),
    (
        "removal_check",
        "a fresh answer that no removal decision exists",
        "ölkədən çıxarma qərarının olmadığına dair yeni cavab",
    ),
    ("confirmed", "the confirmation by a second person", "ikinci şəxsin təsdiqi"),
];

const MISSING: &[Entry] = &[
    ("travel.from", "from which country the journey goes", "səfərin hansı ölkədən başladığı"),
    ("travel.to", "to which country it goes", "səfərin hansı ölkədə bitdiyi"),
    ("items", "what the payment pays for", "ödənişin hansı xərclər üçün olduğu"),
    ("payee.representative", "which representative is paid", "hansı nümayəndəyə ödənildiyi"),
    ("payee.name", "the payee's name", "ödəniş alanın adı"),
    ("order", "the court's order", "məhkəmə qərarı"),
    (
        "beneficiary.identity",
        "a name, a FIN, or the number of a paper or an account of the person",
        "şəxsin adı, FİN-i, sənədinin və ya hesabının nömrəsi",
    ),
    ("beneficiary.identifications", "the day of identification", "qurban kimi müəyyən edilmə tarixi"),
    ("beneficiary.reintegration", "the start of reintegration", "reinteqrasiyanın başlanma tarixi"),
    ("beneficiary.minor", "whether the person is under age", "şəxsin yetkinlik yaşına çatıb-çatmadığı"),
    ("sum_in_force", "the sum in force on that day", "həmin gün qüvvədə olan məbləğ"),
    ("lot.payable", "where the lot's money lies", "lotun vəsaitinin harada olduğu"),
    ("donor.cash", "the donor's other cash of the last days", "donorun son günlərdəki digər nağd ianələri"),
    ("own_request", "whether the person asked for the journey", "səfəri şəxsin özünün xahiş edib-etmədiyi"),
    ("reflection", "the reflection period", "düşünmə müddəti"),
    ("proceedings", "whether there are proceedings", "icraatın olub-olmadığı"),
    ("appeal", "until when the person can appeal", "şəxsin nə vaxtadək şikayət verə biləcəyi"),
    ("mandate", "what mandate holds on that day", "həmin gün hansı səlahiyyətin qüvvədə olduğu"),
    (
        "lawyer_listed",
        "whether the lawyer is on the Bar's list on the day of service",
        "xidmət günü vəkilin Vəkillər Kollegiyasının siyahısında olub-olmadığı",
    ),
    (
        "coerced",
        "whether the offence was committed under coercion",
        "əməlin məcburiyyət altında törədilib-törədilmədiyi",
    ),
    ("wish", "how the person wishes to be paid", "şəxsin ödənişi hansı üsulla almaq istədiyi"),
    ("support", "whether anybody else pays for the person", "şəxsin xərclərini başqasının ödəyib-ödəmədiyi"),
    ("receipt", "the receipt", "qəbz"),
    (
        "evidence",
        "whether a document shows the identification",
        "qurban kimi müəyyən edilməni təsdiq edən sənədin olub-olmadığı",
    ),
    ("donor.name", "the donor's name", "donorun adı"),
    (
        "asset.stage",
        "whether the property is forfeited or only seized",
        "əmlakın müsadirə edildiyi, yoxsa üzərinə yalnız həbs qoyulduğu",
    ),
    ("asset.taker", "who takes it", "onu kimin aldığı"),
    ("collected_by", "who collects the cash", "nağd vəsaiti kimin aldığı"),
    ("gift.kind", "whether it is a donation or a grant", "onun ianə, yoxsa qrant olduğu"),
    (
        "claim.about",
        "whether an award or a payment is decided",
        "təyin etmənin, yoxsa ödənişin həll edildiyi",
    ),
    (
        "entry.side",
        "whether it is the bank's entry or the ledger's",
        "yazılışın banka, yoxsa uçota aid olduğu",
    ),
    ("paid_on", "when the Fund first paid", "Fondun ilk dəfə nə vaxt ödədiyi"),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{beneficiary::RemovalForm, outward::Offence, purpose::*, representative::*};

    #[test]
    fn every_closed_word_of_a_finding_stands_here_once() {
        let words =
            |all: &[&'static str]| all.iter().for_each(|w| assert!(entry(w).is_some(), "{w} has no words"));
        let told = Offence::ALL.iter().filter(|w| w.is_finding()).map(|w| w.as_str()).collect::<Vec<_>>();
        words(&Purpose::ALL.iter().map(|w| w.as_str()).collect::<Vec<_>>());
        words(&PayeeKind::ALL.iter().map(|w| w.as_str()).collect::<Vec<_>>());
        words(&Category::ALL.iter().map(|w| w.as_str()).collect::<Vec<_>>());
        words(&Method::ALL.iter().map(|w| w.as_str()).collect::<Vec<_>>());
        words(&Direction::ALL.iter().map(|w| w.as_str()).collect::<Vec<_>>());
        words(&RepresentativeKind::ALL.iter().map(|w| w.as_str()).collect::<Vec<_>>());
        words(&RepresentativeState::ALL.iter().map(|w| w.as_str()).collect::<Vec<_>>());
        words(&told);
        words(&Relation::ALL.iter().map(|w| w.as_str()).collect::<Vec<_>>());
        words(&RemovalForm::ALL.iter().map(|w| w.as_str()).collect::<Vec<_>>());
        let groups = [PURPOSES, PAYEES, COSTS, SPOKEN, OTHERS, HANDS, FILE, TOLD, MISSING];
        let mut all: Vec<&str> = groups.into_iter().flatten().map(|(word, _, _)| *word).collect();
        let count = all.len();
        all.sort();
        all.dedup();
        assert_eq!(all.len(), count, "a word stands twice");
    }
}
