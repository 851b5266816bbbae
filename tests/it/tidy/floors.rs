//! Which floor may see which: imports only run downward, siblings and the two ways in leave each other alone,
//! and the pure floors touch no clock, disk or network. Only paths in code are judged here; what a file
//! looks like is judged elsewhere.

use super::source::{Source, Token, is_word};

/// Every floor and how high it lies; floors of one height are siblings.
const FLOORS: [(&str, u8); 9] = [
    ("domain", 0),
    ("rules", 1),
    ("proof", 1),
    ("vault", 1),
    ("formats", 1),
    ("store", 2),
    ("service", 3),
    ("http", 4),
    ("cli", 5),
];

const PURE: [&str; 5] = ["domain", "rules", "proof", "vault", "formats"];

/// A path as it was written, and the inline modules that it was written in.
struct Path {
    at: usize,
    segments: Vec<String>,
    modules: Vec<String>,
}

/// Every import that does not run downward, in one file of `src`.
pub fn upward_imports(source: &Source) -> Vec<String> {
    let modules = modules_of_file(&source.path);
    let Some(own) = modules.first() else { return Vec::new() };
    let Some(height) = height(own) else {
        let what = format!("`{own}` is no floor; move the file to one of {}", names().join(", "));
        return vec![source.offence(0, &what)];
    };
    let judge = |path: &Path| {
        let (target, climbs) = resolve(&modules, path)?;
        let what = wrong_with(&modules, height, &target, climbs)?;
        Some(source.offence(path.at, &format!("`{}` {what}", path.segments.join("::"))))
    };
    paths(&source.tokens()).iter().filter_map(judge).collect()
}

fn wrong_with(from: &[String], height: u8, target: &[String], climbs: bool) -> Option<String> {
    let own = &from[0];
    let Some(other) = target.first().filter(|name| !["*", "self"].contains(&name.as_str())) else {
        return Some("takes in the whole crate; name the floor that it needs".to_owned());
    };
    let Some(other_height) = self::height(other) else {
        return Some("is no path through a floor; name the floor that owns it".to_owned());
    };
    if climbs {
        return Some(format!("climbs out of `{own}`; write `crate::{other}` so that the floor is seen"));
    }
    if own != other && other_height >= height {
        return Some(format!(
            "lets `{own}` see `{other}`; imports only run downward, so move what both need"
        ));
    }
    let way_in = |modules: &[String]| {
        let name = modules.get(1).filter(|_| modules[0] == "http")?;
        ["api", "web"].contains(&name.as_str()).then(|| name.clone())
    };
    match (way_in(from), way_in(target)) {
        (Some(from), Some(to)) if from != to => {
            Some(format!("lets http/{from} see http/{to}; both may share http itself and the services"))
        }
        _ => None,
    }
}

/// Everything in a pure floor that reaches for the world outside.
pub fn impurities(source: &Source) -> Vec<String> {
    let modules = modules_of_file(&source.path);
    if !modules.first().is_some_and(|floor| PURE.contains(&floor.as_str())) {
        return Vec::new();
    }
    let tokens = source.tokens();
    let mut found: Vec<String> = tokens
        .iter()
        .filter(|token| ["sqlx", "axum", "tokio"].contains(&token.text))
        .map(|token| impurity(source, token.at, token.text))
        .collect();
    for path in paths(&tokens) {
        let reaches = path.segments.windows(2).find(|pair| {
            matches!(
                [pair[0].as_str(), pair[1].as_str()],
                ["std", "fs" | "net" | "env"] | ["Utc" | "Local" | "SystemTime" | "Instant", "now"]
            )
        });
        found.extend(reaches.map(|pair| impurity(source, path.at, &pair.join("::"))));
    }
    found
}

fn impurity(source: &Source, at: usize, what: &str) -> String {
    source.offence(at, &format!("a pure floor names `{what}`; take the value from the caller instead"))
}

fn height(floor: &str) -> Option<u8> {
    FLOORS.iter().find(|(name, _)| *name == floor).map(|(_, height)| *height)
}

