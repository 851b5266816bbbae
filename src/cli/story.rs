//! The story of one small fund, 2008-2015: read from `fixtures/story`, run through the real API under a clock that stands
//! where each line says. `demo` and the tests load it; nothing else does.
mod event;

use crate::{
    domain::{
        day::{Day, Instant, instant_text, parse_instant},
        person::Role,
        purpose::Purpose,
        text::Line as Name,
        word::Unreadable,
    },
    http::server,
    service::person::{add_person::add_person, issue_token::issue_token},
    service::{Fund, clock::FixedClock},
};
use axum::{
    Router,
    body::{Body, to_bytes},
    http::{Request, header},
};
use event::{at, paper};
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
    ("administrator-2", Role::Administrator, None),
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
        let name = Name::new(name).map_err(|e| fail(e.en))?;
        let issuer = issuer.map(Name::new).transpose().map_err(|e| fail(e.en))?;
        add_person(fund, &name, &[*role].into(), issuer.as_ref())
            .await
            .map_err(|e| fail(format!("{e:?}")))?;
        let token = issue_token(fund, &name).await.map_err(|e| fail(format!("{e:?}")))?;
        tokens.insert(name.expose().to_owned(), token.as_str().to_owned());
    }
    Ok(tokens)
}

/// One line of `story.ndjson`; `fixtures/story/README.md` says what each key means.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Line {
    at: String,
    #[serde(rename = "as")]
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
    answer: Map<String, Value>,
    #[serde(default)]
    findings: Option<Vec<String>>,
    #[serde(default)]
    save: BTreeMap<String, String>,
    #[serde(default)]
    purpose: Option<Purpose>,
    #[serde(default)]
    day: Option<String>,
    #[serde(default)]
    amount: Option<String>,
    #[serde(default)]
    approver: Option<String>,
    #[serde(default)]
    treasurer: Option<String>,
    #[serde(default)]
    guardian: Option<String>,
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
    majority_on: Option<Day>,
    wish: String,
    episode: i32,
    identified_on: Day,
    by: String,
    status: String,
    lump_sum_on: Option<Day>,
    reintegration_from: Option<Day>,
    allowance_on: Option<Day>,
}

/// One request at an instant, with what it must come to.
struct Event {
    at: Instant,
    who: String,
    what: String,
    body: Sent,
    expect: Option<u16>,
    answer: Map<String, Value>,
    findings: Option<Vec<String>>,
    save: BTreeMap<String, String>,
}

/// What is sent.
enum Sent {
    Json(Value),
    Document { title: String, text: String },
}

/// Runs the whole story. `tokens` are the cast's; what was saved under a name (references) is returned.
pub async fn run(
    fund: &Fund,
    clock: &FixedClock,
    tokens: &Tokens,
) -> Result<BTreeMap<String, String>, Stopped> {
    let mut teller = Teller { router: server::router(fund.clone()), tokens, saved: BTreeMap::new() };
    for event in events()? {
        clock.set(event.at);
        teller.tell(&event).await?;
    }
    Ok(teller.saved)
}

fn unreadable(what: impl ToString, why: impl ToString) -> Stopped {
    Stopped { at: "the beginning".into(), what: what.to_string(), why: why.to_string() }
}

/// All requests in the order of their instants.
fn events() -> Result<Vec<Event>, Stopped> {
    let mut reader = csv::Reader::from_reader(PERSONS.as_bytes());
    let persons: Result<Vec<Person>, _> = reader.deserialize().collect();
    let persons = persons.map_err(|e| unreadable("beneficiaries.csv", e))?;
    let mut events = vec![];
    for (i, text) in STEPS.lines().enumerate().filter(|(_, l)| !l.trim().is_empty()) {
        let line: Line = serde_json::from_str(text).map_err(|e| unreadable(format!("line {}", i + 1), e))?;
        match line.what.strip_suffix(" from beneficiaries.csv") {
            Some("open") => persons.iter().for_each(|p| events.extend(opened(&line, p))),
            Some("begin reintegration") => persons.iter().for_each(|p| events.extend(reintegrated(&line, p))),
            Some("pay") => persons.iter().for_each(|p| events.extend(paid(&line, p))),
            _ => events.push(one(line).map_err(|e| unreadable(format!("line {}", i + 1), e.en))?),
        }
    }
    events.sort_by_key(|e| e.at);
    Ok(events)
}

