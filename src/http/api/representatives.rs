//! Representatives over the API: who may receive money for a beneficiary, by number; and what is recorded of them later.
use crate::{
    domain::reference::BeneficiaryRef,
    http::{
        answer::{Answer, created, ok, to_the_end},
        body::{Command, Step},
        caller::SignedIn,
        query::{Listing, Nothing},
        reference::{Id, Numbered},
    },
    service::{
        Fund, Page,
        beneficiary::representative::{
            end_representative::{EndRepresentative, end_representative},
            lift_conflict::{LiftConflict, lift_conflict},
            record_conflict::{RecordConflict, record_conflict},
            record_representative::{RecordRepresentative, record_representative},
            view::{RepresentativeView, list_representatives},
        },
        page::Wanted,
    },
};
use axum::extract::State;

/// Records who may receive money for a beneficiary. The name is sealed and comes back in no answer.
#[utoipa::path(post, path = "/beneficiaries/{id}/representatives", tag = "representatives",
    params(("id" = BeneficiaryRef, Path)), request_body = RecordRepresentative, responses((status = 201, body = RepresentativeView)))]
pub async fn record(
    State(fund): State<Fund>,
    Id(id): Id<BeneficiaryRef>,
    Command { caller, body }: Command<RecordRepresentative>,
) -> Answer<RepresentativeView> {
    Ok(created(to_the_end(async move { record_representative(&fund, &caller, id, body).await }).await?))
}

/// Lists the representatives of a beneficiary: kind, days, how they stand. Never a name.
#[utoipa::path(get, path = "/beneficiaries/{id}/representatives", tag = "representatives",
    params(("id" = BeneficiaryRef, Path), Wanted), responses((status = 200, body = Page<RepresentativeView>)))]
pub async fn list(
    State(fund): State<Fund>,
    SignedIn(who): SignedIn,
    Id(id): Id<BeneficiaryRef>,
    Listing(wanted, Nothing {}): Listing<Nothing>,
) -> Answer<Page<RepresentativeView>> {
    Ok(ok(list_representatives(&fund, &who, id, &wanted).await?))
}

/// Ends a representative from a day on.
#[utoipa::path(post, path = "/beneficiaries/{id}/representatives/{number}/end", tag = "representatives",
    params(("id" = BeneficiaryRef, Path), ("number" = i32, Path)), request_body = EndRepresentative,
    responses((status = 200, body = RepresentativeView)))]
pub async fn end(
    State(fund): State<Fund>,
    Numbered(id, number): Numbered<BeneficiaryRef>,
    Step { caller, body }: Step<EndRepresentative>,
) -> Answer<RepresentativeView> {
    Ok(ok(to_the_end(async move { end_representative(&fund, &caller, (id, number), body).await }).await?))
}

/// Records that a representative is an offender, accused, or linked to one. It counts at once.
#[utoipa::path(post, path = "/beneficiaries/{id}/representatives/{number}/conflict", tag = "representatives",
    params(("id" = BeneficiaryRef, Path), ("number" = i32, Path)), request_body = RecordConflict,
    responses((status = 200, body = RepresentativeView)))]
pub async fn conflict(
    State(fund): State<Fund>,
    Numbered(id, number): Numbered<BeneficiaryRef>,
    Command { caller, body }: Command<RecordConflict>,
) -> Answer<RepresentativeView> {
    Ok(ok(to_the_end(async move { record_conflict(&fund, &caller, (id, number), body).await }).await?))
}

/// Lifts a conflict, with a document. Not for those who recorded it or the representative.
#[utoipa::path(post, path = "/beneficiaries/{id}/representatives/{number}/conflict/lift", tag = "representatives",
    params(("id" = BeneficiaryRef, Path), ("number" = i32, Path)), request_body = LiftConflict,
    responses((status = 200, body = RepresentativeView)))]
pub async fn lift(
    State(fund): State<Fund>,
    Numbered(id, number): Numbered<BeneficiaryRef>,
    Command { caller, body }: Command<LiftConflict>,
) -> Answer<RepresentativeView> {
    Ok(ok(to_the_end(async move { lift_conflict(&fund, &caller, (id, number), body).await }).await?))
}
