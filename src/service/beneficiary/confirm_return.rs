//! Confirms a file of voluntary return: a second person read it and stands for it. Money moves on no file without that.
use super::{
    For, living,
    view::{BeneficiaryView, view_of},
    withdraw_return::{ReturnState, latest_file},
};
use crate::{
    domain::{payment::Verb, person::Role, reference::*, refusal::Refusal},
    service::{
        Caller, Fund, Job, Outcome,
        hands::{Step, check_hand, decide},
    },
    store::Tx,
};
use serde::Deserialize;
use utoipa::ToSchema;

/// Who may: another maker than the one who filed it, or a guardian.
pub const ROLES: &[Role] = &[Role::Maker, Role::Guardian];

/// Which file is confirmed.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct ConfirmReturn {
    /// The file that was read (`V-…`); without it, the latest. A file that another has replaced is refused.
    pub file: Option<ReturnFileRef>,
}

/// Confirms the latest file. Refuses with `same_hands` the person who filed it, and with `wrong_state` when it is confirmed
/// already or withdrawn.
pub async fn confirm_return(
    fund: &Fund,
    who: &Caller,
    id: BeneficiaryRef,
    command: ConfirmReturn,
) -> Outcome<BeneficiaryView> {
    who.must_be(ROLES)?;
    let command = For { id, body: command };
    fund.write(who, "return.confirmed", command, |job, tx| Box::pin(confirm(job, tx))).await
}

async fn confirm(job: Job<'_, For<ConfirmReturn>>, tx: &mut Tx) -> Outcome<BeneficiaryView> {
    let For { id, body } = job.command;
    living(tx, *id).await?;
    let (file, state) = latest_file(tx, *id).await?;
    if body.file.is_some_and(|read| read != file.id) {
        return Err(Refusal::field(
            "file",
            format!("another file took its place: read {} before confirming it", file.id),
            format!("onu başqa sənədlər toplusu əvəz edib: təsdiqləməzdən əvvəl {} oxuyun", file.id),
        )
        .into());
    }
    let (subject, person) = (file.id.to_string(), job.who.person());
    if file.person == person {
        let before = Role::Maker.to_string();
        return Err(Refusal::SameHands { subject, person, before }.into());
    }
    let role = job.who.acting_as(ROLES)?;
    check_hand(job, tx, &subject, role).await?;
    if state != ReturnState::Filed {
        let state = state.to_string();
        return Err(Refusal::WrongState { subject, state, step: Verb::Confirm }.into());
    }

    let today = tx.today();
    decide(job, tx, file.id, role, Verb::Confirm, today, Step::default()).await?;
    view_of(tx, job.fund.keys(), job.who, *id, today).await
}
