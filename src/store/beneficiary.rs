//! Beneficiaries by pseudonym, with what was recorded of each: wishes, identifications, periods, return files, notices.
use super::{Fault, Snapshot, row::table};
use crate::domain::{
    beneficiary::*,
    day::{Day, Instant},
    purpose::{Category, Method},
    reference::*,
};
use uuid::Uuid;

table! {
    /// A person helped.
    BeneficiaryRow = "beneficiary" by "id" {
        id: BeneficiaryRef, citizenship: Citizenship, minor: bool, profile: Uuid, person: PersonRef,
        #[serde(with = "crate::domain::day::instant")] at: Instant,
    }
}

table! {
    /// Who the person is; the latest row counts.
    IdentityRow = "identity" by "beneficiary, position" {
        beneficiary: BeneficiaryRef, position: i32, words: Uuid, person: PersonRef, #[serde(with = "crate::domain::day::instant")] at: Instant,
    }
}

table! {
    /// Whether the person is under age, recorded later.
    MinorityRow = "minority" by "beneficiary, at" {
        beneficiary: BeneficiaryRef, #[serde(with = "crate::domain::day::instant")] at: Instant, minor: bool, words: Uuid, person: PersonRef,
    }
}

table! {
    /// How the person wishes to be paid.
    WishRow = "wish" by "beneficiary, at" {
        beneficiary: BeneficiaryRef, #[serde(with = "crate::domain::day::instant")] at: Instant, method: Method, person: PersonRef,
    }
}

table! {
    /// An identification.
    IdentificationRow = "identification" by "beneficiary, position" {
        beneficiary: BeneficiaryRef, position: i32, episode: i32, on_day: Day, by_whom: IdentifiedBy, status: IdentificationStatus,
        document: Option<DocumentRef>, person: PersonRef, #[serde(with = "crate::domain::day::instant")] at: Instant,
    }
}

table! {
    /// A reflection period or the reintegration period (`kind` is `reflection` or `reintegration`).
    CarePeriodRow = "care_period" by "beneficiary, position" {
        beneficiary: BeneficiaryRef, position: i32, kind: String, episode: i32, from_day: Day, to_day: Option<Day>, person: PersonRef,
        #[serde(with = "crate::domain::day::instant")] at: Instant,
    }
}

table! {
    /// The file of a voluntary return.
    ReturnFileRow = "return_file" by "id" {
        id: ReturnFileRef, beneficiary: BeneficiaryRef, consent: Option<DocumentRef>, advice: Option<DocumentRef>,
        risk_assessment: Option<DocumentRef>, removal_check: Option<DocumentRef>, words: Uuid, person: PersonRef,
        #[serde(with = "crate::domain::day::instant")] at: Instant,
    }
}

table! {
    /// That a removal decision exists.
    NoticeRow = "notice" by "id" {
        id: NoticeRef, beneficiary: BeneficiaryRef, form: RemovalForm, issued_by: RemovalIssuer, decided_on: Day,
        document: Option<DocumentRef>, person: PersonRef, #[serde(with = "crate::domain::day::instant")] at: Instant,
    }
}

table! {
    /// What was said of proceedings.
    ProceedingRow = "proceeding" by "beneficiary, position" {
        beneficiary: BeneficiaryRef, position: i32, number: Option<i32>, kind: ProceedingKind, role: Option<ProceedingRole>,
        state: Option<ProceedingState>, opened_on: Day, closed_on: Option<Day>, appeal_until: Option<Day>, appeal_unknown: bool,
        arrangement: Option<DocumentRef>, coerced: Option<bool>, document: Option<DocumentRef>, words: Option<Uuid>, person: PersonRef,
        #[serde(with = "crate::domain::day::instant")] at: Instant,
    }
}

table! {
    /// Who else pays.
    SupportRow = "support" by "beneficiary, position" {
        beneficiary: BeneficiaryRef, position: i32, number: Option<i32>, kind: SupportKind, categories: String, from_day: Day,
        to_day: Option<Day>, document: Option<DocumentRef>, words: Option<Uuid>, person: PersonRef,
        #[serde(with = "crate::domain::day::instant")] at: Instant,
    }
}

impl SupportRow {
    /// What is paid for.
    pub fn categories(&self) -> Result<Vec<Category>, Fault> {
        let read: Result<Vec<_>, _> =
            self.categories.split(',').filter(|c| !c.is_empty()).map(str::parse).collect();
        read.map_err(|e: crate::domain::word::Unreadable| Fault::broken("support", e.en))
    }
}

