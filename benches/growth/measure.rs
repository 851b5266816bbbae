//! Measures a filled ledger through the release binary over HTTP: each request on its own, one at a time.
use super::shared::{
    Outcome,
    client::{Answer, Client},
    service::{Server, add_person},
};
use serde_json::{Value, json};
use std::{collections::BTreeMap, path::Path, time::Duration};

/// What is measured, in the order of the table; the unit is milliseconds where none is said.
pub const MEASURES: &[&str] = &[
    INFLOW, DRAFT, SUBMIT, APPROVE, LOT, TODAY, PAST, PROOF, STATEMENT, PER_LINE, LINES, OPENINGS, MEMORY,
    START,
];
/// One donation, durable.
pub const INFLOW: &str = "one inflow";
/// One draft; here the lots are chosen.
pub const DRAFT: &str = "one draft (chooses lots)";
/// One submission; the lots are chosen again and fixed.
pub const SUBMIT: &str = "one submit (fixes lots)";
/// One approval; the sum is reserved.
pub const APPROVE: &str = "one approve";
/// What a lot can spend.
pub const LOT: &str = "availability of a lot";
/// Balances today.
pub const TODAY: &str = "balances today";
/// Balances in the middle of the time that the books cover.
pub const PAST: &str = "balances on a past day";
/// An inclusion proof.
pub const PROOF: &str = "inclusion proof";
/// A statement of one month with its opening balances.
pub const STATEMENT: &str = "statement of one month, whole";
/// The same a line.
pub const PER_LINE: &str = "the same, µs a line";
/// How many lines of entries it has.
pub const LINES: &str = "its lines of entries (count)";
/// How many lines of opening balances it has.
pub const OPENINGS: &str = "its opening balances (count)";
/// What the service holds after all of these.
pub const MEMORY: &str = "memory of the service (MiB)";
/// From the start of the process to its first ready answer.
pub const START: &str = "time to start";

/// Figures by what was measured.
pub type Figures = BTreeMap<&'static str, Vec<f64>>;

/// A ledger that is filled and stands still, but for what is measured.
pub struct Ledger {
    /// Entries it was filled with.
    pub size: i64,
    /// Its database.
    pub url: String,
    /// Some of its lots.
    pub lots: Vec<String>,
    /// A beneficiary to pay for.
    pub beneficiary: String,
    /// First and last day of the month of the statement.
    pub month: (String, String),
    /// A day in the middle.
    pub past: String,
    /// MiB on the disk.
    pub mib: f64,
    /// Its leaves.
    pub leaves: i64,
    /// What was measured.
    pub figures: Figures,
    /// Runs so far, for keys.
    pub runs: usize,
    /// Tokens of a maker, an approver and an auditor, once they are added.
    pub tokens: Option<[String; 3]>,
}

impl Ledger {
    fn note(&mut self, what: &'static str, figure: f64) {
        self.figures.entry(what).or_default().push(figure);
    }

    fn took(&mut self, what: &'static str, answer: &Answer) {
        self.note(what, milliseconds(answer.took));
    }

    /// One round of everything: the service is started, asked and stopped.
    pub fn round(&mut self, samples: usize, folder: &Path) -> Outcome<()> {
        if self.tokens.is_none() {
            let add = |role: &str| add_person(&self.url, &format!("bench {role}"), role);
            self.tokens = Some([add("maker")?, add("approver")?, add("auditor")?]);
        }
        let tokens = self.tokens.clone().ok_or("the cast is added above")?;
        let [maker, approver, auditor] = tokens.map(|token| format!("Bearer {token}"));
        let server = Server::ledger(&self.url, &[], &folder.join("growth.log"), None)?;
        self.note(START, milliseconds(server.started_in));
        let mut client = Client::connect(&server.address)?;
        // The first requests after a start open connections and read what the disk's cache does not hold.
        for _ in 0..3 {
            get(&mut client, &auditor, "/trial-balance")?;
            get(&mut client, &auditor, &format!("/lots/{}", self.lots[0]))?;
        }
        self.runs += 1;
        for i in 0..samples {
            let key = format!("growth-{}-{}-{i}", self.size, self.runs);
            self.write(&mut client, [&maker, &approver], &key)?;
        }
        for i in 0..4 * samples {
            let lot = self.lots[(self.runs * 7919 + i * 104_729) % self.lots.len()].clone();
            let answer = get(&mut client, &auditor, &format!("/lots/{lot}"))?;
            self.took(LOT, &answer);
            let index = (self.runs as i64 * 7919 + i as i64 * 104_729) % self.leaves;
            let path = format!("/api/v1/log/proof/{index}");
            let answer = client.send(&path, &[("authorization", &auditor)], None)?;
            if answer.status != 200 {
                return Err(format!("{path} answered {}", answer.status).into());
            }
            self.took(PROOF, &answer);
        }
        for _ in 0..samples {
            let answer = get(&mut client, &auditor, "/trial-balance")?;
            self.took(TODAY, &answer);
            let answer = get(&mut client, &auditor, &format!("/trial-balance?on={}", self.past))?;
            self.took(PAST, &answer);
        }
        self.statement(&mut client, &auditor)?;
        self.note(MEMORY, server.memory().now);
        server.stop()
    }

