//! Turns a JSON value or a query into a command, and says which field is wrong in both languages: the domain's own errors
//! as they are, serde's English ones in a sentence of ours that does not repeat what was sent.
use crate::domain::{
    outward::{Forbidden, Offence, offences},
    refusal::{FieldError, Refusal},
    word::{LANGUAGES_DIVIDE, Unreadable, quoted},
};
use serde::de::DeserializeOwned;
use serde_json::Value;

/// Makes a command of a value, or refuses the first field that does not fit.
pub fn fit<T: DeserializeOwned>(value: &Value) -> Result<T, Refusal> {
    serde_path_to_error::deserialize(value)
        .map_err(|error| refuse(&error.path().to_string(), &error.inner().to_string()))
}

/// The refusal of what serde said at a path.
pub fn refuse(path: &str, said: &str) -> Refusal {
    let path = if path == "." { "" } else { path };
    let (name, why) = words(said);
    if is_personal(path, said) || name.is_some_and(|name| !is_like_a_field(name)) {
        return refuse_silently(path, name, said, why);
    }
    let field = match name {
        Some(name) if path != name && !path.ends_with(&format!(".{name}")) => join(path, name),
        _ if path.is_empty() => "body".to_owned(),
        _ => path.to_owned(),
    };
    Refusal::Invalid { fields: vec![FieldError::new(shown(&field), why)] }
}

/// Is it where somebody is named? There a key or a word may be the name itself. An identity that is the whole body is known by its
/// fields.
fn is_personal(path: &str, said: &str) -> bool {
    path.split(['.', '[']).any(|part| ["identity", "subject"].contains(&part))
        || said.contains("`safe_contact`")
}

/// Is it made like our fields? A key that is not may be a name that somebody put in the wrong place.
fn is_like_a_field(name: &str) -> bool {
    let begins_small = name.starts_with(|c: char| c.is_ascii_lowercase());
    let is_plain =
        name.len() <= 60 && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_' || b == b'-');
    begins_small && is_plain && !offences(name, &Forbidden::nobody()).into_iter().any(Offence::is_finding)
}

/// The refusal of what stands below a person: by the place, and without a word of what was sent.
fn refuse_silently(path: &str, name: Option<&str>, said: &str, why: Unreadable) -> Refusal {
    let is_ours = !said.starts_with("unknown field `");
    let own = match name {
        Some(name) if is_ours => {
            path.strip_suffix(name).map_or_else(|| join(path, name), |_| path.to_owned())
        }
        Some(name) => path.strip_suffix(name).unwrap_or(path).trim_end_matches('.').to_owned(),
        None => path.to_owned(),
    };
    let field = if own.is_empty() { "body".to_owned() } else { own };
    let repeats =
        said.starts_with("unknown variant ") || said.contains(LANGUAGES_DIVIDE) && said.contains('`');
    let why = if repeats { of_a_query("") } else { why };
    Refusal::Invalid { fields: vec![FieldError::new(shown(&field), why)] }
}

fn join(path: &str, name: &str) -> String {
    if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") }
}

/// A path of our own fields; no longer than is useful.
fn shown(field: &str) -> String {
    field.chars().take(120).collect()
}

/// What serde said, in both languages, and the field it named, if any.
fn words(said: &str) -> (Option<&str>, Unreadable) {
    if said.contains(LANGUAGES_DIVIDE) {
        return (None, Unreadable::from_joined(said));
    }
    if let Some(name) = named(said, "missing field `") {
        return (
            Some(name),
            Unreadable::new("this field is needed: add it", "bu sahə tələb olunur: əlavə edin"),
        );
    }
    if let Some(name) = named(said, "duplicate field `") {
        let why = Unreadable::new("this is given twice: give it once", "bu iki dəfə verilib: bir dəfə yazın");
        return (Some(name), why);
    }
    if let Some(name) = named(said, "unknown field `") {
        return (Some(name), unknown_field(said));
    }
    if let Some(rest) = said.strip_prefix("unknown variant ") {
        return (None, unknown_word(rest));
    }
    for start in ["invalid type: ", "invalid value: ", "invalid length "] {
        if let Some(expected) = said.strip_prefix(start).and_then(|rest| rest.split_once(", expected ")) {
            return (None, wrong_kind(expected.1));
        }
    }
    (None, of_a_query(said))
}

