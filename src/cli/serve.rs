//! Serving the API until the operator stops it: the addresses, the signals, and how it ended.
use super::{
    arguments::{Database, Serving},
    ended::Ended,
    lock::Lock,
    open,
    rules::given,
};
use crate::{
    http::{
        gate::Gate,
        limit::Limits,
        listen::{Drained, listen},
        server,
    },
    service::{
        Fund, duplicate::work::work, forget_answers::forget_answers, prover::Prover,
        rulebook::sweep::sweep_daily,
    },
    store::Probe,
};
use std::{future::Future, io, time::Duration};
use tokio::{
    net::TcpListener,
    sync::oneshot,
    task::JoinSet,
    time::{Instant, timeout_at},
};

const HOUR: Duration = Duration::from_secs(3_600);

/// What the service listens on.
pub struct Listeners {
    /// For the API.
    pub api: TcpListener,
    /// For the measures, where they have a listener of their own.
    pub metrics: Option<TcpListener>,
}

/// Opens the Fund and serves it.
pub async fn serve(database: &Database, serving: &Serving) -> Result<(), Ended> {
    let given = given(serving.policies.as_deref())?;
    let listeners = bind(serving).await?;
    open::place(database)?;
    let _lock = Lock::take(&database.database)?;
    let fund = open::fund(database).await?.sending_as(serving.sender_name.clone());
    fund.store().probe(Probe::Asks).await?;
    let fund = open::ruled(fund.paying_from(serving.sender_account.clone()), given).await?;
    let fund = fund.proving_with(Prover::new(&serving.solver));
    if serving.in_turn {
        fund.store().write_in_turn();
    }
    run(fund, listeners, serving).await
}

/// What is done beside serving, at the start and each hour: what was erased or is not kept any more goes from the disk.
async fn upkeep(fund: Fund) {
    let mut hours = tokio::time::interval(HOUR);
    loop {
        hours.tick().await;
        match forget_answers(&fund).await {
            Ok(0) => {}
            Ok(answers) => {
                tracing::info!(members = answers, "answers kept for repeated keys went after a week")
            }
            Err(halt) => {
                tracing::warn!(
                    fault = halt.told(),
                    "old answers could not be forgotten; it is tried again in an hour"
                );
            }
        }
        match sweep_daily(&fund).await {
            Ok(Some(members)) => tracing::info!(members, "everything that stands was looked through"),
            Ok(None) => {}
            Err(halt) => {
                tracing::warn!(fault = halt.told(), "the sweep broke off; it is tried again in an hour");
            }
        }
        fund.store().forget().await;
    }
}

/// Takes the addresses, or says which is taken.
pub async fn bind(serving: &Serving) -> Result<Listeners, Ended> {
    let api = take(&serving.listen, "--listen").await?;
    let metrics = match &serving.metrics_listen {
        Some(address) => Some(take(address, "--metrics-listen").await?),
        None => None,
    };
    Ok(Listeners { api, metrics })
}

async fn take(address: &str, option: &str) -> Result<TcpListener, Ended> {
    TcpListener::bind(address).await.map_err(|e| {
        Ended::could_not(format!("cannot listen on {address}: {e}; choose another address with {option}"))
    })
}

/// Serves until SIGINT or SIGTERM; answers in flight go out first. A second signal ends it at once.
pub async fn run(fund: Fund, listeners: Listeners, serving: &Serving) -> Result<(), Ended> {
    let (mut signals, limits) = (Signals::new()?, serving.limits());
    // It ends with this function: what it had not compared waits for the next start.
    let mut beside = JoinSet::new();
    beside.spawn(work(fund.clone(), serving.keep_index_days));
    let Listeners { api, metrics } = listeners;
    tracing::info!(address = %api.local_addr()?, engine = fund.store().engine(), "serving");
    let (tell, told) = oneshot::channel::<()>();
    let (tell_metrics, told_metrics) = oneshot::channel::<()>();
    if let Some(listener) = metrics {
        tracing::info!(address = %listener.local_addr()?, "measures");
        let stop = async { drop(told_metrics.await) };
        let gate = Gate::new(Limits { connections: 16, ..limits.clone() });
        let router = server::measures_behind(fund.clone(), gate.clone());
        tokio::spawn(listen(router, listener, gate, stop));
    }
    let drain = limits.drain;
    let upkeep = tokio::spawn(upkeep(fund.clone()));
    let mut serving = std::pin::pin!(server::serve(fund.clone(), api, limits, async { drop(told.await) }));
    let drained = tokio::select! {
        ended = &mut serving => ended,
        () = signals.next() => {
            tracing::info!(seconds = drain.as_secs(), "stopping: answers in flight go out");
            let limit = Instant::now() + drain;
            upkeep.abort();
            drop(tell);
            tokio::select! {
                ended = ending(&fund, &mut serving, limit) => ended,
                () = signals.next() => return Err(Ended::could_not(AT_ONCE)),
            }
        }
    }?;
    drop(tell_metrics);
    match drained {
        Drained { cut: 0 } => {
            tracing::info!("stopped");
            Ok(())
        }
        Drained { cut } => Err(Ended::could_not(format!(
            "{cut} connections were still busy after {} seconds and were cut; what was acknowledged is kept, and whoever \
             had no answer may send again with the same Idempotency-Key",
            drain.as_secs()
        ))),
    }
}

const AT_ONCE: &str = "stopped at once by a second signal; what was acknowledged is kept, and whoever had no answer may \
                       send again with the same Idempotency-Key";

/// Lets the answers go out, and then commands that nobody waits for any more end.
async fn ending(
    fund: &Fund,
    serving: &mut (impl Future<Output = io::Result<Drained>> + Unpin),
    limit: Instant,
) -> io::Result<Drained> {
    let drained = serving.await?;
    // Closing waits for transactions; one that does not end is left to the database, which undoes it.
    if timeout_at(limit, fund.store().close()).await.is_err() {
        tracing::warn!("a command was still running and is undone");
    }
    Ok(drained)
}

/// The signals that mean: stop.
struct Signals {
    #[cfg(unix)]
    terminate: tokio::signal::unix::Signal,
    #[cfg(unix)]
    interrupt: tokio::signal::unix::Signal,
}

impl Signals {
    #[cfg(unix)]
    fn new() -> io::Result<Signals> {
        use tokio::signal::unix::{SignalKind, signal};
        Ok(Signals {
            terminate: signal(SignalKind::terminate())?,
            interrupt: signal(SignalKind::interrupt())?,
        })
    }

    #[cfg(unix)]
    async fn next(&mut self) {
        tokio::select! { _ = self.terminate.recv() => {}, _ = self.interrupt.recv() => {} }
    }

    #[cfg(not(unix))]
    fn new() -> io::Result<Signals> {
        Ok(Signals {})
    }

    #[cfg(not(unix))]
    async fn next(&mut self) {
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    }
}
