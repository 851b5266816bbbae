//! Takes a document in: bytes and title go under seal, and the hash of the bytes is answered to the one who brought
//! them, so that they can be proved later. It is kept nowhere in the clear. One that concerns a person helped is sealed under that
//! person's key, and is gone when the person is erased.
use crate::{
    domain::{
        person::Role,
        reference::{BeneficiaryRef, DocumentRef},
        refusal::Refusal,
        text::Prose,
        word::Unreadable,
    },
    service::{Caller, Fund, Halt, Job, Outcome, check::Fields, envelope::new_key, ids},
    store::{Tx, document::DocumentRow},
    vault::{DataKey, Sealed, Words, content_hash},
};
use serde::{Deserialize, Serialize};
use std::fmt;
use utoipa::ToSchema;
use zeroize::Zeroizing;

/// Who may.
pub const ROLES: &[Role] = &[Role::Maker, Role::Registrar, Role::Guardian, Role::Treasurer];

/// The largest document that is taken, in bytes.
pub const MOST_BYTES: usize = 8 * 1024 * 1024;

/// A document to be taken in.
pub struct AddDocument {
    /// What it is called; sealed.
    pub title: Option<Prose>,
    /// What the bytes are, like `application/pdf`; parameters after a semicolon are left out.
    pub media_type: String,
    /// The bytes; sealed.
    pub bytes: Zeroizing<Vec<u8>>,
    /// The person helped whom it concerns, and under whose key it goes.
    pub beneficiary: Option<BeneficiaryRef>,
}

impl fmt::Debug for AddDocument {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "[document of {} bytes]", self.bytes.len())
    }
}

/// A document as it was taken in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct DocumentView {
    /// Its reference.
    pub id: DocumentRef,
    /// SHA-256 of the bytes, in hex; answered once, kept under seal at most.
    pub sha256: String,
    /// How many bytes.
    pub size_bytes: i64,
    /// What the bytes are.
    pub media_type: String,
}

/// The document, sealed before the writing lock is taken: others need not wait for the cipher.
struct Prepared {
    of: Option<BeneficiaryRef>,
    title: Option<Sealed>,
    content: Sealed,
    sha256: String,
    size_bytes: i64,
    media_type: String,
}

/// Takes a document in. Refuses with `too_large` above [`MOST_BYTES`], and with `invalid` when it is empty, its media
/// type is none, or the person whom it concerns is unknown or erased.
pub async fn add_document(fund: &Fund, who: &Caller, command: AddDocument) -> Outcome<DocumentView> {
    who.must_be(ROLES)?;
    let prepared = prepare(fund, who, command).await?;
    fund.write(who, "document.added", prepared, |job, tx| Box::pin(add(job, tx))).await
}

async fn prepare(fund: &Fund, who: &Caller, command: AddDocument) -> Outcome<Prepared> {
    if command.bytes.len() > MOST_BYTES {
        return Err(Refusal::TooLarge { limit_bytes: MOST_BYTES as u64 }.into());
    }
    if command.bytes.is_empty() {
        return Err(Refusal::field(
            "body",
            "the document is empty: send its bytes",
            "sənəd boşdur: məzmununu göndərin",
        )
        .into());
    }
    let media_type = media_type(&command.media_type).map_err(|why| Halt::field("media_type", why))?;
    let key = match command.beneficiary {
        Some(of) => key_of(fund, who, of).await?,
        None => None,
    };
    let seal = |place, words: &Words| match &key {
        Some(key) => Ok(key.seal(ids::new_id(fund.now())?, place, words)?),
        None => fund.seal(place, words),
    };
    let title = command.title.map(|title| seal("document.title", &Words::of(title.expose())));
    let words = Words::from(command.bytes);
    Ok(Prepared {
        title: title.transpose()?,
        sha256: content_hash(words.expose()),
        size_bytes: words.expose().len() as i64,
        content: seal("document.content", &words)?,
        media_type,
        of: command.beneficiary,
    })
}

/// The key of a person whom a document concerns. A file from before persons had keys gets one now. None for a person who is unknown or
/// erased: the document is then refused in its turn, where a repeated key is answered first.
async fn key_of(fund: &Fund, who: &Caller, of: BeneficiaryRef) -> Outcome<Option<DataKey>> {
    let mut from = fund.read().await?;
    if from.beneficiary(of).await?.is_none() || from.data_key_row(of).await?.is_some() {
        return Ok(from.data_key(fund.keys(), of).await?);
    }
    drop(from);
    // A step of its own, which no repeated key answers.
    let who = Caller::new(who.officer.clone());
    fund.write(&who, "beneficiary.keyed", of, |job, tx| Box::pin(give_key(job, tx))).await?;
    Ok(fund.read().await?.data_key(fund.keys(), of).await?)
}

