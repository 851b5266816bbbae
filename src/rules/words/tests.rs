//! How words are found however they are spelt, what exceptions undo and what they do not, and that no text breaks the search. The case
//! lists are in `cases`, wrong dictionaries in `flaws`.
use super::*;
use proptest::prelude::*;
use std::sync::LazyLock;

static SHIPPED_WORDS: LazyLock<Dictionary> = LazyLock::new(|| {
    Dictionary::parse("policies/words.toml", SHIPPED).unwrap_or_else(|flaws| panic!("{flaws:#?}"))
});

/// One entry a kind, without exceptions.
static PLAIN_WORDS: LazyLock<Dictionary> = LazyLock::new(|| {
    let text = r#"
        [[entry]]
        kind = "expulsion"
        weight = "override"
        en = ["deport", "deportat"]
        ru = ["выдвор", "выдворен"]

        [[entry]]
        kind = "removal"
        weight = "warn"
        az = ["çıxarıl", "xaric edil"]

        [[entry]]
        kind = "guard"
        weight = "override"
        en = ["guard$"]
    "#;
    Dictionary::parse("plain.toml", text).unwrap_or_else(|flaws| panic!("{flaws:#?}"))
});

fn all_found(texts: &[&str], weight: Weight) {
    let missed: Vec<_> = texts.iter().filter(|text| PLAIN_WORDS.screen(text).weight != weight).collect();
    assert!(missed.is_empty(), "{weight} expected: {missed:?}");
}

#[test]
fn endings_do_not_matter_and_a_whole_word_has_none() {
    all_found(&["deport", "Deportation", "deportasiyaya", "выдворению", "the guard."], Weight::Override);
    all_found(&["depo", "depor", "guardian", "guards", "mouthguard", "", "…", "12"], Weight::Pass);
}

#[test]
fn the_four_letters_i_and_missing_marks_hide_nothing() {
    let texts =
        ["ÇIXARILMA", "çıxarılma", "çixarilma", "CIXARILMA", "cixarilma", "ÇİXARİLMA", "c\u{327}ıxarılma"];
    all_found(&texts, Weight::Warn);
}

#[test]
fn letters_of_the_other_script_hide_nothing_both_ways() {
    all_found(&["dероrt", "ԁeport", "dep\u{3bf}rt", "деport", "депорт", "выдвоpение"], Weight::Override);
    all_found(&["vydvorenie", "vidvoreniye", "выдвoрение", "DЕРORT"], Weight::Override);
    all_found(&["чыхарылма", "чıxарılма"], Weight::Warn);
}

#[test]
fn characters_that_nobody_sees_and_combining_marks_hide_nothing() {
    let texts =
        ["de\u{200b}port", "d\u{ad}e\u{ad}p\u{ad}ort", "\u{feff}dep\u{2060}ort", "d\u{336}e\u{336}port"];
    all_found(&texts, Weight::Override);
}

#[test]
fn blanks_dots_and_hyphens_between_letters_hide_nothing() {
    let apart = ["d e p o r t", "d.e.p.o.r.t", "d-e-p-o-r-t", "d  e  p  o  r  t", "de po rt", "dep.ort"];
    all_found(&apart, Weight::Override);
    all_found(
        &["depor tation", "dep ortation", "depor-\ntation", "выдво рение", "в ы д в о р"],
        Weight::Override,
    );
    all_found(&["trade port", "de porter", "made portable"], Weight::Pass);
}

#[test]
fn digits_and_signs_for_letters_hide_nothing() {
    all_found(
        &["dep0rt", "d3p0rt", "DEP0R7", "dep0rtat1on", "d€port", "d*port", "выдв0рение"],
        Weight::Override,
    );
    all_found(&["ç1xar1l", "cix@ril", "c!xaril"], Weight::Warn);
    all_found(&["d3", "30 p0rt", "2015", "d*"], Weight::Pass);
}

#[test]
fn other_forms_and_doubled_letters_hide_nothing() {
    all_found(
        &["ｄｅｐｏｒｔ", "ＤＥＰＯＲＴ", "𝐝𝐞𝐩𝐨𝐫𝐭", "ⓓⓔⓟⓞⓡⓣ", "ḍeport", "ᴅᴇᴘᴏʀᴛ", "ᎠᎬᏢORT", "depօrt"],
        Weight::Override,
    );
    all_found(&["deeport", "deppport", "ddeporrt", "deeeeeeeeeeport", "выдворр"], Weight::Override);
    all_found(&[&format!("d{}port", "e".repeat(99))], Weight::Override);
    all_found(&["epport", "deprt"], Weight::Pass);
}

