//! Orders over the API: registered and confirmed by registrars, what came in on them, and assets handed over.
use crate::{
    domain::{
        day::Day,
        inflow::{InflowAccount, InflowKind},
        lot::Restriction,
        money::Money,
        reference::{DocumentRef, OrderRef},
        text::Prose,
    },
    http::{
        answer::{Answer, created, ok, to_the_end},
        body::{Command, Step},
        caller::SignedIn,
        query::{Listing, Nothing},
        reference::Id,
    },
    service::{
        Fund, Page,
        inflow::{
            record_inflow::{RecordInflow, record_inflow},
            view::InflowView,
        },
        order::{
            confirm_order::confirm_order,
            end_order::{AnnulOrder, SupersedeOrder, annul_order, supersede_order},
            open_recourse::{self, OpenRecourse},
            record_insufficiency::{RecordInsufficiency, record_insufficiency},
            record_receipt::{ReceivedView, RecordReceipt, record_receipt},
            register_order::{RegisterOrder, register_order},
            view::{OrderLine, OrderView, get_order, list_orders},
        },
        page::Wanted,
    },
};
use axum::extract::State;
use serde::Deserialize;
use utoipa::ToSchema;

/// An asset of a confirmed confiscation that comes to the Fund.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct HandOver {
    /// The position of the asset in the order, from 1.
    asset: i32,
    /// The sum; for property, its appraised value.
    amount: Money,
    /// ISO 4217; AZN when not said.
    #[serde(default)]
    currency: Option<String>,
    /// The day it came.
    received_on: Day,
    /// Where it lies.
    account: InflowAccount,
    /// What it may be spent on.
    #[serde(default)]
    restriction: Option<Restriction>,
    /// Evidence.
    #[serde(default)]
    evidence: Option<DocumentRef>,
    /// Free text; sealed.
    #[serde(default)]
    memo: Option<Prose>,
}

impl HandOver {
    fn by(self, order: OrderRef) -> RecordInflow {
        RecordInflow {
            kind: InflowKind::ConfiscatedAsset,
            amount: self.amount,
            currency: self.currency,
            received_on: self.received_on,
            account: self.account,
            donor: None,
            order: Some(order),
            asset: Some(self.asset),
            restriction: self.restriction,
            event: None,
            budget_code: None,
            evidence: self.evidence,
            memo: self.memo,
        }
    }
}

/// Registers an order of the registrar's own issuer.
#[utoipa::path(post, path = "/orders", tag = "orders", request_body = RegisterOrder,
    responses((status = 201, body = OrderView)))]
pub async fn register(
    State(fund): State<Fund>,
    Command { caller, body }: Command<RegisterOrder>,
) -> Answer<OrderView> {
    Ok(created(to_the_end(async move { register_order(&fund, &caller, body).await }).await?))
}

/// Lists orders; for a registrar those of the own issuer.
#[utoipa::path(get, path = "/orders", tag = "orders", params(Wanted),
    responses((status = 200, body = Page<OrderLine>)))]
pub async fn list(
    State(fund): State<Fund>,
    SignedIn(who): SignedIn,
    Listing(wanted, Nothing {}): Listing<Nothing>,
) -> Answer<Page<OrderLine>> {
    Ok(ok(list_orders(&fund, &who, &wanted).await?))
}

/// Reads an order: what was ordered, received, paid, and what is outstanding.
#[utoipa::path(get, path = "/orders/{id}", tag = "orders", params(("id" = OrderRef, Path)),
    responses((status = 200, body = OrderView)))]
pub async fn get(
    State(fund): State<Fund>,
    SignedIn(who): SignedIn,
    Id(id): Id<OrderRef>,
) -> Answer<OrderView> {
    Ok(ok(get_order(&fund, &who, id).await?))
}

/// Confirms an order. For a second registrar of the issuer, once the order is in force.
#[utoipa::path(post, path = "/orders/{id}/confirm", tag = "orders", params(("id" = OrderRef, Path)),
    request_body = Nothing, responses((status = 200, body = OrderView)))]