fn one(line: Line) -> Result<Event, Unreadable> {
    let body = match (line.title, line.text) {
        (Some(title), Some(text)) => Sent::Document { title, text },
        _ => Sent::Json(line.with.unwrap_or(Value::Null)),
    };
    let at = parse_instant(&line.at)?;
    Ok(Event {
        at,
        who: line.who,
        what: line.what,
        body,
        expect: line.expect,
        answer: line.answer,
        findings: line.findings,
        save: line.save,
    })
}

/// The file is opened under a FIN made of its row, so that it can be compared, and the guardian reviews it.
fn opened(line: &Line, p: &Person) -> Vec<Event> {
    let mut body = json!({
        "citizenship": p.citizenship, "birth_year": p.birth_year, "minor": p.minor, "method_wish": p.wish,
        "identifications": [{"episode": p.episode, "on": p.identified_on, "by": p.by, "status": p.status, "document": format!("{{{{{}_identified}}}}", p.key)}],
        "identity": {"fin": format!("{:0>7}", p.key.to_uppercase())},
    });
    if let Some(day) = p.majority_on {
        body["majority_on"] = json!(day);
    }
    let shown = paper(p.identified_on, (9, 50), &line.who, "Identification", format!("{}_identified", p.key));
    let mut file = at(p.identified_on, 10, 0, &line.who, "POST /beneficiaries".into(), body, 201);
    if let Some(event) = &mut file {
        event.save.insert(p.key.clone(), "id".into());
    }
    let guardian = line.guardian.as_deref().unwrap_or_default();
    let support = json!({"kind": "none", "from": p.identified_on});
    let asked = at(
        p.identified_on,
        10,
        10,
        &line.who,
        format!("POST /beneficiaries/{{{{{}}}}}/support", p.key),
        support,
        201,
    );
    let review = at(p.identified_on, 10, 20, guardian, "POST /duplicates/review".into(), json!({}), 201);
    [shown, file, asked, review].into_iter().flatten().collect()
}

fn reintegrated(line: &Line, p: &Person) -> Option<Event> {
    let body = json!({"episode": p.episode, "from": p.reintegration_from?});
    let mut event = at(
        p.reintegration_from?,
        10,
        30,
        &line.who,
        format!("POST /beneficiaries/{{{{{}}}}}/reintegration", p.key),
        body,
        201,
    )?;
    event.expect = None;
    Some(event)
}

/// Draft, submit, approve, release and settle on one day.
fn paid(line: &Line, p: &Person) -> Vec<Event> {
    let day = if line.day.as_deref() == Some("lump_sum_on") { p.lump_sum_on } else { p.allowance_on };
    let (Some(day), Some(purpose)) = (day, line.purpose) else { return vec![] };
    let name = format!("{}_{purpose}", p.key);
    let (approver, treasurer) =
        (line.approver.as_deref().unwrap_or_default(), line.treasurer.as_deref().unwrap_or_default());
    let draft = json!({
        "purpose": purpose, "amount": line.amount, "beneficiary": format!("{{{{{}}}}}", p.key), "episode": p.episode, "method": p.wish,
        "payee": {"kind": "beneficiary"},
    });
    let step = |verb: &str| format!("POST /payments/{{{{{name}}}}}/{verb}");
    let mut drafted = at(day, 11, 0, &line.who, "POST /payments".into(), draft, 201);
    if let Some(event) = &mut drafted {
        event.save.insert(name.clone(), "id".into());
    }
    let mut steps = vec![
        drafted,
        at(day, 11, 10, &line.who, step("submit"), json!({}), 200),
        at(day, 13, 0, approver, step("approve"), json!({}), 200),
        at(day, 15, 0, treasurer, step("release"), json!({}), 200),
    ];
    let mut settled = json!({"settled_on": day});
    if p.wish == "cash" {
        // The case officer tells the person the code, and the person says it at the desk.
        let mut told = at(day, 15, 10, &line.who, format!("GET /payments/{{{{{name}}}}}"), Value::Null, 200);
        if let Some(event) = &mut told {
            event.save.insert(format!("{name}_code"), "collection_code".into());
        }
        steps.push(told);
        steps.push(paper(day, (16, 20), treasurer, "Receipt", format!("{name}_receipt")));
        settled["receipt"] = json!(format!("{{{{{name}_receipt}}}}"));
        settled["code"] = json!(format!("{{{{{name}_code}}}}"));
    }
    steps.push(at(day, 16, 30, treasurer, step("settle"), settled, 200));
    steps.into_iter().flatten().collect()
}

