//! The reference in a path. One that has not the shape of its kind refers to nothing, so the answer is `not_found`.
use super::problem::Problem;
use crate::domain::{refusal::Refusal, word::quoted};
use axum::{
    extract::{FromRequestParts, RawPathParams},
    http::request::Parts,
};
use std::str::FromStr;

/// The `{id}` of a path, and the `{number}` of what is numbered under it.
#[derive(Debug, Clone, Copy)]
pub struct Numbered<R>(pub R, pub i32);

impl<S: Send + Sync, R: FromStr + Send> FromRequestParts<S> for Numbered<R> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let Id(id) = Id::from_request_parts(parts, state).await?;
        let params = RawPathParams::from_request_parts(parts, state).await;
        let text =
            params.ok().and_then(|p| p.iter().find(|(name, _)| *name == "number").map(|(_, v)| v.to_owned()));
        let text = text.unwrap_or_default();
        let is_plain = text.bytes().all(|b| b.is_ascii_digit());
        let number = text.parse().ok().filter(|_| is_plain);
        Ok(Numbered(id, number.ok_or_else(|| Refusal::NotFound { what: quoted(&text) })?))
    }
}

/// The `{register}` of a path.
#[derive(Debug, Clone, Copy)]
pub struct Of<N>(pub N);

impl<S: Send + Sync, N: FromStr> FromRequestParts<S> for Of<N> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let params = RawPathParams::from_request_parts(parts, state).await;
        let text = params
            .ok()
            .and_then(|p| p.iter().find(|(name, _)| *name == "register").map(|(_, v)| v.to_owned()));
        let text = text.unwrap_or_default();
        Ok(Of(text.parse().map_err(|_| Refusal::NotFound { what: quoted(&text) })?))
    }
}

/// The `{register}` of a path, and the `{id}` of an entry in it.
#[derive(Debug, Clone, Copy)]
pub struct Entry<N, R>(pub N, pub R);

impl<S: Send + Sync, N: FromStr + Send, R: FromStr> FromRequestParts<S> for Entry<N, R> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let Of(name) = Of::from_request_parts(parts, state).await?;
        let Id(id) = Id::from_request_parts(parts, state).await?;
        Ok(Entry(name, id))
    }
}

/// The `{id}` or `{index}` of a path.
#[derive(Debug, Clone, Copy)]
pub struct Id<R>(pub R);

impl<S: Send + Sync, R: FromStr> FromRequestParts<S> for Id<R> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let params = RawPathParams::from_request_parts(parts, state).await;
        let text = params.ok().and_then(|p| {
            p.iter().find(|(name, _)| ["id", "index"].contains(name)).map(|(_, v)| v.to_owned())
        });
        let text = text.unwrap_or_default();
        Ok(Id(text.parse().map_err(|_| Refusal::NotFound { what: quoted(&text) })?))
    }
}
