//! Backups that are taken and restored, on both engines: what comes back is what left, row for row, and nothing else ever bears
//! a name. The house under load, bad files and the command line stand in files of their own.
mod bad_files;
mod binary;
mod forged;
mod under_load;

use crate::{
    app::{KEY, TestApp, instant},
    postgres,
    raw::Raw,
};
use relief_ledger::{
    cli::story::{self, Tokens},
    domain::day::Instant,
    http::server,
    service::{
        Fund,
        backup::{
            Undone,
            restore_backup::{Restored, restore_backup},
            take_backup::take_backup,
        },
        clock::FixedClock,
        person::add_person::add_person,
        verify::verify,
    },
    store::{Store, WriterKind, backup::Manifest},
    vault::{Keys, Secret},
};
use sqlx::ConnectOptions;
use std::{
    os::unix::fs::PermissionsExt,
    path::{Path, PathBuf},
    sync::Arc,
};
use tempfile::TempDir;

/// Later than anything that these tests record, also where the binary does it by the clock of the machine.
pub const LATER: &str = "2199-01-01T00:00:00Z";

/// A house, and a folder for its backups.
pub struct House {
    pub fund: Fund,
    pub tokens: Tokens,
    pub url: String,
    pub folder: TempDir,
}

pub fn secret() -> Secret {
    Secret::from_hex(KEY).expect("the key of the tests is one")
}

pub fn keys() -> Keys {
    Keys::derive(&secret())
}

pub fn later() -> Instant {
    instant(LATER)
}

pub fn sqlite_at(file: &Path) -> String {
    format!("sqlite:{}", file.display())
}

impl House {
    /// On each engine that is here, with the whole story.
    pub async fn all() -> Vec<House> {
        House::on_each_engine(true).await
    }

    /// On each engine that is here, with its cast and no money yet: enough where only the file matters.
    pub async fn small() -> Vec<House> {
        House::on_each_engine(false).await
    }

    async fn on_each_engine(told: bool) -> Vec<House> {
        let folder = || tempfile::tempdir().expect("a temporary folder can be made");
        let first = folder();
        let url = sqlite_at(&first.path().join("fund.db"));
        let mut houses = vec![House::open(url, first, told).await];
        if let Some(url) = postgres::fresh_database_url() {
            houses.push(House::open(url, folder(), told).await);
        }
        houses
    }

    async fn open(url: String, folder: TempDir, told: bool) -> House {
        let clock = Arc::new(FixedClock::at(instant("2008-01-07T09:00:00+04:00")));
        let store = Store::open(&url, WriterKind::Fast).await.expect("a fresh database opens");
        let fund = Fund::open(store, keys(), clock.clone()).await.expect("the key is the database's");
        let tokens = story::assemble(&fund).await.expect("the cast can be added");
        if told {
            story::run(&fund, &clock, &tokens).await.unwrap_or_else(|stopped| panic!("{stopped}"));
        }
        clock.set(instant("2016-01-04T09:00:00+04:00"));
        House { fund, tokens, url, folder }
    }

    pub fn engine(&self) -> &'static str {
        self.fund.store().engine()
    }

    /// A file of the folder.
    pub fn file(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Takes a backup that must succeed.
    pub async fn take(&self, name: &str) -> PathBuf {
        let file = self.file(name);
        take_backup(&self.fund, &file, false, |_| {}).await.expect("a backup can be taken");
        file
    }

    /// A target that is not there: a file name in the folder, or a fresh database.
    pub fn target(&self) -> String {
        fresh_target(self.engine(), self.folder.path())
    }

    /// What lies in the folder, in order.
    pub fn names(&self) -> Vec<String> {
        names(self.folder.path())
    }
}

pub fn fresh_target(engine: &str, folder: &Path) -> String {
    if engine == "postgres" {
        return postgres::fresh_database_url().expect("there is PostgreSQL, since there is an original");
    }
    let free = (1..).map(|n| folder.join(format!("restored-{n}.db"))).find(|file| !file.exists());
    sqlite_at(&free.expect("numbers do not end"))
}

