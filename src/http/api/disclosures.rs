//! Disclosure over the API: a guardian's look at an identity, and the register of looks.
use crate::{
    domain::reference::BeneficiaryRef,
    http::{
        answer::{Answer, ok, to_the_end},
        body::Command,
        caller::SignedIn,
        query::{Listing, Nothing},
        reference::Id,
    },
    service::{
        Fund, Page,
        disclosure::{
            list_disclosures::{DisclosureLine, list_disclosures},
            show_identity::{ShowIdentity, ShownIdentity, show_identity},
        },
        page::Wanted,
    },
};
use axum::extract::State;

/// Shows parts of an identity under a disclosure order in force, once. Every look is kept in the log, refused ones too.
#[utoipa::path(post, path = "/beneficiaries/{id}/identity", tag = "disclosures", params(("id" = BeneficiaryRef, Path)),
    request_body = ShowIdentity, responses((status = 200, body = ShownIdentity)))]
pub async fn show(
    State(fund): State<Fund>,
    Id(id): Id<BeneficiaryRef>,
    Command { caller, body }: Command<ShowIdentity>,
) -> Answer<ShownIdentity> {
    Ok(ok(to_the_end(async move { show_identity(&fund, &caller, id, body).await }).await?))
}

/// Lists the looks at identities, shown and refused, without what was seen.
#[utoipa::path(get, path = "/disclosures", tag = "disclosures", params(Wanted),
    responses((status = 200, body = Page<DisclosureLine>)))]
pub async fn list(
    State(fund): State<Fund>,
    SignedIn(who): SignedIn,
    Listing(wanted, Nothing {}): Listing<Nothing>,
) -> Answer<Page<DisclosureLine>> {
    Ok(ok(list_disclosures(&fund, &who, &wanted).await?))
}
