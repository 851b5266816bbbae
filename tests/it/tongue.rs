//! Whatever any test is answered in Azerbaijani is Azerbaijani: each answer of each test is read for English words.
#[path = "../../src/domain/tongue.rs"]
mod words;

use crate::app::{TestApp, on_both_engines};
use serde_json::{Value, json};

/// Fails where a sentence in Azerbaijani has English words.
#[track_caller]
pub fn check(answer: &[u8]) {
    if memchr(answer, b"_az\"").is_some()
        && let Ok(json) = serde_json::from_slice::<Value>(answer)
    {
        let found = mixed(&json);
        assert!(found.is_empty(), "not whole in Azerbaijani: {found:#?}");
    }
}

fn memchr(text: &[u8], part: &[u8]) -> Option<usize> {
    text.windows(part.len()).position(|some| some == part)
}

/// The sentences in Azerbaijani that have English words, with those words.
fn mixed(json: &Value) -> Vec<String> {
    match json {
        Value::Array(values) => values.iter().flat_map(mixed).collect(),
        Value::Object(members) => {
            let below = members.iter().flat_map(|(name, value)| match value {
                Value::String(text) if name.ends_with("_az") => {
                    let english = words::english_in(text);
                    (!english.is_empty()).then(|| format!("{english:?} in {text}")).into_iter().collect()
                }
                other => mixed(other),
            });
            below.collect()
        }
        _ => vec![],
    }
}

on_both_engines! {
    async fn what_is_not_there_is_told_in_azerbaijani_too(app: TestApp) {
        let person = app.beneficiary("2014-06-01").await;
        let paper = app.document("maker-1", "a paper").await;
        let file = format!("/beneficiaries/{person}");
        for path in ["/nowhere", "/log/proof/99999", "/log/consistency?from=99999", "/payments/P-2014-000999", "/payments/x", "/orders/O-2014-000999"] {
            for who in ["auditor-1", "maker-1", ""] {
                app.get(who, path).await;
            }
        }
        app.raw("", "GET", "/api/docs/nowhere", &[], "").await;
        for (who, path, body) in [
            ("maker-2", format!("{file}/return-file/confirm"), json!({})),
            ("maker-1", format!("{file}/return-file/withdraw"), json!({})),
            ("maker-1", format!("{file}/representatives/2/end"), json!({})),
            ("maker-1", format!("{file}/representatives/2/conflict/lift"), json!({"document": paper})),
            ("maker-1", format!("{file}/representatives/2/conflict"), json!({"relation": "accused", "document": paper})),
            ("maker-1", "/payments".to_owned(), json!({"purpose": "lump_sum", "beneficiary": person, "amount": "100.00",
                "payee": {"kind": "representative", "representative": 2}, "method": "bank"})),
            ("maker-1", "/inflows".to_owned(), json!({"kind": "confiscated_asset", "amount": "10.00", "received_on": "2014-06-01", "account": "bank",
                "order": "O-2014-000009", "asset": 3})),
            ("maker-1", "/payments".to_owned(), json!({"purpose": "gift"})),
        ] {
            let answer = app.post(who, &path, body).await;
            assert!(answer.status >= 400, "{path}: {}", answer.text());
        }
    }
}
