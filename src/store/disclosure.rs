//! What disclosure orders allow, how orders ended before their time, and every look at an identity.
use super::{Fault, Kept, Snapshot, row::table};
use crate::domain::{
    day::{Day, Instant},
    disclosure::{LookOutcome, OrderEnd},
    reference::*,
};
use uuid::Uuid;

table! {
    /// What a disclosure order allows.
    OrderDisclosureRow = "order_disclosure" by "court_order" { court_order: OrderRef, recipient: Uuid, fields: String, until_day: Day }
}

table! {
    /// That an order was annulled or superseded.
    OrderEndRow = "order_end" by "court_order" {
        court_order: OrderRef, what: OrderEnd, by_order: Option<OrderRef>, document: Option<DocumentRef>, person: PersonRef,
        #[serde(with = "crate::domain::day::instant")] at: Instant,
    }
}

table! {
    /// A look at an identity, shown or refused.
    IdentityLookRow = "identity_look" by "id" {
        id: LookRef, beneficiary: Option<BeneficiaryRef>, court_order: Option<OrderRef>, fields: String, outcome: LookOutcome,
        reason: Option<Uuid>, person: PersonRef, #[serde(with = "crate::domain::day::instant")] at: Instant,
    }
}

/// A look as the register lists it, with the sealed recipient of its order.
#[derive(Debug, Clone, PartialEq, sqlx::FromRow)]
#[allow(missing_docs, reason = "the columns are described in the migrations, once")]
pub struct ListedLook {
    #[sqlx(flatten)]
    pub kept: Kept<IdentityLookRow>,
    pub recipient_words: Option<Uuid>,
    pub recipient_cipher: Option<Vec<u8>>,
}

/// A look that was shown, with what its order allowed.
#[derive(Debug, Clone, PartialEq, sqlx::FromRow)]
#[allow(missing_docs, reason = "named as the columns")]
pub struct ShownLook {
    pub id: LookRef,
    pub at: Instant,
    pub fields: String,
    pub order_fields: Option<String>,
    pub until_day: Option<Day>,
    pub in_force_on: Option<Day>,
    pub order_end: Option<OrderEnd>,
    pub ended_at: Option<Instant>,
    pub names_person: bool,
    pub confirmed: bool,
}

impl Snapshot {
    /// What a disclosure order allows; none for orders of other kinds.
    pub async fn order_disclosure(&mut self, id: OrderRef) -> Result<Option<OrderDisclosureRow>, Fault> {
        row!(self, "order_disclosure/one", id)
    }

    /// How an order ended before its time.
    pub async fn order_end(&mut self, id: OrderRef) -> Result<Option<OrderEndRow>, Fault> {
        row!(self, "order_end/one", id)
    }

    /// Looks at identities after one, at most so many.
    pub async fn looks(&mut self, after: i64, limit: i64) -> Result<Vec<ListedLook>, Fault> {
        rows!(self, "identity_look/page", after, limit)
    }

    /// Looks after one that were shown, with what their orders allowed; at most so many.
    pub async fn shown_looks(&mut self, after: i64, limit: i64) -> Result<Vec<ShownLook>, Fault> {
        rows!(self, "verify/shown_looks", after, limit)
    }
}
