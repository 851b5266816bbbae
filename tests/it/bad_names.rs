//! Names as they come: with line breaks, direction marks, characters nobody sees, marks upon marks, of forty parts or of none; and
//! documents that are bombs to whoever parses them. Each is taken clean, or refused in both languages and nothing is written.
use crate::app::{Answer, TestApp, id, on_both_engines};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

/// The count of leaves: grows exactly when something was written.
async fn leaves(app: &TestApp) -> i64 {
    let mut from = app.fund.store().read().await.expect("a snapshot");
    from.head_row().await.expect("a head").expect("a head row").leaf
}

/// A problem in both languages that repeats nothing of what was sent.
#[track_caller]
fn is_refused(answer: &Answer, status: u16, code: &str, sent: &str) {
    assert_eq!((answer.status, answer.code().as_str()), (status, code), "{}", answer.text());
    let json = answer.json();
    let told = |member: &str| json[member].as_str().unwrap_or_default().to_owned();
    assert!(
        told("detail").len() > 10 && told("detail_az").len() > 10 && told("detail") != told("detail_az"),
        "{json}"
    );
    for field in json["fields"].as_array().into_iter().flatten() {
        assert!(field["message"] != field["message_az"], "{field}");
    }
    assert!(!answer.text().contains(sent), "{}", answer.text());
}

fn named(name: &str) -> Value {
    json!({"method_wish": "cash", "identity": {"name": name}})
}

/// Whether two names give the same terms to compare by.
fn is_same(one: &str, other: &str) -> bool {
    use relief_ledger::vault::names::fold_name;
    let keys = |name: &str| fold_name(name).parts.into_iter().map(|part| part.keys).collect::<Vec<_>>();
    keys(one) == keys(other)
}

