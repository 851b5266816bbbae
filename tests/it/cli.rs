//! What an operator relies on at the command line: keys, exit codes, tokens alone on the last line, one clear sentence.
use std::{
    path::Path,
    process::{Command, Output},
};

const KEY: &str = crate::app::KEY;

fn run(folder: &Path, key: Option<&str>, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_relief-ledger"));
    command
        .current_dir(folder)
        .args(arguments)
        .env_remove("RELIEF_KEY")
        .env_remove("RELIEF_DATABASE")
        .env("RUST_LOG", "off");
    if let Some(key) = key {
        command.env("RELIEF_KEY", key);
    }
    command.output().expect("the binary runs")
}

fn words(output: &Output) -> (Option<i32>, String, String) {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).trim().to_owned();
    (output.status.code(), text(&output.stdout), text(&output.stderr))
}

#[test]
fn a_key_that_is_missing_too_short_or_anothers_is_said_in_one_sentence() {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    for key in [None, Some(""), Some("abc"), Some(&KEY[1..]), Some(&KEY.replace('4', "z"))] {
        let (code, out, err) = words(&run(folder.path(), key, &["migrate"]));
        assert_eq!((code, out.as_str(), err.lines().count()), (Some(3), "", 1), "{key:?}: {err}");
        assert!(err.contains("RELIEF_KEY") && !err.contains(&KEY[1..20]), "{err}");
    }
    assert!(run(folder.path(), Some(KEY), &["migrate"]).status.success());
    let other = KEY.replace('4', "5");
    let (code, _, err) = words(&run(folder.path(), Some(&other), &["verify"]));
    assert_eq!(code, Some(3));
    assert!(err.contains("not the one this database was made with"), "{err}");
}

#[test]
fn a_person_gets_a_token_alone_on_the_last_line_once() {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let (code, out, err) = words(&run(
        folder.path(),
        Some(KEY),
        &["person", "add", "Aygün", "--role", "maker", "--role", "approver"],
    ));
    assert_eq!(code, Some(0), "{err}");
    let token = out.lines().last().unwrap_or_default();
    assert!(token.starts_with("rl_") && token.len() == 46 && !token.contains(' '), "{out}");
    let (code, out, _) = words(&run(folder.path(), Some(KEY), &["token", "new", "Aygün"]));
    assert!(code == Some(0) && out.lines().last().is_some_and(|t| t.starts_with("rl_") && t != token));
    let (code, _, err) = words(&run(
        folder.path(),
        Some(KEY),
        &["person", "add", "Tural", "--role", "auditor", "--role", "maker"],
    ));
    assert_eq!(code, Some(1), "{err}");
    assert_eq!(words(&run(folder.path(), Some(KEY), &["token", "new", "Nobody"])).0, Some(1));
    assert_eq!(
        words(&run(folder.path(), Some(KEY), &["person", "add", "Tural", "--role", "king"])).0,
        Some(2)
    );
}

#[test]
fn verify_is_whole_or_names_what_differs_or_could_not_be_done() {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    run(folder.path(), Some(KEY), &["person", "add", "Aygün", "--role", "maker"]);
    let (code, out, err) = words(&run(folder.path(), Some(KEY), &["verify"]));
    assert_eq!(code, Some(0), "{out} {err}");
    assert!(out.contains("whole") && out.contains("not covered: idempotency"), "{out}");
    let runtime = tokio::runtime::Runtime::new().expect("threads");
    runtime.block_on(async {
        let url = format!("sqlite:{}", folder.path().join("fund.db").display());
        let pool = sqlx::SqlitePool::connect(&url).await.expect("the file is there");
        sqlx::query("update head set entry = 7").execute(&pool).await.expect("head may be written");
        pool.close().await;
    });
    let (code, out, err) = words(&run(folder.path(), Some(KEY), &["verify"]));
    assert_eq!(code, Some(1));
    assert!(out.contains("differs: head") && err.contains("1 place differs"), "{out} {err}");
    let (code, _, err) =
        words(&run(folder.path(), Some(KEY), &["verify", "--database", "sqlite:/nowhere/at/all.db"]));
    assert_eq!((code, err.lines().count()), (Some(3), 1), "{err}");
    assert_eq!(words(&run(folder.path(), Some(KEY), &["verify", "--wrong"])).0, Some(2));
}

#[test]
fn an_export_from_the_command_line_is_the_statement() {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    run(folder.path(), Some(KEY), &["migrate"]);
    for format in ["csv", "json", "hledger", "beancount"] {
        let name = format!("out.{format}");
        let arguments = [
            "export",
            "statement",
            "--from",
            "2014-01-01",
            "--to",
            "2014-12-31",
            "--format",
            format,
            "--out",
            &name,
        ];
        let (code, _, err) = words(&run(folder.path(), Some(KEY), &arguments));
        assert_eq!(code, Some(0), "{err}");
        assert!(!std::fs::read(folder.path().join(&name)).expect("the file was written").is_empty());
    }
    assert_eq!(
        words(&run(folder.path(), Some(KEY), &["export", "statement", "--format", "papyrus"])).0,
        Some(1)
    );
}

