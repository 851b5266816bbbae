//! Pairs of names that must sound alike, pairs that must not, and names meant to break something.
use super::*;
use proptest::prelude::*;

/// Whether two names have the same parts by sound, in any order.
fn alike(one: &str, other: &str) -> bool {
    let (one, other) = (fold_name(one).parts, fold_name(other).parts);
    let shares =
        |part: &Part, of: &[Part]| of.iter().any(|o| o.keys.iter().any(|key| part.keys.contains(key)));
    !one.is_empty()
        && one.iter().all(|part| shares(part, &other))
        && other.iter().all(|part| shares(part, &one))
}

#[test]
fn spellings_of_one_name_sound_alike() {
    for (one, other) in [
        // Both letter pairs, marks and their ASCII spellings.
        ("İlqar IŞIQ", "ilqar ışıq"),
        ("ILQAR ISIQ", "İlqar Işıq"),
        ("Şəhla Çobanova", "Shahla Chobanova"),
        ("Şəhla Çobanova", "Sehla Cobanova"),
        ("Gülşən Ağayeva", "Gulshan Aghayeva"),
        ("S\u{327}ükür O\u{308}mər", "Şükür Ömər"),
        ("Ｌｅｙｌａ Ｑｕｌｉｙｅｖａ", "Leyla Quliyeva"),
        // Azerbaijani in Russian, and back again into Latin.
        ("Aysel Məmmədova", "Айсель Мамедова"),
        ("Həsən Hüseynov", "Гасан Гусейнов"),
        ("Həsən Hüseynov", "Khasan Guseinov"),
        ("Cavid Cəfərov", "Джавид Джафаров"),
        ("Cavid Cəfərov", "Javid Jafarov"),
        ("Qasım Qurbanov", "Касым Курбанов"),
        ("Qasım Qurbanov", "Gasim Gurbanov"),
        ("Xəlil Axundov", "Khalil Akhundov"),
        ("Әһмәд Ҝөзәлов", "Əhməd Gözəlov"),
        ("Yeganə Əliyeva", "Еганя Алиева"),
        ("Elçin Vəli oğlu Rzayev", "Эльчин Вели оглы Рзаев"),
        ("Elçin Vəli oğlu Rzayev", "Rzayev Elchin Valievich"),
        // Russian and Ukrainian.
        ("Александр Щербаков", "Alexander Shcherbakov"),
        ("Наталья Юрьевна Жукова", "Natalia Iurevna Zhukova"),
        ("Фёдор Хохлов", "Fedor Khokhlov"),
        ("Ivan Petrov", "Ivan Petroff"),
        ("Евгения Соловьёва", "Yevgenia Solovyova"),
        ("Володимир Григорійович", "Volodymyr Hryhoriiovych"),
        ("Мар'яна Гончаренко", "Mariana Honcharenko"),
        ("Дмитро Ткаченко", "Dmitri Tkachenko"),
        // Uzbek.
        ("O‘tkir G‘aniyev", "Ўткир Ғаниев"),
        ("O'tkir G'aniyev", "Utkir Ganiev"),
        ("Xurshid Qodirov", "Khurshid Kodirov"),
        ("Jahongir Yo'ldoshev", "Жахонгир Юлдошев"),
        // Urdu, also in its own letters.
        ("Muhammad Hussain", "Mohammed Husain"),
        ("Muhammad Hussain", "محمد حسین"),
        ("Muhammad Hussain", "Md. Hussein"),
        ("Ayesha Mahmood", "Aisha Mehmud"),
        ("Abdul Rahman Qureshi", "Abdurrahman Kureshi"),
        ("Nizam ud-Din Khan", "Nizamuddin Xan"),
        ("Fatimah bint Khalid", "Fatima Khaled"),
        ("Waqas Nawaz", "Vaqas Navaz"),
        // Tagalog and Spanish.
        ("Maria Cristina dela Cruz", "Ma. Kristina Delacruz"),
        ("Maria Cristina dela Cruz", "CRUZ, Maria Christina de la"),
        ("Josephine Peña", "Josefine Pena"),
        ("Vicente Ocampo", "Visente Okampo"),
        // Order, initials, marks of a father's name.
        ("Məmmədova Aysel Elçin qızı", "Aysel Elchinovna Mammadova"),
        ("A. Aysel Məmmədova", "Aysel Məmmədova"),
    ] {
        assert!(alike(one, other), "{one} is not {other}: {:?}, {:?}", keys(one), keys(other));
    }
}

fn keys(name: &str) -> Vec<Vec<String>> {
    fold_name(name).parts.into_iter().map(|part| part.keys).collect()
}

#[test]
fn other_names_stay_other_names() {
    for (one, other) in [
        ("Aysel Məmmədova", "Aygün Məmmədova"),
        ("Aysel Məmmədova", "Aysel Əliyeva"),
        ("Leyla Quliyeva", "Lalə Quluzadə"),
        ("Elena Ivanova", "Irina Ivanova"),
        ("Maria Santos", "Maria Reyes"),
        ("Fatima Khan", "Farida Khan"),
        ("Günel Əhmədova", "Könül Əhmədova"),
        ("Bobur Karimov", "Botir Karimov"),
        ("Ткаченко Олена", "Шевченко Олена"),
        ("Naməlum", "Naməlum"),
        ("unknown", "unknown"),
        ("李小龍", "李小"),
    ] {
        assert!(!alike(one, other), "{one} is taken for {other}: {:?}, {:?}", keys(one), keys(other));
    }
    assert!(alike("李小龍", "李小龍"), "a script that is not known stands for itself");
}

