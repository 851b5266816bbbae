//! What rules rest on, told in Azerbaijani: laws and acts with the places in them, what an audit asks, and what the Fund decided for
//! itself. Only these names live here; which case rests on which is said in the rulebook and in the templates.

/// What stands between the parts of a basis.
const DIVIDE: &str = "; ";

/// Parts as rulebooks write them, in English and in Azerbaijani.
const PHRASES: &[(&str, &str)] = &[
    ("policy of the Fund", "Fondun daxili qaydası"),
    ("policy of the Fund: mandate for returns", "Fondun daxili qaydası: qayıdış üzrə səlahiyyət"),
    (
        "policy of the Fund: mandate for legal aid (recommendation 9)",
        "Fondun daxili qaydası: hüquqi yardım üzrə səlahiyyət (9-cu tövsiyə)",
    ),
    (
        "policy of the Fund: an override says what allows it, or the state budget's code does",
        "Fondun daxili qaydası: ödənişin əsası istisnaya icazədə və ya büdcə təsnifatının kodunda göstərilir",
    ),
    (
        "policy of the Fund, after the rules against money laundering",
        "çirkli pulların yuyulmasına qarşı mübarizə normaları əsasında Fondun müəyyən etdiyi daxili qayda",
    ),
    (
        "policy of the Fund, after the rules for donations to non-governmental organisations",
        "qeyri-hökumət təşkilatlarına verilən ianələr barədə normalar əsasında Fondun müəyyən etdiyi daxili qayda",
    ),
    (
        "policy of the Fund, after the rules for grants to non-governmental organisations",
        "qeyri-hökumət təşkilatlarına verilən qrantlar barədə normalar əsasında Fondun müəyyən etdiyi daxili qayda",
    ),
    (
        "policy of the Fund, after the rules for donations and grants to non-governmental organisations",
        "qeyri-hökumət təşkilatlarına verilən ianələr və qrantlar barədə normalar əsasında Fondun müəyyən etdiyi \
         daxili qayda",
    ),
    ("first and last days: in part policy of the Fund", "ilk və son günlər: qismən Fondun daxili qaydası"),
    ("list of words: policy of the Fund", "sözlərin siyahısı: Fondun daxili qaydası"),
    ("number of days: policy of the Fund", "günlərin sayı: Fondun daxili qaydası"),
    ("number of persons: policy of the Fund", "şəxslərin sayı: Fondun daxili qaydası"),
    ("share and number: policy of the Fund", "faiz və say: Fondun daxili qaydası"),
    ("table of permits: policy of the Fund", "icazələr cədvəli: Fondun daxili qaydası"),
    ("donor terms", "donorun şərtləri"),
    ("separation of duties", "vəzifələrin bölgüsü prinsipi"),
    (
        "THB Law: exemption of victims from liability for coerced offences",
        "İnsan alverinə qarşı mübarizə haqqında Qanun: qurbanların məcburiyyət altında törətdikləri əməllərə görə \
         məsuliyyətdən azad edilməsi",
    ),
    ("audit: a closed period stays closed", "audit tələbi: bağlanmış dövr bağlı qalır"),
    ("audit: a cost is paid once", "audit tələbi: xərc yalnız bir dəfə ödənilir"),
    (
        "audit: a lawyer in a criminal case is a member of the Bar",
        "audit tələbi: cinayət işində vəkil Vəkillər Kollegiyasının üzvüdür",
    ),
    ("audit: a receipt is paid once", "audit tələbi: qəbz üzrə ödəniş yalnız bir dəfə edilir"),
    (
        "audit: a sum is not split to need fewer approvers",
        "audit tələbi: daha az şəxsin təsdiqi kifayət etsin deyə məbləğ hissələrə bölünmür",
    ),
    (
        "audit: a victim is paid the way the victim wishes",
        "audit tələbi: qurbana ödəniş onun istədiyi üsulla edilir",
    ),
    (
        "audit: an account is paid as it was approved",
        "audit tələbi: ödəniş məhz təsdiq edilmiş hesaba edilir",
    ),
    ("audit: bank and ledger agree", "audit tələbi: bankın və uçotun məlumatları bir-birinə uyğun gəlir"),
    (
        "audit: cash is handed out against a receipt, and a code or two witnesses",
        "audit tələbi: nağd vəsait qəbz alınmaqla, habelə kodla və ya iki şahid tərəfindən təsdiqlənməklə verilir",
    ),
    (
        "audit: cash is handed to the payee or under a power of attorney",
        "audit tələbi: nağd vəsait ödəniş alanın özünə və ya etibarnamə əsasında nümayəndəsinə verilir",
    ),
    (
        "audit: cash that nobody collects goes back to its lots",
        "audit tələbi: heç kimin almadığı nağd vəsait öz lotlarına qaytarılır",
    ),
    (
        "audit: each beneficiary is a person whom others know",
        "audit tələbi: hər bir benefisiar başqalarının da tanıdığı şəxsdir",
    ),
    ("audit: each payee has an account of its own", "audit tələbi: hər bir ödəniş alanın öz hesabı olur"),
    (
        "audit: each route of compensation has its own money",
        "audit tələbi: kompensasiyanın hər bir yolunun öz vəsaiti olur",
    ),
    ("audit: exceptions stay exceptions", "audit tələbi: istisnalar istisna olaraq qalır"),
    (
        "audit: goods are valued by a method and with evidence",
        "audit tələbi: mallar müəyyən üsulla və dəyəri təsdiq edən sənəd əsasında qiymətləndirilir",
    ),
    ("audit: like cases have like sums", "audit tələbi: oxşar hallarda oxşar məbləğlər təyin edilir"),
    ("audit: money leaves after approval", "audit tələbi: vəsait yalnız təsdiqdən sonra ödənilir"),
    (
        "audit: no claim of a victim is set off against another",
        "audit tələbi: qurbanın bir tələbi digəri ilə əvəzləşdirilmir",
    ),
    (
        "audit: no money back to its giver by a detour",
        "audit tələbi: vəsait onu verənə dolayı yolla qaytarılmır",
    ),
    (
        "audit: proceeds and costs of an event are booked apart",
        "audit tələbi: tədbirin gəliri və xərcləri ayrı-ayrılıqda uçota alınır",
    ),
    (
        "audit: the cash of an event is counted by two, with a sheet",
        "audit tələbi: tədbirdə toplanan nağd vəsaiti iki nəfər sayım vərəqi tərtib etməklə sayır",
    ),
    (
        "audit: what happened is recorded when it happens",
        "audit tələbi: hər hadisə baş verdiyi vaxt qeydə alınır",
    ),
    (
        "audit: what the state budget pays is not paid again",
        "audit tələbi: dövlət büdcəsinin ödədiyi xərc təkrar ödənilmir",
    ),
    ("audit: who asks is answered in time", "audit tələbi: müraciət edənə vaxtında cavab verilir"),
    (
        "audit: who speaks for victims has nothing of their sums",
        "audit tələbi: qurbanları təmsil edən tərəf onlara ödənilən məbləğlərdən heç nə almır",
    ),
];