/// A beneficiary with what a list shows: the seals that tell the age, the latest wish, how many notices stand.
#[derive(Debug, Clone, PartialEq, sqlx::FromRow)]
#[allow(missing_docs, reason = "the columns are described in the migrations, once")]
pub struct ListedBeneficiary {
    pub id: BeneficiaryRef,
    pub citizenship: Citizenship,
    pub profile: Uuid,
    pub profile_cipher: Option<Vec<u8>>,
    pub profile_owner: Option<BeneficiaryRef>,
    pub later_minor: Option<bool>,
    pub later_words: Option<Uuid>,
    pub later_cipher: Option<Vec<u8>>,
    pub later_owner: Option<BeneficiaryRef>,
    pub outer_key: Option<String>,
    pub wrapped: Option<Vec<u8>>,
    pub method: Method,
    pub notices: i64,
    pub erased: bool,
}

impl Snapshot {
    /// A beneficiary.
    pub async fn beneficiary(&mut self, id: BeneficiaryRef) -> Result<Option<BeneficiaryRow>, Fault> {
        if let Some(sheet) = self.sheet_of(id) {
            return Ok(Some(sheet.row.clone()));
        }
        row!(self, "beneficiary/one", id)
    }

    /// Beneficiaries after one as a list shows them, at most so many.
    pub async fn beneficiaries(&mut self, after: i64, limit: i64) -> Result<Vec<ListedBeneficiary>, Fault> {
        rows!(self, "beneficiary/page", after, limit)
    }

    /// The latest identity that was recorded.
    pub async fn identity(&mut self, id: BeneficiaryRef) -> Result<Option<IdentityRow>, Fault> {
        if let Some(sheet) = self.sheet_of(id) {
            return Ok(sheet.identity());
        }
        row!(self, "identity/latest", id)
    }

    /// One of the identities that were recorded, by its number.
    pub async fn identity_at(
        &mut self,
        id: BeneficiaryRef,
        position: i32,
    ) -> Result<Option<IdentityRow>, Fault> {
        row!(self, "identity/one", id, position)
    }

    /// The latest record of minority.
    pub async fn minority(&mut self, id: BeneficiaryRef) -> Result<Option<MinorityRow>, Fault> {
        if self.lacks(id, |sheet| sheet.has_minority) {
            return Ok(None);
        }
        row!(self, "minority/latest", id)
    }

    /// The latest wish.
    pub async fn wish(&mut self, id: BeneficiaryRef) -> Result<Option<WishRow>, Fault> {
        row!(self, "wish/latest", id)
    }

    /// How the person wished last to be paid.
    pub async fn wished(&mut self, id: BeneficiaryRef) -> Result<Option<Method>, Fault> {
        if let Some(sheet) = self.sheet_of(id) {
            return Ok(sheet.wished);
        }
        Ok(self.wish(id).await?.map(|wish| wish.method))
    }

    /// Identifications in the order of recording.
    pub async fn identifications(&mut self, id: BeneficiaryRef) -> Result<Vec<IdentificationRow>, Fault> {
        if let Some(sheet) = self.sheet_of(id) {
            return Ok(sheet.identified.clone());
        }
        rows!(self, "identification/of", id)
    }

    /// Reflection and reintegration periods in the order of recording.
    pub async fn care_periods(&mut self, id: BeneficiaryRef) -> Result<Vec<CarePeriodRow>, Fault> {
        if self.lacks(id, |sheet| sheet.has_care) {
            return Ok(vec![]);
        }
        rows!(self, "care_period/of", id)
    }

    /// What was said of proceedings, in the order of recording.
    pub async fn proceedings(&mut self, id: BeneficiaryRef) -> Result<Vec<ProceedingRow>, Fault> {
        if self.lacks(id, |sheet| sheet.has_proceeding) {
            return Ok(vec![]);
        }
        rows!(self, "proceeding/of", id)
    }

    /// What was said of who else pays, in the order of recording.
    pub async fn supports(&mut self, id: BeneficiaryRef) -> Result<Vec<SupportRow>, Fault> {
        if self.lacks(id, |sheet| sheet.has_support) {
            return Ok(vec![]);
        }
        rows!(self, "support/of", id)
    }

    /// The latest return file.
    pub async fn return_file(&mut self, id: BeneficiaryRef) -> Result<Option<ReturnFileRow>, Fault> {
        if self.lacks(id, |sheet| sheet.has_return_file) {
            return Ok(None);
        }
        row!(self, "return_file/latest", id)
    }

    /// Notices that were not lifted.
    pub async fn standing_notices(&mut self, id: BeneficiaryRef) -> Result<Vec<NoticeRow>, Fault> {
        if self.lacks(id, |sheet| sheet.has_notice) {
            return Ok(vec![]);
        }
        rows!(self, "notice/standing_of", id)
    }

    /// A notice.
    pub async fn notice(&mut self, id: NoticeRef) -> Result<Option<NoticeRow>, Fault> {
        row!(self, "notice/one", id)
    }
}
