//! What a file looks like: its opening header, its length, the length of its functions, and its name. What
//! its code says is judged elsewhere.

use super::source::Source;

const LONGEST_FILE: usize = 400;
const LONGEST_FUNCTION: usize = 70;

/// Words that say nothing about what a file holds, so that anything ends up in it.
const EMPTY_NAMES: [&str; 10] =
    ["utils", "util", "helper", "helpers", "manager", "managers", "dto", "dtos", "misc", "common"];

/// A file that does not open with a `//!` header of at least one full sentence: four words and a full stop.
pub fn missing_header(path: &str, text: &str) -> Option<String> {
    const ENDS: [char; 3] = ['.', '?', '!'];
    let lines: Vec<&str> = text.lines().map_while(|line| line.strip_prefix("//!")).collect();
    let is_sentence = |part: &str| part.ends_with(ENDS) && part.split_whitespace().count() >= 4;
    let what = "no header; open with `//!` and a sentence on what lives here and what may not";
    (!lines.join(" ").split_inclusive(ENDS).any(is_sentence)).then(|| format!("{path}:1: {what}"))
}

/// Whether the file is too long, and each function in it that is.
pub fn too_long(source: &Source) -> Vec<String> {
    let lines = source.code.lines().count();
    let whole = (lines > LONGEST_FILE).then(|| {
        format!("{}:1: {lines} lines; a file has at most {LONGEST_FILE}, so split it by noun", source.path)
    });
    let functions = source.functions().into_iter().filter(|function| function.length > LONGEST_FUNCTION);
    let told = functions.map(|f| {
        let (path, line, name, length) = (&source.path, f.line, f.name, f.length);
        format!("{path}:{line}: fn {name} has {length} lines; a function fits a screen ({LONGEST_FUNCTION})")
    });
    whole.into_iter().chain(told).collect()
}

/// A file or folder whose name holds a word that says nothing.
pub fn empty_name(path: &str) -> Option<String> {
    let words = path.split(['/', '_', '.', '-']);
    let empty = words.into_iter().find(|word| EMPTY_NAMES.contains(word))?;
    Some(format!("{path}:1: `{empty}` says nothing; name the file for the noun or the act that it holds"))
}

#[test]
fn a_file_without_a_sentence_on_top_is_found() {
    for text in [
        "",
        "use a;\n//! What lives here is this.",
        "//! Money",
        "//! e.g. this\nfn a() {}",
        "// A comment is none.",
    ] {
        assert!(missing_header("src/a.rs", text).is_some(), "{text}");
    }
    for text in [
        "//! Money as the fund counts it.",
        "//! # Money\n//!\n//! Sums live here: qəpik,\n//! and no rates. More",
    ] {
        assert_eq!(missing_header("src/a.rs", text), None, "{text}");
    }
}

#[test]
fn a_long_file_and_a_long_function_are_found() {
    let body = "    let a = \"}\";\n".repeat(69);
    let found = |text: &str| too_long(&Source::read("src/a.rs", text));
    let long = found(&format!("fn short() {{}}\nfn long() {{\n{body}}}\n"));
    assert_eq!(long, ["src/a.rs:2: fn long has 71 lines; a function fits a screen (70)"]);
    assert_eq!(found(&format!("fn fits() {{\n{}}}", &body[17..])), [""; 0]);
    assert_eq!(found(&"\n".repeat(400)), [""; 0]);
    assert_eq!(found(&"\n".repeat(401)).len(), 1);
}

#[test]
fn a_name_that_says_nothing_is_found() {
    for path in
        ["src/utils.rs", "src/store/helper.rs", "src/http/common/page.rs", "src/service/lot_manager.rs"]
    {
        assert!(empty_name(path).is_some(), "{path}");
    }
    assert_eq!(empty_name("src/service/approve_payment.rs"), None);
}
