//! Records a reflection period (Decision 252: the time to decide freely).
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
pub async fn record_reflection(
    fund: &Fund,
    who: &Caller,
    id: BeneficiaryRef,
    command: Reflection,
) -> Outcome<BeneficiaryView> {
    who.must_be(ROLES)?;
    let command = For { id, body: command };
    fund.write(who, "reflection.recorded", command, |job, tx| Box::pin(record(job, tx))).await
}

async fn record(job: Job<'_, For<Reflection>>, tx: &mut Tx) -> Outcome<BeneficiaryView> {
    let For { id, body } = job.command;
    living(tx, *id).await?;
    let (care, today) = (Care::read(tx, *id).await?, tx.today());
    let mut fields = Fields::default();
    check_reflection("", body, today, &mut fields);
    check_episodes(care.last_episode(), vec![("episode".into(), body.episode)], &mut fields);
    fields.refuse()?;

    write_reflection(job, tx, *id, care.periods.len() + 1, body).await?;
    view_of(tx, job.fund.keys(), job.who, *id, today).await
}
