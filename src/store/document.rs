//! Sealed rows, and the documents whose bytes and titles they are.
use super::{Fault, Snapshot, Tx, row::table};
use crate::{
    domain::{day::Instant, reference::*},
    vault::{Commitment, DataKey, Keys, Sealed, Unopened, Words},
};
use serde::Serializer;
use uuid::Uuid;

fn as_hex<S: Serializer>(commitment: &Commitment, to: S) -> Result<S::Ok, S::Error> {
    to.serialize_str(&hex::encode(commitment.0))
}

table! {
    /// Words under seal. The leaf has the commitment, never the words.
    SealRow = "seal" by "id" {
        id: Uuid, place: String, #[serde(serialize_with = "as_hex")] commitment: Commitment, #[serde(skip)] cipher: Option<Vec<u8>>,
        #[serde(skip_serializing_if = "Option::is_none")] owner: Option<BeneficiaryRef>,
    }
}

table! {
    /// A document under seal.
    DocumentRow = "document" by "id" {
        id: DocumentRef, title: Option<Uuid>, content: Uuid, media_type: String, size_bytes: i64, person: PersonRef,
        #[serde(with = "crate::domain::day::instant")] at: Instant,
    }
}

impl SealRow {
    /// Opens the words; nothing when they were erased, or when the key of the one they concern was destroyed (`owner`'s key is
    /// none).
    pub fn open(&self, keys: &Keys, owner: Option<&DataKey>) -> Result<Option<Words>, Fault> {
        let Some(cipher) = &self.cipher else { return Ok(None) };
        Ok(match (self.owner, owner) {
            (None, _) => Some(keys.open(self.id, &self.place, cipher)?),
            (Some(of), Some(key)) if key.owner() == of => Some(key.open(self.id, &self.place, cipher)?),
            (Some(_), Some(_)) => return Err(Unopened.into()),
            (Some(_), None) => None,
        })
    }
}

impl Snapshot {
    /// A sealed row.
    pub async fn seal(&mut self, id: Uuid) -> Result<Option<SealRow>, Fault> {
        if let Some(row) = self.sheet_seal(id) {
            return Ok(Some(row));
        }
        match self.gathered(|row: &SealRow| row.id == id) {
            Some((row, _)) => Ok(Some(row)),
            None => stored_row!(self, "seal/one", id),
        }
    }

    /// Opens the words of a sealed row that stand in one place and concern `of` (nobody helped: none); nothing when they were erased
    /// or there is none. A row of another place, or under the key of another person, does not open.
    pub async fn words(
        &mut self,
        keys: &Keys,
        id: Option<Uuid>,
        place: &'static str,
        of: Option<BeneficiaryRef>,
    ) -> Result<Option<Words>, Fault> {
        let Some(id) = id else { return Ok(None) };
        let row = self
            .seal(id)
            .await?
            .ok_or_else(|| Fault::broken("seal", "a row that another refers to is gone"))?;
        if row.place != place || row.owner.is_some() && row.owner != of {
            return Err(Unopened.into());
        }
        let key = match row.owner {
            Some(owner) => self.data_key(keys, owner).await?,
            None => None,
        };
        row.open(keys, key.as_ref())
    }

    /// Whom a document concerns: the person under whose key it is sealed, nobody where it is under the Fund's; none where there is no
    /// such document.
    pub async fn concerned(
        &mut self,
        id: DocumentRef,
    ) -> Result<Option<(PersonRef, Option<BeneficiaryRef>)>, Fault> {
        if let Some((row, _)) = self.gathered(|row: &DocumentRow| row.id == id)
            && let Some((seal, _)) = self.gathered(|seal: &SealRow| seal.id == row.content)
        {
            return Ok(Some((row.person, seal.owner)));
        }
        stored_row!(self, "document/concerned", id)
    }

    /// A document.
    pub async fn document(&mut self, id: DocumentRef) -> Result<Option<DocumentRow>, Fault> {
        match self.gathered(|row: &DocumentRow| row.id == id) {
            Some((row, _)) => Ok(Some(row)),
            None => stored_row!(self, "document/one", id),
        }
    }
}

impl Tx {
    /// Writes a sealed row and returns its id.
    pub async fn add_seal(&mut self, sealed: Sealed) -> Result<Uuid, Fault> {
        let id = sealed.id;
        self.add(SealRow {
            id,
            place: sealed.place.to_owned(),
            commitment: sealed.commitment,
            cipher: Some(sealed.cipher),
            owner: sealed.owner,
        })
        .await?;
        Ok(id)
    }
}
