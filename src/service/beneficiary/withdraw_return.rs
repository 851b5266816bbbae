//! Takes a file of voluntary return back, as the person may at any time. From then on there is none until a new one is
//! filed; an older one does not come back.
use super::{
    For, living,
    view::{BeneficiaryView, view_of},
};
use crate::{
    domain::{
        payment::Verb,
        person::Role,
        reference::*,
        refusal::Refusal,
        word::{Unreadable, words},
    },
    service::{
        Caller, Fund, Job, Outcome,
        hands::{Step, check_hand, decide},
    },
    store::{Snapshot, Tx, beneficiary::ReturnFileRow},
};

/// Who may; the one who filed it too.
pub const ROLES: &[Role] = &[Role::Maker, Role::Guardian];

words! {
    /// How a file of voluntary return stands.
    ReturnState {
        /// Filed, not yet confirmed.
        Filed = "filed",
        /// A second person confirmed it.
        Confirmed = "confirmed",
        /// Taken back.
        Withdrawn = "withdrawn",
    }
}

/// The latest file of a person with how it stands.
pub(super) async fn standing_file(
    from: &mut Snapshot,
    id: BeneficiaryRef,
) -> Outcome<Option<(ReturnFileRow, ReturnState)>> {
    let Some(file) = from.return_file(id).await? else { return Ok(None) };
    let decisions = from.decisions(&file.id.to_string()).await?;
    let was = |verb| decisions.iter().any(|d| d.verb == verb);
    let state = match (was(Verb::Withdraw), was(Verb::Confirm)) {
        (true, _) => ReturnState::Withdrawn,
        (false, true) => ReturnState::Confirmed,
        (false, false) => ReturnState::Filed,
    };
    Ok(Some((file, state)))
}

/// The latest file of a person, or `not_found`.
pub(super) async fn latest_file(
    from: &mut Snapshot,
    id: BeneficiaryRef,
) -> Outcome<(ReturnFileRow, ReturnState)> {
    let file = standing_file(from, id).await?;
    let what =
        || Unreadable::new(format!("return file of {id}"), format!("{id} üzrə qayıdış işi")).to_string();
    file.ok_or_else(|| Refusal::NotFound { what: what() }.into())
}

/// Takes the latest file back. Refuses with `wrong_state` when it was taken back already.
pub async fn withdraw_return(fund: &Fund, who: &Caller, id: BeneficiaryRef) -> Outcome<BeneficiaryView> {
    who.must_be(ROLES)?;
    let command = For { id, body: () };
    fund.write(who, "return.withdrawn", command, |job, tx| Box::pin(withdraw(job, tx))).await
}

async fn withdraw(job: Job<'_, For<()>>, tx: &mut Tx) -> Outcome<BeneficiaryView> {
    let id = job.command.id;
    living(tx, id).await?;
    let (file, state) = latest_file(tx, id).await?;
    let role = job.who.acting_as(ROLES)?;
    check_hand(job, tx, file.id, role).await?;
    if state == ReturnState::Withdrawn {
        let (subject, state) = (file.id.to_string(), state.to_string());
        return Err(Refusal::WrongState { subject, state, step: Verb::Withdraw }.into());
    }

    let today = tx.today();
    decide(job, tx, file.id, role, Verb::Withdraw, today, Step::default()).await?;
    view_of(tx, job.fund.keys(), job.who, id, today).await
}
