//! What `verify` reads: the list of tables that leaves cover, rows by the numbers the log names, and checks over whole
//! tables that answer with the first row they find odd. How a difference is told is said in the service.
use super::{
    Covered, Fault, Gatherable, Kept, Snapshot, award::*, batch::*, beneficiary::*,
    checkpoint::CosignatureRow, data_key::DataKeyRow, decision::*, disclosure::*, document::*, duplicate::*,
    finding::*, fund::FundRow, inflow::*, journal::*, order::*, payment::*, person::*, register::*,
    representative::*, rulebook::*, subject::*, watch::SweepRow,
};
use crate::{
    domain::{day::Day, money::Money, payment::Verb, person::Role, reference::*},
    vault::Commitment,
};
use serde_json::{Value, json};
use uuid::Uuid;

/// Every table whose rows stand in leaves, in the order in which the migrations lay them.
pub fn covered() -> Vec<Covered> {
    [of_the_books(), of_the_rulebook()].concat()
}

fn of_the_rulebook() -> Vec<Covered> {
    vec![
        SweepRow::COVERED,
        ProceedingRow::COVERED,
        SupportRow::COVERED,
        InflowNotificationRow::COVERED,
        OrderRecourseRow::COVERED,
        PolicyTextRow::COVERED,
        RulebookRow::COVERED,
        RulebookFileRow::COVERED,
        RulebookEndRow::COVERED,
    ]
}

fn of_the_books() -> Vec<Covered> {
    vec![
        DataKeyRow::COVERED,
        SEAL,
        FundRow::COVERED,
        PersonRow::COVERED,
        RoleGrantRow::COVERED,
        TokenRow::COVERED,
        TokenEndRow::COVERED,
        RefusalRow::COVERED,
        ExportRow::COVERED,
        HandRow::COVERED,
        DocumentRow::COVERED,
        DecisionRow::COVERED,
        FindingRow::COVERED,
        JudgementRow::COVERED,
        InflowRow::COVERED,
        InflowDonorRow::COVERED,
        LotRow::COVERED,
        EntryRow::COVERED,
        POSTING,
        BeneficiaryRow::COVERED,
        IdentityRow::COVERED,
        MinorityRow::COVERED,
        WishRow::COVERED,
        IdentificationRow::COVERED,
        CarePeriodRow::COVERED,
        ReturnFileRow::COVERED,
        NoticeRow::COVERED,
        CourtOrderRow::COVERED,
        OrderOffenderRow::COVERED,
        OrderBeneficiaryRow::COVERED,
        OrderAssetRow::COVERED,
        OrderReceiptRow::COVERED,
        OrderInsufficiencyRow::COVERED,
        AssetHandoverRow::COVERED,
        AwardRow::COVERED,
        AwardSlotRow::COVERED,
        PaymentRow::COVERED,
        PaymentItemRow::COVERED,
        PaymentDocumentRow::COVERED,
        PaymentSourceRow::COVERED,
        AwardUseRow::COVERED,
        CosignatureRow::COVERED,
        RepresentativeRow::COVERED,
        RepresentativeChangeRow::COVERED,
        OrderDisclosureRow::COVERED,
        OrderEndRow::COVERED,
        IdentityLookRow::COVERED,
        PaymentAccountRow::COVERED,
        BatchRow::COVERED,
        BatchPaymentRow::COVERED,
        BatchFileRow::COVERED,
        BatchEndRow::COVERED,
        RegisterEntryRow::COVERED,
        RegisterEndRow::COVERED,
        SubjectRow::COVERED,
        SubjectNoticeRow::COVERED,
        IdentityComparisonRow::COVERED,
        SubjectComparisonRow::COVERED,
        IdentityReviewRow::COVERED,
        TermRemovalRow::COVERED,
    ]
}

/// Seals without their ciphertexts: documents are large, and the leaf has only the commitment.
const SEAL: Covered =
    Covered { by_leaf: |from, first, end| Box::pin(from.seal_marks(first, end)), ..SealRow::COVERED };

