//! Databases and addresses that cannot be used: one clear sentence, exit 3, and nothing of them changed.
use super::{
    binary::{Service, bare, command, finished, run, sentence},
    door::{Door, PASSWORD},
};
use crate::{
    app::{TestApp, on_both_engines},
    postgres,
};
use std::{
    os::unix::{
        fs::{MetadataExt, PermissionsExt, chown},
        process::CommandExt,
    },
    path::Path,
};

const SERVE: [&str; 3] = ["serve", "--listen", "127.0.0.1:0"];

/// Nobody in particular, for what the superuser would be allowed.
const NOBODY: u32 = 65_534;

#[track_caller]
fn says(output: &std::process::Output, words: &[&str]) {
    let sentence = sentence(output);
    for word in words {
        assert!(sentence.contains(word), "not in the sentence: {word}: {sentence}");
    }
}

/// Runs a statement on the database itself.
async fn alter(url: &str, text: &'static str) {
    if url.starts_with("sqlite:") {
        let pool = sqlx::SqlitePool::connect(url).await.expect("the file is there");
        sqlx::query(text).execute(&pool).await.expect("the statement runs");
        pool.close().await;
    } else {
        let pool = sqlx::PgPool::connect(url).await.expect("the database is there");
        sqlx::query(text).execute(&pool).await.expect("the statement runs");
        pool.close().await;
    }
}

on_both_engines! {
    async fn a_schema_that_is_newer_than_the_program_is_left_alone(app: TestApp) {
        alter(&app.url, "insert into _sqlx_migrations (version, description, installed_on, success, checksum, execution_time) \
            select 9999, 'of the future', installed_on, success, checksum, execution_time from _sqlx_migrations where version = 1").await;
        for arguments in [&SERVE[..], &["verify"], &["migrate"], &["token", "new", "maker-1"]] {
            says(&run(&app.url, arguments), &["newer than this program", "migration 9999", "nothing was changed"]);
        }
        assert!(app.differences().await.is_empty());
    }

    async fn a_migration_that_was_changed_is_left_alone(app: TestApp) {
        alter(&app.url, "update _sqlx_migrations set checksum = (select checksum from _sqlx_migrations where version = 1) where version = 2").await;
        for arguments in [&SERVE[..], &["verify"]] {
            says(&run(&app.url, arguments), &["another migration 2", "nothing was changed"]);
        }
        assert!(app.differences().await.is_empty());
    }

    async fn an_address_in_use_is_said(app: TestApp) {
        let taken = std::net::TcpListener::bind("127.0.0.1:0").expect("a free port");
        let address = taken.local_addr().expect("a bound listener has an address").to_string();
        says(&run(&app.url, &["serve", "--listen", &address]), &[&address, "--listen"]);
        let metrics = ["serve", "--listen", "127.0.0.1:0", "--metrics-listen", &address];
        says(&run(&app.url, &metrics), &[&address, "--metrics-listen"]);
        says(&run(&app.url, &["serve", "--listen", "nowhere"]), &["nowhere", "--listen"]);
    }
}

#[test]
fn what_is_no_database_is_named_and_not_touched() {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let at = |name: &str| format!("sqlite:{}", folder.path().join(name).display());
    std::fs::write(folder.path().join("letter"), "Dear Fund, this is a letter. ".repeat(100))
        .expect("a file is written");
    for arguments in [&SERVE[..], &["verify"], &["person", "add", "Aygün", "--role", "maker"]] {
        says(&run(&at("letter"), arguments), &["not a database", "name another file with --database"]);
        says(&run(&at(""), arguments), &["is a folder", "--database"]);
        says(&run(&at("absent/fund.db"), arguments), &["there is no folder", "absent"]);
    }
    let letter = std::fs::read_to_string(folder.path().join("letter")).expect("the file is there");
    assert_eq!(letter.len(), 2900);
    assert!(letter.starts_with("Dear Fund"));
    let scheme = format!("mysql://fund:{PASSWORD}@localhost/fund");
    let output = run(&scheme, &SERVE);
    says(&output, &["neither with sqlite: nor with postgres:"]);
    assert!(!String::from_utf8_lossy(&output.stderr).contains(PASSWORD));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_file_is_served_once_and_other_commands_work_beside_it() {
    let app = TestApp::sqlite().await;
    let service = Service::start(&app.url, &[]).await;
    says(&run(&app.url, &SERVE), &["another process serves", "fund.db already"]);
    let file = app.url.strip_prefix("sqlite:").expect("a file").to_owned();
    let link = format!("{file}.link");
    std::os::unix::fs::symlink(&file, &link).expect("a link can be made");
    says(&run(&format!("sqlite:{link}"), &SERVE), &["another process serves"]);
    for arguments in [
        &["person", "add", "Aygün", "--role", "maker"][..],
        &["token", "new", "Aygün"],
        &["migrate"],
        &["export", "statement"],
        &["verify"],
    ] {
        let output = run(&app.url, arguments);
        assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    }
    let ready = service.wire().await.get("/readyz", "").await;
    assert_eq!(ready.map(|seen| seen.status), Ok(200));
    service.signal("KILL");
    drop(service);
    let again = Service::start(&app.url, &[]).await;
    again.signal("TERM");
    assert_eq!(again.end().await, (Some(0), String::new()), "a lock does not outlive its process");
}

/// The binary as somebody whom a file's mode can stop: the superuser writes where nobody may.
fn humble(folder: &Path, url: &str, arguments: &[&str]) -> std::process::Command {
    let root = std::fs::metadata("/proc/self").expect("this system tells of its processes").uid() == 0;
    if !root {
        return command(url, arguments);
    }
    let copy = folder.join("relief-ledger");
    if !copy.exists() {
        std::fs::copy(env!("CARGO_BIN_EXE_relief-ledger"), &copy).expect("the binary can be copied");
        std::fs::set_permissions(&copy, std::fs::Permissions::from_mode(0o755)).expect("a mode can be set");
    }
    let mut humble = bare(&copy.display().to_string(), url, arguments);
    humble.uid(NOBODY).gid(NOBODY);
    humble
}

fn is_owned_by_nobody(path: &Path, mode: u32) {
    // Where the tests are not the superuser, what they made is theirs already.
    let _ = chown(path, Some(NOBODY), Some(NOBODY));
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode)).expect("a mode can be set");
}

