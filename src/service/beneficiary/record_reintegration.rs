//! Records the start of the reintegration period, from which the allowance is due (art. 17.2).
use super::{
    For,
    care::*,
    living,
    view::{BeneficiaryView, view_of},
};
use crate::{
    domain::{person::Role, reference::BeneficiaryRef},
    service::{Caller, Fund, Job, Outcome, check::Fields},
    store::Tx,
};

/// Who may.
pub const ROLES: &[Role] = &[Role::Maker];

/// Records the period; of an episode the one recorded latest counts.
pub async fn record_reintegration(
    fund: &Fund,
    who: &Caller,
    id: BeneficiaryRef,
    command: Reintegration,
) -> Outcome<BeneficiaryView> {
    who.must_be(ROLES)?;
    let command = For { id, body: command };
    fund.write(who, "reintegration.recorded", command, |job, tx| Box::pin(record(job, tx))).await
}

async fn record(job: Job<'_, For<Reintegration>>, tx: &mut Tx) -> Outcome<BeneficiaryView> {
    let For { id, body } = job.command;
    living(tx, *id).await?;
    let (care, today) = (Care::read(tx, *id).await?, tx.today());
    let mut fields = Fields::default();
    check_reintegration("", body, today, &mut fields);
    check_episodes(care.last_episode(), vec![("episode".into(), body.episode)], &mut fields);
    fields.refuse()?;

    write_reintegration(job, tx, *id, care.periods.len() + 1, body).await?;
    view_of(tx, job.fund.keys(), job.who, *id, today).await
}
