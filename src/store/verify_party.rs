//! What `verify` reads of the blind index over parties: payees, donors, entries and offenders with their seals, and the terms that are
//! kept of them. How a difference is told is said in the service.
use super::{Fault, Snapshot, party::PartyTerm};
use crate::domain::{party::Party, purpose::PayeeKind, reference::*};
use uuid::Uuid;

/// A payment with the seal of its payee and the key that opens it.
#[derive(Debug, Clone, PartialEq, sqlx::FromRow)]
#[allow(missing_docs, reason = "named as the columns")]
pub struct SealedPayee {
    pub id: PaymentRef,
    pub payee_kind: PayeeKind,
    pub beneficiary: BeneficiaryRef,
    pub seal: Option<Uuid>,
    pub cipher: Option<Vec<u8>>,
    pub owner: Option<BeneficiaryRef>,
    pub outer_key: Option<String>,
    pub wrapped: Option<Vec<u8>>,
}

/// A donor or an entry of a register with its seal, under the Fund's key.
#[derive(Debug, Clone, PartialEq, sqlx::FromRow)]
#[allow(missing_docs, reason = "named as the columns")]
pub struct SealedParty {
    pub id: i64,
    pub seal: Uuid,
    pub cipher: Option<Vec<u8>>,
}

/// An order with the seal of its case and of one of its offenders; without the latter where it names none.
#[derive(Debug, Clone, PartialEq, sqlx::FromRow)]
#[allow(missing_docs, reason = "named as the columns")]
pub struct SealedOffender {
    pub id: OrderRef,
    pub issuer: String,
    pub case_seal: Uuid,
    pub case_cipher: Option<Vec<u8>>,
    pub seal: Option<Uuid>,
    pub cipher: Option<Vec<u8>>,
}

impl Snapshot {
    /// Payments after one with their sealed payees, at most so many.
    pub async fn sealed_payees(&mut self, after: i64, limit: i64) -> Result<Vec<SealedPayee>, Fault> {
        rows!(self, "verify/sealed_payees", after, limit)
    }

    /// Donors of inflows after one, at most so many.
    pub async fn sealed_donors(&mut self, after: i64, limit: i64) -> Result<Vec<SealedParty>, Fault> {
        rows!(self, "verify/sealed_donors", after, limit)
    }

    /// Entries of registers after one, at most so many.
    pub async fn sealed_entries(&mut self, after: i64, limit: i64) -> Result<Vec<SealedParty>, Fault> {
        rows!(self, "verify/sealed_entries", after, limit)
    }

    /// The offenders of orders after one, of at most so many orders.
    pub async fn sealed_offenders(&mut self, after: i64, orders: i64) -> Result<Vec<SealedOffender>, Fault> {
        rows!(self, "verify/sealed_offenders", after, orders)
    }

    /// Terms of payees of payments after one, up to another.
    pub async fn payee_terms(&mut self, after: i64, last: i64) -> Result<Vec<PartyTerm>, Fault> {
        rows!(self, "verify/payee_terms", after, last)
    }

    /// Terms of a sort of party after one, up to another.
    pub async fn party_terms(
        &mut self,
        party: Party,
        after: i64,
        last: i64,
    ) -> Result<Vec<PartyTerm>, Fault> {
        rows!(self, "verify/party_terms", party, after, last)
    }
}
