//! A ledger of its own for each test, on either engine: a fixed clock, a cast with a token for each role, and a client that
//! speaks to the API as any of them. No test shares a database with another.
use crate::{postgres, tongue};
use axum::{
    Router,
    body::{Body, Bytes, to_bytes},
    http::{HeaderMap, Method, Request, header},
};
use relief_ledger::{
    cli::story::{self, Tokens},
    domain::day::{Instant, parse_instant},
    http::server,
    service::{Fund, clock::FixedClock},
    store::{Store, WriterKind},
    vault::{Keys, Secret},
};
use serde_json::{Value, json};
use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};
use tempfile::TempDir;
use tower::ServiceExt;

/// The key of all tests.
pub const KEY: &str = "4f1c2b9d8e7a60514f1c2b9d8e7a60514f1c2b9d8e7a60514f1c2b9d8e7a6051";

/// When a test's clock stands at its beginning.
pub const NOW: &str = "2014-06-02T10:00:00+04:00";

/// So that nobody of a test run has the FIN of another.
static NEXT_FIN: AtomicUsize = AtomicUsize::new(0);

/// A FIN that nobody else has.
pub fn fresh_fin() -> String {
    format!("8{:05}K", NEXT_FIN.fetch_add(1, Ordering::Relaxed) % 100_000)
}

/// A ledger under test.
pub struct TestApp {
    /// The Fund.
    pub fund: Fund,
    /// Its clock.
    pub clock: Arc<FixedClock>,
    /// Tokens of the cast.
    pub tokens: Tokens,
    /// Where the database is.
    pub url: String,
    router: Router,
    _folder: Option<TempDir>,
}

/// An answer of the API.
#[derive(Debug, Clone)]
pub struct Answer {
    /// Its status.
    pub status: u16,
    /// Its headers.
    pub headers: HeaderMap,
    /// Its body as bytes.
    pub bytes: Bytes,
}

impl Answer {
    /// The body as JSON; null where it is none.
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.bytes).unwrap_or(Value::Null)
    }

    /// The body as text.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.bytes).into_owned()
    }

    /// The code of a problem.
    pub fn code(&self) -> String {
        self.json()["code"].as_str().unwrap_or_default().to_owned()
    }

    /// The rules of the findings it carries.
    pub fn rules(&self) -> Vec<String> {
        let json = self.json();
        json["findings"]
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(|f| f["rule"].as_str().map(str::to_owned))
            .collect()
    }

    /// Fails unless the status is the one expected; returns the JSON.
    #[track_caller]
    pub fn must(self, status: u16) -> Value {
        assert_eq!(self.status, status, "{}", self.text());
        self.json()
    }
}

/// The instant a text means.
pub fn instant(text: &str) -> Instant {
    parse_instant(text).expect("a fixed instant reads")
}

impl TestApp {
    /// On SQLite, in a temporary folder.
    pub async fn sqlite() -> TestApp {
        let folder = tempfile::tempdir().expect("a temporary folder can be made");
        let url = format!("sqlite:{}", folder.path().join("fund.db").display());
        TestApp::at(url, Some(folder), NOW).await
    }

    /// On PostgreSQL, in a database of its own; none where PostgreSQL is not installed (in CI that is a failure).
    pub async fn postgres() -> Option<TestApp> {
        let url = postgres::fresh_database_url()?;
        Some(TestApp::at(url, None, NOW).await)
    }

    /// At a URL, with the clock at an instant.
    pub async fn at(url: String, folder: Option<TempDir>, now: &str) -> TestApp {
        let clock = Arc::new(FixedClock::at(instant(now)));
        let store = Store::open(&url, WriterKind::Fast).await.expect("a fresh database opens");
        let keys = Keys::derive(&Secret::from_hex(KEY).expect("the key of the tests is one"));
        let fund = Fund::open(store, keys, clock.clone()).await.expect("the key is the database's");
        let tokens = story::assemble(&fund).await.expect("the cast can be added");
        TestApp { router: server::router(fund.clone()), fund, clock, tokens, url, _folder: folder }
    }

    /// A second instance over the same database, as another process would be.
    pub async fn second(app: &TestApp) -> Fund {
        let store = Store::open(&app.url, WriterKind::Fast).await.expect("the database opens again");
        let keys = Keys::derive(&Secret::from_hex(KEY).expect("the key of the tests is one"));
        Fund::open(store, keys, app.clock.clone()).await.expect("the key is the database's")
    }

    /// The same house served by a second instance beside this one.
    pub async fn beside(&self) -> TestApp {
        let fund = TestApp::second(self).await;
        let router = server::router(fund.clone());
        TestApp {
            fund,
            router,
            clock: self.clock.clone(),
            tokens: self.tokens.clone(),
            url: self.url.clone(),
            _folder: None,
        }
    }

    /// The same service with something else about its Fund, as after a restart.
    pub fn with(self, change: impl FnOnce(Fund) -> Fund) -> TestApp {
        let fund = change(self.fund.clone());
        TestApp { router: server::router(fund.clone()), fund, ..self }
    }

