//! Ends a disclosure order before its time: it was annulled, or another order took its place. It counts from its recording and
//! needs no second registrar, since it only takes away; what was shown before stays on the record.
use super::{
    registration::named_by_pseudonym,
    view::{OrderView, order_for, view_for},
};
use crate::{
    domain::{
        disclosure::OrderEnd,
        order::OrderKind,
        payment::Verb,
        person::Role,
        reference::{DocumentRef, OrderRef},
        refusal::Refusal,
        text::Prose,
    },
    service::{
        Caller, Fund, Job, Outcome,
        check::{Concerns, Fields},
        hands::{Step, decide},
    },
    store::{Tx, disclosure::OrderEndRow, order::CourtOrderRow},
};
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;

/// Who may: a registrar of the issuer.
pub const ROLES: &[Role] = &[Role::Registrar];

/// That an order was annulled.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AnnulOrder {
    /// The decision that annuls it.
    pub document: DocumentRef,
    /// Why; sealed. It names nobody.
    #[serde(default)]
    pub reason: Option<Prose>,
}

/// That another order takes the place of one.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SupersedeOrder {
    /// The order in its place, registered already by the same issuer.
    pub by: OrderRef,
    /// Why; sealed. It names nobody.
    #[serde(default)]
    pub reason: Option<Prose>,
}

struct Ending {
    order: OrderRef,
    what: OrderEnd,
    by: Option<OrderRef>,
    document: Option<DocumentRef>,
    reason: Option<Prose>,
}

/// Annuls an order. Refuses with `wrong_state` one that ended already.
pub async fn annul_order(fund: &Fund, who: &Caller, order: OrderRef, body: AnnulOrder) -> Outcome<OrderView> {
    who.must_be(ROLES)?;
    let AnnulOrder { document, reason } = body;
    let ending = Ending { order, what: OrderEnd::Annulled, by: None, document: Some(document), reason };
    fund.write(who, "order.annulled", ending, |job, tx| Box::pin(end(job, tx))).await
}

/// Puts another order in the place of one. Refuses with `wrong_state` one that ended already.
pub async fn supersede_order(
    fund: &Fund,
    who: &Caller,
    order: OrderRef,
    body: SupersedeOrder,
) -> Outcome<OrderView> {
    who.must_be(ROLES)?;
    let SupersedeOrder { by, reason } = body;
    let ending = Ending { order, what: OrderEnd::Superseded, by: Some(by), document: None, reason };
    fund.write(who, "order.superseded", ending, |job, tx| Box::pin(end(job, tx))).await
}

async fn end(job: Job<'_, Ending>, tx: &mut Tx) -> Outcome<OrderView> {
    let Ending { order, what, by, document, reason } = job.command;
    let row = order_for(tx, job.who, *order).await?;
    check(job, tx, &row).await?;
    let verb = match what {
        OrderEnd::Annulled => Verb::Annul,
        OrderEnd::Superseded => Verb::Supersede,
    };
    if let Some(ended) = tx.order_end(*order).await? {
        let (subject, state) = (order.to_string(), ended.what.to_string());
        return Err(Refusal::WrongState { subject, state, step: verb }.into());
    }
    let (today, person, at) = (tx.today(), job.who.person(), tx.at());
    let words = reason.as_ref().map(|reason| json!({ "reason": reason }));
    decide(
        job,
        tx,
        order,
        Role::Registrar,
        verb,
        today,
        Step { words, document: *document, ..Step::default() },
    )
    .await?;
    tx.add(OrderEndRow { court_order: *order, what: *what, by_order: *by, document: *document, person, at })
        .await?;
    view_for(tx, job.who, row).await
}

async fn check(job: Job<'_, Ending>, tx: &mut Tx, row: &CourtOrderRow) -> Outcome<()> {
    let Ending { order, by, document, .. } = job.command;
    let mut fields = Fields::default();
    if row.kind != OrderKind::Disclosure {
        fields.add(
            "order",
            format!("{order} is of the kind {}: only disclosure orders can be ended yet", row.kind),
            format!(
                "{order} {} növlü qərardır: hələlik yalnız disclosure qərarlarına xitam verilir",
                row.kind
            ),
        );
    }
    let named = named_by_pseudonym(tx, *order).await?;
    fields.paper(tx, "document", *document, &Concerns { who: &job.who.officer, persons: &named }).await?;
    if let Some(by) = by {
        // An order of another issuer is told as one that is not there.
        match order_for(tx, job.who, *by).await {
            Ok(other) if other.kind != OrderKind::Disclosure || by == order => fields.add(
                "by",
                format!("{by} is no other disclosure order: name the one that takes the place of {order}"),
                format!("{by} başqa disclosure qərarı deyil: {order} qərarını əvəz edəni yazın"),
            ),
            Ok(_) => {}
            Err(crate::service::Halt::Refused(_)) => fields.unknown("by", by),
            Err(fault) => return Err(fault),
        }
    }
    fields.refuse()
}
