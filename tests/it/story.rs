//! The story of 2008-2015, told through the API on both engines: its seed figures come out of the statement, the expulsion is
//! refused, exports are the same bytes on both engines and what hledger and beancount accept, and `verify` agrees.
use crate::{
    app::{KEY, TestApp, instant},
    postgres,
};
use axum::{
    body::{Body, to_bytes},
    http::Request,
};
use relief_ledger::{
    cli::story::{self, Tokens},
    http::server,
    service::{Fund, clock::FixedClock},
    store::{Store, WriterKind},
    vault::{Keys, Secret},
};
use serde_json::Value;
use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
    process::Command,
    sync::Arc,
};
use tower::ServiceExt;

/// The story as it was told on one engine.
struct Told {
    fund: Fund,
    tokens: Tokens,
    saved: BTreeMap<String, String>,
    _folder: tempfile::TempDir,
}

async fn tell(url: String, folder: tempfile::TempDir) -> Told {
    let clock = Arc::new(FixedClock::at(instant("2008-01-07T09:00:00+04:00")));
    let keys = Keys::derive(&Secret::from_hex(KEY).expect("the key of the tests is one"));
    let store = Store::open(&url, WriterKind::Fast).await.expect("a fresh database opens");
    let fund = Fund::open(store, keys, clock.clone()).await.expect("the key is the database's");
    let tokens = story::assemble(&fund).await.expect("the cast can be added");
    let saved = story::run(&fund, &clock, &tokens).await.unwrap_or_else(|stopped| panic!("{stopped}"));
    clock.set(instant("2016-01-04T09:00:00+04:00"));
    Told { fund, tokens, saved, _folder: folder }
}

async fn on_sqlite() -> Told {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    tell(format!("sqlite:{}", folder.path().join("fund.db").display()), folder).await
}

async fn on_postgres() -> Option<Told> {
    Some(
        tell(postgres::fresh_database_url()?, tempfile::tempdir().expect("a temporary folder can be made"))
            .await,
    )
}

impl Told {
    async fn get(&self, path: &str) -> String {
        let request = Request::builder()
            .uri(format!("/api/v1{path}"))
            .header("Authorization", format!("Bearer {}", self.tokens["auditor-1"]));
        let response = server::router(self.fund.clone())
            .oneshot(request.body(Body::empty()).expect("a fixed request"))
            .await
            .expect("the router answers");
        let status = response.status();
        let text =
            String::from_utf8(to_bytes(response.into_body(), 1 << 27).await.expect("the body ends").to_vec())
                .expect("UTF-8");
        assert!(status.is_success(), "{path}: {text}");
        text
    }

    async fn json(&self, path: &str) -> Value {
        serde_json::from_str(&self.get(path).await).expect("JSON reads")
    }

    async fn verified(&self) {
        let report =
            relief_ledger::service::verify::verify(&self.fund, |_| {}).await.expect("verify can be done");
        let differences: Vec<String> =
            report.differences.iter().map(|d| format!("{} {}: {}", d.table, d.row, d.what)).collect();
        assert!(differences.is_empty(), "{differences:#?}");
    }
}

/// How many payments, and what sum in qəpik, the debits come to of the rows that a filter takes.
fn total(csv: &str, takes: impl Fn(&BTreeMap<String, String>) -> bool) -> (usize, i64) {
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    let rows: Vec<BTreeMap<String, String>> = reader.deserialize().map(|r| r.expect("a row reads")).collect();
    let taken: Vec<_> = rows.iter().filter(|r| takes(r)).collect();
    let payments: std::collections::BTreeSet<&String> = taken.iter().map(|r| &r["payment"]).collect();
    (payments.len(), taken.iter().map(|r| r["debit"].replace('.', "").parse::<i64>().unwrap_or(0)).sum())
}