#[test]
fn a_file_or_a_folder_that_may_only_be_read_is_not_served() {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let program = tempfile::tempdir().expect("a temporary folder can be made");
    std::fs::set_permissions(program.path(), std::fs::Permissions::from_mode(0o755))
        .expect("a mode can be set");
    let file = folder.path().join("fund.db");
    let url = format!("sqlite:{}", file.display());
    let output = |arguments: &[&str]| {
        let mut command = humble(program.path(), &url, arguments);
        command.current_dir("/");
        finished(command)
    };
    is_owned_by_nobody(folder.path(), 0o755);
    assert!(output(&["person", "add", "Aygün", "--role", "maker"]).status.success());
    let before = std::fs::read(&file).expect("the file is there");

    is_owned_by_nobody(&file, 0o444);
    says(&output(&SERVE), &["readonly", "let this user write the database"]);
    says(&output(&["token", "new", "Aygün"]), &["readonly", "let this user write the database"]);
    is_owned_by_nobody(&file, 0o644);
    is_owned_by_nobody(folder.path(), 0o555);
    let _ = std::fs::remove_file(folder.path().join("fund.db-serving"));
    says(&output(&SERVE), &["fund.db-serving cannot be written", "let this user write the folder"]);
    assert_eq!(std::fs::read(&file).expect("the file is there"), before);
    is_owned_by_nobody(folder.path(), 0o755);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_postgres_that_is_not_there_is_said_without_its_password() {
    let Some(url) = postgres::fresh_database_url() else { return };
    let mut door = Door::before(&url).await;
    let url = door.url();
    door.shut().await;
    let place = url.split(['@', '/']).find(|part| part.contains("127.0.0.1")).expect("the URL has a host");
    let strange = format!("postgres://postgres:{PASSWORD}@127.0.0.1:{PASSWORD}/fund");
    let unknown = format!("postgres://postgres:{PASSWORD}@nowhere.invalid/fund");
    for (url, words) in [
        (url.as_str(), vec![place, "gave no connection within 5 seconds", "--database"]),
        (&strange, vec!["cannot be read", "postgres://USER@HOST:PORT/NAME"]),
        (&unknown, vec!["nowhere.invalid:5432", "cannot be reached"]),
    ] {
        for arguments in [&SERVE[..], &["verify"]] {
            let mut command = command(url, arguments);
            command.env("RUST_LOG", "debug");
            let output = finished(command);
            says(&output, &words);
            let all = [output.stdout, output.stderr].concat();
            assert!(!String::from_utf8_lossy(&all).contains(PASSWORD), "{}", String::from_utf8_lossy(&all));
        }
    }
    door.open().await;
    assert!(run(&url, &["migrate"]).status.success(), "the same address is good once the server is there");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_service_looks_through_everything_on_its_first_hour_of_a_day() {
    let app = TestApp::sqlite().await;
    app.donation("100.00", "2014-06-01", serde_json::json!({})).await;
    let mut service = Service::start(&app.url, &[]).await;
    service.until("everything that stands was looked through").await;
    service.signal("TERM");
    assert_eq!(service.end().await, (Some(0), String::new()));
    let listed = app.get("auditor-1", "/findings?rule=notification-overdue").await.must(200);
    assert_eq!(listed["items"].as_array().map(Vec::len), Some(1), "{listed}");
    assert_eq!(listed["items"][0]["stage"], "sweep");
}
