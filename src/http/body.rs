//! The body of a command: its kind, its size, its JSON, and the key under which it may be repeated. Only what fits becomes
//! a command; a handler never sees bytes.
use super::{
    caller::signed_in, field_words, gate::Gate, limit::Limits, problem::Problem, strict_json, wiped::Wiped,
};
use crate::{
    domain::refusal::Refusal,
    service::{Caller, Fund, RequestKey},
};
use axum::{
    body::Body,
    extract::{FromRequest, Request},
    http::{HeaderMap, Method, header, request::Parts},
};
use futures_util::StreamExt;
use serde::de::DeserializeOwned;
use serde_json::Value;
use std::sync::Arc;
use tokio::time::timeout;
use zeroize::Zeroizing;

/// The most a JSON body may have, in bytes.
pub const MOST_JSON: u64 = 1024 * 1024;

/// What is read past a limit and thrown away, so that a client that is still sending sees the answer.
const DRAINED: u64 = 16 * 1024 * 1024;

const KEY_HEADER: &str = "idempotency-key";
const LONGEST_KEY: usize = 128;

/// A command with its caller; the body is needed.
#[derive(Debug)]
pub struct Command<T> {
    /// Who calls, with the repeated key if one was sent.
    pub caller: Caller,
    /// The command.
    pub body: T,
}

/// A step with its caller; no body at all means `{}`.
#[derive(Debug)]
pub struct Step<T> {
    /// Who calls, with the repeated key if one was sent.
    pub caller: Caller,
    /// The step.
    pub body: T,
}

/// Bytes with their caller, for documents.
#[derive(Debug)]
pub struct Raw<const MOST: u64> {
    /// Who calls, with the repeated key if one was sent.
    pub caller: Caller,
    /// The headers.
    pub headers: HeaderMap,
    /// The bytes.
    pub bytes: Zeroizing<Vec<u8>>,
}

impl<T: DeserializeOwned> FromRequest<Fund> for Command<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, fund: &Fund) -> Result<Self, Problem> {
        let (parts, body) = request.into_parts();
        let bytes = read(&parts, body, MOST_JSON).await?;
        must_be_json(&parts.headers)?;
        let value = strict_json::read(&bytes)?;
        Ok(Command { caller: caller(&parts, fund, &[&bytes])?, body: fit(&value)? })
    }
}

impl<T: DeserializeOwned> FromRequest<Fund> for Step<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, fund: &Fund) -> Result<Self, Problem> {
        let (parts, body) = request.into_parts();
        let bytes = read(&parts, body, MOST_JSON).await?;
        let untyped = bytes.is_empty() && !parts.headers.contains_key(header::CONTENT_TYPE);
        if !untyped {
            must_be_json(&parts.headers)?;
        }
        let value = if bytes.is_empty() { Wiped::default() } else { strict_json::read(&bytes)? };
        Ok(Step { caller: caller(&parts, fund, &[&bytes])?, body: fit(&value)? })
    }
}

impl<const MOST: u64> FromRequest<Fund> for Raw<MOST> {
    type Rejection = Problem;

    async fn from_request(request: Request, fund: &Fund) -> Result<Self, Problem> {
        let (parts, body) = request.into_parts();
        let bytes = read(&parts, body, MOST).await?;
        let about = [header::CONTENT_TYPE.as_str(), "x-title", "x-beneficiary"]
            .map(|n| parts.headers.get(n).map_or(&b""[..], |v| v.as_bytes()));
        // A request without the last is the one that it was before there was such a header.
        let sent = [&bytes[..], about[0], about[1], about[2]];
        let said = if about[2].is_empty() { &sent[..3] } else { &sent[..] };
        let caller = caller(&parts, fund, said)?;
        Ok(Raw { caller, headers: parts.headers, bytes })
    }
}

/// Makes a command of an object. A list would fit by position where serde is left alone, and nobody could tell its fields.
fn fit<T: DeserializeOwned>(value: &Value) -> Result<T, Refusal> {
    if !value.is_object() {
        return Err(Refusal::field(
            "body",
            "an object belongs here: put the fields in braces",
            "burada obyekt olmalıdır: sahələri fiqurlu mötərizədə yazın",
        ));
    }
    field_words::fit(value)
}

fn must_be_json(headers: &HeaderMap) -> Result<(), Refusal> {
    let mut all = headers.get_all(header::CONTENT_TYPE).iter();
    let kind = match (all.next(), all.next()) {
        (Some(kind), None) => kind.to_str().unwrap_or_default().to_ascii_lowercase(),
        _ => String::new(),
    };
    let (essence, parameter) = kind.split_once(';').unwrap_or((&kind, ""));
    let parameter = parameter.replace(['"', ' '], "");
    let plain = headers.get(header::CONTENT_ENCODING).is_none_or(|e| e == "identity");
    if essence.trim() == "application/json" && ["", "charset=utf-8"].contains(&parameter.as_str()) && plain {
        return Ok(());
    }
    Err(Refusal::UnsupportedMediaType { takes: "application/json".into() })
}

/// Reads a body within the gate's time.
async fn read(parts: &Parts, body: Body, most: u64) -> Result<Zeroizing<Vec<u8>>, Problem> {
    let longest = parts.extensions.get::<Arc<Gate>>().map_or(Limits::default().body, |gate| gate.limits.body);
    match timeout(longest, read_all(parts, body, most)).await {
        Ok(read) => Ok(read?),
        Err(_) => Err(Problem::too_slow(longest)),
    }
}