#[test]
fn a_word_is_found_inside_another_where_it_is_long() {
    all_found(&["ticketdeport", "TicketDeport", "file_deport_2015.pdf", "самовыдворение"], Weight::Override);
}

#[test]
fn words_in_a_row_may_have_a_short_one_between_them() {
    all_found(&["xaric edilmə", "xaric də edildi", "Xaric_edilme", "xaric-edilmə"], Weight::Warn);
    all_found(&["xaric", "edilmə", "xaric şəxs edildi", "edilmə xaric"], Weight::Pass);
}

#[test]
fn a_word_that_is_parted_is_there_to_be_hidden() {
    all_found(&["ç ı x a r ı l", "çı xa rıl", "çıxar-ıldı"], Weight::Override);
    all_found(&["çıxarıldı"], Weight::Warn);
}

#[test]
fn an_exception_needs_its_words_near_and_does_not_hide_the_rest() {
    let screened = |text: &str| SHIPPED_WORDS.screen(text).weight;
    assert_eq!(screened("deportasiya qərarından şikayət"), Weight::Warn);
    assert_eq!(screened("deportasiya qərarından şikayət, bilet"), Weight::Override);
    assert_eq!(screened("deportasiya, ş i k a y ə t"), Weight::Warn);
    let far = format!("vəkil {} deportasiya", "söz ".repeat(20));
    assert_eq!(screened(&far), Weight::Override);
    for text in [
        "xəstəxanaya müşayiət və deportasiya",
        "deportasiya, məktəb xərci",
        "deportasiya (Deportivo)",
        "ölkədən çıxarılma qərarının surəti",
        "ölkədən çıxarılma üçün pul",
        "qadının geri göndərilməsi üçün pul",
        "xəstəxanaya polis müşayiəti",
        "escort car to the airport",
        "transfer to the border, then hotel",
        "высылаемому лицу, документы",
        "ana və uşağın polis müşayiəti",
        "hüquqi yardım, konvoy",
        "removal to the country",
    ] {
        assert_eq!(screened(text), Weight::Override, "{text}");
    }
}

#[test]
fn a_free_return_passes_whoever_helps_with_it() {
    for text in [
        "voluntary return with the International Organization for Migration",
        "könüllü qayıdış, Beynəlxalq Miqrasiya Təşkilatı",
        "добровольное возвращение, Международная организация по миграции",
        "könüllü repatriasiya, aviabilet",
        "return home by her own will, ticket to Manila",
    ] {
        assert_eq!(SHIPPED_WORDS.screen(text).weight, Weight::Pass, "{text}");
    }
    assert_eq!(SHIPPED_WORDS.screen("return with the migration service").weight, Weight::Override);
}

#[test]
fn a_screening_tells_kinds_and_stems_and_nothing_of_the_text() {
    let screening = SHIPPED_WORDS.screen("Planted Şəhla, d3portasiya bileti, müşayiət, xəstəxana");
    let told: Vec<_> = screening.hits.iter().map(|hit| (hit.kind, hit.stem.as_str())).collect();
    assert_eq!(told, [(Kind::Expulsion, "deport")]);
    let heaviest = SHIPPED_WORDS.screen("xəstəxanaya müşayiət və deportasiya, depоrtation").hits;
    assert_eq!(heaviest, [Hit { kind: Kind::Expulsion, stem: "deport".to_owned() }].into());
    let stems: BTreeSet<&str> = SHIPPED_WORDS.stems.iter().map(|stem| stem.written.as_str()).collect();
    assert!(screening.hits.iter().all(|hit| stems.contains(hit.stem.as_str())));
    let json = serde_json::to_string(&screening).expect("a screening is JSON");
    assert!(!format!("{screening:?}{json}").to_lowercase().contains("planted"), "{json}");
    assert_eq!(SHIPPED_WORDS.screen("ərzaq").hits, BTreeSet::new());
}

