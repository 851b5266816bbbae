//! Records that the ministry was told of a donation, or that a grant was registered: once for an inflow.
use super::{
    quarantine::{standing, wrong_state},
    view::{InflowView, view_of},
};
use crate::{
    domain::{
        day::Day,
        inflow::{InflowKind, InflowState},
        payment::Verb,
        person::Role,
        reference::{DocumentRef, InflowRef},
    },
    service::{
        Caller, Fund, Job, Outcome,
        check::{Concerns, Fields},
        rulebook::decided,
    },
    store::{Tx, inflow::InflowNotificationRow},
};
use serde::Deserialize;
use utoipa::ToSchema;

/// Who may.
pub const ROLES: &[Role] = &[Role::Maker];

/// The command.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NotifyInflow {
    /// The day on which the ministry was told, or the grant registered.
    pub notified_on: Day,
    /// What shows it.
    #[serde(default)]
    pub document: Option<DocumentRef>,
}

struct Notify {
    id: InflowRef,
    body: NotifyInflow,
}

/// Records it. Refuses with `not_found`, with `invalid` for other kinds of inflow, unknown documents and days that cannot be, and with
/// `wrong_state` when it was recorded before or the inflow was reversed. It is no hand on the inflow: nothing is decided.
pub async fn notify_inflow(
    fund: &Fund,
    who: &Caller,
    id: InflowRef,
    body: NotifyInflow,
) -> Outcome<InflowView> {
    who.must_be(ROLES)?;
    let command = Notify { id, body };
    fund.write(who, "inflow.notified", command, |job, tx| Box::pin(notify(job, tx))).await
}

async fn notify(job: Job<'_, Notify>, tx: &mut Tx) -> Outcome<InflowView> {
    let Notify { id, body } = job.command;
    let id = *id;
    let standing = standing(tx, id).await?;
    let mut fields = Fields::default();
    if !matches!(standing.inflow.kind, InflowKind::Donation | InflowKind::Grant) {
        let kind = standing.inflow.kind;
        fields.add(
            "inflow",
            format!("{id} is of the kind {kind}: only a donation is notified, and a grant registered"),
            format!(
                "{id} daxilolmasının növü `{kind}`: yalnız ianə barədə məlumat verilir və qrant qeydə alınır"
            ),
        );
    }
    standing.step_day(&mut fields, "notified_on", Some(body.notified_on), tx.today());
    let about = Concerns { who: &job.who.officer, persons: &[] };
    fields.paper(tx, "document", body.document, &about).await?;
    fields.refuse()?;
    if tx.inflow_notification(id).await?.is_some() {
        return Err(wrong_state(id, "notified", Verb::Notify));
    }
    if standing.state == InflowState::Reversed {
        return Err(standing.wrong_state(Verb::Notify));
    }
    let at = tx.at();
    tx.add(InflowNotificationRow {
        inflow: id,
        notified_on: body.notified_on,
        document: body.document,
        person: job.who.person(),
        at,
    })
    .await?;
    let days = body.notified_on.days_since(standing.inflow.received_on);
    decided::gift_told(job.fund, tx, (id, standing.inflow.kind), days).await?;
    view_of(tx, id).await
}
