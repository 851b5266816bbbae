//! What the service measures of itself, in Prometheus's text form. Labels are words of the house (the route as it is declared,
//! a method, a class of status, a code): never a path, a reference, a name or anything a caller has written.
use crate::{service::Fund, store::gauge::PoolUse};
use axum::http::{HeaderName, Method, header};
use metrics::{counter, describe_counter, describe_gauge, describe_histogram, gauge, histogram};
use metrics_exporter_prometheus::{Matcher, PrometheusBuilder, PrometheusHandle};
use std::{sync::LazyLock, time::Duration};
use tokio::time::timeout;

/// How long the database may take to tell the size of the log.
const PATIENCE: Duration = Duration::from_secs(2);
/// How often what was recorded is put into its buckets, whether or not somebody asks.
const UPKEEP: Duration = Duration::from_secs(5);

const KIND: &str = "text/plain; version=0.0.4; charset=utf-8";

/// A process has one recorder, however many services it runs: the first that starts sets it.
static RECORDER: LazyLock<PrometheusHandle> = LazyLock::new(|| {
    let recorder = built();
    let handle = recorder.handle();
    if metrics::set_global_recorder(recorder).is_err() {
        tracing::error!("the process measures itself elsewhere already, so /metrics stays empty");
    }
    describe();
    handle
});

fn built() -> metrics_exporter_prometheus::PrometheusRecorder {
    let seconds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0];
    let members = [1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 64.0, 128.0, 256.0, 512.0];
    // Only an empty list of buckets is refused.
    let with = |builder: PrometheusBuilder, ends: &str, buckets| {
        builder
            .set_buckets_for_metric(Matcher::Suffix(ends.into()), buckets)
            .expect("the list of buckets is not empty")
    };
    let builder = with(PrometheusBuilder::new(), "_seconds", &seconds);
    with(builder, "_members", &members).build_recorder()
}

fn describe() {
    describe_counter!("relief_requests_total", "Answers by route, method and class of status.");
    describe_histogram!("relief_request_seconds", "Time until the answer began, by route.");
    describe_gauge!("relief_requests_in_flight", "Requests whose answer has not begun.");
    describe_gauge!("relief_connections", "Connections that are open.");
    describe_counter!("relief_refusals_total", "Answers with a problem, by its code.");
    describe_counter!("relief_outages_total", "Answers that the database could not be worked with, by code.");
    describe_counter!("relief_writer_groups_total", "Groups made durable.");
    describe_counter!("relief_writer_members_total", "Commands made durable.");
    describe_histogram!("relief_writer_group_members", "Commands in a group.");
    describe_histogram!("relief_writer_commit_seconds", "Time that a group's commit took.");
    describe_counter!("relief_writer_poisoned_total", "Groups that the database refused.");
    describe_counter!("relief_writer_reruns_total", "Commands that ran again, alone.");
    describe_gauge!("relief_writer_waiting", "Commands that wait for the writer.");
    describe_gauge!("relief_pool_connections", "Connections to the database, by pool and use.");
    describe_gauge!("relief_pool_connections_most", "The most connections a pool may open.");
    describe_gauge!("relief_log_leaves", "Leaves in the log.");
    describe_gauge!("relief_database_up", "1 while the database answers.");
    describe_gauge!("relief_build_info", "Always 1; the version and the engine are its labels.");
}

/// Starts measuring, if nothing has yet.
pub fn start() {
    LazyLock::force(&RECORDER);
}

/// Keeps what was recorded from growing while nobody asks for it. It ends when it is dropped.
pub async fn keep() {
    let mut ticks = tokio::time::interval(UPKEEP);
    loop {
        ticks.tick().await;
        RECORDER.run_upkeep();
    }
}

/// A method as a word of the house; what a client made up is `OTHER`.
pub fn method_word(method: &Method) -> &'static str {
    const KNOWN: [&str; 7] = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];
    KNOWN.into_iter().find(|known| *known == method.as_str()).unwrap_or("OTHER")
}

/// Counts up while it lives.
pub struct Counted(&'static str);

impl Counted {
    /// A request whose answer has not begun.
    pub fn request() -> Counted {
        Counted::of("relief_requests_in_flight")
    }

    /// An open connection.
    pub fn connection() -> Counted {
        Counted::of("relief_connections")
    }

    fn of(name: &'static str) -> Counted {
        gauge!(name).increment(1);
        Counted(name)
    }
}

impl Drop for Counted {
    fn drop(&mut self) {
        gauge!(self.0).decrement(1);
    }
}

/// One answer: the route as it is declared, the method as a word, the status, the problem's code, and the time it took.
pub fn answered(route: &str, method: &'static str, status: u16, code: Option<&'static str>, took: Duration) {
    let class = match status {
        0..200 => "1xx",
        200..300 => "2xx",
        300..400 => "3xx",
        400..500 => "4xx",
        _ => "5xx",
    };
    counter!("relief_requests_total", "route" => route.to_owned(), "method" => method, "status" => class)
        .increment(1);
    histogram!("relief_request_seconds", "route" => route.to_owned()).record(took);
    if let Some(code) = code {
        counter!("relief_refusals_total", "code" => code).increment(1);
        if ["not_durable", "unreachable"].contains(&code) {
            counter!("relief_outages_total", "code" => code).increment(1);
        }
    }
}

/// All measures as Prometheus reads them.
pub async fn rendered(fund: &Fund) -> ([(HeaderName, &'static str); 1], String) {
    start();
    let engine = fund.store().engine();
    gauge!("relief_build_info", "version" => env!("CARGO_PKG_VERSION"), "engine" => engine).set(1);
    for PoolUse { name, busy, idle, most } in fund.store().pool_use() {
        gauge!("relief_pool_connections", "pool" => name, "use" => "busy").set(busy);
        gauge!("relief_pool_connections", "pool" => name, "use" => "idle").set(idle);
        gauge!("relief_pool_connections_most", "pool" => name).set(most);
    }
    let read = async { fund.store().read().await?.head_row().await };
    let head = timeout(PATIENCE, read).await;
    gauge!("relief_database_up").set(u32::from(matches!(head, Ok(Ok(_)))));
    if let Ok(Ok(Some(head))) = head {
        gauge!("relief_log_leaves").set(u32::try_from(head.leaf).unwrap_or(u32::MAX));
    }
    ([(header::CONTENT_TYPE, KIND)], RECORDER.render())
}
