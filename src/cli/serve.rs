//! Serving the API until the operator stops it.
use super::{arguments::Database, ended::Ended, open};
use crate::{http::server, service::Fund};
use tokio::net::TcpListener;

/// Opens the Fund and serves it.
pub async fn serve(database: &Database, listen: &str) -> Result<(), Ended> {
    let fund = open::fund(database).await?;
    let listener = bind(listen).await?;
    run(fund, listener).await
}

/// Takes the address, or says who may have it.
pub async fn bind(listen: &str) -> Result<TcpListener, Ended> {
    TcpListener::bind(listen).await.map_err(|e| {
        Ended::could_not(format!("cannot listen on {listen}: {e}; choose another address with --listen"))
    })
}

/// Serves until SIGINT or SIGTERM; answers in flight go out first.
pub async fn run(fund: Fund, listener: TcpListener) -> Result<(), Ended> {
    tracing::info!(address = %listener.local_addr()?, engine = fund.store().engine(), "serving");
    server::serve(fund.clone(), listener, stopped()).await?;
    fund.store().close().await;
    Ok(())
}

async fn stopped() {
    let interrupt = tokio::signal::ctrl_c();
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let Ok(mut terminate) = signal(SignalKind::terminate()) {
            tokio::select! { _ = interrupt => {}, _ = terminate.recv() => {} }
            return;
        }
    }
    if let Err(error) = interrupt.await {
        tracing::warn!(%error, "no signal can be waited for: stop the process to end it");
        std::future::pending::<()>().await;
    }
}