fn names() -> Vec<&'static str> {
    FLOORS.iter().map(|(name, _)| *name).collect()
}

/// `src/store/entry.rs` is `store::entry`; the crate's two roots are on no floor and may see them all.
fn modules_of_file(path: &str) -> Vec<String> {
    let path = path.trim_start_matches("src/").trim_end_matches(".rs");
    let modules = path.strip_suffix("/mod").unwrap_or(path).split('/').map(str::to_owned).collect();
    if ["lib", "main"].contains(&path) { Vec::new() } else { modules }
}

/// A path from the crate's root, and whether `super` climbed up to that root. Nothing for other crates' paths.
fn resolve(file: &[String], path: &Path) -> Option<(Vec<String>, bool)> {
    let second = path.segments.get(1).map(String::as_str);
    match (path.segments[0].as_str(), second) {
        // `pub(crate)` and a lone `self` or `super` lead nowhere.
        ("crate" | "relief_ledger" | "self" | "super", Some(_)) => {}
        // `use crate::http;` makes the two ways in reachable by this name.
        ("http", Some("api" | "web")) => return Some((path.segments.clone(), false)),
        _ => return None,
    }
    let mut here: Vec<String> = file.iter().chain(&path.modules).cloned().collect();
    let mut climbs = false;
    for segment in &path.segments {
        match segment.as_str() {
            "crate" | "relief_ledger" => here.clear(),
            "self" => {}
            "super" => {
                here.pop();
                climbs |= here.is_empty();
            }
            name => here.push(name.to_owned()),
        }
    }
    Some((here, climbs))
}

