//! Records that an authority or an organisation identified a person as a victim, refused to, or took it back.
use super::{
    For,
    care::*,
    living,
    view::{BeneficiaryView, view_of},
};
use crate::{
    domain::{person::Role, reference::BeneficiaryRef},
    service::{
        Caller, Fund, Job, Outcome,
        check::{Concerns, Fields},
    },
    store::Tx,
};

/// Who may.
pub const ROLES: &[Role] = &[Role::Maker];

/// Records an identification. Earlier ones stay; what follows from all of them is reckoned anew.
pub async fn record_identification(
    fund: &Fund,
    who: &Caller,
    id: BeneficiaryRef,
    command: Identified,
) -> Outcome<BeneficiaryView> {
    who.must_be(ROLES)?;
    let command = For { id, body: command };
    fund.write(who, "identification.recorded", command, |job, tx| Box::pin(record(job, tx))).await
}

async fn record(job: Job<'_, For<Identified>>, tx: &mut Tx) -> Outcome<BeneficiaryView> {
    let For { id, body } = job.command;
    living(tx, *id).await?;
    let (care, today) = (Care::read(tx, *id).await?, tx.today());
    let mut fields = Fields::default();
    fields.not_after("on", body.on, today);
    let about = Concerns { who: &job.who.officer, persons: &[*id] };
    check_identified(tx, "", body, &about, &mut fields).await?;
    check_episodes(care.last_episode(), vec![("episode".into(), body.episode)], &mut fields);
    fields.refuse()?;

    write_identified(job, tx, *id, care.identifications.len() + 1, body).await?;
    view_of(tx, job.fund.keys(), job.who, *id, today).await
}
