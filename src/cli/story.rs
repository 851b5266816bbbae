//! The story of one small fund, 2008-2015: read from `fixtures/story`, run through the real API under a clock that stands
//! where each line says. `demo` and the tests load it; nothing else does.
use crate::{
    domain::{
        day::{Day, Instant, parse_instant},
        person::Role,
        purpose::{Purpose, sum_in_force},
    },
    http::server,
    service::{Fund, clock::FixedClock},
    service::person::{add_person::add_person, issue_token::issue_token},
};
use axum::{
    Router,
    body::{Body, to_bytes},
    http::{Request, header},
};
use serde::Deserialize;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;
use tower::ServiceExt;

const STEPS: &str = include_str!("../../fixtures/story/story.ndjson");
const PERSONS: &str = include_str!("../../fixtures/story/beneficiaries.csv");

/// The court that the registrars of the story record for.
pub const COURT: &str = "Bakı Ağır Cinayətlər Məhkəməsi";

/// Who acts in the story: name, role, issuer.
pub const CAST: &[(&str, Role, Option<&str>)] = &[
    ("maker-1", Role::Maker, None),
    ("maker-2", Role::Maker, None),
    ("approver-1", Role::Approver, None),
    ("approver-2", Role::Approver, None),
    ("treasurer-1", Role::Treasurer, None),
    ("treasurer-2", Role::Treasurer, None),
    ("overrider-1", Role::Overrider, None),
    ("registrar-1", Role::Registrar, Some(COURT)),
    ("registrar-2", Role::Registrar, Some(COURT)),
    ("auditor-1", Role::Auditor, None),
    ("guardian-1", Role::Guardian, None),
    ("administrator-1", Role::Administrator, None),
];

/// Why the story stopped: the line that did not come out as it says.
#[derive(Debug, thiserror::Error)]
#[error("the story stopped at {at} ({what}): {why}")]
pub struct Stopped {
    at: String,
    what: String,
    why: String,
}

/// Bearer tokens of the cast, by name.
pub type Tokens = BTreeMap<String, String>;

/// Adds the cast and gives each a token.
pub async fn assemble(fund: &Fund) -> Result<Tokens, Stopped> {
    let mut tokens = Tokens::new();
    for (name, role, issuer) in CAST {
        let fail = |why: String| Stopped { at: "the beginning".into(), what: format!("adding {name}"), why };
        add_person(fund, name, &[*role], *issuer).await.map_err(|e| fail(format!("{e:?}")))?;
        let token = issue_token(fund, name).await.map_err(|e| fail(format!("{e:?}")))?;
        tokens.insert((*name).to_owned(), token.as_str().to_owned());
    }
    Ok(tokens)
}

/// One line of `story.ndjson`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Line {
    at: String,
    #[serde(rename = "as", default)]
    who: String,
    #[serde(rename = "do")]
    what: String,
    #[serde(default)]
    with: Option<Value>,
    #[serde(default)]
    title: Option<String>,
    #[serde(default)]
    text: Option<String>,
    #[serde(default)]
    expect: Option<u16>,
    #[serde(default)]
    findings: Vec<String>,
    #[serde(default)]
    save: BTreeMap<String, String>,
    #[serde(default)]
    #[allow(dead_code, reason = "it is for the reader of the file")]
    why: Option<String>,
}

/// One person of `beneficiaries.csv`.
#[derive(Debug, Clone, Deserialize)]
struct Person {
    key: String,
    citizenship: String,
    birth_year: i32,
    minor: bool,
    wish: String,
    identified_on: Day,
    by: String,
    status: String,
    lump_sum_on: Option<Day>,
    allowance_on: Option<Day>,
    reintegration_from: Option<Day>,
    episode: i32,
}

/// Something that happens at an instant.
struct Event {
    at: Instant,
    act: Act,
}

enum Act {
    Line(Box<Line>),
    Open(Box<Person>),
    Reintegrate(Box<Person>),
    Pay(Box<Person>, Purpose),
}