/// The name that serde put between back quotes. It may itself hold back quotes, so the last one before the list counts.
fn named<'a>(said: &'a str, start: &str) -> Option<&'a str> {
    let rest = said.strip_prefix(start)?;
    let end = ["`, expected ", "`, there are no fields"].iter().find_map(|end| rest.rfind(end));
    rest.get(..end.unwrap_or(rest.len().saturating_sub(1)))
}

fn unknown_field(said: &str) -> Unreadable {
    let known = said.rsplit_once("`, expected ").map(|(_, known)| known.trim_start_matches("one of "));
    // Of two, serde says "or".
    let known = known.map(|known| known.replace("` or `", "`, `"));
    match known {
        Some(known) => Unreadable::new(
            format!("there is no such field: leave it out; known are {known}"),
            format!("belə sahə yoxdur: göndərməyin; mövcud sahələr: {known}"),
        ),
        None => Unreadable::new(
            "there is no such field: leave it out; nothing is expected here",
            "belə sahə yoxdur: göndərməyin; burada heç nə gözlənilmir",
        ),
    }
}

fn unknown_word(rest: &str) -> Unreadable {
    let (seen, known) = rest.rsplit_once(", expected ").unwrap_or((rest, ""));
    let (seen, known) = (quoted(seen.trim_matches('`')), known.trim_start_matches("one of "));
    Unreadable::new(format!("{seen} is not one of: {known}"), format!("{seen} siyahıda yoxdur: {known}"))
}

fn wrong_kind(expected: &str) -> Unreadable {
    let whole = ["i8", "i16", "i32", "i64", "u8", "u16", "u32", "u64", "usize", "isize"];
    let (en, az) = if expected.starts_with("a string with exactly two decimals") {
        (
            "a sum is a string with exactly two decimals, like \"100.00\": put it in quotes",
            "məbləğ iki onluq rəqəmli mətndir, məsələn \"100.00\": dırnaqda yazın",
        )
    } else if expected.starts_with("a string") || expected.starts_with("string") {
        ("a text belongs here: put it in quotes", "burada mətn olmalıdır: dırnaqda yazın")
    } else if expected.starts_with("a boolean") {
        ("true or false belongs here, without quotes", "burada dırnaqsız true və ya false olmalıdır")
    } else if whole.iter().any(|word| expected.starts_with(word)) {
        ("a whole number that fits belongs here, without quotes", "burada dırnaqsız tam ədəd olmalıdır")
    } else if expected.starts_with("a sequence") || expected.starts_with("a tuple") {
        (
            "a list belongs here: put it in square brackets",
            "burada siyahı olmalıdır: kvadrat mötərizədə yazın",
        )
    } else if expected.starts_with("struct") || expected.starts_with("a map") {
        ("an object belongs here: put it in braces", "burada obyekt olmalıdır: fiqurlu mötərizədə yazın")
    } else {
        (
            "this is of another kind than belongs here: see /api/openapi.json",
            "bu, gözlənilən növdən deyil: /api/openapi.json-a baxın",
        )
    };
    Unreadable::new(en, az)
}

