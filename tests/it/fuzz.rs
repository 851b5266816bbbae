//! What parses, fed with whatever comes: it never panics, takes bounded time, and what it takes it prints as it was. Short by default;
//! `RELIEF_FUZZ_ROUNDS` says how many inputs each parser is given.
use crate::app::{KEY, TestApp};
use proptest::{collection::vec, prelude::*, sample::select, strategy::ValueTree, test_runner::TestRunner};
use relief_ledger::{
    domain::{
        country::Country,
        day::{Day, parse_instant},
        identity::{BirthDate, Fin, PaperNumber, PersonBic, PersonIban, PersonName, PersonWords},
        money::Money,
        outward::{Forbidden, Narrative, SenderName, offences},
        reference::{BeneficiaryRef, OrderRef, PaymentRef, Reference},
        word::quoted,
    },
    http::{field_words, strict_json},
    vault::{DataKey, Keys, Secret, Words, Wrapped, matching::terms, names},
};
use std::time::{Duration, Instant};
use uuid::Uuid;

/// No input of these sizes may take longer, on a machine that does much else.
const LONGEST: Duration = Duration::from_secs(5);

#[expect(clippy::disallowed_methods, reason = "whoever wants more rounds says so in the environment")]
fn rounds(short: u32) -> u32 {
    std::env::var("RELIEF_FUZZ_ROUNDS").ok().and_then(|n| n.parse().ok()).unwrap_or(short)
}

/// Runs a check over inputs.
fn over<S: Strategy>(short: u32, inputs: S, check: impl Fn(S::Value)) {
    let config =
        ProptestConfig { cases: rounds(short), failure_persistence: None, ..ProptestConfig::default() };
    let outcome = TestRunner::new(config).run(&inputs, |input| {
        let begun = Instant::now();
        check(input);
        assert!(begun.elapsed() < LONGEST, "it took {:?}", begun.elapsed());
        Ok(())
    });
    outcome.unwrap_or_else(|why| panic!("{why}"));
}

/// Texts of the kinds that break parsers: marks, other scripts, digits, signs, pieces of what is right.
fn texts() -> impl Strategy<Value = String> {
    let pieces = select(vec![
        "5ABC7E9",
        "AZ21NABZ00000000137010001944",
        "1991-03-04",
        "100.00",
        "P-2014-000001",
        "Şəhla",
        "Айсель",
        "qızı",
        "İ",
        "ı",
        "I\u{307}",
        "\u{202e}",
        "\u{200b}",
        "\u{200d}",
        "\r\n",
        "\0",
        "\u{301}",
        "\u{fdfa}",
        "ﬀ",
        "ａ",
        "0",
        "-",
        "/",
        ".",
        ":",
        " ",
        "'",
        "`",
        "№",
        "1(101)-1/2014",
        "𝒜",
        "🇦🇿",
        "\u{1f}",
        "\u{e0041}",
        "ß",
        "ŉ",
        "ΐ",
    ]);
    let mixed = vec(
        prop_oneof![pieces.prop_map(str::to_owned), any::<char>().prop_map(String::from), "[ -~]{0,6}"],
        0..24,
    );
    prop_oneof![4 => mixed.prop_map(|parts| parts.concat()), 1 => any::<String>(), 1 => "[0-9A-Z.:T+-]{0,40}", 1 => "\\PC{300,700}"]
}

fn keys() -> Keys {
    Keys::derive(&Secret::from_hex(KEY).expect("the key of the tests is one"))
}

#[test]
fn a_text_that_is_taken_prints_as_it_was() {
    over(1_000, texts(), |text| {
        let is_same = |printed: Option<String>| printed.is_none_or(|printed| printed == text);
        assert!(is_same(text.parse::<Day>().ok().map(|v| v.to_string())), "{text:?}");
        assert!(is_same(text.parse::<Money>().ok().map(|v| v.to_string())), "{text:?}");
        assert!(is_same(text.parse::<PaymentRef>().ok().map(|v| v.to_string())), "{text:?}");
        assert!(is_same(text.parse::<OrderRef>().ok().map(|v| v.to_string())), "{text:?}");
        assert!(is_same(BirthDate::new(&text).ok().map(|v| v.expose().to_string())), "{text:?}");
        let _ = parse_instant(&text);
        let code = serde_json::from_value::<Country>(text.clone().into())
            .ok()
            .map(|c| serde_json::to_value(c).expect("a country is a text"));
        assert!(
            code.is_none_or(|code| code.as_str().is_some_and(|code| code.len() == 2 || code.len() == 3)),
            "{text:?}"
        );
        assert!(quoted(&text).chars().count() <= 43);
    });
}

