//! Lists a register. Names, numbers and accounts are for those who keep it; auditors see references and days.
use super::enter_register::PLACE;
use crate::{
    domain::{
        day::{Day, Instant},
        person::Role,
        reference::*,
        register::Register,
        text::Line,
    },
    service::{
        Caller, Fund, Outcome, Page,
        page::{Wanted, page},
        party::terms::RegisterWords,
    },
    store::{Fault, register::ListedEntry},
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Who may.
pub const ROLES: &[Role] = &[Role::Administrator, Role::Auditor];

/// Who sees names, numbers and accounts.
pub(super) const SEE_NAMES: &[Role] = &[Role::Administrator];

/// An entry of a register.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct RegisterLine {
    /// Its reference.
    pub id: RegisterRef,
    /// Which register.
    pub register: Register,
    /// The first day on which it counts; null: always.
    pub from: Option<Day>,
    /// The last day.
    pub to: Option<Day>,
    /// The day from which on it does not count any more, where it was ended.
    pub ended_on: Option<Day>,
    /// Who of those who sign in it is.
    pub person: Option<PersonRef>,
    /// What it rests on.
    pub document: Option<DocumentRef>,
    /// Name, for those who keep the register.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<Line>,
    /// Number, for those who keep the register.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<Line>,
    /// Accounts, for those who keep the register.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub accounts: Vec<Line>,
    /// To whom or what a related party is related, for those who keep the register.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub relation: Option<Line>,
    /// Who entered it.
    pub entered_by: PersonRef,
    /// When.
    #[serde(with = "crate::domain::day::instant")]
    #[schema(value_type = String, format = DateTime)]
    pub at: Instant,
}

/// Lists the entries of a register in their order, ended ones too.
pub async fn list_register(
    fund: &Fund,
    who: &Caller,
    register: Register,
    wanted: &Wanted,
) -> Outcome<Page<RegisterLine>> {
    who.must_be(ROLES)?;
    let (after, limit) = wanted.bounds()?;
    let rows = fund.read().await?.register_entries(register, after, limit).await?;
    let sees_names = who.officer.has(SEE_NAMES);
    let page = page(rows, limit, |listed| listed.row.id.stored(), |listed| line_of(fund, listed, sees_names));
    let items: Outcome<Vec<RegisterLine>> = page.items.into_iter().collect();
    Ok(Page { items: items?, next: page.next })
}

/// An entry as it is shown.
pub(super) fn line_of(fund: &Fund, listed: ListedEntry, sees_names: bool) -> Outcome<RegisterLine> {
    let said: Option<RegisterWords> = match &listed.cipher {
        Some(cipher) if sees_names => {
            let words = fund.keys().open(listed.row.words, PLACE, cipher).map_err(Fault::from)?;
            Some(serde_json::from_slice(words.expose())?)
        }
        _ => None,
    };
    let (name, number, accounts, relation) =
        said.map_or((None, None, vec![], None), |s| (Some(s.name), s.number, s.accounts, s.relation));
    let row = listed.row;
    Ok(RegisterLine {
        id: row.id,
        register: row.register,
        from: row.from_day,
        to: row.to_day,
        ended_on: listed.ended_on,
        person: row.officer,
        document: row.document,
        name,
        number,
        accounts,
        relation,
        entered_by: row.person,
        at: row.at,
    })
}
