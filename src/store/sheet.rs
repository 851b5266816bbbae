//! What is kept of a person helped, read with one statement: the rows that every judgement needs, and of the rest whether there is
//! anything. As long as a sheet is open, a snapshot answers from it what it would else ask the database, and asks only for what there is.
use super::{
    Ahead, Fault, Snapshot,
    ahead::ahead_rows,
    balance::NamedLot,
    beneficiary::{BeneficiaryRow, IdentificationRow, IdentityRow},
    data_key::DataKeyRow,
    document::SealRow,
    duplicate::IdentityStanding,
    gather::Tables,
    origin::Origin,
    question::question,
};
use crate::{
    domain::{
        beneficiary::{IdentificationStatus, IdentifiedBy},
        day::{Day, Instant},
        purpose::Method,
        reference::{BeneficiaryRef, DocumentRef, LotRef, PersonRef},
    },
    vault::Commitment,
};
use std::{collections::BTreeMap, sync::OnceLock};
use uuid::Uuid;

const TEXT: &str = include_str!("sql/beneficiary/sheet.sql");

/// The tables that it tells of.
fn reads() -> &'static Tables {
    static READS: OnceLock<Tables> = OnceLock::new();
    READS.get_or_init(|| Tables::read_by(TEXT))
}

/// What is kept of a person.
#[derive(Debug, Clone, sqlx::FromRow)]
pub(super) struct Sheet {
    #[sqlx(flatten)]
    pub row: BeneficiaryRow,
    mark: Option<Vec<u8>>,
    outer_key: Option<String>,
    wrapped: Option<Vec<u8>>,
    profile_place: Option<String>,
    profile_commitment: Option<Commitment>,
    profile_cipher: Option<Vec<u8>>,
    profile_owner: Option<BeneficiaryRef>,
    identity_position: Option<i32>,
    identity_words: Option<Uuid>,
    identity_person: Option<PersonRef>,
    identity_at: Option<Instant>,
    identity_place: Option<String>,
    identity_commitment: Option<Commitment>,
    identity_cipher: Option<Vec<u8>>,
    identity_owner: Option<BeneficiaryRef>,
    pub wished: Option<Method>,
    pub has_minority: bool,
    pub has_notice: bool,
    pub has_subject: bool,
    pub has_order: bool,
    pub has_return_file: bool,
    pub has_care: bool,
    pub has_proceeding: bool,
    pub has_support: bool,
    pub has_representative: bool,
    pub has_payment: bool,
    pub has_duplicate: bool,
    pub has_joined: bool,
    pub has_award: bool,
    #[sqlx(flatten)]
    pub standing: IdentityStanding,
    /// The leaf of the head row.
    leaf: i64,
    /// The rulebook that was adopted last, of the head row.
    ruling: String,
    /// Identifications in the order of recording.
    #[sqlx(skip)]
    pub identified: Vec<IdentificationRow>,
    /// Whose money lots are that were read meanwhile: that never changes.
    #[sqlx(skip)]
    origins: BTreeMap<LotRef, Origin>,
    /// Lots that were asked for by their references.
    #[sqlx(skip)]
    named: Option<(Vec<LotRef>, Vec<NamedLot>)>,
}

/// A sheet with one of the person's identifications; one without any where nobody identified the person.
#[derive(sqlx::FromRow)]
struct Line {
    #[sqlx(flatten)]
    sheet: Sheet,
    identified_position: Option<i32>,
    identified_episode: Option<i32>,
    identified_on: Option<Day>,
    identified_by: Option<IdentifiedBy>,
    identified_status: Option<IdentificationStatus>,
    identified_document: Option<DocumentRef>,
    identified_person: Option<PersonRef>,
    identified_at: Option<Instant>,
}

impl Line {
    fn identification(&self) -> Option<IdentificationRow> {
        Some(IdentificationRow {
            beneficiary: self.sheet.row.id,
            position: self.identified_position?,
            episode: self.identified_episode?,
            on_day: self.identified_on?,
            by_whom: self.identified_by?,
            status: self.identified_status?,
            document: self.identified_document,
            person: self.identified_person?,
            at: self.identified_at?,
        })
    }

    /// The sheet of all lines.
    fn folded(lines: Vec<Line>) -> Option<Sheet> {
        let identified = lines.iter().filter_map(Line::identification).collect();
        Some(Sheet { identified, ..lines.into_iter().next()?.sheet })
    }
}

impl Sheet {
    /// The row of the data key.
    pub fn data_key(&self) -> Option<DataKeyRow> {
        let (beneficiary, mark) = (self.row.id, self.mark.clone()?);
        Some(DataKeyRow {
            beneficiary,
            mark,
            outer_key: self.outer_key.clone(),
            wrapped: self.wrapped.clone(),
        })
    }

