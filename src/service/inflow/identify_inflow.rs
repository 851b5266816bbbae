//! Names the donor of a quarantined inflow. The rules judge again; when nothing stands against the money any more, it may be
//! spent.
use super::{
    donor::{Donor, check_donor, write_donor},
    judge_inflow::{Received, judge_received},
    quarantine::{lift, standing, wrong_state},
    view::{InflowView, view_of},
};
use crate::{
    domain::{
        day::Day,
        finding::{Stage, Verdict},
        payment::Verb,
        person::Role,
        reference::InflowRef,
    },
    service::{
        Caller, Fund, Job, Outcome,
        check::Fields,
        hands::{Step, check_hand, decide},
        judge::{self, Kept},
    },
    store::Tx,
};
use serde::Deserialize;
use utoipa::ToSchema;

/// Who may.
pub const ROLES: &[Role] = &[Role::Maker];

/// The command.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct IdentifyInflow {
    /// The donor.
    pub donor: Donor,
    /// The day on which the donor became known; today when not said.
    #[serde(default)]
    pub identified_on: Option<Day>,
}

struct Identify {
    id: InflowRef,
    command: IdentifyInflow,
}

/// Names the donor. Refuses with `not_found`, `invalid`, `same_hands`, and with `wrong_state` unless the inflow is quarantined
/// and has no donor. What the rules still find does not refuse: the inflow stays quarantined.
pub async fn identify_inflow(
    fund: &Fund,
    who: &Caller,
    id: InflowRef,
    command: IdentifyInflow,
) -> Outcome<InflowView> {
    who.must_be(ROLES)?;
    let command = Identify { id, command };
    fund.write(who, "inflow.identified", command, |job, tx| Box::pin(identify(job, tx))).await
}

async fn identify(job: Job<'_, Identify>, tx: &mut Tx) -> Outcome<InflowView> {
    let Identify { id, command } = job.command;
    let id = *id;
    let standing = standing(tx, id).await?;
    let mut fields = Fields::default();
    let on = standing.step_day(&mut fields, "identified_on", command.identified_on, tx.today());
    check_donor("donor.", Some(&command.donor), &mut fields);
    fields.refuse()?;
    check_hand(job, tx, id, Role::Maker).await?;
    standing.must_be_quarantined(Verb::Identify)?;
    if tx.inflow_donor(id).await?.is_some() {
        return Err(wrong_state(id, "identified", Verb::Identify));
    }
    // The donor's row is not there yet, so the sum of the donor's cash has this inflow once.
    let book = job.fund.rulebook();
    let received = Received::of_stored(tx, job.fund, &standing).await?;
    let findings = judge_received(tx, job.fund, &book, &received, Some(&command.donor)).await?;
    let subject = id.to_string();
    let verdict = judge::verdict_of(tx, &subject, &findings).await?;

    write_donor(job, tx, id, &command.donor).await?;
    decide(job, tx, id, Role::Maker, Verb::Identify, on, Step::default()).await?;
    let kept = Kept {
        subject: &subject,
        stage: Stage::Identify,
        version: book.version(),
        verdict,
        permits: &[],
        findings: &findings,
        facts: None,
    };
    judge::keep(tx, kept).await?;
    if verdict == Verdict::Permitted {
        lift(job, tx, &standing, on).await?;
    }
    view_of(tx, id).await
}
