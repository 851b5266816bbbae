//! What handlers answer with, and how they run a command: to its end, even when the client hangs up.
use super::problem::Problem;
use crate::{domain::outward::FileName, service::Outcome};
use axum::{
    Json,
    http::{HeaderName, StatusCode, header},
};
use std::future::Future;
use tracing::Instrument;

/// An answer of the API.
pub type Answer<T> = Result<(StatusCode, Json<T>), Problem>;

/// 200.
pub fn ok<T>(view: T) -> (StatusCode, Json<T>) {
    (StatusCode::OK, Json(view))
}

/// 201.
pub fn created<T>(view: T) -> (StatusCode, Json<T>) {
    (StatusCode::CREATED, Json(view))
}

/// 202 while a second person must still make it, 201 once it is made.
pub fn proposed_or_made<T>(proposed: bool, view: T) -> (StatusCode, Json<T>) {
    (if proposed { StatusCode::ACCEPTED } else { StatusCode::CREATED }, Json(view))
}

/// The headers of a file that is to be kept under a name: the one place where a file that leaves is named.
pub fn attachment(name: &FileName, kind: &'static str) -> [(HeaderName, String); 2] {
    let disposition = format!("attachment; filename=\"{}\"", name.as_str());
    [(header::CONTENT_TYPE, kind.to_owned()), (header::CONTENT_DISPOSITION, disposition)]
}

/// Runs a command in a task of its own, so that it ends in one piece whether or not somebody still waits for the answer.
pub async fn to_the_end<T, F>(command: F) -> Result<T, Problem>
where
    F: Future<Output = Outcome<T>> + Send + 'static,
    T: Send + 'static,
{
    match tokio::spawn(command.in_current_span()).await {
        Ok(outcome) => Ok(outcome?),
        Err(_) => {
            tracing::error!("a command panicked");
            Err(Problem::internal())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;
    use tokio::{sync::oneshot, time::timeout};

    #[tokio::test]
    async fn a_command_ends_even_when_nobody_waits_for_it() {
        let (go, wait) = oneshot::channel();
        let (done, ended) = oneshot::channel();
        let command = to_the_end(async move {
            let () = wait.await.expect("the test says go");
            done.send(()).expect("the test still listens");
            Ok(())
        });
        assert!(timeout(Duration::from_millis(20), command).await.is_err(), "nobody said go yet");
        go.send(()).expect("the command still waits");
        assert_eq!(timeout(Duration::from_secs(10), ended).await, Ok(Ok(())));
    }

    #[tokio::test]
    async fn a_command_that_panics_is_an_internal_problem() {
        let panicking = async { if true { panic!("of the test") } else { Ok(()) } };
        let problem = to_the_end(panicking).await.expect_err("it panicked");
        assert_eq!(problem.body().code, "internal");
    }
}