async fn seed_figures(told: &Told) {
    let csv = told.get("/statements?from=2013-01-01&to=2014-12-31&format=csv").await;
    let lump_sums = total(&csv, |r| r["account"] == "5110" && r["kind"] == "release");
    assert_eq!(lump_sums, (53, 530_000), "53 persons had 100.00 each in 2013-2014: 5,300.00");
    let identified = |year: &str| {
        let key = format!("{year}-");
        include_str!("../../fixtures/story/beneficiaries.csv")
            .lines()
            .skip(1)
            .filter(|l| l.split(',').any(|c| c.starts_with(&key)) && l.contains(&format!(",{key}")))
            .count()
    };
    assert!(identified("2013") >= 54 && identified("2014") >= 54);
    let payments = told.json("/payments?purpose=lump_sum&limit=500").await;
    let settled =
        payments["items"].as_array().into_iter().flatten().filter(|p| p["state"] == "settled").count();
    assert_eq!(settled, 53);
}

async fn expulsion_is_refused(told: &Told) {
    let findings = told.json("/findings?rule=expulsion-funding&from=2015-01-01&limit=500").await;
    let subjects: std::collections::BTreeSet<String> = findings["items"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(|f| f["subject"].as_str().map(str::to_owned))
        .collect();
    assert!(subjects.len() >= 3, "under three names it was tried, and refused: {subjects:?}");
    for subject in subjects {
        let payment = told.json(&format!("/payments/{subject}")).await;
        assert!(["draft", "withdrawn"].contains(&payment["state"].as_str().unwrap_or_default()), "{subject}");
        assert_eq!(payment["verdict"], "blocked");
        assert_eq!(payment["entries"], serde_json::json!([]), "{subject} moved no money");
    }
}

/// Runs a tool that reads exports; none where it is not installed (in CI that is a failure).
#[expect(clippy::disallowed_methods, reason = "whether this is CI is the environment's to say")]
fn tool(name: &str, arguments: &[&str]) -> Option<std::process::Output> {
    match Command::new(name).args(arguments).output() {
        Ok(output) => Some(output),
        Err(error) if std::env::var("CI").is_ok_and(|ci| !ci.is_empty()) => {
            panic!("{name} is needed in CI: {error}")
        }
        Err(error) => {
            eprintln!("SKIPPED: {name} is not installed ({error})");
            None
        }
    }
}

/// Balances of a trial balance by account, in qəpik, debit positive.
fn trial(json: &Value) -> BTreeMap<String, i64> {
    let qepik = |v: &Value| v.as_str().unwrap_or("0.00").replace('.', "").parse::<i64>().unwrap_or(0);
    json["accounts"]
        .as_array()
        .into_iter()
        .flatten()
        .map(|a| {
            (a["code"].as_str().unwrap_or_default().to_owned(), qepik(&a["debit"]) - qepik(&a["credit"]))
        })
        .collect()
}

/// Sums lines of `account,amount` by the four digits of the account.
fn by_code(rows: impl Iterator<Item = (String, String)>) -> BTreeMap<String, i64> {
    let mut sums = BTreeMap::new();
    for (account, amount) in rows {
        let code: String = account
            .split([':', ' '])
            .find(|part| part.len() == 4 && part.bytes().all(|b| b.is_ascii_digit()))
            .unwrap_or("none")
            .to_owned();
        let number: String =
            amount.chars().filter(|c| c.is_ascii_digit() || *c == '-' || *c == '.').collect();
        let (sign, digits) = match number.strip_prefix('-') {
            Some(rest) => (-1, rest),
            None => (1, number.as_str()),
        };
        let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
        let qepik: i64 = format!("{whole}{part:0<2}").parse().unwrap_or(0);
        *sums.entry(code).or_insert(0) += sign * qepik;
    }
    sums.retain(|_, sum| *sum != 0);
    sums
}

async fn plain_text_accounting_agrees(told: &Told, folder: &Path) {
    let mut expected = trial(&told.json("/trial-balance?on=2016-01-04").await);
    expected.retain(|_, sum| *sum != 0);
    let journal = folder.join("all.journal");
    std::fs::write(&journal, told.get("/statements?format=hledger").await).expect("the folder takes a file");
    let file = journal.display().to_string();
    if let Some(check) = tool("hledger", &["-f", &file, "check", "--strict"]) {
        assert!(check.status.success(), "hledger: {}", String::from_utf8_lossy(&check.stderr));
        let balance = tool("hledger", &["-f", &file, "balance", "--flat", "-O", "csv", "--no-total"])
            .expect("hledger was there just now");
        let text = String::from_utf8_lossy(&balance.stdout).into_owned();
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        let rows: Vec<(String, String)> =
            reader.deserialize().map(|r| r.expect("hledger writes CSV")).collect();
        assert_eq!(by_code(rows.into_iter()), expected, "hledger's balances");
    }
    let beans = folder.join("all.beancount");
    std::fs::write(&beans, told.get("/statements?format=beancount").await).expect("the folder takes a file");
    let file = beans.display().to_string();
    if let Some(check) = tool("bean-check", &[&file]) {
        assert!(check.status.success(), "bean-check: {}", String::from_utf8_lossy(&check.stderr));
        let query = tool(
            "bean-query",
            &["-f", "csv", &file, "select account, sum(number) as total group by account"],
        )
        .expect("beancount was there just now");
        let text = String::from_utf8_lossy(&query.stdout).into_owned();
        let rows = text
            .lines()
            .skip(1)
            .filter_map(|l| l.split_once(','))
            .map(|(a, n)| (a.trim().to_owned(), n.trim().to_owned()));
        assert_eq!(by_code(rows), expected, "beancount's balances");
    }
}

/// Compares with the file in `fixtures/exports`, byte for byte. With UPDATE_EXPORTS=1 it writes them: read the difference.
#[expect(clippy::disallowed_methods, reason = "whoever reviews a changed export says so in the environment")]
fn same_bytes(name: &str, text: &str) {
    let file: PathBuf = [env!("CARGO_MANIFEST_DIR"), "fixtures", "exports", name].iter().collect();
    if std::env::var("UPDATE_EXPORTS").is_ok() {
        std::fs::write(&file, text).expect("the fixture can be written");
    }
    let kept = std::fs::read_to_string(&file).unwrap_or_default();
    let first = kept
        .lines()
        .zip(text.lines())
        .position(|(a, b)| a != b)
        .map_or(kept.lines().count().min(text.lines().count()), |n| n)
        + 1;
    assert!(
        kept == text,
        "fixtures/exports/{name} differs from line {first} on; if that is meant, run with UPDATE_EXPORTS=1 and read the change"
    );
}

async fn exports_are_kept(told: &Told) {
    for (format, name) in [
        ("csv", "2013-2014.csv"),
        ("json", "2013-2014.json"),
        ("hledger", "2013-2014.journal"),
        ("beancount", "2013-2014.beancount"),
    ] {
        let path = format!(
            "/statements?from=2013-01-01&to=2014-12-31&format={format}&known_at=2016-01-01T00:00:00Z"
        );
        same_bytes(name, &told.get(&path).await);
    }
}

async fn the_whole_story(told: Told) {
    seed_figures(&told).await;
    expulsion_is_refused(&told).await;
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    plain_text_accounting_agrees(&told, folder.path()).await;
    exports_are_kept(&told).await;
    told.verified().await;
    assert!(told.saved.len() > 100, "the cast of the story is known by name");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_story_comes_out_on_sqlite() {
    the_whole_story(on_sqlite().await).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_story_comes_out_on_postgres() {
    if let Some(told) = on_postgres().await {
        the_whole_story(told).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_known_on_a_day_stays_what_was_known() {
    let app = TestApp::sqlite().await;
    app.donation("100.00", "2014-05-05", serde_json::json!({})).await;
    let at = "2014-06-02T07:00:00Z";
    app.set_clock("2014-06-02T12:00:00+04:00");
    let before = app.get("auditor-1", &format!("/trial-balance?on=2014-05-31&known_at={at}")).await.must(200);
    app.donation("50.00", "2014-05-20", serde_json::json!({})).await;
    assert_eq!(
        app.get("auditor-1", &format!("/trial-balance?on=2014-05-31&known_at={at}")).await.must(200),
        before
    );
    let now = app.get("auditor-1", "/trial-balance?on=2014-05-31").await.must(200);
    assert_eq!(
        (before["total_debit"].as_str(), now["total_debit"].as_str()),
        (Some("100.00"), Some("150.00"))
    );
    let ahead = app.get("auditor-1", "/trial-balance?known_at=2099-01-01T00:00:00Z").await;
    assert_eq!((ahead.status, ahead.code().as_str()), (422, "invalid"));
}
