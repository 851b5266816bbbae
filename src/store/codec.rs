//! How each word of the domain is written in a column, the same on both engines. A value read back is parsed again,
//! so a row that breaks a rule of the domain is an error at its column, not a bad value that walks on.
use super::value::{Column, Kind, Value};
use crate::{
    domain::{
        account::*, batch::Pain001, beneficiary::*, day::Day, disclosure::*, duplicate::Strength, finding::*,
        inflow::*, journal::EntryKind, money::*, order::*, party::*, payment::*, person::Role, purpose::*,
        reference::*, register::Register, representative::*, rulebook::*,
    },
    vault::Commitment,
};
use chrono::NaiveDate;
use sqlx::{Database, Decode, Encode, Type, encode::IsNull, error::BoxDynError};

macro_rules! stored {
    ($($word:ty as $column:ty: |$out:ident| $write:expr, |$back:ident| $read:expr;)+) => {$(
        impl<DB: Database> Type<DB> for $word where $column: Type<DB> {
            fn type_info() -> DB::TypeInfo { <$column>::type_info() }
            fn compatible(ty: &DB::TypeInfo) -> bool { <$column>::compatible(ty) }
        }
        impl<'q, DB: Database> Encode<'q, DB> for $word where $column: Encode<'q, DB> {
            fn encode_by_ref(&self, buffer: &mut DB::ArgumentBuffer) -> Result<IsNull, BoxDynError> {
                let $out = self;
                let column: $column = $write;
                column.encode_by_ref(buffer)
            }
        }
        impl<'r, DB: Database> Decode<'r, DB> for $word where $column: Decode<'r, DB> {
            fn decode(value: DB::ValueRef<'r>) -> Result<Self, BoxDynError> {
                let $back = <$column>::decode(value)?;
                Ok($read)
            }
        }
        impl Column for $word {
            const KIND: Kind = <$column as Column>::KIND;
            fn value(&self) -> Value {
                let $out = self;
                let column: $column = $write;
                column.value()
            }
        }
    )+};
}

stored! {
    Money as i64: |m| m.qepik(), |c| Money::from_qepik(c).ok_or("not a positive sum")?;
    Qepik as i64: |q| q.0, |c| Qepik(c);
    Day as NaiveDate: |d| d.date(), |c| Day::from_date(c).ok_or("a day before 2005")?;
    AccountCode as i32: |a| i32::from(a.number()), |c| u16::try_from(c).ok().and_then(AccountCode::from_number).ok_or("not in the chart of accounts")?;
    Commitment as Vec<u8>: |h| h.0.to_vec(), |c| Commitment(c.try_into().map_err(|_| "not 32 bytes")?);
}

macro_rules! stored_references {
    ($($name:ty),+) => { stored! { $($name as i64: |r| r.stored(), |c| <$name>::from_stored(c).ok_or("not a reference")?;)+ } };
}
stored_references!(
    PersonRef,
    InflowRef,
    LotRef,
    BeneficiaryRef,
    PaymentRef,
    AwardRef,
    OrderRef,
    ReceiptRef,
    NoticeRef,
    DocumentRef,
    FindingRef,
    ReturnFileRef,
    RefusalRef,
    ExportRef,
    LookRef,
    BatchRef,
    DuplicateRef,
    SubjectRef,
    RegisterRef,
    RulebookRef
);

macro_rules! stored_words {
    ($($name:ty),+ $(,)?) => { stored! { $($name as String: |w| w.as_str().to_owned(), |c| c.parse().map_err(|e: crate::domain::word::Unreadable| e.en)?;)+ } };
}
stored_words!(
    AccountClass,
    Side,
    Purpose,
    PayeeKind,
    Category,
    Method,
    InflowKind,
    InflowAccount,
    DonorKind,
    InflowState,
    OnExpiry,
    PaymentState,
    Verb,
    RepresentativeKind,
    RepresentativeChange,
    Relation,
    Citizenship,
    IdentifiedBy,
    IdentificationStatus,
    RemovalForm,
    RemovalIssuer,
    ProceedingKind,
    ProceedingRole,
    ProceedingState,
    SupportKind,
    OrderKind,
    Liability,
    AssetKind,
    AssetStage,
    ReceiptSource,
    ReceiptTo,
    Role,
    Rule,
    Severity,
    Verdict,
    Stage,
    EntryKind,
    OrderEnd,
    LookOutcome,
    Pain001,
    Strength,
    Party,
    PartyTermKind,
    Register,
    ProofOutcome,
    RulebookSide,
);
