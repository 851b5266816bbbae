//! Who calls: the bearer token of a request and the roles of its holder, looked at before anything else is read. Every
//! guarded route passes here first, so no body is taken from a stranger.
use super::{answer::to_the_end, problem::Problem};
use crate::{
    domain::{
        person::{Officer, Role},
        reference::BeneficiaryRef,
        refusal::Refusal,
    },
    service::{Caller, Fund, disclosure::refuse_look::refuse_look, person::sign_in::sign_in},
};
use axum::{
    extract::{FromRequestParts, RawPathParams, Request, State, rejection::RawPathParamsRejection},
    http::{HeaderMap, header, request::Parts},
    middleware::Next,
    response::{IntoResponse, Response},
};

/// Longer than any token of ours.
const LONGEST_TOKEN: usize = 200;

/// What a guard knows.
#[derive(Clone)]
pub struct Guard {
    /// The Fund.
    pub fund: Fund,
    /// Who may pass.
    pub roles: &'static [Role],
    /// The route, as the table has it.
    pub route: &'static str,
}

/// Lets a request pass whose sender holds one of the roles: `not_signed_in` first, then `not_your_role`.
pub async fn guard(
    State(guard): State<Guard>,
    params: Result<RawPathParams, RawPathParamsRejection>,
    mut request: Request,
    next: Next,
) -> Response {
    let officer = match officer(&guard.fund, request.headers()).await {
        Ok(officer) => officer,
        Err(problem) => return problem.into_response(),
    };
    if !officer.has(guard.roles) {
        let id = params.iter().flatten().find(|(name, _)| *name == "id");
        let whose = id.and_then(|(_, id)| id.parse().ok());
        return refused(&guard, officer, whose).await.into_response();
    }
    request.extensions_mut().insert(officer);
    next.run(request).await
}

/// The route at which whoever may not pass is written down.
const WATCHED: &str = "/api/v1/beneficiaries/{id}/identity";

/// `not_your_role`; at the door of an identity it is kept who stood there.
async fn refused(guard: &Guard, officer: Officer, whose: Option<BeneficiaryRef>) -> Problem {
    if let (WATCHED, Some(id)) = (guard.route, whose) {
        let (fund, who) = (guard.fund.clone(), Caller::new(officer));
        if let Err(problem) = to_the_end(async move { refuse_look(&fund, &who, id).await }).await {
            return problem;
        }
    }
    Problem::from(Refusal::NotYourRole { needs: guard.roles.to_vec() })
}

async fn officer(fund: &Fund, headers: &HeaderMap) -> Result<Officer, Problem> {
    let token = bearer(headers).ok_or(Refusal::NotSignedIn)?;
    Ok(sign_in(fund, token).await?)
}

/// The token of the one `Authorization` header, if it has the shape of one.
fn bearer(headers: &HeaderMap) -> Option<&str> {
    let mut all = headers.get_all(header::AUTHORIZATION).iter();
    let (one, None) = (all.next()?, all.next()) else { return None };
    let (scheme, token) = one.to_str().ok()?.split_once(' ')?;
    let token = token.trim();
    (scheme.eq_ignore_ascii_case("bearer") && (1..=LONGEST_TOKEN).contains(&token.len())).then_some(token)
}

/// The caller of a guarded route, for handlers that take no body.
#[derive(Debug, Clone)]
pub struct SignedIn(pub Caller);

impl FromRequestParts<Fund> for SignedIn {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &Fund) -> Result<Self, Problem> {
        signed_in(parts).map(SignedIn)
    }
}

/// The caller that the guard let in.
pub fn signed_in(parts: &Parts) -> Result<Caller, Problem> {
    let officer = parts.extensions.get::<Officer>().cloned();
    officer.map(Caller::new).ok_or_else(|| {
        tracing::error!("a route that needs a caller has no guard");
        Problem::internal()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;

    #[test]
    fn only_one_plain_bearer_token_is_taken() {
        let seen = |values: &[&'static str]| {
            let mut headers = HeaderMap::new();
            for value in values {
                headers.append(header::AUTHORIZATION, HeaderValue::from_static(value));
            }
            bearer(&headers).map(str::to_owned)
        };
        assert_eq!(seen(&["Bearer abc"]).as_deref(), Some("abc"));
        assert_eq!(seen(&["bearer  abc"]).as_deref(), Some("abc"));
        for wrong in [&[][..], &[""], &["Bearer"], &["Bearer "], &["Basic abc"], &["Bearer a", "Bearer b"]] {
            assert_eq!(seen(wrong), None, "{wrong:?}");
        }
    }
}
