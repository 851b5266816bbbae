//! How a refusal or a fault travels: RFC 9457 `application/problem+json`, in both languages, with a stable code. A fault
//! is told to the service's log and never to the caller.
use crate::{
    domain::{
        refusal::{FieldError, Refusal},
        word::Unreadable,
    },
    service::{Halt, finding_view::FindingView},
    store::Fault,
};
use axum::{
    body::Body,
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use serde::Serialize;
use std::time::Duration;
use utoipa::ToSchema;

/// Why a request was not done (RFC 9457).
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ProblemBody {
    /// A stable name of the kind of problem.
    #[serde(rename = "type")]
    #[schema(example = "urn:relief-ledger:problem:invalid")]
    pub kind: String,
    /// The kind of problem in a few words.
    pub title: &'static str,
    /// The status of the answer.
    #[schema(example = 422)]
    pub status: u16,
    /// What happened and what to do.
    pub detail: String,
    /// The same in Azerbaijani.
    pub detail_az: String,
    /// The stable code.
    #[schema(example = "invalid")]
    pub code: &'static str,
    /// What the rules said, where rules refused.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(required = false)]
    pub findings: Vec<FindingView>,
    /// The fields that cannot be taken, where fields were refused.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(required = false)]
    pub fields: Vec<FieldError>,
}

/// The code of a problem, kept beside its answer for the log and the measures.
#[derive(Debug, Clone, Copy)]
pub struct ProblemCode(pub &'static str);

/// A problem on its way out.
#[derive(Debug, Clone)]
pub struct Problem(Box<ProblemBody>);

impl Problem {
    fn new(status: StatusCode, code: &'static str, sentence: Unreadable) -> Problem {
        Problem(Box::new(ProblemBody {
            kind: format!("urn:relief-ledger:problem:{code}"),
            title: title(code),
            status: status.as_u16(),
            detail: sentence.en,
            detail_az: sentence.az,
            code,
            findings: vec![],
            fields: vec![],
        }))
    }

    /// Something inside broke; the answer does not say what.
    pub fn internal() -> Problem {
        Problem::new(
            StatusCode::INTERNAL_SERVER_ERROR,
            "internal",
            Unreadable::new(
                "something broke inside the service: tell the administrator the X-Request-Id of this answer",
                "xidmətin daxilində xəta baş verdi: bu cavabın X-Request-Id başlığını inzibatçıya bildirin",
            ),
        )
    }

    /// The database did not answer in time, or not at all.
    pub fn not_durable() -> Problem {
        Problem::new(
            StatusCode::SERVICE_UNAVAILABLE,
            "not_durable",
            Unreadable::new(
                "it is not known whether this was written: send it again with the same Idempotency-Key, or look first",
                "bunun yazılıb-yazılmadığı məlum deyil: eyni Idempotency-Key ilə yenidən göndərin və ya əvvəlcə yoxlayın",
            ),
        )
    }

    /// The database did not answer a question, which changes nothing.
    pub fn unreachable() -> Problem {
        Problem::new(
            StatusCode::SERVICE_UNAVAILABLE,
            "unreachable",
            Unreadable::new(
                "the database does not answer now, so this cannot be read: nothing was changed, ask again in a moment",
                "verilənlər bazası hazırda cavab vermir, ona görə bunu oxumaq olmur: heç nə dəyişmədi, bir azdan yenidən soruşun",
            ),
        )
    }

    /// As many requests are inside as the service takes.
    pub fn busy() -> Problem {
        Problem::new(
            StatusCode::SERVICE_UNAVAILABLE,
            "busy",
            Unreadable::new(
                "the service has as many requests as it can take: this one was not begun, send it again in a moment",
                "xidmət eyni anda qəbul edə biləcəyi qədər sorğu alıb: bu sorğuya başlanmadı, bir azdan yenidən göndərin",
            ),
        )
    }

    /// The service was told to stop.
    pub fn stopping() -> Problem {
        Problem::new(
            StatusCode::SERVICE_UNAVAILABLE,
            "stopping",
            Unreadable::new(
                "the service is stopping and takes no new work: ask another instance, or this one when it is back",
                "xidmət dayanır və yeni iş qəbul etmir: başqa nüsxəyə və ya o yenidən işləyəndə müraciət edin",
            ),
        )
    }

    /// The body of a request did not come in time.
    pub fn too_slow(limit: Duration) -> Problem {
        let seconds = limit.as_secs();
        Problem::new(
            StatusCode::REQUEST_TIMEOUT,
            "too_slow",
            Unreadable::new(
                format!(
                    "the body did not come within {seconds} seconds: nothing was written, send it again whole"
                ),
                format!(
                    "sorğunun gövdəsi {seconds} saniyə ərzində gəlmədi: heç nə yazılmadı, onu bütöv halda yenidən göndərin"
                ),
            ),
        )
    }

    /// The body behind it.
    pub fn body(&self) -> &ProblemBody {
        &self.0
    }
}

impl From<Refusal> for Problem {
    fn from(refusal: Refusal) -> Problem {
        let mut problem = Problem::new(status(&refusal), refusal.code(), sentence(&refusal));
        problem.0.findings = refusal.findings().iter().map(FindingView::of).collect();
        if let Refusal::Invalid { fields } | Refusal::LookInvalid { fields } = refusal {
            problem.0.fields = fields;
        }
        problem
    }
}

impl From<Fault> for Problem {
    /// Tells the log; what the caller gets says nothing of it.
    fn from(fault: Fault) -> Problem {
        tracing::error!(%fault, "a request met a fault");
        if fault.is_outage() { Problem::not_durable() } else { Problem::internal() }
    }
}

impl From<Halt> for Problem {
    fn from(halt: Halt) -> Problem {
        match halt {
            Halt::Refused(refusal) => refusal.into(),
            Halt::Fault(fault) => fault.into(),
        }
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.0.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let body = serde_json::to_vec(&self.0).unwrap_or_default();
        let mut response = Response::new(Body::from(body));
        *response.status_mut() = status;
        response.extensions_mut().insert(ProblemCode(self.0.code));
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        if status == StatusCode::UNAUTHORIZED {
            headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        }
        response
    }
}

/// What is missing at an address that is none.
pub fn no_address() -> String {
    Unreadable::new("such address", "belə ünvan").to_string()
}

/// The sentence of a refusal. That of a malformed body is made twice, since its reason carries both languages in one text.
fn sentence(refusal: &Refusal) -> Unreadable {
    let Refusal::Malformed { why } = refusal else { return refusal.sentence() };
    let why = Unreadable::from_joined(why);
    Unreadable::new(
        Refusal::Malformed { why: why.en }.sentence().en,
        Refusal::Malformed { why: why.az }.sentence().az,
    )
}

fn status(refusal: &Refusal) -> StatusCode {
    match refusal {
        Refusal::Malformed { .. } => StatusCode::BAD_REQUEST,
        Refusal::NotSignedIn => StatusCode::UNAUTHORIZED,
        Refusal::NotYourRole { .. } | Refusal::SameHands { .. } => StatusCode::FORBIDDEN,
        Refusal::NotFound { .. } => StatusCode::NOT_FOUND,
        Refusal::MethodNotAllowed => StatusCode::METHOD_NOT_ALLOWED,
        Refusal::IdempotencyKeyReused | Refusal::AnswerForgotten | Refusal::WrongState { .. } => {
            StatusCode::CONFLICT
        }
        Refusal::TooLarge { .. } => StatusCode::PAYLOAD_TOO_LARGE,
        Refusal::UnsupportedMediaType { .. } => StatusCode::UNSUPPORTED_MEDIA_TYPE,
        Refusal::Invalid { .. }
        | Refusal::LookInvalid { .. }
        | Refusal::RateMissing { .. }
        | Refusal::BlockedByRule { .. }
        | Refusal::NeedsOverride { .. }
        | Refusal::LotOverdrawn { .. } => StatusCode::UNPROCESSABLE_ENTITY,
    }
}

fn title(code: &str) -> &'static str {
    match code {
        "malformed" => "The request cannot be read",
        "not_signed_in" => "Not signed in",
        "not_your_role" => "Not your role",
        "same_hands" => "Another person must take this step",
        "not_found" => "Not found",
        "method_not_allowed" => "Method not allowed",
        "idempotency_key_reused" => "The key was used before",
        "wrong_state" => "Not possible in this state",
        "too_large" => "The body is too large",
        "unsupported_media_type" => "The body is of another kind",
        "invalid" => "Fields that cannot be taken",
        "rate_missing" => "No rate for this currency",
        "blocked_by_rule" => "Blocked by a rule",
        "needs_override" => "An override is needed first",
        "lot_overdrawn" => "The lots do not cover the sum",
        "not_durable" => "Not known to be written",
        "unreachable" => "The database does not answer",
        "busy" => "Too many requests at once",
        "stopping" => "The service is stopping",
        "too_slow" => "The body did not come in time",
        _ => "Something broke",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::person::Role;

    #[test]
    fn a_refusal_travels_with_its_status_code_and_both_languages() {
        let problem = Problem::from(Refusal::NotYourRole { needs: vec![Role::Maker] });
        let body = serde_json::to_value(problem.body()).expect("a problem is plain JSON");
        assert_eq!(body["status"], 403);
        assert_eq!(body["code"], "not_your_role");
        assert_eq!(body["type"], "urn:relief-ledger:problem:not_your_role");
        assert!(body["detail"] != body["detail_az"] && body.get("findings").is_none());
    }

    #[test]
    fn a_malformed_body_is_told_in_each_language_alone() {
        let why = Unreadable::new("english", "azərbaycanca").to_string();
        let problem = Problem::from(Refusal::Malformed { why });
        let (en, az) = (&problem.body().detail, &problem.body().detail_az);
        assert!(en.contains("english") && !en.contains("azərbaycanca"), "{en}");
        assert!(az.contains("azərbaycanca") && !az.contains("english"), "{az}");
    }

    #[test]
    fn a_fault_says_nothing_of_itself_and_a_missing_token_says_how_to_sign_in() {
        let problem = Problem::from(Fault::broken("lot", "a secret of the house"));
        assert_eq!((problem.body().status, problem.body().code), (500, "internal"));
        assert!(!serde_json::to_string(problem.body()).expect("plain JSON").contains("secret of the house"));
        let outage = Problem::from(Fault::Database(sqlx::Error::PoolTimedOut));
        assert_eq!((outage.body().status, outage.body().code), (503, "not_durable"));
        let response = Problem::from(Refusal::NotSignedIn).into_response();
        assert_eq!(response.headers()["www-authenticate"], "Bearer");
        assert_eq!(response.headers()["content-type"], "application/problem+json");
    }
}
