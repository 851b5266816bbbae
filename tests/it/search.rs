//! The wide search: every route of OpenAPI as every role and as nobody, every command of the command line, with words planted wherever
//! one fits; then everything that came out and everything on the disk is searched for them. What a role may read by the contract is
//! listed in `may_read`, word by word. A route or a command that nobody has thought of fails.
mod commands;
mod disk;
mod needle;
mod planted;
mod poison;
mod refused;
mod route;
mod scene;
mod speak;

use crate::{
    app::{NOW, TestApp},
    faults::cluster::Cluster,
    serving::binary::{Service, command},
};
use needle::Search;
use planted::*;
use relief_ledger::http::limit::Limits;
use scene::Scene;
use serde_json::Value;
use speak::{Sent, Speaker};
use std::{collections::BTreeMap, path::Path};

/// Everybody of the cast, and nobody.
const VOICES: [&str; 13] = [
    "",
    "administrator-1",
    "auditor-1",
    "overrider-1",
    "maker-1",
    "approver-1",
    "registrar-1",
    "treasurer-1",
    "guardian-1",
    "maker-2",
    "approver-2",
    "treasurer-2",
    "registrar-2",
];

/// The roles that read payments, and those of them that read payees' names and memos.
const READERS: &[&str] = &["maker", "approver", "treasurer", "overrider", "auditor"];
const NAME_READERS: &[&str] = &["maker", "approver", "treasurer"];
/// Where a payment is shown whole.
const OF_A_PAYMENT: &[&str] = &["GET /payments", "POST /payments"];

/// What lists and reports are asked for.
const PARAMETERS: [&str; 12] = [
    "limit",
    "after",
    "from",
    "format",
    "beneficiary",
    "state",
    "on",
    "known_at",
    "rule",
    "size",
    "person",
    "subject",
];

const REGISTERS: &[&str] = &["GET /registers", "POST /registers/{register}/{id}/end"];

const THE_BANK_FILE: &[&str] = &["GET /batches/{id}/pain.001"];

/// Who may read which word, and where. Contract: payee names for maker, approver and treasurer, never a beneficiary's, a
/// representative's or a natural donor's; memos for the same; the reasons of decisions for whoever reads the payment.
const MAY_READ: &[(&str, &[&str], &[&str])] = &[
    ("Plantklinika", NAME_READERS, OF_A_PAYMENT),
    ("plantmemo", NAME_READERS, OF_A_PAYMENT),
    ("plantreason", READERS, OF_A_PAYMENT),
    ("plantbasis", READERS, OF_A_PAYMENT),
    // Who reads rulebooks reads why they were proposed or taken back.
    ("plantreason", &["administrator", "auditor"], &["GET /rulebooks/{id}", "POST /rulebooks"]),
    // Under an order in force a guardian sees the name that it names; it was completed by a second spelling.
    ("Plantəsirova", &["guardian"], &["POST /beneficiaries/{id}/identity"]),
    ("Плантасирова", &["guardian"], &["POST /beneficiaries/{id}/identity"]),
    // What the bank must know stands in the bank's file alone: accounts, and the name of a payee who is not helped.
    ("Plantklinika", &["treasurer"], THE_BANK_FILE),
    (CLINIC_IBAN, &["treasurer"], THE_BANK_FILE),
    (IBAN, &["treasurer"], THE_BANK_FILE),
    (FOREIGN, &["treasurer"], THE_BANK_FILE),
    // Who keeps a register reads it.
    ("Plantlisted", &["administrator"], REGISTERS),
    (LISTED_NUMBER, &["administrator"], REGISTERS),
    (LISTED_ACCOUNT, &["administrator"], REGISTERS),
    ("plantrelation", &["administrator"], REGISTERS),
    ("plantrecipient", &["registrar", "guardian"], &["POST /orders", "GET /orders", "GET /disclosures"]),
];

fn may_read(word: &str, who: &str, route: &str) -> bool {
    let role = who.split('-').next().unwrap_or_default();
    MAY_READ.iter().any(|(allowed, roles, routes)| {
        *allowed == word && roles.contains(&role) && routes.iter().any(|start| route.starts_with(start))
    })
}

