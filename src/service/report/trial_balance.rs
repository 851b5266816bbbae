//! The trial balance of a day, as known at an instant: each account's balance on one side.
use crate::{
    domain::{
        account::AccountCode,
        day::{Day, Instant},
        money::Qepik,
        person::Role,
        refusal::Refusal,
    },
    service::{Caller, Fund, Outcome, caller::READERS},
    store::Snapshot,
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Who may.
pub const ROLES: &[Role] = READERS;

/// One account.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct AccountView {
    /// Four digits.
    pub code: AccountCode,
    /// Name in English.
    pub name: String,
    /// Name in Azerbaijani.
    pub name_az: String,
    /// Its balance, where it stands in debit.
    pub debit: Qepik,
    /// Its balance, where it stands in credit.
    pub credit: Qepik,
}

/// The trial balance.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct TrialBalanceView {
    /// The day.
    pub on: Day,
    /// As known at.
    #[serde(with = "crate::domain::day::instant")]
    #[schema(value_type = String, format = DateTime)]
    pub known_at: Instant,
    /// Accounts whose balance is not zero.
    pub accounts: Vec<AccountView>,
    /// All debits; equal to all credits.
    pub total_debit: Qepik,
    /// All credits.
    pub total_credit: Qepik,
}

/// What was known when: an instant, and the number of the last entry recorded up to it.
#[derive(Debug, Clone, Copy)]
pub struct Known {
    /// The instant.
    pub at: Instant,
    /// The last entry.
    pub last_number: i64,
}

/// Pins what is known: up to an instant that was asked for (which then never changes), or all that is recorded now.
pub async fn known(fund: &Fund, known_at: Option<Instant>) -> Outcome<Known> {
    if let Some(at) = known_at {
        if at > fund.now() {
            return Err(Refusal::field(
                "known_at",
                "what will be known later cannot be told: choose an instant up to now",
                "sonra nəyin məlum olacağını demək olmaz: indiyə qədər olan anı seçin",
            )
            .into());
        }
        fund.store().settle(at).await?;
        let last_number = fund.read().await?.last_entry_known_at(at).await?;
        return Ok(Known { at, last_number });
    }
    let head = fund.read().await?.head_row().await?;
    Ok(head.map_or(Known { at: fund.now(), last_number: 0 }, |head| Known {
        at: head.last_at,
        last_number: head.entry,
    }))
}

/// The trial balance on a day (today when not said; it may lie ahead).
pub async fn trial_balance(
    fund: &Fund,
    who: &Caller,
    on: Option<Day>,
    known_at: Option<Instant>,
) -> Outcome<TrialBalanceView> {
    who.must_be(ROLES)?;
    let known = known(fund, known_at).await?;
    let on = on.unwrap_or(fund.today());
    let accounts = accounts_on(&mut fund.read().await?, on, known.last_number).await?;
    Ok(TrialBalanceView {
        on,
        known_at: known.at,
        total_debit: accounts.iter().map(|a| a.debit).sum(),
        total_credit: accounts.iter().map(|a| a.credit).sum(),
        accounts,
    })
}

async fn accounts_on(from: &mut Snapshot, on: Day, last_number: i64) -> Outcome<Vec<AccountView>> {
    let totals = from.account_totals(on, last_number).await?;
    let view = |code: AccountCode, balance: Qepik| AccountView {
        code,
        name: code.account().name_en.to_owned(),
        name_az: code.account().name_az.to_owned(),
        debit: balance.debit(),
        credit: balance.credit(),
    };
    Ok(totals.into_iter().filter(|t| t.balance != Qepik::ZERO).map(|t| view(t.account, t.balance)).collect())
}