/// Texts in which places are named, in English and in Azerbaijani.
const TEXTS: &[(&str, &str)] = &[
    ("THB Law", "İnsan alverinə qarşı mübarizə haqqında Qanun"),
    ("Fund Regulation (Decision 8)", "Fondun Əsasnaməsi (8 nömrəli qərar)"),
    ("Criminal Procedure Code", "Cinayət-Prosessual Məcəlləsi"),
    ("CoE Convention", "Avropa Şurasının İnsan alverinə qarşı mübarizə haqqında Konvensiyası"),
    ("Palermo Protocol", "Palermo Protokolu"),
];

/// Acts that are known by their number alone: how they begin in English, and what stands behind the number in Azerbaijani.
const NUMBERED: &[(&str, &str)] = &[("Decision ", "nömrəli qərar"), ("Decisions ", "nömrəli qərarlar")];

/// Puts a basis into Azerbaijani, part by part. A part that nobody here knows stays as its owner wrote it.
pub fn in_azerbaijani(basis: &str) -> String {
    let told = basis.split(DIVIDE).map(|part| known(part).unwrap_or_else(|| part.to_owned()));
    told.collect::<Vec<_>>().join(DIVIDE)
}

/// A part in Azerbaijani; none where nobody here knows it.
fn known(part: &str) -> Option<String> {
    among(PHRASES, part).map(str::to_owned).or_else(|| cited(part))
}

/// A text and the places that are named in it, articles of a law and paragraphs of a decision.
fn cited(part: &str) -> Option<String> {
    let (text, places) = match (part.split_once(", art. "), part.split_once(", ")) {
        (Some((text, articles)), _) => {
            let several = articles.contains(" and ") || articles.contains('-');
            let article = if several { "maddələr" } else { "maddə" };
            (text, format!(", {article} {}", numbers(articles)?))
        }
        (None, Some((text, paragraphs))) => (text, format!(", bənd {}", numbers(paragraphs)?)),
        (None, None) => (part, String::new()),
    };
    Some(named(text)? + &places)
}

/// A text by its name or by its number.
fn named(text: &str) -> Option<String> {
    let numbered = || {
        let mut acts = NUMBERED.iter();
        let (number, act) = acts.find_map(|(begins, act)| Some((text.strip_prefix(*begins)?, *act)))?;
        Some(format!("{} {act}", numbers(number)?))
    };
    among(TEXTS, text).map(str::to_owned).or_else(numbered)
}

