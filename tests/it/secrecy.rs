//! Words planted in a ledger for tests of one place, like the measures, and a key that is not the ledger's. Everything that comes out
//! and lies on the disk is searched in `search`.
use crate::app::{TestApp, merge, on_both_engines};
use base64::Engine;
use serde_json::json;

const DONOR: &str = "Zümrüd Plantedova";
const IBAN: &str = "AZ21NABZ00000000137010001944";
const MEMO: &str = "memo about a planted secret";
const NUMBER: &str = "7PLNTD9";
const PAPER: &str = "the planted words of a document";
const CASE: &str = "1-planted/2014";

pub fn needles() -> Vec<Vec<u8>> {
    let mut all = vec![];
    for word in [DONOR, IBAN, MEMO, NUMBER, PAPER, CASE] {
        all.push(word.as_bytes().to_vec());
        all.push(word.encode_utf16().flat_map(u16::to_le_bytes).collect());
        all.push(hex::encode(word).into_bytes());
        all.push(base64::engine::general_purpose::STANDARD_NO_PAD.encode(word).into_bytes());
    }
    all
}

#[track_caller]
pub fn nothing_in(bytes: &[u8], what: &str) {
    for needle in needles() {
        assert!(
            !bytes.windows(needle.len()).any(|w| w == needle),
            "{what} holds {}",
            String::from_utf8_lossy(&needle)
        );
    }
}

/// Writes everything personal that this version takes.
pub async fn plant(app: &TestApp) -> Vec<String> {
    let mut seen = vec![];
    let mut gift =
        json!({"kind": "donation", "amount": "900.00", "received_on": "2014-05-05", "account": "bank"});
    merge(&mut gift, json!({"donor": {"kind": "natural", "name": DONOR, "number": NUMBER}, "memo": MEMO}));
    seen.push(app.post_keyed("maker-1", "/inflows", "planted-key", gift.clone()).await.text());
    seen.push(app.post_keyed("maker-1", "/inflows", "planted-key", gift).await.text());
    let event = json!({"kind": "charity_event", "amount": "90.00", "received_on": "2014-05-06", "account": "cash",
        "event": {"gross": "100.00", "cost": "10.00", "organiser": DONOR, "counters": [DONOR, DONOR]}});
    seen.push(app.post("maker-1", "/inflows", event).await.text());
    let person = app.beneficiary("2014-06-01").await;
    let paper = app
        .raw(
            "maker-1",
            "POST",
            "/api/v1/documents",
            &[("Content-Type", "text/plain"), ("X-Title", "the%20planted%20words%20of%20a%20document")],
            PAPER,
        )
        .await;
    seen.push(paper.text());
    let mut payment = app.lump_sum(&person);
    merge(
        &mut payment,
        json!({"payee": {"kind": "beneficiary", "name": DONOR, "number": NUMBER, "account": {"iban": IBAN}}, "memo": MEMO}),
    );
    let payment = app.draft(payment).await;
    app.step("maker-1", &payment, "submit", json!({})).await.must(200);
    let rejected = app.step("approver-1", &payment, "reject", json!({"reason": MEMO})).await.must(200);
    assert_eq!(rejected["decisions"][2]["reason"], MEMO, "the reason is there for those who may read it");
    let copy = app.document("registrar-1", PAPER).await;
    let order = json!({"kind": "restitution", "issuer": relief_ledger::cli::story::COURT, "case_number": CASE, "decided_on": "2014-05-01", "in_force_on": "2014-05-20",
        "copy": copy, "offenders": [{"reference": DONOR}], "beneficiaries": [{"beneficiary": person, "amount": "50.00"}]});
    seen.push(app.post("registrar-1", "/orders", order).await.text());
    let file = json!({"receiving_contact": DONOR, "consent_language": "en"});
    seen.push(app.post("maker-1", &format!("/beneficiaries/{person}/return-file"), file).await.text());
    let path = format!("/beneficiaries/{person}/representatives");
    let collector = json!({"kind": "collector", "name": DONOR, "number": NUMBER, "contact": MEMO, "document": paper.json()["id"]});
    seen.push(app.post_keyed("maker-1", &path, "planted-representative", collector).await.text());
    seen.push(app.get("guardian-1", &path).await.text());
    for path in [
        "/inflows",
        "/lots",
        "/findings",
        "/trial-balance",
        "/statements?format=csv",
        "/statements?format=json",
        "/statements?format=hledger",
        "/log/leaves?from=0&count=500",
    ] {
        seen.push(app.get("auditor-1", path).await.text());
    }
    seen
}

on_both_engines! {
    async fn a_wrong_key_does_not_open_the_fund(app: TestApp) {
        use relief_ledger::{service::{Fund, clock::SystemClock}, store::{Fault, Store, WriterKind}, vault::{Keys, Secret}};
        let store = Store::open(&app.url, WriterKind::Fast).await.expect("the database opens");
        let other = Keys::derive(&Secret::generate().expect("random bytes"));
        let opened = Fund::open(store, other, std::sync::Arc::new(SystemClock)).await;
        assert!(matches!(opened.err(), Some(Fault::WrongKey)));
    }
}
