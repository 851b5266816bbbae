//! A client that speaks to the running service as anybody of the cast and keeps every answer whole, head and body, with what was asked
//! by whom. Everything it sends carries a stray word in headers that nobody should read.
use super::planted::STRAY;
use crate::serving::wire::{Seen, Wire};
use relief_ledger::cli::story::Tokens;
use serde_json::Value;
use std::net::SocketAddr;

/// An answer that came.
pub struct Heard {
    /// Who asked; empty for nobody.
    pub who: String,
    /// Method and path as they are declared.
    pub route: String,
    pub status: u16,
    pub bytes: Vec<u8>,
}

/// The client.
pub struct Speaker {
    pub address: SocketAddr,
    pub tokens: Tokens,
    pub heard: Vec<Heard>,
    /// What did not go as the search needs it.
    pub problems: Vec<String>,
    /// The persons of the ledger are others than those who are asked for.
    pub strangers: bool,
    /// Words are also sent where none belongs.
    pub poisons: bool,
}

/// What is sent.
pub struct Sent<'a> {
    /// Method and path as they are declared.
    pub route: &'a str,
    /// The path with references in it.
    pub path: &'a str,
    /// The kind of the body, and further headers.
    pub headers: &'a str,
    pub body: &'a str,
}

impl Speaker {
    /// Asks as somebody and keeps the answer.
    pub async fn ask(&mut self, who: &str, sent: Sent<'_>) -> Seen {
        let method = sent.route.split(' ').next().unwrap_or_default();
        let number = self.heard.len();
        let mut head = format!("{method} {} HTTP/1.1\r\nhost: ledger\r\n", sent.path);
        if let Some(token) = self.tokens.get(who) {
            head.push_str(&format!("authorization: Bearer {token}\r\n"));
        }
        head.push_str(&format!(
            "x-request-id: {STRAY}\r\nuser-agent: {STRAY}\r\nreferer: {STRAY}\r\n{}",
            sent.headers
        ));
        if method == "POST" {
            head.push_str(&format!(
                "idempotency-key: {STRAY}-{number}\r\ncontent-length: {}\r\n",
                sent.body.len()
            ));
        }
        let mut wire = Wire::to(self.address).await.expect("it listens");
        wire.send(&format!("{head}\r\n{}", sent.body)).await.expect("the request is taken");
        let seen = wire.answer().await.unwrap_or_else(|cut| panic!("{} {}: {cut:?}", sent.route, sent.path));
        let bytes = [seen.head.as_bytes(), &seen.body].concat();
        self.heard.push(Heard {
            who: who.to_owned(),
            route: sent.route.to_owned(),
            status: seen.status,
            bytes,
        });
        seen
    }

    /// `POST` with a JSON body, or `GET`.
    pub async fn say(&mut self, who: &str, route: &str, path: &str, body: Option<&Value>) -> Seen {
        let text = body.map(Value::to_string).unwrap_or_default();
        let headers = if body.is_some() { "content-type: application/json\r\n" } else { "" };
        self.ask(who, Sent { route, path, headers, body: &text }).await
    }

    /// A client that has heard nothing yet.
    pub fn new(address: SocketAddr, tokens: Tokens) -> Speaker {
        Speaker { address, tokens, heard: vec![], problems: vec![], strangers: false, poisons: true }
    }

    /// A command that must be done; its answer.
    pub async fn must(&mut self, who: &str, path: &str, body: Value) -> Value {
        let seen = self.say(who, &format!("POST {path}"), &format!("/api/v1{path}"), Some(&body)).await;
        if !(200..300).contains(&seen.status) {
            self.problems.push(format!("{path} as {who}: {}", seen.text()));
        }
        seen.json()
    }

    /// Takes a paper in; its reference.
    pub async fn paper(&mut self, who: &str) -> String {
        use super::planted::{CONTENT, MEDIA, TITLE};
        let headers = format!("content-type: {MEDIA}\r\nx-title: {}\r\n", TITLE.replace(' ', "%20"));
        let sent =
            Sent { route: "POST /documents", path: "/api/v1/documents", headers: &headers, body: CONTENT };
        let seen = self.ask(who, sent).await;
        assert_eq!(seen.status, 201, "{}", seen.text());
        seen.json()["id"].as_str().expect("a reference").to_owned()
    }
}
