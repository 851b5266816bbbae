//! What is asked after the question mark: parameters that fit, each named once and none unknown. Paging is taken apart from
//! the filter, so that each list says only what is its own.
use super::{field_words, problem::Problem};
use crate::{
    domain::{
        day::{Instant, parse_instant},
        refusal::Refusal,
    },
    service::page::Wanted,
};
use axum::{
    extract::{FromRequestParts, Query},
    http::{Uri, request::Parts},
};
use serde::{
    Deserialize, Deserializer,
    de::{self, DeserializeOwned, value},
};
use std::error::Error;

/// A filter without paging.
#[derive(Debug)]
pub struct Asked<T>(pub T);

/// A page of a list, with the filter of the list.
#[derive(Debug)]
pub struct Listing<T>(pub Wanted, pub T);

/// No parameters but those of paging; or a step that has no fields.
#[derive(Debug, Clone, Copy, Default, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Nothing {}

/// Reads an instant that may be left out (`deserialize_with`).
pub fn instant<'de, D: Deserializer<'de>>(from: D) -> Result<Option<Instant>, D::Error> {
    let text = Option::<String>::deserialize(from)?;
    text.map(|text| parse_instant(&text).map_err(de::Error::custom)).transpose()
}

impl<S: Sync, T: DeserializeOwned> FromRequestParts<S> for Asked<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        Ok(Asked(fit(parts.uri.query().unwrap_or_default())?))
    }
}

impl<S: Sync, T: DeserializeOwned> FromRequestParts<S> for Listing<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        let query = parts.uri.query().unwrap_or_default();
        let is_paging = |pair: &&str| {
            let name = pair.split('=').next().unwrap_or_default();
            ["limit", "after"].contains(&name)
        };
        let pairs = query.split('&').filter(|pair| !pair.is_empty());
        let (paging, filter): (Vec<&str>, Vec<&str>) = pairs.partition(is_paging);
        Ok(Listing(fit(&paging.join("&"))?, fit(&filter.join("&"))?))
    }
}

fn fit<T: DeserializeOwned>(query: &str) -> Result<T, Refusal> {
    let unreadable = || {
        Refusal::field(
            "query",
            "the query cannot be read: encode its values",
            "sorğu parametrləri oxunmadı: dəyərləri kodlaşdırın",
        )
    };
    let uri: Uri = format!("/?{query}").parse().map_err(|_| unreadable())?;
    let rejected = match Query::<T>::try_from_uri(&uri) {
        Ok(Query(fitting)) => return Ok(fitting),
        Err(rejected) => rejected,
    };
    let mut cause: Option<&(dyn Error + 'static)> = Some(&rejected);
    while let Some(error) = cause {
        if let Some(error) = error.downcast_ref::<serde_path_to_error::Error<value::Error>>() {
            return Err(field_words::refuse(&error.path().to_string(), &error.inner().to_string()));
        }
        cause = error.source();
    }
    Err(unreadable())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{day::Day, payment::PaymentState};
    use axum::http::Request;

    #[derive(Debug, Default, PartialEq, Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Filter {
        state: Option<PaymentState>,
        from: Option<Day>,
        #[serde(default, deserialize_with = "instant")]
        known_at: Option<Instant>,
    }

    async fn asked(query: &str) -> Result<(Wanted, Filter), (String, String)> {
        let (mut parts, ()) =
            Request::builder().uri(format!("/x?{query}")).body(()).expect("a plain request").into_parts();
        match Listing::<Filter>::from_request_parts(&mut parts, &()).await {
            Ok(Listing(wanted, filter)) => Ok((wanted, filter)),
            Err(problem) => {
                let field = problem.body().fields[0].clone();
                assert!(field.message != field.message_az, "{field:?}");
                Err((field.field, field.message))
            }
        }
    }

    #[tokio::test]
    async fn a_list_takes_its_page_and_its_filter() {
        let wanted = Wanted { limit: Some(5), after: Some("n1".into()) };
        let filter = Filter { state: Some(PaymentState::Draft), from: None, known_at: None };
        assert_eq!(asked("limit=5&state=draft&after=n1").await, Ok((wanted, filter)));
        assert_eq!(asked("").await, Ok((Wanted::default(), Filter::default())));
        let pinned = asked("known_at=2014-06-02T10:00:00%2B04:00").await.expect("an instant").1.known_at;
        assert_eq!(pinned, parse_instant("2014-06-02T06:00:00Z").ok());
    }

    #[tokio::test]
    async fn what_does_not_fit_is_named() {
        for (query, field, word) in [
            ("limt=5", "limt", "no such field"),
            ("l%69mit=5", "limit", "no such field"),
            ("limit=x", "limit", "whole number"),
            ("limit=", "limit", "whole number"),
            ("limit=1&limit=2", "limit", "twice"),
            ("from=2014-02-30", "from", "calendar"),
            ("known_at=2014", "known_at", "instant"),
            ("state=gone", "state", "not one of"),
            ("state=draft&state=draft", "state", "twice"),
        ] {
            let (seen, message) = asked(query).await.expect_err(query);
            assert!(seen == field && message.contains(word), "{query}: {seen}: {message}");
        }
    }
}
