//! The licences of everything that is built in: each dependency's SPDX expression against the list that we may
//! ship, and the crates that we refuse by name. It reads what `cargo metadata` says and nothing else.

use serde_json::Value;

/// Licences that let anyone ship the service, asking no more than their text beside it.
const ALLOWED: [&str; 14] = [
    "0BSD",
    "Apache-2.0",
    "Apache-2.0 WITH LLVM-exception",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "BSL-1.0",
    "CC0-1.0",
    "CDLA-Permissive-2.0",
    "ISC",
    "MIT",
    "MPL-2.0",
    "Unicode-3.0",
    "Unlicense",
    "Zlib",
];

/// TLS is rustls's alone: a second implementation doubles what must be patched in a hurry.
const REFUSED: [&str; 3] = ["openssl", "openssl-sys", "native-tls"];

/// Every dependency that may not be built in. `metadata` is the answer of `cargo metadata`.
pub fn unwelcome(metadata: &Value) -> Vec<String> {
    let packages = metadata["packages"].as_array().expect("cargo metadata lists packages");
    // Our own crate has no source; every other one comes from somewhere.
    packages.iter().filter(|package| !package["source"].is_null()).filter_map(judge).collect()
}

fn judge(package: &Value) -> Option<String> {
    let name = package["name"].as_str().unwrap_or("?");
    let version = package["version"].as_str().unwrap_or("?");
    let place = format!("Cargo.lock: {name} {version}");
    if REFUSED.contains(&name) {
        return Some(format!("{place} is refused by name; switch on the rustls feature of what pulls it in"));
    }
    match package["license"].as_str() {
        None => Some(format!("{place} names no licence; do without it")),
        Some(licence) if is_allowed(licence) => None,
        Some(licence) => {
            Some(format!("{place} is under `{licence}`, which is not on the list; do without it"))
        }
    }
}

/// Whether a choice among the expression's licences satisfies it with allowed ones. What cannot be read
/// is not allowed.
fn is_allowed(expression: &str) -> bool {
    let spaced = expression.replace('/', " OR ").replace('(', " ( ").replace(')', " ) ");
    let words: Vec<&str> = spaced.split_whitespace().collect();
    let mut at = 0;
    any(&words, &mut at) == Some(true) && at == words.len()
}

fn any(words: &[&str], at: &mut usize) -> Option<bool> {
    let mut holds = all(words, at)?;
    while words.get(*at) == Some(&"OR") {
        *at += 1;
        holds |= all(words, at)?;
    }
    Some(holds)
}

fn all(words: &[&str], at: &mut usize) -> Option<bool> {
    let mut holds = one(words, at)?;
    while words.get(*at) == Some(&"AND") {
        *at += 1;
        holds &= one(words, at)?;
    }
    Some(holds)
}

fn one(words: &[&str], at: &mut usize) -> Option<bool> {
    let word = *words.get(*at)?;
    *at += 1;
    if word == "(" {
        let holds = any(words, at)?;
        *at += 1;
        return (words.get(*at - 1) == Some(&")")).then_some(holds);
    }
    if words.get(*at) == Some(&"WITH") {
        let exception = words.get(*at + 1)?;
        *at += 2;
        return Some(ALLOWED.contains(&format!("{word} WITH {exception}").as_str()));
    }
    Some(ALLOWED.contains(&word))
}

#[test]
fn an_expression_is_allowed_when_a_choice_satisfies_it() {
    for expression in [
        "MIT",
        "MIT/Apache-2.0",
        "Apache-2.0 / MIT",
        "GPL-3.0 OR MIT",
        "(MIT OR Apache-2.0) AND Unicode-3.0",
        "Apache-2.0 WITH LLVM-exception OR GPL-2.0-only",
        "MIT OR GPL-3.0 AND LGPL-3.0",
    ] {
        assert!(is_allowed(expression), "{expression}");
    }
}

#[test]
fn an_expression_without_an_allowed_choice_is_refused() {
    for expression in [
        "",
        "GPL-3.0",
        "MIT AND GPL-3.0",
        "(MIT OR GPL-3.0) AND LGPL-3.0",
        "Apache-2.0 WITH Other-exception",
        "GPL-2.0 WITH LLVM-exception",
        "MIT OR",
        "(MIT",
        "MIT Apache-2.0",
        "mit",
    ] {
        assert!(!is_allowed(expression), "{expression}");
    }
}

#[test]
fn an_unwelcome_dependency_is_found_by_licence_and_by_name() {
    let package = |name: &str, licence: Value, source: Value| serde_json::json!({"name": name, "version": "1.0.0", "license": licence, "source": source});
    let metadata = serde_json::json!({"packages": [
        package("ours", Value::Null, Value::Null),
        package("fine", "MIT".into(), "registry".into()),
        package("strict", "AGPL-3.0".into(), "registry".into()),
        package("silent", Value::Null, "registry".into()),
        package("native-tls", "MIT".into(), "registry".into()),
    ]});
    let found = unwelcome(&metadata);
    assert_eq!(found.len(), 3, "{found:?}");
    assert!(["strict", "silent", "native-tls"].iter().zip(&found).all(|(name, told)| told.contains(name)));
}