#[test]
fn a_word_that_cannot_be_read_is_bad_usage_and_told_in_english_alone() {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    for (arguments, says) in [
        (["export", "statement", "--from", "2026-13-01"], "2026-13-01"),
        (["export", "statement", "--to", "yesterday"], "yesterday"),
        (["person", "add", "Tural", "--role=king"], "is not one of: "),
        (["serve", "--listen=127.0.0.1:0", "--sender-name", "Help for victims"], "unsafe-narrative: "),
    ] {
        let (code, out, err) = words(&run(folder.path(), Some(KEY), &arguments));
        assert_eq!((code, out.as_str()), (Some(2), ""), "{err}");
        assert!(err.contains(says) && err.is_ascii() && !err.contains('\u{1f}'), "{err:?}");
    }
}

#[test]
fn the_public_key_is_printed_and_verify_takes_it_or_tells_that_the_log_is_not_signed_with_it() {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    run(folder.path(), Some(KEY), &["migrate"]);
    let (code, key, err) = words(&run(folder.path(), Some(KEY), &["keys", "public"]));
    assert_eq!(code, Some(0), "{err}");
    assert!(
        key.starts_with("relief-ledger/") && key.matches('+').count() >= 2 && key.lines().count() == 1,
        "{key}"
    );
    let (code, _, err) = words(&run(folder.path(), Some(&KEY.replace('4', "5")), &["keys", "public"]));
    assert!(code == Some(3) && err.contains("not the one this database was made with"), "{code:?} {err}");
    let another = tempfile::tempdir().expect("a temporary folder can be made");
    let (code, _, err) = words(&run(another.path(), Some(KEY), &["keys", "public"]));
    assert!(code == Some(1) && err.contains("there is no ledger at"), "{code:?} {err}");
    run(another.path(), Some(KEY), &["migrate"]);
    let (_, other, _) = words(&run(another.path(), Some(KEY), &["keys", "public"]));
    assert_ne!(key, other, "each Fund has a root of its own");
    for (name, text, ends, says) in [
        ("log.key", format!("{key}\n"), Some(0), "whole"),
        ("other.key", other, Some(1), "differs: checkpoint"),
        ("no.key", "x".to_owned(), Some(3), "no verifier key"),
    ] {
        std::fs::write(folder.path().join(name), text).expect("the file can be written");
        let (code, out, err) = words(&run(folder.path(), Some(KEY), &["verify", "--public-key", name]));
        assert_eq!(code, ends, "{name}: {out} {err}");
        assert!(out.contains(says) || err.contains(says), "{name}: {out} {err}");
    }
    let (code, _, err) = words(&run(folder.path(), Some(KEY), &["verify", "--public-key", "absent.key"]));
    assert_eq!((code, err.lines().count()), (Some(3), 1), "{err}");
}

#[test]
fn a_rotated_key_takes_the_place_of_the_old_one_and_says_what_to_do() {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let new = KEY.replace('4', "6");
    run(folder.path(), Some(KEY), &["migrate"]);
    let public = words(&run(folder.path(), Some(KEY), &["keys", "public"])).1;
    for (name, text) in [("new.key", new.as_str()), ("same.key", KEY), ("short.key", "abc")] {
        std::fs::write(folder.path().join(name), text).expect("the file can be written");
    }
    for (file, code, says) in [
        ("same.key", 1, "in use already"),
        ("short.key", 3, "64 hex digits"),
        ("absent.key", 3, "cannot be read"),
    ] {
        let (ended, _, err) =
            words(&run(folder.path(), Some(KEY), &["keys", "rotate", "--to-key-file", file]));
        assert!(
            ended == Some(code) && err.contains(says) && err.lines().count() == 1,
            "{file}: {ended:?} {err}"
        );
    }
    let (code, out, err) =
        words(&run(folder.path(), Some(KEY), &["keys", "rotate", "--to-key-file", "new.key"]));
    assert!(code == Some(0) && out.contains("start the service with new.key"), "{out} {err}");
    assert_eq!(words(&run(folder.path(), Some(KEY), &["verify"])).0, Some(3), "the old key opens nothing");
    let (code, out, err) = words(&run(folder.path(), Some(&new), &["verify"]));
    assert!(code == Some(0) && out.contains("whole"), "{out} {err}");
    assert_eq!(
        words(&run(folder.path(), Some(&new), &["keys", "public"])).1,
        public,
        "auditors keep their key"
    );
}
