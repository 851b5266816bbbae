//! Notices over the API: that a removal decision exists, and that it was lifted.
use crate::{
    domain::reference::NoticeRef,
    http::{
        answer::{Answer, created, ok, to_the_end},
        body::Command,
        reference::Id,
    },
    service::{
        Fund,
        notice::{
            lift_notice::{LiftNotice, lift_notice},
            record_notice::{RecordNotice, record_notice},
            view::NoticeView,
        },
    },
};
use axum::extract::State;

/// Records that a removal decision exists, from any source.
#[utoipa::path(post, path = "/notices", tag = "notices", request_body = RecordNotice,
    responses((status = 201, body = NoticeView)))]
pub async fn record(
    State(fund): State<Fund>,
    Command { caller, body }: Command<RecordNotice>,
) -> Answer<NoticeView> {
    Ok(created(to_the_end(async move { record_notice(&fund, &caller, body).await }).await?))
}

/// Lifts a notice, with a document. Not for the person who recorded it.
#[utoipa::path(post, path = "/notices/{id}/lift", tag = "notices", params(("id" = NoticeRef, Path)),
    request_body = LiftNotice, responses((status = 200, body = NoticeView)))]
pub async fn lift(
    State(fund): State<Fund>,
    Id(id): Id<NoticeRef>,
    Command { caller, body }: Command<LiftNotice>,
) -> Answer<NoticeView> {
    Ok(ok(to_the_end(async move { lift_notice(&fund, &caller, id, body).await }).await?))
}