    /// Sets the clock.
    pub fn set_clock(&self, text: &str) {
        self.clock.set(instant(text));
    }

    /// Sends any request.
    pub async fn send(&self, request: Request<Body>) -> Answer {
        let response = self.router.clone().oneshot(request).await.expect("the router answers");
        let (parts, body) = response.into_parts();
        let bytes = to_bytes(body, 1 << 26).await.expect("the body ends");
        tongue::check(&bytes);
        Answer { status: parts.status.as_u16(), headers: parts.headers, bytes }
    }

    /// Sends a request as somebody of the cast (an empty name: nobody), with headers and a body of bytes.
    pub async fn raw(
        &self,
        who: &str,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: impl Into<Body>,
    ) -> Answer {
        let method: Method = method.parse().expect("a fixed method");
        let mut request = Request::builder().method(method).uri(path);
        if let Some(token) = self.tokens.get(who) {
            request = request.header(header::AUTHORIZATION, format!("Bearer {token}"));
        }
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        self.send(request.body(body.into()).expect("a fixed request")).await
    }

    /// `POST /api/v1{path}` as somebody.
    pub async fn post(&self, who: &str, path: &str, body: Value) -> Answer {
        let json = [("Content-Type", "application/json")];
        self.raw(who, "POST", &format!("/api/v1{path}"), &json, body.to_string()).await
    }

    /// `POST` with an `Idempotency-Key`.
    pub async fn post_keyed(&self, who: &str, path: &str, key: &str, body: Value) -> Answer {
        let headers = [("Content-Type", "application/json"), ("Idempotency-Key", key)];
        self.raw(who, "POST", &format!("/api/v1{path}"), &headers, body.to_string()).await
    }

    /// `GET /api/v1{path}` as somebody.
    pub async fn get(&self, who: &str, path: &str) -> Answer {
        self.raw(who, "GET", &format!("/api/v1{path}"), &[], Body::empty()).await
    }

    /// Uploads a document; its reference.
    pub async fn document(&self, who: &str, text: &str) -> String {
        let answer = self
            .raw(
                who,
                "POST",
                "/api/v1/documents",
                &[("Content-Type", "text/plain"), ("X-Title", "paper")],
                text.to_owned(),
            )
            .await;
        id(&answer.must(201))
    }

    /// A donation at the bank from a named legal person, on a day; the answer.
    pub async fn donation(&self, amount: &str, on: &str, more: Value) -> Value {
        let mut body = json!({
            "kind": "donation", "amount": amount, "received_on": on, "account": "bank", "donor": {"kind": "legal", "name": "Xeyirxah MMC"},
        });
        merge(&mut body, more);
        self.post("maker-1", "/inflows", body).await.must(201)
    }

    /// A citizen of age, identified on a day, of whom a FIN is known and reviewed; the reference.
    pub async fn beneficiary(&self, identified_on: &str) -> String {
        self.known(
            json!({"citizenship": "citizen", "minor": false, "identifications": [identification(identified_on)]}),
        )
        .await
    }

    /// A beneficiary with fields of one's own, and a FIN of their own that a guardian has reviewed; the reference.
    pub async fn known(&self, more: Value) -> String {
        let mut body = json!({"identity": {"fin": fresh_fin()}});
        merge(&mut body, more);
        let person = self.beneficiary_with(body).await;
        self.asked(&person).await;
        self.reviewed().await;
        person
    }

    /// A beneficiary with fields of one's own and no identity, whose identifications are shown by a paper; the reference.
    pub async fn beneficiary_with(&self, more: Value) -> String {
        let mut body = json!({"method_wish": "bank"});
        merge(&mut body, more);
        for identified in body.get_mut("identifications").and_then(Value::as_array_mut).into_iter().flatten()
        {
            if identified.get("document").is_none() {
                identified["document"] = json!(self.document("maker-1", "identified as a victim").await);
            }
        }
        id(&self.post("maker-1", "/beneficiaries", body).await.must(201))
    }

    /// Says of a person that it was asked, and that nobody else pays and there are no proceedings.
    pub async fn asked(&self, person: &str) {
        let on = self.fund.today().to_string();
        let support = json!({"kind": "none", "from": on});
        self.post("maker-1", &format!("/beneficiaries/{person}/support"), support).await.must(201);
        let proceedings = json!({"kind": "none", "opened_on": on});
        self.post("maker-1", &format!("/beneficiaries/{person}/proceedings"), proceedings).await.must(201);
    }

    /// A lump sum for a beneficiary as a body.
    pub fn lump_sum(&self, beneficiary: &str) -> Value {
        json!({"purpose": "lump_sum", "beneficiary": beneficiary, "amount": "100.00", "payee": {"kind": "beneficiary"}, "method": "bank"})
    }

