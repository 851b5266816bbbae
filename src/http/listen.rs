//! Connections: taking them, the time limits on them, and letting them end when the service is told to stop. Nothing here
//! knows a route.
use super::{gate::Gate, measure::Counted};
use axum::Router;
use hyper::server::conn::http1;
use hyper_util::{
    rt::{TokioIo, TokioTimer},
    service::TowerToHyperService,
};
use std::{future::Future, io, pin::pin, sync::Arc, time::Duration};
use tokio::{
    net::{TcpListener, TcpStream},
    sync::{OwnedSemaphorePermit, Semaphore, watch},
    task::JoinSet,
    time::{Instant, timeout, timeout_at},
};
use tokio_io_timeout::TimeoutStream;

/// How long to wait when the machine gives no connection, so that the log is not flooded.
const RECOVER: Duration = Duration::from_millis(200);

/// How serving ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Drained {
    /// Connections that were still busy at the time limit and were cut.
    pub cut: usize,
}

/// Serves connections until `stop` is ready; then takes no more, and lets what is in flight go out within the limit.
pub async fn listen(
    router: Router,
    listener: TcpListener,
    gate: Arc<Gate>,
    stop: impl Future<Output = ()>,
) -> io::Result<Drained> {
    let slots = Arc::new(Semaphore::new(gate.limits.connections));
    let (close, closing) = watch::channel(false);
    let mut open = JoinSet::new();
    let mut stop = pin!(stop);
    loop {
        while open.try_join_next().is_some() {}
        let (stream, slot) = tokio::select! {
            biased;
            () = &mut stop => break,
            taken = take(&listener, &slots) => taken,
        };
        open.spawn(converse(stream, router.clone(), gate.clone(), closing.clone(), slot));
    }
    gate.stop();
    // Whoever was connected by the machine before the listener goes was promised an answer.
    let listener = listener.into_std()?;
    while let Ok(slot) = slots.clone().try_acquire_owned()
        && let Ok((stream, _)) = listener.accept()
    {
        stream.set_nonblocking(true)?;
        let stream = TcpStream::from_std(stream)?;
        open.spawn(converse(stream, router.clone(), gate.clone(), closing.clone(), slot));
    }
    drop(listener);
    Ok(drain(open, &gate, &close).await)
}

async fn drain(mut open: JoinSet<()>, gate: &Gate, close: &watch::Sender<bool>) -> Drained {
    let limit = Instant::now() + gate.limits.drain;
    let linger = gate.limits.linger.min(gate.limits.drain);
    if timeout(linger, ended(&mut open)).await.is_err() {
        // Silent connections end now; those with a request inside end after its answer.
        let _ = close.send(true);
        let _ = timeout_at(limit, ended(&mut open)).await;
    }
    while open.try_join_next().is_some() {}
    let cut = open.len();
    open.shutdown().await;
    Drained { cut }
}

async fn ended(open: &mut JoinSet<()>) {
    while open.join_next().await.is_some() {}
}

/// The next connection, once there is room for it.
async fn take(listener: &TcpListener, slots: &Arc<Semaphore>) -> (TcpStream, OwnedSemaphorePermit) {
    // The semaphore is never closed, so this is only ever a wait.
    let slot = slots.clone().acquire_owned().await.expect("nobody closes the slots");
    loop {
        match listener.accept().await {
            Ok((stream, _)) => return (stream, slot),
            Err(error) if is_the_clients(&error) => {}
            Err(error) => {
                tracing::error!(%error, "no connection could be taken");
                tokio::time::sleep(RECOVER).await;
            }
        }
    }
}

fn is_the_clients(error: &io::Error) -> bool {
    use io::ErrorKind::{ConnectionAborted, ConnectionRefused, ConnectionReset};
    matches!(error.kind(), ConnectionAborted | ConnectionRefused | ConnectionReset)
}

/// One connection, from its first request to its end.
async fn converse(
    stream: TcpStream,
    router: Router,
    gate: Arc<Gate>,
    mut closing: watch::Receiver<bool>,
    _slot: OwnedSemaphorePermit,
) {
    let _counted = Counted::connection();
    let limits = &gate.limits;
    // Answers are written whole; waiting to fill a packet would only delay them.
    let _ = stream.set_nodelay(true);
    let mut stream = TimeoutStream::new(stream);
    stream.set_write_timeout(Some(limits.stall));
    let mut builder = http1::Builder::new();
    builder
        .timer(TokioTimer::new())
        .header_read_timeout(limits.head)
        .max_header_size(limits.head_bytes)
        .max_headers(limits.headers);
    let service = TowerToHyperService::new(router);
    let mut connection = pin!(builder.serve_connection(TokioIo::new(Box::pin(stream)), service));
    let told = async move { closing.wait_for(|close| *close).await.is_ok() };
    let end = tokio::select! {
        end = connection.as_mut() => end,
        _ = told => {
            connection.as_mut().graceful_shutdown();
            connection.await
        }
    };
    if let Err(error) = end {
        tracing::debug!(%error, "a connection broke off");
    }
}
