//! The limit we compare with: a server that does nothing but durable transfers. One writer takes all requests that wait, writes
//! an entry, two postings and two balances for each in multi-row statements, and commits once. No token, no seal, no log, no
//! trigger; only primary keys. The same executable is started again as this server.
mod postgres;
mod sqlite;

use super::shared::{Fault, Outcome};
use axum::{
    Json, Router,
    extract::State,
    http::StatusCode,
    routing::{get, post},
};
use serde::Deserialize;
use std::sync::{
    Arc,
    atomic::{AtomicU64, Ordering},
};
use tokio::{
    net::TcpListener,
    sync::{mpsc, oneshot},
};

/// Most transfers that share a commit.
const LARGEST_GROUP: usize = 256;

/// A transfer, as it is asked for.
#[derive(Debug, Clone, Copy, Deserialize)]
pub struct Transfer {
    debit: i32,
    credit: i32,
    amount: i64,
}

/// A transfer that waits, and where its number goes.
struct Waiting {
    transfer: Transfer,
    answer: oneshot::Sender<i64>,
}

#[derive(Clone)]
struct Desk {
    queue: mpsc::Sender<Waiting>,
    commits: Arc<AtomicU64>,
}

enum Writer {
    Sqlite(sqlite::Writer),
    Postgres(postgres::Writer),
}

impl Writer {
    async fn open(url: &str) -> Outcome<Writer> {
        Ok(if url.starts_with("sqlite:") {
            Writer::Sqlite(sqlite::Writer::open(url).await?)
        } else {
            Writer::Postgres(postgres::Writer::open(url).await?)
        })
    }

    /// Makes a group durable; its entries have the numbers from `first` on.
    async fn write(&mut self, first: i64, group: &[Transfer]) -> Result<(), sqlx::Error> {
        match self {
            Writer::Sqlite(writer) => writer.write(first, group).await,
            Writer::Postgres(writer) => writer.write(first, group).await,
        }
    }
}

/// Serves until SIGTERM.
pub async fn serve(url: &str, address: &str) -> Outcome<()> {
    let mut writer = Writer::open(url).await?;
    let (queue, waiting) = mpsc::channel(4 * LARGEST_GROUP);
    let commits = Arc::new(AtomicU64::new(0));
    let counter = commits.clone();
    tokio::spawn(async move {
        if let Err(fault) = write_groups(&mut writer, waiting, &counter).await {
            eprintln!("the bare writer stopped: {fault}");
        }
    });
    let routes = Router::new()
        .route("/readyz", get(async || StatusCode::OK))
        .route("/commits", get(commits_so_far))
        .route("/transfers", post(transfer))
        .with_state(Desk { queue, commits });
    let mut stop = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate())?;
    let stopped = async move {
        stop.recv().await;
    };
    let listener = TcpListener::bind(address).await?;
    Ok(axum::serve(listener, routes).with_graceful_shutdown(stopped).await?)
}

async fn transfer(
    State(desk): State<Desk>,
    Json(transfer): Json<Transfer>,
) -> Result<(StatusCode, Json<i64>), StatusCode> {
    let (answer, answered) = oneshot::channel();
    let sent = desk.queue.send(Waiting { transfer, answer }).await;
    sent.map_err(|_| StatusCode::SERVICE_UNAVAILABLE)?;
    let number = answered.await.map_err(|_| StatusCode::SERVICE_UNAVAILABLE)?;
    Ok((StatusCode::CREATED, Json(number)))
}

async fn commits_so_far(State(desk): State<Desk>) -> String {
    desk.commits.load(Ordering::Relaxed).to_string()
}

async fn write_groups(
    writer: &mut Writer,
    mut queue: mpsc::Receiver<Waiting>,
    commits: &AtomicU64,
) -> Result<(), Fault> {
    let mut next = 1i64;
    let mut group = Vec::with_capacity(LARGEST_GROUP);
    while queue.recv_many(&mut group, LARGEST_GROUP).await > 0 {
        let transfers: Vec<Transfer> = group.iter().map(|waiting| waiting.transfer).collect();
        writer.write(next, &transfers).await?;
        commits.fetch_add(1, Ordering::Relaxed);
        for waiting in group.drain(..) {
            // Who has hung up does not want the number.
            let _ = waiting.answer.send(next);
            next += 1;
        }
    }
    Ok(())
}
