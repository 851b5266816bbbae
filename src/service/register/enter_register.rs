//! Enters somebody on a register, or many at once: all of them or none. Names, numbers and accounts are sealed under the Fund's key, and
//! found again by blind terms alone.
use crate::{
    domain::{
        day::Day,
        party::Party,
        person::Role,
        reference::{DocumentRef, PersonRef, RegisterRef},
        register::Register,
        text::Line,
    },
    service::{
        Caller, Fund, Job, Outcome,
        check::{Concerns, Fields},
        party::terms::{RegisterWords, terms_of_entry},
    },
    store::{Tx, register::RegisterEntryRow},
    vault::Words,
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use utoipa::ToSchema;

/// Who may.
pub const ROLES: &[Role] = &[Role::Administrator];

/// Where the words of an entry are sealed.
pub(in crate::service) const PLACE: &str = "register.words";

/// Most entries that one command makes.
const MOST_ENTRIES: usize = 500;

/// Most accounts of one entry.
const MOST_ACCOUNTS: usize = 10;

/// Somebody to be entered.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RegisterEntry {
    /// Name; sealed.
    pub name: Line,
    /// FIN, VÖEN, licence or registration number; sealed.
    #[serde(default)]
    pub number: Option<Line>,
    /// Accounts, each an IBAN or a number abroad; sealed.
    #[serde(default)]
    pub accounts: Vec<Line>,
    /// The first day on which it counts; always, when not said.
    #[serde(default)]
    pub from: Option<Day>,
    /// The last day.
    #[serde(default)]
    pub to: Option<Day>,
    /// Who of those who sign in it is (staff).
    #[serde(default)]
    pub person: Option<PersonRef>,
    /// To whom or what of the Fund the party is related (related); sealed.
    #[serde(default)]
    pub relation: Option<Line>,
    /// What it rests on.
    #[serde(default)]
    pub document: Option<DocumentRef>,
}

/// The command: one entry, or a list of them under `entries`.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct EnterRegister {
    /// Name; sealed. Must be there unless `entries` are.
    #[serde(default)]
    pub name: Option<Line>,
    /// FIN, VÖEN, licence or registration number; sealed.
    #[serde(default)]
    pub number: Option<Line>,
    /// Accounts, each an IBAN or a number abroad; sealed.
    #[serde(default)]
    pub accounts: Vec<Line>,
    /// The first day on which it counts; always, when not said.
    #[serde(default)]
    pub from: Option<Day>,
    /// The last day.
    #[serde(default)]
    pub to: Option<Day>,
    /// Who of those who sign in it is (staff).
    #[serde(default)]
    pub person: Option<PersonRef>,
    /// To whom or what of the Fund the party is related (related); sealed.
    #[serde(default)]
    pub relation: Option<Line>,
    /// What it rests on.
    #[serde(default)]
    pub document: Option<DocumentRef>,
    /// Many entries, up to 500, all or none.
    #[serde(default)]
    pub entries: Vec<RegisterEntry>,
}

/// What was entered.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Entered {
    /// The entry; the first of many.
    pub id: RegisterRef,
    /// All entries, in the order of the command.
    pub ids: Vec<RegisterRef>,
}

struct Entering {
    register: Register,
    body: EnterRegister,
}

/// Enters somebody. Refuses with `invalid` for parts that cannot be, each by its place; nothing is then entered.
pub async fn enter_register(
    fund: &Fund,
    who: &Caller,
    register: Register,
    body: EnterRegister,
) -> Outcome<Entered> {
    who.must_be(ROLES)?;
    let command = Entering { register, body };
    fund.write(who, "register.entered", command, |job, tx| Box::pin(enter(job, tx))).await
}

async fn enter(job: Job<'_, Entering>, tx: &mut Tx) -> Outcome<Entered> {
    let Entering { register, body } = job.command;
    let mut fields = Fields::default();
    let entries = entries_of(body, &mut fields);
    check_persons(tx, &entries, &mut fields).await?;
    for (at, entry) in &entries {
        check_entry(tx, job.who, *register, (at, entry), &mut fields).await?;
    }
    fields.refuse()?;
    let mut ids = vec![];
    for (_, entry) in &entries {
        ids.push(write_entry(job, tx, entry).await?);
    }
    let id = *ids.first().expect("a body without an entry was refused");
    Ok(Entered { id, ids })
}

