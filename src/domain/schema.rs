//! How the words of the domain stand in OpenAPI: all of them are strings. Nothing else lives here.
use super::{account::AccountCode, day::Day, money::*, reference::*, text::Text};
use utoipa::{
    PartialSchema, ToSchema,
    openapi::{ObjectBuilder, RefOr, Schema, schema::Type},
};

macro_rules! strings {
    ($($name:ident: $example:literal, $about:literal;)+) => {$(
        impl PartialSchema for $name {
            fn schema() -> RefOr<Schema> {
                ObjectBuilder::new().schema_type(Type::String).description(Some($about)).examples([serde_json::json!($example)]).build().into()
            }
        }
        impl ToSchema for $name {}
    )+};
}

impl<const MOST: usize> PartialSchema for Text<MOST> {
    fn schema() -> RefOr<Schema> {
        ObjectBuilder::new()
            .schema_type(Type::String)
            .min_length(Some(1))
            .max_length(Some(MOST))
            .build()
            .into()
    }
}
impl ToSchema for Text<200> {
    fn name() -> std::borrow::Cow<'static, str> {
        "Line".into()
    }
}
impl ToSchema for Text<2000> {
    fn name() -> std::borrow::Cow<'static, str> {
        "Prose".into()
    }
}

strings! {
    Money: "100.00", "A positive sum with exactly two decimals.";
    Qepik: "0.00", "A sum with exactly two decimals; it may be zero or negative.";
    Day: "2014-03-05", "A day in Asia/Baku, from 2005 on.";
    AccountCode: "1110", "An account of the chart.";
    PersonRef: "S-2026-000001", "A person.";
    InflowRef: "IN-2026-000001", "An inflow.";
    LotRef: "L-2026-000001", "A lot.";
    EntryRef: "J-2026-000001", "A journal entry.";
    BeneficiaryRef: "B-2026-000001", "A beneficiary.";
    PaymentRef: "P-2026-000001", "A payment.";
    AwardRef: "A-2026-000001", "An award.";
    OrderRef: "O-2026-000001", "An order.";
    ReceiptRef: "R-2026-000001", "A receipt on an order.";
    NoticeRef: "N-2026-000001", "A notice of a removal decision.";
    DocumentRef: "D-2026-000001", "A document.";
    FindingRef: "F-2026-000001", "A finding.";
    ReturnFileRef: "V-2026-000001", "A file of voluntary return.";
    RefusalRef: "K-2026-000001", "A kept refusal.";
    ExportRef: "X-2026-000001", "An export.";
    RulebookRef: "Q-2026-000001", "A proposed rulebook.";
    LookRef: "Y-2026-000001", "A look at an identity.";
    BatchRef: "T-2026-000001", "A batch of payments for the bank.";
    DuplicateRef: "M-2026-000001", "A match of identities; only guardians see one.";
    RegisterRef: "G-2026-000001", "An entry of a register.";
}