pub fn names(folder: &Path) -> Vec<String> {
    let items = std::fs::read_dir(folder).expect("the folder is there");
    let mut names: Vec<String> = items
        .map(|item| item.expect("the folder reads").file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}

pub async fn restore(file: &Path, url: &str) -> Result<Restored, Undone> {
    restore_backup(file, url, &secret(), later(), |_| {}).await
}

/// Nothing is there: no file, no table.
pub async fn is_untouched(url: &str) -> bool {
    match url.strip_prefix("sqlite:") {
        Some(file) => !Path::new(file).exists(),
        None => {
            let mut raw = connect(url).await;
            let found = raw
                .column(
                    "select relname::text from pg_class where relnamespace = current_schema()::regnamespace",
                )
                .await;
            raw.close().await;
            found.is_empty()
        }
    }
}

pub async fn connect(url: &str) -> Raw {
    if url.starts_with("sqlite:") {
        let options: sqlx::sqlite::SqliteConnectOptions = url.parse().expect("the test's URL is one");
        return Raw::Sqlite(options.connect().await.expect("the file can be opened"));
    }
    let options: sqlx::postgres::PgConnectOptions = url.parse().expect("the test's URL is one");
    Raw::Postgres(options.connect().await.expect("the server takes connections"))
}

/// The Fund over a database that was restored.
pub async fn reopen(url: &str) -> Fund {
    let store = Store::open(url, WriterKind::Fast).await.expect("what was restored opens");
    let clock = Arc::new(FixedClock::at(later()));
    Fund::open(store, keys(), clock).await.expect("the key is the one of the database")
}

/// A document under seal, of so many bytes.
pub async fn add_document(house: &House, bytes: Vec<u8>) {
    let request = axum::http::Request::builder()
        .method("POST")
        .uri("/api/v1/documents")
        .header("Authorization", format!("Bearer {}", house.tokens["maker-1"]))
        .header("Content-Type", "text/plain")
        .body(axum::body::Body::from(bytes))
        .expect("a fixed request");
    let answer = tower::ServiceExt::oneshot(server::router(house.fund.clone()), request).await;
    assert_eq!(answer.expect("the router answers").status(), 201);
}

/// The bodies of all leaves.
pub async fn leaves(fund: &Fund) -> Vec<String> {
    let mut from = fund.read().await.expect("it can be read");
    let leaves = from.leaves(0, i64::MAX).await.expect("leaves can be read");
    leaves.into_iter().map(|leaf| leaf.body).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_comes_back_is_what_left_row_for_row_and_the_house_goes_on_from_there() {
    for house in House::all().await {
        let file = house.take("one.backup").await;
        let url = house.target();
        let restored = restore(&file, &url).await.expect("a whole backup is restored");
        let (mut was, mut is) = (connect(&house.url).await, connect(&url).await);
        let (was_rows, is_rows) = (was.contents().await, is.contents().await);
        for (table, rows) in &was_rows {
            assert_eq!(Some(rows), is_rows.get(table), "{}: {table} came back otherwise", house.engine());
        }
        assert_eq!(was_rows.len(), is_rows.len());
        assert!(was_rows.values().filter(|rows| !rows.is_empty()).count() > 20, "the story fills few tables");
        was.close().await;
        is.close().await;

        let fund = reopen(&url).await;
        let log = leaves(&fund).await;
        assert_eq!(log, leaves(&house.fund).await);
        assert_eq!(restored.manifest.leaves, log.len() as i64);
        assert!(restored.entries > 10);
        // The triggers stand: what was restored is as closed to changes as what was laid.
        let mut raw = connect(&url).await;
        let refused = raw.run("delete from leaf where position = 0").await;
        assert!(refused.is_err_and(|said| said.contains("append-only")));
        raw.close().await;
        let name = relief_ledger::domain::text::Line::new("Newcomer").expect("a fixed name");
        let role = "maker".parse().expect("a fixed role");
        add_person(&fund, &name, &[role].into(), None).await.expect("the house goes on");
        let report = verify(&fund, |_| {}).await.expect("verify can be done");
        assert!(report.is_whole(), "{:?}", report.differences);
        assert_eq!(report.leaves, log.len() as i64 + 1);
        fund.store().close().await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_backup_is_a_leaf_that_it_holds_itself_and_its_file_is_for_one_user_only() {
    for house in House::all().await {
        let before = leaves(&house.fund).await;
        let file = house.file("one.backup");
        let taken: Manifest = take_backup(&house.fund, &file, false, |_| {}).await.expect("it can be taken");
        let log = leaves(&house.fund).await;
        assert_eq!((log.len(), taken.leaves), (before.len() + 1, before.len() as i64 + 1));
        let last: serde_json::Value = serde_json::from_str(&log[before.len()]).expect("a leaf is JSON");
        assert_eq!(last["event"], "backup.begun");
        assert_eq!(last["rows"][0][0], "export");
        assert_eq!(last["rows"][0][1]["what"], "backup");
        assert_eq!(last["rows"][0][1]["id"], taken.export.to_string());
        let mode = std::fs::metadata(&file).expect("the file is there").permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
        let beside = house.names().into_iter().filter(|name| !name.starts_with("fund.db"));
        assert_eq!(beside.collect::<Vec<_>>(), ["one.backup"], "something was left beside the backup");
        let text = std::fs::read(&file).expect("the file can be read");
        for secret in ["Xeyirxah", KEY, house.tokens.values().next().expect("the cast has tokens")] {
            assert!(!text.windows(secret.len()).any(|part| part == secret.as_bytes()), "it holds {secret}");
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_backup_of_sqlite_is_a_database_that_any_sqlite_opens_alone() {
    let houses = House::small().await;
    let house = houses.iter().find(|house| house.engine() == "sqlite").expect("SQLite is always here");
    let file = house.take("one.backup").await;
    // A rollback journal, not a write-ahead log: the file needs no companion (SQLite's file format, 1.3.3).
    assert_eq!(std::fs::read(&file).expect("the file can be read")[18..20], [1, 1]);
    let alone = house.file("alone");
    std::fs::create_dir(&alone).expect("a folder can be made");
    let moved = alone.join("any name.db");
    std::fs::copy(&file, &moved).expect("a file can be copied");
    let options = sqlx::sqlite::SqliteConnectOptions::new().filename(&moved).read_only(true);
    let mut conn = options.connect().await.expect("it opens as it is");
    let said: String =
        sqlx::query_scalar("pragma integrity_check").fetch_one(&mut conn).await.expect("it can be checked");
    let count: i64 =
        sqlx::query_scalar("select count(*) from leaf").fetch_one(&mut conn).await.expect("it reads");
    assert_eq!((said.as_str(), count), ("ok", leaves(&house.fund).await.len() as i64));
    assert_eq!(names(&alone), ["any name.db"]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_progress_that_is_told_has_numbers_that_grow_to_their_total() {
    for house in House::small().await {
        let mut told = vec![];
        let file = house.file("one.backup");
        take_backup(&house.fund, &file, false, |step| told.push(step)).await.expect("it can be taken");
        let restored =
            restore_backup(&file, &house.target(), &secret(), later(), |step| told.push(step)).await;
        restored.expect("it can be restored");
        assert!(told.iter().all(|step| step.done <= step.total), "{told:?}");
        assert!(told.iter().any(|step| step.part == "leaves" && step.done == step.total), "{told:?}");
    }
}