/// Postings have no leaf of their own: they are read with their entries, by number ([`Snapshot::entries_between`]).
const POSTING: Covered = Covered {
    table: PostingRow::TABLE,
    key: "entry, line",
    statements: Vec::new,
    by_leaf: |_, _, _| Box::pin(async { Ok(vec![]) }),
    count: |from| Box::pin(from.count_postings()),
};

/// Tables that `verify` does not look into, and why.
pub const NOT_COVERED: &[(&str, &str)] = &[
    ("idempotency", "answers kept for repeated keys, sealed: no sum and no decision depends on them"),
    (
        "duplicate_choice",
        "what a guardian decided and may still change, sealed: it counts once a review takes it over, under the review's seal",
    ),
    (
        "keyring",
        "the root of all keys, wrapped: where it does not unwrap with the Fund's key, nothing opens at all. Whose outer key wrapped it is compared with the log",
    ),
];

/// What a check over whole tables found: the row by one or two numbers and perhaps a day, what is stored and what it should be.
#[derive(Debug, Clone, PartialEq, sqlx::FromRow)]
#[allow(missing_docs, reason = "each statement says what its columns are")]
pub struct Odd {
    pub id: i64,
    pub other: Option<i64>,
    pub on_day: Option<Day>,
    pub stored: Option<i64>,
    pub reckoned: Option<i64>,
}

/// A row of the chart as it is stored.
#[derive(Debug, Clone, PartialEq, sqlx::FromRow)]
#[allow(missing_docs, reason = "the columns are described in the migrations, once")]
pub struct AccountRow {
    pub code: i32,
    pub name_en: String,
    pub name_az: String,
    pub class: String,
    pub side: String,
}

/// The last number of each kind, as its table has it.
#[derive(Debug, Clone, PartialEq, sqlx::FromRow)]
#[allow(missing_docs, reason = "named as the columns of the head row")]
pub struct LastNumbers {
    pub entry: i64,
    pub person: i64,
    pub inflow: i64,
    pub lot: i64,
    pub beneficiary: i64,
    pub payment: i64,
    pub award: i64,
    pub court_order: i64,
    pub order_receipt: i64,
    pub notice: i64,
    pub document: i64,
    pub finding: i64,
    pub return_file: i64,
    pub refusal: i64,
    pub export: i64,
    pub identity_look: i64,
    pub batch: i64,
    pub register_entry: i64,
    pub rulebook: i64,
    pub duplicate: i64,
    pub subject: i64,
}

/// A payment with one of its steps (none: it has no decision), and how it stands.
#[derive(Debug, Clone, PartialEq, sqlx::FromRow)]
#[allow(missing_docs, reason = "named as the columns")]
pub struct PaymentStep {
    pub payment: PaymentRef,
    pub amount: Money,
    pub state: Option<String>,
    pub person: Option<PersonRef>,
    pub verb: Option<Verb>,
    pub role: Option<Role>,
    pub on_day: Option<Day>,
}

/// An inflow whose state is not what its decisions and entries say.
#[derive(Debug, Clone, PartialEq, sqlx::FromRow)]
#[allow(missing_docs, reason = "stored and reckoned are words for states")]
pub struct OddInflow {
    pub inflow: i64,
    pub stored: Option<String>,
    pub reckoned: Option<String>,
}

/// A decision whose person has no hand in that role.
#[derive(Debug, Clone, PartialEq, sqlx::FromRow)]
#[allow(missing_docs, reason = "named as the columns")]
pub struct HandlessDecision {
    pub subject: String,
    pub person: PersonRef,
}

#[derive(sqlx::FromRow)]
struct SealMark {
    id: Uuid,
    place: String,
    commitment: Commitment,
    owner: Option<BeneficiaryRef>,
    leaf: i64,
}