#[test]
fn look_alikes_and_what_nobody_sees_change_nothing() {
    let whole = keys("Aysel Məmmədova");
    for dressed in [
        "Аysеl Məmmədоvа",
        "Aysel Mәmmәdova",
        "Ayse\u{6c} \u{202e}Məmmədova\u{202c}",
        "A\u{200b}y\u{ad}s\u{2060}e\u{feff}l\r\nMəmmədova\u{0}",
        "Ays\u{435}l M\u{259}mm\u{259}d\u{3bf}va",
        "𝐀𝐲𝐬𝐞𝐥 Məmmədova",
        "\u{1f600}Aysel\u{1f600} Məmmədova!",
        "Ayse1 Məmməd0va",
    ] {
        let expected = if dressed.contains('1') { keys("Aysei Məmmədova") } else { whole.clone() };
        assert_eq!(keys(dressed), expected, "{dressed:?}");
    }
    assert_eq!(keys("Алиев Шамиль"), keys("Aлиeв Шaмиль"), "Latin letters in Cyrillic words");
    assert_eq!(keys("Ay\u{57d}el"), keys("Ayuel"), "an Armenian letter by the look-alikes of Unicode");
}

#[test]
fn marks_stacked_two_hundred_high_leave_the_letter_below() {
    let stacked = format!("A{}ysel Məmmədova", "\u{301}\u{323}\u{489}\u{20dd}".repeat(50));
    assert_eq!(keys(&stacked), keys("Aysel Məmmədova"));
}

#[test]
fn a_name_that_is_none_folds_to_nothing() {
    for none in [
        "",
        " ",
        "\r\n",
        "\u{200b}\u{202e}",
        "\u{1f600}",
        "...",
        "de la",
        "Naməlum",
        "N/N",
        "qızı",
        "\u{301}\u{301}",
    ] {
        assert!(fold_name(none).parts.is_empty(), "{none:?} folds to {:?}", keys(none));
    }
    assert_eq!(keys("A").len(), 1, "one letter is a name where there is nothing else");
}

#[test]
fn fathers_are_told_from_families() {
    for name in [
        "Aysel Elçin qızı Məmmədova",
        "Айсель Эльчиновна Мамедова",
        "Fatima bint Khalid Khan",
        "O'tkir Karim o'g'li Aliyev",
    ] {
        let parts = fold_name(name).parts;
        assert_eq!(parts.iter().filter(|part| part.father).count(), 1, "{name}");
        assert_eq!(parts.len(), 3, "{name}");
    }
}

#[test]
fn the_order_of_parts_tells_nothing() {
    let parts = ["Aysel", "Məmmədova", "Nigar", "Leyla"];
    let name = |order: [usize; 4]| order.map(|i| parts[i]).join(" ");
    assert_eq!(keys(&name([0, 1, 2, 3])), keys(&name([3, 1, 0, 2])));
    assert_eq!(keys(&name([0, 1, 2, 3])), keys(&name([2, 3, 1, 0])));
}

#[test]
fn a_name_of_ten_kilobytes_or_forty_parts_is_read_only_so_far() {
    let long = "ǅӜ\u{fdfa}ﬃ ".repeat(1_000);
    assert!(fold_name(&long).parts.len() <= 40);
    let many: String = (0..40)
        .map(|i| format!("{} ", "bdfgklmn".chars().cycle().skip(i).take(4 + i % 5).collect::<String>()))
        .collect();
    assert!((8..=40).contains(&fold_name(&many).parts.len()));
}

#[test]
fn numbers_of_papers_are_one_however_they_are_typed() {
    for (one, other) in [
        ("AZE № 1234567", "aze1234567"),
        ("C O1234567", "C01234567"),
        ("АА 12-34", "AA1234"),
        ("FE\u{200b}123", "FE123"),
        ("１２３", "123"),
    ] {
        assert_eq!(fold_number(one), fold_number(other), "{one}");
    }
    assert_ne!(fold_number("C01234567"), fold_number("C01234568"));
    assert_eq!(fold_number("№ - "), "");
    // A consonant in brackets and a vowel become a syllable where the brackets are left out.
    assert_eq!(fold_number("\u{3200}\u{ffc2}"), "가");
}

proptest! {
    #[test]
    fn any_text_folds_to_short_keys_and_the_same_ones_in_any_case(text in any::<String>(), words in "[a-zəşçöüğа-яёіїєґ ]{0,40}") {
        for part in fold_name(&text).parts {
            prop_assert!(!part.keys.is_empty() && part.keys.len() <= 4);
            prop_assert!(part.keys.iter().all(|key| !key.is_empty()));
        }
        fold_number(&text);
        prop_assert_eq!(keys(&words.to_uppercase()), keys(&words));
    }
}