/// Runs the whole story. `tokens` are the cast's; what was saved under a name (references) is returned.
pub async fn run(fund: &Fund, clock: &FixedClock, tokens: &Tokens) -> Result<BTreeMap<String, String>, Stopped> {
    let mut teller = Teller { router: server::router(fund.clone()), tokens, saved: BTreeMap::new() };
    for event in events()? {
        clock.set(event.at);
        match event.act {
            Act::Line(line) => teller.line(&line).await?,
            Act::Open(person) => teller.open(&person).await?,
            Act::Reintegrate(person) => teller.reintegrate(&person).await?,
            Act::Pay(person, purpose) => teller.pay(&person, purpose).await?,
        }
    }
    Ok(teller.saved)
}

/// All lines and persons in the order of their instants.
fn events() -> Result<Vec<Event>, Stopped> {
    let unreadable = |what: String, why: String| Stopped { at: "the beginning".into(), what, why };
    let mut events = vec![];
    for (i, text) in STEPS.lines().enumerate().filter(|(_, l)| !l.trim().is_empty()) {
        let line: Line = serde_json::from_str(text).map_err(|e| unreadable(format!("line {}", i + 1), e.to_string()))?;
        let at = parse_instant(&line.at).map_err(|e| unreadable(format!("line {}", i + 1), e.en))?;
        if !line.what.starts_with("pay from") {
            events.push(Event { at, act: Act::Line(Box::new(line)) });
        }
    }
    let mut reader = csv::Reader::from_reader(PERSONS.as_bytes());
    for person in reader.deserialize::<Person>() {
        let person = person.map_err(|e| unreadable("beneficiaries.csv".into(), e.to_string()))?;
        let at = |day: Day, time: &str| parse_instant(&format!("{day}T{time}+04:00")).map_err(|e| unreadable(person.key.clone(), e.en));
        let boxed = || Box::new(person.clone());
        events.push(Event { at: at(person.identified_on, "09:00:00")?, act: Act::Open(boxed()) });
        if let Some(day) = person.reintegration_from {
            events.push(Event { at: at(day, "09:30:00")?, act: Act::Reintegrate(boxed()) });
        }
        for (day, purpose) in [(person.lump_sum_on, Purpose::LumpSum), (person.allowance_on, Purpose::ReintegrationAllowance)] {
            if let Some(day) = day {
                events.push(Event { at: at(day, "15:00:00")?, act: Act::Pay(boxed(), purpose) });
            }
        }
    }
    events.sort_by_key(|e| e.at);
    Ok(events)
}

/// Tells the story to the API.
struct Teller<'a> {
    router: Router,
    tokens: &'a Tokens,
    saved: BTreeMap<String, String>,
}