#[test]
fn what_is_kept_of_a_person_is_clean_and_reads_the_same_again() {
    macro_rules! steady {
        ($text:ident: $($kind:ident),+) => {$(
            if let Ok(kept) = $kind::new(&$text) {
                let again = $kind::new(kept.expose()).expect("what was kept can be kept");
                assert_eq!(again.expose(), kept.expose(), "{:?}", $text);
                assert!(!kept.expose().chars().any(char::is_control), "{:?}", $text);
                assert_eq!(format!("{kept:?}"), format!("{}([sealed])", stringify!($kind)));
            }
        )+};
    }
    over(1_000, texts(), |text| {
        steady!(text: PersonName, Fin, PaperNumber, PersonIban, PersonBic, PersonWords);
    });
}

#[test]
fn folding_ends_is_steady_and_does_not_depend_on_how_marks_are_written() {
    use unicode_normalization::UnicodeNormalization;
    over(600, texts(), |text| {
        let folded = names::fold_name(&text);
        assert!(
            folded.parts.len() <= names::MOST_CHARACTERS
                && folded.parts.iter().all(|part| !part.keys.is_empty())
        );
        let number = names::fold_number(&text);
        assert_eq!(names::fold_number(&number), number, "{text:?}");
        let composed: String = text.nfc().collect();
        let apart: String = composed.nfd().collect();
        if apart.chars().count() < 200 {
            let keys = |name: &str| {
                names::fold_name(name).parts.into_iter().map(|part| part.keys).collect::<Vec<_>>()
            };
            assert_eq!(keys(&composed), keys(&apart), "{text:?}");
        }
        let _ = offences(&text, &Forbidden::nobody());
        if let Ok(name) = PersonName::new(&text) {
            let identity = serde_json::from_value(
                serde_json::json!({"name": name.expose(), "documents": [{"number": "x"}]}),
            );
            let _ = terms(&identity.expect("a name is an identity"), None);
        }
    });
}

#[test]
fn what_goes_to_a_bank_is_of_its_characters_and_passes_the_gate_again() {
    over(1_000, texts(), |text| {
        let mut known = Forbidden::nobody();
        known.name("Planted Şəhla");
        let payment = PaymentRef::new(2014, 1);
        let line = Narrative::for_payment(payment, Some(&text), &known);
        let plain = |c: char| c.is_ascii_alphanumeric() || "/-?:().,'+ ".contains(c);
        assert!(line.as_str().len() <= 140 && line.as_str().chars().all(plain), "{text:?}");
        assert!(line.as_str().starts_with("Odenis P-2014-000001"), "{text:?}");
        if let Ok(narrative) = Narrative::new(&text, &known) {
            assert_eq!(Narrative::new(narrative.as_str(), &known).as_ref(), Ok(&narrative), "{text:?}");
        }
        if let Ok(sender) = SenderName::new(&text) {
            assert!(
                sender.as_str().len() <= 70 && SenderName::new(sender.as_str()).as_ref() == Ok(&sender),
                "{text:?}"
            );
        }
    });
}

#[test]
fn a_seal_opens_only_as_it_was_made() {
    let keys = keys();
    let owner = BeneficiaryRef::new(2014, 1);
    let key = DataKey::generate(owner).expect("random bytes");
    let wrapped = keys.wrap(&key).expect("random bytes");
    let id = Uuid::from_u128(7);
    let words = Words::of("words of a person");
    let (ours, theirs) = (
        keys.seal(id, "inflow.donor", &words).expect("random bytes"),
        key.seal(id, "payment.payee", &words).expect("random bytes"),
    );
    let change = (any::<prop::sample::Index>(), 1..=255u8, 0..4u8, vec(any::<u8>(), 0..80));
    over(1_000, change, |(place, bits, how, bytes)| {
        let changed = |whole: &[u8]| {
            let mut new = whole.to_vec();
            let at = place.index(new.len());
            match how {
                0 => new[at] ^= bits,
                1 => new.truncate(at),
                2 => new.extend([bits]),
                _ => new.clone_from(&bytes),
            }
            new
        };
        assert!(keys.open(id, "inflow.donor", &changed(&ours.cipher)).is_err());
        assert!(key.open(id, "payment.payee", &changed(&theirs.cipher)).is_err());
        let bent = Wrapped { outer: wrapped.outer.clone(), cipher: changed(&wrapped.cipher) };
        assert!(keys.data_key(owner, &bent).is_err());
        let bytes = String::from_utf8_lossy(&bytes).into_owned();
        assert!(keys.data_key(owner, &Wrapped { outer: bytes, cipher: wrapped.cipher.clone() }).is_err());
    });
    assert_eq!(keys.open(id, "inflow.donor", &ours.cipher).as_ref(), Ok(&words));
    assert_eq!(key.open(id, "payment.payee", &theirs.cipher).as_ref(), Ok(&words));
    for (number, place) in [(8, "inflow.donor"), (7, "inflow.memo")] {
        assert!(keys.open(Uuid::from_u128(number), place, &ours.cipher).is_err());
    }
    assert!(
        key.open(id, "inflow.donor", &theirs.cipher).is_err()
            && keys.open(id, "payment.payee", &theirs.cipher).is_err()
    );
    assert!(keys.data_key(BeneficiaryRef::new(2014, 2), &wrapped).is_err(), "a key of another person");
}