/// Every path in the code, with grouped imports taken apart.
fn paths(tokens: &[Token<'_>]) -> Vec<Path> {
    let mut found = Vec::new();
    let mut modules: Vec<(String, usize)> = Vec::new();
    let mut depth = 0_usize;
    let mut index = 0;
    while let Some(token) = tokens.get(index) {
        match token.text {
            "{" => depth += 1,
            "}" => {
                depth = depth.saturating_sub(1);
                modules.pop_if(|(_, opened)| *opened == depth);
            }
            "mod" if tokens.get(index + 2).is_some_and(|after| after.text == "{") => {
                modules.push((tokens[index + 1].text.to_owned(), depth));
            }
            text if is_word(text) && starts_path(tokens, index) => {
                let mut segments = Vec::new();
                index = read_tree(tokens, index, &mut Vec::new(), &mut segments);
                let names: Vec<String> = modules.iter().map(|(name, _)| name.clone()).collect();
                let as_path = |(at, segments)| Path { at, segments, modules: names.clone() };
                found.extend(segments.into_iter().map(as_path));
                continue;
            }
            _ => {}
        }
        index += 1;
    }
    found
}

/// A word starts a path unless `::` joins it to what stands before, as in `a::b` and `<T as A>::b`.
fn starts_path(tokens: &[Token<'_>], index: usize) -> bool {
    index == 0 || !is_joint(tokens, index - 1)
}

/// A `::` right after a word or a type; that of `use ::std` stands apart and joins nothing.
fn is_joint(tokens: &[Token<'_>], index: usize) -> bool {
    let Some([before, joint]) = index.checked_sub(1).and_then(|before| tokens.get(before..=index)) else {
        return false;
    };
    let touches = before.at + before.text.len() == joint.at;
    joint.text == "::" && touches && (is_word(before.text) || before.text == ">")
}

/// Reads a path or an import tree from `index` on, and returns the index after it.
fn read_tree(
    tokens: &[Token<'_>],
    mut index: usize,
    prefix: &mut Vec<String>,
    found: &mut Vec<(usize, Vec<String>)>,
) -> usize {
    let text = |index: usize| tokens.get(index).map_or("", |token| token.text);
    let kept = prefix.len();
    let at = tokens[index].at;
    if text(index) == "{" {
        index += 1;
        while !["}", ""].contains(&text(index)) {
            index = if text(index) == "," { index + 1 } else { read_tree(tokens, index, prefix, found) };
        }
        return index + 1;
    }
    prefix.push(text(index).to_owned());
    index += 1;
    let goes_on = is_word(text(index + 1)) || ["{", "*"].contains(&text(index + 1));
    if is_joint(tokens, index) && goes_on {
        index = read_tree(tokens, index + 1, prefix, found);
    } else {
        let mut segments = prefix.clone();
        if text(index) == "as" && is_word(text(index + 1)) {
            index += 2;
            // `use crate as other` is marked, or it would look like `pub(crate)`.
            segments.extend((segments == ["crate"]).then(|| "self".to_owned()));
        }
        found.push((at, segments));
    }
    prefix.truncate(kept);
    index
}

fn imports(path: &str, text: &str) -> Vec<String> {
    upward_imports(&Source::read(path, text))
}

#[test]
fn a_downward_import_is_fine() {
    let text = "use crate::{domain::{Money, Lot as L}, store::{self, Tx}};\npub(crate) fn a(b: &crate::vault::Key)
                    {}\nuse super::other::*;\nuse std::fmt;\nmod tests { use super::*; use super::super::fund; }";
    assert_eq!(imports("src/service/pay.rs", text), [""; 0]);
    assert_eq!(imports("src/lib.rs", "use crate::cli::run;"), [""; 0]);
    assert_eq!(imports("src/domain/mod.rs", "// use crate::store;\nlet a = \"crate::store\";"), [""; 0]);
}

#[test]
fn an_upward_or_sideward_import_is_found_however_it_is_written() {
    for text in [
        "use crate::store::Tx;",
        "use crate::{domain::Money, store::Tx};",
        "use crate::{\n domain::{Money, Lot},\n service::{pay},\n};",
        "use ::relief_ledger::http::serve;",
        "fn a() -> crate::proof::Leaf {}",
        "impl From<crate::cli::Failure> for A {}",
        "use super::super::domain::Money;",
        "use super::{super::store};",
        "mod inner { use super::super::super::store; }",
        "use crate::*;",
        "use crate::{self as root};",
        "use crate as root;",
        "use crate::Tx;",
    ] {
        assert_eq!(imports("src/vault/seal.rs", text).len(), 1, "{text}");
    }
    let offence = imports("src/vault/seal.rs", "\n\nuse crate::{domain::A,\n store::B};").concat();
    assert!(
        offence.starts_with("src/vault/seal.rs:4: `crate::store::B` lets `vault` see `store`"),
        "{offence}"
    );
}

#[test]
fn a_file_on_no_floor_is_found() {
    assert_eq!(imports("src/extras/a.rs", "").len(), 1);
    assert_eq!(imports("src/extras.rs", "").len(), 1);
}

#[test]
fn the_pages_and_the_api_are_kept_apart() {
    for text in ["use crate::http::{api};", "use super::api::Draft;", "fn a() { crate::http::api::b() }"] {
        assert_eq!(imports("src/http/web/mod.rs", text).len(), 1, "{text}");
    }
    assert_eq!(imports("src/http/api/pay.rs", "use super::super::web::page;").len(), 1);
    assert_eq!(imports("src/http/api/pay.rs", "use crate::http; fn a() { http::web::b() }").len(), 1);
    let shared = "use crate::http::problem::Problem; use super::paging; use crate::http::api::a;";
    assert_eq!(imports("src/http/api/pay.rs", shared), [""; 0]);
}

#[test]
fn a_pure_floor_that_reaches_out_is_found() {
    let found = |text: &str| impurities(&Source::read("src/rules/mod.rs", text)).len();
    for text in [
        "use sqlx::Row;",
        "#[derive(sqlx::Type)] struct A;",
        "async fn a() { tokio::spawn(b) }",
        "use std::{fmt, fs};",
        "fn a() { ::std::env::var(b) }",
        "use std::net::{TcpStream};",
        "let a = chrono::Utc::now();",
    ] {
        assert_eq!(found(text), 1, "{text}");
    }
    assert_eq!(found("// sqlx, tokio and Utc::now\nlet a = \"std::fs\"; use std::fmt; now();"), 0);
    assert_eq!(impurities(&Source::read("src/store/mod.rs", "use sqlx::Row;")).len(), 0);
}
