//! Beneficiaries over the API, by pseudonym: opened, identified, cared for, and the file of a voluntary return.
use crate::{
    domain::{identity::Identity, reference::BeneficiaryRef},
    http::{
        answer::{Answer, created, ok, to_the_end},
        body::{Command, Step},
        caller::SignedIn,
        query::{Listing, Nothing},
        reference::Id,
    },
    service::{
        Fund, Page,
        beneficiary::{
            care::{Identified, Reflection, Reintegration},
            confirm_return::{ConfirmReturn, confirm_return},
            erase_beneficiary::{EraseBeneficiary, ErasureView, erase_beneficiary},
            file_return::{FileReturn, file_return},
            open_beneficiary::{OpenBeneficiary, open_beneficiary},
            record_identification::record_identification,
            record_identity::{IdentityRecorded, record_identity},
            record_minority::{RecordMinority, record_minority},
            record_proceeding::{RecordProceeding, record_proceeding},
            record_reflection::record_reflection,
            record_reintegration::record_reintegration,
            record_support::{RecordSupport, record_support},
            record_wish::{RecordWish, record_wish},
            view::{BeneficiaryLine, BeneficiaryView, get_beneficiary, list_beneficiaries},
            withdraw_return::withdraw_return,
        },
        page::Wanted,
    },
};
use axum::extract::State;

/// Opens a person's file under a pseudonym.
#[utoipa::path(post, path = "/beneficiaries", tag = "beneficiaries", request_body = OpenBeneficiary,
    responses((status = 201, body = BeneficiaryView)))]
pub async fn open(
    State(fund): State<Fund>,
    Command { caller, body }: Command<OpenBeneficiary>,
) -> Answer<BeneficiaryView> {
    Ok(created(to_the_end(async move { open_beneficiary(&fund, &caller, body).await }).await?))
}

/// Lists beneficiaries.
#[utoipa::path(get, path = "/beneficiaries", tag = "beneficiaries", params(Wanted),
    responses((status = 200, body = Page<BeneficiaryLine>)))]
pub async fn list(
    State(fund): State<Fund>,
    SignedIn(who): SignedIn,
    Listing(wanted, Nothing {}): Listing<Nothing>,
) -> Answer<Page<BeneficiaryLine>> {
    Ok(ok(list_beneficiaries(&fund, &who, &wanted).await?))
}

/// Reads a beneficiary.
#[utoipa::path(get, path = "/beneficiaries/{id}", tag = "beneficiaries", params(("id" = BeneficiaryRef, Path)),
    responses((status = 200, body = BeneficiaryView)))]
pub async fn get(
    State(fund): State<Fund>,
    SignedIn(who): SignedIn,
    Id(id): Id<BeneficiaryRef>,
) -> Answer<BeneficiaryView> {
    Ok(ok(get_beneficiary(&fund, &who, id).await?))
}

/// What is recorded for a beneficiary; each answers with the beneficiary.
macro_rules! records {
    ($($(#[$about:meta])* $name:ident $path:literal $body:ident $use_case:ident;)+) => {$(
        $(#[$about])*
        #[utoipa::path(post, path = $path, tag = "beneficiaries", params(("id" = BeneficiaryRef, Path)),
            request_body = $body, responses((status = 201, body = BeneficiaryView)))]
        pub async fn $name(
            State(fund): State<Fund>,
            Id(id): Id<BeneficiaryRef>,
            Command { caller, body }: Command<$body>,
        ) -> Answer<BeneficiaryView> {
            Ok(created(to_the_end(async move { $use_case(&fund, &caller, id, body).await }).await?))
        }
    )+};
}

records! {
    /// Records how the person wishes to be paid; the latest counts.
    wish "/beneficiaries/{id}/wish" RecordWish record_wish;
    /// Records an identification.
    identify "/beneficiaries/{id}/identifications" Identified record_identification;
    /// Records a reflection period.
    reflect "/beneficiaries/{id}/reflection" Reflection record_reflection;
    /// Records the start of reintegration.
    reintegrate "/beneficiaries/{id}/reintegration" Reintegration record_reintegration;
    /// Records a person's proceedings, or that there are none.
    proceedings "/beneficiaries/{id}/proceedings" RecordProceeding record_proceeding;
    /// Records who else pays for a person, or that nobody does.
    support "/beneficiaries/{id}/support" RecordSupport record_support;
    /// Records what is known of the person's age.
    minority "/beneficiaries/{id}/minority" RecordMinority record_minority;
    /// Files a voluntary return.
    file "/beneficiaries/{id}/return-file" FileReturn file_return;
}

/// Completes the identity of a person. What was there before is shown to nobody.
#[utoipa::path(post, path = "/beneficiaries/{id}/identity-parts", tag = "beneficiaries", params(("id" = BeneficiaryRef, Path)),
    request_body = Identity, responses((status = 201, body = IdentityRecorded)))]
pub async fn complete(
    State(fund): State<Fund>,
    Id(id): Id<BeneficiaryRef>,
    Command { caller, body }: Command<Identity>,
) -> Answer<IdentityRecorded> {
    Ok(created(to_the_end(async move { record_identity(&fund, &caller, id, body).await }).await?))
}

/// Erases a person: a guardian proposes, a second person carries it out by asking for the same. Nothing brings the words back.
#[utoipa::path(post, path = "/beneficiaries/{id}/erase", tag = "beneficiaries", params(("id" = BeneficiaryRef, Path)),
    request_body = EraseBeneficiary, responses((status = 200, body = ErasureView)))]
pub async fn erase(
    State(fund): State<Fund>,
    Id(id): Id<BeneficiaryRef>,
    Step { caller, body }: Step<EraseBeneficiary>,
) -> Answer<ErasureView> {
    Ok(ok(to_the_end(async move { erase_beneficiary(&fund, &caller, id, body).await }).await?))
}

/// Confirms the file of a voluntary return. Not for the person who filed it.
#[utoipa::path(post, path = "/beneficiaries/{id}/return-file/confirm", tag = "beneficiaries",
    params(("id" = BeneficiaryRef, Path)), request_body = ConfirmReturn, responses((status = 200, body = BeneficiaryView)))]
pub async fn confirm(
    State(fund): State<Fund>,
    Id(id): Id<BeneficiaryRef>,
    Step { caller, body }: Step<ConfirmReturn>,
) -> Answer<BeneficiaryView> {
    Ok(ok(to_the_end(async move { confirm_return(&fund, &caller, id, body).await }).await?))
}

/// Takes the file of a voluntary return back.
#[utoipa::path(post, path = "/beneficiaries/{id}/return-file/withdraw", tag = "beneficiaries",
    params(("id" = BeneficiaryRef, Path)), request_body = Nothing, responses((status = 200, body = BeneficiaryView)))]
pub async fn withdraw(
    State(fund): State<Fund>,
    Id(id): Id<BeneficiaryRef>,
    Step { caller, body: Nothing {} }: Step<Nothing>,
) -> Answer<BeneficiaryView> {
    Ok(ok(to_the_end(async move { withdraw_return(&fund, &caller, id).await }).await?))
}