/// Method and path of each route that OpenAPI names, without the base.
async fn routes(speaker: &mut Speaker) -> Vec<String> {
    let document = speaker.say("", "GET /api/openapi.json", "/api/openapi.json", None).await.json();
    let mut all = vec![];
    for (path, methods) in document["paths"].as_object().expect("OpenAPI has paths") {
        for method in methods.as_object().expect("a path has methods").keys() {
            all.push(format!("{} {}", method.to_uppercase(), path.strip_prefix("/api/v1").unwrap_or(path)));
        }
    }
    assert!(all.len() > 70, "{}", all.len());
    all
}

fn whole_path(path: &str) -> String {
    let of_the_house =
        ["/healthz", "/readyz", "/metrics", "/api/"].iter().any(|start| path.starts_with(start));
    if of_the_house { path.to_owned() } else { format!("/api/v1{path}") }
}

/// Reads a route as everybody, with each of its queries and with words where none belongs.
async fn read(to: &mut Speaker, scene: &mut Scene, route: &str) {
    let queries = route::queries(route, scene)
        .unwrap_or_else(|| panic!("{route} is not driven: add it to `search::route`"));
    let path = whole_path(&scene::ready(to, scene, route).await);
    for who in VOICES {
        for query in &queries {
            to.say(who, route, &format!("{path}{query}"), None).await;
        }
        if !to.poisons {
            continue;
        }
        to.say(who, route, &format!("{path}?{STRAY}={STRAY}"), None).await;
        for name in PARAMETERS {
            to.say(who, route, &format!("{path}?{name}={STRAY}"), None).await;
        }
        if let Some(at) = route.find('{') {
            let start = &route[route.find('/').unwrap_or_default()..at];
            to.say(who, route, &whole_path(&format!("{start}{STRAY}")), None).await;
        }
    }
}

/// Sends a command as everybody; whoever passes the guard also sends it with words in the wrong places.
async fn write(to: &mut Speaker, scene: &mut Scene, route: &str) {
    if route == "POST /documents" {
        for who in VOICES {
            for (kind, title) in [(MEDIA, "%20"), (MEDIA, STRAY), (STRAY, STRAY), ("text/plain", "%FF")] {
                let headers = format!("content-type: {kind}\r\nx-title: {title}\r\n");
                to.ask(who, Sent { route, path: "/api/v1/documents", headers: &headers, body: CONTENT })
                    .await;
            }
        }
        return;
    }
    let path = whole_path(&scene::ready(to, scene, route).await);
    let body = route::body(route, scene)
        .unwrap_or_else(|| panic!("{route} is not driven: add it to `search::route`"));
    for who in VOICES {
        // In the wrong places first: they change nothing, so that the right one still meets what it needs.
        let passes = to.say(who, route, &path, Some(&Value::String(STRAY.into()))).await.status == 422;
        if to.poisons && passes && !who.ends_with("-2") {
            for wrong in poison::bodies(&body) {
                to.say(who, route, &path, Some(&wrong)).await;
            }
            to.ask(
                who,
                Sent {
                    route,
                    path: &path,
                    headers: "content-type: application/json\r\n",
                    body: &format!("{{\"{STRAY}\": {STRAY}"),
                },
            )
            .await;
        }
        to.say(who, route, &path, Some(&body)).await;
    }
}

async fn drive(to: &mut Speaker) {
    let mut scene = scene::laid(to).await;
    let mut all = routes(to).await;
    // Erasing comes last, since an erased person holds nothing any more; reading comes after writing, so that there is much to read.
    all.sort_by_key(|route| (route.ends_with("/erase"), route.starts_with("GET"), route.clone()));
    for route in &all {
        if route.starts_with("GET ") {
            read(to, &mut scene, route).await
        } else {
            write(to, &mut scene, route).await
        }
    }
    let mut refused = vec![];
    for route in all.iter().filter(|route| !route::ONLY_REFUSED.iter().any(|(only, _)| only == route)) {
        let of_it = || to.heard.iter().rev().filter(|heard| heard.route == *route);
        if !of_it().any(|heard| (200..300).contains(&heard.status)) {
            let last = of_it().find(|heard| ![401, 403].contains(&heard.status));
            refused.push(format!(
                "{route}: {}",
                last.map(|h| String::from_utf8_lossy(&h.bytes).into_owned()).unwrap_or_default()
            ));
        }
    }
    to.problems.extend(refused.into_iter().map(|told| format!("never done: {told}")));
    let broken: Vec<_> =
        to.heard.iter().filter(|heard| heard.status >= 500).map(|h| (&h.route, &h.who)).collect();
    if !broken.is_empty() {
        to.problems.push(format!("broken: {broken:?}"));
    }
}