    fn write(&mut self, client: &mut Client, who: [&str; 2], key: &str) -> Outcome<()> {
        let [maker, approver] = who;
        let gift = json!({
            "kind": "donation", "amount": "100.00", "received_on": self.month.1, "account": "bank",
            "donor": {"kind": "natural", "name": format!("Donor {key}")},
        });
        let answer = post(client, maker, "/inflows", &format!("{key}-gift"), &gift)?;
        self.took(INFLOW, &answer);
        let payment = json!({
            "purpose": "medical", "beneficiary": self.beneficiary, "amount": "150.00", "method": "bank",
            "payee": {"kind": "clinic", "name": "Clinic 1"}, "items": [{"category": "treatment", "amount": "150.00"}],
        });
        let answer = post(client, maker, "/payments", &format!("{key}-draft"), &payment)?;
        self.took(DRAFT, &answer);
        let drafted: Value = serde_json::from_slice(&answer.body)?;
        let id = drafted["id"].as_str().ok_or("a draft has an id")?;
        let path = format!("/payments/{id}/submit");
        let answer = post(client, maker, &path, &format!("{key}-submit"), &json!({}))?;
        self.took(SUBMIT, &answer);
        let path = format!("/payments/{id}/approve");
        let answer = post(client, approver, &path, &format!("{key}-approve"), &json!({}))?;
        self.took(APPROVE, &answer);
        Ok(())
    }

    fn statement(&mut self, client: &mut Client, auditor: &str) -> Outcome<()> {
        let (from, to) = &self.month;
        let answer = get(client, auditor, &format!("/statements?format=csv&from={from}&to={to}"))?;
        let text = String::from_utf8_lossy(&answer.body);
        let (mut entries, mut openings) = (0usize, 0usize);
        for line in text.lines().skip(1) {
            if line.starts_with(',') { openings += 1 } else { entries += 1 }
        }
        self.took(STATEMENT, &answer);
        self.note(LINES, entries as f64);
        self.note(OPENINGS, openings as f64);
        self.note(PER_LINE, milliseconds(answer.took) * 1000.0 / (entries + openings).max(1) as f64);
        Ok(())
    }
}

fn milliseconds(took: Duration) -> f64 {
    took.as_secs_f64() * 1000.0
}

fn get(client: &mut Client, who: &str, path: &str) -> Outcome<Answer> {
    well(path, client.send(&format!("/api/v1{path}"), &[("authorization", who)], None)?)
}

fn post(client: &mut Client, who: &str, path: &str, key: &str, body: &Value) -> Outcome<Answer> {
    let headers = [("authorization", who), ("idempotency-key", key)];
    well(path, client.send(&format!("/api/v1{path}"), &headers, Some(&body.to_string()))?)
}

/// An answer that is not 2xx fails the bench.
fn well(path: &str, answer: Answer) -> Outcome<Answer> {
    if (200..300).contains(&answer.status) {
        return Ok(answer);
    }
    let told = String::from_utf8_lossy(&answer.body);
    Err(format!("{path} answered {}: {told}", answer.status).into())
}
