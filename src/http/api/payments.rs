//! Payments over the API: judged, drafted, and every step to settlement and back. Who may take a step, and when, is said
//! in the use cases.
use crate::{
    domain::{
        day::Day,
        payment::PaymentState,
        purpose::Purpose,
        reference::{BeneficiaryRef, PaymentRef},
    },
    http::{
        answer::{Answer, created, ok, proposed_or_made, to_the_end},
        body::{Command, Step},
        caller::SignedIn,
        query::Listing,
        reference::Id,
    },
    service::{
        Fund, Page,
        page::Wanted,
        payment::{
            approve_payment::{ApprovePayment, approve_payment},
            cancel_payment::{CancelPayment, cancel_payment},
            check_payment::{CheckView, check_payment},
            draft_payment::{DraftPayment, draft_payment},
            override_payment::{OverridePayment, override_payment},
            recall_payment::{RecallPayment, recall_payment},
            reject_payment::{RejectPayment, reject_payment},
            release_payment::{ReleasePayment, release_payment},
            return_payment::{ReturnPayment, return_payment},
            settle_payment::{SettlePayment, settle_payment},
            submit_payment::{SubmitPayment, submit_payment},
            unsettle_payment::{UnsettlePayment, UnsettleView, unsettle_payment},
            view::{PaymentLine, PaymentView, SourceView, get_payment, list_payments, payment_sources},
            withdraw_payment::{WithdrawPayment, withdraw_payment},
        },
    },
    store::payment::PaymentFilter,
};
use axum::extract::State;
use serde::Deserialize;
use utoipa::IntoParams;

/// Which payments.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub struct Which {
    /// Only in this state.
    state: Option<PaymentState>,
    /// Only for this purpose.
    purpose: Option<Purpose>,
    /// Only for this person.
    beneficiary: Option<BeneficiaryRef>,
    /// Only drafted on this day or later.
    from: Option<Day>,
    /// Only drafted on this day or earlier.
    to: Option<Day>,
}

impl Which {
    fn filter(&self) -> PaymentFilter {
        PaymentFilter {
            state: self.state,
            purpose: self.purpose,
            beneficiary: self.beneficiary,
            from: self.from.map(Day::begins_at),
            to: self.to.map(Day::ends_before),
        }
    }
}

/// Judges the body of a payment: all findings, the permits that cover it, the lots it would draw from. Writes nothing.
#[utoipa::path(post, path = "/payments/check", tag = "payments", request_body = DraftPayment,
    responses((status = 200, body = CheckView)))]
pub async fn check(
    State(fund): State<Fund>,
    Command { caller, body }: Command<DraftPayment>,
) -> Answer<CheckView> {
    Ok(ok(check_payment(&fund, &caller, body).await?))
}

/// Drafts a payment.
#[utoipa::path(post, path = "/payments", tag = "payments", request_body = DraftPayment,
    responses((status = 201, body = PaymentView)))]
pub async fn draft(
    State(fund): State<Fund>,
    Command { caller, body }: Command<DraftPayment>,
) -> Answer<PaymentView> {
    Ok(created(to_the_end(async move { draft_payment(&fund, &caller, body).await }).await?))
}

/// Lists payments.
#[utoipa::path(get, path = "/payments", tag = "payments", params(Wanted, Which),
    responses((status = 200, body = Page<PaymentLine>)))]
pub async fn list(
    State(fund): State<Fund>,
    SignedIn(who): SignedIn,
    Listing(wanted, which): Listing<Which>,
) -> Answer<Page<PaymentLine>> {
    Ok(ok(list_payments(&fund, &who, &wanted, &which.filter()).await?))
}

/// Reads a payment.
#[utoipa::path(get, path = "/payments/{id}", tag = "payments", params(("id" = PaymentRef, Path)),
    responses((status = 200, body = PaymentView)))]
pub async fn get(
    State(fund): State<Fund>,
    SignedIn(who): SignedIn,
    Id(id): Id<PaymentRef>,
) -> Answer<PaymentView> {
    Ok(ok(get_payment(&fund, &who, id).await?))
}

/// Reads where the money of a payment came from: each lot, its inflow, its restriction, the sum.
#[utoipa::path(get, path = "/payments/{id}/sources", tag = "payments", params(("id" = PaymentRef, Path)),
    responses((status = 200, body = Vec<SourceView>)))]
pub async fn sources(
    State(fund): State<Fund>,
    SignedIn(who): SignedIn,
    Id(id): Id<PaymentRef>,
) -> Answer<Vec<SourceView>> {
    Ok(ok(payment_sources(&fund, &who, id).await?))
}

/// Steps that answer with the payment.
macro_rules! steps {
    ($($(#[$about:meta])* $name:ident $path:literal $body:ident $use_case:ident;)+) => {$(
        $(#[$about])*
        #[utoipa::path(post, path = $path, tag = "payments", params(("id" = PaymentRef, Path)), request_body = $body,
            responses((status = 200, body = PaymentView)))]
        pub async fn $name(
            State(fund): State<Fund>,
            Id(id): Id<PaymentRef>,
            Step { caller, body }: Step<$body>,
        ) -> Answer<PaymentView> {
            Ok(ok(to_the_end(async move { $use_case(&fund, &caller, id, body).await }).await?))
        }
    )+};
}

steps! {
    /// Hands a draft on for approval; its lots are fixed. Refuses what rules block.
    submit "/payments/{id}/submit" SubmitPayment submit_payment;
    /// Takes a draft or a submitted payment back.
    withdraw "/payments/{id}/withdraw" WithdrawPayment withdraw_payment;
    /// Approves a submitted payment; large ones need two persons. The sum is reserved.
    approve "/payments/{id}/approve" ApprovePayment approve_payment;
    /// Rejects a submitted payment.
    reject "/payments/{id}/reject" RejectPayment reject_payment;
    /// Cancels an approved payment; the reserve is freed.
    cancel "/payments/{id}/cancel" CancelPayment cancel_payment;
    /// Lifts a finding, with a reason and a basis.
    lift "/payments/{id}/override" OverridePayment override_payment;
    /// Releases an approved payment to bank or cash; the expense is booked.
    release "/payments/{id}/release" ReleasePayment release_payment;
    /// Takes a released payment back before it is settled.
    recall "/payments/{id}/recall" RecallPayment recall_payment;
    /// Settles a released payment: it met the bank, or was collected.
    settle "/payments/{id}/settle" SettlePayment settle_payment;
    /// Records that a payment came back: from the bank, or uncollected.
    give_back "/payments/{id}/return" ReturnPayment return_payment;
}

/// Takes a settlement back that was recorded by mistake: one person proposes it (202), another makes it (201).
#[utoipa::path(post, path = "/payments/{id}/unsettle", tag = "payments", params(("id" = PaymentRef, Path)),
    request_body = UnsettlePayment, responses((status = 201, body = UnsettleView), (status = 202, body = UnsettleView)))]
pub async fn unsettle(
    State(fund): State<Fund>,
    Id(id): Id<PaymentRef>,
    Step { caller, body }: Step<UnsettlePayment>,
) -> Answer<UnsettleView> {
    let unsettled = to_the_end(async move { unsettle_payment(&fund, &caller, id, body).await }).await?;
    Ok(proposed_or_made(unsettled.state == "proposed", unsettled))
}