/// Every word that stands where it may not.
fn heard_in_vain(search: &Search, speaker: &Speaker) -> Vec<String> {
    let mut found: BTreeMap<(String, String), Vec<&str>> = BTreeMap::new();
    for heard in &speaker.heard {
        for word in search.find(&heard.bytes) {
            if !may_read(word, &heard.who, &heard.route) {
                let who = heard.who.split('-').next().unwrap_or_default();
                found.entry((heard.route.clone(), word.to_owned())).or_default().push(who);
            }
        }
    }
    found.values_mut().for_each(|who| {
        who.sort_unstable();
        who.dedup();
    });
    found.into_iter().map(|((route, word), who)| format!("{route} tells {word} to {who:?}")).collect()
}

fn told(search: &Search, what: &str, bytes: &[u8]) -> Vec<String> {
    let found = search.find(bytes);
    found
        .into_iter()
        .map(|word| {
            let text = String::from_utf8_lossy(bytes).into_owned();
            let line = text.lines().find(|line| line.contains(word)).unwrap_or_default();
            format!("{what} tells {word}: {}", line.chars().take(300).collect::<String>())
        })
        .collect()
}

async fn served(url: &str, folder: &Path, format: &str) -> Service {
    let mut serve = command(
        url,
        &["serve", "--listen", "127.0.0.1:0", "--metrics-listen", "127.0.0.1:0", "--log-format", format],
    );
    serve.env("RUST_LOG", "relief_ledger=trace,warn").env("TMPDIR", folder).current_dir(folder);
    Service::of(serve).await
}

