//! Persons over the API: who held which roles on a day.
use crate::{
    domain::day::Day,
    http::{
        answer::{Answer, ok},
        caller::SignedIn,
        query::Listing,
    },
    service::{
        Fund, Page,
        page::Wanted,
        person::list_persons::{PersonView, list_persons},
    },
};
use axum::extract::State;
use serde::Deserialize;
use utoipa::IntoParams;

/// On which day.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub struct OnDay {
    /// The day; today when not said.
    on: Option<Day>,
}

/// Lists the persons there were on a day, with the roles they held at its end.
#[utoipa::path(get, path = "/persons", tag = "persons", params(Wanted, OnDay),
    responses((status = 200, body = Page<PersonView>)))]
pub async fn list(
    State(fund): State<Fund>,
    SignedIn(who): SignedIn,
    Listing(wanted, OnDay { on }): Listing<OnDay>,
) -> Answer<Page<PersonView>> {
    Ok(ok(list_persons(&fund, &who, on, &wanted).await?))
}