/// Numbers as they are listed and counted through; none where there is anything else among them.
fn numbers(text: &str) -> Option<String> {
    let told = text.split(' ').map(|word| match word {
        "and" => Some("və".to_owned()),
        _ => is_number(word).then(|| word.to_owned()),
    });
    Some(told.collect::<Option<Vec<_>>>()?.join(" "))
}

/// Is it a place, like `16(2)`, `5.1.1` or `189-192`, or one that is followed by another?
fn is_number(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_digit())
        && word.chars().all(|c| c.is_ascii_digit() || ".,()-".contains(c))
}

fn among(table: &[(&str, &'static str)], text: &str) -> Option<&'static str> {
    table.iter().find(|(english, _)| *english == text).map(|(_, azerbaijani)| *azerbaijani)
}

#[cfg(test)]
mod tests {
    use super::{super::all_templates, *};
    use crate::{
        domain::tongue::english_in,
        rules::{Rulebook, prove::Guarantee},
    };
    use std::collections::BTreeSet;

    /// Every basis of the rulebook that is built in, of the bounds around it and of the templates.
    fn all() -> BTreeSet<String> {
        let book = Rulebook::built_in();
        let mut all: BTreeSet<String> = all_templates().map(|template| template.basis.to_owned()).collect();
        all.extend(book.cases().map(|case| case.basis.clone()));
        all.extend(book.permits().iter().map(|permit| permit.basis.clone()));
        all.extend(book.limits().bases().into_iter().map(|(_, basis)| basis.to_owned()));
        all.extend(Guarantee::built_in().iter().map(|bound| bound.basis.clone()));
        all
    }

    fn numbers_in(text: &str) -> Vec<&str> {
        text.split(|c: char| !c.is_ascii_digit()).filter(|number| !number.is_empty()).collect()
    }

    #[test]
    fn every_basis_there_is_is_told_whole_in_azerbaijani_with_all_its_numbers() {
        assert!(all().len() > 50, "{}", all().len());
        for basis in all() {
            let unknown: Vec<&str> = basis.split(DIVIDE).filter(|part| known(part).is_none()).collect();
            assert_eq!(unknown, [""; 0], "{basis}");
            let told = in_azerbaijani(&basis);
            for (part, az) in basis.split(DIVIDE).zip(told.split(DIVIDE)) {
                assert_ne!(part, az, "{basis}");
            }
            assert_eq!(told.split(DIVIDE).count(), basis.split(DIVIDE).count(), "{told}");
            assert_eq!(english_in(&told), [""; 0], "{told}");
            assert_eq!(numbers_in(&told), numbers_in(&basis), "{told}");
        }
    }

    #[test]
    fn no_name_is_idle_and_none_stands_twice() {
        let all = all();
        let parts: BTreeSet<&str> = all.iter().flat_map(|basis| basis.split(DIVIDE)).collect();
        for (phrase, _) in PHRASES {
            assert!(parts.contains(phrase), "nothing rests on {phrase}");
        }
        for (text, _) in TEXTS.iter().chain(NUMBERED) {
            assert!(parts.iter().any(|part| part.starts_with(*text)), "nothing rests on {text}");
        }
        let names = || PHRASES.iter().chain(TEXTS);
        assert_eq!(names().map(|(en, _)| en).collect::<BTreeSet<_>>().len(), names().count());
        assert_eq!(names().map(|(_, az)| az).collect::<BTreeSet<_>>().len(), names().count());
    }

    #[test]
    fn places_are_told_behind_the_text_that_they_stand_in() {
        for (basis, told) in [
            (
                "THB Law, art. 17, 22 and 23",
                "İnsan alverinə qarşı mübarizə haqqında Qanun, maddələr 17, 22 və 23",
            ),
            ("Fund Regulation (Decision 8), 4.1", "Fondun Əsasnaməsi (8 nömrəli qərar), bənd 4.1"),
            ("Criminal Procedure Code, art. 189-192", "Cinayət-Prosessual Məcəlləsi, maddələr 189-192"),
            ("Decision 252, 1.3; Decision 152", "252 nömrəli qərar, bənd 1.3; 152 nömrəli qərar"),
            ("Decisions 123 and 131", "123 və 131 nömrəli qərarlar"),
            ("Palermo Protocol, art. 8; donor terms", "Palermo Protokolu, maddə 8; donorun şərtləri"),
        ] {
            assert_eq!(in_azerbaijani(basis), told);
        }
    }

    #[test]
    fn what_nobody_knows_stays_as_its_owner_wrote_it() {
        let others = [
            "",
            "Order 7, art. 2",
            "THB Law, art. 22 bis",
            "Decision of the board, 4",
            "audit: ours",
            "policy of the Fund;",
        ];
        for own in others {
            assert_eq!(in_azerbaijani(own), own);
        }
        let mixed = in_azerbaijani("Order 7, art. 2; policy of the Fund");
        assert_eq!(mixed, "Order 7, art. 2; Fondun daxili qaydası");
    }
}