on_both_engines! {
    async fn names_with_breaks_marks_and_unseen_characters_are_taken_clean(app: TestApp) {
        use relief_ledger::domain::identity::PersonName;
        for (name, kept) in [
            ("Plantedova\r\nZümrüd", "Plantedova Zümrüd"),
            ("Plantedova\tZümrüd\u{85}", "Plantedova Zümrüd"),
            ("\u{202e}Plantedova\u{202c} Zümrüd", "Plantedova Zümrüd"),
            ("\u{2067}Plantedova\u{2069} Zümrüd\u{200f}", "Plantedova Zümrüd"),
            ("Plan\u{200b}ted\u{ad}ova\u{feff} Zümrüd", "Plantedova Zümrüd"),
        ] {
            assert_eq!(PersonName::new(name).map(|name| name.expose().to_owned()), Ok(kept.to_owned()), "{name:?}");
            app.post("maker-1", "/beneficiaries", named(name)).await.must(201);
        }
        assert!(is_same("Zu\u{308}mru\u{308}d", "Zümrüd") && is_same("Zümrüd\u{301}\u{302}\u{303}", "Zümrüd"));
        assert!(is_same("Plan\u{200d}tedova", "Plantedova"));
        app.post("maker-1", "/beneficiaries", named(&format!("Zümrüd{}", "\u{301}".repeat(500)))).await.must(201);
        app.post("maker-1", "/beneficiaries", named(&["Ad"; 40].join(" "))).await.must(201);
        app.post("maker-1", "/beneficiaries", json!({"method_wish": "cash"})).await.must(201);
        app.post("maker-1", "/beneficiaries", json!({"method_wish": "cash", "identity": {}})).await.must(201);
        assert_eq!(app.differences().await, [""; 0]);
    }

    async fn names_that_cannot_be_are_refused_in_both_languages_and_nothing_is_written(app: TestApp) {
        let person = app.beneficiary("2014-06-01").await;
        let before = leaves(&app).await;
        let long = "Ad".repeat(301);
        for name in ["", " ", "\u{200b}\u{202e}", "\r\n", "12345", "\u{301}", &["Ad"; 41].join(" "), &long] {
            is_refused(&app.post("maker-1", "/beneficiaries", named(name)).await, 422, "invalid", "Ad Ad");
            let parts = format!("/beneficiaries/{person}/identity-parts");
            is_refused(&app.post("maker-1", &parts, json!({"name": name})).await, 422, "invalid", "Ad Ad");
        }
        let path = format!("/beneficiaries/{person}/representatives");
        for name in ["", " ", "Zümrüd\r\nPlantedova", "Zümrüd\u{0}", &"Ad".repeat(101)] {
            let body = json!({"kind": "collector", "name": name});
            let refused = app.post("maker-1", &path, body).await;
            let malformed = name.contains('\0');
            is_refused(&refused, if malformed { 400 } else { 422 }, if malformed { "malformed" } else { "invalid" }, "Plantedova");
            let mut payment = app.lump_sum(&person);
            payment["payee"]["name"] = json!(name);
            assert!([400, 422].contains(&app.post("maker-1", "/payments", payment).await.status));
        }
        assert_eq!(leaves(&app).await, before);
    }

    async fn bytes_that_are_no_text_are_malformed_wherever_a_name_stands(app: TestApp) {
        let before = leaves(&app).await;
        let around = |inner: &[u8]| [b"{\"method_wish\":\"cash\",\"identity\":{\"name\":\"Plantedova ".as_slice(), inner, b"\"}}"].concat();
        let bad: [&[u8]; 9] = [
            b"\\ud800", b"\\udc00\\ud800", b"\\u0000", b"\xc0\xaf", b"\xe0\x80\xaf", b"\xf0\x80\x80\x80", b"\xed\xa0\x80", b"\xf5\x80\x80\x80", b"\xff",
        ];
        for inner in bad {
            let answer = app.raw("maker-1", "POST", "/api/v1/beneficiaries", &[("Content-Type", "application/json")], around(inner)).await;
            is_refused(&answer, 400, "malformed", "Plantedova");
        }
        let twice = "{\"method_wish\":\"cash\",\"identity\":{\"Plantedova\":1,\"Plantedova\":2}}";
        let answer = app.raw("maker-1", "POST", "/api/v1/beneficiaries", &[("Content-Type", "application/json")], twice).await;
        is_refused(&answer, 400, "malformed", "Plantedova");
        assert_eq!(leaves(&app).await, before);
    }

    async fn a_document_is_bytes_and_nothing_in_it_is_parsed(app: TestApp) {
        let mut laughs = String::from("<?xml version=\"1.0\"?><!DOCTYPE l [<!ENTITY a0 \"ha\">");
        for depth in 1..=30 {
            let many = format!("&a{};", depth - 1).repeat(10);
            laughs.push_str(&format!("<!ENTITY a{depth} \"{many}\">"));
        }
        laughs.push_str("<!ENTITY out SYSTEM \"file:///etc/passwd\">]><l>&a30;&out;</l>");
        // A gzip of zeros that would be a thousand times as long, cut off in the middle.
        let mut bomb = vec![0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3];
        bomb.extend([0xed, 0xc1, 0x01, 0x01].repeat(1000));
        let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
        for (kind, bytes) in [("application/xml", laughs.into_bytes()), ("application/zip", bomb), ("application/json", deep.into_bytes()), ("image/svg+xml", b"\xff\xfe<".to_vec())] {
            let begun = std::time::Instant::now();
            let answer = app.raw("maker-1", "POST", "/api/v1/documents", &[("Content-Type", kind)], bytes.clone()).await;
            let kept = answer.clone().must(201);
            assert_eq!((kept["size_bytes"].as_u64(), kept["sha256"].as_str()), (Some(bytes.len() as u64), Some(hex::encode(Sha256::digest(&bytes)).as_str())));
            assert!(begun.elapsed().as_secs() < 10 && answer.bytes.len() < 400, "{}", answer.text());
            assert!(id(&kept).starts_with("D-"));
        }
        assert_eq!(app.differences().await, [""; 0]);
    }
}
