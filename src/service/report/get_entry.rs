//! Reading one journal entry.
use crate::{
    domain::{
        account::AccountCode,
        day::{Day, Instant},
        journal::EntryKind,
        money::Qepik,
        person::Role,
        reference::*,
        refusal::Refusal,
    },
    service::{Caller, Fund, Outcome, caller::READERS},
    store::{Snapshot, journal::entry_ref},
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Who may.
pub const ROLES: &[Role] = READERS;

/// One line of an entry.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct PostingView {
    /// The account.
    pub account: AccountCode,
    /// Its name in English.
    pub account_name: String,
    /// Its name in Azerbaijani.
    pub account_name_az: String,
    /// The lot.
    pub lot: Option<LotRef>,
    /// The debit column.
    pub debit: Qepik,
    /// The credit column.
    pub credit: Qepik,
}

/// An entry.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct EntryView {
    /// Its reference.
    pub id: EntryRef,
    /// The business day.
    pub effective_on: Day,
    /// When it was recorded.
    #[serde(with = "crate::domain::day::instant")]
    #[schema(value_type = String, format = DateTime)]
    pub recorded_at: Instant,
    /// What it records.
    pub kind: EntryKind,
    /// The same in English words.
    pub phrase: String,
    /// The same in Azerbaijani words.
    pub phrase_az: String,
    /// Its lines.
    pub postings: Vec<PostingView>,
    /// The inflow it belongs to.
    pub inflow: Option<InflowRef>,
    /// The payment it belongs to.
    pub payment: Option<PaymentRef>,
    /// The order it belongs to.
    pub order: Option<OrderRef>,
    /// The beneficiary it belongs to.
    pub beneficiary: Option<BeneficiaryRef>,
    /// Who acted.
    pub by: PersonRef,
    /// The entry it reverses.
    pub reverses: Option<EntryRef>,
    /// The entry that reverses it.
    pub reversed_by: Option<EntryRef>,
    /// The leaf that covers it.
    pub log_index: i64,
}

/// Reads an entry, or `not_found`.
pub async fn get_entry(fund: &Fund, who: &Caller, id: EntryRef) -> Outcome<EntryView> {
    who.must_be(ROLES)?;
    view_of(&mut fund.read().await?, id).await
}

/// An entry as a view; the year in the reference must be that of its recording.
pub async fn view_of(from: &mut Snapshot, id: EntryRef) -> Outcome<EntryView> {
    let missing = || Refusal::NotFound { what: id.to_string() };
    let (entry, log_index) = from.entry(id.number()).await?.ok_or_else(missing)?;
    if entry_ref(entry.number, entry.recorded_at) != id {
        return Err(missing().into());
    }
    let reversed_by = from.reversal_of(entry.number).await?;
    let (phrase, phrase_az) = entry.kind.phrase();
    let postings = from.postings(entry.number).await?.into_iter().map(|p| PostingView {
        account: p.account,
        account_name: p.account.account().name_en.to_owned(),
        account_name_az: p.account.account().name_az.to_owned(),
        lot: p.lot,
        debit: p.amount.debit(),
        credit: p.amount.credit(),
    });
    Ok(EntryView {
        id,
        effective_on: entry.effective_on,
        recorded_at: entry.recorded_at,
        kind: entry.kind,
        phrase: phrase.to_owned(),
        phrase_az: phrase_az.to_owned(),
        postings: postings.collect(),
        inflow: entry.inflow,
        payment: entry.payment,
        order: entry.court_order,
        beneficiary: entry.beneficiary,
        by: entry.person,
        reverses: reference_of(from, entry.reverses).await?,
        reversed_by: reference_of(from, reversed_by).await?,
        log_index,
    })
}

async fn reference_of(from: &mut Snapshot, number: Option<i64>) -> Outcome<Option<EntryRef>> {
    let Some(number) = number else { return Ok(None) };
    Ok(from.entry(number).await?.map(|(entry, _)| entry_ref(entry.number, entry.recorded_at)))
}
