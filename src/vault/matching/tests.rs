//! Who meets whom by blind terms, and that their number and time are bounded whatever a name holds.
use super::*;
use crate::vault::Secret;
use proptest::prelude::*;

fn identity(json: &str) -> Identity {
    serde_json::from_str(json).expect("a fixed identity reads")
}

fn met(one: &Terms, other: &Terms) -> Option<Strength> {
    let kept: BTreeSet<&Term> = other.kept.iter().collect();
    let found: Vec<TermKind> =
        one.sought.iter().filter(|term| kept.contains(term)).map(|term| term.kind).collect();
    strength(&found)
}

/// How two persons meet, the same from both sides. A birth year stands behind a `/`.
fn meet(one: &str, other: &str) -> Option<Strength> {
    let read = |text: &str| {
        let (json, year) = text.split_once('/').unwrap_or((text, ""));
        terms(&identity(json), year.parse().ok())
    };
    let (one, other) = (read(one), read(other));
    let there = met(&one, &other);
    assert_eq!(there, met(&other, &one), "who is found depends on who came first");
    there
}

const AYSEL: &str = r#"{"name":"Aysel Elçin qızı Məmmədova","born_on":"1990-03-07"}"#;

#[test]
fn the_fin_and_a_paper_with_its_country_are_exact() {
    for (one, other) in [
        (r#"{"fin":"5XK4T2B"}"#, r#"{"fin":"5xk4t2b","name":"Another Person"}"#),
        (
            r#"{"documents":[{"number":"C 01234567","country":"AZ"}]}"#,
            r#"{"documents":[{"number":"№ с0-1234567","country":"AZE"}]}"#,
        ),
        (
            r#"{"documents":[{"number":"CO1234567","country":"AZ"}]}"#,
            r#"{"documents":[{"number":"c01234567","country":"az"}]}"#,
        ),
    ] {
        assert_eq!(meet(one, other), Some(Strength::Exact), "{one} {other}");
    }
    for (one, other) in [
        (r#"{"fin":"5XK4T2B"}"#, r#"{"fin":"5XK4T2C"}"#),
        (
            r#"{"documents":[{"number":"C01234567","country":"AZ"}]}"#,
            r#"{"documents":[{"number":"C01234567","country":"PH"}]}"#,
        ),
        (
            r#"{"documents":[{"number":"C01234567","country":"AZ"}]}"#,
            r#"{"documents":[{"number":"C01234568","country":"AZ"}]}"#,
        ),
        (r#"{"documents":[{"number":"5XK4T2B","country":"AZ"}]}"#, r#"{"fin":"5XK4T2B"}"#),
        (
            r#"{"documents":[{"kind":"passport","country":"AZ"}]}"#,
            r#"{"documents":[{"kind":"passport","country":"AZ"}]}"#,
        ),
    ] {
        assert_eq!(meet(one, other), None, "{one} {other}");
    }
}

#[test]
fn a_paper_without_a_country_and_an_account_are_doubtful() {
    let paper = r#"{"documents":[{"number":"C01234567","country":"AZ"}]}"#;
    let without = r#"{"documents":[{"number":"C01234567"}]}"#;
    assert_eq!(meet(paper, without), Some(Strength::Doubtful));
    assert_eq!(meet(without, without), Some(Strength::Doubtful));
    let account = r#"{"accounts":[{"iban":"DE89370400440532013000"}]}"#;
    assert_eq!(meet(account, account), Some(Strength::Doubtful));
}

#[test]
fn one_person_under_another_spelling_date_or_with_less_known_is_a_candidate() {
    for other in [
        r#"{"name":"Мамедова Айсель Эльчиновна","born_on":"1990-03-07"}"#,
        r#"{"name":"Mammadova Aysel","born_on":"1990-03-07"}"#,
        r#"{"name":"AYSEL MEMMEDOVA","born_on":"1990-03-17"}"#,
        r#"{"name":"Aysel Məmmədova","born_on":"1990-07-03"}"#,
        r#"{"name":"Aysel Məmmədova","born_on":"1990-04-07"}"#,
        r#"{"name":"Aysel Məmmədova","born_on":"1991-03-07"}"#,
        r#"{"name":"Aysel Məmmədova","born_on":"1980-03-07"}"#,
        r#"{"name":"Aysel Məmmadowa"}/1990"#,
        r#"{"name":"Aysel Elçin qızı Məmmədova"}/1991"#,
        r#"{"name":"Aysel Elçin qızı Məmmədova"}/1989"#,
        r#"{"name":"Aysel Elçin qızı Məmmədova"}"#,
        r#"{"name":"Aysel Elçin qızı Quliyeva","born_on":"1990-03-07"}"#,
        r#"{"name":"Aytel Məmmədova","born_on":"1990-03-07"}"#,
        r#"{"name":"Aysl Məməəodva","born_on":"1990-03-07"}"#,
        "{\"name\":\"Аysеl\\r\\n\\u202eMəm\\u200bmədova\",\"born_on\":\"1990-03-07\"}",
    ] {
        assert_eq!(meet(AYSEL, other), Some(Strength::Doubtful), "{other}");
    }
    assert_eq!(meet(r#"{"name":"Suharto"}/1970"#, r#"{"name":"Soeharto"}/1970"#), Some(Strength::Doubtful));
}

#[test]
fn other_persons_are_no_candidates() {
    for other in [
        r#"{"name":"Aysel Məmmədova","born_on":"1990-11-25"}"#,
        r#"{"name":"Aysel Məmmədova","born_on":"1975-03-07"}"#,
        r#"{"name":"Aysel Məmmədova"}/1992"#,
        r#"{"name":"Nigar Elçin qızı Məmmədova","born_on":"1990-03-08"}"#,
        r#"{"name":"Nigar Elçin qızı Məmmədova"}/1990"#,
        r#"{"name":"Aysel Quliyeva","born_on":"1990-03-07"}"#,
        r#"{"name":"Aysel","born_on":"1990-03-07"}"#,
        r#"{"born_on":"1990-03-07"}"#,
        r#"{"name":"Naməlum Naməlum","born_on":"1990-03-07"}"#,
        "{}",
    ] {
        assert_eq!(meet(AYSEL, other), None, "{other}");
    }
    assert_eq!(meet("{}", "{}"), None);
    assert_eq!(meet(r#"{"name":"Unknown Unknown"}/1990"#, r#"{"name":"Unknown Unknown"}/1990"#), None);
}

#[test]
fn kinds_have_places_of_their_own_and_indexes_depend_on_the_key() {
    let keys = |digit: &str| Keys::derive(&Secret::from_hex(&digit.repeat(32)).expect("a fixed key"));
    let all = terms(&identity(r#"{"fin":"5XK4T2B","name":"Aysel Məmmədova","born_on":"1990-03-07"}"#), None);
    let indexes: BTreeSet<String> = all.kept.iter().map(|term| term.index(&keys("0a"))).collect();
    assert_eq!(indexes.len(), all.kept.len());
    assert!(all.kept.iter().all(|term| term.index(&keys("0b")) != term.index(&keys("0a"))));
    assert!(indexes.iter().all(|index| !index.contains("5XK4T2B")));
    assert_eq!(format!("{:?}", all.kept[0]), "[Fin]");
}

#[test]
fn a_person_of_many_names_and_papers_keeps_a_bounded_number_of_terms_and_the_exact_ones_first() {
    let papers = (0..10)
        .map(|i| format!(r#"{{"number":"C0123456{i}","country":"AZ"}}"#))
        .collect::<Vec<_>>()
        .join(",");
    let name =
        (0..40).map(|i| format!("Cqabc{}def", char::from(b'a' + i % 26))).collect::<Vec<_>>().join(" ");
    let all = terms(
        &identity(&format!(
            r#"{{"fin":"5XK4T2B","name":"{name}","born_on":"1990-03-07","documents":[{papers}]}}"#
        )),
        None,
    );
    assert!(all.kept.len() <= MOST_KEPT && all.sought.len() <= MOST_SOUGHT);
    assert_eq!(
        all.kept.iter().filter(|term| matches!(term.kind, TermKind::Fin | TermKind::Paper)).count(),
        11
    );
}

proptest! {
    #[test]
    fn any_name_gives_bounded_terms_by_which_it_meets_itself(
        name in prop_oneof![any::<String>(), "[a-zA-Zа-яА-Я\u{300}-\u{310}\u{600}-\u{6ff} ]{0,200}"],
        year in proptest::option::of(1900..2027),
    ) {
        let Ok(name) = crate::domain::identity::PersonName::new(&name) else { return Ok(()) };
        let identity = Identity { name: Some(name), ..Identity::default() };
        let all = terms(&identity, year);
        prop_assert!(all.kept.len() <= MOST_KEPT && all.sought.len() <= MOST_SOUGHT);
        prop_assert_eq!(met(&all, &all).is_some(), !all.kept.is_empty());
        prop_assert_eq!(all, terms(&identity, year));
    }
}
