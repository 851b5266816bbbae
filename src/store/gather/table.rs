//! The tables whose rows are gathered, in their order, and sets of them. How rows are gathered is said one floor up.

/// The tables that are gathered, in the order in which they are written: what is referred to comes before what refers to it, and
/// postings before the entries that seal them.
pub const TABLES: [&str; 87] = [
    "data_key",
    "seal",
    "fund",
    "person",
    "role_grant",
    "token",
    "token_end",
    "refusal",
    "export",
    "hand",
    "document",
    "decision",
    "finding",
    "judgement",
    "inflow",
    "inflow_donor",
    "inflow_notification",
    "lot",
    "posting",
    "entry",
    "beneficiary",
    "identity",
    "minority",
    "wish",
    "identification",
    "care_period",
    "proceeding",
    "support",
    "return_file",
    "identity_review",
    "term_removal",
    "notice",
    "court_order",
    "order_offender",
    "subject",
    "subject_notice",
    "identity_comparison",
    "subject_comparison",
    "identity_term",
    "subject_term",
    "duplicate",
    "duplicate_choice",
    "duplicate_decision",
    "joined",
    "subject_bound",
    "order_beneficiary",
    "order_asset",
    "order_receipt",
    "order_insufficiency",
    "order_recourse",
    "asset_handover",
    "order_disclosure",
    "order_end",
    "identity_look",
    "representative",
    "representative_change",
    "award",
    "award_slot",
    "payment",
    "payment_item",
    "payment_document",
    "payment_source",
    "award_use",
    "payment_account",
    "batch",
    "batch_payment",
    "batch_file",
    "batch_end",
    "register_entry",
    "register_end",
    "party_term",
    "cosignature",
    "inflow_state",
    "payment_state",
    "lot_balance",
    "lot_available",
    "lot_day",
    "account_day",
    "account_period",
    "idempotency",
    "leaf",
    "head",
    "sweep",
    "policy_text",
    "rulebook",
    "rulebook_file",
    "rulebook_end",
];

/// A set of tables of [`TABLES`], a bit each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Tables(pub(super) u128);

impl Tables {
    /// The place of a table in [`TABLES`].
    pub(super) fn place(name: &str) -> Option<usize> {
        TABLES.iter().position(|table| *table == name)
    }

    /// All tables.
    pub fn all() -> Tables {
        Tables(u128::MAX)
    }

    /// Adds a table.
    pub(super) fn include(&mut self, name: &str) {
        self.0 |= Tables::of(name).0;
    }

    /// The set of one table.
    pub fn of(name: &str) -> Tables {
        Tables(Tables::place(name).map_or(0, |place| 1 << place))
    }

    /// The tables that a statement reads: the words after `from` and `join`.
    pub fn read_by(sql: &str) -> Tables {
        let words: Vec<&str> =
            sql.split(|c: char| !(c.is_ascii_alphanumeric() || c == '_')).filter(|w| !w.is_empty()).collect();
        let read = words.windows(2).filter(|pair| pair[0] == "from" || pair[0] == "join");
        Tables(read.fold(0, |all, pair| all | Tables::of(pair[1]).0))
    }

    /// Do two sets have a table in common?
    pub fn meet(self, other: Tables) -> bool {
        self.0 & other.0 != 0
    }
}