fn of_a_query(said: &str) -> Unreadable {
    if said.contains("digit") || said.contains("number too") || said.contains("empty string") {
        return Unreadable::new("a whole number belongs here", "burada tam ədəd olmalıdır");
    }
    if said.contains("`true` or `false`") {
        return Unreadable::new("true or false belongs here", "burada true və ya false olmalıdır");
    }
    Unreadable::new(
        "this does not fit here: see /api/openapi.json",
        "bu, bura uyğun deyil: /api/openapi.json-a baxın",
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{day::Day, identity::Identity, inflow::InflowKind, money::Money, text::Line};
    use serde::Deserialize;
    use serde_json::json;

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    #[expect(dead_code, reason = "only whether it can be made is asked")]
    struct Sample {
        amount: Money,
        #[serde(default)]
        on: Option<Day>,
        #[serde(default)]
        kind: Option<InflowKind>,
        #[serde(default)]
        items: Vec<Item>,
        #[serde(default)]
        flag: bool,
        #[serde(default)]
        count: i32,
    }

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    #[expect(dead_code, reason = "only whether it can be made is asked")]
    struct Item {
        amount: Money,
        #[serde(default)]
        name: Option<Line>,
    }

    fn wrong(value: Value) -> (String, String, String) {
        match fit::<Sample>(&value) {
            Err(Refusal::Invalid { fields }) => {
                let f = &fields[0];
                (f.field.clone(), f.message.clone(), f.message_az.clone())
            }
            other => panic!("not refused: {other:?}"),
        }
    }

    #[test]
    fn the_field_is_named_by_its_path() {
        for (value, field, word) in [
            (json!({}), "amount", "needed"),
            (json!([]), "body", "object"),
            (json!("x"), "body", "object"),
            (json!({"amount": "1.00", "typo": 1}), "typo", "no such field"),
            (json!({"amount": "1.00", "ty`po, expected": 1}), "body", "no such field"),
            (json!({"amount": "1.00", "Aysel": 1}), "body", "no such field"),
            (json!({"amount": "1.00", "items": [{"amount": "1.00", "Əli": 1}]}), "items[0]", "no such field"),
            (json!({"amount": 1}), "amount", "exactly two decimals"),
            (json!({"amount": "1.005"}), "amount", "exactly two decimals"),
            (json!({"amount": null}), "amount", "exactly two decimals"),
            (json!({"amount": "1.00", "on": "2014-02-30"}), "on", "calendar"),
            (json!({"amount": "1.00", "on": 2014}), "on", "text"),
            (json!({"amount": "1.00", "kind": "gift"}), "kind", "not one of"),
            (json!({"amount": "1.00", "items": [{"amount": "1.00"}, {}]}), "items[1].amount", "needed"),
            (json!({"amount": "1.00", "items": [{"amount": "1.00", "x": 1}]}), "items[0].x", "no such field"),
            (json!({"amount": "1.00", "items": [{"amount": "0.00"}]}), "items[0].amount", "positive"),
            (json!({"amount": "1.00", "items": [{"amount": "1.00", "name": " "}]}), "items[0].name", "empty"),
            (json!({"amount": "1.00", "items": {}}), "items", "list"),
            (json!({"amount": "1.00", "flag": "true"}), "flag", "without quotes"),
            (json!({"amount": "1.00", "count": 1.5}), "count", "whole number"),
            (json!({"amount": "1.00", "count": 99_999_999_999_i64}), "count", "whole number"),
        ] {
            let (seen, en, az) = wrong(value.clone());
            assert_eq!(seen, field, "{value}");
            assert!(en.contains(word) && en != az && !az.is_empty(), "{value}: {en} / {az}");
            assert!(!en.contains(LANGUAGES_DIVIDE) && !az.contains(LANGUAGES_DIVIDE), "{value}");
        }
    }

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    #[expect(dead_code, reason = "only whether it can be made is asked")]
    struct Opened {
        #[serde(default)]
        identity: Option<Identity>,
        #[serde(default)]
        subject: Vec<Item>,
    }

    #[test]
    fn below_a_person_the_place_is_told_and_neither_key_nor_word_is_repeated() {
        let told = |refused: Refusal| match refused {
            Refusal::Invalid { fields } => (fields[0].field.clone(), format!("{:?}", fields[0])),
            other => panic!("not a field: {other:?}"),
        };
        for (value, field) in [
            (json!({"identity": {"Aysel": 1}}), "identity"),
            (json!({"identity": {"Aysel.x": 1}}), "identity"),
            (json!({"identity": {"documents": [{"Aysel": "x"}]}}), "identity.documents[0]"),
            (json!({"identity": {"documents": [{"country": "Aysel"}]}}), "identity.documents[0].country"),
            (json!({"identity": {"name": {"Aysel": 1}}}), "identity.name"),
            (json!({"identity": "Aysel"}), "identity"),
            (json!({"subject": [{"Aysel": "x"}]}), "subject[0]"),
            (json!({"subject": [{"amount": "Aysel"}]}), "subject[0].amount"),
        ] {
            let (seen, all) = told(fit::<Opened>(&value).expect_err("it does not fit"));
            assert_eq!(seen, field, "{value}");
            assert!(!all.contains("Aysel"), "{value}: {all}");
        }
        let (seen, all) = told(fit::<Identity>(&json!({"Aysel": 1})).expect_err("it does not fit"));
        assert!(seen == "body" && !all.contains("Aysel") && all.contains("safe_contact"), "{all}");
        let (seen, _) = told(fit::<Opened>(&json!({"7A1B2C3": 1})).expect_err("it does not fit"));
        assert_eq!(seen, "body", "a key that looks like a FIN");
    }

    #[test]
    fn what_was_sent_is_not_repeated_where_it_may_be_personal() {
        let (_, en, az) = wrong(json!({"amount": "1.00", "count": "Aysel"}));
        assert!(!en.contains("Aysel") && !az.contains("Aysel"), "{en}");
    }
}
