//! Every command of the command line, found in its own help, run against the ledger in which words are planted. What it prints, on
//! either stream and with the log turned up, comes back in one piece.
use crate::serving::binary::{command, finished};
use std::{collections::BTreeMap, path::Path};

/// Runs every command; everything that was printed.
pub fn run_all(url: &str, folder: &Path) -> Vec<u8> {
    let file = |name: &str| folder.join(name).display().to_string();
    let other = format!("sqlite:{}", file("again.db"));
    let exports = ["csv", "json", "hledger", "beancount"].map(|format| {
        format!(
            "export statement --from 2014-01-01 --format {format} --out {}",
            file(&format!("statement.{format}"))
        )
    });
    let policies = concat!(env!("CARGO_MANIFEST_DIR"), "/policies");
    let mut lines: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    lines.insert("migrate", vec!["migrate".into()]);
    lines.insert(
        "person",
        vec!["person add Tural --role maker".into(), "person revoke Tural --role maker".into()],
    );
    lines.insert("token", vec!["token new Tural".into(), "token end Tural".into()]);
    lines.insert("export", [exports.to_vec(), vec!["export statement --format csv".into()]].concat());
    lines.insert("backup", vec![format!("backup {}", file("fund.backup"))]);
    lines.insert("verify", vec!["verify".into()]);
    lines.insert("keys", vec!["keys public".into()]);
    lines.insert("rules", vec!["rules check".into(), format!("rules replay {policies}")]);
    // On PostgreSQL a restore wants an empty database of that engine; what it refuses is searched too.
    lines.insert("restore", vec![format!("restore {} --database {other}", file("fund.backup"))]);
    // `serve` is what all routes are driven through, and `demo` lays a fund of its own.
    lines.insert("serve", vec!["serve --help".into()]);
    lines.insert("demo", vec!["demo --help".into()]);
    let mut said = vec![];
    for name in named(url) {
        let all = lines
            .get(name.as_str())
            .unwrap_or_else(|| panic!("`{name}` is not driven: add it to `search::commands`"));
        let later = name == "restore";
        if later {
            continue;
        }
        all.iter().for_each(|line| said.extend(printed(url, folder, line, true)));
    }
    for line in &lines["restore"] {
        said.extend(printed(url, folder, line, url.starts_with("sqlite:")));
    }
    said
}

/// Gives the Fund another key, which nobody may do while the service runs.
pub fn rotate(url: &str, folder: &Path) -> Vec<u8> {
    let file = folder.join("new.key");
    std::fs::write(&file, crate::app::KEY.replace('4', "6")).expect("the file can be written");
    printed(url, folder, &format!("keys rotate --to-key-file {}", file.display()), true)
}

fn printed(url: &str, folder: &Path, line: &str, must: bool) -> Vec<u8> {
    let words: Vec<&str> = line.split(' ').collect();
    let mut command = command(url, &words);
    command.env("RUST_LOG", "relief_ledger=trace,warn").env("TMPDIR", folder).current_dir(folder);
    if line.contains("--database") {
        command.env_remove("RELIEF_DATABASE");
    }
    let output = finished(command);
    let said = [output.stdout, output.stderr].concat();
    assert!(output.status.success() || !must, "{line}: {}", String::from_utf8_lossy(&said));
    said
}

/// The commands that the help names.
fn named(url: &str) -> Vec<String> {
    let help = String::from_utf8_lossy(&finished(command(url, &["--help"])).stdout).into_owned();
    let list = help
        .split("Commands:")
        .nth(1)
        .and_then(|rest| rest.split("Options:").next())
        .expect("the help lists commands");
    let names = list.lines().filter(|line| line.starts_with("  ") && !line.starts_with("   "));
    let names: Vec<String> = names
        .filter_map(|line| line.split_whitespace().next())
        .filter(|name| *name != "help")
        .map(str::to_owned)
        .collect();
    assert!(names.len() >= 10, "{names:?}");
    names
}
