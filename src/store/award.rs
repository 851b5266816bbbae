//! Awards, their slots, and what payments take of them.
use super::{
    Ahead, Fault, Snapshot, ahead::ahead_rows, payment::parts, question::question, row::table, snapshot::Made,
};
use crate::domain::{
    day::{Day, Instant},
    money::{Money, Qepik},
    payment::Verb,
    purpose::Purpose,
    reference::*,
};

table! {
    /// A sum that a person has coming.
    AwardRow = "award" by "id" {
        id: AwardRef, beneficiary: BeneficiaryRef, person_key: String, episode: i32, purpose: Purpose, amount: Money,
        document: Option<DocumentRef>, person: PersonRef, #[serde(with = "crate::domain::day::instant")] at: Instant,
    }
}

table! {
    /// The one place of an award for a person key, an episode and a purpose.
    AwardSlotRow = "award_slot" by "person_key, episode, purpose" { person_key: String, episode: i32, purpose: Purpose, award: AwardRef }
}

table! {
    /// What a payment takes of an award, or gives back.
    AwardUseRow = "award_use" by "award, payment, freed" { award: AwardRef, payment: PaymentRef, freed: bool, amount: Qepik }
}

/// An unreversed payment of a person for a purpose.
#[derive(Debug, Clone, PartialEq, sqlx::FromRow)]
#[allow(missing_docs, reason = "the columns are described in the migrations, once")]
pub struct PaidOnce {
    pub id: PaymentRef,
    pub episode: i32,
    pub amount: Money,
}

/// An award with how it stands: whether it has its slot, the last step on it, and what unreversed payments take of it.
#[derive(Debug, Clone, PartialEq, sqlx::FromRow)]
#[allow(missing_docs, reason = "named as the columns and the words of the domain")]
pub struct StandingAward {
    #[sqlx(flatten)]
    pub award: AwardRow,
    pub in_slot: bool,
    pub last_step: Option<Verb>,
    pub paid: Qepik,
}

impl Ahead {
    /// Asks for the awards in the slots of a person key, and for the person's unreversed payments, both for a purpose.
    pub fn awards(
        &mut self,
        of: BeneficiaryRef,
        person_key: &str,
        purpose: Purpose,
        but: Option<PaymentRef>,
    ) {
        self.0.push(question!("award/in_slots", person_key, purpose));
        self.0.push(question!("payment/unreversed", of, purpose, but));
    }
}

impl Snapshot {
    /// An award.
    pub async fn award(&mut self, id: AwardRef) -> Result<Option<AwardRow>, Fault> {
        row!(self, "award/one", id)
    }

    /// The award in the slot of a person key, an episode and a purpose.
    pub async fn award_in_slot(
        &mut self,
        person_key: &str,
        episode: i32,
        purpose: Purpose,
    ) -> Result<Option<AwardRow>, Fault> {
        if self.sheet_of_key(person_key).is_some_and(|sheet| !sheet.has_award) {
            return Ok(None);
        }
        row!(self, "award/in_slot", person_key, episode, purpose)
    }

    /// What unreversed payments take of an award.
    pub async fn award_used(&mut self, id: AwardRef) -> Result<Qepik, Fault> {
        let found: Option<(Qepik,)> = row!(self, "award_use/sum", id)?;
        Ok(found.map_or(Qepik::ZERO, |(sum,)| sum))
    }

    /// What a payment took of an award and gave back.
    pub async fn award_use_of(&mut self, payment: PaymentRef) -> Result<Vec<AwardUseRow>, Fault> {
        let found: Result<Vec<AwardUseRow>, Fault> =
            parts!(self, payment, AwardUseRow, "award_use/of_payment");
        let mut uses = found?;
        uses.sort_by_key(|row| row.freed);
        Ok(uses)
    }

    /// Unreversed payments of a person for a purpose, one left out.
    pub async fn unreversed_payments(
        &mut self,
        beneficiary: BeneficiaryRef,
        purpose: Purpose,
        but: Option<PaymentRef>,
    ) -> Result<Vec<PaidOnce>, Fault> {
        if self.lacks(beneficiary, |sheet| sheet.has_payment) {
            return Ok(vec![]);
        }
        ahead_rows!(self, "payment/unreversed", beneficiary, purpose, but)
    }

    /// Awards after one with how they stand, at most so many; with a day and the instant at which it ends, only those that were
    /// granted by then and are not fully paid.
    pub async fn awards(
        &mut self,
        after: i64,
        unpaid_on: Option<(Day, Instant)>,
        limit: i64,
    ) -> Result<Vec<StandingAward>, Fault> {
        let (day, end) = unpaid_on.unzip();
        rows!(self, "award/page", after, day, end, limit)
    }

    /// The awards in the slots of a person key for a purpose, by episode.
    pub async fn awards_in_slots(
        &mut self,
        person_key: &str,
        purpose: Purpose,
    ) -> Result<Vec<AwardRow>, Fault> {
        if self.sheet_of_key(person_key).is_some_and(|sheet| !sheet.has_award) {
            return Ok(vec![]);
        }
        ahead_rows!(self, "award/in_slots", person_key, purpose)
    }
}
