//! Statements over the API, streamed page by page: what leaves the house was pinned and written down before its first byte.
use crate::{
    domain::{
        account::AccountCode,
        day::{Day, Instant},
        reference::{BeneficiaryRef, LotRef},
    },
    formats::statement::StatementFormat,
    http::{
        Problem,
        answer::{attachment, to_the_end},
        caller::SignedIn,
        query::{Asked, instant},
    },
    service::{
        Fund, Halt,
        report::export_statement::{WantedStatement, export_statement},
    },
};
use axum::{
    body::Body,
    extract::State,
    response::{IntoResponse, Response},
};
use futures_util::{StreamExt, TryStreamExt, stream};
use serde::Deserialize;
use std::io;
use utoipa::IntoParams;

/// Which statement.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub struct Which {
    /// First day; from the beginning when not said. A later one opens with balances.
    from: Option<Day>,
    /// Last day; all when not said. It may lie ahead.
    to: Option<Day>,
    /// In which format; JSON when not said.
    format: Option<StatementFormat>,
    /// Only entries that touch this lot.
    lot: Option<LotRef>,
    /// Only entries that touch this account.
    account: Option<AccountCode>,
    /// Only entries of this beneficiary.
    beneficiary: Option<BeneficiaryRef>,
    /// As known at this instant (RFC 3339); now when not said.
    #[serde(default, deserialize_with = "instant")]
    #[param(value_type = Option<String>, format = DateTime)]
    known_at: Option<Instant>,
}

impl Which {
    fn wanted(self) -> WantedStatement {
        WantedStatement {
            from: self.from,
            to: self.to,
            format: self.format.unwrap_or(StatementFormat::Json),
            lot: self.lot,
            account: self.account,
            beneficiary: self.beneficiary,
            known_at: self.known_at,
        }
    }
}

/// Exports a statement of the journal. Its file name holds days only.
#[utoipa::path(get, path = "/statements", tag = "statements", params(Which),
    responses((status = 200, description = "The statement in the format that was asked for.",
        content((String = "application/json"), (String = "text/csv"), (String = "text/plain")))))]
pub async fn export(
    State(fund): State<Fund>,
    SignedIn(who): SignedIn,
    Asked(which): Asked<Which>,
) -> Result<Response, Problem> {
    let wanted = which.wanted();
    let kind = wanted.format.media_type();
    let file = attachment(&wanted.file_name(), kind);
    let pages = to_the_end(async move { export_statement(&fund, &who, wanted).await }).await?;
    let mut pages = Box::pin(pages);
    // A fault on the first page can still be told as a problem; later ones can only break the stream off.
    let first = pages.next().await.transpose()?;
    let span = tracing::Span::current();
    let rest = pages.map_err(move |halt| span.in_scope(|| broken_off(halt)));
    let body = Body::from_stream(stream::iter(first.map(Ok)).chain(rest));
    Ok((file, body).into_response())
}

fn broken_off(halt: Halt) -> io::Error {
    match halt {
        Halt::Fault(fault) => tracing::error!(%fault, "a statement broke off"),
        Halt::Refused(refusal) => tracing::error!(code = refusal.code(), "a statement broke off"),
    }
    io::Error::other("the statement broke off")
}
