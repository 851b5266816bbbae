//! Dictionaries that are wrong: each is refused with the file, the line and what to do. How right ones are used is in `tests`.
#![cfg(test)]

use super::Dictionary;

const GOOD: &str = r#"[[context]]
name = "care"
en = ["hospital"]

[[entry]]
kind = "guard"
weight = "override"
en = ["escort"]

[[entry.exception]]
then = "warn"
near = ["care"]
why = "to care"
"#;

/// What is said of the good dictionary after one change.
fn said(from: &str, to: &str) -> Vec<String> {
    assert!(GOOD.contains(from), "{from} is not in the dictionary");
    let text = GOOD.replacen(from, to, 1);
    let flaws = Dictionary::parse("words.toml", &text).expect_err("the dictionary is wrong");
    flaws.iter().map(ToString::to_string).collect()
}

#[test]
fn a_dictionary_without_a_flaw_is_taken() {
    assert!(Dictionary::parse("words.toml", GOOD).is_ok());
}

#[test]
fn every_flaw_is_named_with_file_line_and_mend() {
    let long = format!("[\"{}\"]", "abcdefghij".repeat(5));
    let table: &[(&str, &str, usize, &str)] = &[
        ("weight = ", "wieght = ", 7, "unknown field"),
        ("why = ", "reason = ", 13, "unknown field"),
        ("name = ", "title = ", 2, "unknown field"),
        ("[[context]]", "[[contexts]]", 1, "unknown field"),
        ("weight = \"override\"\n", "", 5, "missing field"),
        ("then = \"warn\"\n", "", 10, "missing field"),
        ("\"guard\"", "\"gard\"", 6, "is not one of: expulsion"),
        ("\"override\"", "\"block\"", 7, "is not one of: pass, warn, override"),
        ("\"override\"", "\"pass\"", 7, "finds nothing"),
        ("\"override\"", "7", 7, "invalid type"),
        ("[\"escort\"]", "[\"escort\", \"\"]", 8, "the stem is empty"),
        ("[\"escort\"]", "[\"  \"]", 8, "the stem is empty"),
        ("[\"escort\"]", "[\"$\"]", 8, "the stem is empty"),
        ("[\"escort\"]", "[]", 5, "the entry has no stem"),
        ("en = [\"escort\"]\n", "", 5, "the entry has no stem"),
        ("[\"escort\"]", "[\"escort\", \"ESCORT\"]", 8, "is read as `escort`"),
        ("[\"escort\"]", "[\"escort\"]\naz = [\"escört\"]", 9, "is read as `escort`"),
        ("[\"escort\"]", "[\"es-cort\"]", 8, "other signs than letters"),
        ("[\"escort\"]", "[\"esc0rt\"]", 8, "other signs than letters"),
        ("[\"escort\"]", "[\"es\"]", 8, "begins too many words"),
        ("[\"escort\"]", &long, 8, "too long"),
        ("[\"hospital\"]", "[]", 2, "has no stem"),
        ("[\"hospital\"]", "[\"hospital\", \"hospitall\"]", 3, "is read as"),
        ("near = [\"care\"]\n", "", 10, "neither stem nor context"),
        ("near = [\"care\"]", "near = []", 10, "neither stem nor context"),
        ("near = [\"care\"]", "words = [\"\"]\nnear = [\"care\"]", 12, "the stem is empty"),
        ("near = [\"care\"]", "near = [\"cure\"]", 12, "there is no context `cure`"),
        ("near = [\"care\"]", "near = [\"care\"]\nnot_near = [\"x\"]", 13, "there is no context `x`"),
        ("near = [\"care\"]", "words = [\"escorting\"]", 2, "no entry names the context `care`"),
        ("why = \"to care\"", "why = \" \"", 13, "says no reason"),
        ("why = \"to care\"", "why = \"to care\"\nwithin = 0", 14, "`within` is 0"),
        ("why = \"to care\"", "why = \"to care\"\nwithin = 99", 14, "`within` is 99"),
        ("then = \"warn\"", "then = \"override\"", 11, "changes nothing"),
        ("en = [\"escort\"]", "within = 3\nen = [\"escort\"]", 8, "does not say to what"),
        ("[[entry]]", "[[context]]\nname = \"care\"\nen = [\"doctor\"]\n\n[[entry]]", 6, "a second context"),
        ("en = [\"escort\"]", "en = [\"escort\"", 10, "write it as TOML"),
        ("en = [\"escort\"]", "en = [\"escort\"]\nen = [\"convoy\"]", 9, "duplicate key"),
    ];
    let mut wrong = Vec::new();
    for (from, to, line, what) in table {
        let said = said(from, to);
        let place = format!("words.toml:{line}: ");
        let named = said.iter().any(|flaw| flaw.starts_with(&place) && flaw.contains(what));
        if !named || said.iter().any(|flaw| flaw.matches(": ").count() < 2) {
            wrong.push(format!("{from} -> {to}: line {line}, {what} expected, said: {said:#?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn an_empty_file_is_no_dictionary_and_all_flaws_are_named_at_once() {
    let flaws = Dictionary::parse("words.toml", "").expect_err("nothing is in it");
    assert_eq!(flaws[0].to_string(), "words.toml:1: the dictionary has no entry: write an `[[entry]]`");
    let text =
        GOOD.replace("\"guard\"", "\"gard\"").replace("[\"hospital\"]", "[\"\"]").replace("to care", "");
    let lines: Vec<_> =
        Dictionary::parse("words.toml", &text).expect_err("three flaws").iter().map(|f| f.line).collect();
    assert_eq!(lines, [3, 6, 13]);
}