/// Tells the story to the API.
struct Teller<'a> {
    router: Router,
    tokens: &'a Tokens,
    saved: BTreeMap<String, String>,
}

impl Teller<'_> {
    async fn tell(&mut self, event: &Event) -> Result<(), Stopped> {
        let stopped = |why: String| Stopped { at: instant_text(&event.at), what: event.what.clone(), why };
        let (method, path) =
            event.what.split_once(' ').ok_or_else(|| stopped("say a method and a path".into()))?;
        let path = self.filled(path);
        let sent = match &event.body {
            Sent::Document { title, text } => self.upload(&event.who, title, text).await,
            Sent::Json(body) => self.call(&event.who, method, &path, self.filled(&body.to_string())).await,
        };
        let (status, answer) = sent.map_err(stopped)?;
        let as_expected = event.expect.map_or((200..300).contains(&status), |expected| expected == status);
        if !as_expected {
            return Err(stopped(format!("expected {:?}, got {status}: {answer}", event.expect)));
        }
        if let Some((member, value)) =
            event.answer.iter().find(|(member, value)| answer[member.as_str()] != **value)
        {
            return Err(stopped(format!("expected {member} to be {value}, got {}", answer[member.as_str()])));
        }
        let found: Vec<&str> =
            answer["findings"].as_array().into_iter().flatten().filter_map(|f| f["rule"].as_str()).collect();
        if event.findings.as_ref().is_some_and(|expected| *expected != found) {
            return Err(stopped(format!("expected the findings {:?}, got {found:?}", event.findings)));
        }
        for (name, member) in &event.save {
            let value = answer[member]
                .as_str()
                .ok_or_else(|| stopped(format!("the answer has no {member}: {answer}")))?;
            self.saved.insert(name.clone(), value.to_owned());
        }
        Ok(())
    }

    /// Replaces each `{{name}}` by what was saved under it.
    fn filled(&self, text: &str) -> String {
        self.saved
            .iter()
            .fold(text.to_owned(), |text, (name, value)| text.replace(&format!("{{{{{name}}}}}"), value))
    }

    async fn call(&self, who: &str, method: &str, path: &str, body: String) -> Result<(u16, Value), String> {
        let request = Request::builder()
            .method(method)
            .uri(format!("/api/v1{path}"))
            .header(header::AUTHORIZATION, self.bearer(who)?)
            .header(header::CONTENT_TYPE, "application/json")
            .body(Body::from(body));
        self.send(request.map_err(|e| e.to_string())?).await
    }

    async fn upload(&self, who: &str, title: &str, text: &str) -> Result<(u16, Value), String> {
        let title: String = title
            .bytes()
            .map(|b| if b.is_ascii_alphanumeric() { char::from(b).to_string() } else { format!("%{b:02X}") })
            .collect();
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
        self.tokens
            .get(who)
            .map(|token| format!("Bearer {token}"))
            .ok_or_else(|| format!("{who} is not in the cast"))
    }

    async fn send(&self, request: Request<Body>) -> Result<(u16, Value), String> {
        let response = self.router.clone().oneshot(request).await.map_err(|e| e.to_string())?;
        let status = response.status().as_u16();
        let bytes = to_bytes(response.into_body(), 1 << 24).await.map_err(|e| e.to_string())?;
        let answer = if bytes.is_empty() {
            Value::Object(Map::new())
        } else {
            serde_json::from_slice(&bytes).map_err(|e| e.to_string())?
        };
        Ok((status, answer))
    }
}