#[test]
fn each_language_of_the_shipped_words_has_every_kind() {
    for (text, kind) in [
        ("deportasiya", Kind::Expulsion),
        ("deportation", Kind::Expulsion),
        ("депортация", Kind::Expulsion),
        ("ölkədən çıxarılma", Kind::Removal),
        ("removal order", Kind::Removal),
        ("məcburi qaytarılma", Kind::Return),
        ("facilitated return", Kind::Return),
        ("облегчённое возвращение", Kind::Return),
        ("mühafizə", Kind::Guard),
        ("convoy", Kind::Guard),
        ("конвой", Kind::Guard),
        ("inzibati həbs", Kind::Detention),
        ("detention", Kind::Detention),
        ("под стражей", Kind::Detention),
        ("sərhəd keçidi", Kind::Border),
        ("border crossing", Kind::Border),
        ("b o r d e r  c r o s s i n g", Kind::Border),
        ("пересечение границы", Kind::Border),
    ] {
        let screening = SHIPPED_WORDS.screen(text);
        assert_eq!(screening.weight, Weight::Override, "{text}");
        assert!(screening.hits.iter().any(|hit| hit.kind == kind), "{text}: {:?}", screening.hits);
    }
}

#[test]
fn a_long_text_costs_in_proportion_to_its_length() {
    // Counted, not timed: each beginning reads at most four times the letters of a stem.
    for unit in ["d", "de ", "d e ", "deporde", "iıІl1|", "çıxar-", "*d", "şikayət deport "] {
        let text = unit.repeat(20_000 / unit.chars().count());
        let reading = Reading::of(&text);
        let beginnings = reading.beginnings().count();
        assert!(beginnings <= text.chars().count() * 8, "{unit}: {beginnings}");
        SHIPPED_WORDS.screen(&text);
    }
}

const UNSEEN: [char; 6] = ['\u{200b}', '\u{ad}', '\u{2060}', '\u{feff}', '\u{200d}', '\u{301}'];

fn words_of_memos() -> impl Strategy<Value = String> {
    let words = [
        "deportasiya",
        "bileti",
        "müşayiət",
        "xəstəxana",
        "şikayət",
        "İyun",
        "çıxarılma",
        "diş",
        "removal",
        "of",
        "tooth",
        "депортация",
        "адвокат",
        "d e p o r t",
        "sərhəd",
        "küçəsi",
        "keçid",
        "dep0rt",
        "100",
        "AZN",
        "охрана",
        "труда",
    ];
    prop::collection::vec(prop::sample::select(words.to_vec()), 0..8).prop_map(|words| words.join(" "))
}

proptest! {
    #[test]
    fn no_text_breaks_the_search(text in any::<String>()) {
        let screening = SHIPPED_WORDS.screen(&text);
        prop_assert_eq!(screening.hits.is_empty(), screening.weight == Weight::Pass);
    }

    #[test]
    fn no_text_of_our_letters_breaks_the_search(text in "[dDeеЕpрoо0rtас@*$ .\\-\n\u{200b}çıİxilIl1]{0,120}") {
        let screening = SHIPPED_WORDS.screen(&text);
        prop_assert_eq!(screening.hits.is_empty(), screening.weight == Weight::Pass);
    }

    #[test]
    fn what_nobody_sees_changes_nothing(
        text in words_of_memos(),
        places in prop::collection::vec((any::<prop::sample::Index>(), 0..UNSEEN.len()), 0..12),
    ) {
        let mut letters: Vec<char> = text.chars().collect();
        for (place, unseen) in places {
            let at = place.index(letters.len() + 1);
            letters.insert(at, UNSEEN[unseen]);
        }
        let hidden: String = letters.into_iter().collect();
        prop_assert_eq!(SHIPPED_WORDS.screen(&hidden), SHIPPED_WORDS.screen(&text));
    }

    #[test]
    fn capitals_change_nothing(text in words_of_memos()) {
        let upper: String = text.chars().flat_map(char::to_uppercase).collect();
        prop_assert_eq!(SHIPPED_WORDS.screen(&upper), SHIPPED_WORDS.screen(&text));
    }

    #[test]
    fn a_deportation_never_passes_unseen_whatever_stands_beside_it(
        before in "[a-zəçşı ]{0,20}", after in "[0-9 ]{0,20}",
    ) {
        let text = format!("{before} deportasiya {after}");
        prop_assert!(SHIPPED_WORDS.screen(&text).weight >= Weight::Warn);
    }
}