/// A seal with the wrapped key of the one it concerns.
#[derive(Debug, Clone, PartialEq, sqlx::FromRow)]
#[allow(missing_docs, reason = "the columns are described in the migrations, once")]
pub struct OwnedSeal {
    #[sqlx(flatten)]
    pub seal: SealRow,
    pub outer_key: Option<String>,
    pub wrapped: Option<Vec<u8>>,
}

/// How large the ciphertext of a seal is.
#[derive(Debug, Clone, PartialEq, sqlx::FromRow)]
#[allow(missing_docs, reason = "named as the columns")]
pub struct SealSize {
    pub id: Uuid,
    pub size_bytes: i64,
}

macro_rules! odd_rows {
    ($($(#[$about:meta])* $name:ident = $file:literal;)+) => {
        impl Snapshot {$(
            $(#[$about])*
            pub async fn $name(&mut self) -> Result<Option<Odd>, Fault> { row!(self, $file) }
        )+}
    };
}

odd_rows! {
    /// The first place at which another number stands than should: the place, the number found.
    entry_gap = "verify/entry_gap";
    /// A posting (entry, line) of no entry.
    posting_without_entry = "verify/posting_without_entry";
    /// An entry that has not as many postings as it says, or fewer than two.
    posting_count = "verify/posting_count";
    /// An entry and a lot (or none) whose postings do not sum to zero.
    posting_sum = "verify/posting_sum";
    /// A posting (entry, line) without a lot on an account that needs one.
    money_without_lot = "verify/money_without_lot";
    /// An entry that is not the exact opposite of the entry it reverses.
    reversal = "verify/reversal";
    /// A lot and an account whose balance is not the sum of its postings.
    lot_balance_off = "verify/lot_balance";
    /// A lot, an account and a day whose movement is not the sum of its postings.
    lot_day_off = "verify/lot_day";
    /// An account and a day whose turnover is not the sum of its postings.
    account_day_off = "verify/account_day";
    /// An account and a month (1) or year (12), by a day of it, whose turnover is not the sum of its postings.
    account_period_off = "verify/account_period";
    /// A lot whose available sum is not what its postings say.
    lot_available_off = "verify/lot_available";
    /// A lot and the first day on which it is below zero: available (0), at the bank (1) or in cash (2).
    lot_overdrawn = "verify/lot_overdrawn";
    /// A payment (0: none) and a clearing account that does not stand where the payment's state wants it.
    in_transit = "verify/in_transit";
    /// A payment whose sources do not sum to it.
    payment_sources_off = "verify/payment_sources";
    /// A payment and a lot whose expense is not what the payment draws.
    payment_spent = "verify/payment_spent";
    /// A payment and a lot whose commitment is not what the payment draws.
    payment_committed = "verify/payment_committed";
    /// A state of no payment.
    payment_state_beyond = "verify/payment_state_beyond";
    /// An award that its payments exceed, or that gave back more than was taken.
    award_exceeded = "verify/award_exceeded";
    /// A payment that takes another sum of its award than it should.
    award_taken = "verify/award_taken";
    /// A slot whose episode or purpose is not its award's.
    award_slot_off = "verify/award_slot";
    /// A payment that stands in several batches (one of them), none of which was withdrawn.
    batched_twice = "verify/batched_twice";
    /// A batch whose control sum is not the sum of its payments.
    batch_sum_off = "verify/batch_sum";
}

impl Snapshot {
    /// Marks a point to which [`Snapshot::go_back`] returns, so that a statement which the database refuses spoils nothing.
    pub async fn mark_reading(&mut self) -> Result<(), Fault> {
        self.execute("savepoint reading").await
    }

    /// Returns to the mark after a refused statement.
    pub async fn go_back(&mut self) -> Result<(), Fault> {
        self.execute("rollback to savepoint reading").await
    }

    /// Entries by number, both bounds included, each with its leaf.
    pub async fn entries_between(&mut self, first: i64, last: i64) -> Result<Vec<Kept<EntryRow>>, Fault> {
        rows!(self, "verify/entries", first, last)
    }

    /// Postings by the number of their entry, both bounds included.
    pub async fn postings_between(&mut self, first: i64, last: i64) -> Result<Vec<PostingRow>, Fault> {
        rows!(self, "verify/postings", first, last)
    }

    /// The first entry whose number is below 1 or from a number on.
    pub async fn entry_beyond(&mut self, from: i64) -> Result<Option<i64>, Fault> {
        let found: Option<(Option<i64>,)> = row!(self, "verify/entry_beyond", from)?;
        Ok(found.and_then(|(number,)| number))
    }

    async fn count_postings(&mut self) -> Result<i64, Fault> {
        let found: Option<(i64,)> = row!(self, "verify/count_postings")?;
        Ok(found.map_or(0, |(count,)| count))
    }

    async fn seal_marks(&mut self, first: i64, end: i64) -> Result<Vec<(i64, Value)>, Fault> {
        let marks: Vec<SealMark> = rows!(self, "verify/seal_marks", first, end)?;
        let columns = |m: &SealMark| {
            let mut row = json!({"id": m.id, "place": m.place, "commitment": hex::encode(m.commitment.0)});
            if let Some(owner) = m.owner {
                row["owner"] = json!(owner);
            }
            row
        };
        Ok(marks.iter().map(|m| (m.leaf, columns(m))).collect())
    }

    /// The sizes of seals after one, at most so many.
    pub async fn seal_sizes(&mut self, after: Uuid, limit: i64) -> Result<Vec<SealSize>, Fault> {
        rows!(self, "verify/seal_sizes", after, limit)
    }

    /// Seals after one up to another, which is included.
    pub async fn seals_between(&mut self, after: Uuid, last: Uuid) -> Result<Vec<OwnedSeal>, Fault> {
        rows!(self, "verify/seals", after, last)
    }

    /// Data keys after one, at most so many.
    pub async fn data_keys(&mut self, after: i64, limit: i64) -> Result<Vec<DataKeyRow>, Fault> {
        rows!(self, "verify/data_keys", after, limit)
    }

    /// Does a seal under the Fund's own key concern a person who was erased?
    pub async fn is_of_erased(&mut self, seal: Uuid) -> Result<bool, Fault> {
        let found: Option<(BeneficiaryRef,)> = row!(self, "verify/seal_of_erased", seal)?;
        Ok(found.is_some())
    }

    /// All decisions to erase somebody, those of a person together.
    pub async fn erasures(&mut self) -> Result<Vec<DecisionRow>, Fault> {
        rows!(self, "verify/erasures")
    }

    /// How many rows the tables have that no leaf covers, leaves and head apart.
    pub async fn count_reckoned(&mut self) -> Result<Vec<(String, i64)>, Fault> {
        rows!(self, "verify/count_reckoned")
    }

    /// The chart of accounts as it is stored.
    pub async fn stored_chart(&mut self) -> Result<Vec<AccountRow>, Fault> {
        rows!(self, "verify/accounts")
    }

    /// The last number of each kind.
    pub async fn last_numbers(&mut self) -> Result<Option<LastNumbers>, Fault> {
        row!(self, "verify/last_numbers")
    }

    /// Payments after one, at most so many, each with its steps in order.
    pub async fn payment_steps(&mut self, after: i64, payments: i64) -> Result<Vec<PaymentStep>, Fault> {
        rows!(self, "verify/payment_steps", after, payments)
    }

    /// The first inflow whose state is not what its decisions and entries say.
    pub async fn odd_inflow(&mut self) -> Result<Option<OddInflow>, Fault> {
        row!(self, "verify/inflow_state")
    }

    /// The first decision whose person has no hand in that role.
    pub async fn handless_decision(&mut self) -> Result<Option<HandlessDecision>, Fault> {
        row!(self, "verify/decision_without_hand")
    }
}
