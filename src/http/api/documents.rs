//! Documents over the API: bytes as they are, their kind in `Content-Type`, their title in `X-Title`.
use crate::{
    domain::{reference::BeneficiaryRef, refusal::Refusal, text::Prose, word::Unreadable},
    http::{
        answer::{Answer, created, to_the_end},
        body::Raw,
    },
    service::{
        Fund, Halt,
        document::add_document::{AddDocument, DocumentView, MOST_BYTES, add_document},
    },
};
use axum::{
    extract::State,
    http::{HeaderMap, header},
};

/// Names the person helped whom the document concerns.
const BENEFICIARY: &str = "x-beneficiary";

/// Carries the title: UTF-8, percent-encoded, since a header is ASCII.
const TITLE: &str = "x-title";

/// Takes a document in; it goes under seal.
#[utoipa::path(post, path = "/documents", tag = "documents",
    params(("X-Title" = Option<String>, Header, description = "What it is called: UTF-8, percent-encoded."),
        ("X-Beneficiary" = Option<BeneficiaryRef>, Header,
            description = "The person helped whom it concerns: it is sealed under that person's key, and gone when the person is erased.")),
    request_body(content = String, content_type = "application/octet-stream", description = "The bytes, with the Content-Type that they have."),
    responses((status = 201, body = DocumentView)))]
pub async fn add(
    State(fund): State<Fund>,
    Raw { caller, headers, bytes }: Raw<{ MOST_BYTES as u64 }>,
) -> Answer<DocumentView> {
    let command = AddDocument {
        title: title(&headers)?,
        media_type: media_type(&headers)?,
        bytes,
        beneficiary: beneficiary(&headers)?,
    };
    Ok(created(to_the_end(async move { add_document(&fund, &caller, command).await }).await?))
}

fn media_type(headers: &HeaderMap) -> Result<String, Refusal> {
    let mut all = headers.get_all(header::CONTENT_TYPE).iter();
    match (all.next().and_then(|kind| kind.to_str().ok()), all.next()) {
        (Some(kind), None) if !headers.contains_key(header::CONTENT_ENCODING) => Ok(kind.to_owned()),
        _ => Err(Refusal::UnsupportedMediaType {
            takes: Unreadable::new(
                "any document: one Content-Type, like application/pdf, and no Content-Encoding",
                "istənilən sənədi: bir Content-Type, məsələn application/pdf, Content-Encoding olmadan",
            )
            .to_string(),
        }),
    }
}

fn beneficiary(headers: &HeaderMap) -> Result<Option<BeneficiaryRef>, Halt> {
    let mut all = headers.get_all(BENEFICIARY).iter();
    let named = match (all.next(), all.next()) {
        (None, _) => return Ok(None),
        (Some(one), None) => one.to_str().ok().and_then(|text| text.trim().parse().ok()),
        _ => None,
    };
    let unreadable = || {
        let why = Unreadable::new(
            "the person cannot be read: send one reference once, like B-2026-000001",
            "şəxs oxunmadı: bir istinadı bir dəfə göndərin, məsələn B-2026-000001",
        );
        Halt::field("X-Beneficiary", why)
    };
    named.map(Some).ok_or_else(unreadable)
}

fn title(headers: &HeaderMap) -> Result<Option<Prose>, Halt> {
    let mut all = headers.get_all(TITLE).iter();
    let title = match (all.next(), all.next()) {
        (None, _) => return Ok(None),
        (Some(title), None) => title.to_str().ok().and_then(percent_decoded),
        _ => None,
    };
    let unreadable = || {
        Unreadable::new(
            "the title cannot be read: send it once, as UTF-8 with percent-encoding",
            "başlıq oxunmadı: onu bir dəfə, UTF-8 ilə faiz kodlaşdırmasında göndərin",
        )
    };
    let checked = title.ok_or_else(unreadable).and_then(|text| Prose::new(&text));
    checked.map(Some).map_err(|why| Halt::field("X-Title", why))
}

/// Takes percent-encoding (RFC 3986, 2.1) apart; none where a percent sign begins nothing or the bytes are no UTF-8.
fn percent_decoded(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, after @ ..] = rest {
        rest = after;
        if *first != b'%' {
            bytes.push(*first);
            continue;
        }
        let mut byte = [0u8; 1];
        hex::decode_to_slice(rest.get(..2)?, &mut byte).ok()?;
        bytes.push(byte[0]);
        rest = &rest[2..];
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_is_utf8_under_percent_signs() {
        assert_eq!(percent_decoded("M%C9%99hk%c9%99m%C9%99 1"), Some("Məhkəmə 1".to_owned()));
        for wrong in ["%", "%4", "%zz", "%ff", "a%"] {
            assert_eq!(percent_decoded(wrong), None, "{wrong}");
        }
    }
}