/// The whole search over one database, whose bytes lie in `places` once all processes have ended.
async fn search_all(url: &str, folder: &Path, mut stop: impl FnMut(), places: &[&Path]) {
    let search = Search::new(WORDS);
    let app = TestApp::at(url.to_owned(), None, NOW).await;
    let tokens = app.tokens.clone();
    app.fund.store().close().await;
    drop(app);
    let mut service = served(url, folder, "json").await;
    let mut speaker = Speaker::new(service.address, tokens);
    drive(&mut speaker).await;
    let mut problems = std::mem::take(&mut speaker.problems);
    let mut measures = Speaker::new(service.told_address("measures").await, BTreeMap::new());
    measures.say("", "GET /metrics", "/metrics", None).await;
    problems.extend(heard_in_vain(&search, &measures));
    problems.extend(told(&search, "a command", &commands::run_all(url, folder)));
    service.signal("KILL");
    let log = service.log_to_the_end().await.join("\n");
    assert!(log.lines().count() > 2_000, "each request has a line: {}", log.lines().count());
    problems.extend(told(&search, "the log", log.as_bytes()));
    // Once more with a log for persons, and the write-ahead log of a service that was killed.
    let mut service = served(url, folder, "text").await;
    speaker.address = service.address;
    for path in ["/payments", "/inflows", "/orders", &format!("/payments/{STRAY}")] {
        speaker.say("maker-1", &format!("GET {path}"), &whole_path(path), None).await;
    }
    problems.extend(heard_in_vain(&search, &speaker));
    service.until("/api/v1/orders").await;
    service.signal("KILL");
    let log = service.log_to_the_end().await.join("\n");
    problems.extend(told(&search, "the log in words", log.as_bytes()));
    problems.extend(told(&search, "a rotation", &commands::rotate(url, folder)));
    problems.extend(told(&search, "a table", disk::rows(url).await.as_bytes()));
    disk::plant_canary(url).await;
    stop();
    problems.extend(disk::holds_more_than_the_canary(&search, places));
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

/// All answers of a ledger in which the persons asked for are, or are strangers; without what is random in them.
async fn answers(app: TestApp, strangers: bool) -> Vec<(String, String)> {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let address = listener.local_addr().expect("a bound listener has an address");
    let serving = tokio::spawn(relief_ledger::http::serve(
        app.fund.clone(),
        listener,
        Limits::default(),
        std::future::pending(),
    ));
    let mut speaker = Speaker { strangers, poisons: false, ..Speaker::new(address, app.tokens.clone()) };
    drive(&mut speaker).await;
    serving.abort();
    // Under a clock that stands still some steps cannot be done; that each route is done is asked of the wide search.
    speaker.problems.retain(|problem| !problem.starts_with("never done: "));
    assert_eq!(speaker.problems, [""; 0]);
    // A guardian is who learns of matches, and sees the name that a court disclosed.
    let is_told = |heard: &&speak::Heard| {
        heard.who.starts_with("guardian")
            && (heard.route.contains("/duplicates") || heard.route.ends_with("/identity"))
    };
    let heard = speaker.heard.iter().filter(|heard| heard.route != "GET /metrics" && !is_told(heard));
    heard.map(|heard| (format!("{} as {}", heard.route, heard.who), without_chance(&heard.bytes))).collect()
}

/// Hashes, signatures, ids and lengths stand as a mark: they differ from run to run.
fn without_chance(bytes: &[u8]) -> String {
    let text = String::from_utf8_lossy(bytes);
    let is_part = |c: char| c.is_ascii_alphanumeric() || "+/=_-".contains(c);
    let lines = text.lines().filter(|line| {
        !["x-request-id: ", "date: ", "content-length: "].iter().any(|name| line.starts_with(name))
    });
    let lines = lines.map(|line| {
        line.split_inclusive(|c| !is_part(c))
            .map(|word| if is_by_chance(word.trim_end_matches(|c| !is_part(c))) { "#" } else { word })
            .collect::<String>()
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// A hash, the log's name, or the microseconds of a recorded instant, which follow from how commands came together.
fn is_by_chance(word: &str) -> bool {
    let micros =
        word.strip_suffix('Z').is_some_and(|n| n.len() == 6 && n.bytes().all(|b| b.is_ascii_digit()));
    // What tells two waits apart is keyed, and each ledger has keys of its own.
    let keyed = ["relief-ledger/", "waiting-"].iter().any(|start| word.starts_with(start));
    word.len() > 35 || keyed || micros
}

/// Whether a ledger knows somebody can be told from no answer, by nobody, whatever is sent with their name and numbers.
async fn known_and_unknown_are_answered_the_same(known: TestApp, unknown: TestApp) {
    let (with, without) = tokio::join!(answers(known, false), answers(unknown, true));
    assert_eq!(with.len(), without.len());
    let mut differing: Vec<String> = vec![];
    for ((route, one), (_, other)) in with.iter().zip(&without) {
        if one != other {
            differing.push(format!("{route}:\n{one}\n{other}"));
        }
    }
    assert!(
        with.len() > 900 && differing.is_empty(),
        "{} of {}: {}",
        differing.len(),
        with.len(),
        differing.iter().take(5).cloned().collect::<Vec<_>>().join("\n")
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_guess_is_answered_the_same_whether_or_not_the_person_is_there_on_sqlite() {
    known_and_unknown_are_answered_the_same(TestApp::sqlite().await, TestApp::sqlite().await).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_guess_is_answered_the_same_whether_or_not_the_person_is_there_on_postgres() {
    let (Some(known), Some(unknown)) = (TestApp::postgres().await, TestApp::postgres().await) else { return };
    known_and_unknown_are_answered_the_same(known, unknown).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_planted_word_comes_out_or_lies_on_the_disk_on_sqlite() {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let url = format!("sqlite:{}", folder.path().join("fund.db").display());
    search_all(&url, folder.path(), || {}, &[folder.path()]).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_planted_word_comes_out_or_lies_on_the_disk_on_postgres() {
    let Some(cluster) = Cluster::start() else { return };
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let (url, data) = (cluster.url(), cluster.folder().to_owned());
    let mut cluster = cluster;
    search_all(&url, folder.path(), || cluster.kill(), &[folder.path(), &data]).await;
}