#[test]
fn a_key_is_64_hex_digits_and_nothing_else() {
    let nearly = "[0-9a-fA-F]{60,68}".prop_map(|text| text + "\n");
    over(1_000, prop_oneof![texts(), nearly, "[0-9a-f]{64}"], |text| {
        if let Ok(secret) = Secret::from_hex(&text) {
            let digits = text.trim();
            assert!(digits.len() == 64 && secret.expose_hex() == digits.to_lowercase(), "{text:?}");
        }
    });
}

#[test]
fn json_that_is_taken_is_what_serde_takes_and_errors_repeat_nothing() {
    let valid = any::<Vec<(String, i64)>>().prop_map(|members| {
        let members = members
            .into_iter()
            .map(|(name, value)| (name.clone(), serde_json::json!([name, value, null, {"a": true}])));
        serde_json::Value::Object(members.collect()).to_string().into_bytes()
    });
    let bent = (valid, any::<prop::sample::Index>(), any::<u8>(), any::<bool>()).prop_map(
        |(mut text, place, byte, changes)| {
            let at = place.index(text.len());
            if changes {
                text[at] = byte
            }
            text
        },
    );
    let bytes =
        prop_oneof![3 => bent, 1 => vec(any::<u8>(), 0..200), 2 => texts().prop_map(String::into_bytes)];
    over(1_500, bytes, |bytes| {
        let Ok(read) = strict_json::read(&bytes) else { return };
        assert_eq!(serde_json::from_slice::<serde_json::Value>(&bytes).ok().as_ref(), Some(&*read));
        let refused = field_words::fit::<relief_ledger::domain::identity::Identity>(&read);
        let told = format!("{:?}", refused.err());
        assert!(!told.contains("Şəhla") && !told.contains("Айсель") && !told.contains("5ABC7E9"), "{told}");
    });
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn queries_paths_headers_and_bodies_are_answered_whatever_they_are() {
    let app = TestApp::sqlite().await;
    let encoded = |text: &str| text.bytes().map(|b| format!("%{b:02x}")).collect::<String>();
    let raw = "[!#$&-;=?-\\[\\]_a-z~]{0,60}";
    let inputs: Vec<(String, String)> = {
        let mut runner = TestRunner::deterministic();
        let pair = (texts(), raw);
        (0..rounds(80)).map(|_| pair.new_tree(&mut runner).expect("an input can be made").current()).collect()
    };
    for (text, raw) in inputs {
        let word = encoded(&text.chars().take(200).collect::<String>());
        for path in [
            format!("payments?{raw}"),
            format!("payments?purpose={word}&{word}"),
            format!("payments/{word}"),
            format!("statements?from={word}"),
        ] {
            if format!("/api/v1/{path}").parse::<axum::http::Uri>().is_err() {
                continue;
            }
            let answer = app.raw("auditor-1", "GET", &format!("/api/v1/{path}"), &[], "").await;
            assert!(answer.status < 500, "{path}: {}", answer.text());
        }
        let json = [("Content-Type", "application/json"), ("Idempotency-Key", raw.as_str())];
        for path in ["/api/v1/beneficiaries", "/api/v1/payments/check"] {
            let body = serde_json::json!({"method_wish": text, "identity": {text.clone(): text, "name": text, "fin": text}});
            let answer = app.raw("maker-1", "POST", path, &json, body.to_string()).await;
            assert!([201, 400, 409, 422].contains(&answer.status), "{path}: {}", answer.text());
            let answer = app.raw("maker-1", "POST", path, &json, text.clone()).await;
            assert!([400, 422].contains(&answer.status), "{path}: {}", answer.text());
        }
        let titled = [("Content-Type", "text/plain"), ("X-Title", word.as_str())];
        assert!(app.raw("maker-1", "POST", "/api/v1/documents", &titled, text.clone()).await.status < 500);
    }
    assert_eq!(app.differences().await, [""; 0]);
}

#[test]
fn references_of_all_numbers_come_back() {
    over(500, (2005..9999i32, 1..9_999_999_999i64), |(year, number)| {
        let one = PaymentRef::new(year, number);
        assert_eq!(one.to_string().parse(), Ok(one));
        assert_eq!(PaymentRef::from_stored(one.stored()), Some(one));
    });
}