    /// Drafts a payment as maker-1; its reference.
    pub async fn draft(&self, body: Value) -> String {
        id(&self.post("maker-1", "/payments", body).await.must(201))
    }

    /// Says how a person wishes to be paid.
    pub async fn wishes(&self, person: &str, method: &str) {
        let wish = json!({"method_wish": method});
        self.post("maker-1", &format!("/beneficiaries/{person}/wish"), wish).await.must(201);
    }

    /// The body with which a payment is settled: for cash of a person with a receipt and the code that the case officer told them.
    pub async fn collected(&self, payment: &str) -> Value {
        let seen = self.get("maker-1", &format!("/payments/{payment}")).await.json();
        match seen["collection_code"].as_str() {
            Some(code) => json!({"receipt": self.document("treasurer-1", "received").await, "code": code}),
            None => json!({}),
        }
    }

    /// Takes a step of a payment.
    pub async fn step(&self, who: &str, payment: &str, step: &str, body: Value) -> Answer {
        self.post(who, &format!("/payments/{payment}/{step}"), body).await
    }

    /// Drafts, submits, approves and releases; its reference.
    pub async fn released(&self, body: Value) -> String {
        let payment = self.draft(body).await;
        for (who, step) in [("maker-1", "submit"), ("approver-1", "approve"), ("treasurer-1", "release")] {
            self.step(who, &payment, step, json!({})).await.must(200);
        }
        payment
    }

    /// The same for somebody of whom no identity is known: an overrider says why it is paid.
    pub async fn released_nameless(&self, body: Value) -> String {
        let lift =
            json!({"rule": "identity-under-review", "reason": "She fled without papers.", "basis": "Reg. 8"});
        let payment = self.draft(body).await;
        self.step("maker-1", &payment, "submit", json!({})).await.must(200);
        self.step("overrider-1", &payment, "override", lift).await.must(200);
        for (who, step) in [("approver-1", "approve"), ("treasurer-1", "release")] {
            self.step(who, &payment, step, json!({})).await.must(200);
        }
        payment
    }

    /// The matches that no review closed, as a guardian lists them.
    pub async fn matches(&self) -> Vec<Value> {
        let listed = self.get("guardian-1", "/duplicates").await.must(200);
        listed["items"].as_array().cloned().unwrap_or_default()
    }

    /// A guardian finds all matches over which nobody decided to be different persons, and has then reviewed everybody.
    pub async fn reviewed(&self) {
        for one in self.matches().await.iter().filter(|one| one["decision"].is_null()) {
            self.decide(&id(one), "different").await.must(200);
        }
        self.post("guardian-1", "/duplicates/review", json!({})).await.must(201);
    }

    /// A guardian decides over a match.
    pub async fn decide(&self, duplicate: &str, decision: &str) -> Answer {
        let body = json!({"decision": decision, "reason": "The papers were compared."});
        self.post("guardian-1", &format!("/duplicates/{duplicate}/decide"), body).await
    }

    /// What `verify` finds: nothing, or its differences in words; and payments that are judged otherwise among others.
    pub async fn differences(&self) -> Vec<String> {
        let report =
            relief_ledger::service::verify::verify(&self.fund, |_| {}).await.expect("it can be done");
        let found = report.differences.iter().map(|d| format!("{} {}: {}", d.table, d.row, d.what));
        found.chain(Box::pin(crate::together::judged_otherwise(self)).await).collect()
    }
}

/// The `id` of an answer.
#[track_caller]
pub fn id(answer: &Value) -> String {
    answer["id"].as_str().unwrap_or_else(|| panic!("no id in {answer}")).to_owned()
}

/// An accepted identification by the police.
pub fn identification(on: &str) -> Value {
    json!({"episode": 1, "on": on, "by": "police", "status": "formal"})
}

/// An IBAN that is valid and, for each number, another (ISO 13616, mod 97-10).
pub fn iban(number: u64) -> String {
    let account = format!("NABZ{number:020}");
    let digits: String = format!("{account}AZ00")
        .chars()
        .map(|c| c.to_digit(36).expect("letters and digits").to_string())
        .collect();
    let rest = digits.bytes().fold(0, |rest, digit| (rest * 10 + u64::from(digit - b'0')) % 97);
    format!("AZ{:02}{account}", 98 - rest)
}

/// Puts the members of one object into another.
pub fn merge(into: &mut Value, more: Value) {
    if let (Value::Object(into), Value::Object(more)) = (into, more) {
        into.extend(more);
    }
}

/// Writes a story that runs on both engines, as two tests.
macro_rules! on_both_engines {
    ($($(#[$meta:meta])* async fn $name:ident($app:ident: TestApp) $body:block)+) => {$(
        $(#[$meta])*
        mod $name {
            use super::*;
            async fn story($app: TestApp) $body

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn on_sqlite() { story(TestApp::sqlite().await).await }

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn on_postgres() {
                if let Some(app) = TestApp::postgres().await { story(app).await }
            }
        }
    )+};
}
pub(crate) use on_both_engines;
