//! Files that are wrong: a running service refuses each with file, line and mend, in both languages, and goes on under the rulebook that
//! rules; a service that is started with them does not start, and says the same.
use super::*;
use crate::serving::binary::run;
use std::fs;

/// A file, what is written into it, and what must be said of it.
type Ill = (&'static str, String, &'static [&'static str]);

/// What is done to which file, and what must be said of it.
pub fn ills() -> Vec<Ill> {
    let with =
        |file: &str, from: &str, to: &str| altered(file, from, to)[file].as_str().expect("a text").to_owned();
    let cap = "value = \"100.00\"";
    vec![
        ("misuse.cedar", with("misuse.cedar", "when {", "when ("), &["misuse.cedar"]),
        ("misuse.cedar", with("misuse.cedar", "resource.purpose", "resource.porpoise"), &["porpoise"]),
        ("misuse.cedar", format!("{0}{0}", files()["misuse.cedar"]), &["a second time"]),
        ("misuse.cedar", with("misuse.cedar", "@severity(\"block\")\n", ""), &["@severity"]),
        ("purposes.cedar", without_basis(), &["@legal_basis"]),
        (
            "amounts.csv",
            with("amounts.csv", "lump_sum,100.00,2006-01-12", "lump_sum,100.00,"),
            &["amounts.csv"],
        ),
        (
            "amounts.csv",
            format!("{}lump_sum,200.00,2010-01-01,,another act\n", files()["amounts.csv"]),
            &["lump_sum"],
        ),
        ("limits.toml", " \n".to_owned(), &["is empty"]),
        ("limits.toml", with("limits.toml", cap, "value = 100.00"), &["limits.toml"]),
        ("words.toml", with("words.toml", "[[context]]", "[[context]"), &["words.toml"]),
        ("fund.cedarschema", with("fund.cedarschema", "  purpose: String,", ""), &["purpose"]),
        ("fund.cedarschema", with("fund.cedarschema", "  method: String,", "  method: Long,"), &["method"]),
        (
            "purposes.cedar",
            with("purposes.cedar", "action == Action::\"pay\"", "action in [Action::\"pay\"]"),
            &["is for no action or for several"],
        ),
        (
            "fund.cedarschema",
            with("fund.cedarschema", "action pay appliesTo", "action pay in [lift] appliesTo"),
            &["the action pay is in a group"],
        ),
        (
            "misuse.cedar",
            with("misuse.cedar", "@basis(\"", &format!("@basis(\"{}", "x".repeat(200))),
            &["has no line of text in @basis"],
        ),
        ("mandates.csv", format!("{}\u{1}", files()["mandates.csv"]), &["control character"]),
    ]
}

/// A file that no rulebook has.
fn stranger() -> Ill {
    ("extra.cedar", "permit(principal, action, resource);".to_owned(), &["is no file of a rulebook"])
}

fn without_basis() -> String {
    let text = &files()["purposes.cedar"];
    let from = text.find("@legal_basis(").expect("there is one");
    let to = from + text[from..].find('\n').expect("a line ends");
    format!("{}{}", &text[..from], &text[to..])
}

on_both_engines! {
    async fn what_is_wrong_is_told_with_file_line_and_mend_and_the_rulebook_that_rules_stays(app: TestApp) {
        let before = ruling(&app).await;
        for (file, text, says) in ills() {
            let refused = app.post(ONE, "/rulebooks", proposal(json!({ file: text }))).await;
            assert_eq!((refused.status, refused.code().as_str()), (422, "invalid"), "{file} {says:?}: {}", refused.text());
            let told = refused.json();
            let fields = told["fields"].as_array().expect("fields");
            let first = fields.iter().find(|one| one["field"] == format!("files.{file}").as_str() || says.iter().all(|word| one.to_string().contains(word)));
            let first = first.unwrap_or_else(|| panic!("{file} {says:?}: {told}"));
            assert!(first["message"].as_str().is_some_and(|said| said.starts_with("line ")), "{first}");
            assert!(first["message_az"].as_str().is_some_and(|said| said.contains("nömrəli sətir")), "{first}");
            assert!(says.iter().all(|word| told.to_string().contains(word)), "{file} {says:?}: {told}");
        }
        let (file, text, says) = stranger();
        let refused = app.post(ONE, "/rulebooks", proposal(json!({ file: text }))).await;
        assert_eq!((refused.code().as_str(), &refused.json()["fields"][0]["field"]), ("invalid", &json!("files")), "{}", refused.text());
        assert!(refused.text().contains(says[0]) && !refused.text().contains(file), "its name is not repeated: {}", refused.text());
        let both = json!({"limits.toml": "", "amounts.csv": ""});
        let all = app.post(ONE, "/rulebooks", proposal(both)).await.json();
        assert_eq!(all["fields"].as_array().map(Vec::len), Some(2), "everything is told at once: {all}");
        for body in [json!({}), json!({"files": []}), json!({"files": {"limits.toml": 1}, "reason": "x"}), json!({"files": {}, "reason": "x", "more": 1})] {
            assert_eq!(app.post(ONE, "/rulebooks", body).await.code(), "invalid");
        }
        let large = json!({"limits.toml": "#".repeat(2 << 20)});
        assert_eq!(app.post(ONE, "/rulebooks", proposal(large)).await.code(), "too_large");
        assert_eq!(ruling(&app).await, before);
        assert_eq!(app.get(ONE, "/rulebooks").await.must(200)["items"], json!([]), "nothing was written");
        assert_eq!(app.differences().await, [""; 0]);
    }
}

#[test]
fn a_service_does_not_start_with_wrong_policies_and_says_file_line_and_mend() {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let url = format!("sqlite:{}", folder.path().join("fund.db").display());
    for (number, (file, text, says)) in ills().into_iter().chain([stranger()]).enumerate() {
        let policies = folder.path().join(number.to_string());
        fs::create_dir(&policies).expect("a folder is made");
        for (name, text) in files() {
            fs::write(policies.join(name), text).expect("a file is written");
        }
        fs::write(policies.join(file), text).expect("a file is written");
        let named = policies.to_str().expect("a path in letters");
        let started = run(&url, &["serve", "--listen", "127.0.0.1:0", "--policies", named]);
        let checked = run(&url, &["rules", "check", named]);
        for output in [started, checked] {
            let told = String::from_utf8_lossy(&output.stderr).into_owned();
            assert_eq!((output.status.code(), output.stdout.len()), (Some(1), 0), "{file} {says:?}: {told}");
            assert!(says.iter().all(|word| told.contains(word)), "{file} {says:?}: {told}");
            let place = told.find(&format!("{file}:")).map(|at| &told[at + file.len() + 1..]);
            let line =
                place.and_then(|rest| rest.split(':').next()).and_then(|line| line.parse::<usize>().ok());
            assert!(line.is_some_and(|line| line > 0), "{file} has a line: {told}");
        }
    }
    assert!(!folder.path().join("fund.db").exists(), "no database was made");
}

/// The rulebook that is built in as a folder of its own, with one file in the place of another.
fn folder_with(file: &str, bytes: &[u8]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    for (name, text) in files() {
        fs::write(folder.path().join(name), text).expect("a file is written");
    }
    fs::write(folder.path().join(file), bytes).expect("a file is written");
    folder
}

#[test]
fn a_file_that_is_not_utf_8_is_told_with_the_line_of_its_first_wrong_byte() {
    let mut bytes = b"# written elsewhere\n# q\xfcrban\n".to_vec();
    bytes.extend(files()["words-terms.toml"].as_bytes());
    let folder = folder_with("words-terms.toml", &bytes);
    let url = format!("sqlite:{}", folder.path().join("fund.db").display());
    let named = folder.path().to_str().expect("a path in letters");
    for command in [
        &["rules", "check", named][..],
        &["rules", "test", named],
        &["serve", "--listen", "127.0.0.1:0", "--policies", named],
    ] {
        let output = run(&url, command);
        let told = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!((output.status.code(), output.stdout.len()), (Some(1), 0), "{command:?}: {told}");
        assert!(told.contains("words-terms.toml:2: is not UTF-8: byte 24"), "{command:?}: {told}");
        assert!(told.contains("Save the file as UTF-8") && told.contains("yadda saxlayın"), "{told}");
    }
}

#[test]
fn rules_of_the_catalogue_without_a_policy_are_named_and_nothing_is_refused() {
    let whole = folder_with("misuse.cedar", files()["misuse.cedar"].as_bytes());
    let fewer = without("same-hands/two-steps")["misuse.cedar"].as_str().expect("a text").to_owned();
    let fewer = folder_with("misuse.cedar", fewer.as_bytes());
    let url = format!("sqlite:{}", whole.path().join("fund.db").display());
    for (folder, says) in
        [(&whole, ""), (&fewer, "warning: no policy for these rules of the catalogue (1): same-hands\n")]
    {
        let output = run(&url, &["rules", "check", folder.path().to_str().expect("a path in letters")]);
        let told = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!((output.status.code(), told.as_str()), (Some(0), says));
        assert!(String::from_utf8_lossy(&output.stdout).contains("cases of misuse"));
    }
}

#[test]
fn a_wrong_bound_of_a_folder_is_told_where_it_stands_and_nothing_starts() {
    let folder = folder_with("misuse.cedar", files()["misuse.cedar"].as_bytes());
    let bounds = folder.path().join("guarantees");
    fs::create_dir(&bounds).expect("a folder is made");
    let url = format!("sqlite:{}", folder.path().join("fund.db").display());
    let named = folder.path().to_str().expect("a path in letters");
    for (text, line) in [("\n\nforbidd(principal, action, resource);\n", 3), ("", 1)] {
        fs::write(bounds.join("own.cedar"), text).expect("a file is written");
        for command in
            [&["rules", "check", named][..], &["serve", "--listen", "127.0.0.1:0", "--policies", named]]
        {
            let output = run(&url, command);
            let told = String::from_utf8_lossy(&output.stderr).into_owned();
            assert_eq!(output.status.code(), Some(1), "{command:?}: {told}");
            assert!(told.contains(&format!("guarantees/own.cedar:{line}: ")), "{command:?}: {told}");
        }
    }
    assert!(!folder.path().join("fund.db").exists(), "no database was made");
}

#[test]
fn a_rule_without_its_cases_is_named_by_the_command_that_looks_for_them() {
    let (folder, whole) = (tempfile::tempdir().expect("a folder"), crate::rulebook::policies());
    fs::create_dir(folder.path().join("cases")).expect("a folder is made");
    for from in [whole, &whole.join("cases")] {
        for entry in fs::read_dir(from).expect("a folder").map(|entry| entry.expect("an entry").path()) {
            if entry.is_file() {
                let to = folder.path().join(entry.strip_prefix(whole).expect("a path inside"));
                fs::copy(&entry, to).expect("a file is copied");
            }
        }
    }
    let covered = || {
        let named = folder.path().to_str().expect("a path in letters");
        let output = run("sqlite::memory:", &["rules", "coverage", named]);
        (output.status.code(), String::from_utf8_lossy(&[output.stdout, output.stderr].concat()).into_owned())
    };
    let (code, told) = covered();
    assert_eq!(code, Some(0), "{told}");
    fs::remove_file(folder.path().join("cases/round-trip.json")).expect("a file is removed");
    let (code, told) = covered();
    assert!(code == Some(1) && told.contains("round-trip: has no case of the kind triggers"), "{told}");
    fs::remove_file(folder.path().join("cases/lift.json")).expect("a file is removed");
    let (_, told) = covered();
    assert!(told.contains("lift: no case is covered by the permit lift-an-override"), "{told}");
}