impl Teller<'_> {
    async fn line(&mut self, line: &Line) -> Result<(), Stopped> {
        let stopped = |why: String| Stopped { at: line.at.clone(), what: line.what.clone(), why };
        let (method, path) = line.what.split_once(' ').ok_or_else(|| stopped("say a method and a path".into()))?;
        let path = self.filled(path);
        let (status, answer) = match (&line.text, method) {
            (Some(text), _) => self.upload(&line.who, line.title.as_deref().unwrap_or_default(), text).await,
            (None, _) => {
                let body = line.with.as_ref().map(|with| self.filled(&with.to_string()));
                self.call(&line.who, method, &path, body).await
            }
        }
        .map_err(stopped)?;
        let expected = line.expect.unwrap_or(if method == "GET" { 200 } else { 201 });
        if status != expected {
            return Err(stopped(format!("expected {expected}, got {status}: {answer}")));
        }
        let found: Vec<&str> = answer["findings"].as_array().into_iter().flatten().filter_map(|f| f["rule"].as_str()).collect();
        if let Some(missing) = line.findings.iter().find(|f| !found.contains(&f.as_str())) {
            return Err(stopped(format!("expected the finding {missing}, got {found:?}")));
        }
        for (name, member) in &line.save {
            let value = answer[member].as_str().ok_or_else(|| stopped(format!("the answer has no {member}: {answer}")))?;
            self.saved.insert(name.clone(), value.to_owned());
        }
        Ok(())
    }

    async fn open(&mut self, person: &Person) -> Result<(), Stopped> {
        let body = json!({
            "citizenship": person.citizenship, "birth_year": person.birth_year, "minor": person.minor, "method_wish": person.wish,
            "identifications": [{"episode": person.episode, "on": person.identified_on, "by": person.by, "status": person.status}],
        });
        let answer = self.must("maker-1", "/beneficiaries", body, 201, person).await?;
        let id = answer["id"].as_str().unwrap_or_default().to_owned();
        self.saved.insert(person.key.clone(), id);
        Ok(())
    }

    async fn reintegrate(&mut self, person: &Person) -> Result<(), Stopped> {
        let path = format!("/beneficiaries/{}/reintegration", self.id(person));
        let body = json!({"episode": person.episode, "from": person.reintegration_from});
        self.must("maker-1", &path, body, 201, person).await.map(|_| ())
    }

    /// Draft, submit, approve, release and settle, in one afternoon.
    async fn pay(&mut self, person: &Person, purpose: Purpose) -> Result<(), Stopped> {
        let since = if purpose == Purpose::LumpSum { person.identified_on } else { person.reintegration_from.unwrap_or(person.identified_on) };
        let amount = sum_in_force(purpose, since).map(|(sum, _)| sum);
        let body = json!({
            "purpose": purpose, "beneficiary": self.id(person), "amount": amount, "payee": {"kind": "beneficiary"}, "method": person.wish,
            "episode": person.episode,
        });
        let answer = self.must("maker-1", "/payments", body, 201, person).await?;
        let id = answer["id"].as_str().unwrap_or_default().to_owned();
        self.saved.insert(format!("{}:{purpose}", person.key), id.clone());
        for (who, step) in [("maker-1", "submit"), ("approver-1", "approve"), ("treasurer-1", "release"), ("treasurer-1", "settle")] {
            self.must(who, &format!("/payments/{id}/{step}"), json!({}), 200, person).await?;
        }
        Ok(())
    }

    fn id(&self, person: &Person) -> String {
        self.saved.get(&person.key).cloned().unwrap_or_default()
    }

    async fn must(&mut self, who: &str, path: &str, body: Value, expected: u16, person: &Person) -> Result<Value, Stopped> {
        let stopped = |why: String| Stopped { at: person.key.clone(), what: path.to_owned(), why };
        let (status, answer) = self.call(who, "POST", path, Some(body.to_string())).await.map_err(stopped)?;
        if status == expected { Ok(answer) } else { Err(stopped(format!("expected {expected}, got {status}: {answer}"))) }
    }

    /// Replaces each `{{name}}` by what was saved under it.
    fn filled(&self, text: &str) -> String {
        self.saved.iter().fold(text.to_owned(), |text, (name, value)| text.replace(&format!("{{{{{name}}}}}"), value))
    }

    async fn call(&self, who: &str, method: &str, path: &str, body: Option<String>) -> Result<(u16, Value), String> {
        let request = Request::builder()
            .method(method)
            .uri(format!("/api/v1{path}"))
            .header(header::AUTHORIZATION, self.bearer(who)?)
            .header(header::CONTENT_TYPE, "application/json")
            .body(body.map_or(Body::empty(), Body::from));
        self.send(request.map_err(|e| e.to_string())?).await
    }

    async fn upload(&self, who: &str, title: &str, text: &str) -> Result<(u16, Value), String> {
        let title: String = title.bytes().map(|b| if b.is_ascii_alphanumeric() { char::from(b).to_string() } else { format!("%{b:02X}") }).collect();
        let request = Request::builder()
            .method("POST")
            .uri("/api/v1/documents")
            .header(header::AUTHORIZATION, self.bearer(who)?)
            .header(header::CONTENT_TYPE, "text/plain")
            .header("X-Title", title)
            .body(Body::from(text.to_owned()));
        self.send(request.map_err(|e| e.to_string())?).await
    }

    fn bearer(&self, who: &str) -> Result<String, String> {
        self.tokens.get(who).map(|token| format!("Bearer {token}")).ok_or_else(|| format!("{who} is not in the cast"))
    }

    async fn send(&self, request: Request<Body>) -> Result<(u16, Value), String> {
        let response = self.router.clone().oneshot(request).await.map_err(|e| e.to_string())?;
        let status = response.status().as_u16();
        let bytes = to_bytes(response.into_body(), 1 << 24).await.map_err(|e| e.to_string())?;
        let answer = if bytes.is_empty() { Value::Object(Map::new()) } else { serde_json::from_slice(&bytes).map_err(|e| e.to_string())? };
        Ok((status, answer))
    }
}
