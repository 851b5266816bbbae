//! Ends an entry of a register: from a day on it does not count. What it said before stays.
use super::list_register::{RegisterLine, line_of};
use crate::{
    domain::{
        day::Day, payment::Verb, person::Role, reference::RegisterRef, refusal::Refusal, register::Register,
        text::Prose,
    },
    service::{Caller, Fund, Job, Outcome, check::Fields},
    store::{
        Tx,
        register::{ListedEntry, RegisterEndRow},
    },
    vault::Words,
};
use serde::Deserialize;
use utoipa::ToSchema;

/// Who may.
pub const ROLES: &[Role] = &[Role::Administrator];

/// The command.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct EndEntry {
    /// The day from which on it does not count.
    pub ended_on: Day,
    /// Why; sealed.
    #[serde(default)]
    pub reason: Option<Prose>,
}

struct Ending {
    register: Register,
    id: RegisterRef,
    body: EndEntry,
}

/// Ends an entry. Refuses with `not_found` one of another register, with `invalid` a day that cannot be, and with `wrong_state` one that was
/// ended before.
pub async fn end_entry(
    fund: &Fund,
    who: &Caller,
    (register, id): (Register, RegisterRef),
    body: EndEntry,
) -> Outcome<RegisterLine> {
    who.must_be(ROLES)?;
    let command = Ending { register, id, body };
    fund.write(who, "register.ended", command, |job, tx| Box::pin(end(job, tx))).await
}

async fn end(job: Job<'_, Ending>, tx: &mut Tx) -> Outcome<RegisterLine> {
    let Ending { register, id, body } = job.command;
    let row = tx.register_entry(*id).await?.filter(|row| row.register == *register);
    let row = row.ok_or_else(|| Refusal::NotFound { what: id.to_string() })?;
    let mut fields = Fields::default();
    fields.not_after("ended_on", body.ended_on, tx.today());
    if let Some(from) = row.from_day {
        fields.not_before("ended_on", body.ended_on, from, ("the first day", "birinci gün"));
    }
    fields.refuse()?;
    if tx.register_end(*id).await?.is_some() {
        let (subject, state) = (id.to_string(), "ended".to_owned());
        return Err(Refusal::WrongState { subject, state, step: Verb::End }.into());
    }
    let reason = match &body.reason {
        Some(reason) => {
            Some(tx.add_seal(job.fund.seal("register_end.reason", &Words::of(reason.expose()))?).await?)
        }
        None => None,
    };
    let (person, at) = (job.who.person(), tx.at());
    tx.add(RegisterEndRow { entry: *id, ended_on: body.ended_on, reason, person, at }).await?;
    let cipher = tx.seal(row.words).await?.and_then(|seal| seal.cipher);
    let listed = ListedEntry { row, ended_on: Some(body.ended_on), cipher };
    line_of(job.fund, listed, job.who.officer.has(super::list_register::SEE_NAMES))
}