    /// The latest identity.
    pub fn identity(&self) -> Option<IdentityRow> {
        Some(IdentityRow {
            beneficiary: self.row.id,
            position: self.identity_position?,
            words: self.identity_words?,
            person: self.identity_person?,
            at: self.identity_at?,
        })
    }

    /// One of the sealed rows that it has.
    fn seal(&self, id: Uuid) -> Option<SealRow> {
        if id == self.row.profile {
            let (place, commitment) = (self.profile_place.clone()?, self.profile_commitment?);
            let (cipher, owner) = (self.profile_cipher.clone(), self.profile_owner);
            return Some(SealRow { id, place, commitment, cipher, owner });
        }
        if Some(id) != self.identity_words {
            return None;
        }
        let (place, commitment) = (self.identity_place.clone()?, self.identity_commitment?);
        let (cipher, owner) = (self.identity_cipher.clone(), self.identity_owner);
        Some(SealRow { id, place, commitment, cipher, owner })
    }
}

impl Ahead {
    /// Asks for the sheet of a person.
    pub fn sheet(&mut self, of: BeneficiaryRef) {
        self.0.push(question!("beneficiary/sheet", of, &*of.to_string()));
    }
}

impl Snapshot {
    /// Opens the sheet of a person. What a group gathered of it is sent first. Whoever opened it closes it before anything is written.
    pub async fn open_sheet(&mut self, of: BeneficiaryRef) -> Result<(), Fault> {
        // Where nothing is written, nothing changes either.
        if self.gathering.is_none() && self.sheet_of(of).is_some() {
            return Ok(());
        }
        self.close_sheet();
        let key = of.to_string();
        let lines: Result<Vec<Line>, Fault> = ahead_rows!(self, "beneficiary/sheet", of, &*key);
        self.sheet = Line::folded(lines?).map(Box::new);
        Ok(())
    }

    /// Closes it: what is asked from now on, the database is asked.
    pub fn close_sheet(&mut self) {
        self.sheet = None;
    }

    /// The open sheet of a person; none where something was written of what it tells.
    pub(super) fn sheet_of(&self, of: BeneficiaryRef) -> Option<&Sheet> {
        if self.gathering.as_ref().is_some_and(|gathering| gathering.unsent().meet(*reads())) {
            return None;
        }
        self.sheet.as_deref().filter(|sheet| sheet.row.id == of)
    }

    /// The open sheet of a person, by the person's key.
    pub(super) fn sheet_of_key(&self, key: &str) -> Option<&Sheet> {
        let of = self.sheet.as_ref()?.row.id;
        self.sheet_of(of).filter(|_| of.to_string() == key)
    }

    /// Does an open sheet say that there is nothing of a kind?
    pub(super) fn lacks(&self, of: BeneficiaryRef, has: impl Fn(&Sheet) -> bool) -> bool {
        self.sheet_of(of).is_some_and(|sheet| !has(sheet))
    }

    /// The leaf up to which an open sheet tells.
    pub fn leaf_on_sheet(&self) -> Option<i64> {
        self.sheet.as_ref().map(|sheet| sheet.leaf)
    }

    /// The rulebook that ruled when an open sheet was read.
    pub(super) fn ruling_on_sheet(&self) -> Option<String> {
        let sheet = self.sheet.as_ref().filter(|_| self.gathering.is_none())?;
        Some(sheet.ruling.clone())
    }

    /// Keeps on an open sheet whose money some lots are.
    pub(super) fn note_origins(&mut self, origins: impl Iterator<Item = Origin>) {
        if let Some(sheet) = self.sheet.as_deref_mut() {
            sheet.origins.extend(origins.map(|origin| (origin.lot, origin)));
        }
    }

    /// Whose money some lots are, where an open sheet has all of them.
    pub(super) fn origins_on_sheet(&self, lots: &[LotRef]) -> Option<Vec<Origin>> {
        let sheet = self.sheet.as_ref()?;
        lots.iter().map(|lot| sheet.origins.get(lot).cloned()).collect()
    }

    /// Keeps on an open sheet what named lots are, where nothing is written.
    pub(super) fn note_named(&mut self, lots: &[LotRef], found: &[NamedLot]) {
        if self.gathering.is_none()
            && let Some(sheet) = self.sheet.as_deref_mut()
        {
            sheet.named = Some((lots.to_vec(), found.to_vec()));
        }
    }

    /// The same lots again.
    pub(super) fn named_on_sheet(&self, lots: &[LotRef]) -> Option<Vec<NamedLot>> {
        let (asked, found) = self.sheet.as_ref()?.named.as_ref()?;
        (asked == lots).then(|| found.clone())
    }

    /// A sealed row that an open sheet has.
    pub(super) fn sheet_seal(&self, id: Uuid) -> Option<SealRow> {
        self.sheet_of(self.sheet.as_ref()?.row.id)?.seal(id)
    }
}
