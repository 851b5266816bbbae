//! Records the finding that offenders' property does not suffice, with what can still be realised. A later finding
//! supersedes an earlier one; without any, the Fund pays no restitution (THB Law, art. 23).
use super::{
    registration::named_by_pseudonym,
    view::{OrderView, order_for, view_for},
};
use crate::{
    domain::{
        day::Day,
        money::Qepik,
        order::OrderKind,
        person::Role,
        reference::{DocumentRef, OrderRef},
    },
    service::{
        Caller, Fund, Job, Outcome,
        check::{Concerns, Fields},
    },
    store::{Tx, order::OrderInsufficiencyRow},
};
use serde::Deserialize;
use utoipa::ToSchema;

/// Who may: a registrar of the issuer.
pub const ROLES: &[Role] = &[Role::Registrar];

/// The command.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RecordInsufficiency {
    /// The day of the finding.
    pub found_on: Day,
    /// What of the offenders' property can still be realised; `"0.00"` where nothing can.
    #[serde(deserialize_with = "crate::domain::money::not_negative")]
    pub realisable: Qepik,
    /// The finding.
    #[serde(default)]
    pub document: Option<DocumentRef>,
}

struct OnOrder {
    order: OrderRef,
    body: RecordInsufficiency,
}

/// Records a finding of insufficiency. Refuses with `invalid` for days, documents or orders that do not fit.
pub async fn record_insufficiency(
    fund: &Fund,
    who: &Caller,
    order: OrderRef,
    body: RecordInsufficiency,
) -> Outcome<OrderView> {
    who.must_be(ROLES)?;
    let command = OnOrder { order, body };
    fund.write(who, "order.insufficiency_recorded", command, |job, tx| Box::pin(record(job, tx))).await
}

async fn record(job: Job<'_, OnOrder>, tx: &mut Tx) -> Outcome<OrderView> {
    let OnOrder { order: id, body } = job.command;
    let row = order_for(tx, job.who, *id).await?;
    let mut fields = Fields::default();
    if row.kind != OrderKind::Restitution {
        fields.add(
            "order",
            format!("{id} is of the kind {}: insufficiency is found on restitution only", row.kind),
            format!(
                "{id} qərarının növü {}: əmlakın çatmaması yalnız zərərin ödənilməsi üzrə qeyd edilir",
                row.kind
            ),
        );
    }
    fields.not_after("found_on", body.found_on, tx.today());
    let decision = ("the day of the decision", "qərarın günü");
    fields.not_before("found_on", body.found_on, row.decided_on, decision);
    let named = named_by_pseudonym(tx, *id).await?;
    let about = Concerns { who: &job.who.officer, persons: &named };
    fields.paper(tx, "document", body.document, &about).await?;
    fields.refuse()?;
    let position = tx.insufficiencies(*id).await?.last().map_or(1, |latest| latest.position + 1);
    let at = tx.at();
    tx.add(OrderInsufficiencyRow {
        court_order: *id,
        position,
        found_on: body.found_on,
        realisable: body.realisable,
        document: body.document,
        person: job.who.person(),
        at,
    })
    .await?;
    view_for(tx, job.who, row).await
}