/// Reads a body up to a limit. What a client sends beyond it is thrown away, not kept. Our copy is wiped when it is dropped.
async fn read_all(parts: &Parts, body: Body, most: u64) -> Result<Zeroizing<Vec<u8>>, Refusal> {
    let said = parts.headers.get(header::CONTENT_LENGTH).and_then(|l| l.to_str().ok()?.parse::<u64>().ok());
    // With its length at once, a body leaves no copies behind where a growing one would.
    let whole = said.filter(|said| *said <= most).unwrap_or(0);
    let mut bytes = Zeroizing::new(Vec::with_capacity(usize::try_from(whole.min(MOST_JSON)).unwrap_or(0)));
    let mut seen = 0_u64;
    let mut chunks = body.into_data_stream();
    while let Some(chunk) = chunks.next().await {
        let chunk = chunk.map_err(|_| Refusal::Malformed { why: interrupted() })?;
        seen = seen.saturating_add(chunk.len() as u64);
        if seen > most || said.is_some_and(|said| said > most) {
            bytes = Zeroizing::new(Vec::new());
            if seen > DRAINED {
                break;
            }
        } else {
            bytes.extend_from_slice(&chunk);
        }
    }
    if seen > most || said.is_some_and(|said| said > most) {
        return Err(Refusal::TooLarge { limit_bytes: most });
    }
    Ok(bytes)
}

fn interrupted() -> String {
    crate::domain::word::Unreadable::new("the body did not arrive whole", "sorğunun gövdəsi tam gəlmədi")
        .to_string()
}

/// The caller with the key of a repeated request. Key and body are kept as keyed hashes only.
fn caller(parts: &Parts, fund: &Fund, sent: &[&[u8]]) -> Result<Caller, Problem> {
    let mut caller = signed_in(parts)?;
    if parts.method == Method::POST
        && let Some(key) = repeated_key(&parts.headers)?
    {
        let keys = fund.keys();
        caller.request = Some(RequestKey {
            method: parts.method.to_string(),
            path: parts.uri.path().to_owned(),
            key_hash: keys.request_hash(&[b"key", key.as_bytes()]),
            request: keys.request_hash(sent),
        });
    }
    Ok(caller)
}

fn repeated_key(headers: &HeaderMap) -> Result<Option<&str>, Refusal> {
    let mut all = headers.get_all(KEY_HEADER).iter();
    let key = match (all.next(), all.next()) {
        (None, _) => return Ok(None),
        (Some(key), None) => key.to_str().unwrap_or_default(),
        _ => "",
    };
    let printable = key.bytes().all(|b| (b' '..=b'~').contains(&b));
    if (1..=LONGEST_KEY).contains(&key.len()) && printable {
        return Ok(Some(key));
    }
    Err(Refusal::field(
        "Idempotency-Key",
        "the header Idempotency-Key has 1 to 128 printable ASCII characters, and stands once: send another",
        "Idempotency-Key başlığı bir dəfə, 1–128 çap olunan ASCII simvolu ilə yazılır: başqasını göndərin",
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::{HeaderName, HeaderValue};

    fn headers(name: HeaderName, values: &[&'static str]) -> HeaderMap {
        let mut headers = HeaderMap::new();
        for value in values {
            headers.append(name.clone(), HeaderValue::from_static(value));
        }
        headers
    }

    #[test]
    fn only_plain_json_is_json() {
        let taken = |values: &[&'static str]| must_be_json(&headers(header::CONTENT_TYPE, values)).is_ok();
        assert!(taken(&["application/json"]) && taken(&["Application/JSON; charset=UTF-8"]));
        for wrong in [
            &[][..],
            &["text/plain"],
            &["application/jsonp"],
            &["application/json; charset=latin1"],
            &["application/json", "application/json"],
            &["multipart/form-data; boundary=application/json"],
        ] {
            assert!(!taken(wrong), "{wrong:?}");
        }
        let mut zipped = headers(header::CONTENT_TYPE, &["application/json"]);
        zipped.insert(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"));
        assert!(must_be_json(&zipped).is_err());
    }

    #[test]
    fn a_key_is_short_printable_and_alone() {
        let name = HeaderName::from_static(KEY_HEADER);
        let seen =
            |values: &[&'static str]| repeated_key(&headers(name.clone(), values)).map(|k| k.map(str::len));
        assert_eq!(seen(&[]), Ok(None));
        assert_eq!(seen(&["a b-1"]), Ok(Some(5)));
        let long: &'static str = "x".repeat(129).leak();
        assert_eq!(seen(&[&long[1..]]), Ok(Some(128)));
        for wrong in [&[""][..], &[long], &["a", "a"]] {
            assert!(seen(wrong).is_err(), "{wrong:?}");
        }
        let mut bad = HeaderMap::new();
        bad.insert(
            name.clone(),
            HeaderValue::from_bytes("ə".as_bytes()).expect("bytes above 127 are allowed"),
        );
        assert!(repeated_key(&bad).is_err());
    }

    #[tokio::test]
    async fn a_body_is_read_up_to_its_limit_and_not_beyond() {
        let (parts, _) = Request::new(Body::empty()).into_parts();
        let size = |n: usize| Body::from(vec![b' '; n]);
        assert_eq!(read_all(&parts, size(10), 10).await.map(|b| b.len()), Ok(10));
        assert_eq!(read_all(&parts, size(11), 10).await, Err(Refusal::TooLarge { limit_bytes: 10 }));
        assert_eq!(
            read_all(&parts, size(10_000_000), MOST_JSON).await,
            Err(Refusal::TooLarge { limit_bytes: MOST_JSON })
        );
    }
}