/// The entries of a body with the place of their fields.
fn entries_of(body: &EnterRegister, fields: &mut Fields) -> Vec<(String, RegisterEntry)> {
    let EnterRegister { name, number, accounts, from, to, person, relation, document, entries } = body;
    let (from, to, person, document) = (*from, *to, *person, *document);
    let says_more = number.is_some() || !accounts.is_empty() || from.is_some() || to.is_some();
    let says_more = says_more || person.is_some() || relation.is_some() || document.is_some();
    match name {
        Some(_) if !entries.is_empty() => fields.add(
            "entries",
            "an entry stands here beside a list of entries: put it into the list",
            "siyahı ilə yanaşı ayrıca qeyd də verilib: onu siyahıya daxil edin",
        ),
        Some(name) => {
            let (name, number, accounts) = (name.clone(), number.clone(), accounts.clone());
            let relation = relation.clone();
            let entry = RegisterEntry { name, number, accounts, from, to, person, relation, document };
            return vec![(String::new(), entry)];
        }
        None if entries.is_empty() || says_more => {
            fields.add("name", "this field is needed: add it", "bu sahə tələb olunur: əlavə edin");
        }
        None => {}
    }
    if entries.len() > MOST_ENTRIES {
        let count = entries.len();
        fields.add(
            "entries",
            format!("{count} are too many: at most {MOST_ENTRIES} at once, so send several lists"),
            format!("{count} çoxdur: bir dəfəyə ən çoxu {MOST_ENTRIES}, siyahını bölün"),
        );
        return vec![];
    }
    let place = |(i, entry): (usize, &RegisterEntry)| (format!("entries[{i}]."), entry.clone());
    entries.iter().enumerate().map(place).collect()
}

/// Persons who are named must be there; each is looked up once.
async fn check_persons(tx: &mut Tx, entries: &[(String, RegisterEntry)], fields: &mut Fields) -> Outcome<()> {
    let named: BTreeSet<PersonRef> = entries.iter().filter_map(|(_, entry)| entry.person).collect();
    for person in named {
        let at = tx.at();
        if tx.grants_of(person, at).await?.is_empty() {
            let field = entries.iter().find(|(_, entry)| entry.person == Some(person));
            let at = field.map(|(at, _)| at.as_str()).unwrap_or_default();
            fields.unknown(format!("{at}person"), person);
        }
    }
    Ok(())
}

async fn check_entry(
    tx: &mut Tx,
    who: &Caller,
    register: Register,
    (at, entry): (&str, &RegisterEntry),
    fields: &mut Fields,
) -> Outcome<()> {
    if let (Some(from), Some(to)) = (entry.from, entry.to) {
        fields.not_before(&format!("{at}to"), to, from, ("the first day", "birinci gün"));
    }
    if entry.person.is_some() && register != Register::Staff {
        not_here(fields, format!("{at}person"), Register::Staff);
    }
    if entry.relation.is_some() && register != Register::Related {
        not_here(fields, format!("{at}relation"), Register::Related);
    }
    if entry.accounts.len() > MOST_ACCOUNTS {
        fields.add(
            format!("{at}accounts"),
            format!("these are too many: at most {MOST_ACCOUNTS} accounts"),
            format!("bu çoxdur: ən çoxu {MOST_ACCOUNTS} hesab"),
        );
    }
    for (i, account) in entry.accounts.iter().enumerate().take(MOST_ACCOUNTS) {
        check_account(&format!("{at}accounts[{i}]"), account.expose(), fields);
    }
    let about = Concerns { who: &who.officer, persons: &[] };
    fields.paper(tx, format!("{at}document"), entry.document, &about).await
}

fn not_here(fields: &mut Fields, field: String, register: Register) {
    fields.add(
        field,
        format!("only an entry of the register {register} has this: leave it out"),
        format!("bu, yalnız `{register}` reyestrində olur: göndərməyin"),
    );
}

/// What begins as an IBAN must be one; anything else is a number of an account abroad.
fn check_account(field: &str, account: &str, fields: &mut Fields) {
    let compact: String = account.chars().filter(|c| !c.is_whitespace()).collect();
    let compact = compact.to_ascii_uppercase();
    let begins = |at: usize, is: fn(&u8) -> bool| compact.as_bytes().get(at).is_some_and(is);
    let is_iban = begins(0, u8::is_ascii_alphabetic) && begins(1, u8::is_ascii_alphabetic);
    let is_iban = is_iban && begins(2, u8::is_ascii_digit) && begins(3, u8::is_ascii_digit);
    if is_iban && compact.parse::<iban::Iban>().is_err() {
        fields.add(
            field,
            "this is no valid IBAN: compare it with the paper, digit by digit",
            "bu etibarlı IBAN deyil: sənədlə rəqəm-rəqəm tutuşdurun",
        );
    } else if !compact.bytes().any(|b| b.is_ascii_digit()) {
        fields.add(
            field,
            "an account has digits: give an IBAN or the number of an account abroad",
            "hesabda rəqəmlər olur: IBAN və ya xaricdəki hesabın nömrəsini yazın",
        );
    }
}

async fn write_entry(job: Job<'_, Entering>, tx: &mut Tx, entry: &RegisterEntry) -> Outcome<RegisterRef> {
    let said = RegisterWords {
        name: entry.name.clone(),
        number: entry.number.clone(),
        accounts: entry.accounts.clone(),
        relation: entry.relation.clone(),
    };
    let words = tx.add_seal(job.fund.seal(PLACE, &Words::of_json(&said)?)?).await?;
    let (id, at): (RegisterRef, _) = (tx.next(), tx.at());
    tx.add(RegisterEntryRow {
        id,
        register: job.command.register,
        from_day: entry.from,
        to_day: entry.to,
        officer: entry.person,
        document: entry.document,
        words,
        person: job.who.person(),
        at,
    })
    .await?;
    tx.keep_party(Party::Listed, id, None, &terms_of_entry(job.fund.keys(), &said));
    Ok(id)
}