pub async fn confirm(
    State(fund): State<Fund>,
    Id(id): Id<OrderRef>,
    Step { caller, body: Nothing {} }: Step<Nothing>,
) -> Answer<OrderView> {
    Ok(ok(to_the_end(async move { confirm_order(&fund, &caller, id).await }).await?))
}

/// Annuls a disclosure order, from now on.
#[utoipa::path(post, path = "/orders/{id}/annul", tag = "orders", params(("id" = OrderRef, Path)),
    request_body = AnnulOrder, responses((status = 200, body = OrderView)))]
pub async fn annul(
    State(fund): State<Fund>,
    Id(id): Id<OrderRef>,
    Command { caller, body }: Command<AnnulOrder>,
) -> Answer<OrderView> {
    Ok(ok(to_the_end(async move { annul_order(&fund, &caller, id, body).await }).await?))
}

/// Puts another disclosure order in the place of one, from now on.
#[utoipa::path(post, path = "/orders/{id}/supersede", tag = "orders", params(("id" = OrderRef, Path)),
    request_body = SupersedeOrder, responses((status = 200, body = OrderView)))]
pub async fn supersede(
    State(fund): State<Fund>,
    Id(id): Id<OrderRef>,
    Command { caller, body }: Command<SupersedeOrder>,
) -> Answer<OrderView> {
    Ok(ok(to_the_end(async move { supersede_order(&fund, &caller, id, body).await }).await?))
}

/// Records what was received on an order.
#[utoipa::path(post, path = "/orders/{id}/receipts", tag = "orders", params(("id" = OrderRef, Path)),
    request_body = RecordReceipt, responses((status = 201, body = ReceivedView)))]
pub async fn receive(
    State(fund): State<Fund>,
    Id(id): Id<OrderRef>,
    Command { caller, body }: Command<RecordReceipt>,
) -> Answer<ReceivedView> {
    Ok(created(to_the_end(async move { record_receipt(&fund, &caller, id, body).await }).await?))
}

/// Records the finding that the offenders' property does not suffice.
#[utoipa::path(post, path = "/orders/{id}/insufficiency", tag = "orders", params(("id" = OrderRef, Path)),
    request_body = RecordInsufficiency, responses((status = 201, body = OrderView)))]
pub async fn find_insufficient(
    State(fund): State<Fund>,
    Id(id): Id<OrderRef>,
    Command { caller, body }: Command<RecordInsufficiency>,
) -> Answer<OrderView> {
    Ok(created(to_the_end(async move { record_insufficiency(&fund, &caller, id, body).await }).await?))
}

/// Records that the Fund opened recourse against offenders, for what it paid on a confirmed restitution order.
#[utoipa::path(post, path = "/orders/{id}/recourse", tag = "orders", params(("id" = OrderRef, Path)),
    request_body = OpenRecourse, responses((status = 201, body = OrderView)))]
pub async fn open_recourse(
    State(fund): State<Fund>,
    Id(id): Id<OrderRef>,
    Command { caller, body }: Command<OpenRecourse>,
) -> Answer<OrderView> {
    Ok(created(
        to_the_end(async move { open_recourse::open_recourse(&fund, &caller, id, body).await }).await?,
    ))
}

/// Hands an asset of a confirmed confiscation over to the Fund: an inflow with a lot of its own.
#[utoipa::path(post, path = "/orders/{id}/handover", tag = "orders", params(("id" = OrderRef, Path)),
    request_body = HandOver, responses((status = 201, body = InflowView)))]
pub async fn hand_over(
    State(fund): State<Fund>,
    Id(id): Id<OrderRef>,
    Command { caller, body }: Command<HandOver>,
) -> Answer<InflowView> {
    let recorded = to_the_end(async move {
        // An order that is not there is told as the path's fault, not as a field's.
        get_order(&fund, &caller, id).await?;
        record_inflow(&fund, &caller, body.by(id)).await
    });
    Ok(created(recorded.await?))
}
