//! Records that the Fund opened recourse against the offenders of a confirmed restitution order, for what it paid in their place.
use super::view::{OrderState, OrderView, order_for, state_of, view_for};
use crate::{
    domain::{
        day::Day,
        order::OrderKind,
        payment::Verb,
        person::Role,
        reference::{DocumentRef, OrderRef},
        refusal::Refusal,
        word::Unreadable,
    },
    service::{
        Caller, Fund, Job, Outcome,
        check::{Concerns, Fields},
    },
    store::{
        Tx,
        order::{CourtOrderRow, OrderRecourseRow},
    },
};
use serde::Deserialize;
use utoipa::ToSchema;

/// Who may: the Fund's own, not a court.
pub const ROLES: &[Role] = &[Role::Maker];

/// The command.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OpenRecourse {
    /// The day on which it was opened.
    pub opened_on: Day,
    /// Against which offender, by position in the order, from 1; against all when not said.
    #[serde(default)]
    pub offender: Option<i32>,
    /// What shows it.
    #[serde(default)]
    pub document: Option<DocumentRef>,
}

struct OnOrder {
    order: OrderRef,
    body: OpenRecourse,
}

/// Records it. Refuses with `invalid` for other kinds of order, unknown offenders and documents and days that cannot be, and with
/// `wrong_state` before the order is confirmed. What is said of an offender again takes the place of what was said before.
pub async fn open_recourse(
    fund: &Fund,
    who: &Caller,
    order: OrderRef,
    body: OpenRecourse,
) -> Outcome<OrderView> {
    who.must_be(ROLES)?;
    let command = OnOrder { order, body };
    fund.write(who, "order.recourse_opened", command, |job, tx| Box::pin(record(job, tx))).await
}

async fn record(job: Job<'_, OnOrder>, tx: &mut Tx) -> Outcome<OrderView> {
    let OnOrder { order: id, body } = job.command;
    let row = order_for(tx, job.who, *id).await?;
    check(job, tx, &row).await?;
    let state = state_of(tx, *id).await?;
    if state != OrderState::Confirmed {
        let (subject, state) = (id.to_string(), state.to_string());
        return Err(Refusal::WrongState { subject, state, step: Verb::Recourse }.into());
    }
    let position = tx.recourses(*id).await?.len() as i32 + 1;
    let at = tx.at();
    tx.add(OrderRecourseRow {
        court_order: *id,
        position,
        opened_on: body.opened_on,
        offender: body.offender,
        document: body.document,
        person: job.who.person(),
        at,
    })
    .await?;
    view_for(tx, job.who, row).await
}

async fn check(job: Job<'_, OnOrder>, tx: &mut Tx, row: &CourtOrderRow) -> Outcome<()> {
    let OnOrder { order: id, body } = job.command;
    let mut fields = Fields::default();
    if row.kind != OrderKind::Restitution {
        fields.add(
            "order",
            format!("{id} is of the kind {}: recourse is opened on restitution only", row.kind),
            format!(
                "{id} qərarının növü `{}`: reqres tələbi yalnız zərərin ödənilməsi üzrə verilir",
                row.kind
            ),
        );
    }
    fields.not_after("opened_on", body.opened_on, tx.today());
    let decision = ("the day of the decision", "qərarın günü");
    fields.not_before("opened_on", body.opened_on, row.decided_on, decision);
    if let Some(position) = body.offender
        && !tx.order_offenders(*id).await?.iter().any(|offender| offender.position == position)
    {
        let what = Unreadable::new(
            format!("offender {position} in {id}"),
            format!("{id} qərarında {position} nömrəli təqsirkar"),
        );
        fields.unknown("offender", what);
    }
    // Whom the order names by pseudonym a paper of recourse may concern; whom it names by identity, no one here knows.
    let named = super::registration::named_by_pseudonym(tx, *id).await?;
    fields.paper(tx, "document", body.document, &Concerns { who: &job.who.officer, persons: &named }).await?;
    fields.refuse()
}