async fn give_key(job: Job<'_, BeneficiaryRef>, tx: &mut Tx) -> Outcome<()> {
    if tx.data_key_row(*job.command).await?.is_none() {
        new_key(job, tx, *job.command).await?;
    }
    Ok(())
}

/// Kinds that are kept as they are called. Any other is kept as bytes: a name that somebody made up may be somebody's, and this stands
/// outside the seal.
const KINDS: &[&str] = &[
    "application/json",
    "application/msword",
    "application/octet-stream",
    "application/pdf",
    "application/pkcs7-mime",
    "application/pkcs7-signature",
    "application/rtf",
    "application/vnd.etsi.asic-e+zip",
    "application/vnd.ms-excel",
    "application/vnd.oasis.opendocument.spreadsheet",
    "application/vnd.oasis.opendocument.text",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "application/xml",
    "application/zip",
    "audio/mpeg",
    "audio/ogg",
    "image/gif",
    "image/heic",
    "image/jpeg",
    "image/png",
    "image/svg+xml",
    "image/tiff",
    "image/webp",
    "message/rfc822",
    "text/csv",
    "text/html",
    "text/plain",
    "text/rtf",
    "text/xml",
    "video/mp4",
];

/// `type/subtype` in lower case, of the characters that RFC 6838 (4.2) allows; one that is not known is kept as bytes.
fn media_type(text: &str) -> Result<String, Unreadable> {
    let essence = text.split(';').next().unwrap_or_default().trim();
    let is_name = |name: &str| {
        name.len() <= 127
            && name.starts_with(|c: char| c.is_ascii_alphanumeric())
            && name.bytes().all(|b| b.is_ascii_alphanumeric() || b"!#$&-^_.+".contains(&b))
    };
    match essence.split_once('/') {
        Some((main, sub)) if is_name(main) && is_name(sub) => {
            let kind = essence.to_ascii_lowercase();
            Ok(KINDS
                .iter()
                .find(|known| **known == kind)
                .map_or("application/octet-stream", |known| known)
                .to_owned())
        }
        _ => Err(Unreadable::new(
            "this is no media type: write it like application/pdf",
            "bu, media növü deyil: application/pdf kimi yazın",
        )),
    }
}

async fn add(job: Job<'_, Prepared>, tx: &mut Tx) -> Outcome<DocumentView> {
    let document = job.command;
    if let Some(of) = document.of {
        let mut fields = Fields::default();
        fields.living(tx, "X-Beneficiary", of).await?;
        fields.refuse()?;
    }
    let id: DocumentRef = tx.next();
    let title = match &document.title {
        Some(title) => Some(tx.add_seal(title.clone()).await?),
        None => None,
    };
    let content = tx.add_seal(document.content.clone()).await?;
    let at = tx.at();
    tx.add(DocumentRow {
        id,
        title,
        content,
        media_type: document.media_type.clone(),
        size_bytes: document.size_bytes,
        person: job.who.person(),
        at,
    })
    .await?;
    Ok(DocumentView {
        id,
        sha256: document.sha256.clone(),
        size_bytes: document.size_bytes,
        media_type: document.media_type.clone(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_media_type_is_two_names_and_nothing_else_is_kept_of_it() {
        for (text, kept) in [
            ("application/pdf", "application/pdf"),
            ("Text/Plain; charset=utf-8", "text/plain"),
            ("image/svg+xml", "image/svg+xml"),
            (" image/jpeg ;name=Aysel.jpg", "image/jpeg"),
            ("application/Aysel-Quliyeva", "application/octet-stream"),
        ] {
            assert_eq!(media_type(text), Ok(kept.to_owned()));
        }
        for wrong in ["", "pdf", "/", "a/", "/b", "a/b/c", "şəkil/png", "a b/c", "a/b\r\nc", "*/*"] {
            assert!(media_type(wrong).is_err(), "{wrong:?} was taken for a media type");
        }
    }

    #[test]
    fn a_document_does_not_print_its_bytes() {
        let document = AddDocument {
            title: None,
            media_type: "text/plain".into(),
            bytes: Zeroizing::new(b"Aysel".to_vec()),
            beneficiary: None,
        };
        assert_eq!(format!("{document:?}"), "[document of 5 bytes]");
    }
}
